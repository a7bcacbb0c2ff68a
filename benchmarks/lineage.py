"""How fast copies are found: ``python -m benchmarks.lineage [DOCUMENTS …]``.

Writes a line of JSON for each size: seconds and memory of the words, of the candidates of both
channels and of the whole stage, on one core, over invented articles of 2.6 kB of which a third are
partial copies. Beside it rensa (MinHash of whole documents), which knows no passages.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from consilience.lineage.candidates import find_hits
from consilience.lineage.copies import TraceSettings
from consilience.lineage.fingerprints import winnow_ngrams
from consilience.lineage.frames import is_frame, is_function, winnow_frames
from consilience.lineage.tracing import trace
from consilience.lineage.words import build_corpus
from consilience.model.documents import Block, Document, Text
from consilience.model.lineage import Lineage, LineageMember, Passage
from consilience.model.rows import Row
from consilience.model.tables import Tables
from evals.pile import document_rows

SIZES: Final = (1_000, 10_000)
COMMON: Final = (
    "the of in a to and for on with by at from that was were had has been his their".split()
)


def articles(count: int, *, seed: int = 7) -> Iterator[str]:
    """Yield invented articles; every third takes a few paragraphs from an earlier one."""
    rng = random.Random(seed)
    words = [
        "".join(rng.choices("abcdefghiklmnoprstuvz", k=rng.randint(4, 9))) for _ in range(20_000)
    ]
    pool = words + COMMON * 500
    kept: list[list[str]] = []
    for number in range(count):
        paragraphs = [_paragraph(rng, pool) for _ in range(9)]
        if number % 3 == 2:
            source = kept[rng.randrange(len(kept))]
            paragraphs[2:5] = source[2:5]
        if len(kept) < 2_000:
            kept.append(paragraphs)
        yield "\n".join(paragraphs)


def _paragraph(rng: random.Random, pool: list[str]) -> str:
    sentences = (" ".join(rng.choices(pool, k=16)).capitalize() for _ in range(3))
    return ". ".join(sentences) + "."


def measure(count: int) -> dict[str, Any]:
    """Return seconds and memory for *count* articles."""
    rows: dict[type[Row], list[Row]] = {
        kind: [] for kind in (Document, Text, Block, Lineage, LineageMember)
    }
    for number, text in enumerate(articles(count)):
        for row in document_rows(f"d{number:07}", text, outlet=f"Courier {number % 50}"):
            rows[type(row)].append(row)
    texts = {row.id: row.text for row in rows[Text] if isinstance(row, Text)}
    found: dict[str, Any] = {
        "documents": count,
        "megabytes": round(sum(map(len, texts.values())) / 1e6, 1),
    }
    settings = TraceSettings()
    began = time.process_time()
    corpus = build_corpus(texts, [row for row in rows[Block] if isinstance(row, Block)])
    found["words_seconds"] = round(time.process_time() - began, 2)
    frame = is_frame(corpus, is_function(corpus))
    channels = [
        winnow_ngrams(corpus, size=settings.ngram_words, window=settings.ngram_window, stream=2),
        winnow_frames(
            corpus, frame, size=settings.frame_words, window=settings.frame_window, stream=3
        ),
    ]
    for postings in channels:
        find_hits(corpus, postings, order=np.arange(count), cap=settings.max_documents)
    found["candidates_seconds"] = round(time.process_time() - began, 2)
    del corpus, channels
    began = time.process_time()
    traced = list(trace(Tables(rows), settings=settings))
    found["stage_seconds"] = round(time.process_time() - began, 2)
    found["passages"] = sum(isinstance(row, Passage) for row in traced)
    found["rensa_seconds"] = _rensa(list(texts.values()))
    found["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def _rensa(texts: list[str]) -> float | None:
    try:
        from rensa import RMinHash, RMinHashLSH
    except ImportError:
        return None
    began = time.process_time()
    index = RMinHashLSH(threshold=0.2, num_perm=128, num_bands=32)
    for number, text in enumerate(texts):
        words = text.split()
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update([" ".join(words[at : at + 5]) for at in range(len(words) - 4)])
        index.insert(number, sketch)
        index.query(sketch)
    return round(time.process_time() - began, 2)


def main(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """Yield a line of JSON for each size."""
    for count in sizes:
        yield json.dumps(measure(count))


if __name__ == "__main__":
    for line in main([int(argument) for argument in sys.argv[1:]] or SIZES):
        print(line, flush=True)
