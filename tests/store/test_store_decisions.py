"""The log of decisions: every entry follows from the one before it, whoever writes it."""

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.errors import EvidenceError
from consilience.model.decisions import Anchor, Decision, Draft
from consilience.model.spans import Span
from consilience.review.active import holding, undone_by
from consilience.store.decisions import (
    append_decision,
    check_chain,
    empty_decisions,
    head_hash,
    read_decisions,
)
from consilience.store.opening import open_case, open_for_build, open_for_decisions
from consilience.store.verify import verify_case

words = st.text(max_size=12)
spans = st.builds(Span, document=words, start=st.just(0), end=st.just(1), quote=words)
anchors = st.builds(
    Anchor,
    role=st.sampled_from(["subject", "member"]),
    table=words,
    id=words,
    document=st.none() | words,
    span=st.none() | spans,
    slot=words,
)
drafts = st.builds(
    Draft,
    kind=st.sampled_from(["accept", "comment", "merge"]),
    anchors=st.lists(anchors, max_size=2).map(tuple),
    before=st.none() | words,
    after=st.none() | words,
    why=words,
)


def fill(path: Path, entries: list[Draft]) -> list[Decision]:
    with open_for_build(path):
        pass
    with open_for_decisions(path) as case:
        made = []
        for number, draft in enumerate(entries):
            with case.transaction():
                made.append(
                    append_decision(case, draft, who="Ana", when="2026-05-03T12:00:00Z",
                                    salt=f"{number:08x}")
                )  # fmt: skip
    return made


def spoil(path: Path, *statements: str) -> None:
    """Do what only somebody who owns the file can do."""
    connection = sqlite3.connect(path)
    connection.executescript("DROP TRIGGER decisions_stay; DROP TRIGGER decisions_hold;")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def note(why: str) -> Draft:
    return Draft(kind="comment", anchors=(), before=None, after=None, why=why)


@given(st.lists(drafts, max_size=6))
@settings(max_examples=25, deadline=None)
def test_any_log_holds_and_comes_back_the_same(entries: list[Draft]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.case"
        made = fill(path, entries)
        with open_case(path) as case:
            assert read_decisions(case) == made
            assert list(check_chain(made)) == made
            assert head_hash(case) == (made[-1].hash if made else "")


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE decisions SET why = 'other' WHERE number = 2", "decision 2 .* content differs"),
        ("UPDATE decisions SET who = 'Eve' WHERE number = 2", "decision 2 .* its hash differs"),
        ("UPDATE decisions SET \"when\" = '2020' WHERE number = 3", "decision 3 .* hash differs"),
        ("DELETE FROM decisions WHERE number = 2", "decision 2 is missing"),
        ("DELETE FROM decisions WHERE number = 1", "decision 1 is missing"),
        ("UPDATE decisions SET number = 9 WHERE number = 3", "decision 3 is missing"),
        (
            "UPDATE decisions SET why = '', salt = '', emptied_by = 'dec_x' WHERE number = 2",
            "decision 2 .* was emptied, and no later purge says so",
        ),
        (
            "UPDATE decisions SET previous_hash = 'x' WHERE number = 2",
            "decision 2 .* does not follow",
        ),
    ],
)
def test_the_first_link_that_does_not_hold_is_named(
    tmp_path: Path, statement: str, message: str
) -> None:
    path = tmp_path / "spoilt.case"
    fill(path, [note(f"entry {number}") for number in range(4)])
    spoil(path, statement)
    with open_case(path) as case:
        with pytest.raises(EvidenceError, match=message):
            list(check_chain(read_decisions(case)))
        assert verify_case(case).first_bad is not None


def test_an_entry_that_a_purge_has_emptied_still_holds(tmp_path: Path) -> None:
    path = tmp_path / "emptied.case"
    purge = Draft(kind="purge", anchors=(), before=None, after="{}", why="x")
    made = fill(path, [note("a name"), note("stays"), purge])
    with open_for_decisions(path) as case, case.transaction():
        empty_decisions(case, [made[0]], purge=made[2])
    with open_case(path) as case:
        log = read_decisions(case)
        assert [row.why for row in log] == ["", "stays", "x"]
        assert len(list(check_chain(log))) == 3
    with open_for_decisions(path) as case, pytest.raises(sqlite3.IntegrityError):
        case.connection.execute("UPDATE decisions SET why = 'again' WHERE number = 1")


@given(st.lists(st.integers(0, 5), max_size=6))
def test_taking_back_twice_is_not_taking_back(targets: list[int]) -> None:
    """Each undo names an earlier entry; whether one holds follows from the later ones alone."""
    log = [entry(1, None)]
    for target in targets:
        log.append(entry(len(log) + 1, log[target % len(log)].id))
    gone = undone_by(log)
    for row in log:
        takers = [other for other in log if other.undoes == row.id and other.id not in gone]
        assert (row.id in gone) == bool(takers)
    assert [row.id for row in holding(log)] == ([] if log[0].id in gone else [log[0].id])


def entry(number: int, undoes: str | None) -> Decision:
    return Decision(
        id=f"dec_{number}",
        number=number,
        kind="undo" if undoes else "accept",
        who="Ana",
        when="2026-05-03T12:00:00Z",
        anchors=(),
        before=None,
        after=None,
        why="",
        undoes=undoes,
        salt="",
        content_sha256="",
        previous_hash="",
        hash="",
        emptied_by=None,
    )
