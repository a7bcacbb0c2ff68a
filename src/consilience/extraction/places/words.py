"""The words around a place name: kinds of place, directions, distances, demonyms."""

from __future__ import annotations

import functools
import re
from importlib.resources import files
from typing import Final, Literal

PlaceKind = Literal[
    "settlement", "neighbourhood", "country", "region", "water", "road", "facility", "part",
    "people", "unknown",
]  # fmt: skip

_NOUNS: Final[dict[PlaceKind, str]] = {
    "settlement": "city town village hamlet settlement capital township municipality commune port",
    "neighbourhood": "neighbourhood neighborhood district quarter area suburb subdistrict ward",
    "region": "province governorate region state county oblast prefecture canton valley plain "
    "plains desert mountains mountain hills peninsula territory island islands",
    "water": "river lake sea gulf canal bay strait ocean reservoir creek",
    "facility": "prison jail airport airbase airfield base barracks hospital mosque church shrine "
    "cathedral bridge school university camp dam refinery museum square market checkpoint crossing "
    "stadium cemetery palace",
    "road": "road highway street avenue motorway route boulevard",
}
KIND_OF_NOUN: Final[dict[str, PlaceKind]] = {
    form: kind for kind, nouns in _NOUNS.items() for noun in nouns.split() for form in (
        noun, noun + "s", noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    )
}  # fmt: skip
"""Kind of place by the noun that stands beside its name, in singular and plural."""

_NAMED: Final[dict[PlaceKind, str]] = {
    "road": "street st ave avenue road rd drive dr lane ln boulevard blvd highway hwy route "
    "interstate parkway pkwy freeway turnpike trail way court expressway",
    "facility": "school elementary hospital center centre hall park church cathedral mosque "
    "stadium arena airport prison jail university college institute library museum bridge plaza "
    "mall hotel tower cemetery station terminal courthouse theater theatre",
}
KIND_IN_NAME: Final[dict[str, PlaceKind]] = {
    word: kind for kind, words in _NAMED.items() for word in words.split()
}
"""Kind of a place that no gazetteer has, by the last or first word of its name."""
BODY_NOUNS: Final = frozenset(
    "police university state county city sheriff superior court district high school "
    "hospital fire mayor council township chamber board municipal public community college "
    "airport area regional national general medical army governor legislature supreme senate "
    "central health electoral election parliament province provincial".split()
)
"""What may follow a place in the name of a body ("Homs University", "Texas Supreme Court")."""

BEARINGS: Final[dict[str, float]] = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0,
    "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_DIRECTION_WORD: Final = r"(?:north|south)[\s-]?(?:east|west)|north|south|east|west"
DIRECTION: Final = rf"(?:{_DIRECTION_WORD})(?:ern)?"
PART_WORD: Final = re.compile(rf"({DIRECTION}|central|downtown|inner|upper|lower)$", re.IGNORECASE)
DISTANCE: Final = (
    r"(?P<number>\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|"
    r"fifteen|twenty|thirty|forty|fifty)[\s-]?(?P<unit>km|kms|kilometres?|kilometers?|miles?|mi)\b"
    r"(?:\s*\([^)]{1,30}\))?"
)
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50,
}  # fmt: skip
KM_PER_MILE: Final = 1.609344


def bearing_of(direction: str) -> float:
    """Return degrees from north of a direction such as "north-western"."""
    return BEARINGS[re.sub(r"[\s-]", "", direction.lower()).removesuffix("ern")]


def distance_of(number: str, unit: str) -> float:
    """Return a distance in kilometres."""
    lower = number.lower()
    plain = lower.replace(",", "" if re.search(r",\d{3}$", lower) else ".")
    count = float(_NUMBERS[lower]) if lower in _NUMBERS else float(plain)
    return round(count * KM_PER_MILE, 1) if unit.lower().startswith("mi") else count


@functools.cache
def demonyms() -> dict[str, str]:
    """Return the country code of each demonym ("Iraqis"), as written."""
    found: dict[str, str] = {}
    data = files("consilience.text").joinpath("data/gazetteer/countries.tsv")
    for line in data.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, _, names = line.split("\t")
            found.update(dict.fromkeys(filter(None, names.split("|")), code))
    return found


@functools.cache
def country_names() -> dict[str, str]:
    """Return the everyday English name of each country code."""
    data = files("consilience.text").joinpath("data/gazetteer/countries.tsv")
    rows = (line.split("\t") for line in data.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) == 4 and not row[0].startswith("#")}
