"""Does a place or a day only tell of the report itself ("OLVEK, May 19 (Agency) Two people …")?"""

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


_HEAD_WORDS: Final = 4
"""Words of a report among which a day that nothing leads to is the date of the report."""
_GLUED_WORDS: Final = 60
"""Words among which its full date may stand without a mark before and behind it."""
_FULL_DATE: Final = re.compile(r"\d{1,2}\D+\d{4}$|\d{4}-\d{2}-\d{2}$")
_BEGINS: Final = re.compile(r"\s+(?:[A-Z][a-z]+|An?)\s")
_WHEN: Final = frozenset(
    {"on", "in", "since", "at", "by", "from", "during", "after", "before", "of", "until",
     "till", "to", "between", "and"}
)  # fmt: skip
_LONGEST_WORD: Final = 40


def is_date_of_report(span: Span, text: str) -> bool:
    """Whether a day at the head of *text* is that of the report: "… Monitor AFP 20 May 2031 A …".

    Args:
        span: Of the day.
        text: The whole report.

    """
    if span.start > _GLUED_WORDS * _LONGEST_WORD or word_before(span, text) in _WHEN:
        return False
    head = text[: span.start].split()
    if len(head) > _GLUED_WORDS:
        return False
    return len(head) <= _HEAD_WORDS or (
        head[-1][:1].isupper()
        and _FULL_DATE.search(span.quote) is not None
        and _BEGINS.match(text, span.end) is not None
    )


def word_before(span: Span, text: str) -> str:
    """Return the word in front of *span* in small letters; empty at the head of the text."""
    before = text[max(0, span.start - _LONGEST_WORD) : span.start].split()
    return before[-1].lower() if before else ""
