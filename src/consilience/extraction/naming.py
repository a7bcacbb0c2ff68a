"""Who is named in a document: bodies of the vocabulary, and what the model finds beside them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilience.extraction.aliases import AliasIndex, curated_index, find_names, index_of
from consilience.extraction.described import DESCRIBED, find_described, link_described
from consilience.extraction.drafts import NameDraft
from consilience.extraction.introduced import find_introduced
from consilience.extraction.misread import drop_places
from consilience.extraction.modelled import find_modelled
from consilience.extraction.senses import order_candidates
from consilience.extraction.short_forms import link_introduced, link_short_forms
from consilience.model.case import VocabularyEntry
from consilience.model.entities import Mention
from consilience.model.tables import Tables
from consilience.text.organisations import Organisation, find_organisation, organisations_of
from consilience.text.parsed import ParsedDocument, parsed_document
from consilience.text.tokens import ParsedSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingSettings:
    """What the naming stage can be told."""

    people: bool = True  # keep demonyms and religious groups ("Kenyans") as mentions


def name_document(tables: Tables, *, settings: NamingSettings) -> Iterator[Mention]:
    """Yield the mentions of persons, groups, forces, bodies and outlets of a document."""
    document = parsed_document(tables)
    own, indexes = _own_vocabulary(tables.of(VocabularyEntry))
    drafts = _find_drafts(document, indexes)
    if not settings.people:
        drafts = [draft for draft in drafts if draft.kind != "people"]
    order_candidates(drafts, document.text, own=own, published=document.document.published_start)
    for draft in drafts:
        if draft.keys:
            organisation = find_organisation(draft.keys[0], own)
            draft.kind = organisation.kind if organisation is not None else draft.kind
    link_introduced(drafts, document.text)
    link_short_forms(drafts)
    link_described(drafts)
    yield from _mentions(document, drafts)


@functools.lru_cache(maxsize=4)
def _own_vocabulary(
    entries: tuple[VocabularyEntry, ...],
) -> tuple[Mapping[str, Organisation], tuple[AliasIndex, ...]]:
    """Return the user's bodies, and the indexes to search: theirs first."""
    own = organisations_of(entries)
    return own, ((index_of(own.values()), curated_index()) if own else (curated_index(),))


def _find_drafts(document: ParsedDocument, indexes: tuple[AliasIndex, ...]) -> list[NameDraft]:
    found: list[NameDraft] = []
    for sentence in document.sentences:
        found.extend(_find_in_sentence(sentence, indexes))
    found = drop_places(found)
    found.extend(find_introduced(document, found))
    for draft in found:
        if draft.kind != "person" and not draft.rule.startswith(DESCRIBED):
            _take_article(draft)
    unique = {(draft.outer, draft.end): draft for draft in reversed(found)}
    return sorted(unique.values(), key=lambda draft: (draft.start, draft.end))


def _find_in_sentence(sentence: ParsedSentence, indexes: tuple[AliasIndex, ...]) -> list[NameDraft]:
    listed = [
        NameDraft(
            sentence,
            sentence.start + match.start,
            sentence.start + match.end,
            "organisation",
            match.keys,
            match.rule,
        )
        for match in find_names(sentence.text, indexes)
        if not _is_verb(sentence, match.start, match.end)
    ]
    named = find_modelled(sentence, listed)
    return [*named, *find_described(sentence, named)]


def _take_article(draft: NameDraft) -> None:
    """Let the span of *draft* begin with its article."""
    before = draft.sentence.text[: draft.outer - draft.sentence.start]
    words = before.rstrip()
    if words[-3:].lower() == "the" and before != words and not words[:-3][-1:].isalnum():
        draft.outer = draft.sentence.start + len(words) - 3


def _is_verb(sentence: ParsedSentence, start: int, end: int) -> bool:
    """Tell the verb in "this IS so" from the group "IS": a pronoun is its subject."""
    if sentence.text[start:end] not in {"IS", "US", "WHO"}:
        return False
    words = sentence.text[:start].split()
    return bool(words) and words[-1].lower() in {"it", "he", "she", "this", "that", "what", "who"}


def _mentions(document: ParsedDocument, drafts: Sequence[NameDraft]) -> Iterator[Mention]:
    ids = {
        id(draft): Mention.make_id(document.document.id, draft.outer, draft.end) for draft in drafts
    }
    for draft in drafts:
        yield Mention(
            id=ids[id(draft)],
            document=document.document.id,
            sentence=draft.sentence.id,
            span=document.span(draft.outer, draft.end),
            kind=draft.kind,
            name=draft.name,
            candidates=draft.keys,
            same_as=ids[id(draft.fuller)] if draft.fuller is not None else None,
            role=draft.role,
            rule=draft.rule,
            sensitivity=draft.sensitivity,
        )
