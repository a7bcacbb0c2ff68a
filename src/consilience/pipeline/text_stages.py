"""The stages that see texts and no parse: what is copied, what is furniture, what is one story.

They stand before the parse, so that another process may load the model meanwhile.
"""

from __future__ import annotations

import functools
from typing import Final

from consilience.lineage.copies import TraceSettings
from consilience.lineage.swaps import SwapSettings, find_swapped_pairs
from consilience.lineage.tracing import trace
from consilience.merging.stories import StorySettings, group_stories
from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.events import (
    Story,
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
from consilience.model.rulings import (
    LineageRuling,
)
from consilience.pipeline.stage import Stage
from consilience.reading.labelling import LabellingSettings, label_blocks

_TRACING = TraceSettings()
_SWAPPING = SwapSettings()
_LABELLING = LabellingSettings()
_STORIES = StorySettings()

TRACE: Final = Stage(
    name="trace",
    unit="corpus",
    version=8,
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
GROUP_STORIES: Final = Stage(
    name="group stories",
    unit="corpus",
    version=7,
    reads=(Document, Text, Block, BlockLabel, LineageMember),
    writes=(Story,),
    run=functools.partial(group_stories, settings=_STORIES),
    keeps_ids=True,
    settings=_STORIES,
)
