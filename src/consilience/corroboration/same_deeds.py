"""Can what one account tells be the deed that somebody denies?"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from consilience.corroboration.accounts import Account
from consilience.corroboration.denying import Denial
from consilience.model.events import Event
from consilience.model.scales import EventKind

_POISON: Final = re.compile(
    r"\b(?:chemical|gas(?:sed|sing)?|sarin|chlorine|toxic|nerve|poison)\b", re.I
)
_AT_LENGTH: Final = 15
_SHARED: Final = 2
_LONG: Final = 5
_OF_ANY_ATTACK: Final = frozenset(
    {"strike", "strikes", "attack", "attacks", "carried", "killed", "people", "civilians"}
)
_GERUND: Final = re.compile(
    r"\W*(?:bomb|shell|target|attack|strik|hitt)ing (?:the |any )?([a-z]{4,})", re.I
)
_WEAPON: Final = re.compile(
    r"\b(?:weapons?|bombs?|munitions?|agents?|chemical|gas|sarin|chlorine|toxic)\b", re.I
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_RELATIVE: Final = re.compile(r"\b(?:which|who|whom|in|during|against|saying)\b", re.I)
_NO_OBJECT: Final = frozenset(
    {"use", "using", "used", "the", "across", "near", "around", "anybody",
     "anyone", "nobody", "inside", "outside", "people",
     "civilians", "dozens", "scores", "hundreds", "that", "any", "such", "weapon", "had", "has",
     "force", "government", "regime", "army", "military"}
)  # fmt: skip
_LOOSE: Final[frozenset[EventKind]] = frozenset({"attack", "killing"})
_ANY_DEED: Final[frozenset[EventKind]] = _LOOSE | {"air_strike", "explosion"}


class Charge(NamedTuple):
    """An account of the event that is laid on who denies it."""

    event: Event
    account: Account
    at: int  # ordinal of its sentence


def is_same_deed(row: Charge, denial: Denial, words: str) -> bool:
    """Return whether an account can be of the deed that is denied."""
    done = _GERUND.match(denial.words)
    if done is not None and done[1].lower() not in _NO_OBJECT:
        return done[1].lower().rstrip("s") in words.lower()
    if is_of_poison(denial):
        told = row.account.mention.kind
        return told == "chemical_weapon" or (
            told in _ANY_DEED and _POISON.search(words) is not None
        )
    if denial.of_use and not _shares_object(denial.words, words):
        return False
    at_length = denial.kinds and len(denial.words.split()) >= _AT_LENGTH
    if at_length and _n_shared(denial.words, words) < _SHARED:
        return False
    told, kinds = row.account.mention.kind, denial.kinds
    return not kinds or told in kinds or told in _LOOSE or bool(kinds & _LOOSE)


def is_of_poison(denial: Denial) -> bool:
    """Return whether the deed that is denied is the use of poison."""
    if denial.kinds and "chemical_weapon" not in denial.kinds:
        return False
    return _POISON.search(_RELATIVE.split(denial.words, maxsplit=1)[0]) is not None


def _n_shared(denied: str, words: str) -> int:
    """Return how many longer words what is denied at length shares with a sentence."""
    said, told = (
        {word.lower() for word in _WORD.findall(text) if len(word) >= _LONG}
        for text in (words, denied)
    )
    return len((said & told) - _OF_ANY_ATTACK)


def _shares_object(denied: str, words: str) -> bool:
    """Return whether the weapon that somebody denies using is named in *words*."""
    said = _RELATIVE.split(denied, maxsplit=1)[0]
    own = {word.lower().rstrip("s") for word in _WORD.findall(said)} - _NO_OBJECT
    if not own:
        return _WEAPON.search(words) is not None
    return not own.isdisjoint(word.lower().rstrip("s") for word in _WORD.findall(words))


def rank(row: Charge, denial: Denial) -> tuple[bool, bool, int, str]:
    """Return what puts the charges that a denial may answer in order, the likeliest first."""
    mention = row.account.mention
    return (
        mention.kind not in denial.kinds,
        mention.kind in _LOOSE,
        mention.trigger.start,
        mention.id,
    )
