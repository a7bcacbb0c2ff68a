"""What an earlier build judged is taken over only where it would be judged the same again."""

import random

import pytest

from benchmarks.articles import articles
from consilience.lineage.tracing import TraceSettings, trace
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import AlteredFact, Passage, RewordingTrace
from consilience.model.memory import Memory
from consilience.model.rows import Row
from consilience.model.tables import Tables
from evals.pile import document_rows

SWAPS = {"said": "told", "people": "persons", "on": "upon", "the": "a", "not": "", "were": "are"}


def pile(seed: int, count: int = 30) -> dict[str, str]:
    """Return texts that share lines, some with other words and numbers, some with formulas."""
    rng = random.Random(seed)
    texts = [article.text for article in articles(count, seed=seed)]
    for _ in range(2 * count):
        source, target = rng.sample(range(count), 2)
        line = rng.choice(texts[source].split("\n")[:-1])
        texts[target] = "\n".join([edited(line, rng), texts[target]])
    return {f"d{rng.randrange(10**6):06}{at:03}": text for at, text in enumerate(texts)}


def edited(line: str, rng: random.Random) -> str:
    words = line.split()
    for _ in range(rng.randrange(3)):
        at = rng.randrange(len(words))
        words[at] = SWAPS.get(words[at], str(rng.randrange(5, 500)))
    return f'He said: "{" ".join(words)}"' if rng.random() < 0.2 else " ".join(words)


def traced(texts: dict[str, str], memory: Memory) -> dict[str, Row]:
    given: dict[type[Row], list[Row]] = {kind: [] for kind in (Document, Text, Block)}
    for key, text in texts.items():
        for row in document_rows(key, text):
            given[type(row)].append(row)
    tables = Tables(given, memory=memory)
    return {row.id: row for row in trace(tables, settings=TraceSettings())}


@pytest.mark.parametrize("seed", range(4))
def test_a_pile_that_grows_and_shrinks_is_traced_as_one_that_is_new(seed: int) -> None:
    texts, rng = pile(seed), random.Random(seed)
    kept: dict[bytes, bytes] = {}
    for share in (0.4, 0.9, 1.0, 0.7):
        some = dict(rng.sample(sorted(texts.items()), int(share * len(texts))))
        memory = Memory(kept)
        assert traced(some, Memory()) == traced(some, memory)
        if kept:
            assert memory.asked & kept.keys()
        kept = {**kept, **memory.made}
    kinds = {type(row) for row in traced(texts, Memory(kept)).values()}
    assert {Passage, AlteredFact} <= kinds


def test_broken_expressions_are_read_once_and_told_in_every_build() -> None:
    texts = {"one": "The police used tear fuel in the square.", "two": "Nothing of the kind."}
    first = Memory()
    found = traced(texts, first)
    again = Memory(first.made)
    assert found == traced(texts, again)
    assert again.made.items() <= first.made.items()  # what is noted is written again
    assert any(isinstance(row, RewordingTrace) for row in found.values())
