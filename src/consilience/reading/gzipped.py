"""One file packed by gzip, as feeds and data sets are handed on: unpacked as it is read."""

from __future__ import annotations

import gzip
import io
from typing import IO, Final

MAX_RATIO: Final = 200
"""How many times larger than packed a file may be; text packs about 10 times."""
SMALL: Final = 1_000_000
"""Bytes that may come out of any file."""


class Unpacked(io.RawIOBase):
    """What is inside of a gzip file, up to a bound that grows with its size."""

    def __init__(self, packed: IO[bytes]) -> None:
        size = packed.seek(0, io.SEEK_END)
        packed.seek(0)
        self._inside = gzip.GzipFile(fileobj=packed)
        self._left = max(SMALL, size * MAX_RATIO)

    def readable(self) -> bool:
        """Return true, as `io.BufferedReader` asks."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill *buffer* with what comes next and return how much that is.

        Raises:
            OSError: the file unpacks to too much, or is damaged.

        """
        data = self._inside.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise OSError(f"it unpacks to more than {MAX_RATIO} times its size")
        buffer[: len(data)] = data
        return len(data)


def open_gzip(packed: IO[bytes]) -> IO[bytes]:
    """Return the inside of *packed* for reading.

    Raises:
        OSError: on reading; it unpacks to too much, or is damaged.

    """
    return io.BufferedReader(Unpacked(packed), 65_536)
