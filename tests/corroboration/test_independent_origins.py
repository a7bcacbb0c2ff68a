from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.corroboration.closure import count_matched
from consilience.corroboration.derived import derived_pairs
from consilience.model.findings import Finding, Origin
from consilience.model.statements import Link
from tests.corroboration.invented_pile import (
    copies,
    corroborate,
    document,
    entity,
    event,
    figure,
    member,
    mention,
    only,
    statement,
)


def pile(reports, said):
    happening = event()
    figures = [figure(f"f_{row.id}", row, low=12) for row in said]
    told = [mention(f"m_{row.id}", row, figures=[f"f_{row.id}"]) for row in said]
    return [*reports, *said, *figures, happening, *told, *(member(happening, row) for row in told)]


def finding(rows):
    (found,) = only(corroborate(rows), Finding)
    return found


def counts(found):
    return found.n_reports, found.n_outlets, found.n_originators, found.n_independent


def test_five_reports_that_quote_one_monitor_are_one_origin():
    reports = [document(f"d{at}", outlet=f"Paper {at}") for at in range(5)]
    said = [
        statement(f"s{at}", row, originator="River Watch", kind="ngo_monitor")
        for at, row in enumerate(reports)
    ]
    found = finding(pile(reports, said))
    assert counts(found) == (5, 5, 1, 1)
    assert found.corroboration == "provisional"


def test_copies_of_one_text_are_one_voice():
    reports = [document(f"d{at}", outlet=f"Paper {at}") for at in range(3)]
    said = [statement(f"s{at}", row) for at, row in enumerate(reports)]
    rows = pile(reports, said)
    assert counts(finding(rows)) == (3, 3, 3, 3)
    assert counts(finding([*rows, *copies("lin_1", reports)])) == (3, 3, 1, 1)


def test_two_bodies_in_copied_text_stay_two_voices():
    reports = [document("d1"), document("d2", outlet="Echo")]
    said = [
        statement(f"s{row.id}{body}", row, originator=body, kind="organisation")
        for row in reports
        for body in ("Mill Clinic", "River Watch")
    ]
    found = finding([*pile(reports, said), *copies("lin_1", reports)])
    assert found.n_originators == 2


def test_two_bodies_known_through_one_report_are_not_independent():
    reports = [document("d1")]
    said = [
        statement(f"s{body}", reports[0], originator=body, kind="organisation")
        for body in ("Mill Clinic", "River Watch")
    ]
    found = finding(pile(reports, said))
    assert (found.n_originators, found.n_independent) == (2, 1)


def test_a_report_that_cites_an_agency_is_no_second_voice_beside_it():
    reports = [document("d1", outlet="Halyard"), document("d2", outlet="Echo")]
    link = Link(role="told", name="Halyard", entity=None, span=None)
    said = [statement("s1", reports[0]), statement("s2", reports[1], chain=(link,), kind="open")]
    (origin,) = (
        row
        for row in only(corroborate(pile(reports, said)), Origin)
        if row.subject.startswith("set_")
    )
    assert origin.documents == ("d1", "d2")
    assert "cites" in origin.tests


def test_outlets_of_one_owner_are_one_voice():
    reports = [document("d1", outlet="Dawn"), document("d2", outlet="Dusk")]
    said = [statement(f"s{row.id}", row) for row in reports]
    owned = [
        entity("Dawn", kind="outlet", owner="group"),
        entity("Dusk", kind="outlet", owner="group"),
    ]
    assert counts(finding([*pile(reports, said), *owned])) == (2, 2, 1, 1)


def test_residents_of_two_reports_need_not_be_the_same_people():
    reports = [document("d1"), document("d2", outlet="Echo")]
    said = [
        statement(f"s{row.id}", row, originator="residents", kind="resident") for row in reports
    ]
    found = finding(pile(reports, said))
    assert (found.n_independent, found.independence_assumed) == (2, True)


def test_spellings_of_one_body_are_one_voice():
    reports = [document("d1"), document("d2", outlet="Echo")]
    said = [
        statement("s1", reports[0], originator="River Watch", kind="ngo_monitor"),
        statement("s2", reports[1], originator="the RW group", kind="ngo_monitor"),
    ]
    watch = entity("River Watch", kind="monitor", aliases=("RW group",))
    assert finding([*pile(reports, said), watch]).n_originators == 1


def test_a_report_of_unknown_outlet_without_source_is_unattributed():
    reports = [document("d1", outlet=None)]
    assert finding(pile(reports, [statement("s1", reports[0])])).corroboration == "unattributed"


def test_three_voices_of_two_kinds_are_strong():
    reports = [document(f"d{at}", outlet=f"Paper {at}") for at in range(3)]
    kinds = ("hospital", "ngo_monitor", "government")
    said = [
        statement(f"s{at}", row, originator=f"Body {at}", kind=kinds[at])
        for at, row in enumerate(reports)
    ]
    assert finding(pile(reports, said)).corroboration == "strong"


def test_families_times_six_are_one_figure():
    report = document("d1")
    said = statement("s1", report)
    families = figure("f1", said, low=11_906, unit="families", measure="displaced")
    persons = figure("f2", said, low=71_436, measure="displaced")
    assert list(derived_pairs([families, persons])) == [("f1", "f2")]


def test_small_sums_prove_nothing():
    said = statement("s1", document("d1"))
    rows = [figure("f1", said, low=2), figure("f2", said, low=1)]
    other = figure("f3", statement("s2", document("d2")), low=3)
    assert list(derived_pairs([*rows, other])) == []


@given(
    st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("wxyz")), min_size=1, max_size=8)
)
@settings(max_examples=40, deadline=None)
def test_matching_never_exceeds_voices_or_carriers(pairs):
    choices = {}
    for voice, carrier in pairs:
        choices.setdefault(voice, set()).add(carrier)
    assert count_matched(choices) <= min(len(choices), len(set().union(*choices.values())))


SAID = st.lists(
    st.tuples(
        st.sampled_from(["Dawn", "Dusk", "Noon"]), st.sampled_from([None, "Clinic", "Watch"])
    ),
    min_size=1,
    max_size=5,
)


def from_pairs(pairs):
    reports = [document(f"d{at}", outlet=outlet) for at, (outlet, _) in enumerate(pairs)]
    said = [
        statement(f"s{at}", row, originator=body, kind="organisation" if body else "outlet")
        for at, (row, (_, body)) in enumerate(zip(reports, pairs, strict=True))
    ]
    return reports, said


@given(SAID, st.data())
@settings(max_examples=40, deadline=None)
def test_copying_a_report_adds_no_origin(pairs, data):
    reports, said = from_pairs(pairs)
    at = data.draw(st.integers(0, len(pairs) - 1))
    before = finding(pile(reports, said))
    copy = document("d_copy", outlet="Copyist")
    again = statement("s_copy", copy, originator=said[at].originator, kind=said[at].originator_kind)
    after = finding(
        [*pile([*reports, copy], [*said, again]), *copies("lin_1", [reports[at], copy])]
    )
    assert (after.n_originators, after.n_independent) == (
        before.n_originators,
        before.n_independent,
    )
    assert (after.low, after.best, after.high) == (before.low, before.best, before.high)
    assert after.corroboration == before.corroboration


@given(SAID)
@settings(max_examples=40, deadline=None)
def test_an_independent_report_never_lowers_corroboration(pairs):
    order = ["unattributed", "provisional", "corroborated", "strong"]
    reports, said = from_pairs(pairs)
    before = finding(pile(reports, said))
    new = document("d_new", outlet="Newcomer")
    word = statement("s_new", new, originator="New Body", kind="hospital")
    after = finding(pile([*reports, new], [*said, word]))
    assert order.index(after.corroboration) >= order.index(before.corroboration)
    assert after.n_independent >= before.n_independent


@given(SAID, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_changes_nothing(pairs, random):
    rows = pile(*from_pairs(pairs))
    shuffled = list(rows)
    random.shuffle(shuffled)
    made, again = corroborate(rows), corroborate(shuffled)
    assert sorted(map(repr, made)) == sorted(map(repr, again))
