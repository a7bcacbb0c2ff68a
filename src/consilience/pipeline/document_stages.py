"""The stages that see one document: its sentences, their parse, and what they tell.

They run for new documents only, in parallel.
"""

from __future__ import annotations

import functools
from typing import Final

from consilience.extraction.events.settings import TellSettings
from consilience.extraction.events.tell import tell_document
from consilience.extraction.figures import CountingSettings, count_document
from consilience.extraction.naming import NamingSettings, name_document
from consilience.extraction.parsing import ParsingSettings, load_model, model_identity, parse_words
from consilience.extraction.places.locating import LocatingSettings, locate_document
from consilience.extraction.splitting import SplittingSettings, split_document
from consilience.extraction.statements import AttributionSettings, attribute_document
from consilience.extraction.times.dating import DatingSettings, date_document
from consilience.model.case import VocabularyEntry
from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.entities import Mention
from consilience.model.events import (
    EventMention,
)
from consilience.model.figures import Figure
from consilience.model.places import GazetteerEntry, PlaceMention
from consilience.model.rulings import (
    CorrectedEventMention,
    CorrectedFigure,
    CorrectedStatement,
    Correction,
)
from consilience.model.sentences import Parse, Sentence, Words
from consilience.model.statements import Statement
from consilience.model.times import TimeMention
from consilience.pipeline.stage import Stage
from consilience.review.corrections import run_and_correct

_SPLITTING = SplittingSettings()
_PARSING = ParsingSettings()
_NAMING = NamingSettings()
_ATTRIBUTION = AttributionSettings()
_LOCATING = LocatingSettings()
_DATING = DatingSettings()
_COUNTING = CountingSettings()
_TELLING = TellSettings()

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
    version=11,
    reads=(Document, Text, Sentence, Parse),
    shared=(VocabularyEntry,),
    writes=(Mention,),
    run=functools.partial(name_document, settings=_NAMING),
    settings=_NAMING,
)
LOCATE: Final = Stage(
    name="locate",
    unit="document",
    version=8,
    reads=(Document, Text, Sentence, Parse, Mention),
    shared=(GazetteerEntry,),
    writes=(PlaceMention,),
    run=functools.partial(locate_document, settings=_LOCATING),
    settings=_LOCATING,
)
DATE: Final = Stage(
    name="date",
    unit="document",
    version=8,
    reads=(Document, Text, Sentence, Parse),
    writes=(TimeMention,),
    run=functools.partial(date_document, settings=_DATING),
    settings=_DATING,
)
ATTRIBUTE: Final = Stage(
    name="attribute",
    unit="document",
    version=6,
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
_TOLD: Final = (Document, Text, Sentence, Parse, Mention, PlaceMention, TimeMention)
COUNT: Final = Stage(
    name="count",
    unit="document",
    version=21,
    reads=(*_TOLD, Statement, Correction),
    writes=(Figure, CorrectedFigure),
    run=functools.partial(
        run_and_correct,
        run=functools.partial(count_document, settings=_COUNTING),
        kind=Figure,
    ),
    settings=_COUNTING,
)
TELL: Final = Stage(
    name="tell",
    unit="document",
    version=23,
    reads=(*_TOLD, Statement, Figure, Correction),
    writes=(EventMention, CorrectedEventMention),
    run=functools.partial(
        run_and_correct,
        run=functools.partial(tell_document, settings=_TELLING),
        kind=EventMention,
    ),
    settings=_TELLING,
)
