"""Which parties do the words of a sentence name, as whoever blames them would?

Entities name most of them. A leader's name stands for his government ("Assad's forces"), and "the
regime" or "the army" without a name for the state that the reports of the case are about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple

from consilience.corroboration.accounts import PARTY_KINDS
from consilience.model.documents import Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.tables import Tables

REBELS: Final = "rebels"
"""The party of those who are called rebels or opposition and are not named."""

_OFFICE: Final = re.compile(
    r"\b([A-Z]\w+) (?:President|Prime Minister|King|Emir|leader|strongman|dictator)\W*$"
)
_STATE: Final = re.compile(
    r"\b(?:[Rr]egime|[Gg]overnment|[Aa]rmy|[Mm]ilitary|[Aa]uthorities|loyalists"
    r"|[Ss]tate (?:media|television))\b"
)
_REBELS: Final = re.compile(
    r"\b(?:rebels?|insurgents?|opposition (?:fighters?|groups?|forces)|militants?|gunmen)\b", re.I
)
_ADJECTIVE: Final = re.compile(
    r"\b([A-Z][a-z]+)(?= (?!president|officials?|spokes\w+|foreign|diplomats?|media|state|leaders?"
    r"|news|people|opposition|rebels?|civil|conflict|war\b|crisis|observatory|city|capital|town"
    r"|province|border|side)[a-z])"
)
"""A nationality before what can act or be fired; an official of it only talks."""
_ACCUSED: Final = re.compile(
    r"(?<=accused |ccusing |blaming )([A-Z]\w+)|(?<=blamed |blames )([A-Z]\w+)"
)
"""A country or capital that is blamed is a party, and no place."""
_FORCES: Final = re.compile(
    r"\b((?:[a-z]+-)?[A-Z][\w’'-]*) (?:forces|troops|jets|warplanes|planes|helicopters|aircraft)\b"
)
_ARTICLE: Final = re.compile(r"^(?:al|el|ash|as|the)[- ]", re.I)


class Named(NamedTuple):
    """A party where a text names it."""

    start: int  # in the document
    end: int
    camp: str
    name: str


@dataclass(frozen=True, slots=True)
class PartyWords:
    """The parties that the texts of the case name."""

    roots: Mapping[str, str]  # camp by entity
    mentions: Mapping[str, Sequence[Named]]  # by sentence
    leaders: _Leaders
    countries: Mapping[str, str]  # camp by what a country is called
    adjectives: Mapping[str, str]  # camp by "Veskaran"
    home: str | None  # the state that the reports are about

    def in_words(self, words: str, *, at: int, sentence: str) -> list[Named]:
        """Return the parties named in *words*, which begin at *at* in their document."""
        end = at + len(words)
        found = [
            row for row in self.mentions.get(sentence, ()) if at <= row.start and row.end <= end
        ]
        for match in _ADJECTIVE.finditer(words):
            camp = self.adjectives.get(match[1].casefold())
            if camp is not None:
                self._add(found, camp, match, at)
        for match in _ACCUSED.finditer(words):
            camp = self._country((match[1] or match[2]).casefold())
            if camp is not None:
                self._add(found, camp, match, at)
        for match in _FORCES.finditer(words):
            camp = self._whose(match[1])
            if camp is not None:
                self._add(found, camp, match, at)
        for match in _STATE.finditer(words):
            camp = self._whose(words[: match.start()])
            if camp is not None:
                self._add(found, camp, match, at)
        for match in _REBELS.finditer(words):
            self._add(found, REBELS, match, at)
        return sorted(found)

    def _whose(self, before: str) -> str | None:
        """Return whose "army" or "regime" it is, by the word before."""
        word = before.rstrip().rsplit(" ", 1)[-1].strip("\"'“”‘’(,")
        if not word[:1].isupper() or word.casefold() in {"the", "a", "but", "and", "its"}:
            return self.home
        plain = word.casefold().removesuffix("s").rstrip("'’")
        return self._country(_ARTICLE.sub("", plain)) or self.adjectives.get(plain)

    def _country(self, name: str) -> str | None:
        """Return the camp of a country, or of the country of a leader."""
        return self.leaders.camp(name) or self.countries.get(name)

    def _add(self, found: list[Named], camp: str, match: re.Match[str], at: int) -> None:
        start, end = at + match.start(), at + match.end()
        if not any(row.start < end and start < row.end for row in found):
            found.append(Named(start, end, camp, match[0]))


def root_camps(tables: Tables) -> dict[str, str]:
    """Return the camp of each entity: an army's is its government's, and that one's its country."""
    return tables.view(root_camps, lambda: _root_camps(tables))


def _root_camps(tables: Tables) -> dict[str, str]:
    side_of: dict[str, str] = {}
    for row in sorted(tables.of(Entity), key=lambda row: row.id):
        if row.vocabulary is not None and row.side is not None:
            side_of.setdefault(row.vocabulary, row.side)
    found = {}
    for row in tables.of(Entity):
        camp, seen = row.side or row.vocabulary or row.id, {row.vocabulary}
        while camp in side_of and camp not in seen:
            seen.add(camp)
            camp = side_of[camp]
        found[row.id] = camp
    return found


def party_words(tables: Tables, documents: AbstractSet[str]) -> PartyWords:
    """Return how the case names parties in the texts of *documents*."""
    roots = root_camps(tables)
    adjectives = _adjectives(tables, roots)
    leaders = _Leaders(tables, adjectives)
    return PartyWords(
        roots=roots,
        mentions=_named_parties(tables, documents, roots, leaders),
        leaders=leaders,
        countries=_countries(tables, roots),
        adjectives=adjectives,
        home=_home(tables, roots),
    )


def _home(tables: Tables, roots: Mapping[str, str]) -> str | None:
    """Return the state whose government and forces the reports name most."""
    sizes: Counter[str] = Counter()
    for row in tables.of(Entity):
        if row.kind in {"government", "force"}:
            sizes[roots[row.id]] += row.n_mentions
    return min(sizes, key=lambda camp: (-sizes[camp], camp), default=None)


def _adjectives(tables: Tables, roots: Mapping[str, str]) -> dict[str, str]:
    """Return the camp of each nationality, by the names of governments: "Ruritanian government"."""
    found: dict[str, str] = {}
    for row in sorted(tables.of(Entity), key=lambda row: row.id):
        first, *rest = row.name.split()
        if row.kind == "government" and rest == ["government"]:
            found.setdefault(first.casefold(), roots[row.id])
    return found


def _countries(tables: Tables, roots: Mapping[str, str]) -> dict[str, str]:
    """Return the camp of a country or capital that stands for its government, by its name."""
    found: dict[str, str] = {}
    for row in sorted(tables.of(Entity), key=lambda row: row.id):
        if row.kind == "government" and row.name.endswith(" government"):
            for alias in row.aliases:
                if " " not in alias and alias[:1].isupper():
                    found.setdefault(alias.casefold(), roots[row.id])
    return found


def _named_parties(
    tables: Tables, documents: AbstractSet[str], roots: Mapping[str, str], leaders: _Leaders
) -> dict[str, list[Named]]:
    """Return the parties that entities name in *documents*, by sentence."""
    entities, members = tables.by_id(Entity), tables.by_document(EntityMember)
    entity_of = {row.mention: row.entity for key in documents for row in members.get(key, ())}
    found: dict[str, list[Named]] = defaultdict(list)
    for mention in tables.where(Mention, "document", documents):
        entity = entities.get(entity_of.get(mention.id, ""))
        if entity is None:
            continue
        camp = roots[entity.id] if entity.kind in PARTY_KINDS else None
        if entity.kind == "person":
            camp = leaders.camp(_surname(entity.name))
        if camp is not None:
            span = mention.span
            found[mention.sentence].append(Named(span.start, span.end, camp, entity.name))
    return {key: sorted(rows) for key, rows in found.items()}


class _Leaders:
    """The camps of those who are called president or the like of a country, by surname."""

    def __init__(self, tables: Tables, of_country: Mapping[str, str]) -> None:
        self._texts, self._of_country = tables.by_id(Text), of_country
        surnames = {row.id: _surname(row.name) for row in tables.of(Entity) if row.kind == "person"}
        members = [row for row in tables.of(EntityMember) if row.entity in surnames]
        called = {row.mention: surnames[row.entity] for row in members}
        self._named: dict[str, list[Mention]] = defaultdict(list)
        for mention in tables.where(Mention, "id", called.keys()):
            self._named[called[mention.id]].append(mention)
        self._camps: dict[str, str | None] = {}

    def camp(self, surname: str) -> str | None:
        """Return the camp that most mentions of *surname* with an office are of, if any is."""
        if surname not in self._camps:
            votes = Counter(filter(None, map(self._vote, self._named.get(surname, ()))))
            self._camps[surname] = min(votes, key=lambda camp: (-votes[camp], camp), default=None)
        return self._camps[surname]

    def _vote(self, mention: Mention) -> str | None:
        text = self._texts.get(mention.document)
        if text is None:
            return None
        at = mention.span.start + max(0, mention.span.quote.rfind(" "))
        office = _OFFICE.search(_before_name(text.text, mention.span.start, at))
        return self._of_country.get(office[1].casefold()) if office is not None else None


def _before_name(text: str, start: int, last_word: int) -> str:
    """Return what stands before a name, office included wherever its span begins."""
    words = text[max(0, start - 40) : last_word]
    office = re.match(r".*\b(?:President|Minister|King|Emir|leader|strongman|dictator)\b", words)
    return office[0] if office is not None else words


def _surname(name: str) -> str:
    last = _ARTICLE.sub("", name.rsplit(maxsplit=1)[-1]) if name.split() else name
    return last.casefold().removesuffix("s")
