"""What a corpus stage keeps of its own work from one build to the next.

A corpus stage sees the whole case, and most of the case is as it was. What it works out of a few
values alone (the words of one report, how two sentences fit) it may ask for here: what was made of
the same values before is handed out again. What it worked out of the whole case it may note for its
next run, which is told what differs since. Kept work never changes an answer; without it, all of it
is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import msgspec

V = TypeVar("V")

_KEY_BYTES: Final = 16
_NOTHING: Final[Mapping[bytes, bytes]] = {}
_NOTE: Final = "noted"


@dataclass(frozen=True, slots=True)
class Work(Generic[V]):
    """One sort of work: a pure function of what is hashed, and of nothing else.

    Raise the version of the stage when the function changes: what it made is then forgotten.
    """

    name: str
    form: Any  # the type of what is made; typing has no way to say ``type[V]`` of a tuple


class Memory:
    """Kept work of one stage: what there is, what was asked for, what was made new."""

    __slots__ = ("_before", "_decoders", "_salt", "asked", "made")

    def __init__(self, before: Mapping[bytes, bytes] = _NOTHING, *, salt: str = "") -> None:
        """Take what was kept *before*; *salt* is the fingerprint of the stage that made it."""
        self._before = before
        self._salt = salt.encode()
        self._decoders: dict[str, Callable[[bytes], Any]] = {}
        self.asked: set[bytes] = set()
        self.made: dict[bytes, bytes] = {}

    def recall(self, work: Work[V], given: object, make: Callable[[], V]) -> V:
        """Return what *make* makes of *given*, made anew only where it is not kept.

        Args:
            work: Its name is part of the key.
            given: All that *make* looks at: strings, numbers, bytes, and tuples of them.
            make: Called without kept work; what it returns must survive being written.

        """
        key = self._key(work, given)
        self.asked.add(key)
        found = self._before.get(key)
        if found is None:
            found = self.made.get(key)
        if found is not None:
            known: V = self._decoder(work)(found)
            return known
        fresh = make()
        self.made[key] = msgspec.msgpack.encode(fresh)
        return fresh

    def noted(self, work: Work[V]) -> V | None:
        """Return what was noted in the run before, if anything was."""
        found = self._before.get(self._key(work, _NOTE))
        return None if found is None else self._decoder(work)(found)

    def note(self, work: Work[V], value: V) -> None:
        """Keep *value* for the next run, and nothing of what was noted before."""
        key = self._key(work, _NOTE)
        self.asked.add(key)
        self.made[key] = msgspec.msgpack.encode(value)

    @property
    def unused(self) -> set[bytes]:
        """The keys that nobody asked for: their reports are gone, or the stage has changed."""
        return set(self._before) - self.asked

    def _key(self, work: Work[V], given: object) -> bytes:
        parts = msgspec.msgpack.encode((work.name, given))
        return hashlib.sha256(self._salt + parts).digest()[:_KEY_BYTES]

    def _decoder(self, work: Work[V]) -> Callable[[bytes], Any]:
        if work.name not in self._decoders:
            self._decoders[work.name] = msgspec.msgpack.Decoder(work.form).decode
        return self._decoders[work.name]
