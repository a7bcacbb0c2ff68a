"""The command `decide`."""

from __future__ import annotations

from typing import Final, get_args

import click

from consilience.cli.options import json_option, split_case, who_option
from consilience.errors import SettingsError
from consilience.model.scales import DecisionKind

_MADE_ELSEWHERE: Final = frozenset({"purge", "undo"})
KINDS: Final = tuple(kind for kind in get_args(DecisionKind) if kind not in _MADE_ELSEWHERE)


@click.command("decide", short_help="Decide about the record: merge, correct, sign and so on.")
@click.argument("words", nargs=-1, required=True, metavar="[CASE] KIND ID... [FIELD=VALUE]...")
@who_option
@click.option("--why", default="", metavar="TEXT", help="The reason; most kinds ask for one.")
@click.option(
    "--words",
    "characters",
    metavar="DOCUMENT:START-END",
    help="The characters of a report that carry a corrected value.",
)
@json_option
def command(
    words: tuple[str, ...], *, who: str, why: str, characters: str | None, as_json: bool
) -> int:
    """Decide about the record. It shows at the next build, and can be undone.

    KIND is accept, reject, correct, merge, unmerge, split_lineage, join_lineages, independent,
    choose_best, not_comparable, resolve, source_letter, withdraw, comment or sign_off. What each
    takes: docs/how-to/review.md.

    \b
    Example:
      consilience decide mosul.case merge ev_3jq4rcy2hx5ewxkz ev_4bh75zlmu6emcvif --who "Ana Ruiz"
      consilience decide correct fig_2lg4equcgk6qmdlw best=500 --words doc_5reuiashqtwpkfho:120-123
      consilience decide choose_best fin_c77igwvaiu5dp5zi best=212 --why "the monitor named them"
      consilience decide sign_off ev_3jq4rcy2hx5ewxkz axis=grade value=confirmed
      consilience decide source_letter "Radio Nerith" letter=E --why "has invented reports"
    """
    from consilience.cli.showing import count_line
    from consilience.model.rows import to_json
    from consilience.outputs.printable import json_text
    from consilience.review.drafting import Request
    from consilience.workspace.decisions import ReviewDesk

    case, rest = split_case(words)
    if not rest or rest[0] not in KINDS:
        named = f"unknown kind {rest[0]!r}" if rest else "no kind of decision is named"
        raise SettingsError(f"{named}; choose from {', '.join(KINDS)}")
    kind: DecisionKind = rest[0]  # type: ignore[assignment]  # one of its words, as just seen
    subjects, values = _split_values(rest[1:])
    place = _read_characters(characters) if characters else None
    request = Request(kind=kind, subjects=subjects, values=values, words=place, why=why)
    made = ReviewDesk(case, who=who).decide(request)
    if as_json:
        click.echo(json_text(to_json(made)))
    else:
        click.echo(made.id)
    count_line(f"decide: number {made.number:,} of the log; next: consilience build --case {case}")
    return 0


def _split_values(words: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the ids, and the values by field; a name with "=" in it cannot be a source's."""
    subjects = tuple(word for word in words if "=" not in word)
    pairs = (word.partition("=") for word in words if "=" in word)
    return subjects, {name.strip(): value for name, _, value in pairs}


def _read_characters(given: str) -> tuple[str, int, int]:
    document, _, span = given.partition(":")
    start, _, end = span.partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        raise SettingsError(f"cannot read the characters {given!r}", hint="write doc_…:120-123")
    return document, int(start), int(end)
