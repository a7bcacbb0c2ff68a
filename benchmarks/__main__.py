"""``python -m benchmarks [NAME…]``: print what the program costs, beside its peers."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

_HELPERS = {"__main__", "processes", "bare_parse", "articles", "big_case"}


def main(names: list[str]) -> int:
    """Run the benchmarks *names*, or all; return the exit code."""
    folder = str(Path(__file__).parent)
    found = sorted({module.name for module in pkgutil.iter_modules([folder])} - _HELPERS)
    for name in names or found:
        if name not in found:
            print(f"no benchmark {name}; choose from {', '.join(found)}", file=sys.stderr)
            return 2
        for line in importlib.import_module(f"benchmarks.{name}").main():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
