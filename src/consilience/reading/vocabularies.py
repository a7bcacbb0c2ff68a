"""A user's own vocabulary: the bodies, groups and outlets of a crisis, as a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, get_args

from consilience.errors import SettingsError
from consilience.model.case import VocabularyEntry
from consilience.model.scales import EntityKind

_TEXTS: Final = ("key", "name", "kind", "side", "owner", "since", "until")
_LISTS: Final = ("aliases", "exact_case")


def load_vocabulary_file(path: Path) -> list[VocabularyEntry]:
    """Return the entries of the vocabulary at *path*, sorted by id.

    The file holds tables ``[[entry]]`` with ``key``, ``name`` and ``kind``, and where wanted
    ``aliases``, ``exact_case``, ``side``, ``owner``, ``since`` and ``until``.

    Raises:
        SettingsError: the file cannot be read or an entry is wrong; names file and entry.
    """
    try:
        with path.open("rb") as stream:
            found = tomllib.load(stream)
    except OSError as error:
        raise SettingsError(f"cannot read {path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is no TOML file: {error}") from error
    entries = found.get("entry")
    if not isinstance(entries, list) or not entries:
        raise SettingsError(f"{path} holds no [[entry]]")
    made = [_entry(f"{path.name}, entry {n}", path, entry) for n, entry in enumerate(entries, 1)]
    _check_unique(path, made)
    return sorted(made, key=lambda entry: entry.id)


def _entry(where: str, path: Path, entry: Any) -> VocabularyEntry:
    if not isinstance(entry, dict):
        raise SettingsError(f"{where} is no table")
    unknown = sorted(set(entry) - {*_TEXTS, *_LISTS})
    if unknown:
        allowed = ", ".join((*_TEXTS, *_LISTS))
        raise SettingsError(f"{where} has an unknown field {unknown[0]!r}; choose from {allowed}")
    texts = {name: _text(where, entry, name) for name in _TEXTS}
    key, name, kind = (_required(where, texts, field) for field in ("key", "name", "kind"))
    if kind not in get_args(EntityKind):
        allowed = ", ".join(get_args(EntityKind))
        raise SettingsError(f"{where} has an unknown kind {kind!r}; choose from {allowed}")
    return VocabularyEntry(
        id=VocabularyEntry.make_id(key),
        key=key,
        name=name,
        kind=kind,  # type: ignore[arg-type]  # checked above
        aliases=_list(where, entry, "aliases"),
        exact_case=_list(where, entry, "exact_case"),
        side=texts["side"],
        owner=texts["owner"],
        since=texts["since"],
        until=texts["until"],
        source=path.name,
    )


def _text(where: str, entry: Mapping[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    if name in ("since", "until") and not isinstance(value, str):
        return str(value)  # TOML has dates and numbers of its own
    raise SettingsError(f"{where}: {name} is not a text")


def _required(where: str, texts: Mapping[str, str | None], name: str) -> str:
    value = texts[name]
    if value is None:
        raise SettingsError(f"{where} has no {name}")
    return value


def _list(where: str, entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise SettingsError(f"{where}: {name} is not a list of texts")
    return tuple(value)


def _check_unique(path: Path, entries: list[VocabularyEntry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            raise SettingsError(f"{path.name} has the key {entry.key!r} twice")
        seen.add(entry.key)
