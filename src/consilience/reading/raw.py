"""A report as handed in: a file, or a member of an archive, table or feed."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.model.case import SET_ASIDE, Skipped
from consilience.reading.blocks import FoundField


@dataclass(frozen=True, slots=True)
class RawReport:
    """The bytes of one report and what is known of them before they are read."""

    name: str  # of the file, relative to what was given, with forward slashes
    data: bytes
    member: str | None = None  # place inside the file: a path, an address, "line 12"
    media_type: str | None = None  # None: told by the name
    given: tuple[FoundField, ...] = ()  # fields that the archive states
    retrieved_at: str | None = None  # UTC, ISO 8601, where the archive states it

    @property
    def label(self) -> str:
        """How people find it: the file's name, and its place inside of it."""
        return self.name if self.member is None else f"{self.name}!{self.member}"


def set_aside(name: str, what: str, reason: str) -> Skipped:
    """Return the row that tells *what* the archive or folder *name* holds beside reports."""
    label = f"{name}!{what}"
    return Skipped(
        id=Skipped.make_id(SET_ASIDE, label),
        what=label,
        document=None,
        stage=SET_ASIDE,
        reason=reason,
    )


def skipped_part(name: str, member: str | None, reason: str) -> Skipped:
    """Return the row that says why the file *name*, or a member of it, was not read."""
    what = name if member is None else f"{name}!{member}"
    return Skipped(
        id=Skipped.make_id("read", what), what=what, document=None, stage="read", reason=reason
    )
