"""Who is looking: a token out of the printed address is exchanged for a signed cookie."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from consilience.model.scales import ProfileName
from consilience.web.settings import Person, Role, ServeSettings

LIFETIME_SECONDS: Final = 12 * 60 * 60
"""A working day; the printed address opens a new session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody with a valid session, and what they may do and see."""

    name: str
    role: Role
    may_write: bool
    profile: ProfileName
    csrf: str  # to be sent back with everything that changes the case


class Sessions:
    """Signs and reads cookies. Nothing is kept but a secret that dies with the process."""

    def __init__(self, settings: ServeSettings, *, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._secret = secrets.token_bytes(32)
        self._clock = clock

    @property
    def cookie_name(self) -> str:
        """The cookie's name; it holds the port, because cookies do not tell ports apart."""
        return f"consilience_{self._settings.port}"

    def person_with(self, token: str) -> Person | None:
        """Return whose *token* it is, if it is anybody's."""
        given = token.encode("utf-8", "replace")
        found = None
        for person in self._settings.people:  # all are compared, so that time tells nothing
            if hmac.compare_digest(given, person.token.encode("utf-8")):
                found = person
        return found

    def issue(self, person: Person) -> str:
        """Return the value of a cookie for *person*."""
        at = self._settings.people.index(person)
        signed = f"{at}.{int(self._clock())}.{secrets.token_hex(8)}"
        return f"{signed}.{self._sign('session', signed)}"

    def read(self, cookie: str) -> Viewer | None:
        """Return whose valid and recent *cookie* it is, if it is one."""
        signed, _, mark = cookie.rpartition(".")
        if not hmac.compare_digest(mark.encode(), self._sign("session", signed).encode()):
            return None
        at, issued, _ = signed.split(".")
        if self._clock() - int(issued) > LIFETIME_SECONDS:
            return None
        return self.viewer_of(self._settings.people[int(at)], csrf=self._sign("csrf", signed))

    def viewer_of(self, person: Person, *, csrf: str = "") -> Viewer:
        """Return what *person* may do and see."""
        editor = person.role == "editor"
        return Viewer(
            name=person.name,
            role=person.role,
            may_write=editor and not self._settings.read_only,
            profile="internal" if editor else self._settings.viewer_profile,
            csrf=csrf,
        )

    def _sign(self, purpose: str, words: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{words}".encode(), hashlib.sha256).hexdigest()
