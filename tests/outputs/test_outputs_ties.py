"""How firmly reports tie a party to an event, and where people read it."""

import pytest

from consilience.model.entities import Entity, EntityMember
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.places import Place
from consilience.model.spans import Span
from consilience.outputs.filters import Wanted
from consilience.outputs.listings.events import list_events
from consilience.outputs.lookup import Lookup
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.report.happenings import event_text
from consilience.outputs.ties import ties_of
from tests.outputs.conftest import example

WORDS = Span(document="doc_a", start=0, end=6, quote="seized")


def told(*tellings, realis="happened"):
    """Return rows of an event that (report, blame) tell of, with the Front as who did it."""
    front = example(Entity, id="ent_f", name="Orsk Front", kind="armed_group")
    town = example(Place, id="pla_o", name="Osk", kind="settlement")
    event = example(
        Event, id="ev_1", kind="territory_gain", place="pla_o", actors=("ent_f",), realis="happened"
    )
    rows = [front, town, event]
    for at, (report, blame) in enumerate(tellings):
        who = f"men_{at}"
        mention = example(
            EventMention,
            id=f"evm_{at}",
            document=report,
            trigger=WORDS,
            target_words=Span(document=report, start=9, end=12, quote="Osk"),
            kind="territory_gain",
            realis=realis,
            actors=(who,),
            blame=blame,
        )
        rows += [
            mention,
            example(EntityMember, id=f"enm_{at}", entity="ent_f", mention=who),
            example(EventMember, id=f"evb_{at}", event="ev_1", mention=mention.id),
        ]
    return Lookup(MemoryRecord(rows))


def tie(lookup):
    (found,) = ties_of(("ent_f",), lookup.mentions_of_event["ev_1"], lookup.entity_of)
    return found


@pytest.mark.parametrize(
    ("tellings", "words", "charge"),
    [
        ([("doc_a", "told")], "told as a fact in 1 report", False),
        ([("doc_a", "told"), ("doc_b", "told")], "told as a fact in 2 reports", False),
        ([("doc_a", "told"), ("doc_a", "accused")], "accused in 1 report", True),
        (
            [("doc_a", "accused"), ("doc_b", "claimed")],
            "by its own word in 1 report, accused in 1 report",
            False,
        ),
        ([("doc_a", "possible"), ("doc_a", "suspected")], "suspected in 1 report", True),
    ],
)
def test_each_report_counts_once_and_what_it_tells_rests_on_who_accuses(tellings, words, charge):
    found = tie(told(*tellings))
    assert (found.words, found.is_charge) == (words, charge)


def test_a_denied_telling_ties_nobody():
    found = tie(told(("doc_a", "accused"), realis="denied"))
    assert (found.reports, found.is_charge) == ((), False)


def test_the_list_of_events_says_how_firmly_the_actor_is_tied():
    lookup = told(("doc_a", "accused by authorities"), ("doc_b", "told"))
    (row,) = list_events(lookup.record, Wanted()).records()
    assert row["actor1"] == "Orsk Front"
    assert row["actor1_tie"] == (
        "Orsk Front: told as a fact in 1 report, accused by authorities in 1 report"
    )


@pytest.mark.parametrize(("blame", "named"), [("told", True), ("accused", False)])
def test_the_report_does_not_say_by_whom_where_it_is_an_accusation_only(blame, named):
    lookup = told(("doc_a", blame))
    (event,) = lookup.events.values()
    assert ("by the Orsk Front" in event_text(event, lookup)) is named
