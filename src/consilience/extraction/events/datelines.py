"""Does a place only tell where a report was filed ("OLVEK (Agency) Two people …")?"""

from __future__ import annotations

import re
from typing import Final

from consilience.model.spans import Span
from consilience.text.agencies import agency_by_writing
from consilience.text.tokens import ParsedSentence

_BEHIND: Final = re.compile(
    r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s*\d{4})?)?"
    r"\s*(?:\([^)]{1,40}\))?\s*(?:--?|–|—)\s"
)
"""Behind the place: a date, an agency in brackets, a dash."""
_CREDITED: Final = re.compile(r"\s*\(([^)]{1,40})\)")
_NEXT: Final = re.compile(r":?\s+[\"'“‘]?(?:[A-Z][a-z]|A\s|\d)")
_SHORTEST: Final = 4
"""Letters of a town in capitals: "US" and "UAE" are written so anywhere."""


def is_dateline(span: Span, sentence: ParsedSentence) -> bool:
    """Whether a place tells where the report was filed.

    At the head of its sentence it stands before a dash, or before an agency in brackets; a town in
    capitals, before words that are not, is one wherever it stands: a headline may run into it.
    """
    start, end = span.start - sentence.start, span.end - sentence.start
    if start <= 2 and _BEHIND.match(sentence.text, end) is not None:
        return True
    credited = _CREDITED.match(sentence.text, end)
    if credited is not None and credited[1].strip().lower() in agency_by_writing():
        return True
    name = sentence.text[start:end]
    if not name.isupper() or sum(map(str.isalpha, name)) < _SHORTEST:
        return False
    return credited is not None or _NEXT.match(sentence.text, end) is not None
