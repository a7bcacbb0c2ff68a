"""The pipeline: every stage, in order. Read this file to know what happens to a report.

Rooms do not know each other; the files beside this one alone join their functions to the tables
that they read and write. Raise a stage's version whenever its answers change.
"""

from __future__ import annotations

from typing import Final

from consilience.model.case import Skipped, VocabularyEntry
from consilience.model.decisions import Decision
from consilience.model.documents import Block, Capture, Document, FieldCandidate, Text
from consilience.model.places import GazetteerEntry
from consilience.model.rows import Row
from consilience.model.sentences import Words
from consilience.pipeline.document_stages import (
    ATTRIBUTE,
    COUNT,
    DATE,
    LOCATE,
    NAME,
    PARSE,
    SPLIT,
    TELL,
)
from consilience.pipeline.finding_stages import (
    COMPARE,
    CONTRADICT,
    COUNT_ORIGINS,
    GRADE,
    RECONCILE,
    SERIES,
    TOLL,
)
from consilience.pipeline.merging_stages import (
    INFER_DATES,
    MERGE_EVENTS,
    RESOLVE_ENTITIES,
    RESOLVE_PLACES,
)
from consilience.pipeline.review_stages import CHECK_DECISIONS, REVIEW, TALLY
from consilience.pipeline.stage import Stage, check_order
from consilience.pipeline.text_stages import GROUP_STORIES, LABEL, LEARN_SWAPS, TRACE

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
