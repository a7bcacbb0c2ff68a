"""Which of the figures stands for an event in a list, and which for a voice?"""

from types import SimpleNamespace

import pytest

from consilience.outputs.charts.intervals import figures_that_stand
from consilience.outputs.listings.events import event_finding


def lookup(*reports: int, kind: str = "incident") -> SimpleNamespace:
    """Return sets of killed people, each carried by so many *reports*."""
    sets = [
        SimpleNamespace(id=f"set_{at}", measure="killed", group="all", count_kind=kind)
        for at in range(len(reports))
    ]
    findings = {
        own.id: SimpleNamespace(id=own.id, n_reports=number)
        for own, number in zip(sets, reports, strict=True)
    }
    return SimpleNamespace(sets_of_event={"ev_1": sets}, finding_of=findings)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [((3,), "set_0"), ((1, 11, 2), "set_1"), ((2, 2, 1), None), ((), None)],
)
def test_the_set_that_more_reports_carry_than_any_other_stands_for_the_event(reports, expected):
    found = event_finding("ev_1", "killed", "all", lookup(*reports))
    assert (found.id if found else None) == expected


def test_a_total_over_a_period_never_stands_for_an_event():
    assert event_finding("ev_1", "killed", "all", lookup(9, kind="period_total")) is None


def test_what_a_voice_has_revised_since_is_no_part_of_what_it_says():
    keys = ("fig_14", "fig_91", "fig_19")
    figures = {key: SimpleNamespace(id=key, qualifier="exact") for key in keys}
    origin = SimpleNamespace(figures=tuple(figures))
    finding = SimpleNamespace(superseded=("fig_14",), excluded=("fig_91",))
    seen = figures_that_stand(origin, finding, SimpleNamespace(figures=figures))
    assert [row.id for row in seen] == ["fig_19"]
    gone = SimpleNamespace(superseded=tuple(figures), excluded=())
    assert len(figures_that_stand(origin, gone, SimpleNamespace(figures=figures))) == 3


def test_a_vague_word_bounds_nothing_beside_a_number_of_the_same_voice():
    figures = {
        "fig_h": SimpleNamespace(id="fig_h", qualifier="vague"),
        "fig_n": SimpleNamespace(id="fig_n", qualifier="approx"),
    }
    finding = SimpleNamespace(superseded=(), excluded=())
    both = SimpleNamespace(figures=("fig_h", "fig_n"))
    held = SimpleNamespace(figures=figures)
    assert [row.id for row in figures_that_stand(both, finding, held)] == ["fig_n"]
    alone = SimpleNamespace(figures=("fig_h",))
    assert [row.id for row in figures_that_stand(alone, finding, held)] == ["fig_h"]
