"""The record of the examples, line by line against what a careful person concludes."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from consilience.model.findings import Side
from consilience.model.statements import Link
from consilience.model.tables import BY_NAME
from evals.examples import load_gaps
from evals.truth import OTHER_WORDS as WORDS
from evals.truth import Record, load_truth, quoted_words

TRUTH = load_truth()
GAPS = load_gaps()


@pytest.mark.parametrize("line", TRUTH, ids=lambda line: line["id"])
def test_a_line_holds_unless_it_is_a_known_gap(line: dict[str, Any], record: Record) -> None:
    why = record.why_not(line)
    if line["id"] in GAPS["gaps"]:
        assert why is not None, "it holds by now: python -m evals.examples --write-gaps"
    else:
        assert why is None, f"{why}. {line['note']}"


def test_known_gaps_are_lines_of_the_truth_and_counted() -> None:
    names = {line["id"] for line in TRUTH}
    assert set(GAPS["gaps"]) <= names
    assert GAPS["lines"] == len(TRUTH)
    assert GAPS["known_gaps"] == len(GAPS["gaps"])
    assert GAPS["hold"] == GAPS["lines"] - GAPS["known_gaps"]


def test_every_line_has_a_name_of_its_own_and_a_note() -> None:
    names = [line["id"] for line in TRUTH]
    assert len(names) == len(set(names))
    assert all(line["note"].strip() for line in TRUTH)


def test_the_words_that_a_line_rests_on_stand_once_in_the_report_it_names(record: Record) -> None:
    texts = {record.names[document]: text for document, text in record.texts.items()}
    wrong = []
    for line in TRUTH:
        for name, words in quoted_words(line):
            counts = [texts[name].count(words)] if isinstance(name, str) else _counts(texts, words)
            wrong += [(line["id"], words)] if not counts or max(counts) > 1 else []
            wrong += [(line["id"], words)] if name is not None and counts == [0] else []
    assert not wrong


def test_every_name_in_a_line_is_a_field_or_one_of_the_few_other_words() -> None:
    fields = {field.name for kind in BY_NAME.values() for field in dataclasses.fields(kind)}
    fields |= {field.name for kind in (Side, Link) for field in dataclasses.fields(kind)}
    for line in TRUTH:
        assert set(line) <= {"id", "table", "find", "holds", "absent", "count", "note"}
        unknown = set(_names(line["find"])) | set(_names(line.get("holds", {})))
        assert unknown <= fields | WORDS, (line["id"], unknown - fields - WORDS)


def _names(pattern: Any) -> Iterator[str]:
    if isinstance(pattern, dict):
        yield from pattern
    for value in pattern.values() if isinstance(pattern, dict) else pattern:
        if isinstance(value, dict | list):
            yield from _names(value)


def _counts(texts: dict[str, str], words: str) -> list[int]:
    return [text.count(words) for text in texts.values() if words in text]
