"""Which reports of a case whose reports are much alike tell of one scene.

Where a case is a few short incidents of one kind, its reports share most of their words, and what
tells them apart is what few of *them* say: a name, a number, a place. So words are weighed by how
many reports of the case use them, not by how rare they are in English.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from consilience.merging.linkage import average_link
from consilience.merging.story_words import common_rank, count_words
from consilience.merging.word_stems import stem_of

_COMMON: Final = 300
"""Ranks of English words that tell no scene from another."""
_NAME: Final = 2.0
"""Weight of a name or a number beside another word."""
_ALIKE: Final = 0.08
"""Mean cosine from which two groups of reports are one scene; from 0.06 to 0.1 the score moves by
0.03 on the reports that it was read off."""
_ROUNDS: Final = 10

_Weights = dict[str, float]


def find_scenes(texts: Mapping[str, str]) -> dict[str, int]:
    """Return the scene of each report, as a number.

    Args:
        texts: By document.

    """
    keys = sorted(texts)
    reports = _weigh([_words(texts[key]) for key in keys])
    similar = {
        (a, b): share
        for a in range(len(keys))
        for b in range(a + 1, len(keys))
        if (share := round(_product(reports[a], reports[b]), 9)) > 0
    }
    scene = [0] * len(keys)
    for number, group in enumerate(average_link(len(keys), similar, _ALIKE)):
        for at in group:
            scene[at] = number
    return dict(zip(keys, _settle(reports, scene), strict=True))


def _words(text: str) -> _Weights:
    found = count_words("", text)
    weights, names = _Weights(), found.names
    for word in found.words:
        if (common_rank(word) or _COMMON + 1) <= _COMMON:
            continue
        name = word in names
        key = word if name else stem_of(word)
        weights[key] = max(weights.get(key, 0.0), _NAME if name or word[0].isdigit() else 1.0)
    return weights


def _weigh(reports: Sequence[_Weights]) -> list[_Weights]:
    used = Counter(word for report in reports for word in report)
    found = []
    for report in reports:
        raw = {
            word: weight * math.log((len(reports) + 0.5) / used[word])
            for word, weight in sorted(report.items())
            if used[word] > 1
        }
        norm = math.sqrt(sum([weight * weight for weight in raw.values()])) or 1.0
        found.append({word: weight / norm for word, weight in raw.items()})
    return found


def _product(left: _Weights, right: _Weights) -> float:
    if len(right) < len(left):
        left, right = right, left
    return sum([weight * right[word] for word, weight in left.items() if word in right])


def _settle(reports: Sequence[_Weights], scene: list[int]) -> list[int]:
    """Return the scenes after each report has moved to the one that it is most like."""
    for _ in range(_ROUNDS):
        sums: dict[int, _Weights] = defaultdict(dict)
        for at, report in enumerate(reports):
            for word, weight in report.items():
                sums[scene[at]][word] = sums[scene[at]].get(word, 0.0) + weight
        moved = [_nearest(report, scene[at], sums) for at, report in enumerate(reports)]
        if moved == scene:
            break
        scene = moved
    return scene


def _nearest(report: _Weights, own: int, sums: Mapping[int, _Weights]) -> int:
    """Return the scene whose other reports are most like *report*; its own where none is."""
    best, nearest = 0.0, own
    for number in sorted(sums):
        whole = sums[number]
        norm = sum([weight * weight for weight in whole.values()])
        product = _product(report, whole)
        if number == own:  # without the report itself
            itself = sum([weight * weight for weight in report.values()])
            product, norm = product - itself, norm - 2 * product + itself
        share = product / math.sqrt(norm) if norm > 1e-9 else 0.0
        if round(share, 9) > best:
            best, nearest = round(share, 9), number
    return nearest
