"""Who denies what others report?

Other reports' accounts of the event that a denial speaks against (see `aims`) stand on one side
with the account that it is aimed at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from consilience.corroboration.accounts import Account, told_events
from consilience.corroboration.aims import Aim, Aims
from consilience.corroboration.denying import (
    GROUND,
    TERRITORY,
    Denial,
    denying_reports,
    read_denials,
)
from consilience.corroboration.disputes import camp_of
from consilience.corroboration.party_words import PartyNames, parties_by_key, party_names
from consilience.corroboration.wording import shortened, sides_words
from consilience.model.events import Event, EventMember
from consilience.model.findings import Contradiction, Side
from consilience.model.memory import Work
from consilience.model.scales import ContradictionKind
from consilience.model.spans import Span
from consilience.model.tables import Tables

DENIED: Final = "it is denied"
"""What the denying side of a contradiction says."""


class _Weighed(NamedTuple):
    """What is known of the denials of one report."""

    elsewhere: bool  # whether what one denies may be told by others alone
    events: tuple[str, ...]  # of which something is denied


_AIMS: Final[Work[dict[str, _Weighed]]] = Work("aims of denials", dict[str, _Weighed])
_NAMES: Final[Work[PartyNames]] = Work("names of parties", PartyNames)
_CAMPS: Final[Work[dict[str, str]]] = Work("camps of voices", dict[str, str])
"""Of those who deny something or tell what is denied."""


class Denials:
    """The denials of the case, weighed where something new reaches them."""

    def __init__(self, tables: Tables) -> None:
        self._tables, self._told = tables, told_events(tables)
        self._denying, self._names = denying_reports(tables), party_names(tables)
        self._parties = parties_by_key(tables)
        self._weighed: dict[str, list[Aim]] = {}  # by report
        self._elsewhere: set[str] = set()  # reports that deny what others alone may tell

    def stirred(self, reached: AbstractSet[str] | None) -> AbstractSet[str] | None:
        """Return the events of which something else may be denied; ``None``: all of them.

        Args:
            reached: Events of which something else may be told; ``None``: all of them.

        """
        noted, names = self._tables.noted(_AIMS), self._tables.noted(_NAMES)
        camps = self._tables.noted(_CAMPS)
        if reached is None or noted is None or names != self._names or camps is None:
            return None
        if any(self._camp(key) != camp for key, camp in camps.items()):
            return None
        telling = {row.document for row in self._tables.where(EventMember, "event", reached)}
        reports = {
            report
            for report in self._denying
            if report not in noted or noted[report].elsewhere or report in telling
        }
        self._weigh(reports)
        before = {event for report in reports & noted.keys() for event in noted[report].events}
        return before.union(aim.charge.event.id for aim in self._aims())

    def find(self, only: AbstractSet[str] | None) -> Iterator[Contradiction]:
        """Yield the events that one voice reports and another denies, of some; ``None``: of all."""
        if only is None:
            self._weigh(self._denying.keys())
            self._note({}, {})
        else:
            noted, camps = self._tables.noted(_AIMS) or {}, self._tables.noted(_CAMPS) or {}
            self._weigh({key for key, row in noted.items() if not only.isdisjoint(row.events)})
            self._note(noted, camps)
        said: set[tuple[str, Span]] = set()
        for (event, camp), aims in sorted(self._by_event().items()):
            if only is None or event in only:
                yield from self._contradict(event, camp, aims, said)

    def _weigh(self, reports: AbstractSet[str]) -> None:
        """Find out what the denials of *reports* speak against."""
        missing = reports & self._denying.keys() - self._weighed.keys()
        if not missing:
            return
        aims = Aims(self._tables, missing, self._names)
        self._weighed.update((report, []) for report in missing)
        for said in read_denials(self._tables, (self._denying[key] for key in sorted(missing))):
            aim = aims.of(said)
            if aim is not None:
                self._weighed[said.statement.document].append(aim)
            if said.kinds == GROUND:
                self._elsewhere.add(said.statement.document)

    def _aims(self) -> list[Aim]:
        aims = (aim for own in self._weighed.values() for aim in own)
        return sorted(aims, key=lambda aim: aim.denial.statement.id)

    def _by_event(self) -> dict[tuple[str, str], list[Aim]]:
        """Return what is denied by event and denying party."""
        found: dict[tuple[str, str], list[Aim]] = defaultdict(list)
        for aim in self._aims():
            found[(aim.charge.event.id, aim.camp)].append(aim)
        return found

    def _contradict(
        self, event: str, camp: str, aims: Sequence[Aim], said: set[tuple[str, Span]]
    ) -> Iterator[Contradiction]:
        """Yield what one party denies of one event, in words other than those *said* before."""
        told = self._told[event]
        denials, against = [aim.denial for aim in aims], [aim.charge.account for aim in aims]
        deniers = {denial.voice.key for denial in denials}
        here = {denial.statement.document for denial in denials}
        also = (row for row in told.accounts if _accuses(row, camp, against, here=here))
        tellers = [
            row
            for row in {row.mention.id: row for row in (*against, *also)}.values()
            if row.voice.key not in deniers and self._camp(row.voice.key) != camp
        ]
        words = {(event, span) for denial in denials for span in denial.statement.content}
        if tellers and not _told_already(words, said):
            said |= words
            yield _contradiction(told.event, camp, tellers, denials)

    def _camp(self, key: str) -> str:
        """Return the party that a voice belongs to, or its own key."""
        party = self._parties.get(key)
        return camp_of(party) if party is not None else key

    def _note(self, before: Mapping[str, _Weighed], camps: Mapping[str, str]) -> None:
        """Note what was weighed, now or *before*, and what else decides about it."""
        found = {key: row for key, row in before.items() if key in self._denying}
        for report, aims in self._weighed.items():
            events = {aim.charge.event.id for aim in aims}
            found[report] = _Weighed(report in self._elsewhere, tuple(sorted(events)))
        keys = {*camps, *(aim.denial.voice.key for aim in self._aims())}
        for event, _ in self._by_event():
            keys.update(row.voice.key for row in self._told[event].accounts)
        self._tables.note(_AIMS, found)
        self._tables.note(_NAMES, self._names)
        self._tables.note(_CAMPS, {key: self._camp(key) for key in sorted(keys)})


def _accuses(account: Account, camp: str, against: Sequence[Account], *, here: set[str]) -> bool:
    """Return whether an account stands on the side of those that are denied.

    It names the denying party as author in another report than those of the denials (*here*), or
    stands beside a denied account in its report.
    """
    if not account.asserted:
        return False
    if account.document.id not in here and camp in {camp_of(party) for party in account.parties}:
        return True
    return account.mention.sentence in {row.mention.sentence for row in against}


def _told_already(words: set[tuple[str, Span]], said: set[tuple[str, Span]]) -> bool:
    """Return whether all of a denial's words stand within those of another of the same event."""
    return all(
        any(event == other and _overlap(span, seen) for other, seen in said)
        for event, span in words
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def _contradiction(
    event: Event, camp: str, tellers: Sequence[Account], denials: Sequence[Denial]
) -> Contradiction:
    kind = _kind(event, denials)
    both = {denial.statement.sentence for denial in denials}  # that tell of it to deny it
    telling = [row for row in tellers if row.statement.sentence not in both] or tellers
    sides = (_side_of_tellers(telling), _side_of_deniers(denials))
    opening = "Responsibility is denied" if kind == "perpetrator" else "Reports are denied"
    denied = shortened(min(denial.words for denial in denials))
    return Contradiction(
        id=Contradiction.make_id("denied", event.id, camp),
        kind=kind,
        level="major",
        subject=event.id,
        title=f"{opening}: {event.title}",
        sides=sides,
        explanation=f"{opening} ({event.title}): {sides_words(sides)} (“{denied}”).",
        state="open",
    )


def _kind(event: Event, denials: Sequence[Denial]) -> ContradictionKind:
    if event.kind in TERRITORY or all(denial.kinds == GROUND for denial in denials):
        return "control"
    return "perpetrator" if all(denial.of_authorship for denial in denials) else "happened"


def _side_of_tellers(accounts: Sequence[Account]) -> Side:
    return Side(
        value="it is reported",
        statements=tuple(sorted({account.statement.id for account in accounts})),
        origins=tuple(sorted({account.voice.name for account in accounts})),
        spans=tuple(sorted({account.mention.trigger for account in accounts})),
    )


def _side_of_deniers(denials: Sequence[Denial]) -> Side:
    spans: set[Span] = set()
    for denial in denials:
        spans.update(denial.statement.content or denial.statement.cue)
    return Side(
        value=DENIED,
        statements=tuple(sorted({denial.statement.id for denial in denials})),
        origins=tuple(sorted({denial.voice.name for denial in denials})),
        spans=tuple(sorted(spans)),
    )
