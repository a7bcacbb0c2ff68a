from __future__ import annotations

from consilience.model.findings import FigureSet, SetMember
from consilience.model.spans import Span
from tests.corroboration.invented_pile import (
    ceiling,
    corroborate,
    document,
    event,
    figure,
    floor,
    located,
    member,
    mention,
    only,
    place,
    statement,
    time,
)


def sets_of(rows):
    found = {}
    for row in only(corroborate(rows), SetMember):
        found.setdefault(row.figure_set, set()).add(row.figure)
    return sorted(map(sorted, found.values()))


def two_reports():
    reports = [document("d1"), document("d2", outlet="The Echo")]
    said = [statement("s1", reports[0]), statement("s2", reports[1])]
    return reports, said


def of_one_event(*figures):
    reports, said = two_reports()
    made = [make(said[at]) for at, make in enumerate(figures)]
    happening = event()
    told = [mention(f"m{at}", said[at], figures=[row.id]) for at, row in enumerate(made)]
    return [*reports, *said, *made, happening, *told, *(member(happening, row) for row in told)]


def test_figures_of_one_event_are_compared():
    rows = of_one_event(lambda s: figure("f1", s, low=3), lambda s: figure("f2", s, low=9))
    assert sets_of(rows) == [["f1", "f2"]]


def test_the_killed_are_not_compared_with_bodies_found():
    rows = of_one_event(
        lambda s: figure("f1", s, low=500),
        lambda s: figure("f2", s, low=600, measure="bodies_found"),
    )
    assert sets_of(rows) == [["f1"], ["f2"]]


def test_civilians_are_not_compared_with_all():
    rows = of_one_event(
        lambda s: figure("f1", s, low=5, group="civilians"), lambda s: figure("f2", s, low=9)
    )
    assert sets_of(rows) == [["f1"], ["f2"]]
    parents = {row.group: row.part_of for row in only(corroborate(rows), FigureSet)}
    wholes = {row.group: row.id for row in only(corroborate(rows), FigureSet)}
    assert parents == {"civilians": wholes["all"], "all": None}


def test_people_and_prisoners_killed_are_compared_where_the_numbers_fit():
    hundreds = {"words": "hundreds", "best": 100, "qualifier": "vague", "group": "prisoners"}
    fits = of_one_event(
        lambda s: ceiling("f1", s, 600), lambda s: figure("f2", s, low=100, **hundreds)
    )
    apart = of_one_event(
        lambda s: figure("f1", s, low=40), lambda s: figure("f2", s, low=100, **hundreds)
    )
    assert sets_of(fits) == [["f1", "f2"]]
    assert sets_of(apart) == [["f1"], ["f2"]]


def test_bodies_are_compared_with_bodies_of_the_one_group_named():
    rows = of_one_event(
        lambda s: figure("f1", s, low=500, measure="bodies_found", group="prisoners"),
        lambda s: figure("f2", s, low=500, measure="bodies_found", group="unknown"),
    )
    assert sets_of(rows) == [["f1", "f2"]]


def test_a_plan_is_compared_with_nothing_that_was_counted():
    rows = of_one_event(
        lambda s: figure("f1", s, low=5), lambda s: figure("f2", s, low=9, role="planning")
    )
    assert sets_of(rows) == [["f1"], ["f2"]]


def scoped(kind, *, places=("Ombra", "Ombra"), days=("2031-05-02", "2031-05-02"), **other):
    reports = [document("d1", published=days[0]), document("d2", outlet="E", published=days[1])]
    said = [statement("s1", reports[0]), statement("s2", reports[1])]
    where = {name: place(name) for name in places}
    figures = [
        figure(
            f"f{at}",
            said[at],
            low=low,
            count_kind=kind,
            measure="displaced",
            scope_place=f"p{at}",
            **other,
        )
        for at, low in enumerate((100.0, 900.0))
    ]
    spots = [located(f"p{at}", where[name], f"d{at + 1}") for at, name in enumerate(places)]
    return [*reports, *said, *figures, *where.values(), *spots]


def test_standing_figures_of_one_place_and_week_are_compared():
    assert sets_of(scoped("snapshot")) == [["f0", "f1"]]


def test_standing_figures_of_two_months_are_not_compared():
    rows = scoped("snapshot", days=("2031-01-02", "2031-05-02"))
    assert sets_of(rows) == [["f0"], ["f1"]]


def test_figures_of_two_places_are_not_compared():
    assert sets_of(scoped("snapshot", places=("Ombra", "Valdis"))) == [["f0"], ["f1"]]


def test_standing_figures_of_undated_reports_are_compared_only_where_the_number_is_the_same():
    reports = [document(name, published=None, outlet=name) for name in ("d1", "d2", "d3")]
    said = [statement("s" + row.id, row) for row in reports]
    figures = [
        figure(f"f{at}", said[at], low=low, count_kind="snapshot", measure="strength")
        for at, low in enumerate((28_000.0, 100_000.0, 28_000.0))
    ]
    assert sets_of([*reports, *said, *figures]) == [["f0", "f2"], ["f1"]]


def test_shares_of_different_bases_are_not_compared():
    reports, said = two_reports()
    figures = [
        figure(
            f"f{at}",
            said[at],
            low=60,
            unit="percent",
            measure="captured_share",
            count_kind="snapshot",
            base=Span(document=said[at].document, start=5, end=9, quote=base),
        )
        for at, base in enumerate(("the west", "the city"))
    ]
    assert sets_of([*reports, *said, *figures]) == [["f0"], ["f1"]]


def test_a_week_is_part_of_its_month():
    reports, said = two_reports()
    times = [
        time("t0", "d1", "2031-05-01", "2031-05-07"),
        time("t1", "d2", "2031-05-01", "2031-05-31"),
    ]
    spot = place("Ombra")
    figures = [
        figure(
            f"f{at}",
            said[at],
            low=low,
            count_kind="period_total",
            scope_time=f"t{at}",
            scope_place=f"p{at}",
        )
        for at, low in enumerate((70.0, 300.0))
    ]
    rows = [
        *reports,
        *said,
        *times,
        *figures,
        spot,
        located("p0", spot, "d1"),
        located("p1", spot, "d2"),
    ]
    found = {row.scope_end: row for row in only(corroborate(rows), FigureSet)}
    assert found["2031-05-07"].part_of == found["2031-05-31"].id


def test_a_part_of_a_whole_is_not_the_whole():
    reports, said = two_reports()
    whole = figure("f1", said[0], low=30)
    part = figure("f2", said[0], low=12, of_whole="f1")
    other = figure("f3", said[1], low=30)
    happening = event()
    told = [mention("m1", said[0], figures=["f1", "f2"]), mention("m2", said[1], figures=["f3"])]
    rows = [
        *reports,
        *said,
        whole,
        part,
        other,
        happening,
        *told,
        *(member(happening, row) for row in told),
    ]
    assert sets_of(rows) == [["f1", "f3"], ["f2"]]


def test_sets_keep_their_ids_when_a_report_is_added():
    rows = of_one_event(lambda s: floor("f1", s, 3), lambda s: ceiling("f2", s, 9))
    first = corroborate(rows)
    (old,) = only(first, FigureSet)
    report = document("d3", outlet="Third")
    said = statement("s3", report)
    late = figure("f3", said, low=7)
    told = mention("m9", said, figures=["f3"])
    kept = [row for row in first if isinstance(row, FigureSet | SetMember)]
    from functools import partial

    from consilience.corroboration.comparable import compare_figures
    from consilience.corroboration.grouping import CompareSettings
    from tests.corroboration.invented_pile import tables_of

    again = partial(compare_figures, settings=CompareSettings())(
        tables_of([*rows, report, said, late, told, member(event(), told), *kept])
    )
    (new,) = only(again, FigureSet)
    assert new.id == old.id
