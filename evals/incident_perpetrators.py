"""Who did an incident of MUC, as its key has it: one body, as the report ties it to the act."""

from __future__ import annotations

from typing import Any, Final

from consilience.extraction.events.meant import GANGS, is_name
from consilience.extraction.figures.lexicon import load_groups
from consilience.outputs.ties import FIRMEST, firmest


def perpetrator(act: Any, report: Any) -> tuple[str | None, str]:
    """Return the body that is tied to *act*, and how: as an actor, or else where it is told.

    Where a report says who accuses it, what it tells besides ("the rebels shot him") rests on that.
    """
    tied = [
        (FIRMEST.index(row.blame or "told"), at, actor)
        for at, row in enumerate(act.mentions)
        if row.realis != "denied"
        for actor in (report.case[key] for key in row.actors)
        if is_body(actor)
    ]
    if tied:
        _, _, actor = min(tied, key=lambda one: one[:2])
        blames = [FIRMEST[rank] for rank, _, other in tied if _key(other) == _key(actor)]
        return upper(actor.name), firmest(blames) or "told"
    for row in act.mentions:
        beside = [
            one
            for one in report.groups
            if one.sentence == row.sentence
            and one.id not in row.targets
            and not _tells(one, report.case[row.statement])
            and not _is_of_victim(one, row, report)
        ]
        if beside:
            return upper(beside[0].name), row.blame or _blame_of(report.case[row.statement])
    return None, "told"


def _key(actor: Any) -> str:
    """Return what tells whether two mentions are of one body."""
    return str(actor.candidates[0] if actor.candidates else actor.same_as or actor.name.casefold())


def _is_of_victim(mention: Any, row: Any, report: Any) -> bool:
    """Whether *mention* stands where the victim is described ("Ann Lee, a leader of the Front")."""
    if row.target_words is None or mention.span.start < row.target_words.end:
        return False
    between = report.text[row.target_words.end : mention.span.start]
    return between.startswith(",") and between.count(",") == 1 and len(between) < _APPOSITION


_APPOSITION: Final = 70
"""Characters between a comma behind somebody and what the words behind it name."""


def _tells(mention: Any, statement: Any) -> bool:
    """Whether *mention* stands in the words that tell who says so."""
    return any(span.start <= mention.span.start < span.end for span in statement.source)


def _blame_of(statement: Any) -> str:
    if statement.originator_kind == "armed_group":
        return "claimed"
    if statement.originator_kind in ("government", "military", "unnamed_official"):
        return "accused by authorities"
    told = not statement.cue or statement.originator_kind in ("open", "outlet", "news_agency")
    return "told" if told else "accused"


def upper(name: str) -> str:
    return " ".join(name.upper().split())


def is_body(actor: Any) -> bool:
    """Whether *actor* is a body or its members, by name or as an institution; not "the rebels"."""
    words = actor.name.split()
    if actor.kind == "person" or (actor.kind == "people" and not _are_members(words[-1])):
        return False
    last = next((word for word in reversed(words) if not _are_members(word)), words[-1])
    if is_name(actor) and (actor.candidates or last[:1].isupper()):
        return True
    singular = last.lower().removesuffix("s")
    institution = singular in GANGS or actor.kind in ("force", "government")
    return institution and singular not in load_groups()


def _are_members(word: str) -> bool:
    """Whether *word* is for those whom a body is made of: "troops", "officers", "members"."""
    singular = word.lower().removesuffix("s")
    return singular == "member" or load_groups().get(singular) in ("soldiers", "police")
