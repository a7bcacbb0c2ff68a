"""What must hold for copies and origins whatever the texts are."""

import random

import pytest

from benchmarks.articles import articles
from consilience.lineage.tracing import TraceSettings, trace
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import DocumentLineage, Lineage, LineageMember, Passage
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.text.origins import PassageIndex, find_origins
from evals.pile import document_rows

FURNITURE = "All rights reserved. Follow us on Twitter for more of the Courier every day."


def copies(seed: int, count: int = 12) -> list[str]:
    """Return texts of which some carry lines of others."""
    rng = random.Random(seed)
    texts = [article.text for article in articles(count, seed=seed)]
    for _ in range(count // 2):
        source, target = rng.sample(range(count), 2)
        lines = texts[source].split("\n")[:-1]
        texts[target] = "\n".join([*rng.sample(lines, 2), texts[target]])
    return texts


def traced(texts: dict[str, str]) -> list[Row]:
    given: dict[type[Row], list[Row]] = {
        kind: [] for kind in (Document, Text, Block, Lineage, LineageMember)
    }
    for key, text in texts.items():
        for row in document_rows(key, text, outlet=f"Courier {key}"):
            given[type(row)].append(row)
    return list(trace(Tables(given), settings=TraceSettings()))


def origins_of_lines(texts: dict[str, str], rows: list[Row], lines: list[str]) -> list[int]:
    index = PassageIndex(
        (row for row in rows if isinstance(row, Passage)),
        (row for row in rows if isinstance(row, DocumentLineage)),
    )
    found = []
    for line in lines:
        places = {key: text.find(line) for key, text in sorted(texts.items())}
        mentions = [(key, at, at + len(line)) for key, at in places.items() if at >= 0]
        found.append(find_origins(mentions, index).conservative)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_pairs_are_the_same_whichever_document_comes_first(seed: int) -> None:
    texts = copies(seed)
    sides: list[set[frozenset[tuple[int, int, int]]]] = []
    for names in (range(len(texts)), range(len(texts), 0, -1)):
        number = {f"d{name:03}": at for at, name in enumerate(names)}
        rows = traced(dict(zip(number, texts, strict=True)))
        sides.append(
            {
                frozenset((number[span.document], span.start, span.end) for span in (row.a, row.b))
                for row in rows
                if isinstance(row, Passage)
            }
        )
    assert sides[0]
    assert sides[0] == sides[1]


@pytest.mark.parametrize("seed", range(3))
def test_appended_furniture_changes_no_count_of_origins(seed: int) -> None:
    plain = {f"d{at:03}": text for at, text in enumerate(copies(seed))}
    lines = [line for text in plain.values() for line in text.split("\n")[:2]]
    furnished = {key: f"{text}\n{FURNITURE}" for key, text in plain.items()}
    counts = origins_of_lines(plain, traced(plain), lines)
    assert any(count > 0 for count in counts)
    assert origins_of_lines(furnished, traced(furnished), lines) == counts


@pytest.mark.parametrize("seed", range(3))
def test_a_copied_document_adds_no_origin(seed: int) -> None:
    plain = {f"d{at:03}": text for at, text in enumerate(copies(seed))}
    lines = [line for text in plain.values() for line in text.split("\n")[:2]]
    doubled = {**plain, "d999": plain["d000"]}
    counts = origins_of_lines(plain, traced(plain), lines)
    assert origins_of_lines(doubled, traced(doubled), lines) == counts


@pytest.mark.parametrize("seed", range(3))
def test_no_document_is_its_own_source(seed: int) -> None:
    doubled = {f"d{at:03}": f"{text}\n{text}" for at, text in enumerate(copies(seed))}
    found = [row for row in traced(doubled) if isinstance(row, Passage)]
    assert found
    assert all(row.document_a < row.document_b for row in found)
    assert all(doubled[row.document_a][row.a.start : row.a.end] for row in found)
