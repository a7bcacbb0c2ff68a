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
from typing import Any, Final

import lxml.etree  # type: ignore[import-untyped]  # ships no types
from resiliparse.parse.html import HTMLTree

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

_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")


@functools.cache
def _class_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return regions with the names that show them, from ``data/regions.tsv``."""
    table = resources.files("consilience.reading").joinpath("data/regions.tsv")
    rows = [
        line.split("\t")
        for line in table.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return tuple(
        (region, re.compile(rf"(?:^|[\s_-])(?:{pattern})(?=$|[\s_-])")) for region, pattern in rows
    )


@functools.lru_cache(maxsize=20_000)
def _named_region(names: str) -> tuple[str | None, bool]:
    """Return the region that class names show, and whether they name an article's body."""
    found = [region for region, pattern in _class_patterns() if pattern.search(names)]
    regions = [region for region in found if region != "body"]
    return (regions[0] if regions else None), "body" in found


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


def parse_html(text: str) -> tuple[Any, bool]:
    """Return the root element of *text* and whether the parser cut it off for its depth."""
    # Not lxml.html: its elements of their own make every look at an element a call.
    parser = lxml.etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    # As bytes: lxml refuses text that declares an encoding of its own.
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    data = _as_browsers_nest(bare).encode("utf-8", errors="replace")
    try:
        root = lxml.etree.fromstring(data, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None, False
    if root is None:
        return None, False
    cut = any("depth" in entry.message.lower() for entry in parser.error_log)
    return root, cut


def _as_browsers_nest(text: str) -> str:
    """Return *text* with its elements nested as HTML 5 says.

    libxml2 knows HTML 4: one stray tag and a whole article stands inside of the page's header. The
    parser of browsers mends the page first; libxml2 is kept for the walk, which it does ten times
    as fast.
    """
    document = HTMLTree.parse(text).document
    return text if document is None else document.html


def find_raw_blocks(root: Any) -> Tree:
    """Return the raw blocks of the page under *root*, in the order of the page."""
    walker = _Walker()
    body = root.find("body")
    for event, element in lxml.etree.iterwalk(
        body if body is not None else root, events=("start", "end")
    ):
        if event == "start":
            walker.open(element)
        else:
            walker.close(element)
    walker.flush()
    return walker.tree


class _Walker:
    """Collects words while elements open and close."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.stack: list[int] = []
        self.credits: list[Any] = []  # open inline elements that stand for themselves
        self.dropped = 0
        self.links = 0
        self.pieces: list[str] = []
        self.link_chars = 0

    def open(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            self.dropped += 1
            return
        if self.dropped:
            return
        if tag == "a":
            self.links += 1
        if tag == "br":
            self.flush()
        elif tag not in _INLINE or not self.stack or self._is_credit(element):
            if tag in _INLINE and self.stack:
                self.credits.append(element)
            self.flush()
            self.stack.append(self._container(element, tag))
        if element.text:
            self._add(element.text)

    def close(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            self.dropped -= 1
        elif not self.dropped:
            if tag == "a":
                self.links -= 1
            block = tag not in _INLINE and tag != "br"
            if self.credits and self.credits[-1] is element:
                self.credits.pop()
                block = True
            if block and len(self.stack) > 1:
                self.flush()
                self.stack.pop()
        if element.tail and not self.dropped:
            self._add(element.tail)

    def _is_credit(self, element: Any) -> bool:
        """Tell whether an inline element under a picture is its credit: words of their own."""
        if self.tree.containers[self.stack[-1]].region not in ("caption", "figure"):
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().strip()
        return bool(names) and _named_region(names)[0] == "credit"

    def _add(self, words: str) -> None:
        self.pieces.append(words)
        if self.links:
            self.link_chars += len(words)

    def flush(self) -> None:
        """End the block at hand."""
        if self.pieces and self.stack:
            words = squeeze(freeze_text("".join(self.pieces)))
            if words:
                container = self.stack[-1]
                tag = self.tree.containers[container].tag
                self.tree.blocks.append(RawBlock(words, container, self.link_chars, tag))
        self.pieces = []
        self.link_chars = 0

    def _container(self, element: Any, tag: str) -> int:
        containers = self.tree.containers
        parent = self.stack[-1] if self.stack else -1
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().strip()
        region = _region(element, tag, names)
        prop = element.get("itemprop") or ""
        is_body = tag in ("article", "main") or "articleBody" in prop or _named_region(names)[1]
        containers.append(Container(parent, tag, region, is_body, _locator(tag, names)))
        return len(containers) - 1


def _region(element: Any, tag: str, names: str) -> str | None:
    if tag in _REGION_TAGS:
        return _REGION_TAGS[tag]
    role = element.get("role")
    if role in _REGION_ROLES:
        return _REGION_ROLES[role]
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return "hidden"
    if not names or tag in ("body", "html", "main", "article"):
        return None
    return _named_region(names)[0]


def _locator(tag: str, names: str) -> str:
    first = names.split(maxsplit=1)[0] if names else ""
    return f"{tag}.{first[:40]}" if first else tag


def ancestors(tree: Tree, container: int) -> Iterator[int]:
    """Yield *container* and the elements around it, from the inside outwards."""
    while container >= 0:
        yield container
        container = tree.containers[container].parent


def inside_of(tree: Tree, around: int) -> list[bool]:
    """Tell of each element whether it is *around* or stands in it."""
    found: list[bool] = []
    for index, container in enumerate(tree.containers):
        found.append(index == around or (container.parent >= 0 and found[container.parent]))
    return found


def path_of(tree: Tree, container: int, known: dict[int, list[str]] | None = None) -> str:
    """Return the path of elements that leads to *container*, from the body inwards.

    Args:
        tree: The page.
        container: Number of the element.
        known: Kept between calls, so that each element is looked at once.
    """
    steps = _steps(tree, container, {} if known is None else known)
    return " > ".join(steps)


def _steps(tree: Tree, container: int, known: dict[int, list[str]]) -> list[str]:
    missing = []
    while container >= 0 and container not in known:
        missing.append(container)
        container = tree.containers[container].parent
    steps = known.get(container, [])
    for index in reversed(missing):
        steps = known[index] = [*steps[-11:], tree.containers[index].locator]
    return steps
