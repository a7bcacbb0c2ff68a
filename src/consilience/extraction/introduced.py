"""Names that the text itself introduces, and that the model does not see every time.

"The Harad Relief Board (HRB)" makes "HRB" a name for the rest of the report; a person named in
full makes the surname one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from consilience.extraction.described import DESCRIBED
from consilience.extraction.drafts import NameDraft
from consilience.extraction.short_forms import initials
from consilience.text.parsed import ParsedDocument
from consilience.text.tokens import ParsedSentence

_BRACKETED: Final = re.compile(r"\s?\((?:the )?[\"“'‘]?([A-Z][A-Za-z.&/-]{1,9})[\"”'’]?\)")
_NAME: Final = re.compile(r"(?:[A-Z][\w'’-]*|of|for|the|and|on|in|&)(?:[ \n]|$)")
_HEADS: Final = frozenset(
    {
        "Observatory", "Commission", "Committee", "Council", "Coalition", "Ministry", "Agency",
        "Organisation", "Organization", "Authority", "Network", "Center", "Centre", "Front",
        "Union", "Movement", "Brigade", "Board", "Fund", "Court", "Mission", "Service",
        "Institute", "Association", "Federation", "Foundation", "Office", "Programme", "Division",
        "Command", "Directorate", "Bureau", "Corps", "Legion", "Monitor", "Tribunal",
    }
)  # fmt: skip
"""Nouns of bodies that stand for the whole name later ("the Commission")."""
MAX_NAME_WORDS: Final = 10


def find_introduced(document: ParsedDocument, drafts: Sequence[NameDraft]) -> list[NameDraft]:
    """Return names that *drafts* miss: bracketed acronyms, their full names, and repetitions."""
    missing = _Missing(document, drafts)
    missing.add_bracketed()
    missing.add_repetitions()
    return missing.found


class _Missing:
    """The names of a document that were not found, as they are found."""

    def __init__(self, document: ParsedDocument, drafts: Sequence[NameDraft]) -> None:
        self.found: list[NameDraft] = []
        self._document = document
        self._taken = sorted((draft.outer, draft.end) for draft in drafts)
        self._by_end = {draft.end: draft for draft in drafts}
        self._short: dict[str, NameDraft] = {}
        people = (draft for draft in drafts if draft.kind == "person" and " " in draft.name)
        for draft in people:
            surname = draft.name.split()[-1]
            if len(surname) > 2 and surname[0].isupper():
                self._short.setdefault(surname, draft)
        heads = _short_heads(drafts)
        for draft in drafts:
            self._correct(draft)
            _tie_to_body(draft, heads)
        self._short.update(heads)

    def _correct(self, draft: NameDraft) -> None:
        """Make a person of what the model takes for a body, where it is a person's surname."""
        person = self._short.get(draft.name)
        if person is not None and draft.rule == "model: organisation":
            draft.kind, draft.sensitivity = "person", person.sensitivity

    def add_bracketed(self) -> None:
        """Add acronyms in brackets, and the full names before them."""
        text = self._document.text
        for match in _BRACKETED.finditer(text):
            acronym = match.group(1).replace(".", "").upper()
            full = self._by_end.get(match.start())
            if full is None:
                full = self._full_name(match.start(), acronym)
            if full is None or acronym not in initials(full.name):
                continue
            self._short[match.group(1)] = full

    def add_repetitions(self) -> None:
        """Add every place where a surname or an acronym stands again."""
        if not self._short:
            return
        words = "|".join(re.escape(word) for word in sorted(self._short, key=len, reverse=True))
        for match in re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", self._document.text):
            full = self._short[match.group()]
            sentence = _sentence_at(self._document, match.start())
            if sentence is None or self._is_taken(match.start(), match.end()):
                continue
            rule = "introduced in the text"
            draft = NameDraft(sentence, *match.span(), full.kind, full.keys, rule)
            draft.sensitivity = full.sensitivity
            if full.kind != "person":
                draft.fuller = full.fuller or full
            self._add(draft)

    def _full_name(self, end: int, acronym: str) -> NameDraft | None:
        """Return the run of capitalised words before *end* whose initials make *acronym*."""
        sentence = _sentence_at(self._document, end - 1)
        if sentence is None:
            return None
        words = sentence.text[: end - sentence.start].split(" ")[-MAX_NAME_WORDS:]
        for first in range(len(words)):
            name = " ".join(words[first:])
            large = words[first][:1].isupper() and words[first] not in {"The", "A", "An"}
            start = end - len(name)
            if large and acronym in initials(name) and _is_name(name):
                if self._is_taken(start, end):
                    return None
                rule = "introduced with its acronym"
                return self._add(NameDraft(sentence, start, end, "organisation", (), rule))
        return None

    def _add(self, draft: NameDraft) -> NameDraft:
        self.found.append(draft)
        self._taken.append((draft.outer, draft.end))
        self._taken.sort()
        return draft

    def _is_taken(self, start: int, end: int) -> bool:
        place = bisect_right(self._taken, (end - 1, 1 << 60))
        return any(start < last for _, last in self._taken[max(place - 3, 0) : place])


def _tie_to_body(draft: NameDraft, heads: Mapping[str, NameDraft]) -> None:
    """Tie "the Command", which the model found, to the only body that it is short for."""
    full = heads.get(draft.name)
    if full is not None and full is not draft and draft.rule == "model: organisation":
        draft.fuller, draft.keys, draft.kind = full.fuller or full, full.keys, full.kind


def _short_heads(drafts: Sequence[NameDraft]) -> dict[str, NameDraft]:
    """Return bodies by the head noun of their name, where one body of the report has it."""
    found: dict[str, dict[str, NameDraft]] = defaultdict(dict)
    for draft in drafts:
        if draft.kind == "person" or draft.rule.startswith(DESCRIBED):
            continue
        words = draft.name.split()
        for word in words if len(words) > 1 else ():
            if word in _HEADS:
                key = draft.keys[0] if draft.keys else draft.name.lower()
                found[word].setdefault(key, draft)
    return {word: next(iter(bodies.values())) for word, bodies in found.items() if len(bodies) == 1}


def _is_name(words: str) -> bool:
    return "".join(match.group() for match in _NAME.finditer(words)) == words


def _sentence_at(document: ParsedDocument, offset: int) -> ParsedSentence | None:
    place = bisect_right(document.sentences, offset, key=lambda row: row.start) - 1
    sentence = document.sentences[place] if place >= 0 else None
    return sentence if sentence is not None and offset < sentence.end else None
