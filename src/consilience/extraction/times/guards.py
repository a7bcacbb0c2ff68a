"""Which words only look like a time expression?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from consilience.extraction.times.readings import Matched, Reading
from consilience.text.tokens import ParsedSentence, Token

_COPYRIGHT: Final = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_AGE: Final = re.compile(r"[-–\s]*(?:old\b|of age\b)", re.IGNORECASE)
_AGED: Final = re.compile(r"\b(?:aged?|aging)\s*$", re.IGNORECASE)
_YEAR_BEFORE: Final = re.compile(
    r"\b(?:in|since|until|till|by|from|during|of|for|before|after|through|throughout|around|"
    r"circa|early|late|mid|to|and|or|year|between|the|that)\s*[-–]?\s*$|\(\s*$|^\s*$",
    re.IGNORECASE,
)
_YEAR_AFTER: Final = re.compile(r"^\s*(?:[,.;:)\]–-]|$|(?:and|or|to|when|after|but|by|in)\b)")
_CLOCK_BEFORE: Final = re.compile(
    r"\b(?:at|around|about|by|until|till|from|to|before|after|since)\s*$", re.IGNORECASE
)
_CLOCK_PLACE: Final = re.compile(
    r"(?i)\bat\s+(?:(?:about|around|approximately|roughly|exactly|nearly)\s+)?$"
)
"""Things happen in a year and at a time of the day: "at 1645" is no year."""
_MEASURED: Final = re.compile(r"[-–]strong|\s*(?:%|percent|km|kg|feet|metres|meters)")
_NUMBERED: Final = re.compile(r"(?i)(?:\bno\.|\bnos\.|\bnumber|#)\s*$")
"""What counts houses and not years: "at no. 1810 on 34th Street"."""
_COLOURED: Final = re.compile(
    r"(?i)\s+(?:model|red|blue|white|black|green|gr[ae]y|silver|yellow|brown)\b"
)
"""What a car has that was built in that year: "a 1981 blue sedan"."""
_SHORT_DAYS: Final = frozenset("sun sat mon wed mar".split())
_RATE: Final = re.compile(
    r"(?:\d|\b(?:times|once|twice|million|billion|hundred|thousand|dollars|cents|euros|pounds|percent"
    r"|per cent|miles|km|tons|tonnes|barrels|share|people))\s*$",
    re.IGNORECASE,
)
"""What stands before "a year" where it says how often or how much, not how long."""
_OF: Final = re.compile(
    r"\s+of\s+(?!the\s+(?:year|fiscal)|\d|fiscal|this|last|next)", re.IGNORECASE
)
_COUNTED: Final = re.compile(r"\d[\s-]*$")
_CONJUNCTION: Final = re.compile(r"^\s+(?:as|after|before|enough)\b", re.IGNORECASE)


def is_expression(sentence: ParsedSentence, matched: Matched, reading: Reading) -> bool:
    """Tell whether the words that *matched* are about time at all."""
    lexed = matched.lexed
    before = lexed.text[: lexed.starts[matched.start]]
    after = lexed.text[lexed.ends[matched.end - 1] :]
    letters = matched.match[0]
    if reading.needs_at and not _CLOCK_BEFORE.search(before):
        return False
    for letter, check in _CHECKS.items():
        if letter == "y" and reading.timex == "TIME":
            continue  # four digits that were read as hours and minutes
        if letter in letters and not check(sentence, matched, before, after):
            return False
    return not (reading.timex == "DATE" and reading.value and _COPYRIGHT.search(before[-40:]))


def token_at(sentence: ParsedSentence, offset: int) -> Token | None:
    """Return the token of *sentence* that covers *offset* (from the sentence's first character)."""
    at = sentence.start + offset
    for token in sentence.tokens:
        if token.start <= at < token.end:
            return token
    return None


def _token(sentence: ParsedSentence, matched: Matched, letter: str) -> Token | None:
    word = matched.start + matched.match[0].index(letter)
    return token_at(sentence, matched.lexed.starts[word])


_BUSINESS = re.compile(
    r"(?i)[$€£%]|\b(?:percent|per cent|million|billion|earn\w*|profits?|sales|revenues?|fiscal"
    r"|income|loss(?:es)?|shares?|year-earlier|growth|results|econom\w+|charges?|ended|dividends?)\b"
)


def _unit_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    """Ages are no durations; "quarters" and "minutes" alone are other things."""
    if _AGE.match(after) or _AGED.search(before):
        return False
    if matched.words()[-1] in {"quarter", "quarters"} and _OF.match(after):
        return False  # a share, not a time
    if matched.words() == ("the", "quarter"):
        return _BUSINESS.search(sentence.text) is not None  # of a year; otherwise of a town
    if matched.match[0] == "au" and _RATE.search(before):
        return False
    if matched.match[0] != "u":
        return True
    return matched.words()[0] not in {"quarters", "minutes"} and not _COUNTED.search(before)


def _month_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    token = _token(sentence, matched, "m")
    word = matched.words()[matched.match[0].index("m")]
    if token is None or token.tag == "MD" or token.tag.startswith("VB"):
        return False
    if word in {"may", "march", "mar", "april", "june", "august"} and len(matched.match[0]) == 1:
        return token.name in {"DATE", ""} and not (word == "may" and not before.strip())
    return True


def _weekday_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    token = _token(sentence, matched, "w")
    word = matched.words()[matched.match[0].index("w")].rstrip(".")
    return word not in _SHORT_DAYS or (token is not None and token.name == "DATE")


def _season_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    token = _token(sentence, matched, "s")
    if token is None or token.tag not in {"NN", "NNP"}:
        return False
    if len(matched.match[0].strip("t")) > 1:
        return True
    if re.match(r"\s+(?:of|from|in)\b", after):
        return False
    if matched.match[0] == "ts":
        return re.search(r"\b(?:in|into|by|until|since|during|over)\s*$", before) is not None
    return token.name == "DATE" or bool(re.search(r"\b(?:in|by|until|since)\s*$", before))


def _year_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    if len(matched.match[0].strip("t")) > 1:
        return True
    token = _token(sentence, matched, "y")
    if token is None or _is_no_year(before, after):
        return False
    year = int(matched.words()[-1])
    if token.name == "DATE" and 1400 <= year <= 2100:
        return True
    if not 1900 <= year <= 2050:
        return False
    if _YEAR_BEFORE.search(before) and _YEAR_AFTER.match(after):
        return True
    return token.dep in {"nummod", "compound"} and token.head.tag == "NN" and token.head.i > token.i


def _is_no_year(before: str, after: str) -> bool:
    clock, house = _CLOCK_PLACE.search(before), _NUMBERED.search(before)
    return bool(clock or house or _MEASURED.match(after) or _COLOURED.match(after))


def _short_year_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    token = _token(sentence, matched, "Y")
    return len(matched.match[0]) > 1 or (token is not None and token.name == "DATE")


def _clock_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    if len(matched.match[0]) > 1:
        return True
    return bool(_CLOCK_BEFORE.search(before)) or bool(re.match(r"\s*(?:GMT|UTC|local)", after))


def _decade_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    word = matched.words()[matched.match[0].index("C")]
    return len(word) == 5 or word[0] in "'’" or matched.match[0].startswith("t")


def _often_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    """Tell "it meets weekly" from a kind of thing ("the weekly magazine")."""
    token = _token(sentence, matched, "S")
    return token is not None and token.dep not in {"amod", "compound"} and token.tag != "NNP"


def _vague_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    if matched.words()[0] in {"soon", "shortly"}:
        return not _CONJUNCTION.match(after)
    return True


def _festival_fits(sentence: ParsedSentence, matched: Matched, before: str, after: str) -> bool:
    """Tell the feast from a person called Ramadan."""
    token = _token(sentence, matched, "r")
    return token is not None and token.name not in {"PERSON", "ORG", "GPE"}


_Check = Callable[[ParsedSentence, Matched, str, str], bool]
_CHECKS: Final[dict[str, _Check]] = {
    "u": _unit_fits,
    "m": _month_fits,
    "w": _weekday_fits,
    "s": _season_fits,
    "y": _year_fits,
    "Y": _short_year_fits,
    "x": _clock_fits,
    "C": _decade_fits,
    "r": _festival_fits,
    "S": _often_fits,
    "K": _vague_fits,
}
