"""What a newcomer is shown first."""

from consilience.model.findings import Contradiction, FigureSet, Finding, Origin, Side
from consilience.model.lineage import AlteredFact, Lineage, LineageMember
from consilience.model.rows import Row
from consilience.model.spans import span_of, stretch_of
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.tour import describe_record
from evals.pile import document_rows

FIRST = "The blast killed 19 people at the mill, the hospital said."
SECOND = "The blast killed 91 people at the mill, the hospital said."


def pile() -> list[Row]:
    return [
        *document_rows("doc_1", FIRST, outlet="The Morning Bell", published="2018-03-10"),
        *document_rows("doc_2", SECOND, outlet="Evening Ledger"),
    ]


def lineage() -> list[Row]:
    return [
        Lineage(
            id="lin_1", previous_ids=(), kind="edited", origin="doc_1", common_source=None,
            n_documents=2, n_outlets=2, n_words=11, reason="",
        ),
        *(
            LineageMember(
                id=f"lim_{n}", document=f"doc_{n}", lineage="lin_1",
                stretch=stretch_of(f"doc_{n}", text, 0, len(text)),
            )
            for n, text in ((1, FIRST), (2, SECOND))
        ),
        AlteredFact(
            id="alt_1", passage="pas_1", kind="number",
            a=span_of("doc_1", FIRST, 17, 19), b=span_of("doc_2", SECOND, 17, 19),
        ),
    ]  # fmt: skip


def finding() -> list[Row]:
    return [
        FigureSet(
            id="set_1", previous_ids=(), title="persons killed at the mill", event=None,
            measure="killed", group="all", unit="persons", count_kind="incident",
            scope_place=None, scope_start=None, scope_end=None, scope_text=None, base=None,
            part_of=None, reason="",
        ),
        Finding(
            id="fin_1", figure_set="set_1", low=19, best=19, high=None,
            best_rule="most_independent_origins", best_reason="one origin gives it",
            n_reports=2, n_outlets=2, n_originators=1, n_independent=1,
            agreement="contradicted", corroboration="provisional", independence_assumed=False,
            supporting=(), compatible=(), contradicting=(), superseded=(), excluded=(), reason="",
        ),
        Origin(
            id="ori_1", subject="set_1", originator="hospital", originator_name="the hospital",
            originator_kind="hospital", documents=("doc_1", "doc_2"), statements=(), figures=(),
            tests=("text_reuse",), independence_assumed=False, spans=(),
        ),
        Contradiction(
            id="con_1", kind="figure", level="major", subject="set_1", title="19 or 91",
            sides=tuple(
                Side(value=value, statements=(), origins=(), spans=(span_of(key, text, 10, 26),))
                for value, key, text in (("19", "doc_1", FIRST), ("91", "doc_2", SECOND))
            ),
            explanation="", state="open",
        ),
    ]  # fmt: skip


def told(rows: list[Row]) -> dict[str, str]:
    return {sight.heading: "\n".join(sight.lines) for sight in describe_record(MemoryRecord(rows))}


def test_reports_are_counted_and_those_without_a_date_are_named() -> None:
    shown = told(pile())
    assert list(shown) == ["Reports"]
    assert shown["Reports"].startswith("2 reports of 2 outlets\nno date is stated in doc_2")


def test_copies_are_shown_with_where_they_stood_first_and_what_was_changed() -> None:
    shown = told([*pile(), *lineage()])["Copies"]
    assert "stands in 2 reports of 2 outlets: one text, one voice, first in doc_1" in shown
    assert '"19" in doc_1, "91" in doc_2' in shown


def test_origins_figure_and_contradiction_are_read_off_the_record() -> None:
    shown = told([*pile(), *finding()])
    assert "2 reports of 2 outlets give a figure" in shown["Origins"]
    assert "only 1 voice" in shown["Origins"]
    assert "the hospital (2 reports)" in shown["Origins"]
    assert "low 19, best 19, high unknown: provisional" in shown["The reconciled figure"]
    assert '91: "killed 91 people" (doc_2)' in shown["The contradiction"]


def test_a_record_of_nothing_has_nothing_to_show_but_its_size() -> None:
    (only,) = describe_record(MemoryRecord([]))
    assert only.lines == ("0 reports of 0 outlets",)


def test_every_command_that_is_named_exists() -> None:
    from consilience.cli.root import COMMANDS

    sights = describe_record(MemoryRecord([*pile(), *lineage(), *finding()]))
    assert {sight.command for sight in sights} <= set(COMMANDS)
