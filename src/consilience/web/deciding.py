"""What a form or a program asks to be decided, and how much of it waits for a build."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import FormData

from consilience.errors import SettingsError
from consilience.model.decisions import DecisionStatus
from consilience.model.rows import Json
from consilience.model.scales import DecisionKind
from consilience.review.active import holding
from consilience.review.drafting import Request as Wanted
from consilience.workspace.case import Case

KINDS: Final[tuple[DecisionKind, ...]] = (
    "accept", "reject", "correct", "merge", "unmerge", "split_lineage", "join_lineages",
    "independent", "choose_best", "not_comparable", "resolve", "source_letter", "withdraw",
    "comment", "sign_off",
)  # fmt: skip
"""What the workbench decides; a purge asks for the command line, where it is confirmed."""

_WORDS: Final = re.compile(r"(\w+):(\d{1,9}):(\d{1,9})")
_MOST_SUBJECTS: Final = 200


def read_form(form: FormData) -> Wanted:
    """Return what a form of the workbench asks for: kind, subject …, value.NAME …, words, why.

    Raises:
        SettingsError: it names no kind that there is, or no words.
    """
    texts = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    subjects = [value for value in form.getlist("subject") if isinstance(value, str)]
    values: dict[str, Json] = {
        name.removeprefix("value."): value.strip()
        for name, value in texts.items()
        if name.startswith("value.") and value.strip()
    }
    return wanted(
        {
            "kind": texts.get("kind", ""),
            "subjects": [value.strip() for value in subjects if value.strip()],
            "values": values,
            "words": texts.get("words") or None,
            "why": texts.get("why", ""),
        }
    )


def wanted(given: Mapping[str, Any]) -> Wanted:
    """Return the request that *given* asks for.

    Raises:
        SettingsError: it names no kind that there is, or no words.
    """
    kind = given["kind"]
    if kind not in KINDS:
        raise SettingsError(f"unknown kind {kind!r} of decision; choose from {', '.join(KINDS)}")
    subjects = tuple(given["subjects"])
    if len(subjects) > _MOST_SUBJECTS:
        raise SettingsError(f"one decision is about at most {_MOST_SUBJECTS} rows")
    return Wanted(
        kind=kind,
        subjects=subjects,
        values=dict(given["values"]),
        words=read_words(given["words"]) if given["words"] else None,
        why=given["why"],
    )


def read_words(given: str) -> tuple[str, int, int]:
    """Return document, start and end of "doc_1:10:14", offsets in code points.

    Raises:
        SettingsError: it is not written like that.
    """
    found = _WORDS.fullmatch(given.strip())
    if found is None:
        raise SettingsError(f"{given!r} names no words; write document:start:end")
    return found[1], int(found[2]), int(found[3])


def own_address(given: str | None, otherwise: str = "/log") -> str:
    """Return where to go next: a page of the workbench, whatever a form says."""
    if given and given.startswith("/") and not given.startswith(("//", "/\\")):
        return given.replace("\r", "").replace("\n", "")
    return otherwise


def n_waiting(case: Case) -> int:
    """Return how many decisions, and undoes of decisions, no build has seen."""
    asking = {
        decision.id for decision in holding(case.decisions()) if decision.kind not in _WITHOUT
    }
    seen = {status.decision for status in case.rows(DecisionStatus)}
    return len(asking ^ seen)


_WITHOUT: Final = frozenset({"comment", "purge"})
"""Kinds that ask for nothing of a build."""
