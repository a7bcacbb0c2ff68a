"""A small record written by hand: two outlets, one copied sentence, one figure, one dispute."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

import pytest

from consilience.model.case import Skipped
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention, EventStanding
from consilience.model.figures import Figure
from consilience.model.findings import (
    Contradiction,
    FigureSet,
    Finding,
    Grade,
    Origin,
    SetMember,
    Side,
)
from consilience.model.lineage import DocumentLineage, Lineage, LineageMember
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rows import Row, field_types, without_none
from consilience.model.sentences import Sentence
from consilience.model.spans import Span, span_of, stretch_of
from consilience.model.statements import Link, Statement
from consilience.model.times import TimeMention
from consilience.outputs.memory import MemoryRecord

FIRST = (
    "Shells hit the market of Dervan on 3 May 2031.\n"
    "At least 40 civilians were killed, the Orsk Relief Union said.\n"
    "Mira Talent, who lost a leg, saw it."
)
SECOND = (
    "At least 40 civilians were killed, the Orsk Relief Union said.\n"
    '=HYPERLINK("x") The army denied it: \x1b[31m"Nobody" died, [bold]it[/bold] said.'
)


def example(table: type[Row], /, **given: Any) -> Any:
    """Return a row of *table*, its other fields empty, zero or the first of their scale."""
    blank = {
        name: _blank(annotation)
        for name, annotation in field_types(table).items()
        if name not in given
    }
    return table(**{**blank, **given})


def _blank(annotation: Any) -> Any:
    bare, optional = without_none(annotation)
    if optional:
        return None
    if get_origin(bare) is Literal:
        return get_args(bare)[0]
    if get_origin(bare) is tuple:
        return ()
    return {str: "", int: 0, float: 0.0, bool: False, bytes: b""}[bare]


def at(document: str, text: str, words: str) -> Span:
    """Return the span of the first *words* in *text*."""
    start = text.index(words)
    return span_of(document, text, start, start + len(words))


def document_rows(key: str, text: str, **given: Any) -> list[Row]:
    """Return a document, its text and a sentence for each of its lines."""
    rows: list[Row] = [
        example(
            Document,
            id=key,
            name=f"{key}.txt",
            text_length=len(text),
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            **given,
        ),
        Text(id=key, text=text),
    ]
    start = 0
    for number, line in enumerate(text.split("\n")):
        rows.append(
            example(
                Sentence,
                id=f"sen_{key}_{number}",
                document=key,
                ordinal=number,
                start=start,
                end=start + len(line),
            )
        )
        start += len(line) + 1
    return rows


def _record_rows() -> list[Row]:
    said = at("doc_a", FIRST, "At least 40 civilians were killed")
    copied = at("doc_b", SECOND, "At least 40 civilians were killed")
    denied = at("doc_b", SECOND, '"Nobody" died')
    union = "Orsk Relief Union"
    return [
        *document_rows(
            "doc_a",
            FIRST,
            outlet="Dervan Herald",
            title="Shells hit market",
            published_start="2031-05-04",
            published_end="2031-05-04",
        ),
        *document_rows("doc_b", SECOND, title="=cmd|calc"),
        *_statements(said, copied, denied, union),
        *_figures(said, copied),
        *_event(),
        *_lineage(),
        example(
            Mention,
            id="men_mira",
            document="doc_a",
            sentence="sen_doc_a_2",
            span=at("doc_a", FIRST, "Mira Talent"),
            name="Mira Talent",
            sensitivity="severe",
        ),
        example(Skipped, id="skp_1", what="broken.bin", stage="read", reason="not a text"),
        example(
            Contradiction,
            id="con_1",
            kind="happened",
            level="major",
            subject="ev_1",
            title="whether anyone was killed in Dervan",
            sides=(
                Side(value="40 killed", statements=("st_1",), origins=("ori_1",), spans=(said,)),
                Side(value="nobody died", statements=("st_3",), origins=(), spans=(denied,)),
            ),
            explanation="The army denies what the union says.",
        ),
    ]


def _statements(said: Span, copied: Span, denied: Span, union: str) -> list[Row]:
    return [
        example(
            Statement,
            id="st_1",
            document="doc_a",
            sentence="sen_doc_a_1",
            content=(said,),
            cue=(at("doc_a", FIRST, "said"),),
            source=(at("doc_a", FIRST, f"the {union}"),),
            speaker_name=union,
            originator=union,
            originator_kind="ngo_monitor",
            chain=(Link(role="published", name="Dervan Herald", entity=None, span=None),),
        ),
        example(
            Statement,
            id="st_2",
            document="doc_b",
            sentence="sen_doc_b_0",
            content=(copied,),
            speaker_name=union,
            originator=union,
        ),
        example(
            Statement,
            id="st_3",
            document="doc_b",
            sentence="sen_doc_b_1",
            content=(denied,),
            speaker_name="army",
            firmness="denied",
            polarity="denies",
        ),
    ]


def _figures(said: Span, copied: Span) -> list[Row]:
    common = {"measure": "killed", "group": "civilians", "unit": "persons", "low": 40.0}
    common |= {"best": 40.0, "qualifier": "floor", "count_kind": "incident"}
    rows: list[Row] = [
        example(
            Figure,
            id=f"fig_{number}",
            document=span.document,
            statement=f"st_{number}",
            sentence=f"sen_{span.document}_{line}",
            span=Span(
                document=span.document,
                start=span.start,
                end=span.start + len("At least 40"),
                quote="At least 40",
            ),
            scope_place="plm_1" if number == 1 else None,
            scope_time="tim_1" if number == 1 else None,
            **common,
        )
        for number, line, span in ((1, 1, said), (2, 0, copied))
    ]
    return [
        *rows,
        example(
            FigureSet,
            id="set_1",
            title="civilians killed in Dervan",
            event="ev_1",
            measure="killed",
            group="civilians",
            unit="persons",
            scope_place="pla_1",
            scope_start="2031-05-03",
            scope_end="2031-05-03",
        ),
        *(
            example(
                SetMember,
                id=f"sem_{n}",
                document=f"doc_{'ab'[n - 1]}",
                figure_set="set_1",
                figure=f"fig_{n}",
            )
            for n in (1, 2)
        ),
        example(
            Finding,
            id="fin_1",
            figure_set="set_1",
            low=40.0,
            best=40.0,
            n_reports=2,
            n_outlets=2,
            n_originators=1,
            n_independent=1,
            agreement="uncontested",
            supporting=("fig_1", "fig_2"),
        ),
        example(
            Origin,
            id="ori_1",
            subject="set_1",
            originator="Orsk Relief Union",
            originator_name="Orsk Relief Union",
            originator_kind="ngo_monitor",
            documents=("doc_a", "doc_b"),
            statements=("st_1", "st_2"),
            figures=("fig_1", "fig_2"),
            tests=("text_reuse", "same_originator"),
            spans=(at("doc_a", FIRST, "Orsk Relief Union"),),
        ),
        example(Grade, id="gra_1", subject="fin_1", axis="admiralty_number", value="3"),
        example(Grade, id="gra_2", subject="ev_1", axis="harm", value="weak"),
    ]


def _event() -> list[Row]:
    return [
        example(
            PlaceMention,
            id="plm_1",
            document="doc_a",
            sentence="sen_doc_a_0",
            span=at("doc_a", FIRST, "Dervan"),
            name="Dervan",
        ),
        example(PlaceMember, id="plb_1", document="doc_a", place="pla_1", mention="plm_1"),
        example(
            Place,
            id="pla_1",
            name="Dervan",
            aliases=("Dervân",),
            latitude=12.3456,
            longitude=-45.6789,
            radius_m=5000,
            precision="settlement",
            country="IQ",
            adm1="Nineveh",
        ),
        example(
            TimeMention,
            id="tim_1",
            document="doc_a",
            sentence="sen_doc_a_0",
            span=at("doc_a", FIRST, "3 May 2031"),
            start="2031-05-03",
            end="2031-05-03",
            precision="day",
        ),
        example(Entity, id="ent_1", name="Northern Army", aliases=("the army",), kind="force"),
        example(
            Mention,
            id="men_army",
            document="doc_b",
            sentence="sen_doc_b_1",
            span=at("doc_b", SECOND, "The army"),
            name="army",
            kind="force",
        ),
        example(EntityMember, id="enm_1", document="doc_b", entity="ent_1", mention="men_army"),
        example(
            EventMention,
            id="evm_1",
            document="doc_a",
            statement="st_1",
            sentence="sen_doc_a_1",
            trigger=at("doc_a", FIRST, "killed"),
            lemma="kill",
            kind="shelling",
        ),
        example(EventMember, id="evb_1", document="doc_a", event="ev_1", mention="evm_1"),
        example(
            Event,
            id="ev_1",
            previous_ids=("ev_0",),
            title="Shelling in Dervan, 3 May 2031",
            kind="shelling",
            date_start="2031-05-03",
            date_end="2031-05-03",
            date_precision="day",
            place="pla_1",
            place_precision="settlement",
            actors=("ent_1",),
            n_reports=2,
        ),
        example(EventStanding, id="evs_1", event="ev_1", n_reports=2, n_independent=1),
    ]


def _lineage() -> list[Row]:
    length = len("At least 40 civilians were killed, the Orsk Relief Union said.")
    starts = {"doc_a": FIRST.index("At least"), "doc_b": 0}
    texts = {"doc_a": FIRST, "doc_b": SECOND}
    return [
        example(
            Lineage, id="lin_1", origin="doc_a", n_documents=2, n_outlets=2, n_words=11, reason="-"
        ),
        *(
            example(
                LineageMember,
                id=f"lim_{key}",
                document=key,
                lineage="lin_1",
                stretch=stretch_of(key, texts[key], start, start + length),
            )
            for key, start in starts.items()
        ),
        example(
            DocumentLineage,
            id="dli_1",
            document="doc_b",
            shared_words=11,
            words=21,
            n_related=1,
        ),
    ]


@pytest.fixture
def record_rows() -> list[Row]:
    return _record_rows()


@pytest.fixture
def record(record_rows: list[Row]) -> MemoryRecord:
    return MemoryRecord(record_rows)


@pytest.fixture
def make_row() -> Callable[..., Any]:
    return example


@pytest.fixture
def make_document() -> Callable[..., list[Row]]:
    return document_rows
