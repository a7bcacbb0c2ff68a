"""Is a quantity a change ("rose by 12") and not a level ("rose to 45")?"""

from __future__ import annotations

import re
from typing import Final, Literal

from consilience.text.tokens import ParsedSentence

Direction = Literal["up", "down"]

_UP: Final = (
    r"ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|grow(?:s|n|ing)?|grew|climb(?:s|ed|ing)?"
    r"|jump(?:s|ed|ing)?|gain(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?"
    r"|advanc(?:e|es|ed|ing)|expand(?:s|ed|ing)?|rall(?:y|ies|ied)|spik(?:e|es|ed)|leap(?:s|t|ed)?"
    r"|edg(?:e|es|ed)\s+(?:up|higher)|went\s+up|go(?:es|ing)?\s+up|gone\s+up|higher"
    # "gave up 500 yards" is no rise
    r"|(?<!gave )(?<!give )(?<!made )(?<!make )(?<!took )(?<!set )"
    r"(?<!pick )(?<!picked )(?<!giving )up"
)
_DOWN: Final = (
    r"f[ae]ll(?:s|en|ing)?|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)"
    r"|slip(?:s|ped|ping)?|los(?:e|es|t|ing)|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|sank|sunk"
    r"|shr[aiu]nk(?:s|ing)?|cut(?:s|ting)?|slash(?:es|ed|ing)?|reduc(?:e|es|ed|ing)|shed(?:s|ding)?"
    r"|dip(?:s|ped)?|slid(?:e|es|ing)?|tumbl(?:e|es|ed|ing)|contract(?:s|ed|ing)|went\s+down"
    r"|go(?:es|ing)?\s+down|gone\s+down|edg(?:e|es|ed)\s+(?:down|lower)|down|lower"
)
_BY: Final = r"(?:\s+(?:by|an?|another|more than|as much as|about|nearly))?\s*$"
_CHANGE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_BY}", re.IGNORECASE)


def find_change(sentence: ParsedSentence, start: int) -> Direction | None:
    """Return the direction if the quantity that begins at *start* of *sentence* is a change."""
    match = _CHANGE.search(sentence.text, max(0, start - 32), start)
    if match is None:
        return None
    return "up" if match["up"] else "down"
