"""The stages that count origins, reconcile figures, find contradictions and grade."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from consilience.corroboration.comparable import compare_figures
from consilience.corroboration.contradict import find_contradictions
from consilience.corroboration.grades import grade_case
from consilience.corroboration.grouping import CompareSettings
from consilience.corroboration.independence import count_origins
from consilience.corroboration.reconcile import ReconcileSettings, reconcile_figures
from consilience.corroboration.series import find_series
from consilience.corroboration.tellings import TollSettings
from consilience.corroboration.tolls import reconcile_tolls
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import (
    Event,
    EventMember,
    EventMention,
    EventStanding,
    Story,
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
    Lineage,
    LineageMember,
    Passage,
    SwappedPair,
)
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rulings import (
    BestChosen,
    IndependentDocuments,
    LineageRuling,
    NotComparable,
    RatedSource,
    Rejection,
    ResolvedContradiction,
    SignOff,
    Withdrawal,
)
from consilience.model.scales import PolicyName
from consilience.model.sentences import Sentence
from consilience.model.series import SeriesPoint
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import InferredDate, TimeMention
from consilience.pipeline.stage import Stage

_COMPARING = CompareSettings()
_TOLLING = TollSettings()
_RECONCILING = ReconcileSettings()

_SCOPES: Final = (
    Document,
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
_SET_ASIDE: Final = (Rejection, Withdrawal, RatedSource, AlteredFact, CopyEdge, Text)
"""What reviewers do not let count, and what a copy altered; the evidence of a set needs both."""
COMPARE: Final = Stage(
    name="compare",
    unit="corpus",
    version=9,
    reads=(*_SCOPES, NotComparable, SwappedPair, Text, Sentence),
    writes=(FigureSet, SetMember),
    run=functools.partial(compare_figures, settings=_COMPARING),
    keeps_ids=True,
    settings=_COMPARING,
)
COUNT_ORIGINS: Final = Stage(
    name="count origins",
    unit="corpus",
    version=4,
    reads=(*_SCOPES, *_SET_ASIDE, Statement, IndependentDocuments, Entity, FigureSet, SetMember),
    writes=(Origin,),
    run=count_origins,
)
TOLL: Final = Stage(
    name="toll",
    unit="corpus",
    version=8,
    reads=(*_SCOPES, *_SET_ASIDE, Statement, Sentence, Entity, Story),
    writes=(Toll,),
    run=functools.partial(reconcile_tolls, settings=_TOLLING),
    settings=_TOLLING,
)
RECONCILE: Final = Stage(
    name="reconcile",
    unit="corpus",
    version=5,
    reads=(*_SCOPES, *_SET_ASIDE, Statement, BestChosen, Entity, FigureSet, SetMember, Origin),
    writes=(Finding,),
    run=functools.partial(reconcile_figures, settings=_RECONCILING),
    settings=_RECONCILING,
)
CONTRADICT: Final = Stage(
    name="contradict",
    unit="corpus",
    version=18,
    reads=(
        *_SCOPES,
        Statement,
        *_SET_ASIDE,
        ResolvedContradiction,
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
    version=4,
    reads=(*_SCOPES, *_SET_ASIDE, Statement, Entity, FigureSet, SetMember, Origin),
    writes=(SeriesPoint,),
    run=functools.partial(find_series, settings=_RECONCILING),
    settings=_RECONCILING,
)
GRADE: Final = Stage(
    name="grade",
    unit="corpus",
    version=3,
    reads=(
        *_SCOPES,
        Statement,
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


def reconcile_under(tables: Tables, *, policy: PolicyName) -> Iterator[Finding]:
    """Yield what the figures of *tables* come to under *policy*, by the stage's own thresholds."""
    made = reconcile_figures(tables, settings=replace(_RECONCILING, policy=policy))
    return (row for row in made if isinstance(row, Finding))
