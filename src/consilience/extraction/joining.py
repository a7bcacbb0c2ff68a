"""Quotations that run over sentences, that go on, and that nobody is named for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from consilience.extraction.quotations import Quotation, Quotations
from consilience.extraction.statement_drafts import Piece, StatementDraft
from consilience.text.parsed import ParsedDocument
from consilience.text.tokens import ParsedSentence

MIN_QUOTED_WORDS: Final = 4
"""Fewer words between marks, with nobody named for them, are scare quotes or a title."""


def join_quotations(
    document: ParsedDocument, drafts: list[StatementDraft], quotations: Quotations
) -> list[StatementDraft]:
    """Return *drafts* with whole quotations, and a draft more for each that nobody is named for."""
    _give_neighbours(document, drafts, quotations)
    drafts = _without_rivals([draft for draft in drafts if draft.content])
    for draft in drafts:
        draft.content = _widened(draft, quotations, document.text)
    _continue_quotations(document, drafts, quotations)
    orphans = _find_orphans(document, drafts, quotations)
    for draft in (*drafts, *orphans):
        draft.content = merge_pieces(draft.content, document.text)
        if draft.quote_kind == "none":
            _set_kind(draft, quotations)
    unique = {
        (*draft.content, None, *draft.cue, None, *draft.source): draft
        for draft in (*orphans, *reversed(drafts))
    }
    return sorted(unique.values(), key=lambda draft: (draft.start, -draft.length, draft.cue))


def _without_rivals(drafts: list[StatementDraft]) -> list[StatementDraft]:
    """Return *drafts* less those that took a quotation which another cue has as its clause."""
    held = {
        piece for draft in drafts if not draft.rule.endswith("quotation") for piece in draft.content
    }
    return [
        draft
        for draft in drafts
        if not draft.rule.endswith("quotation") or not held.intersection(draft.content)
    ]


def _give_neighbours(
    document: ParsedDocument, drafts: list[StatementDraft], quotations: Quotations
) -> None:
    """Give a cue that has nothing said in its sentence the quotation beside it."""
    bare = [draft for draft in drafts if not draft.content]
    if not bare:
        return
    text = document.text
    taken = {draft.sentence.id for draft in drafts if draft.content}
    by_end = {quotation.end: quotation for quotation in quotations.all}
    by_start = {quotation.start: quotation for quotation in quotations.all}
    for draft in bare:
        sentence = draft.sentence
        if sentence.id in taken:
            continue
        before = len(text[: sentence.start].rstrip())
        after = len(text) - len(text[sentence.end :].lstrip())
        told = by_end.get(before) if "\n" not in text[before : sentence.start] else None
        if sentence.text.rstrip().endswith(":"):
            told = by_start.get(after)
        if told is not None:
            draft.content = [(told.start, told.end)]
            draft.rule = f"{draft.word.sort if draft.word else 'say'}: quotation beside"


def merge_pieces(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """Return *pieces* in order, those joined that overlap or touch."""
    found: list[Piece] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _widened(draft: StatementDraft, quotations: Quotations, text: str) -> list[Piece]:
    """Take in the marks at the edges of each piece, and all of a quotation that runs further."""
    found = []
    blocked = [*draft.cue, *draft.source]
    for start, end in draft.content:
        for quotation in quotations.within(max(start - 2, 0), end + 2):
            if any(quotation.start <= at < quotation.end for at, _ in blocked):
                continue
            if quotation.covers(start, end):
                start, end = quotation.start, quotation.end  # noqa: PLW2901 - widened step by step
                continue
            if quotation.start < start and not _has_word(text[quotation.start : start]):
                start = quotation.start  # noqa: PLW2901
            if start <= quotation.start < end < quotation.end and not _has_word(
                text[end : quotation.end]
            ):
                end = quotation.end  # noqa: PLW2901
        found.append((start, end))
    return found


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _continue_quotations(
    document: ParsedDocument, drafts: Sequence[StatementDraft], quotations: Quotations
) -> None:
    """Give a quotation that nobody is named for to the speaker quoted right before it."""
    ends: dict[int, StatementDraft] = {}
    for draft in drafts:
        if draft.cue and _is_quoted(draft, quotations):
            ends[max(draft.sentence.end, draft.content[-1][1])] = draft
    in_sentence = {
        draft.sentence.id: draft
        for draft in reversed(drafts)
        if draft.cue and draft.length and _is_quoted(draft, quotations)
    }
    for quotation in quotations.all:
        before = _end_before(document.text, quotation)
        teller = ends.get(before) if before is not None else None
        teller = teller or _same_sentence(document, quotation, in_sentence)
        if teller is None or _is_taken(quotation, drafts):
            continue
        teller.content.append((quotation.start, quotation.end))
        ends[quotation.end] = teller


def _same_sentence(
    document: ParsedDocument, quotation: Quotation, told: Mapping[str, StatementDraft]
) -> StatementDraft | None:
    """Return who is quoted earlier in the same sentence: "“A,” she said, but “B.”"."""
    sentence = _sentence_at(document, quotation.start)
    draft = told.get(sentence.id) if sentence is not None else None
    words = len(document.text[quotation.start : quotation.end].split())
    if draft is None or words < MIN_QUOTED_WORDS or draft.content[0][0] > quotation.start:
        return None
    return draft


def _end_before(text: str, quotation: Quotation) -> int | None:
    """Return where the words before *quotation* end, if only blanks lie between."""
    head = text[: quotation.start].rstrip()
    gap = text[len(head) : quotation.start]
    return len(head) if "\n" not in gap or quotation.continues else None


def _is_quoted(draft: StatementDraft, quotations: Quotations) -> bool:
    return any(
        (quotation.start <= start + 1 and end <= quotation.end + 1) or abs(quotation.end - end) <= 1
        for start, end in draft.content
        for quotation in quotations.within(start, end)
    )


def _is_taken(quotation: Quotation, drafts: Sequence[StatementDraft]) -> bool:
    return any(
        start < quotation.end and quotation.start < end
        for draft in drafts
        for start, end in draft.content
        if draft.cue and not quotation.covers(*draft.cue[0])
    )


def _find_orphans(
    document: ParsedDocument, drafts: Sequence[StatementDraft], quotations: Quotations
) -> list[StatementDraft]:
    found = []
    for quotation in quotations.all:
        sentence = _sentence_at(document, quotation.start)
        if sentence is None or _is_taken(quotation, drafts):
            continue
        scare = len(document.text[quotation.start : quotation.end].split()) < MIN_QUOTED_WORDS
        found.append(
            StatementDraft(
                sentence,
                [(quotation.start, quotation.end)],
                rule="scare quote" if scare else "quotation without a speaker",
                quote_kind="scare" if scare else "direct",
                open_reason="words in quotation marks that nobody is named for",
            )
        )
    return found


def _sentence_at(document: ParsedDocument, offset: int) -> ParsedSentence | None:
    place = bisect_right(document.sentences, offset, key=lambda row: row.start) - 1
    row = document.sentences[place] if place >= 0 else None
    return row if row is not None and offset < row.end else None


def _set_kind(draft: StatementDraft, quotations: Quotations) -> None:
    quoted = 0
    for start, end in draft.content:
        for quotation in quotations.within(start, end):
            quoted += min(end, quotation.end) - max(start, quotation.start)
    if quoted >= draft.length - 2 * len(draft.content):
        draft.quote_kind = "direct"
    else:
        draft.quote_kind = "mixed" if quoted else "indirect"
