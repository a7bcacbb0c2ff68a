"""Where do answers and gold differ, and in which words of the text?

One function a task, from the documents, the gold and the predicted answers of a set to
differences. They follow the scorers' ideas of a match, not their arithmetic: they are for reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Any, Final

Answers = dict[str, Any]
WIDTH: Final = 70
FAR_KM: Final = 161.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One miss, false find or wrong value."""

    kind: str
    document: str
    wanted: str
    found: str
    context: str


def in_context(text: str, start: int, end: int) -> str:
    """Return the words from *start* to *end* in brackets, with what stands around them."""
    before = text[max(0, start - WIDTH) : start]
    after = text[end : end + WIDTH]
    return f"{before}[{text[start:end]}]{after}".replace("\n", " / ")


def span_differences(
    gold: Sequence[Answers],
    predicted: Sequence[Answers],
    *,
    text: str,
    document: str,
    type_key: str,
    same: Callable[[Answers, Answers], str | None],
) -> Iterator[Difference]:
    """Yield misses, false finds, wrong bounds, and what *same* finds wrong in a matching pair.

    Args:
        type_key: The key whose value names the kind of a span ("" for none).
        same: Returns what differs between a gold and a predicted span that overlap, or ``None``.
    """

    def named(span: Answers) -> str:
        return str(span.get(type_key, "")) if type_key else ""

    def told(kind: str, wanted: Answers | None, found: Answers | None) -> Difference:
        at = wanted if wanted is not None else found
        assert at is not None
        return Difference(
            kind=f"{kind} {named(at)}".strip(),
            document=document,
            wanted=_told(wanted, text),
            found=_told(found, text),
            context=in_context(text, at["start"], at["end"]),
        )

    left = list(predicted)
    for span in gold:
        hits = [one for one in left if _overlap(span, one) > 0]
        if not hits:
            yield told("missed", span, None)
            continue
        hit = max(hits, key=lambda one: (named(one) == named(span), _overlap(span, one)))
        left.remove(hit)
        wrong = same(span, hit)
        if wrong is not None:
            yield told(wrong, span, hit)
        elif (span["start"], span["end"]) != (hit["start"], hit["end"]):
            yield told("bounds", span, hit)
    for one in left:
        yield told("false", None, one)


def times(document: Answers, gold: Answers, predicted: Answers) -> Iterator[Difference]:
    """Yield the differences of one document of the task times."""

    def same(wanted: Answers, found: Answers) -> str | None:
        if wanted["type"] != found["type"]:
            return f"type {found['type']} for"
        return "value" if wanted["value"] != found["value"] else None

    yield from span_differences(
        gold["timexes"],
        predicted.get("timexes", []),
        text=document["text"],
        document=document["id"],
        type_key="type",
        same=same,
    )


def entities(document: Answers, gold: Answers, predicted: Answers) -> Iterator[Difference]:
    """Yield the differences of one document of the task entities."""

    def same(wanted: Answers, found: Answers) -> str | None:
        return f"called {found['type']}:" if wanted["type"] != found["type"] else None

    yield from span_differences(
        gold["entities"],
        predicted.get("entities", []),
        text=document["text"],
        document=document["id"],
        type_key="type",
        same=same,
    )


def places(document: Answers, gold: Answers, predicted: Answers) -> Iterator[Difference]:
    """Yield the differences of one document of the task places."""

    def same(wanted: Answers, found: Answers) -> str | None:
        if wanted["lat"] is None:
            return None
        if found["lat"] is None:
            return "not located"
        return "far away" if distance_km(wanted, found) > FAR_KM else None

    yield from span_differences(
        gold["toponyms"],
        predicted.get("toponyms", []),
        text=document["text"],
        document=document["id"],
        type_key="",
        same=same,
    )


def attribution(document: Answers, gold: Answers, predicted: Answers) -> Iterator[Difference]:
    """Yield the differences of one document of the task attribution."""

    def flat(one: Answers) -> Answers:
        pieces = sorted(one["content"])
        return {**one, "start": pieces[0][0], "end": pieces[-1][1]}

    def words(one: Answers, role: str) -> str:
        return " … ".join(document["text"][start:end] for start, end in one[role])

    def same(wanted: Answers, found: Answers) -> str | None:
        if not _jaccard_half(wanted["content"], found["content"]):
            return "content"
        if wanted["source"] and not _touch(wanted["source"], found["source"]):
            return "no source" if not found["source"] else "source"
        return "source made up" if found["source"] and not wanted["source"] else None

    for one in span_differences(
        [flat(answer) for answer in gold["attributions"]],
        [flat(answer) for answer in predicted.get("attributions", [])],
        text=document["text"],
        document=document["id"],
        type_key="",
        same=same,
    ):
        if one.kind != "bounds":
            yield one


def lineage_key(passage: Answers) -> tuple[str, str]:
    """Return the two documents of *passage* in a fixed order."""
    first, second = sorted((passage["a"], passage["b"]))
    return first, second


def distance_km(a: Answers, b: Answers) -> float:
    """Return about how far two points lie apart; near enough to tell 161 km."""
    north = (a["lat"] - b["lat"]) * 111.2
    east = (a["lon"] - b["lon"]) * 111.2 * cos(radians((a["lat"] + b["lat"]) / 2))
    return sqrt(north * north + east * east)


def _overlap(a: Answers, b: Answers) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _told(span: Answers | None, text: str) -> str:
    if span is None:
        return "-"
    words = text[span["start"] : span["end"]].replace("\n", " / ")
    value = span.get("value", span.get("type", ""))
    if "source" in span:
        value = " … ".join(text[start:end] for start, end in span["source"]) or "nobody"
    return f"{words!r} ({value})" if value else repr(words)


def _characters(pieces: Sequence[Sequence[int]]) -> set[int]:
    return {at for start, end in pieces for at in range(start, end)}


def _touch(a: Sequence[Sequence[int]], b: Sequence[Sequence[int]]) -> bool:
    return bool(_characters(a) & _characters(b))


def _jaccard_half(a: Sequence[Sequence[int]], b: Sequence[Sequence[int]]) -> bool:
    first, second = _characters(a), _characters(b)
    return 2 * len(first & second) >= len(first | second)
