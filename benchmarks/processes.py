"""Time a whole process: wall seconds, processor seconds, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What one process took."""

    wall: float  # seconds
    cpu: float  # seconds, children included
    peak_mb: float  # of the largest process
    output: str


def time_python(arguments: Sequence[str]) -> Timing:
    """Run this Python with *arguments*, one thread a library, and return what it took.

    Raises:
        subprocess.CalledProcessError: the process failed.
    """
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if process.returncode not in (0, 3):
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Timing(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        peak_mb=usage.ru_maxrss / 1024,
        output=output,
    )
