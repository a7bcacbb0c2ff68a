"""Plain neutral sentences for what does not fit together."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.model.figures import Figure
from consilience.model.findings import Side


def number_words(value: float) -> str:
    """Return a number as a reader writes it.

    Example:
        >>> number_words(215000.0)
        '215,000'

    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def figure_words(figure: Figure) -> str:
    """Return the value of a figure in words of METHOD 1.4: "at least 30", "up to 600"."""
    low, high = figure.low, figure.high
    if figure.qualifier == "vague":
        return figure.span.quote
    if low is not None and high is not None:
        if low == high:
            words = number_words(low)
            return f"about {words}" if figure.qualifier == "approx" else words
        return f"{number_words(low)} to {number_words(high)}"
    if low is not None:
        return f"at least {number_words(low)}"
    return f"up to {number_words(high)}" if high is not None else figure.span.quote


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Return *words* as a list of a sentence.

    Example:
        >>> join_words(["a", "b", "c"])
        'a, b and c'

    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def shortened(words: str, *, most: int = 160) -> str:
    """Return *words* on one line, cut at a blank where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def who_says(side: Side, *, most: int = 3) -> str:
    """Return who takes a side, in words."""
    named = [name.removeprefix("unattributed: ") for name in side.origins]
    if len(named) > most:
        return f"{join_words([*named[:most], f'{len(named) - most} more'])}"
    return join_words(named)


def sides_words(sides: Sequence[Side]) -> str:
    """Return all sides with who takes them, as one clause."""
    return "; ".join(f"{side.value}, according to {who_says(side)}" for side in sides)
