"""Who is counted without a number: "a man was killed", "no civilians", "several guards"?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilience.extraction.figures.binding import group_of, names_people, noun_lemma
from consilience.extraction.figures.bounds import Bounds
from consilience.extraction.figures.counts import OF_PEOPLE, TAKING, Count, may_be_people
from consilience.extraction.figures.triggers import find_trigger
from consilience.extraction.figures.verbs import Trigger
from consilience.model.scales import Measure
from consilience.text.tokens import ParsedSentence, Token

SINGLE_MEASURES: Final[frozenset[Measure]] = frozenset(
    {"killed", "injured", "killed_or_injured", "executed", "missing", "abducted", "arrested",
     "detained", "bodies_found", "captured_area"}
)  # fmt: skip
_ONE: Final = Bounds(1.0, 1.0, 1.0, "exact")
_TWO: Final = Bounds(2.0, 2.0, 2.0, "exact")
_NONE: Final = Bounds(0.0, 0.0, 0.0, "zero_claimed")
_UNKNOWN: Final = Bounds(None, None, None, "unquantified")
_UNQUANTIFIED: Final = frozenset(
    {"several", "many", "few", "numerous", "multiple", "some", "various", "countless", "unknown",
     "other"}
)  # fmt: skip
_HOLDERS: Final = frozenset({"number", "group", "handful", "couple", "pair"})
_ONES: Final = frozenset({"a", "an", "another", "one"})
_KNOWN: Final = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "their", "its", "my"}
)
_WHOSE: Final = frozenset({"his", "her", "their", "its", "my"})
_PRONOUNS: Final = frozenset({"he", "she", "him", "himself", "herself"})
_MASSES: Final = frozenset(
    {"police", "crew", "staff", "youth", "people", "family", "household", "peshmerga"}
)
_COUNTED_NOUNS: Final = frozenset({"casualty", "injury", "death", "fatality"})
_CRIMES: Final = frozenset({"murder", "manslaughter", "homicide"})
_CHARGES: Final = frozenset(
    {"charge", "accuse", "convict", "guilty", "indict", "plead", "face", "arrest", "sentence"}
)
_TELLING: Final = frozenset({"say", "tell", "add", "state", "report", "explain", "warn", "note"})
_STREETS: Final = frozenset(
    {"avenue", "boulevard", "street", "road", "lane", "drive", "parkway", "highway", "square"}
)
_INSIDE_NOUN: Final = frozenset(
    {"JJ", "NN", "NNP", "VBN", "VBG", "HYPH", "JJS", "JJR", "CD", "NNPS", "POS", "RB"}
)
_TAGS: Final = frozenset({"NN", "NNP", "NNS", "NNPS", "PRP", "CD", "DT"})


def find_implicit(sentence: ParsedSentence, counts: list[Count]) -> Iterator[Count]:
    """Yield the people of *sentence* who are counted without a number.

    Args:
        sentence: Should hold a trigger; else there is nothing to find.
        counts: What its numbers count; nobody is counted twice.
    """
    taken = {token.i for count in counts for token in (count.place, count.noun) if token}
    skip: set[int] = set()
    for token in sentence.tokens:
        if token.tag not in _TAGS and (token.tag != "JJ" or not _stands_alone(token)):
            continue
        if token.i in taken or token.i in skip:
            continue
        if token.dep in ("compound", "amod", "nmod") and token.head.tag in _TAGS:
            continue
        count = _implied(token, taken, skip)
        if count is not None:
            yield count


def _implied(token: Token, taken: set[int], skip: set[int]) -> Count | None:
    lower = token.lower
    if lower in ("nobody", "none") or (lower == "one" and _before(token).lower == "no"):
        return _counted(token, _NONE, first=token.i - (lower == "one"))
    if token.tag in ("PRP", "DT"):
        return _pronoun(token)
    if token.tag == "JJ" and lower != "old":
        return _counted(_of_them(token), _UNKNOWN, first=token.i, place=token)
    lemma = noun_lemma(token)
    if lemma in _CRIMES or lemma == "life":
        return _own_life(token) if lemma == "life" else _charged(token)
    return _noun(token, lemma, taken, skip)


def _noun(token: Token, lemma: str, taken: set[int], skip: set[int]) -> Count | None:
    if token.tag == "CD" or not (names_people(token) or lemma in _COUNTED_NOUNS):
        return None
    determiner = _determiner(token)
    if determiner is not None and determiner.lower in ("no", "zero"):
        return _counted(token, _NONE, first=determiner.i)
    if lemma in _COUNTED_NOUNS or _renames(token) or _numbered(token, taken):
        return None
    if token.tag in ("NNS", "NNPS"):
        return _plural(token)
    if token.name == "PERSON" and token.tag == "NNP":
        return None if token.lower in _STREETS else _named(token, skip, taken)
    return _single(token, determiner, lemma)


def _stands_alone(token: Token) -> bool:
    """Tell "killing several of them" from "killing several guards"."""
    if token.lower == "old" and token.dep not in ("amod", "acomp", "advmod"):
        return token.i > 1 and _before(token).tag == "HYPH"
    return (
        token.lower in _UNQUANTIFIED
        and token.dep in ("nsubj", "nsubjpass", "dobj")
        and any(child.lower == "of" for child in token.children)
        and _of_them(token) is not token
    )


def _own_life(token: Token) -> Count | None:
    """Return the one who died in "before taking his own life"."""
    if token.head.lemma != "take" or _before(token).lower != "own":
        return None
    return _killed(token, token.i - 1, "took their own life")


def _killed(token: Token, first: int, reason: str) -> Count:
    sentence = token.sentence
    return Count(
        start=sentence.tokens[first].start - sentence.start,
        end=token.end - sentence.start,
        place=token,
        noun=token,
        trigger=Trigger("killed", token.head, reason),
        measure="killed",
        reason=reason,
        group="all",
        unit="persons",
        bounds=_ONE,
        definite=True,
        single=True,
    )


def _charged(token: Token) -> Count | None:
    """Read "charged with murder": one person is dead, whom the report may not count elsewhere."""
    if any(one.lower.startswith("attempt") for one in _words_before(token)):
        return None
    if not any(above.lemma.lower() in _CHARGES for above in token.ancestors()):
        return None
    return _killed(token, token.i, "charged with killing")


def _words_before(noun: Token) -> Iterator[Token]:
    """Yield the words that describe *noun*: "attempted first-degree murder", "attempted murder"."""
    for token in reversed(noun.sentence.tokens[max(0, noun.i - 6) : noun.i]):
        if token.tag not in _INSIDE_NOUN:
            return
        yield token


def _of_them(token: Token) -> Token:
    """Return the pronoun of "several of them", else *token* itself."""
    inner = [
        one
        for child in token.children
        if child.lower == "of"
        for one in child.children
        if one.dep == "pobj" and one.tag == "PRP"
    ]
    return inner[0] if inner else token


def _renames(token: Token) -> bool:
    """Tell "Jan, a guard, died" (one person) from "a man, a guard and a child died"."""
    if token.dep != "appos" or token.tag in ("NNS", "NNPS"):
        return False
    head = token.head
    return (token.name == "PERSON") != (head.name == "PERSON") or head.tag in ("PRP", "CD")


def _single(token: Token, determiner: Token | None, lemma: str) -> Count | None:
    """Read "a man", "the gunman" and a headline's "Man"."""
    word = determiner.lower if determiner is not None else ""
    if lemma in _MASSES and word not in _ONES:
        return None
    if not word and (_shares_article(token) or (token.tag == "NNP" and token.name)):
        return None
    following = token.sentence.tokens[token.i + 1 : token.i + 2]
    if token.tag == "NNP" and following and following[0].tag in ("JJ", "VBN", "NN", "NNP"):
        return None
    if not word or word in _ONES or word in _KNOWN:
        bounds = _TWO if lemma == "couple" else _ONE
        first = determiner.i if determiner is not None else token.i
        return _counted(token, bounds, first=first, definite=word in _KNOWN and word not in _WHOSE)
    return None


def _pronoun(token: Token) -> Count | None:
    """Read "he died", "both were killed": people spoken of before."""
    if token.lower == "both" and token.dep in ("nsubj", "nsubjpass", "dobj"):
        return _counted(token, _TWO, first=token.i, definite=True)
    if token.lower == "another" and token.dep in ("nsubj", "nsubjpass", "dobj", "conj"):
        return _counted(token, _ONE, first=token.i)
    if token.lower in _PRONOUNS:
        return _counted(token, _ONE, first=token.i, definite=True)
    return None


def _numbered(noun: Token, taken: set[int]) -> bool:
    """Tell "a family of five", which a number counts."""
    return any(
        inner.i in taken
        for child in noun.children
        if child.dep == "prep" and child.lower == "of"
        for inner in child.children
    )


def _determiner(noun: Token) -> Token | None:
    """Return the article or the like of *noun*, also where the parse hangs it elsewhere."""
    for child in noun.children:
        if child.i < noun.i and (child.dep in ("det", "poss") or child.lower in _UNQUANTIFIED):
            return child
    tokens = noun.sentence.tokens
    for at in range(noun.i - 1, max(-1, noun.i - 9), -1):
        if tokens[at].tag in ("DT", "PRP$"):
            return tokens[at]
        if tokens[at].tag not in _INSIDE_NOUN:
            break
    return None


def _shares_article(noun: Token) -> bool:
    """Tell "a driver and guard", who may be one person, from "a man and woman"."""
    if noun.dep != "conj" or noun.head.tag not in _TAGS:
        return False
    return {group_of(noun), group_of(noun.head)} != {"men", "women"} and _before(
        noun
    ).lower == "and"


def _before(token: Token) -> Token:
    return token.sentence.tokens[max(0, token.i - 1)]


def _plural(token: Token) -> Count | None:
    """Read "several guards", "many of the passengers", "both men", "the guards"."""
    if token.dep == "pobj" and token.head.lower == "of":
        held = _held_plural(token, token.head.head)
        if held is not None:
            return held
    words = token.sentence.tokens[max(0, token.i - 5) : token.i]
    for at, word in enumerate(words):
        if word.lower in _UNQUANTIFIED and all(one.tag in _INSIDE_NOUN for one in words[at + 1 :]):
            return _counted(token, _UNKNOWN, first=word.i)
    if token.lower == "others" and token.dep == "conj":
        return _counted(token, _UNKNOWN, first=token.i)
    determiner = _determiner(token)
    article = determiner.lower if determiner is not None else ""
    if determiner is None or article not in ("both", "the", "these", "those"):
        return None
    bounds = _TWO if article == "both" else _UNKNOWN
    return _counted(token, bounds, first=determiner.i, definite=True)


def _held_plural(token: Token, holder: Token) -> Count | None:
    if holder.lower in _HOLDERS:
        determiner = _determiner(holder)
        if determiner is not None and determiner.lower == "the":
            return None  # "the number of rebels killed", which is told elsewhere
        first = determiner.i if determiner is not None else holder.i
        bounds = _TWO if holder.lower in ("couple", "pair") else _UNKNOWN
        return _counted(token, bounds, first=first, place=holder)
    if holder.lower in _UNQUANTIFIED:
        return _counted(token, _UNKNOWN, first=holder.i, place=holder)
    return None


def _named(token: Token, skip: set[int], taken: set[int]) -> Count | None:
    """Return people counted by their names: "Ann Lee, 20, and Tom Roy, 22, were killed"."""
    people = [token]
    for other in people:
        people.extend(child for child in other.children if _is_named(child, taken))
    number = float(len(people))
    bounds = Bounds(number, number, number, "exact")
    count = _counted(token, bounds, first=_first_of_name(token))
    if count is None or _tells(token, count.trigger) or _may_be_ground(token, count.trigger):
        return None
    skip.update(other.i for other in people)
    base = token.sentence.start
    names = tuple((_name_start(other) - base, other.end - base) for other in people)
    return Count(
        start=names[0][0],
        end=names[-1][1],
        place=count.place,
        noun=None,
        trigger=count.trigger,
        measure=count.measure,
        reason=f"{count.reason}; counted by name",
        group="all",
        unit="persons",
        bounds=count.bounds,
        names=names,
        single=True,
    )


def _tells(token: Token, trigger: Trigger | None) -> bool:
    """Tell "thirty were injured Ann Lee told us", where commas are lost: she tells it."""
    behind = token.sentence.tokens[token.i + 1 : token.i + 2]
    speaks = any(word.lemma.lower() in _TELLING and word.tag in ("VBD", "VBZ") for word in behind)
    return speaks and trigger is not None and trigger.token.i < token.i


def _may_be_ground(token: Token, trigger: Trigger | None) -> bool:
    """Tell "seized Tel Osk", a hill, from "seized the commander Ann Lee"."""
    first = _first_of_name(token)
    described = first > 0 and token.sentence.tokens[first - 1].tag == "NN"
    taken = trigger is not None and trigger.token.lemma.lower() in (*TAKING, "seizure")
    return taken and not described


def _is_named(token: Token, taken: set[int]) -> bool:
    named = token.name == "PERSON" and token.tag == "NNP"
    return token.dep == "conj" and named and token.i not in taken


def _first_of_name(token: Token) -> int:
    tokens = token.sentence.tokens
    first = token.i
    while first and tokens[first - 1].name == "PERSON" and tokens[first].name_place == 1:
        first -= 1
    return first


def _name_start(token: Token) -> int:
    return token.sentence.tokens[_first_of_name(token)].start


def _counted(
    token: Token, bounds: Bounds, *, first: int, place: Token | None = None, definite: bool = False
) -> Count | None:
    trigger = find_trigger(place or token, token)
    if trigger is None or trigger.token is token:
        return None
    if trigger.measure not in SINGLE_MEASURES and bounds is not _UNKNOWN:
        return None
    measure = trigger.measure
    if measure == "captured_area":
        if trigger.token.lemma.lower() not in TAKING:
            return None
        measure = "detained"
    if measure not in OF_PEOPLE or not (may_be_people(token) or bounds is _NONE):
        return None
    sentence = token.sentence
    return Count(
        start=sentence.tokens[first].start - sentence.start,
        end=token.end - sentence.start,
        place=place or token,
        noun=token,
        trigger=Trigger(measure, trigger.token, trigger.rule),
        measure=measure,
        reason=trigger.rule,
        group=group_of(token) if names_people(token) else "all",
        unit="persons",
        bounds=bounds,
        definite=definite,
        single=definite or bounds in (_ONE, _TWO),
    )
