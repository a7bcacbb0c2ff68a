"""Which word tells what is counted: killed, injured, displaced …? Read off the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consilience.extraction.figures.binding import names_people, noun_lemma
from consilience.extraction.figures.lexicon import Lexicon, load_lexicon
from consilience.model.scales import Measure
from consilience.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that tells the measure, and by which rule it was found."""

    measure: Measure
    token: Token
    rule: str


_STRENGTH_OF: Final = ("killed", "executed", "injured", "killed_or_injured")
"""If two verbs share their counted, the first of these that one of them has."""


def find_trigger(place: Token, noun: Token | None) -> Trigger | None:
    """Return the trigger of what is counted, unless it is denied ("he is not dead").

    Args:
        place: The word whose grammatical place the counted takes ("hundreds", "civilians").
        noun: The noun that is counted, where one is written ("prisoners").
    """
    found = _find(place, noun, load_lexicon())
    return None if found is not None and _denied(found.token) else found


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
    found = _of_noun(place, words) or _governed(place, words)
    if found:
        return found
    for token in (noun, place):
        if token is not None:
            found = _described(token, words)
            if found:
                return found
    return _beside(place, noun, words) or _through(place, words)


def _through(place: Token, words: Lexicon) -> Trigger | None:
    """Return the trigger of what *place* is coordinated with, or of what holds it."""
    for token in _held_by(place):
        if token is not place:
            found = _of_noun(token, words) or _governed(token, words)
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
    state = words.state.get(noun.lower)
    if state and noun.dep not in ("amod", "acomp", "advmod"):
        return Trigger(state, noun, "said of the counted")
    return None


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
    if token.dep in ("conj", "appos") and head.pos in _NOMINAL:
        return head
    if token.dep in _INSIDE and head.pos in ("NOUN", "PROPN"):
        return head
    if token.dep != "pobj":
        return None
    above = head.head
    if head.lower == "with" and above.lower in _ALONG:
        objects = [child for child in above.head.children if child.dep in _OBJECTS]
        return objects[-1] if objects else None
    if head.lower in ("including", "like") and above.pos in ("NOUN", "NUM", "PROPN"):
        return above
    if head.lower == "including" and above.pos == "VERB":
        objects = [child for child in above.children if child.dep in _OBJECTS]
        return objects[-1] if objects else None
    return above if head.lower == "of" and _holds(above) else None


_HOLDERS: Final = frozenset(
    {"group", "total", "number", "team", "crowd", "maximum", "minimum", "pair", "trio", "couple",
     "majority", "most", "rest", "score", "dozen", "family", "crew", "convoy", "half", "third"}
)  # fmt: skip


def _holds(noun: Token) -> bool:
    return noun.pos in ("NOUN", "NUM", "PROPN") and (
        noun.lemma.lower() in _HOLDERS or noun.pos == "NUM"
    )


def _of_noun(token: Token, words: Lexicon) -> Trigger | None:
    """Read "the deaths of 12 people", "a man's death", "a death toll of 45"."""
    if token.dep == "poss":
        measure = words.of.get(token.head.lemma.lower())
        told = measure in _STRENGTH_OF and token.head.lemma.lower() not in (
            "life",
            "loss",
            "shooting",
        )
        return Trigger(measure, token.head, "whose") if measure and told else None
    if token.dep == "pobj" and token.head.lower == "on" and token.head.head.lemma == "turn":
        if token.lower.endswith(("self", "selves")) and _has_object(token.head.head):
            return Trigger("killed", token.head.head, "turned the gun on themselves")
    if token.dep != "pobj" or token.head.lower not in ("of", "to", "at", "from", "for"):
        return None
    holder = token.head.head
    lemma = holder.lemma.lower()
    if holder.pos in ("NOUN", "PROPN"):
        if lemma in words.toll and _is_toll(holder):
            return Trigger("killed", holder, "death toll")
        measure = words.of.get(lemma)
        if measure and token.head.lower in ("of", "to", "from"):
            if any(child.lower in ("fatal", "deadly") for child in holder.children):
                measure = "killed"
            return Trigger(measure, holder, "of what happened")
    if holder.pos in ("VERB", "AUX"):
        return _toll_verb(holder)
    return None


_TOLL_NOUNS: Final = frozenset({"toll", "dead", "fatality", "death"})
_TOLL_WORDS: Final = re.compile(
    r"\b(?:death toll|toll|number of (?:the )?(?:dead|deaths|fatalities|people killed|those killed|victims killed))\b",
    re.IGNORECASE,
)
_INJURED_TOLL: Final = re.compile(r"\b(?:injur|wound)", re.IGNORECASE)


def _is_toll(noun: Token) -> bool:
    if noun.lemma.lower() != "toll":
        return False
    before = noun.sentence.tokens[noun.i - 1].lower if noun.i else ""
    return before not in ("road", "bridge", "highway")


def _toll_verb(verb: Token) -> Trigger | None:
    """Read "the death toll rose to 45", "the number of dead reached 12"."""
    for child in verb.children:
        if child.dep not in ("nsubj", "nsubjpass"):
            continue
        inside = child.subtree()
        base = child.sentence.start
        said = child.sentence.text[inside[0].start - base : inside[-1].end - base]
        if _TOLL_WORDS.search(said):
            measure: Measure = "injured" if _INJURED_TOLL.search(said) else "killed"
            return Trigger(measure, child, "death toll")
    return None


def _governed(token: Token, words: Lexicon) -> Trigger | None:
    """Return the trigger of which *token* is subject or object."""
    head = token.head
    if token.is_root:
        return None
    if token.dep == "nsubjpass":
        return _passive(token, head, words)
    if token.dep in ("nsubj", "csubj"):
        return _subject(token, head, words)
    if token.dep in ("dobj", "dative", "oprd"):
        return _object(token, head, words)
    if token.dep == "pobj" and head.lower in _COUNTING and head.head.pos == "VERB":
        following = token.sentence.tokens[head.i + 1]
        if following.tag == "CD":  # "killed between three and six": a number, no place
            return _of_verbs(head.head, words, voice="object")
    if token.dep == "attr":
        return _said_of(head, token, words) or _toll_verb(head)
    if token.dep == "pobj" and head.head.lemma == "fire" and head.lower in ("at", "on", "upon"):
        return None
    return None


_COUNTING: Final = frozenset({"between", "over", "under", "around", "about", "above", "than", "to"})


def _passive(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    found = _of_verbs(verb, words, voice="object")
    return found or _by_phrase(token, verb, words) or _state_of(verb, words)


def _subject(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    state = words.state.get(verb.lower)
    if state and verb.pos == "ADJ":
        return Trigger(state, verb, "said of the counted")
    if verb.tag == "VBN" and not _has_object(verb) and not _has_auxiliary(verb):
        found = _of_verbs(verb, words, voice="object")
        if found:
            return found
    found = _of_verbs(verb, words, voice="subject") or _state_of(verb, words)
    if found is not None and found.measure != "remaining":
        return found
    return _by_phrase(token, verb, words) or _suffered(verb) or found


def _object(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    if verb.lemma in _LEAVING:
        for child in verb.children:  # "left 12 dead", "found two men dead", "shot him dead"
            if child.i > token.i and child.dep in _SMALL_CLAUSE:
                state = words.state.get(child.lower)
                if state:
                    return Trigger(state, child, "left in that state")
    if verb.tag == "VBN" and _has_passive(verb) and token.dep != "oprd":
        return None
    return _of_verbs(verb, words, voice="object") or _toll_verb(verb)


_LEAVING: Final = frozenset(
    {"leave", "find", "shoot", "pronounce", "declare", "have", "keep", "see"}
)
_SMALL_CLAUSE: Final = frozenset({"oprd", "acomp", "ccomp", "xcomp", "amod", "advmod"})


def _of_verbs(verb: Token, words: Lexicon, *, voice: str) -> Trigger | None:
    """Return the trigger among *verb* and the verbs coordinated with it that share its counted."""
    found: dict[Measure, Trigger] = {}
    for token in _coordinated(verb):
        table = words.object if voice == "object" else words.subject
        measure = table.get(token.lemma.lower())
        if measure is None and token.i != verb.i:
            measure = words.subject.get(token.lemma.lower())
            if measure is None and voice == "subject" and token.tag == "VBN":
                measure = words.object.get(token.lemma.lower())
        if measure is None:
            continue
        if measure in ("killed_or_injured", "injured") and _fatal(token):
            measure = "killed"
        found.setdefault(measure, Trigger(measure, token, "verb"))
    return _strongest(found, verb)


_FATAL: Final = frozenset({"dead", "death", "fatally", "mortally"})


def _fatal(verb: Token) -> bool:
    """Tell "shot dead", "fatally wounded" from "shot", "wounded"."""
    for child in verb.children:
        if child.lower in ("fatally", "mortally") or (
            child.lower == "dead" and child.i == verb.i + 1
        ):
            return True
        if child.dep == "prep" and any(one.lower == "death" for one in child.children):
            return True
    return False


def _coordinated(verb: Token) -> Iterator[Token]:
    yield verb
    token = verb
    for _ in range(3):
        following = [
            child
            for child in token.children
            if child.dep == "conj"
            and child.pos == "VERB"
            and not _own_subject(child)
            and not _has_object(child)
        ]
        if not following:
            return
        token = following[0]
        yield token


def _own_subject(verb: Token) -> bool:
    return any(child.dep in ("nsubj", "nsubjpass") for child in verb.children)


def _strongest(found: dict[Measure, Trigger], verb: Token) -> Trigger | None:
    if "killed" in found and "injured" in found:
        joined = any(
            child.lower == "or" for token in _coordinated(verb) for child in token.children
        )
        return Trigger(
            "killed_or_injured",
            found["killed"].token,
            "killed or injured" if joined else "killed and injured",
        )
    for measure in _STRENGTH_OF:
        if measure in found:
            return found[measure]
    return next(iter(found.values()), None)


def _has_object(verb: Token) -> bool:
    return any(child.dep == "dobj" for child in verb.children)


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep == "aux" and child.lemma == "have" for child in verb.children)


def _has_passive(verb: Token) -> bool:
    return any(child.dep in ("auxpass", "nsubjpass") for child in verb.children)


_BE_LIKE: Final = frozenset(
    {"be", "remain", "lie", "leave", "feel", "stay", "become", "go", "appear", "get", "list"}
)


def _state_of(verb: Token, words: Lexicon) -> Trigger | None:
    """Read "12 people are dead", "three remain missing", "two were found dead"."""
    for child in verb.children:
        if (
            child.dep in ("acomp", "attr", "oprd", "advmod", "xcomp", "prep", "conj", "amod")
            and child.i > verb.i
        ):
            state = words.state.get(child.lower)
            if state and not _has_object(child) and not _own_subject(child):
                return Trigger(state, child, "said of the counted")
            if child.dep == "prep" and child.lower == "among":
                for inner in child.children:
                    state = words.state.get(inner.lower)
                    if state:
                        return Trigger(state, inner, "among them")
    return None


def _said_of(verb: Token, token: Token, words: Lexicon) -> Trigger | None:
    """Read "the dead were two men": the counted is what is said of the dead."""
    if verb.lemma not in _BE_LIKE and verb.lemma != "include":
        return None
    for child in verb.children:
        if child.dep == "nsubj" and child.i != token.i:
            state = words.state.get(child.lower) or words.of.get(child.lemma.lower())
            if state:
                return Trigger(state, child, "said of the counted")
    return None


_SUFFERING: Final = frozenset({"suffer", "sustain", "receive"})
_HURTS: Final = frozenset(
    {"injury", "wound", "gunshot", "burn", "bruise", "laceration", "fracture", "concussion", "shot"}
)


def _suffered(verb: Token) -> Trigger | None:
    """Read "four others suffered wounds"."""
    if verb.lemma not in _SUFFERING:
        return None
    for child in verb.children:
        if child.dep == "dobj" and child.lemma.lower() in _HURTS:
            return Trigger("injured", child, "suffered injuries")
    return None


def _by_phrase(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    """Read "three were taken into custody": fixed words behind the verb."""
    sentence = token.sentence
    begin = verb.start - sentence.start
    said = sentence.text[begin : begin + 90].lower()
    stop = _CLAUSE_END.search(said)
    if stop:
        said = said[: stop.start()]
    if verb.lemma in _CARRYING and _TO_HOSPITAL.search(said):
        return Trigger("injured", verb, "in a hospital")
    hits = [(said.find(phrase), phrase) for phrase in words.phrases if phrase in said]
    if not hits:
        return None
    _at, phrase = min(hits)
    return Trigger(words.phrases[phrase], verb, f"fixed words: {phrase}")


_CARRYING: Final = frozenset(
    {"take", "rush", "transport", "airlift", "fly", "treat", "admit", "bring", "be", "remain",
     "recover", "drive", "hospitalize", "send", "carry"}
)  # fmt: skip
_TO_HOSPITAL = re.compile(
    r"\b(?:to|at|in|by)\s+(?:\w[\w.'’]*\s+){0,5}(?:hospitals?|medical center|trauma center|clinic)\b"
)
_CLAUSE_END = re.compile(
    r"[;.]|,\s(?:and|but|while|as|where|when|after)\s|\s(?:while|after|before|because)\s"
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
    if _has_object(child):
        return None
    return _of_verbs(child, words, voice="object") or _by_phrase(noun, child, words)


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
                return _passive(child, verb, words)
            if child.dep == "nsubj":
                return _subject(child, verb, words)
            if child.dep in ("dobj", "pobj"):
                return _of_verbs(verb, words, voice="object")
    return None


def _beside(place: Token, noun: Token | None, words: Lexicon) -> Trigger | None:
    """Return a trigger that stands right beside, as in headlines: "At least 12 dead in blast"."""
    if place.dep == "pobj" and place.head.lower not in ("of", "with"):
        return None
    last = max(place.i, noun.i if noun is not None else place.i)
    tokens = place.sentence.tokens
    for token in tokens[last + 1 : last + 4]:
        if token.tag == "RB" and token.lower != "fatally":
            continue
        if token.pos in ("ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "AUX") or token.tag in (
            "DT",
            "CD",
        ):
            break
        state = "killed" if token.lower == "fatally" else words.state.get(token.lower)
        if token.lower in ("shot", "stabbed") and token.tag in ("VBN", "VBD"):
            state = "killed_or_injured"
        if state and not _has_object(token):
            return Trigger(state, token, "right behind the counted")
    return None
