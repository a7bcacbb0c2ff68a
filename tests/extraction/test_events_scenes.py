"""Where and when an event is told to have happened, and what its paragraph lends it."""

from __future__ import annotations

import pytest

from consilience.extraction.events.datelines import word_before
from consilience.model.events import EventMention
from consilience.model.spans import Span
from tests.extraction.told_reports import Report


def telling(report: Report, lemma: str) -> EventMention:
    """Return the only telling of *report* by a word with *lemma*."""
    (found,) = [row for row in report.told() if row.lemma == lemma]
    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "OLVEK (Reuters) Two people were killed on Sunday.",
        "OLVEK Two people were killed on Sunday.",
        "Olvek, May 19 (Veskana) - Two people were killed on Sunday.",
    ],
)
def test_where_a_report_was_filed_is_no_scene(sentence: str) -> None:
    place = sentence[:5]
    assert telling(Report(sentence).place(place), "kill").place is None


def test_a_town_in_capitals_among_capitals_is_a_scene() -> None:
    report = Report("TWO PEOPLE WERE KILLED IN OLVEK ON SUNDAY.").place("OLVEK")
    assert telling(report, "kill").place == "plm_OLVEK"


def test_a_clause_that_tells_how_lends_its_place_and_its_day() -> None:
    report = (
        Report("Two people were killed when shells hit Tarsana on Sunday.")
        .place("Tarsana")
        .time("Sunday", "2031-05-18")
    )
    killing = telling(report, "kill")
    assert (killing.place, killing.time) == ("plm_Tarsana", "tim_Sunday")


def test_a_place_of_another_clause_keeps_the_paragraph_s_out() -> None:
    report = (
        Report(
            "A bomb exploded in Olvek. The militia, which holds the town of Tarsana, "
            "attacked a convoy."
        )
        .place("Olvek")
        .place("Tarsana")
    )
    assert telling(report, "attack").place is None


def test_a_sentence_that_turns_elsewhere_takes_over_no_place() -> None:
    report = Report("A bomb exploded in Olvek. Elsewhere gunmen attacked a convoy.").place("Olvek")
    assert telling(report, "attack").place is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The army is attacking the hills.",
        "The army has been attacking the hills.",
        "The army often attacks the hills.",
    ],
)
def test_how_things_stand_takes_over_no_day(sentence: str) -> None:
    report = Report(f"A bomb exploded in Olvek on Sunday. {sentence}").time("Sunday", "2031-05-18")
    assert telling(report, "attack").time is None


def test_what_has_happened_takes_over_the_day() -> None:
    report = Report("A bomb exploded on Sunday. Rebels have attacked the hills.").time(
        "Sunday", "2031-05-18"
    )
    assert telling(report, "attack").time == "tim_Sunday"


def test_a_recalled_day_is_lent_to_nothing() -> None:
    report = Report("A bomb exploded in June 2029. Rebels attacked a convoy.").time(
        "June 2029", "2029-06-01", "2029-06-30", precision="month"
    )
    assert telling(report, "attack").time is None


def test_the_day_of_talking_about_an_attack_is_not_its_day() -> None:
    report = Report("The council will meet on Monday to discuss the attack.").time(
        "Monday", "2031-05-19"
    )
    assert telling(report, "attack").time is None


def test_the_day_of_what_came_after_an_attack_is_not_its_day() -> None:
    report = Report("Families left on Monday after an attack.").time("Monday", "2031-05-19")
    assert telling(report, "attack").time is None


def test_whom_an_attack_killed_it_killed_on_its_day() -> None:
    report = Report("Two people died on Monday after an attack.").time("Monday", "2031-05-19")
    assert telling(report, "attack").time == "tim_Monday"


@pytest.mark.parametrize(
    "sentence",
    [
        "The city's recapture would not spell the end of the war.",
        "The recapture of the city could end the war.",
    ],
)
def test_what_does_something_only_in_thought_has_not_happened(sentence: str) -> None:
    assert telling(Report(sentence), "recapture").realis == "hypothetical"


def test_where_a_group_has_a_branch_is_not_where_it_strikes() -> None:
    report = Report("The front, the group's branch in Olvek, attacked a convoy.").place("Olvek")
    assert telling(report, "attack").place is None


def test_what_else_a_paragraph_tells_is_lent_its_day_and_never_its_month() -> None:
    text = "Shells hit Olvek {}. Two people were killed."
    day = Report(text.format("on Sunday")).time("Sunday", "2031-05-18")
    month = Report(text.format("in March")).time(
        "March", "2031-03-01", "2031-03-31", precision="month"
    )
    assert telling(day, "kill").time == "tim_Sunday"
    assert telling(month, "kill").time is None


def test_what_has_lasted_is_lent_no_day() -> None:
    report = Report(
        "Shells hit Olvek on Sunday. Rebels have besieged Tarsana for more than a year."
    ).time("Sunday", "2031-05-18")
    assert telling(report, "besiege").time is None


def test_what_is_planned_is_lent_no_scene() -> None:
    report = (
        Report("Shells hit Olvek on Sunday. The army will attack the rebels.")
        .place("Olvek")
        .time("Sunday", "2031-05-18")
    )
    told = telling(report, "attack")
    assert (told.place, told.time) == (None, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Troops have besieged the town of Olvek since 2031.",
        "The fighting in the town went on until 2031.",
        "In 2031 rebels launched an operation to seize the town of Olvek.",
    ],
)
def test_a_beginning_an_end_and_the_day_of_setting_out_are_not_when_it_happened(
    sentence: str,
) -> None:
    report = Report(sentence, published="2033-01-01").time(
        "2031", "2031-01-01", "2031-12-31", precision="year"
    )
    told = [row for row in report.told() if row.lemma in ("besiege", "fighting", "fight", "seize")]
    assert told
    assert all(row.time is None for row in told)


def test_the_date_of_the_report_that_prose_runs_into_is_no_day_of_an_event() -> None:
    text = "{} Olvek town dead {} Two people were killed by shells."
    date, head = "Tuesday 20 May 2031", "Air raids hit"
    glued = Report(text.format(head, f"AFP {date}")).time(date, "2031-05-20")
    told = Report(text.format(head, f"on {date}")).time(date, "2031-05-20")
    assert all(row.time is None for row in glued.told() if row.lemma == "kill")
    assert any(row.time == f"tim_{date}" for row in told.told())


def test_where_somebody_did_something_else_before_is_no_scene() -> None:
    report = Report("The helicopter was shot down after delivering aid to Olvek.").place("Olvek")
    assert all(row.place is None for row in report.told() if row.kind == "crash")


def test_a_long_report_is_not_read_again_for_each_of_its_days() -> None:
    date = Span(document="doc_1", start=3_600_000, end=3_600_004, quote="2031")

    class Counted(str):
        read = 0

        def __getitem__(self, key: object) -> str:
            found = str.__getitem__(self, key)  # type: ignore[index]
            Counted.read += len(found)
            return found

    assert word_before(date, Counted("since " * 1_000_000)) == "since"
    assert Counted.read < 100


@pytest.mark.parametrize(
    "sentence",
    [
        "A raid killed five families from Olvek.",
        "Shells hit trucks carrying aid to Olvek.",
        "A bomb hit buses taking residents to Olvek.",
        "Gunmen killed two people in a push towards Olvek.",
        "Rebels fired rockets from Olvek.",
        "The bomb killed people who were residents of Olvek.",
        "The army bombed the hills in support of the Olvek regime.",
    ],
)
def test_where_one_comes_from_or_goes_and_what_others_do_there_is_no_scene(sentence: str) -> None:
    report = Report(sentence).place("Olvek")
    assert report.told()
    assert all(row.place is None for row in report.told())


def test_what_others_do_elsewhere_in_a_sentence_is_no_scene() -> None:
    text = "A bomb exploded at a market, and the rebels attacked soldiers in Olvek."
    report = Report(text).place("Olvek")
    assert telling(report, "explode").place is None
    assert telling(report, "attack").place == "plm_Olvek"


@pytest.mark.parametrize(
    "sentence",
    [
        "Two people were shelled as they fled from Olvek.",
        "Families fled from Olvek.",
        "Gunmen went to Olvek and killed two people.",
        "A raid on Olvek, where a convoy had arrived from the coast, killed two people.",
    ],
)
def test_where_a_flight_began_and_an_attack_was_is_the_scene(sentence: str) -> None:
    report = Report(sentence).place("Olvek")
    assert any(row.place == "plm_Olvek" for row in report.told())


def test_the_killed_and_the_hurt_of_one_raid_share_its_scene() -> None:
    text = "Up to 25 people were killed and many more were hurt when warplanes bombed Olvek."
    report = Report(text).place("Olvek")
    assert {row.place for row in report.told() if row.lemma in ("kill", "hurt")} == {"plm_Olvek"}


def test_a_truce_that_shells_break_is_not_told_to_lie_where_they_fall() -> None:
    report = Report("Shells hit Olvek despite a ceasefire.").place("Olvek")
    assert telling(report, "ceasefire").place is None
    assert telling(report, "hit").place == "plm_Olvek"


def test_what_a_war_does_is_not_done_in_the_town_that_it_ravaged() -> None:
    report = Report("Olvek was ravaged by the war that killed thousands of people.").place("Olvek")
    assert telling(report, "kill").place is None


@pytest.mark.parametrize("before", ["By", "Before", "After"])
def test_a_day_before_or_after_which_it_happened_is_not_its_day(before: str) -> None:
    report = Report(f"{before} Friday rebels seized the hills.").time("Friday", "2031-05-16")
    assert telling(report, "seize").time is None


def test_what_has_gone_on_since_a_year_did_not_happen_in_it() -> None:
    report = Report("The war began in 2029 and has killed many people since.").time(
        "2029", "2029-01-01", "2029-12-31", precision="year"
    )
    assert telling(report, "kill").time is None


def test_between_two_towns_and_two_days_a_paragraph_lends_neither() -> None:
    report = (
        Report(
            "Shells hit Olvek on Sunday. A bomb killed five people in Tarsana on Monday. "
            "Many people were wounded."
        )
        .place("Olvek")
        .place("Tarsana")
        .time("Sunday", "2031-05-18")
        .time("Monday", "2031-05-19")
    )
    told = telling(report, "wound")
    assert (told.place, told.time) == (None, None)


def test_the_day_since_which_shells_fall_is_lent_to_nothing() -> None:
    report = Report("Shells have hit the hills since Sunday. Two people were killed.").time(
        "Sunday", "2031-05-18"
    )
    assert telling(report, "kill").time is None


@pytest.mark.parametrize(
    "sentence",
    ["Since then, many people have been killed.", "Those who are killed are farmers."],
)
def test_a_sum_and_a_habit_are_lent_no_town(sentence: str) -> None:
    report = Report(f"Shells hit Olvek. {sentence}").place("Olvek")
    assert telling(report, "kill").place is None


def test_shelling_in_which_people_were_killed_is_no_shelling_in_general() -> None:
    report = Report("Six people were killed in shelling.")
    assert telling(report, "shelling").realis == "happened"


def test_where_something_else_was_done_the_day_before_is_no_scene() -> None:
    text = (
        "Six were injured in rocket attacks on Sunday just a day after deadly airstrikes on a "
        "school in Olvek."
    )
    report = Report(text).place("Olvek")
    assert telling(report, "injure").place is None
    assert telling(report, "airstrike").place == "plm_Olvek"


def test_what_lies_before_a_day_did_not_happen_on_it() -> None:
    text = "The mission began on Sunday after rebels seized the hills."
    assert telling(Report(text).time("Sunday", "2031-05-18"), "seize").time is None


def test_the_days_of_an_inquiry_are_not_those_of_the_dead() -> None:
    text = "The group named nine people killed by mines during an investigation this month."
    report = Report(text).time("this month", "2031-05-01", "2031-05-31", precision="month")
    assert telling(report, "kill").time is None


def test_where_talks_are_held_is_no_scene_of_what_they_are_about() -> None:
    report = Report("Talks in Olvek are an effort to avoid a massacre.").place("Olvek")
    assert telling(report, "massacre").place is None


def test_raids_that_are_only_asked_about_have_not_happened() -> None:
    report = Report("The monitor determines whose planes carry out raids.")
    assert telling(report, "raid").realis == "hypothetical"


def test_a_long_offensive_is_lent_no_day() -> None:
    report = Report(
        "Shells hit Olvek on Sunday. The town has faced a month-long offensive by rebels."
    ).time("Sunday", "2031-05-18")
    assert telling(report, "offensive").time is None


def test_flight_is_lent_no_day() -> None:
    report = Report("Shells hit Olvek on Sunday. Many families fled.").time("Sunday", "2031-05-18")
    assert telling(report, "flee").time is None
