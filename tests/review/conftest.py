"""The packaged examples as a case, built once and copied for each test."""

import datetime
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from consilience.model.events import Event, SuggestedMerge
from consilience.model.rows import Json, Row
from consilience.review.drafting import Request
from consilience.store.columns import encode_row, insert_into
from consilience.store.opening import open_for_build
from consilience.store.results import refresh_digests
from consilience.workspace.build import build_case
from consilience.workspace.case import Case, open_case
from consilience.workspace.decisions import ReviewDesk

NOON = datetime.datetime(2026, 5, 3, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the examples; nothing may write to it."""
    case = tmp_path_factory.mktemp("examples") / "examples.case"
    with as_file(files("consilience").joinpath("examples")) as folder:
        build_case(
            [folder / "reports"],
            case=case,
            vocabulary=[folder / "vocabulary.toml"],
            gazetteer=[folder / "gazetteer.csv"],
        )
    return case


class Reviewed:
    """A case of its own in which a test decides and builds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        numbers = iter(range(10_000))
        self.desk = ReviewDesk(
            path, who="Ana Ruiz", clock=lambda: NOON, salt=lambda: f"{next(numbers):032x}"
        )

    def decide(
        self,
        kind: str,
        /,
        *subjects: str,
        words: tuple[str, int, int] | None = None,
        why: str = "seen in the reports",
        **values: Json,
    ) -> str:
        """Decide and return the id of the decision."""
        request = Request(kind=kind, subjects=subjects, values=values, words=words, why=why)  # type: ignore[arg-type]
        return self.desk.decide(request).id

    def build(self) -> None:
        """Bring the case up to date."""
        build_case([], case=self.path)

    def open(self) -> Case:
        """Open the case for reading."""
        return open_case(self.path)

    def two_events(self) -> tuple[str, str]:
        """Return two events that the machine holds apart, each told once."""
        found = [row.id for row in self.rows(Event) if row.n_mentions == 1 and not row.aggregate]
        return found[0], found[1]

    def suggest(self, one: str, two: str) -> str:
        """Let the machine suggest that two events are one, and return the suggestion."""
        row = SuggestedMerge(id=SuggestedMerge.make_id(one, two), event_a=one, event_b=two,
                             score=1.0, features=(), against=())  # fmt: skip
        with open_for_build(self.path) as case, case.transaction() as connection:
            connection.execute(insert_into(SuggestedMerge), encode_row(row))
            refresh_digests(case, [SuggestedMerge], [""])
        return row.id

    def rows(self, kind: type, /, **equal: str) -> list[Row]:
        """Return rows of the case."""
        with self.open() as case:
            return list(case.rows(kind, **equal))


@pytest.fixture
def reviewed(examples: Path, tmp_path: Path) -> Iterator[Reviewed]:
    """The case of the examples, to decide in."""
    path = tmp_path / "reviewed.case"
    shutil.copyfile(examples, path)
    yield Reviewed(path)
    with open_case(path) as case:
        assert case.verify().first_bad is None


Decide = Callable[..., str]
