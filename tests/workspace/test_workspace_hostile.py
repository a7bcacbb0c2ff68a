"""Files that are made to fill memory or never to end cost one skipped row, and no other report."""

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from consilience.engines.local import LocalEngine
from consilience.errors import PathError
from consilience.model.case import Skipped
from consilience.reading.raw import RawReport
from consilience.workspace import ingest
from consilience.workspace.files import MAX_BYTES, find_files


@pytest.mark.parametrize("name", ["huge.txt", "huge.html", "huge.pdf", "huge"])
def test_a_file_larger_than_any_report_is_skipped_unread(name: str, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(1 << 30)  # holds no byte on disk
    (file,) = find_files([tmp_path])
    tracemalloc.start()
    try:
        (row,) = ingest._load(file)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(row, Skipped)
    assert (row.what, row.reason) == (name, f"larger than {MAX_BYTES:,} bytes")
    assert peak < 1_000_000


@pytest.mark.parametrize("name", ["huge.jsonl", "huge.csv", "huge.tar", "huge.zip", "huge.warc"])
def test_a_huge_container_of_nothing_is_told_and_never_held_whole(
    name: str, tmp_path: Path
) -> None:
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(1 << 28)
    (file,) = find_files([tmp_path])
    tracemalloc.start()
    try:
        rows = list(ingest._load(file))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rows
    assert all(isinstance(row, Skipped) for row in rows)
    assert peak < 200_000_000


SLOW = """
from consilience.reading.raw import RawReport
from consilience.workspace.ingest import read_one

def told(report, **limit):
    return [getattr(row, "reason", type(row).__name__) for row in read_one(report, **limit).rows]

short = RawReport("short.txt", b"Two people were killed in Sorve.")
# Read first: tables of patterns are loaded with it, and no open file is interrupted below.
assert "Document" in told(short)
lines = b"Two people were killed in Sorve on Monday, police said, and nine were hurt.\\n\\n"
print(told(RawReport("long.txt", lines * 60_000), seconds=0.1))
assert "Document" in told(short)
"""


def test_a_report_that_takes_too_long_is_skipped_and_the_next_one_read() -> None:
    # In a process of its own: pytest and Hypothesis listen to the collector in this one.
    ran = subprocess.run([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, check=True)
    assert ran.stdout == b"['took longer than 0 s of processor time']\n"


def test_a_report_over_which_a_process_ends_is_skipped_with_its_name() -> None:
    (row,) = ingest._lost(RawReport("x.warc", b"", "https://dal.example/")).rows
    assert isinstance(row, Skipped)
    assert (row.what, row.reason[:8]) == ("x.warc!https://dal.example/", "stopped:")


def test_long_files_are_read_where_they_can_be_stopped(pile: Path) -> None:
    assert ingest._are_few(find_files([pile]))
    (pile / "long.txt").write_bytes(b"Two people were killed. " * 200_000)
    assert not ingest._are_few(find_files([pile]))


def test_a_long_report_is_read_apart_with_one_job_and_gives_the_same(pile: Path) -> None:
    long = RawReport("long.txt", b"Two people were killed in Sorve.\n\n" * 130_000)
    assert ingest._is_long(long)
    assert not ingest._is_long(RawReport("short.txt", long.data[:1_000]))
    with LocalEngine(jobs=1) as engine:
        (found,) = engine.map(ingest.read_one, [long], lost=ingest._lost, apart=ingest._is_long)
    assert found == ingest.read_one(long)


def test_a_pipe_is_no_report(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(PathError, match="neither a file nor a folder"):
        find_files([tmp_path / "pipe.txt"])
