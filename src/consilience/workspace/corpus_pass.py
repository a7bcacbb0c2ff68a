"""One corpus stage: whole tables in, and only the rows that differ are written."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from consilience.model.case import Skipped
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.pipeline.run import check_written
from consilience.pipeline.stage import Stage
from consilience.store.casefile import CaseFile
from consilience.store.digests import Digests
from consilience.store.results import CorpusResult, CorpusRun, read_memory, write_corpus


class RowsAtHand:
    """Whole tables that one corpus stage after the other reads, unpacked once a build."""

    def __init__(self, case: CaseFile) -> None:
        self._case = case
        self._rows: dict[type[Row], tuple[Row, ...]] = {}
        self.views: dict[object, Any] = {}  # what stages worked out and others may use

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


def run_corpus_stage(
    case: CaseFile, stage: Stage, at_hand: RowsAtHand, *, given: str, digests: Digests
) -> None:
    """Run *stage* and write what it changes."""
    with _without_collector():
        kinds = sorted(stage.readable, key=lambda kind: kind.table)
        if stage.keeps_ids:  # it sees its own table as it was: no view of that may stay
            at_hand.views.clear()
        rows = {kind: at_hand.of(kind) for kind in kinds}
        memory = read_memory(case, stage.name, salt=stage.fingerprint)
        tables = Tables(rows, readable=stage.readable, views=at_hand.views, memory=memory)
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
        write_corpus(case, run, digests=digests)
        for result in results:
            at_hand.put(result.kind, result.rows)
        if stage.keeps_ids:
            at_hand.views.clear()


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
