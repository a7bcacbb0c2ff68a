"""When do two spellings name the same place? Keys under which place names are looked up."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

from anyascii import anyascii

OTHER_SCRIPT: Final = "~"
"""First character of the key of a name that is not written in Latin letters."""

_DROPPED: Final = re.compile(r"['’‘`ʻʼʾʿ´.]")
_BREAKS: Final = re.compile(r"[^a-z0-9]+")
_ARTICLE: Final = re.compile(
    r"^(?:al|el|ul|ar|as|ash|at|ath|ad|adh|an|az|er|es|esh|et|ed|en|ez)[-\s](?=\w)", re.IGNORECASE
)
_ARTICLES: Final = frozenset({"al", "el", "ul"})
_SHORT: Final = {"saint": "st", "mount": "mt", "fort": "ft"}
_SHORTENED: Final = re.compile(r"\b(?:saint|mount|fort)\b(?= )")
_ARABIC: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ک": "ك"}
)
_VOWELS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"ou|oo|aw|au|o"), "u"),
    (re.compile(r"ei|ai|ay|ey|ee|ie|iy|y|e"), "i"),
    (re.compile(r"aa"), "a"),
    (re.compile(r"q|c(?!h)"), "k"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"([bcdfgjklmnprstvwxz])\1+"), r"\1"),
    (re.compile(r"(?<=[aiu])h?$"), ""),
)


@functools.lru_cache(maxsize=65_536)
def fold_name(name: str) -> str:
    """Return the key of *name*: small ASCII letters, without accents, points and apostrophes.

    A name in another script keeps its letters, without vowel marks, behind ``~``.

    Example:
        >>> fold_name("Al-Ḩawījah")
        'al hawijah'
        >>> fold_name("Saint Petersburg")
        'st petersburg'

    """
    if name.isascii() or _is_latin(name):
        plain = _DROPPED.sub("", anyascii(_DROPPED.sub("", name))).lower()
        folded = _BREAKS.sub(" ", plain).strip()
        return _SHORTENED.sub(lambda word: _SHORT[word[0]], folded)
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    kept = "".join(c if c.isalnum() else " " for c in bare.translate(_ARABIC).replace("ـ", ""))
    return OTHER_SCRIPT + " ".join(kept.casefold().split())


@functools.lru_cache(maxsize=65_536)
def loose_name(name: str) -> str:
    """Return a key that the usual Latin spellings of one Arabic, Persian or Kurdish name share.

    The article goes, long and short vowels meet, doubled consonants become single.

    Example:
        >>> loose_name("Badoush") == loose_name("Badush")
        True
        >>> loose_name("Al-Aghawat") == loose_name("Aghawat")
        True

    """
    folded = fold_name(_ARTICLE.sub("", name))
    words = [word for word in folded.split() if word not in _ARTICLES]
    return " ".join(_loose_word(word) for word in words)


def _loose_word(word: str) -> str:
    for pattern, written in _VOWELS:
        word = pattern.sub(written, word)
    return word


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2100 or not c.isalpha() for c in name)
