"""The packed world gazetteer: which places bear a name, where they are and what they lie in.

One file of sorted columns, read through a memory map: opening it costs a millisecond and no
memory of its own; a look-up is a hash and a binary search. It is built from GeoNames data
(CC BY 4.0) by ``python -m tools.build_gazetteer``; see ``data/gazetteer/NOTICE``.

Layout: ``MAGIC``, the length of a JSON header (u4), the header (columns with type, count and
offset; country codes), then the columns, each at a multiple of 8.
"""

from __future__ import annotations

import functools
import hashlib
import json
import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any, Final, Literal

from consilience.text.place_names import OTHER_SCRIPT, fold_name, loose_name

MAGIC: Final = b"CONSGAZ1"
KINDS: Final = ("country", "adm1", "adm2", "settlement", "region", "water")
GazetteerKind = Literal["country", "adm1", "adm2", "settlement", "region", "water"]
LOOSE: Final = "?"
"""First character of the key of a name without its spelling's accidents (`loose_name`)."""

_ALIAS: Final = 1 << 31
_LENGTH: Final = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of the packed gazetteer."""

    index: int  # its line in the file
    geonameid: int  # 0: not of GeoNames
    name: str
    kind: GazetteerKind
    country: str | None  # ISO 3166-1 alpha-2
    adm1: int | None  # line of the first-order area that it lies in
    adm2: int | None
    latitude: float | None  # degrees; of an area, a middle without a pin
    longitude: float | None
    population: int  # of an area, of its settlements together
    capital: bool  # of its country
    alias: bool  # it was found by another name than its first

    @property
    def id(self) -> str:
        """Its id among the candidates of a mention."""
        return f"gn:{self.geonameid}" if self.geonameid else f"own:{fold_name(self.name)}"


def key_hash(key: str) -> int:
    """Return the 64 bits under which *key* stands in the file."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def load_gazetteer() -> Gazetteer:
    """Return the packed gazetteer, opened once a process."""
    return _opened()


@functools.cache
def _opened() -> Gazetteer:
    resource = files("consilience.text").joinpath("data/gazetteer/places.bin")
    with as_file(resource) as path, path.open("rb") as packed:
        return Gazetteer(mmap.mmap(packed.fileno(), 0, access=mmap.ACCESS_READ))


class Gazetteer:
    """Places by name, by id and by line."""

    def __init__(self, packed: mmap.mmap | bytes) -> None:
        view = memoryview(packed)
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise ValueError("not a packed gazetteer")
        (length,) = _LENGTH.unpack_from(view, len(MAGIC))
        at = len(MAGIC) + _LENGTH.size
        header: dict[str, Any] = json.loads(bytes(view[at : at + length]))
        self.countries: tuple[str, ...] = tuple(header["countries"])
        self._columns: dict[str, memoryview] = {
            name: view[offset : offset + size].cast(kind)
            for name, (kind, offset, size) in header["columns"].items()
        }
        self._keys = self._columns["key"]
        self._targets = self._columns["target"]

    def __len__(self) -> int:
        return len(self._columns["geonameid"])

    def named(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return the places that bear *name*, the most populous first."""
        return tuple(self._under(fold_name(name)))

    def spelt_like(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return the places of which *name* is a usual other Latin spelling.

        Only places in countries whose names are written in Latin letters in several ways; the
        countries themselves have one spelling.
        """
        if fold_name(name).startswith(OTHER_SCRIPT):
            return ()
        found = self._under(LOOSE + loose_name(name))
        return tuple(place for place in found if place.kind != "country")

    def lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return the places that bear *name*, or else those whose name is spelt like it."""
        return _looked_up(self, name)

    def by_id(self, place_id: str) -> GazetteerPlace | None:
        """Return the place with *place_id* (as in `GazetteerPlace.id`), if there is one."""
        source, _, number = place_id.partition(":")
        if source == "own":
            return next((place for place in self.named(number) if place.id == place_id), None)
        if source != "gn" or not number.isdigit():
            return None
        ids = self._columns["sorted_id"]
        at = bisect_left(ids, int(number))
        if at == len(ids) or ids[at] != int(number):
            return None
        return self.at(self._columns["id_line"][at])

    def at(self, index: int, *, alias: bool = False) -> GazetteerPlace:
        """Return the place at line *index*."""
        column = self._columns
        start = column["name_start"][index]
        name = bytes(column["names"][start : start + column["name_length"][index]]).decode()
        country = column["country"][index]
        unknown = column["latitude"][index] == _UNKNOWN
        return GazetteerPlace(
            index=index,
            geonameid=column["geonameid"][index],
            name=name,
            kind=KINDS[column["kind"][index]],
            country=self.countries[country - 1] if country else None,
            adm1=column["adm1"][index] - 1 if column["adm1"][index] else None,
            adm2=column["adm2"][index] - 1 if column["adm2"][index] else None,
            latitude=None if unknown else column["latitude"][index] / 1e5,
            longitude=None if unknown else column["longitude"][index] / 1e5,
            population=column["population"][index],
            capital=bool(column["capital"][index]),
            alias=alias,
        )

    def country_of(self, code: str) -> GazetteerPlace | None:
        """Return the country with ISO *code*."""
        at = self.countries.index(code) if code in self.countries else None
        line = self._columns["country_line"][at] if at is not None else 0
        return self.at(line - 1) if line else None

    def _under(self, key: str) -> Iterator[GazetteerPlace]:
        wanted = key_hash(key)
        at = bisect_left(self._keys, wanted)
        while at < len(self._keys) and self._keys[at] == wanted:
            target = self._targets[at]
            yield self.at(target & ~_ALIAS, alias=bool(target & _ALIAS))
            at += 1


@functools.lru_cache(maxsize=32_768)
def _looked_up(gazetteer: Gazetteer, name: str) -> tuple[GazetteerPlace, ...]:
    return gazetteer.named(name) or gazetteer.spelt_like(name)


_UNKNOWN: Final = -(2**31)
