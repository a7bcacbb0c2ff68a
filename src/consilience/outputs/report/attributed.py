"""Whose figure is it, where only one voice gives it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from consilience.model.findings import Finding, Origin
from consilience.outputs.lookup import ARMY, Lookup


def said_by(finding: Finding, origins: Sequence[Origin], lookup: Lookup) -> str:
    """Return the one voice behind a finding: what only one says is said to be its."""
    if finding.n_independent != 1 or len(origins) != 1:
        return ""
    origin = origins[0]
    if not origin.originator.startswith("unattributed:"):
        return f", according to {with_article(voice_name(origin, lookup))}"
    outlet = with_article(lookup.source_name(lookup.first_out(origin.documents)))
    who = _UNNAMED.get(origin.originator_kind, "somebody quoted")
    if who is None:
        return f", according to {outlet}"
    called = _called(origin, lookup) if origin.originator_kind != "open" else None
    if called is not None and called.casefold() == outlet.casefold():
        return f", according to {outlet}"
    return f", according to {f'“{called}”, quoted' if called else who} by {outlet}"


def _called(origin: Origin, lookup: Lookup) -> str | None:
    """Return what the reports call a speaker without a name, the most frequent words first."""
    said = [lookup.statements[key] for key in origin.statements if key in lookup.statements]
    first = lookup.first_out(origin.documents)
    own = [row for row in said if row.document == first and row.speaker_name]
    names = Counter(row.speaker_name for row in own or said if row.speaker_name)
    if not names:
        return None
    name = min(names, key=lambda name: (-names[name], name))
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in ("A", "An", "The", "One") and rest else name


def voice_name(origin: Origin, lookup: Lookup) -> str:
    """Return the body whose words an origin holds: the army, not the coalition it fights in."""
    if ARMY.fullmatch(origin.originator_name.lower().removeprefix("the ")):
        army = lookup.army_named(origin.documents)
        if army is not None:
            return army.name
    said = [lookup.statements[key] for key in origin.statements if key in lookup.statements]
    own = {row.originator for row in said}
    bodies = [row.name for row in lookup.entities.values() if {row.vocabulary} == own]
    if bodies and None not in own:
        return bodies[0]
    if len(own) > 1:  # one statement, told with two speakers: each report's own word for it
        return _called(origin, lookup) or origin.originator_name
    return origin.originator_name


_UNNAMED: Final[dict[str, str | None]] = {
    "outlet": None,
    "news_agency": None,
    "resident": "residents quoted",
    "unnamed_official": "an unnamed official quoted",
    "hospital": "hospital staff quoted",
    "open": "a source not named",
}


def with_article(name: str) -> str:
    """Return the name of a body as it stands in a sentence.

    Example:
        >>> with_article("Interior Ministry"), with_article("Airwars"), with_article("The Post")
        ('the Interior Ministry', 'Airwars', 'The Post')

    """
    last = name.rsplit(maxsplit=1)[-1].lower() if name.split() else ""
    bodies = last in _BODIES or " of " in name or " for " in name
    return f"the {name}" if bodies and not name.lower().startswith(_ARTICLES) else name


_ARTICLES: Final = ("the ", "a ", "an ", "one ")


_BODIES: Final = frozenset(
    "agency ministry hospital directorate front forces force army monitor government nations "
    "council committee commission organisation organization police coalition movement office "
    "department union authority observatory army guard brigade paramilitary refugees cross".split()
)
