"""From words to pairs of copied sentences: channels, proposals, judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from consilience.lineage.alignment import Aligner, AlignSettings, SentencePair
from consilience.lineage.candidates import find_hits
from consilience.lineage.fingerprints import Postings, winnow_ngrams
from consilience.lineage.formulas import drop_unsupported, find_formulas
from consilience.lineage.frames import is_frame, is_function, winnow_frames
from consilience.lineage.furniture import (
    TRIGGERS,
    FurnitureSettings,
    find_recurring,
    reads_like_furniture,
)
from consilience.lineage.proposals import (
    Proposals,
    join_proposals,
    pairs_of_hits,
    pairs_of_rare_words,
    rare_words,
)
from consilience.lineage.quotations import is_quoted, winnow_quotations
from consilience.lineage.sentences import Sentences, sentence_postings, stretch_bounds
from consilience.lineage.words import I64, Bools, Corpus, hash_words
from consilience.model.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceSettings:
    """How dense the fingerprints are, and when one is too common for pairs."""

    ngram_words: int = 5
    ngram_window: int = 8
    quoted_words: int = 5
    frame_words: int = 6
    frame_window: int = 3
    min_sentence_words: int = 4
    max_documents: int = 50  # a fingerprint in more is linked to the earliest one only
    few_places: int = 12  # a fingerprint in more may be a stock phrase
    max_rare_documents: int = 20  # documents in which a rare word may stand
    min_rare_words: int = 2  # that two sentences must share to be looked at
    align: AlignSettings = field(default_factory=AlignSettings)
    furniture: FurnitureSettings = field(default_factory=FurnitureSettings)


def find_copied_sentences(
    corpus: Corpus,
    sentences: Sentences,
    documents: Mapping[str, Document],
    *,
    settings: TraceSettings,
) -> list[SentencePair]:
    """Return the pairs of sentences of different documents that were made from one another.

    Furniture that is known by its words is among them, under its kind; furniture that recurs over
    the pages of one outlet is not looked for.
    """
    order = rank_by_date(corpus, documents)
    recurring = find_recurring(corpus, sentences, documents, settings=settings.furniture)
    quoted = is_quoted(corpus)
    channels = _channels(corpus, sentences, quoted, settings=settings)
    proposed = _propose(
        corpus, sentences, order, channels=channels, recurring=recurring, settings=settings
    )
    formulas = find_formulas(corpus, sentences)
    aligner = Aligner(corpus, sentences, formulas=formulas, quoted=quoted, settings=settings.align)
    count = max(1, sentences.count)
    columns = (proposed.key // count, proposed.key % count, proposed.rare)
    pairs = zip(*(column.tolist() for column in columns), strict=True)
    aligned = (aligner.align(a, b, parts=rare) for a, b, rare in pairs)
    grown = aligner.grow(pair for pair in aligned if pair is not None)
    kept = [pair for pair in grown if not (recurring[pair.a] or recurring[pair.b])]
    marked = _mark_furniture(corpus, sentences, kept)
    return drop_unsupported(sentences, marked, formulas)


def rank_by_date(corpus: Corpus, documents: Mapping[str, Document]) -> I64:
    """Return the rank of each document by its date; undated ones come last, ties by id."""
    keys = [(documents[key].published_start or "9999", key) for key in corpus.ids]
    rank = np.zeros(len(keys), np.int64)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return rank


def _channels(
    corpus: Corpus, sentences: Sentences, quoted: Bools, *, settings: TraceSettings
) -> list[tuple[Postings, int]]:
    """Return the fingerprints of each channel, and how many common ones make a pair."""
    words = winnow_ngrams(corpus, size=settings.ngram_words, window=settings.ngram_window, stream=2)
    frames = winnow_frames(
        corpus,
        is_frame(corpus, is_function(corpus)),
        size=settings.frame_words,
        window=settings.frame_window,
        stream=3,
    )
    whole = sentence_postings(sentences, min_words=settings.min_sentence_words)
    quotations = winnow_quotations(corpus, quoted, size=settings.quoted_words, stream=4)
    return [(words, 2), (whole, 1), (frames, 3), (quotations, 1)]


def _propose(
    corpus: Corpus,
    sentences: Sentences,
    order: I64,
    *,
    channels: list[tuple[Postings, int]],
    recurring: Bools,
    settings: TraceSettings,
) -> Proposals:
    cap = settings.max_documents
    found = [
        pairs_of_hits(
            find_hits(corpus, _outside(postings, sentences, recurring), order=order, cap=cap),
            sentences,
            few=settings.few_places,
            least=least,
        )
        for postings, least in channels
    ]
    function = is_function(corpus)
    rare = rare_words(corpus, sentences, function, cap=settings.max_rare_documents)
    hits = find_hits(corpus, _outside(rare, sentences, recurring), order=order, cap=cap)
    found.append(pairs_of_rare_words(hits, sentences, least=settings.min_rare_words))
    return join_proposals(*found)


def _outside(postings: Postings, sentences: Sentences, recurring: Bools) -> Postings:
    """Return the fingerprints that touch no recurring furniture."""
    first = sentences.of_word[postings.word]
    last = sentences.of_word[postings.word + postings.length - 1]
    kept = ~(recurring[first] | recurring[last])
    return Postings(postings.hash[kept], postings.word[kept], postings.length[kept])


def _plain_sentences(corpus: Corpus, sentences: Sentences) -> list[int]:
    """Return the hashes of the sentences that hold no word of any furniture pattern."""
    named = np.isin(corpus.hash, hash_words(sorted(TRIGGERS)))
    holding = np.zeros(sentences.count, bool)
    holding[sentences.of_word[named]] = True
    found: list[int] = sentences.hash[~holding].tolist()
    return found


def _mark_furniture(
    corpus: Corpus, sentences: Sentences, pairs: list[SentencePair]
) -> list[SentencePair]:
    """Return *pairs* with those called furniture whose words say so, each sentence read once."""
    known: dict[int, bool] = dict.fromkeys(_plain_sentences(corpus, sentences), False)
    hashes = sentences.hash
    marked = []
    for pair in pairs:
        for sentence, first, last in (
            (pair.a, pair.first_a, pair.last_a),
            (pair.b, pair.first_b, pair.last_b),
        ):
            key = int(hashes[sentence])
            if key not in known:
                start, end = stretch_bounds(corpus, first, min(last, first + 120))
                text = corpus.texts[int(corpus.document[first])]
                known[key] = reads_like_furniture(text[start:end])
        furniture = known[int(hashes[pair.a])] or known[int(hashes[pair.b])]
        marked.append(replace(pair, kind="furniture") if furniture else pair)
    return marked
