"""Every command keeps the promises that the reference page makes."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from consilience.cli.root import COMMANDS, cli

PAGE = Path(__file__).parents[2] / "docs/reference/cli.md"
LISTS = [
    "documents",
    "lineage",
    "statements",
    "sources",
    "events",
    "figures",
    "findings",
    "contradictions",
    "skipped",
]


def command_of(name: str) -> click.Command:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return command


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_is_documented(name, consilience):
    shown = consilience(name, "--help")
    assert shown.code == 0
    assert f"consilience {name}" in shown.out.split("Example:")[1]
    assert f"\n## {name}\n" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name):
    for parameter in command_of(name).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_each_in_one_whole_line(name, consilience):
    shown = consilience("--help").out
    assert command_of(name).short_help in shown


def test_the_group_has_an_example_and_a_version(consilience):
    assert "consilience build" in consilience("--help").out
    assert consilience("--version").out.startswith("consilience ")


def test_help_loads_no_heavy_library():
    code = (
        "import sys; from consilience.cli.root import run; run(['figures', '--help']);"
        "run(['--help']);"
        "print(*[m for m in ('spacy', 'numpy', 'rich', 'sqlite3', 'consilience.model.tables')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_json_csv_and_plain(name, case, consilience):
    as_json = consilience(name, case, "--json")
    assert as_json.code == 0
    rows = json.loads(as_json.out)
    as_csv = consilience(name, case, "--csv")
    header = as_csv.out.splitlines()[0].split(",")
    assert all(list(row) == header for row in rows)
    plain = consilience(name, case)
    assert set(plain.out.splitlines()[0].split("\t")) <= set(header)
    assert len(plain.out.splitlines()) == len(rows) + 1


@pytest.mark.parametrize("name", LISTS)
def test_every_list_ends_with_a_count_line_on_standard_error(name, case, consilience):
    shown = consilience(name, case)
    assert shown.err.splitlines()[-1].split(":")[0] in {name, "lineages"}


@pytest.mark.parametrize("name", ["documents", "why", "search", "verify", "build"])
def test_an_error_is_an_object_when_json_is_asked_for(name, consilience, tmp_path):
    words = {
        "why": ["gone.case", "fin_x"],
        "search": ["gone.case", "word"],
        "build": [tmp_path / "gone", "--case", tmp_path / "new.case"],
    }.get(name, ["gone.case"])
    shown = consilience(name, *words, "--json")
    told = json.loads(shown.err)
    assert set(told) == {"ok", "error", "hint", "exit_code"}
    assert (told["ok"], told["exit_code"], shown.code, shown.out) == (False, 2, 2, "")


def test_a_reader_that_goes_away_is_no_error(case):
    done = subprocess.run(
        f"{shlex.quote(sys.executable)} -c 'from consilience.cli import main; main()'"
        f" export {shlex.quote(str(case))}"
        " --format json -o - | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CONSILIENCE_TRACEBACK": ""},
    )
    assert done.stdout
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr
