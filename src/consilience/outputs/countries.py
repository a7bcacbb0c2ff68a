"""Codes and English names of countries (ISO 3166-1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country or territory."""

    iso2: str
    iso3: str
    numeric: str  # three digits
    name: str


def country_named(iso2: str) -> Country | None:
    """Return the country with this alpha-2 code, if there is one."""
    return _countries().get(iso2.upper())


@cache
def _countries() -> dict[str, Country]:
    lines = files("consilience.outputs").joinpath("data/countries.tsv").read_text("utf-8")
    found = {}
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            iso2, iso3, numeric, name = line.split("\t")
            found[iso2] = Country(iso2=iso2, iso3=iso3, numeric=numeric, name=name)
    return found
