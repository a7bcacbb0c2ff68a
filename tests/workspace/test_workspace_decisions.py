"""Deciding: the log grows, holds, and is taken back by further entries only."""

import datetime
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from consilience.errors import CaseError, SettingsError
from consilience.model.decisions import Decision, ReviewItem
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.findings import Finding
from consilience.review.drafting import Request
from consilience.review.values import read_values
from consilience.store.opening import open_for_build
from consilience.workspace.case import open_case
from consilience.workspace.decisions import ReviewDesk, log_of

NOON = datetime.datetime(2026, 5, 3, 12, 0, tzinfo=datetime.UTC)


def desk(case: Path, *, who: str = "Ana Ruiz") -> ReviewDesk:
    salts = iter(f"{number:032x}" for number in range(1_000))
    return ReviewDesk(case, who=who, clock=lambda: NOON, salt=lambda: next(salts))


def log(case: Path) -> list[Decision]:
    with open_case(case) as opened:
        return opened.decisions()


def first(case: Path, kind: type, **equal: str) -> str:
    with open_case(case) as opened:
        return next(opened.rows(kind, **equal)).id


def test_a_decision_says_who_when_what_and_why(built: Path) -> None:
    figure = first(built, Figure, measure="killed")
    made = desk(built).decide(
        Request(kind="correct", subjects=(figure,), values={"best": "13"}, why="misread")
    )
    assert log(built) == [made]
    assert (made.number, made.who, made.when) == (1, "Ana Ruiz", "2026-05-03T12:00:00Z")
    assert made.why == "misread"
    assert read_values(made.before) == {"best": 12.0}
    assert read_values(made.after) == {"best": 13.0}
    (anchor,) = made.anchors
    assert anchor.span is not None
    with open_case(built) as opened:
        text = opened.text(anchor.span.document)
    assert text[anchor.span.start : anchor.span.end] == anchor.span.quote


def test_an_undo_is_a_further_entry_and_can_be_taken_back(built: Path) -> None:
    reviewer = desk(built)
    made = reviewer.decide(Request(kind="comment", subjects=(first(built, Event),), why="look"))
    undone = reviewer.undo(made.id)
    assert [entry.undone_by for entry in log_of(log(built))] == [undone, None]
    redone = reviewer.undo(undone.id)
    assert [entry.undone_by for entry in log_of(log(built))] == [None, redone, None]
    with pytest.raises(SettingsError, match="taken back already"):
        reviewer.undo(undone.id)
    with pytest.raises(SettingsError, match="no decision 'dec_none'"):
        reviewer.undo("dec_none")


def test_the_same_decision_twice_is_two_entries(built: Path) -> None:
    reviewer, event = desk(built), first(built, Event)
    for _ in range(2):
        reviewer.decide(Request(kind="comment", subjects=(event,), why="the same words"))
    assert len({row.id for row in log(built)}) == 2


def test_several_decisions_are_written_together_or_not_at_all(built: Path) -> None:
    event = first(built, Event)
    fine = Request(kind="comment", subjects=(event,), why="fine")
    with pytest.raises(SettingsError, match="no 'ev_none'"):
        desk(built).decide_all([fine, Request(kind="accept", subjects=("ev_none",))])
    assert log(built) == []


@pytest.mark.parametrize(
    ("request_of", "message"),
    [
        (lambda key: Request(kind="reject", subjects=(key,)), "reject needs a reason"),
        (lambda key: Request(kind="merge", subjects=(key,)), "merge is about two things"),
        (
            lambda key: Request(kind="correct", subjects=(key,), values={"place": "pla_none"}),
            "no 'pla_none'",
        ),
        (
            lambda key: Request(kind="correct", subjects=(key,), values={"kind": "party"}),
            "kind cannot be 'party'; choose from battle",
        ),
        (
            lambda key: Request(kind="correct", subjects=(key,), values={"n_reports": 3}),
            "n_reports of events cannot be corrected; choose from kind",
        ),
        (
            lambda key: Request(kind="sign_off", subjects=(key,), values={"axis": "taste"}),
            "unknown axis 'taste'; choose from place, grade, figure, publication",
        ),
        (
            lambda key: Request(kind="sign_off", subjects=(key,), values={"axis": "grade"}),
            "no value is named; choose from confirmed",
        ),
        (lambda key: Request(kind="purge", subjects=(key,), why="x"), "not made this way"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_words(
    built: Path, request_of: Callable[[str], Request], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        desk(built).decide(request_of(first(built, Event)))
    assert log(built) == []


def test_bounds_have_to_stand_in_their_order(built: Path) -> None:
    wrong = Request(
        kind="choose_best",
        subjects=(first(built, Finding),),
        values={"low": 20, "best": 5, "high": None},
        why="x",
    )
    with pytest.raises(SettingsError, match=r"low \(20\) is above best \(5\)"):
        desk(built).decide(wrong)


def test_a_name_is_asked_for(built: Path) -> None:
    with pytest.raises(SettingsError, match="who decides is not said"):
        ReviewDesk(built, who="  ")


def test_deciding_goes_on_while_a_build_holds_the_case(built: Path) -> None:
    event = first(built, Event)
    with open_for_build(built) as opened:
        desk(built).decide(Request(kind="comment", subjects=(event,), why="meanwhile"))
        assert opened.size("decisions") == 1
    assert [row.why for row in log(built)] == ["meanwhile"]


def test_the_file_itself_refuses_to_change_or_forget_a_decision(built: Path) -> None:
    desk(built).decide(Request(kind="comment", subjects=(first(built, Event),), why="stays"))
    connection = sqlite3.connect(built)
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        connection.execute("DELETE FROM decisions")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE decisions SET why = 'other'")
    connection.close()


def test_a_case_of_another_version_is_told_in_words(built: Path) -> None:
    connection = sqlite3.connect(built)
    connection.executescript("DROP TABLE review_items; DROP TABLE decision_statuses;")
    connection.close()
    with open_case(built) as case, pytest.raises(CaseError, match="built by another version"):
        list(case.rows(ReviewItem))


def test_a_case_of_the_older_format_takes_decisions(built: Path) -> None:
    connection = sqlite3.connect(built)
    connection.executescript("DROP TABLE decisions; PRAGMA user_version = 1;")
    connection.close()
    assert log(built) == []
    desk(built).decide(Request(kind="comment", subjects=(first(built, Event),), why="first"))
    assert [row.why for row in log(built)] == ["first"]
