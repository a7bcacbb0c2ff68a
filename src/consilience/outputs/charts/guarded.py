"""A drawing as it may leave the case: who must not be named stands in no label and no datum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from consilience.outputs.charts.drawing import Drawing
from consilience.outputs.profiles import Profile


@dataclass(frozen=True, slots=True)
class Spec:
    """A chart that is no more than its specification."""

    spec: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Return the specification, as an Altair chart does."""
        return self.spec


def guard_drawing(drawing: Drawing, profile: Profile) -> Drawing:
    """Return *drawing* without the names that *profile* withholds."""
    if profile.name == "internal":
        return drawing
    return replace(
        drawing,
        title=profile.text(drawing.title),
        alternative=profile.text(drawing.alternative),
        data=profile.listing(drawing.data),
        chart=_guarded(drawing.chart, profile),
        narrow=None if drawing.narrow is None else _guarded(drawing.narrow, profile),
    )


def _guarded(chart: Any, profile: Profile) -> Spec:
    spec = profile.json(chart.to_dict())
    return Spec(spec if isinstance(spec, dict) else {})
