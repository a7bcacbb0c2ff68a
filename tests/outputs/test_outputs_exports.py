import csv
import io
import json

import pytest

from consilience.errors import PathError, SettingsError
from consilience.model.documents import Text
from consilience.model.rows import from_json
from consilience.model.rulings import Corrected, Ruling
from consilience.model.tables import BY_NAME
from consilience.outputs.exports.writing import STANDARD, ExportRequest, write_export
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.profiles import WITHHELD, Profile


def written(record, folder, **wanted):
    request = ExportRequest(output=folder, **wanted)
    write_export(record, request, standard=io.StringIO())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def sheet(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode())))


def test_every_table_is_written_sorted_by_id(record, tmp_path):
    files = written(record, tmp_path / "out", form="json")
    decided = {name for name, kind in BY_NAME.items() if issubclass(kind, Ruling | Corrected)}
    kept = {"texts", "parses", "decisions", "decision_statuses", "review_items", "corrections"}
    assert {f"{name}.json" for name in set(BY_NAME) - kept - decided} == set(files)
    for data in files.values():
        ids = [row["id"] for row in json.loads(data)]
        assert ids == sorted(ids)


def test_the_bytes_do_not_depend_on_the_order_of_the_rows(record_rows, tmp_path):
    forward = written(MemoryRecord(record_rows), tmp_path / "a", form="json")
    backward = written(MemoryRecord(reversed(record_rows)), tmp_path / "b", form="json")
    assert forward == backward


def test_rows_come_back_from_an_internal_export(record, record_rows, tmp_path):
    files = written(record, tmp_path / "out", form="json", profile="internal", texts=True)
    back = {
        from_json(BY_NAME[name.removesuffix(".json")], value)
        for name, data in files.items()
        for value in json.loads(data)
    }
    assert back == set(record_rows)


def test_one_file_holds_the_same_rows_as_the_folder(record, tmp_path):
    files = written(record, tmp_path / "out", form="json")
    out = io.StringIO()
    write_export(record, ExportRequest(form="json", output=STANDARD), standard=out)
    whole = json.loads(out.getvalue())
    assert {f"{name}.json": rows for name, rows in whole.items()} == {
        name: json.loads(data) for name, data in files.items()
    }
    path = tmp_path / "record.json"
    write_export(record, ExportRequest(form="json", output=path), standard=out)
    assert json.loads(path.read_text()) == whole


def test_a_public_export_names_no_victim_and_rounds_points(record, tmp_path):
    files = written(record, tmp_path / "out", form="json")
    together = b"".join(files.values())
    assert b"Mira Talent" not in together
    assert WITHHELD.encode() in together
    assert b"12.3456" not in together
    (place,) = json.loads(files["places.json"])
    assert (place["latitude"], place["longitude"], place["radius_m"]) == (12.3, -45.7, 8000)


def test_an_internal_export_holds_what_the_record_holds(record, tmp_path):
    files = written(record, tmp_path / "out", form="json", profile="internal")
    assert b"Mira Talent" in files["mentions.json"]
    assert "texts.json" not in files


def test_whole_texts_do_not_leave_under_the_public_profile(record, tmp_path):
    with pytest.raises(SettingsError):
        written(record, tmp_path / "out", form="json", texts=True)


def test_what_was_withheld_is_said(record):
    profile = Profile(record, "public")
    assert profile.notes() == []
    assert profile.text("Mira Talent saw it.") == f"{WITHHELD} saw it."
    assert profile.text("Talent show") == "Talent show"
    assert len(profile.notes()) == 1


def test_sheets_carry_a_row_of_hashtags_when_asked(record, tmp_path):
    plain = sheet(written(record, tmp_path / "a", form="csv")["events.csv"])
    tagged = sheet(written(record, tmp_path / "b", form="csv", hxl=True)["events.csv"])
    assert plain[0] == tagged[0]
    assert all(tag == "" or tag.startswith("#") for tag in tagged[1])
    assert tagged[1][plain[0].index("event_id")] == "#event+code"
    assert tagged[2:] == plain[1:]


def test_number_cells_are_numbers_or_blank(record, tmp_path):
    numeric = {"low", "best", "high", "latitude", "longitude", "n_reports", "start", "end"}
    for data in written(record, tmp_path / "out", form="csv").values():
        header, *rows = sheet(data)
        for row in rows:
            for name, cell in zip(header, row, strict=True):
                if name in numeric or name.endswith(("_low", "_best", "_high")):
                    assert cell == "" or float(cell) is not None


def test_a_title_that_looks_like_a_formula_is_made_harmless(record, tmp_path):
    header, *rows = sheet(written(record, tmp_path / "out", form="csv")["sources.csv"])
    titles = {row[header.index("title")] for row in rows}
    assert titles == {"Shells hit market", "'=cmd|calc"}


def test_csv_needs_a_folder(record):
    with pytest.raises(SettingsError) as caught:
        write_export(record, ExportRequest(form="csv", output=STANDARD), standard=io.StringIO())
    assert caught.value.hint


def test_a_folder_that_cannot_be_made_is_named(record, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PathError, match="file"):
        written(record, tmp_path / "file" / "out", form="csv")


def test_no_partial_file_is_left_behind(record, tmp_path):
    files = written(record, tmp_path / "out", form="csv")
    assert not [name for name in files if name.endswith(".partial")]


def test_a_record_in_memory_finds_the_document_before_its_text(record):
    assert not isinstance(record.find("doc_a"), Text)
    assert record.find("nothing") is None
