from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.corroboration.tolls import TollSettings, reconcile_toll
from tests.corroboration.invented_pile import document, figure, floor, statement


def report(name, *said):
    """Return the figures of one report; each said thing is measure, number, sentence, other."""
    voice = statement(f"s_{name}", document(name))
    return [
        figure(f"f_{name}_{at}", voice, low=number, measure=measure, sentence=f"{name}_{ordinal}",
               **other)
        for at, (measure, number, ordinal, other) in enumerate(said)
    ]  # fmt: skip


def toll(*reports, names=None):
    figures = [row for rows in reports for row in rows]
    ordinals = {row.sentence: int(row.sentence.rsplit("_", 1)[1]) for row in figures}
    documents = names or sorted({row.document for row in figures})
    return reconcile_toll(figures, ordinals, documents=documents, settings=TollSettings())


def test_what_most_reports_state_is_best():
    found = toll(
        *(report(f"d{at}", ("killed", number, 0, {})) for at, number in enumerate((3, 3, 4)))
    )
    assert found.killed[1] == 3
    assert found.killed[2] in {3, 4}


def test_five_shot_and_one_dead_leaves_four_injured():
    found = toll(report("d1", ("killed_or_injured", 5, 0, {}), ("killed", 1, 0, {})))
    assert (found.killed[1], found.injured[1]) == (1, 4)


def test_a_named_victim_is_no_total():
    named = {"words": "Orla Venn", "best": 1.0, "high": 1.0}
    found = toll(
        report("d1", ("killed", 3, 0, {}), ("killed", 1, 1, named), ("killed", 1, 2, named))
    )
    assert found.killed[1] == 3


def test_recalled_incidents_and_totals_are_left_out():
    found = toll(
        report("d1", ("killed", 2, 0, {}), ("killed", 30, 9, {"background": True}),
               ("killed", 90, 8, {"count_kind": "period_total"}))
    )  # fmt: skip
    assert found.killed == (2, 2, 2)


def test_a_doer_who_died_too_can_be_counted():
    himself = {"words": "himself", "best": 1.0, "high": 1.0}
    found = toll(
        report("d1", ("killed", 3, 0, {}), ("killed", 1, 0, himself)),
        report("d2", ("killed", 4, 0, {})),
    )
    assert found.killed[1] == 4


def test_reports_that_count_nobody_speak_for_zero():
    found = toll(names=["d1", "d2"])
    assert (found.killed[1], found.injured[1]) == (0, 0)


def test_at_least_weighs_less_than_a_number():
    voice = statement("s_d1", document("d1"))
    vague = floor("f1", voice, 2, sentence="d1_0")
    found = toll([vague], report("d2", ("killed", 3, 0, {})))
    assert found.killed[1] == 3


SAID = st.lists(
    st.tuples(st.sampled_from(["killed", "injured", "killed_or_injured"]), st.integers(1, 9),
              st.integers(0, 12), st.just({})),
    max_size=5,
)  # fmt: skip


@given(st.lists(SAID, min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_bounds_are_in_order_and_no_order_of_figures_matters(said, random):
    reports = [report(f"d{at}", *rows) for at, rows in enumerate(said)]
    figures = [row for rows in reports for row in rows]
    random.shuffle(figures)
    names = [f"d{at}" for at in range(len(said))]
    found = toll(*reports, names=names)
    assert found == toll(figures, names=names[::-1])
    for low, best, high in (found.killed, found.injured):
        assert low <= best <= high
