"""A contradiction about an event as a sentence: what is disputed, between what or by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from consilience.model.findings import Contradiction
from consilience.outputs.lookup import ARMY, Lookup
from consilience.outputs.report.attributed import with_article

_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_DENIED: Final = "it is denied"
_VALUES: Final = {
    "cause": "Different causes of {what} are reported",
    "perpetrator": "Different parties are named as the author of {what}",
    "date": "Different days are reported for {what}",
    "place": "Different places are reported for {what}",
    "status": "Who was harmed in {what} is disputed",
}


def dispute_words(row: Contradiction, what: str, lookup: Lookup) -> str | None:
    """Return the sentence of *row*, without its full stop; ``None`` if it is of another kind.

    Args:
        row: About an event.
        what: The event in a few words, such as "an air strike in Osk".
        lookup: Names behind ids.

    """
    definite = f"the {_ARTICLE.sub('', what)}"
    whose = _deniers(row, lookup)
    if row.kind == "perpetrator" and whose is not None:
        return f"Responsibility for {definite} is denied by {whose}"
    if row.kind in ("happened", "control"):
        return f"It is disputed whether there was {what}"
    opening = _VALUES.get(row.kind)
    if opening is None:
        return None
    values = " and ".join(f"“{side.value}”" for side in row.sides)
    return f"{opening.format(what=definite)}: {values}"


def short_dispute(row: Contradiction, lookup: Lookup) -> str | None:
    """Return what is disputed behind the sentence that it is about; ``None`` of another kind."""
    whose = _deniers(row, lookup)
    if whose is not None:
        what = "Responsibility" if row.kind == "perpetrator" else "This"
        return f"{what} is denied by {whose}"
    opening = _SHORT.get(row.kind)
    if opening is None:
        return None
    return f"{opening}: {' and '.join(f'“{side.value}”' for side in row.sides)}"


_SHORT: Final = {
    "cause": "Different causes are reported",
    "perpetrator": "Different parties are named as its author",
    "date": "Different days are reported",
    "place": "Different places are reported",
}


def _deniers(row: Contradiction, lookup: Lookup) -> str | None:
    """Return who denies what *row* is about; ``None`` where nobody only denies it."""
    denied = next((side for side in row.sides if side.value == _DENIED), None)
    if denied is None or not denied.origins:
        return None
    army = lookup.army_named({span.document for span in denied.spans})
    return _names(
        army.name if army is not None and ARMY.fullmatch(_ARTICLE.sub("", name).lower()) else name
        for name in denied.origins
    )


def _names(origins: Iterable[str]) -> str:
    """Return the names of voices, each once however its article is written."""
    found: dict[str, str] = {}
    for name in origins:
        bare = _ARTICLE.sub("", name)
        found.setdefault(bare.casefold(), with_article(bare) if bare == name else f"the {bare}")
    return " and ".join(found.values())
