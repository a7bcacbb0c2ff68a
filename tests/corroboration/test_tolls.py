from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.corroboration.agreement import Thresholds
from consilience.corroboration.copies import CopiedRuns
from consilience.corroboration.incidents import Counted, Incident, main_incidents
from consilience.corroboration.rival_tolls import find_rival_tolls
from consilience.corroboration.tellings import TollSettings
from consilience.corroboration.tolls import reconcile_tolls, toll_of
from consilience.model.documents import Text
from consilience.model.events import Story
from consilience.model.spans import Span, Stretch
from consilience.model.tables import TABLES
from tests.corroboration.invented_pile import (
    document,
    event,
    figure,
    floor,
    member,
    mention,
    place,
    statement,
    tables_of,
    time,
)

SETTINGS = TollSettings()
NAMED = {"words": "Orla Venn", "best": 1.0, "high": 1.0}


def report(name, *said):
    """Return the figures of one report; each said thing is measure, number, sentence, other."""
    voice = statement(f"s_{name}", document(name))
    return [
        figure(f"f_{name}_{at}", voice, low=number, measure=measure, sentence=f"{name}_{ordinal}",
               **{"span": Span(document=name, start=50 * at, end=50 * at + 2, quote="20"), **other})
        if "words" not in other else
        figure(f"f_{name}_{at}", voice, low=number, measure=measure, sentence=f"{name}_{ordinal}",
               **other)
        for at, (measure, number, ordinal, other) in enumerate(said)
    ]  # fmt: skip


def story(names):
    return Story(id="sto_1", previous_ids=(), documents=tuple(sorted(names)), reason="given")


def toll(*reports, names=None, runs=None, late=()):
    """Return low, best and high of killed and of injured."""
    figures = [row for rows in reports for row in rows]
    counted = [
        Counted(row, int(row.sentence.rsplit("_", 1)[1]), row.of_whole is not None)
        for row in figures
    ]
    incident = Incident(
        event=event(),
        story=story(names or {row.document for row in figures}),
        counted=tuple(counted),
        share_elsewhere=0.0,
        located=True,
        late=frozenset(late),
    )
    rows = list(toll_of(incident, runs or CopiedRuns([]), SETTINGS))
    found = {row.measure: (row.low, row.best, row.high) for row in rows}
    return found.get("killed", (None,) * 3), found.get("injured", (None,) * 3)


def test_what_most_reports_state_is_best_and_the_others_are_its_bounds():
    killed, _ = toll(
        *(report(f"d{at}", ("killed", number, 0, {})) for at, number in enumerate((3, 3, 4)))
    )
    assert killed == (3, 3, 4)


def test_five_shot_and_one_dead_leaves_four_injured():
    killed, injured = toll(report("d1", ("killed_or_injured", 5, 0, {}), ("killed", 1, 0, {})))
    assert (killed[1], injured[1]) == (1, 4)


def test_who_was_wounded_in_one_report_may_have_died_in_another():
    killed, injured = toll(
        report("d1", ("injured", 4, 0, {})),
        report("d2", ("killed", 1, 0, {}), ("killed_or_injured", 4, 0, {})),
        report("d3", ("killed", 1, 0, {}), ("injured", 3, 0, {})),
    )
    assert (killed[1], injured[1]) == (1, 3)


def test_victims_told_beside_each_other_are_a_number():
    beside = report("d1", ("injured", 4, 0, {}), ("injured", 1, 0, {**NAMED, "words": "a child"}))
    _, injured = toll(beside, report("d2", ("injured", 5, 4, {})))
    assert injured[1] == 5


def test_an_age_counts_nobody():
    aged = {"words": "A 16-year-old boy", "best": 1.0, "high": 1.0}
    _, injured = toll(report("d1", ("injured", 1, 0, aged)), report("d2", ("injured", 2, 0, {})))
    assert injured[1] == 2


def test_a_report_that_counts_nobody_says_nothing():
    both = report("d1", ("killed", 1, 0, {}), ("injured", 1, 5, {**NAMED, "words": "a man"}))
    assert toll(both, names=["d1", "d2", "d3"]) == toll(both)


def test_silence_on_the_wounded_says_little_in_a_report_that_looks_back():
    both = report("d1", ("killed", 1, 0, {}), ("injured", 1, 5, {**NAMED, "words": "a man"}))
    trial = report("d2", ("killed", 1, 0, {}))
    assert toll(both, trial)[1][1] is None
    assert toll(both, trial, late=["d2"])[1][1] == 1


def test_a_named_victim_is_no_total():
    killed, _ = toll(
        report("d1", ("killed", 3, 0, {}), ("killed", 1, 1, NAMED), ("killed", 1, 2, NAMED))
    )
    assert killed[1] == 3


def test_one_person_is_not_wounded_and_dead():
    by_name = {**NAMED, "reason": "exact; counted by name"}
    _, injured = toll(
        report("d1", ("injured", 1, 5, by_name)), report("d2", ("killed", 1, 0, by_name))
    )
    assert injured[1] is None


def test_a_doer_who_died_too_can_be_counted():
    himself = {"words": "himself", "best": 1.0, "high": 1.0}
    killed, _ = toll(
        report("d1", ("killed", 3, 0, {}), ("killed", 1, 0, himself)),
        report("d2", ("killed", 4, 0, {})),
    )
    assert killed[1] == 4


def test_where_nobody_is_counted_nothing_is_said():
    assert toll(names=["d1", "d2"]) == ((None,) * 3, (None,) * 3)


def test_at_least_weighs_less_than_a_number():
    voice = statement("s_d1", document("d1"))
    vague = floor("f1", voice, 2, sentence="d1_0")
    killed, _ = toll([vague], report("d2", ("killed", 3, 0, {})))
    assert killed[1] == 3


def test_a_vague_word_sets_no_bound_beside_a_number():
    dozens = {"words": "dozens", "best": 12.0, "qualifier": "vague"}
    killed, _ = toll(report("d1", ("killed", 12, 0, dozens)), report("d2", ("killed", 30, 0, {})))
    assert killed == (30, 30, 30)


def test_a_copied_report_does_not_outvote_another():
    original, other = report("d1", ("killed", 5, 0, {})), report("d3", ("killed", 7, 0, {}))
    copies = [report(f"d{at}", ("killed", 5, 0, {})) for at in (2, 4)]
    runs = CopiedRuns(
        [
            (Stretch(document=name, start=0, end=100, sha256="0" * 64), "lin_1")
            for name in ("d1", "d2", "d4")
        ]
    )
    alone = toll(original, other)
    assert toll(original, *copies, other, runs=runs) == alone


SAID = st.lists(
    st.tuples(st.sampled_from(["killed", "injured", "killed_or_injured"]), st.integers(1, 9),
              st.integers(0, 12), st.just({})),
    max_size=5,
)  # fmt: skip


@given(st.lists(SAID, min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_bounds_are_in_order_and_no_order_of_figures_matters(said, random):
    reports = [report(f"d{at}", *rows) for at, rows in enumerate(said)]
    figures = [row for rows in reports for row in rows]
    random.shuffle(figures)
    names = [f"d{at}" for at in range(len(said))]
    found = toll(*reports, names=names)
    assert found == toll(figures, names=names[::-1])
    for ends in found:
        known = [end for end in ends if end is not None]
        assert known == sorted(known)
        assert 0 not in known


MILL, FAR = place("mill", point=(10.0, 20.0)), place("far", point=(12.0, 20.0))
STRIKE = event(place=MILL.id, place_precision="settlement")
OTHER = event("ev_2", place=FAR.id, place_precision="settlement")


def tables(figures, events, *, told):
    """Return a case of one story in which *told* lists the figures told with each event."""
    statements = {row.statement: document(row.document, outlet=row.document) for row in figures}
    mentions = {
        key: [
            mention(f"evm_{row.id}", statement(row.statement, document(row.document)),
                    figures=[row.id])
            for row in own
        ]
        for key, own in told.items()
    }  # fmt: skip
    members = [member(row, said) for row in events for said in mentions.get(row.id, ())]
    return tables_of(
        [
            *figures,
            *{report.id: report for report in statements.values()}.values(),
            *(statement(key, report) for key, report in statements.items()),
            story(report.id for report in statements.values()),
            *events,
            *(said for own in mentions.values() for said in own),
            *members,
            MILL,
            FAR,
        ]
    )


def test_a_story_of_one_incident_is_clear_and_its_reports_are_read_together():
    one, two = report("d1", ("killed", 3, 0, {})), report("d2", ("killed", 4, 0, {}))
    (row,) = reconcile_tolls(tables([*one, *two], [STRIKE], told={"ev_1": one}), settings=SETTINGS)
    assert (row.event, row.clarity, row.n_reports) == ("ev_1", 1, 2)
    assert set(row.supporting) | set(row.differing) == {"f_d1_0", "f_d2_0"}


def test_a_story_of_several_incidents_is_not_clear():
    one, two = report("d1", ("killed", 3, 0, {})), report("d2", ("killed", 40, 0, {}))
    case = tables([*one, *two], [STRIKE, OTHER], told={"ev_1": one, "ev_2": two})
    (incident,) = main_incidents(case)
    assert not incident.clear


def rivals(first, second, *, before=None, **other):
    """Return the contradictions of two reports of one strike that say so many were killed."""
    one = report("d1", *([before] if before else []), ("killed", first, 0, other))
    two = report("d2", ("killed", second, 0, {}))
    case = tables([*one, *two], [STRIKE], told={"ev_1": [*one, *two]})
    rows = [row for kind in TABLES for row in case.of(kind)]
    rows += reconcile_tolls(case, settings=SETTINGS)
    return list(find_rival_tolls(tables_of(rows), thresholds=Thresholds()))


def test_totals_of_one_incident_that_exclude_each_other_are_a_contradiction_with_both_sides():
    (found,) = rivals(30, 56)
    assert (found.kind, found.level, found.state) == ("figure", "minor", "open")
    assert [side.value for side in found.sides] == ["30", "56"]
    assert "30" in found.explanation


def test_totals_that_hardly_differ_are_none():
    assert not rivals(30, 33)


def test_a_floor_never_contradicts_a_larger_number():
    assert not rivals(30, 56, best=30.0, words="at least 30", qualifier="floor")


def test_those_who_died_of_a_number_counted_are_no_total_of_the_incident():
    wounded = ("injured", 90, 0, {})
    assert rivals(30, 56, before=wounded)
    assert not rivals(30, 56, before=wounded, of_whole="f_d1_0")


def test_a_story_that_one_report_tells_has_no_toll():
    one = report("d1", ("killed", 3, 0, {}))
    assert not list(reconcile_tolls(tables(one, [STRIKE], told={"ev_1": one}), settings=SETTINGS))


def test_recalled_incidents_totals_and_long_periods_are_left_out():
    one = report("d1", ("killed", 2, 0, {}), ("killed", 30, 9, {"background": True}),
                 ("killed", 90, 8, {"count_kind": "period_total"}))  # fmt: skip
    two = report("d2", ("killed", 2, 0, {}))
    case = tables([*one, *two], [STRIKE], told={"ev_1": two})
    (row,) = reconcile_tolls(case, settings=SETTINGS)
    assert (row.low, row.best, row.high) == (2, 2, 2)


def test_others_who_were_shot_beside_the_dead_are_wounded():
    one = report("d1", ("killed", 2, 0, {}), ("killed_or_injured", 4, 0, {}))
    two = report("d2", ("killed", 2, 0, {}))
    case = tables([*one, *two], [STRIKE], told={"ev_1": [*one, *two]})
    rows = [row for kind in TABLES for row in case.of(kind)]
    for words, injured in (("Two died; four others were shot.", 4), ("Of four shot two died.", 2)):
        text = Text(id="d1", text=f"{words:>70}")
        at = text.text.index("four")
        there = Span(document="d1", start=at, end=at + 4, quote="four")
        noun = Span(document="d1", start=at + 5, end=at + 11, quote=text.text[at + 5 : at + 11])
        told = [replace(row, span=there, noun=noun) if row.id == "f_d1_1" else row for row in rows]
        found = reconcile_tolls(tables_of([*told, text]), settings=SETTINGS)
        assert {row.measure: row.best for row in found} == {"killed": 2, "injured": injured}


def test_who_reports_a_month_later_looks_back():
    one, two = report("d1", ("killed", 2, 0, {})), report("d2", ("killed", 2, 0, {}))
    case = tables([*one, *two], [STRIKE], told={"ev_1": one})
    rows = [row for kind in TABLES for row in case.of(kind)]
    for day, late in (("2031-05-31", set()), ("2031-06-01", {"d2"})):
        dated = [replace(row, published_start=day) if row.id == "d2" else row for row in rows]
        (incident,) = main_incidents(tables_of(dated))
        assert incident.late == late


def test_one_happening_of_a_month_is_the_incident_of_that_month():
    one, two = report("d1", ("killed", 2, 0, {})), report("d2", ("killed", 3, 0, {}))
    last_month = time("t_1", "d2", "2016-03-01", "2016-03-31")
    one_day = event(place=MILL.id, place_precision="settlement",
                    date_start="2016-03-08", date_end="2016-03-08")  # fmt: skip
    for kind, highest in (("incident", 3), ("period_total", 2)):
        later = [replace(row, scope_time="t_1", count_kind=kind) for row in two]
        case = tables([*one, *later], [one_day], told={"ev_1": one})
        rows = [row for table in TABLES for row in case.of(table)]
        (row,) = reconcile_tolls(tables_of([*rows, last_month]), settings=SETTINGS)
        assert row.high == highest


def test_a_victim_of_what_is_only_supposed_is_left_out():
    one = report("d1", ("killed", 2, 0, {}), ("killed", 1, 1, {**NAMED, "role": "planning"}))
    two = report("d2", ("killed", 2, 0, {}))
    case = tables([*one, *two], [STRIKE], told={"ev_1": [*one, *two]})
    (incident,) = main_incidents(case)
    assert sorted(row.figure.id for row in incident.counted) == ["f_d1_0", "f_d2_0"]
