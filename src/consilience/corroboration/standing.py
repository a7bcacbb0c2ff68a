"""How well is a claim supported? Reports, outlets, originators, independent origins.

METHOD 1.1 and 1.2: what is printed with every figure and every event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consilience.corroboration.independence import independent_origins
from consilience.corroboration.voices import KnownNames, publisher_of
from consilience.model.documents import Document
from consilience.model.findings import Origin
from consilience.model.scales import Corroboration


@dataclass(frozen=True, slots=True)
class Standing:
    """The counts behind one claim."""

    n_reports: int
    n_outlets: int
    n_originators: int
    n_independent: int
    corroboration: Corroboration
    independence_assumed: bool


def find_standing(
    origins: Sequence[Origin], documents: Mapping[str, Document], names: KnownNames
) -> Standing:
    """Return the counts behind the claim of *origins*."""
    reports = {document for origin in origins for document in origin.documents}
    independent = independent_origins(origins)
    return Standing(
        n_reports=len(reports),
        n_outlets=len({publisher_of(documents[report], names) for report in reports}),
        n_originators=len(origins),
        n_independent=independent,
        corroboration=_corroboration(origins, independent),
        independence_assumed=independent > 1
        and any(origin.independence_assumed for origin in origins),
    )


def _corroboration(origins: Sequence[Origin], independent: int) -> Corroboration:
    if not any(is_traceable(origin) for origin in origins):
        return "unattributed"
    if independent >= 3 and len({origin.originator_kind for origin in origins}) >= 2:
        return "strong"
    return "corroborated" if independent >= 2 else "provisional"


def is_traceable(origin: Origin) -> bool:
    """Return whether anybody, a source or at least an outlet, is known to stand behind it."""
    return origin.originator.removeprefix("unattributed:") not in origin.documents
