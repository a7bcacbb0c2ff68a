"""The accounts that each report of a case gives of events, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from consilience.merging.accounts import Account, read_accounts
from consilience.merging.clustering import keys_of
from consilience.merging.demands import part_account
from consilience.merging.geography import Geography
from consilience.merging.ledger import Entry
from consilience.merging.profiles import Profile, profile_of, read_profile, write_profile
from consilience.merging.rulings import counted_mentions, find_links
from consilience.merging.settings import MergeSettings
from consilience.merging.told import Resolver
from consilience.model.events import EventMention
from consilience.model.places import Place
from consilience.model.tables import Tables


class Reports:
    """The accounts of a case by report, read when they are asked for."""

    def __init__(self, tables: Tables, settings: MergeSettings, *, whole: bool) -> None:
        """Take what accounts are made of.

        Args:
            tables: Of the stage.
            settings: Of the stage.
            whole: Read all mentions of events at once; where a reviewer has ruled, they must be.

        """
        self.geography = Geography(tables.of(Place))
        rows = counted_mentions(tables) if whole else ()
        self.links = find_links(tables, rows)
        self._mentions: dict[str, list[EventMention]] = {}
        self._whole = whole
        self._add(rows)
        self._tables = tables
        self._resolver = Resolver(tables, whole=whole)
        self._settings = settings
        self._accounts: dict[str, dict[str, Account]] = {}
        self._profiles: dict[str, Profile] = {}

    def _add(self, rows: Iterable[EventMention]) -> None:
        for row in rows:
            self._mentions.setdefault(row.document, []).append(row)

    @property
    def known(self) -> frozenset[str]:
        """The reports that tell of events, of those that were looked at."""
        return frozenset([key for key, rows in self._mentions.items() if rows])

    def look_up(self, documents: Iterable[str]) -> None:
        """Read what is needed for the accounts of *documents*, for all of them at once."""
        documents = frozenset(documents)
        missing = frozenset() if self._whole else documents - self._mentions.keys()
        if missing:
            self._mentions.update((key, []) for key in missing)
            self._add(self._tables.where(EventMention, "document", missing))
        self._resolver.look_up(documents)

    def mentions(self, document: str) -> Sequence[EventMention]:
        """Return the mentions of events in one report."""
        if not self._whole and document not in self._mentions:
            self.look_up([document])
        return self._mentions.get(document, ())

    def entities(self, document: str) -> Mapping[str, str]:
        """Return the entities of one report by the mentions that name them."""
        return self._resolver.report(document).entities

    def places(self, document: str) -> Mapping[str, str]:
        """Return the places of one report by the mentions that name them."""
        return self._resolver.report(document).places

    def accounts(self, document: str) -> dict[str, Account]:
        """Return the accounts of one report by the id of their first mention."""
        if document not in self._accounts:
            self._accounts[document] = {
                account.first.row.id: account
                for whole in self._read(document)
                for account in part_account(whole, self.links)
            }
        return self._accounts[document]

    def _read(self, document: str) -> Sequence[Account]:
        told = self._resolver.resolve(self.mentions(document))
        if self._settings.one_topic:
            return [Account(told=[one]) for one in told]
        return read_accounts(told, self.geography)

    def profile(self, key: str, entry: Entry) -> Profile:
        """Return what the account *key*, noted as *entry*, tells; its report is not read."""
        if key not in self._profiles:
            self._profiles[key] = read_profile(entry.profile)
        return self._profiles[key]

    def entries(self, document: str) -> dict[str, Entry]:
        """Return the accounts of one report as they are noted."""
        found = {}
        for key, account in self.accounts(document).items():
            profile = profile_of(account, self.geography, memory_days=self._settings.memory_days)
            self._profiles[key] = profile
            found[key] = Entry(
                document=document,
                keys=tuple(sorted(keys_of(profile))),
                names=tuple(sorted(profile.names)),
                places=tuple(sorted(profile.fine)),
                profile=write_profile(profile),
            )
        return found
