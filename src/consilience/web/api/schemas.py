"""JSON Schema of the rows, read off their classes, and of the one shape of errors."""

from __future__ import annotations

import dataclasses
import types
from typing import Any, Final, Literal, Union, get_args, get_origin

from consilience.model.rows import field_types, once_a_class, plain

Schema = dict[str, Any]

ERROR: Final[Schema] = {
    "type": "object",
    "required": ["ok", "error", "hint", "status"],
    "properties": {
        "ok": {"type": "boolean", "const": False},
        "error": {"type": "string", "description": "What is wrong, in one sentence."},
        "hint": {"type": ["string", "null"], "description": "What can be done about it."},
        "status": {"type": "integer", "description": "The status of the answer."},
    },
}
_PLAIN: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    bytes: {"type": "string", "description": "hexadecimal"},
}


def error_answers(answer: Schema) -> dict[int | str, dict[str, Any]]:
    """Return what a route may answer: *answer*, or an error in the one shape."""
    told = {"description": "Error", "content": {"application/json": {"schema": ERROR}}}
    found: dict[int | str, dict[str, Any]] = {
        200: {"description": "OK", "content": {"application/json": {"schema": answer}}}
    }
    return found | dict.fromkeys((400, 401, 403, 404, 405, 409, 421, 422, 500), told)


@once_a_class
def row_schema(kind: type) -> Schema:
    """Return the schema of dataclass *kind* in its JSON form."""
    fields = {name: _schema(annotation) for name, annotation in field_types(kind).items()}
    return {
        "title": kind.__name__,
        "type": "object",
        "required": list(fields),
        "properties": fields,
        "additionalProperties": False,
    }


def _schema(annotation: Any) -> Schema:
    bare = plain(annotation)
    if bare in _PLAIN:
        return dict(_PLAIN[bare])
    if dataclasses.is_dataclass(bare):
        return row_schema(bare if isinstance(bare, type) else type(bare))
    origin, arms = get_origin(bare), get_args(bare)
    if origin is Literal:
        return {"type": "string", "enum": list(arms)}
    if origin is tuple:
        return {"type": "array", "items": _schema(arms[0])}
    if origin in (Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if arm is type(None) else _schema(arm) for arm in arms]}
    return {}
