"""Is somebody named as a relative of the dead, the hurt or the missing? To name them may harm.

"Yusuf Karim, who lost his son", "whose brother was killed", "her sister, Lena", "the uncle of a
boy who died": told by the words beside the name, not by an office.
"""

from __future__ import annotations

import re
from typing import Final

_KIN: Final = (
    r"(?:sons?|daughters?|child(?:ren)?|bab(?:y|ies)|wife|husband|widower?|brothers?|sisters?|siblings?"
    r"|mother|father|parents?|uncles?|aunts?|cousins?|nephews?|nieces?|grand(?:son|daughter|child"
    r"|children|mother|father|parents?)|famil(?:y|ies)|relatives?|fianc[eé]e?|(?:step|half-)\w+"
    r"|\w+-in-law|loved ones?|friends?|neighbou?rs?|home|house|leg|arm|eye|sight)"
)
_HARM: Final = (
    r"(?:killed|dead|died|dies|wounded|injured|hurt|shot|burie[ds]|missing|disappeared|abducted"
    r"|kidnapped|detained|arrested|taken|executed|murdered|maimed|bur(?:ned|nt)|drowned|trapped"
    r"|mourn\w*|griev\w*|funeral|lost|losing|survived|rescued|bod(?:y|ies))"
)
_LOST: Final = re.compile(
    rf"\s?,?\s?(?:who|and who|that)\s+(?:\w+\s+){{0,3}}?(?:lost|losing|buried|mourns?|mourned|saw|"
    rf"identified|searched|is searching|was searching|waited|survived|escaped|fled|was (?:wounded|"
    rf"injured|hurt|shot|rescued|pulled))\b(?:\W+\w+){{0,6}}?\W+(?:his|her|their)\W+(?:\w+\W+)"
    rf"{{0,3}}?{_KIN}\b",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(
    rf"\s?,?\s?whose\s+(?:[\w-]+\s+){{0,3}}?{_KIN}\b[^.;]{{0,60}}?\b{_HARM}\b", re.IGNORECASE
)
_KIN_BEFORE: Final = re.compile(
    rf"\b(?:his|her|their|whose|the|a|an)\s+(?:[\w-]+\s+){{0,2}}?{_KIN}(?:\s+of\s+[^,.;]{{2,60}})?"
    r"\s?,?\s?$",
    re.IGNORECASE,
)
_HARMED: Final = re.compile(rf"\b{_HARM}\b", re.IGNORECASE)
_REACH: Final = 120
"""Code points before a name in which a relative is brought in."""


def is_bereaved(sentence: str, start: int, end: int) -> bool:
    """Tell whether the name at *start* to *end* of *sentence* is that of such a relative.

    Example:
        >>> words = "Ada Reyn, who lost her son in the strike, said so."
        >>> is_bereaved(words, 0, 8)
        True

    """
    if _LOST.match(sentence, end) or _WHOSE.match(sentence, end):
        return True
    before = sentence[max(0, start - _REACH) : start]
    return _KIN_BEFORE.search(before) is not None and _HARMED.search(sentence) is not None
