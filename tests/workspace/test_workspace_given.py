"""A case takes the user's own bodies and places, before its first build or later."""

from pathlib import Path

import pytest

from consilience.errors import CaseError, SettingsError
from consilience.model.entities import Mention
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case
from consilience.workspace.given import give

GROUPS = """
[[entry]]
key = "oram_monitor"
name = "Oram Rights Monitor"
kind = "monitor"
aliases = ["ORM"]
"""
PLACES = "name,kind,country,latitude,longitude\nSorve,settlement,XV,-47.1,-125.2\n"


def test_a_vocabulary_given_later_is_used_by_the_next_build(built: Path, tmp_path: Path) -> None:
    (tmp_path / "groups.toml").write_text(GROUPS)
    first = give(built, vocabulary=[tmp_path / "groups.toml"])
    assert (first.entries, first.changed) == (1, True)
    assert not give(built, vocabulary=[tmp_path / "groups.toml"]).changed
    build_case([], case=built)
    with open_case(built) as case:
        assert any("oram_monitor" in row.candidates for row in case.rows(Mention))


def test_places_are_given_apart(built: Path, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(PLACES)
    given = give(built, gazetteer=[tmp_path / "places.csv"])
    assert (given.places, given.entries) == (1, 0)


def test_a_wrong_file_changes_nothing(built: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("name,kind,latitude\nSorve,settlement,x\n")
    with pytest.raises(SettingsError, match=r"bad\.csv, line 2"):
        give(built, gazetteer=[tmp_path / "bad.csv"])
    (tmp_path / "bad.toml").write_text('[[entry]]\nkey = "a"\nname = "A"\nkind = "gang"\n')
    with pytest.raises(SettingsError, match="unknown kind 'gang'"):
        give(built, vocabulary=[tmp_path / "bad.toml"])


def test_there_must_be_a_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no such case"):
        give(tmp_path / "x.case", vocabulary=[])
