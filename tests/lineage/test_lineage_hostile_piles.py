"""Piles made to be dear: the work stays in proportion to the texts. Steps are counted, no seconds.

A pile of n documents has n (n - 1) / 2 pairs: 50 million of 10,000.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from consilience.lineage.alignment import Aligner
from consilience.lineage.archive.archive import Archive
from consilience.lineage.archive.building import build_archive
from consilience.lineage.archive.shelf import Shelf, ShelfDocument
from consilience.lineage.copies import TraceSettings
from consilience.lineage.pairs import SentencePair
from consilience.lineage.tracing import trace
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import Lineage, LineageMember, Passage
from consilience.model.rows import Row
from consilience.model.tables import Tables
from evals.pile import document_rows

MANY = 10_000
FEWER = 2_000  # where rows are made
ARTICLE = (
    "Two people were killed near the harbour of Kuzova on Monday, the police said. "
    "Fishermen had found the boat at dawn and towed it to the old pier."
)


@pytest.fixture
def aligned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets an entry for each pair of sentences that is aligned."""
    calls: list[int] = []
    align = Aligner.align

    def counted(self: Aligner, a: int, b: int, *, near: bool, parts: bool) -> SentencePair | None:
        calls.append(a)
        return align(self, a, b, near=near, parts=parts)

    monkeypatch.setattr(Aligner, "align", counted)
    return calls


def archive_of(folder: Path, texts: Iterable[str]) -> Archive:
    Shelf(folder).add(
        ShelfDocument(id=f"d{number:05}", text=text) for number, text in enumerate(texts)
    )
    return build_archive(Archive(folder))


def test_copies_of_one_article_are_linked_to_the_first_alone(
    tmp_path: Path, aligned: list[int]
) -> None:
    archive = archive_of(tmp_path, [ARTICLE] * MANY)
    assert archive.proposed().key.size == 2 * (MANY - 1)
    assert aligned == []
    rows = archive.passages()
    assert set(rows[:, 0].tolist()) == {0}
    assert len(rows) == MANY - 1


def test_the_stage_links_them_to_the_first_alone_too(aligned: list[int]) -> None:
    given: dict[type[Row], list[Row]] = {
        kind: [] for kind in (Document, Text, Block, Lineage, LineageMember)
    }
    for number in range(FEWER):
        for row in document_rows(f"d{number:05}", ARTICLE):
            given[type(row)].append(row)
    passages = [
        row for row in trace(Tables(given), settings=TraceSettings()) if isinstance(row, Passage)
    ]
    assert {row.document_a for row in passages} == {"d00000"}
    assert len(passages) == FEWER - 1
    assert aligned == []


def test_copies_that_differ_by_a_name_are_aligned_once_each(
    tmp_path: Path, aligned: list[int]
) -> None:
    texts = [ARTICLE.replace("Kuzova", f"Kuzova{number}") for number in range(MANY)]
    archive = archive_of(tmp_path, texts)
    assert archive.proposed().key.size == 2 * (MANY - 1)
    assert len(aligned) == MANY - 1


@pytest.mark.parametrize("text", ["word", "", "Yes.", "Police said."])
def test_texts_of_a_word_or_two_are_no_copies(
    text: str, tmp_path: Path, aligned: list[int]
) -> None:
    archive = archive_of(tmp_path, [text] * MANY)
    assert archive.proposed().key.size == 0
    assert len(archive.passages()) == 0
    assert aligned == []


def test_where_nothing_is_shared_nothing_is_looked_at(tmp_path: Path, aligned: list[int]) -> None:
    words = "nothing here is shared by any two of these at all"
    texts = [" ".join(f"{word}{n}" for word in words.split()) + "." for n in range(MANY)]
    archive = archive_of(tmp_path, texts)
    assert archive.proposed().key.size == 0
    assert aligned == []


def test_a_giant_document_beside_its_copy_is_aligned_along_the_diagonal(
    tmp_path: Path, aligned: list[int]
) -> None:
    sentences = 20_000
    giant = " ".join(
        f"The {n} farmers of village {n * 7} sold {n * 3} sheep to {n * 11} traders."
        for n in range(sentences)
    )
    archive = archive_of(tmp_path, [giant, giant, ARTICLE])
    assert archive.proposed().key.size < 2 * sentences
    assert len(aligned) <= 2 * sentences
    rows = archive.passages()
    assert set(map(tuple, rows[:, :2].tolist())) == {(0, 1)}


def test_a_giant_sentence_is_read_in_bounds(tmp_path: Path, aligned: list[int]) -> None:
    one = " ".join(f"word{n}" for n in range(50_000))
    archive = archive_of(tmp_path, [one, f"{one} more", "x " * 50_000, "x " * 60_000])
    assert archive.first[-1] <= 6  # what is longer than a batch is cut there
    assert len(aligned) <= 2
