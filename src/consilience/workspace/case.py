"""A case as its readers see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from consilience.model.case import Count
from consilience.model.decisions import Decision
from consilience.model.rows import Row
from consilience.store.browse import (
    Batch,
    Choice,
    Value,
    browse,
    count_by,
    rows_among,
    rows_holding,
)
from consilience.store.casefile import CaseFile
from consilience.store.decisions import head_hash, read_decisions
from consilience.store.evidence import original
from consilience.store.opening import open_case as open_file
from consilience.store.search import Hit, SearchWithin, count_hits, find_words
from consilience.store.verify import Verdict, verify_case

R = TypeVar("R", bound=Row)


class Case:
    """An open case. Implements `consilience.model.source.RowSource`."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The case's file."""
        return self._file.path

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def rows(self, kind: type[R], /, **equal: str | int | float | bool | None) -> Iterator[R]:
        """Yield the rows of *kind* in the order of their ids, only those whose fields *equal*."""
        return self._file.rows(kind, **equal)

    def get(self, kind: type[R], row_id: str) -> R | None:
        """Return the row of *kind* with this id (or that once had it), if there is one."""
        return self._file.get(kind, row_id)

    def find(self, row_id: str) -> Row | None:
        """Return the row with this id, of whatever kind, if there is one."""
        return self._file.find(row_id)

    def text(self, document: str) -> str:
        """Return the frozen text of *document*.

        Raises:
            EvidenceError: there is no such document.
        """
        return self._file.text(document)

    def original(self, raw_sha256: str) -> bytes:
        """Return the bytes that were handed in, by their hash.

        Raises:
            EvidenceError: they are missing or damaged.
        """
        return original(self._file, raw_sha256)

    def browse(
        self,
        kind: type[R],
        /,
        *,
        choice: Choice | None = None,
        order: str = "id",
        after: str | None = None,
        limit: int = 50,
    ) -> Batch[R]:
        """Return the first *limit* chosen rows of *kind* in *order*, or those after a cursor.

        Raises:
            SettingsError: *after* is no cursor of this order.
        """
        chosen = choice or Choice()
        return browse(self._file, kind, choice=chosen, order=order, after=after, limit=limit)

    def among(self, kind: type[R], column: str, values: Iterable[str | None]) -> Iterator[R]:
        """Yield the rows of *kind* whose *column* is one of *values*, in no particular order."""
        return rows_among(self._file, kind, column, values)

    def holding_words(self, kind: type[R], columns: Sequence[str], words: str) -> Iterator[R]:
        """Yield rows of *kind* that hold *words* in one of *columns*; a wide first choice."""
        return rows_holding(self._file, kind, columns, words)

    def count_by(
        self,
        kind: type[Row],
        column: str,
        *,
        choice: Choice | None = None,
        characters: int | None = None,
    ) -> list[tuple[Value, int]]:
        """Return how many chosen rows have each value of *column*, the most frequent first."""
        return count_by(self._file, kind, column, choice=choice or Choice(), characters=characters)

    def size(self, table: str) -> int:
        """Return the number of rows of *table*."""
        return self._file.size(table)

    def count(self, name: str, key: str = "") -> int:
        """Return a stored count, 0 where nothing was counted."""
        found = next(self._file.rows(Count, name=name, key=key), None)
        return 0 if found is None else found.value

    def counts(self) -> dict[tuple[str, str], int]:
        """Return every stored count by name and key."""
        return {(row.name, row.key): row.value for row in self._file.rows(Count)}

    def totals(self) -> dict[str, int]:
        """Return the stored totals, such as how many documents there are, by name."""
        return {row.name: row.value for row in self._file.rows(Count, key="")}

    def stamp(self) -> tuple[tuple[int, int], ...]:
        """Return what differs between two states of the file: its size and time of change."""
        return self._file.stamp()

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Let all that is read in the block be one state of the case, whatever a build writes."""
        with self._file.one_state():
            yield

    def search(
        self,
        words: str,
        *,
        within: SearchWithin | None = None,
        limit: int = 20,
        skip: int = 0,
    ) -> Iterator[Hit]:
        """Yield the documents that hold all of *words*, the best first, after *skip* of them.

        Raises:
            SettingsError: there is no word in *words*.
        """
        return find_words(
            self._file, words, within=within or SearchWithin(), limit=limit, skip=skip
        )

    def count_hits(self, words: str, *, within: SearchWithin | None = None) -> int:
        """Return how many documents hold all of *words*, counted up to 2,000.

        Raises:
            SettingsError: there is no word in *words*.
        """
        return count_hits(self._file, words, within=within or SearchWithin())

    def decisions(self) -> list[Decision]:
        """Return the log of decisions in its order; it is empty in a case of an older format."""
        return read_decisions(self._file)

    def head_hash(self) -> str:
        """Return the hash of the last decision, to be kept elsewhere; empty where there is none."""
        return head_hash(self._file)

    def verify(self) -> Verdict:
        """Check all evidence, spans and digests; stop at the first thing that is wrong."""
        return verify_case(self._file)


def open_case(path: Path) -> Case:
    """Open an existing case for reading.

    Raises:
        CaseError: *path* is missing, is no case, or is newer than this program.
    """
    return Case(open_file(path))


@contextmanager
def read_case(path: Path) -> Iterator[Case]:
    """Open an existing case and read it as it is now, whatever a build writes meanwhile.

    Raises:
        CaseError: *path* is missing, is no case, or is newer than this program.
    """
    with open_case(path) as case, case.one_state():
        yield case
