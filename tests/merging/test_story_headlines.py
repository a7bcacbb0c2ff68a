"""A headline says what its report is about, and speaks for one story where another tells it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.merging import headlines
from consilience.merging.headlines import weigh_headlines
from consilience.merging.story_words import Weights, count_words, weigh_words

WORDS = st.lists(st.sampled_from("Sorve Dal Kester market shelling convoy the".split()), max_size=6)
REPORTS = st.lists(st.tuples(WORDS, WORDS), max_size=7)


def weights_of(reports: list[tuple[str, str]]) -> Weights:
    return weigh_words([count_words(title, lead) for title, lead in reports])


def weight(one: tuple[str, str], other: tuple[str, str]) -> float:
    (found,) = weigh_headlines(weights_of([one, other]), np.array([0]), np.array([1])).tolist()
    return float(found)


def told(weights: Weights, of: int, by: int) -> float | None:
    """The share of the headline of one report that another tells, word by word."""
    words = set(weights.word[weights.report == by].tolist())
    mine = (weights.report == of) & weights.headline
    squares = weights.weight[mine] ** 2
    if not squares.sum():
        return None
    there = [word in words for word in weights.word[mine].tolist()]
    return float(squares[there].sum() / squares.sum())


def test_a_headline_that_the_other_report_tells_speaks_for_one_story() -> None:
    ferry = ("Ferry Halcyon sinks off Lumen", "Forty were aboard.")
    assert weight(ferry, ("Coastguard searches all night", "Ferry Halcyon sinks off Lumen.")) > 0
    assert weight(ferry, ("Teachers strike", "Talks with the ministry collapsed.")) < 0


def test_a_report_without_a_headline_leaves_it_to_the_other_s() -> None:
    ferry = ("Ferry Halcyon sinks off Lumen", "Forty were aboard.")
    lead = "Ferry Halcyon sinks off Lumen, coastguard says."
    assert weight(ferry, ("", lead)) == pytest.approx(weight(ferry, (ferry[0], lead)))
    assert weight(("", ferry[1]), ("", lead)) == 0


def test_the_words_of_the_headline_are_counted_first() -> None:
    found = count_words("Ferry’s crew: a ferry sinks", "The ferry sinks, and a crew is lost")
    assert list(found.counts)[: found.n_headline] == ["ferry", "crew", "sinks"]
    assert count_words("", "The ferry sinks").n_headline == 0


@given(REPORTS, st.integers(1, 4))
def test_headlines_weigh_the_same_however_the_sums_are_laid_out(
    reports: list[tuple[list[str], list[str]]], at_once: int
) -> None:
    weights = weights_of([(" ".join(title), " ".join(lead)) for title, lead in reports])
    n = weights.n_reports
    pairs = [(a, b) for b in range(n) for a in range(b)]
    expected = []
    for a, b in pairs:
        shares = [
            share for share in (told(weights, a, b), told(weights, b, a)) if share is not None
        ]
        mean = sum(shares) / len(shares) if shares else headlines._EVEN
        expected.append(headlines._HEADLINE * (mean - headlines._EVEN))
    a, b = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headlines, "_AT_ONCE", at_once)
        assert weigh_headlines(weights, a, b).tolist() == pytest.approx(expected)
