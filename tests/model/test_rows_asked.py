from __future__ import annotations

import pytest

from consilience.model.asked import Asked
from consilience.model.case import Count
from consilience.model.held import HeldRows


class Watched(HeldRows):
    """Rows in memory that tell which of them were read."""

    def __init__(self, rows):
        super().__init__({Count: rows})
        self.read = []

    def of(self, kind):
        self.read.append("all")
        return super().of(kind)

    def where(self, kind, field, values):
        self.read.append(sorted(values))
        return tuple(row for row in super().of(kind) if getattr(row, field) in values)

    def size(self, kind):
        return len(super().of(kind))


def counts(n):
    return [
        Count(id=f"c{at:03}", name=f"n{at // 2:03}", key=str(at % 2), value=at) for at in range(n)
    ]


def test_a_row_is_read_once_and_only_when_it_is_asked_for():
    held = Watched(counts(20))
    rows = Asked(held, Count)
    assert held.read == []
    assert [rows["c003"].value, rows["c003"].value, rows["c004"].value] == [3, 3, 4]
    assert held.read == [["c003"], ["c004"]]


def test_rows_that_are_read_in_one_go_are_not_asked_for_again():
    held = Watched(counts(20))
    rows = Asked(held, Count)
    rows.read({"c001", "c002", "gone"})
    assert rows["c002"].value == 2
    assert rows.get("gone") is None
    with pytest.raises(KeyError):
        rows["gone"]
    assert held.read == [["c001", "c002", "gone"]]


def test_rows_are_found_by_another_field_in_the_order_of_their_ids():
    rows = Asked(Watched(counts(20)), Count, "name")
    assert [row.value for row in rows.of("n004")] == [8, 9]
    assert rows.of("none") == ()


def test_who_asks_for_many_rows_gets_the_whole_table_in_one_go():
    held = Watched(counts(20))
    rows = Asked(held, Count)
    rows.read(f"c{at:03}" for at in range(7))
    assert [rows["c019"].value, rows.get("gone")] == [19, None]
    assert held.read == ["all"]


def test_who_asks_often_gets_the_whole_table_in_one_go():
    held = Watched(counts(900))
    rows = Asked(held, Count)
    assert [rows[f"c{at:03}"].value for at in range(900)] == [*range(900)]
    assert held.read[-1] == "all"
    assert held.read.count("all") == 1
    assert len(held.read) < 300
