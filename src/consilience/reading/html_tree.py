"""From markup to raw blocks: runs of words, each with the elements that it stood in.

Nothing is judged here except what an element or its class names say outright (navigation, footer,
comments, caption …). One pass over the tree, without recursion.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from itertools import islice
from typing import Any, Final

import lxml.etree  # type: ignore[import-untyped]  # ships no types

from consilience.text.normalise import freeze_text, squeeze

_DROPPED: Final = frozenset(
    "script style noscript template svg iframe head object embed canvas audio video map input "
    "textarea select option button datalist math frame frameset applet".split()
)
_INLINE: Final = frozenset(
    "a abbr acronym amp-img b bdi bdo big bold cite code data del dfn em font i img ins italic kbd "
    "label mark nobr o:p picture q rb rp rt ruby s samp small source span strike strong sub sup "
    "time tt u var wbr".split()
)
_KINDS: Final = {
    **dict.fromkeys(_INLINE, "inline"),
    **dict.fromkeys(_DROPPED, "dropped"),
    "a": "link",
    "br": "break",
}
"""What an element does to the run of words that it stands in; the others begin a block."""

_REGION_TAGS: Final = {
    "nav": "navigation", "footer": "footer", "aside": "aside", "form": "form", "menu": "navigation",
    "figcaption": "caption", "figure": "figure", "dialog": "overlay",
}  # fmt: skip
_REGION_ROLES: Final = {
    "navigation": "navigation", "contentinfo": "footer", "complementary": "aside", "search": "form",
    "dialog": "overlay", "alertdialog": "overlay", "menu": "navigation", "banner": "banner",
}  # fmt: skip
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

KEPT_REGIONS: Final = frozenset({"caption", "credit", "figure", "byline", "banner"})
"""Regions that may belong to the article; the others are furniture."""

MAX_STEPS: Final = 12
"""Elements of a locator, counted from the innermost."""

_ARTICLES: Final = frozenset({"article", "main"})
_PAGES: Final = frozenset({"body", "html", *_ARTICLES})
_PICTURED: Final = frozenset({"caption", "figure"})
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")


@functools.cache
def _class_patterns() -> tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    """Return regions, and what names of them and of bodies look like (``data/regions.tsv``).

    The first pattern finds nothing but where in a name a region begins; group *n* is region *n*.
    """
    table = resources.files("consilience.reading").joinpath("data/regions.tsv")
    rows = dict(
        line.split("\t")
        for line in table.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    body = rows.pop("body")
    named = "|".join(f"({pattern})" for pattern in rows.values())
    regions = re.compile(rf"(?:^|[_-])(?=(?:{named})(?=$|[_-]))")
    return ("", *rows), regions, re.compile(rf"(?:^|[_-])(?:{body})(?=$|[_-])")


@functools.lru_cache(maxsize=20_000)
def _named(names: str) -> tuple[int, bool, str]:
    """Return what class names or an id show: a region, 0 for none, a body, and the first name.

    Asked of classes and ids apart: pages share classes, ids hardly ever.
    """
    first, body = 0, False
    each = names.lower().split()
    for name in each:
        region, is_body = _region_of(name)
        body = body or is_body
        if region and (not first or region < first):
            first = region
    return first, body, each[0] if each else ""


@functools.lru_cache(maxsize=20_000)
def _region_of(name: str) -> tuple[int, bool]:
    """Return the first region that one name shows, 0 for none, and whether it names a body.

    Pages share names, not their lists.
    """
    _, regions, body = _class_patterns()
    is_body = body.search(name) is not None
    if regions.search(name) is None:
        return 0, is_body  # most names, and three times as fast as a loop
    # A place in the name shows the first of its regions; the first of all counts.
    return min(match.lastindex or 0 for match in regions.finditer(name)), is_body


@dataclass(slots=True)
class Container:
    """A block element: its parent, tag and region."""

    parent: int
    tag: str
    region: str | None  # its own at first; `settle_regions` hands it down
    is_body: bool  # its class names or properties call it the body of an article
    locator: str


@dataclass(slots=True)
class RawBlock:
    """A run of words inside one block element."""

    words: str
    container: int
    link_chars: int
    tag: str  # of the nearest block element that says something: p, h2, li, td …


@dataclass(slots=True)
class Tree:
    """The raw blocks of a page with the elements around them."""

    containers: list[Container] = field(default_factory=list)
    blocks: list[RawBlock] = field(default_factory=list)
    prose: list[float] = field(default_factory=list)  # weight of each block, once it is asked for


def find_raw_blocks(root: Any) -> Tree:
    """Return the raw blocks of the page under *root*, in the order of the page."""
    body = root.find("body")
    walker = _Walker()
    walk = lxml.etree.iterwalk(body if body is not None else root, events=("start", "end"))
    for event, element in walk:
        # One look-up an element: pages have hundreds, and most of them are inline.
        kind = _KINDS.get(element.tag)
        if event == "end":
            walker.close(element, kind)
        elif kind == "dropped":
            walk.skip_subtree()
        else:
            walker.open(element, kind)
    walker.flush()
    return walker.tree


class _Walker:
    """Collects words while elements open and close."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.stack: list[int] = []
        self.credits: list[Any] = []  # open inline elements that stand for themselves
        self.pictured = False  # whether the innermost element is a picture or its caption
        self.links = 0
        self.pieces: list[str] = []
        self.link_chars = 0

    def open(self, element: Any, kind: str | None) -> None:
        if kind is None or not self.stack:
            self._push(element)
        elif kind == "break":
            self.flush()
        elif self.pictured and _is_credit(element):
            self._push(element)
            self.credits.append(element)
        if kind == "link":
            self.links += 1
        words = element.text
        if words:
            self._add(words)

    def close(self, element: Any, kind: str | None) -> None:
        if kind == "link":
            self.links -= 1
        if self.credits and self.credits[-1] is element:
            self.credits.pop()
            self._pop()
        elif kind is None:
            self._pop()
        words = element.tail
        if words:
            self._add(words)

    def _push(self, element: Any) -> None:
        self.flush()
        containers = self.tree.containers
        region, is_body, locator = _described(element)
        parent = self.stack[-1] if self.stack else -1
        self.stack.append(len(containers))
        containers.append(Container(parent, element.tag, region, is_body, locator))
        self.pictured = region in _PICTURED

    def _pop(self) -> None:
        if len(self.stack) > 1:
            self.flush()
            self.stack.pop()
            self.pictured = self.tree.containers[self.stack[-1]].region in _PICTURED

    def _add(self, words: str) -> None:
        # Blanks between elements open no block; nearly half of all runs are nothing else.
        if self.pieces or self.links or words.strip(" \n\t\r"):
            self.pieces.append(words)
            if self.links:
                self.link_chars += len(words)

    def flush(self) -> None:
        """End the block at hand."""
        if not self.pieces:
            return
        words = squeeze(freeze_text("".join(self.pieces)))
        if words and self.stack:
            container = self.stack[-1]
            tag = self.tree.containers[container].tag
            self.tree.blocks.append(RawBlock(words, container, self.link_chars, tag))
        self.pieces = []
        self.link_chars = 0


def _is_credit(element: Any) -> bool:
    """Tell whether an inline element under a picture is its credit: words of their own."""
    region, _, _ = _called(element.get("class"), element.get("id"))
    return _class_patterns()[0][region] == "credit"


def _called(classes: str | None, ident: str | None) -> tuple[int, bool, str]:
    """Return what class names and id show together."""
    if not ident:
        return _named(classes) if classes else (0, False, "")
    region, body, first = _named(ident)
    if classes:
        other, is_body, name = _named(classes)
        region, body = (other if not region or 0 < other < region else region), body or is_body
        first = name or first
    return region, body, first


def _described(element: Any) -> tuple[str | None, bool, str]:
    """Return region, whether it is an article's body, and locator of an element."""
    get, tag = element.get, element.tag
    number, is_body, first = _called(get("class"), get("id"))
    role = get("role")
    if tag in _REGION_TAGS:
        region: str | None = _REGION_TAGS[tag]
    elif role in _REGION_ROLES:
        region = _REGION_ROLES[role]
    elif _is_hidden(element):
        region = "hidden"
    else:
        region = _class_patterns()[0][number] if number and tag not in _PAGES else None
    body = is_body or tag in _ARTICLES or "articleBody" in (get("itemprop") or "")
    return region, body, f"{tag}.{first[:40]}" if first else tag


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    if style is not None and _HIDDEN.search(style) is not None:
        return True
    return element.get("hidden") is not None


def ancestors(tree: Tree, container: int) -> Iterator[int]:
    """Yield *container* and the elements around it, from the inside outwards."""
    while container >= 0:
        yield container
        container = tree.containers[container].parent


def inside_of(tree: Tree, around: int) -> list[bool]:
    """Tell of each element whether it is *around* or stands in it."""
    containers = tree.containers
    end = around + 1  # what stands in an element follows it, and nothing else comes between
    while end < len(containers) and containers[end].parent >= around:
        end += 1
    return [around <= index < end for index in range(len(containers))]


def path_of(tree: Tree, container: int) -> str:
    """Return the path of elements that leads to *container*, its last `MAX_STEPS` of them."""
    steps = islice(ancestors(tree, container), MAX_STEPS)
    return " > ".join([tree.containers[index].locator for index in steps][::-1])
