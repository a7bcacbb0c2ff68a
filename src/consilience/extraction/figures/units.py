"""Which unit of measurement stands beside a number?"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Final

from consilience.errors import SettingsError

DIMENSIONS: Final = frozenset(
    "length area volume mass speed power energy torque temperature data pressure rate time "
    "frequency money share electric light".split()
)
_CASE_LENGTH: Final = 3  # aliases up to this length count only as written


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name in the singular and what it measures."""

    name: str
    dimension: str


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit where it stands; offsets as those of the words that were searched."""

    start: int
    end: int
    unit: Unit


def unit_after(words: str, at: int) -> UnitMatch | None:
    """Return the unit that directly follows offset *at* ("km", "-mile", " per cent")."""
    match = _after().match(words, at)
    if match is None:
        return None
    unit = _units().get(_key(match["unit"]))
    if unit is None:
        return None
    rate = rate_after(words, match.end(), unit)
    if rate is None or " per " in unit.name:
        return UnitMatch(match.start("unit"), match.end(), unit)
    return UnitMatch(match.start("unit"), rate.end, rate.unit)


def rate_after(words: str, at: int, unit: Unit) -> UnitMatch | None:
    """Return *unit* with the "per barrel" or "a month" that directly follows offset *at*."""
    per = _PER.match(words, at)
    if per is None:
        return None
    part = _units().get(_key(per["unit"]))
    word = part.name if part else per["unit"].lower()
    return UnitMatch(at, per.end(), Unit(f"{unit.name} per {word}", "rate"))


def currency_before(words: str, at: int) -> UnitMatch | None:
    """Return the currency whose sign directly precedes offset *at*."""
    match = _before().search(words, max(0, at - 6), at)
    if match is None:
        return None
    return UnitMatch(match.start(1), match.end(1), Unit(_currencies()[match[1]], "money"))


_PER = re.compile(
    r"(?:\s?/\s?|\s(?:per|an|a|each|every)\s|-per-)"
    r"(?P<unit>day|week|month|year|hour|minute|second|annum|head|capita|person|barrel|gram|tonne|ton"
    r"|litre|liter|gallon|share|night|game|match|kg|kilogram|ounce|mmBTU|MMBtu|square foot"
    r"|square metre|kilometre|mile)\b"
)


def _key(alias: str) -> str:
    plain = re.sub(r"\s+", " ", alias)
    return plain if len(plain) <= _CASE_LENGTH else plain.lower()


@functools.cache
def _units() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for name, dimension, aliases in _lines("units.tsv", 3):
        if dimension not in DIMENSIONS:
            raise SettingsError(f"units.tsv: unknown dimension {dimension!r} of {name!r}")
        for alias in aliases.split():
            found[_key(alias.replace("_", " "))] = Unit(name, dimension)
    return found


@functools.cache
def _currencies() -> dict[str, str]:
    return {sign: name for sign, name in _lines("currencies.tsv", 2)}  # noqa: C416 - pairs


@functools.cache
def _after() -> re.Pattern[str]:
    short: list[str] = []
    long: list[str] = []
    for alias in sorted(_units(), key=lambda alias: (-len(alias), alias)):
        escaped = re.escape(alias).replace(r"\ ", r"\s+")
        (short if len(alias) <= _CASE_LENGTH else long).append(escaped)
    return re.compile(rf"[\s-]?(?P<unit>(?i:{'|'.join(long)})|{'|'.join(short)})(?![\w])")


@functools.cache
def _before() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in sorted(_currencies(), key=lambda sign: -len(sign)))
    return re.compile(rf"(?<![A-Za-z])({signs})\s?$")


def _lines(name: str, width: int) -> list[tuple[str, ...]]:
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    rows = [
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    ]
    for row in rows:
        if len(row) != width:
            raise SettingsError(f"{name}: {row!r} should have {width} columns")
    return rows
