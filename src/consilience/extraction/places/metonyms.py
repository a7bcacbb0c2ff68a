"""Does a place name stand for those who govern there ("Baghdad said")?"""

from __future__ import annotations

from typing import Final

from consilience.extraction.places.drafts import PlaceDraft
from consilience.text.tokens import Token

_ACTS: Final = frozenset(
    """
    accept accuse acknowledge admit agree allege announce appeal approve argue ask assert assure
    back ban believe blame call claim condemn confirm consider contend criticise criticize decide
    declare demand deny deploy deport dismiss dispute expel fear hope impose insist intend invite
    invoke launch maintain need negotiate object offer oppose order pledge prefer promise propose
    protest pull recall recognise recognize refuse reject reply respond retaliate sanction say seek
    sign support suspect suspend threaten tell urge veto view vote vow want warn welcome withdraw
    withhold
    """.split()
)


def is_metonym(draft: PlaceDraft) -> bool:
    """Tell whether the name is the one who says, decides or acts as a government does."""
    if draft.kind in {"part", "neighbourhood", "water", "road", "facility"}:
        return False
    head = _head(draft)
    if head is None or head.dep not in {"nsubj", "nsubjpass", "conj"}:
        return False
    verb = head.head
    return head.dep == "nsubj" and verb.lemma.lower() in _ACTS and verb.pos in {"VERB", "AUX"}


def _head(draft: PlaceDraft) -> Token | None:
    """Return the token of the name that hangs on something outside of it."""
    for token in draft.sentence.tokens:
        if draft.start <= token.start < draft.end:
            outside = token.is_root or not draft.start <= token.head.start < draft.end
            if outside:
                return token
    return None
