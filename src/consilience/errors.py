"""Every error that consilience raises on purpose, in one tree.

ConsilienceError            exit code 1
├── InputError             exit code 2: what was given cannot be used
│    ├── PathError         no such path, empty folder, unreadable file
│    ├── CaseError         the case file is missing, foreign, newer, read-only
│    │    └── CaseBusyError    another process builds it
│    ├── NotInCaseError    an id or address names nothing in the case
│    └── SettingsError     an option or a user's own data file is wrong
├── EvidenceError          the case contradicts its own evidence
│    └── SpanError         an offset does not point at its quote
├── OutOfTimeError         one report took longer than a report may
└── StageError             a stage broke its contract
"""

from __future__ import annotations

from typing import ClassVar


class ConsilienceError(Exception):
    """Anything that consilience raises on purpose.

    Args:
        message: What is wrong, with which file, line, id or span.
        hint: What the reader can do about it, if anything is known.

    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(ConsilienceError):
    """What was given cannot be used."""

    exit_code: ClassVar[int] = 2


class PathError(InputError):
    """A path does not exist, is empty, or cannot be read."""


class CaseError(InputError):
    """The case file is missing, is no case, is newer than this program, or is read-only."""


class CaseBusyError(CaseError):
    """Another process is building this case."""


class NotInCaseError(InputError):
    """An id or an address names nothing in the case."""


class SettingsError(InputError):
    """An option or a user's own vocabulary or gazetteer is wrong."""


class EvidenceError(ConsilienceError):
    """The case contradicts its own evidence."""


class SpanError(EvidenceError):
    """An offset does not point at its quote."""


class StageError(ConsilienceError):
    """A stage broke its contract: it wrote an undeclared table, or read one too early."""


class OutOfTimeError(ConsilienceError):
    """A piece of work took longer than it may."""
