"""What goes wrong, in one shape: a page for people, the same words as JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from consilience.errors import CaseBusyError, ConsilienceError, InputError, NotInCaseError
from consilience.web.rendering import render_template

_WORDS: Final = {
    400: "This cannot be done",
    401: "This case asks for its token",
    403: "This is not allowed",
    404: "This is not in the case",
    405: "This is not allowed",
    409: "Somebody else is writing",
    413: "This is too much at once",
    421: "This name is not served",
    500: "This is a fault of consilience",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What went wrong and what can be done; the context of the error page."""

    template: ClassVar[str] = "fault.html"

    status: int
    error: str
    hint: str | None = None

    @property
    def heading(self) -> str:
        """Return the few words above the message."""
        return _WORDS.get(self.status, "This did not work")


def tell_fault(fault: Fault, *, path: str) -> Response:
    """Return the answer that tells *fault*, as JSON below ``/api``."""
    if path.startswith("/api"):
        body = {"ok": False, "error": fault.error, "hint": fault.hint, "status": fault.status}
        return JSONResponse(body, status_code=fault.status)
    page = render_template(fault.template, fault=fault)
    return HTMLResponse(page, status_code=fault.status)


def add_fault_handlers(app: FastAPI) -> None:
    """Let *app* tell every fault in the one shape."""

    async def ours(request: Request, error: Exception) -> Response:
        return tell_fault(_our_fault(error), path=request.url.path)

    async def framework(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = str(error.detail) if isinstance(error, HTTPException) else ""
        hint = "check the address" if status == 404 else None
        fault = Fault(status=status, error=detail or "something went wrong", hint=hint)
        return tell_fault(fault, path=request.url.path)

    async def invalid(request: Request, error: Exception) -> Response:
        return tell_fault(_invalid_fault(error), path=request.url.path)

    async def unforeseen(request: Request, error: Exception) -> Response:
        fault = Fault(
            status=500,
            error=f"unexpected {type(error).__name__}",
            hint="the terminal in which the workbench runs says where",
        )
        return tell_fault(fault, path=request.url.path)

    app.add_exception_handler(ConsilienceError, ours)
    app.add_exception_handler(HTTPException, framework)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unforeseen)


def _our_fault(error: Exception) -> Fault:
    if not isinstance(error, ConsilienceError):
        return Fault(status=500, error=str(error))
    status = 500
    if isinstance(error, NotInCaseError):
        status = 404
    elif isinstance(error, CaseBusyError):
        status = 409
    elif isinstance(error, InputError):
        status = 400
    return Fault(status=status, error=error.message, hint=error.hint)


def _invalid_fault(error: Exception) -> Fault:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    told = [
        f"{'.'.join(str(part) for part in problem['loc'][1:])}: {problem['msg']}"
        for problem in problems
    ]
    return Fault(status=400, error="; ".join(told) or "the request cannot be read")
