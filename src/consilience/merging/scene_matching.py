"""Do two short reports of one scene tell of the same event? Every reason with its share.

Where a case is one short incident, reports give no place and no day of their own: what is left is
the word that tells the event, and who and what stand around it. The shares are log-odds: a model
of them was fitted to the developers' half of labelled mentions, tried on topics that it had not
seen, and rounded; from 2.3 to 2.5 shares in all the score moves by 0.006, and of two sets of shares
that score alike the one that joins less was taken.
"""

from __future__ import annotations

from typing import Final

from consilience.merging.matching import Match
from consilience.merging.recounts import feature, overlap
from consilience.merging.scene_words import Surroundings, likeness
from consilience.merging.word_relations import is_speech, relation

ENOUGH: Final = 2.4
"""Mean sum of shares from which two groups of tellings are one event. Two tellings whose words do
not hang together count as zero."""

_SAME_WORD: Final = 3.0
_KIN_WORD: Final = 2.0
"""Killed and murdered, quake and tremor: about half of such pairs in one scene are one event."""

_NEAR: Final = 1.0
_NEAR_OF_SAME: Final = 1.5
_SENTENCE: Final = 1.0
_TARGET: Final = 1.5
"""Of a full agreement of the words close by, of the sentence, and of whom it was done to."""

_SPEECH: Final = -2.0
_SPEAKER: Final = 2.5
"""Everybody says something: it is one saying where the words around it are the same."""

_ONE_SENTENCE: Final = -4.0
_TOLD_AGAIN: Final = 0.75
"""One sentence seldom tells a thing twice; one report often does so by the same word."""

_OTHER_KIND: Final = -1.0
_OTHER_DAYS: Final = -0.75
_OTHER_ACTORS: Final = -0.5

_LEAST: Final = 0.05
"""Shares below which a reason is not worth telling."""

_Reason = tuple[str, float, str]


def compare_tellings(a: Surroundings, b: Surroundings) -> Match | None:
    """Return how *a* and *b* match; ``None`` where their words do not hang together."""
    related = relation(a.word, b.word)
    if related is None:
        return None
    same = related == "same"
    words = f"{a.told.row.lemma}, {b.told.row.lemma}"
    found: list[_Reason] = [("word", _SAME_WORD if same else _KIN_WORD, words)]
    near = likeness(a.near, b.near)
    found.append(("near", near * (_NEAR_OF_SAME if same else _NEAR), _shared(a.near, b.near)))
    if is_speech(a.word) and is_speech(b.word):
        found.append(("speech", _SPEECH + _SPEAKER * near, "who says it may differ"))
    alike = likeness(a.sentence, b.sentence)
    found.append(("sentence", alike * _SENTENCE, "words of the sentence"))
    target = likeness(a.target, b.target)
    found.append(("target", target * _TARGET, _shared(a.target, b.target)))
    found += _told_once(a, b, same=same)
    found += _against(a, b)
    told = [(name, round(share, 2), detail) for name, share, detail in found]
    kept = [reason for reason in told if abs(reason[1]) >= _LEAST]
    score = round(sum([share for _, share, _ in kept]), 2)
    return Match(
        score=score,
        features=tuple([feature(*reason) for reason in kept]),
        against=tuple([detail for _, share, detail in kept if share < 0]),
        automatic=score >= ENOUGH,
    )


def _shared(left: frozenset[str], right: frozenset[str]) -> str:
    return " ".join(sorted(left & right)[:4])


def _told_once(a: Surroundings, b: Surroundings, *, same: bool) -> list[_Reason]:
    left, right = a.told.row, b.told.row
    if left.sentence == right.sentence:
        return [("one sentence", _ONE_SENTENCE, "one sentence tells both")]
    if same and left.document == right.document:
        return [("again", _TOLD_AGAIN, "one report tells it again")]
    return []


def _against(a: Surroundings, b: Surroundings) -> list[_Reason]:
    left, right = a.told, b.told
    found: list[_Reason] = []
    if left.row.kind != right.row.kind and "other" not in (left.row.kind, right.row.kind):
        found.append(("kind", _OTHER_KIND, "different kinds"))
    if left.days and right.days and not overlap(left.days, right.days):
        found.append(("date", _OTHER_DAYS, "different days"))
    if left.actors and right.actors and left.actors.isdisjoint(right.actors):
        found.append(("actor", _OTHER_ACTORS, "different actors"))
    return found
