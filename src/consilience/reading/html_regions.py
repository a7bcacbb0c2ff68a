"""Which part of a page is menu, side bar, footer, comments, and which only called so?

Names of elements say what they hold, but not always: a page's wrapper is called "with-sidebar",
an article's body "related". How much prose stands inside, and where the headline stands, decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.reading.html_tree import KEPT_REGIONS, Tree, ancestors, inside_of

_MAX_SHARES: Final = {"comments": 1.0, "footer": 0.8}
"""Regions with a share of their own."""

_STRONG: Final = frozenset("navigation footer aside comments form related".split())
"""Regions that hold no article, however much prose, where the headline stands elsewhere."""

_LIGHT: Final = frozenset(
    "navigation aside widget share tags advertisement overlay form hidden".split()
)
"""Regions that hold no more than `MAX_LIGHT_PROSE`."""

MAX_LIGHT_PROSE: Final = 100.0
"""In words."""

MAX_SHARE: Final = 0.3
"""Share of a page's prose from which on a container is the page itself, whatever it is called."""

SURE_SHARE: Final = 0.85
"""The same for the regions of `_STRONG`, where a heading says the title.

This and the other shares were set by hand on the pages of two labelled sets, each checked on the
other (``python -m evals cleaning``); most pages lie far from all of them.
"""

WRAPPED_SHARE: Final = 0.6
"""Share of an element's prose that an article's body inside of it holds where it is its wrapper."""

MAX_SPREAD: Final = 0.5
"""Share for all elements of one name together: what an article is built of is no side bar."""

MIN_SPREAD: Final = 3
"""Elements of one name that may be what an article is built of."""

PROBES: Final = 8
PROBE_CHARS: Final = 40
"""Places and length at which hidden words are looked for among those that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What the names of elements are held against."""

    weights: Sequence[float]  # prose inside each container
    whole: float  # prose of the page
    spread: Mapping[str, float]  # prose under all elements of one name
    wraps: Sequence[bool]  # whether a container wraps an article's body
    around: frozenset[int]  # the containers around the headline
    shown: str  # words outside of hidden elements


def settle_regions(tree: Tree, weights: Sequence[float], headline: int | None) -> None:
    """Hand regions down to what stands inside of them.

    A class name that holds most of the page's prose ("with-sidebar"), or the headline, names the
    page, not a part of it, and is passed over.

    Args:
        tree: As found, each container with its own region only.
        weights: Prose inside each container.
        headline: Number of the block that says the title, where one does.
    """
    view = _View(
        weights=weights,
        whole=max(weights, default=0.0),
        spread=_spread(tree, weights),
        wraps=_wraps_body(tree, weights),
        around=frozenset(
            () if headline is None else ancestors(tree, tree.blocks[headline].container)
        ),
        shown=_shown(tree),
    )
    for index, container in enumerate(tree.containers):
        own = container.region
        if own is not None and _is_misnomer(tree, index, own, view):
            own = None
        above = tree.containers[container.parent].region if container.parent >= 0 else None
        quoted = container.tag == "blockquote" and above in ("share", "aside")
        if quoted or above is None or above in KEPT_REGIONS:
            container.region = own if quoted else own or above
        else:
            container.region = above


def _is_misnomer(tree: Tree, index: int, region: str, view: _View) -> bool:
    """Tell whether the container *index* holds what *region* does not hold."""
    if index in view.around or view.wraps[index]:
        return True
    if region == "hidden" and _is_copy(tree, index, view.shown):
        return False
    share = _MAX_SHARES.get(region, SURE_SHARE if view.around and region in _STRONG else MAX_SHARE)
    spread = view.spread.get(tree.containers[index].locator, 0.0)
    if view.weights[index] > share * view.whole or spread > max(share, MAX_SPREAD) * view.whole:
        return True
    if region not in _LIGHT or view.weights[index] <= MAX_LIGHT_PROSE:
        return False
    return region != "aside" or _in_body(tree, index)


def _shown(tree: Tree) -> str:
    """Return the words of the page outside of hidden elements."""
    hidden: list[bool] = []
    for container in tree.containers:
        above = container.parent >= 0 and hidden[container.parent]
        hidden.append(above or container.region == "hidden")
    if not any(hidden):
        return ""
    return " ".join(raw.words for raw in tree.blocks if not hidden[raw.container])


def _is_copy(tree: Tree, container: int, shown: str) -> bool:
    """Tell whether a hidden element says again what is shown: machines are fed so."""
    if not shown:
        return False
    inside = inside_of(tree, container)
    longest = max((raw.words for raw in tree.blocks if inside[raw.container]), key=len, default="")
    step = max(1, len(longest) // PROBES)
    probes = (longest[at : at + PROBE_CHARS] for at in range(0, len(longest), step))
    return any(len(probe) == PROBE_CHARS and probe in shown for probe in probes)


def _wraps_body(tree: Tree, weights: Sequence[float]) -> list[bool]:
    """Tell of each element whether most of its prose, and much of the page's, is an article body.

    "content-sidebar-wrap" is a name for what holds both, not for a side bar.
    """
    whole = max(weights, default=0.0)
    found = [False] * len(tree.containers)
    for index, container in enumerate(tree.containers):
        if container.is_body and weights[index] > MAX_SHARE * whole:
            for above in ancestors(tree, index):
                if weights[index] < WRAPPED_SHARE * weights[above]:
                    break
                found[above] = True
    return found


def _in_body(tree: Tree, container: int) -> bool:
    return any(tree.containers[index].is_body for index in ancestors(tree, container))


def _spread(tree: Tree, weights: Sequence[float]) -> dict[str, float]:
    """Return the prose under all elements of one name together, for names of several elements."""
    found: dict[str, list[float]] = defaultdict(list)
    for index, container in enumerate(tree.containers):
        if container.region is not None:
            found[container.locator].append(weights[index])
    return {name: sum(each) for name, each in found.items() if len(each) >= MIN_SPREAD}
