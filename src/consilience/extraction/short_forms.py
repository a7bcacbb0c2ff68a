"""Which names of a document are short for a fuller one: acronyms, surnames, shortened names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from consilience.extraction.described import DESCRIBED
from consilience.extraction.drafts import NameDraft
from consilience.text.skeleton import skeleton

_SMALL: Final = frozenset({"of", "the", "for", "and", "in", "on", "to", "de", "al", "a", "&"})
_OPENING: Final = re.compile(r"\s?[(\[]\s?(?:the\s|or\s)?[\"“'‘]?")
_CLOSING: Final = re.compile(r"[\"”'’]?\s?[)\]]")
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z.&/-]{0,9}[A-Z.]")


def initials(name: str) -> set[str]:
    """Return the acronyms that *name* may be written as, in upper case without full stops."""
    parts = [part for part in re.split(r"[\s\-–/]+", name) if part]
    large = [part for part in parts if part.lower().strip("'’") not in _SMALL]
    found = {"".join(part[0] for part in parts).upper(), "".join(part[0] for part in large).upper()}
    return {acronym for acronym in found if len(acronym) > 1}


def link_introduced(drafts: Sequence[NameDraft], text: str) -> None:
    """Link every acronym in brackets to the name before it ("Relief Board (RB)")."""
    for name, acronym in itertools.pairwise(drafts):
        opening = _OPENING.fullmatch(text, name.end, acronym.start)
        if opening is None or not _CLOSING.match(text, acronym.end):
            continue
        if _same_body(name, acronym):
            _link(acronym, name)


def link_short_forms(drafts: Sequence[NameDraft]) -> None:
    """Link shorter names to the fuller one of the same document, where only one fits."""
    drafts = [draft for draft in drafts if not draft.rule.startswith(DESCRIBED)]
    by_key: dict[str, NameDraft] = {}
    for draft in drafts:
        if draft.keys:
            best = by_key.get(draft.keys[0])
            if best is None or len(draft.name) > len(best.name):
                by_key[draft.keys[0]] = draft
    people = [draft for draft in drafts if draft.kind == "person" and " " in draft.name]
    bodies = [draft for draft in drafts if not draft.keys and draft.kind != "person"]
    acronyms = _acronyms_of(bodies)
    for draft in drafts:
        if draft.fuller is not None:
            continue
        if draft.keys:
            _link(draft, by_key[draft.keys[0]])
        elif draft.kind == "person":
            _link_person(draft, people)
        elif draft.name.isupper():
            _link(draft, acronyms.get(draft.name.replace(".", "")))


def _acronyms_of(bodies: Sequence[NameDraft]) -> dict[str, NameDraft | None]:
    found: dict[str, NameDraft | None] = {}
    for body in bodies:
        if " " not in body.name:
            continue
        for acronym in sorted(initials(body.name)):
            known = found.setdefault(acronym, body)
            if known is not None and known.name.lower() != body.name.lower():
                found[acronym] = None
    return found


def _link_person(draft: NameDraft, people: Sequence[NameDraft]) -> None:
    """Link a surname (or a first name) to the only full name that it can be short for."""
    words = {skeleton(word) for word in draft.name.split()}
    fuller: dict[tuple[str, ...], NameDraft] = {}
    for person in people:
        if person is draft or len(person.name.split()) <= len(draft.name.split()):
            continue
        parts = [skeleton(word) for word in person.name.split()]
        if words <= set(parts) and (
            skeleton(draft.name.split()[-1]) == parts[-1] or len(words) > 1
        ):
            fuller.setdefault(tuple(parts), person)
    if len(fuller) == 1:
        _link(draft, next(iter(fuller.values())))


def _same_body(name: NameDraft, acronym: NameDraft) -> bool:
    if set(name.keys) & set(acronym.keys):
        return True
    written = acronym.name.replace(".", "").upper()
    return bool(_ACRONYM.fullmatch(acronym.name)) and written in initials(name.name)


def _link(draft: NameDraft, fuller: NameDraft | None) -> None:
    if fuller is None or fuller is draft or fuller.fuller is draft:
        return
    while fuller.fuller is not None:
        fuller = fuller.fuller
    if fuller is draft or len(fuller.name) <= len(draft.name):
        return
    draft.fuller = fuller
    if fuller.keys and not draft.keys:
        draft.keys = fuller.keys
        draft.kind = fuller.kind
    elif draft.keys and not fuller.keys:
        fuller.keys = draft.keys
        fuller.kind = draft.kind
