"""`compare` shows two reports of a case in a pipe, on a terminal and as a page."""

import io
import json

import pytest
from rich.console import Console

from consilience.cli.columns import draw_comparison
from consilience.outputs.compare import compare_documents, find_document
from consilience.outputs.profiles import Profile
from consilience.workspace.case import open_case


def drawn(case, width):
    console = Console(file=io.StringIO(), width=width, highlight=False)
    with open_case(case) as record:
        left, right = (find_document(record, name) for name in ("herald", "post"))
        profile = Profile(record, "internal")
        console.print(
            draw_comparison(compare_documents(record, left, right, profile=profile), console)
        )
    return console.file.getvalue()


def test_two_reports_are_compared_in_a_pipe(case, consilience):
    result = consilience("compare", case, "herald.txt", "post.txt")
    assert result.code == 0
    assert "< At least 40 civilians" in result.out
    assert "> At least 40 civilians" in result.out
    assert "\x1b" not in result.out
    assert result.err.startswith("compare: Passages shared: 1")


def test_the_page_is_the_same_in_a_file_and_on_standard_output(case, consilience, tmp_path):
    page = tmp_path / "compared.html"
    assert consilience("compare", case, "herald", "post", "-o", page).code == 0
    printed = consilience("compare", "--case", case, "herald", "post", "-o", "-")
    assert printed.out == page.read_text(encoding="utf-8")
    assert printed.out.startswith("<!DOCTYPE html>")


def test_a_wide_terminal_gets_two_columns_and_a_narrow_one_a_stack(case):
    sentence = "At least 40"
    assert any(line.count(sentence) == 2 for line in drawn(case, 140).splitlines())
    narrow = drawn(case, 50)
    assert not any(line.count(sentence) == 2 for line in narrow.splitlines())
    assert narrow.count(sentence) == 2
    assert "herald.txt:" in narrow
    assert "\x1b" not in narrow


@pytest.mark.parametrize("names", [["herald"], ["herald", "herald"], ["herald", "gone"]])
def test_anything_but_two_reports_of_the_case_is_wrong_input(case, consilience, names):
    result = consilience("compare", case, *names)
    assert (result.code, result.out) == (2, "")
    assert "Hint: " in result.err


def test_a_report_is_read_back_in_a_pipe_and_as_json(case, consilience):
    result = consilience("despin", case, "herald.txt")
    assert result.code == 0
    assert "At least 40 civilians were killed on Tuesday" in result.out
    assert "\x1b" not in result.out
    assert "0 from originals" in result.err
    shown = json.loads(consilience("despin", case, "herald.txt", "--json").out)
    assert shown["pieces"][0]["start"] == 0


def test_swapped_words_are_listed_beside_the_lineages(case, consilience):
    result = consilience("lineage", case, "--swaps", "--json")
    assert result.code == 0
    assert result.err.splitlines()[-1] == "swaps: 0"
    assert "lineages: 1" in consilience("lineage", case).err
