"""What is the place in a name that holds more than one ("Syrias Osk", "Osk the Observatory")?

Headlines, lists that lost their commas and possessives that lost their apostrophes run into the
names beside them. A name that no gazetteer has is cut down to the place in it that one has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from consilience.extraction.places.drafts import PlaceDraft
from consilience.extraction.places.words import KIND_IN_NAME, PART_WORD, demonyms
from consilience.text.gazetteer import load_gazetteer
from consilience.text.tokens import Token

_ENDS: Final = frozenset("in near the at outside from".split())
"""Words in small letters behind which a name is another one."""
_KINDS: Final = frozenset(
    """
    city town village district suburb suburbs countryside outskirts province governorate
    residential neighborhood neighbourhood ambush attack attacks battle blast bombing clash clashes
    fighting killing massacre monitor monitoring monitors observatory raid raids rises shelling
    siege strike strikes
    """.split()
)
"""What a headline writes large behind a place without being a part of its name."""
_LABELS: Final = frozenset("tag tags photo video updated watch map".split())
_OWN: Final = frozenset("new old greater upper lower mount port fort saint st".split())
"""Words that make a place of their own out of the name behind them."""
_WELL_KNOWN: Final = 100_000
"""People from whom a town is looked for inside of a run of names."""
_ROW: Final = 3
"""Places from which a run of names is a list: two may be one ("Delaware Bay")."""
_RUN_ON: Final = 5
"""Words from which a name that no gazetteer has is taken for a run of names."""


def trim_name(draft: PlaceDraft) -> None:
    """Cut the name of *draft*, which no gazetteer has, down to the place in it, if it has one."""
    tokens = [token for token in draft.sentence.tokens if draft.start <= token.start < draft.end]
    if len(tokens) < 2 or tokens[-1].lower in KIND_IN_NAME or tokens[0].lower in _OWN:
        return
    ends = next((at for at, token in enumerate(tokens) if at and token.lower in _ENDS), len(tokens))
    kept = tokens[:ends] if tokens[min(ends, len(tokens) - 1)].text.islower() else tokens
    kept = _less_measure(kept)
    behind = _less_kind(_less_direction(_less_owner(_less_label(kept))))
    if behind != tokens and _is_known(draft, behind):
        _cut(draft, behind)
    elif (first := _first_of_row(draft, kept)) is not None:
        _cut(draft, first)
    elif len(tokens) >= _RUN_ON and (inside := next(_well_known(draft, behind), None)) is not None:
        _cut(draft, inside)
    elif (less := _less_direction(_less_owner(kept))) != tokens:
        _cut(draft, less)


def _less_label(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* without what a page writes before its keywords ("Tags Osk")."""
    return [*tokens[1:]] if len(tokens) > 1 and tokens[0].lower in _LABELS else [*tokens]


def _less_measure(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* up to a number and its unit ("Osk 60 kilometres")."""
    for at, token in enumerate(tokens[:-1]):
        if at and token.tag == "CD" and tokens[at + 1].text.islower():
            return [*tokens[:at]]
    return [*tokens]


def _first_of_row(draft: PlaceDraft, tokens: Sequence[Token]) -> list[Token] | None:
    """Return the first of a row of large towns and countries without commas ("Osk Tarsana")."""
    found: list[list[Token]] = []
    at = 0
    while at < len(tokens):
        runs = (tokens[at : at + length] for length in (3, 2, 1) if at + length <= len(tokens))
        run = next((run for run in runs if _is_well_known(draft, run)), None)
        if run is None:
            return None
        found.append([*run])
        at += len(run)
    return found[0] if len(found) >= _ROW else None


def _less_owner(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* without the country or town in front that the rest belongs to."""
    first = tokens[0].text
    owner = first.removesuffix("s") if first.endswith("s") and len(first) > 4 else ""
    owned = first in demonyms() or any(
        not place.alias and place.population >= _WELL_KNOWN
        for place in (load_gazetteer().named(owner) if owner else ())
    )
    return [*tokens[1:]] if owned and len(tokens) > 1 else [*tokens]


def _less_direction(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* without a direction behind them ("Osk west of the river")."""
    kept = [*tokens]
    while len(kept) > 1 and kept[-1].text.islower() and PART_WORD.match(kept[-1].text):
        kept.pop()
    return kept


def _less_kind(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* without the noun of its kind that a headline writes large ("Osk Suburb").

    Nor is the number of it with which the next sentence begins ("in Osk 15 people").
    """
    kept = [*tokens]
    while len(kept) > 1 and (kept[-1].lower in _KINDS or kept[-1].tag == "CD"):
        kept.pop()
    return kept


def _is_known(draft: PlaceDraft, tokens: Sequence[Token]) -> bool:
    return bool(load_gazetteer().lookup(_words(draft, tokens)))


def _well_known(draft: PlaceDraft, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the runs of *tokens* that name a country, a province or a large town."""
    for length in range(len(tokens), 0, -1):
        for at in range(len(tokens) - length + 1):
            run = [*tokens[at : at + length]]
            if at and tokens[at - 1].lower in _OWN:
                continue
            if _is_well_known(draft, run):
                yield run


def _is_well_known(draft: PlaceDraft, tokens: Sequence[Token]) -> bool:
    return any(
        not place.alias and place.population >= _WELL_KNOWN
        for place in load_gazetteer().named(_words(draft, tokens))
    )


def _cut(draft: PlaceDraft, tokens: Sequence[Token]) -> None:
    draft.start, draft.end = tokens[0].start, tokens[-1].end
    draft.name = _words(draft, tokens)
    draft.kind, draft.said_kind = "unknown", False


def _words(draft: PlaceDraft, tokens: Sequence[Token]) -> str:
    base = draft.sentence.start
    return draft.sentence.text[tokens[0].start - base : tokens[-1].end - base]
