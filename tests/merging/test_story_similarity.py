"""How alike reports are does not depend on how the sums are laid out."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.merging import similarity
from consilience.merging.similarity import find_similar
from consilience.merging.story_words import ReportWords, Weights, count_words, weigh_words

WORDS = st.sampled_from("Sorve Dal Kester market shelling convoy harvest ballot the of".split())
REPORTS = st.lists(st.lists(WORDS, max_size=12), max_size=9)


def by_report(weights: Weights) -> list[dict[int, float]]:
    found: list[dict[int, float]] = [{} for _ in range(weights.n_reports)]
    for report, word, weight in zip(
        weights.report.tolist(), weights.word.tolist(), weights.weight.tolist(), strict=True
    ):
        found[report][word] = weight
    return found


@given(REPORTS, st.integers(1, 4), st.integers(1, 9))
def test_the_cosines_are_those_of_each_two_reports(
    texts: list[list[str]], at_once: int, rare: int
) -> None:
    weights = weigh_words([count_words("", " ".join(text)) for text in texts])
    reports = by_report(weights)
    spread = {
        word: sum(word in report for report in reports) for report in reports for word in report
    }
    expected = {}
    for a, mine in enumerate(reports):
        for b in range(a + 1, len(reports)):
            shared = [
                (mine[word] * reports[b][word], spread[word])
                for word in mine.keys() & reports[b].keys()
            ]
            if sum(product for product, n in shared if n <= rare) >= similarity._SOMETHING:
                expected[a, b] = sum(product for product, _ in shared)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "_AT_ONCE", at_once)
        patch.setattr(similarity, "_RARE", rare)
        pairs = find_similar(weights)
    found = zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)
    assert expected == pytest.approx(dict(zip(found, pairs.cosine.tolist(), strict=True)), abs=1e-8)


@given(REPORTS)
def test_the_squares_of_the_weights_of_a_report_sum_to_one(texts: list[list[str]]) -> None:
    for report in by_report(weigh_words([count_words("", " ".join(text)) for text in texts])):
        assert not report or math.isclose(1.0, sum(weight**2 for weight in report.values()))


def test_reports_without_words_are_like_nothing() -> None:
    for reports in ([], [ReportWords()] * 2):
        assert [len(column) for column in find_similar(weigh_words(reports))] == [0, 0, 0]
