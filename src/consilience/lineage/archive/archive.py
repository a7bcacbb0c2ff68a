"""An archive: documents on a shelf, their sketches and their passages, all in one folder."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from consilience.errors import InputError
from consilience.lineage.archive import disk
from consilience.lineage.archive.manifest import Manifest, read_manifest
from consilience.lineage.archive.runs import Merged, Run, Runs
from consilience.lineage.archive.shelf import Shelf
from consilience.lineage.copies import TraceSettings
from consilience.lineage.furniture import Imprints
from consilience.lineage.hashes import I64, concatenated
from consilience.lineage.proposals import Proposals, unpack_proposals
from consilience.lineage.quotations import is_quoted
from consilience.lineage.sentences import find_sentences
from consilience.lineage.sketches import SKETCH_FORMAT, Sketches, sketch_corpus
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
    run_documents: int = 8_000
    batch_documents: int = 90  # so few that their words stay in the processor's cache
    range_marks: int = 2_000_000  # fingerprints of a channel that are sorted at a time
    range_keys: int = 4_000_000  # pairs of sentences that are counted at a time
    judged_pairs: int = 1_500  # pairs of documents whose words are in memory at a time

    @property
    def mark(self) -> str:
        """A hash of what decides about passages."""
        deciding = f"{SKETCH_FORMAT} {self.trace!r}"
        return hashlib.sha256(deciding.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Archive:
    """Documents, sketches and passages in a folder that the caller gives and removes."""

    folder: Path
    settings: ArchiveSettings = field(default_factory=ArchiveSettings)
    draft: Manifest | None = None  # what is being made; ``None``: what was made to its end

    def __reduce__(self) -> tuple[Any, ...]:
        """Send only the folder's name, the settings and the draft to another process."""
        return Archive, (self.folder, self.settings, self.draft)

    @functools.cached_property
    def manifest(self) -> Manifest:
        """What belongs to the archive.

        Raises:
            InputError: it was never built to its end, or with other settings.
        """
        found = self.draft or read_manifest(self.folder)
        if found is None:
            raise InputError(f"the archive in {self.folder} was never built", hint="build it")
        if found.settings != self.settings.mark:
            raise InputError(
                f"the archive in {self.folder} was built with other settings", hint="build it anew"
            )
        return found

    def drafted(self, **changes: Any) -> Archive:
        """Return this archive as it will be with other fields in its manifest."""
        return Archive(self.folder, self.settings, dataclasses.replace(self.manifest, **changes))

    @functools.cached_property
    def shelf(self) -> Shelf:
        """The documents: those that belong to the archive, or all where it was never built."""
        found = self.draft or read_manifest(self.folder)
        return Shelf(self.folder, found.documents if found else None)

    @functools.cached_property
    def runs(self) -> Runs:
        """Their sketches."""
        found = tuple(Run(self.folder / name) for name in self.manifest.runs)
        return Runs(found, self.manifest.merged, Merged(self.folder / "merged"))

    @property
    def columns(self) -> Path:
        """The folder with all that is known beside texts and sketches."""
        return self.folder / self.manifest.columns

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
        return np.load(self.columns / f"{name}.npy", mmap_mode="r")

    def save(self, name: str, values: NDArray[Any]) -> None:
        """Write a column of the archive."""
        disk.save(self.columns / f"{name}.npy", values)

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

    def proposed(self) -> Proposals:
        """Return the pairs of sentences that were judged, furniture among them."""
        parts = [np.load(path) for path in sorted(self.columns.glob("proposed-*.npy"))]
        return unpack_proposals(np.sort(concatenated(parts, np.int64)))

    def passages(self) -> I64:
        """Return all passages in the order of their documents' ids and of their places.

        One row a passage, columns as in `COLUMNS`.
        """
        parts = [np.load(path) for path in sorted(self.columns.glob("passages-*.npy"))]
        rows = concatenated(parts, np.int64).reshape(-1, len(COLUMNS))
        rank = np.asarray(self.by_id)
        keys = (*(rows[:, at] for at in (8, 7, 6, 5)), rank[rows[:, 1]], rank[rows[:, 0]])
        return rows[np.lexsort(keys)]
