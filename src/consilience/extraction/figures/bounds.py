"""What do the words around a number do to it: floor, ceiling, range, approximation (METHOD 1.4)?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from consilience.model.scales import Qualifier


@dataclass(frozen=True, slots=True)
class Bounds:
    """Low, best and high as METHOD 1.4 has them; ``None`` is unknown, never zero."""

    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words that qualify a number, and where they stand."""

    start: int
    end: int
    qualifier: Qualifier


_FLOOR: Final = (
    r"at\s+least|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|not\s+fewer\s+than"
    r"|a\s+minimum\s+of|minimum\s+of|at\s+a\s+minimum|as\s+few\s+as|as\s+little\s+as"
    r"|at\s+the\s+very\s+least|starting\s+(?:at|from)"
)
_FLOOR_STRICT: Final = (
    r"(?:(?:well|far|much|slightly|a\s+little|little|just|significantly|substantially|many)\s+)?"
    r"(?:more\s+than|greater\s+than|larger\s+than|higher\s+than|over|above|upwards?\s+of"
    r"|in\s+excess\s+of|exceeding|north\s+of|beyond|better\s+than|older\s+than|longer\s+than)"
    r"|exceed(?:s|ed)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|outnumber(?:s|ed|ing)?|>"
)
_CEILING: Final = (
    r"up\s+to|as\s+(?:many|much|high|far|long)\s+as|no\s+more\s+than|not\s+more\s+than|at\s+most"
    r"|a\s+maximum\s+of|maximum\s+of|no\s+(?:greater|higher|longer)\s+than|at\s+the\s+most|upto"
)
_CEILING_STRICT: Final = (
    r"(?:(?:well|far|much|slightly|a\s+little|just|significantly)\s+)?"
    r"(?:less\s+than|fewer\s+than|under|below|lower\s+than|smaller\s+than|south\s+of|shy\s+of"
    r"|short\s+of|younger\s+than|shorter\s+than)|<"
)
_APPROX: Final = (
    r"about|around|some|nearly|almost|roughly|approximately|approx\.?|circa|ca\.|close\s+to"
    r"|(?:an|the)\s+estimated|estimated|an\s+approximate|in\s+the\s+region\s+of|somewhere\s+around"
    r"|in\s+the\s+order\s+of|on\s+the\s+order\s+of|virtually|more\s+or\s+less|perhaps|maybe"
    r"|probably|near(?:ing)?|approaching|an\s+average\s+of|~|≈"
)
_PADDING: Final = (
    r"(?:\s+(?:a|an|the|its|his|her|their|another|other|further|additional|total\s+of|estimated"
    r"|a\s+total\s+of|about|around|some|the\s+age\s+of|just))*?"
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<floor>{_FLOOR})|(?P<ceiling>{_CEILING})|(?P<floor_strict>{_FLOOR_STRICT})"
    rf"|(?P<ceiling_strict>{_CEILING_STRICT})|(?P<approx>{_APPROX})){_PADDING}\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<floor>\+(?!\w)|-?plus\b|\s+or\s+(?:more|so\s+more|higher|above|greater|over|older|longer)\b"
    r"|\s+at\s+least\b|,?\s+and\s+counting\b|\s+and\s+(?:above|up|over|older)\b)"
    r"|(?P<ceiling>\s+or\s+(?:fewer|less|lower|under|below|younger)\b|\s+at\s+(?:the\s+)?most\b|\s+max(?:imum)?\b)"
    r"|(?P<approx>-odd\b|-ish\b|\s+or\s+so\b|\s+or\s+thereabouts\b|\s+odd\s)",
    re.IGNORECASE,
)
_WINDOW: Final = 48  # characters in which a modifier before a number is looked for


def modifier_before(words: str, at: int) -> Modifier | None:
    """Return the modifier that ends where the number at offset *at* begins.

    Example:
        >>> modifier_before("as many as 600", 11)
        Modifier(start=0, end=10, qualifier='ceiling')
    """
    begin = max(0, at - _WINDOW)
    match = _BEFORE.search(words, begin, at)
    if match is None:
        return None
    name = match.lastgroup
    if name == "approx" and _not_about(words, match.start()):
        return None
    qualifier: Qualifier = _QUALIFIERS[name or ""]
    return Modifier(match.start(), len(words[: match.end()].rstrip()), qualifier)


def modifier_after(words: str, at: int) -> Modifier | None:
    """Return the modifier that begins at offset *at*, behind a number or its unit."""
    match = _AFTER.match(words, at)
    if match is None:
        return None
    return Modifier(match.start(), match.end(), _QUALIFIERS[match.lastgroup or ""])


def bounds_of(value: float, qualifier: Qualifier) -> Bounds:
    """Return the bounds of one number under *qualifier*."""
    if qualifier in ("floor", "floor_strict"):
        return Bounds(value, value, None, qualifier)
    if qualifier in ("ceiling", "ceiling_strict"):
        return Bounds(None, None, value, qualifier)
    if qualifier == "vague":
        return Bounds(value, value, None, qualifier)
    return Bounds(value, value, value, qualifier)


def range_of(low: float, high: float) -> Bounds:
    """Return the bounds of "A to B"; its best is the lower end, as conservative coders have it."""
    return Bounds(low, low, high, "range")


_QUALIFIERS: Final[dict[str, Qualifier]] = {
    "floor": "floor",
    "floor_strict": "floor_strict",
    "ceiling": "ceiling",
    "ceiling_strict": "ceiling_strict",
    "approx": "approx",
}
_ABOUT_VERBS = re.compile(
    r"(?:talk|speak|spoke|ask|think|know|hear|tell|told|concern|worri|question|report|near|turn"
    r"|drove|walk|all|was|were)\w*\s*$",
    re.IGNORECASE,
)


def _not_about(words: str, start: int) -> bool:
    """Tell "asked about two men" (a topic) from "about two hundred men"."""
    if not words.startswith(("about", "around"), start):
        return False
    match = _ABOUT_VERBS.search(words, max(0, start - 14), start)
    return match is not None and not match.group().lower().startswith(
        ("all", "was", "were", "near")
    )
