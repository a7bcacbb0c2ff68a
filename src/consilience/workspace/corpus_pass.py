"""One corpus stage: whole tables in, and only the rows that differ are written."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter

from consilience.model.case import Skipped
from consilience.model.changes import Change, Changes
from consilience.model.documents import Document
from consilience.model.rows import Row
from consilience.model.tables import Tables, Views
from consilience.pipeline.run import check_written
from consilience.pipeline.stage import Stage
from consilience.store.casefile import CaseFile
from consilience.store.digests import Digests
from consilience.store.results import CorpusResult, CorpusRun, owner_of, read_memory, write_corpus


class RowsAtHand:
    """Whole tables that one corpus stage after the other reads, unpacked once a build."""

    def __init__(self, case: CaseFile, digests: Digests, *, since: Digests | None = None) -> None:
        """Read tables of *case* as they are asked for.

        Args:
            case: Open for a build.
            digests: As they are; kept up to date by who writes.
            since: As they were before anything was put into the case; ``None``: nobody knows.

        """
        self._case = case
        self.digests = digests
        self.since = since
        self._rows: dict[type[Row], tuple[Row, ...]] = {}
        self.views: Views = {}  # what stages worked out and others may use
        self.written: dict[type[Row], tuple[Change, ...]] = {}  # in this build

    def of(self, kind: type[Row]) -> tuple[Row, ...]:
        """Return all rows of *kind* in the order of their ids."""
        if kind not in self._rows:
            self._rows[kind] = self._case.table(kind)
        return self._rows[kind]

    def put(self, kind: type[Row], rows: Iterable[Row]) -> None:
        """Take *rows* as all rows of *kind*."""
        self._rows[kind] = tuple(rows)

    def keep_only(self, kinds: set[type[Row]]) -> None:
        """Forget all tables but *kinds*: nothing later reads them."""
        for kind in set(self._rows) - kinds:
            del self._rows[kind]
        for key in [key for key, (_, read) in self.views.items() if not read <= kinds]:
            del self.views[key]

    def drop_views(self, kinds: Collection[type[Row]]) -> None:
        """Forget the views for which one of *kinds* was read: their rows are others now."""
        for key in [key for key, (_, read) in self.views.items() if not read.isdisjoint(kinds)]:
            del self.views[key]


def run_corpus_stage(
    case: CaseFile, stage: Stage, at_hand: RowsAtHand, *, given: str, seen: bool
) -> None:
    """Run *stage* and write what it changes.

    Args:
        case: It is written to.
        stage: A corpus stage.
        at_hand: Tables, views and digests so far.
        given: Hash of what the stage is given.
        seen: It saw the case as it was before this build, and may be told what differs since.

    """
    with _without_collector():
        kinds = sorted(stage.readable, key=lambda kind: kind.table)
        rows = {kind: at_hand.of(kind) for kind in kinds}
        memory = read_memory(case, stage.name, salt=stage.fingerprint)
        tables = Tables(
            rows,
            readable=stage.readable,
            views=at_hand.views,
            memory=memory,
            changes=find_changes(stage, at_hand) if seen else None,
        )
        made = list(stage.run(tables))
        check_written(stage, made)
        by_kind = _sorted_by_kind(made)
        results = [
            CorpusResult(kind=kind, rows=by_kind[kind], previous=at_hand.of(kind))
            for kind in stage.writes
        ]
        skipped = by_kind[Skipped]
        run = CorpusRun(
            stage=stage.name, given=given, results=results, skipped=skipped, memory=memory
        )
        at_hand.written.update(write_corpus(case, run, digests=at_hand.digests))
        for result in results:
            at_hand.put(result.kind, result.rows)
        at_hand.drop_views(stage.writes)


def find_changes(stage: Stage, at_hand: RowsAtHand) -> Changes | None:
    """Return what differs from what *stage* saw; ``None`` where that cannot be told."""
    digests, since = at_hand.digests, at_hand.since
    if since is None:
        return None
    documents: dict[type[Row], frozenset[str]] = {}
    for kind in stage.reads:
        changed = digests.documents_changed(kind.table, since)
        if changed and owner_of(kind) is None and kind not in at_hand.written:
            return None  # the user's own data: no rows of before are at hand
        documents[kind] = changed
    return Changes(
        documents=documents,
        fresh=frozenset(
            key
            for key in digests.documents_changed(Document.table, since)
            if not since.of(Document.table, key)
        ),
        rows={kind: at_hand.written.get(kind, ()) for kind in stage.reads},
        made={kind: at_hand.of(kind) for kind in stage.writes},
    )


def _sorted_by_kind(made: Iterable[Row]) -> dict[type[Row], list[Row]]:
    found: dict[type[Row], list[Row]] = defaultdict(list)
    for row in made:
        found[type(row)].append(row)
    for rows in found.values():
        rows.sort(key=attrgetter("id"))
    return found


@contextmanager
def thawed_rows() -> Iterator[None]:
    """Give back to the collector, in the end, all that stages have frozen."""
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Switch the cyclic collector off: it would walk over all rows again and again.

    What is there afterwards is frozen, so that the collector leaves it alone until the build ends.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
