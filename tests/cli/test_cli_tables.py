"""A listing is readable on a wide and on a narrow terminal."""

import io

from rich.console import Console

from consilience.cli.tables import draw_listing
from consilience.outputs.listing import Column, Listing

LISTING = Listing(
    name="findings",
    columns=(
        Column(name="finding_id", shown=True),
        Column(name="title", shown=True),
        Column(name="low", shown=True),
    ),
    rows=(("fin_1", "people killed, Sorve, 3 May 2019 (in one event) [bold]", 12.0),),
    total=1,
)


def drawn(width: int) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(draw_listing(LISTING, console))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_wide_terminal_gets_a_table() -> None:
    assert "finding id" in drawn(120)
    assert "12" in drawn(120)


def test_a_narrow_terminal_gets_stacked_rows_without_losing_a_cell() -> None:
    lines = drawn(32).splitlines()
    assert "finding id" not in drawn(32)
    assert "low 12" in drawn(32)
    assert any("fin_1" in line for line in lines)


def test_markup_in_a_report_stays_words() -> None:
    assert "[bold]" in drawn(120)
