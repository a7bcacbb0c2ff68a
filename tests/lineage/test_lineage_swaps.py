"""Which word pairs are learnt from the copies of a case, and which are only counted."""

from consilience.lineage.copies import TraceSettings
from consilience.lineage.swaps import SwapSettings, find_swapped_pairs
from consilience.lineage.tracing import trace
from consilience.model.documents import Document, Text
from consilience.model.lineage import (
    CopyEdge,
    DocumentLineage,
    Lineage,
    LineageMember,
    Passage,
    SwappedPair,
)
from consilience.model.rows import Row
from consilience.model.spans import check_span
from consilience.model.tables import Tables
from evals.pile import document_rows

FLOOD = (
    "The governor of the northern province told 40 reporters on Monday in Adrasan that the doctor "
    "had opened a road to the villages that had been cut off since the flood of 2016."
)
FIRE = (
    "A doctor at the clinic of Kuzova said on Friday that 12 children had been brought to the ward "
    "after a fire in the market near the bridge that the army had built in 2009."
)


def swapped(text: str) -> str:
    for word, other in (
        ("doctor", "physician"), ("road", "street"), ("villages", "hamlets"),
        ("flood", "deluge"), ("children", "kids"), ("fire", "blaze"), ("told", "informed"),
        ("market", "bazaar"), ("brought", "carried"),
    ):  # fmt: skip
        text = text.replace(word, other)
    return text


def learnt(*pairs: tuple[str, str], dates: str = "") -> tuple[list[SwappedPair], list[Row]]:
    """Return the pairs learnt from (outlet, text), and all rows."""
    days = dates.split()
    given: dict[type[Row], list[Row]] = {Lineage: [], LineageMember: [], CopyEdge: [], Passage: []}
    for number, (outlet, text) in enumerate(pairs):
        published = days[number] if days else None
        for row in document_rows(f"d{number}", text, outlet=outlet, published=published):
            given.setdefault(type(row), []).append(row)
    for row in list(trace(Tables(given), settings=TraceSettings())):
        given.setdefault(type(row), []).append(row)
    rows = list(find_swapped_pairs(Tables(given), settings=SwapSettings()))
    return rows, [row for table in given.values() for row in table]


FOUR = (("Herald", FLOOD), ("Flash", swapped(FLOOD)), ("Post", FIRE), ("Quick", swapped(FIRE)))
DAYS = "2031-05-01 2031-05-03 2031-06-01 2031-06-03"


def test_a_swap_in_two_unrelated_pairs_of_reports_is_learnt() -> None:
    rows, _ = learnt(*FOUR, dates=DAYS)
    (doctor,) = (row for row in rows if row.swapped == "physician")
    assert (doctor.original, doctor.n_pairs, doctor.n_times, doctor.learnt) == (
        "doctor",
        2,
        2,
        True,
    )
    assert (doctor.n_forward, doctor.n_backward) == (2, 0)


def test_a_swap_of_one_pair_is_kept_and_not_learnt() -> None:
    rows, _ = learnt(*FOUR, dates=DAYS)
    (road,) = (row for row in rows if row.original == "road")
    assert (road.swapped, road.n_pairs, road.learnt) == ("street", 1, False)


def test_copies_of_one_report_do_not_make_a_swap_more_common() -> None:
    one = (FOUR[0], FOUR[1], ("Mirror", swapped(FLOOD)), ("Echo", FLOOD))
    rows, _ = learnt(*one, dates="2031-05-01 2031-05-03 2031-05-04 2031-05-02")
    (doctor,) = (row for row in rows if "physician" in (row.original, row.swapped))
    assert (doctor.n_pairs, doctor.learnt) == (1, False)


def test_where_no_order_is_known_nothing_is_learnt() -> None:
    rows, _ = learnt(*FOUR)
    assert {row.n_forward + row.n_backward for row in rows} == {0}
    assert not any(row.learnt for row in rows)


def test_numbers_names_function_words_and_endings_are_no_swaps() -> None:
    other = FLOOD.replace("villages", "hamlets").replace("40", "50")
    other = other.replace("had opened", "has opened").replace("reporters", "reporter")
    rows, _ = learnt(("Herald", FLOOD), ("Flash", other), dates="2031-05-01 2031-05-03")
    words = {word for row in rows for word in (row.original, row.swapped)}
    assert "hamlets" in words
    assert not words & {"40", "50", "had", "has", "reporter", "reporters"}


def test_the_order_of_the_reports_in_the_pile_does_not_matter() -> None:
    days = DAYS.split()
    forward, _ = learnt(*FOUR, dates=DAYS)
    backward, _ = learnt(*FOUR[::-1], dates=" ".join(days[::-1]))
    assert [(row.id, row.n_pairs, row.learnt) for row in forward] == [
        (row.id, row.n_pairs, row.learnt) for row in backward
    ]


def test_every_example_reads_as_its_pair_says() -> None:
    rows, given = learnt(*FOUR, dates=DAYS)
    texts = {row.id: row.text for row in given if isinstance(row, Text)}
    assert rows
    for row in rows:
        assert len(row.original_spans) == len(row.swapped_spans) > 0
        for span in (*row.original_spans, *row.swapped_spans):
            check_span(span, texts[span.document])
        assert {span.quote for span in row.original_spans} == {row.original}
        assert {span.quote for span in row.swapped_spans} == {row.swapped}


def test_the_original_of_a_spun_report_is_not_spun_itself() -> None:
    _, given = learnt(*FOUR[:2], dates="2031-05-01 2031-05-03")
    outlets = {row.id: row.outlet for row in given if isinstance(row, Document)}
    shares = {
        outlets[row.document]: row.spun_share for row in given if isinstance(row, DocumentLineage)
    }
    assert shares["Herald"] == 0
    assert (shares["Flash"] or 0) > 0.9
