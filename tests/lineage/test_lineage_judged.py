"""What an earlier build judged stays only where it would be judged the same again."""

import functools
import random

import numpy as np
import pytest

from benchmarks.articles import articles
from consilience.lineage.copies import TraceSettings
from consilience.lineage.formulas import drop_unsupported
from consilience.lineage.pairs import CODES, SentencePair, as_pairs
from consilience.lineage.proposals import ProposalSettings
from consilience.lineage.tracing import trace
from consilience.model.lineage import AlteredFact, Passage, RewordingTrace
from consilience.model.rows import Row
from evals.pile import document_rows
from tests.merging.grown_piles import GrownPile, owner

from .test_lineage_trace import sentence

SWAPS = {"said": "told", "people": "persons", "on": "upon", "the": "a", "not": "", "were": "are"}
NARROW = TraceSettings(propose=ProposalSettings(few_places=2, max_places=4, max_rare_documents=3))
"""With these, few reports make a fingerprint one of many places."""


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


@pytest.mark.parametrize("seed", range(4))
def test_a_pile_that_grows_and_shrinks_is_traced_as_one_that_is_new(seed: int) -> None:
    texts, rng = pile(seed), random.Random(seed)
    grown = GrownPile(functools.partial(trace, settings=TraceSettings()))
    there: set[str] = set()
    for share in (0.4, 0.9, 1.0, 0.7):
        some = set(rng.sample(sorted(texts), int(share * len(texts))))
        more = [row for key in sorted(some - there) for row in document_rows(key, texts[key])]
        grown.build(gone=there - some, more=more)
        there = some
    kinds = {type(row) for row in grown.made.values()}
    assert {Passage, AlteredFact} <= kinds
    assert Passage in grown.stayed


def short_report(rng: random.Random, key: str) -> list[Row]:
    """Return a report of lines that others have, of formulas, and of what its outlet repeats."""
    outlet, day = rng.choice(("Dal Post", "Sorve News")), rng.randint(1, 9)
    lines = [edited(sentence(rng.randrange(6)), rng) for _ in range(rng.randint(0, 2))]
    for formula in rng.sample(range(3), rng.randint(0, 2)):
        place, number = rng.choice(("Dalwin", "Sorve", "Tor")), rng.randrange(3, 6)
        lines.append(
            f"{sentence(50 + formula, 5)[:-1]} in {place} and {number} others were held there."
        )
    if rng.random() < 0.5:
        lines.append(f"This page of the {outlet} was made by its own people in the town.")
    rng.shuffle(lines)
    lines.append(sentence(rng.randrange(10**6), 20))
    return document_rows(key, "\n".join(lines), outlet=outlet, published=f"2030-05-{day:02}")


@pytest.mark.parametrize("seed", range(16))
def test_what_becomes_common_is_judged_again(seed: int) -> None:
    rng = random.Random(seed)
    grown = GrownPile(functools.partial(trace, settings=NARROW))
    for _ in range(8):
        there = sorted({owner(row) for row in grown.given})
        gone = rng.sample(there, min(len(there), rng.choice((0, 0, 1))))
        keys = [f"d{rng.randrange(10**6):06}" for _ in range(rng.choice((1, 1, 4)))]
        if rng.random() < 0.5:  # it says other words, and is not gone
            keys += gone
        grown.build(gone=gone, more=[row for key in keys for row in short_report(rng, key)])
    assert Passage in grown.stayed


def test_a_text_that_differs_is_judged_again_where_the_same_is_proposed() -> None:
    grown = GrownPile(functools.partial(trace, settings=TraceSettings()))
    first, other = f"{sentence(1)}\n{sentence(2)}", f"{sentence(3)}\n{sentence(2)}"
    grown.build(more=[*document_rows("one", first), *document_rows("two", other)])
    assert [row.kind for row in grown.made.values() if isinstance(row, Passage)] == ["verbatim"]
    other = other.replace(sentence(2).split()[0], "The")
    grown.build(gone=["two"], more=document_rows("two", other))
    assert [row.kind for row in grown.made.values() if isinstance(row, Passage)] == ["edited"]


def test_weak_pairs_support_each_other_between_the_same_two_documents_alone() -> None:
    pairs = as_pairs(
        SentencePair(at, at + 4, CODES["edited"], 5, 9 * at, 9 * at + 8, 9 * at + 36, 9 * at + 44)
        for at in (1, 2)
    )
    for documents, expected in (([0] * 4 + [1] * 4, 2), ([0, 0, 1, 1, 2, 2, 3, 3], 0)):
        kept = drop_unsupported(
            pairs,
            document=np.array(documents, np.int32),
            formulas=np.zeros(8, bool),
            facts=lambda a, b: np.zeros(a.size, np.int64),
        )
        assert len(kept) == expected


def test_broken_expressions_are_told_in_every_build() -> None:
    grown = GrownPile(functools.partial(trace, settings=TraceSettings()))
    grown.build(more=document_rows("one", "The police used tear fuel in the square."))
    (found,) = (row for row in grown.made.values() if isinstance(row, RewordingTrace))
    grown.build(more=document_rows("two", "Nothing of the kind."))
    assert found.id in grown.made
    grown.build(gone=["one"], more=document_rows("one", "The police used tear gas there."))
    assert not any(isinstance(row, RewordingTrace) for row in grown.made.values())
