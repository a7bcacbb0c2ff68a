"""The entry point: which commands there are, and how errors reach the reader."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

import click

from consilience.errors import ConsilienceError

COMMANDS: Final[dict[str, str]] = {
    "build": "building",
    "add": "adding",
    "demo": "demo",
    "vocabulary": "vocabulary",
    "gazetteer": "gazetteer",
    "documents": "documents",
    "lineage": "lineage",
    "compare": "compare",
    "despin": "despin",
    "statements": "statements",
    "sources": "sources",
    "events": "events",
    "figures": "figures",
    "findings": "findings",
    "tolls": "tolls",
    "series": "series",
    "contradictions": "contradictions",
    "queue": "queue",
    "decide": "decide",
    "undo": "undo",
    "decisions": "decisions",
    "import-csv": "import_csv",
    "skipped": "skipped",
    "why": "why",
    "search": "search",
    "verify": "verify",
    "sitrep": "sitrep",
    "export": "export",
    "purge": "purge",
    "serve": "serve",
}
"""Commands in the order in which they are used, with the module of each."""

WRONG_INPUT: Final = 2
INTERRUPTED: Final = 130


class Commands(click.Group):
    """A group that loads a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"consilience.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="consilience", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn a pile of overlapping reports about a crisis into a record that can be checked.

    A case is one file. It is found by its path, by the variable CONSILIENCE_CASE, or because it is
    the only *.case file in the folder.

    \b
    Example:
      consilience build reports/ --case mosul.case
      consilience findings mosul.case
      consilience why mosul.case fin_3jq4rcy2hx5ewxkz
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave the process with its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(words))


def run(words: list[str]) -> int:
    """Run one command and return its exit code; errors are told on standard error."""
    try:
        result = cli.main(args=words, prog_name="consilience", standalone_mode=False)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (click.Abort, KeyboardInterrupt):
        done = "interrupted; a case holds what was done so far"
        return _tell(words, done, hint=None, code=INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the top edge: no traceback reaches a reader
        return _tell_error(words, error)
    return result if isinstance(result, int) else 0


def _tell_error(words: list[str], error: Exception) -> int:
    if isinstance(error, ConsilienceError):
        return _tell(words, error.message, hint=error.hint, code=error.exit_code)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return WRONG_INPUT
    if isinstance(error, click.ClickException):
        return _tell(words, error.format_message(), hint=_usage_hint(error), code=WRONG_INPUT)
    return _tell_fault(words, error)


def _usage_hint(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{context.command_path if context else 'consilience'} --help"


def _tell_fault(words: list[str], error: Exception) -> int:
    if os.environ.get("CONSILIENCE_TRACEBACK"):
        raise error
    return _tell(
        words,
        f"unexpected {type(error).__name__}: {error}",
        hint="this is a fault of consilience; set CONSILIENCE_TRACEBACK=1 to see where",
        code=1,
    )


def _tell(words: list[str], message: str, *, hint: str | None, code: int) -> int:
    from consilience.outputs.printable import json_text, printable

    if "--json" in words:
        told = {"ok": False, "error": message, "hint": hint, "exit_code": code}
        click.echo(json_text(told), err=True)
        return code
    click.echo(f"Error: {printable(message)}", err=True)
    if hint:
        click.echo(f"Hint: {printable(hint)}", err=True)
    return code
