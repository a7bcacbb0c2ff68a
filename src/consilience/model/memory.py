"""What a corpus stage keeps of its own work from one build to the next.

A corpus stage sees the whole case, and most of the case is as it was. What it works out of a few
values alone (the words of one report, how two sentences fit) it may ask for here: what was made of
the same values before is handed out again. What it worked out of the whole case it may note for its
next run, which is told what differs since. Kept work never changes an answer; without it, all of it
is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import msgspec

V = TypeVar("V")

_KEY_BYTES: Final = 16
_NOTHING: Final[Mapping[bytes, bytes]] = {}
_NOTE: Final = "noted"
_PARTS: Final = "noted in parts"
_READ_KEYS: Final = msgspec.msgpack.Decoder(dict[str, bytes]).decode


@dataclass(frozen=True, slots=True)
class Work(Generic[V]):
    """One sort of work: a pure function of what is hashed, and of nothing else.

    Raise the version of the stage when the function changes: what it made is then forgotten.
    """

    name: str
    form: Any  # the type of what is made; typing has no way to say ``type[V]`` of a tuple


class Memory:
    """Kept work of one stage: what there is, what was asked for, what was made new."""

    __slots__ = ("_before", "_decoders", "_parts", "_salt", "asked", "made")

    def __init__(self, before: Mapping[bytes, bytes] = _NOTHING, *, salt: str = "") -> None:
        """Take what was kept *before*; *salt* is the fingerprint of the stage that made it."""
        self._before = before
        self._salt = salt.encode()
        self._decoders: dict[str, Callable[[bytes], Any]] = {}
        self._parts: dict[str, tuple[dict[str, bytes], dict[str, Any]]] = {}
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
        if key in self._before or key in self.made:
            return self._kept(work, key)
        fresh = make()
        self.made[key] = msgspec.msgpack.encode(fresh)
        return fresh

    def recall_each(
        self, work: Work[V], given: Sequence[object], make: Callable[[Sequence[int]], Iterable[V]]
    ) -> list[V]:
        """Return what is made of each of *given*; what is not kept is made in one go.

        Args:
            work: Its name is part of the keys.
            given: For each, all that is looked at for it.
            make: Called with the places in *given* of what is not kept, if there are any, each
                once; returns what it makes of each, and may look at nothing else for it.

        """
        keys = [self._key(work, one) for one in given]
        self.asked.update(keys)
        missing = {
            key: at
            for at, key in enumerate(keys)
            if key not in self._before and key not in self.made
        }
        fresh = dict(zip(missing, make([*missing.values()]), strict=True)) if missing else {}
        self.made.update((key, msgspec.msgpack.encode(value)) for key, value in fresh.items())
        return [fresh[key] if key in fresh else self._kept(work, key) for key in keys]

    def _kept(self, work: Work[V], key: bytes) -> V:
        found = self._before.get(key) or self.made[key]
        known: V = self._decoder(work)(found)
        return known

    def noted(self, work: Work[V]) -> V | None:
        """Return what was noted in the run before, if anything was."""
        found = self._before.get(self._key(work, _NOTE))
        return None if found is None else self._decoder(work)(found)

    def note(self, work: Work[V], value: V) -> None:
        """Keep *value* for the next run, and nothing of what was noted before."""
        key = self._key(work, _NOTE)
        self.asked.add(key)
        self.made[key] = msgspec.msgpack.encode(value)

    def noted_parts(self, work: Work[dict[str, V]]) -> dict[str, V] | None:
        """Return what was noted in parts in the run before, if anything was."""
        found = self._before.get(self._key(work, _PARTS))
        if found is None:
            return None
        keys: dict[str, bytes] = _READ_KEYS(found)
        if any(key not in self._before for key in keys.values()):
            return None  # somebody has emptied a part of the cache
        read, noted = self._decoder(work), dict[str, V]()
        for key in keys.values():
            noted.update(read(self._before[key]))
        self._parts[work.name] = keys, noted
        return dict(noted)

    def note_parts(self, work: Work[dict[str, V]], value: Mapping[str, V]) -> None:
        """Keep *value* for the next run as `note` does; write only the parts that are new.

        A part that is the very object that was noted counts as it was: one that differs must be
        another object.
        """
        before, noted = self._parts.get(work.name, (None, {}))
        keys: dict[str, bytes] = {}
        for name, one in value.items():
            if before is not None and name in noted and noted[name] is one:
                keys[name] = before[name]
                continue
            keys[name] = self._key(work, (_PARTS, name))
            self.made[keys[name]] = msgspec.msgpack.encode({name: one})
        whole = self._key(work, _PARTS)
        self.asked.update(keys.values(), (whole,))
        if keys != before:
            self.made[whole] = msgspec.msgpack.encode(keys)

    @property
    def unused(self) -> set[bytes]:
        """The keys that nobody asked for: their reports are gone, or the stage has changed."""
        return set(self._before) - self.asked

    @property
    def left(self) -> dict[bytes, bytes]:
        """All that is there for the next run."""
        asked = {key: value for key, value in self._before.items() if key in self.asked}
        return {**asked, **self.made}

    def _key(self, work: Work[V], given: object) -> bytes:
        parts = msgspec.msgpack.encode((work.name, given))
        return hashlib.sha256(self._salt + parts).digest()[:_KEY_BYTES]

    def _decoder(self, work: Work[V]) -> Callable[[bytes], Any]:
        if work.name not in self._decoders:
            self._decoders[work.name] = msgspec.msgpack.Decoder(work.form).decode
        return self._decoders[work.name]
