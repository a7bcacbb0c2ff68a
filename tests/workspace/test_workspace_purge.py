"""A purge takes everything of a document out of the file, and says so in the log."""

import shutil
from pathlib import Path

import pytest

from consilience.errors import CaseBusyError, SettingsError
from consilience.model.case import Skipped
from consilience.model.documents import Document
from consilience.model.figures import Figure
from consilience.review.drafting import Request
from consilience.review.values import read_values
from consilience.store.opening import open_for_build
from consilience.store.purge import finish_purge, purge_rows
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case
from consilience.workspace.decisions import ReviewDesk
from consilience.workspace.purge import purge_document

SECRET = "Zelmira Quandt"


@pytest.fixture
def secret(pile: Path, case: Path) -> str:
    """A document that names somebody who must not be in the case."""
    (pile / "secret-witness.txt").write_text(
        "Market shelled, a witness says\n\n"
        "At least 12 people were killed on 3 May 2019 when shells hit a market in Sorve, "
        f"the Oram Rights Monitor said.\n\n{SECRET}, who saw it, said that 16 people died.\n",
        encoding="utf-8",
    )
    build_case([pile], case=case)
    with open_case(case) as opened:
        return next(row.id for row in opened.rows(Document) if row.name == "secret-witness.txt")


def whole_file(case: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(case.parent.glob(f"{case.name}*")))


def test_nothing_of_it_is_left_in_the_file(pile: Path, case: Path, secret: str) -> None:
    with open_case(case) as opened:
        figure = next(row.id for row in opened.rows(Figure, document=secret))
        other = next(row for row in opened.rows(Figure) if row.document != secret)
    desk = ReviewDesk(case, who="Ana Ruiz")
    mine = desk.decide(
        Request(kind="comment", subjects=(figure,), why=f"{SECRET} must not be named")
    )
    kept = desk.decide(Request(kind="comment", subjects=(other.id,), why="stays"))
    assert b"Zelmira" in whole_file(case) or SECRET.encode() in whole_file(case)
    purged = purge_document(case, secret, who="Ana Ruiz", why="names a witness")
    left = whole_file(case)
    for words in ("Zelmira", "Quandt", "zelmira", "secret-witness"):
        assert words.encode() not in left, words
    with open_case(case) as opened:
        assert opened.verify().first_bad is None
        log = opened.decisions()
        assert [row.kind for row in log] == ["comment", "comment", "purge"]
        assert (log[0].why, log[0].emptied_by, log[0].hash) == ("", purged.decision.id, mine.hash)
        assert log[1] == kept
        assert read_values(log[2].after)["text_sha256"] == purged.text_sha256
        assert log[2].why == "names a witness"
        assert opened.size("documents") == 3
        assert [hit.document.name for hit in opened.search("market")] != []
        assert list(opened.search("zelmira")) == []


def test_what_is_left_is_what_a_build_without_it_makes(
    pile: Path, case: Path, secret: str, tmp_path: Path
) -> None:
    purge_document(case, secret, who="Ana Ruiz", why="names a witness")
    (pile / "secret-witness.txt").unlink()
    build_case([pile], case=tmp_path / "without.case")
    tables = ("documents", "passages", "lineages", "statements", "figures", "parses", "entities",
              "events", "findings", "origins", "contradictions", "grades")  # fmt: skip
    with open_case(case) as one, open_case(tmp_path / "without.case") as other:
        assert {name: one.size(name) for name in tables} == {
            name: other.size(name) for name in tables
        }


def test_the_same_bytes_are_not_read_in_again(pile: Path, case: Path, secret: str) -> None:
    purge_document(case, secret, who="Ana Ruiz", why="names a witness")
    shutil.copy(pile / "secret-witness.txt", pile / "renamed.txt")
    build_case([pile], case=case)
    with open_case(case) as opened:
        assert opened.size("documents") == 3
        reasons = [row.reason for row in opened.rows(Skipped) if row.stage == "read"]
    assert all("by a purge" in reason for reason in reasons)
    assert len(reasons) == 1, "the same bytes under two names"
    assert b"secret-witness" not in whole_file(case)
    assert SECRET.encode() not in whole_file(case)


def test_a_purge_that_is_cut_off_is_finished_by_the_next_build(
    pile: Path, case: Path, secret: str
) -> None:
    with open_for_build(case) as opened:
        purge_rows(opened, secret, who="Ana", when="2026-05-03T12:00:00Z", salt="0", why="x")
    build_case([], case=case)
    assert b"Quandt" not in whole_file(case)
    with open_case(case) as opened:
        assert opened.verify().first_bad is None


def test_a_reader_who_is_in_the_way_is_named_and_nothing_is_lost(case: Path, secret: str) -> None:
    with open_for_build(case) as opened:
        purge_rows(opened, secret, who="Ana", when="2026-05-03T12:00:00Z", salt="0", why="x")
        opened.connection.execute("PRAGMA busy_timeout = 50")
        with open_case(case) as reader, reader.one_state():
            next(reader.rows(Document))
            with pytest.raises(CaseBusyError, match="not yet overwritten"):
                finish_purge(opened)
    build_case([], case=case)
    assert b"Quandt" not in whole_file(case)


def test_a_purge_is_not_taken_back(case: Path, secret: str) -> None:
    purged = purge_document(case, secret, who="Ana Ruiz", why="names a witness")
    with pytest.raises(SettingsError, match="cannot be taken back"):
        ReviewDesk(case, who="Ana Ruiz").undo(purged.decision.id)
    with pytest.raises(SettingsError, match="no document 'doc_none'"):
        purge_document(case, "doc_none", who="Ana Ruiz", why="x")
