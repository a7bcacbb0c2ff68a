"""Files that hold several reports as data: RSS, Atom, JSON Feed, ReliefWeb, ninjs, NewsML-G2."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

Record = dict[str, Any]


def read_xml_feed(data: bytes) -> Iterator[Record] | str:
    """Return the items of an RSS, Atom or NewsML-G2 file as records, or why there are none.

    External entities, and entities that grow, are refused.
    """
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as error:
        return f"no XML that can be read: {error}"
    kind = _local(root)
    if kind in ("rss", "RDF"):
        return _rss(root)
    if kind == "feed":
        return _atom(root)
    if kind in ("newsItem", "newsMessage"):
        return _newsml(root)
    return f"XML of an unknown kind: {kind}"


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _all(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element.iter() if _local(child) == name)


def _words(element: Element, *names: str) -> str | None:
    """Return the text of the first direct child of one of *names* that has any."""
    for name in names:
        for child in element:
            if _local(child) == name:
                words = "".join(child.itertext()).strip()
                if words:
                    return words
    return None


def _rss(root: Element) -> Iterator[Record]:
    channel = next(_all(root, "channel"), root)
    outlet = _words(channel, "title")
    for item in _all(root, "item"):
        yield {
            "title": _words(item, "title"),
            "url": _words(item, "link", "guid"),
            "author": _words(item, "creator", "author"),
            "published": _mail_date(_words(item, "pubDate", "date")),
            "outlet": _words(item, "source") or outlet,
            "html": _words(item, "encoded", "description"),
        }


def _atom(root: Element) -> Iterator[Record]:
    outlet = _words(root, "title")
    for entry in _all(root, "entry"):
        links = [child for child in entry if _local(child) == "link"]
        chosen = [link for link in links if link.get("rel", "alternate") == "alternate"] or links
        author = next((child for child in entry if _local(child) == "author"), None)
        yield {
            "title": _words(entry, "title"),
            "url": chosen[0].get("href") if chosen else None,
            "author": _words(author, "name") if author is not None else None,
            "published": _words(entry, "published", "issued"),
            "modified": _words(entry, "updated"),
            "outlet": outlet,
            "html": _words(entry, "content", "summary"),
        }


def _newsml(root: Element) -> Iterator[Record]:
    items = [root] if _local(root) == "newsItem" else list(_all(root, "newsItem"))
    for item in items:
        status = next(_all(item, "pubStatus"), None)
        code = status.get("qcode", "") if status is not None else ""
        inline = next(_all(item, "inlineXML"), None)
        body = next(_all(inline, "body"), inline) if inline is not None else None
        paragraphs = (
            [" ".join("".join(p.itertext()).split()) for p in _all(body, "p")]
            if body is not None
            else []
        )
        headline = next(_all(item, "headline"), None)
        byline = next(_all(item, "by"), None)
        provider = next(_all(item, "provider"), None)
        yield {
            "title": "".join(headline.itertext()).strip() if headline is not None else None,
            "author": "".join(byline.itertext()).strip() if byline is not None else None,
            "published": next(
                ("".join(e.itertext()).strip() for e in _all(item, "versionCreated")), None
            ),
            "outlet": _provider(provider),
            "text": "\n\n".join(paragraphs),
            "withdrawn": code.endswith((":canceled", ":withheld")),
        }


def _provider(provider: Element | None) -> str | None:
    if provider is None:
        return None
    return _words(provider, "name") or provider.get("literal")


def read_json_feed(data: bytes) -> Iterator[Record] | str:
    """Return the items of a JSON file as records, or why there are none."""
    try:
        found = json.loads(data.decode("utf-8-sig"), strict=False)
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"
    if isinstance(found, list):
        return (item for item in found if isinstance(item, dict))
    return _items(found) if isinstance(found, dict) else "no JSON object"


def _items(found: Record) -> Iterator[Record]:
    if isinstance(found.get("items"), list):
        return _json_feed(found)
    if isinstance(found.get("data"), list):
        return _reliefweb(found["data"])
    return iter([_ninjs(found) if "uri" in found or "pubstatus" in found else found])


def _json_feed(feed: Mapping[str, Any]) -> Iterator[Record]:
    for item in feed["items"]:
        if isinstance(item, dict):
            authors = item.get("authors") or [item.get("author")]
            yield {
                "title": item.get("title"),
                "url": item.get("url") or item.get("id"),
                "author": [a.get("name") for a in authors if isinstance(a, dict)],
                "published": item.get("date_published"),
                "modified": item.get("date_modified"),
                "outlet": feed.get("title"),
                "html": item.get("content_html"),
                "text": item.get("content_text"),
            }


def _reliefweb(items: list[Any]) -> Iterator[Record]:
    for item in items:
        fields = item.get("fields") if isinstance(item, dict) else None
        if not isinstance(fields, dict):
            continue
        date = fields.get("date") if isinstance(fields.get("date"), dict) else {}
        sources = [s.get("name") for s in fields.get("source") or [] if isinstance(s, dict)]
        yield {
            "title": fields.get("title"),
            "url": fields.get("url_alias") or fields.get("url"),
            "outlet": sources[0] if sources else None,
            "published": date.get("original") or date.get("created") if date else None,
            "language": next(
                (x.get("code") for x in fields.get("language") or [] if isinstance(x, dict)), None
            ),
            "html": fields.get("body-html"),
            "text": fields.get("body"),
        }


def _ninjs(item: Mapping[str, Any]) -> Record:
    return {
        "title": item.get("headline") or item.get("title"),
        "url": item.get("uri"),
        "author": item.get("byline"),
        "published": item.get("firstcreated") or item.get("versioncreated"),
        "modified": item.get("versioncreated"),
        "outlet": item.get("copyrightholder"),
        "language": item.get("language"),
        "html": item.get("body_xhtml") or item.get("body_html"),
        "text": item.get("body_text"),
        "withdrawn": item.get("pubstatus") in ("canceled", "withheld"),
    }


def _mail_date(words: str | None) -> str | None:
    """Return a date in the form of RFC 822, which RSS uses, as ISO 8601."""
    if words is None:
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(words).isoformat()
    except ValueError:
        return words
