"""``python -m evals.page_dates``: why are the dates of pages not right, and what could be reached?

Pages are put into classes by what they tell and state, never by their answers. The first table says
for each class how often the day of the reference is the first one that the page names, that of a
change, another one in its file, or none in it. The second says what the best rule could reach that
treats pages of a class alike, wrong days kept within what is allowed; it is told the answers when
it chooses, so that no honest rule over these classes reaches more.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from consilience.model.documents import Document, FieldCandidate, Text
from consilience.reading.html_source import is_whole
from consilience.reading.html_times import SHOWN_CHANGES
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report
from consilience.reading.webarchives import address_fields
from evals.pile import read_lines
from evals.sets import SHARED

ALLOWED_WRONG: Final = 0.03
RELATIONS: Final = ("first", "change", "elsewhere", "nowhere")
_CLASSES: Final = (
    ("contradicting", "statements contradict each other"),
    ("different days", "several days, none of them named"),
    ("doubtful", "only the day on which a page was set up"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A page with a day in the references, and what it says of itself."""

    kind: str
    whole: bool  # saved with its programs
    gold: str
    answer: str | None
    first: str | None  # the earliest day of publication that it names
    change: str | None  # the day of a change: one told to readers before one stated
    elsewhere: bool  # whether the day of the references stands in its file at all

    @property
    def relation(self) -> str:
        """How the day of the references stands to what the page names."""
        if self.gold == self.first:
            return "first"
        if self.gold == self.change:
            return "change"
        return "elsewhere" if self.elsewhere else "nowhere"


def find_pages(folder: Path) -> Iterator[Dated]:
    """Yield the pages of the set in *folder* that have a day in the references."""
    gold = {line["id"]: line.get("date") for line in read_lines(folder, "gold")}
    for line in read_lines(folder, "documents"):
        if gold[line["id"]]:
            data = gzip.decompress((folder / line["html"]).read_bytes())
            yield read_page(data, line["url"], gold[line["id"]])


def read_page(data: bytes, address: str, gold: str) -> Dated:
    """Return what the page *data* says of its days, beside the one of the references."""
    rows = read_report(RawReport("page.html", data, given=address_fields(address)))
    source = data.decode("utf-8", errors="replace")
    document = next((row for row in rows if isinstance(row, Document)), None)
    text = next((row.text for row in rows if isinstance(row, Text)), "")
    found = [row for row in rows if isinstance(row, FieldCandidate)]
    changes = [row for row in found if row.field == "modified"]
    told = [row for row in changes if row.where_found in SHOWN_CHANGES]
    days = {document.published_start, document.published_end} if document is not None else {None}
    days = {day and day[:10] for day in days}
    return Dated(
        kind=_kind(document, found),
        whole=is_whole(source),
        gold=gold,
        answer=days.pop() if len(days) == 1 else None,
        first=min((row.value[:10] for row in found if row.field == "published"), default=None),
        change=next((row.value[:10] for row in (*told, *changes)), None),
        elsewhere=stands_in(f"{source}\n{text}\n{address}", date.fromisoformat(gold)),
    )


def _kind(document: Document | None, found: Sequence[FieldCandidate]) -> str:
    if document is None:
        return "no page"
    start, end = document.published_start, document.published_end
    if start and end and start[:10] == end[:10]:
        return f"one day: {document.published_reason.partition(':')[0].partition(' ')[0]}"
    changes = {row.where_found for row in found if row.field == "modified"}
    if start:
        named = "called one" if changes & set(SHOWN_CHANGES) else "that is told without a name"
        return f"first day, and a change more than a week later {named}"
    for words, kind in _CLASSES:
        if words in document.published_reason:
            return kind
    if changes & set(SHOWN_CHANGES):
        return "only a change is told"
    return "only a change, in metadata" if changes else "no day"


def stands_in(source: str, day: date) -> bool:
    """Tell whether *day* stands in *source* in any form: words, digits, seconds since 1970."""
    year, month, number = day.year, day.month, day.day
    name = rf"(?:{day:%B}|{day:%b}|{'Sept' if month == 9 else day.strftime('%b')})\.?"
    between = r"(?:\s|&nbsp;|<[^>]{0,80}>|[,./-]|st|nd|rd|th|of){0,6}"
    forms = (
        rf"{year}[-/.]?0?{month}[-/.]?0?{number}(?!\d)",
        rf"{name}{between}0?{number}{between}{year}",
        rf"0?{number}{between}{name}{between}{year}",
        rf"0?{month}[/.-]0?{number}[/.-](?:{year}|{year % 100:02d})(?!\d)",
        rf"0?{number}[/.-]0?{month}[/.-](?:{year}|{year % 100:02d})(?!\d)",
    )
    if any(re.search(rf"(?<!\d){form}", source, re.IGNORECASE) for form in forms):
        return True
    around = timedelta(hours=14)  # the day begins so much earlier or later elsewhere
    began = datetime(year, month, number, tzinfo=UTC)
    first, last = (began - around).timestamp(), (began + timedelta(days=1) + around).timestamp()
    seconds = re.finditer(r"(?<!\d)([12]\d{9})(?:\d{3})?(?!\d)", source)
    return any(first <= int(match[1]) < last for match in seconds)


def best_of(groups: Sequence[Sequence[Dated]], *, most_wrong: int) -> tuple[int, int]:
    """Return the most right pages with at most *most_wrong* wrong ones, and how many those are.

    All pages of a group get the same: their answer, their first day, their change, or none.
    """
    best = {0: 0}
    for group in groups:
        options = {(0, 0)}
        for take in ("answer", "first", "change"):
            given = [(one.gold, getattr(one, take)) for one in group]
            right = sum(gold == day for gold, day in given)
            options.add((right, sum(day is not None for _, day in given) - right))
        reached: dict[int, int] = {}
        for wrong, right in best.items():
            for more, false in options:
                if wrong + false <= most_wrong:
                    reached[wrong + false] = max(reached.get(wrong + false, 0), right + more)
        best = reached
    wrong = max(best, key=lambda one: (best[one], -one))
    return best[wrong], wrong


def _table(pages: Sequence[Dated]) -> Iterator[str]:
    head = " ".join(f"{name:>9}" for name in ("pages", *RELATIONS, "right", "wrong"))
    yield f"{'':<74}{head}"
    groups: dict[tuple[str, bool], list[Dated]] = defaultdict(list)
    for page in pages:
        groups[page.kind, page.whole].append(page)
    for (kind, whole), group in sorted(groups.items(), key=lambda one: (one[0][0], not one[0][1])):
        counts = Counter(page.relation for page in group)
        right = sum(page.answer == page.gold for page in group)
        wrong = sum(page.answer is not None for page in group) - right
        figures = (len(group), *(counts[name] for name in RELATIONS), right, wrong)
        shown = " ".join(f"{figure:>9}" for figure in figures)
        yield f"{kind:<70}{'' if whole else '(*)':<4}{shown}"
    yield "(*) saved without any program: what those stated is gone; annotators may have had it"


def _shares(pages: Sequence[Dated]) -> Iterator[str]:
    for words, group in (
        ("all pages", pages),
        ("saved with their programs", [page for page in pages if page.whole]),
        ("saved without any", [page for page in pages if not page.whole]),
    ):
        right = sum(page.answer == page.gold for page in group)
        wrong = sum(page.answer is not None for page in group) - right
        count = max(1, len(group))
        yield f"{words}: {len(group)}, {right / count:.3f} right, {wrong / count:.3f} wrong"


def main(arguments: Sequence[str]) -> int:
    """Print both tables for the set in the folder that *arguments* name, or the developers'."""
    default = SHARED / "data" / "cleaning" / "wcxb_dev"
    pages = list(find_pages(Path(arguments[0]) if arguments else default))
    print("\n".join(_table(pages)))
    print("\n".join(_shares(pages)))
    most = int(ALLOWED_WRONG * len(pages))
    for words, key in (
        ("classes alone", lambda page: (page.kind,)),
        ("classes, pages with and without programs apart", lambda page: (page.kind, page.whole)),
    ):
        groups: dict[tuple[object, ...], list[Dated]] = defaultdict(list)
        for page in pages:
            groups[key(page)].append(page)
        right, wrong = best_of(list(groups.values()), most_wrong=most)
        shares = f"{right / len(pages):.3f} right, {wrong / len(pages):.3f} wrong"
        print(f"best rule by {words}: {shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
