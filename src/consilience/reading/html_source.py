"""From the source of a page to its tree of elements.

Two parsers take part: that of browsers mends the page, libxml2 makes the tree that is walked.
Programs and style sheets, often most of a page's bytes, are shown to neither.
"""

from __future__ import annotations

import re
from typing import Any, Final

import lxml.etree  # type: ignore[import-untyped]  # ships no types
from resiliparse.parse.html import HTMLTree

_UNREAD = re.compile(r"<(?:(script|style)(?=[\s>/])([^>]*)>|!--)", re.IGNORECASE)
_ENDS: Final = {
    "script": re.compile(r"</script(?=[\s>/])[^>]*>", re.IGNORECASE),
    "style": re.compile(r"</style(?=[\s>/])[^>]*>", re.IGNORECASE),
    "": re.compile(r"-->"),
}
_PROGRAM = re.compile(r"<script[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_html(text: str) -> tuple[Any, bool]:
    """Return the root element of *text* and whether the parser cut it off for its depth."""
    # Not lxml.html: its elements of their own make every look at an element a call.
    parser = lxml.etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False
    )
    # As bytes: lxml refuses text that declares an encoding of its own.
    bare = _without_programs(_DECLARATION.sub("", text))
    data = _as_browsers_nest(bare).encode("utf-8", errors="replace")
    try:
        root = lxml.etree.fromstring(data, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None, False
    if root is None:
        return None, False
    cut = any("depth" in entry.message.lower() for entry in parser.error_log)
    return root, cut


def is_whole(text: str) -> bool:
    """Tell whether a page was saved with its programs.

    They state what readers do not see, such as the day of publication: where they are taken out,
    as browsers and archives do when they save, nothing follows from what a page does not say.
    """
    return _PROGRAM.search(text) is not None


def _without_programs(text: str) -> str:
    """Return *text* without programs and style sheets; scripts that hold data stay.

    They end where browsers end them, at the first end tag. Where there is none, all that follows
    belongs to them, and is left to the parser.
    """
    pieces: list[str] = []
    kept = at = 0
    while (match := _UNREAD.search(text, at)) is not None:
        end = _ENDS[(match[1] or "").lower()].search(text, match.end())
        if end is None:
            break
        at = end.end()
        if match[1] and "json" not in match[2]:
            pieces.append(text[kept : match.start()])
            kept = at
    pieces.append(text[kept:])
    return "".join(pieces)


def _as_browsers_nest(text: str) -> str:
    """Return *text* with its elements nested as HTML 5 says.

    libxml2 knows HTML 4: one stray tag and a whole article stands inside of the page's header. The
    parser of browsers mends the page first; libxml2 is kept for the walk, which it does ten times
    as fast.
    """
    document = HTMLTree.parse(text).document
    return text if document is None else document.html
