"""The statements of a document: what it says itself, and what it lets others say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilience.extraction.attribution import find_attributions
from consilience.extraction.authority import trace_authority
from consilience.extraction.described import DESCRIBED
from consilience.extraction.firmness import Firm, grade_firmness, grade_prose
from consilience.extraction.joining import join_quotations
from consilience.extraction.quotations import Quotations
from consilience.extraction.speakers import find_speaker
from consilience.extraction.statement_drafts import Piece, StatementDraft
from consilience.extraction.turns import find_turns
from consilience.extraction.voice_cast import Cast, Speaker
from consilience.model.case import VocabularyEntry
from consilience.model.entities import Mention
from consilience.model.scales import Sensitivity
from consilience.model.spans import Span
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.text.organisations import organisations_of
from consilience.text.parsed import ParsedDocument, parsed_document
from consilience.text.tokens import ParsedSentence

_PAST: Final = re.compile(
    r"\b(?:in the past(?! (?:(?:few|several|couple of|\d+|two|three|four|five) )?"
    r"(?:minute|hour|night|day|week)s?\b)|previously|formerly|years? ago|decades? ago"
    r"|historically|back in|years? earlier|since the \d{4}s)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_THAT_YEAR: Final = re.compile(r"\b(?:that|the same) year\b", re.IGNORECASE)
MAX_BACK: Final = 250
"""Code points before "that year" in which its year is looked for."""
_SEVERITY: Final[tuple[Sensitivity, ...]] = ("none", "personal", "severe")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionSettings:
    """What the attribution stage can be told."""

    scare_quotes: bool = True  # keep words in quotation marks that nobody is named for


def attribute_document(tables: Tables, *, settings: AttributionSettings) -> Iterator[Statement]:
    """Yield the statements of a document, those of the outlet itself among them."""
    document = parsed_document(tables)
    mentions = sorted(
        (row for row in tables.of(Mention) if row.same_as or not row.rule.startswith(DESCRIBED)),
        key=lambda mention: (mention.span.start, mention.id),
    )
    cast = Cast(document, mentions, own=organisations_of(tables.of(VocabularyEntry)))
    drafts = find_drafts(document)
    if not settings.scare_quotes:
        drafts = [draft for draft in drafts if draft.quote_kind != "scare"]
    rows: dict[int, Statement] = {}
    for draft in sorted(drafts, key=lambda draft: (draft.depth, draft.start, -draft.length)):
        speaker = find_speaker(draft, cast)
        cast.hear(draft, speaker)
        parent = rows.get(id(draft.parent)) if draft.parent is not None else None
        rows[id(draft)] = _attributed(draft, speaker, cast, parent)
    yield from (rows[id(draft)] for draft in drafts)
    yield from _outlet_statements(cast, drafts)


def find_drafts(document: ParsedDocument) -> list[StatementDraft]:
    """Return the attributions of *document*, each with the one that it is told in."""
    quotations = Quotations(document.text)
    found = [
        draft
        for sentence in document.sentences
        for draft in find_attributions(sentence, quotations)
    ]
    drafts = [*join_quotations(document, found, quotations), *find_turns(document)]
    drafts.sort(key=lambda draft: (draft.start, -draft.length, draft.cue))
    _set_parents(drafts)
    return drafts


def _set_parents(drafts: Sequence[StatementDraft]) -> None:
    """Set for each draft the smallest other one whose content holds its cue (or its content)."""
    pieces = sorted(
        (start, end, place)
        for place, draft in enumerate(drafts)
        for start, end in draft.content
        if draft.quote_kind != "scare"
    )
    starts = [piece[0] for piece in pieces]
    longest = max((end - start for start, end, _ in pieces), default=0)
    for draft in drafts:
        start, end = draft.cue[0] if draft.cue else draft.content[0]
        best: tuple[int, StatementDraft] | None = None
        for place in range(bisect_right(starts, start) - 1, -1, -1):
            first, last, owner = pieces[place]
            if first < start - longest:
                break
            other = drafts[owner]
            if last < end or other is draft or other.length <= draft.length:
                continue
            if best is None or other.length < best[0]:
                best = (other.length, other)
        draft.parent = best[1] if best else None


def _attributed(
    draft: StatementDraft, speaker: Speaker, cast: Cast, parent: Statement | None
) -> Statement:
    document = cast.document
    firm = grade_firmness(draft)
    content = _spans(document, draft.content)
    cue, source = _spans(document, draft.cue), _spans(document, draft.source)
    return Statement(
        id=Statement.make_id(document.document.id, *_places(content, cue, source)),
        document=document.document.id,
        sentence=draft.sentence.id,
        content=content,
        cue=cue,
        source=source,
        speaker=speaker.mention.id if speaker.mention is not None else None,
        speaker_name=speaker.name,
        originator=speaker.originator,
        originator_kind=speaker.kind,
        proximity=speaker.proximity,
        anonymous=speaker.anonymous,
        firmness=firm.firmness,
        firmness_cue=_word_span(document, firm),
        polarity=firm.polarity,
        quote_kind=draft.quote_kind,
        background=_is_background(document, draft.content),
        chain=tuple(trace_authority(draft, speaker, cast)),
        parent=parent.id if parent is not None else None,
        reason=f"{draft.rule}; {speaker.reason}",
        sensitivity=_sensitivity(cast, [*draft.content, *draft.source], speaker),
    )


def _outlet_statements(cast: Cast, drafts: Sequence[StatementDraft]) -> Iterator[Statement]:
    """Yield, for each sentence, what of it nobody else is said to say."""
    taken = sorted(
        piece
        for draft in drafts
        for piece in draft.content
        if draft.quote_kind != "scare" and not draft.rule.startswith("attitude")
    )
    starts = [piece[0] for piece in taken]
    furthest = 0
    reach: list[int] = []
    for _, end in taken:
        furthest = max(furthest, end)
        reach.append(furthest)
    for sentence in cast.document.sentences:
        left = _left_over(sentence, taken, starts, reach)
        if any(
            character.isalnum()
            for start, end in left
            for character in cast.document.text[start:end]
        ):
            yield _outlet_statement(sentence, left, cast)


def _left_over(
    sentence: ParsedSentence, taken: list[Piece], starts: list[int], reach: list[int]
) -> list[Piece]:
    left: list[Piece] = []
    at = sentence.start
    place = bisect_right(reach, sentence.start)
    while place < len(taken) and starts[place] < sentence.end:
        start, end = taken[place]
        if start > at:
            left.append((at, start))
        at = max(at, end)
        place += 1
    if at < sentence.end:
        left.append((at, sentence.end))
    base = sentence.start
    return [piece for start, end in left for piece in _stripped(sentence.text, base, start, end)]


def _stripped(text: str, base: int, start: int, end: int) -> Iterator[Piece]:
    words = text[start - base : end - base]
    if not any(character.isalnum() for character in words):
        return
    head = len(words) - len(words.lstrip(" \n\t,;:."))
    tail = len(words) - len(words.rstrip(" \n\t,;:"))
    yield start + head, end - tail


def _outlet_statement(sentence: ParsedSentence, left: list[Piece], cast: Cast) -> Statement:
    document = cast.document
    row = document.document
    firm = grade_prose(sentence.tokens)
    content = _spans(document, left)
    voice = row.agency or row.outlet
    return Statement(
        id=Statement.make_id(row.id, "outlet", *_places(content)),
        document=row.id,
        sentence=sentence.id,
        content=content,
        cue=(),
        source=(),
        speaker=None,
        speaker_name=voice,
        originator=voice,
        originator_kind="news_agency" if row.agency else "outlet",
        proximity="unknown",
        anonymous=False,
        firmness=firm.firmness,
        firmness_cue=_word_span(document, firm),
        polarity=firm.polarity,
        quote_kind="none",
        background=_is_background(document, left),
        chain=tuple(trace_authority(None, None, cast)),
        parent=None,
        reason="the outlet's own words",
        sensitivity=_sensitivity(cast, left, None),
    )


def _spans(document: ParsedDocument, pieces: Sequence[Piece]) -> tuple[Span, ...]:
    return tuple(document.span(start, end) for start, end in pieces)


def _places(*roles: Sequence[Span]) -> list[list[list[int]]]:
    return [[[span.start, span.end] for span in role] for role in roles]


def _word_span(document: ParsedDocument, firm: Firm) -> Span | None:
    return document.span(firm.word.start, firm.word.end) if firm.word is not None else None


def _is_background(document: ParsedDocument, pieces: Sequence[Piece]) -> bool:
    """Whether the words recall something old: they say so, or name only years gone by."""
    words = " ".join(document.text[start:end] for start, end in pieces)
    if _PAST.search(words):
        return True
    published = document.document.published_start
    years = _YEAR.findall(words)
    if not years and _THAT_YEAR.search(words):
        years = _YEAR.findall(document.text[max(pieces[0][0] - MAX_BACK, 0) : pieces[0][0]])[-1:]
    return bool(years) and published is not None and max(years) < published[:4]


def _sensitivity(cast: Cast, pieces: Sequence[Piece], speaker: Speaker | None) -> Sensitivity:
    found = [row.sensitivity for start, end in pieces for row in cast.within(start, end)]
    if speaker is not None and speaker.mention is not None:
        found.append(speaker.mention.sensitivity)
        if speaker.kind == "resident" and speaker.mention.kind == "person":
            found.append("severe")
    return max(found, key=_SEVERITY.index, default="none")
