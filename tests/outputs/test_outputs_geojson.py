import io
import json

from consilience.model.places import Place
from consilience.outputs.exports.geojson import export_features
from consilience.outputs.exports.writing import STANDARD, ExportRequest, write_export
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.profiles import Profile


def features(record, profile="public"):
    return json.loads("".join(export_features(record, profile=Profile(record, profile))))


def test_longitude_stands_before_latitude_and_points_are_coarse(record):
    collection = features(record)
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-45.7, 12.3]}
    assert feature["properties"]["precision_radius_m"] == 8000
    assert feature["properties"]["generic_coordinates"] is False


def test_an_internal_file_has_the_point_as_it_is(record):
    (feature,) = features(record, "internal")["features"]
    assert feature["geometry"]["coordinates"] == [-45.6789, 12.3456]


def test_an_event_that_was_not_located_has_no_geometry(record_rows, make_row):
    rows = [row for row in record_rows if row.table != "places"]
    rows.append(make_row(Place, id="pla_1", name="Dervan"))
    (feature,) = features(MemoryRecord(rows))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["location"] == "Dervan"


def test_an_empty_record_is_an_empty_collection():
    assert features(MemoryRecord([]))["features"] == []


def test_the_file_goes_to_a_folder_a_name_or_standard_output(record, tmp_path):
    out = io.StringIO()
    for output in (tmp_path, tmp_path / "named.geojson", STANDARD):
        write_export(record, ExportRequest(form="geojson", output=output), standard=out)
    assert json.loads(out.getvalue())["features"]
    named = (tmp_path / "named.geojson").read_text()
    assert (tmp_path / "events.geojson").read_text() == named == out.getvalue()
