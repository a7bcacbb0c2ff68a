"""Reports of a few sentences whose names, places and times are given by hand, and their events."""

from __future__ import annotations

import dataclasses
import functools
import hashlib

from consilience.extraction.events.settings import TellSettings
from consilience.extraction.events.tell import tell_document
from consilience.extraction.parsing import ParsingSettings, parse_words
from consilience.extraction.splitting import SplittingSettings, split_document
from consilience.model.documents import Block, BlockLabel, Document, Text
from consilience.model.entities import Mention
from consilience.model.events import EventMention
from consilience.model.figures import Figure
from consilience.model.places import PlaceMention
from consilience.model.rows import Row
from consilience.model.scales import EntityKind, Firmness, Measure, OriginatorKind
from consilience.model.sentences import Parse, Sentence, Words
from consilience.model.spans import Span, check_span
from consilience.model.statements import Statement
from consilience.model.tables import Tables
from consilience.model.times import TimeMention
from consilience.text.sentences import sentence_words


class Report:
    """A report of one or more paragraphs, with rows made by hand for named words."""

    def __init__(self, text: str, *, published: str | None = "2031-05-20") -> None:
        self.text = text
        self.rows: dict[type[Row], list[Row]] = {
            Document: [_document(text, published)],
            Text: [Text(id="doc_1", text=text)],
            Block: list(_blocks(text)),
        }
        split = split_document(Tables({**self.rows, BlockLabel: []}), settings=SplittingSettings())
        self.rows[Sentence] = [row for row in split if isinstance(row, Sentence)]
        words = [
            (row.parse, sentence_words(text[row.start : row.end]))
            for row in self.rows[Sentence]
            if isinstance(row, Sentence)
        ]
        self.rows[Parse] = _parses(tuple(words))
        self.rows[Statement] = [self._statement(row) for row in self.rows[Sentence]]

    def name(self, words: str, kind: EntityKind = "armed_group") -> Report:
        span, sentence = self._find(words)
        self._add(Mention(id=f"men_{words}", document="doc_1", sentence=sentence, span=span,
                          kind=kind, name=words, candidates=(), same_as=None, role=None,
                          rule="by hand", sensitivity="none"))  # fmt: skip
        return self

    def place(self, words: str, *, metonym: bool = False) -> Report:
        span, sentence = self._find(words)
        self._add(PlaceMention(id=f"plm_{words}", document="doc_1", sentence=sentence, span=span,
                               name=words, kind="settlement", metonym=metonym, candidates=(),
                               relation=None, anchor=None, second_anchor=None, distance_km=None,
                               bearing=None, relation_span=None, rule="by hand"))  # fmt: skip
        return self

    def time(self, words: str, start: str, end: str | None = None, *, precision: str = "day"
             ) -> Report:  # fmt: skip
        span, sentence = self._find(words)
        self._add(TimeMention(id=f"tim_{words}", document="doc_1", sentence=sentence, span=span,
                              timex="DATE", value=start, symbol=None, start=start,
                              end=end or start, precision=precision,  # type: ignore[arg-type]
                              modifier=None, anchor="published", anchor_mention=None,
                              reason="by hand"))  # fmt: skip
        return self

    def figure(self, words: str, measure: Measure, value: int, *, trigger: str | None = None
               ) -> Report:  # fmt: skip
        span, sentence = self._find(words)
        self._add(Figure(id=f"fig_{words}", document="doc_1", statement="st_1", sentence=sentence,
                         span=span, noun=None, trigger=self._find(trigger)[0] if trigger else None,
                         measure=measure, measure_reason="by hand", group="all", unit="persons",
                         low=value, best=value, high=value, qualifier="exact",
                         count_kind="incident", role="observed", perpetrator=(), victims=(),
                         scope_place=None, scope_time=None, base=None, base_value=None,
                         of_whole=None, derived_from=None, factor=None, reason="by hand")
                  )  # fmt: skip
        return self

    def said_by(
        self, source: str, cue: str, kind: OriginatorKind, *, name: str | None = None
    ) -> Report:
        """Let the sentence of *source* be what that one says."""
        (said, sentence), (by, _) = self._find(source), self._find(cue)
        self.rows[Statement] = [
            dataclasses.replace(
                row, source=(said,), cue=(by,), originator=name, originator_kind=kind,
                firmness="claimed",
            )
            if isinstance(row, Statement) and row.sentence == sentence
            else row
            for row in self.rows[Statement]
        ]  # fmt: skip
        return self

    def spoken_by(self, words: str) -> Report:
        """Let who is named *words* be the speaker of every statement."""
        self.rows[Statement] = [
            dataclasses.replace(row, speaker=f"men_{words}") if isinstance(row, Statement) else row
            for row in self.rows[Statement]
        ]
        return self

    def told(self) -> list[EventMention]:
        tables = Tables({**{kind: [] for kind in READ}, **self.rows})
        found = [
            row
            for row in tell_document(tables, settings=TellSettings())
            if isinstance(row, EventMention)
        ]
        for row in found:
            for span in (row.trigger, row.target_words, row.weapon):
                if span is not None:
                    check_span(span, self.text)
        return sorted(found, key=lambda row: row.trigger.start)

    def only(self) -> EventMention:
        (mention,) = self.told()
        return mention

    def _add(self, row: Row) -> None:
        self.rows.setdefault(type(row), []).append(row)

    def _find(self, words: str) -> tuple[Span, str]:
        start = self.text.index(words)
        sentence = next(
            row for row in self.rows[Sentence]
            if isinstance(row, Sentence) and row.start <= start < row.end
        )  # fmt: skip
        return Span(document="doc_1", start=start, end=start + len(words), quote=words), sentence.id

    def _statement(self, row: Row, firmness: Firmness = "stated") -> Statement:
        assert isinstance(row, Sentence)
        content = Span(document="doc_1", start=row.start, end=row.end,
                       quote=self.text[row.start : row.end])  # fmt: skip
        return Statement(id=f"st_{row.ordinal}", document="doc_1", sentence=row.id,
                         content=(content,), cue=(), source=(), speaker=None, speaker_name=None,
                         originator=None, originator_kind="outlet", proximity="unknown",
                         anonymous=False, firmness=firmness, firmness_cue=None,
                         polarity="asserts", quote_kind="none", background=False, chain=(),
                         parent=None, reason="by hand", sensitivity="none")  # fmt: skip


READ = (Document, Text, Sentence, Parse, Mention, PlaceMention, TimeMention, Statement, Figure)


def _document(text: str, published: str | None) -> Document:
    return Document(id="doc_1", name="a.txt", text_sha256=hashlib.sha256(text.encode()).hexdigest(),
                    text_length=len(text), title=None, outlet=None, outlet_kind="unknown",
                    authors=(), agency=None, url=None, language="en", published_start=published,
                    published_end=published, published_precision="day" if published else None,
                    published_reason="by hand", modified=None, withdrawn=False,
                    sensitivity="none")  # fmt: skip


def _blocks(text: str) -> list[Block]:
    found, at = [], 0
    for ordinal, line in enumerate(text.split("\n")):
        if line:
            found.append(Block(id=f"bl_{ordinal}", document="doc_1", ordinal=ordinal,
                               kind="paragraph", start=at, end=at + len(line), reason="by hand",
                               repeats=None, locator=None))  # fmt: skip
        at += len(line) + 1
    return found


@functools.cache
def _parses(words: tuple[tuple[str, str], ...]) -> list[Row]:
    rows = [Words(id=key, words=said) for key, said in dict(words).items()]
    return list(parse_words(Tables({Words: rows}), settings=ParsingSettings()))
