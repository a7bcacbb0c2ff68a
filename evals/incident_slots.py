"""What the answer key of MUC calls an incident, and how its slots are written.

The key holds acts against people or property outside of combat: clashes, what armies bomb from the
air and what happens to fighters alone are left out, and so is what is told without any particular.
It tells the incidents of one report apart by sort, date, place and perpetrator alone.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from spacy.lang.en.stop_words import STOP_WORDS

from consilience.extraction.events.lexicon import words_of
from consilience.extraction.figures.lexicon import load_groups
from consilience.merging.settings import MergeSettings
from evals.incident_figures import dead_of, number_of
from evals.incident_perpetrators import is_body, perpetrator, upper
from evals.incident_places import is_in_town, location_of

TYPES: Final = {
    "killing": "ATTACK", "attack": "ATTACK", "shooting": "ATTACK", "explosion": "BOMBING",
    "suicide_bomb": "BOMBING", "abduction": "KIDNAPPING", "arson": "ARSON", "robbery": "ROBBERY",
    "looting": "ATTACK",
}  # fmt: skip
STAGE: Final = {"happened": "ACCOMPLISHED", "ongoing": "ACCOMPLISHED"}
CONFIDENCE: Final = {
    "told": "REPORTED AS FACT",
    "claimed": "CLAIMED OR ADMITTED",
    "accused by authorities": "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "accused": "SUSPECTED OR ACCUSED",
    "suspected": "SUSPECTED OR ACCUSED",
    "possible": "POSSIBLE",
}
_VAGUE: Final = frozenset({"killing", "attack"})
"""Kinds that tell only what an act did: the act itself may be told by another."""


@dataclass(frozen=True)
class Report:
    """The rows of one report by id."""

    case: Mapping[str, Any]
    published: str | None
    country: str | None  # code of the country that it tells of

    def location(self, place: Any) -> list[str]:
        """Return the names of *place* as the key has them, the country first."""
        return location_of(place, self.case, self.country)

    @functools.cached_property
    def text(self) -> str:
        """What the report says."""
        return str(next(row.text for row in self.case.values() if row.table == "texts"))

    @functools.cached_property
    def opening(self) -> str:
        """The id of the first sentence."""
        sentences = (row for row in self.case.values() if row.table == "sentences")
        return str(min(sentences, key=lambda row: row.start).id)

    @functools.cached_property
    def groups(self) -> list[Any]:
        """The named armed groups, in the order of the text."""
        named = [
            row
            for row in self.case.values()
            if row.table == "mentions" and row.kind == "armed_group" and is_body(row)
        ]
        return sorted(named, key=lambda row: row.span.start)

    @functools.cached_property
    def place_of(self) -> Mapping[str, str]:
        """The place of each mention of one."""
        return {r.mention: r.place for r in self.case.values() if r.table == "place_members"}

    @functools.cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        """The kinds of event that each sentence tells."""
        found: dict[str, set[str]] = {}
        for row in self.case.values():
            if row.table == "event_mentions":
                found.setdefault(row.sentence, set()).add(row.kind)
        return {sentence: frozenset(kinds) for sentence, kinds in found.items()}

    def kinds_beside(self, mention: Any) -> frozenset[str]:
        """The kinds of event that the sentence of *mention* tells."""
        return self._kinds[mention.sentence]

    @functools.cached_property
    def settlements(self) -> list[Any]:
        """The mentions of towns and what lies in them, that are no bodies' names."""
        return [
            row
            for row in self.case.values()
            if row.table == "place_mentions"
            and not row.metonym
            and row.kind in ("settlement", "neighbourhood", "facility")
            and self.place_of.get(row.id) in self.case
            and self.case[self.place_of[row.id]].country == self.country
        ]


@dataclass(frozen=True, slots=True)
class _Act:
    """One or several events that the key would write as one incident."""

    events: tuple[Any, ...]
    mentions: tuple[Any, ...]


def incidents_of(
    report: Report, events: Sequence[tuple[Any, Sequence[Any]]]
) -> Iterator[dict[str, Any]]:
    """Yield the incidents among *events*, each with its mentions, in the order of the text."""
    acts: list[_Act] = []
    ordered = sorted(events, key=lambda one: min(row.trigger.start for row in one[1]))
    for told, every in ordered:
        event, mentions = _apart_from_combat(told, every, report)
        if not _is_incident(event, mentions, report):
            continue
        act = _Act((event,), tuple(sorted(mentions, key=lambda row: row.trigger.start)))
        at = next((at for at, other in enumerate(acts) if _are_one(other, act, report)), None)
        if at is None:
            acts.append(act)
        else:
            acts[at] = _Act(acts[at].events + act.events, acts[at].mentions + act.mentions)
    for act in acts:
        if _is_particular(act, report):
            yield _incident(act, report)


def _apart_from_combat(
    event: Any, mentions: Sequence[Any], report: Report
) -> tuple[Any, Sequence[Any]]:
    """Return what *event* did to others than fighters, where it is told apart from the combat."""
    fought = {row.sentence for row in mentions if row.kind == "battle"}
    rest = [row for row in mentions if row.kind in TYPES and row.sentence not in fought]
    others = [row for row in rest if row.realis in STAGE and "others" in _groups(row, report)]
    if event.kind != "battle" or not others:
        return event, mentions
    return dataclasses.replace(event, kind=others[0].kind), rest


def _is_particular(act: _Act, report: Report) -> bool:
    """Whether anything is told of *act* that belongs to one act, and it is not told in passing.

    In passing is what one sentence tells without a day or a place, unless it opens the report.
    "The bombings" are several acts, and no number of them is told.
    """
    if all(_is_of_many(row) and not _is_threat(row) for row in act.mentions) or not any(
        row.place or row.time or row.figures or (row.target_words and not _is_sort(row))
        for row in act.mentions
    ):
        return False
    told = {row.sentence for row in act.mentions}
    if _is_threatened(act) or len(told) > 1 or report.opening in told or _dates(act, report):
        return True
    return any(len(report.location(report.case.get(event.place))) > 1 for event in act.events)


def _is_of_many(mention: Any) -> bool:
    """Whether *mention* is a plural ("attacks"), and nothing is counted there."""
    word = mention.trigger.quote.split()[-1].lower()
    return word.endswith("s") and not mention.lemma.endswith("s") and not mention.figures


def _is_sort(mention: Any) -> bool:
    """Whether *mention* tells only what sort of people or things it befell ("civilians")."""
    words = [word.strip(",.\"'()") for word in mention.target_words.quote.split()]
    first, last = words[0], words[-1]
    known = any(word[:1].isupper() or word[:1].isdigit() for word in words)
    return last.endswith("s") and not known and first.lower() not in STOP_WORDS


def _is_incident(event: Any, mentions: Sequence[Any], report: Report) -> bool:
    stage = event.realis in STAGE or any(_is_threat(row) or _is_attempt(row) for row in mentions)
    if event.kind not in TYPES or not stage or event.aggregate:
        return False
    if event.kind == "looting" and not _is_sabotage(mentions, report):
        return False
    groups = [group for row in mentions for group in _groups(row, report)]
    fought = any(
        row.kind == "battle" or report.kinds_beside(row) & _NO_INCIDENTS for row in mentions
    )
    return "others" in groups or not (groups or fought)


def _is_threatened(act: _Act) -> bool:
    """Whether *act* was threatened and not done."""
    return not any(event.realis in STAGE for event in act.events) and any(
        _is_threat(row) for row in act.mentions
    )


def _is_threat(mention: Any) -> bool:
    return mention.realis == "planned" and "told as a threat" in mention.reason


def _is_attempt(mention: Any) -> bool:
    return mention.realis == "planned" and "told as an attempt" in mention.reason


def _is_sabotage(mentions: Sequence[Any], report: Report) -> bool:
    """Whether things were destroyed as a blow, by an armed group or in so many words."""
    actors = (report.case[key].kind for row in mentions for key in row.actors)
    return "armed_group" in actors or any(row.lemma == "sabotage" for row in mentions)


_NO_INCIDENTS: Final = frozenset({"battle", "crash", "disaster"})
"""Kinds of event whose dead the key leaves out: who fell in a clash, who died in an accident."""


def _groups(mention: Any, report: Report) -> list[str]:
    """Return whom *mention* was done to, as far as it tells: soldiers, fighters or others."""
    named = [report.case[key].kind for key in mention.targets]
    found = ["fighters" if kind == "armed_group" else "others" for kind in named if kind != "force"]
    if mention.target_words is None:
        return found
    words = [word.strip(",.\"'()") for word in mention.target_words.quote.lower().split()]
    known = {group for word in words for group in _groups_named(word)}
    if (known & {"soldiers"} or "force" in named) and "police" not in known:
        return [*(kind for kind in found if kind != "others"), "soldiers"]
    if "fighters" in known and "police" not in known:
        return ["fighters"]
    if found or all(word in STOP_WORDS or not word.isalpha() for word in words):
        return found  # "they", "three": nobody is told
    return ["others"]


def _groups_named(word: str) -> set[str]:
    """Return the groups that *word* names, by the product's words for people and for troops."""
    forms = {word, word.removesuffix("s")}
    found = {load_groups()[form] for form in forms if form in load_groups()}
    return {*found, "soldiers"} if forms & words_of("troops") else {*found}


def _are_one(left: _Act, right: _Act, report: Report) -> bool:
    """Whether nothing that the key looks at tells two acts apart."""
    kinds = [{event.kind for event in act.events} for act in (left, right)]
    if _is_threatened(left) != _is_threatened(right):
        return False
    alike = not kinds[0].isdisjoint(kinds[1]) or bool(_types(left) & _types(right))
    if not alike and not _tell_one_blast(left, right):
        return False
    for values in (_cities, _dates, _killed):
        mine, theirs = values(left, report), values(right, report)
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    return True


def _tell_one_blast(left: _Act, right: _Act) -> bool:
    """Whether one is a blast, and the other told by words for any act ("the attack", "died")."""
    acts = (left, right)
    vague = any(all(event.kind in _VAGUE for event in act.events) for act in acts)
    return vague and any(_types(act) == {"BOMBING"} for act in acts)


def _types(act: _Act) -> set[str]:
    return {TYPES[event.kind] for event in act.events}


def _cities(act: _Act, report: Report) -> set[str]:
    """Return the towns of *act*, and what they lie in; a street or a hill tells none apart."""
    places = [report.case.get(event.place) for event in act.events]
    return {
        name
        for place in places
        if place is not None and place.country == report.country and is_in_town(place, report.case)
        for name in report.location(place)[1:]
    }


def _dates(act: _Act, report: Report) -> set[str]:
    return {event.date_start for event in act.events if event.date_start}


def _killed(act: _Act, report: Report) -> set[str]:
    found = number_of(_figures(act, report), "killed")
    return {str(found)} if found else set()


def _figures(act: _Act, report: Report) -> list[Any]:
    return [report.case[key] for row in act.mentions for key in row.figures]


def _incident(act: _Act, report: Report) -> dict[str, Any]:
    case = report.case
    figures = _figures(act, report)
    kinds = [TYPES[event.kind] for event in act.events]
    dated = [event for event in act.events if event.date_start] or list(act.events)
    end = dated[0].date_end or report.published
    organisation, blame = perpetrator(act, report)
    places = max(
        (report.location(case.get(event.place)) for event in act.events),
        key=len,
    )
    threatened = _is_threatened(act)
    return {
        "type": next((kind for kind in kinds if kind != "ATTACK"), kinds[0]),
        "stage": "THREATENED" if threatened else "ACCOMPLISHED",
        "date": {"start": dated[0].date_start or _earliest(end), "end": end} if end else None,
        "location": places if len(places) > 1 else _nearest_place(act, report) or places,
        "perpetrator_organisations": [[organisation]] if organisation else [],
        "confidence": CONFIDENCE[blame] if organisation else None,
        "victims": [
            {"mentions": [upper(row.target_words.quote)]}
            for row in act.mentions
            if row.target_words
        ][:3],
        "killed": None if threatened else _dead(act, report),
        "injured": None if threatened else number_of(figures, "injured"),
    }


def _dead(act: _Act, report: Report) -> dict[str, int | None] | None:
    return number_of(_figures(act, report), "killed") or dead_of(act.mentions, report.case)


_BESIDE: Final = 100
"""Characters around an act in which a town is taken for its place."""


def _nearest_place(act: _Act, report: Report) -> list[str]:
    start, end = act.mentions[0].trigger.start, act.mentions[-1].trigger.end
    near = sorted(
        (max(start - one.span.start, one.span.start - end, 0), one.id, one)
        for one in report.settlements
        if start - _BESIDE < one.span.start < end + _BESIDE
    )
    return (
        location_of(report.case[report.place_of[near[0][1]]], report.case, report.country)
        if near
        else []
    )


def _earliest(end: str) -> str:
    """Return when an act that nothing dates can have been, as merging takes it."""
    day = datetime.date.fromisoformat(end[:10])
    return (day - datetime.timedelta(days=MergeSettings().memory_days)).isoformat()
