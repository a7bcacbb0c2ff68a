"""Reports of an invented crisis as rows, for the tests of this room."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import partial

from consilience.corroboration.comparable import compare_figures
from consilience.corroboration.contradict import find_contradictions
from consilience.corroboration.grades import grade_case
from consilience.corroboration.grouping import CompareSettings
from consilience.corroboration.independence import count_origins
from consilience.corroboration.reconcile import ReconcileSettings, reconcile_figures
from consilience.model.documents import Document
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.places import Place, PlaceMember
from consilience.model.rows import Row
from consilience.model.sentences import Sentence
from consilience.model.spans import Span, Stretch
from consilience.model.statements import Link, Statement
from consilience.model.tables import TABLES, Tables
from consilience.model.times import InferredDate, TimeMention


def document(
    name: str,
    *,
    outlet: str | None = "The Lantern",
    published: str | None = "2031-05-02",
    agency: str | None = None,
    authors: tuple[str, ...] = (),
) -> Document:
    return Document(
        id=name,
        name=name,
        text_sha256="0" * 64,
        text_length=1_000,
        title=None,
        outlet=outlet,
        outlet_kind="traditional_media",
        authors=authors,
        agency=agency,
        url=None,
        language="en",
        published_start=published,
        published_end=published,
        published_precision="day" if published else None,
        published_reason="given",
        modified=None,
        withdrawn=False,
        sensitivity="none",
    )


def statement(
    name: str,
    report: Document,
    *,
    originator: str | None = None,
    kind: str = "outlet",
    chain: tuple[Link, ...] = (),
    polarity: str = "asserts",
    firmness: str = "stated",
) -> Statement:
    words = Span(document=report.id, start=0, end=4, quote="word")
    return Statement(
        id=name,
        document=report.id,
        sentence="sen_" + report.id,
        content=(words,),
        cue=(),
        source=(),
        speaker=None,
        speaker_name=originator,
        originator=originator,
        originator_kind=kind,
        proximity="unknown",
        anonymous=False,
        firmness=firmness,
        firmness_cue=None,
        polarity=polarity,
        quote_kind="none",
        background=False,
        chain=chain,
        parent=None,
        reason="given",
        sensitivity="none",
    )


def figure(
    name: str,
    said: Statement,
    *,
    low: float | None,
    high: float | None = None,
    best: float | None = None,
    words: str | None = None,
    **other: object,
) -> Figure:
    """Return a figure; ``low`` alone is an exact number."""
    if words is None and high is None and best is None:
        best = high = low
    row = Figure(
        id=name,
        document=said.document,
        statement=said.id,
        sentence=said.sentence,
        span=Span(document=said.document, start=10, end=12, quote=words or str(best)),
        noun=None,
        trigger=None,
        measure="killed",
        measure_reason="given",
        group="all",
        unit="persons",
        low=low,
        best=best,
        high=high,
        qualifier="exact",
        count_kind="incident",
        role="observed",
        perpetrator=(),
        victims=(),
        scope_place=None,
        scope_time=None,
        base=None,
        base_value=None,
        of_whole=None,
        derived_from=None,
        factor=None,
        reason="given",
    )
    return dataclasses.replace(row, **other)  # type: ignore[arg-type]


def floor(name: str, said: Statement, least: float, **other: object) -> Figure:
    return figure(
        name, said, low=least, best=least, words=f"at least {least:g}", qualifier="floor", **other
    )


def ceiling(name: str, said: Statement, most: float, **other: object) -> Figure:
    return figure(
        name, said, low=None, high=most, words=f"up to {most:g}", qualifier="ceiling", **other
    )


def mention(
    name: str,
    said: Statement,
    *,
    kind: str = "air_strike",
    figures: Sequence[str] = (),
    **other: object,
) -> EventMention:
    row = EventMention(
        id=name,
        document=said.document,
        statement=said.id,
        sentence=said.sentence,
        trigger=Span(document=said.document, start=10, end=14, quote="hits"),
        lemma="hit",
        kind=kind,
        realis="happened",
        actors=(),
        targets=(),
        target_words=None,
        weapon=None,
        place=None,
        time=None,
        figures=tuple(figures),
        within_mention=None,
        aggregate=False,
        reason="given",
    )
    return dataclasses.replace(row, **other)  # type: ignore[arg-type]


def event(name: str = "ev_1", *, kind: str = "air_strike", **other: object) -> Event:
    row = Event(
        id=name,
        previous_ids=(),
        title="the strike on the mill",
        kind=kind,
        acled_event_type=None,
        acled_sub_event_type=None,
        date_start="2031-05-01",
        date_end="2031-05-01",
        date_precision="day",
        date_reason="given",
        place=None,
        place_precision=None,
        actors=(),
        targets=(),
        realis="happened",
        aggregate=False,
        background=False,
        n_mentions=1,
        n_reports=1,
        n_outlets=1,
        related=(),
        reason="given",
        sensitivity="none",
    )
    return dataclasses.replace(row, **other)  # type: ignore[arg-type]


def member(of: Event, told: EventMention) -> EventMember:
    return EventMember(
        id=EventMember.make_id(of.id, told.id),
        document=told.document,
        event=of.id,
        mention=told.id,
        joined_to=None,
        score=None,
        features=(),
    )


def copies(name: str, documents: Iterable[Document], *, origin: str | None = None) -> list[Row]:
    """Return a lineage of the first hundred characters of *documents*."""
    found = list(documents)
    lineage = Lineage(
        id=name,
        previous_ids=(),
        kind="verbatim",
        origin=origin,
        common_source=None,
        n_documents=len(found),
        n_outlets=len(found),
        n_words=20,
        reason="given",
    )
    return [
        lineage,
        *(
            LineageMember(
                id=LineageMember.make_id(name, row.id),
                document=row.id,
                lineage=name,
                stretch=Stretch(document=row.id, start=0, end=100, sha256="0" * 64),
            )
            for row in found
        ),
    ]


def entity(
    name: str,
    *,
    kind: str = "force",
    side: str | None = None,
    owner: str | None = None,
    aliases: tuple[str, ...] = (),
) -> Entity:
    return Entity(
        id="ent_" + name,
        previous_ids=(),
        name=name,
        kind=kind,
        aliases=aliases,
        vocabulary=name.lower(),
        side=side,
        owner=owner,
        n_mentions=1,
        n_documents=1,
        reason="given",
        sensitivity="none",
    )


def named(mention_id: str, whom: Entity, report: str) -> EntityMember:
    return EntityMember(
        id=EntityMember.make_id(mention_id),
        document=report,
        entity=whom.id,
        mention=mention_id,
        reason="given",
    )


def in_text(mention_id: str, whom: Entity, sentence_id: str, span: Span) -> Mention:
    return Mention(
        id=mention_id,
        document=span.document,
        sentence=sentence_id,
        span=span,
        kind=whom.kind,
        name=whom.name,
        candidates=(),
        same_as=None,
        role=None,
        rule="given",
        sensitivity="none",
    )


def place(
    name: str, *, within: str | None = None, point: tuple[float, float] | None = None
) -> Place:
    return Place(
        id="pla_" + name,
        previous_ids=(),
        name=name,
        aliases=(),
        kind="settlement",
        gazetteer=None,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        radius_m=None,
        precision=None,
        geometry_source=None,
        country=None,
        adm1=None,
        adm2=None,
        within=within,
        n_mentions=1,
        reason="given",
    )


def located(mention_id: str, where: Place, report: str) -> PlaceMember:
    return PlaceMember(
        id=PlaceMember.make_id(mention_id),
        document=report,
        place=where.id,
        mention=mention_id,
        reason="given",
    )


def time(name: str, report: str, start: str, end: str | None = None) -> TimeMention:
    return TimeMention(
        id=name,
        document=report,
        sentence="sen_" + report,
        span=Span(document=report, start=20, end=24, quote="then"),
        timex="DATE",
        value=None,
        symbol=None,
        start=start,
        end=end or start,
        precision="day" if end is None else "week",
        modifier=None,
        anchor="absolute",
        anchor_mention=None,
        reason="given",
    )


def inferred(report: str, start: str | None) -> InferredDate:
    return InferredDate(
        id=InferredDate.make_id(report), document=report, start=start, end=start,
        precision="day" if start else "unknown", constraints=(), reason="given",
    )  # fmt: skip


def tables_of(rows: Iterable[Row]) -> Tables:
    found: dict[type[Row], list[Row]] = {kind: [] for kind in TABLES}
    for row in rows:
        found[type(row)].append(row)
    return Tables(found)


def corroborate(rows: Iterable[Row], *, settings: ReconcileSettings | None = None) -> list[Row]:
    """Return *rows* and all that this room's stages make of them, in the pipeline's order."""
    chosen = settings or ReconcileSettings()
    found = list(rows)
    for stage in (
        partial(compare_figures, settings=CompareSettings()),
        count_origins,
        partial(reconcile_figures, settings=chosen),
        partial(find_contradictions, settings=chosen),
        partial(grade_case, settings=chosen),
    ):
        found.extend(list(stage(tables_of(found))))
    return found


def only(rows: Iterable[Row], kind: type[Row]) -> list[Row]:
    return sorted((row for row in rows if isinstance(row, kind)), key=lambda row: row.id)


def sentence(report: Document, ordinal: int, name: str) -> Sentence:
    return Sentence(
        id=name,
        document=report.id,
        block="bl",
        block_kind="paragraph",
        ordinal=ordinal,
        start=0,
        end=100,
        parse="par",
    )
