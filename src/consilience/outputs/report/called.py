"""What a report calls those it counts: the words for a group, a part of one, or a force."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from consilience.model.entities import Mention
from consilience.model.figures import Figure
from consilience.model.findings import FigureSet
from consilience.outputs.lookup import ARMY, Lookup

GROUPS: Final[dict[str, tuple[str, str]]] = {
    "all": ("person", "people"),
    "unknown": ("person", "people"),
    "civilians": ("civilian", "civilians"),
    "fighters": ("fighter", "fighters"),
    "prisoners": ("prisoner", "prisoners"),
    "children": ("child", "children"),
    "women": ("woman", "women"),
    "men": ("man", "men"),
    "families": ("member of a family", "members of families"),
    "journalists": ("journalist", "journalists"),
    "healthcare": ("health worker", "health workers"),
    "police": ("police officer", "police officers"),
    "soldiers": ("soldier", "soldiers"),
    "officials": ("official", "officials"),
    "aid_workers": ("aid worker", "aid workers"),
}
_VICTIMS: Final = {
    "killed": "the dead",
    "executed": "the dead",
    "injured": "the injured",
    "missing": "the missing",
    "displaced": "the displaced",
}
_PEOPLE: Final = frozenset(
    """people persons person individuals human beings others them dead lives victims casualties
    remains bodies body corpses wounded injured refugees""".split()
)
_WORDS: Final = r"(?:(?!\b(?:have|has|had|were|was|are|is|will|who|which|that)\b)[^,.;:()“”\"])+?"
_OF: Final = re.compile(
    rf"\s+of\s+(?:{_WORDS}(?:,\s{_WORDS})*\s+and\s+{_WORDS}|{_WORDS})"
    r"(?=,|\s+(?:have|has|had|were|was|are|is|will|who|which|that)\b|\s*[.;:()])"
)
_ARTICLE: Final = re.compile(r"(?:the|an?)(?: (.+))?", re.IGNORECASE)
_TREATED: Final = re.compile(r"(?:treat|hospital)\w*", re.IGNORECASE)


def noun_phrase(figure: Figure, lookup: Lookup) -> str | None:
    """Return the counted noun with what belongs to it: "members of the security forces"."""
    noun = figure.noun
    if noun is None:
        return None
    behind = _OF.match(lookup.record.text(figure.document), noun.end)
    return " ".join(f"{noun.quote}{behind.group() if behind else ''}".split())


def unusual_noun(figures: Sequence[Figure], lookup: Lookup) -> str | None:
    """Return the one phrase by which all *figures* call people of no group that is known."""
    found = {noun_phrase(row, lookup) for row in figures}
    phrase = found.pop() if len(found) == 1 else None
    if phrase is None or not _PEOPLE.isdisjoint(phrase.lower().split()):
        return None
    return f"“{phrase}”"


def force_words(figures: Sequence[Figure], lookup: Lookup) -> str | None:
    """Return the size and the name of a force as written: "some 12,000 soldiers"."""
    found: Counter[str] = Counter()
    for row in figures:
        noun = row.noun
        if noun is None or not 0 <= noun.start - row.span.end <= 1:
            return None
        words = noun_phrase(row, lookup) or ""
        text = lookup.record.text(row.document)
        at = text.find(words, noun.start) + len(words) if words in text[noun.start :] else noun.end
        who = _WHO_WERE.match(text, at)
        found[" ".join(f"{row.span.quote} {words}{who.group() if who else ''}".split())] += 1
    return min(found, key=lambda words: (-found[words], words)) if found else None


_WHO_WERE: Final = re.compile(
    r"\s+(?:who|which|that)\s+(?:were|was)\s+[^.;,:]{2,60}?(?=\s+(?:had|have|has|were|was)\b)"
)


def described(figures: Sequence[Figure]) -> str | None:
    """Return who it is where one person is told of without a number ("the driver")."""
    nouns = {_described_one(row) for row in figures}
    noun = nouns.pop() if len(nouns) == 1 else None
    return None if noun is None else f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _described_one(row: Figure) -> str | None:
    words = _ARTICLE.fullmatch(" ".join(row.span.quote.split()))
    noun = " ".join(row.noun.quote.split()) if row.noun is not None else None
    found = noun or (words.group(1) if words else None)
    return found.lower() if words and found and found.isalpha() else None


def part_words(own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> str | None:
    """Return what is told of a part of those counted for the same event, with its number open.

    "Two of the dead were women"; "four of “33 wounded people” had died". In the words stand
    ``{n}``, ``{where}``, ``{be}`` and ``{group}``. ``None`` where the figures are no part of others
    of their event, or where nobody says of what.
    """
    enclosing = lookup.figure_sets.get(own.part_of or "")
    if enclosing is not None and enclosing.measure == own.measure != "bodies_found":
        return _part_of_set(own, enclosing, lookup)
    wholes = [lookup.figures.get(row.of_whole or "") for row in figures]
    first = wholes[0] if wholes else None
    if first is None or not all(_is_of(own, row, lookup) for row in wholes):
        return None
    if own.measure == first.measure:
        return _part_of_set(own, lookup.figure_sets[lookup.set_of[first.id]], lookup)
    noun = first.noun
    near = noun is not None and 0 <= noun.start - first.span.end <= 1
    words = " ".join(f"{first.span.quote} {noun.quote if noun and near else ''}".split())
    whole = f"“{words}”" if near else _VICTIMS.get(first.measure, f"“{words}”")
    verb = "to have died" if own.measure == "killed" else own.measure.replace("_", " ")
    return f"{{n}} of {whole} {{be}} reported {verb}{{where}}"


def _is_of(own: FigureSet, whole: Figure | None, lookup: Lookup) -> bool:
    held = lookup.figure_sets.get(lookup.set_of.get(whole.id, "")) if whole is not None else None
    return held is not None and held.id != own.id and held.event == own.event is not None


def _part_of_set(own: FigureSet, whole: FigureSet, lookup: Lookup) -> str | None:
    victims = _VICTIMS.get(own.measure)
    if victims is None:
        return None
    if own.group in ("all", "unknown") or own.group == whole.group:
        return f"{{n}} of {victims}{{where}} {{be}} counted apart"
    of, in_all = (lookup.finding_of.get(row.id) for row in (own, whole))
    every = of is not None and in_all is not None and of.low == of.high == in_all.low == in_all.high
    number = "all" if every and of is not None and (of.best or 0) > 1 else "{n}"
    return f"{number} of {victims}{{where}} {{be}} reported to be {{group}}"


def is_counted_apart(own: FigureSet, figures: Sequence[Figure], lookup: Lookup) -> bool:
    """Tell whether a set only counts some of those who are counted already, and says no more."""
    words = part_words(own, figures, lookup)
    return words is not None and words.endswith("counted apart")


def is_under_treatment(figures: Sequence[Figure]) -> bool:
    """Tell whether all *figures* count those who are treated, who need not be all who are hurt."""
    words = [row.trigger.quote if row.trigger is not None else "" for row in figures]
    return bool(words) and all(_TREATED.fullmatch(word) for word in words)


_CLAIM: Final = re.compile(r"^that\s+", re.IGNORECASE)


def zero_claim(figures: Sequence[Figure], lookup: Lookup) -> str | None:
    """Return the words in which a voice says that there were none: what it limits them to stays."""
    for row in figures:
        statement = lookup.statements.get(row.statement)
        if row.qualifier != "zero_claimed" or statement is None or not statement.content:
            return None
        words = " ".join(" ".join(span.quote.split()) for span in statement.content)
        return _CLAIM.sub("", words).strip(' .,”“"') or None
    return None


_HOLDING: Final = re.compile(
    r"\s+(?:now\s+|already\s+|currently\s+)?(?P<verb>controls?|holds?|(?:ha(?:s|ve|d)\s+)?"
    r"(?:seized|captured|taken|retaken|recaptured|regained|lost))\b",
    re.IGNORECASE,
)
_OURS: Final = re.compile(r"\b(?:we|our\s+\w+)\s+(?:have\s+|had\s+)?(?:now\s+)?$", re.IGNORECASE)
_TAKEN: Final = re.compile(r"\b(?:seized|captured|taken|retaken|recaptured|regained)\b", re.I)


def held_words(figures: Sequence[Figure], lookup: Lookup) -> str:
    """Return how a share of a place is said to be held, and by whom as far as that is told."""
    found = {_held(row, lookup) for row in figures}
    return found.pop() if len(found) == 1 else "to be held by one side"


def _held(figure: Figure, lookup: Lookup) -> str:
    sentence = lookup.sentences.get(figure.sentence)
    text = lookup.record.text(figure.document)
    start = sentence.start if sentence else figure.span.start
    before = text[start : figure.span.start]
    taken = _TAKEN.search(before) is not None
    verb = "captured" if taken else "to be held"
    for mention in lookup.mentions_in.get(figure.sentence, []):
        before_it = mention.span.end <= figure.span.start
        party = mention.kind in ("force", "armed_group", "government")
        if before_it and party and _HOLDING.match(text, mention.span.end) is not None:
            return f"{verb} by {_with_the(_party_name(mention, lookup))}"
    held = _HOLDING.search(before)
    if held is not None and _OURS.search(before[: held.start() + 1]):
        return f"{verb} by the forces of the speaker"
    return "captured" if taken else "to be held by one side"


def _party_name(mention: Mention, lookup: Lookup) -> str:
    if mention.name.lower().startswith(("our ", "their ", "its ")):
        return "forces of the speaker"
    army = lookup.army_named([mention.document])
    if army is not None and ARMY.fullmatch(mention.name.lower().removeprefix("the ")):
        return army.name
    return lookup.entity_name(mention.id) or mention.name


def _with_the(name: str) -> str:
    return f"the {name[4:] if name.lower().startswith('the ') else name}"
