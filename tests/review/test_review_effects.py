"""Decisions change the record at the next build, say so, and are there after every further one."""

import pytest

from consilience.errors import SettingsError
from consilience.model.decisions import DecisionStatus, ReviewItem
from consilience.model.documents import Document
from consilience.model.entities import Entity, EntityMember
from consilience.model.events import Event, EventMember, EventStanding, SuggestedMerge
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade, Origin, SetMember
from consilience.model.lineage import Lineage, LineageMember
from consilience.model.places import Place
from consilience.model.rows import Row
from consilience.model.rulings import CannotLink, CorrectedFigure
from consilience.review.values import read_values
from tests.review.conftest import Reviewed


def one(rows: list[Row], **equal: object) -> Row:
    return next(
        row for row in rows if all(getattr(row, name) == value for name, value in equal.items())
    )


def event_of(reviewed: Reviewed, mention: str) -> str:
    return reviewed.rows(EventMember, mention=mention)[0].event


def set_with(reviewed: Reviewed, *, members: int) -> FigureSet:
    """A set of figures that several documents give."""
    for row in reviewed.rows(FigureSet):
        if len(reviewed.rows(SetMember, figure_set=row.id)) >= members:
            return row
    raise AssertionError("no such set")


def status(reviewed: Reviewed, decision: str) -> DecisionStatus:
    return reviewed.rows(DecisionStatus, decision=decision)[0]


def test_merged_events_are_one_and_can_be_parted_again(reviewed: Reviewed) -> None:
    pair = reviewed.two_events()
    mentions = [reviewed.rows(EventMember, event=key)[0].mention for key in pair]
    decision = reviewed.decide("merge", *pair)
    reviewed.build()
    assert len({event_of(reviewed, key) for key in mentions}) == 1
    assert status(reviewed, decision).state == "applied"
    reasons = [
        feature.detail
        for row in reviewed.rows(EventMember, event=event_of(reviewed, mentions[0]))
        for feature in row.features
    ]
    assert any(decision in reason for reason in reasons)
    reviewed.desk.undo(decision)
    reviewed.build()
    assert len({event_of(reviewed, key) for key in mentions}) == 2


def test_all_that_two_events_were_merged_from_is_one_event(reviewed: Reviewed) -> None:
    """Whatever the machine has against it: a hypothetical event and one that happened, say."""
    told = [row for row in reviewed.rows(Event) if row.n_mentions > 1 and not row.aggregate]
    pair = next((a.id, b.id) for a in told for b in told if a.realis != b.realis)
    mentions = [row.mention for key in pair for row in reviewed.rows(EventMember, event=key)]
    decision = reviewed.decide("merge", *pair)
    reviewed.build()
    assert len({event_of(reviewed, key) for key in mentions}) == 1
    assert status(reviewed, decision).state == "applied"


def test_a_suggestion_that_is_turned_down_keeps_the_two_apart(reviewed: Reviewed) -> None:
    pair = reviewed.two_events()
    decision = reviewed.decide("reject", reviewed.suggest(*pair))
    reviewed.build()
    suggested = {frozenset((row.event_a, row.event_b)) for row in reviewed.rows(SuggestedMerge)}
    assert frozenset(pair) not in suggested
    (ruling,) = reviewed.rows(CannotLink)
    assert ruling.decision == decision
    assert status(reviewed, decision).state == "applied"


def test_a_suggestion_that_is_accepted_makes_the_two_one(reviewed: Reviewed) -> None:
    pair = reviewed.two_events()
    mentions = [reviewed.rows(EventMember, event=key)[0].mention for key in pair]
    reviewed.decide("accept", reviewed.suggest(*pair))
    reviewed.build()
    assert len({event_of(reviewed, key) for key in mentions}) == 1


def test_mentions_are_taken_out_of_an_event(reviewed: Reviewed) -> None:
    event = max(reviewed.rows(Event), key=lambda row: row.n_mentions)
    members = reviewed.rows(EventMember, event=event.id)
    taken, rest = members[0].mention, members[-1].mention
    decision = reviewed.decide("unmerge", event.id, taken)
    reviewed.build()
    assert event_of(reviewed, taken) != event_of(reviewed, rest)
    assert status(reviewed, decision).state == "applied"
    assert event_of(reviewed, rest) == event.id, "the rest keeps the id"


def test_of_two_decisions_that_cannot_both_hold_the_later_one_does(reviewed: Reviewed) -> None:
    pair = reviewed.two_events()
    mentions = [reviewed.rows(EventMember, event=key)[0].mention for key in pair]
    apart = reviewed.decide("unmerge", *pair)
    together = reviewed.decide("merge", *pair)
    reviewed.build()
    assert len({event_of(reviewed, key) for key in mentions}) == 1
    assert status(reviewed, apart).state == "stale"
    assert status(reviewed, together).state == "applied"
    queued = [row.subject for row in reviewed.rows(ReviewItem, kind="stale_decision")]
    assert queued == [apart]


def test_merged_entities_are_one(reviewed: Reviewed) -> None:
    army = one(reviewed.rows(Entity), name="Veskaran Armed Forces")
    short = one(reviewed.rows(Entity), name="Army")
    decision = reviewed.decide("merge", army.id, short.id)
    reviewed.build()
    names = {row.name for row in reviewed.rows(Entity)}
    assert "Veskaran Armed Forces" in names
    assert "Army" not in names
    reasons = {row.reason for row in reviewed.rows(EntityMember, entity=army.id)}
    assert any(decision in reason for reason in reasons)


def test_a_mention_is_taken_out_of_an_entity(reviewed: Reviewed) -> None:
    body = one(reviewed.rows(Entity), name="Black Reed")
    members = reviewed.rows(EntityMember, entity=body.id)
    decision = reviewed.decide("unmerge", body.id, members[0].mention)
    reviewed.build()
    (moved,) = reviewed.rows(EntityMember, mention=members[0].mention)
    assert moved.entity != body.id
    assert decision in moved.reason
    assert len(reviewed.rows(EntityMember, entity=body.id)) == len(members) - 1


def test_a_corrected_figure_says_what_the_machine_has(reviewed: Reviewed) -> None:
    figure = one(reviewed.rows(Figure), measure="killed", best=19.0)
    decision = reviewed.decide("correct", figure.id, low=20, best=20, high=20)
    reviewed.build()
    (now,) = [row for row in reviewed.rows(Figure) if row.id == figure.id]
    assert (now.low, now.best, now.high) == (20.0, 20.0, 20.0)
    assert decision in now.reason
    notes = reviewed.rows(CorrectedFigure, row=figure.id)
    assert sorted((note.field, note.machine) for note in notes) == [
        ("best", "19.0"), ("high", "19.0"), ("low", "19.0"),
    ]  # fmt: skip
    assert status(reviewed, decision).state == "applied"
    again = reviewed.decide("correct", figure.id, best=21, high=21)
    reviewed.build()
    (now,) = [row for row in reviewed.rows(Figure) if row.id == figure.id]
    assert (now.low, now.best) == (20.0, 21.0), "of one field the later word holds"
    assert status(reviewed, again).state == "applied"


def test_words_that_carry_a_new_value_become_the_figures_own(reviewed: Reviewed) -> None:
    figure = one(reviewed.rows(Figure), measure="killed", best=19.0)
    with reviewed.open() as case:
        text = case.text(figure.document)
    start = text.index(" ", figure.span.end) + 1
    reviewed.decide(
        "correct", figure.id, words=(figure.document, start, start + 4), best=20, high=20
    )
    reviewed.build()
    (now,) = [row for row in reviewed.rows(Figure) if row.id == figure.id]
    assert (now.span.start, now.span.quote) == (start, text[start : start + 4])


def test_a_figure_is_corrected_by_picking_words(reviewed: Reviewed) -> None:
    figure = one(reviewed.rows(Figure), measure="killed", best=19.0)
    with reviewed.open() as case:
        text = case.text(figure.document)
    start = next(row.span.start for row in reviewed.rows(Figure, document=figure.document)
                 if row.id != figure.id and row.best is not None)  # fmt: skip
    end = text.index(" ", start)
    decision = reviewed.decide("correct", figure.id, words=(figure.document, start, end))
    with reviewed.open() as case:
        made = next(row for row in case.decisions() if row.id == decision)
    assert set(read_values(made.after)) == {"low", "best", "high", "qualifier"}
    word = text.index("the ")
    with pytest.raises(SettingsError, match="is not one number or range"):
        reviewed.decide("correct", figure.id, words=(figure.document, word, word + 3))


def test_an_event_carries_the_day_and_place_of_the_reviewer(reviewed: Reviewed) -> None:
    event = max(reviewed.rows(Event), key=lambda row: row.n_mentions)
    place = one(reviewed.rows(Place), name="Ashkhul")
    decision = reviewed.decide(
        "correct", event.id, date_start="2018-03-11", kind="shelling", place=place.id
    )
    reviewed.build()
    (now,) = [row for row in reviewed.rows(Event) if row.id == event.id]
    assert (now.date_start, now.date_end, now.date_precision) == ("2018-03-11", "2018-03-11", "day")
    assert (now.kind, now.place) == ("shelling", place.id)
    assert decision in now.reason
    assert "Ashkhul, 2018-03-11" in now.title


def test_a_rejected_figure_is_set_aside_with_the_reason(reviewed: Reviewed) -> None:
    found = set_with(reviewed, members=4)
    figure = reviewed.rows(SetMember, figure_set=found.id)[0].figure
    decision = reviewed.decide("reject", figure)
    reviewed.build()
    (finding,) = reviewed.rows(Finding, figure_set=found.id)
    assert figure in finding.excluded
    assert decision in finding.reason
    assert all(figure not in row.figures for row in reviewed.rows(Origin, subject=found.id))


def test_a_rejected_event_leaves_the_record(reviewed: Reviewed) -> None:
    event = one(reviewed.rows(Event), n_mentions=1)
    decision = reviewed.decide("reject", event.id)
    reviewed.build()
    assert event.id not in {row.id for row in reviewed.rows(Event)}
    assert status(reviewed, decision).state == "applied"
    reviewed.desk.undo(decision)
    reviewed.build()
    assert event.id in {row.id for row in reviewed.rows(Event)}


def test_the_best_figure_is_the_reviewers(reviewed: Reviewed) -> None:
    found = set_with(reviewed, members=4)
    (before,) = reviewed.rows(Finding, figure_set=found.id)
    decision = reviewed.decide("choose_best", before.id, low=1, best=2, high=3)
    reviewed.build()
    (now,) = reviewed.rows(Finding, figure_set=found.id)
    assert (now.low, now.best, now.high, now.best_rule) == (1.0, 2.0, 3.0, "reviewer")
    assert decision in now.best_reason
    assert status(reviewed, decision).state == "applied"


def test_an_unreliable_source_is_excluded_by_name(reviewed: Reviewed) -> None:
    name = "Veskara Conflict Monitor"
    voiced = [row for row in reviewed.rows(Origin) if row.originator_name == name]
    assert voiced
    decision = reviewed.decide("source_letter", name, letter="e")
    reviewed.build()
    assert not [row for row in reviewed.rows(Origin) if row.originator_name == name]
    excluded = [row for row in reviewed.rows(Finding) if decision in row.reason]
    assert excluded
    assert all(row.excluded for row in excluded)


def test_a_figure_that_is_not_comparable_gets_a_set_of_its_own(reviewed: Reviewed) -> None:
    found = set_with(reviewed, members=4)
    members = [row.figure for row in reviewed.rows(SetMember, figure_set=found.id)]
    decision = reviewed.decide("not_comparable", members[0])
    reviewed.build()
    (place,) = reviewed.rows(SetMember, figure=members[0])
    assert [row.figure for row in reviewed.rows(SetMember, figure_set=place.figure_set)] == [
        members[0]
    ]
    assert decision in place.reason
    assert (
        len({row.figure_set for key in members[1:] for row in reviewed.rows(SetMember, figure=key)})
        == 1
    )


def test_a_resolved_contradiction_stays_resolved(reviewed: Reviewed) -> None:
    contradiction = one(reviewed.rows(Contradiction), kind="figure")
    decision = reviewed.decide("resolve", contradiction.id, state="explained")
    reviewed.build()
    (now,) = [row for row in reviewed.rows(Contradiction) if row.id == contradiction.id]
    assert now.state == "explained"
    assert decision in now.explanation
    assert contradiction.id not in {row.subject for row in reviewed.rows(ReviewItem)}


def test_only_a_signature_makes_a_grade_final(reviewed: Reviewed) -> None:
    grade = one(reviewed.rows(Grade), axis="harm", value="weak")
    assert grade.proposed
    decision = reviewed.decide("sign_off", grade.subject, axis="grade", value="confirmed")
    reviewed.build()
    (now,) = [row for row in reviewed.rows(Grade) if row.id == grade.id]
    assert (now.value, now.proposed) == ("confirmed", False)
    assert decision in now.because
    assert "weak" in now.because
    reviewed.desk.undo(decision)
    reviewed.build()
    (now,) = [row for row in reviewed.rows(Grade) if row.id == grade.id]
    assert now == grade


def test_a_withdrawn_document_counts_no_longer(reviewed: Reviewed) -> None:
    disputed = {span.document for row in reviewed.rows(Contradiction) if row.kind == "happened"
                for side in row.sides for span in side.spans}  # fmt: skip
    document = next(row for row in reviewed.rows(Document) if row.id in disputed)
    reviewed.decide("withdraw", document.id)
    reviewed.build()
    assert all(document.id not in row.documents for row in reviewed.rows(Origin))
    sides = [side for row in reviewed.rows(Contradiction) for side in row.sides
             if row.kind in ("perpetrator", "place", "date", "cause", "happened")]  # fmt: skip
    assert all(span.document != document.id for side in sides for span in side.spans)


@pytest.mark.parametrize("kind", ["split_lineage", "independent"])
def test_copies_that_a_reviewer_parts_are_voices_of_their_own(
    reviewed: Reviewed, kind: str
) -> None:
    lineage = one(reviewed.rows(Lineage), n_documents=2, kind="verbatim")
    documents = [row.document for row in reviewed.rows(LineageMember, lineage=lineage.id)]
    shared = [row for row in reviewed.rows(Origin) if set(documents) <= set(row.documents)]
    voices = {row.event: row.n_originators for row in reviewed.rows(EventStanding)}
    subjects = (lineage.id, documents[0]) if kind == "split_lineage" else tuple(documents)
    decision = reviewed.decide(kind, *subjects)
    reviewed.build()
    assert status(reviewed, decision).state == "applied"
    if kind == "split_lineage":
        assert lineage.id not in {row.id for row in reviewed.rows(Lineage)}
    else:
        now = [row for row in reviewed.rows(Origin) if set(documents) <= set(row.documents)]
        assert shared
        assert not now
        told = {row.subject for row in shared} & voices.keys()
        standings = {row.event: row.n_originators for row in reviewed.rows(EventStanding)}
        assert told
        assert all(standings[event] > voices[event] for event in told)


def test_lineages_that_a_reviewer_joins_are_one(reviewed: Reviewed) -> None:
    one_of, two = [row for row in reviewed.rows(Lineage) if row.n_documents == 2][:2]
    decision = reviewed.decide("join_lineages", one_of.id, two.id)
    reviewed.build()
    holders = {
        row.lineage for row in reviewed.rows(LineageMember) if row.lineage in (one_of.id, two.id)
    }
    assert len(holders) == 1
    assert status(reviewed, decision).state == "applied"


def test_what_a_decision_rests_on_is_watched(reviewed: Reviewed) -> None:
    found = set_with(reviewed, members=4)
    (finding,) = reviewed.rows(Finding, figure_set=found.id)
    figure = reviewed.rows(SetMember, figure_set=found.id)[0].figure
    chosen = reviewed.decide("choose_best", finding.id, best=7, low=7, high=7)
    reviewed.build()
    assert status(reviewed, chosen).state == "applied"
    reviewed.decide("correct", figure, best=8, low=8, high=8)
    reviewed.build()
    assert status(reviewed, chosen).state == "stale"
    assert "changed since: figures: " in status(reviewed, chosen).reason
    assert chosen in {row.subject for row in reviewed.rows(ReviewItem, kind="stale_decision")}
    renewed = reviewed.decide("choose_best", finding.id, best=7, low=7, high=7)
    reviewed.build()
    assert status(reviewed, chosen).state == "overruled"
    assert status(reviewed, renewed).state == "applied"
