"""Where did things happen, and how exactly is that known?"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from consilience.model.events import Event
from consilience.model.places import Place
from consilience.outputs.charts.drawing import (
    ACCENT,
    FAINT,
    INK,
    LAND,
    QUIET,
    WIDTH,
    Drawing,
    link_marks,
    styled,
)
from consilience.outputs.charts.map_labels import place_labels
from consilience.outputs.listing import Cell, Column, make_listing
from consilience.outputs.lookup import Lookup
from consilience.outputs.outlines import Outline, View, find_outlines
from consilience.outputs.profiles import Profile

MOST_LABELS: Final = 14
MOST_POINTS: Final = 60
MOST_FAR: Final = 12
_CORE_SHARE: Final = 0.92
_CORE_KM: Final = 250.0
KM_A_DEGREE: Final = 111.2
_LEAST_DEGREES: Final = 2.0
_MOST_NAMES: Final = 3
_SIDES: Final[tuple[tuple[Literal["left", "right"], int], ...]] = (("left", 5), ("right", -5))
"""How a name is aligned, and how far from its circle."""
Record: TypeAlias = "dict[str, Cell]"

_COLUMNS: Final = tuple(
    Column(name=name, shown=True)
    for name in ("place_id", "place", "latitude", "longitude", "radius_m", "precision", "events")
)


def draw_atlas(lookup: Lookup, events: Sequence[Event], *, profile: Profile) -> Drawing | None:
    """Return the located places of *events*, each with the circle in which it lies.

    What was located no closer than to a district gets no pin; the text names it.
    """
    counts = Counter(event.place for event in events if event.place)
    places = [lookup.places[key] for key in sorted(counts) if key in lookup.places]
    return draw_places(places, counts, profile=profile)


def draw_places(
    places: Sequence[Place], counts: Mapping[str, int], *, profile: Profile, linked: bool = False
) -> Drawing | None:
    """Return the located ones of *places* with how many events each has; see `draw_atlas`.

    Args:
        places: Places of events.
        counts: Events by id of the place.
        profile: What readers may see.
        linked: Let each place lead to its events in the workbench.
    """
    located = [place for place in places if is_located(place)]
    if not located:
        return None
    records = [_record(place, counts[place.id], profile) for place in located]
    records.sort(key=lambda record: (-int(record["events"] or 0), str(record["place"])))
    coarse = len(places) - len(located)
    near, far = _core(records)
    left_out = len(near) - len(near[:MOST_POINTS])
    records = near[:MOST_POINTS]
    more = f" {left_out:,} places with fewer events are left out." if left_out else ""
    if far:
        more += f" Outside of the map: {', '.join(str(row['place']) for row in far[:MOST_FAR])}"
        more += "." if len(far) <= MOST_FAR else f" and {len(far) - MOST_FAR:,} more."
    rest = f" {coarse:,} further places have no point and no pin." if coarse else ""
    return Drawing(
        key="map",
        title="Places of events",
        alternative="; ".join(_spoken(record) for record in records) + "." + more + rest,
        data=make_listing("places", _COLUMNS, records, total=len(places)),
        chart=_chart(records, linked=linked),
    )


def is_located(place: Place) -> bool:
    """Tell whether *place* has a point that may be shown as one (METHOD 1.6)."""
    return place.latitude is not None and place.longitude is not None and place.radius_m is not None


def _record(place: Place, events: int, profile: Profile) -> dict[str, Cell]:
    return {
        "place_id": place.id,
        "place": profile.text(place.name),
        "latitude": profile.degrees(place.latitude),
        "longitude": profile.degrees(place.longitude),
        "radius_m": profile.radius_m(place.radius_m),
        "precision": place.precision,
        "events": events,
    }


def _spoken(record: dict[str, Cell]) -> str:
    events = record["events"]
    radius_km = float(record["radius_m"] or 0) / 1000
    return f"{record['place']}: {events} event{'' if events == 1 else 's'}, within {radius_km:g} km"


def _core(records: list[Record]) -> tuple[list[Record], list[Record]]:
    """Return the places around which most events lie, and those far from them.

    A capital in which somebody spoke of a war would shrink the war to a dot.
    """
    middle = (_middle(records, "latitude"), _middle(records, "longitude"))
    total = sum(int(record["events"] or 0) for record in records)
    reached, limit = 0, _CORE_KM
    for record in sorted(records, key=lambda record: _distance_km(middle, record)):
        if reached < _CORE_SHARE * total:
            limit = max(limit, _distance_km(middle, record))
        reached += int(record["events"] or 0)
    near = [record for record in records if _distance_km(middle, record) <= limit]
    return near, [record for record in records if record not in near]


def _middle(records: Sequence[Record], name: str) -> float:
    """Return the median of a coordinate, each place weighed by its events."""
    values = [float(record[name] or 0) for record in records for _ in range(_weight(record))]
    return statistics.median(values)


def _weight(record: Record) -> int:
    return max(1, int(record["events"] or 0))


def _distance_km(middle: tuple[float, float], record: Record) -> float:
    lat, lon = float(record["latitude"] or 0), float(record["longitude"] or 0)
    across = (lon - middle[1]) * math.cos(math.radians(middle[0]))
    return KM_A_DEGREE * math.hypot(lat - middle[0], across)


def _view(records: Sequence[dict[str, Cell]]) -> View:
    lats = [float(record["latitude"] or 0) for record in records]
    lons = [float(record["longitude"] or 0) for record in records]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(0.2, math.cos(math.radians(middle_lat)))
    tall = max((max(lats) - min(lats)) * 1.3, _LEAST_DEGREES)
    wide = max((max(lons) - min(lons)) * 1.3, tall * 1.5 / squeeze)
    tall = max(tall, wide * squeeze / 1.5)
    return View(
        west=middle_lon - wide / 2,
        east=middle_lon + wide / 2,
        south=max(-85.0, middle_lat - tall / 2),
        north=min(85.0, middle_lat + tall / 2),
    )


def _chart(records: list[dict[str, Cell]], *, linked: bool) -> Any:
    import altair as alt

    view = _view(records)
    height = round(WIDTH / 1.5)
    x = alt.X(
        "lon:Q",
        scale=alt.Scale(domain=[view.west, view.east], nice=False, zero=False),
        axis=alt.Axis(title=None, labelExpr=_degrees("E", "W"), grid=False, tickCount=6),
    )
    y = alt.Y(
        "lat:Q",
        scale=alt.Scale(domain=[view.south, view.north], nice=False, zero=False),
        axis=alt.Axis(title=None, labelExpr=_degrees("N", "S"), grid=False, tickCount=5),
    )
    land = (
        alt.Chart(alt.InlineData(values=_ring_values(find_outlines(view))))
        .mark_line(filled=True, fill=LAND, stroke=QUIET, strokeWidth=0.8, clip=True)
        .encode(x=x, y=y, detail="ring:N", order="order:Q")
    )
    circles = (
        alt.Chart(alt.InlineData(values=_circle_values(records)))
        .mark_line(stroke=ACCENT, strokeWidth=1.4, strokeDash=[4, 3], clip=True)
        .encode(x=x, y=y, detail="ring:N", order="order:Q")
    )
    points = (
        alt.Chart(alt.InlineData(values=_point_values(records)))
        .mark_point(shape="circle", fill=ACCENT, stroke=INK, strokeWidth=0.6, opacity=1, clip=True)
        .encode(x=x, y=y, size=alt.Size("events:Q", legend=None, scale=alt.Scale(range=[40, 320])))
    )
    points = link_marks(points, linked=linked)
    labels = place_labels(_point_values(records), view, most=MOST_LABELS)
    words = [
        alt.Chart(alt.InlineData(values=[row for row in labels if row["side"] == side]))
        .mark_text(align=side, baseline="middle", dx=dx, color=INK, fontSize=12, clip=True)
        .encode(x=x, y=y, text="place:N")
        for side, dx in _SIDES
        if any(row["side"] == side for row in labels)
    ]
    layers = alt.layer(land, circles, points, *words).properties(width=WIDTH - 60, height=height)
    return styled(layers).configure_view(stroke=FAINT)


def _degrees(above: str, below: str) -> str:
    return f"format(abs(datum.value), '.2~f') + '° ' + (datum.value < 0 ? '{below}' : '{above}')"


def _ring_values(outlines: Sequence[Outline]) -> list[dict[str, Any]]:
    rings = [ring for outline in outlines for ring in outline.rings]
    return [
        {"ring": number, "order": order, "lon": round(lon, 3), "lat": round(lat, 3)}
        for number, points in enumerate(rings)
        for order, (lon, lat) in enumerate(points)
    ]


def _circle_values(records: Sequence[dict[str, Cell]]) -> list[dict[str, Any]]:
    values = []
    for ring, record in enumerate(records):
        lat, lon = float(record["latitude"] or 0), float(record["longitude"] or 0)
        tall = float(record["radius_m"] or 0) / 1000 / KM_A_DEGREE
        wide = tall / max(0.05, math.cos(math.radians(lat)))
        for order in range(37):
            angle = math.radians(order * 10)
            values.append(
                {
                    "ring": ring,
                    "order": order,
                    "lon": round(lon + wide * math.cos(angle), 4),
                    "lat": round(lat + tall * math.sin(angle), 4),
                }
            )
    return values


def _point_values(records: Sequence[dict[str, Cell]]) -> list[dict[str, Any]]:
    """Return one value for each point; places that share one are named together."""
    together: dict[tuple[Cell, Cell], list[dict[str, Cell]]] = {}
    for record in records:
        together.setdefault((record["longitude"], record["latitude"]), []).append(record)
    return [
        {
            "lon": lon,
            "lat": lat,
            "place": _names([str(record["place"]) for record in here]),
            "events": sum(int(record["events"] or 0) for record in here),
            **_reach(here),
            "href": f"/events?place={here[0]['place_id']}",
            "label": "; ".join(_spoken(record) for record in here[:_MOST_NAMES]),
        }
        for (lon, lat), here in together.items()
    ]


def _reach(here: Sequence[dict[str, Cell]]) -> dict[str, float]:
    """Return how far the circles around a point reach: west and east, and up and down from it."""
    lat, lon = float(here[0]["latitude"] or 0), float(here[0]["longitude"] or 0)
    tall = max(float(row["radius_m"] or 0) for row in here) / 1000 / KM_A_DEGREE
    wide = tall / max(0.05, math.cos(math.radians(lat)))
    return {"west": round(lon - wide, 4), "east": round(lon + wide, 4), "tall": round(tall, 4)}


def _names(names: list[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown} +{len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else shown
