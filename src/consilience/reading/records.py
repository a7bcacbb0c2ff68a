"""Reports that come as records: a line of JSONL, a row of CSV, an item of a feed.

A record is a JSON object. Its keys are matched by name, in any case, to the fields of a document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from consilience.reading.addresses import canonical_url
from consilience.reading.blocks import FoundField, Page
from consilience.reading.dates import parse_date
from consilience.reading.fields import author_names, date_field, find_text_fields
from consilience.reading.html import read_html
from consilience.reading.plain import find_blocks
from consilience.text.normalise import freeze_text

RECORD_TYPE: Final = "application/json"

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "url": ("url", "link", "address", "canonical_url", "source_url", "permalink"),
    "title": ("title", "headline", "heading"),
    "outlet": ("outlet", "publisher", "source", "source_name", "site", "newspaper", "publication"),
    "author": ("author", "authors", "byline", "creator"),
    "published": (
        "published", "date", "published_at", "publish_date", "publication_date", "pubdate",
        "datepublished", "date_published", "created",
    ),
    "modified": ("modified", "updated", "date_modified", "datemodified", "changed"),
    "language": ("language", "lang"),
    "section": ("section", "category"),
    "agency": ("agency", "wire"),
    "text": ("text", "body", "content", "article", "body_text", "fulltext", "full_text"),
    "html": ("html", "body_html", "content_html", "body-html"),
}  # fmt: skip
"""Names of a record's keys by the field that they fill; the first that is there counts."""

_CONFIDENCE: Final = 0.97
"""What the record states outranks what its words suggest."""


def read_record(text: str) -> Page | str:
    """Return the page of a record in JSON, or the reason why there is none."""
    try:
        record = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"
    if not isinstance(record, dict):
        return "no JSON object"
    values = {str(key).strip().lower(): value for key, value in record.items()}
    page = _body(values)
    if page is None:
        return f"no text: none of {', '.join((*KEYS['text'], *KEYS['html']))} is filled"
    return replace(page, fields=[*stated_fields(values), *page.fields])


def _body(values: Mapping[str, Any]) -> Page | None:
    markup = first_filled(values, "html")
    words = first_filled(values, "text")
    title = first_filled(values, "title")
    if isinstance(markup, str):
        return read_html(f"<html><body><article>{markup}</article></body></html>")
    if not isinstance(words, str):
        return None
    if words.lstrip()[:300].lower().startswith(("<!doctype", "<html", "<p>", "<div", "<article")):
        return read_html(words)
    head = f"{title}\n\n" if isinstance(title, str) and title.strip() not in words[:500] else ""
    frozen = freeze_text(head + words)
    blocks = find_blocks(frozen)
    return Page(frozen, blocks, list(find_text_fields(frozen, blocks)))


def stated_fields(values: Mapping[str, Any]) -> Iterator[FoundField]:
    """Yield the fields that a record states, its keys in lower case."""
    for field in KEYS:
        value = first_filled(values, field)
        if value is None or field in ("text", "html"):
            continue
        for one in value if isinstance(value, list) else [value]:
            words = one.get("name") if isinstance(one, dict) else one
            if isinstance(words, str | int | float) and str(words).strip():
                yield from _stated(field, str(words).strip())
    if values.get("withdrawn") is True:
        yield FoundField("withdrawn", "yes", "record status", "withheld or canceled", _CONFIDENCE)


def _stated(field: str, value: str) -> Iterator[FoundField]:
    where = f"record {field}"
    if field in ("published", "modified"):
        date = parse_date(value)
        if date is not None:
            yield date_field(field, date, where, _CONFIDENCE)
    elif field == "author":
        found = list(author_names(value, where, at=None, confidence=_CONFIDENCE))
        yield from found or [FoundField(field, value, where, "as stated", _CONFIDENCE)]
    elif field == "url":
        url = canonical_url(value)
        if url is not None:
            yield FoundField(field, url, where, "as stated", _CONFIDENCE)
    elif field == "language":
        yield FoundField(field, value.lower()[:2], where, "as stated", _CONFIDENCE)
    else:
        yield FoundField(field, value[:400], where, "as stated", _CONFIDENCE)


def first_filled(values: Mapping[str, Any], field: str) -> Any:
    """Return the value of the first key of *field* that is there and not empty."""
    for key in KEYS[field]:
        value = values.get(key)
        if value not in (None, "", [], {}):
            return value
    return None


def write_record(values: Mapping[str, Any]) -> bytes:
    """Return a record as JSON in UTF-8, the same bytes for the same values."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
