"""Turn what a person asks for into a decision that can be written, or refuse it in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from consilience.errors import SettingsError
from consilience.model.decisions import Draft
from consilience.model.scales import DecisionKind
from consilience.model.source import RowSource
from consilience.review.anchoring import evidence_anchor
from consilience.review.joining import (
    join_lineages,
    keep_independent,
    merge,
    split_lineage,
    unmerge,
)
from consilience.review.judging import (
    accept,
    choose_best,
    comment,
    correct,
    rate_source,
    reject,
    resolve,
    set_incomparable,
    sign_off,
    withdraw,
)
from consilience.review.requests import Made, Request, phrase
from consilience.review.values import write_values

__all__ = ["MAX_WORDS", "REASON_NEEDED", "Request", "draft_decision"]

REASON_NEEDED: Final[frozenset[DecisionKind]] = frozenset(
    {"reject", "choose_best", "not_comparable", "independent", "resolve", "source_letter",
     "withdraw", "purge", "comment"}
)  # fmt: skip
"""Kinds that change what the record says against what the reports say: a reader asks why."""

MAX_WORDS: Final = 10_000
"""Characters of a reason."""


def draft_decision(record: RowSource, request: Request) -> Draft:
    """Return the decision that *request* comes to in *record*.

    Raises:
        SettingsError: it names what is not there, or asks for what cannot be.
        SpanError: the words are not inside of their document.
    """
    why = request.why.strip()
    if request.kind in REASON_NEEDED and not why:
        raise SettingsError(f"a decision to {phrase(request.kind)} needs a reason")
    if len(why) > MAX_WORDS:
        raise SettingsError(f"the reason is longer than {MAX_WORDS:,} characters")
    if request.kind not in _MAKERS:
        raise SettingsError(f"a decision to {phrase(request.kind)} is not made this way")
    made = _MAKERS[request.kind](record, request)
    anchors = made.anchors
    if request.words is not None:
        anchors = (*anchors, evidence_anchor(record, request.words))
    return Draft(
        kind=made.kind or request.kind,
        anchors=anchors,
        before=write_values(made.before),
        after=write_values(made.after),
        why=why,
    )


_MAKERS: Final[Mapping[DecisionKind, Callable[[RowSource, Request], Made]]] = {
    "accept": accept,
    "reject": reject,
    "correct": correct,
    "merge": merge,
    "unmerge": unmerge,
    "split_lineage": split_lineage,
    "join_lineages": join_lineages,
    "independent": keep_independent,
    "choose_best": choose_best,
    "not_comparable": set_incomparable,
    "resolve": resolve,
    "source_letter": rate_source,
    "withdraw": withdraw,
    "comment": comment,
    "sign_off": sign_off,
}
