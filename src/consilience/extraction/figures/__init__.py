"""Figures: what a report counts, with bounds, measure, group, scope and the statement behind it."""

from __future__ import annotations

from consilience.extraction.figures.counting import CountingSettings, count_document, find_counts
from consilience.extraction.figures.quantities import Quantity, find_quantities

__all__ = ["CountingSettings", "Quantity", "count_document", "find_counts", "find_quantities"]
