"""One flipped byte or one shifted offset is named."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from consilience.store.opening import open_case
from consilience.store.verify import verify_case
from consilience.workspace.build import build_case

TEXT = (
    "Ferry sinks off Dal\n\n"
    "At least 30 people drowned on 7 June 2020 when a ferry sank off Dal, the coast guard said.\n"
)

Spoil = Callable[[sqlite3.Connection], object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    (folder / "ferry.txt").write_text(TEXT)
    build_case([folder / "ferry.txt"], case=folder / "ferry.case")
    return folder / "ferry.case"


def shift(table: str, column: str) -> Spoil:
    def spoil(connection: sqlite3.Connection) -> None:
        key, value = connection.execute(
            f"SELECT id, {column} FROM {table} WHERE {column} LIKE '%start%' ORDER BY id LIMIT 1"
        ).fetchone()
        moved = json.loads(value)
        first = moved[0] if isinstance(moved, list) else moved
        first["start"] += 1
        first["end"] += 1
        connection.execute(
            f"UPDATE {table} SET {column} = ? WHERE id = ?", (json.dumps(moved), key)
        )

    return spoil


def run(statement: str) -> Spoil:
    return lambda connection: connection.execute(statement)


def flip_original(connection: sqlite3.Connection) -> None:
    key, data = connection.execute("SELECT sha256, data FROM originals").fetchone()
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    connection.execute("UPDATE originals SET data = ? WHERE sha256 = ?", (bytes(flipped), key))


def test_a_sound_case_verifies(sound: Path) -> None:
    with open_case(sound) as case:
        verdict = verify_case(case)
    assert verdict.first_bad is None
    assert (verdict.n_originals, verdict.n_documents) == (1, 1)
    assert verdict.n_spans > 5


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (flip_original, "original "),
        (run("UPDATE texts SET text = replace(text, '30 people', '80 people')"), "frozen text"),
        (run("DELETE FROM originals"), "its original is missing"),
        (shift("mentions", "span"), "mentions men_"),
        (shift("statements", "content"), "statements st_"),
        (shift("figures", "span"), "figures fig_"),
        (run("UPDATE sentences SET start = start + 1"), "sentence sen_"),
        (run("UPDATE figures SET low = 80"), "rows of figures of doc_"),
        (run("UPDATE documents SET outlet = 'The Dal Post'"), "rows of documents of doc_"),
        (run("DELETE FROM statements"), "rows of statements of doc_"),
    ],
)
def test_what_was_changed_is_named(sound: Path, tmp_path: Path, spoil: Spoil, named: str) -> None:
    copy = tmp_path / "copy.case"
    copy.write_bytes(sound.read_bytes())
    connection = sqlite3.connect(copy)
    spoil(connection)
    connection.commit()
    connection.close()
    with open_case(copy) as case:
        found = verify_case(case).first_bad
    assert found is not None
    assert named in found


def test_a_flipped_byte_of_the_file_is_never_a_traceback(sound: Path, tmp_path: Path) -> None:
    data = sound.read_bytes()
    for at in range(200, len(data), len(data) // 25):
        flipped = bytearray(data)
        flipped[at] ^= 0xFF
        path = tmp_path / "flipped.case"
        path.write_bytes(bytes(flipped))
        with open_case(path) as case:
            verify_case(case)
