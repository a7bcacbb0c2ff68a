import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from consilience.model.events import Event
from consilience.model.findings import Finding
from consilience.model.places import Place
from consilience.outputs.charts.atlas import draw_atlas
from consilience.outputs.charts.copies import draw_copies
from consilience.outputs.charts.drawing import THEMED, render_svg
from consilience.outputs.charts.guarded import guard_drawing
from consilience.outputs.charts.intervals import bounds_text, draw_intervals
from consilience.outputs.charts.map_labels import place_labels
from consilience.outputs.charts.timeline import draw_timeline
from consilience.outputs.lookup import Lookup
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.outlines import View, find_outlines
from consilience.outputs.profiles import WITHHELD, Profile


def all_drawings(record):
    lookup = Lookup(record)
    events = list(lookup.events.values())
    return [
        draw_timeline(lookup, events),
        draw_copies(lookup),
        draw_atlas(lookup, events, profile=Profile(record, "public")),
        draw_intervals(lookup, record.get(Finding, "fin_1")),
    ]


@pytest.mark.parametrize("at", range(4))
def test_a_chart_is_drawn_the_same_twice_and_asks_for_nothing(record, at):
    drawing = all_drawings(record)[at]
    first, again = render_svg(drawing), render_svg(all_drawings(record)[at])
    assert first == again
    root = ET.fromstring(first)
    assert root.get("role") == "img"
    assert drawing.alternative in root.get("aria-label")
    addresses = set(re.findall(r"https?://[^\"' )]+", first))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert drawing.data.rows


def test_a_themed_chart_takes_its_colours_from_the_page(record):
    svg = render_svg(all_drawings(record)[0], themed=True)
    assert "var(--ink)" in svg
    assert not [colour for colour in THEMED if f'"{colour}"' in svg]


def test_copies_are_folded_under_their_voice(record):
    drawing = all_drawings(record)[3]
    voice, together = drawing.data.records()
    assert (voice["voice"], voice["reports"], voice["low"]) == ("Orsk Relief Union", 2, 40.0)
    assert together["voice"] == "all together"


def test_open_bounds_are_said_to_be_open():
    assert bounds_text(40.0, 40.0, None) == "at least 40"
    assert bounds_text(None, None, 600.0) == "at most 600"
    assert bounds_text(10.0, 12.0, 20.0) == "10 to 20, best 12"
    assert bounds_text(5.0, 5.0, 5.0) == "5"
    assert bounds_text(None, None, None) == "no number"


def test_an_event_without_a_date_is_counted_and_not_drawn(record, make_row):
    lookup = Lookup(record)
    events = [*lookup.events.values(), make_row(Event, id="ev_2", title="Attack")]
    drawing = draw_timeline(lookup, events)
    assert len(drawing.data.rows) == 1
    assert "1 events have no known date" in drawing.alternative


def test_a_place_that_was_not_located_gets_no_pin(record_rows, make_row):
    rows = [row for row in record_rows if row.table != "places"]
    rows.append(make_row(Place, id="pla_1", name="Dervan"))
    record = MemoryRecord(rows)
    lookup = Lookup(record)
    events = list(lookup.events.values())
    assert draw_atlas(lookup, events, profile=Profile(record, "public")) is None


def test_a_district_gets_no_pin_even_with_coordinates(record_rows, make_row):
    rows = [row for row in record_rows if row.table != "places"]
    rows.append(
        make_row(Place, id="pla_1", name="Dervan", latitude=1.0, longitude=2.0, precision="adm2")
    )
    record = MemoryRecord(rows)
    lookup = Lookup(record)
    events = list(lookup.events.values())
    assert draw_atlas(lookup, events, profile=Profile(record, "public")) is None


def test_the_name_of_a_place_covers_no_circle_and_no_other_name():
    """Two towns side by side: the western one is named on its left, the eastern on its right."""
    view = View(west=42.0, east=45.0, south=35.0, north=37.0)
    near = [("Badrin", 43.0, 36.4), ("Mosra", 43.1, 36.4), ("Kirn", 44.9, 35.5)]
    points = [
        {"place": name, "lon": lon, "lat": lat, "west": lon - 0.1, "east": lon + 0.1, "tall": 0.08}
        for name, lon, lat in near
    ]
    sides = {row["place"]: row["side"] for row in place_labels(points, view, most=14)}
    assert sides == {"Badrin": "right", "Mosra": "left", "Kirn": "right"}
    assert len(place_labels(points, view, most=1)) == 1


def test_a_public_map_is_coarser_than_an_internal_one(record):
    lookup = Lookup(record)
    events = list(lookup.events.values())
    (public,) = draw_atlas(lookup, events, profile=Profile(record, "public")).data.records()
    (exact,) = draw_atlas(lookup, events, profile=Profile(record, "internal")).data.records()
    assert (public["latitude"], public["radius_m"]) == (12.3, 8000)
    assert (exact["latitude"], exact["radius_m"]) == (12.3456, 5000)


def test_outlines_stay_inside_the_view_and_are_closed():
    view = View(west=40.0, south=33.0, east=46.0, north=37.0)
    outlines = find_outlines(view)
    assert {"Iraq", "Syria"} <= {outline.country for outline in outlines}
    for outline in outlines:
        for ring in outline.rings:
            assert ring[0] == ring[-1]
            assert all(39.99 <= x <= 46.01 and 32.99 <= y <= 37.01 for x, y in ring)


def test_the_open_sea_has_no_outline():
    assert find_outlines(View(west=-40.0, south=-30.0, east=-39.0, north=-29.0)) == []


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_phone_has_a_drawing_of_its_own_that_fits_it(record, at):
    drawing = all_drawings(record)[at]
    wide, narrow = render_svg(drawing), render_svg(drawing, narrow=True)
    width = [float(ET.fromstring(svg).get("width")) for svg in (wide, narrow)]
    assert width[1] < 420 < width[0]
    assert not set(re.findall(r'\bid="([^"]+)"', wide)) & set(re.findall(r'\bid="([^"]+)"', narrow))


def test_a_phone_keeps_what_a_title_says_besides_its_day(record_rows):
    events = [
        replace(row, title="Siege in Osk, 3 May 2031 (planned)")
        for row in record_rows
        if isinstance(row, Event) and row.date_start
    ]
    drawing = draw_timeline(Lookup(MemoryRecord(events)), events)
    assert "Siege in Osk (planned)" in render_svg(drawing, narrow=True)


def test_who_must_not_be_named_stands_in_no_chart(record):
    drawing = all_drawings(record)[3]
    voice = str(drawing.data.records()[0]["voice"])

    class Withholding(Profile):
        def text(self, words):
            return words.replace(voice, WITHHELD)

    public = guard_drawing(drawing, Withholding(record, "public"))
    for narrow in (False, True):
        assert voice in render_svg(drawing, narrow=narrow)
        assert voice not in render_svg(public, narrow=narrow)
    assert voice not in str(public.data.records())
    assert guard_drawing(drawing, Profile(record, "internal")) is drawing


def test_a_control_character_in_a_label_does_not_end_the_process(make_row):
    event = make_row(Event, id="ev_q", title="Siege \x1b[2J\x00 in Osk", kind="siege",
                     date_start="2031-05-03", date_end="2031-05-03")  # fmt: skip
    drawing = draw_timeline(Lookup(MemoryRecord([event])), [event])
    for narrow in (False, True):
        assert "\x1b" not in render_svg(drawing, narrow=narrow)
