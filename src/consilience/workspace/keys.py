"""Has a stage to run? Hashes of what it would be given, from digests alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from consilience.model.rows import Row
from consilience.model.sentences import Parse
from consilience.pipeline.stage import Stage
from consilience.store.digests import Digests


def document_key(
    stage: Stage, digests: Mapping[str, str], *, whole: Mapping[str, str], parsing: str
) -> str:
    """Return the hash of what *stage* would be given for a document.

    Args:
        digests: Of the document, by table.
        whole: Digests of the tables that stages share.
        parsing: Fingerprint of the parsing stage: sentences and it decide what the parses are.
    """
    own = [parsing if kind is Parse else digests.get(kind.table, "") for kind in stage.reads]
    shared = [whole[kind.table] for kind in stage.shared]
    return _hash([stage.fingerprint, *own, *shared])


def corpus_key(stage: Stage, digests: Digests, *, parsing: str) -> str:
    """Return the hash of what corpus stage *stage* would be given."""
    return _hash(
        [
            stage.fingerprint,
            *(parsing if kind is Parse else digests.whole(kind.table) for kind in stage.reads),
        ]
    )


def whole_tables(stages: Sequence[Stage], digests: Digests) -> dict[str, str]:
    """Return the digests of the tables that document stages share."""
    kinds: set[type[Row]] = {kind for stage in stages for kind in stage.shared}
    return {kind.table: digests.whole(kind.table) for kind in kinds}


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
