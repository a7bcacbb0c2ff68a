"""The command `serve`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from consilience.cli.options import PROFILES, case_argument, find_case
from consilience.web.settings import DEFAULT_HOST, DEFAULT_PORT, ServeSettings, invite


@click.command("serve", short_help="Open the case in the browser.")
@case_argument
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="Port to listen on; 0 for any that is free.",
)
@click.option(
    "--name",
    "names",
    metavar="HOST",
    multiple=True,
    help="A host name under which others reach this machine.",
)
@click.option(
    "--editor",
    "editors",
    metavar="NAME",
    multiple=True,
    help="Somebody who may decide; each gets an address of their own.",
)
@click.option(
    "--viewer",
    "viewers",
    metavar="NAME",
    multiple=True,
    help="Somebody who may only read; each gets an address of their own.",
)
@click.option(
    "--viewer-profile",
    type=click.Choice(PROFILES),
    default=PROFILES[0],
    show_default=True,
    help="What viewers see; editors see everything.",
)
@click.option("--read-only", is_flag=True, help="Let nobody decide.")
@click.option("--open", "opens", is_flag=True, help="Open the browser.")
def command(  # noqa: PLR0913 - one parameter an option
    case: Path | None,
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    editors: tuple[str, ...],
    viewers: tuple[str, ...],
    viewer_profile: str,
    read_only: bool,
    opens: bool,
) -> None:
    """Open the case in the browser: read it, follow every figure to its words, and decide.

    The printed address holds a token: whoever has it can open the case until you stop the command
    with Ctrl+C. Nothing is loaded from elsewhere and nothing leaves this machine.

    \b
    Example:
      consilience serve mosul.case
      consilience serve mosul.case --host 0.0.0.0 --editor Amal --viewer "News desk"
    """
    from consilience.web.serving import serve
    from consilience.workspace.case import open_case

    path = find_case(case)
    open_case(path).close()  # what is wrong with it is told before anything is served
    settings = ServeSettings(
        case=path,
        people=invite(
            editors or (_own_name(),), viewers, fixed=os.environ.get("CONSILIENCE_TOKEN")
        ),
        host=host,
        port=port,
        names=tuple(name.casefold() for name in names),
        read_only=read_only,
        viewer_profile=viewer_profile,  # type: ignore[arg-type]  # click has checked it
    )
    serve(settings, tell=lambda bound: _tell(bound, opens=opens))
    click.echo("serve: stopped", err=True)


def _own_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a machine without an account for this process
        return "editor"


def _tell(settings: ServeSettings, *, opens: bool) -> None:
    from consilience.web.serving import printed_address

    for person in settings.people:
        click.echo(f"{person.role} {person.name}: {printed_address(settings, person.token)}")
    if not settings.local:
        click.echo(
            "Others on the network can reach this address. The connection is not encrypted: use a "
            "network that you trust, or put an encrypting proxy before it.",
            err=True,
        )
    if opens:
        click.launch(printed_address(settings, settings.people[0].token))
