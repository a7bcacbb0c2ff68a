"""Find the words of a sentence that tell of an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.extraction.events.clauses import (
    agents,
    is_for_which,
    is_verbal,
    patients,
    prepositional_objects,
)
from consilience.extraction.events.lexicon import (
    Entry,
    Need,
    load_entries,
    words_of,
)
from consilience.extraction.events.meant import Meant
from consilience.model.entities import Mention
from consilience.model.places import PlaceMention
from consilience.model.scales import EntityKind, EventKind
from consilience.text.tokens import ParsedSentence, Token

_FORCES = frozenset({"armed_group", "force", "government"})
_BODIES = frozenset(
    {"government", "un", "ngo", "monitor", "aggregator", "news_agency", "outlet", "organisation",
     "facility"}
)  # fmt: skip
_PEOPLE = frozenset({"person", "people", "armed_group", "force"})
_SOMEBODY = frozenset(
    {"i", "me", "you", "he", "him", "she", "her", "we", "us", "they", "them", "who", "whom",
     "somebody", "someone", "anybody", "anyone", "nobody", "everybody", "everyone", "himself",
     "herself", "themselves", "hers", "theirs", "none", "others", "those"}
)  # fmt: skip
_SOME = frozenset({"some", "many", "several", "most", "all", "few", "none", "any", "both"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event."""

    head: Token
    start: int  # code points of the document
    end: int
    kind: EventKind
    entry: Entry | None  # None: given from outside


class Names:
    """What the names of a sentence are: which tokens stand in places, people and forces.

    ``meant`` tells whom words without a name stand for; ``officials`` are the mentions of people
    who hold an office anywhere in the report.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        places: Sequence[PlaceMention],
        meant: Meant | None = None,
        officials: frozenset[str] = frozenset(),
    ) -> None:
        self.mentions = mentions
        self.places = places
        self.meant = meant
        self.officials = officials

    def official(self, token: Token) -> bool:
        """Whether *token* stands in the name of somebody who holds an office."""
        return any(_covers(row, token) for row in self.mentions if row.id in self.officials)

    def kind(self, token: Token) -> EntityKind | None:
        """Return what sort of party the name is that *token* stands in, if any."""
        return next((row.kind for row in self.mentions if _covers(row, token)), None)

    def hold(self, token: Token) -> bool:
        """Whether *token* is a part of a body's name: what an agency is called after, it names."""
        return token.text[:1].isupper() and any(
            mention.kind in _BODIES and " " in mention.span.quote and _covers(mention, token)
            for mention in self.mentions
        )

    def are(self, token: Token, word_class: str) -> bool:
        """Whether *token* stands in a name of *word_class*."""
        if word_class == "place":
            named = any(_covers(place, token) for place in self.places if not place.metonym)
            return named or token.name in ("GPE", "LOC", "FAC")
        kinds = _FORCES if word_class == "force" else _PEOPLE
        if any(mention.kind in kinds and _covers(mention, token) for mention in self.mentions):
            return True
        somebody = token.name in ("PERSON", "NORP") or token.lower in _SOMEBODY
        return word_class == "person" and somebody


def find_triggers(sentence: ParsedSentence, names: Names) -> list[Trigger]:
    """Return the triggers of *sentence* in order; of overlapping ones the longer."""
    entries = load_entries()
    found: list[Trigger] = []
    lemmas = [lemma.lower() for lemma in sentence.lemmas]
    for i, lemma in enumerate(lemmas):
        if lemma in entries and not names.hold(sentence.tokens[i]):
            trigger = _match(sentence.tokens[i], entries[lemma], lemmas, names)
            if trigger is not None:
                found.append(trigger)
    return _without_overlaps(found)


def trigger_at(sentence: ParsedSentence, start: int, end: int, names: Names) -> Trigger | None:
    """Return the trigger that stands at ``[start, end)``, whatever its words; for given mentions.

    Its kind is ``other`` where the lists know no better.
    """
    inside = [token for token in sentence.tokens if token.start < end and start < token.end]
    if not inside:
        return None
    outer = (token for token in inside if token.is_root or token.head not in inside)
    head = next(outer, inside[-1])
    lemmas = [lemma.lower() for lemma in sentence.lemmas]
    known = _match(head, load_entries().get(lemmas[head.i], ()), lemmas, names)
    kind = known.kind if known is not None else "other"
    return Trigger(head=head, start=start, end=end, kind=kind, entry=None)


def _match(
    token: Token, entries: Iterable[Entry], lemmas: Sequence[str], names: Names
) -> Trigger | None:
    verbal = is_verbal(token)
    if _is_attribute(token) or _is_in_front(token):
        return None  # "the besieged town" says how things are, not what happened
    if _is_people(token):
        return None
    if not verbal and token.pos not in ("NOUN", "PROPN"):
        return None
    for entry in entries:
        if (entry.part == "verb") != verbal:
            continue
        extent = _verb_extent(token, entry) if verbal else _noun_extent(token, entry, lemmas)
        if extent is None:
            continue
        if all(_holds(need, token, lemmas, names) for need in entry.needs):
            start, end = extent
            return Trigger(head=token, start=start, end=end, kind=entry.kind, entry=entry)
    return None


def _is_attribute(token: Token) -> bool:
    """Whether *token* stands before a noun that it describes ("missing and murdered people")."""
    first = token
    while first.dep == "conj":
        first = first.head
    return first.dep == "amod" and first.head.i > token.i and token.tag != "NN"


def _is_in_front(token: Token) -> bool:
    """Whether a participle stands between what owns a noun and the noun, however it was parsed."""
    row = token.sentence.tokens
    if token.tag not in ("VBN", "VBD") or not 0 < token.i < len(row) - 1:
        return False
    before, behind = row[token.i - 1], row[token.i + 1]
    lost = before.tag == "NN" and before.text.endswith("ys")  # "the citys besieged quarters"
    return (before.tag in ("PRP$", "POS") or lost) and behind.tag in ("JJ", "NN", "NNS")


def _is_people(token: Token) -> bool:
    """Whether a participle names people: "the situation of the wounded in the town"."""
    article = any(child.dep == "det" and child.lower == "the" for child in token.children)
    return article and token.tag == "VBN" and token.dep in ("pobj", "nsubj", "nsubjpass", "dobj")


def _verb_extent(token: Token, entry: Entry) -> tuple[int, int] | None:
    last = token
    for word in entry.words[1:]:
        below = [*token.children, *(part for child in token.children for part in child.children)]
        hit = next((part for part in below if part.lemma.lower() == word), None)
        if hit is None:
            return None
        if hit.i == last.i + 1:
            last = hit
    return token.start, last.end


def _noun_extent(token: Token, entry: Entry, lemmas: Sequence[str]) -> tuple[int, int] | None:
    first = token.i - len(entry.words) + 1
    if first < 0 or tuple(lemmas[first : token.i + 1]) != entry.words:
        return None
    if token.dep == "compound" and token.head.lemma.lower() in load_entries():
        return None
    return token.sentence.tokens[first].start, token.end


def _holds(need: Need, token: Token, lemmas: Sequence[str], names: Names) -> bool:
    if need.slot == "with":
        words = words_of(need.word_class)
        return need.holds == any(lemma in words for i, lemma in enumerate(lemmas) if i != token.i)
    return need.holds == any(
        _belongs(part, need.word_class, names) for part in _slot(token, need.slot)
    )


def _slot(token: Token, slot: str) -> list[Token]:
    if slot == "subject":
        return agents(token)
    if slot == "object":
        found = patients(token)
        if not is_verbal(token):
            found = found + [child for child in token.children if child.dep == "poss"]
        return [*found, *(whole for part in found for whole in _wholes(part))]
    if slot == "under":
        return _above(token)
    return [
        part
        for child in token.children
        if child.dep in ("compound", "amod", "nmod", "poss", "npadvmod")
        for part in (child, *child.children)
        if part.i < token.i
    ]


def _above(noun: Token) -> list[Token]:
    """Return what *noun* hangs on: "accused of the crime", "committed this crime".

    And what hangs on it: "the incident, for which they are held responsible".
    """
    below = [child for child in noun.children if child.dep == "relcl" and is_for_which(child)]
    found = [*below, *(part for clause in below for part in clause.children)]
    if noun.dep == "pobj":
        return [noun.head.head, *found]
    above = noun.dep in ("dobj", "nsubjpass") and is_verbal(noun.head)
    return [noun.head, *found] if above else found


def _wholes(part: Token) -> list[Token]:
    """Return the ambulances of "one of the ambulances", the papers of "some of those papers"."""
    if part.tag != "CD" and part.lower not in _SOME:
        return []
    return list(prepositional_objects(part, frozenset({"of"})))


def _belongs(token: Token, word_class: str, names: Names) -> bool:
    if word_class == "person":
        return token.lemma.lower() in words_of("people") or names.are(token, "person")
    if token.lemma.lower() in words_of(word_class):
        return True
    if word_class in ("place", "force"):
        return names.are(token, word_class)
    if word_class == "civilian":
        return False
    return any(
        child.dep in ("compound", "amod") and child.lemma.lower() in words_of(word_class)
        for child in token.children
    )


def _without_overlaps(triggers: list[Trigger]) -> list[Trigger]:
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda found: (found.start - found.end, found.start)):
        if all(trigger.end <= other.start or other.end <= trigger.start for other in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda found: found.start)


def _covers(row: Mention | PlaceMention, token: Token) -> bool:
    return row.span.start <= token.start < row.span.end
