"""Which place and which time of its sentence does a figure count for?"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeVar

from consilience.extraction.figures.count_kinds import BLAMED
from consilience.extraction.figures.verbs import Trigger
from consilience.extraction.times.hanging import tells_of_subject
from consilience.model.places import PlaceMention
from consilience.model.spans import Span
from consilience.model.times import TimeMention
from consilience.text.tokens import ParsedSentence, Token


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


S = TypeVar("S", bound=_Spanned)


def attached(
    rows: Sequence[S], trigger: Trigger | None, place: Token, sentence: ParsedSentence
) -> S | None:
    """Return the row whose words hang nearest on the trigger or on the counted, by the parse."""
    if not rows:
        return None
    anchors = {place.i: 1}
    if trigger is not None:
        anchors[trigger.token.i] = 0
        if not trigger.token.is_root and trigger.token.pos not in ("VERB", "AUX"):
            anchors.setdefault(trigger.token.head_index, 2)
    best: tuple[int, int] | None = None
    chosen: S | None = None
    for row in sorted(rows, key=lambda row: row.span.start):
        depth = _depth(_head_of(row.span, sentence), anchors)
        if depth is None:
            continue
        key = (depth, abs(row.span.start - place.start))
        if best is None or key < best:
            best, chosen = key, row
    return chosen


def _head_of(span: Span, sentence: ParsedSentence) -> Token | None:
    inside = [token for token in sentence.tokens if span.start <= token.start < span.end]
    for token in inside:
        if token.is_root or not span.start <= token.head.start < span.end:
            return token
    return inside[-1] if inside else None


def _depth(token: Token | None, anchors: dict[int, int]) -> int | None:
    if token is None:
        return None
    steps = 0
    while steps < 12:
        if token.i in anchors:
            return steps + anchors[token.i]
        if token.is_root:
            return None
        if token.dep in ("relcl", "ccomp", "advcl") and steps:
            steps += 4
        token = token.head
        steps += 1
    return None


def place_scope(
    rows: Sequence[PlaceMention], trigger: Trigger | None, place: Token
) -> PlaceMention | None:
    """Return the place that the counted thing is placed in.

    "Killed prisoners when it seized the city" tells when, and leaves open where.
    """
    sentence = place.sentence
    told = [
        row
        for row in rows
        if not (_is_taken(row, trigger, sentence) or _is_of_a_body(row, sentence))
        and not _is_base(row, sentence)
    ]
    return attached(told, trigger, place, sentence)


_TAKING: Final = frozenset(
    {"seize", "capture", "recapture", "retake", "take", "overrun", "conquer", "liberate", "enter"}
)
_WHEN: Final = frozenset({"when", "as", "after", "before", "while", "once", "since"})


_BODIES: Final = frozenset(
    """police force forces army council directorate ministry government command department
    authority authorities office officer official spokesman spokeswoman governor mayor""".split()
)


def _is_of_a_body(row: PlaceMention, sentence: ParsedSentence) -> bool:
    """Tell "a captain of the Osk province police": where somebody serves, not what happened."""
    token = _head_of(row.span, sentence)
    while token is not None and token.dep in ("compound", "nmod", "amod") and not token.is_root:
        token = token.head
        if token.lower in _BODIES:
            return True
    return False


def _is_base(row: PlaceMention, sentence: ParsedSentence) -> bool:
    """Tell "the Britain-based monitor", who sits there and counts elsewhere."""
    behind = sentence.text[row.span.end - sentence.start :]
    return _BASED.match(behind) is not None


_BASED: Final = re.compile(r"[- ](?:based|backed|led|born|brokered|sponsored)\b")


def _is_taken(row: PlaceMention, trigger: Trigger | None, sentence: ParsedSentence) -> bool:
    head = _head_of(row.span, sentence)
    if head is None or head.dep != "dobj" or head.head.lemma not in _TAKING:
        return False
    tells_when = any(child.lower in _WHEN for child in head.head.children)
    return tells_when and (trigger is None or head.head is not trigger.token)


def time_scope(
    rows: Iterable[TimeMention], trigger: Trigger | None, place: Token
) -> TimeMention | None:
    """Return the time that the counted thing is placed in.

    Lengths of time are none; nor is the day of a dateline, nor that of what somebody did before
    ("a man responsible for Friday's attack"). The day on which somebody told of it ("confirmed
    today the arrest of a man on Friday") and a night without a day ("an overnight raid on Friday")
    give way to another.
    """
    sentence = place.sentence
    dates = [row for row in rows if row.timex in ("DATE", "TIME") or row.start]
    told = [
        row
        for row in dates
        if not _in_dateline(row, sentence)
        and not _of_subject(row, trigger, sentence)
        and not _of_blame(row, trigger, sentence)
    ]
    happened = [row for row in told if not _of_telling(row, trigger, sentence)]
    days = [row for row in happened if row.symbol != "day +0 overnight"]
    for rows_left in (days, happened, told):
        found = attached(rows_left, trigger, place, sentence)
        if found is not None:
            return found
    return None


_DATELINE_END = re.compile(r"\s*\)\s*(?:[-–—:]|[A-Z]|$)|\s+[-–—]\s*[A-Z]|\s*/\s*[A-Z]|-\d")
_DATELINE_LENGTH: Final = 200  # characters; a release's heading may run into its dateline
_TELLING: Final = frozenset(
    {"say", "confirm", "announce", "report", "tell", "state", "acknowledge"}
)


def _in_dateline(row: TimeMention, sentence: ParsedSentence) -> bool:
    """Tell "DENBY (March 8) - Police said": the day of writing."""
    at = row.span.start - sentence.start
    end = row.span.end - sentence.start
    return at < _DATELINE_LENGTH and _DATELINE_END.match(sentence.text, end) is not None


def _of_subject(row: TimeMention, trigger: Trigger | None, sentence: ParsedSentence) -> bool:
    """Tell "half of the men who were there in January had been killed"."""
    head = _head_of(row.span, sentence)
    return trigger is not None and head is not None and tells_of_subject(head)


def _of_blame(row: TimeMention, trigger: Trigger | None, sentence: ParsedSentence) -> bool:
    """Tell "killed the man behind the June 3 attack": the day of what he did before."""
    head = _head_of(row.span, sentence)
    if head is None or trigger is None:
        return False
    around = {trigger.token.i, *(above.i for above in trigger.token.ancestors())}
    return any(
        above.lemma.lower() in BLAMED
        for above in itertools.takewhile(lambda above: above.i not in around, head.ancestors())
    )


def _of_telling(row: TimeMention, trigger: Trigger | None, sentence: ParsedSentence) -> bool:
    head = _head_of(row.span, sentence)
    if head is None or trigger is None:
        return False
    verb = head.head
    near = abs(verb.i - head.i) <= 1
    return near and verb.lemma in _TELLING and verb is not trigger.token
