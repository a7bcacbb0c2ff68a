"""Which numbers of a sentence count nothing: dates, times, names, addresses, ages?"""

from __future__ import annotations

import re
from typing import Final, Literal

Shape = Literal["designation", "date", "clock", "age"]

_MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_HOUR: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_YEAR: Final = r"(?:1[89]|20)\d\d\b"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"

_OLD = re.compile(
    r"""
    \b\d{1,2}-?\s+(?:and|or|to)\s+(?=\d{1,2}-(?:year|month))
  | \b(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:[-\s](?:and[-\s]a[-\s]half))?
        [-\s](?:years?|months?|weeks?|days?)[-\s]olds?\b
  | \b(?:aged|ages?)\s+(?:of\s+|between\s+|about\s+|around\s+)?\d{1,3}
        (?:\s*(?:-|–|,|,?\s*to|,?\s*and)\s*\d{1,3}(?!,?\d|\s+[a-z]+s\b))*\b
  | \bone,?\s\d{1,2},?\sand\s(?:the\s)?other,?\s\d{1,2}\b
  | \b\d{1,2}-\s(?=year[-\s]old)
    """,
    re.VERBOSE,
)
_AGE = re.compile(
    r"""
    (?<=[\w.’'”"]),\s+\d{1,2}(?=\s*(?:[,;.)](?!\d)|$|and\s+[A-Z]))
  | (?:(?<=[a-z]s)|(?<=[mr]en)|(?<=ple)),\s\d{1,2}(?:,\s\d{1,2})*,?\sand\s\d{1,2}(?=\s*[,;.)—–])
  | (?<=[A-Za-z])\s\(\d{1,2}\)
  | \b\d{1,2}\s?(?:yo|y/o)\b
  | (?<![\d,])\b[A-Z][\w'’.-]+,\s?(?:both\s+)?\d{1,2}(?:\s+and\s+\d{1,2})?
        (?=\s+(?:was|were|is|are|of|who|had|has|died|from|said|both|and|in|on|at)\b|\s*[-,;.—–](?!\d))
    """,
    re.VERBOSE,
)
_DATE = re.compile(
    rf"""
    \b\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:.]+Z?)?
  | \b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b
  | \b{_MONTH}\s+{_DAY}\b(?:\s*(?:-|–|to|and|or)\s*{_DAY}\b)?(?:,?\s+{_YEAR})?
  | \b(?:{_DAY}\s*(?:-|–|to|and)\s*)?{_DAY}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR})?
  | \b{_MONTH},?\s+(?:of\s+)?{_YEAR}
  | \b(?:mid-|early-|late-)?(?:(?:1[5-9]|20)\d0|[2-9]0)['’]?s\b
  | \b(?:1[5-9]|20)\d\d[-–/]\d\d(?:\d\d)?\b
  | \b(?:A\.?D\.?|AD)\s+\d{{1,4}}(?:\s+(?:and|to)\s+\d{{3,4}})?\b
  | \b\d{{1,4}}\s+(?:BCE?|B\.C\.|AD|A\.D\.|CE)\b
    """,
    re.VERBOSE,
)
_CLOCK = re.compile(
    rf"""
    \b\d{{1,2}}[:.]\d{{2}}\s?(?:[ap]\.?\s?m\b\.?|GMT\b|hrs?\b|UTC\b|ET\b)
  | \b\d{{1,2}}:\d{{2}}(?::\d{{2}})?\b
  | \b{_HOUR}\s?(?:a\.\s?m\.?|p\.\s?m\.?|am\b|pm\b)
  | \b{_HOUR}\s+o['’]clock\b
  | \b\d{{3,4}}\s+(?:GMT|UTC|local\s+time|hours(?=\s+(?:on|local|GMT)))
    """,
    re.VERBOSE,
)
_NUMBERED: Final = (
    "Interstate|Highway|Route|Section|Row|Article|Chapter|Flight|Room|Channel|Apartment|Apt\\.?"
    "|Suite|Resolution|Page|Phase|Gate|Terminal|Bus|Train|Lot|Exit|Formula|Title|Part|Act|Volume"
    "|Level|Grade|Category|Zone|Checkpoint|Camp|Game|Week|Day|Round|Matchday|Pool|Windows|Type"
)
_STREETS: Final = (
    r"Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Drive|Boulevard|Blvd\b\.?|Lane|Court|Parkway"
    r"|Highway|Terrace|Circle|Plaza|Turnpike"
)
_DESIGNATION = re.compile(
    rf"""
    https?://\S+ | www\.\S+ | \S+@\S+\.\w+ | [@]\w+
  | \b[A-Z][A-Za-z]*[-/]\d[\w/-]* | \b[A-Z]+\d[\w-]*
  | \b\d+(?:st|nd|rd|th)\b
  | \b\d{{1,3}}/\d{{1,3}}\b
  | \(?\b\d{{3}}\)?[-.\s]\d{{3}}[-.]\d{{4}}\b | \b\d{{3}}-\d{{4}}\b(?!\s*[a-z])
  | \+\d[\d\s-]{{7,}}\d
  | \b(?:No|Nos|no|Number|number)\.?\s?\d+\b(?!\s+(?:civilian|people|casualt))
  | \#\d+
  | \b\d+(?:-?\w)?\s+block\b
  | \b\d{{1,2}}\s?(?:News|NEWS)\b
  | \b(?:Image|Photo|Picture|Slide|Page)\s+\d+\s+of\s+(?:/\s*)?\d+\b
  | \b\d+\s+(?:[NSEW]\.?\s+|North\s+|South\s+|East\s+|West\s+)?
        (?:[A-Z]\w+\.?\s+|\d+(?:st|nd|rd|th)\s+){{0,3}}(?:{_STREETS})
  | \b(?:{_NUMBERED})\s+\d+[A-Za-z]?\b
  | (?<![\d.,$€£])\b\d+[ADEG-JN-UX-Z](?:[A-Za-z]*\d\w*|\b)
  | \b[a-z]+-\d+\b(?!-)
  | \b(?:1-[01]|2-[0-2]|3-[0-3]|4-[0-4]|5-[0-5]|6-[0-6])\b | \b\d{{4,}}-\d\b
  | \b\d+(?:\.\d+){{2,}}\b
  | \b\d{{6,}}-\w+
    """,
    re.VERBOSE,
)
_RANK = re.compile(r"\b(?:top|bottom|final)[-\s](?:\d+|three|four|five|six|ten)\b(?!\s+[a-z]+s\b)")
_DIGIT = re.compile(r"\d")
_HOUR_SIGNS: Final = (":", ".m", "am", "pm", "o'clock", "o’clock", "GMT", "UTC", "local time")


def find_shapes(words: str) -> list[tuple[int, int, Shape]]:
    """Return the stretches whose numbers count nothing: start, end, what they are.

    Example:
        >>> find_shapes("On March 8 an F-16 hit")
        [(3, 10, 'date'), (14, 18, 'designation')]
    """
    found: list[tuple[int, int, Shape]] = []
    # The patterns are slow on long sentences: each is tried only where its sign is there.
    if "old" in words or "age" in words or "other" in words:
        found.extend(_spans(_OLD, words, "age"))
    if any(sign in words for sign in _HOUR_SIGNS) or "hours" in words:
        found.extend(_spans(_CLOCK, words, "clock"))
    if "top" in words or "bottom" in words or "final" in words:
        found.extend(_spans(_RANK, words, "designation"))
    if _DIGIT.search(words):
        found.extend(_spans(_AGE, words, "age"))
        found.extend(_spans(_DATE, words, "date"))
        found.extend(_spans(_DESIGNATION, words, "designation"))
    return found


def _spans(pattern: re.Pattern[str], words: str, shape: Shape) -> list[tuple[int, int, Shape]]:
    return [(match.start(), match.end(), shape) for match in pattern.finditer(words)]
