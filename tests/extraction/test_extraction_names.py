"""Who is named: bodies, forces, persons with their offices, and what is short for what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.extraction.aliases import curated_index, find_names
from consilience.model.entities import Mention
from consilience.text.organisations import load_organisations
from tests.extraction.written_reports import entry, mentions_of


def named(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return words, kind and candidates of what is named in *text*."""
    return [
        (row.name, row.kind, row.candidates)
        for row in mentions_of(text)
        if not row.rule.startswith("described")
    ]


def keys(text: str) -> list[str]:
    """Return the first candidate of each known body that *text* names."""
    found = find_names(text, [curated_index()])
    return [match.keys[0] for match in found]


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of IS left the town.",
        "Fighters of ISIS left the town.",
        "Fighters of Isis left the town.",
        "Fighters of ISIL left the town.",
        "Fighters of Daesh left the town.",
        "Fighters of Da'esh left the town.",
        "Fighters of the so-called Islamic State left the town.",
    ],
)
def test_all_names_of_a_group_are_one_group(text: str) -> None:
    assert keys(text) == ["islamic_state"]


@pytest.mark.parametrize(
    "text",
    [
        "The road is open and it is safe.",
        "WHAT IS KNOWN ABOUT THE FIRE IN HARAD",
        "Is the road open?",
        "The islamic state of mind was discussed.",
    ],
)
def test_is_the_verb_is_no_group(text: str) -> None:
    assert "islamic_state" not in keys(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kenyan troops crossed the border.", "kenya_army"),
        ("Kenya's interior ministry denied it.", "kenya_interior_ministry"),
        ("The Peruvian navy searched for them.", "peru_navy"),
        ("U.S. officials declined to comment.", "us_government"),
        ("South Sudanese security forces fired.", "south_sudan_security_forces"),
        ("The UN refugee agency appealed for aid.", "unhcr"),
        ("the United Nations refugee agency, UNHCR", "unhcr"),
        ("Médecins Sans Frontières treated them.", "msf"),
    ],
)
def test_bodies_of_states_and_of_the_united_nations_are_known(text: str, key: str) -> None:
    assert keys(text) == [key]


def test_an_acronym_in_brackets_is_short_for_the_name_before_it() -> None:
    text = "The Harad Relief Board (HRB) sent trucks. The HRB asked for fuel."
    rows = [row for row in mentions_of(text) if row.name in {"Harad Relief Board", "HRB"}]
    full = next(row for row in rows if row.name == "Harad Relief Board")
    assert [row.same_as for row in rows if row.name == "HRB"] == [full.id, full.id]


def test_a_surname_is_short_for_the_only_person_of_that_name() -> None:
    text = "General Tomas Verel spoke on Monday. Verel praised his men."
    rows = {
        row.name: row for row in mentions_of(text) if row.kind == "person" and row.name[0] != "h"
    }
    assert rows["Tomas Verel"].role == "General"
    assert rows["Tomas Verel"].span.quote == "General Tomas Verel"
    assert rows["Verel"].same_as == rows["Tomas Verel"].id


def test_a_surname_of_two_persons_stays_open() -> None:
    text = "Tomas Verel met Anna Verel in Paris. Verel praised the talks."
    last = [row for row in mentions_of(text) if row.name == "Verel"]
    assert [row.same_as for row in last] == [None]


def test_the_office_in_apposition_is_the_role() -> None:
    text = "Anna Lindqvist, a spokeswoman for Oxfam, said the road was open."
    (person,) = (row for row in mentions_of(text) if row.name == "Anna Lindqvist")
    assert person.role == "spokeswoman for Oxfam"


def test_the_users_own_vocabulary_wins() -> None:
    own = entry("daesh_club", "Daesh Chess Club", kind="organisation", aliases=("Daesh",))
    rows = mentions_of("A player of Daesh won.", vocabulary=(own,))
    assert [row.candidates[0] for row in rows if row.name == "Daesh"] == ["daesh_club"]


def test_an_exact_alias_of_the_user_counts_only_as_written() -> None:
    own = entry("the_it", "Independent Troop", exact_case=("IT",))
    rows = mentions_of("Men of IT said it was over.", vocabulary=(own,))
    assert [row.span.quote for row in rows if row.candidates == ("the_it",)] == ["IT"]


def test_an_ambiguous_acronym_keeps_its_candidates_in_the_order_of_the_context() -> None:
    abroad = "The AFP shelled the hills near Manila, the Philippine government said."
    photo = "A man waits near a bus in Oslo. AFP"
    first = {
        text: next(row.candidates for row in mentions_of(text) if row.name == "AFP")
        for text in (abroad, photo)
    }
    assert first[abroad][0] == "philippines_army"
    assert len(first[abroad]) == 2
    assert first[photo][0] == "afp"


def test_a_country_that_acts_is_its_government_and_a_place_is_none() -> None:
    assert ("Kenya", "government", ("kenya_government",)) in named("Kenya condemned the attack.")
    assert named("The river rises in Kenya.") == []


def test_the_government_of_somebody_who_is_named_is_mentioned_beside_the_name() -> None:
    rows = mentions_of("They hold Alfredo Berg's government responsible.")
    assert {("Alfredo Berg", "person"), ("government", "government")} <= {
        (row.name, row.kind) for row in rows
    }


def test_people_who_fight_are_a_group_and_an_adjective_alone_is_none() -> None:
    assert ("Kurdish rebels", "armed_group", ()) in named("Kurdish rebels took the hill.")
    assert named("A Kurdish village burned.") == []


def test_a_victim_is_kept_safer_than_a_minister() -> None:
    text = "Leila Haddad, 12, was killed. Foreign Minister Jon Berg sent condolences."
    rows = {row.name: row.sensitivity for row in mentions_of(text)}
    assert rows["Leila Haddad"] == "severe"
    assert rows["Jon Berg"] == "personal"


@pytest.mark.parametrize(
    ("text", "name", "safety"),
    [
        ("A medic, who gave his name only as Tarik, spoke of the dead.", "Tarik", "severe"),
        ("A baker who identified herself only as Mona said the street burned.", "Mona", "severe"),
        ("A nurse, who gave her name only as Osk, spoke of the dead.", "Osk", "severe"),
        ("A medic who works beside Tarik spoke of the dead.", "Tarik", "personal"),
    ],
)
def test_who_gives_a_first_name_only_is_kept_safe(text: str, name: str, safety: str) -> None:
    assert {row.sensitivity for row in mentions_of(text) if row.name == name} == {safety}


def test_people_without_a_name_are_mentioned_and_tied_only_where_one_name_fits() -> None:
    text = "Envoy Anna Berg arrived in Oslo. She met the rebels."
    rows = {row.name: row for row in mentions_of(text)}
    assert rows["She"].same_as == rows["Anna Berg"].id
    assert rows["rebels"].same_as is None
    assert rows["rebels"].kind == "armed_group"
    assert rows["rebels"].span.quote == "the rebels"


ALIASES = [
    alias
    for row in load_organisations().values()
    for alias in (row.name, *row.aliases)
    if "(" not in alias
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALIASES), st.sampled_from(["", "On Friday ", "“", "Near the "]))
def test_every_alias_is_found_where_it_stands(alias: str, before: str) -> None:
    text = f"{before}{alias} withdrew."
    found = find_names(text, [curated_index()])
    assert any(text[at.start : at.end].rstrip(".").endswith(alias.rstrip(".")) for at in found)


def test_mentions_do_not_depend_on_the_order_of_the_vocabulary() -> None:
    one, two = entry("a_front", "Azure Front"), entry("b_front", "Azure Front")
    text = "The Azure Front withdrew."
    rows: list[list[Mention]] = [
        mentions_of(text, vocabulary=order) for order in ((one, two), (two, one))
    ]
    assert rows[0] == rows[1]
    assert rows[0][0].candidates == ("a_front", "b_front")


def test_an_army_is_not_tied_to_its_spokesman() -> None:
    text = "The army spokesman Colonel Jon Berg spoke in Oslo. Rebels fight the army."
    rows = [row for row in mentions_of(text) if row.name == "army"]
    assert rows
    assert all(row.same_as is None for row in rows)


def test_the_number_of_the_next_sentence_is_no_part_of_a_name() -> None:
    text = "Forces loyal to Bashar al-Assad Eleven people were killed."
    assert "Bashar al-Assad" in {row.name for row in mentions_of(text)}
