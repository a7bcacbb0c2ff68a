"""Who is quoted by whom, how often, how firmly, and through which outlets?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias, get_args

from consilience.model.scales import Firmness, OriginatorKind
from consilience.model.source import RowSource
from consilience.model.statements import Statement
from consilience.outputs.filters import Wanted, folded
from consilience.outputs.listing import Cell, Column, Listing, make_listing
from consilience.outputs.listings.statements import place_in_text, statement_tests
from consilience.outputs.lookup import ARMY, Lookup, joined

_FIRMNESS: Final[tuple[Firmness, ...]] = get_args(Firmness)
COLUMNS: Final = (
    Column(name="quoted", hxl="#contact+name", shown=True),
    Column(name="kind", hxl="#contact+type", shown=True),
    Column(name="n_statements", hxl="#meta+statement+num", shown=True),
    Column(name="n_documents", hxl="#meta+report+num", shown=True),
    Column(name="n_outlets", hxl="#meta+outlet+num", shown=True),
    Column(name="quoted_by", hxl="#meta+source", shown=True),
    Column(name="through", shown=True),
    Column(name="firmness", hxl="#meta+certainty", shown=True),
    Column(name="vocabulary"),
    Column(name="speakers"),
    Column(name="proximity"),
    Column(name="n_anonymous"),
    Column(name="n_direct"),
    Column(name="first_published", hxl="#date+published+start"),
    Column(name="last_published", hxl="#date+published+end"),
    *(Column(name=f"n_{firmness}") for firmness in _FIRMNESS),
    Column(name="documents"),
)
_LEADING: Final = re.compile(r"^(?:the|a|an|one) ")
Voice: TypeAlias = "tuple[str | None, OriginatorKind]"
"""Whom statements are counted under: vocabulary id or folded name, and what they are."""


def list_sources(record: RowSource, wanted: Wanted) -> Listing:
    """Return those whom the reports quote, the most quoted first.

    What an outlet says itself quotes nobody and is left out. A source without a name is everybody
    whom the reports leave open.
    """
    return _list(Lookup(record), wanted, _voice)


def list_voices(record: RowSource) -> Listing:
    """Return those whom the reports quote, for a reader: each body and person once.

    An army without a name is the one army that its report names; a person is one whether called a
    spokesman or not; who has no name stands with the others of his kind.
    """
    lookup = Lookup(record)
    return _list(lookup, Wanted(), Gathered(lookup).voice)


class Gathered:
    """Whose word a statement is, once what reports call one speaker is taken together."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        kinds: dict[str, Counter[OriginatorKind]] = defaultdict(Counter)
        for row in lookup.statements.values():
            if row.speaker_name and row.originator is None:
                kinds[folded(row.speaker_name)][row.originator_kind] += 1
        self._kinds = kinds

    def voice(self, row: Statement) -> Voice:
        """Return the one under whom *row* is counted."""
        name = row.originator or row.speaker_name
        if name is None:
            return None, "open"
        bare = _LEADING.sub("", folded(name))
        army = self._lookup.army_named([row.document])
        if row.originator is None or row.originator == name:
            if ARMY.fullmatch(bare):
                return _voice(row) if army is None else (army.vocabulary, "military")
            if _is_unnamed(name) and row.originator_kind in UNNAMED:
                return UNNAMED[row.originator_kind], row.originator_kind
        voice, kind = _voice(row)
        counts = self._kinds.get(folded(name))
        return voice, counts.most_common(1)[0][0] if counts else kind


UNNAMED: Final[dict[OriginatorKind, str]] = {
    "resident": "residents, not named",
    "hospital": "hospital staff, not named",
    "unnamed_official": "officials, not named",
    "person": "others, not named",
}
_GIVEN: Final = re.compile(r"(?i:an?|the|one|two|three|several|some|other)\b|[a-z]")


def _is_unnamed(name: str) -> bool:
    """Tell "a doctor at the hospital", "Patients" from "Ada Reyn": no word of it is a name."""
    words = name.split()
    return bool(_GIVEN.match(name)) or (len(words) == 1 and words[0].lower().endswith("s"))


def _list(lookup: Lookup, wanted: Wanted, voice_of: Callable[[Statement], Voice]) -> Listing:
    found = [row for row in lookup.statements.values() if _quotes(row)]
    tests = statement_tests(wanted, lookup)
    groups: dict[Voice, list[Statement]] = defaultdict(list)
    for row in sorted(found, key=lambda row: place_in_text(row, lookup)):
        kind_fits = wanted.kind is None or row.originator_kind == wanted.kind
        if kind_fits and all(test(row) for test in tests):
            groups[voice_of(row)].append(row)
    names = {row.vocabulary: row.name for row in lookup.entities.values() if row.vocabulary}
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0][0] or "", item[0][1]))
    records = (_record(voice, rows, names, lookup) for voice, rows in ordered)
    return make_listing("sources", COLUMNS, records, total=len({voice_of(row) for row in found}))


def _quotes(row: Statement) -> bool:
    """Tell whether somebody else than the report's own outlet speaks."""
    own = row.originator_kind in ("outlet", "news_agency")
    return bool(row.source) or row.speaker is not None or not own


def _voice(row: Statement) -> Voice:
    name = row.originator or row.speaker_name
    if name is None:
        return None, row.originator_kind
    return _LEADING.sub("", folded(name)) or name, row.originator_kind


def _record(
    voice: Voice, rows: list[Statement], names: dict[str, str], lookup: Lookup
) -> dict[str, Cell]:
    known = voice[0] if voice[0] in names else None
    known = known or (rows[0].originator if rows[0].originator in names else None)
    firmness = Counter(row.firmness for row in rows)
    published = sorted(filter(None, (_published(row, lookup) for row in rows)))
    documents = list(dict.fromkeys(row.document for row in rows))
    return {
        "quoted": names[known] if known else _written(voice, rows),
        "kind": voice[1],
        "n_statements": len(rows),
        "n_documents": len(documents),
        "n_outlets": len({lookup.outlet(key) for key in documents} - {None}),
        "quoted_by": _counted(lookup.source_name(row.document) for row in rows),
        "through": _counted(name for row in rows for name in _carriers(row)),
        "firmness": _counted(row.firmness for row in rows),
        "vocabulary": known,
        "speakers": _counted(row.speaker_name for row in rows if row.speaker_name),
        "proximity": _counted(row.proximity for row in rows),
        "n_anonymous": sum(row.anonymous for row in rows),
        "n_direct": sum(row.quote_kind in ("direct", "mixed") for row in rows),
        "first_published": published[0] if published else None,
        "last_published": published[-1] if published else None,
        **{f"n_{name}": firmness[name] for name in _FIRMNESS},
        "documents": joined(lookup.documents[key].name for key in documents),
    }


def _written(voice: Voice, rows: list[Statement]) -> str | None:
    """Return the name as the reports write it most often; ``None`` where they leave it open."""
    if voice[0] is None or voice[0] in UNNAMED.values():
        return voice[0]
    forms = Counter(form for row in rows if (form := row.originator or row.speaker_name))
    return min(forms, key=lambda form: (-forms[form], form))


def _carriers(row: Statement) -> Iterable[str]:
    """Return the outlets and agencies that the words went through before this report."""
    return dict.fromkeys(
        link.name for link in row.chain if link.role in ("told", "cited", "agency", "verified")
    )


def _published(row: Statement, lookup: Lookup) -> str | None:
    found = lookup.documents.get(row.document)
    return found.published_start if found else None


def _counted(names: Iterable[str]) -> str | None:
    """Return names with how often each comes, the most frequent first."""
    ordered = sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))
    return joined(f"{name} {count:,}" for name, count in ordered)
