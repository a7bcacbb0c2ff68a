"""Which elements of a page may state one of its fields?

One walk over the tree for all that ask: a walk costs as much as what is done with its elements.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import Any, Final

MAX_SIGNING: Final = 400
"""Elements that may sign a page which are looked at; a list of hundreds of authors is no byline."""

_STATING: Final = frozenset({"script", "meta", "link", "h1", "title"})
_MARKED: Final = frozenset({"time", "span", "abbr", "p", "div", "a"})
_SIGNING: Final = re.compile(r"uthor|yline|riter|date|Date|publish|time")


@dataclass(slots=True)
class Stating:
    """Elements that may state a field, in the order of the page."""

    tagged: dict[str, list[Any]] = field(
        default_factory=lambda: {tag: [] for tag in sorted(_STATING)}
    )
    marked: list[Any] = field(default_factory=list)  # with microdata, and times
    signing: list[Any] = field(default_factory=list)  # headings, and what is called author or date


def find_stating(root: Any) -> Stating:
    """Return the elements under *root* that may state a field of the page."""
    found = Stating()
    for element in root.iter("{*}*"):
        tag, names, prop = element.tag, element.get("class"), element.get("itemprop")
        if tag in _STATING:
            found.tagged[tag].append(element)
        elif tag == "time" or (prop is not None and tag in _MARKED):
            found.marked.append(element)
        if tag in ("h1", "time") or (names is not None and _may_sign(names)):
            found.signing.append(element)
        elif tag == "a":
            if "author" in (element.get("rel") or "") or "/author" in (element.get("href") or ""):
                found.signing.append(element)
        elif prop == "author":
            found.signing.append(element)
    del found.signing[MAX_SIGNING:]
    return found


@functools.lru_cache(maxsize=20_000)
def _may_sign(names: str) -> bool:
    return _SIGNING.search(names) is not None
