"""Decide: add to the log of a case, take back, and read what was decided.

    desk = ReviewDesk(Path("mosul.case"), who="Ana Ruiz")
    desk.decide(Request(kind="merge", subjects=("ev_…", "ev_…")))
    desk.undo("dec_…", why="they are two")

Deciding works while another process builds the case. What a decision changes in the record is
seen after the next build. `log_of` puts what an open case holds into the order of the log.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from consilience.errors import SettingsError
from consilience.extraction.figures.chosen_words import read_quantity
from consilience.model.decisions import Decision, Draft
from consilience.model.figures import Figure
from consilience.model.source import RowSource
from consilience.model.spans import span_of
from consilience.review.active import undone_by
from consilience.review.drafting import MAX_WORDS, Request, draft_decision
from consilience.store.casefile import CaseFile
from consilience.store.decisions import append_decision, read_decisions
from consilience.store.opening import open_for_decisions

MAX_NAME: Final = 200
"""Characters of the name of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the log, as a reader sees it."""

    decision: Decision
    undone_by: Decision | None  # the undo that takes it back


class ReviewDesk:
    """Where one person decides about one case.

    Args:
        case: The case file; it is opened for each decision and not held open.
        who: Name of the person, as the log keeps it.
        clock: Tells the time of a decision; for tests.
        salt: Makes what is random in an entry; for tests.
    """

    def __init__(
        self,
        case: Path,
        *,
        who: str,
        clock: Callable[[], datetime.datetime] | None = None,
        salt: Callable[[], str] | None = None,
    ) -> None:
        self.case = case
        self.who = check_name(who)
        self._clock = clock or (lambda: datetime.datetime.now(datetime.UTC))
        self._salt = salt or (lambda: secrets.token_hex(16))

    def decide(self, request: Request) -> Decision:
        """Write one decision into the log and return it.

        Raises:
            SettingsError: it names what is not there, or asks for what cannot be.
            SpanError: the words are not inside of their document.
            CaseError: there is no such case, or it cannot be written.
            CaseBusyError: another process has been writing for too long.
        """
        (made,) = self.decide_all([request])
        return made

    def decide_all(self, requests: Sequence[Request]) -> list[Decision]:
        """Write several decisions, all of them or none, and return them in their order.

        Each is made about the case as it stands, not as the earlier ones will have changed it.
        """
        with self._writing() as case:
            complete = [with_read_values(case, request) for request in requests]
            return [self._append(case, draft_decision(case, request)) for request in complete]

    def undo(self, decision: str, *, why: str = "") -> Decision:
        """Take a decision back by a further entry; an undo can be taken back, too.

        Raises:
            SettingsError: there is no such decision, it is taken back already, or it is a purge.
        """
        with self._writing() as case:
            draft = draft_undo(read_decisions(case), decision, why=why)
            return self._append(case, draft)

    @contextmanager
    def _writing(self) -> Iterator[CaseFile]:
        with open_for_decisions(self.case) as case, case.transaction():
            yield case

    def _append(self, case: CaseFile, draft: Draft) -> Decision:
        now = self._clock().astimezone(datetime.UTC)
        when = now.isoformat(timespec="seconds").replace("+00:00", "Z")
        return append_decision(case, draft, who=self.who, when=when, salt=self._salt())


def with_read_values(record: RowSource, request: Request) -> Request:
    """Return *request*; a figure corrected by words alone gets the values that the words state.

    Raises:
        SettingsError: there is no number in the words.
    """
    if request.kind != "correct" or request.words is None or request.values:
        return request
    if not isinstance(record.find(request.subjects[0]), Figure):
        return request
    document, start, end = request.words
    quote = span_of(document, record.text(document), start, end).quote
    found = read_quantity(quote)
    if found is None:
        raise SettingsError(f"{quote!r} is not one number or range", hint="name it: best=500")
    values = {
        "low": found.low, "best": found.best, "high": found.high, "qualifier": found.qualifier
    }  # fmt: skip
    return replace(request, values=values)


def check_name(who: str) -> str:
    """Return the name of a person as the log keeps it.

    Raises:
        SettingsError: it is empty or too long.
    """
    name = " ".join(who.split())
    if not name:
        raise SettingsError(
            "who decides is not said", hint="add --who NAME, or set the variable CONSILIENCE_WHO"
        )
    if len(name) > MAX_NAME:
        raise SettingsError(f"the name is longer than {MAX_NAME} characters")
    return name


def draft_undo(decisions: Sequence[Decision], wanted: str, *, why: str) -> Draft:
    """Return the entry that takes the decision *wanted* back.

    Raises:
        SettingsError: there is no such decision, it is taken back already, or it is a purge.
    """
    target = next((row for row in decisions if row.id == wanted), None)
    if target is None:
        raise SettingsError(
            f"there is no decision {wanted!r}", hint="consilience decisions CASE lists them"
        )
    if target.kind == "purge":
        raise SettingsError("a purge cannot be taken back: what it took out is gone")
    taken_back = undone_by(decisions)
    if wanted in taken_back:
        raise SettingsError(f"{wanted} is taken back already, by {taken_back[wanted].id}")
    if len(why) > MAX_WORDS:
        raise SettingsError(f"the reason is longer than {MAX_WORDS:,} characters")
    anchors = () if target.kind == "undo" else target.anchors
    return Draft(
        kind="undo",
        anchors=anchors,
        before=target.after,
        after=target.before,
        why=why.strip(),
        undoes=wanted,
    )


def log_of(decisions: Sequence[Decision]) -> list[LogEntry]:
    """Return *decisions* in the order of the log, each with the undo that takes it back."""
    taken_back = undone_by(decisions)
    ordered = sorted(decisions, key=lambda row: row.number)
    return [LogEntry(decision=row, undone_by=taken_back.get(row.id)) for row in ordered]
