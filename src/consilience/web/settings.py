"""What is served, on which address, to whom, and what they may do and see."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from consilience.model.scales import ProfileName

Role = Literal["viewer", "editor"]
"""viewer: reads, under an export profile. editor: reads all of it, and decides."""

DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8711
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may open the workbench; the token tells who it is."""

    name: str  # as it stands beside decisions
    role: Role
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeSettings:
    """How one case is served."""

    case: Path
    people: tuple[Person, ...]
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT  # 0: any that is free
    names: tuple[str, ...] = ()  # host names, beside this machine's own addresses
    read_only: bool = False
    viewer_profile: ProfileName = "public"  # what viewers see; editors see everything

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the workbench."""
        return self.host in LOOPBACK


def invite(
    editors: Sequence[str], viewers: Sequence[str], *, fixed: str | None
) -> tuple[Person, ...]:
    """Return everybody who may open the workbench, each with a token of their own.

    Args:
        editors: Names of those who may decide, at least one.
        viewers: Names of those who may only read.
        fixed: The token of the first editor, where it is not to be made anew.
    """
    people = [_person(name, "editor") for name in editors]
    if fixed:
        people[0] = Person(name=editors[0], role="editor", token=fixed)
    return (*people, *(_person(name, "viewer") for name in viewers))


def _person(name: str, role: Role) -> Person:
    return Person(name=name, role=role, token=secrets.token_urlsafe(24))
