from __future__ import annotations

import dataclasses
import itertools
import re

import pytest

from consilience.corroboration.admiralty import propose_number
from consilience.corroboration.causes import cause_classes
from consilience.model.case import Count
from consilience.model.documents import Text
from consilience.model.events import EventStanding
from consilience.model.findings import Contradiction, Grade
from consilience.model.sentences import Sentence
from consilience.model.spans import Span
from tests.corroboration.invented_pile import (
    corroborate,
    document,
    entity,
    event,
    figure,
    floor,
    in_text,
    located,
    member,
    mention,
    named,
    only,
    place,
    sentence,
    statement,
    tables_of,
    time,
)


def two_accounts(first, second, *, kind="air_strike", happening=None, bodies=("Clinic", "Watch")):
    """Return two voices' accounts of one event; *first* and *second* are fields of the mention.

    Both count the same shops, so that they surely tell of one thing.
    """
    happening = happening or event(kind=kind)
    rows = [happening]
    for at, fields in enumerate((first, second)):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator=bodies[at], kind="organisation")
        wounded = figure(f"w{at}", said, low=17, measure="destroyed", unit="shops")
        told = mention(f"m{at}", said, kind=kind, figures=[wounded.id], **fields)
        rows += [report, said, told, member(happening, told), wounded]
    return rows


def contradictions(rows):
    return only(corroborate(rows), Contradiction)


ARMY = entity("Army", side="state")
FRONT = entity("Front", kind="armed_group", side="front")
AIR_FORCE = entity("Air Force", side="state")


def test_two_parties_named_for_one_strike_are_a_dispute():
    rows = two_accounts({"actors": ("p0",)}, {"actors": ("p1",)})
    rows += [ARMY, FRONT, named("p0", ARMY, "d0"), named("p1", FRONT, "d1")]
    (found,) = contradictions(rows)
    assert found.kind == "perpetrator"
    assert {side.value for side in found.sides} == {"by Army", "by Front"}
    assert {side.origins for side in found.sides} == {("Clinic",), ("Watch",)}
    assert "Clinic" in found.explanation


def test_bodies_of_one_side_are_no_dispute():
    rows = two_accounts({"actors": ("p0",)}, {"actors": ("p1",)})
    rows += [ARMY, AIR_FORCE, named("p0", ARMY, "d0"), named("p1", AIR_FORCE, "d1")]
    assert contradictions(rows) == []


def test_one_voice_does_not_dispute_itself():
    rows = two_accounts({"actors": ("p0",)}, {"actors": ("p1",)}, bodies=("Clinic", "Clinic"))
    rows += [ARMY, FRONT, named("p0", ARMY, "d0"), named("p1", FRONT, "d1")]
    assert contradictions(rows) == []


def weapon(report, words):
    return Span(document=report, start=30, end=30 + len(words), quote=words)


def test_a_car_bomb_and_an_air_strike_are_two_causes():
    rows = two_accounts({"weapon": weapon("d0", "a car bomb")}, {"weapon": weapon("d1", "shells")})
    (found,) = contradictions(rows)
    assert found.kind == "cause"
    assert {side.value for side in found.sides} == {"a car bomb", "shells"}


def test_a_planted_bomb_and_an_air_strike_are_two_causes_and_a_bomb_may_have_been_dropped():
    jets = {"weapon": weapon("d1", "jets")}
    (found,) = contradictions(two_accounts({"weapon": weapon("d0", "a car bomb")}, jets))
    assert found.kind == "cause"
    assert contradictions(two_accounts({"weapon": weapon("d0", "bombs")}, jets)) == []


def test_a_voice_on_both_sides_does_not_hide_the_dispute_of_others():
    """One body speaks of jets first and of a car bomb later: the other two still disagree."""
    rows = two_accounts({"weapon": weapon("d0", "a car bomb")}, {"weapon": weapon("d1", "jets")})
    for at, words in enumerate(("a car bomb", "jets"), start=2):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator="Ministry", kind="organisation")
        told = mention(f"m{at}", said, kind="air_strike", weapon=weapon(f"d{at}", words))
        rows += [report, said, told, member(rows[0], told)]
    (found,) = contradictions(rows)
    assert found.kind == "cause"


def test_an_explosion_can_be_what_an_air_strike_did():
    rows = two_accounts({"weapon": weapon("d0", "an explosion")}, {"weapon": weapon("d1", "jets")})
    assert contradictions(rows) == []


def test_different_days_are_a_dispute_and_the_next_day_is_none():
    rows = two_accounts({"time": "t0"}, {"time": "t1"})
    far = [time("t0", "d0", "2031-05-01"), time("t1", "d1", "2031-05-04")]
    near = [time("t0", "d0", "2031-05-01"), time("t1", "d1", "2031-05-02")]
    assert [row.kind for row in contradictions([*rows, *far])] == ["date"]
    assert contradictions([*rows, *near]) == []


def test_places_far_apart_are_a_dispute_and_a_quarter_in_its_town_is_none():
    rows = two_accounts({"place": "p0"}, {"place": "p1"})
    town = place("Ombra", point=(10.0, 10.0))
    other = place("Valdis", point=(11.0, 10.0))
    quarter = place("Mill Quarter", within=town.id)
    far = [town, other, located("p0", town, "d0"), located("p1", other, "d1")]
    inside = [town, quarter, located("p0", town, "d0"), located("p1", quarter, "d1")]
    assert [row.kind for row in contradictions([*rows, *far])] == ["place"]
    assert contradictions([*rows, *inside]) == []


def test_the_same_dead_as_civilians_and_as_fighters_are_of_disputed_status():
    happening = event()
    rows = [happening]
    for at, group in enumerate(("civilians", "fighters")):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator=f"Body {at}", kind="organisation")
        row = figure(f"f{at}", said, low=14, group=group)
        told = mention(f"m{at}", said, figures=[row.id])
        rows += [report, said, row, told, member(happening, told)]
    (found,) = contradictions(rows)
    assert found.kind == "status"
    assert [side.value for side in found.sides] == ["14 civilians", "14 fighters"]


def denial_by(body, kind, words, *, cue="denied"):
    """Return an account of d0 with a denial in the next sentence of the same report."""
    rows = two_accounts({"actors": ("p0",)}, {})[:5]
    report = rows[1]
    said = statement("s9", report, originator=body, kind=kind, polarity="denies")
    spans = [
        Span(document="d0", start=at, end=at + len(text), quote=text)
        for at, text in ((200, cue), (210, words))
    ]
    said = dataclasses.replace(said, sentence="sen_2", cue=(spans[0],), content=(spans[1],))
    places = [sentence(report, 0, "sen_d0"), sentence(report, 1, "sen_2")]
    return [*rows, said, *places, ARMY, FRONT, named("p0", ARMY, "d0")]


def test_denied_responsibility_is_a_dispute_about_who_did_it():
    (found,) = contradictions(denial_by("Army", "military", "any involvement"))
    assert found.kind == "perpetrator"
    assert [side.value for side in found.sides] == ["it is reported", "it is denied"]
    assert found.sides[1].origins == ("Army",)
    assert "any involvement" in found.explanation


def test_a_denied_event_is_set_against_its_accounts():
    rows = denial_by("Army", "military", "that its jets had bombed the mill")
    bombed = Span(document="d0", start=224, end=230, quote="bombed")
    said = next(row for row in rows if row.id == "s9")
    denied = mention("m9", said, realis="denied", trigger=bombed)
    (found,) = contradictions([*rows, denied])
    assert found.kind == "happened"


@pytest.mark.parametrize(
    "words",
    ["that the move was linked to what was bombed", "that the fire was due to what was bombed"],
)
def test_that_something_had_to_do_with_an_event_is_denied_and_not_the_event(words):
    rows = denial_by("Army", "military", words)
    at = 210 + words.index("bombed")
    bombed = Span(document="d0", start=at, end=at + 6, quote="bombed")
    said = next(row for row in rows if row.id == "s9")
    assert contradictions([*rows, mention("m9", said, realis="denied", trigger=bombed)]) == []


def test_what_is_rejected_but_is_no_charge_is_no_denial():
    assert contradictions(denial_by("Front", "armed_group", "the offer", cue="rejected")) == []


@pytest.mark.parametrize(
    ("words", "cue", "polarity"),
    [
        ("firing across the river", "denied", "denies"),
        ("We fired nothing across the river", "said", "asserts"),
        ("We did not shell the mill", "said", "asserts"),
    ],
)
def test_a_party_that_says_it_did_not_do_it_denies_it(words, cue, polarity):
    rows = denial_by("Army", "military", words, cue=cue)
    rows = [dataclasses.replace(row, polarity=polarity) if row.id == "s9" else row for row in rows]
    (found,) = contradictions(rows)
    assert found.kind == "perpetrator"


def test_a_denial_answers_a_charge_that_another_report_of_the_event_lays():
    rows = denial_by("Front", "armed_group", "firing across the river")
    assert contradictions(rows) == []
    report = document("d8", outlet="Paper 8")
    said = statement("s8", report, originator="Council", kind="organisation")
    charged = mention("m8", said, kind="air_strike", actors=("p8",))
    rows += [report, said, charged, member(rows[0], charged), named("p8", FRONT, "d8")]
    found = [row for row in contradictions(rows) if "denied" in row.title]
    assert [row.kind for row in found] == ["perpetrator"]


def test_what_is_denied_but_answers_no_charge_is_set_against_nothing():
    words = "holding the views of the old guard"
    assert contradictions(denial_by("Front", "armed_group", words)) == []


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("Shells hit the mill. Front men were behind it, some said. ", 1),
        ("Shells hit the mill. There was no claim of responsibility. ", 0),
    ],
)
def test_denied_involvement_speaks_against_a_charge_and_not_against_the_attack(before, found):
    rows = denial_by("Front", "armed_group", "any involvement")
    text = (before.ljust(100) + "The Front denied any involvement. ").ljust(250)
    places = [
        dataclasses.replace(row, start=100 * row.ordinal, end=100 * row.ordinal + 100)
        if isinstance(row, Sentence)
        else row
        for row in rows
    ]
    front = Span(document="d0", start=21, end=26, quote="Front")
    told = next(row for row in places if row.id == "m0")
    places[places.index(told)] = dataclasses.replace(told, actors=())
    places += [in_text("p9", FRONT, "sen_d0", front), named("p9", FRONT, "d0")]
    assert len(contradictions([*places, Text(id="d0", text=text)])) == found


def denial_in(text, *, denied, said_before, cue="denied", kind="air_strike"):
    """Return rows of one report: *text*, with an attack "hit" told in it and a denial by the Army.

    The sentences end with full stops; *denied* is the content, *said_before* the denier's words.
    """
    report, happening = document("d0"), event(kind=kind)
    told, said = statement("s0", report), statement("s9", report, originator="Army")
    stops = [-2, *(at for at, sign in enumerate(text) if sign == ".")]
    rows = [
        dataclasses.replace(sentence(report, at, f"sen_{at}"), start=start + 2, end=end + 1)
        for at, (start, end) in enumerate(itertools.pairwise(stops))
    ]

    def span(words):
        at = text.index(words)
        return Span(document="d0", start=at, end=at + len(words), quote=words)

    def at(words):
        return next(row.id for row in rows if row.start <= text.index(words) < row.end)

    hit = mention("m0", told, kind=kind, trigger=span("hit"))
    said = dataclasses.replace(
        said, sentence=at(denied), polarity="denies", originator_kind="military",
        cue=(span(cue),), content=(span(denied),), source=(span(said_before),),
    )  # fmt: skip
    hit = dataclasses.replace(hit, sentence=at("hit"))
    found = [m.span() for m in re.finditer("Army|Front", text)]
    for number, (start, end) in enumerate(found):
        whom = ARMY if text[start:end] == "Army" else FRONT
        words = Span(document="d0", start=start, end=end, quote=text[start:end])
        where = next(row.id for row in rows if row.start <= start < row.end)
        rows += [in_text(f"p{number}", whom, where, words), named(f"p{number}", whom, "d0")]
    return [
        *rows, report, happening, told, said, hit, member(happening, hit), ARMY, FRONT,
        Text(id="d0", text=text),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "denied", "found"),
    [
        ("Guns hit the mill. Villagers blamed the Army. It rained. The Army denied any role.",
         "any role", 1),
        ("Guns hit the mill. Villagers blamed the Army for the attack. The Army denied any role.",
         "any role", 1),
        ("Guns hit the mill. Villagers blamed the Army for two raids. The Army denied any role.",
         "any role", 0),
        ("Villagers blamed the Front when guns hit the mill. The Army denied any role.",
         "any role", 0),
        ("Army guns hit the mill, villagers said. It rained. The Army denied shelling anybody.",
         "shelling anybody", 1),
        ("Guns hit the mill and the Army was behind it. The Army denied that charge.",
         "that charge", 1),
        ("Guns hit the mill. The Army was accused of greed. The Army denied those accusations.",
         "those accusations", 0),
        ("Guns hit the mill. Villagers blamed the Army. The Army denied previous accusations.",
         "previous accusations", 0),
        ("Either Front or Army guns hit the mill, villagers said. The Army denied any role.",
         "any role", 0),
        ("Army guns hit the mill, villagers said. The Army denied being linked to the attack.",
         "being linked to the attack", 1),
    ],
)  # fmt: skip
def test_a_denial_answers_whoever_lays_the_deed_on_the_denying_party(text, denied, found):
    rows = denial_in(text, denied=denied, said_before="The Army")
    assert len(contradictions(rows)) == found


def test_a_denial_that_is_only_foretold_is_none():
    text = "Guns hit the mill and the Army was behind it. The Army will deny any role."
    rows = denial_in(text, denied="any role", said_before="The Army", cue="will deny")
    assert contradictions(rows) == []


def test_who_is_blamed_before_it_denied_is_who_denies():
    text = "Villagers blamed the Army when guns hit the mill, though it denied any role."
    rows = denial_in(text, denied="any role", said_before="it")
    said = next(row for row in rows if row.id == "s9")
    unnamed = dataclasses.replace(said, originator=None, originator_kind="open", speaker_name=None)
    rows[rows.index(said)] = unnamed
    (found,) = contradictions(rows)
    assert found.sides[1].origins == ("Army",)


def test_an_account_that_calls_a_report_false_is_not_what_is_denied():
    rows = denial_by("Army", "military", "any involvement")
    false = Span(document="d0", start=150, end=170, quote="the reports are false")
    told = next(row for row in rows if row.id == "s0")
    rows[rows.index(told)] = dataclasses.replace(told, content=(false,))
    assert contradictions(rows) == []


def test_a_denier_without_a_name_is_called_as_the_report_calls_it():
    rows = denial_by(None, "unnamed_official", "the reports")
    said = next(row for row in rows if row.id == "s9")
    words = Span(document="d0", start=180, end=199, quote="A regional source which")
    rows[rows.index(said)] = dataclasses.replace(said, source=(words,))
    (found,) = contradictions(rows)
    assert found.sides[1].origins == ("A regional source",)


def test_that_no_group_claims_an_attack_is_no_denial():
    assert contradictions(denial_by("No group", "armed_group", "responsibility")) == []


def taken_by(first, second, *, days):
    town = place("Ombra")
    rows = [town, ARMY, FRONT]
    for at, party in enumerate((first, second)):
        happening = event(
            f"ev_{at}", kind="territory_gain", place=town.id, date_start=days[at], date_end=days[at]
        )
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator=f"Body {at}", kind="organisation")
        told = mention(f"m{at}", said, kind="territory_gain", actors=(f"p{at}",))
        rows += [
            happening,
            report,
            said,
            told,
            member(happening, told),
            named(f"p{at}", party, f"d{at}"),
        ]
    return rows


def test_a_town_taken_by_two_parties_on_one_day_is_disputed():
    (found,) = contradictions(taken_by(ARMY, FRONT, days=("2031-05-01", "2031-05-01")))
    assert (found.kind, found.subject) == ("control", "pla_Ombra")


def test_a_town_taken_and_retaken_is_a_course_of_events():
    assert contradictions(taken_by(ARMY, FRONT, days=("2031-05-01", "2031-05-09"))) == []


def test_a_share_of_two_bases_is_no_contradiction():
    rows = []
    for at, base in enumerate(("the west", "the city")):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator=f"Body {at}", kind="organisation")
        span = Span(document=report.id, start=5, end=5 + len(base), quote=base)
        rows += [
            report,
            said,
            figure(
                f"f{at}",
                said,
                low=20 + 40 * at,
                unit="percent",
                measure="captured_share",
                count_kind="snapshot",
                base=span,
            ),
        ]
    assert contradictions(rows) == []


def test_a_toll_that_rises_in_later_reports_is_explained():
    happening = event()
    rows = [happening]
    for at, (number, day) in enumerate(((10, "2031-05-01"), (30, "2031-05-03"))):
        report = document(f"d{at}", outlet=f"Paper {at}", published=day)
        said = statement(f"s{at}", report, originator=f"Body {at}", kind="organisation")
        row = figure(f"f{at}", said, low=number)
        told = mention(f"m{at}", said, figures=[row.id])
        rows += [report, said, row, told, member(happening, told)]
    (found,) = contradictions(rows)
    assert (found.kind, found.level, found.state) == ("figure", "major", "explained")
    (standing,) = only(corroborate(rows), EventStanding)
    assert standing.agreement == "contradicted"


def test_none_over_a_month_and_some_in_its_first_week_contradict():
    rows = [
        time("t0", "d0", "2031-05-01", "2031-05-31"),
        time("t1", "d1", "2031-05-01", "2031-05-07"),
    ]
    for at, (number, word) in enumerate(((0, "zero_claimed"), (212, "exact"))):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator=f"Body {at}", kind="organisation")
        rows += [
            report,
            said,
            figure(
                f"f{at}",
                said,
                low=number,
                qualifier=word,
                group="civilians",
                count_kind="period_total",
                scope_time=f"t{at}",
            ),
        ]
    (found,) = contradictions(rows)
    assert (found.kind, found.level) == ("figure", "major")


def harm_grade(rows):
    (found,) = (row for row in only(corroborate(rows), Grade) if row.axis == "harm")
    return found


def harmed(rows, *, group="civilians", number=6, **other):
    said = [row for row in rows if row.id in {"s0", "s1"}]
    figures = [figure(f"f{row.id}", row, low=number, group=group, **other) for row in said]
    linked = [
        dataclasses.replace(row, figures=(f"fs{row.id[1:]}",)) if row.id in {"m0", "m1"} else row
        for row in rows
    ]
    return [*linked, *figures]


def test_no_claim_of_harm_is_ungraded():
    nobody = harmed(two_accounts({}, {}), number=0, qualifier="zero_claimed")
    assert harm_grade(nobody).value == "ungraded"
    assert not [row for row in only(corroborate(two_accounts({}, {})), Grade) if row.axis == "harm"]


def test_two_origins_without_any_action_near_are_weak_and_say_what_is_missing():
    found = harm_grade(harmed(two_accounts({}, {})))
    assert (found.value, found.rule) == ("weak", "1.3 rule 6")
    assert "action" in found.would_raise


def test_two_origins_with_a_named_action_are_fair():
    rows = harmed(two_accounts({"actors": ("p0",)}, {}))
    found = harm_grade([*rows, ARMY, named("p0", ARMY, "d0")])
    assert (found.value, found.rule) == ("fair", "1.3 rule 5")


def test_rival_causes_are_contested():
    rows = two_accounts({"weapon": weapon("d0", "a car bomb")}, {"weapon": weapon("d1", "shells")})
    assert harm_grade(harmed(rows)).value == "contested"


def test_accepted_responsibility_is_proposed_and_never_final():
    found = harm_grade(harmed(two_accounts({}, {}), role="conceded"))
    assert (found.value, found.proposed) == ("confirmed", True)


def test_a_belligerent_that_reports_its_own_action_declares_it():
    rows = two_accounts({"actors": ("p0",)}, {}, bodies=("Army", "Watch"))
    rows = [
        dataclasses.replace(row, originator_kind="military") if row.id == "s0" else row
        for row in rows
    ]
    made = corroborate([*harmed(rows), ARMY, named("p0", ARMY, "d0")])
    (found,) = (row for row in only(made, Grade) if row.axis == "action_near")
    assert found.value == "declared"


def test_admiralty_numbers():
    asked = [(0, 0), (1, 0), (1, 1), (2, 0), (3, 0), (3, 1), (1, 2)]
    assert [propose_number(*row).value for row in asked] == ["6", "3", "4", "2", "1", "2", "5"]


def test_causes_name_each_other_and_know_their_weapons():
    classes = cause_classes()
    assert set().union(*classes.may_be.values()) <= set(classes.may_be)
    assert classes.of_weapon("three tank shells") == "shelling"
    assert classes.of_weapon("a lorry") is None


def test_counts_tell_what_the_case_holds():
    from consilience.corroboration.tally import count_rows

    rows = corroborate(denial_by("Army", "military", "any involvement"))
    counts = {
        (row.name, row.key): row.value
        for row in count_rows(tables_of(rows))
        if isinstance(row, Count)
    }
    assert counts[("documents", "")] == 1
    assert counts[("contradictions_by_kind", "perpetrator")] == 1
    assert counts[("events_by_kind", "air_strike")] == 1


def test_a_figure_that_fits_all_others_is_no_side():
    happening = event()
    rows = [happening]
    said = ((10, "exact"), (30, "exact"), (2, "floor"))
    for at, (number, qualifier) in enumerate(said):
        report = document(f"d{at}", outlet=f"Paper {at}")
        word = statement(f"s{at}", report, originator=f"Body {at}", kind="organisation")
        high = None if qualifier == "floor" else number
        row = figure(
            f"f{at}",
            word,
            low=number,
            best=number,
            high=high,
            words=str(number),
            qualifier=qualifier,
        )
        told = mention(f"m{at}", word, figures=[row.id])
        rows += [report, word, row, told, member(happening, told)]
    (found,) = contradictions(rows)
    assert [side.value for side in found.sides] == ["10", "30"]


def test_a_part_that_a_sentence_lists_beside_another_contradicts_no_total():
    rows = []
    for at, numbers in enumerate(
        ((("civilians", 6.0), ("children", 22.0)), (("civilians", 26.0),))
    ):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report)
        figures = [
            figure(f"f{at}_{group}", said, low=number, group=group) for group, number in numbers
        ]
        told = mention(f"m{at}", said, figures=[row.id for row in figures])
        rows += [report, said, told, member(event(), told), *figures]
    assert contradictions([event(), *rows]) == []


def counts_of(*told, **dated):
    """Return rows of one event that each report counts: group, number and further fields."""
    happening = event(**dated)
    rows = [happening]
    for at, (group, number, fields) in enumerate(told):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator=f"Body {at}", kind="organisation")
        row = figure(f"f{at}", said, low=number, group=group, **fields)
        seen = mention(f"m{at}", said, figures=[row.id])
        rows += [report, said, row, seen, member(happening, seen)]
    return rows


@pytest.mark.parametrize(
    ("whole", "part", "found"),
    [(6.0, 15.0, 1), (15.0, 6.0, 0), (14.0, 15.0, 0), (2.0, 90.0, 0)],
)
def test_more_civilians_than_dead_in_all_are_a_contradiction(whole, part, found):
    rows = counts_of(("all", whole, {}), ("civilians", part, {}))
    titles = [row.title for row in contradictions(rows)]
    assert len(titles) == found
    assert all(title.count("in one event") == 1 for title in titles)


def test_those_who_died_in_the_city_are_no_part_of_those_in_its_quarter():
    town = place("Ombra", point=(10.0, 10.0))
    quarter = place("Mill Quarter", within=town.id)
    where = [town, quarter, located("p0", quarter, "d0"), located("p1", town, "d1")]
    rows = counts_of(("all", 6.0, {"scope_place": "p0"}), ("civilians", 15.0, {}))
    assert contradictions([*rows, *where]) == []


def test_a_headline_that_leaves_at_least_out_contradicts_no_larger_number():
    rows = counts_of(("all", 14.0, {}), ("all", 32.0, {}))
    assert len(contradictions(rows)) == 1
    lead = statement("s9", rows[1], originator="Other body", kind="organisation")
    assert contradictions([*rows, lead, floor("f9", lead, 14.0)]) == []


@pytest.mark.parametrize(("where", "found"), [({"scope_place": "p0"}, 1), ({}, 0)])
def test_numbers_of_which_nobody_says_where_or_when_contradict_nothing(where, found):
    # The two lesser ones leave unsaid whom they count and are near the first: one set of three.
    here = place("Ombra", point=(10.0, 10.0))
    rows = [here, FRONT]
    for at, number in enumerate((155, 181, 131)):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator=f"Body {at}", kind="organisation")
        scope = {"victims": ("v0",), **where} if at == 0 else {}
        row = figure(f"f{at}", said, low=number, count_kind="cumulative", **scope)
        rows += [report, said, row]
    rows += [located("p0", here, "d0"), named("v0", FRONT, "d0")]
    assert len(contradictions(rows)) == found


def test_those_of_whom_it_is_told_are_a_part_and_no_rival_total():
    rows = counts_of(("all", 3.0, {}), ("all", 80.0, {}))
    assert len(contradictions(rows)) == 1
    text = Text(id="d0", text="word said 12 of which died in hospital.")
    assert contradictions([*rows, text]) == []
