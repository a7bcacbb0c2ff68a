"""Which words credit a news or picture agency?

The table of agencies is general knowledge, in ``data/agencies.tsv``; extend it there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Literal


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency and how it is written."""

    name: str
    kind: Literal["news", "picture"]
    names: tuple[str, ...]  # count anywhere
    short: tuple[str, ...]  # count only where a credit stands


@functools.cache
def agencies() -> tuple[Agency, ...]:
    """Return the table of agencies."""
    table = resources.files("consilience.text").joinpath("data/agencies.tsv")
    return tuple(_rows(table.read_text(encoding="utf-8")))


@functools.cache
def agency_by_writing() -> dict[str, Agency]:
    """Return agencies by every way of writing them, in lower case."""
    return {
        writing.lower(): agency
        for agency in agencies()
        for writing in (agency.name, *agency.names, *agency.short)
    }


@functools.cache
def credit_names() -> tuple[str, ...]:
    """Return all writings of agencies' names, the longest first; every credit holds one."""
    long = [writing for agency in agencies() for writing in (agency.name, *agency.names)]
    short = [writing for agency in agencies() for writing in agency.short]
    return tuple(sorted({*long, *short}, key=lambda word: (-len(word), word)))


@functools.cache
def any_credit_name() -> re.Pattern[str]:
    """Return a pattern that finds any of `credit_names`, to ask first before dearer ones."""
    rest: dict[str, list[str]] = {}
    for name in credit_names():
        rest.setdefault(name[0], []).append(re.escape(name[1:]))
    # By first letter: most places of a text are turned away by it.
    return re.compile("|".join(f"{re.escape(at)}(?:{'|'.join(rest[at])})" for at in sorted(rest)))


@functools.cache
def credit_pattern() -> str:
    """Return a regular expression for one or several agencies as a credit has them.

    It fits "Reuters", "AFP/Getty Images", "AP Photo" and "Anadolu Agency via Getty Images".
    """
    one = "|".join(map(re.escape, credit_names()))
    return rf"(?:(?:{one})(?:(?:\s?[/,&]\s?|\s+(?:via|and)\s+)(?:{one}))*)"


def find_agencies(credit: str) -> list[Agency]:
    """Return the agencies that *credit* (words that are nothing but a credit) names, in order."""
    known = agency_by_writing()
    parts = re.split(r"\s?[/,&;()]\s?|\s+(?:via|and)\s+", credit)
    found = [known[part.strip().lower()] for part in parts if part.strip().lower() in known]
    return list(dict.fromkeys(found))


def _rows(table: str) -> Iterator[Agency]:
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        name, kind, names, short = line.split("\t")
        if kind not in ("news", "picture"):
            raise ValueError(f"agencies.tsv: kind is {kind!r}, not news or picture: {line!r}")
        yield Agency(
            name=name,
            kind="news" if kind == "news" else "picture",
            names=tuple(word for word in names.split("|") if word),
            short=tuple(word for word in short.split("|") if word),
        )
