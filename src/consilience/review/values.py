"""How a decision keeps what stood before it and what holds after it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from consilience.model.rows import Json


def write_values(values: Mapping[str, Json]) -> str | None:
    """Return *values* as a decision keeps them: one JSON object, sorted; ``None`` for none."""
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True) if values else None


def read_values(text: str | None) -> dict[str, Json]:
    """Return the values that a decision keeps."""
    found: dict[str, Json] = json.loads(text) if text else {}
    return found
