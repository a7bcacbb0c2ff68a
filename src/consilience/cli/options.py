"""Options that several commands share, and how the case that is meant is found."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import click

from consilience.errors import CaseError
from consilience.model.scales import (
    ContradictionKind,
    DecisionKind,
    EventKind,
    ExportForm,
    Firmness,
    Measure,
    OriginatorKind,
    PolicyName,
    ProfileName,
    ReportForm,
    ReviewKind,
)

Command = TypeVar("Command", bound=Callable[..., Any])

CASE_VARIABLE: Final = "CONSILIENCE_CASE"
WHO_VARIABLE: Final = "CONSILIENCE_WHO"
PROFILES: Final = get_args(ProfileName)
POLICIES: Final = get_args(PolicyName)
EXPORT_FORMS: Final = get_args(ExportForm)
REPORT_FORMS: Final = get_args(ReportForm)

_OPTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "place": click.option("--place", metavar="NAME", help="Only this place, or inside of it."),
    "actor": click.option("--actor", metavar="NAME", help="Only this person, group or body."),
    "date": click.option(
        "--date",
        metavar="WHEN",
        help="Only this year, month, day or range: 2017, 2017-03, 2017-03-01..2017-03-07.",
    ),
    "document": click.option(
        "--document", metavar="ID|NAME", help="Only this document: its id or the name of its file."
    ),
    "speaker": click.option("--speaker", metavar="NAME", help="Only what this speaker says."),
    "firmness": click.option(
        "--firmness",
        metavar="FIRMNESS",
        type=click.Choice(get_args(Firmness)),
        help="Only what is said so firmly, such as stated or denied.",
    ),
    "measure": click.option(
        "--measure",
        metavar="MEASURE",
        type=click.Choice(get_args(Measure)),
        help="Only figures of this measure, such as killed or displaced.",
    ),
    "topic": click.option(
        "--topic",
        metavar="TOPIC",
        type=click.Choice(sorted({*get_args(Measure), *get_args(EventKind)})),
        help="Only what tells of this: a measure or kind of event, such as killed or air_strike.",
    ),
    "event_kind": click.option(
        "--kind",
        metavar="KIND",
        type=click.Choice(get_args(EventKind)),
        help="Only events of this kind, such as air_strike.",
    ),
    "originator_kind": click.option(
        "--kind",
        metavar="KIND",
        type=click.Choice(get_args(OriginatorKind)),
        help="Only sources of this kind, such as military or ngo_monitor.",
    ),
    "review_kind": click.option(
        "--kind",
        metavar="KIND",
        type=click.Choice(get_args(ReviewKind)),
        help="Only this kind, such as open_contradiction or suggested_merge.",
    ),
    "decision_kind": click.option(
        "--kind",
        metavar="KIND",
        type=click.Choice(get_args(DecisionKind)),
        help="Only this kind, such as merge or sign_off.",
    ),
    "who": click.option("--who", "actor", metavar="NAME", help="Only what this person decided."),
    "about": click.option(
        "--about", "document", metavar="ID", help="Only what was decided about this row."
    ),
    "contradiction_kind": click.option(
        "--kind",
        metavar="KIND",
        type=click.Choice(get_args(ContradictionKind)),
        help="Only this kind, such as figure or perpetrator.",
    ),
}


def case_argument(command: Command) -> Command:
    """Give *command* an optional argument CASE."""
    argument = click.argument("case", required=False, type=click.Path(path_type=Path))
    return argument(command)


def filter_options(*names: str) -> Callable[[Command], Command]:
    """Return a decorator that gives a command the filters *names*."""

    def add(command: Command) -> Command:
        for name in reversed(names):
            command = _OPTIONS[name](command)
        return command

    return add


def form_options(command: Command) -> Command:
    """Give *command* ``--json`` and ``--csv``."""
    command = click.option("--csv", "as_csv", is_flag=True, help="Write CSV, all columns.")(command)
    return json_option(command)


def json_option(command: Command) -> Command:
    """Give *command* ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON, for machines.")(
        command
    )


def who_option(command: Command) -> Command:
    """Give *command* ``--who``: the person who decides."""
    return click.option(
        "--who",
        envvar=WHO_VARIABLE,
        default="",
        metavar="NAME",
        help=f"Your name, as the log keeps it; or set the variable {WHO_VARIABLE}.",
    )(command)


def profile_option(command: Command) -> Command:
    """Give *command* ``--profile``."""
    return click.option(
        "--profile",
        type=click.Choice(PROFILES),
        default=PROFILES[0],
        show_default=True,
        help="public: no names of victims, witnesses and minors, coordinates rounded.",
    )(command)


def policy_option(command: Command) -> Command:
    """Give *command* ``--policy``."""
    return click.option(
        "--policy",
        type=click.Choice(POLICIES),
        help="Whose habits make low, best and high; by default, as the case was built.",
    )(command)


def find_case(given: Path | None) -> Path:
    """Return the case that is meant: the one given, the one of the variable, or the only one here.

    Raises:
        CaseError: there is no telling which.

    """
    if given is not None:
        return given
    if named := os.environ.get(CASE_VARIABLE):
        return Path(named)
    here = sorted(Path().glob("*.case"))
    if len(here) == 1:
        return here[0]
    found = f"there are {len(here)} here" if here else "there is none here"
    raise CaseError(
        f"no case is named, and {found}", hint=f"name the file, or set the variable {CASE_VARIABLE}"
    )


def split_case(words: Sequence[str]) -> tuple[Path, tuple[str, ...]]:
    """Return the case and the other words: the first word is the case if it names a file."""
    if words and (words[0].endswith(".case") or Path(words[0]).is_file()):
        return Path(words[0]), tuple(words[1:])
    return find_case(None), tuple(words)
