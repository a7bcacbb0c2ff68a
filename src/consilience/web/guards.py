"""The gate before every page: names, sessions, where a change comes from, and strict headers.

All of it is one ASGI layer around the application, so that no page can forget a check.
"""

from __future__ import annotations

import hmac
import ipaddress
from typing import Final
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consilience.web.faults import Fault, tell_fault
from consilience.web.sessions import LIFETIME_SECONDS, Sessions, Viewer
from consilience.web.settings import LOOPBACK, ServeSettings

SAFE_METHODS: Final = frozenset({"GET", "HEAD"})
MAX_FORM_BYTES: Final = 32 * 1024 * 1024
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # without any, a browser sends our forms under no origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
"""Sent with every answer; a page may send a stricter policy or another cache rule of its own."""


class Guard:
    """Lets through what is asked under a known name, by a known person, from our own pages."""

    def __init__(self, app: ASGIApp, *, settings: ServeSettings, sessions: Sessions) -> None:
        self._app = app
        self._settings = settings
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # there are no web sockets here
        request = Request(scope, receive)

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._check_name(request) or self._exchange_token(request)
        if refusal is None and not scope["path"].startswith("/static/"):
            refusal = await self._admit(request)
        if refusal is not None:
            await refusal(scope, receive, headed)
            return
        await self._app(scope, _replayed(request, receive), headed)

    def _check_name(self, request: Request) -> Response | None:
        """Refuse a request for a name that is not ours: another site may point its name at us."""
        name = _host_name(request.headers.get("host", ""))
        if name in LOOPBACK or name in self._settings.names:
            return None
        if not self._settings.local and _is_address(name):
            return None
        fault = Fault(
            status=421,
            error=f"the name {name!r} is not served here",
            hint="open the printed address, or start with: consilience serve --name NAME",
        )
        return tell_fault(fault, path=request.url.path)

    def _exchange_token(self, request: Request) -> Response | None:
        """Take a token out of the address and give a cookie for it."""
        token = request.query_params.get("token")
        if token is None or request.method != "GET":
            return None
        person = self._sessions.person_with(token)
        if person is None:
            return tell_fault(_unknown_token(), path=request.url.path)
        rest = urlencode(
            [pair for pair in request.query_params.multi_items() if pair[0] != "token"]
        )
        path = "/" + request.url.path.lstrip("/\\")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        answer.set_cookie(
            self._sessions.cookie_name,
            self._sessions.issue(person),
            max_age=LIFETIME_SECONDS,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    async def _admit(self, request: Request) -> Response | None:
        viewer, by_cookie = self._find_viewer(request)
        path = request.url.path
        if viewer is None:
            return tell_fault(_unknown_token(), path=path)
        request.scope.setdefault("state", {})["viewer"] = viewer
        if request.method in SAFE_METHODS:
            return None
        fault = self._check_right(viewer)
        if fault is None and by_cookie:
            fault = _check_origin(request.headers) or await _check_mark(request, viewer)
        return None if fault is None else tell_fault(fault, path=path)

    def _find_viewer(self, request: Request) -> tuple[Viewer | None, bool]:
        """Return who asks, and whether a browser says so by itself (a cookie)."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.casefold() == "bearer":
            person = self._sessions.person_with(token.strip())
            return (self._sessions.viewer_of(person) if person else None), False
        cookie = request.cookies.get(self._sessions.cookie_name)
        return (self._sessions.read(cookie) if cookie else None), True

    def _check_right(self, viewer: Viewer) -> Fault | None:
        if viewer.may_write:
            return None
        if self._settings.read_only:
            return Fault(status=403, error="this case is served for reading only")
        return Fault(status=403, error="a viewer reads; only an editor decides")


def _check_origin(headers: Headers) -> Fault | None:
    """Refuse a change that another site asks for."""
    origin, host = headers.get("origin"), headers.get("host", "")
    if origin is None:
        ours = headers.get("sec-fetch-site") == "same-origin"
    else:
        ours = urlsplit(origin).netloc == host and bool(host)
    return None if ours else Fault(status=403, error="this change does not come from the workbench")


async def _check_mark(request: Request, viewer: Viewer) -> Fault | None:
    """Refuse a change without the mark that only our own pages know."""
    given = request.headers.get("x-csrf-token")
    if given is None:
        body = await _read_body(request)
        if body is None:
            return Fault(status=413, error="the form is larger than 32 MB")
        given = await _mark_in(request, body)
    if given and hmac.compare_digest(given.encode(), viewer.csrf.encode()):
        return None
    return Fault(
        status=403,
        error="the form is too old, or does not come from the workbench",
        hint="load the page again and send it once more",
    )


async def _read_body(request: Request) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_FORM_BYTES:
            return None
        parts.append(part)
    body = b"".join(parts)
    request.scope["consilience.body"] = body
    return body


async def _mark_in(request: Request, body: bytes) -> str | None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind == "application/x-www-form-urlencoded":
        return QueryParams(body.decode("utf-8", "replace")).get("csrf")
    if kind != "multipart/form-data":
        return None
    copy = Request(request.scope, _once(body))
    async with copy.form() as form:
        found = form.get("csrf")
    return found if isinstance(found, str) else None


def _replayed(request: Request, receive: Receive) -> Receive:
    body = request.scope.get("consilience.body")
    return receive if body is None else _once(body, after=receive)


def _once(body: bytes, *, after: Receive | None = None) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        if waiting:
            return waiting.pop()
        return {"type": "http.disconnect"} if after is None else await after()

    return give


def _unknown_token() -> Fault:
    return Fault(
        status=401,
        error="no session, or an old one",
        hint="open the address that `consilience serve` printed, with its token",
    )


def _host_name(host: str) -> str:
    """Return the name in a Host header, without its port, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0].casefold()
    return host.partition(":")[0].casefold().rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
