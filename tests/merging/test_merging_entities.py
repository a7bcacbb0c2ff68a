"""Which mentions of a case name the same person, group or body."""

from __future__ import annotations

import dataclasses
import random

import pytest

from consilience.merging.entities import EntitySettings, resolve_entities
from consilience.model.case import VocabularyEntry
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.scales import EntityKind
from consilience.model.spans import Span
from consilience.model.tables import Tables


def mention(
    name: str,
    document: str = "doc_1",
    *,
    kind: EntityKind = "person",
    key: str | None = None,
    same_as: Mention | None = None,
    role: str | None = None,
    rule: str = "by hand",
) -> Mention:
    """Return a mention of *name*."""
    place = hash_of(name, document)
    return Mention(
        id=f"men_{document}_{name}", document=document, sentence=f"sen_{document}",
        span=Span(document=document, start=place, end=place + len(name), quote=name), kind=kind,
        name=name, candidates=(key,) if key else (), same_as=same_as.id if same_as else None,
        role=role, rule=rule, sensitivity="personal" if kind == "person" else "none",
    )  # fmt: skip


def hash_of(*words: str) -> int:
    """Return some offset for *words*."""
    return sum(map(ord, "".join(words)))


def resolved(
    *mentions: Mention, before: tuple[Entity | EntityMember, ...] = ()
) -> tuple[list[Entity], dict[str, str]]:
    """Return the entities, and the entity of each mention by its id."""
    tables = Tables(
        {
            Mention: mentions,
            VocabularyEntry: (),
            Entity: [row for row in before if isinstance(row, Entity)],
            EntityMember: [row for row in before if isinstance(row, EntityMember)],
        }
    )
    rows = list(resolve_entities(tables, settings=EntitySettings()))
    members = {row.mention: row.entity for row in rows if isinstance(row, EntityMember)}
    return [row for row in rows if isinstance(row, Entity)], members


def same(one: Mention, two: Mention, *others: Mention) -> bool:
    """Whether *one* and *two* are one entity among *others*."""
    _, members = resolved(one, two, *others)
    return members[one.id] == members[two.id]


def test_a_body_of_the_vocabulary_is_one_whatever_it_is_called() -> None:
    first = mention("Daesh", kind="armed_group", key="islamic_state")
    second = mention("ISIL", "doc_2", kind="armed_group", key="islamic_state")
    (entity,), _ = resolved(first, second)
    assert (entity.name, entity.vocabulary, entity.side) == (
        "Islamic State", "islamic_state", "islamic_state",
    )  # fmt: skip
    assert entity.aliases == ("Daesh", "ISIL")
    assert (entity.n_mentions, entity.n_documents) == (2, 2)


def test_changing_a_name_to_an_alias_changes_no_entity() -> None:
    rest = [mention("Oxfam", "doc_3", kind="ngo", key="oxfam"), mention("Anna Berg", "doc_3")]
    written = mention("Daesh", kind="armed_group", key="islamic_state")
    renamed = dataclasses.replace(written, name="IS")
    one = mention("Islamic State", "doc_2", kind="armed_group", key="islamic_state")
    _, before = resolved(written, one, *rest)
    _, after = resolved(renamed, one, *rest)
    assert before == after


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Haider al-Obeidi", "Haydar al-Obaidi"),
        ("Mohammed Qassem", "Muhammad Kasim"),
        ("Anna Maria Berg", "Anna Berg"),
        ("Yousif Hussein", "Yusif Husain"),
    ],
)
def test_spellings_of_one_name_are_one_person(one: str, two: str) -> None:
    assert same(mention(one), mention(two, "doc_2"))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hassan Karim", "Hussein Karim"),
        ("Anna Berg", "Anna Borg"),
        ("Jon Dahl", "Jan Dahl"),
        ("Ali", "Ali"),
    ],
)
def test_names_that_only_look_alike_stay_apart(one: str, two: str) -> None:
    assert not same(mention(one), mention(two, "doc_2"))


def test_a_longer_name_that_two_share_joins_neither() -> None:
    short = mention("Anna Berg")
    longer = [mention("Anna Maria Berg", "doc_2"), mention("Anna Louise Berg", "doc_3")]
    _, members = resolved(short, *longer)
    assert len(set(members.values())) == 3


def test_a_surname_is_the_only_bearer_of_a_case_that_names_them_twice() -> None:
    full = [mention("Anna Berg", "doc_1"), mention("Anna Berg", "doc_2")]
    alone = mention("Berg", "doc_3")
    assert same(alone, full[0], full[1])
    assert not same(alone, full[0])
    assert not same(alone, full[0], full[1], mention("Jon Berg", "doc_4"))


def test_a_short_form_follows_its_fuller_mention() -> None:
    full = mention("Anna Berg")
    short = mention("Berg", same_as=full)
    assert same(short, full)


def test_an_acronym_that_one_report_introduces_holds_in_the_others() -> None:
    full = mention("Harad Relief Board", kind="organisation")
    short = mention("HRB", kind="organisation", same_as=full)
    elsewhere = mention("HRB", "doc_2", kind="organisation")
    assert same(elsewhere, full, short)


def test_an_acronym_of_two_bodies_stays_open() -> None:
    one = mention("Harad Relief Board", kind="organisation")
    two = mention("Hill Rescue Brigade", "doc_2", kind="organisation")
    short = [
        mention("HRB", kind="organisation", same_as=one),
        mention("HRB", "doc_2", kind="organisation", same_as=two),
    ]
    elsewhere = mention("HRB", "doc_3", kind="organisation")
    _, members = resolved(one, two, *short, elsewhere)
    assert members[elsewhere.id] not in {members[one.id], members[two.id]}


def test_people_without_a_name_are_no_entity_unless_tied_to_one() -> None:
    named = mention("Anna Berg")
    tied = mention("She", same_as=named, rule="described: pronoun")
    open_ones = mention("the rebels", kind="armed_group", rule="described: noun")
    _, members = resolved(named, tied, open_ones)
    assert members[tied.id] == members[named.id]
    assert open_ones.id not in members


def test_a_person_and_a_group_of_one_name_stay_apart() -> None:
    assert not same(mention("Al Noor Brigade"), mention("Al Noor Brigade", "doc_2", kind="force"))


def test_the_order_of_mentions_does_not_matter() -> None:
    mentions = [
        mention("Anna Berg"),
        mention("Anna Maria Berg", "doc_2"),
        mention("Daesh", kind="armed_group", key="islamic_state"),
        mention("Berg", "doc_3"),
        mention("Al Noor Brigade", "doc_4", kind="force"),
        mention("al-Nour Brigade", "doc_5", kind="force"),
    ]
    first = resolved(*mentions)
    for seed in range(5):
        shuffled = random.Random(seed).sample(mentions, len(mentions))
        assert resolved(*shuffled) == first


def test_an_entity_keeps_its_id_when_a_report_is_added() -> None:
    old = [mention("Anna Berg"), mention("Anna Berg", "doc_2")]
    entities, members = resolved(*old)
    tables: tuple[Entity | EntityMember, ...] = (
        *entities,
        *(
            EntityMember(id=f"enm_{key}", document="doc_1", entity=entity, mention=key, reason="")
            for key, entity in members.items()
        ),
    )
    (again,), _ = resolved(*old, mention("Anna Berg", "doc_3"), before=tables)
    assert again.id == entities[0].id
    assert again.n_documents == 3


def test_an_entity_is_as_sensitive_as_its_most_sensitive_mention() -> None:
    severe = dataclasses.replace(mention("Anna Berg"), sensitivity="severe")
    (entity,), _ = resolved(severe, mention("Anna Berg", "doc_2"))
    assert entity.sensitivity == "severe"


def test_a_name_of_marks_without_a_letter_breaks_nothing_and_is_nobody_elses() -> None:
    assert not same(mention("-- ··", "doc_1"), mention("** --", "doc_2"))
