"""One request to the workbench: the case as it is now, and who is looking at it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from fastapi import Request
from starlette.responses import HTMLResponse

from consilience.model.case import Count
from consilience.model.findings import FigureSet
from consilience.model.statements import Statement
from consilience.outputs.filters import names_match
from consilience.outputs.profiles import Profile
from consilience.web.asked import Asked, Option
from consilience.web.navigation import MENU, MenuEntry
from consilience.web.rendering import WITHHOLDER, render_template
from consilience.web.sessions import Viewer
from consilience.web.settings import ServeSettings
from consilience.workspace.case import Case, open_case

V = TypeVar("V")


class Page(Protocol):
    """The context of one page: a frozen dataclass."""

    @property
    def template(self) -> str:
        """The name of its template."""
        ...

    @property
    def title(self) -> str:
        """What stands in the title of the window and as the heading."""
        ...


class Kept:
    """What was worked out of the case and holds until its file changes, such as drawings."""

    def __init__(self, *, most: int = 400) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._stamp: object = None
        self._values: dict[object, Any] = {}

    def get(self, stamp: object, key: object, make: Callable[[], V]) -> V:
        """Return what *make* makes, made once for each *key* while the *stamp* stays."""
        with self._lock:
            if stamp != self._stamp:
                self._stamp, self._values = stamp, {}
            if key in self._values:
                found: V = self._values[key]
                return found
        value = make()
        with self._lock:
            if stamp == self._stamp:
                if len(self._values) >= self._most:
                    self._values.pop(next(iter(self._values)))
                self._values[key] = value
        return value


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a page is made from. Lives as long as the request."""

    request: Request
    case: Case
    viewer: Viewer
    settings: ServeSettings
    kept: Kept
    stamp: tuple[tuple[int, int], ...]  # tells one state of the case's file from another

    def keep(self, key: object, make: Callable[[], V]) -> V:
        """Return what *make* makes, made once for each *key* until the case changes."""
        return self.kept.get(self.stamp, key, make)

    @cached_property
    def profile(self) -> Profile:
        """What takes out names and coordinates that this viewer must not see."""
        return self.keep(("profile", self.viewer.profile), self._make_profile)

    @cached_property
    def totals(self) -> dict[str, int]:
        """The stored totals of the case, by name."""
        return self.keep("totals", self.case.totals)

    @property
    def menu(self) -> tuple[MenuEntry, ...]:
        """The pages that the menu names."""
        return MENU

    @property
    def path(self) -> str:
        """The address of the page, without its filters."""
        return self.request.url.path

    @property
    def address(self) -> str:
        """The address of the page with its filters, for links that come back to it."""
        return self.asked.with_(noted=None)

    @property
    def noted(self) -> str | None:
        """The decision that was just written, to be told once."""
        given = self.request.query_params.get("noted", "")
        return given if given.startswith("dec_") and given.isidentifier() else None

    @cached_property
    def asked(self) -> Asked:
        """What the address asks for beside the page."""
        return Asked(self.path, self.request.query_params)

    def options(self, name: str) -> tuple[Option, ...]:
        """Return the values that the stored counts *name* know, the most frequent first."""
        return self.keep(("options", name), lambda: self._count_options(name))

    def set_options(self, column: str) -> tuple[Option, ...]:
        """Return the values of a column of the comparable sets, the most frequent first."""
        counted = self.keep(("sets", column), lambda: self.case.count_by(FigureSet, column))
        return tuple(Option(value=str(value), count=count) for value, count in counted)

    def originators_named(self, words: str) -> list[str]:
        """Return the originators of statements whose name holds *words*, most quoted first."""
        counted = self.keep("originators", lambda: self.case.count_by(Statement, "originator"))
        return [str(name) for name, _ in counted if name and names_match(words, [str(name)])]

    def is_at(self, entry: MenuEntry) -> bool:
        """Tell whether the page lies below *entry* of the menu."""
        if entry.path == "/":
            return self.path == "/"
        return self.path == entry.path or self.path.startswith(f"{entry.path}/")

    def show(self, page: Page, *, status: int = 200) -> HTMLResponse:
        """Return *page* as HTML."""
        context = {"page": page, "visit": self, WITHHOLDER: self.profile}
        return HTMLResponse(render_template(page.template, **context), status_code=status)

    def _count_options(self, name: str) -> tuple[Option, ...]:
        rows = [row for row in self.case.rows(Count, name=name) if row.key]
        rows.sort(key=lambda row: (-row.value, row.key))
        return tuple(Option(value=row.key, count=row.value) for row in rows)

    def _make_profile(self) -> Profile:
        profile = Profile(self.case, self.viewer.profile)
        profile.text("")  # finds the names now, while the case is open
        return profile


@contextmanager
def visiting(request: Request) -> Iterator[Visit]:
    """Open the case for one request, as one state of it, and close it again."""
    settings: ServeSettings = request.app.state.settings
    with open_case(settings.case) as case:
        # Before the state: what is kept may be newer than its stamp, and so for one visit only. An
        # older one would be shown until the case changes again.
        stamp = case.stamp()
        with case.one_state():
            yield Visit(
                request=request,
                case=case,
                viewer=request.scope["state"]["viewer"],
                settings=settings,
                kept=request.app.state.kept,
                stamp=stamp,
            )
