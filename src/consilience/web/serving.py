"""Runs the workbench on an address of this machine until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace

from consilience.errors import SettingsError
from consilience.web.settings import ServeSettings


def serve(settings: ServeSettings, *, tell: Callable[[ServeSettings], None]) -> None:
    """Serve the case until the process is interrupted; *tell* is called once it can be opened.

    Raises:
        SettingsError: the address is taken, or is none of this machine.
    """
    import uvicorn

    from consilience.web.app import create_app

    with _bound(settings) as listening:
        bound = replace(settings, port=listening.getsockname()[1])
        config = uvicorn.Config(
            create_app(bound),
            log_level="warning",
            access_log=False,  # addresses may hold a token, and tell who looked at what
            server_header=False,
            proxy_headers=False,
        )
        tell(bound)
        uvicorn.Server(config).run(sockets=[listening])


def _bound(settings: ServeSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"cannot serve on {settings.host} port {settings.port}: {error.strerror or error}",
            hint="choose another port: consilience serve --port 0 takes any that is free",
        ) from error
    listening.listen(128)
    return listening


def printed_address(settings: ServeSettings, token: str) -> str:
    """Return the address that opens the workbench for who has *token*."""
    name = settings.names[0] if settings.names else settings.host
    if name in ("0.0.0.0", "::"):  # noqa: S104 - read, not bound
        name = socket.gethostname() if not settings.local else name
    host = f"[{name}]" if ":" in name else name
    return f"http://{host}:{settings.port}/?token={token}"
