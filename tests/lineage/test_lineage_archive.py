"""An archive in files has the passages that a pile in memory has, however it is cut in parts."""

import dataclasses
import multiprocessing
import os
import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.articles import articles
from consilience.lineage.archive.archive import COLUMNS, Archive, ArchiveSettings
from consilience.lineage.archive.building import build_archive
from consilience.lineage.archive.growing import extend_archive
from consilience.lineage.archive.shelf import Shelf, ShelfDocument
from consilience.lineage.copies import TraceSettings
from consilience.lineage.furniture import FurnitureSettings
from consilience.lineage.pairs import KINDS
from consilience.lineage.proposals import ProposalSettings
from consilience.lineage.tracing import trace
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import Lineage, LineageMember, Passage
from consilience.model.rows import Row
from consilience.model.tables import Tables
from evals.pile import document_rows

SMALL = ArchiveSettings(
    run_documents=20, batch_documents=3, range_marks=3_000, range_keys=400, judged_pairs=4
)
Found = list[tuple[object, ...]]


@pytest.fixture(scope="module", autouse=True)
def no_waiting() -> Iterator[None]:
    """Do not wait for the disk: only a power cut would tell the difference."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "fsync", lambda number: None)
        yield


def pile(count: int, *, seed: int = 5) -> list[ShelfDocument]:
    return [
        ShelfDocument(id=row.id, text=row.text, outlet=row.outlet, published=row.published)
        for row in articles(count, seed=seed)
    ]


def archive_of(
    folder: Path, documents: list[ShelfDocument], settings: ArchiveSettings | None = None
) -> Archive:
    folder.mkdir()
    Shelf(folder).add(documents)
    return build_archive(Archive(folder, settings or ArchiveSettings()))


def found_in(archive: Archive) -> Found:
    ids = archive.shelf.lines("id")
    rows = archive.passages().tolist()
    return [(ids[row[0]], ids[row[1]], KINDS[row[2]], *row[3:]) for row in rows]


def traced(documents: list[ShelfDocument]) -> set[tuple[object, ...]]:
    given: dict[type[Row], list[Row]] = {
        kind: [] for kind in (Document, Text, Block, Lineage, LineageMember)
    }
    for one in documents:
        rows = document_rows(one.id, one.text, outlet=one.outlet, published=one.published)
        for row in rows:
            given[type(row)].append(row)
    return {
        (row.document_a, row.document_b, row.kind, row.n_words, *places(row))
        for row in trace(Tables(given), settings=TraceSettings())
        if isinstance(row, Passage)
    }


def places(row: Passage) -> tuple[int, int, int, int]:
    return row.a.start, row.a.end, row.b.start, row.b.end


@pytest.fixture(scope="module")
def documents() -> list[ShelfDocument]:
    return pile(60) + [
        dataclasses.replace(one, id=f"{one.id}-copy", published=None) for one in pile(8)
    ]


@pytest.fixture(scope="module")
def archive(documents: list[ShelfDocument], tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(tmp_path_factory.mktemp("archive") / "all", documents)


def test_an_archive_has_the_passages_of_the_stage(
    archive: Archive, documents: list[ShelfDocument]
) -> None:
    found = {(a, b, kind, same, *rest) for a, b, kind, same, _, *rest in found_in(archive)}
    assert len(found) > 8
    assert found == traced(documents)


def test_parts_and_order_change_no_passage(
    archive: Archive, documents: list[ShelfDocument], tmp_path: Path
) -> None:
    expected = found_in(archive)
    shuffled = random.Random(3).sample(documents, len(documents))
    assert found_in(archive_of(tmp_path / "small", documents, SMALL)) == expected
    assert found_in(archive_of(tmp_path / "shuffled", shuffled, SMALL)) == expected


def test_passages_quote_their_documents_and_none_its_own(archive: Archive) -> None:
    rows = archive.passages()
    assert rows.shape[1] == len(COLUMNS)
    assert np.all(archive.by_id[rows[:, 0]] < archive.by_id[rows[:, 1]])
    texts = archive.shelf.texts(range(archive.shelf.count))
    for row in rows.tolist():
        one, two = texts[row[0]][row[5] : row[6]], texts[row[1]][row[7] : row[8]]
        assert one
        assert two
        assert KINDS[row[2]] != "verbatim" or one.strip('."') == two.strip('."')


@pytest.mark.parametrize(
    "texts",
    [
        ["word"] * 300,
        [""] * 5,
        ["The same line of a dozen words stands in each and every one of them here."] * 300,
        [f"Nothing {n} is{n} shared{n} by{n} any{n} two{n} of{n} these{n}." for n in range(300)],
        ["x " * 50_000, "y " * 50_000],
    ],
    ids=["one word", "empty", "all the same", "nothing shared", "one giant sentence"],
)
def test_odd_piles_end_and_stay_linear(texts: list[str], tmp_path: Path) -> None:
    documents = [ShelfDocument(id=f"d{at:04}", text=text) for at, text in enumerate(texts)]
    rows = archive_of(tmp_path / "odd", documents, SMALL).passages()
    assert len(rows) < 2 * len(texts)


def test_copies_of_one_article_are_a_star(tmp_path: Path) -> None:
    one = pile(1)[0]
    copies = [dataclasses.replace(one, id=f"d{n:04}", outlet=None) for n in range(200)]
    rows = archive_of(tmp_path / "star", copies).passages()
    assert set(rows[:, 0].tolist()) == {0}
    assert set(rows[:, 1].tolist()) == set(range(1, 200))


TIGHT = dataclasses.replace(
    SMALL,
    trace=TraceSettings(
        propose=ProposalSettings(max_places=4, few_places=2, max_rare_documents=3),
        furniture=FurnitureSettings(min_pages=3, min_days=0.0),
    ),
)
"""So tight that a few more documents move stars, make words common and lines furniture."""


def entangled(seed: int) -> list[ShelfDocument]:
    """Return documents that share lines with many, in no order, on dates of which some are one."""
    rng = random.Random(seed)
    words = [f"{chr(97 + n % 26)}{chr(97 + n // 26)}lor" for n in range(200)]
    lines = [" ".join(rng.choices(words, k=14)).capitalize() + "." for _ in range(14)]
    formula = "At least {} people died near the bridge of {} when a market was hit again."

    def text() -> str:
        own = [" ".join(rng.choices(words, k=12)).capitalize() + "." for _ in range(2)]
        filled = formula.format(rng.randrange(2, 7), rng.choice(["Kuzova", "Sedhan", "Teti"]))
        return "\n".join([*own, *rng.sample(lines, 2), filled])

    return [
        ShelfDocument(
            id=f"d{rng.randrange(10**9):09}",
            text=text(),
            outlet=f"Courier {rng.randrange(3)}",
            published=f"2017-03-{rng.randrange(1, 20):02}",
        )
        for _ in range(40)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_a_grown_archive_is_that_of_all_documents_at_once(seed: int, tmp_path: Path) -> None:
    documents = entangled(seed)
    archive = archive_of(tmp_path / "grown", documents[:20], TIGHT)
    for cut in (20, 30):
        archive = extend_archive(archive, documents[cut : cut + 10])
    whole = archive_of(tmp_path / "whole", documents, TIGHT)
    assert found_in(archive) == found_in(whole)
    assert archive.proposed().key.tolist() == whole.proposed().key.tolist()
    assert archive.proposed().rare.tolist() == whole.proposed().rare.tolist()


def test_adding_nothing_changes_nothing(archive: Archive) -> None:
    assert found_in(extend_archive(archive, [])) == found_in(archive)


def backwards(task: Callable[[Any], Any], arguments: Iterable[Any]) -> Iterable[Any]:
    """Run the last task first, as a pool of processes may; return results in their order."""
    return [task(argument) for argument in list(arguments)[::-1]][::-1]


def test_tasks_share_nothing_whatever_order_they_run_in(
    archive: Archive, documents: list[ShelfDocument], tmp_path: Path
) -> None:
    Shelf(tmp_path).add(documents)
    assert found_in(build_archive(Archive(tmp_path, SMALL), backwards)) == found_in(archive)


def test_a_pool_of_processes_finds_what_one_process_finds(
    archive: Archive, documents: list[ShelfDocument], tmp_path: Path
) -> None:
    expected = found_in(archive)
    whole = archive.proposed()
    for jobs, settings in ((1, ArchiveSettings()), (3, SMALL)):
        folder = tmp_path / f"jobs-{jobs}"
        folder.mkdir()
        Shelf(folder).add(random.Random(jobs).sample(documents, len(documents)))
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            made = build_archive(Archive(folder, settings), pool.map)
        assert found_in(made) == expected
        assert made.proposed().key.size == whole.key.size


@pytest.mark.parametrize("part", [2, 7, 1000])
def test_the_size_of_every_part_changes_no_passage(
    part: int, documents: list[ShelfDocument], tmp_path: Path
) -> None:
    settings = ArchiveSettings(
        run_documents=part,
        batch_documents=part,
        range_marks=1_000 * part,
        range_keys=50 * part,
        judged_pairs=part,
    )
    some = documents[40:]
    parted = found_in(archive_of(tmp_path / "parts", some, settings))
    assert parted == found_in(archive_of(tmp_path / "whole", some))
    assert parted


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_additions_changes_no_passage(seed: int, tmp_path: Path) -> None:
    documents = entangled(seed)
    shuffled = random.Random(seed).sample(documents, len(documents))
    archive = archive_of(tmp_path / "grown", shuffled[:10], TIGHT)
    for cut in range(10, 40, 10):
        archive = extend_archive(archive, shuffled[cut : cut + 10])
    assert found_in(archive) == found_in(archive_of(tmp_path / "whole", documents, TIGHT))
