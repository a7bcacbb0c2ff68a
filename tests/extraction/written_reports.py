"""Small reports written for tests, sent through the stages that name and attribute."""

from __future__ import annotations

import functools
import hashlib

from consilience.extraction.parsing import ParsingSettings, parse_words
from consilience.model.case import VocabularyEntry
from consilience.model.documents import Block, Document, Text
from consilience.model.entities import Mention
from consilience.model.rows import Row
from consilience.model.scales import EntityKind
from consilience.model.sentences import Parse, Words
from consilience.model.spans import check_span
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.pipeline.document_stages import ATTRIBUTE, NAME, SPLIT
from consilience.pipeline.run import Rows, run_stages
from consilience.pipeline.stage import Stage


@functools.cache
def _parse(words: Words) -> tuple[Row, ...]:
    return tuple(parse_words(Tables({Words: [words]}), settings=ParsingSettings()))


def _parse_each(tables: Tables) -> list[Row]:
    return [row for words in tables.of(Words) for row in _parse(words)]


_PARSE = Stage(
    name="parse", unit="sentence", version=1, reads=(Words,), writes=(Parse,), run=_parse_each
)
"""The parse, kept between tests; batching changes no token."""


def read(
    text: str,
    *,
    outlet: str | None = None,
    agency: str | None = None,
    published: str | None = None,
    vocabulary: tuple[VocabularyEntry, ...] = (),
) -> Rows:
    """Return all rows of one report after naming and attribution."""
    document = Document(
        id="doc_1", name="one.txt", text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        text_length=len(text), title=None, outlet=outlet, outlet_kind="unknown", authors=(),
        agency=agency, url=None, language="en", published_start=published,
        published_end=published, published_precision="day" if published else None,
        published_reason="by hand", modified=None, withdrawn=False, sensitivity="none",
    )  # fmt: skip
    given: list[Row] = [document, Text(id="doc_1", text=text), *_blocks(text), *vocabulary]
    return run_stages((SPLIT, _PARSE, NAME, ATTRIBUTE), given)


def mentions_of(text: str, **more: tuple[VocabularyEntry, ...]) -> list[Mention]:
    """Return the mentions of *text* in its order, their spans checked."""
    rows = [row for row in read(text, **more).get(Mention, ()) if isinstance(row, Mention)]
    for row in rows:
        check_span(row.span, text)
    return sorted(rows, key=lambda row: row.span.start)


def statements_of(text: str, **more: str) -> list[Statement]:
    """Return the statements of *text* in its order, their spans checked."""
    rows = [row for row in read(text, **more).get(Statement, ()) if isinstance(row, Statement)]
    for row in rows:
        for span in (*row.content, *row.cue, *row.source):
            check_span(span, text)
    return sorted(rows, key=lambda row: (row.content[0].start, -row.content[-1].end))


def attributed(text: str, **more: str) -> list[Statement]:
    """Return the statements of *text* that somebody other than the outlet makes."""
    return [row for row in statements_of(text, **more) if row.reason != "the outlet's own words"]


def words_of(row: Statement) -> tuple[str, str, str]:
    """Return source, cue and content as written, pieces joined by " … "."""
    source, cue, content = (
        " … ".join(span.quote for span in role) for role in (row.source, row.cue, row.content)
    )
    return source, cue, content


def entry(
    key: str,
    name: str,
    *,
    kind: EntityKind = "armed_group",
    aliases: tuple[str, ...] = (),
    exact_case: tuple[str, ...] = (),
) -> VocabularyEntry:
    """Return an entry of a user's own vocabulary."""
    return VocabularyEntry(
        id=f"voc_{key}", key=key, name=name, kind=kind, aliases=aliases, exact_case=exact_case,
        side=None, owner=None, since=None, until=None, source="by hand",
    )  # fmt: skip


def _blocks(text: str) -> list[Block]:
    found: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(
                Block(
                    id=f"bl_{len(found)}",
                    document="doc_1",
                    ordinal=len(found),
                    kind="paragraph",
                    start=at,
                    end=at + len(line),
                    reason="by hand",
                    repeats=None,
                    locator=None,
                )
            )
        at += len(line) + 1
    return found
