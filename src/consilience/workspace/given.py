"""Give a case the user's own vocabulary and gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consilience.errors import CaseError
from consilience.model.case import VocabularyEntry
from consilience.model.places import GazetteerEntry
from consilience.reading.gazetteers import load_gazetteer_file
from consilience.reading.vocabularies import load_vocabulary_file
from consilience.store.casefile import CaseFile
from consilience.store.opening import open_for_build
from consilience.store.results import write_given


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a case knows of the user's own bodies and places now."""

    entries: int
    places: int
    changed: bool  # stages that read them run again at the next build


def write_user_tables(
    case: CaseFile, *, vocabulary: Sequence[Path], gazetteer: Sequence[Path]
) -> bool:
    """Put the files' rows in the place of those that *case* holds; return whether any differ.

    An empty list leaves the table as it is.
    """
    entries = {row.id: row for path in vocabulary for row in load_vocabulary_file(path)}
    places = {row.id: row for path in gazetteer for row in load_gazetteer_file(path)}
    changed = [
        write_given(case, VocabularyEntry, [entries[key] for key in sorted(entries)])
        if vocabulary
        else False,
        write_given(case, GazetteerEntry, [places[key] for key in sorted(places)])
        if gazetteer
        else False,
    ]
    return any(changed)


def give(case: Path, *, vocabulary: Sequence[Path] = (), gazetteer: Sequence[Path] = ()) -> Given:
    """Give an existing *case* the user's own bodies or places; nothing is built yet.

    Raises:
        CaseError: there is no such case.
        SettingsError: a file is wrong; nothing is changed.
    """
    if not case.is_file():
        raise CaseError(f"no such case: {case}", hint="make one with: consilience build REPORTS…")
    with open_for_build(case) as opened:
        changed = write_user_tables(opened, vocabulary=vocabulary, gazetteer=gazetteer)
        return Given(
            entries=opened.size(VocabularyEntry.table),
            places=opened.size(GazetteerEntry.table),
            changed=changed,
        )
