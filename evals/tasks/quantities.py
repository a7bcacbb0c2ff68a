"""Answers to `quantities`: value, bound, unit and what is counted, in single sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from consilience.extraction.figures import Quantity, find_quantities
from consilience.extraction.figures.binding import counted_noun, noun_lemma, noun_words
from consilience.model.documents import Document, Text
from consilience.model.sentences import Parse, Sentence
from consilience.model.tables import Tables
from consilience.pipeline.document_stages import PARSE, SPLIT
from consilience.pipeline.run import Rows
from consilience.text.parsed import parsed_document
from consilience.text.tokens import ParsedSentence, Token
from evals.pile import document_rows, read_lines, run_cached, write_lines

BOUNDS = {
    "approx": "~",
    "floor": ">",
    "floor_strict": ">",
    "ceiling": "<",
    "ceiling_strict": "<",
}


def predict(folder: Path, out: Path) -> None:
    given = [
        row
        for line in read_lines(folder, "documents")
        for row in document_rows(line["id"], line["text"])
    ]
    rows = run_cached((SPLIT, PARSE), given)
    write_lines(out, (_answer(tables) for tables in _by_document(rows)))


def _by_document(rows: Rows) -> Iterator[Tables]:
    parses = {row.id: row for row in rows[Parse]}
    sentences: dict[str, list[Sentence]] = {row.id: [] for row in rows[Document]}
    for row in rows.get(Sentence, ()):
        if isinstance(row, Sentence):
            sentences[row.document].append(row)
    texts = {row.id: row for row in rows[Text]}
    for document in rows[Document]:
        own = sentences[document.id]
        yield Tables(
            {
                Document: [document],
                Text: [texts[document.id]],
                Sentence: own,
                Parse: [parses[key] for key in sorted({row.parse for row in own})],
            }
        )


def _answer(tables: Tables) -> dict[str, Any]:
    document = parsed_document(tables)
    found = [answer for sentence in document.sentences for answer in _quantities(sentence)]
    return {"id": document.document.id, "quantities": found}


def _quantities(sentence: ParsedSentence) -> Iterator[dict[str, Any]]:
    for quantity in find_quantities(sentence):
        yield _quantity(sentence, quantity)
        if quantity.conversion is not None:
            yield _quantity(sentence, quantity.conversion)


def _quantity(sentence: ParsedSentence, quantity: Quantity) -> dict[str, Any]:
    noun = counted_noun(sentence, quantity).noun
    low, high = quantity.values[0], quantity.values[-1]
    if quantity.vague:  # the set writes "millions" as one to ten million
        high = low * 10
    counted = noun_words(noun) if noun is not None else None
    concept = (
        sentence.text[counted[0] - sentence.start : counted[1] - sentence.start] if counted else ""
    )
    return {
        "low": low,
        "high": high,
        "bound": BOUNDS.get(quantity.bounds.qualifier) or quantity.change or "=",
        "unit": _unit(quantity, _phrase(noun) if noun is not None else None),
        "concept": [concept] if concept else [],
    }


def _phrase(noun: Token) -> str:
    """Return what is counted as the set writes units: lower case, singular, with its adjectives."""
    before = (token for token in noun.children if token.dep in ("amod", "compound"))
    words = [token.lower for token in before if token.i < noun.i]
    return " ".join([*words, noun_lemma(noun)])


def _unit(quantity: Quantity, noun: str | None) -> str | None:
    if quantity.kind == "age":
        return "year of age"
    return quantity.unit.name if quantity.unit is not None else noun
