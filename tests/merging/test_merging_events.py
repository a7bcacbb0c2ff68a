"""How mentions of several reports become events."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.merging.vocabulary import (
    compatible_kinds,
    load_acled_types,
    load_titles,
    people_groups,
)
from consilience.model.events import (
    EventMention,
)
from consilience.model.scales import EventKind

from .told_by_hand import Case


def two_reports(**second: Any) -> tuple[Case, str, str]:
    """Two reports of a strike on one day in one place with one number; *second* changes that."""
    case = Case()
    told: dict[str, Any] = {"place": "Tarsana", "day": "2031-05-18", "killed": 12}
    one = case.tell("doc_1", "Jets |bombed| a market.", "air_strike", **told)
    two = case.tell("doc_2", "Planes |bombed| the bazaar.", "air_strike", **{**told, **second})
    case.story("doc_1", "doc_2")
    return case, one, two


def test_same_place_day_kind_and_figure_are_one_event_with_its_reasons() -> None:
    case, one, two = two_reports()
    record = case.merged()
    event = record.of(one)
    assert record.of(two) is event
    assert (event.n_reports, event.n_mentions) == (2, 2)
    assert (event.date_start, event.date_precision) == ("2031-05-18", "day")
    assert event.title == "Air strike in Tarsana, 2031-05-18"
    assert event.acled_sub_event_type == "Air/drone strike"
    joined = next(row for row in record.members.values() if row.joined_to is not None)
    names = {feature.name for feature in joined.features}
    assert {"kind", "place", "date", "figure"} <= names
    assert joined.score == pytest.approx(sum(feature.share for feature in joined.features))


@pytest.mark.parametrize(
    "second",
    [
        {"day": "2031-05-21"},
        {"place": "Olvek"},
        {"killed": 90},
        {"aggregate": True, "last_day": "2031-05-24"},
        {"realis": "planned"},
    ],
    ids=["day", "place", "victims", "total", "planned"],
)
def test_what_cannot_be_one_event_is_neither_merged_nor_suggested(second: dict[str, Any]) -> None:
    case, one, two = two_reports(**second)
    record = case.merged()
    assert record.of(one).id != record.of(two).id
    assert record.suggested == []


def test_a_match_without_a_shared_particular_is_only_suggested() -> None:
    case, one, two = two_reports(killed=None)
    record = case.merged()
    assert record.of(one).id != record.of(two).id
    (suggestion,) = record.suggested
    assert {suggestion.event_a, suggestion.event_b} == set(record.events)


def test_differing_figures_are_a_contradiction_inside_one_event_where_more_is_shared() -> None:
    case = Case()
    told: dict[str, Any] = {"place": "Tarsana", "day": "2031-05-18", "actor": "Red Banner"}
    one = case.tell("doc_1", "They |attacked| a bus.", "attack", killed=12, **told)
    two = case.tell("doc_2", "They |attacked| the bus.", "attack", killed=14, **told)
    record = case.merged()
    assert record.of(one) is record.of(two)


def test_nothing_is_dated_by_the_date_of_its_report() -> None:
    case = Case()
    one = case.tell("doc_1", "Jets |bombed| a market.", "air_strike", place="Tarsana")
    event = case.merged().of(one)
    assert (event.date_start, event.date_end, event.date_precision) == (None, None, None)
    assert event.date_reason == "no report tells when"


def test_mentions_in_copies_of_one_passage_are_one_event() -> None:
    case = Case()
    one = case.tell("doc_1", "Rebels |besieged| the town.", "siege")
    two = case.tell("doc_2", "Rebels |besieged| the town.", "siege")
    case.copied("lin_1", "doc_1", "doc_2")
    record = case.merged()
    assert record.of(one) is record.of(two)


def test_a_formula_that_an_agency_uses_again_is_not_the_same_event() -> None:
    case = Case()
    formula = "The attack |injured| others and damaged houses, the source said."
    one = case.tell(
        "doc_1", f"Shells fell on the market at noon on a busy day. {formula}", "attack"
    )
    two = case.tell("doc_2", f"Gunmen opened fire near an old barracks by the river. {formula}",
                    "attack")  # fmt: skip
    case.copied("lin_1", "doc_1", "doc_2")
    record = case.merged()
    assert record.of(one).id != record.of(two).id


def test_a_copied_sentence_with_another_number_is_not_the_same_event() -> None:
    case = Case()
    words = "Rockets that fell on houses |killed| civilians on Sunday, the source said."
    one = case.tell("doc_1", words, "shelling", killed=3)
    two = case.tell("doc_2", words, "shelling", killed=5)
    same = case.tell("doc_3", words, "shelling", killed=5)
    case.copied("lin_1", "doc_1", "doc_2", "doc_3")
    record = case.merged()
    assert record.of(one).id != record.of(two).id
    assert record.of(two) is record.of(same)


def test_two_quarters_of_a_city_are_two_places_although_the_city_is_named_with_both() -> None:
    case = Case()
    for quarter, north in (("Old Mills", 35.00), ("Harbour Hill", 35.01)):
        case.quarter(quarter, of="Tarsana", north=north)
    events = []
    for document, quarter in (("doc_1", "Old Mills"), ("doc_2", "Harbour Hill")):
        case.tell(document, "Shells |hit| Tarsana.", "shelling", place="Tarsana", day="2031-05-18",
                  killed=12)  # fmt: skip
        events.append(case.tell(document, "They |hit| a quarter.", "shelling", place=quarter,
                                day="2031-05-18", killed=12))  # fmt: skip
    record = case.merged()
    assert record.of(events[0]).id != record.of(events[1]).id


def test_without_a_day_another_number_tells_of_another_fight() -> None:
    def events(second: int) -> int:
        case = Case()
        for document, killed in (("doc_1", 13), ("doc_2", second)):
            case.tell(document, "Guards |killed| raiders at Olvek.", "battle", place="Olvek",
                      actor="Guards", target="convoy", killed=killed)  # fmt: skip
        case.story("doc_1", "doc_2")
        return len(case.merged().events)

    assert (events(13), events(23)) == (1, 2)


def test_totals_with_different_numbers_are_two_totals() -> None:
    case = Case()
    words = "In the war fighting has |killed| people over many years, monitors say."
    one, two, same = (
        case.tell(document, words, "killing", aggregate=True, killed=killed, place="Tarsana")
        for document, killed in (("doc_1", 2_800), ("doc_2", 4_000), ("doc_3", 4_000))
    )
    case.copied("lin_1", "doc_1", "doc_2", "doc_3")
    record = case.merged()
    assert record.of(one).id != record.of(two).id
    assert record.of(two) is record.of(same)


def test_a_copied_report_makes_no_event() -> None:
    case, *_ = two_reports()
    case.tell("doc_1", "Rebels |besieged| Olvek.", "siege", place="Olvek")
    before = case.merged()
    case.tell("doc_3", "Jets |bombed| a market.", "air_strike", place="Tarsana",
              day="2031-05-18", killed=12)  # fmt: skip
    case.tell("doc_3", "Rebels |besieged| Olvek.", "siege", place="Olvek")
    case.copied("lin_1", "doc_1", "doc_3")
    after = case.merged()
    assert len(after.events) == len(before.events)
    assert sorted(event.title for event in after.events.values()) == sorted(
        event.title for event in before.events.values()
    )


def test_the_dead_of_a_strike_belong_to_the_strike_and_a_collapse_is_linked() -> None:
    case = Case()
    strike = case.tell("doc_1", "Jets |bombed| a block.", "air_strike", place="Tarsana")
    dead = case.tell("doc_1", "It |killed| six.", "killing", within=strike, killed=6)
    fall = case.tell("doc_1", "It |collapsed|.", "disaster", within=strike)
    record = case.merged()
    assert record.of(dead) is record.of(strike)
    assert record.of(strike).kind == "air_strike"
    assert record.of(fall).id != record.of(strike).id
    assert record.of(fall).related == (record.of(strike).id,)
    assert record.of(strike).related == (record.of(fall).id,)


def test_a_grave_and_the_killing_that_filled_it_are_two_linked_events() -> None:
    case = Case()
    grave = case.tell("doc_1", "A |mass grave| was found.", "mass_grave", place="Olvek",
                      same_sentence=True)  # fmt: skip
    killing = case.tell("doc_1", "They were |executed| in 2029.", "killing", day="2029-06-01",
                        last_day="2029-06-30", realis="background", same_sentence=True
                        )  # fmt: skip
    record = case.merged()
    assert record.of(grave).id != record.of(killing).id
    assert record.of(grave).related == (record.of(killing).id,)
    assert record.of(grave).date_start is None
    assert record.of(killing).date_start == "2029-06-01"
    assert record.of(killing).background


def test_the_attack_points_back_and_another_attack_does_not() -> None:
    case = Case()
    first = case.tell("doc_1", "Gunmen |attacked| a bus.", "attack", place="Tarsana")
    again = case.tell("doc_1", "The |attack| lasted an hour.", "attack", place="Tarsana")
    other = case.tell("doc_1", "Another |attack| followed.", "attack", place="Tarsana")
    record = case.merged()
    assert record.of(again) is record.of(first)
    assert record.of(other).id != record.of(first).id


def test_an_event_keeps_its_id_when_a_report_joins_it() -> None:
    case, one, _ = two_reports()
    record = case.merged()
    old = record.of(one).id
    case.keep(record)
    case.tell("doc_3", "Jets |struck| the market.", "air_strike", place="Tarsana",
              day="2031-05-18", killed=12)  # fmt: skip
    again = case.merged()
    assert again.of(one).id == old
    assert again.of(one).n_reports == 3


def test_the_killings_that_one_grave_uncovers_are_one() -> None:
    case = Case()
    killings = []
    for at in (1, 2):
        case.tell(f"doc_{at}", "A |mass grave| was found.", "mass_grave", place="Olvek",
                  same_sentence=True)  # fmt: skip
        killings.append(
            case.tell(f"doc_{at}", "The men were |executed|.", "killing", same_sentence=True)
        )
    record = case.merged()
    assert record.of(killings[0]).id == record.of(killings[1]).id
    joined = next(
        row for row in record.members.values() if row.mention in killings and row.features
    )
    assert [feature.name for feature in joined.features] == ["grave"]


@pytest.mark.parametrize(("taker", "one"), [("Front", True), ("Army", False)])
def test_a_place_is_taken_once_by_a_party_in_the_days_that_are_told(taker: str, one: bool) -> None:
    case = Case()
    exact = case.tell("doc_1", "Fighters |captured| the town.", "territory_gain", place="Olvek",
                      actor="Front", day="2031-05-06", last_day="2031-05-08")  # fmt: skip
    wide = case.tell("doc_2", "It |seized| the town.", "territory_gain", place="Olvek",
                     actor=taker, day="2031-05-01", last_day="2031-05-31")  # fmt: skip
    case.story("doc_1", "doc_2")
    record = case.merged()
    assert (record.of(exact).id == record.of(wide).id) is one


KINDS = st.sampled_from(["air_strike", "killing", "attack", "battle", "siege", "mass_grave"])
TOLD = st.lists(
    st.tuples(
        st.sampled_from(["doc_1", "doc_2", "doc_3", "doc_4"]),
        KINDS,
        st.sampled_from([None, "Tarsana", "Olvek"]),
        st.sampled_from([None, "2031-05-17", "2031-05-18", "2031-05-19"]),
        st.sampled_from([None, "Red Banner", "Army"]),
        st.sampled_from([None, 3, 12, 40]),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(told=TOLD, seed=st.integers(0, 5))
def test_every_mention_is_in_one_event_and_order_changes_nothing(
    told: list[tuple[Any, ...]], seed: int
) -> None:
    case = Case()
    for document, kind, place, day, actor, killed in told:
        case.tell(document, f"They |{kind}| it.", kind, place=place, day=day, actor=actor,
                  killed=killed)  # fmt: skip
    case.story("doc_1", "doc_2", "doc_3", "doc_4")
    record = case.merged()
    assert set(record.members) == set(case.rows[EventMention])
    assert {row.event for row in record.members.values()} == set(record.events)
    assert case.merged(shuffle=seed).rows == record.rows


def test_the_lists_name_every_kind_and_only_kinds_that_exist() -> None:
    kinds = set(EventKind.__args__)  # type: ignore[attr-defined]
    assert set(load_titles()) == kinds
    assert {name.removesuffix("_by_state") for name in load_acled_types()} <= kinds
    assert {kind for pair in compatible_kinds() for kind in pair} <= kinds
    assert people_groups()["inmate"] == people_groups()["prisoner"]


def test_two_strikes_on_a_city_in_one_day_need_more_than_a_small_number() -> None:
    case = Case()
    for at in range(13):  # a city that many reports name
        case.tell(f"doc_x{at}", "They |protested|.", "protest", place="Tarsana")
    one = case.tell("doc_1", "Jets |bombed| it.", "air_strike", place="Tarsana",
                    day="2031-05-18", killed=2)  # fmt: skip
    two = case.tell("doc_2", "Jets |bombed| it.", "air_strike", place="Tarsana",
                    day="2031-05-18", killed=2)  # fmt: skip
    record = case.merged()
    assert record.of(one).id != record.of(two).id


def test_a_mass_grave_in_one_place_is_one_though_no_report_says_when() -> None:
    case = Case()
    one = case.tell("doc_1", "A |mass grave| was found.", "mass_grave", place="Olvek")
    two = case.tell("doc_2", "The |mass grave| held bodies.", "mass_grave", place="Olvek")
    record = case.merged()
    assert record.of(one) is record.of(two)
    assert record.of(one).date_start is None


def test_in_a_case_of_one_topic_the_same_word_is_the_same_event() -> None:
    case = Case()
    one = case.tell("doc_1", "The firm Olvek will |acquire| Tarsa in spring.", "other")
    two = case.tell("doc_2", "The |acquisition| of Tarsa by Olvek is done.", "other")
    other = case.tell("doc_2", "They |celebrate| it.", "other")
    record = case.merged(one_topic=True)
    assert record.of(one) is record.of(two)
    assert record.of(other).id != record.of(one).id
    assert case.merged().of(one).id != case.merged().of(two).id


def test_the_same_thing_hit_on_one_day_in_one_place_is_one_event() -> None:
    told: dict[str, Any] = {"place": "Tarsana", "day": "2031-05-18", "target": "the market"}
    case = Case()
    one = case.tell("doc_1", "Jets |bombed| the market.", "air_strike", **told)
    two = case.tell("doc_2", "Planes |bombed| the market.", "air_strike", **told)
    people = case.tell(
        "doc_3", "Jets |bombed| people.", "air_strike", **{**told, "target": "people"}
    )
    record = case.merged()
    assert record.of(one) is record.of(two)
    assert record.of(people) is not record.of(one)


def test_who_dies_of_their_wounds_dies_of_what_was_told_and_does_not_date_it() -> None:
    case = Case()
    strike = case.tell(
        "doc_1", "Jets |bombed| a market.", "air_strike", place="Tarsana", day="2031-05-18"
    )
    died = case.tell(
        "doc_1", "Five |died| of their wounds overnight.", "killing", day="2031-05-19", killed=5
    )
    record = case.merged()
    assert record.of(died) is record.of(strike)
    assert record.of(strike).date_end == "2031-05-18"


def test_a_headline_with_the_figure_of_the_lead_tells_of_the_same() -> None:
    case = Case()
    headline = case.tell(
        "doc_1", "Twelve |killed| in Tarsana.", "killing", place="Tarsana", killed=12
    )
    lead = case.tell(
        "doc_1", "Jets |killed| twelve people.", "air_strike", place="Tarsana", day="2031-05-18",
        target="a market", killed=12,
    )  # fmt: skip
    record = case.merged()
    assert record.of(headline) is record.of(lead)


def test_a_report_without_a_place_tells_of_the_same_thing_with_the_same_number() -> None:
    told: dict[str, Any] = {"day": "2031-05-18", "target": "the market", "killed": 19}
    case = Case()
    one = case.tell("doc_1", "Jets |bombed| the market.", "air_strike", place="Tarsana", **told)
    two = case.tell("doc_2", "The |strike| on the market killed 19.", "attack", **told)
    case.story("doc_1", "doc_2")
    record = case.merged()
    assert record.of(one) is record.of(two)


def test_what_towns_have_many_of_is_no_particular() -> None:
    case = Case()
    told: dict[str, Any] = {"place": "Tarsana", "day": "2031-05-18"}
    one = case.tell("doc_1", "Jets |bombed| a house.", "air_strike", target="a house", **told)
    two = case.tell("doc_2", "Jets |hit| a house.", "air_strike", target="the house", **told)
    record = case.merged()
    assert record.of(one) is not record.of(two)


@pytest.mark.parametrize("first", ["strike", "killing"])
def test_a_strike_is_not_the_execution_that_it_answers(first: str) -> None:
    case = Case()
    told: dict[str, Any] = {"place": "Tarsana", "day": "2031-05-18"}
    tellings = {
        "strike": ("Jets |bombed| Tarsana on Monday.", "air_strike"),
        "killing": ("The |execution| of a pilot in Tarsana on Monday.", "killing"),
    }
    keys = [first, *(tellings.keys() - {first})]
    ids = {key: case.tell("doc_1", *tellings[key], **told) for key in keys}  # type: ignore[arg-type]
    again = case.tell("doc_2", "The |execution| of a pilot.", "killing", killed=9, **told)
    case.story("doc_1", "doc_2")
    record = case.merged()
    assert record.of(ids["strike"]) is not record.of(ids["killing"])
    assert record.of(ids["strike"]) is not record.of(again)


@pytest.mark.parametrize(
    "behind",
    [
        "a town in retaliation for the |killing| of a pilot.",
        "the town where rebels had |killed| a pilot.",
        "the town just hours after the |killing| of a pilot.",
    ],
)
def test_what_a_deed_answers_and_what_befell_its_place_before_is_something_else(
    behind: str,
) -> None:
    case = Case()
    strike = case.tell("doc_1", "Jets |bombed|", "air_strike", place="Tarsana", same_sentence=True)
    before = case.tell("doc_1", behind, "killing", within=strike, same_sentence=True)
    record = case.merged()
    assert record.of(before) is not record.of(strike)


def test_what_the_same_clause_tells_of_the_place_stays_together() -> None:
    case = Case()
    attack = case.tell(
        "doc_1", "Olvek lies near the town where an |attack|", "attack", same_sentence=True
    )
    cost = case.tell(
        "doc_1", "|killed| six.", "killing", within=attack, killed=6, same_sentence=True
    )
    record = case.merged()
    assert record.of(cost) is record.of(attack)


@pytest.mark.parametrize(("floor", "one"), [(57, False), (9, True)])
def test_a_bound_far_above_a_number_counts_another_event(floor: int, one: bool) -> None:
    case = Case()
    told: dict[str, Any] = {"place": "Tarsana"}
    few = case.tell("doc_1", "Jets |bombed| it.", "air_strike", killed=13, **told)
    more = case.tell(
        "doc_1", "Jets |bombed| it.", "air_strike", killed=floor, at_least=True, **told
    )
    record = case.merged()
    assert (record.of(few) is record.of(more)) is one
