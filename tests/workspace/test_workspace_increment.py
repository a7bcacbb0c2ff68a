"""A case that grew says what a fresh one says, whatever came when, and however it was built."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from consilience.model.documents import Document
from consilience.pipeline.stages import STAGES
from consilience.store.casefile import CaseFile
from consilience.store.evidence import READ_KINDS
from consilience.store.opening import open_for_build
from consilience.store.results import owner_of
from consilience.workspace.build import build_case
from consilience.workspace.case import open_case
from consilience.workspace.purge import purge_document

from .same_record import what_it_says

REPORTS = (
    "Shells hit market in Sorve\n\nAt least 12 people were killed on 3 May 2019 when shells hit a "
    "market in Sorve, the Oram Rights Monitor said.\n\nThe army denied it.\n",
    "Market shelled\n\nAt least 12 people were killed on 3 May 2019 when shells hit a market in "
    "Sorve, the Oram Rights Monitor said.\n\nA doctor at the hospital counted 15 dead.\n",
    "Death toll rises\n\nThe shelling of the market in Sorve on 3 May 2019 killed 19 people, the "
    "health ministry said on 5 May. Colonel Ivo Brandt blamed the rebels.\n",
    "Army takes Dal\n\nThe army captured Dal on 9 May 2019, Colonel Brandt said. Two soldiers were "
    "killed and 300 families fled to Sorve.\n",
    "Rebels hold Dal\n\nThe rebels said on 9 May 2019 that they had taken Dal. Ivo Brandt, a "
    "colonel, said that the army held it.\n",
    "Aid reaches camp\n\nThe United Nations said that 40 trucks reached the camp near Sorve on "
    "12 May 2019. At least 300 families live there.\n",
)

order_of_arrival = st.permutations(range(len(REPORTS))).flatmap(
    lambda order: st.lists(st.integers(0, len(order)), max_size=3).map(
        lambda cuts: _batches(order, sorted({0, *cuts, len(order)}))
    )
)


def _batches(order: Sequence[int], cuts: Sequence[int]) -> list[list[int]]:
    return [list(order[a:b]) for a, b in itertools.pairwise(cuts)]


def write(folder: Path, numbers: Sequence[int]) -> Path:
    folder.mkdir(parents=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(REPORTS[number], encoding="utf-8")
    return folder


def take_out(case: CaseFile, name: str) -> None:
    """Take a report out of *case* with all that document stages made of it."""
    of_documents = [kind for stage in STAGES if stage.unit == "document" for kind in stage.writes]
    (document,) = case.connection.execute(
        "SELECT id FROM documents WHERE name = ?", (name,)
    ).fetchone()
    with case.transaction() as connection:
        for kind in (*READ_KINDS, *of_documents):
            owner = owner_of(kind)
            connection.execute(f'DELETE FROM "{kind.table}" WHERE "{owner}" = ?', (document,))
            connection.execute(
                'DELETE FROM digests WHERE "table" = ? AND document = ?', (kind.table, document)
            )
        connection.execute("DELETE FROM stage_results WHERE document = ?", (document,))


@given(order_of_arrival, st.sets(st.integers(0, len(REPORTS) - 1), max_size=2))
@settings(
    max_examples=5,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # shrinking would build hundreds of cases
    suppress_health_check=list(HealthCheck),
)
def test_what_came_when_and_what_went_again_changes_nothing(
    batches: list[list[int]], gone: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as work:
        grown, fresh = Path(work) / "grown.case", Path(work) / "fresh.case"
        for at, numbers in enumerate(filter(None, batches)):
            build_case([write(Path(work) / str(at), numbers)], case=grown)
        for number in sorted(gone):
            with open_for_build(grown) as opened:
                take_out(opened, f"{number}.txt")
            build_case([], case=grown)
        rest = sorted(set(range(len(REPORTS))) - gone)
        build_case([write(Path(work) / "all", rest)], case=fresh)
        assert what_it_says(grown) == what_it_says(fresh)
        with open_case(grown) as case:
            assert case.verify().first_bad is None


def test_a_report_that_came_and_went_leaves_no_trace(tmp_path: Path) -> None:
    before, case = tmp_path / "before.case", tmp_path / "case.case"
    build_case([write(tmp_path / "first", [0, 2, 4])], case=before)
    shutil.copy(before, case)
    build_case([write(tmp_path / "second", [1, 3])], case=case)
    assert what_it_says(case) != what_it_says(before)
    for number in (1, 3):
        with open_for_build(case) as opened:
            take_out(opened, f"{number}.txt")
    build_case([], case=case)
    assert what_it_says(case) == what_it_says(before)


def test_a_purged_report_leaves_what_a_fresh_case_says(tmp_path: Path) -> None:
    case, fresh = tmp_path / "case.case", tmp_path / "fresh.case"
    build_case([write(tmp_path / "all", [0, 1, 2, 4])], case=case)
    with open_case(case) as opened:
        (document,) = opened.rows(Document, name="1.txt")
    purge_document(case, document.id, who="editor", why="it names a witness")
    build_case([write(tmp_path / "rest", [0, 2, 4])], case=fresh)
    told_of_the_purge = {"decisions", "decision_statuses", "counts"}
    left, wanted = (_without(what_it_says(path), told_of_the_purge) for path in (case, fresh))
    assert left == wanted


def _without(said: Counter[str], tables: set[str]) -> Counter[str]:
    return Counter({line: n for line, n in said.items() if line.split(" ")[0] not in tables})
