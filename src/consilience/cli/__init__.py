"""The command line: one file a command, no logic of its own."""

from consilience.cli.root import main

__all__ = ["main"]
