"""In which language is a text written?"""

from __future__ import annotations

import re
from typing import Final

MIN_LETTERS: Final = 60
"""Fewer letters tell too little: "hello" would be Breton."""

SAMPLE_LENGTH: Final = 4_000
"""Code points looked at; news text settles long before."""

_LETTERS = re.compile(r"[^\W\d_]")


def find_language(text: str) -> tuple[str | None, str]:
    """Return the ISO 639-1 code of *text*'s language, or ``None``, and the reason."""
    sample = text[:SAMPLE_LENGTH]
    letters = len(_LETTERS.findall(sample))
    if letters < MIN_LETTERS:
        return None, f"too short to tell: {letters} letters"
    import py3langid

    # Shouted wire copy is English too; the model knows lower case better.
    if sample.isupper():
        sample = sample.lower()
    code, _ = py3langid.classify(sample)
    return str(code), "letter sequences of its prose"
