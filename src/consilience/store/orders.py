"""The orders in which rows are browsed, each with its index, and what lists are filtered by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

ORDERS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "documents": {
        "published": ("coalesce(\"published_start\", '~')", "name", "id"),  # undated ones last
        "name": ("name", "id"),
    },
    "events": {
        "date": ('coalesce("date_start", "date_end", \'~\')', "id"),
        "reports": ("background", "-n_reports", "-n_mentions", "id"),
    },
    "findings": {"reports": ("-n_reports", "-n_independent", "id")},
    "contradictions": {"level": ("level", "kind", "id")},  # major comes before minor
    "lineages": {"documents": ("-n_documents", "-n_words", "id")},
    "entities": {"mentions": ("-n_mentions", "id")},
    "places": {"mentions": ("-n_mentions", "id")},
    "statements": {
        "text": ("document", "coalesce(json_extract(\"content\", '$[0].start'), 0)", "id"),
    },
    "figures": {"text": ("document", "json_extract(\"span\", '$.start')", "id")},
    "review_items": {"importance": ("-importance", "id")},
}
"""By table and name: ascending expressions, the last of which is unique."""

FILTERED: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "documents": (("outlet",),),
    "events": (("place",), ("kind",)),
    "statements": (
        ("firmness", "document"),
        ("originator", "document"),
        ("speaker_name", "document"),
        ("originator_kind", "document"),
    ),
    "figures": (("measure", "document"),),
    "figure_sets": (("measure",),),
    "origins": (("subject",), ("originator",)),
    "grades": (("subject",),),
    "contradictions": (("subject",),),
    "passages": (("document_a", "document_b"), ("document_b",)),
    "copy_edges": (("document_a", "document_b"), ("document_b",)),
    "counts": (("name", "key"), ("key",)),
}
"""Columns by which rows are looked up, beside the references that every table has indexed."""


def browsing_indexes(table: str) -> Iterator[str]:
    """Yield the statements that make the indexes for browsing *table*."""
    for name, keys in ORDERS.get(table, {}).items():
        columns = ", ".join(_indexed(key) for key in keys)
        yield f'CREATE INDEX IF NOT EXISTS "{table}_in_order_{name}" ON "{table}" ({columns})'
    for keys in FILTERED.get(table, ()):
        columns = ", ".join(f'"{key}"' for key in keys)
        made = f'CREATE INDEX IF NOT EXISTS "{table}_by_{"_".join(keys)}" ON "{table}" ({columns})'
        yield made


def _indexed(key: str) -> str:
    return key if "(" in key or key.startswith("-") else f'"{key}"'
