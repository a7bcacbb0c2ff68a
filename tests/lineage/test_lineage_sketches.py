"""Sketches: made once a document, joined, searched without any text."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.lineage.alignment import Aligner
from consilience.lineage.candidates import Sharing, find_hits
from consilience.lineage.hashes import HashSet, sort_by_hash
from consilience.lineage.letters import hash_words, scan, word_hashes
from consilience.lineage.outlines import AlignSettings, may_be_copies
from consilience.lineage.proposals import ProposalSettings, propose
from consilience.lineage.quotations import is_quoted
from consilience.lineage.seen import SentenceMarks, see_words
from consilience.lineage.sentences import find_sentences
from consilience.lineage.sketches import (
    Fingerprints,
    Sketches,
    SketchSettings,
    join_sketches,
    sketch_corpus,
)
from consilience.lineage.words import cut_words

WORDS = "the of harbour market 12 Kuzova river was bridge police had council 2016 farmer".split()


def sketched(*texts: str) -> Sketches:
    ids = tuple(f"d{number:03}" for number in range(len(texts)))
    spans = {number: [(0, len(text))] for number, text in enumerate(texts)}
    corpus = cut_words(ids, texts, spans)
    sentences = find_sentences(corpus)
    return sketch_corpus(corpus, sentences, is_quoted(corpus), settings=SketchSettings())


def columns(sketches: Sketches) -> list[list[int]]:
    found = [sketches.first, sketches.hash, sketches.length, sketches.shape]
    for channel in sketches.channels:
        found += [channel.hash, channel.first, channel.last]
    return [column.tolist() for column in found]


def a_text(seed: int) -> str:
    rng = random.Random(seed)
    chosen = (" ".join(rng.choices(WORDS, k=rng.randint(1, 25))) for _ in range(rng.randint(0, 9)))
    return " ".join(f'{line.capitalize()}, "{line}".' for line in chosen)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 10_000), max_size=6))
def test_a_sketch_depends_on_its_own_document_alone(seeds: list[int]) -> None:
    texts = [a_text(seed) for seed in seeds]
    together = columns(sketched(*texts))
    assert columns(join_sketches([sketched(text) for text in texts])) == together


def test_joined_sketches_propose_what_sketches_made_at_once_propose() -> None:
    texts = [a_text(seed) for seed in (1, 2, 3)] + [a_text(1) + a_text(2), a_text(3)]
    fresh = sketched(*texts)
    kept = join_sketches([sketched(text) for text in texts])
    order = np.arange(len(texts))
    found = [
        propose(
            sketches,
            order,
            settings=ProposalSettings(),
        )
        for sketches in (fresh, kept)
    ]
    assert found[0].key.size > 0
    assert found[0].key.tolist() == found[1].key.tolist()
    assert found[0].rare.tolist() == found[1].rare.tolist()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 7), max_size=60), st.integers(1, 5))
def test_hashes_that_differ_in_their_last_bits_only_are_sorted_too(
    low: list[int], shift: int
) -> None:
    hashes = (np.array(low, np.uint64) << np.uint64(shift)) + np.uint64(2**60)
    order = sort_by_hash(hashes)
    expected = sorted(range(len(low)), key=lambda at: (int(hashes[at]), at))
    assert order.tolist() == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=40), st.integers(2, 8))
def test_pairs_are_of_different_documents_and_stars_reach_every_place(
    marks: list[tuple[int, int]], cap: int
) -> None:
    marks = sorted(marks, key=lambda mark: mark[1])
    hashes = mix_of([mark[0] for mark in marks])
    sentence = np.array([mark[1] for mark in marks], np.uint32)
    document = np.arange(10) // 2
    order = np.array([3, 1, 4, 0, 2])
    hits = find_hits(
        Fingerprints(hashes, sentence, sentence).by_hash(),
        document,
        order=order,
        sharing=Sharing(cap=cap, few=3),
    )
    a, b = hits.key & (2**31 - 1), hits.key >> 31
    assert np.all(document[a] < document[b])
    linked = set(document[a].tolist()) | set(document[b].tolist())
    shared = set()
    for value in set(hashes.tolist()):
        within = {int(document[s]) for h, s in zip(hashes, sentence, strict=True) if h == value}
        shared |= within if len(within) > 1 else set()
    assert linked == shared


def mix_of(values: list[int]) -> np.ndarray:
    return hash_words([f"word{value}" for value in values]) if values else np.zeros(0, np.uint64)


@pytest.mark.parametrize("word", ["a", "council", "internationally", "café", "Ковалёв", "x" * 90])
def test_a_word_has_one_hash_in_any_text(word: str) -> None:
    alone = word_hashes(scan(word))
    among = word_hashes(scan(f"Every “{word.upper()}” — or {word}, 12 of them"))
    assert set(alone.tolist()) <= set(among.tolist())
    assert np.unique(among).size == 6


def test_a_set_of_hashes_holds_its_members_and_no_others() -> None:
    held, other = hash_words(["one", "two"]), hash_words(["three", "four"])
    found = HashSet(held)
    assert found.holds(np.concatenate([other, held])).tolist() == [False, False, True, True]


def test_a_hash_of_two_words_is_refused() -> None:
    with pytest.raises(ValueError, match="single word"):
        hash_words(["two words"])


def reworded(line: str, rng: random.Random) -> str:
    """Return *line* with some of its words swapped, left out, moved or put in capitals."""
    words = line.split()
    for _ in range(rng.randint(0, 8)):
        at = rng.randrange(len(words))
        match rng.randint(0, 4):
            case 0:
                words[at] = rng.choice(WORDS)
            case 1 if len(words) > 3:
                del words[at]
            case 2:
                words.insert(at, words[rng.randrange(len(words))].capitalize())
            case 3:
                words[at] = words[at].rstrip("s") + "s"
            case _:
                words = words[at:] + words[:at]
    quoted = rng.random() < 0.3
    return f'"{" ".join(words)}".' if quoted else f"{' '.join(words)}."


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.booleans(), st.booleans())
def test_an_outline_never_turns_away_what_an_alignment_accepts(
    seed: int, near: bool, parts: bool
) -> None:
    rng = random.Random(seed)
    lines = [" ".join(rng.choices(WORDS, k=rng.randint(3, 24))) for _ in range(4)]
    texts = [reworded(line.capitalize(), rng) for line in lines for _ in range(4)]
    corpus = cut_words(tuple(f"d{n:02}" for n in range(len(texts))), tuple(texts), None)
    sentences, quoted = find_sentences(corpus), is_quoted(corpus)
    outline = sketch_corpus(corpus, sentences, quoted, settings=SketchSettings()).outline
    none, every = np.zeros(sentences.count, bool), np.ones(sentences.count, bool)
    aligner = Aligner(
        corpus,
        sentences,
        see_words(corpus, sentences, every, AlignSettings().max_words),
        marks=SentenceMarks(none, none, quoted, outline),
        settings=AlignSettings(),
    )
    a, b = (side.ravel() for side in np.triu_indices(sentences.count, 1))
    allowed = may_be_copies(
        outline[a],
        outline[b],
        near=near,
        parts=np.full(a.size, parts),
        settings=AlignSettings(),
    )
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    accepted = [aligner.align(one, two, near=near, parts=parts) is not None for one, two in pairs]
    assert np.all(allowed[accepted])


def test_outlines_turn_away_sentences_that_share_function_words_only() -> None:
    one = sketched(
        "Police said the harbour of the town was closed near Kuzova after ten fishermen drowned."
    )
    two = sketched(
        "Because of the heat the clinic, which they had opened, was out of water for two weeks."
    )
    allowed = may_be_copies(
        one.outline, two.outline, near=False, parts=np.ones(1, bool), settings=AlignSettings()
    )
    assert allowed.tolist() == [False]


def test_letters_are_what_python_says_of_them() -> None:
    chars = [chr(point) for point in range(0xFFFF) if not 0xD800 <= point < 0xE000]
    letters = scan(" ".join(chars))
    words = [char for char in chars if char.isalnum()]
    assert [chr(point) for point in letters.initials.tolist()] == words
    assert [char.isupper() for char in words] == letters.capital.tolist()
    assert [char.isdigit() for char in words] == letters.digit.tolist()
    lower = [char.lower() if len(char.lower()) == 1 else char for char in words]
    assert word_hashes(letters).tolist() == word_hashes(scan(" ".join(lower))).tolist()
