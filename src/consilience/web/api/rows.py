"""The rows of every table, a page at a time, in the JSON form that their classes generate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from consilience.errors import NotInCaseError, SettingsError
from consilience.model.documents import Text
from consilience.model.rows import Row, field_types, to_json, without_none
from consilience.model.sentences import Parse
from consilience.model.tables import TABLES
from consilience.store.browse import Choice, Value
from consilience.web.api.schemas import error_answers, row_schema
from consilience.web.visits import visiting

router = APIRouter(prefix="/api", tags=["rows"])
MOST_ROWS: Final = 500
_OWN: Final = frozenset({"limit", "cursor"})
_HIDDEN: Final = frozenset({Text, Parse})
"""Texts have an address of their own; parses are packed arrays."""

SHOWN: Final = tuple(kind for kind in TABLES if kind not in _HIDDEN)

Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows at most.")]
Cursor = Annotated[str | None, Query(description="The `next` of the page before.")]


def _listing(kind: type[Row]) -> Callable[[Request, int, str | None], Response]:
    def list_rows(request: Request, limit: Limit = 100, cursor: Cursor = None) -> Response:
        with visiting(request) as visit:
            choice = Choice(equal=_filters(kind, request))
            batch = visit.case.browse(kind, choice=choice, after=cursor, limit=limit)
            rows = [visit.profile.json(to_json(row)) for row in batch.rows]
            return JSONResponse({"ok": True, "rows": rows, "next": batch.next})

    list_rows.__doc__ = (
        f"Return {kind.table.replace('_', ' ')} in the order of their ids.\n\n"
        "Any plain field of the row may be given as a filter: only rows that have just this value."
    )
    return list_rows


def _one(kind: type[Row]) -> Callable[[Request, str], Response]:
    def get_row(request: Request, row_id: str) -> Response:
        with visiting(request) as visit:
            row = visit.case.get(kind, row_id)
            if row is None:
                raise NotInCaseError(f"there is no {row_id!r} among {kind.table}")
            return JSONResponse({"ok": True, "row": visit.profile.json(to_json(row))})

    get_row.__doc__ = f"Return the row of {kind.table.replace('_', ' ')} with this id."
    return get_row


def _filters(kind: type[Row], request: Request) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, given in request.query_params.items():
        if name not in _OWN:
            found[name] = _value(kind, name, given)
    return found


def _value(kind: type[Row], name: str, given: str) -> Value:
    annotation = field_types(kind).get(name)
    if annotation is None:
        raise SettingsError(
            f"{kind.table} has no field {name!r}", hint=f"see /api/openapi.json, {kind.__name__}"
        )
    bare, optional = without_none(annotation)
    if given == "" and optional:
        return None
    try:
        return _read(bare, given)
    except ValueError as error:
        raise SettingsError(f"{name} cannot be {given[:80]!r}") from error


def _read(bare: Any, given: str) -> Value:
    if bare is bool:
        if given not in ("true", "false"):
            raise ValueError(given)
        return given == "true"
    if bare is int:
        number = int(given)
        if not -(2**63) <= number < 2**63:
            raise ValueError(given)
        return number
    return float(given) if bare is float else given


def _add(kind: type[Row]) -> None:
    name = kind.table
    page = {
        "type": "object",
        "required": ["ok", "rows", "next"],
        "properties": {
            "ok": {"type": "boolean"},
            "rows": {"type": "array", "items": row_schema(kind)},
            "next": {"type": ["string", "null"], "description": "Cursor of the next page."},
        },
    }
    one = {
        "type": "object",
        "required": ["ok", "row"],
        "properties": {"ok": {"type": "boolean"}, "row": row_schema(kind)},
    }
    router.add_api_route(
        f"/{name}",
        _listing(kind),
        name=f"list_{name}",
        response_class=JSONResponse,
        responses=error_answers(page),
    )
    router.add_api_route(
        f"/{name}/{{row_id}}",
        _one(kind),
        name=f"get_{name}",
        response_class=JSONResponse,
        responses=error_answers(one),
    )


for _kind in SHOWN:
    _add(_kind)
