"""What the model's names add to those of the vocabulary, and which of the two holds."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final

from consilience.extraction.aliases import countries_at, find_words
from consilience.extraction.at_risk import gives_no_more
from consilience.extraction.drafts import NameDraft
from consilience.extraction.persons import NUMBERS, cut_at_bracket, find_person, head_of
from consilience.model.scales import EntityKind
from consilience.text.organisations import load_countries
from consilience.text.tokens import ParsedSentence, Token

FIGHTERS: Final = frozenset(
    {
        "militia", "militiaman", "fighter", "rebel", "militant", "insurgent", "gunman",
        "tribesman", "separatist", "jihadist", "jihadi", "guerrilla", "paramilitary", "mercenary",
        "extremist", "terrorist", "faction", "insurgency",
    }
)  # fmt: skip
"""Nouns that make an adjective of a people the name of those who fight ("Shia militias")."""
_TAIL: Final = frozenset(
    {"group", "militants", "fighters", "jihadists", "terrorists", "forces", "movement", "rebels",
     "militia", "organisation", "organization", "network", "news", "agency"}
)  # fmt: skip
_FACILITIES: Final = frozenset(
    {
        "hospital", "prison", "school", "mosque", "church", "university", "airport", "airbase",
        "base", "camp", "clinic", "temple", "museum", "checkpoint", "dam", "jail", "station",
        "cathedral", "market", "palace", "embassy", "hotel", "refinery", "bridge",
    }
)  # fmt: skip
_STILL: Final = frozenset(
    {"be", "have", "lie", "border", "face", "suffer", "become", "remain", "seem", "appear", "need"}
)
"""Verbs whose subject is a country as a place or a people, not its government."""


def find_modelled(sentence: ParsedSentence, listed: Sequence[NameDraft]) -> list[NameDraft]:
    """Return the names of *sentence*: those *listed* and the model's, without overlaps."""
    kept = list(listed)
    for tokens in sentence.names:
        draft = _draft_of(sentence, tokens)
        if draft is None:
            continue
        rivals = [known for known in kept if known.start < draft.end and draft.start < known.end]
        if not rivals:
            kept.append(draft)
        elif _says_more(draft, rivals):
            kept = [known for known in kept if known not in rivals]
            kept.append(draft)
        elif draft.kind == "person":
            kept.extend(_remainder(draft, rivals))
    return kept


def _draft_of(sentence: ParsedSentence, tokens: Sequence[Token]) -> NameDraft | None:
    label = tokens[0].name
    if label == "PERSON" or gives_no_more(sentence.text, tokens[0].start - sentence.start):
        return find_person(sentence, tokens)
    if label == "ORG":
        return _named(sentence, tokens, "organisation", "model: organisation")
    if label == "NORP":
        return _people(sentence, tokens)
    if label == "FAC":
        return _facility(sentence, tokens)
    if label == "GPE":
        return _government(sentence, tokens)
    return None


def _named(
    sentence: ParsedSentence, tokens: Sequence[Token], kind: EntityKind, rule: str
) -> NameDraft | None:
    name = _trimmed(tokens)
    if not name or not any(token.text[:1].isupper() for token in name):
        return None
    if len(name) == 1 and (name[0].pos not in {"PROPN", "NOUN"} or len(name[0].text) < 2):
        return None
    if kind == "organisation" and _fights(name):
        kind = "armed_group"
    draft = NameDraft(sentence, name[0].start, name[-1].end, kind, (), rule)
    draft.head = head_of(name)
    return draft


def _fights(name: Sequence[Token]) -> bool:
    """Whether an unknown body is an armed group: by the fighters behind it, or by its own words.

    "The Osk Movement guerrillas", "the Upper River Liberation Army".
    """
    behind = name[-1].sentence.tokens[name[-1].i + 1 : name[-1].i + 2]
    if any(token.lemma.lower() in FIGHTERS for token in behind):
        return True
    words = {token.lower for token in name}
    return bool(words & _CAUSES) and bool(words & _ARMED)


_CAUSES: Final = frozenset({"liberation", "revolutionary", "resistance"})
_ARMED: Final = frozenset({"army", "front", "forces", "brigade", "brigades", "commandos"})


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    name = cut_at_bracket(tokens)
    while name and (name[0].pos in {"DET", "PUNCT", "SPACE"} or name[0].tag == "POS"):
        name.pop(0)
    while name and (name[-1].pos in {"PUNCT", "SPACE", "ADP", "CCONJ"} or name[-1].tag == "POS"):
        name.pop()
    while len(name) > 1 and name[-1].lower in NUMBERS:
        name.pop()  # "… the Osk Brigade Eleven people": the next sentence, whose full stop is lost
    while len(name) > 1 and _lost_genitive(name[0]):
        name.pop(0)
    return [] if len(name) == 1 and _lost_genitive(name[0]) else name


def _lost_genitive(token: Token) -> bool:
    """Whether *token* is a country's genitive whose apostrophe was lost ("Kenyas capital")."""
    return token.text[-1:] == "s" and token.text[:-1] in _country_names()


@functools.cache
def _country_names() -> frozenset[str]:
    return frozenset(name for state in load_countries().values() for name in state.names)


def _people(sentence: ParsedSentence, tokens: Sequence[Token]) -> NameDraft | None:
    head = tokens[-1]
    if head.dep in {"amod", "compound", "nmod"} and head.head_index > head.i:
        noun = head.head
        if noun.lemma.lower() not in FIGHTERS or noun.i - head.i > 3:
            return None
        return NameDraft(sentence, tokens[0].start, noun.end, "armed_group", (), "people who fight")
    draft = _named(sentence, tokens, "people", "model: people")
    return draft if draft is not None and head.tag in {"NNPS", "NNS", "NNP", "NN"} else None


def _facility(sentence: ParsedSentence, tokens: Sequence[Token]) -> NameDraft | None:
    if not any(token.lemma.lower() in _FACILITIES for token in tokens):
        return None
    return _named(sentence, tokens, "facility", "model: facility")


def _government(sentence: ParsedSentence, tokens: Sequence[Token]) -> NameDraft | None:
    """Return a country (or its capital) that acts: "Kenya said", "attacked by Kenya"."""
    head = next((token for token in tokens if token.head not in tokens), tokens[-1])
    acts = head.dep == "nsubj" and head.head.pos == "VERB" and head.head.lemma not in _STILL
    if not acts and not (head.dep == "pobj" and head.head.dep == "agent"):
        return None
    name = _trimmed(tokens)
    if not name:
        return None
    base = sentence.start
    words = list(find_words(sentence.text[name[0].start - base : name[-1].end - base]))
    country = next((key for key, stop, _ in countries_at(words, 0) if stop == len(words)), None)
    country = country or _capital(" ".join(word.cased for word in words))
    if country is None:
        return None
    key = f"{country}_government"
    return NameDraft(
        sentence, name[0].start, name[-1].end, "government", (key,), "country that acts"
    )


def _capital(name: str) -> str | None:
    return next((key for key, state in load_countries().items() if name in state.capitals), None)


def _says_more(draft: NameDraft, rivals: Sequence[NameDraft]) -> bool:
    """Tell whether the model's name is another, longer name than the listed ones inside it."""
    if draft.kind not in {"organisation", "facility"} or len(rivals) > 1:
        return False
    (rival,) = rivals
    if not (draft.start <= rival.start and rival.end <= draft.end):
        return False
    base = draft.sentence.start
    text = draft.sentence.text
    before, behind = text[draft.start - base : rival.start - base], text[rival.end - base :]
    extra = f"{before} {behind[: draft.end - rival.end]}"
    large = [word for word in extra.replace("-", " ").split() if word[:1].isupper()]
    return bool(large) and not all(word.lower() in _TAIL for word in large)


def _remainder(draft: NameDraft, rivals: Sequence[NameDraft]) -> list[NameDraft]:
    """Return the person behind a body in one name of the model ("Red Hand leader Jon Doe")."""
    stop = max(rival.end for rival in rivals)
    tokens = [
        token for token in draft.sentence.tokens if stop <= token.start and token.end <= draft.end
    ]
    if len(tokens) < 2 or not tokens[-1].text[:1].isupper():
        return []
    person = find_person(draft.sentence, tokens)
    return [person] if person is not None else []
