"""An archive: documents on a shelf, their sketches and their passages, all in one folder."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.lineage.archive.runs import SENTENCES, Run, Runs
from consilience.lineage.archive.shelf import Shelf
from consilience.lineage.copies import TraceSettings
from consilience.lineage.furniture import Imprints
from consilience.lineage.hashes import I64, U64, concatenated, distinct
from consilience.lineage.proposals import Proposals, unpack_proposals
from consilience.lineage.quotations import is_quoted
from consilience.lineage.sentences import find_sentences
from consilience.lineage.sketches import CHANNELS, Sketches, sketch_corpus
from consilience.lineage.words import cut_words

COLUMNS: Final = (
    "document_a", "document_b", "kind", "same", "words", "a_start", "a_end", "b_start", "b_end",
)  # fmt: skip
"""Of a passage: numbers of the documents (that of the smaller id first), number of the kind in
`pairs.KINDS`, aligned words that are equal, words of both sides together, offsets of both sides."""

RECURRING: Final = 1
FORMULA: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """What counts as a copy, and how large the parts are: these change no passage."""

    trace: TraceSettings = field(default_factory=TraceSettings)
    run_documents: int = 25_000
    batch_documents: int = 90  # so few that their words stay in the processor's cache
    range_marks: int = 2_000_000  # fingerprints of a channel that are sorted at a time
    range_keys: int = 4_000_000  # pairs of sentences that are counted at a time
    judged_pairs: int = 1_500  # pairs of documents whose words are in memory at a time


@dataclass(frozen=True)
class Archive:
    """Documents, sketches and passages in a folder that the caller gives and removes."""

    folder: Path
    settings: ArchiveSettings = field(default_factory=ArchiveSettings)

    def __reduce__(self) -> tuple[Any, ...]:
        """Send only the folder's name and the settings to another process."""
        return Archive, (self.folder, self.settings)

    @functools.cached_property
    def shelf(self) -> Shelf:
        """The documents."""
        return Shelf(self.folder)

    @functools.cached_property
    def runs(self) -> Runs:
        """Their sketches."""
        return Runs(tuple(Run(path) for path in sorted(self.folder.glob("run-*"))))

    @functools.cached_property
    def first(self) -> I64:
        """The first sentence of each document, and one more entry at the end."""
        first: I64 = self.load("first")
        return first

    @functools.cached_property
    def document(self) -> NDArray[np.int32]:
        """The document of each sentence."""
        document: NDArray[np.int32] = self.load("document")
        return document

    @functools.cached_property
    def by_id(self) -> I64:
        """Rank of each document by its id."""
        rank: I64 = self.load("by_id")
        return rank

    @functools.cached_property
    def by_date(self) -> I64:
        """Rank of each document by its date, ties by id."""
        rank: I64 = self.load("by_date")
        return rank

    @functools.cached_property
    def imprints(self) -> Imprints:
        """Outlets and days of all documents."""
        return Imprints(self.load("outlet"), self.load("day"))

    @functools.cached_property
    def marks(self) -> NDArray[np.uint8]:
        """What is known of each sentence: `RECURRING`, `FORMULA`, both or 0."""
        marks: NDArray[np.uint8] = self.load("marks")
        return marks

    def load(self, name: str) -> Any:
        """Return a column of the archive without reading all of it."""
        return np.load(self.folder / f"{name}.npy", mmap_mode="r")

    def save(self, name: str, values: NDArray[Any]) -> None:
        """Write a column of the archive."""
        path = self.folder / f"{name}.npy"
        path.unlink(missing_ok=True)  # others may still read the old one
        np.save(path, values)

    def write_documents(self) -> None:
        """Write the columns that follow from the shelf and the runs."""
        by_id, by_date = self.shelf.ranks()
        imprints = self.shelf.imprints()
        self.save("by_id", by_id)
        self.save("by_date", by_date)
        self.save("outlet", imprints.outlet)
        self.save("day", imprints.day)
        self.save("first", self.runs.first)
        self.save("document", self.runs.document)

    def sketch(self, numbers: Sequence[int]) -> Sketches:
        """Return the sketches of the documents *numbers*, made from their texts."""
        texts = self.shelf.texts(numbers)
        corpus = cut_words(("",) * len(texts), tuple(texts), None)
        sentences = find_sentences(corpus)
        quoted = is_quoted(corpus)
        return sketch_corpus(corpus, sentences, quoted, settings=self.settings.trace.sketch)

    def hashes_of(self, documents: I64) -> dict[str, U64]:
        """Return the distinct hashes of all fingerprints of *documents*, by channel."""
        sketches = self.sketch(documents.tolist())
        found = dict(zip(CHANNELS, (marks.hash for marks in sketches.channels), strict=True))
        found[SENTENCES] = sketches.hash
        return {name: distinct(hashes) for name, hashes in found.items()}

    def proposed(self) -> Proposals:
        """Return the pairs of sentences that were judged, furniture among them."""
        parts = [np.load(path) for path in sorted(self.folder.glob("proposed-*.npy"))]
        return unpack_proposals(np.sort(concatenated(parts, np.int64)))

    def passages(self) -> I64:
        """Return all passages in the order of their documents' ids and of their places.

        One row a passage, columns as in `COLUMNS`.
        """
        parts = [np.load(path) for path in sorted(self.folder.glob("passages-*.npy"))]
        rows = concatenated(parts, np.int64).reshape(-1, len(COLUMNS))
        rank = np.asarray(self.by_id)
        keys = (*(rows[:, at] for at in (8, 7, 6, 5)), rank[rows[:, 1]], rank[rows[:, 0]])
        return rows[np.lexsort(keys)]
