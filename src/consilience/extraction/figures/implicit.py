"""Who is counted without a number: "a man was killed", "no civilians", "several guards"?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.extraction.figures.binding import group_of, names_people, noun_lemma
from consilience.extraction.figures.bounds import Bounds
from consilience.extraction.figures.counts import OF_PEOPLE, TAKING, Count, may_be_people
from consilience.extraction.figures.triggers import Trigger, find_trigger
from consilience.model.scales import Measure
from consilience.text.tokens import ParsedSentence, Token

SINGLE_MEASURES: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "executed", "missing", "abducted", "arrested",
     "detained", "bodies_found", "captured_area"}
)  # fmt: skip
_ONE = Bounds(1.0, 1.0, 1.0, "exact")
_NONE = Bounds(0.0, 0.0, 0.0, "zero_claimed")
_UNKNOWN = Bounds(None, None, None, "unquantified")
_UNQUANTIFIED: Final = frozenset(
    {"several", "many", "few", "numerous", "multiple", "some", "various", "countless", "unknown"}
)
_DETERMINERS: Final = frozenset({"a", "an", "another", "one"})
_NOBODY: Final = frozenset({"nobody", "none"})


def find_implicit(sentence: ParsedSentence, counts: list[Count]) -> Iterator[Count]:
    """Yield the people of *sentence* who are counted without a number.

    Args:
        sentence: Should hold a trigger; else there is nothing to find.
        counts: What its numbers count; nobody is counted twice.
    """
    taken = {token.i for count in counts for token in (count.place, count.noun) if token}
    skip: set[int] = set()
    for token in sentence.tokens:
        if token.i in taken or token.i in skip or token.dep in ("compound", "amod", "nmod"):
            continue
        if token.tag not in ("NN", "NNP", "NNS", "NNPS", "PRP", "CD"):
            continue
        count = _implied(token, taken, skip)
        if count is not None:
            yield count


def _implied(token: Token, taken: set[int], skip: set[int]) -> Count | None:
    if token.lower in _NOBODY or (token.lower == "one" and _before(token).lower == "no"):
        return _counted(token, _NONE, first=token.i - (token.lower == "one"))
    if token.tag == "CD" or not (names_people(token) or noun_lemma(token) in _COUNTED_NOUNS):
        return None
    determiner = _determiner(token)
    if determiner is not None and determiner.lower in ("no", "zero"):
        return _counted(token, _NONE, first=determiner.i)
    if noun_lemma(token) in _COUNTED_NOUNS:
        return None
    if token.tag in ("NNS", "NNPS"):
        return _plural(token, determiner)
    if token.name == "PERSON" and token.tag == "NNP":
        return _named(token, skip, taken)
    if _numbered(token, taken):
        return None
    if determiner is not None and determiner.lower in _DETERMINERS:
        number = 2.0 if token.lower == "couple" else 1.0
        return _counted(token, Bounds(number, number, number, "exact"), first=determiner.i)
    return None


_COUNTED_NOUNS: Final = frozenset({"casualty", "injury", "death", "fatality"})


def _numbered(noun: Token, taken: set[int]) -> bool:
    """Tell "a family of five", which a number counts."""
    return any(
        inner.i in taken
        for child in noun.children
        if child.dep == "prep" and child.lower == "of"
        for inner in child.children
    )


def _determiner(noun: Token) -> Token | None:
    for child in noun.children:
        if child.i < noun.i and (
            child.dep == "det" or child.lower in _UNQUANTIFIED or child.lower == "no"
        ):
            return child
    return None


def _before(token: Token) -> Token:
    return token.sentence.tokens[max(0, token.i - 1)]


def _plural(token: Token, determiner: Token | None) -> Count | None:
    """Read "several guards", "many of the passengers", "a number of people"."""
    for child in token.children:
        if child.i < token.i and child.lower in _UNQUANTIFIED:
            return _counted(token, _UNKNOWN, first=child.i)
    if token.dep == "pobj" and token.head.lower == "of":
        holder = token.head.head
        if holder.lower in ("number", "group", "handful", "couple") and _determiner(holder):
            first = _determiner(holder)
            bounds = Bounds(2.0, 2.0, 2.0, "exact") if holder.lower == "couple" else _UNKNOWN
            return _counted(token, bounds, first=first.i if first else holder.i, place=holder)
        if holder.lower in _UNQUANTIFIED:
            return _counted(token, _UNKNOWN, first=holder.i, place=holder)
    return None


def _named(token: Token, skip: set[int], taken: set[int]) -> Count | None:
    """Return people counted by their names: "Ann Lee, 20, and Tom Roy, 22, were killed"."""
    people = [token]
    for other in people:
        people.extend(child for child in other.children if _is_named(child, taken))
    number = float(len(people))
    bounds = Bounds(number, number, number, "exact")
    count = _counted(token, bounds, first=_first_of_name(token))
    if count is None:
        return None
    skip.update(other.i for other in people)
    base = token.sentence.start
    names = tuple((_name_start(other) - base, other.end - base) for other in people)
    return Count(
        start=names[0][0],
        end=names[-1][1],
        place=count.place,
        noun=None,
        trigger=count.trigger,
        measure=count.measure,
        reason=f"{count.reason}; counted by name",
        group="all",
        unit="persons",
        bounds=count.bounds,
        names=names,
    )


def _is_named(token: Token, taken: set[int]) -> bool:
    named = token.name == "PERSON" and token.tag == "NNP"
    return token.dep == "conj" and named and token.i not in taken


def _first_of_name(token: Token) -> int:
    tokens = token.sentence.tokens
    first = token.i
    while first and tokens[first - 1].name == "PERSON" and tokens[first].name_place == 1:
        first -= 1
    return first


def _name_start(token: Token) -> int:
    return token.sentence.tokens[_first_of_name(token)].start


def _counted(
    token: Token, bounds: Bounds, *, first: int, place: Token | None = None
) -> Count | None:
    trigger = find_trigger(place or token, token)
    if trigger is None or (trigger.measure not in SINGLE_MEASURES and bounds is not _UNKNOWN):
        return None
    measure = trigger.measure
    if measure == "captured_area":
        if trigger.token.lemma.lower() not in TAKING:
            return None
        measure = "detained"
    if measure not in OF_PEOPLE or not (may_be_people(token) or bounds is _NONE):
        return None
    sentence = token.sentence
    return Count(
        start=sentence.tokens[first].start - sentence.start,
        end=token.end - sentence.start,
        place=place or token,
        noun=token,
        trigger=Trigger(measure, trigger.token, trigger.rule),
        measure=measure,
        reason=trigger.rule,
        group=group_of(token) if names_people(token) else "all",
        unit="persons",
        bounds=bounds,
    )
