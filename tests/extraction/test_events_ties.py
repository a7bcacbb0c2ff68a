"""Who `tell` ties to an event, how firmly, and whom words without a name stand for."""

from __future__ import annotations

import pytest

from consilience.model.scales import OriginatorKind
from tests.extraction.told_reports import Report


@pytest.mark.parametrize(
    "text",
    [
        "Unions condemned the bombing and blamed it on the Delta Front.",
        "Unions condemned the bombing and blamed the Delta Front for it.",
        "Unions denied any part in the bombing and blamed the Delta Front.",
        "They hold the Delta Front responsible for the bombing.",
        "The Delta Front was guilty of the bombing.",
        "They spoke of the Delta Front's responsibility for the bombing.",
        "They saw papers that link the Delta Front with the bombing.",
        "In an action attributed to the Delta Front, men bombed the market.",
        "They repeat the charges that the Delta Front carried out the bombing.",
        "They hold the Osk Workers Union and the Delta Front responsible for the bombing.",
        "They condemned the bombing, for which they hold the Delta Front responsible.",
        "We blame the council of Osk and the Delta Front for this brutal bombing.",
        "Unions condemned the Delta Front bombing of the market.",
    ],
)
def test_who_is_accused_is_an_actor_whatever_the_words(text: str) -> None:
    blames = [row.blame for row in Report(text).name("Delta Front").told() if row.actors]

    assert blames == ["accused"]


def test_where_a_bomb_went_off_is_not_who_killed() -> None:
    report = Report("A bomber blew himself up near a Delta Front post killing six fighters.")

    assert not any(row.actors for row in report.name("Delta Front").told())


def test_what_was_perpetrated_is_the_murder_however_far_behind_it() -> None:
    report = Report("He condemned the murder of a nun and two drivers perpetrated by rebels.")
    (mention,) = report.name("rebels").told()

    assert mention.actors == ("men_rebels",)


@pytest.mark.parametrize(
    "text",
    [
        "None of the rebels has claimed the bombing.",
        "The rebels bear no responsibility for the bombing.",
        "He rejected the responsibility of the rebels for the bombing.",
        "The army bombed the market; later a mayor blamed the rebels for a fire.",
    ],
)
def test_who_is_not_accused_of_it_is_no_actor(text: str) -> None:
    told = Report(text).name("rebels").told()

    assert [row.actors for row in told if row.kind == "explosion"] == [()]


@pytest.mark.parametrize(
    ("cue", "kind", "blame"),
    [
        ("said", "government", "told"),
        ("reported", "resident", "told"),
        ("charged", "government", "accused by authorities"),
        ("believe", "resident", "accused"),
    ],
)
def test_who_only_says_so_accuses_nobody(cue: str, kind: OriginatorKind, blame: str) -> None:
    report = Report(f"They {cue} that the Delta Front bombed the market.").name("Delta Front")
    told = report.said_by("They", cue, kind).told()

    assert [row.blame for row in told if row.actors] == [blame]


def test_who_bears_responsibility_is_accused_and_claims_nothing() -> None:
    report = Report("The Delta Front bears primary responsibility for the bombing.")
    (mention,) = report.name("Delta Front").told()

    assert (mention.actors, mention.blame) == (("men_Delta Front",), "accused")


def test_a_monitor_that_tells_of_a_strike_is_not_who_struck() -> None:
    report = Report("Orsk Monitor kills seven people in Osk.").name("Orsk Monitor", "monitor")

    assert report.told()
    assert not any(row.actors for row in report.told())


def test_who_speaks_behind_the_deed_did_not_do_it_and_who_speaks_before_it_may_have() -> None:
    behind = "Seven people were killed by the Delta Front said."  # a comma and a word are lost
    before = "The Delta Front said it killed seven."
    reports = [Report(text).name("Delta Front") for text in (behind, before)]
    told = [report.said_by("Delta Front", "said", "armed_group").told() for report in reports]

    actors = [{row.actors for row in rows} for rows in told]
    assert actors == [{()}, {("men_Delta Front",)}]


def test_a_commander_of_an_armed_group_is_no_authority() -> None:
    report = Report("Its commanders blamed the Garradan army for the bombing.")
    told = report.name("Garradan army", "force").said_by("Its commanders", "blamed", "armed_group")

    assert [row.blame for row in told.told() if row.actors] == ["accused"]


def test_who_admits_what_others_did_accuses_them() -> None:
    report = Report("The mayor admitted that the Delta Front bombed the market.")
    told = report.name("Delta Front").said_by("The mayor", "admitted", "government").told()

    assert [row.blame for row in told if row.actors] == ["accused by authorities"]


def test_an_authority_that_condemns_a_deed_of_somebody_lays_it_on_them() -> None:
    told = Report("The government condemned the Delta Front attack on Osk.").name("Delta Front")

    assert [row.blame for row in told.told() if row.actors] == ["accused by authorities"]


@pytest.mark.parametrize(
    "text",
    [
        "Osk was dark after a Delta Front attack.",
        "Seven men belonging to the Delta Front attacked Osk.",
        "A group called the Delta Front attacked Osk.",
        "The Delta Front renewed its raids last night when it attacked Osk.",
        "Unions condemned the attack on a mayor, carried out this morning by the Delta Front.",
        "The Delta Front staged an attack on Osk.",
        "The attack on Osk was planned and carried out by the Delta Front.",
    ],
)
def test_whose_attack_it_is_stands_in_words_around_it(text: str) -> None:
    told = Report(text).name("Delta Front").told()

    assert [row.actors for row in told if row.lemma == "attack"] == [("men_Delta Front",)]


def test_an_incident_for_which_somebody_is_blamed_is_theirs() -> None:
    text = "Two cars burned in the incident, for which the Delta Front is held responsible."
    told = Report(text).name("Delta Front").told()

    assert [(row.actors, row.blame) for row in told if row.lemma == "incident"] == [
        (("men_Delta Front",), "accused")
    ]


def test_who_frees_a_captive_has_not_joined_in_taking_him() -> None:
    told = Report("Lopez was kidnapped in May but freed by the army.").name("army", "force").told()

    assert [row.actors for row in told if row.lemma == "kidnap"] == [()]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Delta Front said they had attacked Osk.", "they"),
        ("The Delta Front claims to have attacked Osk.", None),
    ],
)
def test_who_says_that_they_did_it_claims_it(text: str, word: str | None) -> None:
    report = Report(text).name("Delta Front")
    if word is not None:
        report.name(word, "people")
    report.said_by("The Delta Front", "said" if word else "claims", "armed_group")
    report.spoken_by("Delta Front")

    assert [row.blame for row in report.told() if row.lemma == "attack"] == ["claimed"]


def test_a_body_without_arms_in_front_of_a_massacre_suffered_it() -> None:
    told = Report("The Workers Union massacre shocked Osk.").name("Workers Union", "organisation")

    assert [(row.actors, row.targets) for row in told.told()] == [((), ("men_Workers Union",))]


def test_an_inquiry_of_a_body_is_its_own() -> None:
    told = Report("They asked for a Relief Board investigation.").name("Relief Board", "un").told()

    assert [row.actors for row in told] == [("men_Relief Board",)]


def test_who_says_so_of_themselves_claims_it() -> None:
    text = "The Osk Front reported that the Delta Front bombed the market."
    blames = [
        [
            row.blame
            for row in Report(text)
            .name("Osk Front")
            .name("Delta Front")
            .said_by("The Osk Front", "reported", "armed_group", name=speaker)
            .told()
            if row.actors
        ]
        for speaker in ("delta front", "osk front")
    ]

    assert blames == [["claimed"], ["told"]]


@pytest.mark.parametrize(
    "text",
    [
        "The Garradan army holds Osk. On Monday soldiers shot two men.",
        "On Monday soldiers shot two men. The Garradan army holds Osk.",
    ],
)
def test_soldiers_are_those_of_the_only_army_that_is_told_of(text: str) -> None:
    report = Report(text).name("Garradan army", "force")
    told = report.name("soldiers", "force").told()

    assert [row.actors for row in told if row.lemma == "shoot"] == [
        ("men_soldiers", "men_Garradan army")
    ]


def test_soldiers_are_nobodys_where_two_armies_are_told_of() -> None:
    report = Report("The Garradan army and the Osk army met. On Monday soldiers shot two men.")
    report.name("Garradan army", "force").name("Osk army", "force").name("soldiers", "force")

    assert [row.actors for row in report.told() if row.lemma == "shoot"] == [("men_soldiers",)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Delta Front took the dam. The group killed two men on Monday.", "group"),
        ("The Delta Front took the dam. They killed two men on Monday.", "They"),
    ],
)
def test_the_group_and_they_take_up_the_body_that_did_the_last_thing(text: str, word: str) -> None:
    report = Report(text).name("Delta Front")
    report.name(word, "organisation" if word == "group" else "people")

    assert [row.actors for row in report.told() if row.lemma == "kill"] == [
        (f"men_{word}", "men_Delta Front")
    ]


def test_a_group_that_is_new_is_nobody_known() -> None:
    report = Report("The Delta Front took the dam. A group of men killed two nuns on Monday.")
    report.name("Delta Front").name("group", "organisation")

    assert [row.actors for row in report.told() if row.lemma == "kill"] == [("men_group",)]


@pytest.mark.parametrize(
    ("text", "blame"),
    [
        ("Talks end if the Delta Front carried out the bombing.", "possible"),
        ("The bombing was presumably carried out by the Delta Front.", "suspected"),
        ("The murder of a nun in Osk, carried out by the Delta Front, shocked many.", "told"),
    ],
)
def test_doubt_stands_in_the_words_around_the_deed(text: str, blame: str) -> None:
    blames = {row.blame for row in Report(text).name("Delta Front").told() if row.actors}

    assert blames == {blame}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The mayor received death threats on Monday.", "told as a threat"),
        ("Two judges were threatened on Monday.", "told as a threat"),
        ("The gang threatened to kill ten judges.", "told as a threat"),
        ("The gang attempted to kidnap a judge.", "told as an attempt"),
        ("The police foiled a bombing at the market.", "told as an attempt, under 'foil'"),
    ],
)
def test_what_was_threatened_or_tried_has_not_happened(text: str, reason: str) -> None:
    (mention,) = Report(text).told()

    assert (mention.realis, mention.reason.split("; ")[1]) == ("planned", reason)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The men did not try to kidnap a judge.", "kidnap"),
        ("They crossed the town without killing anybody.", "kill"),
    ],
)
def test_what_was_not_even_tried_is_denied(text: str, word: str) -> None:
    assert [row.realis for row in Report(text).told() if row.lemma == word] == ["denied"]


def test_joined_words_before_a_noun_describe_it_and_tell_nothing() -> None:
    assert Report("The tortured and murdered men were farmers.").told() == []


@pytest.mark.parametrize(
    "text",
    [
        "On Monday rebels released three engineers who were kidnapped in May.",
        "One of the men who was kidnapped in May was released by rebels.",
    ],
)
def test_who_lets_captives_go_had_taken_them(text: str) -> None:
    told = Report(text).name("rebels").told()

    assert [row.actors for row in told if row.kind == "abduction"] == [("men_rebels",)]


def test_the_police_that_free_captives_had_not_taken_them() -> None:
    report = Report("On Monday police released two men who were kidnapped in May.")
    told = report.name("police", "force").told()

    assert [row.actors for row in told if row.kind == "abduction"] == [()]
