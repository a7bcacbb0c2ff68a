"""Who speaks in an interview or a briefing that is printed as one: "Q: …", "MR. BERG: …"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import Final

from consilience.extraction.cues import load_verbs
from consilience.extraction.statement_drafts import StatementDraft
from consilience.text.parsed import ParsedDocument

_TURN: Final = re.compile(
    r"^(?P<who>[QA]|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?P<cue>:)[ \t]+(?P<said>\S.*)$",
    re.MULTILINE,
)
MIN_TURNS: Final = 3
"""Fewer lines that begin with a label are notes ("TEL: …"), not a conversation."""


def find_turns(document: ParsedDocument) -> list[StatementDraft]:
    """Return what is said in each turn of a printed conversation, if *document* holds one.

    Somebody has to speak more than once, or the labels are headings.
    """
    turns = list(_TURN.finditer(document.text))
    labels = Counter(turn.group("who") for turn in turns)
    if len(turns) < MIN_TURNS or max(labels.values()) < 2:
        return []
    drafts = (_turn(document, turn) for turn in turns)
    return [draft for draft in drafts if draft is not None]


def _turn(document: ParsedDocument, turn: re.Match[str]) -> StatementDraft | None:
    place = bisect_right(document.sentences, turn.start(), key=lambda row: row.start) - 1
    sentence = document.sentences[place] if place >= 0 else None
    if sentence is None or turn.start() >= sentence.end:
        return None
    label = [token for token in sentence.tokens if token.end <= turn.end("who")]
    start, end = turn.span("said")
    nameless = turn.group("who") in {"Q", "A"}
    return StatementDraft(
        sentence,
        [(start, end - len(turn.group("said")) + len(turn.group("said").rstrip()))],
        cue=[turn.span("cue")],
        source=[turn.span("who")],
        head=None if nameless or not label else label[-1],
        word=load_verbs()["say"],
        rule="say: turn of a conversation",
        quote_kind="direct",
        open_reason="a letter stands for who speaks" if nameless else None,
    )
