"""Who speaks: the mention behind the words of a source, and whose voice that is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from consilience.extraction.described import DESCRIBED
from consilience.extraction.pronouns import has_rival, last_speaker, recent_names
from consilience.extraction.sources import is_person_noun
from consilience.extraction.statement_drafts import StatementDraft
from consilience.extraction.voice_cast import Cast, Speaker
from consilience.extraction.voices import KINDS, PROXIMITIES, Voice, load_roles, voice_of_role
from consilience.model.entities import Mention
from consilience.model.scales import OriginatorKind
from consilience.text.organisations import find_organisation
from consilience.text.tokens import Token

_SINGULAR: Final = frozenset({"he", "she", "him", "her"})
_PLURAL: Final = frozenset({"they", "it", "them"})
_OWN: Final = frozenset({"i", "we", "me", "us"})
_OFFICES: Final = frozenset(
    {"director", "president", "minister", "governor", "mayor", "ambassador", "chief", "head",
     "chairman", "chairwoman", "coordinator", "envoy", "premier", "king", "pope", "chancellor"}
)  # fmt: skip
"""Offices that one person holds at a time."""
_GROUP_NOUNS: Final = frozenset(
    {"group", "organisation", "organization", "agency", "monitor", "charity", "ministry",
     "government", "army", "militia", "coalition", "watchdog", "outlet", "newspaper", "movement"}
)  # fmt: skip
_PRESS: Final = frozenset({"outlet", "news_agency"})
_RELATED: Final = re.compile(
    r"\s?[-–]\s?(?:backed|linked|affiliated|allied|aligned|based|held|controlled|run|inspired|led"
    r"|born|funded|trained|supported|dominated|friendly|style)"
)
"""What makes a body a mere relation of the one who speaks ("Kenya-backed rebels")."""
_NAME_GIVEN: Final = re.compile(
    r"(?:gave (?:his|her|their) name|(?:identified|named) (?:himself|herself)"
    r"|be (?:identified|named|called)|be known)(?: only)?(?: as| by)? ([A-Z]\w+(?: [A-Z]\w+)?)"
)
_RELATIVE_END: Final = re.compile(r"\s?,?\s+(?:which|who|whom|whose|that)$", re.IGNORECASE)
_SOME_OF: Final = frozenset("one two three some several many most both all others another".split())
_UNNAMED: Final = re.compile(
    r"condition of anonymity|(?:declined to|asked not to) be (?:named|identified)"
    r"|who did not want to be (?:named|identified)|(?:spoke|speaking) anonymously"
    r"|refused to be named|not authori[sz]ed to (?:speak|brief|talk)|who (?:was|were) not named",
    re.IGNORECASE,
)


def find_speaker(draft: StatementDraft, cast: Cast) -> Speaker:
    """Return who says what *draft* holds; an open speaker tells why it is open."""
    if draft.head is None or not draft.source:
        return Speaker(reason=draft.open_reason or "nobody is named")
    word = draft.head.lower
    if draft.head.tag == "PRP" and word in _SINGULAR | _PLURAL | _OWN:
        return _resolve_pronoun(draft, draft.head, cast)
    inside = cast.within(draft.source[0][0], draft.source[-1][1])
    named = (
        _mention_of_head(draft.head, inside)
        or _mention_in_apposition(draft.head, inside, cast.document.text)
        or _leading_mention(draft, inside, cast.document.text)
    )
    if named is not None:
        speaker = _named_speaker(draft, named, inside, cast)
        if named.rule.startswith(DESCRIBED):
            reason = f"“{named.span.quote}” is {speaker.name}; {speaker.reason}"
            return replace(speaker, reason=reason)
        return speaker
    return _described_speaker(draft, draft.head, inside, cast)


def _mention_of_head(head: Token, inside: Sequence[Mention]) -> Mention | None:
    found = next(
        (row for row in inside if row.span.start <= head.start and head.end <= row.span.end), None
    )
    if found is None or found.candidates or found.rule != "people who fight":
        return found
    behind = (row for row in inside if row.candidates and row.span.start == found.span.end + 1)
    return next(behind, found)  # "Kurdish rebels PKK": the name says more than the noun


def _mention_in_apposition(head: Token, inside: Sequence[Mention], text: str) -> Mention | None:
    """Return the person that an office is in apposition to ("the spokesman, Jon Dahl,")."""
    people = [row for row in inside if row.kind == "person"]
    office = head.lemma.lower()
    if len(people) != 1 or not (office in load_roles() or is_person_noun(office)):
        return None
    (person,) = people
    beside = text[head.start : person.span.start].rstrip().endswith(",")
    return person if beside and person.span.start > head.end else None


def _leading_mention(draft: StatementDraft, inside: Sequence[Mention], text: str) -> Mention | None:
    """Return the name that the source begins with, if a break follows ("the RB, a group …")."""
    start, end = draft.source[0][0], draft.source[-1][1]
    for mention in inside:
        before = text[start : mention.span.start].strip().lower()
        behind = text[mention.span.end : end].lstrip()[:1]
        if before in {"", "the"} and behind in {",", "-", "–", "—", "("}:
            return mention
    return None


def _named_speaker(
    draft: StatementDraft, named: Mention, inside: Sequence[Mention], cast: Cast
) -> Speaker:
    full = cast.fullest(named)
    if named.kind != "person":
        return _body(named, full, cast)
    body = _body_of_person(draft, named, full, inside, cast)
    role = named.role or full.role
    voice = voice_of_role(role)
    if body is not None:
        kind = KINDS[body.kind]
        return Speaker(
            mention=named,
            name=full.name,
            originator=_key(body),
            kind=kind,
            proximity=PROXIMITIES[kind],
            reason=f"{full.name} speaks for {body.name}",
        )
    return Speaker(
        mention=named,
        name=full.name,
        originator=full.name,
        kind=_kind_of_person(voice),
        proximity=voice.proximity if voice is not None else "unknown",
        reason=f"named: {full.name}",
    )


def _kind_of_person(voice: Voice | None) -> OriginatorKind:
    if voice is None or voice.kind in {"unnamed_official", "outlet", "organisation"}:
        return "person"
    return voice.kind


def _body(named: Mention, full: Mention, cast: Cast) -> Speaker:
    kind = KINDS[named.kind]
    if kind in _PRESS and not _speaks_for_a_side(full, cast):
        return Speaker(
            mention=named,
            name=full.name,
            kind="open",
            proximity="second_hand",
            reason=f"told through {full.name}, which names no originator here",
        )
    return Speaker(
        mention=named,
        name=full.name,
        originator=_key(full) if full.candidates else _key(named),
        kind=kind,
        proximity=PROXIMITIES[kind],
        anonymous=False,
        reason=f"named: {full.name}",
    )


def _speaks_for_a_side(mention: Mention, cast: Cast) -> bool:
    """Whether an outlet belongs to a party: a state agency is a voice, not only a go-between."""
    if not mention.candidates:
        return False
    body = find_organisation(mention.candidates[0], cast.own)
    return body is not None and body.side is not None


def _key(mention: Mention) -> str:
    return mention.candidates[0] if mention.candidates else mention.name


def _body_of_person(
    draft: StatementDraft, named: Mention, full: Mention, inside: Sequence[Mention], cast: Cast
) -> Mention | None:
    """Return the body that the words beside the name say a person speaks for."""
    near = [row for row in inside if row is not named and row.kind not in {"person", "people"}]
    if near:
        return near[0] if KINDS[near[0].kind] not in {"outlet", "news_agency"} else None
    if full is named:
        return None
    around = cast.within(full.span.start - 60, full.span.end + 90)
    beside = [
        row
        for row in around
        if row.sentence == full.sentence
        and row.kind not in {"person", "people", "outlet", "news_agency"}
        and (row.name.lower() in (full.role or "").lower())
    ]
    return beside[0] if beside else None


def _described_speaker(
    draft: StatementDraft, head: Token, inside: Sequence[Mention], cast: Cast
) -> Speaker:
    known = _definite(draft, head, cast)
    if known is not None:
        return known
    head = _people_of(head)
    voice = load_roles().get(head.lemma.lower())
    words = _without_relative(cast.document.text[draft.source[0][0] : draft.source[-1][1]])
    body = _body_of_description(inside, cast.document.text)
    if body is not None and KINDS[body.kind] in _PRESS:
        return _body(body, cast.fullest(body), cast)
    if body is not None:
        return _speaker_for(words, body, voice, cast)
    given = _NAME_GIVEN.search(draft.sentence.text, draft.source[0][0] - draft.sentence.start)
    if given is not None:
        return Speaker(
            name=given.group(1),
            originator=given.group(1),
            kind=voice.kind if voice else "person",
            proximity=voice.proximity if voice else "unknown",
            reason=f"gave the name {given.group(1)}",
        )
    anonymous = _is_anonymous(draft, voice)
    other: OriginatorKind = "organisation" if head.lower in _GROUP_NOUNS else _kind_of_noun(head)
    if voice is None and other == "open":
        return Speaker(anonymous=anonymous, reason=f"“{words}” is no person and no body")
    return Speaker(
        name=words,
        kind=voice.kind if voice else other,
        proximity=voice.proximity if voice else "unknown",
        anonymous=anonymous,
        reason=f"described: {words}",
    )


def _without_relative(words: str) -> str:
    """Return a description without the pronoun that its clause begins with ("the army, which")."""
    return _RELATIVE_END.sub("", " ".join(words.split()))


def _people_of(head: Token) -> Token:
    """Return the residents of "one of the residents": they tell what sort of voice it is."""
    if head.lower not in _SOME_OF:
        return head
    of = next((child for child in head.children if child.lower == "of"), None)
    return next((child for child in of.children if child.dep == "pobj"), head) if of else head


def _kind_of_noun(head: Token) -> OriginatorKind:
    """Return "person" for a noun that names people, "open" for one that names a thing."""
    return "person" if head.pos == "PROPN" or is_person_noun(head.lemma.lower()) else "open"


def _body_of_description(inside: Sequence[Mention], text: str) -> Mention | None:
    """Return the body that a description belongs to, not one that it is set against or near to."""
    for mention in inside:
        before = text[: mention.span.start].rstrip()[-5:].lower()
        beside = _RELATED.match(text, mention.span.end)
        if mention.kind in {"person", "people"} or beside or before.endswith(("anti-", "anti -")):
            continue
        return mention
    return None


def _speaker_for(words: str, body: Mention, voice: Voice | None, cast: Cast) -> Speaker:
    full = cast.fullest(body)
    kind = KINDS[body.kind]
    return Speaker(
        mention=body,
        name=words,
        originator=_key(full) if full.candidates else _key(body),
        kind=kind,
        proximity=voice.proximity if voice else PROXIMITIES[kind],
        anonymous=voice.anonymous if voice else False,
        reason=f"described: {words}, for {full.name}",
    )


def _is_anonymous(draft: StatementDraft, voice: Voice | None) -> bool:
    """Whether the report keeps the speaker unnamed; an office that one person holds names them."""
    head = draft.head
    office = head is not None and head.lemma.lower() in _OFFICES and head.tag == "NN"
    if head is not None and office and _is_definite(head):
        return False
    return (voice is not None and voice.anonymous) or bool(_UNNAMED.search(draft.sentence.text))


def _is_definite(head: Token) -> bool:
    return any(child.lower == "the" or child.dep == "poss" for child in head.children)


def _definite(draft: StatementDraft, head: Token, cast: Cast) -> Speaker | None:
    """Return whom "the spokesman", "the Kenyan envoy" or "the group" means, if only one fits."""
    if not any(child.lower in {"the", "this"} for child in head.children if child.dep == "det"):
        return None
    before = cast.mentions[: bisect_left(cast.starts, draft.source[0][0])]
    noun = head.lemma.lower()
    fits: dict[str, Mention] = {}
    for mention in before:
        full = cast.fullest(mention)
        if full.kind == "person" and noun in (full.role or "").lower().split():
            fits[full.id] = full
    if len(fits) == 1:
        (person,) = fits.values()
        return Speaker(
            mention=person,
            name=person.name,
            originator=person.name,
            kind=_kind_of_person(voice_of_role(person.role)),
            proximity=PROXIMITIES["unnamed_official"],
            reason=f"“the {noun}” is {person.name}, {person.role}",
        )
    return None


def _resolve_pronoun(draft: StatementDraft, head: Token, cast: Cast) -> Speaker:
    word = head.lower
    parent = cast.spoke.get(id(draft.parent)) if draft.parent is not None else None
    if parent is not None and parent.name is not None and not has_rival(draft, cast):
        return replace(parent, reason=f"“{head.text}” is who tells it: {parent.name}")
    if word in _OWN:
        return Speaker(reason=f"“{head.text}” in words that nobody is named for")
    candidates = recent_names(draft, cast, persons=word in _SINGULAR)
    last = last_speaker(draft, cast) if word in _SINGULAR and not candidates else None
    if last is not None:
        return replace(last, reason=f"“{head.text}” is {last.name}, who spoke just before")
    if len(candidates) != 1:
        why = "nobody" if not candidates else "more than one"
        return Speaker(reason=f"“{head.text}”: {why} in reach fits")
    (found,) = candidates
    speaker = _named_speaker(draft, found, [found], cast)
    return replace(speaker, reason=f"“{head.text}” is {speaker.name}, named just before")
