"""The data files that analysts may review keep their schema."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from consilience.extraction.cues import load_nouns, load_verbs
from consilience.extraction.described import load_group_nouns
from consilience.extraction.persons import load_titles
from consilience.extraction.voices import KINDS, PROXIMITIES, load_roles
from consilience.model.scales import EntityKind, Firmness, OriginatorKind, Polarity, Proximity
from consilience.text.organisations import (
    Organisation,
    find_organisation,
    load_countries,
    load_organisations,
    load_state_bodies,
)

KIND_NAMES = get_args(EntityKind)
ORGANISATIONS = list(load_organisations().values())


def test_the_vocabulary_spans_the_world_and_not_one_war() -> None:
    kinds = Counter(organisation.kind for organisation in ORGANISATIONS)
    sides = Counter(organisation.side for organisation in ORGANISATIONS if organisation.side)
    assert len(ORGANISATIONS) >= 250
    assert min(kinds[kind] for kind in ("armed_group", "force", "un", "outlet", "aggregator")) >= 25
    assert max(sides.values()) < len(ORGANISATIONS) / 10


def test_the_entries_of_the_vocabulary_are_well_formed() -> None:
    assert [row.key for row in ORGANISATIONS if not _is_well_formed(row)] == []


def _is_well_formed(row: Organisation) -> bool:
    plain = row.key.isascii() and row.key.replace("_", "").isalnum() and row.key == row.key.lower()
    written = [row.name, *row.aliases, *row.exact_case]
    tidy = all(words == words.strip() and words for words in written)
    years = [year for year in (row.since, row.until) if year is not None]
    dated = all(year.isdigit() and 1700 <= int(year) <= 2100 for year in years)
    scales = {None, "international", "national", "regional", "subnational"}
    return (
        plain
        and row.kind in KIND_NAMES
        and tidy
        and len(set(row.aliases)) == len(row.aliases)
        and dated
        and years == sorted(years)
        and row.scale in scales
    )


def test_short_acronyms_count_only_as_written() -> None:
    loose = [
        (row.key, alias)
        for row in ORGANISATIONS
        for alias in row.aliases
        if len(alias) <= 3 and alias.isupper()
    ]
    assert loose == []


def test_every_country_has_a_government_and_an_army() -> None:
    assert len(load_countries()) >= 150
    for key in load_countries():
        for body in load_state_bodies():
            found = find_organisation(f"{key}_{body}", {})
            assert found is not None
            assert found.kind in KIND_NAMES
            assert "{" not in found.name


def test_cues_have_a_firmness_a_polarity_and_something_that_they_take() -> None:
    assert len(load_verbs()) > 250
    for cue in (*load_verbs().values(), *load_nouns().values()):
        assert cue.firmness in get_args(Firmness)
        assert cue.polarity in get_args(Polarity)
    assert all(cue.takes for cue in load_verbs().values())
    assert {load_verbs()[verb].firmness for verb in ("deny", "refute", "repudiate")} == {"denied"}


def test_roles_and_groups_use_the_scales() -> None:
    for voice in load_roles().values():
        assert voice.kind in get_args(OriginatorKind)
        assert voice.proximity in get_args(Proximity)
    for noun in load_group_nouns().values():
        assert noun.kind in KIND_NAMES
        assert noun.one in {None, *KIND_NAMES}
    assert set(KINDS) == set(KIND_NAMES)
    assert set(KINDS.values()) <= set(PROXIMITIES)


def test_titles_are_in_lower_case_without_full_stops() -> None:
    assert all(title == title.lower() and "." not in title for title in load_titles())
