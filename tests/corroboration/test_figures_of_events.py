"""Figures that count for an event without telling it: what goes on, what a copy changed."""

from __future__ import annotations

import dataclasses

import pytest

from consilience.corroboration.altered import altered_figures
from consilience.corroboration.continued import counts_the_rest
from consilience.model.documents import Text
from consilience.model.findings import FigureSet, Finding, Origin, SetMember
from consilience.model.lineage import AlteredFact, CopyEdge, Passage, SwappedPair
from consilience.model.spans import Span, Stretch
from tests.corroboration.invented_pile import (
    copies,
    corroborate,
    document,
    event,
    figure,
    member,
    mention,
    only,
    sentence,
    statement,
    tables_of,
)

NOTE = "Shells hit the mill, killing 14 people. Another 27 people were still being treated."


def words_at(report, text, words):
    start = text.index(words)
    return Span(document=report, start=start, end=start + len(words), quote=words)


def two_sentences(text, second, **other):
    """Return a report whose first sentence tells a shelling, and the figure of its second."""
    report = document("d1")
    said = statement("s1", report)
    happening = event(kind="shelling")
    first, later = sentence(report, 0, "sen_0"), sentence(report, 1, "sen_1")
    dead = figure("f1", said, low=14, sentence="sen_0", span=words_at("d1", text, "14"))
    told = mention("m1", said, kind="shelling", figures=["f1"], sentence="sen_0")
    row = figure(
        "f2", said, low=float(second), sentence="sen_1",
        **(other if "span" in other else {"span": words_at("d1", text, second), **other}),
    )  # fmt: skip
    return [report, said, Text(id="d1", text=text), first, later, happening, dead, told,
            member(happening, told), row]  # fmt: skip


def set_of(rows, key):
    found = corroborate(rows)
    (holder,) = (row.figure_set for row in only(found, SetMember) if row.figure == key)
    return next(row for row in only(found, FigureSet) if row.id == holder)


@pytest.mark.parametrize(
    ("text", "second", "other"),
    [
        (NOTE, "27", {"measure": "injured", "of_whole": "f1"}),
        ("Shells hit the mill, killing 14 people. Nine people are reported hurt.", "9", {}),
    ],
)
def test_who_is_counted_next_without_an_event_is_counted_for_the_one_told_before(
    text, second, other
):
    quote = {"9": "Nine"}.get(second, second)
    other = {"measure": "injured", **other, "span": words_at("d1", text, quote)}
    assert set_of(two_sentences(text, second, **other), "f2").event == "ev_1"


def test_who_is_counted_elsewhere_is_not_counted_for_the_event_told_before():
    text = "Shells hit the mill, killing 14 people. Nine people are reported hurt in Osk."
    rows = two_sentences(text, "9", measure="injured", scope_place="p1",
                         span=words_at("d1", text, "Nine"))  # fmt: skip
    assert set_of(rows, "f2").event is None


def test_the_toll_that_stood_before_is_the_same_event():
    text = "Shells hit the mill, killing 19 people. The council had put the toll at 14 on Monday."
    rows = two_sentences(text.replace("19", "14", 1), "14")
    rows[-1] = dataclasses.replace(rows[-1], trigger=words_at("d1", text, "toll"))
    assert set_of(rows, "f2").event == "ev_1"


def test_those_still_treated_are_not_all_who_were_hurt():
    row = two_sentences(NOTE, "27", measure="injured", trigger=words_at("d1", NOTE, "treated"))[-1]
    assert counts_the_rest(row, Text(id="d1", text=NOTE))
    healed = NOTE.replace("were still being treated", "were treated for burns")
    row = dataclasses.replace(row, trigger=words_at("d1", healed, "treated"))
    assert not counts_the_rest(row, Text(id="d1", text=healed))


def copied_with_another_number(*, probability, outlet="Flash", speaker="Clinic"):
    """Return a report with 19 and one that has its words, but 91."""
    reports = [document("d1", outlet="The Echo"), document("d2", outlet=outlet)]
    said = [
        statement("s1", reports[0], originator="Clinic", kind="organisation"),
        statement("s2", reports[1], originator=speaker, kind="organisation"),
    ]
    counts = [
        figure("f1", said[0], low=19, span=Span(document="d1", start=10, end=12, quote="19")),
        figure("f2", said[1], low=91, span=Span(document="d2", start=10, end=12, quote="91")),
    ]
    happening = event()
    told = [mention(f"m{at}", said[at], figures=[row.id]) for at, row in enumerate(counts)]
    fact = AlteredFact(id="alt_1", passage="pas_1", kind="number", a=counts[0].span,
                       b=counts[1].span)  # fmt: skip
    edge = CopyEdge(id="edg_1", document_a="d1", document_b="d2", passages=("pas_1",),
                    probability_a_first=probability, common_source=None, evidence=(),
                    spans=())  # fmt: skip
    return [*reports, *said, *counts, happening, *told, *(member(happening, row) for row in told),
            fact, edge]  # fmt: skip


def test_a_number_that_a_copy_changed_counts_for_nothing_and_is_shown_as_left_out():
    rows = copied_with_another_number(probability=0.9)
    assert list(altered_figures(tables_of(rows))) == ["f2"]
    (found,) = only(corroborate(rows), Finding)
    assert (found.low, found.best, found.high) == (19, 19, 19)
    assert found.excluded == ("f2",)
    assert found.n_reports == 2
    assert "altered in a copy" in found.reason


@pytest.mark.parametrize(
    "other", [{"probability": None}, {"outlet": "The Echo"}, {"speaker": "Council"}]
)
def test_another_number_is_no_alteration_where_it_may_be_somebodys_word(other):
    """Nobody knows who copied; an outlet corrects itself; somebody else said it."""
    rows = copied_with_another_number(**{"probability": 0.9, **other})
    assert altered_figures(tables_of(rows)) == {}


def test_what_a_copy_counts_in_other_words_is_counted_once():
    rows = []
    for at, (unit, outlet) in enumerate((("shops", "The Echo"), ("stores", "Flash"))):
        report = document(f"d{at}", outlet=outlet)
        said = statement(f"s{at}", report)
        noun = Span(document=f"d{at}", start=20, end=20 + len(unit), quote=unit)
        rows += [report, said, figure(f"f{at}", said, low=12, measure="destroyed", unit=unit,
                                      group="unknown", noun=noun)]  # fmt: skip
    pair = SwappedPair(id="swp_1", original="shops", swapped="stores", n_pairs=1, n_times=1,
                       n_forward=1, n_backward=0, learnt=False, original_spans=(rows[2].noun,),
                       swapped_spans=(rows[5].noun,))  # fmt: skip
    assert len(only(corroborate(rows), FigureSet)) == 2
    assert len(only(corroborate([*rows, pair]), FigureSet)) == 1


def test_soldiers_lost_elsewhere_are_no_part_of_the_dead_of_a_strike():
    """The report counts both, and nothing says that the smaller number is among the larger."""
    report = document("d1")
    said = statement("s1", report)
    strike, ambush = event(), event("ev_2", kind="attack", title="the ambush")
    dead = figure("f1", said, low=19)
    lost = figure("f2", said, low=12, group="soldiers", of_whole="f1")
    told = [mention("m1", said, figures=["f1"]), mention("m2", said, kind="attack", figures=["f2"])]
    rows = [report, said, strike, ambush, dead, lost, *told]
    apart = [*rows, member(strike, told[0]), member(ambush, told[1])]
    assert set_of(apart, "f2").part_of is None
    together = [*rows, member(strike, told[0]), member(strike, told[1])]
    assert set_of(together, "f2").part_of is not None


def test_a_statement_that_two_reports_quote_is_one_voice_whatever_they_call_the_speaker():
    happening = event(kind="mass_grave")
    rows = [happening]
    for at, speaker in enumerate(("Militia", "Army")):
        report = document(f"d{at}", outlet=f"Paper {at}")
        said = statement(f"s{at}", report, originator=speaker, kind="military")
        words = Span(document=f"d{at}", start=50, end=90, quote="x" * 40)
        said = dataclasses.replace(said, content=(words,))
        told = mention(f"m{at}", said, kind="mass_grave")
        rows += [report, said, told, member(happening, told)]
    assert len(only(corroborate(rows), Origin)) == 2
    ends = [Stretch(document=f"d{at}", start=52, end=88, sha256="0" * 64) for at in range(2)]
    same = Passage(id="pas_1", document_a="d0", document_b="d1", a=ends[0], b=ends[1],
                   kind="common_quotation", n_words=8,
                   identity=1.0, reason="given")  # fmt: skip
    assert len(only(corroborate([*rows, same]), Origin)) == 1


def test_copies_that_tell_no_place_and_time_are_one_set():
    reports = [document("d1", outlet="The Echo"), document("d2", outlet="Flash")]
    said = [statement("s1", reports[0]), statement("s2", reports[1])]
    rows = [
        figure(f"f{at}", one, low=12, measure="destroyed", unit="shops", group="unknown")
        for at, one in enumerate(said)
    ]
    assert len(only(corroborate([*reports, *said, *rows]), FigureSet)) == 2
    copied = [*reports, *said, *rows, *copies("lin_1", reports), *copies("lin_2", reports[:1])]
    assert len(only(corroborate(copied), FigureSet)) == 1


def test_a_report_that_counts_fewer_elsewhere_counts_them_for_what_it_has_just_told():
    """The report also counts more for a strike told far above: nothing ties the nine to that."""
    text = "Shells hit the mill, killing 14 people. Nine people are reported dead."
    rows = two_sentences(text, "9", span=words_at("d1", text, "Nine"), of_whole="f0")
    strike, report, said = event("ev_0"), rows[0], rows[1]
    above = figure("f0", said, low=25, sentence="sen_9")
    told = mention("m0", said, figures=["f0"], sentence="sen_9")
    rows += [strike, sentence(report, 9, "sen_9"), above, told, member(strike, told)]
    rows = [row for row in rows if row.id not in {"f1"}]
    rows = [dataclasses.replace(row, figures=()) if row.id == "m1" else row for row in rows]
    assert set_of(rows, "f2").event == "ev_1"
