"""Is anybody charged with what is denied?

"Russia denied any involvement" speaks against whoever says that Russia did it, and not against
whoever says that it was done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from consilience.corroboration.accounts import Account
from consilience.corroboration.denying import Denial
from consilience.corroboration.disputes import camp_of
from consilience.corroboration.party_words import root_camps
from consilience.model.documents import Text
from consilience.model.sentences import Sentence
from consilience.model.tables import Tables

_ACCUSING: Final = re.compile(
    r"\b(?:accus\w+|blam\w+|point\w*\b.{0,12}\bfingers?|(?:was|were|is|being|are) behind|"
    r"carried out by|responsible for|suspect\w*|alleged\w*|thought to|believed to|believes?|"
    r"claimed)\b",
    re.I,
)
_CALLED_FALSE: Final = re.compile(
    r"\b(?:false|baseless|unfounded|groundless|fabricat\w+|untrue|lies)\b", re.I
)


class Charges:
    """Where the reports of the case lay an attack on somebody."""

    def __init__(self, tables: Tables) -> None:
        self._texts, self._roots = tables.by_id(Text), root_camps(tables)
        self._sentences = tables.asked(Sentence, "document")

    def is_laid(
        self,
        denial: Denial,
        camps: frozenset[str],
        aim: tuple[Account, int],
        others: Sequence[Account],
    ) -> bool:
        """Return whether anybody lays on who denies it what is told.

        That an attack happened and that one party had no part in it can both be true.

        Args:
            denial: What is denied.
            camps: Of the denying party, by its own name and by its country's.
            aim: The account that the denial speaks against, and the number of its sentence.
            others: What any report of the case tells of the same event.

        """
        account, at = aim
        told = self._sentence(account.document.id, at)
        if at != denial.at and _CALLED_FALSE.search(told) and not _ACCUSING.search(told):
            return False
        if not denial.of_own_deed or denial.of_reports:
            return True
        if denial.kinds and at == denial.at and account.document.id == denial.statement.document:
            return True  # "the toll of the strike rose, as the army denied that it had made it"
        here = denial.statement.document
        tellers = (row for row in others if row.asserted and row.document.id != here)
        return any(
            not camps.isdisjoint((camp_of(party), self._roots[party.id]))
            for row in tellers
            for party in row.parties
        )

    def _sentence(self, document: str, ordinal: int) -> str:
        text, rows = self._texts.get(document), self._sentences.of(document)
        row = next((row for row in rows if row.ordinal == ordinal), None)
        return text.text[row.start : row.end] if row is not None and text is not None else ""
