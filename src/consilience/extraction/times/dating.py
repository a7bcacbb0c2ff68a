"""When do the sentences of a document say that something is or was?

Writes one `TimeMention` a time expression. What the words say is kept as a symbol; it becomes a
value and an interval only where an anchor is known: the day of publication, or an earlier mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from consilience.extraction.times.finding import Found, find_times
from consilience.extraction.times.hanging import is_backdrop
from consilience.extraction.times.readings import EITHER, Modifier
from consilience.extraction.times.tense import looks_ahead, looks_back
from consilience.model.documents import Document
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.model.times import TimeMention
from consilience.text.parsed import ParsedDocument, parsed_document
from consilience.text.time_symbols import (
    WEEKDAYS,
    Period,
    SymbolError,
    narrowed,
    period_of_value,
    resolve_symbol,
)
from consilience.text.tokens import ParsedSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingSettings:
    """How far back "that year" may look for what it means, and which stated dates are anchors."""

    anaphora_mentions: int = 8
    days_ahead: int = 60
    """A report that tells of a day this much later than it says it was published is misdated."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A mention that later ones may lean on."""

    id: str
    quote: str
    period: Period


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an expression means, and through what."""

    period: Period | None
    value: str | None
    anchor: Literal["absolute", "published", "mention", "none"]
    mention: str | None
    reason: str


_FINE: Final = {
    "minute": 0, "hour": 0, "day": 1, "week": 2, "weekend": 2, "month": 3, "season": 4,
    "quarter": 4, "half": 5, "year": 6, "decade": 7, "century": 8,
}  # fmt: skip


def date_document(tables: Tables, *, settings: DatingSettings) -> Iterator[Row]:
    """Yield the time mentions of the document.

    Where the publication date is not known to the day, or the report looks back on a day long after
    it, relative expressions keep their symbol and have neither value nor interval. A date is never
    taken from a copyright line.
    """
    parsed = parsed_document(tables)
    published = published_day(parsed.document)
    earlier: list[_Earlier] = []
    expressions = [
        (sentence, found) for sentence in parsed.sentences for found in find_times(sentence)
    ]
    if published is not None and _is_misdated(expressions, published, settings.days_ahead):
        published = None
    for sentence, found in expressions:
        mention = _mention(parsed, sentence, found, published, earlier)
        yield mention
        if mention.precision != "day" or not is_backdrop(sentence, found.start):
            _remember(earlier, mention, settings.anaphora_mentions)


def _is_misdated(
    expressions: Sequence[tuple[ParsedSentence, Found]], published: date, days_ahead: int
) -> bool:
    """Tell whether a day that the report looks back on lies well after its stated date."""
    return any(
        period.unit == "day"
        and (period.start - published).days >= days_ahead
        and looks_back(sentence, found.start)
        for sentence, found in expressions
        if found.reading.symbol is None and (period := _absolute(found).period) is not None
    )


def published_day(document: Document) -> date | None:
    """Return the day on which *document* was published, if it is known to the day."""
    start, end = document.published_start, document.published_end
    if not start or not end or start[:10] != end[:10] or len(start) < 10:
        return None
    try:
        return date.fromisoformat(start[:10])
    except ValueError:
        return None


def _mention(
    parsed: ParsedDocument,
    sentence: ParsedSentence,
    found: Found,
    published: date | None,
    earlier: list[_Earlier],
) -> TimeMention:
    symbol = found.reading.symbol
    if symbol is not None and EITHER in symbol:
        symbol = symbol.replace(EITHER, _way(sentence, found, symbol))
    if symbol is not None and found.reading.narrow:
        symbol = f"{symbol} {found.reading.narrow}"
    anchored = _anchor(found, symbol, published, earlier)
    narrowing = None if found.reading.narrow else found.reading.modifier
    start, end = _interval(anchored.period, narrowing)
    return TimeMention(
        id=TimeMention.make_id(parsed.document.id, found.start, found.end),
        document=parsed.document.id,
        sentence=sentence.id,
        span=parsed.span(found.start, found.end),
        timex=found.reading.timex,
        value=anchored.value,
        symbol=symbol,
        start=start,
        end=end,
        precision=anchored.period.precision if anchored.period and start else None,
        modifier=found.reading.modifier,
        anchor=anchored.anchor,
        anchor_mention=anchored.mention,
        reason=anchored.reason,
    )


def _way(sentence: ParsedSentence, found: Found, symbol: str) -> str:
    """Return which "Friday" or "March" is meant."""
    if not found.reading.of_quarter and looks_ahead(sentence, found.start):
        return "coming"
    return "latest" if symbol.split()[1] in WEEKDAYS else "nearest"


def _anchor(
    found: Found, symbol: str | None, published: date | None, earlier: list[_Earlier]
) -> _Anchored:
    reading = found.reading
    if symbol is None:
        return _absolute(found)
    if symbol in {"past", "future"}:
        value = f"{symbol.upper()}_REF"
        return _Anchored(None, value, "none", None, f"{found.rule}: no more than {symbol}")
    if reading.on_mention:
        leaning = _leaning(symbol, earlier)
        if leaning is not None:
            period = _lean(symbol, leaning)
            reason = f"{found.rule}: {symbol} of {leaning.quote!r}"
            return _Anchored(period, _value(found, period), "mention", leaning.id, reason)
    return _by_publication(found, symbol, published)


def _by_publication(found: Found, symbol: str, published: date | None) -> _Anchored:
    reading = found.reading
    fixed = reading.value if reading.timex == "DURATION" else None
    fixed = "PRESENT_REF" if symbol == "now" else fixed
    if published is None:
        reason = f"{found.rule}: {symbol} of a day of publication that is not known"
        return _Anchored(None, fixed, "none", None, reason)
    period = _resolved(symbol, published)
    if period is None:
        return _Anchored(None, fixed, "none", None, f"{found.rule}: {symbol} is no day")
    reason = f"{found.rule}: {symbol} of publication on {published}"
    return _Anchored(period, fixed or _value(found, period), "published", None, reason)


def _absolute(found: Found) -> _Anchored:
    value = found.reading.value
    if found.reading.timex in {"DURATION", "SET"}:
        return _Anchored(None, value, "none", None, f"{found.rule}: a length, not a date")
    try:
        period = period_of_value(value or "")
        if period is not None and found.reading.narrow:
            period = narrowed(period, found.reading.narrow)
            value = period.value
    except SymbolError as error:
        return _Anchored(None, None, "none", None, f"{found.rule}: {error}")
    return _Anchored(period, value, "absolute", None, f"{found.rule}: as written")


def _value(found: Found, period: Period | None) -> str | None:
    if period is None:
        return None
    clock = found.reading.before
    return f"{period.value[:10]}T{clock}" if clock else period.value


def _resolved(symbol: str, anchor: date) -> Period | None:
    try:
        return resolve_symbol(symbol, anchor)
    except SymbolError:
        return None


def _lean(symbol: str, leaning: _Earlier) -> Period | None:
    """Return what *symbol* means from an earlier mention.

    "The quarter" is the very quarter named before, and "a year earlier" its namesake.
    """
    if leaning.period.unit != "quarter":
        return _resolved(symbol, leaning.period.start)
    if symbol in {"quarter -1", "quarter +0"}:
        return leaning.period
    return _resolved("quarter -4" if symbol == "ago 1 year" else symbol, leaning.period.start)


def _leaning(symbol: str, earlier: list[_Earlier]) -> _Earlier | None:
    """Return the latest earlier mention that is fine enough to lean on."""
    if symbol in {"ago 1 year", "quarter -1", "quarter +0"}:
        quarters = [one for one in earlier[-6:] if "-Q" in one.period.value]
        if quarters or symbol != "quarter +0":
            return quarters[-1] if quarters else None
    unit = next((word for word in symbol.split() if word in _FINE), "day")
    for mention in reversed(earlier):
        if _FINE[mention.period.unit] <= _FINE[unit]:
            return mention
    return None


def _interval(period: Period | None, modifier: Modifier | None) -> tuple[str | None, str | None]:
    if period is None or period.value == "PRESENT_REF":
        return None, None
    start, end = period.start, period.end
    days = (end - start).days + 1
    if modifier == "START":
        end = start + timedelta(days=max(days // 3 - 1, 0))
    elif modifier == "END":
        start = end - timedelta(days=max(days // 3 - 1, 0))
    elif modifier == "MID":
        start, end = start + timedelta(days=days // 3), end - timedelta(days=days // 3)
    return start.isoformat(), end.isoformat()


def _remember(earlier: list[_Earlier], mention: TimeMention, most: int) -> None:
    if mention.timex not in {"DATE", "TIME"} or mention.start is None or mention.end is None:
        return
    if mention.symbol == "ago 1 year":
        return  # what something is compared with is not what "the quarter" then means
    start, end = date.fromisoformat(mention.start), date.fromisoformat(mention.end)
    unit = _UNIT_OF[mention.precision or "day"]
    period = Period(unit, start, end, mention.value or "")
    earlier.append(_Earlier(mention.id, mention.span.quote, period))
    del earlier[:-most]


_UNIT_OF: Final[
    dict[str, Literal["day", "weekend", "week", "month", "quarter", "year", "decade"]]
] = {
    "minute": "day", "day": "day", "days": "weekend", "week": "week", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade", "open": "decade",
}  # fmt: skip
