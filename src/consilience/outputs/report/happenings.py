"""An event as a sentence: what is reported to have happened, where and when, and by how many."""

from __future__ import annotations

from typing import Final

from consilience.model.events import Event
from consilience.outputs.lookup import Lookup
from consilience.outputs.wording import many, period_words, sentence_case

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
    "looting": "looting or destruction",
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
    where_when = f"{place_words(event, lookup)}{_when(event)}"
    if event.realis == "denied":
        told = f"reports of {what_happened(event, lookup)} were denied"
    elif event.kind == "mass_grave":
        verb = "recalled to have been" if event.background else "reported"
        told = f"{_found(event, lookup)} {verb} found{where_when}"
    elif event.realis == "ongoing":
        told = f"{_SUBJECTS[event.kind]} was reported to be going on{where_when}"
    else:
        verb = "recalled" if event.background else "reported"
        told = f"{_SUBJECTS[event.kind]} was {verb}{where_when}"
    return f"{sentence_case(told)} ({standing_words(event, lookup)})."


def _found(event: Event, lookup: Lookup) -> str:
    """Return what was found, with its verb: a grave only where a report speaks of one."""
    tellings = lookup.mentions_of_event.get(event.id, [])
    grave = any("grave" in row.trigger.quote.lower() for row in tellings)
    return "a grave was" if grave else "bodies were"


def what_happened(event: Event, lookup: Lookup) -> str:
    """Return *event* in a few words: "an air strike in Osk on 10 March 2018"."""
    return f"{_SUBJECTS[event.kind]}{place_words(event, lookup)}{_when(event)}"


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
    told = {
        lookup.place_of.get(row.place or "") for row in lookup.mentions_of_event.get(event.id, [])
    }
    return f" in {place.name}" if place.id in told else ""


def _when(event: Event) -> str:
    words = period_words(event.date_start, event.date_end)
    if words is None or event.date_start is None or event.date_end is None:
        return f" {words}" if words else ""
    if event.date_start[:10] == event.date_end[:10]:
        return f" on {words}"
    return f" in {words}" if not any(mark in words for mark in ("–", " to ")) else f" ({words})"
