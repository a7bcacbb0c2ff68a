"""Which word tells what is counted: killed, injured, displaced …? Read off the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from consilience.extraction.figures.binding import names_people, noun_lemma
from consilience.extraction.figures.governing import (
    governing_trigger,
    noun_trigger,
    passive_trigger,
    phrase_trigger,
    subject_trigger,
)
from consilience.extraction.figures.lexicon import Lexicon, load_lexicon
from consilience.extraction.figures.verbs import (
    STRONGEST_FIRST,
    Trigger,
    has_object,
    has_passive,
    verb_trigger,
)
from consilience.model.scales import Measure
from consilience.text.tokens import ParsedSentence, Token


def find_trigger(place: Token, noun: Token | None) -> Trigger | None:
    """Return the trigger of what is counted, unless it is denied ("he is not dead").

    Args:
        place: The word whose grammatical place the counted takes ("hundreds", "civilians").
        noun: The noun that is counted, where one is written ("prisoners").
    """
    found = _find(place, noun, load_lexicon())
    return None if found is not None and _denied(found.token) else found


def label_measure(label: Sequence[Token], words: str) -> tuple[Measure, Trigger | None]:
    """Return the measure that the words of a label tell: "Killed", "Families at sites"."""
    lexicon = load_lexicon()
    for token in label:
        lemma = noun_lemma(token)
        measure = lexicon.state.get(token.lower) or lexicon.counted.get(lemma)
        if measure is not None:
            return measure, Trigger(measure, token, "the label before it")
    if _SITES.search(words):
        return "displaced", Trigger("displaced", label[-1], "the label before it")
    return "other", None


_SITES = re.compile(
    r"\b(?:families|households|people|individuals|persons)\b.*\b(?:sites?|camps?)\b", re.IGNORECASE
)


def verb_before(sentence: ParsedSentence, at: int) -> Trigger | None:
    """Return a verb of harm right before offset *at*, as in "bomb kills 12 wounds 50"."""
    before = [token for token in sentence.tokens if token.end <= at]
    if not before or before[-1].tag not in ("VBZ", "VBD", "VBG", "VBP", "NNS", "VB"):
        return None
    verb = before[-1]
    measure = load_lexicon().object.get(verb.lemma.lower())
    if measure not in STRONGEST_FIRST or has_passive(verb):
        return None
    return Trigger(measure, verb, "right before the counted")


def is_misread_verb(noun: Token) -> bool:
    """Tell the "wounds" of "bomb kills 12 wounds 50", which the parse takes for a noun."""
    following = noun.sentence.tokens[noun.i + 1 : noun.i + 2]
    numbered = bool(following) and following[0].tag == "CD"
    measure = load_lexicon().object.get(noun.lemma.lower())
    return numbered and noun.tag == "NNS" and measure in STRONGEST_FIRST


def _denied(token: Token) -> bool:
    verb = token if token.pos in ("VERB", "AUX") else token.head
    return any(
        child.dep == "neg" and child.lower != "no"
        for one in (token, verb)
        for child in one.children
    )


def _find(place: Token, noun: Token | None, words: Lexicon) -> Trigger | None:
    for token in (noun, place):
        if token is not None:
            found = _counted_itself(token, words)
            if found:
                return found
    found = noun_trigger(place, words) or governing_trigger(place, words)
    if found:
        return _nearer(place, noun, found, words) or found
    for token in (noun, place):
        if token is not None:
            found = _described(token, words)
            if found:
                return _nearer(place, noun, found, words) or found
    return (
        _beside(place, noun, words)
        or _left_with_wounds(place)
        or _through(place, words)
        or _shared(place, words)
    )


def _nearer(place: Token, noun: Token | None, found: Trigger, words: Lexicon) -> Trigger | None:
    """Return what a headline says right behind the counted: "two dead, six injured in blast"."""
    last = noun if noun is not None and noun.i > place.i else place
    behind = place.sentence.tokens[last.i + 1 : last.i + 2]
    if not behind or found.measure not in STRONGEST_FIRST:
        return None
    following = place.sentence.tokens[last.i + 2 : last.i + 3]
    if (
        following
        and following[0].tag == "CD"
        and found.token.i < place.i
        and has_object(found.token)
    ):
        return None  # "killed 30 people injured 90", a comma lost
    if found.token.i > last.i and (not following or following[0].lower not in (",", ";")):
        return None  # "four injured in May died", but "one dead, four hurt"
    state = words.state.get(behind[0].lower)
    if state not in STRONGEST_FIRST or state == found.measure or _of_another(behind[0], last.i):
        return None
    return Trigger(state, behind[0], "right behind the counted")


def _shared(place: Token, words: Lexicon) -> Trigger | None:
    """Return what the last of several is said to be: "left three women and one man injured"."""
    if not place.is_root and (place.dep != "dobj" or place.head.lemma != "leave"):
        return None
    last = place
    for _ in range(7):
        further = [one for one in last.children if one.dep in ("conj", "appos")]
        if not further:
            break
        last = further[-1]
    if last is place or last.pos not in ("NOUN", "PROPN"):
        return None
    found = _described(last, words) or _beside(last, last, words)
    return found if found is not None and found.measure in STRONGEST_FIRST else None


def _through(place: Token, words: Lexicon) -> Trigger | None:
    """Return the trigger of what *place* is coordinated with, or of what holds it."""
    for token in _held_by(place):
        if token is not place:
            found = noun_trigger(token, words) or governing_trigger(token, words)
            if found:
                return found
    return None


def _counted_itself(noun: Token, words: Lexicon) -> Trigger | None:
    """Read "12 deaths", "30 wounded", "12 lives were lost"."""
    lemma = noun_lemma(noun)
    if noun.pos in ("VERB", "AUX"):
        return None
    if lemma == "life" and _costs(noun):
        return Trigger("killed", noun, "lives lost")
    measure = words.counted.get(lemma)
    if measure and not names_people(noun):
        return Trigger(measure, noun, "the noun is what is counted")
    if measure in ("abducted", "detained", "displaced", "rescued", "killed_or_injured", "killed"):
        return Trigger(measure, noun, "the noun is what is counted")
    state = "killed_or_injured" if _were_shot(noun) else words.state.get(noun.lower)
    if state and noun.dep not in ("amod", "acomp", "advmod"):
        return Trigger(state, noun, "said of the counted")
    return None


def _were_shot(noun: Token) -> bool:
    """Tell a headline's "four shot in Denby", parsed as a noun, from "one shot was fired"."""
    if noun.tag != "NN" or noun.lower != "shot":
        return False
    numbers = [one.lower for one in noun.children if one.tag == "CD" and one.i == noun.i - 1]
    return bool(numbers) and numbers[0] not in ("one", "1")


_COSTING: Final = frozenset({"claim", "take", "cost", "lose"})


def _costs(noun: Token) -> bool:
    if noun.head.lemma in _COSTING:
        return True
    return any(child.dep in ("acl", "relcl") and child.lemma in _COSTING for child in noun.children)


def _held_by(place: Token) -> Iterator[Token]:
    """Yield *place*, and what it is coordinated with or in apposition to, outwards."""
    token: Token | None = place
    for _ in range(7):
        if token is None:
            return
        yield token
        token = _holder(token)


_NOMINAL: Final = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
_INSIDE: Final = frozenset({"nmod", "compound", "nummod", "amod", "npadvmod", "det", "dep"})
_ALONG: Final = frozenset({"along", "together"})
_OBJECTS: Final = frozenset({"dobj", "nsubjpass"})


def _holder(token: Token) -> Token | None:
    """Return the word in whose grammatical place *token* stands too, if there is one."""
    head = token.head
    if token.is_root:
        return None
    if token.dep == "pobj":
        return _before_preposition(head)
    joined = token.dep in ("conj", "appos") and head.pos in _NOMINAL
    inside = token.dep in _INSIDE and head.pos in ("NOUN", "PROPN")
    return head if joined or inside else None


def _before_preposition(link: Token) -> Token | None:
    """Return the men of "two men including a guard", "a man along with two guards"."""
    above = link.head
    if link.lower == "with":
        return _object_of(above.head) if above.lower in _ALONG else None
    if link.lower == "including" and above.pos == "VERB":
        return _object_of(above)
    if link.lower in ("including", "like"):
        return above if above.pos in ("NOUN", "NUM", "PROPN") else None
    return above if link.lower == "of" and _holds(above) else None


def _object_of(verb: Token) -> Token | None:
    objects = [child for child in verb.children if child.dep in _OBJECTS]
    return objects[-1] if objects else None


_HOLDERS: Final = frozenset(
    {"group", "total", "number", "team", "crowd", "maximum", "minimum", "pair", "trio", "couple",
     "majority", "most", "rest", "score", "dozen", "family", "crew", "convoy", "half", "third"}
)  # fmt: skip


def _holds(noun: Token) -> bool:
    return noun.pos in ("NOUN", "NUM", "PROPN") and (
        noun.lemma.lower() in _HOLDERS or noun.pos == "NUM"
    )


_DESCRIBING: Final = frozenset(
    {"amod", "acl", "relcl", "appos", "acomp", "advcl", "dep", "nmod", "advmod", "prep"}
)


def _described(noun: Token, words: Lexicon) -> Trigger | None:
    """Read "12 dead people", "370 civilians killed in raids", "600 people who died"."""
    for child in noun.children:
        found = _description(noun, child, words) if child.dep in _DESCRIBING else None
        if found:
            return found
    return None


def _description(noun: Token, child: Token, words: Lexicon) -> Trigger | None:
    if child.dep == "amod" or child.pos == "ADJ":
        state = words.state.get(child.lower)
        if state:
            return Trigger(state, child, "said of the counted")
    if child.dep == "relcl":
        return _relative(child, words)
    if child.dep == "prep" or child.tag == "VBG":
        return _with_wounds(child)
    if child.tag != "VBN" and (child.dep != "acl" or child.tag != "VBD"):
        return None
    if has_object(child):
        return None
    return verb_trigger(child, words, voice="object") or phrase_trigger(noun, child, words)


def _left_with_wounds(place: Token) -> Trigger | None:
    """Read "found two men with gunshot wounds", "a woman was left with a gunshot wound"."""
    verb = place.head
    while place.dep == "conj" and not place.is_root:
        place, verb = place.head, place.head.head
    if verb.lemma not in _FINDING or place.dep not in ("dobj", "nsubjpass"):
        return None
    for child in verb.children:
        if child.dep == "prep" and child.i > place.i:
            found = _with_wounds(child)
            if found is not None:
                return found
    return None


_FINDING: Final = frozenset({"find", "discover", "locate", "leave"})


def _with_wounds(child: Token) -> Trigger | None:
    """Read "two men with gunshot wounds", "a boy suffering from a wound": hit, dead or not."""
    if child.lower not in ("with", "suffering"):
        return None
    inside = (one for one in child.subtree() if one.dep in ("pobj", "dobj"))
    hurt = next((one for one in inside if one.lemma.lower() in ("wound", "gunshot")), None)
    return Trigger("killed_or_injured", hurt, "with wounds") if hurt is not None else None


def _relative(verb: Token, words: Lexicon) -> Trigger | None:
    for child in verb.children:
        if child.lower in ("who", "that", "which", "whom"):
            if child.dep == "nsubjpass":
                return passive_trigger(child, verb, words)
            if child.dep == "nsubj":
                return subject_trigger(child, verb, words)
            if child.dep in ("dobj", "pobj"):
                return verb_trigger(verb, words, voice="object")
    return None


_PARENTS: Final = frozenset(
    {"father", "mother", "parent", "dad", "mom", "mum", "grandmother", "grandfather"}
)


def _befell(verb: Token, place: Token) -> bool:
    """Tell "a man shot in the leg", "four shot in Denby" from "a man shot into a crowd"."""
    if verb.tag == "NN":
        return place.pos == "NUM" and verb.i == place.i + 1 and verb.dep != "compound"
    if verb.tag not in ("VBN", "VBD"):
        return False
    return not any(
        (child.dep == "conj" and has_object(child) and child.tag == verb.tag)
        or (child.dep == "prep" and child.lower in ("into", "toward", "towards"))
        or (child.lower == "at" and any(one.tag == "PRP" for one in child.children))
        for child in verb.children
    )


def _of_another(token: Token, last: int) -> bool:
    """Tell "he said dead tissue", "a woman fatally shot her son": who else is dead."""
    if token.lemma in _SAYING:
        return True
    head = token.head
    describes = token.dep == "amod" and head.pos in ("NOUN", "PROPN")
    return head.i > token.i > last and (describes or (token.tag == "RB" and has_object(head)))


_SAYING: Final = frozenset({"say", "tell", "add", "confirm", "report"})


def _beside(place: Token, noun: Token | None, words: Lexicon) -> Trigger | None:
    """Return a trigger that stands right beside, as in headlines: "At least 12 dead in blast"."""
    if place.dep == "pobj" and place.head.lower not in ("of", "with"):
        return None
    if place.dep == "pobj" and place.head.head.lemma.lower() in _PARENTS:
        return None  # "father of five killed"
    last = max(place.i, noun.i if noun is not None else place.i)
    tokens = place.sentence.tokens
    for token in tokens[last + 1 : last + 4]:
        if token.tag == "RB" and token.lower != "fatally":
            continue
        if _of_another(token, last):
            break
        if token.pos in ("ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "AUX") or token.tag in (
            "DT",
            "CD",
        ):
            break
        state = "killed" if token.lower == "fatally" else words.state.get(token.lower)
        if token.lower in ("shot", "stabbed") and _befell(token, place):
            state = "killed_or_injured"
        if state and not has_object(token):
            return Trigger(state, token, "right behind the counted")
    return None
