"""The digests and stage inputs of a case, held in memory for one build.

A digest is a hash of the rows of one table that belong to one document (or, for rows that belong
to none, of the whole table). Whether a stage has to run is decided on digests alone, so that a
build over an unchanged case reads no row.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from consilience.store.casefile import CaseFile


class Digests:
    """Every digest of a case, and what each stage was last given."""

    def __init__(self, case: CaseFile) -> None:
        self._groups: dict[str, dict[str, str]] = defaultdict(dict)
        for table, document, digest in case.connection.execute("SELECT * FROM digests"):
            self._groups[table][document] = digest
        self._inputs = {
            (stage, document): given
            for stage, document, given in case.connection.execute("SELECT * FROM stage_results")
        }
        self._whole: dict[str, str] = {}
        self._changed: dict[str, tuple[Digests, frozenset[str]]] = {}

    def of(self, table: str, document: str) -> str:
        """Return the digest of *table* for *document*, empty if it has no rows there."""
        return self._groups[table].get(document, "")

    def for_document(self, tables: Iterable[str], document: str) -> dict[str, str]:
        """Return the digests of *tables* for *document*, by table."""
        return {table: self.of(table, document) for table in tables}

    def whole(self, table: str) -> str:
        """Return one hash over all groups of *table*."""
        if table not in self._whole:
            groups = sorted(
                f"{document}={digest}" for document, digest in self._groups[table].items() if digest
            )
            self._whole[table] = hashlib.sha256("\n".join(groups).encode()).hexdigest()[:32]
        return self._whole[table]

    def documents_changed(self, table: str, since: Digests) -> frozenset[str]:
        """Return the documents whose rows of *table* are not what they were *since* then."""
        compared, found = self._changed.get(table, (None, frozenset()))
        if compared is not since:  # many stages ask for one table
            now, then = self._groups[table], since._groups[table]
            different = now.items() ^ then.items()
            found = frozenset(key for key, _ in different if now.get(key, "") != then.get(key, ""))
            self._changed[table] = since, found
        return found

    def put(self, table: str, digests: Mapping[str, str]) -> None:
        """Take note of *digests*, by document, of *table*."""
        self._groups[table].update(digests)
        self._whole.pop(table, None)
        self._changed.pop(table, None)

    def given(self, stage: str, document: str) -> str | None:
        """Return the hash of what *stage* was last given for *document*, if it ever ran."""
        return self._inputs.get((stage, document))
