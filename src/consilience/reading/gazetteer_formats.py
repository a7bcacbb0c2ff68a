"""Places of a gazetteer in the forms in which they are published, as cells of the CSV form.

Two beside CSV: a country's file of the GeoNames dump (19 columns, tab-separated, no header), and
GeoJSON. The cells are checked like those of a CSV line (`gazetteers`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from consilience.errors import SettingsError

Cells = dict[str, str]
GEONAMES_COLUMNS: Final = 19
_CLASSES: Final = {"P": "settlement", "H": "water", "L": "region", "S": "facility", "T": "region"}
_CODES: Final = {
    "PPLX": "neighbourhood", "ADM1": "adm1", "ADM2": "adm2", "PCLI": "country", "PCL": "country",
    "PCLD": "country", "PCLS": "country", "PCLF": "country", "RGN": "region", "PPLH": "",
    "PPLQ": "", "PPLW": "",
}  # fmt: skip
"""Kinds by feature code, before those by class; empty: a place that is no more."""


def is_geonames(line: str) -> bool:
    """Tell whether *line* is of a GeoNames dump."""
    cells = line.rstrip("\n").split("\t")
    return len(cells) == GEONAMES_COLUMNS and cells[0].isdecimal()


def read_geonames(name: str, lines: Sequence[str]) -> Iterator[tuple[str, Cells]]:
    """Yield where each place of a GeoNames dump stands, and its cells; other features are left out.

    Raises:
        SettingsError: a line has another number of columns; names file and line.
    """
    rows = [line.rstrip("\r\n").split("\t") for line in lines]
    for number, row in enumerate(rows, 1):
        if len(row) != GEONAMES_COLUMNS:
            raise SettingsError(
                f"{name}, line {number} has {len(row)} columns; a GeoNames dump has "
                f"{GEONAMES_COLUMNS}"
            )
    areas = {(row[8], row[10]): row[1] for row in rows if row[7] == "ADM1"}
    districts = {(row[8], row[10], row[11]): row[1] for row in rows if row[7] == "ADM2"}
    for number, row in enumerate(rows, 1):
        kind = _CODES.get(row[7], _CLASSES.get(row[6], ""))
        if kind:
            yield (
                f"{name}, line {number}",
                {
                    "name": row[1],
                    "aliases": "|".join(dict.fromkeys(filter(None, (row[2], *row[3].split(","))))),
                    "kind": kind,
                    "country": row[8],
                    "adm1": areas.get((row[8], row[10]), "") if kind != "adm1" else "",
                    "adm2": districts.get((row[8], row[10], row[11]), "") if row[11] else "",
                    "latitude": row[4],
                    "longitude": row[5],
                    "population": row[14] if row[14] != "0" else "",
                },
            )


def read_geojson(path: Path, text: str) -> Iterator[tuple[str, Cells]]:
    """Yield where each feature of a GeoJSON file stands, and its cells.

    ``properties`` hold what the columns of the CSV form hold; a kind that is not given is
    ``settlement``. A polygon counts with its middle.

    Raises:
        SettingsError: it is no GeoJSON, or a feature has no point; names file and feature.
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        raise SettingsError(f"{path.name} is no GeoJSON file: {error}") from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise SettingsError(f"{path.name} is no GeoJSON FeatureCollection")
    for number, feature in enumerate(features, 1):
        where = f"{path.name}, feature {number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise SettingsError(f"{where} has no properties")
        yield where, _feature_cells(where, feature)


def _feature_cells(where: str, feature: Mapping[str, Any]) -> Cells:
    properties = feature["properties"]
    cells = {
        name: "" if value is None else str(value)
        for name, value in properties.items()
        if not isinstance(value, list | dict)
    }
    aliases = properties.get("aliases") or properties.get("alt_name") or ""
    parts = aliases if isinstance(aliases, list) else str(aliases).replace(";", "|").split("|")
    east, north = _middle(where, feature.get("geometry"))
    return {
        **cells,
        "kind": cells.get("kind") or "settlement",
        "aliases": "|".join(str(part) for part in parts),
        "latitude": north,
        "longitude": east,
    }


def _middle(where: str, geometry: object) -> tuple[str, str]:
    """Return degrees east and north of a geometry, as written; empty where there is none."""
    if geometry is None:
        return "", ""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    try:
        if kind == "Point" and coordinates:
            return str(float(coordinates[0])), str(float(coordinates[1]))
        if kind in {"Polygon", "MultiPolygon"} and coordinates:
            rings = coordinates if kind == "Polygon" else max(coordinates, key=lambda p: len(p[0]))
            east = [float(point[0]) for point in rings[0]]
            north = [float(point[1]) for point in rings[0]]
            middle = (min(east) + max(east)) / 2, (min(north) + max(north)) / 2
            return f"{middle[0]:.5f}", f"{middle[1]:.5f}"
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise SettingsError(f"{where} has broken coordinates") from error
    raise SettingsError(
        f"{where} is a {kind or 'feature without geometry type'}; choose from Point, Polygon, "
        "MultiPolygon"
    )
