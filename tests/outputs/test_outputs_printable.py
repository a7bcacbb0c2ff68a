import csv
import io
import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from consilience.outputs.listing import Column, make_listing, number_text, render_csv, render_json
from consilience.outputs.printable import json_text, printable, spreadsheet_text

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
STEERING = {"Cc", "Cf", "Zl", "Zp"}


@given(ANY_TEXT)
def test_printable_text_holds_nothing_that_steers_a_terminal(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(mark) in {"Cc", "Zl", "Zp"} for mark in shown)
    assert "\u202e" not in shown


@given(ANY_TEXT)
def test_json_is_lossless_and_holds_no_raw_control_character(text: str) -> None:
    written = json_text({"text": text})
    assert json.loads(written) == {"text": text}
    assert not any(unicodedata.category(mark) == "Cc" for mark in written)


def test_an_escape_code_is_shown_as_words() -> None:
    assert printable("a\x1b[2Jb\u202ec\nd") == "a\\x1b[2Jb\\u202ec d"


def test_ordinary_text_of_any_script_stays_as_it_is() -> None:
    for text in ("Badush, “north” – 15 km", "الموصل", "Київ", "é"):
        assert printable(text) == text


@given(ANY_TEXT)
def test_no_cell_of_a_sheet_starts_like_a_formula(text: str) -> None:
    listing = make_listing("things", [Column(name="words")], [{"words": text}], total=1)
    (cell,) = list(csv.reader(io.StringIO(render_csv(listing))))[1] or [""]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_negative_numbers_stay_numbers_in_a_sheet() -> None:
    listing = make_listing("things", [Column(name="x")], [{"x": -45.5}, {"x": None}], total=2)
    assert render_csv(listing) == 'x\r\n-45.5\r\n""\r\n'


def test_a_formula_gets_an_apostrophe() -> None:
    assert spreadsheet_text("=1+1") == "'=1+1"
    assert spreadsheet_text("1 killed") == "1 killed"


def test_numbers_are_written_as_people_write_them() -> None:
    assert [number_text(value) for value in (28000.0, 0.5, 65, 1234.567)] == [
        "28,000",
        "0.5",
        "65",
        "1,234.57",
    ]


def test_an_empty_list_is_an_empty_json_array() -> None:
    listing = make_listing("things", [Column(name="words")], [], total=0)
    assert json.loads(render_json(listing)) == []
