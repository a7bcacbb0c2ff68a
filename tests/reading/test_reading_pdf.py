"""A PDF keeps its way back: each block says on which page, and in which box of it, it stands."""

import re

import pytest

from consilience.model.documents import Block, Text
from consilience.model.rows import Row
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report

Lines = list[tuple[int, int, str]]


def pdf(*pages: Lines) -> bytes:
    """Return a PDF of *pages*, each of lines with the place of their first letter in points."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        font,
    ]
    for number, lines in zip(numbers, pages, strict=True):
        shown = " ".join(f"1 0 0 1 {x} {y} Tm ({words}) Tj" for x, y, words in lines)
        stream = f"BT /F1 12 Tf {shown} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R"
            f" >> >> /Contents {number + 1} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream".encode())
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return data + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, data.rindex(b"xref"),
    )  # fmt: skip


FIRST: Lines = [
    (72, 700, "Market hit in Sorve"),
    (72, 670, "At least 12 people were killed on 3 May 2019 when shells hit a mar-"),
    (72, 655, "ket in Sorve, police said."),
    (72, 600, "A hospital near the river put the number of the dead at 15."),
]
SECOND: Lines = [(100, 500, "On the second page the army denied that it had fired.")]


def located(data: bytes) -> dict[str, tuple[int, list[int]]]:
    rows: list[Row] = read_report(RawReport("a.pdf", data))
    (text,) = [row.text for row in rows if isinstance(row, Text)]
    found = {}
    for row in rows:
        if isinstance(row, Block):
            match = re.fullmatch(r"page (\d+), box (.*)", row.locator or "")
            assert match is not None
            sides = [int(side) for side in match[2].split()]
            found[text[row.start : row.end]] = (int(match[1]), sides)
    return found


def test_every_block_of_a_pdf_says_its_page_and_box() -> None:
    found = located(pdf(FIRST, SECOND))
    page, (left, bottom, right, top) = found["Market hit in Sorve"]
    assert (page, left, bottom) == (1, pytest.approx(72, abs=2), pytest.approx(700, abs=4))
    assert right > left + 80
    assert top == pytest.approx(709, abs=4)
    page, sides = found[SECOND[0][2]]
    assert (page, sides[0], sides[1]) == (2, pytest.approx(100, abs=2), pytest.approx(498, abs=4))


def test_the_box_of_a_paragraph_holds_all_of_its_lines_and_no_other() -> None:
    found = located(pdf(FIRST, SECOND))
    (words,) = [words for words in found if words.startswith("At least 12")]
    assert words.endswith("hit a market in Sorve, police said.")
    _, (_, bottom, _, top) = found[words]
    assert 640 < bottom < 656
    assert 676 < top < 690


def test_a_page_without_words_counts_as_a_page() -> None:
    found = located(pdf(FIRST, [], SECOND))
    assert found[SECOND[0][2]][0] == 3
