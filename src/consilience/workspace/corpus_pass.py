"""One corpus stage: whole tables in, and only the rows that differ are written."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, TypeVar

from consilience.model.case import Skipped
from consilience.model.changes import Change, Changes, Stays
from consilience.model.documents import Document
from consilience.model.held import columns_of
from consilience.model.rows import Row
from consilience.model.tables import Tables, Views
from consilience.pipeline.run import check_written
from consilience.pipeline.stage import Stage
from consilience.store.casefile import CaseFile
from consilience.store.digests import Digests
from consilience.store.results import CorpusResult, CorpusRun, owner_of, read_memory, write_corpus

R = TypeVar("R", bound=Row)


class RowsAtHand:
    """Tables that one corpus stage after the other reads, unpacked once a build.

    Implements `consilience.model.held.Held`.
    """

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
        self._indexes: dict[tuple[type[Row], str], Mapping[str, Sequence[int]]] = {}
        self.views: Views = {}  # what stages worked out and others may use
        self.written: dict[type[Row], tuple[Change, ...]] = {}  # in this build

    def of(self, kind: type[R], /) -> tuple[R, ...]:
        """Return all rows of *kind* in the order of their ids."""
        if kind not in self._rows:
            self._rows[kind] = self._case.table(kind)
        return self._rows[kind]  # type: ignore[return-value]  # keyed by its own class

    def where(self, kind: type[R], field: str, values: AbstractSet[str], /) -> tuple[R, ...]:
        """Return the rows of *kind* whose *field* is one of *values*, in the order of their ids.

        Others are not read, where the table is not at hand yet.
        """
        if kind not in self._rows:
            return self._case.where(kind, field, values)
        rows, found = self.of(kind), self._index(kind, field)
        places = sorted([at for value in values for at in found.get(value, ())])
        return tuple([rows[at] for at in places])

    def _index(self, kind: type[Row], field: str) -> Mapping[str, Sequence[int]]:
        """Return where in the table at hand the rows stand, by what is in their *field*."""
        if (kind, field) not in self._indexes:
            found: dict[str, list[int]] = defaultdict(list)
            for at, value in enumerate(map(attrgetter(field), self._rows[kind])):
                found[value].append(at)
            self._indexes[kind, field] = found
        return self._indexes[kind, field]

    def columns(self, kind: type[Row], fields: Sequence[str], /) -> Iterable[tuple[Any, ...]]:
        """Return the values of *fields* of each row of *kind*, in the order of `of`.

        Nothing else is read, where the table is not at hand yet.
        """
        if kind not in self._rows:
            return self._case.columns(kind, fields)
        return columns_of(self._rows[kind], fields)

    def counts(self, kind: type[Row], fields: Sequence[str], /) -> Mapping[tuple[Any, ...], int]:
        """Return how many rows of *kind* there are for each combination of values of *fields*."""
        if kind not in self._rows:
            return self._case.counts(kind, fields)
        return Counter(columns_of(self._rows[kind], fields))

    def size(self, kind: type[Row], /) -> int:
        """Return how many rows of *kind* there are."""
        return len(self._rows[kind]) if kind in self._rows else self._case.size(kind.table)

    def put(self, result: CorpusResult) -> None:
        """Take what a stage made in the place of what it had made before."""
        kind = result.kind
        self._drop_indexes([kind])
        if not result.stays:
            self._rows[kind] = tuple(result.rows)
        elif kind in self._rows:
            gone = {row.id for row in result.previous}
            rows = [row for row in self._rows[kind] if row.id not in gone]
            self._rows[kind] = tuple(sorted([*rows, *result.rows], key=attrgetter("id")))

    def keep_only(self, kinds: set[type[Row]]) -> None:
        """Forget all tables but *kinds*: nothing later reads them."""
        self._drop_indexes(set(self._rows) - kinds)
        for kind in set(self._rows) - kinds:
            del self._rows[kind]
        for key in [key for key, (_, read) in self.views.items() if not read <= kinds]:
            del self.views[key]

    def _drop_indexes(self, kinds: Collection[type[Row]]) -> None:
        for key in [key for key in self._indexes if key[0] in kinds]:
            del self._indexes[key]

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
        memory = read_memory(case, stage.name, salt=stage.fingerprint)
        tables = Tables(
            at_hand,
            readable=stage.readable,
            views=at_hand.views,
            memory=memory,
            changes=find_changes(stage, at_hand) if seen else None,
        )
        made = list(stage.run(tables))
        stays = {row.kind: row for row in made if isinstance(row, Stays)}
        rows = [row for row in made if isinstance(row, Row)]
        check_written(stage, rows)
        by_kind = _sorted_by_kind(rows)
        results = [_result(kind, by_kind[kind], stays.get(kind), at_hand) for kind in stage.writes]
        skipped = by_kind[Skipped]
        run = CorpusRun(
            stage=stage.name, given=given, results=results, skipped=skipped, memory=memory
        )
        at_hand.written.update(write_corpus(case, run, digests=at_hand.digests))
        for result in results:
            at_hand.put(result)
        at_hand.drop_views(stage.writes)


def _result(
    kind: type[Row], rows: Sequence[Row], stays: Stays | None, at_hand: RowsAtHand
) -> CorpusResult:
    if stays is None:
        return CorpusResult(kind=kind, rows=rows, previous=at_hand.of(kind))
    previous = at_hand.where(kind, stays.field, stays.but)
    return CorpusResult(kind=kind, rows=rows, previous=previous, stays=True)


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
        made=at_hand,
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
