"""Over which days what is told since, from, between and until happened."""

from __future__ import annotations

import pytest

from consilience.merging.spells import Spell, spell_of
from consilience.model.spans import Span
from consilience.model.times import TimeMention


def times_of(text: str, **days: str) -> list[TimeMention]:
    """Return a time for each word of *days* in *text*."""
    return [_time(text, words, start) for words, start in days.items()]


def _time(text: str, words: str, start: str) -> TimeMention:
    at = text.index(words)
    return TimeMention(
        id=f"tim_{words}",
        document="doc_1",
        sentence="sen_1",
        span=Span(document="doc_1", start=at, end=at + len(words), quote=words),
        timex="DATE",
        value=start,
        symbol=None,
        start=start,
        end=start,
        precision="day",
        modifier=None,
        anchor="published",
        anchor_mention=None,
        reason="by hand",
    )


def spell(text: str, *, published: str | None = "2031-05-20", **days: str) -> Spell | None:
    times = times_of(text, **days)
    return spell_of(times[0], text, times, trigger=text.index("killed"), published=published)


def test_since_reaches_up_to_the_report() -> None:
    text = "Nine people were killed since Sunday."
    assert spell(text, Sunday="2031-05-18") == Spell("2031-05-18", "2031-05-20")
    assert spell(text, Sunday="2031-05-18", published=None) == Spell("2031-05-18", None)


def test_since_the_beginning_of_what_began_then_reaches_up_to_the_report() -> None:
    text = "Nine people were killed since the beginning of the country's war on Sunday."
    assert spell(text, Sunday="2031-05-18") == Spell("2031-05-18", "2031-05-20")


@pytest.mark.parametrize(
    "words",
    [
        "between Sunday and Tuesday",
        "from Sunday to Tuesday",
        "on Sunday and Tuesday",
        "from Sunday until Tuesday",
    ],
)
def test_two_days_that_are_joined_are_a_stretch(words: str) -> None:
    found = spell(f"Nine people were killed {words}.", Sunday="2031-05-18", Tuesday="2031-05-20")
    assert found == Spell("2031-05-18", "2031-05-20")


@pytest.mark.parametrize("text", ["Nine were killed on Sunday.", "The raid on Sunday killed nine.",
                                  "Since Sunday's raid nine were killed.",
                                  "They fought since Sunday, when nine were killed."])  # fmt: skip
def test_a_day_is_no_stretch(text: str) -> None:
    assert spell(text, Sunday="2031-05-18") is None


def test_days_of_two_clauses_are_not_joined() -> None:
    text = "Nine were killed on Sunday and two on Tuesday."
    assert spell(text, Sunday="2031-05-18", Tuesday="2031-05-20") is None
