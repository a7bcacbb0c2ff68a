"""The words of time expressions: a sentence as one class letter a word.

The grammar (`rules`) is written over these letters, so that a rule reads like the expression:
``m(?:d|o),?y`` is *month, day, year*. One letter a word; ``z`` is any other word.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from consilience.text.time_symbols import MONTHS, WEEKDAYS

FESTIVAL: Final[dict[str, str]] = {
    r"eid[ -][au]l[ -]fitr": "eid-al-fitr", r"eid[ -][au]l[ -]adha": "eid-al-adha",
    "ramad(?:h)?an": "ramadan", "ashoura|ashura": "ashura", "arba['’]?een": "arbaeen",
    "mawlid|mouloud": "mawlid", "muharram": "muharram", "nowruz|newroz|nauruz": "nowruz",
    "christmas eve": "christmas-eve", "orthodox christmas": "orthodox-christmas",
    "christmas(?: day)?": "christmas", "boxing day": "boxing-day",
    "new year['’]s eve": "new-years-eve", "new year['’]s(?: day)?": "new-year",
    "good friday": "good-friday", "palm sunday": "palm-sunday",
    "easter monday": "easter-monday", "easter(?: sunday)?": "easter", "may day": "may-day",
    "valentine['’]s day": "valentines-day", "halloween": "halloween",
}  # fmt: skip
"""Pattern of a festival's name, and the festival in `text.festivals`."""

_WORD: Final = re.compile(
    rf"\b(?=[A-Z])(?:{'|'.join(FESTIVAL)})\b|"
    r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:(?:19|20)\d\d(?!\d)|\d{2,4}\b)"
    r"|(?<=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s)\d\d(?=(?:19|20)\d\d\b)"
    r"|\d{1,2}:\d{2}(?::\d{2})?|\d+(?:st|nd|rd|th)\b|['’]?\d0s\b|\d{3}0s\b|['’]\d{2}\b"
    r"|\d+(?:[.,]\d+)*|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.(?=\s?\d|\s*[a-z,])"
    r"|['’]s\b|[A-Za-z]\.(?:[A-Za-z]\.)+|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?|\S",
    re.IGNORECASE,
)

_CLASSES: Final[dict[str, str]] = {
    "m": " ".join(MONTHS) + " jan feb mar apr jun jul aug sep sept oct nov dec",
    "w": " ".join(WEEKDAYS) + " mon tue tues wed thu thur thurs fri sat sun",
    "u": "seconds minute minutes hour hours hr hrs day days week weeks weekend weekends "
    "fortnight fortnights month months quarter quarters year years yr yrs decade decades century "
    "centuries",
    "p": "morning mornings afternoon afternoons evening evenings night nights noon midday "
    "midnight dawn dusk sunrise sunset daybreak nightfall overnight",
    "s": "spring summer autumn fall winter summers winters springs",
    "k": "today tomorrow yesterday tonight",
    "K": "now currently recently soon presently nowadays lately shortly current recent",
    "a": "a an",
    "t": "the",
    "T": "this these",
    "H": "that those",
    "L": "last past previous preceding prior",
    "X": "next coming following upcoming",
    "W": "same",
    "e": "early late mid midway",
    "E": "earlier later",
    "B": "before after",
    "g": "ago",
    "f": "of",
    "F": "future",
    "i": "in by since from until till during for on between through to at within over around "
    "into throughout as",
    "b": "beginning start end middle",
    "j": "fiscal",
    "q": "am pm a.m. p.m. a.m p.m gmt utc est edt cst cdt pst pdt bst",
    "S": "daily weekly monthly quarterly yearly annually biweekly nightly hourly bimonthly "
    "biannually",
    "V": "every each",
    "c": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand",
    "v": "few several many couple dozen dozens hundreds scores tens thousands some numerous",
    "O": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "latest final",
    "h": "half",
    "A": "about around nearly almost roughly approximately some circa",
    "^": "up",
    "M": "more",
    "l": "less fewer",
    "N": "than",
    "Z": "least most",
    "&": "and or",
    "R": "to until through till",
    "P": "ended ending",
    "J": "entire whole full rest",
    "C": "twenties thirties forties fifties sixties seventies eighties nineties",
}
_UNITS_FIRST: Final = "muwpskKFatTHLXWeEBgfbjqSVchvOAMlNZ&PJCRi^"
LETTER: Final[dict[str, str]] = {
    word: letter for letter in reversed(_UNITS_FIRST) for word in _CLASSES[letter].split()
}
"""The class letter of a word in small letters; of a word in two classes, the earlier one's."""

NUMBERS: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {word: 10 * tens for tens, word in enumerate(
    "thirty forty fifty sixty seventy eighty ninety".split(), 3
)} | {"hundred": 100, "thousand": 1000, "dozen": 12}  # fmt: skip
ORDINALS: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
}
MONTH_NUMBER: Final[dict[str, int]] = (
    {name: at for at, name in enumerate(MONTHS, 1)}
    | {name[:3]: at for at, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
WEEKDAY_NAME: Final[dict[str, str]] = {name: name for name in WEEKDAYS} | {
    short: next(name for name in WEEKDAYS if name.startswith(short[:3]))
    for short in "mon tue tues wed thu thur thurs fri sat sun".split()
}
UNIT_NAME: Final[dict[str, str]] = {
    "hr": "hour", "hrs": "hour", "yr": "year", "yrs": "year", "centuries": "century",
    "fortnight": "week", "fortnights": "week",
}  # fmt: skip
"""Units whose name is not the word less its final s."""

_CAPITALISED: Final = frozenset("may march mar sun sat mon wed jan apr jun aug dec sep".split())
"""Names of the calendar that are other words when written small."""
_TRIGGERS: Final = re.compile(r"[muwpskKSDxYCyr]|tL|tF|F|nq|c[-–]?c")


@dataclass(frozen=True, slots=True)
class Lexed:
    """A sentence as words with offsets (from its first character) and class letters."""

    text: str
    words: tuple[str, ...]  # in small letters
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    letters: str  # one a word


def lex_sentence(text: str) -> Lexed | None:
    """Return *text* as classes, or ``None`` where no word can start a time expression."""
    matches = list(_WORD.finditer(text))
    words = [match.group() for match in matches]
    letters = "".join(map(_letter, words))
    if not _TRIGGERS.search(letters):
        return None
    return Lexed(
        text=text,
        words=tuple(word.lower() for word in words),
        starts=tuple(match.start() for match in matches),
        ends=tuple(match.end() for match in matches),
        letters=letters,
    )


@functools.lru_cache(maxsize=4_096)
def festival_of(word: str) -> str | None:
    """Return the festival called *word*, as a name of `text.festivals`."""
    for pattern, name in FESTIVAL.items():
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return name
    return None


@functools.lru_cache(maxsize=16_384)
def _letter(word: str) -> str:
    if word[0].isdigit() or (word[0] in "'’" and word[1:2].isdigit()):
        return _digits_letter(word)
    if word in {"'s", "’s"}:
        return "'"
    if len(word) == 1 and not word.isalpha():
        return word if word in ",-–()$£€" else "z"
    if (" " in word or word[:1].isupper()) and festival_of(word) is not None:
        return "r"
    lower = word.lower().rstrip(".") if len(word) > 3 else word.lower()
    letter = LETTER.get(word.lower()) or LETTER.get(lower, "z")
    if letter in "mw" and word[0].islower() and lower in _CAPITALISED:
        return "z"
    return letter


def is_clock(digits: str) -> bool:
    """Whether *digits* are four that can be hours and minutes."""
    return re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", digits) is not None


def _digits_letter(word: str) -> str:
    if word.isdigit():
        return _whole_letter(word)
    if word[-1].isalpha() and "T" not in word:
        return "C" if word[-1] == "s" else "o"
    if word[0] in "'’":
        return "Y"
    if ":" in word and "-" not in word:
        return "x"
    return "D" if "-" in word or "/" in word or word.count(".") == 2 else "n"


def _whole_letter(word: str) -> str:
    if len(word) == 4 and word[0] == "0":
        return "x" if is_clock(word) else "n"  # 0430, as armies write it
    if len(word) == 4 and "1000" <= word < "2100":
        return "y"
    return "d" if len(word) <= 2 and 1 <= int(word) <= 31 else "n"
