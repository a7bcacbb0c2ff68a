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
_NO_CLAIM: Final = re.compile(r"\bno\b[^.]{0,30}\bclaim(?:ed)?\b(?: of)? responsibility", re.I)


class Charges:
    """Where the reports of the case lay an attack on somebody."""

    def __init__(self, tables: Tables) -> None:
        self._texts = tables.by_id(Text)
        self._places = {(row.document, row.ordinal): row for row in tables.of(Sentence)}

    def is_laid(
        self, denial: Denial, camp: str, aim: tuple[Account, int], others: Sequence[Account]
    ) -> bool:
        """Return whether anybody lays on who denies it what is told.

        That an attack happened and that one party had no part in it can both be true.

        Args:
            denial: What is denied.
            camp: Of the denying party.
            aim: The account that the denial speaks against, and the number of its sentence.
            others: What any report of the case tells of the same event.

        """
        account, at = aim
        document = denial.statement.document
        told = self._sentence(account.document.id, at)
        if at != denial.at and _CALLED_FALSE.search(told) and not _ACCUSING.search(told):
            return False
        if not denial.of_authorship or denial.kinds:
            return True
        tellers = (account, *(row for row in others if row.asserted))
        if any(camp == camp_of(party) for row in tellers for party in row.parties):
            return True
        between = [self._sentence(document, at) for at in range(at, denial.at + 1)]
        said = _NO_CLAIM.sub(" ", " ".join(between).replace(denial.words, " "))
        return _ACCUSING.search(said) is not None

    def _sentence(self, document: str, ordinal: int) -> str:
        row, text = self._places.get((document, ordinal)), self._texts.get(document)
        return text.text[row.start : row.end] if row is not None and text is not None else ""
