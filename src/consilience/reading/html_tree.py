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

_PICTURED: Final = frozenset({"caption", "figure"})
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")


@functools.cache
def _class_patterns() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return what names of regions look like, and regions with theirs (``data/regions.tsv``)."""
    table = resources.files("consilience.reading").joinpath("data/regions.tsv")
    rows = [
        line.split("\t")
        for line in table.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    whole = "|".join(pattern for _, pattern in rows)
    return _name_pattern(whole), tuple((region, _name_pattern(pattern)) for region, pattern in rows)


def _name_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[_-])(?:{pattern})(?=$|[_-])")


@functools.lru_cache(maxsize=20_000)
def _named_region(names: str) -> tuple[str | None, bool]:
    """Return the region that class names show, and whether they name an article's body."""
    found = {at for name in names.split() for at in _regions_of(name)}
    if not found:
        return None, False
    regions = [region for region, _ in _class_patterns()[1]]
    first = next((regions[at] for at in sorted(found) if regions[at] != "body"), None)
    return first, any(regions[at] == "body" for at in found)


@functools.lru_cache(maxsize=50_000)
def _regions_of(name: str) -> tuple[int, ...]:
    """Return the numbers of the regions that one name shows; pages share names, not their lists."""
    some, patterns = _class_patterns()
    if some.search(name) is None:
        return ()
    return tuple(at for at, (_, pattern) in enumerate(patterns) if pattern.search(name))


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


def parse_html(text: str) -> tuple[Any, bool]:
    """Return the root element of *text* and whether the parser cut it off for its depth."""
    # Not lxml.html: its elements of their own make every look at an element a call.
    parser = lxml.etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False
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
        get = element.get
        style = get("style")
        hidden = get("hidden") is not None or (
            style is not None and _HIDDEN.search(style) is not None
        )
        region, is_body, locator = _described(
            element.tag, get("class"), get("id"), get("role"), get("itemprop"), hidden=hidden
        )
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
    names = _names(element.get("class"), element.get("id"))
    return bool(names) and _named_region(names)[0] == "credit"


def _names(classes: str | None, ident: str | None) -> str:
    return f"{classes or ''} {ident or ''}".lower().strip()


@functools.lru_cache(maxsize=20_000)
def _described(
    tag: str,
    classes: str | None,
    ident: str | None,
    role: str | None,
    prop: str | None,
    *,
    hidden: bool,
) -> tuple[str | None, bool, str]:
    """Return region, whether it is an article's body, and locator of an element."""
    names = _names(classes, ident)
    is_body = tag in ("article", "main") or "articleBody" in (prop or "") or _named_region(names)[1]
    if tag in _REGION_TAGS:
        region: str | None = _REGION_TAGS[tag]
    elif role in _REGION_ROLES:
        region = _REGION_ROLES[role]
    elif hidden:
        region = "hidden"
    elif not names or tag in ("body", "html", "main", "article"):
        region = None
    else:
        region = _named_region(names)[0]
    first = names.split(maxsplit=1)[0] if names else ""
    return region, is_body, f"{tag}.{first[:40]}" if first else tag


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
