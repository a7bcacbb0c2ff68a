"""Which measure does each quantity of a sentence give, of which group, in which unit?"""

from __future__ import annotations

import re
from typing import Final

from consilience.extraction.figures.binding import Counted, counted_noun, group_of
from consilience.extraction.figures.counts import (
    Count,
    counted_group,
    counted_unit,
    fitted_measure,
    may_be_people,
)
from consilience.extraction.figures.linked import with_links
from consilience.extraction.figures.quantities import Quantity
from consilience.extraction.figures.shares import count_fraction, count_measured, with_bases
from consilience.extraction.figures.triggers import (
    find_trigger,
    is_misread_verb,
    label_measure,
    verb_before,
)
from consilience.extraction.figures.verbs import Trigger
from consilience.text.tokens import ParsedSentence

_STRONG = re.compile(r"[-\s]strong\b", re.IGNORECASE)


def counts_of(sentence: ParsedSentence, quantities: list[Quantity]) -> list[Count]:
    """Return what each of *quantities* counts; ages count nothing."""
    found = [_count(sentence, quantity) for quantity in quantities if quantity.kind != "age"]
    kept = [count for count in found if count is not None]
    return with_links(sentence, with_bases(kept))


def _count(sentence: ParsedSentence, quantity: Quantity) -> Count | None:
    counted = counted_noun(sentence, quantity)
    if quantity.unit is not None:
        return count_measured(sentence, quantity, counted)
    if _STRONG.match(sentence.text, quantity.end):
        return _strong(quantity, counted)
    counted, trigger = _triggered(sentence, quantity, counted)
    if trigger is None and counted.noun is None:
        return _labelled(sentence, quantity, counted) or _numbered(quantity, counted)
    if trigger is None and _is_one(sentence, quantity):
        return None
    if quantity.kind == "fraction":
        return count_fraction(sentence, quantity, counted, trigger)
    return _counted(sentence, quantity, counted, trigger)


def _triggered(
    sentence: ParsedSentence, quantity: Quantity, counted: Counted
) -> tuple[Counted, Trigger | None]:
    """Return the trigger, and what is counted where a run-on headline misled the parse."""
    if counted.noun is not None and is_misread_verb(counted.noun):
        counted = Counted(counted.place, None)
    trigger = find_trigger(counted.place, counted.noun)
    if trigger is not None:
        return counted, trigger
    trigger = verb_before(sentence, sentence.start + quantity.start)
    following = sentence.tokens[quantity.last + 1 : quantity.last + 2]
    runs_on = bool(following) and following[0].text[:1].isupper()
    if trigger is not None and runs_on and not may_be_people(counted.noun):
        counted = Counted(sentence.tokens[quantity.last], None)  # "wounds 50 State media say"
    return counted, trigger


def _counted(
    sentence: ParsedSentence, quantity: Quantity, counted: Counted, trigger: Trigger | None
) -> Count:
    measure, reason = fitted_measure(trigger, counted)
    if quantity.change is not None and reason == "death toll":
        measure, reason = "other", "a change of a toll, no toll"
    return Count(
        start=quantity.start,
        end=quantity.end,
        place=counted.place,
        noun=counted.noun,
        trigger=trigger if measure != "other" else None,
        measure=measure,
        reason=reason,
        group=counted_group(counted, trigger, measure),
        unit=counted_unit(counted, measure),
        bounds=quantity.bounds,
        definite=is_definite(sentence, quantity),
    )


_LABEL = re.compile(r"(?:^|[.;\n]\s*)([A-Z][^.;\n]{2,90}?):\s*$")


def _labelled(sentence: ParsedSentence, quantity: Quantity, counted: Counted) -> Count | None:
    """Return what a line such as "Families at sites: 6,290" counts."""
    match = _LABEL.search(sentence.text, 0, quantity.start)
    if match is None:
        return None
    begin, end = sentence.start + match.start(1), sentence.start + match.end(1)
    label = [token for token in sentence.tokens if begin <= token.start < end]
    noun = next((token for token in label if token.tag in ("NNS", "NNPS")), None)
    if noun is None:
        return None
    measure, trigger = label_measure(label, match[1])
    return Count(
        start=quantity.start,
        end=quantity.end,
        place=counted.place,
        noun=noun,
        trigger=trigger,
        measure=measure,
        reason="the label before it",
        group=counted_group(Counted(noun, noun), trigger, measure),
        unit=counted_unit(Counted(noun, noun), measure),
        bounds=quantity.bounds,
        snapshot=measure == "displaced",
    )


_NUMBERS: Final = frozenset({"number", "figure", "count", "size", "total"})


def _numbered(quantity: Quantity, counted: Counted) -> Count | None:
    """Return what "put the number of fighters at 1,200" counts."""
    verbs = (token for token in counted.place.ancestors() if token.pos == "VERB")
    holders = [child for verb in verbs for child in verb.children if child.lemma in _NUMBERS]
    nouns = [
        inner
        for holder in holders
        for child in holder.children
        if child.lower == "of" and holder.i < counted.place.i
        for inner in child.children
        if inner.dep == "pobj"
    ]
    if not nouns:
        return None
    trigger = find_trigger(nouns[0], nouns[0])
    measure, reason = fitted_measure(trigger, Counted(nouns[0], nouns[0]))
    return Count(
        start=quantity.start,
        end=quantity.end,
        place=counted.place,
        noun=nouns[0],
        trigger=trigger if measure != "other" else None,
        measure=measure,
        reason=reason,
        group=group_of(nouns[0]),
        unit=counted_unit(Counted(nouns[0], nouns[0]), measure),
        bounds=quantity.bounds,
    )


def _is_one(sentence: ParsedSentence, quantity: Quantity) -> bool:
    """Tell "one of the best", "one man", which are hardly counts."""
    return sentence.tokens[quantity.first].lower == "one" and quantity.values == (1.0,)


def is_definite(sentence: ParsedSentence, quantity: Quantity) -> bool:
    """Tell "the two men", "both of them", which count again, from "two men"."""
    before = sentence.tokens[quantity.first - 1] if quantity.first else None
    return before is not None and before.lower in (
        "the", "these", "those", "both", "all", "his", "her", "their",
    )  # fmt: skip


def _strong(quantity: Quantity, counted: Counted) -> Count:
    place = counted.place
    for token in (place, place.head):
        if token.pos in ("NOUN", "PROPN"):
            place = token
            break
    return Count(
        start=quantity.start,
        end=quantity.end + len("-strong"),
        place=place,
        noun=place if place.pos in ("NOUN", "PROPN") else None,
        trigger=None,
        measure="strength",
        reason="-strong",
        group=group_of(place),
        unit="persons",
        bounds=quantity.bounds,
    )
