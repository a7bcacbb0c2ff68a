"""Wait for new reports in a folder, and build when they have settled.

By looking again and again: that works on network drives and shared folders too, and needs nothing
of the system.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from consilience.errors import CaseBusyError, PathError

State = tuple[int, int]
"""Size in bytes and time of the last change of a file, in nanoseconds."""

Listing = Mapping[Path, State]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """How often a folder is looked at, and when a file counts as written."""

    every_s: float = 2.0  # between two looks
    quiet_looks: int = 2  # looks in a row at which nothing has changed since a file came
    longest_looks: int = 60  # after so many with news the build runs though more keeps coming


def list_files(folder: Path) -> Listing:
    """Return the state of the files in *folder*, hidden ones left out.

    Raises:
        PathError: the folder is not there.
    """
    if not folder.is_dir():
        raise PathError(f"no such folder to watch: {folder}")
    return dict(_states(folder))


def _states(folder: Path) -> Iterator[tuple[Path, State]]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent) / name
            try:
                state = path.stat()
            except OSError:  # gone between listing and looking
                continue
            if not name.startswith("."):
                yield path, (state.st_size, state.st_mtime_ns)


def pause(seconds: float) -> None:
    """Wait between two looks at a folder."""
    time.sleep(seconds)


def watch_folder(
    folder: Path,
    build: Callable[[], None],
    *,
    settings: WatchSettings,
    look: Callable[[Path], Listing] = list_files,
    wait: Callable[[float], None] | None = None,
    looks: int | None = None,
) -> int:
    """Call *build* whenever files came into *folder* or changed there; return how often.

    A file that is still being written is waited for, and so is another build of the case. An
    interrupt (Ctrl-C) ends the watch: a build that it meets leaves the case as it was before its
    last finished stage.

    Args:
        folder: Looked through with what is inside of it.
        build: Takes in what is new.
        settings: Pace and patience.
        look: Lists the folder.
        wait: Called with seconds between two looks.
        looks: End after so many; ``None`` for as long as nobody interrupts.
    """
    built: Listing = {}
    last: Listing = {}
    quiet = waited = builds = done = 0
    try:
        while looks is None or done < looks:
            if done:
                (wait or pause)(settings.every_s)
            done += 1
            now = look(folder)
            quiet = quiet + 1 if now == last else 1
            last = now
            if not _has_news(built, now):
                continue
            waited += 1
            if quiet >= settings.quiet_looks or waited >= settings.longest_looks:
                with suppress(CaseBusyError):  # what came is still news at the next look
                    build()
                    builds, built, waited = builds + 1, now, 0
    except KeyboardInterrupt:
        pass
    return builds


def _has_news(before: Listing, now: Listing) -> bool:
    """Tell whether a file came or changed; one that went changes nothing in a case."""
    return any(before.get(path) != state for path, state in now.items())
