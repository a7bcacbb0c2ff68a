"""A user's own gazetteer: villages and quarters that the packed one lacks.

As CSV, as a country's file of the GeoNames dump, or as GeoJSON.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from consilience.errors import SettingsError
from consilience.model.places import GazetteerEntry
from consilience.reading.gazetteer_formats import is_geonames, read_geojson, read_geonames

COLUMNS: Final = (
    "name",
    "aliases",
    "kind",
    "country",
    "adm1",
    "adm2",
    "within",
    "latitude",
    "longitude",
    "population",
)
KINDS: Final = frozenset(
    {"settlement", "neighbourhood", "adm1", "adm2", "country", "region", "water", "facility"}
)


def load_gazetteer_file(path: Path) -> list[GazetteerEntry]:
    """Return the places of the gazetteer at *path*, sorted by id.

    CSV in UTF-8 has a header line; ``name`` and ``kind`` are required, aliases are separated by
    ``|``, coordinates are degrees (WGS 84), an empty cell is unknown. A GeoNames dump is known by
    its 19 columns, GeoJSON by the end of the file's name (``.json``, ``.geojson``).

    Raises:
        SettingsError: the file cannot be read or a line is wrong; names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not in UTF-8: {error}") from error
    made = [_place(where, path, cells) for where, cells in _cells(path, text)]
    unique = {place.id: place for place in made}
    return [unique[key] for key in sorted(unique)]


def _cells(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, str | None]]]:
    if path.suffix.lower() in {".json", ".geojson"}:
        yield from read_geojson(path, text)
        return
    if is_geonames(text.split("\n", 1)[0]):
        yield from read_geonames(path.name, text.rstrip("\n").split("\n"))
        return
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        _check_header(path, reader.fieldnames)
        for row in reader:
            yield f"{path.name}, line {reader.line_num}", row
    except csv.Error as error:
        raise SettingsError(f"{path} is no CSV file in UTF-8: {error}") from error


def _check_header(path: Path, names: object) -> None:
    found = list(names) if isinstance(names, list) else []
    missing = [name for name in ("name", "kind") if name not in found]
    unknown = [name for name in found if name not in COLUMNS]
    if missing or unknown:
        what = f"no column {missing[0]}" if missing else f"an unknown column {unknown[0]!r}"
        raise SettingsError(f"{path.name} has {what}; the columns are {', '.join(COLUMNS)}")


def _place(where: str, path: Path, row: Mapping[str, str | None]) -> GazetteerEntry:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not cells["name"]:
        raise SettingsError(f"{where} has no name")
    if cells["kind"] not in KINDS:
        allowed = ", ".join(sorted(KINDS))
        raise SettingsError(f"{where} has an unknown kind {cells['kind']!r}; choose from {allowed}")
    latitude, longitude = (
        _degrees(where, cells, "latitude", 90),
        _degrees(where, cells, "longitude", 180),
    )
    if (latitude is None) != (longitude is None):
        raise SettingsError(f"{where} has one coordinate without the other")
    return GazetteerEntry(
        id=GazetteerEntry.make_id(*(cells[name] for name in COLUMNS)),
        name=cells["name"],
        aliases=tuple(alias.strip() for alias in cells["aliases"].split("|") if alias.strip()),
        kind=cells["kind"],
        country=cells["country"] or None,
        adm1=cells["adm1"] or None,
        adm2=cells["adm2"] or None,
        within=cells["within"] or None,
        latitude=latitude,
        longitude=longitude,
        population=_population(where, cells["population"]),
        source=path.name,
    )


def _degrees(where: str, cells: Mapping[str, str], name: str, top: float) -> float | None:
    if not cells[name]:
        return None
    try:
        value = float(cells[name])
    except ValueError as error:
        raise SettingsError(f"{where}: {name} {cells[name]!r} is no number") from error
    if not -top <= value <= top:
        raise SettingsError(f"{where}: {name} {value} is outside of -{top:g} to {top:g}")
    return value


def _population(where: str, cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isdecimal():
        raise SettingsError(f"{where}: population {cell!r} is no whole number")
    return int(cell)
