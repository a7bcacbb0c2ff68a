"""How the figures of one report hang together, and what beside them they lean on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.extraction.figures.tallies import tally_report
from consilience.model.entities import Mention
from consilience.model.figures import Figure
from consilience.model.places import PlaceMention
from consilience.model.spans import span_of
from consilience.model.times import TimeMention
from tests.extraction.counted_reports import figures_of, sentence_of

CASUALTIES = ("killed", "injured", "killed_or_injured", "executed", "bodies_found")


def tally(text: str, family: str = "killed") -> float:
    return tally_report(figures_of(text))[family].best


def heads(text: str) -> list[str]:
    """Return the words of the killed who are neither told again nor a part of others."""
    return [
        figure.span.quote
        for figure in figures_of(text)
        if figure.measure == "killed" and figure.recount_of is None and figure.of_whole is None
    ]


def test_who_is_told_beside_those_told_again_is_none_of_them() -> None:
    text = "The murder of six monks shook Osk.\nSix monks and two women were murdered."
    assert heads(text) == ["six", "two"]


def test_a_number_told_again_is_tied_to_its_first_telling() -> None:
    first, again = figures_of("Three men were killed.\nThe blast killed three men at noon.")
    assert first.recount_of is None
    assert again.recount_of == first.id


def test_people_told_one_by_one_are_parts_of_the_number_before() -> None:
    text = "Three people were killed.\nA woman and her two children died in the house."
    whole, *parts = figures_of(text)
    assert [part.of_whole for part in parts] == [whole.id, whole.id]
    assert tally(text) == 3


def test_a_later_larger_number_takes_in_what_came_before() -> None:
    text = "Two people were killed at first.\nSeven people were killed in all."
    assert heads(text) == ["Seven"]


def test_another_victim_is_counted_beside_the_first() -> None:
    assert tally("A man was killed on Monday.\nAnother man was killed an hour later.") == 2


def test_people_of_different_ages_or_sexes_are_different_people() -> None:
    assert tally("A 21-year-old man was killed.\nA 34-year-old man was killed.") == 2
    assert tally("A man was killed.\nA woman was killed.") == 2


def test_several_is_no_number_and_gives_way_to_one() -> None:
    text = "Several guards were killed.\nThe raid killed four guards."
    vague, exact = figures_of(text)
    assert vague.best is None
    assert vague.recount_of == exact.id
    assert tally(text) == 4


def test_the_wounded_who_died_later_are_counted_once() -> None:
    text = "Ann Lee, 27, was wounded in the market.\nLee died in hospital on Friday."
    assert tally(text) == 1
    assert tally(text, "injured") == 0


def test_people_shot_are_hurt_unless_they_are_told_to_be_dead() -> None:
    assert tally("Five people were shot, one fatally.", "injured") == 4
    assert tally("Five people were shot, one fatally.") == 1


def test_a_killer_who_kills_himself_is_one_more_dead() -> None:
    assert tally("The gunman killed three men and then killed himself.") == 4
    assert tally("A boy accidentally killed himself.") == 1


def test_what_was_only_planned_or_denied_counts_nobody() -> None:
    assert tally("Police set out to arrest a smuggler.", "held") == 0
    assert tally("The captain is not dead.") == 0
    assert tally("No villagers were killed.") == 0


def test_recalled_deaths_are_background_where_there_are_newer_ones() -> None:
    text = "Two men were killed on Monday.\nA raid killed 40 people some months earlier."
    assert [figure.background for figure in figures_of(text) if figure.measure == "killed"] == [
        False,
        True,
    ]
    assert tally(text) == 2


def test_persons_given_beside_families_are_derived_from_them() -> None:
    families, persons = figures_of("Some 200 families (1,000 individuals) fled the valley.")
    assert (persons.derived_from, persons.factor) == (families.id, 5)
    assert persons.of_whole is None
    assert {families.unit, persons.unit} == {"families", "persons"}


def test_a_part_told_as_two_of_them_has_its_own_group() -> None:
    whole, part = figures_of("The blast killed six villagers, two of them women.")
    assert (part.measure, part.group, part.of_whole) == ("killed", "women", whole.id)


def test_who_did_it_to_whom_where_and_when_is_taken_from_the_rows_beside() -> None:
    text = "Red Banner fighters killed nine Grey Guard soldiers in Denby on 8 March 2031."
    rows = [*_named(text, "Red Banner", "Grey Guard"), _placed(text, "Denby"), _timed(text)]
    (figure,) = figures_of(text, *rows)
    assert figure.perpetrator == ("men_Red Banner",)
    assert figure.victims == ("men_Grey Guard",)
    assert figure.scope_place == "plm_Denby"
    assert figure.scope_time == "tim_1"
    assert figure.group == "soldiers"


def _named(text: str, *names: str) -> list[Mention]:
    found = []
    for name in names:
        sentence, start, end = sentence_of(text, name)
        found.append(
            Mention(id=f"men_{name}", document="doc_1", sentence=sentence,
                    span=span_of("doc_1", text, start, end), kind="armed_group", name=name,
                    candidates=(), same_as=None, role=None, rule="by hand", sensitivity="none")
        )  # fmt: skip
    return found


def _placed(text: str, name: str) -> PlaceMention:
    sentence, start, end = sentence_of(text, name)
    return PlaceMention(
        id=f"plm_{name}", document="doc_1", sentence=sentence,
        span=span_of("doc_1", text, start, end), name=name, kind="settlement", metonym=False,
        candidates=(), relation=None, anchor=None, second_anchor=None, distance_km=None,
        bearing=None, relation_span=None, rule="by hand",
    )  # fmt: skip


def _timed(text: str) -> TimeMention:
    sentence, start, end = sentence_of(text, "8 March 2031")
    return TimeMention(
        id="tim_1", document="doc_1", sentence=sentence, span=span_of("doc_1", text, start, end),
        timex="DATE", value="2031-03-08", symbol=None, start="2031-03-08", end="2031-03-08",
        precision="day", modifier=None, anchor="absolute", anchor_mention=None, reason="by hand",
    )  # fmt: skip


REPORT = (
    "At least 12 dead in market blast\nA bomb killed 12 people and wounded 30 others in Denby.\n"
    "Two soldiers and a child were among the dead.\nThe camp lies 15km (9.3 miles) away.\n"
    "About 300 families fled, and half of the 40 shops were destroyed."
)


def test_the_order_of_the_rows_changes_nothing() -> None:
    assert figures_of(REPORT) == figures_of(REPORT, backwards=True)


def test_ids_are_of_their_own_and_links_lead_to_figures_of_the_report() -> None:
    figures = figures_of(REPORT)
    ids = {figure.id for figure in figures}
    assert len(ids) == len(figures)
    for figure in figures:
        for link in (figure.recount_of, figure.of_whole, figure.derived_from):
            assert link is None or (link in ids and link != figure.id)


NOUNS = ("people", "lamps", "soldiers", "trucks", "children", "houses")
VERBS = ("killed", "sold", "counted", "wounded", "painted")
MODIFIERS = ("", "at least ", "up to ", "about ", "more than ")


@settings(max_examples=25, deadline=None)
@given(
    st.integers(min_value=2, max_value=900),
    st.sampled_from(NOUNS),
    st.sampled_from(VERBS),
    st.sampled_from(MODIFIERS),
)
def test_no_figure_without_a_counted_noun_and_a_verb_of_harm_is_a_casualty(
    number: int, noun: str, verb: str, modifier: str
) -> None:
    figures = figures_of(f"The crew {verb} {modifier}{number} {noun}.")
    assert figures
    for figure in figures:
        _check_bounds(figure, modifier)
        if figure.measure in CASUALTIES:
            assert verb in ("killed", "wounded")
            assert noun in ("people", "soldiers", "children")
            assert figure.noun is not None
            assert figure.trigger is not None


def _check_bounds(figure: Figure, modifier: str) -> None:
    if modifier in ("at least ", "more than "):
        assert figure.high is None
        assert figure.low is not None
    if modifier == "up to ":
        assert figure.low is None
        assert figure.best is None
    known = [bound for bound in (figure.low, figure.best, figure.high) if bound is not None]
    assert known == sorted(known)


@pytest.mark.parametrize("unit", ["km", "miles", "hectares", "tonnes", "dollars", "percent"])
def test_a_number_with_its_unit_is_one_figure(unit: str) -> None:
    figures = figures_of(f"The valley lost 40 {unit} last spring.")
    assert [figure.best for figure in figures] == [40]
    assert figures[0].measure not in CASUALTIES


def test_some_among_others_are_a_part_of_them() -> None:
    part, whole = figures_of("Six children were among 19 civilians killed on Thursday.")
    assert (part.measure, part.group, part.of_whole) == ("killed", "children", whole.id)


def test_a_run_on_headline_gives_the_dead_and_the_wounded() -> None:
    found = [(figure.best, figure.measure) for figure in figures_of("Bomb kills 12 wounds 50")]
    assert found == [(12, "killed"), (50, "injured")]


def test_four_of_them_are_a_part_of_whoever_was_counted_before() -> None:
    text = "The team received 33 wounded people. Four of them died in the operating theatre."
    wounded, dead = figures_of(text)
    assert (dead.measure, dead.of_whole) == ("killed", wounded.id)
    assert tally(text) == 4, "the dead among the wounded are dead of what happened"


def test_a_since_behind_the_second_of_two_counts_is_of_the_first_too() -> None:
    text = (
        "He said that 12 soldiers had been killed and three vehicles destroyed since 8 March 2031."
    )
    figure = figures_of(text, _timed(text))[0]
    assert (figure.span.quote, figure.count_kind) == ("12", "cumulative")


def test_the_day_of_what_a_man_did_before_is_not_that_of_his_arrest() -> None:
    text = "Police arrested a man behind the attack of 8 March 2031 in Denby."
    (figure,) = [row for row in figures_of(text, _timed(text)) if row.measure == "arrested"]
    assert figure.scope_time is None


def test_the_day_of_the_attack_that_killed_is_that_of_the_dead() -> None:
    text = "Nine people were killed in the attack of 8 March 2031 in Denby."
    (figure,) = figures_of(text, _timed(text))
    assert figure.scope_time == "tim_1"


def test_the_time_of_an_offensive_that_men_were_there_for_is_not_when_they_were_killed() -> None:
    text = "Half the 500 fighters in Denby at the start of the raids on 8 March 2031 were killed."
    half = next(row for row in figures_of(text, _timed(text)) if row.measure == "killed")
    assert half.scope_time is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("An inquiry on 8 March 2031 gave the number of dead as 347.", None),
        ("A report of 8 March 2031 put the number of dead at 347.", None),
        ("A raid on 8 March 2031 left 347 people dead.", "tim_1"),
    ],
)
def test_the_day_of_an_inquiry_is_when_the_dead_were_counted(text: str, when: str | None) -> None:
    (found,) = (row for row in figures_of(text, _timed(text)) if row.best == 347)
    assert (found.measure, found.scope_time) == ("killed", when)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels killed 40 miners when they seized Denby.", None),
        ("Rebels killed 40 miners when they came to Denby.", "plm_Denby"),
    ],
)
def test_a_place_that_was_being_taken_tells_when_and_not_where(
    text: str, place: str | None
) -> None:
    (found,) = (row for row in figures_of(text, _placed(text, "Denby")) if row.best == 40)
    assert found.scope_place == place


def test_who_tells_the_news_is_not_who_was_hit() -> None:
    text = "Red Banner News Thirty killed in Denby."
    (mention,) = _named(text, "Red Banner News")
    (figure,) = figures_of(text, replace(mention, kind="outlet"))
    assert figure.victims == ()


def test_who_is_joined_to_a_murder_was_murdered_too() -> None:
    text = "He condemned the murder of Ann Lee and two of her bodyguards."

    assert [(row.measure, row.best) for row in figures_of(text)] == [("killed", 1), ("killed", 2)]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Some 40,000 people have been killed in Garrada.", "cumulative"),
        ("Some 40,000 people have been killed in the earthquake.", "incident"),
    ],
)
def test_a_war_is_summed_up_and_an_earthquake_is_one_happening(sentence: str, kind: str) -> None:
    (figure,) = figures_of(sentence)
    assert figure.count_kind == kind
