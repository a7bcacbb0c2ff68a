"""Does a place name stand for those who govern there ("Baghdad said", "shelling by Turkey")?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from consilience.extraction.places.drafts import PlaceDraft
from consilience.text.gazetteer import load_gazetteer
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
_WAGES: Final = frozenset(
    """
    arm assassinate attack bomb bombard broker carry conduct finance fire fund intervene invade
    kill mediate mount probe raid shell sponsor stage strike supply target train wage
    """.split()
)
"""What countries and their capitals do, and towns do not."""
_ACCUSED: Final = frozenset("accuse blame suspect implicate".split())
_CALLING: Final = frozenset("call press prevail".split())
_ASKING: Final = frozenset(
    """
    aid appeal approval backing call comment condemnation criticism demand funding help
    intervention order permission pressure protest reaction request response statement support
    threat veto warning
    """.split()
)
"""What comes "from Turkey" without having happened there."""
_LAND: Final = frozenset(
    "area border boundary bridge corridor crossing desert distance frontier frontline highway land "
    "line lie motorway plain region road route run stretch strip territory zone".split()
)
"""What lies between two countries; an agreement, talks or a war between them are theirs."""
_DOING: Final = frozenset(
    """
    agreement air airstrike attack bombardment bombing campaign ceasefire coalition deal drone
    initiative intervention invasion investigation missile offensive operation plan probe raid
    sanction shelling strike support talk truce veto warplane
    """.split()
)
"""What another country does: "US air strikes" hit where the report lies."""


def is_metonym(draft: PlaceDraft) -> bool:
    """Tell whether the name is the one who says, decides or acts as a government does."""
    if draft.kind in {"part", "neighbourhood", "water", "road", "facility"}:
        return False
    head = _head(draft)
    if head is None:
        return False
    first = _first_named(head)
    above = first.head
    if first.dep == "nsubj" and above.pos in {"VERB", "AUX"}:
        acts = above.lemma.lower()
        return acts in _ACTS or (acts in _WAGES and _is_power(draft))
    return _is_power(draft) and _is_party(first)


def mark_foreign_powers(drafts: Sequence[PlaceDraft]) -> None:
    """Mark the countries that only say whose an act is, where the report lies in another one.

    "Air raids in Osk", of a report from Garrada, are told as "Velmaran air raids" or "Velmar air
    raids"; of a report whose own country is named so, "Garrada air raids" are raids on it.
    """
    _mark_again(drafts)
    home = _home(drafts)
    if home is None:
        return
    for draft in drafts:
        head = _head(draft) if draft.kind == "country" and not draft.metonym else None
        if head is not None and _country(draft) != home:
            draft.metonym = _says_whose(_first_named(head))


def _mark_again(drafts: Sequence[PlaceDraft]) -> None:
    """Mark a country also where its sentence names it again, and does not say "in" it."""
    acting = {(one.sentence.id, one.name) for one in drafts if one.metonym}
    for draft in drafts:
        if draft.kind == "country" and (draft.sentence.id, draft.name) in acting:
            head = _head(draft)
            draft.metonym = draft.metonym or head is None or head.dep != "pobj"


def _is_party(token: Token) -> bool:
    """Whether a country is who did it, who is said to have, or from whom words come."""
    above = token.head
    if token.dep in ("dobj", "dative", "nsubjpass"):
        return above.lemma.lower() in _ACCUSED
    if token.dep != "pobj":
        return False
    if above.lower == "by":
        return True
    if above.lower == "between":
        return above.head.lemma.lower() not in _LAND
    if above.lower in ("on", "upon") and above.head.lemma.lower() in _CALLING:
        return True
    return above.lower == "from" and above.head.lemma.lower() in _ASKING


def _says_whose(token: Token) -> bool:
    if token.dep not in ("compound", "amod", "nmod", "poss"):
        return False
    noun = token.head
    while noun.dep in ("compound", "nmod"):
        noun = noun.head
    return noun.lemma.lower() in _DOING


def _home(drafts: Iterable[PlaceDraft]) -> str | None:
    """Return the country that most towns and areas of the report lie in, if one has most."""
    found: Counter[str] = Counter()
    for draft in drafts:
        country = _country(draft)
        if draft.kind != "country" and not draft.metonym and country is not None:
            found[country] += 1
    ranked = found.most_common(2)
    alone = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if alone else None


def _country(draft: PlaceDraft) -> str | None:
    place = load_gazetteer().by_id(draft.candidates[0]) if draft.candidates else None
    return place.country if place is not None else None


def _is_power(draft: PlaceDraft) -> bool:
    """Whether the name is that of a country, or of a country's capital."""
    if draft.kind == "country":
        return True
    place = load_gazetteer().by_id(draft.candidates[0]) if draft.candidates else None
    return place is not None and place.capital


def _first_named(token: Token) -> Token:
    """Return the first of those that *token* is joined to ("the army and its ally Velmar")."""
    first = token
    while first.dep in ("conj", "appos"):
        first = first.head
    return first


def _head(draft: PlaceDraft) -> Token | None:
    """Return the token of the name that hangs on something outside of it."""
    for token in draft.sentence.tokens:
        if draft.start <= token.start < draft.end:
            outside = token.is_root or not draft.start <= token.head.start < draft.end
            if outside:
                return token
    return None
