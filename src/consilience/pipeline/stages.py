"""The pipeline: every stage, in order. Read this file to know what happens to a report.

Rooms do not know each other; this file alone joins their functions to the tables that they read
and write. Raise a stage's version whenever its answers change.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from consilience.corroboration.comparable import CompareSettings, compare_figures
from consilience.corroboration.contradict import find_contradictions
from consilience.corroboration.grades import grade_case
from consilience.corroboration.independence import count_origins
from consilience.corroboration.reconcile import ReconcileSettings, reconcile_figures
from consilience.corroboration.series import find_series
from consilience.corroboration.tally import count_rows
from consilience.corroboration.tellings import TollSettings
from consilience.corroboration.tolls import reconcile_tolls
from consilience.extraction.events.settings import TellSettings
from consilience.extraction.events.tell import tell_document
from consilience.extraction.figures import CountingSettings, count_document
from consilience.extraction.naming import NamingSettings, name_document
from consilience.extraction.parsing import ParsingSettings, load_model, model_identity, parse_words
from consilience.extraction.places.locating import LocatingSettings, locate_document
from consilience.extraction.splitting import SplittingSettings, split_document
from consilience.extraction.statements import AttributionSettings, attribute_document
from consilience.extraction.times.dating import DatingSettings, date_document
from consilience.lineage.copies import TraceSettings
from consilience.lineage.swaps import SwapSettings, find_swapped_pairs
from consilience.lineage.tracing import trace
from consilience.merging.dates import InferringSettings, infer_dates
from consilience.merging.entities import EntitySettings, resolve_entities
from consilience.merging.events import merge_events
from consilience.merging.places import PlaceSettings, resolve_places
from consilience.merging.settings import MergeSettings
from consilience.merging.stories import StorySettings, group_stories
from consilience.model.case import Count, Skipped, VocabularyEntry
from consilience.model.decisions import Decision, DecisionStatus, ReviewItem
from consilience.model.documents import Block, BlockLabel, Capture, Document, FieldCandidate, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import (
    Event,
    EventMember,
    EventMention,
    EventStanding,
    Story,
    SuggestedMerge,
)
from consilience.model.figures import Figure
from consilience.model.findings import (
    Contradiction,
    FigureSet,
    Finding,
    Grade,
    Origin,
    SetMember,
    Toll,
)
from consilience.model.lineage import (
    AlteredFact,
    CopyEdge,
    DocumentLineage,
    Lineage,
    LineageMember,
    Passage,
    RewordingTrace,
    SwappedPair,
)
from consilience.model.places import GazetteerEntry, Place, PlaceMember, PlaceMention
from consilience.model.rows import Row
from consilience.model.rulings import (
    BestChosen,
    CannotLink,
    CorrectedEventMention,
    CorrectedFigure,
    CorrectedStatement,
    Correction,
    EventCorrection,
    IndependentDocuments,
    LineageRuling,
    MustLink,
    NotComparable,
    RatedSource,
    Rejection,
    ResolvedContradiction,
    SignOff,
    Withdrawal,
)
from consilience.model.scales import PolicyName
from consilience.model.sentences import Parse, Sentence, Words
from consilience.model.series import SeriesPoint
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import DateConstraint, InferredDate, TimeMention
from consilience.pipeline.stage import Stage, check_order
from consilience.reading.labelling import LabellingSettings, label_blocks
from consilience.review.corrections import run_and_correct
from consilience.review.queue import review_case
from consilience.review.rulings import RULINGS, make_rulings

GIVEN: Final[tuple[type[Row], ...]] = (
    Capture,
    Document,
    Text,
    Block,
    FieldCandidate,
    VocabularyEntry,
    GazetteerEntry,
    Decision,
    Words,
    Skipped,
)
"""Tables that are there before the first stage: what reading, the user and reviewers put in."""

_TRACING = TraceSettings()
_SWAPPING = SwapSettings()
_LABELLING = LabellingSettings()
_SPLITTING = SplittingSettings()
_PARSING = ParsingSettings()
_NAMING = NamingSettings()
_ATTRIBUTION = AttributionSettings()
_ENTITIES = EntitySettings()
_LOCATING = LocatingSettings()
_DATING = DatingSettings()
_COUNTING = CountingSettings()
_PLACES = PlaceSettings()
_TELLING = TellSettings()
_STORIES = StorySettings()
_MERGING = MergeSettings()
_INFERRING = InferringSettings()
_COMPARING = CompareSettings()
_TOLLING = TollSettings()
_RECONCILING = ReconcileSettings()

REVIEW: Final = Stage(
    name="review",
    unit="corpus",
    version=1,
    reads=(Decision,),
    writes=RULINGS,
    run=make_rulings,
)
TRACE: Final = Stage(
    name="trace",
    unit="corpus",
    version=7,
    reads=(Document, Text, Block, LineageRuling),
    writes=(
        Passage,
        AlteredFact,
        CopyEdge,
        Lineage,
        LineageMember,
        RewordingTrace,
        DocumentLineage,
    ),
    run=functools.partial(trace, settings=_TRACING),
    keeps_ids=True,
    settings=_TRACING,
)
LEARN_SWAPS: Final = Stage(
    name="learn swaps",
    unit="corpus",
    version=2,
    reads=(Text, Passage, CopyEdge, LineageMember),
    writes=(SwappedPair,),
    run=functools.partial(find_swapped_pairs, settings=_SWAPPING),
    settings=_SWAPPING,
)
LABEL: Final = Stage(
    name="label",
    unit="corpus",
    version=1,
    reads=(Document, Text, Block),
    writes=(BlockLabel,),
    run=functools.partial(label_blocks, settings=_LABELLING),
    settings=_LABELLING,
)
SPLIT: Final = Stage(
    name="split",
    unit="document",
    version=1,
    reads=(Document, Text, Block, BlockLabel),
    writes=(Sentence,),
    run=functools.partial(split_document, settings=_SPLITTING),
    settings=_SPLITTING,
)
PARSE: Final = Stage(
    name="parse",
    unit="sentence",
    version=1,
    reads=(Words,),
    writes=(Parse,),
    run=functools.partial(parse_words, settings=_PARSING),
    identity=model_identity(),
    prepare=load_model,
)
NAME: Final = Stage(
    name="name",
    unit="document",
    version=5,
    reads=(Document, Text, Sentence, Parse),
    shared=(VocabularyEntry,),
    writes=(Mention,),
    run=functools.partial(name_document, settings=_NAMING),
    settings=_NAMING,
)
LOCATE: Final = Stage(
    name="locate",
    unit="document",
    version=3,
    reads=(Document, Text, Sentence, Parse, Mention),
    shared=(GazetteerEntry,),
    writes=(PlaceMention,),
    run=functools.partial(locate_document, settings=_LOCATING),
    settings=_LOCATING,
)
DATE: Final = Stage(
    name="date",
    unit="document",
    version=6,
    reads=(Document, Text, Sentence, Parse),
    writes=(TimeMention,),
    run=functools.partial(date_document, settings=_DATING),
    settings=_DATING,
)
ATTRIBUTE: Final = Stage(
    name="attribute",
    unit="document",
    version=5,
    reads=(Document, Text, Sentence, Parse, Mention, Correction),
    shared=(VocabularyEntry,),
    writes=(Statement, CorrectedStatement),
    run=functools.partial(
        run_and_correct,
        run=functools.partial(attribute_document, settings=_ATTRIBUTION),
        kind=Statement,
    ),
    settings=_ATTRIBUTION,
)
RESOLVE_PLACES: Final = Stage(
    name="resolve places",
    unit="corpus",
    version=3,
    reads=(PlaceMention, GazetteerEntry),
    writes=(Place, PlaceMember),
    run=functools.partial(resolve_places, settings=_PLACES),
    keeps_ids=True,
    settings=_PLACES,
)
_TOLD: Final = (Document, Text, Sentence, Parse, Mention, PlaceMention, TimeMention)
COUNT: Final = Stage(
    name="count",
    unit="document",
    version=9,
    reads=(*_TOLD, Statement, Correction),
    writes=(Figure, CorrectedFigure),
    run=functools.partial(
        run_and_correct,
        run=functools.partial(count_document, settings=_COUNTING),
        kind=Figure,
    ),
    settings=_COUNTING,
)
RESOLVE_ENTITIES: Final = Stage(
    name="resolve entities",
    unit="corpus",
    version=3,
    reads=(Mention, VocabularyEntry, MustLink, CannotLink),
    writes=(Entity, EntityMember),
    run=functools.partial(resolve_entities, settings=_ENTITIES),
    keeps_ids=True,
    settings=_ENTITIES,
)

TELL: Final = Stage(
    name="tell",
    unit="document",
    version=6,
    reads=(*_TOLD, Statement, Figure, Correction),
    writes=(EventMention, CorrectedEventMention),
    run=functools.partial(
        run_and_correct,
        run=functools.partial(tell_document, settings=_TELLING),
        kind=EventMention,
    ),
    settings=_TELLING,
)
GROUP_STORIES: Final = Stage(
    name="group stories",
    unit="corpus",
    version=3,
    reads=(Document, Text, Block, BlockLabel, LineageMember),
    writes=(Story,),
    run=functools.partial(group_stories, settings=_STORIES),
    keeps_ids=True,
    settings=_STORIES,
)
MERGE_EVENTS: Final = Stage(
    name="merge events",
    unit="corpus",
    version=7,
    reads=(
        Document,
        Text,
        Mention,
        PlaceMention,
        TimeMention,
        Figure,
        EventMention,
        Entity,
        EntityMember,
        Place,
        PlaceMember,
        LineageMember,
        Story,
        MustLink,
        CannotLink,
        Rejection,
        EventCorrection,
    ),
    writes=(Event, EventMember, SuggestedMerge),
    run=functools.partial(merge_events, settings=_MERGING),
    keeps_ids=True,
    settings=_MERGING,
)

INFER_DATES: Final = Stage(
    name="infer dates",
    unit="corpus",
    version=1,
    reads=(
        Document,
        Text,
        Sentence,
        TimeMention,
        PlaceMention,
        PlaceMember,
        EventMention,
        Figure,
        CopyEdge,
        Passage,
    ),
    writes=(DateConstraint, InferredDate),
    run=functools.partial(infer_dates, settings=_INFERRING),
    settings=_INFERRING,
)
_SCOPES: Final = (
    Document,
    Statement,
    Figure,
    TimeMention,
    InferredDate,
    Place,
    PlaceMember,
    EntityMember,
    EventMention,
    EventMember,
    Event,
    Passage,
    Lineage,
    LineageMember,
    LineageRuling,
)
_SET_ASIDE: Final = (Rejection, Withdrawal, RatedSource, AlteredFact, CopyEdge)
"""What reviewers do not let count, and what a copy altered; the evidence of a set needs both."""

COMPARE: Final = Stage(
    name="compare",
    unit="corpus",
    version=5,
    reads=(*_SCOPES, NotComparable, SwappedPair, Text, Sentence),
    writes=(FigureSet, SetMember),
    run=functools.partial(compare_figures, settings=_COMPARING),
    keeps_ids=True,
    settings=_COMPARING,
)
COUNT_ORIGINS: Final = Stage(
    name="count origins",
    unit="corpus",
    version=2,
    reads=(*_SCOPES, *_SET_ASIDE, IndependentDocuments, Entity, FigureSet, SetMember),
    writes=(Origin,),
    run=count_origins,
)
TOLL: Final = Stage(
    name="toll",
    unit="corpus",
    version=4,
    reads=(*_SCOPES, *_SET_ASIDE, Text, Sentence, Entity, Story),
    writes=(Toll,),
    run=functools.partial(reconcile_tolls, settings=_TOLLING),
    settings=_TOLLING,
)
RECONCILE: Final = Stage(
    name="reconcile",
    unit="corpus",
    version=3,
    reads=(*_SCOPES, *_SET_ASIDE, BestChosen, Entity, FigureSet, SetMember, Origin),
    writes=(Finding,),
    run=functools.partial(reconcile_figures, settings=_RECONCILING),
    settings=_RECONCILING,
)
CONTRADICT: Final = Stage(
    name="contradict",
    unit="corpus",
    version=11,
    reads=(
        *_SCOPES,
        *_SET_ASIDE,
        ResolvedContradiction,
        Text,
        Sentence,
        Mention,
        PlaceMention,
        Entity,
        FigureSet,
        SetMember,
        Origin,
        Toll,
    ),
    writes=(Contradiction,),
    run=functools.partial(find_contradictions, settings=_RECONCILING),
    settings=_RECONCILING,
)
SERIES: Final = Stage(
    name="series",
    unit="corpus",
    version=2,
    reads=(*_SCOPES, *_SET_ASIDE, Entity, FigureSet, SetMember, Origin),
    writes=(SeriesPoint,),
    run=functools.partial(find_series, settings=_RECONCILING),
    settings=_RECONCILING,
)
GRADE: Final = Stage(
    name="grade",
    unit="corpus",
    version=1,
    reads=(
        *_SCOPES,
        *_SET_ASIDE,
        SignOff,
        Entity,
        FigureSet,
        SetMember,
        Origin,
        Finding,
        Contradiction,
    ),
    writes=(Grade, EventStanding),
    run=functools.partial(grade_case, settings=_RECONCILING),
    settings=_RECONCILING,
)
CHECK_DECISIONS: Final = Stage(
    name="check decisions",
    unit="corpus",
    version=2,
    reads=(
        Decision,
        Document,
        Mention,
        PlaceMention,
        Statement,
        Figure,
        EventMention,
        CorrectedStatement,
        CorrectedFigure,
        CorrectedEventMention,
        Entity,
        EntityMember,
        InferredDate,
        Lineage,
        LineageMember,
        CopyEdge,
        Event,
        EventMember,
        EventStanding,
        SuggestedMerge,
        FigureSet,
        SetMember,
        Finding,
        Contradiction,
        Grade,
    ),
    writes=(DecisionStatus, ReviewItem),
    run=review_case,
)
TALLY: Final = Stage(
    name="tally",
    unit="corpus",
    version=1,
    reads=(
        Document,
        Lineage,
        Statement,
        Figure,
        EventMention,
        Entity,
        Place,
        Story,
        Event,
        EventStanding,
        FigureSet,
        Finding,
        Toll,
        Origin,
        Contradiction,
        Grade,
        Skipped,
    ),
    writes=(Count,),
    run=count_rows,
)

STAGES: Final[tuple[Stage, ...]] = (
    REVIEW,
    TRACE,
    LEARN_SWAPS,
    LABEL,
    GROUP_STORIES,  # before the parse: another process may load the model meanwhile
    SPLIT,
    PARSE,
    NAME,
    LOCATE,
    DATE,
    ATTRIBUTE,
    COUNT,
    TELL,
    RESOLVE_PLACES,
    RESOLVE_ENTITIES,
    INFER_DATES,
    MERGE_EVENTS,
    COMPARE,
    COUNT_ORIGINS,
    TOLL,
    RECONCILE,
    CONTRADICT,
    GRADE,
    SERIES,
    CHECK_DECISIONS,
    TALLY,
)

check_order(STAGES, given=GIVEN)


def reconcile_under(tables: Tables, *, policy: PolicyName) -> Iterator[Finding]:
    """Yield what the figures of *tables* come to under *policy*, by the stage's own thresholds."""
    return reconcile_figures(tables, settings=replace(_RECONCILING, policy=policy))
