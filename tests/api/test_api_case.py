import subprocess
import sys

import pytest

import consilience as co
from consilience.api.case import Case
from consilience.api.rows import Rows
from consilience.errors import CaseError, InputError, SettingsError
from consilience.model.documents import Document


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    (folder / "herald.txt").write_text(
        "Shells hit Dervan\n\n"
        "At least 40 civilians were killed in Dervan on 3 May 2031, the Orsk Relief Union said.\n"
    )
    with co.build([folder], case=folder / "dervan.case") as opened:
        yield opened


def test_the_package_loads_nothing_until_it_is_used():
    code = (
        "import sys, consilience; print('consilience.api' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert {"build", "open", "Case", "ConsilienceError"} <= set(dir(co))
    with pytest.raises(AttributeError):
        _ = co.nothing


def test_rows_are_typed_iterable_and_counted(case: Case):
    assert isinstance(case.documents, Rows)
    (document,) = case.documents
    assert isinstance(document, Document)
    assert len(case.documents) == 1
    assert case.documents[document.id] == document
    assert repr(case.documents) == "<1 documents>"
    assert repr(case) == "<case dervan.case: 1 documents>"


def test_rows_are_filtered_by_any_field(case: Case):
    (figure,) = case.figures.where(measure="killed")
    assert (figure.low, figure.high) == (40.0, None)
    assert len(case.mentions.where(kind="nobody")) == 0
    with pytest.raises(SettingsError, match="no field"):
        case.figures.where(colour="red")


def test_an_unknown_id_is_named(case: Case):
    with pytest.raises(InputError, match="fig_nothing"):
        case.figures["fig_nothing"]
    with pytest.raises(InputError):
        case.why("fig_nothing")


def test_rows_become_frames_and_arrow_tables(case: Case):
    frame = case.figures.to_pandas()
    assert list(frame["measure"]) == ["killed"]
    assert frame["span"][0]["quote"] == "At least 40"
    assert case.figures.to_arrow().num_rows == 1
    assert case.events.where(kind="agreement").to_pandas().empty


def test_a_table_has_names_in_place_of_ids(case: Case):
    (line,) = case.table("figures", measure="killed")
    assert line["value_text"] == "At least 40"
    assert len(case.table("figures", date="1999")) == 0
    assert case.table("documents").to_pandas().shape[0] == 1
    with pytest.raises(SettingsError):
        case.table("rumours")
    with pytest.raises(SettingsError):
        case.table("figures", colour="red")


def test_why_prints_the_chain_with_the_evidence_marked(case: Case):
    (figure,) = case.figures
    assert "[[At least 40]]" in str(case.why(figure.id))
    assert case.why(figure.id).step.id == figure.id


def test_texts_and_searches_are_at_hand(case: Case):
    (document,) = case.search("relief union")
    assert "Orsk Relief Union" in case.text(document.id)


def test_a_missing_library_is_named_with_the_extra_to_install(case: Case, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(SettingsError) as caught:
        case.figures.to_pandas()
    assert "consilience[pandas]" in str(caught.value.hint)


def test_charts_are_altair_objects(case: Case):
    import altair

    (event, *_) = [event for event in case.events if event.date_start]
    assert event
    assert isinstance(case.charts.timeline(), altair.LayerChart)
    assert case.charts.copies() is None
    svg = case.charts.svg("timeline")
    assert svg
    assert svg.startswith("<svg")
    with pytest.raises(InputError):
        case.charts.figures("fin_nothing")


def test_reports_and_exports_are_written(case: Case, tmp_path):
    assert case.sitrep(tmp_path / "a.md").read_text().startswith("# dervan: situation report")
    (path,) = case.export("geojson", tmp_path / "events.geojson")
    assert path.exists()


def test_a_case_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CaseError):
        co.open(tmp_path / "gone.case")
