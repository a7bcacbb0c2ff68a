"""Which words of a sentence name places?

The model's own places, and what its context shows to be one where the model took it for a person
or a group ("the neighbourhoods of Aghawat and Risala", "the Bab al-Tob area", "in Tal Afar").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from consilience.extraction.places.drafts import PlaceDraft
from consilience.extraction.places.words import (
    DIRECTION,
    KIND_OF_NOUN,
    PART_WORD,
    PlaceKind,
    country_names,
    demonyms,
)
from consilience.text.gazetteer import GazetteerPlace, load_gazetteer
from consilience.text.tokens import ParsedSentence, Token

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_DOUBTFUL: Final = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", ""})
_INTO: Final = frozenset(
    "in near at from to into toward towards around outside inside across throughout within".split()
)
_JOINERS: Final = frozenset(
    {"-", "'", "’"}
    | set("al el de la le les of the ez es ash del du des di da do dos upon sur".split())
)
_KIND_OF: Final[dict[str, PlaceKind]] = {
    "country": "country", "adm1": "region", "adm2": "region", "region": "region",
    "settlement": "settlement", "water": "water",
}  # fmt: skip
_TITLES: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|General|Col|Colonel|Maj|Major|Lt|Lieutenant|Capt|Captain|Sgt|President|"
    r"Minister|Sheikh|Sen|Rep|Judge|Sir|King|Prince|Queen|Professor|spokesman|spokeswoman)\.?\s*$"
)


def find_toponyms(sentence: ParsedSentence) -> list[PlaceDraft]:
    """Return the place names of *sentence* in order; none overlap."""
    found = [draft for group in sentence.names if (draft := _from_name(sentence, group))]
    found += _from_context(sentence, found)
    return sorted(found, key=lambda draft: draft.start)


def _from_name(sentence: ParsedSentence, group: Sequence[Token]) -> PlaceDraft | None:
    """Return the place of a name that the model found, if it is one."""
    kind = group[0].name
    if kind == "NORP":
        people = _people(sentence, group)
        if people is not None:
            return people
    trimmed = _trimmed(group)
    if not trimmed or not trimmed[0].text[:1].isalnum():
        return None
    if kind in _PLACES:
        return _draft(sentence, trimmed, f"model: {kind}")
    if kind in _DOUBTFUL and _context_says_place(sentence, trimmed):
        return _draft(sentence, trimmed, "words beside it")
    return None


def _people(sentence: ParsedSentence, group: Sequence[Token]) -> PlaceDraft | None:
    words = _words(sentence, group[0].start, group[-1].end)
    code = demonyms().get(words)
    if code is None:
        return None
    country = load_gazetteer().country_of(code)
    return PlaceDraft(
        sentence,
        group[0].start,
        group[-1].end,
        country_names()[code],
        "people",
        "demonym",
        metonym=True,
        candidates=(country.id,) if country else (),
    )


def _trimmed(group: Sequence[Token]) -> list[Token]:
    """Return the tokens less article, possessive and numbers before a name ("5/28 Homs")."""
    tokens = list(group)
    while tokens and (
        tokens[0].tag in {"DT", "POS", "CD", "HYPH", "``", "''"} or not tokens[0].text[0].isalnum()
    ):
        del tokens[0]
    while (
        tokens
        and (tokens[-1].tag == "POS" or not tokens[-1].text[-1].isalnum())
        and tokens[-1].text[-1] != "."
    ):
        del tokens[-1]
    return tokens


def _context_says_place(sentence: ParsedSentence, tokens: Sequence[Token]) -> bool:
    """Tell whether the words around a doubtful name make it a place."""
    before, after = _neighbours(sentence, tokens)
    if before is not None and _BESIDE.search(sentence.text[: before.end - sentence.start]):
        return True
    beside = after is not None and after.lower in _SURE_NOUNS and after.tag in {"NN", "NNS"}
    if tokens[0].name == "NORP" and not tokens[0].lower.startswith(("al", "el")):
        return False
    if beside:
        return True
    if _named_as_kind(sentence, tokens):
        return True
    if before is None or before.lower not in _INTO or before.pos != "ADP":
        return False
    name = _words(sentence, tokens[0].start, tokens[-1].end)
    return tokens[0].name in {"PERSON", "NORP", ""} and _is_known(name)


_BESIDE: Final = re.compile(
    rf"\b(?:{DIRECTION}\s+of|(?:km|kilomet(?:re|er)s?|miles)(?:\s*\([^)]*\))?\s+(?:away\s+)?from"
    r"|outskirts\s+of)$",
    re.IGNORECASE,
)
_SURE_NOUNS: Final = frozenset(
    noun for noun, kind in KIND_OF_NOUN.items() if kind in {"neighbourhood", "settlement"}
) | frozenset({"prison", "province", "governorate", "river", "airport", "dam", "jail"})


def _named_as_kind(sentence: ParsedSentence, tokens: Sequence[Token]) -> bool:
    """Tell "the town of X" and "the neighbourhoods of X and Y"."""
    at = tokens[0].i - 1
    row = sentence.tokens
    while at > 1 and (row[at].lower in {",", "and", "-"} or row[at].text[:1].isupper()):
        at -= 1
    return at > 0 and row[at].lower == "of" and row[at - 1].lower in KIND_OF_NOUN


def _is_known(name: str) -> bool:
    return any(
        not place.alias or place.population >= 5_000 or len(name.split()) > 1
        for place in load_gazetteer().lookup(name)[:3]
    )


def _neighbours(
    sentence: ParsedSentence, tokens: Sequence[Token]
) -> tuple[Token | None, Token | None]:
    row = sentence.tokens
    first, last = tokens[0].i, tokens[-1].i
    at = first - 1
    while at >= 0 and row[at].tag == "DT":
        at -= 1
    return (row[at] if at >= 0 else None), (row[last + 1] if last + 1 < len(row) else None)


def _from_context(sentence: ParsedSentence, found: Sequence[PlaceDraft]) -> Iterator[PlaceDraft]:
    """Yield runs of capitals outside of names that their context shows to be places."""
    taken = {token.i for group in sentence.names for token in group}
    for run in _runs(sentence, taken):
        if _context_says_place(sentence, run):
            yield _draft(sentence, run, "words beside it")


def _runs(sentence: ParsedSentence, taken: set[int]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in sentence.tokens:
        capital = token.text[:1].isupper() and token.tag in {"NNP", "NNPS", "FW", "NN"}
        joined = bool(run) and token.lower in _JOINERS
        if token.i not in taken and (capital or joined):
            run.append(token)
            continue
        yield from _closed(run)
        run = []
    yield from _closed(run)


def _closed(run: list[Token]) -> Iterator[list[Token]]:
    while run and not run[-1].text[:1].isupper():
        run = run[:-1]
    if run:
        yield run


def _draft(sentence: ParsedSentence, tokens: Sequence[Token], rule: str) -> PlaceDraft:
    """Return the draft of a name, less the nouns of its kind and with the direction before it."""
    kept, said = _without_kind(tokens)
    said = said or _kind_beside(sentence, kept)
    if said == "facility" and kept[0].name != "FAC":
        said = None  # "Badush prison" is a building at Badush; the name is the place's
    start, end = kept[0].start, kept[-1].end
    part = _part_before(sentence, kept)
    name = _words(sentence, start, end)
    if part is None and len(kept) > 1 and PART_WORD.match(kept[0].text) and _half_of(name):
        part, kept = kept[0], kept[1:]
        name = _words(sentence, kept[0].start, end)
    kind: PlaceKind = "part" if part is not None else said or "unknown"
    return PlaceDraft(
        sentence,
        part.start if part is not None else start,
        end,
        name,
        kind,
        rule,
        said_kind=said is not None and part is None,
    )


def _half_of(name: str) -> bool:
    """Tell "West Mosul" (a half of Mosul) from names that hold the word ("East Timor")."""
    gazetteer = load_gazetteer()
    _, _, rest = name.partition(" ")
    return not gazetteer.named(name) and bool(gazetteer.lookup(rest))


def _without_kind(tokens: Sequence[Token]) -> tuple[list[Token], PlaceKind | None]:
    kept = list(tokens)
    kind: PlaceKind | None = None
    if len(kept) > 2 and kept[0].lower in KIND_OF_NOUN and kept[1].lower == "of":
        kind = KIND_OF_NOUN[kept[0].lower]
        kept = kept[2:]
    while len(kept) > 1 and kept[-1].text.islower() and kept[-1].lower in KIND_OF_NOUN:
        kind = KIND_OF_NOUN[kept[-1].lower]
        kept.pop()
    if len(kept) > 1 and kept[0].lower == "the":
        kept = kept[1:]
    return kept, kind


def _kind_beside(sentence: ParsedSentence, tokens: Sequence[Token]) -> PlaceKind | None:
    """Return the kind that a noun behind the name, or before "of", says."""
    row, last = sentence.tokens, tokens[-1].i
    if last + 1 < len(row) and row[last + 1].text.islower():
        kind = KIND_OF_NOUN.get(row[last + 1].lower)
        if kind is not None:
            return kind
    at = tokens[0].i - 1
    while at > 1 and (row[at].lower in {",", "and", "-"} or row[at].text[:1].isupper()):
        at -= 1
    if at > 0 and row[at].lower == "of":
        return KIND_OF_NOUN.get(row[at - 1].lower)
    if at >= 0 and tokens[0].i - 1 == at and row[at].text.islower():
        return KIND_OF_NOUN.get(row[at].lower)
    behind = last + 1
    while behind + 1 < len(row) and row[behind].lower in {",", "and"}:
        behind += 1
        while behind < len(row) and (
            row[behind].text[:1].isupper() or row[behind].lower in _JOINERS
        ):
            behind += 1
        if behind < len(row) and row[behind].tag == "NNS":
            return KIND_OF_NOUN.get(row[behind].lower)
    return None


def _part_before(sentence: ParsedSentence, tokens: Sequence[Token]) -> Token | None:
    """Return the direction before a name ("western Mosul"), where it makes a part of it."""
    at = tokens[0].i - 1
    if at < 0 or not PART_WORD.match(sentence.tokens[at].text):
        return None
    token = sentence.tokens[at]
    if token.text[:1].isupper() and at > 0:
        name = _words(sentence, token.start, tokens[-1].end)
        return token if _half_of(name) else None
    return token


def kind_of_candidates(places: Sequence[GazetteerPlace]) -> PlaceKind:
    """Return the kind of the best of *places*."""
    return _KIND_OF[places[0].kind] if places else "unknown"


def _words(sentence: ParsedSentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]
