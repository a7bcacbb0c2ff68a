"""Rows: one class a table, and a JSON form that comes back the same."""

import dataclasses
import json
import typing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.model.rows import (
    Row,
    field_types,
    from_json,
    plain,
    references,
    to_json,
    without_none,
)
from consilience.model.spans import Span
from consilience.model.tables import BY_NAME, TABLES
from consilience.store.columns import decode_row, decode_rows, digest_rows, encode_row


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    bare, optional = without_none(annotation)
    made = _values_of(bare)
    return st.none() | made if optional else made


def _values_of(bare: Any) -> st.SearchStrategy[Any]:
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=8),
        int: st.integers(-(10**12), 10**12),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        bytes: st.binary(max_size=8),
    }
    if bare in simple:
        return simple[bare]
    if typing.get_origin(bare) is tuple:
        item = typing.get_args(bare)[0]
        return st.lists(values_of(item), max_size=2).map(tuple)
    if dataclasses.is_dataclass(bare):
        return rows_of(typing.cast(type, bare))
    return st.sampled_from(typing.get_args(bare))


def rows_of(kind: type) -> st.SearchStrategy[Any]:
    return st.builds(
        kind, **{name: values_of(annotation) for name, annotation in field_types(kind).items()}
    )


any_row = st.sampled_from(TABLES).flatmap(rows_of)


@given(any_row)
@settings(max_examples=200)
def test_json_brings_a_row_back(row: Row) -> None:
    assert from_json(type(row), json.loads(json.dumps(to_json(row)))) == row


@given(any_row)
@settings(max_examples=200)
def test_columns_bring_a_row_back(row: Row) -> None:
    assert decode_row(type(row), encode_row(row)) == row


@given(st.sampled_from(TABLES).flatmap(lambda kind: st.lists(rows_of(kind), max_size=4)))
@settings(max_examples=100)
def test_columns_bring_many_rows_back(rows: list[Row]) -> None:
    if rows:
        assert decode_rows(type(rows[0]), [encode_row(row) for row in rows]) == rows


@given(st.lists(rows_of(Span), min_size=2, max_size=4))
def test_a_digest_does_not_depend_on_order(spans: list[Span]) -> None:
    lines = [(span.document, span.start, span.end, span.quote) for span in spans]
    assert digest_rows(lines) == digest_rows(lines[::-1])


def test_every_table_has_a_name_and_a_prefix_of_its_own() -> None:
    assert len({kind.table for kind in TABLES}) == len(TABLES)
    prefixes = [kind.prefix for kind in TABLES]
    # A text shares the id of its document.
    assert prefixes.count("doc") == 2
    assert len(set(prefixes)) == len(TABLES) - 1


def test_every_reference_points_to_a_table() -> None:
    for kind in TABLES:
        for field, table in references(kind).items():
            assert table in BY_NAME, f"{kind.table}.{field}"


def test_a_row_cannot_be_changed() -> None:
    span = Span(document="doc_1", start=0, end=1, quote="x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        span.quote = "y"  # type: ignore[misc]


def test_annotations_lose_their_marks() -> None:
    assert plain(typing.Annotated[int, "mark"]) is int
