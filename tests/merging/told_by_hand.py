"""A case whose event mentions are told by hand, one by one, and what merging makes of it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from consilience.merging.events import merge_events
from consilience.merging.settings import MergeSettings
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention, Story, SuggestedMerge
from consilience.model.figures import Figure
from consilience.model.lineage import LineageMember
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rows import Row
from consilience.model.scales import EventKind, Realis
from consilience.model.spans import Span, stretch_of
from consilience.model.tables import Tables
from consilience.model.times import TimeMention

READ: tuple[type[Row], ...] = (
    Document, Text, Mention, PlaceMention, TimeMention, Figure, EventMention, Entity,
    EntityMember, Place, PlaceMember, LineageMember, Story, Event, EventMember,
)  # fmt: skip


class Case:
    """A case made by hand: one sentence a mention, one mention a call of `tell`."""

    def __init__(self) -> None:
        self.rows: dict[type[Row], dict[str, Row]] = {kind: {} for kind in READ}
        self.quarters: dict[str, dict[str, Any]] = {}

    def quarter(self, name: str, *, of: str, north: float) -> None:
        self.quarters[name] = {"kind": "neighbourhood", "precision": "neighbourhood",
                               "within": f"pla_{of}", "latitude": north, "longitude": 44.0,
                               "radius_m": 1_000.0}  # fmt: skip

    def tell(
        self,
        document: str,
        words: str,
        kind: EventKind,
        *,
        place: str | None = None,
        day: str | None = None,
        last_day: str | None = None,
        actor: str | None = None,
        killed: int | None = None,
        at_least: bool = False,
        realis: Realis = "happened",
        aggregate: bool = False,
        within: str | None = None,
        target: str | None = None,
        same_sentence: bool = False,
        place_named_before: bool = False,
    ) -> str:
        start, end, trigger = self._write(document, words)
        sentence = f"sen_{document}_{0 if same_sentence else start}"
        here, before = f"{document}_{start}", f"sen_{document}_before"
        span = Span(document=document, start=start + trigger, end=end, quote=words.split("|")[1])
        mentions = (self._entity(actor, here, sentence, span),) if actor else ()
        row = EventMention(
            id=f"evm_{here}", document=document, statement=f"st_{here}", sentence=sentence,
            trigger=span, lemma=words.split("|")[1], kind=kind, realis=realis, actors=mentions,
            targets=(),
            target_words=replace(span, quote=target) if target else None,
            weapon=None,
            place=self._place(place, here, before if place_named_before else sentence, span)
            if place else None,
            time=self._time(day, last_day, here, sentence, span) if day else None,
            figures=(self._figure(killed, here, sentence, span, at_least),) if killed else (),
            within_mention=within, aggregate=aggregate, reason="by hand",
        )  # fmt: skip
        self._add(row)
        return row.id

    def story(self, *documents: str) -> None:
        self._add(Story(id="sto_1", previous_ids=(), documents=documents, reason="by hand"))

    def copied(self, lineage: str, *documents: str) -> None:
        for document in documents:
            text = self.rows[Text][document]
            assert isinstance(text, Text)
            stretch = stretch_of(document, text.text, 0, len(text.text))
            self._add(LineageMember(id=f"lim_{lineage}_{document}", document=document,
                                    lineage=lineage, stretch=stretch))  # fmt: skip

    def merged(self, *, shuffle: int | None = None, **changes: Any) -> Record:
        rows: dict[type[Row], list[Row]] = {
            kind: list(found.values()) for kind, found in self.rows.items()
        }
        if shuffle is not None:
            for found in rows.values():
                random.Random(shuffle).shuffle(found)
        return Record(list(merge_events(Tables(rows), settings=MergeSettings(**changes))))

    def keep(self, record: Record) -> None:
        for row in (*record.events.values(), *record.members.values()):
            self._add(row)

    def _write(self, document: str, words: str) -> tuple[int, int, int]:
        old = self.rows[Text].get(document)
        before = old.text + "\n" if isinstance(old, Text) else ""
        said = words.replace("|", "")
        self._add(Text(id=document, text=before + said))
        self._add(Document(id=document, name=document, text_sha256="0", text_length=1, title=None,
                           outlet=f"outlet of {document}", outlet_kind="unknown", authors=(),
                           agency=None, url=None, language="en", published_start="2031-05-20",
                           published_end="2031-05-20", published_precision="day",
                           published_reason="by hand", modified=None, withdrawn=False,
                           sensitivity="none"))  # fmt: skip
        trigger = words.index("|")
        return len(before), len(before) + trigger + len(words.split("|")[1]), trigger

    def _entity(self, name: str, here: str, sentence: str, span: Span) -> str:
        key = f"men_{here}"
        self._add(Mention(id=key, document=span.document, sentence=sentence, span=span,
                          kind="armed_group", name=name, candidates=(), same_as=None, role=None,
                          rule="by hand", sensitivity="none"))  # fmt: skip
        self._add(Entity(id=f"ent_{name}", previous_ids=(), name=name, kind="armed_group",
                         aliases=(), vocabulary=None, side=None, owner=None, n_mentions=1,
                         n_documents=1, reason="by hand", sensitivity="none"))  # fmt: skip
        self._add(EntityMember(id=f"enm_{here}", document=span.document, entity=f"ent_{name}",
                               mention=key, reason="by hand"))  # fmt: skip
        return key

    def _place(self, name: str, here: str, sentence: str, span: Span) -> str:
        key = f"plm_{here}"
        self._add(PlaceMention(id=key, document=span.document, sentence=sentence, span=span,
                               name=name, kind="settlement", metonym=False, candidates=(),
                               relation=None, anchor=None, second_anchor=None, distance_km=None,
                               bearing=None, relation_span=None, rule="by hand"))  # fmt: skip
        town = Place(id=f"pla_{name}", previous_ids=(), name=name, aliases=(),
                     kind="settlement", gazetteer=None, latitude=None, longitude=None,
                     radius_m=None, precision="settlement", geometry_source=None, country="XX",
                     adm1=None, adm2=None, within=None, n_mentions=1,
                     reason="by hand")  # fmt: skip
        self._add(replace(town, **self.quarters.get(name, {})))
        self._add(PlaceMember(id=f"plb_{here}", document=span.document, place=f"pla_{name}",
                              mention=key, reason="by hand"))  # fmt: skip
        return key

    def _time(self, day: str, last: str | None, here: str, sentence: str, span: Span) -> str:
        key = f"tim_{here}"
        self._add(TimeMention(id=key, document=span.document, sentence=sentence, span=span,
                              timex="DATE", value=day, symbol=None, start=day, end=last or day,
                              precision="week" if last else "day", modifier=None,
                              anchor="absolute", anchor_mention=None, reason="by hand")
                  )  # fmt: skip
        return key

    def _figure(self, killed: int, here: str, sentence: str, span: Span, at_least: bool) -> str:
        key = f"fig_{here}"
        self._add(Figure(id=key, document=span.document, statement="st", sentence=sentence,
                         span=span, noun=None, trigger=None, measure="killed",
                         measure_reason="by hand", group="all", unit="persons", low=killed,
                         best=killed, high=None if at_least else killed,
                         qualifier="floor" if at_least else "exact", count_kind="incident",
                         role="observed", perpetrator=(), victims=(), scope_place=None,
                         scope_time=None, base=None, base_value=None, of_whole=None,
                         derived_from=None, factor=None, reason="by hand"))  # fmt: skip
        return key

    def _add(self, row: Row) -> None:
        self.rows[type(row)][row.id] = row


class Record:
    """What the stage wrote."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.events = {row.id: row for row in rows if isinstance(row, Event)}
        self.members = {row.mention: row for row in rows if isinstance(row, EventMember)}
        self.suggested = [row for row in rows if isinstance(row, SuggestedMerge)]

    def of(self, mention: str) -> Event:
        return self.events[self.members[mention].event]
