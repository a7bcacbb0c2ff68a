"""Which words of a sentence name places?

The model's own places, and what its context shows to be one where the model took it for a person
or a group ("the neighbourhoods of Aghawat and Risala", "the Bab al-Tob area", "in Tal Afar").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import Final

from consilience.extraction.places.contexts import context_says_place, is_known, is_surely_known
from consilience.extraction.places.drafts import PlaceDraft
from consilience.extraction.places.whole_names import is_no_name, small_nouns, whole_name
from consilience.extraction.places.words import (
    BODY_NOUNS,
    KIND_OF_NOUN,
    PART_WORD,
    PlaceKind,
    country_names,
    demonyms,
)
from consilience.text.gazetteer import GazetteerPlace, load_gazetteer
from consilience.text.place_names import fold_name
from consilience.text.tokens import ParsedSentence, Token

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_DOUBTFUL: Final = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", ""})
_JOINERS: Final = frozenset(
    {"-", "'", "’"}
    | set("al el de la le les of the ez es ash del du des di da do dos upon sur".split())
)
_KIND_OF: Final[dict[str, PlaceKind]] = {
    "country": "country", "adm1": "region", "adm2": "region", "region": "region",
    "settlement": "settlement", "water": "water",
}  # fmt: skip


def find_toponyms(
    sentences: Sequence[ParsedSentence], own: Container[str] = ()
) -> list[list[PlaceDraft]]:
    """Return the place names of each sentence of a document, in order; none overlap.

    The model reads sentence by sentence; a name that it takes once for a place and once for a
    person is one or the other by majority, and what stands beside it weighs more.

    Args:
        sentences: Of one document.
        own: Folded names of the user's gazetteer: they are places wherever they stand.

    """
    standing = _Standing(sentences, own)
    found = []
    for sentence in sentences:
        drafts = [
            draft for group in sentence.names for draft in _from_name(sentence, group, standing)
        ]
        drafts += _from_context(sentence, standing)
        found.append(_apart(drafts))
    return found


def _apart(drafts: Sequence[PlaceDraft]) -> list[PlaceDraft]:
    """Return *drafts* in order, without those that lie within another: halves of its name."""
    kept: list[PlaceDraft] = []
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept


class _Standing:
    """How often a document speaks of a name as of a place, and as of a person or body."""

    def __init__(self, sentences: Sequence[ParsedSentence], own: Container[str]) -> None:
        self._own = own
        self._places: Counter[str] = Counter()
        self._others: Counter[str] = Counter()
        self.small = small_nouns(sentences)
        for sentence in sentences:
            for group in sentence.names:
                self._count(sentence, group)

    def _count(self, sentence: ParsedSentence, group: Sequence[Token]) -> None:
        tokens = _trimmed(group)
        if not tokens:
            return
        name = _words(sentence, tokens[0].start, tokens[-1].end)
        if group[0].name in {"GPE", "LOC"}:
            self._places[name] += 1
        elif group[0].name == "PERSON":
            self._others[name] += 1
            if len(tokens) > 1:
                self._others[tokens[0].text] += 1
                self._others[tokens[-1].text] += 1

    def is_place(self, name: str) -> bool:
        """Tell whether the name is a known place that the document speaks of as one elsewhere."""
        return self._places[name] > self._others[name] and is_known(name)

    def is_own(self, name: str) -> bool:
        """Tell whether the name stands in the user's gazetteer."""
        return self._own != () and fold_name(name) in self._own

    def is_other(self, name: str) -> bool:
        """Tell whether the name is rather a person, also where it lost an apostrophe."""
        owner = name.removesuffix("s")
        lost = owner != name and self._others[owner] > self._places[owner] + self._places[name]
        return lost or self._others[name] > self._places[name]


def _from_name(
    sentence: ParsedSentence, group: Sequence[Token], standing: _Standing
) -> Iterator[PlaceDraft]:
    """Yield the place of a name that the model found, if it is one."""
    kind = group[0].name
    people = _people(sentence, group) if kind == "NORP" else None
    if people is not None:
        yield people
        return
    trimmed = _trimmed(group)
    if not trimmed or not trimmed[0].text[:1].isalnum():
        return
    name = _words(sentence, trimmed[0].start, trimmed[-1].end)
    beside = context_says_place(sentence, trimmed)
    if standing.is_own(name):
        yield _draft(sentence, trimmed, "the user's gazetteer")
    elif is_no_name(sentence, trimmed, standing.small):
        return
    elif kind in _PLACES and (beside or not standing.is_other(name)):
        yield _draft(sentence, trimmed, f"model: {kind}")
    elif kind in _DOUBTFUL and beside:
        yield _draft(sentence, trimmed, "words beside it")
    elif kind in {"PERSON", "ORG", "PRODUCT"} and standing.is_place(name):
        yield _draft(sentence, trimmed, "a place elsewhere in the report")
    elif kind in {"ORG", "FAC"} and len(trimmed) > 1:
        yield from _inside_body(sentence, trimmed)


def _inside_body(sentence: ParsedSentence, tokens: Sequence[Token]) -> Iterator[PlaceDraft]:
    """Yield the place in the name of a body: "Homs University", "the University of Homs"."""
    for length in (3, 2, 1):
        if len(tokens) <= length or tokens[length].lower not in BODY_NOUNS:
            continue
        name = _words(sentence, tokens[0].start, tokens[length - 1].end)
        if name.lower() not in BODY_NOUNS and is_surely_known(name):
            yield _draft(sentence, tokens[:length], "in a body's name")
            return
    at = next((i for i, token in enumerate(tokens) if token.lower == "of"), None)
    if at is None or at + 1 >= len(tokens) or tokens[at - 1].lower not in BODY_NOUNS:
        return
    rest = [token for token in tokens[at + 1 :] if token.lower != "the"]
    if rest and is_surely_known(_words(sentence, rest[0].start, rest[-1].end)):
        yield _draft(sentence, rest, "in a body's name")


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
    if len(tokens) > 1 and tokens[-1].text in {"A", "An", "The", "At", "In"}:
        del tokens[-1]  # the next sentence, where a headline has no full stop
    return tokens


def _from_context(sentence: ParsedSentence, standing: _Standing) -> Iterator[PlaceDraft]:
    """Yield runs of capitals outside of names that their context shows to be places."""
    taken = {token.i for group in sentence.names for token in group}
    for run in _runs(sentence, taken):
        name = _words(sentence, run[0].start, run[-1].end)
        if standing.is_own(name):
            yield _draft(sentence, run, "the user's gazetteer")
        elif is_no_name(sentence, run, standing.small) or standing.is_other(name):
            continue
        elif context_says_place(sentence, run):
            yield _draft(sentence, run, "words beside it")
        elif standing.is_place(name):
            yield _draft(sentence, run, "a place elsewhere in the report")


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
    kept, said = _without_kind(whole_name(sentence, tokens))
    led = _LED.search(kept[-1].text)
    said = said or _kind_beside(sentence, kept)
    if said == "facility" and kept[0].name != "FAC":
        said = None  # "Badush prison" is a building at Badush; the name is the place's
    start, end = kept[0].start, kept[-1].end - (len(led[0]) if led else 0)
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


_LED: Final = re.compile(
    r"(?<=\w.)-(?:led|backed|based|controlled|held|run|born|brokered|sponsored|allied|occupied|"
    r"supported|funded|made)$"
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
