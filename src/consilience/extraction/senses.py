"""Which of several bodies an alias means in this document, best first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from consilience.extraction.aliases import countries_at, find_words
from consilience.extraction.drafts import NameDraft
from consilience.text.organisations import Organisation, find_organisation, load_countries

_YEAR: Final = re.compile(r"\d{4}")


def order_candidates(
    drafts: Sequence[NameDraft],
    text: str,
    *,
    own: Mapping[str, Organisation],
    published: str | None,
) -> None:
    """Put the likeliest meaning of every ambiguous name first.

    A meaning counts as likelier that the document also names in full, whose country it names,
    and that existed when it was published.
    """
    ambiguous = [draft for draft in drafts if len(draft.keys) > 1]
    if not ambiguous:
        return
    sure = {draft.keys[0] for draft in drafts if len(draft.keys) == 1}
    countries = find_countries(text)
    for draft in ambiguous:
        ranked = sorted(
            draft.keys,
            key=lambda key: -_likelihood(find_organisation(key, own), sure, countries, published),
        )
        draft.keys = tuple(ranked)


def find_countries(text: str) -> Counter[str]:
    """Return how often each country is named in *text*, by its name or adjective."""
    words = list(find_words(text))
    found: Counter[str] = Counter()
    for at in range(len(words)):
        for country, _, _ in countries_at(words, at):
            found[country] += 1
            break
    return found


def _likelihood(
    organisation: Organisation | None,
    sure: set[str],
    countries: Mapping[str, int],
    published: str | None,
) -> int:
    if organisation is None:
        return 0
    score = 4 * (organisation.key in sure)
    country = _country_of(organisation.side)
    if country is not None:
        score += 2 if country in countries else -2
    if published is not None and not _existed(organisation, published[:4]):
        score -= 2
    return score


def _country_of(side: str | None) -> str | None:
    if side is None:
        return None
    known = load_countries()
    if side in known:
        return side
    return next((key for key in known if side.startswith(f"{key}_")), None)


def _existed(organisation: Organisation, year: str) -> bool:
    since, until = (organisation.since or "")[:4], (organisation.until or "")[:4]
    return (not since or since <= year) and (not until or year <= until)
