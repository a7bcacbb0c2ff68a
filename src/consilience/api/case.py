"""A case as Python sees it: its tables, the chain behind an id, charts, exports, reports."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

from consilience.api.charts import Charts
from consilience.api.rows import Rows, Table, Value
from consilience.errors import SettingsError
from consilience.model.decisions import Decision
from consilience.model.documents import Document
from consilience.model.entities import Entity, Mention
from consilience.model.events import Event
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, Grade, Origin
from consilience.model.lineage import Lineage, Passage, SwappedPair
from consilience.model.places import Place
from consilience.model.rows import Row
from consilience.model.scales import ExportForm, ProfileName, ReportLength
from consilience.model.statements import Statement
from consilience.outputs.compare import find_document
from consilience.outputs.despin import Despun, despin
from consilience.outputs.exports.writing import ExportRequest, write_export
from consilience.outputs.filters import Wanted, read_period
from consilience.outputs.listings.every import LISTINGS
from consilience.outputs.profiles import Profile
from consilience.outputs.report.writing import ReportRequest, write_report
from consilience.outputs.why import Step, explain
from consilience.outputs.why_text import plain_line, why_lines
from consilience.workspace.build import build_case
from consilience.workspace.case import Case as OpenCase
from consilience.workspace.case import open_case
from consilience.workspace.decisions import ReviewDesk

R = TypeVar("R", bound=Row)
AnyPath: TypeAlias = "str | PathLike[str]"


class Why:
    """The chain behind an id; printed, it is what the command ``why`` prints."""

    def __init__(self, step: Step) -> None:
        self.step = step

    def __str__(self) -> str:
        """Return the chain as text, the evidence in double square brackets."""
        return "\n".join(plain_line(line) for line in why_lines(self.step))

    def __repr__(self) -> str:
        """Return the chain as text."""
        return str(self)


class Case:
    """An open case. Its tables are attributes; `rows` reads those that have none."""

    def __init__(self, opened: OpenCase) -> None:
        self._opened = opened
        self.charts = Charts(opened)

    @property
    def path(self) -> Path:
        """The case's file."""
        return self._opened.path

    @property
    def documents(self) -> Rows[Document]:
        """The reports."""
        return self.rows(Document)

    @property
    def passages(self) -> Rows[Passage]:
        """Runs of text that stand in two reports."""
        return self.rows(Passage)

    @property
    def lineages(self) -> Rows[Lineage]:
        """Passages with all of their copies."""
        return self.rows(Lineage)

    @property
    def swapped_pairs(self) -> Rows[SwappedPair]:
        """Words that stand in place of others inside of copies."""
        return self.rows(SwappedPair)

    @property
    def statements(self) -> Rows[Statement]:
        """Who says what."""
        return self.rows(Statement)

    @property
    def mentions(self) -> Rows[Mention]:
        """Words that name somebody."""
        return self.rows(Mention)

    @property
    def entities(self) -> Rows[Entity]:
        """Somebody, over the whole case."""
        return self.rows(Entity)

    @property
    def places(self) -> Rows[Place]:
        """Places, over the whole case."""
        return self.rows(Place)

    @property
    def figures(self) -> Rows[Figure]:
        """Figures as reported."""
        return self.rows(Figure)

    @property
    def figure_sets(self) -> Rows[FigureSet]:
        """Figures that may be compared."""
        return self.rows(FigureSet)

    @property
    def findings(self) -> Rows[Finding]:
        """What comparable figures come to."""
        return self.rows(Finding)

    @property
    def origins(self) -> Rows[Origin]:
        """The voices behind each claim."""
        return self.rows(Origin)

    @property
    def events(self) -> Rows[Event]:
        """What happened."""
        return self.rows(Event)

    @property
    def contradictions(self) -> Rows[Contradiction]:
        """Where the reports cannot all be right."""
        return self.rows(Contradiction)

    @property
    def grades(self) -> Rows[Grade]:
        """Grades proposed, each with its rule."""
        return self.rows(Grade)

    @property
    def decisions(self) -> Rows[Decision]:
        """Who decided what, when and why; `table` ("decisions") tells whether it still holds."""
        return self.rows(Decision)

    @property
    def queue(self) -> Table:
        """What a person should look at, the most important first."""
        return self.table("queue")

    def desk(self, who: str) -> ReviewDesk:
        """Return where *who* decides about this case; it shows at the next build."""
        return ReviewDesk(self.path, who=who)

    def rows(self, kind: type[R], /, **equal: Value) -> Rows[R]:
        """Return the rows of any class of ``consilience.model``."""
        return Rows(self._opened, kind, {}).where(**equal)

    def table(self, name: str, *, date: str | None = None, **filters: str) -> Table:
        """Return a list as the command line shows it, all columns, with names in place of ids.

        Args:
            name: documents, lineages, swaps, statements, sources, events, figures, findings,
                contradictions or skipped.
            date: A year, month, day or range.
            filters: place, actor, document, speaker, firmness, measure, kind.

        Raises:
            SettingsError: there is no such list or filter.

        """
        if name not in LISTINGS:
            raise SettingsError(
                f"there is no list {name!r}", hint=f"choose from {', '.join(LISTINGS)}"
            )
        unknown = sorted(set(filters) - set(Wanted.__slots__))
        if unknown:
            raise SettingsError(f"there is no filter {unknown[0]!r}")
        wanted = Wanted(date=read_period(date) if date else None, **filters)
        return Table(LISTINGS[name](self._opened, wanted))

    def why(self, row_id: str) -> Why:
        """Return what an id rests on, down to the quoted characters.

        Raises:
            InputError: there is no such id in the case.

        """
        return Why(explain(self._opened, row_id))

    def text(self, document: str) -> str:
        """Return the frozen text of a document: what offsets point into."""
        return self._opened.text(document)

    def despin(self, document: str, *, profile: ProfileName = "public") -> Despun:
        """Return a document in pieces, with second readings of its swapped words.

        Args:
            document: Its id, the name of its file, or the start of that name.
            profile: Which names may be shown.

        Raises:
            InputError: there is no such document, or more than one.

        """
        found = find_document(self._opened, document)
        return despin(self._opened, found, profile=Profile(self._opened, profile))

    def search(self, words: str, *, limit: int = 20) -> list[Document]:
        """Return the documents that hold all of *words*, the best first."""
        return [hit.document for hit in self._opened.search(words, limit=limit)]

    def export(
        self,
        form: ExportForm,
        output: AnyPath,
        *,
        hxl: bool = False,
        profile: ProfileName = "public",
    ) -> list[Path]:
        """Write the record out and return the files."""
        request = ExportRequest(form=form, output=Path(output), hxl=hxl, profile=profile)
        with self._opened.one_state():
            return list(write_export(self._opened, request, standard=io.StringIO()).paths)

    def sitrep(
        self,
        output: AnyPath,
        *,
        title: str | None = None,
        profile: ProfileName = "public",
        length: ReportLength = "default",
        since: AnyPath | None = None,
    ) -> Path:
        """Write a situation report, as Markdown or HTML by the ending of *output*.

        Args:
            output: The file.
            title: By default, made from the name of the case.
            profile: What may leave the case.
            length: One page, the usual length, or everything.
            since: File of an earlier build; then what has changed since stands first.
        """
        request = ReportRequest(
            output=Path(output),
            title=title or f"{self.path.stem}: situation report",
            profile=profile,
            length=length,
        )
        with ExitStack() as cases:
            cases.enter_context(self._opened.one_state())
            before = None if since is None else cases.enter_context(open_case(Path(since)))
            write_report(self._opened, request, standard=io.StringIO(), since=before)
        return Path(output)

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def __enter__(self) -> Self:
        """Return the case."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def __repr__(self) -> str:
        """Return the name of the file and how many reports it holds."""
        return f"<case {self.path.name}: {len(self.documents):,} documents>"


def build(
    reports: Sequence[AnyPath],
    *,
    case: AnyPath,
    jobs: int = 1,
    vocabulary: Sequence[AnyPath] = (),
    gazetteer: Sequence[AnyPath] = (),
) -> Case:
    """Build a case from files and folders, or bring it up to date, and return it open.

    Args:
        reports: Files and folders.
        case: The case file; made if it is not there.
        jobs: Processes to use; never changes the result. In a script, more than one needs the
            usual ``if __name__ == "__main__":``.
        vocabulary: Files with your own bodies and groups.
        gazetteer: Files with your own places.

    Raises:
        InputError: what was given cannot be used.

    """
    build_case(
        [Path(path) for path in reports],
        case=Path(case),
        jobs=jobs,
        vocabulary=[Path(path) for path in vocabulary],
        gazetteer=[Path(path) for path in gazetteer],
    )
    return open_(case)


def open_(case: AnyPath) -> Case:
    """Open a case for reading.

    Raises:
        CaseError: it is missing, is no case, or is newer than this program.

    """
    return Case(open_case(Path(case)))
