"""Lists a page at a time: nothing twice, nothing left out, and an index behind every order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.errors import CaseError, SettingsError
from consilience.model.events import Event, EventStanding
from consilience.model.findings import Finding
from consilience.model.statements import Statement
from consilience.model.tables import BY_NAME
from consilience.store.browse import Choice, Through, browse, count_by, rows_among
from consilience.store.columns import encode_row, insert_into
from consilience.store.opening import open_for_build
from consilience.store.orders import ORDERS
from tests.outputs.conftest import example

DAYS = [None, "2031-05-01", "2031-05-02", "2031-06-01"]


def event(number: int, day: str | None = None, **given):
    return example(
        Event,
        id=f"ev_{number:04d}",
        date_start=day,
        date_end=day,
        kind="battle" if number % 2 else "shelling",
        actors=("ent_a",) if number % 3 == 0 else ("ent_b", "ent_c"),
        **given,
    )


@pytest.fixture
def case(tmp_path):
    with open_for_build(tmp_path / "x.case") as opened:
        yield opened


def put(case, *rows):
    for row in rows:
        case.connection.execute(insert_into(type(row)), encode_row(row))


def all_pages(case, kind, **wanted):
    found, after = [], None
    while True:
        batch = browse(case, kind, after=after, **wanted)
        found += batch.rows
        after = batch.next
        if after is None:
            return found


@given(
    days=st.lists(st.sampled_from(DAYS), max_size=12),
    limit=st.integers(1, 5),
    order=st.sampled_from(["id", "date", "reports"]),
)
@settings(max_examples=40, deadline=None)
def test_pages_together_are_the_whole_list_in_its_order(tmp_path_factory, days, limit, order):
    rows = [event(at, day, n_reports=at % 4) for at, day in enumerate(days)]
    with open_for_build(tmp_path_factory.mktemp("pages") / "x.case") as case:
        put(case, *rows)
        found = all_pages(case, Event, choice=Choice(), order=order, limit=limit)
    sort_by = {
        "id": lambda row: row.id,
        "date": lambda row: (row.date_start or "~", row.id),
        "reports": lambda row: (row.background, -row.n_reports, -row.n_mentions, row.id),
    }
    assert [row.id for row in found] == [row.id for row in sorted(rows, key=sort_by[order])]


def test_a_choice_lets_only_what_is_wanted_through(case):
    put(case, *(event(at, DAYS[at % 4]) for at in range(12)))
    put(case, example(EventStanding, id="evs_1", event="ev_0003", corroboration="strong"))

    def chosen(**wanted):
        batch = browse(case, Event, choice=Choice(**wanted))
        return [int(row.id[-4:]) for row in batch.rows]

    assert chosen(equal={"kind": "battle"}) == [1, 3, 5, 7, 9, 11]
    assert chosen(equal={"date_start": None}) == [0, 4, 8]
    assert chosen(among={"id": ("ev_0001", "ev_0002")}) == [1, 2]
    assert chosen(among={"id": ()}) == []
    assert chosen(holding={"actors": ("ent_a",)}) == [0, 3, 6, 9]
    assert chosen(holding={"actors": ()}) == []
    assert chosen(touching=("2031-05-02", "2031-05-31", "date_start", "date_end")) == [2, 6, 10]
    strong = Through(
        kind=EventStanding, here="id", there="event", equal={"corroboration": "strong"}
    )
    assert chosen(through=(strong,)) == [3]


def test_an_interval_with_one_open_end_touches_what_lies_on_that_side(case):
    put(
        case,
        example(Event, id="ev_since", date_start="2031-05-02", date_end=None),
        example(Event, id="ev_until", date_start=None, date_end="2031-05-02"),
    )

    def touching(first, last):
        choice = Choice(touching=(first, last, "date_start", "date_end"))
        return [row.id for row in browse(case, Event, choice=choice).rows]

    assert touching("2031-01-01", "2031-01-31") == ["ev_until"]
    assert touching("2031-12-01", "2031-12-31") == ["ev_since"]


def test_rows_are_found_by_any_of_many_values(case):
    put(case, *(event(at) for at in range(1200)))
    wanted = [f"ev_{at:04d}" for at in range(1300)]
    assert len(list(rows_among(case, Event, "id", [*wanted, None]))) == 1200


def test_values_are_counted_the_most_frequent_first(case):
    put(case, *(event(at, DAYS[at % 3]) for at in range(7)))
    assert count_by(case, Event, "kind", choice=Choice()) == [("shelling", 4), ("battle", 3)]
    months = count_by(case, Event, "date_start", choice=Choice(), characters=7)
    assert months == [("2031-05", 4), (None, 3)]


@pytest.mark.parametrize("cursor", ["", "x", "e30", "W10", "W251bGxd", "WzFd", "é", "W1tdXQ", "W2"])
def test_a_cursor_that_is_none_is_refused(case, cursor):
    with pytest.raises(SettingsError):
        browse(case, Event, choice=Choice(), order="date", after=cursor)


def test_columns_and_orders_that_are_not_there_are_refused(case):
    with pytest.raises(CaseError):
        browse(case, Event, choice=Choice(), order="shoe size")
    for choice in (Choice(equal={"1=1; --": 1}), Choice(among={"x": ("1",)})):
        with pytest.raises(CaseError):
            browse(case, Event, choice=choice)


@pytest.mark.parametrize(
    ("table", "order"), [(table, order) for table in ORDERS for order in ORDERS[table]]
)
def test_every_order_is_read_from_an_index_and_never_sorted(case, table, order):
    plans = []
    case.connection.set_trace_callback(plans.append)
    kind = BY_NAME[table]
    browse(case, kind, choice=Choice(), order=order)
    case.connection.set_trace_callback(None)
    plan = " ".join(
        str(line[3]) for line in case.connection.execute(f"EXPLAIN QUERY PLAN {plans[-1]}")
    )
    assert "USING INDEX" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(("kind", "order"), [(Finding, "reports"), (Statement, "text")])
def test_a_later_page_starts_in_the_index_and_not_at_the_beginning(case, kind, order):
    plans = []
    last = '["doc_1",7,"st_1"]' if kind is Statement else '[-3,-2,"fin_1"]'
    import base64

    after = base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")
    case.connection.set_trace_callback(plans.append)
    browse(case, kind, choice=Choice(), order=order, after=after)
    case.connection.set_trace_callback(None)
    plan = " ".join(
        str(line[3]) for line in case.connection.execute(f"EXPLAIN QUERY PLAN {plans[-1]}")
    )
    assert "SEARCH" in plan
    assert "TEMP B-TREE" not in plan
