"""Style and scripts, served out of the package under an address that names their content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from consilience.errors import NotInCaseError

VEGA: Final = "vega.js"
"""Vega, Vega-Lite and Vega-Embed in one file, made by the installed vl-convert."""
_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_SNIPPET: Final = "window.vegaEmbed = vegaEmbed;"
_LONG: Final = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


def asset(name: str) -> str:
    """Return the address of the static file *name*; it changes when its content does."""
    return f"/static/{_mark(name)}/{name}"


@router.get("/static/{mark}/{name}")
def serve_static(mark: str, name: str) -> Response:
    """Return a static file; an address of another version is not answered with this one."""
    ending = name.rpartition(".")[2]
    if name not in _names() or mark != _mark(name):
        raise NotInCaseError(f"there is no static file {name!r} of this version")
    return Response(_content(name), media_type=_TYPES[ending], headers={"cache-control": _LONG})


@cache
def _names() -> frozenset[str]:
    folder = files("consilience.web").joinpath("static")
    return frozenset(item.name for item in folder.iterdir() if item.is_file()) | {VEGA}


@cache
def _mark(name: str) -> str:
    if name == VEGA:
        # Making the bundle takes a second: its version names it as well as its bytes would.
        return f"vl{version('vl-convert-python')}"
    return hashlib.sha256(_content(name)).hexdigest()[:12]


@cache
def _content(name: str) -> bytes:
    if name == VEGA:
        import vl_convert

        bundle: str = vl_convert.javascript_bundle(_SNIPPET)
        return bundle.encode("utf-8")
    return files("consilience.web").joinpath("static", name).read_bytes()
