"""Events as GeoJSON (RFC 7946): longitude before latitude, and no point that nobody gave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.model.events import Event
from consilience.model.rows import Json
from consilience.model.source import RowSource
from consilience.outputs.filters import Wanted
from consilience.outputs.listing import Cell
from consilience.outputs.listings.events import list_events
from consilience.outputs.lookup import Lookup
from consilience.outputs.printable import json_text
from consilience.outputs.profiles import Profile

_COORDINATES: Final = frozenset({"latitude", "longitude"})
_GENERIC: Final = frozenset({"adm2", "adm1", "region", "country", "sea_air"})
NOTE: Final = (
    "A generic feature stands for a whole district, province or country: its coordinates are those "
    "of the area, not of the event. A feature without geometry was not located."
)


def export_features(record: RowSource, *, profile: Profile) -> Iterator[str]:
    """Yield the pieces of a FeatureCollection with one feature an event."""
    lookup = Lookup(record)
    listing = profile.listing(list_events(record, Wanted()))
    yield '{"type": "FeatureCollection",\n'
    yield f'"note": {json_text(NOTE)},\n"features": ['
    before = "\n"
    for cells in listing.records():
        event = lookup.events[str(cells["event_id"])]
        yield before + json_text(_feature(cells, event, lookup, profile))
        before = ",\n"
    yield "\n]}\n"


def _feature(
    cells: dict[str, Cell], event: Event, lookup: Lookup, profile: Profile
) -> dict[str, Json]:
    place = lookup.places.get(event.place or "")
    latitude, longitude = cells["latitude"], cells["longitude"]
    located = isinstance(latitude, int | float) and isinstance(longitude, int | float)
    properties: dict[str, Json] = {
        name: value for name, value in cells.items() if name not in _COORDINATES
    }
    properties["precision_radius_m"] = profile.radius_m(place.radius_m) if place else None
    properties["generic_coordinates"] = located and event.place_precision in _GENERIC
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if located else None,
        "properties": properties,
    }
