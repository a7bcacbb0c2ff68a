"""How the characters of a report become frozen text.

Frozen text is NFC with line ends ``\\n`` and holds no character that hides others: what people
read is what is stored, hashed and quoted. The bytes as handed in stay in the case beside it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

REPLACEMENT: Final = "\ufffd"

_WORDS = re.compile(r"\w+")
_ENDS = "\x0b-\r\x1c-\x1e\x85\u2028\u2029"
_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_UNREADABLE = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_LINE_ENDS = re.compile(f"\r\n?|[{_ENDS}]")
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_CONTROLS = re.compile(f"[{_UNREADABLE}]")
_CHANGED = re.compile(f"[{_ENDS}{_UNSEEN}{_UNREADABLE}]")
_ODD_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def freeze_text(text: str) -> str:
    """Return *text* as it is frozen: NFC, line ends ``\\n``, nothing invisible.

    Soft hyphens, zero-width blanks and marks that turn the direction of writing are left out: they
    split words and can make a quote read differently from what it says. Other control characters
    (null bytes among them) and lone surrogates become U+FFFD.

    Example:
        >>> freeze_text("Two\\r\\nkil\\u00adled\\x00")
        'Two\\nkilled\\ufffd'
    """
    if text.isascii() and _ODD_ASCII.search(text) is None:
        return text  # nearly all blocks of English pages
    if _CHANGED.search(text) is not None:
        text = _LINE_ENDS.sub("\n", text)
        text = _INVISIBLE.sub("", text)
        text = _CONTROLS.sub(REPLACEMENT, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def squeeze(words: str) -> str:
    """Return *words* on one line: every run of white space becomes one blank."""
    return " ".join(words.split())


def fold_words(words: str) -> str:
    """Return *words* for comparing lines: lower case, no punctuation, single blanks."""
    return " ".join(_WORDS.findall(words.lower()))
