"""The order of the stages is proven without running them."""

import dataclasses
from collections.abc import Iterator

import pytest

from consilience.errors import StageError
from consilience.model.documents import Block, Document, Text
from consilience.model.entities import Entity
from consilience.model.rows import Row
from consilience.model.sentences import Parse, Sentence
from consilience.model.statements import Statement
from consilience.model.tables import TABLES, Tables
from consilience.pipeline.run import run_stages
from consilience.pipeline.stage import Stage, check_order
from consilience.pipeline.stages import GIVEN, STAGES


def nothing(tables: Tables) -> Iterator[Row]:
    yield from ()


def stage(**changes: object) -> Stage:
    plain = Stage(
        name="one",
        unit="document",
        version=1,
        reads=(Document, Text),
        writes=(Sentence,),
        run=nothing,
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def test_the_pipeline_can_run_in_its_order() -> None:
    check_order(STAGES, given=GIVEN)


def test_every_table_is_given_or_written_by_one_stage() -> None:
    written = [kind for stage in STAGES for kind in stage.writes]
    assert len(written) == len(set(written))
    assert set(TABLES) - set(written) - set(GIVEN) == set()


def test_a_table_read_before_it_is_written_is_named() -> None:
    with pytest.raises(StageError, match="stage two reads sentences before"):
        check_order([stage(name="two", reads=(Sentence,), writes=())], given=[Document, Text])


def test_a_table_written_twice_is_named() -> None:
    with pytest.raises(StageError, match="stage two writes sentences, which one writes already"):
        check_order([stage(), stage(name="two")], given=[Document, Text])


def test_a_document_stage_writes_rows_of_documents() -> None:
    with pytest.raises(StageError, match="whose rows have no document"):
        check_order([stage(writes=(Entity,))], given=[Document, Text])


def test_a_stage_cannot_read_what_it_does_not_declare() -> None:
    def peek(tables: Tables) -> Iterator[Row]:
        yield from tables.of(Block)

    text = Text(id="doc_1", text="x")
    with pytest.raises(StageError, match="blocks is read but not declared"):
        run_stages([stage(run=peek)], [text])


def test_a_stage_cannot_write_what_it_does_not_declare() -> None:
    def smuggle(tables: Tables) -> Iterator[Row]:
        yield Text(id="doc_2", text="y")

    with pytest.raises(StageError, match="wrote texts"):
        run_stages([stage(run=smuggle)], [Text(id="doc_1", text="x")])


def test_a_higher_version_or_other_settings_make_results_stale() -> None:
    assert stage().fingerprint != stage(version=2).fingerprint
    assert stage(identity="model 1").fingerprint != stage(identity="model 2").fingerprint


def test_whoever_reads_statements_runs_behind_the_parse() -> None:
    names = [stage.name for stage in STAGES]
    for later in STAGES:
        if Statement in later.reads or Parse in later.reads:
            assert names.index(later.name) > names.index("parse")
