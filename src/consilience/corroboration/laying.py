"""Where is what somebody denies laid on him?

"Russia denied any involvement" speaks against whoever says that Russia did it, and not against
whoever says that it was done. The charge stands in the sentence of the denial or shortly before
it; what somebody denies as a deed of his own ("using gas") may be laid on him anywhere in the
report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from consilience.corroboration.accounts import Account, told_events
from consilience.corroboration.denying import OBJECT, Denial
from consilience.corroboration.disputes import ONE_SIDED
from consilience.corroboration.party_words import Named, PartyWords
from consilience.corroboration.same_deeds import Charge, is_of_poison, is_same_deed, rank
from consilience.model.documents import Text
from consilience.model.scales import EventKind
from consilience.model.sentences import Sentence
from consilience.model.tables import Tables

REACH: Final = 4
"""Sentences back over which a denial without a deed of its own answers a charge."""
AFTER: Final = 2
"""Sentences after the denial in which the charge may be told."""

ANAPHOR: Final = 2
"""Sentences back in which that is told which a charge only calls "the incident"."""
BEFORE: Final = 40
"""Characters before a word of denying in which its subject stands."""
FIRED: Final = 2
"""Words between a party and what is its deed: "the army's heavy shelling"."""

_ON: Final = re.compile(
    r"\b(?:accus\w+|blam\w+|point\w*\b.{0,12}\bfingers?|implicat\w+|hold\w* responsible|"
    r"held responsible|lay\w* (?:it|the blame)|suspects?)\b",
    re.I,
)
"""Cues of a charge that name the accused after them."""
_BY: Final = re.compile(
    r"\b(?:responsib\w+|behind|carried out|culprits?|thought to be|believed to be|believes?|"
    r"alleg\w+|perpetrat\w+|guilty|conducted by|committed by)\b",
    re.I,
)
"""Cues of a charge that name the accused on either side."""
_BEEN: Final = re.compile(r"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?$", re.I)
_CLAIM: Final = re.compile(
    r"\b(?:accus\w+|alleg\w+|claim\w*|charge[ds]?|blam\w+|point\w*\b.{0,12}\bfingers?|"
    r"report(?:s|ed)?|says?|said|responsib\w+)\b",
    re.I,
)
_NO_CHARGE: Final = re.compile(
    r"\bno\b[^.]{0,30}\bclaim(?:ed)?\b(?: of)? responsibility"
    r"|\bden(?:y|ies|ied|ying)\b[^.]{0,30}\b(?:responsibility|involvement)"
    r"|\b(?:not|never|no)\b.{0,20}\b(?:carried out|responsible|behind)"
    r"|\b(?:not (?:say|said|specif\w+|know\w*|clear)|unclear|unknown) (?:which|who|whether).{0,40}",
    re.I,
)
_DENIED: Final = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|refut\w+)\b", re.I)
_CHARGED: Final = re.compile(r"\b(?:accus\w+|alleg\w+|claim\w*|charge[ds]?|blam\w+)\b", re.I)
_ANAPHOR: Final = re.compile(
    r"\b(?:the|that|this) (?:incident|attack|strike|massacre|bombing|assault|raid|killing)s?\b",
    re.I,
)
"""What is denied in so many words shares so many words of so many letters with its charge."""
_CALLED_FALSE: Final = re.compile(
    r"\b(?:false|baseless|unfounded|groundless|fabricat\w+|untrue|lies|pretext|no truth)\b", re.I
)
_OF_WHAT: Final = re.compile(r"\b(?:for|of|over|that)\b", re.I)
_EITHER: Final = re.compile(r"\beither\b[^.;]{0,60}\bor\b", re.I)
"""Who says that it was one of two lays it on neither."""
_MAY: Final = re.compile(r"\b(?:may|might|could) have\b|\b(?:likely|probably)\b", re.I)
_THESE: Final = re.compile(r"\W*(?:those|these|such|the|that|this) \w+\W*$", re.I)
_THAT: Final = re.compile(r"\b(?:for|in|behind) (?:that|this) \w+", re.I)
"""What points at the sentence before is not answered further back."""
_PRONOUNS: Final = frozenset({"it", "he", "they", "who", "which", "she"})
_OF_POISON: Final[frozenset[EventKind]] = frozenset({"chemical_weapon", "attack"})


class _Report(NamedTuple):
    """What one report tells, by the number of the sentence."""

    sentences: dict[int, Sentence]
    told: dict[int, list[Charge]]


class Laying:
    """The charges that reports in which somebody denies something tell."""

    def __init__(self, tables: Tables, parties: PartyWords) -> None:
        self._texts, self._parties = tables.by_id(Text), parties
        self._all_sentences, self._events = tables.asked(Sentence, "document"), told_events(tables)
        self._reports: dict[str, _Report] = {}

    def _report(self, document: str) -> _Report:
        """Return the sentences of one report and what they tell, read when it is asked for."""
        if document not in self._reports:
            rows = self._all_sentences.of(document)
            ordinals = {row.id: row.ordinal for row in rows}
            told: dict[int, list[Charge]] = defaultdict(list)
            for event, account in self._events.told_in(document):
                at = ordinals.get(account.mention.sentence)
                if at is not None and not event.aggregate:
                    told[at].append(Charge(event, account, at))
            self._reports[document] = _Report({row.ordinal: row for row in rows}, told)
        return self._reports[document]

    def _sentence(self, denial: Denial, at: int) -> Sentence | None:
        return self._report(denial.statement.document).sentences.get(at)

    def is_of_clause_before(self, denial: Denial) -> bool:
        """Return whether its object stands before it: "an accusation that they have denied"."""
        text = self._texts.get(denial.statement.document)
        start = min((span.start for span in denial.statement.source), default=0)
        return text is not None and OBJECT.search(text.text[max(0, start - 40) : start]) is not None

    def deniers(self, denial: Denial) -> list[Named]:
        """Return the parties that the words for who denies name, or that stand before it.

        "They blamed the Front, though it denied it": who is accused denies.
        """
        accused = self._accused_before(denial)
        if accused is not None:
            return [accused]
        sentence = self._sentence(denial, denial.at)
        if sentence is None:
            return []
        for span in denial.statement.source:
            words = self._parties.in_words(span.quote, at=span.start, sentence=sentence.id)
            if words:
                return words
        text = self._texts.get(denial.statement.document)
        cue = min((span.start for span in denial.statement.cue), default=None)
        if text is None or cue is None:
            return []
        start = max(sentence.start, cue - BEFORE)
        near = self._parties.in_words(text.text[start:cue], at=start, sentence=sentence.id)
        return near[-1:]

    def is_own(self, denial: Denial, camps: frozenset[str]) -> bool:
        """Return whether what is denied is a deed of who denies it."""
        if denial.of_own_deed:
            return True
        sentence = self._sentence(denial, denial.at)
        return sentence is not None and any(
            party.camp in camps
            for span in denial.statement.content
            for party in self._parties.in_words(span.quote, at=span.start, sentence=sentence.id)
        )

    def find(self, denial: Denial, camps: frozenset[str]) -> Charge | None:
        """Return the nearest account that is laid on *camps*, or ``None``."""
        waiting = 0  # a sentence lays on them what the one before tells
        for at in self._reach(denial):
            words = self._words(denial, at)
            if words is None:
                continue
            laid = self._laid(words, denial, at, camps) or waiting > 0
            told = list(self._fitting(denial, at, self._context(denial, at, laid=laid)))
            ahead = at > denial.at and not denial.kinds
            best = [
                row for row in told if laid or (not ahead and self._did(row, words, denial, camps))
            ]
            if best:
                return min(best, key=lambda row: rank(row, denial))
            meant = at == denial.at or (at < denial.at and _points_back(words[1]))
            fresh = laid and not waiting and meant
            waiting = ANAPHOR if fresh else max(0, waiting - 1)
            pointing = at == denial.at - 1 and _THESE.match(denial.words) is not None
            if pointing and not told and not waiting and _CHARGED.search(words[1]):
                return None  # what is denied is this, and it is no event
        return None

    def _context(self, denial: Denial, at: int, *, laid: bool) -> str:
        """Return the words in which the deed is named: "that attack" was named just before."""
        sentences = [self._words(denial, at - 1) if laid else None, self._words(denial, at)]
        return " ".join(row[1] for row in sentences if row is not None)

    def _reach(self, denial: Denial) -> Iterator[int]:
        if _THAT.search(denial.words):
            yield from range(denial.at, max(-1, denial.at - 2), -1)
            return
        deed = bool(denial.kinds) or denial.of_use
        back = denial.at if deed else REACH
        yield denial.at
        yield from range(denial.at - 1, max(-1, denial.at - 1 - back), -1)
        sentences = self._report(denial.statement.document).sentences
        ahead = len(sentences) if deed else AFTER
        for at in range(denial.at + 1, denial.at + 1 + ahead):
            if at not in sentences:
                return
            yield at

    def _words(self, denial: Denial, at: int) -> tuple[int, str] | None:
        """Return where a sentence begins, and its words with blanks for what is denied."""
        row = self._sentence(denial, at)
        text = self._texts.get(denial.statement.document)
        if row is None:
            return None
        words = text.text[row.start : row.end] if text is not None else ""
        for span in (*denial.statement.content, *denial.statement.cue):
            if at == denial.at:
                left, right = max(0, span.start - row.start), max(0, span.end - row.start)
                words = words[:left] + " " * len(words[left:right]) + words[right:]
        return row.start, _NO_CHARGE.sub(lambda found: " " * len(found[0]), words)

    def _fitting(self, denial: Denial, at: int, words: str) -> Iterator[Charge]:
        for row in self._report(denial.statement.document).told.get(at, ()):
            account = row.account
            after = account.mention.trigger.start > _first(denial)
            of_report = at == denial.at and not after and _CLAIM.search(denial.words) is not None
            if at == denial.at and after and not denial.kinds:
                continue  # what is told after it is another matter
            done = account.mention.kind in ONE_SIDED and row.event.kind in ONE_SIDED
            if not (of_report or done) or _is_denied(account, denial):
                continue
            if account.mention.realis == "denied" or account.statement.polarity == "denies":
                continue
            if calls_false(account):
                continue
            own = account.voice.named and account.voice.key == denial.voice.key
            if not own and is_same_deed(row, denial, words):
                yield row

    def _did(
        self, row: Charge, words: tuple[int, str], denial: Denial, camps: frozenset[str]
    ) -> bool:
        """Return whether the account itself says that they did it."""
        account = row.account
        if account.mention.realis in {"planned", "hypothetical"} and not _MAY.search(words[1]):
            return False
        if _EITHER.search(words[1]):
            return False
        if is_of_poison(denial) and account.mention.kind not in _OF_POISON:
            return False
        if any(self._parties.roots.get(party.id) in camps for party in account.parties):
            return True
        start, said = words
        parties = self._parties.in_words(said, at=start, sentence=account.mention.sentence)
        at = account.mention.trigger.start
        return any(
            party.camp in camps
            and party.end <= at
            and len(said[party.end - start : at - start].split()) <= FIRED
            for party in parties
        )

    def _laid(self, words: tuple[int, str], denial: Denial, at: int, camps: frozenset[str]) -> bool:
        start, said = words
        sentence = self._report(denial.statement.document).sentences[at].id
        source = denial.statement.source
        if (at != denial.at and _DENIED.search(said)) or _EITHER.search(said):
            return False
        if at == denial.at and _CLAIM.search(denial.words) and not denial.kinds:
            first = min((span.start for span in (*source, *denial.statement.cue)), default=start)
            if _CLAIM.search(said[: max(0, first - start)]):
                return True  # "it reported that they fled, which they called a lie"
        parties = [
            party
            for party in self._parties.in_words(said, at=start, sentence=sentence)
            if party.camp in camps
            and (
                not any(span.start <= party.start < span.end for span in source)
                or _ON.search(said[: party.start - start]) is not None
            )
        ]
        return any(_is_accused(party, said, start) for party in parties)

    def _accused_before(self, denial: Denial) -> Named | None:
        """Return who is accused before "it denied" in the same sentence."""
        words = self._words(denial, denial.at)
        sentence = self._sentence(denial, denial.at)
        source = " ".join(span.quote for span in denial.statement.source).split()
        if words is None or sentence is None or not source or source[-1].lower() not in _PRONOUNS:
            return None
        start, said = words
        before = said[: max(0, denial.statement.source[0].end - start)]
        parties = self._parties.in_words(before, at=start, sentence=sentence.id)
        return next((party for party in parties if _is_accused(party, before, start)), None)


def _points_back(words: str) -> bool:
    """Return whether a charge is of what was told before: "they blamed the army for the attack"."""
    if _ANAPHOR.search(words):
        return True
    cue = _ON.search(words)
    return cue is not None and _OF_WHAT.search(words, cue.end()) is None


def _is_accused(party: Named, said: str, start: int) -> bool:
    for cue in _ON.finditer(said):
        passive = _BEEN.search(said[: cue.start()]) is not None
        if (party.start >= start + cue.end()) != passive:
            return True
    return _BY.search(said) is not None


def calls_false(account: Account) -> bool:
    """Return whether an account only repeats what it says is not true."""
    return any(_CALLED_FALSE.search(span.quote) for span in account.statement.content)


def _first(denial: Denial) -> int:
    said = denial.statement
    return min((span.start for span in (*said.source, *said.cue, *said.content)), default=0)


def _is_denied(account: Account, denial: Denial) -> bool:
    trigger = account.mention.trigger
    return account.statement.id == denial.statement.id or any(
        span.start <= trigger.start and trigger.end <= span.end
        for span in denial.statement.content
        if span.document == trigger.document
    )
