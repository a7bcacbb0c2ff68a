"""Is a whole place taken, or something in it?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_ARTICLES: Final = re.compile(
    r"^(?:the|a|an|all of|most of|full|complete|whole of)\s+", re.IGNORECASE
)
_CONTROL: Final = re.compile(r"^(?:full |complete |total )?control (?:of|over)\s+", re.IGNORECASE)
_SOME: Final = re.compile(r"(?:back\s+)?(?:an?|another|one|several)\s", re.IGNORECASE)
"""What makes "a strategic town" another one than the town that is named beside it."""
_TOWNS: Final = frozenset("city town village settlement".split())
_PARTS: Final = frozenset(
    "district neighbourhood neighborhood quarter area suburb province island borough".split()
)


def takes_whole(words: str | None, names: Iterable[str], *, town: bool = True) -> bool:
    """Tell whether *words*, what somebody took, are the place of *names* and no part of it.

    Example:
        >>> takes_whole("full control of the town", ["Osk"]), takes_whole("Osk", ["Osk"])
        (True, True)
        >>> takes_whole("the museum", ["Osk"]), takes_whole("the Osk prison", ["Osk"])
        (False, False)
        >>> takes_whole("the country's second city", ["western Osk"], town=False)
        False

    Args:
        words: What is taken, as written.
        names: Of the place.
        town: Whether the place is a town and no part of one: "the city" is then all of it.

    """
    if not words:
        return False
    bare = _CONTROL.sub("", " ".join(words.split()))
    while (shorter := _ARTICLES.sub("", bare)) != bare:
        bare = shorter
    if bare.casefold() in {name.casefold() for name in names}:
        return True
    last = bare.casefold().split(" of ")[0].split()
    some = _SOME.match(_CONTROL.sub("", " ".join(words.split()))) is not None
    return bool(last) and not some and last[-1] in (_TOWNS if town else _PARTS) | {"it"}


def names_a_town(words: str) -> bool:
    """Tell whether *words* describe a town ("the country's second city")."""
    last = words.casefold().split(" of ")[0].split()
    return bool(last) and last[-1] in _TOWNS
