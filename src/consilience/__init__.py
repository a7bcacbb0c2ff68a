"""Turn a pile of overlapping reports about a crisis into a record that can be checked.

    import consilience as co

    case = co.build(["reports/"], case="mosul.case")
    for finding in case.findings:
        print(finding.low, finding.best, finding.high)
    print(case.why("fin_3jq4rcy2hx5ewxkz"))

What is named here is loaded when it is first used.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # so that editors and type checkers see what is loaded late
    from consilience.api.case import Case, build
    from consilience.api.case import open_ as open  # noqa: A004 - read as consilience.open
    from consilience.errors import ConsilienceError

__all__ = ["Case", "ConsilienceError", "build", "open"]

if "numpy" not in sys.modules:
    # The matrices of a parse are small: a second thread costs a fifth more processor time than one
    # and wins nothing, and the last bits of a sum would depend on how many cores a machine has.
    # Work is shared out over processes (`engines.local`). Somebody's own setting is kept.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_HOMES: Final = {
    "Case": ("consilience.api.case", "Case"),
    "ConsilienceError": ("consilience.errors", "ConsilienceError"),
    "build": ("consilience.api.case", "build"),
    "open": ("consilience.api.case", "open_"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'consilience' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
