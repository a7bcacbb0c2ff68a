"""What `tell` reads out of sentences written for it."""

from __future__ import annotations

import pytest

from consilience.extraction.events.lexicon import load_classes, load_entries
from tests.extraction.told_reports import Report


def test_a_strike_and_its_dead_are_told_with_who_where_and_when() -> None:
    told = (
        Report("Coalition warplanes bombed a market in Tarsana on Sunday, killing 12 civilians.")
        .name("Coalition", "force")
        .place("Tarsana")
        .time("Sunday", "2031-05-18")
        .figure("12", "killed", 12, trigger="killing")
        .told()
    )
    strike, killing = told
    assert (strike.kind, strike.realis) == ("air_strike", "happened")
    assert strike.actors == ("men_Coalition",)
    assert strike.target_words is not None
    assert strike.target_words.quote == "a market"
    assert (strike.place, strike.time) == ("plm_Tarsana", "tim_Sunday")
    assert killing.kind == "killing"
    assert killing.within_mention == strike.id
    assert killing.figures == ("fig_12",)
    assert killing.time == "tim_Sunday"


def test_the_passive_turns_the_roles_around() -> None:
    mention = (
        Report("Two teachers were kidnapped by the Red Banner near Olvek.")
        .name("Red Banner")
        .place("Olvek")
        .only()
    )
    assert mention.kind == "abduction"
    assert mention.actors == ("men_Red Banner",)
    assert mention.target_words is not None
    assert mention.target_words.quote == "Two teachers"
    assert mention.place == "plm_Olvek"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("A car bomb exploded outside the town hall.", "explosion"),
        ("A suicide bombing struck the checkpoint.", "suicide_bomb"),
        ("Rebels captured the village of Olvek.", "territory_gain"),
        ("Police arrested the mayor.", "detention"),
        ("Thousands of residents fled the town.", "displacement"),
        ("A mass grave was found near the river.", "mass_grave"),
        ("Government forces besieged the town.", "siege"),
        ("Militants demolished an ancient temple.", "heritage_damage"),
        ("The two sides signed a ceasefire agreement.", "agreement"),
        ("Gunmen opened fire on a bus.", "shooting"),
        ("Artillery shelled the suburb overnight.", "shelling"),
        ("Aid workers delivered food to the camp.", "aid_delivered"),
        ("Prosecutors are investigating the blaze.", "investigation"),
        ("Two men robbed a bank.", "robbery"),
    ],
)
def test_triggers_have_the_kind_that_an_analyst_gives_them(sentence: str, kind: str) -> None:
    assert kind in {mention.kind for mention in Report(sentence).told()}


@pytest.mark.parametrize(
    ("sentence", "realis"),
    [
        ("Rebels attacked the convoy.", "happened"),
        ("Rebels did not attack the convoy.", "denied"),
        ("The army denied an attack on the convoy.", "denied"),
        ("Rebels will attack the convoy.", "planned"),
        ("Rebels plan to attack the convoy.", "planned"),
        ("Police foiled an attack on the convoy.", "planned"),
        ("Rebels may attack the convoy.", "hypothetical"),
        ("If rebels attack the convoy, it will turn back.", "hypothetical"),
        ("Rebels are attacking the convoy.", "ongoing"),
        ("Rebels continue to attack the convoy.", "ongoing"),
    ],
)
def test_realis_follows_negation_modals_and_governing_verbs(sentence: str, realis: str) -> None:
    told = [mention for mention in Report(sentence).told() if mention.lemma == "attack"]
    assert [mention.realis for mention in told] == [realis]


def test_the_time_of_saying_is_not_the_time_of_the_event() -> None:
    mention = (
        Report("The governor said on Monday that gunmen had killed a judge.")
        .time("Monday", "2031-05-19")
        .only()
    )
    assert mention.time is None


def test_a_date_at_the_head_of_a_report_is_the_date_of_the_report() -> None:
    mention = (
        Report("3 May 2031 Gunmen killed a judge in Olvek.")
        .time("3 May 2031", "2031-05-03")
        .place("Olvek")
        .only()
    )
    assert mention.time is None


def test_a_paragraph_carries_its_place_and_time_on() -> None:
    told = (
        Report("A bomb exploded in Olvek on Sunday.\nThe blast wounded a guard.")
        .place("Olvek")
        .time("Sunday", "2031-05-18")
        .told()
    )
    assert [mention.place for mention in told if mention.lemma == "blast"] == [None]
    same = (
        Report("A bomb exploded in Olvek on Sunday. The blast wounded a guard.")
        .place("Olvek")
        .time("Sunday", "2031-05-18")
        .told()
    )
    blast = next(mention for mention in same if mention.lemma == "blast")
    assert (blast.place, blast.time) == ("plm_Olvek", "tim_Sunday")
    assert "paragraph" in blast.reason


def test_an_event_long_before_the_report_is_recalled() -> None:
    mention = (
        Report("Gunmen killed a judge in June 2029.")
        .time("June 2029", "2029-06-01", "2029-06-30", precision="month")
        .only()
    )
    assert mention.realis == "background"


def test_a_total_over_a_period_is_no_event_of_a_day() -> None:
    mention = (
        Report("The monitor said 370 people died in the first week of May alone.")
        .time("the first week of May", "2031-05-01", "2031-05-07", precision="week")
        .figure("370", "killed", 370, trigger="died")
        .only()
    )
    assert mention.aggregate
    assert "period" in mention.reason


def test_every_word_of_the_lists_can_be_reached() -> None:
    entries = [entry for found in load_entries().values() for entry in found]
    assert len({entry.kind for entry in entries}) >= 30
    assert all(word == word.lower() for entry in entries for word in entry.words)
    assert all(words for words in load_classes().values())


@pytest.mark.parametrize(
    "sentence",
    [
        "The Red Banner claimed responsibility for the attack.",
        "Officials blamed the attack on the Red Banner.",
        "The attack was attributed to the Red Banner.",
        "Officials accused the Red Banner of the attack.",
    ],
)
def test_who_claims_an_attack_or_is_blamed_for_it_is_its_actor(sentence: str) -> None:
    assert Report(sentence).name("Red Banner").only().actors == ("men_Red Banner",)


def test_a_state_of_things_is_no_event() -> None:
    assert Report("Food is scarce in the besieged town.").told() == []


def test_nobody_killed_is_told_as_denied() -> None:
    assert [mention.realis for mention in Report("Nobody was killed.").told()] == ["denied"]


def test_bodies_are_counted_for_the_grave_and_not_for_the_killing_that_filled_it() -> None:
    told = (
        Report("Troops found a mass grave with dozens of bodies of men who were killed by rebels.")
        .figure("dozens", "bodies_found", 12, trigger="bodies")
        .told()
    )
    assert {row.kind: row.figures for row in told} == {"mass_grave": ("fig_dozens",), "killing": ()}


def test_a_grave_is_not_dated_by_the_killing_that_filled_it() -> None:
    told = (
        Report("Troops found a mass grave with the bodies of men who were killed in June 2029.")
        .time("June 2029", "2029-06-01", "2029-06-30", precision="month")
        .told()
    )
    assert {mention.kind: mention.time for mention in told} == {
        "mass_grave": None,
        "killing": "tim_June 2029",
    }


@pytest.mark.parametrize(
    ("text", "named", "blame"),
    [
        ("The Delta Front shelled the market in Olvek.", "Delta Front", "told"),
        ("The Delta Front claimed responsibility for the attack.", "Delta Front", "claimed"),
        ("The army blamed the attack on the Delta Front.", "Delta Front", "accused by authorities"),
        ("Residents blamed the attack on the Delta Front.", "Delta Front", "accused"),
        ("On Monday suspected Delta Front rebels attacked the market.", "Delta Front", "suspected"),
        ("The Delta Front may have attacked the market.", "Delta Front", "possible"),
    ],
)  # fmt: skip
def test_an_event_says_how_its_actors_are_tied_to_it(text: str, named: str, blame: str) -> None:
    (mention,) = [row for row in Report(text).name(named).told() if row.actors]

    assert blame == mention.blame


def test_nobody_is_tied_to_what_no_group_has_claimed() -> None:
    report = Report(
        "Neither the Delta Front nor anybody else claimed responsibility for the attack."
    )

    assert [row.blame for row in report.name("Delta Front").told()] == [None]


def test_unnamed_rebels_are_the_only_group_that_the_report_has_named() -> None:
    report = Report("The Delta Front threatened Olvek. On Monday rebels attacked the market.")
    (mention,) = [
        row for row in report.name("Delta Front").name("rebels").told() if row.lemma == "attack"
    ]

    assert mention.actors == ("men_rebels", "men_Delta Front")


def test_unnamed_rebels_are_nobody_else_where_the_report_names_two_groups() -> None:
    report = Report("The Delta Front fought the Upper Army. On Monday rebels attacked the market.")
    report.name("Delta Front").name("Upper Army").name("rebels")
    (mention,) = [row for row in report.told() if row.lemma == "attack"]

    assert mention.actors == ("men_rebels",)


@pytest.mark.parametrize(
    "sentence", ["The siege goes on.", "Olvek: displacement.", "Aid ran out under the blockade."]
)
def test_a_state_of_things_without_anybody_whom_it_befell_is_no_event(sentence: str) -> None:
    assert Report(sentence).told() == []


def test_a_noun_of_displacement_is_an_event_where_people_are_displaced() -> None:
    assert Report("Fighting forced the evacuation of villagers.").told()[-1].kind == "displacement"


def test_what_only_an_account_tells_of_is_not_told_as_having_happened() -> None:
    mention = Report("A witness put the account of a car bomb in doubt.").only()
    assert mention.realis == "hypothetical"
    assert Report("He read the account of the bombing.").only().realis == "happened"


def test_where_the_one_who_tells_it_is_does_not_place_the_event() -> None:
    sentence = "An official in Olvek said that rebels had captured a village."
    assert Report(sentence).place("Olvek").only().place is None


def test_a_time_of_those_who_were_killed_is_not_when_they_were_killed() -> None:
    sentence = "Half of the fighters who were in Olvek in January had been killed."
    assert Report(sentence).time("January", "2031-01-01", "2031-01-31").only().time is None


def test_a_town_and_the_dateline_are_no_actors() -> None:
    told = (
        Report("OLVEK, May 12 (Newsline) - Rebels captured a village.")
        .name("OLVEK", "organisation")
        .name("Newsline", "news_agency")
        .told()
    )
    assert [mention.actors for mention in told] == [()]


def test_the_wounded_are_people_and_no_event() -> None:
    assert Report("She spoke of the situation of the wounded in Olvek.").told() == []


def test_what_is_said_never_to_be_done_is_no_denied_event() -> None:
    assert Report("The army does not target civilians.").only().realis == "hypothetical"
    assert Report("The army did not target civilians.").only().realis == "denied"


def test_who_is_left_out_of_a_list_was_killed_all_the_same() -> None:
    mention = Report("The list does not include the six people killed in Olvek.").only()
    assert mention.realis == "happened"


def test_one_of_two_ambulances_is_a_thing_that_is_hit() -> None:
    assert Report("One of the two ambulances was hit by fragments.").only().kind == "attack"


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The government promised to investigate the murder of six priests.", "murder"),
        ("No group has claimed responsibility for this attack.", "attack"),
        ("The judge will clarify the assassination of the mayor.", "assassination"),
        ("Eight officers are to be tried for the killing of two nuns.", "killing"),
        ("Two officers charged with killing six priests may be released.", "kill"),
        ("They want to know the names of the six men who were shot in Olvek.", "shoot"),
        ("Police will hear the people wounded in the explosion.", "explosion"),
    ],
)
def test_what_is_asked_about_an_event_leaves_it_as_it_happened(sentence: str, word: str) -> None:
    told = {row.lemma: row.realis for row in Report(sentence).told()}

    assert told[word] == "happened"


@pytest.mark.parametrize(
    ("sentence", "word", "realis"),
    [
        ("The rebels will launch the attack on Olvek at dawn.", "attack", "planned"),
        ("The army denied the attack on the convoy.", "attack", "denied"),
        ("The police feared an attack on the mayor.", "attack", "hypothetical"),
        ("They warned of the danger of the attack on Olvek.", "attack", "hypothetical"),
        ("The rebels want to carry out a series of attacks on the dam.", "attack", "planned"),
        ("They asked whether he would investigate attacks.", "attack", "hypothetical"),
    ],
)
def test_what_a_verb_brings_about_is_as_real_as_the_verb(
    sentence: str, word: str, realis: str
) -> None:
    told = {row.lemma: row.realis for row in Report(sentence).told()}

    assert realis == told[word]


def test_things_are_seized_and_nobody_is_abducted() -> None:
    report = Report("Some of the papers were seized from boys. The police seized it and left.")

    assert [row for row in report.told() if row.kind == "abduction"] == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The police raided a house in the suburb.", "investigation"),
        ("A farm was raided and documents were confiscated.", "investigation"),
        ("Rebels raided a farm in the suburb.", "attack"),
        ("Soldiers raided three farms and a house.", "investigation"),
        ("Gunmen ambushed a judge on the road.", "attack"),
        ("Rebels ambushed a column of soldiers.", "battle"),
        ("Yesterday they attempted to kill a journalist.", "attack"),
    ],
)
def test_who_does_it_to_whom_decides_between_search_attack_and_battle(
    sentence: str, kind: str
) -> None:
    assert kind in {row.kind for row in Report(sentence).told() if row.realis == "happened"}


@pytest.mark.parametrize(
    ("text", "blame"),
    [
        ("The Delta Front gave out leaflets claiming responsibility for the attack.", "claimed"),
        (
            "Mayor Amadi holds the Delta Front responsible for the attack.",
            "accused by authorities",
        ),
        ("The Delta Front is responsible for the attack.", "accused"),
        ("Unions accuse the Delta Front of carrying out the bombing.", "accused"),
        ("The rebels claimed a truce and blamed the Delta Front for the attack.", "accused"),
        ("The attack was the work of the Delta Front.", "accused"),
        ("Men of the Delta Front took part in the attack.", "told"),
        ("The bombing carried out by the Delta Front against a bus hurt two.", "told"),
        ("The Delta Front has claimed credit for the act.", "claimed"),
    ],
)
def test_whoever_is_tied_to_an_event_by_other_words_is_its_actor(text: str, blame: str) -> None:
    told = [row for row in Report(text).name("Delta Front").told() if row.actors]

    assert {blame} == {row.blame for row in told}


def test_a_death_befell_the_one_whose_it_is() -> None:
    (mention,) = Report("The mayor's murder shocked the town.").name("mayor", "person").told()

    assert (mention.actors, mention.targets) == ((), ("men_mayor",))


def test_a_murder_of_others_was_done_by_the_one_whose_it_is() -> None:
    report = Report("The army's murder of two nuns shocked the town.").name("army", "force")
    (mention,) = report.told()

    assert mention.actors == ("men_army",)
    assert mention.target_words is not None
    assert mention.target_words.quote == "two nuns"


def test_unnamed_rebels_are_the_only_group_that_the_report_names_later() -> None:
    report = Report("On Monday rebels attacked the market. The Delta Front holds the hills.")
    report.name("rebels").name("Delta Front")
    (mention,) = [row for row in report.told() if row.lemma == "attack"]

    assert mention.actors == ("men_rebels", "men_Delta Front")


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("After the assassination of the mayor they ordered an offensive.", "assassination"),
        ("He will study the circumstances of the attack that killed ten men.", "attack"),
        ("They must stop the bombings.", "bombing"),
        ("She is the second reporter to be killed this week.", "kill"),
    ],
)  # fmt: skip
def test_what_something_else_hangs_on_has_happened(sentence: str, word: str) -> None:
    told = {row.lemma: row.realis for row in Report(sentence).told()}

    assert told[word] == "happened"


def test_one_killed_in_a_month_is_no_total_of_that_month() -> None:
    report = (
        Report("A judge was shot in April.")
        .time("April", "2031-04-01", "2031-04-30", precision="month")
        .figure("judge", "killed", 1, trigger="shot")
    )

    assert [row.aggregate for row in report.told()] == [False]


def test_a_battle_against_a_vice_is_no_fighting() -> None:
    assert Report("The battle against drug trafficking goes on.").told() == []


def test_a_threat_to_kill_is_told_as_one() -> None:
    (mention,) = Report("The rebels threatened to kill the mayor.").told()

    assert mention.realis == "planned"
    assert "told as a threat" in mention.reason


def test_the_execution_of_a_plan_kills_nobody() -> None:
    killed = Report("The execution of the two officers was announced on Sunday.").told()
    done = Report("The execution of the programme was announced on Sunday.").told()
    assert [row.kind for row in killed] == ["killing"]
    assert done == []
