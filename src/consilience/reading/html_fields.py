"""Which fields does a page state in its metadata, and where exactly?

Sources in order of trust: JSON-LD, Open Graph and other meta tags, microdata, ``<time>``, the
main heading, the address. A year alone is never a date.
"""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from consilience.reading.addresses import canonical_url
from consilience.reading.blocks import FoundField
from consilience.reading.dates import parse_date
from consilience.reading.fields import (
    address_date,
    author_names,
    date_field,
    outlet_from_url,
)
from consilience.reading.html_elements import Stating
from consilience.reading.html_times import find_marked_times
from consilience.text.normalise import freeze_text, squeeze

_ARTICLE_TYPES: Final = re.compile(r"(?i)(article|posting|report|blogpost|webpage|newsitem)$")
_META: Final[dict[str, tuple[str, float]]] = {
    "og:title": ("title", 0.8),
    "twitter:title": ("title", 0.7),
    "dc.title": ("title", 0.7),
    "og:site_name": ("outlet", 0.9),
    "application-name": ("outlet", 0.6),
    "dc.publisher": ("outlet", 0.7),
    "og:url": ("url", 0.8),
    "article:published_time": ("published", 0.92),
    "og:published_time": ("published", 0.9),
    "date": ("published", 0.75),
    "pubdate": ("published", 0.85),
    "publishdate": ("published", 0.85),
    "publish-date": ("published", 0.85),
    "publish_date": ("published", 0.85),
    "publication_date": ("published", 0.85),
    "article.published": ("published", 0.85),
    "article_date_original": ("published", 0.85),
    "cxenseparse:recs:publishtime": ("published", 0.85),
    "sailthru.date": ("published", 0.85),
    "parsely-pub-date": ("published", 0.85),
    "dc.date": ("published", 0.75),
    "dc.date.issued": ("published", 0.85),
    "dcterms.issued": ("published", 0.85),
    "dcterms.created": ("published", 0.75),
    "dcterms.date": ("published", 0.75),
    "citation_publication_date": ("published", 0.85),
    "originalpublicationdate": ("published", 0.85),
    "article:modified_time": ("modified", 0.9),
    "og:updated_time": ("modified", 0.8),
    "lastmod": ("modified", 0.8),
    "last-modified": ("modified", 0.7),
    "author": ("author", 0.8),
    "byl": ("author", 0.8),
    "sailthru.author": ("author", 0.8),
    "parsely-author": ("author", 0.8),
    "dc.creator": ("author", 0.8),
    "dcterms.creator": ("author", 0.8),
    "article:author": ("author", 0.75),
    "article:author_name": ("author", 0.8),
    "citation_author": ("author", 0.8),
    "article:section": ("section", 0.8),
    "section": ("section", 0.7),
}
_META_PUBLISHED: Final = re.compile(
    r"(?:^|[:._-])(?:date[-_.]?(?:published|created)|(?:first[-_]?)?publish(?:ed)?"
    r"(?:[-_.:]?(?:date|time|on|at))?|pub[-_]?date|publication[-_]?date|issued|release[-_]?date)$"
)
_META_MODIFIED: Final = re.compile(
    r"(?:^|[:._-])(?:date[-_.]?modified|(?:last[-_]?)?(?:modified|updated)(?:[-_.:]?(?:date|time))?)$"
)
_BODIES: Final = ("Organization", "NewsMediaOrganization")
_TURNED: Final = re.compile(r"([\w'’-]+),\s+([\w.'’ -]+)")
_MAX_TITLE = 400
UNPUBLISHED: Final = 0.45
"""Confidence in the day that a bare web page states as published, below what is chosen: systems
stamp every page of a site so when it is set up, and only reports, typed as such, are published."""
MAX_JSON: Final = 2_000_000
"""Code points of one JSON-LD script; a longer one is a data dump."""


def find_page_fields(stating: Stating) -> Iterator[FoundField]:
    """Yield the candidates that the markup of the elements *stating* states."""
    tagged = stating.tagged
    yield from _json_ld(tagged["script"])
    yield from _meta_tags(tagged["meta"])
    yield from _links(tagged["link"])
    yield from find_marked_times(stating.marked)
    yield from _headings(tagged["h1"], tagged["title"])


def _clean(words: str | None) -> str:
    # Values in attributes and scripts are often escaped once too often.
    return squeeze(freeze_text(html.unescape(words or "")))


def _meta_tags(elements: Iterable[Any]) -> Iterator[FoundField]:
    for element in elements:
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or ""
        ).lower()
        found = _META.get(name) or _meta_date(name)
        if name == "twitter:data1":
            label = element.xpath("string(//meta[@name='twitter:label1']/@content)")
            found = ("author", 0.8) if label.lower().startswith("written by") else None
        content = _clean(element.get("content")) if found is not None else ""
        if found is not None and content:
            yield from _stated(found[0], content, f"meta {name}", found[1])


@functools.lru_cache(maxsize=5_000)
def _meta_date(name: str) -> tuple[str, float] | None:
    if _META_PUBLISHED.search(name):
        return "published", 0.85
    return ("modified", 0.7) if _META_MODIFIED.search(name) else None


def _stated(field: str, value: str, where: str, confidence: float) -> Iterator[FoundField]:
    """Yield the candidate for *field* that metadata states as *value*, if it is one."""
    if field in ("published", "modified"):
        date = parse_date(value)
        if date is not None:
            yield date_field(field, date, where, confidence)
    elif field == "author":
        turned = _TURNED.fullmatch(value) if where == "meta citation_author" else None
        value = f"{turned[2]} {turned[1]}" if turned else value
        yield from author_names(value, where, at=None, confidence=confidence)
    elif field == "url":
        url = canonical_url(value)
        if url is not None:
            yield FoundField("url", url, where, "as stated", confidence)
            yield from outlet_from_url(url, where, 0.7)
            if where != "link canonical":
                yield from address_date(url)
    elif len(value) <= _MAX_TITLE:
        yield FoundField(field, value, where, "as stated", confidence)


def _links(elements: Iterable[Any]) -> Iterator[FoundField]:
    for element in elements:
        if (element.get("rel") or "").lower() == "canonical":
            yield from _stated("url", _clean(element.get("href")), "link canonical", 0.9)
            yield from address_date(element.get("href") or "")


def _headings(headings: Iterable[Any], titles: Sequence[Any]) -> Iterator[FoundField]:
    tops = [squeeze(freeze_text("".join(element.itertext()))) for element in headings]
    for title in [title for title in tops if title][:3]:
        confidence = 0.85 if len(set(tops)) == 1 else 0.65
        yield FoundField("title", title[:_MAX_TITLE], "h1", "main heading", confidence)
    title = _clean(titles[0].text) if titles else ""
    if title:
        bare = re.sub(r"\s+[|–—»·-]\s+[^|–—»]{2,40}$", "", title)
        yield FoundField("title", bare, "title tag", "without the outlet behind a dash", 0.6)


def _json_ld(elements: Iterable[Any]) -> Iterator[FoundField]:
    signed = False
    for element in elements:
        if "ld+json" not in (element.get("type") or "").lower() or not element.text:
            continue
        items = list(_objects(element.text[:MAX_JSON]))
        people = {str(item["@id"]): item for item in items if "@id" in item and "name" in item}
        for item in items:
            if signed:
                item.pop("author", None)  # a list of other articles
            item["author"] = _resolved(item.get("author"), people)
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds):
                page = all(str(kind).lower() == "webpage" for kind in kinds)
                signed = signed or (bool(item["author"]) and not page)
                yield from _article(item, 0.75 if page else 0.95, page=page)


def _resolved(author: Any, people: Mapping[str, Any]) -> Any:
    """Return *author* with references into the same graph replaced by what they point at."""
    if isinstance(author, list):
        return [_resolved(one, people) for one in author]
    if isinstance(author, dict) and "name" not in author:
        return people.get(str(author.get("@id")), author)
    return author


def _objects(words: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD script, those in lists and graphs too."""
    waiting = [_loaded(words)]
    seen = 0
    while waiting and seen < 2_000:
        seen += 1
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:200])
        elif isinstance(item, dict):
            yield item
            waiting.extend(value for key in ("@graph", "mainEntity") if (value := item.get(key)))


def _loaded(words: str) -> Any:
    for one in (words, html.unescape(words)):  # some pages escape scripts as if they were text
        try:
            return json.loads(one, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _article(item: dict[str, Any], confidence: float, *, page: bool) -> Iterator[FoundField]:
    for key, field in (
        ("datePublished", "published"),
        ("dateModified", "modified"),
        ("articleSection", "section"),
    ):
        value = item.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value:
            trust = UNPUBLISHED if page and field == "published" else confidence
            yield from _stated(field, _clean(value), f"json-ld {key}", trust)
    headline = item.get("headline")
    if isinstance(headline, str) and headline:
        yield from _stated("title", _clean(headline), "json-ld headline", min(confidence, 0.8))
    own = {_clean(name).lower() for name in _names(item.get("publisher"))}
    for author in item["author"] if isinstance(item.get("author"), list) else [item.get("author")]:
        body = isinstance(author, dict) and author.get("@type") in _BODIES
        for name in map(_clean, _names(author)):
            # A publisher that names itself keeps its author to itself.
            trust = 0.4 if body and name.lower() in own else confidence
            yield from author_names(name, "json-ld author", at=None, confidence=trust)
    yield from _foreign_author(item, confidence)
    for name in _names(item.get("publisher")):
        yield from _stated("outlet", _clean(name), "json-ld publisher", confidence - 0.1)


def _foreign_author(item: dict[str, Any], confidence: float) -> Iterator[FoundField]:
    """Yield the organisation that a page names as author beside itself: an agency, mostly."""
    author = item.get("author")
    publishers = {_clean(name).lower() for name in _names(item.get("publisher"))}
    for one in author if isinstance(author, list) else [author]:
        if isinstance(one, dict) and one.get("@type") in _BODIES:
            for name in _names(one):
                if publishers and _clean(name).lower() not in publishers:
                    where = "json-ld author"
                    rule = "an organisation other than the publisher"
                    yield FoundField("agency", _clean(name), where, rule, confidence - 0.25)


def _names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and one and not one.startswith("http"):
                yield one
