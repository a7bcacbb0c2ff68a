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
from consilience.corroboration.voices import known_names
from consilience.model.documents import Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.held import Held
from consilience.model.memory import Work
from consilience.model.tables import Tables

REBELS: Final = "rebels"
"""The party of those who are called rebels or opposition and are not named."""

_OFFICE: Final = re.compile(
    r"\b([A-Z]\w+) (?:President|Prime Minister|King|Emir|leader|strongman|dictator)\W*$"
)
_TITLE: Final = re.compile(r"President|Minister|King|Emir|leader|strongman|dictator")
_TO_OFFICE: Final = re.compile(rf".*\b(?:{_TITLE.pattern})\b")
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


class PartyNames(NamedTuple):
    """What the whole case says of the names of parties."""

    sides: dict[str, str]  # side of a known body, by its id in the vocabulary
    leaders: dict[str, str]  # camp by surname
    countries: dict[str, str]  # camp by what a country is called
    adjectives: dict[str, str]  # camp by "Veskaran"
    home: str | None  # the state that the reports are about


@dataclass(frozen=True, slots=True)
class PartyWords:
    """The parties that the texts of some reports name."""

    roots: Mapping[str, str]  # camp by entity
    mentions: Mapping[str, Sequence[Named]]  # by sentence
    names: PartyNames

    def in_words(self, words: str, *, at: int, sentence: str) -> list[Named]:
        """Return the parties named in *words*, which begin at *at* in their document."""
        end = at + len(words)
        found = [
            row for row in self.mentions.get(sentence, ()) if at <= row.start and row.end <= end
        ]
        for match in _ADJECTIVE.finditer(words):
            camp = self.names.adjectives.get(match[1].casefold())
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
            return self.names.home
        plain = word.casefold().removesuffix("s").rstrip("'’")
        return self._country(_ARTICLE.sub("", plain)) or self.names.adjectives.get(plain)

    def _country(self, name: str) -> str | None:
        """Return the camp of a country, or of the country of a leader."""
        return self.names.leaders.get(name) or self.names.countries.get(name)

    def _add(self, found: list[Named], camp: str, match: re.Match[str], at: int) -> None:
        start, end = at + match.start(), at + match.end()
        if not any(row.start < end and start < row.end for row in found):
            found.append(Named(start, end, camp, match[0]))


def parties_by_key(tables: Tables) -> dict[str, Entity]:
    """Return the entity behind each voice's key, where there is one."""
    return tables.view(parties_by_key, lambda: _parties_by_key(tables))


def _parties_by_key(tables: Tables) -> dict[str, Entity]:
    names = known_names(tables)
    return {
        names.key(entity.vocabulary or entity.name): entity
        for entity in sorted(tables.of(Entity), key=lambda row: row.id, reverse=True)
    }


def root_camps(tables: Tables) -> dict[str, str]:
    """Return the camp of each entity: an army's is its government's, and that one's its country."""
    return tables.view(root_camps, lambda: _root_camps(tables))


def _root_camps(tables: Tables) -> dict[str, str]:
    sides, found = _sides(tables), {}
    for row in tables.of(Entity):
        camp, seen = row.side or row.vocabulary or row.id, {row.vocabulary}
        while camp in sides and camp not in seen:
            seen.add(camp)
            camp = sides[camp]
        found[row.id] = camp
    return found


def _sides(tables: Tables) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in sorted(tables.of(Entity), key=lambda row: row.id):
        if row.vocabulary is not None and row.side is not None:
            found.setdefault(row.vocabulary, row.side)
    return found


def party_names(tables: Tables) -> PartyNames:
    """Return what the case says of the names of parties."""
    roots = root_camps(tables)
    adjectives = _adjectives(tables, roots)
    return PartyNames(
        sides=_sides(tables),
        leaders=_leaders(tables, adjectives),
        countries=_countries(tables, roots),
        adjectives=adjectives,
        home=_home(tables, roots),
    )


def party_words(tables: Tables, documents: AbstractSet[str], names: PartyNames) -> PartyWords:
    """Return how *documents* name parties."""
    roots = root_camps(tables)
    return PartyWords(roots, _named_parties(tables, documents, roots, names.leaders), names)


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
    tables: Tables,
    documents: AbstractSet[str],
    roots: Mapping[str, str],
    leaders: Mapping[str, str],
) -> dict[str, list[Named]]:
    """Return the parties that entities name in *documents*, by sentence."""
    entities = tables.by_id(Entity)
    members = tables.where(EntityMember, "document", documents)
    entity_of = {row.mention: row.entity for row in members}
    found: dict[str, list[Named]] = defaultdict(list)
    for mention in tables.where(Mention, "document", documents):
        entity = entities.get(entity_of.get(mention.id, ""))
        if entity is None:
            continue
        camp = roots[entity.id] if entity.kind in PARTY_KINDS else None
        if entity.kind == "person":
            camp = leaders.get(_surname(entity.name))
        if camp is not None:
            span = mention.span
            found[mention.sentence].append(Named(span.start, span.end, camp, entity.name))
    return {key: sorted(rows) for key, rows in found.items()}


def _leaders(tables: Tables, of_country: Mapping[str, str]) -> dict[str, str]:
    """Return the camps of those who are called president or the like of a country, by surname.

    The camp is the one that most mentions of the surname with an office are of.
    """
    offices = {
        mention: of_country[country]
        for found in tables.each(_OFFICES_OF, (Mention, Text), _offices_of_report).values()
        for mention, country in found
        if country in of_country
    }
    entities, votes = tables.by_id(Entity), defaultdict[str, Counter[str]](Counter)
    for row in tables.where(EntityMember, "mention", offices.keys()):
        entity = entities.get(row.entity)
        if entity is not None and entity.kind == "person":
            votes[_surname(entity.name)][offices[row.mention]] += 1
    return {
        surname: min(camps, key=lambda camp: (-camps[camp], camp))
        for surname, camps in sorted(votes.items())
    }


_Offices = tuple[tuple[str, str], ...]
"""Mentions of one report before which an office stands, with the nationality of each."""

_OFFICES_OF: Final[Work[dict[str, _Offices]]] = Work("offices of a report", dict[str, _Offices])


def _offices_of_report(report: Held) -> _Offices:
    texts, found = report.of(Text), []
    for mention in report.of(Mention) if texts else ():
        at = mention.span.start + max(0, mention.span.quote.rfind(" "))
        office = _OFFICE.search(_before_name(texts[0].text, mention.span.start, at))
        if office is not None:
            found.append((mention.id, office[1].casefold()))
    return tuple(found)


def _before_name(text: str, start: int, last_word: int) -> str:
    """Return what stands before a name, office included wherever its span begins."""
    words = text[max(0, start - 40) : last_word]
    office = _TO_OFFICE.match(words) if _TITLE.search(words) is not None else None
    return office[0] if office is not None else words


def _surname(name: str) -> str:
    last = _ARTICLE.sub("", name.rsplit(maxsplit=1)[-1]) if name.split() else name
    return last.casefold().removesuffix("s")
