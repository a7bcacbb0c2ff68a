"""A stage that is told what differs makes the very rows that it makes without being told."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from consilience.errors import StageError
from consilience.model.changes import Changes, Stays
from consilience.model.documents import Block, Document, Text
from consilience.model.entities import Mention
from consilience.model.held import HeldRows
from consilience.model.lineage import Lineage
from consilience.model.places import GazetteerEntry
from consilience.model.rows import Row, to_json
from consilience.model.tables import TABLES, Tables, Views
from consilience.pipeline.stage import Stage, only_rows
from consilience.store.casefile import CaseFile
from consilience.store.digests import Digests
from consilience.store.opening import open_for_build
from consilience.store.results import group_digest
from consilience.workspace import corpus_pass
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case
from consilience.workspace.corpus_pass import RowsAtHand

from .generated_reports import reports
from .same_record import what_it_says

FIRST = 40
BATCHES = (1, 1, 1, 1, 5)
"""Reports that are there, and that come after them, one batch a build."""


def lay_out(folder: Path, texts: Sequence[str], first: int) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts, start=first):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def rows_of(path: Path) -> dict[str, list[object]]:
    with open_case(path) as case:
        return {kind.table: [to_json(row) for row in case.rows(kind)] for kind in TABLES}


@pytest.mark.parametrize("seed", range(2))
def test_being_told_what_differs_changes_no_row(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = reports(seed, FIRST + sum(BATCHES))
    random.Random(seed).shuffle(texts)
    told, untold, fresh = (tmp_path / f"{name}.case" for name in ("told", "untold", "fresh"))
    build_case([lay_out(tmp_path / "first", texts[:FIRST], 0)], case=told)
    shutil.copy(told, untold)
    at, n_told = FIRST, 0

    def tell(stage: Stage, at_hand: RowsAtHand) -> Changes | None:
        nonlocal n_told
        changes = find_changes(stage, at_hand)
        n_told += changes is not None
        return changes

    find_changes = corpus_pass.find_changes
    for number, size in enumerate(BATCHES):
        batch = lay_out(tmp_path / str(number), texts[at : at + size], at)
        at += size
        monkeypatch.setattr(corpus_pass, "find_changes", tell)
        build_case([batch], case=told)
        monkeypatch.setattr(corpus_pass, "find_changes", lambda stage, at_hand: None)
        build_case([batch], case=untold)
        assert rows_of(untold) == rows_of(told)
    assert n_told
    build_case([lay_out(tmp_path / "all", texts, 0)], case=fresh)
    assert what_it_says(fresh) == what_it_says(told)


def test_a_stage_that_was_cut_off_before_is_told_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, told = tmp_path / "x.case", set[str]()
    find_changes = corpus_pass.find_changes

    def tell(stage: Stage, at_hand: RowsAtHand) -> Changes | None:
        told.add(stage.name)
        return find_changes(stage, at_hand)

    monkeypatch.setattr(corpus_pass, "find_changes", tell)
    texts = reports(7, 3)
    build_case([lay_out(tmp_path / "first", texts[:2], 0)], case=case)
    assert not told
    with open_for_build(case) as opened, opened.transaction() as connection:
        connection.execute("DELETE FROM stage_results WHERE stage = 'count origins'")
    build_case([lay_out(tmp_path / "second", texts[2:], 2)], case=case)
    assert "count origins" not in told
    assert {"trace", "merge events"} <= told


def small_case(path: Path) -> Path:
    build_case([lay_out(path.with_suffix(""), reports(7, 3), 0)], case=path)
    return path


def lineage_row(key: str, n_words: int) -> Lineage:
    return Lineage(
        id=key, previous_ids=(), kind="verbatim", origin=None, common_source=None,
        n_documents=2, n_outlets=2, n_words=n_words, reason="written for this test",
    )  # fmt: skip


def run_as(case: CaseFile, *made: Row | Stays) -> list[Lineage]:
    """Return the lineages of *case* after a stage that yields what is *made*."""
    stage = Stage(
        name="invented", unit="corpus", version=1, reads=(), writes=(Lineage,),
        run=lambda tables: made,
    )  # fmt: skip
    at_hand = RowsAtHand(case, Digests(case))
    corpus_pass.run_corpus_stage(case, stage, at_hand, given="", seen=False)
    assert at_hand.of(Lineage) == case.table(Lineage)
    assert group_digest(case, Lineage, "") == Digests(case).of(Lineage.table, "")
    return list(at_hand.of(Lineage))


def test_what_stays_is_left_alone_and_the_rest_is_replaced(tmp_path: Path) -> None:
    one, two, three = (lineage_row(f"lin_{n}", 10) for n in range(3))
    with open_for_build(tmp_path / "x.case") as case:
        assert run_as(case, one, two, three) == [one, two, three]
        stays = Stays(kind=Lineage, field="id", but=frozenset({"lin_1", "lin_2", "lin_9"}))
        new = lineage_row("lin_2", 11)
        assert run_as(case, stays, new) == [one, new]


def test_a_row_that_is_made_anew_cannot_also_stay(tmp_path: Path) -> None:
    row = lineage_row("lin_1", 10)
    with open_for_build(tmp_path / "x.case") as case:
        run_as(case, row)
        with pytest.raises(StageError, match="lin_1 is made anew, and is said to stay"):
            run_as(case, Stays(kind=Lineage, field="id", but=frozenset()), row)
        assert case.table(Lineage) == (row,)


def test_only_who_is_told_what_differs_may_say_that_rows_stay() -> None:
    with pytest.raises(StageError, match="lineages cannot stay"):
        only_rows([Stays(kind=Lineage, field="id", but=frozenset())])


@pytest.mark.parametrize("whole_first", [False, True])
def test_some_rows_of_a_table_are_those_of_the_whole(tmp_path: Path, whole_first: bool) -> None:
    with open_for_build(small_case(tmp_path / "x.case")) as case:
        wanted = {row.id for row in case.table(Document)[:2]}
        at_hand = RowsAtHand(case, Digests(case))
        if whole_first:
            at_hand.of(Block)
        expected = tuple(row for row in case.table(Block) if row.document in wanted)
        assert expected
        assert at_hand.where(Block, "document", wanted) == expected
        assert HeldRows({Block: case.table(Block)}).where(Block, "document", wanted) == expected


@pytest.mark.parametrize("whole_first", [False, True])
def test_columns_are_those_of_the_rows(tmp_path: Path, whole_first: bool) -> None:
    with open_for_build(small_case(tmp_path / "x.case")) as case:
        at_hand = RowsAtHand(case, Digests(case))
        if whole_first:
            at_hand.of(Mention)
        rows = case.table(Mention)
        fields = ("span", "document", "candidates")  # written as JSON or as it is
        expected = [(row.span, row.document, row.candidates) for row in rows]
        assert expected
        assert list(at_hand.columns(Mention, fields)) == expected
        assert list(HeldRows({Mention: rows}).columns(Mention, fields)) == expected
        values = ("candidates", "kind")
        by_value = Counter((row.candidates, row.kind) for row in rows)
        assert at_hand.counts(Mention, values) == by_value
        assert HeldRows({Mention: rows}).counts(Mention, values) == by_value
        assert at_hand.size(Mention) == HeldRows({Mention: rows}).size(Mention) == len(rows)
        assert list(at_hand.columns(GazetteerEntry, ("id", "aliases"))) == []
        assert at_hand.counts(GazetteerEntry, ("name",)) == {}
        assert at_hand.size(GazetteerEntry) == 0


def test_a_view_goes_when_rows_that_were_read_for_it_are_others(tmp_path: Path) -> None:
    with open_for_build(tmp_path / "x.case") as case:
        at_hand = RowsAtHand(case, Digests(case))
        tables = Tables({Document: (), Text: ()}, views=at_hand.views)
        inner = tables.view("texts", lambda: len(tables.of(Text)))
        tables.view("outer", lambda: tables.view("texts", lambda: inner) + len(tables.of(Document)))
        tables.view("documents", lambda: len(tables.of(Document)))
        at_hand.drop_views([Text])
        assert set(at_hand.views) == {"documents"}


def test_a_view_lets_no_stage_read_what_it_does_not_declare() -> None:
    views: Views = {}
    rows: dict[type[Row], list[Row]] = {Document: [], Text: []}
    first = Tables(rows, readable=frozenset({Document, Text}), views=views)
    assert first.view("both", lambda: len(first.of(Text)) + len(first.of(Document))) == 0
    second = Tables(rows, readable=frozenset({Document}), views=views)
    with pytest.raises(StageError, match="texts is read through a view"):
        second.view("both", lambda: 0)
