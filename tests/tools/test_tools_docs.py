import dataclasses

from consilience.model.rows import Row
from consilience.model.tables import TABLES
from tools.dictionary_page import field_comments, render_dictionary_page
from tools.docs import find_stale_pages, main, write_pages


def test_the_generated_pages_are_current():
    assert find_stale_pages() == [], "run `make docs`"


def test_a_missing_or_changed_page_is_stale(tmp_path):
    assert len(find_stale_pages(tmp_path)) == len(write_pages(tmp_path))
    assert find_stale_pages(tmp_path) == []
    page = tmp_path / "docs/reference/cli.md"
    page.write_text(page.read_text() + "\n")
    assert find_stale_pages(tmp_path) == ["docs/reference/cli.md"]


def test_an_unknown_argument_is_refused(capsys):
    assert main(["--chekc"]) == 2
    assert "--check" in capsys.readouterr().err


def test_the_dictionary_names_every_field_of_every_table():
    page = render_dictionary_page()
    for kind in TABLES:
        section = page.split(f"## {kind.table}\n")[1].split("\n## ")[0]
        for field in dataclasses.fields(kind):
            assert f"| `{field.name}` |" in section


def test_a_comment_inside_brackets_is_found():
    @dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
    class Sample(Row):
        """A row for this test."""

        plain: int  # metres
        bracketed: (
            str | None  # of the first one
        )
        silent: str

    comments = field_comments(Sample)
    assert (comments["plain"], comments["bracketed"]) == ("metres", "of the first one")
    assert comments["silent"] == ""
