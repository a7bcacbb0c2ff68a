"""Which passages tell of bodies and cruelty so plainly that a reader should choose to see them.

Analysts read these reports all day; METHOD 5.9 asks for a click before such a passage. The list is
short and concrete on purpose: in a case about a war, a list with "killed" in it would hide all.
"""

from __future__ import annotations

import re
from typing import Final

_GRAPHIC: Final = re.compile(
    r"\b(?:"
    r"behead\w*|decapitat\w*|dismember\w*|mutilat\w*|disembowel\w*|eviscerat\w*|crucif\w*"
    r"|severed (?:head|hand|arm|leg|limb|finger|foot)\w*|body parts|charred|burn(?:ed|t) alive"
    r"|flayed|tortur\w*|electrocut\w*|gang[- ]?rap\w*|rap(?:ed|ing|es?)|sexual(?:ly)? (?:assault"
    r"|abuse|violen|enslav|slave)\w*|sex slaves?|stoned to death|hacked to death|skinned"
    r"|decompos(?:ed|ing) (?:bod|corps)\w*|rotting (?:bod|corps|flesh)\w*|pool of blood"
    r"|blood-?soaked|entrails|gouged|throats? (?:was |were )?(?:slit|cut)|slit (?:his|her|their)"
    r" throats?|buried alive"
    r")\b",
    re.IGNORECASE,
)


def is_graphic(words: str) -> bool:
    """Tell whether *words* describe mutilation, torture or sexual violence."""
    return _GRAPHIC.search(words) is not None
