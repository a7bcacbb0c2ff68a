"""What a stage is, and the proof that a row of stages can run in its order.

A stage is a pure function from rows to rows. It declares the tables that it reads and the tables
that it writes, a version that rises when its answers change, and its settings.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from consilience.errors import StageError
from consilience.model.case import Skipped
from consilience.model.changes import Stays
from consilience.model.rows import DocumentRow, Row, to_json
from consilience.model.tables import Tables

Run = Callable[[Tables], Iterable[Row | Stays]]
"""Only a corpus stage that is told what differs may yield `Stays`."""
Unit = Literal["document", "sentence", "corpus"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the pipeline.

    ``unit`` tells what one call of ``run`` sees:

    * ``document``: the rows of one document (and whole tables named in ``shared``); calls run in
      parallel, and every row that comes out belongs to that document.
    * ``sentence``: distinct sentences that have no parse yet, many at a time.
    * ``corpus``: whole tables. With ``keeps_ids``, ``run`` may also read what the stage itself
      wrote in the build before, to keep the ids of merged things.
    """

    name: str
    unit: Unit
    version: int
    reads: tuple[type[Row], ...]
    writes: tuple[type[Row], ...]
    run: Run
    shared: tuple[type[Row], ...] = ()
    keeps_ids: bool = False
    settings: object = None  # a frozen dataclass, or None
    identity: str = field(default="")  # of what the stage carries along, such as a model's name
    prepare: Callable[[], object] | None = None  # what a process needs once, such as a model
    fingerprint: str = field(init=False)
    """A hash of name, version, settings and identity; results under another one are stale."""

    def __post_init__(self) -> None:
        """Hash what decides about the results: asked for again with every document."""
        parts = [self.name, self.version, to_json(self.settings), self.identity]
        made = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]
        object.__setattr__(self, "fingerprint", made)

    @property
    def readable(self) -> frozenset[type[Row]]:
        """The tables that ``run`` may ask for."""
        own = self.writes if self.keeps_ids else ()
        return frozenset((*self.reads, *self.shared, *own))


def only_rows(made: Iterable[Row | Stays]) -> list[Row]:
    """Return *made* by a stage that was not told what differs: rows and nothing else.

    Raises:
        StageError: something is said to stay.

    """
    rows: list[Row] = []
    for row in made:
        if isinstance(row, Stays):
            raise StageError(f"{row.kind.table} cannot stay: the stage was not told what differs")
        rows.append(row)
    return rows


def check_order(stages: Sequence[Stage], *, given: Iterable[type[Row]]) -> None:
    """Raise unless every table is written once, before anything reads it.

    Args:
        stages: In the order in which they are to run.
        given: Tables that are there before the first stage (what reading and the user put in).

    Raises:
        StageError: names the stage and the table.

    """
    written = dict.fromkeys(given, "reading")
    for stage in stages:
        _check_reads(stage, written)
        for kind in stage.writes:
            if kind in written:
                raise StageError(
                    f"stage {stage.name} writes {kind.table}, which {written[kind]} writes already"
                )
            if stage.unit == "document" and not issubclass(kind, DocumentRow):
                raise StageError(
                    f"document stage {stage.name} writes {kind.table}, whose rows have no document"
                )
            written[kind] = stage.name


def _check_reads(stage: Stage, written: dict[type[Row], str]) -> None:
    for kind in (*stage.reads, *stage.shared):
        if kind not in written:
            raise StageError(f"stage {stage.name} reads {kind.table} before anything writes it")
    if Skipped in stage.writes:
        raise StageError(f"stage {stage.name} need not declare skipped: every stage may write it")
