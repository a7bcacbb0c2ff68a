"""Figures and bodies as they stand in a sentence."""

import pytest

from consilience.model.entities import Entity
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet, Finding, Origin
from consilience.model.spans import span_of
from consilience.model.statements import Statement
from consilience.outputs.lookup import Lookup
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.report.attributed import said_by, with_article
from consilience.outputs.report.counted import finding_text, quantity
from consilience.outputs.report.happenings import event_text


@pytest.mark.parametrize(
    ("words", "qualifier", "low", "high", "said"),
    [
        ("19", "exact", 19.0, 19.0, "19"),
        ("six", "exact", 6.0, 6.0, "six"),
        ("about 500", "approx", 500.0, 500.0, "about 500"),
        ("more than 300", "floor_strict", 300.0, None, "more than 300"),
        ("at least 40", "floor", 40.0, None, "at least 40"),
        ("as many as 600", "ceiling", None, 600.0, "up to 600"),
        ("between 17 and 21", "range", 17.0, 21.0, "between 17 and 21"),
        ("Dozens", "vague", 12.0, None, "dozens of"),
        ("around half", "fraction", 900.0, 900.0, "around half (900)"),
    ],
)
def test_a_figure_is_said_as_exactly_as_it_was(make_row, words, qualifier, low, high, said):
    span = span_of("doc_q", words, 0, len(words))
    figure = make_row(Figure, id="fig_q", document="doc_q", span=span, qualifier=qualifier)
    finding = make_row(Finding, id="fin_q", low=low, high=high)
    assert quantity(finding, [figure]) == said


@pytest.mark.parametrize(
    ("low", "best", "high", "told"),
    [
        (40.0, 130.0, None, True),
        (40.0, 40.0, None, False),
        (40.0, 60.0, 130.0, True),
        (40.0, 40.0, 40.0, False),
    ],
)
def test_the_figure_that_most_voices_support_is_said_beside_bounds_only(
    make_row, low, best, high, told
):
    span = span_of("doc_q", "40", 0, 2)
    figure = make_row(Figure, id="fig_q", document="doc_q", span=span, of_whole=None)
    own = make_row(FigureSet, id="set_q", measure="killed", group="all", unit="persons")
    finding = make_row(Finding, id="fin_q", low=low, best=best, high=high, n_independent=3,
                       best_rule="most_independent_origins")  # fmt: skip
    text = finding_text(finding, own, [figure], lookup=Lookup(MemoryRecord([])), origins=[])
    assert ("; the figure that most voices support is" in text) is told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Interior Ministry", "the Interior Ministry"),
        ("The Town Post", "The Town Post"),
        ("Ada Reyn", "Ada Reyn"),
        ("Union of Farmers", "the Union of Farmers"),
        ("a doctor at the hospital of Osk Council", "a doctor at the hospital of Osk Council"),
    ],
)
def test_a_body_has_its_article_and_a_person_none(name, said):
    assert with_article(name) == said


@pytest.mark.parametrize(
    ("words", "noun", "said"),
    [
        ("The driver", "driver", "A driver was reported injured"),
        ("an official", None, "An official was reported injured"),
        ("one", None, "One civilian was reported injured"),
    ],
)
def test_one_person_told_of_without_a_number_is_called_what_the_report_says(
    make_row, words, noun, said
):
    span = span_of("doc_q", words, 0, len(words))
    named = span_of("doc_q", words, words.index(noun), len(words)) if noun else None
    figure = make_row(Figure, id="fig_q", document="doc_q", span=span, noun=named, of_whole=None)
    own = make_row(FigureSet, id="set_q", measure="injured", group="civilians", unit="persons")
    finding = make_row(Finding, id="fin_q", low=1.0, high=1.0)
    lookup = Lookup(MemoryRecord([]))
    text = finding_text(finding, own, [figure], lookup=lookup, origins=[])
    assert text.startswith(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("mass grave", "A grave was reported found, place and day not established ("),
        ("remains", "Bodies were reported found, place and day not established ("),
    ],
)
def test_a_find_is_said_as_an_editor_would(make_row, words, said):
    event = make_row(Event, id="ev_q", kind="mass_grave", realis="happened")
    told = make_row(
        EventMention, id="evm_q", document="doc_q", trigger=span_of("doc_q", words, 0, len(words))
    )
    member = make_row(EventMember, id="evx_q", event="ev_q", mention="evm_q", document="doc_q")
    lookup = Lookup(MemoryRecord([event, told, member]))
    assert event_text(event, lookup).startswith(said)


def test_an_army_in_a_coalition_speaks_for_itself(make_row):
    army = make_row(Entity, id="ent_a", name="Army of Osk", vocabulary="osk_army")
    said = make_row(Statement, id="st_q", document="doc_q", originator="osk_army")
    origin = make_row(
        Origin, id="ori_q", originator="coalition", originator_name="The Coalition",
        statements=("st_q",), documents=("doc_q",),
    )  # fmt: skip
    finding = make_row(Finding, id="fin_q", n_independent=1)
    lookup = Lookup(MemoryRecord([army, said]))
    assert said_by(finding, [origin], lookup) == ", according to the Army of Osk"
    assert said_by(finding, [origin], Lookup(MemoryRecord([said]))).endswith("The Coalition")
