"""Which words tell of an event, and of which kind: the packaged lists, read once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, cast, get_args

from consilience.errors import SettingsError
from consilience.model.scales import EventKind

Slot = Literal["with", "object", "subject", "mod", "under"]
PartOfSpeech = Literal["verb", "noun"]


@dataclass(frozen=True, slots=True)
class Need:
    """A condition on the words beside a trigger."""

    slot: Slot
    word_class: str
    holds: bool  # False: no word of the class may be there


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of triggers."""

    words: tuple[str, ...]  # lemmas; a verb's first, a noun's last is the head
    part: PartOfSpeech
    kind: EventKind
    needs: tuple[Need, ...]
    ordinal: int  # line of the file: the first whose needs hold decides

    @property
    def head(self) -> str:
        """The lemma of the word that the others belong to."""
        return self.words[0] if self.part == "verb" else self.words[-1]


@functools.cache
def load_entries() -> Mapping[str, tuple[Entry, ...]]:
    """Return the triggers by the lemma of their head, longer ones first.

    Raises:
        SettingsError: a line of the packaged list is malformed; names the line.

    """
    found: dict[str, list[Entry]] = {}
    for entry in _read_entries():
        found.setdefault(entry.head, []).append(entry)
    return {
        head: tuple(sorted(entries, key=lambda entry: (-len(entry.words), entry.ordinal)))
        for head, entries in found.items()
    }


@functools.cache
def load_classes() -> Mapping[str, frozenset[str]]:
    """Return the lemmas of every class that conditions name."""
    raw = tomllib.loads(_data("classes.toml"))
    return {name: frozenset(words) for name, words in raw.items()}


def words_of(name: str) -> frozenset[str]:
    """Return the lemmas of class *name*."""
    return load_classes()[name]


def _read_entries() -> Iterator[Entry]:
    for ordinal, line in enumerate(_data("triggers.tsv").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) not in (3, 4) or cells[1] not in get_args(PartOfSpeech):
            raise SettingsError(f"triggers.tsv line {ordinal}: not words, part, kind, needs")
        if cells[2] not in get_args(EventKind):
            raise SettingsError(f"triggers.tsv line {ordinal}: unknown kind {cells[2]!r}")
        yield Entry(
            words=tuple(cells[0].split()),
            part=cast(PartOfSpeech, cells[1]),
            kind=cast(EventKind, cells[2]),
            needs=tuple(_read_need(need, ordinal) for need in "".join(cells[3:]).split()),
            ordinal=ordinal,
        )


def _read_need(written: str, ordinal: int) -> Need:
    slot, _, name = written.partition(":")
    word_class = name.removeprefix("!")
    if slot not in get_args(Slot) or word_class not in {*load_classes(), "person"}:
        raise SettingsError(f"triggers.tsv line {ordinal}: unknown need {written!r}")
    return Need(slot=cast(Slot, slot), word_class=word_class, holds=not name.startswith("!"))


def _data(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")
