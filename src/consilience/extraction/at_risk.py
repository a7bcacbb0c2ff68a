"""Do the words beside a name tell of a private person, whom it may harm to be named?

People in the street are brought in by age ("Hadi, 12", "the 13-year-old Hadi"), by what they are
("Hadi, a resident of Osk", "a 32-year-old baker"), as one of the dead ("among the dead was Hadi"),
or as somebody who asks for it ("Hadi, 45, asking not to be identified by her last name"). Commas
may be lost. Officials and fighters are known by an office, and are not meant here.
"""

from __future__ import annotations

import re
from typing import Final

_STREET: Final = (
    r"(?:resident|witness|eyewitness|survivor|victim|villager|refugee|evacuee|bystander|onlooker"
    r"|detainee|patient|farmer|shepherd|shopkeeper|vendor|pensioner|housewife|student|pupil"
    r"|schoolboy|schoolgirl|teenager|boy|girl|child|toddler|baby|mother|father|grandmother"
    r"|grandfather|widow|widower|orphan|neighbou?r|groom|bride)"
)
"""What stands before a name without making its bearer known."""
_PRIVATE: Final = (
    rf"(?:{_STREET}|prisoner|fisherman|labou?rer|shop owner|trader|merchant|baker|butcher|barber"
    r"|tailor|carpenter|mechanic|electrician|plumber|driver|pharmacist|employee|worker"
    r"|civil servant|parishioner|worshipp?er|passenger|shopper|displaced (?:man|woman|person))"
)
_BEFALLEN: Final = (
    r"(?:killed|murdered|executed|beheaded|hanged|wounded|injured|shot|stabbed|maimed|burned"
    r"|abducted|kidnapped|detained|arrested|tortured|raped|displaced|buried|drowned|trapped)"
)
_AGED: Final = r"\d{1,3}[- ](?:year|month|week|day)s?[- ]old"
_BEHIND: Final = re.compile(
    # "Hadi, a resident of", "Hadi a 32-year-old pharmacist", "Hadi, 12, a pupil"
    rf"\s?,?\s?(?:(?:aged\s)?\d{{1,3}}\s?,?\s)?(?:who\s(?:is|was)\s)?(?:an?|one|another)\s"
    rf"(?:(?!of\b|and\b|with\b|for\b)[\w'’-]+\s){{0,4}}?(?:{_AGED}|{_PRIVATE})\b"
    rf"|\s?,?\s?(?:an?\s)?{_AGED}\b",
    re.IGNORECASE,
)
_HARMED: Final = re.compile(
    rf"\s?,?\s?(?:who\s)?(?:(?:was|were|is|has been|had been)\s(?:also\s|[a-z]+ly\s)?{_BEFALLEN}\b"
    r"|(?:was|were)\samong\s(?:the\s|those\s)?(?:dead|killed|victims|wounded|injured|missing)\b)"
    r"|\s?,?\s?who\s(?:died|drowned|fled|disappeared|survived|escaped)\b"
)
_AGE: Final = re.compile(
    r"\s?,\s?(?:aged\s)?\d{1,3}\b(?!\s?(?:km|percent|per|%))"
    r"|\s\(?(?:aged\s)?\d{1,3}\)?\s(?:asking|who|from|said|says|told|an?|whose)\b"
)
_ASKS: Final = re.compile(
    r"[^.;]{0,40}?\b(?:ask(?:ing|ed|s)|declin(?:ing|ed|es)|refus(?:ing|ed|es)|request(?:ing|ed|s)"
    r"|prefer(?:ring|red|s)|want(?:ing|ed|s))\s(?:\w+\s){0,3}?(?:not\s)?to\s(?:be\s(?:\w+\s)?"
    r"(?:identified|named|quoted by|known)|(?:give|provide|use|disclose|reveal)\s(?:(?:his|her"
    r"|their|a|any)\s)?(?:(?:full|last|real|family|second|complete)\s)?(?:sur)?names?\b)"
    r"|\s?,?\s?who\s(?:gave|uses?|goes by)\s(?:only\s|just\s)?(?:his|her|their|a|an|one)\s"
    r"(?:only\s)?(?:first|single|given|middle|nom|nick|assumed|pseud|alias|one)"
    r"|[^.;]{0,30}?\bnot\s(?:his|her|their)\sreal\sname\b|[^.;]{0,20}?\bname\s(?:has\sbeen\s|was\s"
    r"|is\s)?(?:changed|withheld)\b|\s?,?\s?(?:using\s)?(?:a|an|his|her)\s(?:pseudonym|alias)\b",
    re.IGNORECASE,
)
_AGED_BEFORE: Final = re.compile(rf"\b{_AGED}\s(?:[a-z][\w'’-]*\s){{0,3}}$")
_AMONG: Final = re.compile(
    r"\b(?:among|amongst)\s(?:the\s|those\s)?(?:dead|killed|victims|wounded|injured|missing)\b"
    r"(?:[^.;]{0,40}?\b(?:was|were)\b|:)[^.;]{0,30}$"
    r"|\b(?:the\s)?(?:dead|victims?|deceased)\s(?:was|were|included?|includes?|are)\b[^.;]{0,30}$"
    rf"|\b{_STREET}(?:,?\s(?:named|called|identified as))?\s$"
    r"|\bfamily\s(?:name|surname)\s(?:of\s|is\s|was\s)?$",
    re.IGNORECASE,
)
_NAME_ONLY: Final = re.compile(
    r"(?:\b(?:gave|gives|given|giving|give)\s+(?:only\s+)?(?:his|her|their)\s+(?:\w+\s+)?name"
    r"\s+(?:only\s+|simply\s+|just\s+)?as"
    r"|\b(?:identified|named|introduced|known|called|identify)\s+(?:himself\s+|herself\s+"
    r"|themselves\s+)?(?:only|simply|just)\s+(?:as|by)"
    r"|\basked\s+to\s+be\s+(?:\w+\s+)?(?:only\s+|simply\s+|just\s+)?as)\s+[\"“‘']?$"
)
"""Words before the name of somebody who fears to be known by it."""
_TOLD_BY: Final = re.compile(
    r"\b(?:said|says|told|added|according to|reported|explained|warned)\s[^.;\"”]*$"
)
"""Words between a verb and the name of who tells of it."""


def gives_no_more(sentence: str, start: int) -> bool:
    """Tell "a medic, who gave his name only as" before *start*: somebody to be kept safe."""
    return _NAME_ONLY.search(sentence, 0, start) is not None


def is_private(sentence: str, start: int, end: int) -> bool:
    """Tell whether the name at *start* to *end* of *sentence* is that of a private person.

    Example:
        >>> is_private("Ada Reyn, a resident of Osk, said so.", 0, 8)
        True

    """
    if any(found.match(sentence, end) for found in (_BEHIND, _AGE, _HARMED)):
        return True
    before = sentence[:start]
    return _AGED_BEFORE.search(before) is not None or _AMONG.search(before) is not None


def asks_for_safety(sentence: str, start: int, end: int) -> bool:
    """Tell whether the one named does not want to be known by that name."""
    return gives_no_more(sentence, start) or _ASKS.match(sentence, end) is not None


def speaks(sentence: str, verb: int, start: int) -> bool:
    """Tell whether the name at *start* is that of who tells what the *verb* says.

    "Ten men were also killed said Ada Reyn" names who speaks, and nobody who was killed.
    """
    return verb < start and _TOLD_BY.search(sentence[verb:start]) is not None
