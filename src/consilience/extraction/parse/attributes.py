"""Which part of speech and which lemma has a token? spaCy's own rules, each asked once.

The model's attribute ruler is a list of patterns over single words, tags and dependencies, and a
few over two words. What it and the lemmatizer say of a token hangs on its word, its tag and its
dependency alone, unless a longer pattern may reach it. So spaCy is asked once for each such triple,
and for the surroundings of the few tokens that a longer pattern may match.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from consilience.extraction.parse.patterns import Patterns
from consilience.text.tokens import DEP, LEMMA_BREAK, POS, TAG

MAX_TRIPLES: Final = 100_000
"""Triples that are kept; then they are asked for anew. Changes speed only."""

Triple = tuple[int, int, int]
"""Keys of word, tag and dependency in the model's store of strings."""

_UNNAMED: Final = -1  # no key of a string
_COLUMNS: Final = ("POS", "MORPH", "TAG", "DEP", "LEMMA")
_POS, _MORPH, _TAG, _DEP, _LEMMA = range(5)
_INDEX: Final = {
    at: {name: i for i, name in enumerate(scale)}
    for at, scale in ((_POS, POS), (_TAG, TAG), (_DEP, DEP))
}


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a token is; indexes into the closed lists of `text.tokens`."""

    pos: int
    tag: int
    dep: int
    lemma: str


class AttributeTable:
    """Part of speech, tag, dependency and lemma by word, tag and dependency.

    Args:
        language: A pipeline with attribute ruler and lemmatizer whose patterns `can_tabulate`.

    """

    def __init__(self, language: Any) -> None:
        self._vocab = language.vocab
        self._ruler = language.get_pipe("attribute_ruler")
        self._single = _over_single_tokens(self._ruler)
        self._lemmatizer = _with_sets(language.get_pipe("lemmatizer"))
        rules = self._ruler.patterns
        self._patterns = Patterns(pattern for rule in rules for pattern in rule["patterns"])
        self._deps = {self._vocab.strings[name] for name in self._patterns.deps}
        self._kept: dict[Triple, Attributes] = {}
        self._longer_words: dict[int, bool] = {}
        self._longer_deps: dict[int, bool] = {}

    def look_up(self, triples: Sequence[Triple], ends: Sequence[int]) -> list[Attributes]:
        """Return what each token is.

        Args:
            triples: One a token, sentence behind sentence.
            ends: Index behind the last token of each sentence.

        """
        kept = self._kept
        if len(kept) > MAX_TRIPLES:
            kept.clear()
        missing = {triple for triple in triples if triple not in kept}
        if missing:
            self._ask(sorted(missing))
        found = [kept[triple] for triple in triples]
        reach = self._patterns.reach
        for at, begin, end in self._longer(triples, ends):
            # A pattern that holds this token reaches so far; its tokens see as far again.
            first, last = max(begin, at - 2 * reach), min(end, at + 2 * reach + 1)
            answers = self._answer(
                triples[first:last], self._rule(triples[first:last], self._ruler)
            )
            for i in range(max(first, at - reach), min(last, at + reach + 1)):
                found[i] = answers[i - first]
        return found

    def _ask(self, missing: Sequence[Triple]) -> None:
        """Keep what *missing* are, asking once for all that no pattern tells apart."""
        alike: dict[Triple, list[Triple]] = {}
        for word, tag, dep in missing:
            kind = (
                word if self._patterns.names(self._lower(word)) else _UNNAMED,
                tag,
                dep if dep in self._deps else _UNNAMED,
            )
            alike.setdefault(kind, []).append((word, tag, dep))
        groups = list(alike.values())
        triples = [triple for group in groups for triple in group]
        rows: list[list[int]] = []
        ruled = self._rule([group[0] for group in groups], self._single)
        for group, row in zip(groups, ruled, strict=True):
            kept_dep = row[_DEP] == group[0][2]
            rows.extend(
                [*row[:_DEP], dep if kept_dep else row[_DEP], row[_LEMMA]] for _, _, dep in group
            )
        self._kept.update(zip(triples, self._answer(triples, rows), strict=True))

    def _rule(self, triples: Sequence[Triple], ruler: Any) -> list[list[int]]:
        """Return the columns of a text of *triples* as *ruler* leaves them."""
        doc = self._text(triples)
        doc.from_array(["TAG", "DEP"], np.array([triple[1:] for triple in triples], np.uint64))
        found: list[list[int]] = ruler(doc).to_array(_COLUMNS).tolist()
        return found

    def _answer(self, triples: Sequence[Triple], rows: Sequence[list[int]]) -> list[Attributes]:
        """Return *rows* by their names, with lemmas where no pattern gave one."""
        forms = {
            (word, row[_POS], row[_MORPH])
            for (word, _, _), row in zip(triples, rows, strict=True)
            if not row[_LEMMA]
        }
        lemmas = self._lemmatise(sorted(forms))
        return [
            Attributes(
                self._place(_POS, row[_POS]),
                self._place(_TAG, row[_TAG]),
                self._place(_DEP, row[_DEP]),
                self._written(row[_LEMMA] or lemmas[word, row[_POS], row[_MORPH]]),
            )
            for (word, _, _), row in zip(triples, rows, strict=True)
        ]

    def _lemmatise(self, forms: Sequence[Triple]) -> dict[Triple, int]:
        """Return the key of the lemma of each word with its part of speech and its form."""
        if not forms:
            return {}
        doc = self._text(forms)
        doc.from_array(["POS", "MORPH"], np.array([form[1:] for form in forms], np.uint64))
        lemmas = self._lemmatizer(doc).to_array("LEMMA").tolist()
        return dict(zip(forms, lemmas, strict=True))

    def _text(self, triples: Sequence[Triple]) -> Any:
        from spacy.tokens import Doc

        strings = self._vocab.strings
        return Doc(self._vocab, words=[strings[word] for word, _, _ in triples])

    def _longer(
        self, triples: Sequence[Triple], ends: Sequence[int]
    ) -> Iterator[tuple[int, int, int]]:
        """Yield the tokens that a longer pattern may match, with the bounds of their sentences."""
        by_word, by_dep = self._longer_words, self._longer_deps
        for word in {word for word, _, _ in triples} - by_word.keys():
            by_word[word] = self._patterns.longer_for_word(self._lower(word))
        for dep in {dep for _, _, dep in triples} - by_dep.keys():
            by_dep[dep] = self._patterns.longer_for_dep(self._vocab.strings[dep])
        for at, (word, _, dep) in enumerate(triples):
            if by_word[word] or by_dep[dep]:
                sentence = bisect.bisect_right(ends, at)
                yield at, ends[sentence - 1] if sentence else 0, ends[sentence]

    def _lower(self, word: int) -> str:
        lower: str = self._vocab[word].lower_
        return lower

    def _written(self, lemma: int) -> str:
        written: str = self._vocab.strings[lemma]
        return written.replace(LEMMA_BREAK, " ")

    def _place(self, column: int, key: int) -> int:
        return _INDEX[column].get(self._vocab.strings[key], 0)


def _over_single_tokens(ruler: Any) -> Any:
    """Return a ruler with the patterns of *ruler* that look at one token, in their order."""
    from spacy.pipeline import AttributeRuler

    found = AttributeRuler(ruler.vocab)
    for rule in ruler.patterns:
        single = [pattern for pattern in rule["patterns"] if len(pattern) == 1]
        if single:
            found.add(single, rule["attrs"], rule["index"])
    return found


def _with_sets(lemmatizer: Any) -> Any:
    """Return a lemmatizer of the same tables that finds a word in its index without a search."""
    from spacy.lookups import Lookups

    tables = Lookups()
    for name in lemmatizer.lookups.tables:
        table = lemmatizer.lookups.get_table(name)
        if name == "lemma_index":
            table = {kind: frozenset(forms) for kind, forms in table.items()}
        tables.add_table(name, table)
    found = type(lemmatizer)(
        lemmatizer.vocab, None, mode=lemmatizer.mode, overwrite=lemmatizer.overwrite
    )
    found.initialize(lookups=tables)
    return found
