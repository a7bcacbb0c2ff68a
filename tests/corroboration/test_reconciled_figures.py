from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.corroboration.agreement import Thresholds, judge_figures
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.errors import SettingsError
from consilience.model.findings import Contradiction, Finding
from consilience.model.spans import Span
from tests.corroboration.invented_pile import (
    ceiling,
    corroborate,
    document,
    event,
    figure,
    floor,
    member,
    mention,
    only,
    statement,
)


def told(*makers, days=None, bodies=None):
    """Return one report a figure, each of a voice of its own unless *bodies* names them."""
    rows, happening = [], event()
    for at, make in enumerate(makers):
        day = days[at] if days else "2031-05-02"
        report = document(f"d{at}", outlet=f"Paper {at}", published=day)
        body = bodies[at] if bodies else f"Body {at}"
        said = statement(f"s{at}", report, originator=body, kind="organisation")
        row = make(f"f{at}", said)
        word = mention(f"m{at}", said, figures=[row.id])
        rows += [report, said, row, word, member(happening, word)]
    return [*rows, happening]


def exact(number, **other):
    return lambda name, said: figure(name, said, low=number, **other)


def about(number):
    return lambda name, said: figure(name, said, low=number, qualifier="approx")


def at_least(number):
    return lambda name, said: floor(name, said, number)


def up_to(number):
    return lambda name, said: ceiling(name, said, number)


def vague(word, least):
    return lambda name, said: figure(
        name, said, low=least, best=least, words=word, qualifier="vague"
    )


def between(low, high):
    return lambda name, said: figure(
        name, said, low=low, best=low, high=high, qualifier="range", words=f"{low} to {high}"
    )


def finding(rows, policy="consilience"):
    made = corroborate(rows, settings=ReconcileSettings(policy=policy))
    (found,) = only(made, Finding)
    return found


def bounds(rows, policy="consilience"):
    found = finding(rows, policy)
    return found.low, found.best, found.high


def test_the_worked_example_about_500_up_to_600_hundreds():
    rows = told(about(500), up_to(600), vague("hundreds", 100))
    assert bounds(rows) == (500, 500, 600)
    assert finding(rows).compatible == ("f1", "f2")


def test_floors_only_have_no_upper_end():
    assert bounds(told(at_least(30), at_least(40))) == (30, 40, None)


def test_ceilings_only_have_neither_lower_end_nor_best():
    assert bounds(told(up_to(600))) == (None, None, 600)


def test_one_specific_figure_is_low_and_high():
    assert bounds(told(exact(30), vague("dozens", 12))) == (30, 30, 30)


def test_the_value_inside_most_bounds_is_best():
    rows = told(exact(19), exact(9), up_to(25), between(17, 21))
    assert bounds(rows) == (9, 19, 25)
    assert finding(rows).best_rule == "most_independent_origins"
    assert finding(rows).agreement == "contradicted"


def test_of_equal_support_the_lowest_is_best():
    found = finding(told(exact(10), exact(12)))
    assert (found.best, found.best_rule) == (10, "lowest")


def test_a_revision_by_the_same_body_is_history_and_no_contradiction():
    rows = told(at_least(14), exact(19), days=["2031-05-02", "2031-05-03"], bodies=["Clinic"] * 2)
    found = finding(rows)
    assert (found.low, found.best, found.high) == (19, 19, 19)
    assert found.superseded == ("f0",)
    assert found.agreement == "uncontested"
    assert not only(corroborate(rows), Contradiction)


def test_the_same_number_in_rounder_words_is_no_revision():
    rows = told(
        at_least(82_000), exact(82_400), days=["2031-05-02", "2031-05-03"], bodies=["Agency"] * 2
    )
    assert bounds(rows) == (82_000, 82_400, 82_400)
    assert finding(rows).superseded == ()


def test_a_later_and_vaguer_word_replaces_nothing():
    rows = told(
        exact(19),
        vague("dozens", 12),
        at_least(14),
        days=["2031-05-02", "2031-05-03", "2031-05-04"],
        bodies=["Clinic"] * 3,
    )
    assert finding(rows).best == 19


def test_denied_and_supposed_figures_are_set_aside():
    rows = told(exact(12), exact(90))
    rows = [
        statement("s1", document("d1"), originator="Body 1", kind="organisation", polarity="denies")
        if row.id == "s1"
        else row
        for row in rows
    ]
    assert bounds(rows) == (12, 12, 12)
    assert finding(rows).excluded == ("f1",)


@pytest.mark.parametrize(
    ("numbers", "agreement", "level"),
    [
        ((20, 20), "uncontested", None),
        ((20, 24), "varied", None),
        ((20, 26), "contradicted", "minor"),
        ((20, 40), "contradicted", "major"),
        ((0, 3), "contradicted", "major"),
    ],
)
def test_thresholds_of_agreement(numbers, agreement, level):
    said = statement("s", document("d"))
    rows = [figure(f"f{at}", said, low=number) for at, number in enumerate(numbers)]
    verdict = judge_figures(rows, thresholds=Thresholds())
    assert (verdict.agreement, verdict.level) == (agreement, level)


def test_unknown_status_widens_the_civilians_upwards_only():
    rows, happening = told(exact(5, group="civilians")), event()
    report = document("d9", outlet="Ninth")
    said = statement("s9", report, originator="Body 9", kind="organisation")
    noun = Span(document="d9", start=13, end=32, quote="unidentified bodies")
    row = figure("f9", said, low=3, group="unknown", noun=noun)
    word = mention("m9", said, figures=["f9"])
    made = corroborate([*rows, report, said, row, word, member(happening, word)])
    found = {finding.supporting: finding for finding in only(made, Finding)}
    assert (found[("f0",)].low, found[("f0",)].high) == (5, 8)
    assert "civilian_status_open" in found[("f0",)].flags


def test_parts_above_their_whole_are_flagged_and_not_corrected():
    rows, happening = told(exact(10)), event()
    for name, group, number in (("a", "civilians", 8), ("b", "fighters", 5)):
        report = document(f"d{name}", outlet=name)
        said = statement(f"s{name}", report, originator=name, kind="organisation")
        row = figure(f"f{name}", said, low=number, group=group)
        word = mention(f"m{name}", said, figures=[row.id])
        rows += [report, said, row, word, member(happening, word)]
    found = {row.supporting: row for row in only(corroborate(rows), Finding)}
    assert found[("f0",)].flags == ("parts_mismatch_by_status",)
    assert found[("f0",)].best == 10


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("consilience", (500, 500, 600)),
        ("acled-like", (100, 100, 600)),
        ("ucdp-like", (500, 500, 500)),
        ("ibc-like", (500, None, 600)),
    ],
)
def test_policies_see_the_same_figures_differently(policy, expected):
    assert bounds(told(about(500), up_to(600), vague("hundreds", 100)), policy) == expected


def test_an_unknown_policy_is_refused():
    with pytest.raises(SettingsError, match="choose from consilience"):
        bounds(told(exact(1)), "guess")


NUMBERS = st.integers(1, 400)


@given(NUMBERS, NUMBERS)
@settings(max_examples=40, deadline=None)
def test_a_floor_never_contradicts_a_larger_number(least, more):
    rows = told(at_least(least), exact(least + more))
    assert finding(rows).agreement != "contradicted"
    assert not only(corroborate(rows), Contradiction)


@given(
    st.lists(
        st.tuples(st.sampled_from([exact, about, at_least, up_to]), NUMBERS), min_size=1, max_size=6
    )
)
@settings(max_examples=60, deadline=None)
def test_low_best_and_high_are_in_order(words):
    low, best, high = bounds(told(*(make(number) for make, number in words)))
    known = [end for end in (low, best, high) if end is not None]
    assert known == sorted(known)


def test_one_victim_without_a_number_is_no_total():
    rows = told(
        lambda name, said: figure(name, said, low=1, best=1, high=1, words="a pilot"),
        at_least(43),
        exact(30),
    )
    found = finding(rows)
    assert (found.low, found.best) == (30, 30)
    assert found.agreement == "contradicted"
