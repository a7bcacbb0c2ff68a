"""The stages that read what people decided, and say what there is to look at and to count."""

from __future__ import annotations

from typing import Final

from consilience.corroboration.tally import count_rows
from consilience.model.case import Count, Skipped
from consilience.model.decisions import Decision, DecisionStatus, ReviewItem
from consilience.model.documents import Document
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
    CopyEdge,
    Lineage,
    LineageMember,
)
from consilience.model.places import Place, PlaceMention
from consilience.model.rulings import (
    CorrectedEventMention,
    CorrectedFigure,
    CorrectedStatement,
)
from consilience.model.statements import Statement
from consilience.model.times import InferredDate
from consilience.pipeline.stage import Stage
from consilience.review.queue import review_case
from consilience.review.rulings import RULINGS, make_rulings

REVIEW: Final = Stage(
    name="review",
    unit="corpus",
    version=1,
    reads=(Decision,),
    writes=RULINGS,
    run=make_rulings,
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
