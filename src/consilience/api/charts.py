"""The charts of a case as Altair objects, for a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from consilience.errors import InputError
from consilience.model.findings import FigureSet, Finding
from consilience.model.source import RowSource
from consilience.outputs.charts.atlas import draw_atlas
from consilience.outputs.charts.copies import draw_copies
from consilience.outputs.charts.drawing import Drawing, render_svg
from consilience.outputs.charts.intervals import draw_intervals
from consilience.outputs.charts.timeline import draw_timeline
from consilience.outputs.lookup import Lookup
from consilience.outputs.profiles import Profile

if TYPE_CHECKING:  # Altair takes half a second to load
    import altair as alt


class Charts:
    """Draws the charts of one case; each is ``None`` where there is nothing to draw."""

    def __init__(self, record: RowSource) -> None:
        self._record = record

    def timeline(self) -> alt.LayerChart | None:
        """Return the dated events over time, each as wide as its date is uncertain."""
        return _chart(self.drawing("timeline"))

    def map(self) -> alt.LayerChart | None:
        """Return the located places of events, each with the circle in which it lies."""
        return _chart(self.drawing("map"))

    def copies(self) -> alt.LayerChart | None:
        """Return which reports share which passages."""
        return _chart(self.drawing("copies"))

    def figures(self, row_id: str) -> alt.LayerChart | None:
        """Return the figures of a finding (or of a comparable set) as one interval a voice.

        Raises:
            InputError: there is no such finding.

        """
        return _chart(self.drawing(row_id))

    def svg(self, name: str) -> str | None:
        """Return a chart as SVG: timeline, map, copies, or the id of a finding.

        Raises:
            InputError: there is no such chart.

        """
        drawing = self.drawing(name)
        return render_svg(drawing) if drawing else None

    def drawing(self, name: str) -> Drawing | None:
        """Return a chart with its title, its text alternative and the data behind it.

        Raises:
            InputError: there is no such chart.

        """
        lookup = Lookup(self._record)
        events = list(lookup.events.values())
        if name == "timeline":
            return draw_timeline(lookup, events)
        if name == "map":
            return draw_atlas(lookup, events, profile=Profile(self._record, "internal"))
        if name == "copies":
            return draw_copies(lookup)
        return draw_intervals(lookup, self._finding(name))

    def _finding(self, row_id: str) -> Finding:
        found = self._record.get(Finding, row_id)
        if found is None and (own := self._record.get(FigureSet, row_id)) is not None:
            found = next(iter(self._record.rows(Finding, figure_set=own.id)), None)
        if found is None:
            raise InputError(
                f"there is no chart {row_id!r}",
                hint="choose timeline, map, copies, or the id of a finding",
            )
        return found


def _chart(drawing: Drawing | None) -> alt.LayerChart | None:
    return None if drawing is None else cast("alt.LayerChart", drawing.chart)
