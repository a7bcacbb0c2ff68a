"""The stages in which the same thing told in several reports becomes one thing."""

from __future__ import annotations

import functools
from typing import Final

from consilience.merging.dates import InferringSettings, infer_dates
from consilience.merging.entities import EntitySettings, resolve_entities
from consilience.merging.events import merge_events
from consilience.merging.places import PlaceSettings, resolve_places
from consilience.merging.settings import MergeSettings
from consilience.model.case import VocabularyEntry
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import (
    Event,
    EventMember,
    EventMention,
    Story,
    SuggestedMerge,
)
from consilience.model.figures import Figure
from consilience.model.lineage import (
    CopyEdge,
    LineageMember,
    Passage,
)
from consilience.model.places import GazetteerEntry, Place, PlaceMember, PlaceMention
from consilience.model.rulings import (
    CannotLink,
    EventCorrection,
    MustLink,
    Rejection,
)
from consilience.model.sentences import Sentence
from consilience.model.times import DateConstraint, InferredDate, TimeMention
from consilience.pipeline.stage import Stage

_ENTITIES = EntitySettings()
_PLACES = PlaceSettings()
_MERGING = MergeSettings()
_INFERRING = InferringSettings()

RESOLVE_PLACES: Final = Stage(
    name="resolve places",
    unit="corpus",
    version=4,
    reads=(PlaceMention, GazetteerEntry),
    writes=(Place, PlaceMember),
    run=functools.partial(resolve_places, settings=_PLACES),
    keeps_ids=True,
    settings=_PLACES,
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
MERGE_EVENTS: Final = Stage(
    name="merge events",
    unit="corpus",
    version=15,
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
