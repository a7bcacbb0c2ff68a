"""Pack the outlines of countries that maps are drawn on.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m tools.build_outlines package/countries-50m.json

The input is Natural Earth (public domain) at 1:50 million, as TopoJSON made by world-atlas (ISC
licence). Only the arcs and the countries are kept; the same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any, Final

TARGET: Final = Path(__file__).parent.parent / "src/consilience/outputs/data/outlines.json.gz"
SOURCE: Final = "Natural Earth 1:50m, public domain, through world-atlas 2.0.2"


def pack_outlines(topology: dict[str, Any]) -> bytes:
    """Return the countries of *topology* as compressed JSON."""
    countries = [
        {
            "code": geometry.get("id"),
            "name": geometry["properties"]["name"],
            "polygons": (
                geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            ),
        }
        for geometry in topology["objects"]["countries"]["geometries"]
    ]
    packed = {
        "source": SOURCE,
        "transform": topology["transform"],
        "countries": sorted(
            countries, key=lambda country: (country["name"], country["code"] or "")
        ),
        "arcs": topology["arcs"],
    }
    written = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(written.encode("utf-8"), compresslevel=9, mtime=0)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    TARGET.write_bytes(pack_outlines(json.loads(Path(arguments[0]).read_text("utf-8"))))
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
