"""Which figure does each voice stand by?

One figure a voice (METHOD 1.5, step 1): its latest replaces its earlier ones, which are a
revision and no contradiction; of the same day, the most specific speaks for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.corroboration.agreement import compatible
from consilience.model.figures import Figure
from consilience.model.findings import Origin
from consilience.model.scales import Qualifier

SPECIFIC: Final[dict[Qualifier, int]] = {
    "exact": 5,
    "zero_claimed": 5,
    "percent": 5,
    "fraction": 4,
    "approx": 4,
    "range": 3,
    "floor": 2,
    "floor_strict": 2,
    "ceiling": 1,
    "ceiling_strict": 1,
    "vague": 0,
    "unquantified": -1,
}
"""How much a wording commits itself; the higher decides."""


@dataclass(frozen=True, slots=True)
class Position:
    """What one voice says of a set: the figure that it stands by, and what else it said."""

    origin: Origin
    figure: Figure
    as_of: str | None
    superseded: tuple[Figure, ...]  # revised by itself later
    same: tuple[Figure, ...]  # said elsewhere in other words that fit
    unlike: tuple[Figure, ...]  # said on the same day in words that do not fit


def find_position(
    origin: Origin, figures: Sequence[Figure], dates: Mapping[str, str | None]
) -> Position:
    """Return what *origin* says of a set.

    Args:
        origin: One voice.
        figures: The set's figures that it gives; at least one.
        dates: ISO day of each document, None where it is not known.

    """
    latest = max((dates.get(figure.document) or "" for figure in figures), default="")
    current = [row for row in figures if (dates.get(row.document) or "") == latest]
    counts = Counter(_said(figure) for figure in current)
    chosen = min(
        current,
        key=lambda row: (
            -SPECIFIC[row.qualifier],
            -counts[_said(row)],
            row.best if row.best is not None else float("inf"),
            row.id,
        ),
    )
    rest = [figure for figure in figures if figure is not chosen]
    fits = [figure for figure in rest if compatible(figure, chosen)]
    unlike = [figure for figure in rest if not compatible(figure, chosen)]
    early = [figure for figure in unlike if (day := dates.get(figure.document)) and day < latest]
    return Position(
        origin=origin,
        figure=chosen,
        as_of=latest or None,
        superseded=tuple(early),
        same=tuple(fits),
        unlike=tuple(figure for figure in unlike if figure not in early),
    )


def _said(figure: Figure) -> tuple[float | None, float | None]:
    return figure.low, figure.high
