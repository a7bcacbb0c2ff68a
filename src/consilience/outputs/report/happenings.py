"""An event as a sentence: what is reported to have happened, where and when, and by how many."""

from __future__ import annotations

import re
from typing import Final

from consilience.model.events import Event, EventMention
from consilience.outputs.lookup import Lookup
from consilience.outputs.report.attributed import with_article
from consilience.outputs.ties import ties_of
from consilience.outputs.wording import many, period_words, sentence_case
from consilience.text.taken import names_a_town, takes_whole

_SUBJECTS: Final[dict[str, str]] = {
    "battle": "fighting",
    "territory_gain": "a capture of ground",
    "territory_loss": "a loss of ground",
    "air_strike": "an air strike",
    "shelling": "shelling",
    "explosion": "an explosion",
    "suicide_bomb": "a suicide bombing",
    "chemical_weapon": "a chemical attack",
    "shooting": "a shooting",
    "killing": "a killing",
    "attack": "an attack",
    "abduction": "an abduction",
    "detention": "an arrest",
    "sexual_violence": "sexual violence",
    "looting": "looting",
    "arson": "arson",
    "heritage_damage": "damage to heritage",
    "robbery": "a robbery",
    "protest": "a protest",
    "riot": "a riot",
    "agreement": "an agreement",
    "movement": "a movement of forces",
    "siege": "a siege",
    "displacement": "displacement",
    "return": "a return of people",
    "mass_grave": "a discovery of bodies",
    "aid_delivered": "a delivery of aid",
    "aid_blocked": "a blocking of aid",
    "investigation": "an investigation",
    "announcement": "an announcement",
    "crash": "a crash",
    "disaster": "a disaster",
    "other": "another event",
}


def event_text(event: Event, lookup: Lookup) -> str:
    """Return what is reported of *event*, with its reports, voices and standing in brackets."""
    where_when = f"{place_words(event, lookup)}{_when(event)}" or ", place and day not established"
    if event.realis == "denied":
        told = f"reports of {what_happened(event, lookup)} were denied"
    elif event.kind == "territory_gain" and not event.background:
        told = f"{taken_words(event, lookup)}{_when(event)}"
    elif event.kind == "mass_grave":
        verb = "recalled to have been" if event.background else "reported"
        told = f"{_found(event, lookup)} {verb} found{where_when}"
    elif (hit := _what_was_hit(event, lookup)) is not None:
        told = f"“{hit}” was reported hit{where_when}"
    elif event.kind in _GOING and not event.background:
        told = f"people were reported {_GOING[event.kind]}{where_when}"
    elif event.realis == "ongoing":
        told = f"{subject_of(event, lookup)} was reported to be going on{where_when}"
    else:
        verb = "recalled" if event.background else "reported"
        told = f"{subject_of(event, lookup)} was {verb}{where_when}"
    return f"{sentence_case(told)} ({standing_words(event, lookup)})."


def subject_of(event: Event, lookup: Lookup) -> str:
    """Return what sort of event is told: looting only where a report's word says so."""
    tellings = lookup.mentions_of_event.get(event.id, [])
    if event.kind == "looting" and all(row.lemma.lower() not in _LOOTING for row in tellings):
        return "destruction"
    return _SUBJECTS[event.kind]


def taken_words(event: Event, lookup: Lookup) -> str:
    """Return what is reported taken and by whom: a place, something in it, or ground there."""
    place = lookup.places.get(event.place or "")
    where = place_words(event, lookup)
    tellings = lookup.mentions_of_event.get(event.id, [])
    quotes = [row.target_words.quote for row in tellings if row.target_words is not None]
    by = _by_whom(event, lookup)
    names = (place.name, *place.aliases) if place is not None and where else ()
    town = place is not None and place.kind == "settlement"
    if any(takes_whole(words, names, town=town) for words in quotes):
        return f"{place.name if place else 'a place'} was reported taken{by}"
    losers = [lookup.entities[key].name for key in event.targets if key in lookup.entities]
    if losers and place is not None and where:
        return f"{with_article(losers[0])} was reported driven out of {place.name}"
    words = " ".join(quotes[0].split()) if quotes else ""
    if not words or words.casefold() in _GROUND:
        return f"a capture of ground was reported{where}{by}"
    known = place is None or place.name.casefold() in words.casefold() or names_a_town(words)
    inside = "" if known else where
    return f"the capture of “{words}” was reported{inside}{by}"


def _by_whom(event: Event, lookup: Lookup) -> str:
    """Return " by the army", where there is one actor and more than an accusation ties it."""
    tellings = lookup.mentions_of_event.get(event.id, [])
    ties = ties_of(event.actors, tellings, lookup.entity_of)
    if len(ties) != 1 or ties[0].is_charge or ties[0].party not in lookup.entities:
        return ""
    return f" by {with_article(lookup.entities[ties[0].party].name)}"


def takes_unnamed_town(event: Event, lookup: Lookup) -> bool:
    """Tell whether a capture is of a town that nobody names ("the country's second city")."""
    place = lookup.places.get(event.place or "")
    tellings = lookup.mentions_of_event.get(event.id, [])
    quotes = [row.target_words.quote for row in tellings if row.target_words is not None]
    if event.kind != "territory_gain" or not quotes:
        return False
    names = (place.name, *place.aliases) if place is not None else ()
    town = place is not None and place.kind == "settlement"
    return all(names_a_town(words) and not takes_whole(words, names, town=town) for words in quotes)


_GOING: Final = {"return": "to have returned", "displacement": "displaced"}
_GROUND: Final = frozenset({"territory", "ground", "land", "positions", "areas", "swathes"})
_LOOTING: Final = frozenset({"loot", "looting", "plunder", "pillage", "ransack", "rob", "steal"})
_HITTING: Final = frozenset({"hit", "strike"})
_HARMING: Final = frozenset(
    "injure wound hurt kill die slay maim murder execute shoot behead".split()
)


def entry_text(event: Event, lookup: Lookup) -> str:
    """Return the entry of an event in a list by days: "10 March 2018: air strike, Osk"."""
    when = period_words(event.date_start, event.date_end) or "day not known"
    where = place_words(event, lookup).strip().partition(" ")[2]
    what = _ARTICLE.sub("", subject_of(event, lookup))
    if (hit := _what_was_hit(event, lookup)) is not None:
        what = f"“{hit}” hit"
    elif event.kind == "territory_gain":
        return f"{when}: {taken_words(event, lookup)}"
    elif is_told_by_harm(event, lookup):
        what = "people killed or hurt"
    denied = ", denied" if event.realis == "denied" else ""
    return f"{when}: {what}{f', {where}' if where else ''}{denied}"


_ARTICLE: Final = re.compile(r"^an? ")


def is_told_by_harm(event: Event, lookup: Lookup) -> bool:
    """Tell whether an event is known only by whom it killed or hurt: its figure says it all."""
    tellings = lookup.mentions_of_event.get(event.id, [])
    counted = any(row.figures for row in tellings)
    harmed = all(row.lemma.lower() in _HARMING for row in tellings)
    return event.kind in ("attack", "killing") and counted and harmed


def _what_was_hit(event: Event, lookup: Lookup) -> str | None:
    """Return the thing that "was hit", where no report says by whom and calls it an attack."""
    tellings = lookup.mentions_of_event.get(event.id, [])
    tellings = [row for row in tellings if row.lemma.lower() not in _HARMING]
    hit = [row for row in tellings if row.lemma.lower() in _HITTING and row.target_words]
    if event.kind != "attack" or event.actors or not hit or len(hit) < len(tellings):
        return None
    words = hit[0].target_words
    return " ".join(words.quote.split()) if words is not None else None


def _found(event: Event, lookup: Lookup) -> str:
    """Return what was found, with its verb: a grave only where a report speaks of one."""
    tellings = lookup.mentions_of_event.get(event.id, [])
    grave = any("grave" in row.trigger.quote.lower() for row in tellings)
    return "a grave was" if grave else "bodies were"


def whether_taken(event: Event, lookup: Lookup) -> str | None:
    """Return "Osk was taken by the army on 10 March"; ``None`` where no whole place was."""
    if event.kind != "territory_gain":
        return None
    words = taken_words(event, lookup)
    if " was reported taken" not in words:
        return None
    return f"{words.replace(' was reported taken', ' was taken')}{_when(event)}"


def what_happened(event: Event, lookup: Lookup) -> str:
    """Return *event* in a few words: "an air strike in Osk on 10 March 2018"."""
    return f"{subject_of(event, lookup)}{place_words(event, lookup)}{_when(event)}"


def standing_words(event: Event, lookup: Lookup) -> str:
    """Return how many reports and voices tell of *event*, and what that comes to."""
    reports = {row.document for row in lookup.mentions_of_event.get(event.id, [])}
    standing = lookup.standing_of.get(event.id)
    found = [many(len(reports), "report")]
    if standing is not None and standing.n_independent:
        found += [many(standing.n_independent, "voice"), standing.corroboration]
        if standing.agreement != "uncontested":
            found.append(standing.agreement)
    return ", ".join(found)


def place_words(event: Event, lookup: Lookup) -> str:
    """Return " in Osk", where a report names the place; nothing where it was only concluded."""
    place = lookup.places.get(event.place or "")
    if place is None:
        return ""
    told = [
        row
        for row in lookup.mentions_of_event.get(event.id, [])
        if lookup.place_of.get(row.place or "") == place.id
    ]
    left = [_is_left(row, lookup) for row in told]
    if event.kind == "displacement":
        return f" {'from' if any(left) else 'in'} {place.name}" if told else ""
    if all(left):  # "brought by volunteers from Osk"; or nobody names the place
        return ""
    return f" {_PREPOSITION.get(event.kind, 'in')} {place.name}"


def _is_left(telling: EventMention, lookup: Lookup) -> bool:
    """Tell whether a telling names its place as one that somebody comes *from*."""
    place = lookup.place_mentions.get(telling.place or "")
    if place is None:
        return False
    before = lookup.record.text(telling.document)[: place.span.start]
    return before.rstrip().endswith(" from")


_PREPOSITION: Final = {"return": "to"}


def _when(event: Event) -> str:
    words = period_words(event.date_start, event.date_end)
    if words is None or event.date_start is None or event.date_end is None:
        return f" {words}" if words else ""
    if event.date_start[:10] == event.date_end[:10]:
        return f" on {words}"
    return f" in {words}" if not any(mark in words for mark in ("–", " to ")) else f" ({words})"
