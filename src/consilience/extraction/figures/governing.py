"""Which word governs the counted, and does it tell a measure: verb, noun with "of", toll, state?"""

from __future__ import annotations

import re
from typing import Final

from consilience.extraction.figures.lexicon import Lexicon
from consilience.extraction.figures.verbs import (
    STRONGEST_FIRST,
    Trigger,
    has_auxiliary,
    has_object,
    has_passive,
    has_subject,
    verb_trigger,
)
from consilience.model.scales import Measure
from consilience.text.tokens import Token


def noun_trigger(token: Token, words: Lexicon) -> Trigger | None:
    """Read "the deaths of 12 people", "a man's death", "a death toll of 45"."""
    if token.dep != "pobj":
        joined = {"poss": _whose, "conj": _joined_to}.get(token.dep)
        return joined(token.head, words) if joined is not None else None
    link, holder = token.head.lower, token.head.head
    if link == "on" and holder.lemma == "turn":
        turned = token.lower.endswith(("self", "selves")) and has_object(holder)
        return Trigger("killed", holder, "turned the gun on themselves") if turned else None
    if link not in ("of", "to", "at", "from", "for", "as"):
        return None
    if holder.pos in ("VERB", "AUX"):
        return _toll_verb(holder)
    return _of_what(link, holder, words) if holder.pos in ("NOUN", "PROPN") else None


def _joined_to(deed: Token, words: Lexicon) -> Trigger | None:
    """Read "the murder of a priest and two of his guards", whom a parse joins to the murder."""
    befell = any(child.lower == "of" and child.i == deed.i + 1 for child in deed.children)
    if deed.pos != "NOUN" or not befell or did_not_happen(deed):
        return None
    measure = words.of.get(deed.lemma.lower())
    return Trigger(measure, deed, "of what happened") if measure in STRONGEST_FIRST else None


def _whose(deed: Token, words: Lexicon) -> Trigger | None:
    lemma = deed.lemma.lower()
    measure = words.of.get(lemma)
    if measure not in STRONGEST_FIRST or lemma in ("life", "loss", "shooting"):
        return None
    if did_not_happen(deed):
        return None
    return Trigger(measure, deed, "whose")


def _of_what(link: str, holder: Token, words: Lexicon) -> Trigger | None:
    if _is_toll(holder):
        return Trigger("killed", holder, "death toll")
    measure = words.of.get(holder.lemma.lower())
    if measure is None or link not in ("of", "to", "from"):
        return None
    if did_not_happen(holder) or (holder.lemma.lower() == "life" and not _is_taken(holder)):
        return None
    if any(child.lower in ("fatal", "deadly") for child in holder.children):
        measure = "killed"
    return Trigger(measure, holder, "of what happened")


def did_not_happen(noun: Token) -> bool:
    """Tell "the attempted murder of five", "any injury to a child", which hurt nobody yet."""
    return any(
        child.i < noun.i and (child.lower.startswith("attempt") or child.lower in _OPEN)
        for child in noun.children
    )


_OPEN: Final = frozenset({"any", "no"})


def _is_taken(life: Token) -> bool:
    """Tell "claimed the life of a man" from "saved the life of a man"."""
    above = (life.head, *(child for child in life.children if child.dep in ("acl", "relcl")))
    return any(one.lemma.lower() in _COSTING for one in above)


_COSTING: Final = frozenset({"claim", "take", "cost", "lose", "end", "loss"})


_TOLL_WORDS: Final = re.compile(
    r"\b(?:toll|number of (?:the )?(?:dead|deaths|fatalities|(?:people|those|victims) killed))\b",
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
        if child.dep not in ("nsubj", "nsubjpass", "dobj"):
            continue
        inside = child.subtree()
        base = child.sentence.start
        said = child.sentence.text[inside[0].start - base : inside[-1].end - base]
        if _TOLL_WORDS.search(said):
            measure: Measure = "injured" if _INJURED_TOLL.search(said) else "killed"
            return Trigger(measure, child, "death toll")
    return None


def governing_trigger(token: Token, words: Lexicon) -> Trigger | None:
    """Return the trigger of which *token* is subject or object."""
    head, found = token.head, None
    if token.is_root:
        return None
    if head.dep == "auxpass" and token.dep in ("nsubj", "nsubjpass"):
        return passive_trigger(token, head.head, words)  # "five others, … were hurt"
    if token.dep == "nsubjpass":
        found = passive_trigger(token, head, words)
    elif token.dep in ("nsubj", "csubj"):
        found = subject_trigger(token, head, words)
    elif token.dep in ("dobj", "dative", "oprd"):
        found = _object(token, head, words)
    elif token.dep == "dep" and head.pos == "VERB" and token.i < head.i:
        reading = passive_trigger if has_passive(head) else subject_trigger
        found = reading(token, head, words)
    elif token.dep == "attr":
        found = _said_of(head, token, words) or _toll_verb(head)
    elif token.dep == "pobj" and head.lower in _COUNTING and head.head.pos == "VERB":
        following = token.sentence.tokens[head.i + 1]
        if following.tag == "CD":  # "killed between three and six": a number, no place
            found = verb_trigger(head.head, words, voice="object")
    return found


_COUNTING: Final = frozenset({"between", "over", "under", "around", "about", "above", "than", "to"})


def passive_trigger(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    """Return the trigger of which *token* is the passive subject."""
    raised = _raised(token, verb, words)
    if raised is not None:
        return raised
    found = verb_trigger(verb, words, voice="object")
    return found or phrase_trigger(token, verb, words) or _state_of(verb, words)


def subject_trigger(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    """Return the trigger of which *token* is the active subject."""
    raised = _raised(token, verb, words)
    if raised is not None:
        return raised
    state = words.state.get(verb.lower)
    if state and verb.pos == "ADJ":
        return Trigger(state, verb, "said of the counted")
    if verb.tag == "VBN" and not has_object(verb) and not has_auxiliary(verb):
        found = verb_trigger(verb, words, voice="object")
        if found:
            return found
    found = verb_trigger(verb, words, voice="subject") or _state_of(verb, words)
    if found is not None and found.measure != "remaining":
        return found
    return phrase_trigger(token, verb, words) or _suffered(verb) or found


_RAISING: Final = frozenset(
    {"believe", "think", "report", "know", "fear", "say", "estimate", "seem", "appear", "presume",
     "continue", "understand"}
)  # fmt: skip


def _raised(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    """Read "are believed to remain", "is feared to have been killed"."""
    if verb.lemma not in _RAISING:
        return None
    for child in verb.children:
        if child.dep == "xcomp" and child.pos in ("VERB", "AUX"):
            if has_passive(child):
                return passive_trigger(token, child, words)
            return subject_trigger(token, child, words)
    return None


def _object(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    if verb.lemma in _LEAVING:
        for child in verb.children:  # "left 12 dead", "found two men dead", "shot him dead"
            if child.i > token.i and child.dep in _SMALL_CLAUSE:
                state = words.state.get(child.lower)
                if state:
                    return Trigger(state, child, "left in that state")
    if verb.tag == "VBN" and has_passive(verb) and token.dep != "oprd":
        return None
    if verb.lemma in _BRINGING and _TO_HOSPITAL.search(_behind(verb)):
        return _in_hospital(verb)
    if any(child.dep == "prt" and child.lower == "out" for child in verb.children):
        out = _brought_out(token, verb)
        if out is not None:
            return out
    return verb_trigger(verb, words, voice="object") or _toll_verb(verb)


def _brought_out(token: Token, verb: Token) -> Trigger | None:
    """Read "brought out 14 soldiers who had been held" (released), "pulled out 12" (rescued)."""
    if verb.lemma not in ("bring", "get", "lead", "pull", "fly"):
        return None
    held = any(
        child.dep in ("relcl", "acl") and child.lemma in ("hold", "detain", "capture", "imprison")
        for child in token.children
    )
    return Trigger("released" if held else "rescued", verb, "brought out")


_LEAVING: Final = frozenset(
    {"leave", "find", "shoot", "pronounce", "declare", "have", "keep", "see"}
)


_SMALL_CLAUSE: Final = frozenset({"oprd", "acomp", "ccomp", "xcomp", "amod", "advmod"})


_BE_LIKE: Final = frozenset(
    {"be", "remain", "lie", "leave", "feel", "stay", "become", "go", "appear", "get", "list"}
)


def _state_of(verb: Token, words: Lexicon) -> Trigger | None:
    """Read "12 people are dead", "three remain missing", "two were found dead"."""
    for child in verb.children:
        if child.dep == "prep" and child.lower == "among":
            found = _among(child, words)
            if found:
                return found
        elif child.dep in _COMPLEMENTS and child.i > verb.i:
            state = words.state.get(child.lower)
            if state and not has_object(child) and not has_subject(child):
                return Trigger(state, child, "said of the counted")
    return None


_COMPLEMENTS: Final = frozenset(
    {"acomp", "attr", "oprd", "advmod", "xcomp", "prep", "conj", "amod"}
)


def _among(link: Token, words: Lexicon) -> Trigger | None:
    """Read "among the dead", "among 19 civilians killed", "among those killed"."""
    for noun in link.children:
        for token in (noun, *noun.children):
            state = words.state.get(token.lower)
            if state:
                return Trigger(state, token, "among them")
    return None


def _said_of(verb: Token, token: Token, words: Lexicon) -> Trigger | None:
    """Read "the dead were two men": the counted is what is said of the dead."""
    if verb.lemma not in _BE_LIKE and verb.lemma != "include":
        return None
    for child in verb.children:
        if child.dep == "prep" and child.lower == "among":
            return _among(child, words)
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


def phrase_trigger(token: Token, verb: Token, words: Lexicon) -> Trigger | None:
    """Read "three were taken into custody": fixed words behind the verb."""
    said = _behind(verb)
    if AT_SITES.search(said):
        return Trigger("displaced", verb, "at a site for the displaced")
    brings = _brings_another(token, verb)
    if verb.lemma in _CARRYING and not brings and _TO_HOSPITAL.search(said):
        return _in_hospital(verb)
    hits = [
        (said.find(phrase), phrase)
        for phrase in words.phrases
        if phrase in said and not (brings and "hospital" in phrase)
    ]
    if not hits:
        return None
    _at, phrase = min(hits)
    return Trigger(words.phrases[phrase], verb, f"fixed words: {phrase}")


def _in_hospital(verb: Token) -> Trigger:
    if _DIED_THERE.search(verb.sentence.text, verb.end - verb.sentence.start):
        return Trigger("killed", verb, "died in a hospital")
    return Trigger("injured", verb, "in a hospital")


_BRINGING: Final = frozenset(
    {"take", "rush", "transport", "airlift", "fly", "bring", "send", "carry"}
)


def _behind(verb: Token) -> str:
    """Return the words behind *verb*, without those of a clause that tells of somebody else.

    "He said two are in hospital", "hailed for rushing a child to hospital".
    """
    sentence = verb.sentence
    end = verb.start + 90
    for token in sentence.tokens[verb.i + 1 :]:
        if token.start >= end or verb.lemma == "have":
            break  # "had their throats cut" tells of them
        if token.pos not in ("VERB", "AUX"):
            continue
        own = [one.subtree()[0].start for one in token.children if one.dep in _SUBJECTS]
        if token.dep == "pcomp" and has_object(token):
            own.append(token.start)
        end = min([end, *(start for start in own if start > verb.start)])
    said = sentence.text[verb.start - sentence.start : end - sentence.start].lower()
    stop = _CLAUSE_END.search(said)
    return said[: stop.start()] if stop else said


_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


def _brings_another(token: Token, verb: Token) -> bool:
    """Tell "an ambulance crew took him to hospital", where the crew is well."""
    carried = [child for child in verb.children if child.dep == "dobj"]
    itself = any(one.lower.endswith(("self", "selves")) for one in carried)
    return token.dep == "nsubj" and bool(carried) and not itself


AT_SITES: Final = re.compile(
    r"\b(?:living|staying|sheltering|sheltered|housed|hosted|accommodated|live|stay|shelter)\b"
    r"[^.;]{0,45}\b(?:sites?|camps?|shelters?|tents?|settlements?|tented)\b",
    re.IGNORECASE,
)
_CARRYING: Final = frozenset(
    {"take", "rush", "transport", "airlift", "fly", "treat", "admit", "bring", "be", "remain",
     "recover", "drive", "hospitalize", "send", "carry"}
)  # fmt: skip


_TO_HOSPITAL = re.compile(
    r"\b(?:to|at|in|by)\s+(?:\w[\w.'’]*\s+){0,5}"
    r"(?:hospitals?|medical center|trauma center|clinic)\b"
)


_DIED_THERE = re.compile(
    r"\b(?:hospital|center|clinic)\b[^.;,]{0,60},?\s(?:where\s(?:he|she|they|both)\s(?:later\s)?|and\s)"
    r"(?:(?:was|were)\s)?(?:later\s)?(?:died|(?:pronounced|declared)\sdead|succumbed)\b",
    re.IGNORECASE,
)


_CLAUSE_END = re.compile(
    r"[;.]|,\s(?:and|but|while|as|where|when|after)\s|\s(?:while|after|before|because)\s"
)
