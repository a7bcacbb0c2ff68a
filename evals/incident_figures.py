"""How many an incident of MUC killed and injured, as its key counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def dead_of(mentions: Sequence[Any], case: Mapping[str, Any]) -> dict[str, int | None] | None:
    """Return how many are told as killed without a number; the key counts names and plurals."""
    killed = [row for row in mentions if row.kind == "killing" and row.target_words]
    names = {
        case[key].name.split()[-1]
        for row in killed
        for key in row.targets
        if case[key].kind == "person"
    }
    if names:
        return {"low": len(names), "high": len(names)}
    several = any(row.target_words.quote.split()[-1].endswith("s") for row in killed)
    return {"low": 2, "high": None} if several else None


def number_of(figures: Sequence[Any], measure: str) -> dict[str, int | None] | None:
    """Return the largest of what is counted by one word: the others are its parts."""
    found = [row for row in figures if row.measure == measure and row.low and not row.of_whole]
    counted: dict[tuple[str, int], list[Any]] = {}
    for row in found:
        word = row.trigger or row.span
        counted.setdefault((row.document, word.start), []).append(row)
    if not counted:
        return None
    most = max((_leaves(rows) for rows in counted.values()), key=_total)
    exact = all(row.high is not None and row.qualifier != "vague" for row in most)
    low = _total(most)
    return {"low": low, "high": int(sum(row.high for row in most)) if exact else None}


def _total(rows: Sequence[Any]) -> int:
    return int(sum(row.low for row in rows))


def _leaves(rows: list[Any]) -> list[Any]:
    """Return *rows* without those that another one is the sum of ("three: a man, two women")."""
    largest = max(rows, key=lambda row: row.low)
    return [largest] if len(rows) > 1 and 2 * largest.low == _total(rows) else rows
