"""The settings of the stage ``tell``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSettings:
    """How event mentions are read."""

    recalled_after_days: int = 60
    """An event that ended this long before its report is recalled, not reported (METHOD has no
    such bound; two months is longer than any running story's own memory of its last turn)."""
