"""What the address of a list asks for: its filters, checked, and where in the list to begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from consilience.errors import SettingsError
from consilience.outputs.filters import read_period

_MOST_CHARACTERS: Final = 300
PAGE_ROWS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a filter, with how many rows have it."""

    value: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """How a list goes on."""

    next: str | None  # address of the next page
    first: str | None  # address of the first page; None on it


class Asked:
    """Reads the query of one address."""

    def __init__(self, path: str, query: QueryParams) -> None:
        self._path = path
        self._query = query

    def words(self, name: str) -> str | None:
        """Return what was typed into field *name*; ``None`` for nothing.

        Raises:
            SettingsError: it is too long.
        """
        given = " ".join(self._query.get(name, "").split())
        if len(given) > _MOST_CHARACTERS:
            raise SettingsError(f"{name} is longer than {_MOST_CHARACTERS} characters")
        return given or None

    def one_of(self, name: str, allowed: Iterable[str]) -> str | None:
        """Return the chosen value of *name*; ``None`` for nothing.

        Raises:
            SettingsError: it is none of *allowed*.
        """
        given = self.words(name)
        known = list(allowed)
        if given is not None and given not in known:
            raise SettingsError(
                f"unknown {name} {given!r}", hint=f"choose from {', '.join(known[:40])}"
            )
        return given

    def number(self, name: str) -> int | None:
        """Return the whole number *name*; ``None`` for nothing.

        Raises:
            SettingsError: it is no number, or a negative one.
        """
        given = self.words(name)
        if given is None:
            return None
        if not given.isascii() or not given.isdigit() or len(given) > 12:
            raise SettingsError(f"{name} is a whole number, not {given!r}")
        return int(given)

    def period(self, name: str) -> tuple[str, str] | None:
        """Return the first and last day of the period *name*; ``None`` for nothing.

        Raises:
            SettingsError: it is no date or range.
        """
        given = self.words(name)
        return read_period(given) if given else None

    @property
    def after(self) -> str | None:
        """The cursor after which the page begins."""
        return self._query.get("after") or None

    def pager(self, cursor: str | None) -> Pager:
        """Return how the list goes on after *cursor*."""
        return Pager(
            next=self.with_(after=cursor) if cursor else None,
            first=self.with_(after=None) if self.after else None,
        )

    def with_(self, **changed: str | None) -> str:
        """Return the same address with some parameters *changed*; ``None`` takes one out."""
        kept = [(name, value) for name, value in self._query.items() if name not in changed]
        kept += [(name, value) for name, value in changed.items() if value]
        query = urlencode([(name, value) for name, value in kept if value])
        return f"{self._path}?{query}" if query else self._path
