"""What differs reaches every claim of which the case says something else."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import pytest

from consilience.corroboration.evidence import SetEvidence, set_evidence
from consilience.corroboration.independence import count_origins
from consilience.corroboration.reached import reached_claims
from consilience.corroboration.reconcile import ReconcileSettings
from consilience.model.findings import FigureSet, Origin, SetMember
from consilience.model.lineage import Lineage
from consilience.model.rows import Row

from .changes_by_hand import told
from .invented_pile import copies, document, figure, inferred, statement, tables_of

KINDS = ("verbatim", "paraphrase", "spun", "furniture")
THRESHOLDS = ReconcileSettings().thresholds


@dataclass
class Copied:
    documents: set[str]
    kind: str = "verbatim"
    origin: str | None = None


@dataclass
class Pile:
    """Reports that copy each other, with the day of each as far as the case tells it."""

    days: dict[str, str | None] = field(default_factory=dict)  # by report
    lineages: dict[str, Copied] = field(default_factory=dict)

    def rows(self) -> list[Row]:
        reports = [document(key, published=None, outlet=key) for key in self.days]
        found: list[Row] = [*reports]
        for number, row in enumerate(reports):
            said = statement(f"st_{row.id}", row, originator="Mill Monitor", kind="ngo_monitor")
            found += [said, figure(f"fig_{row.id}", said, low=4 + number // 2 % 2)]
            found.append(inferred(row.id, self.days[row.id]))
        for number, (a, b) in enumerate(zip(reports[::2], reports[1::2], strict=False)):
            found += set_of(f"set_{number}", a.id, b.id)
        by_id = {row.id: row for row in reports}
        for name, copied in self.lineages.items():
            held = [by_id[key] for key in sorted(copied.documents)]
            lineage, *members = copies(name, held, origin=copied.origin)
            assert isinstance(lineage, Lineage)
            found += [replace(lineage, kind=copied.kind), *members]  # type: ignore[arg-type]
        return found

    def change(self, chance: random.Random) -> None:
        """Let one or two things be otherwise."""
        for what in chance.sample(range(7), chance.randint(1, 2)):
            lineage = self.lineages[chance.choice([*self.lineages])]
            if what == 0:
                self.days[f"doc_{len(self.days)}"] = day(chance)
                lineage.documents.add(f"doc_{len(self.days) - 1}")
            elif what == 1:
                self.days[chance.choice([*self.days])] = day(chance)
            elif what == 2:
                lineage.kind = chance.choice(KINDS)
            elif what == 3:
                lineage.origin = chance.choice([*sorted(lineage.documents), None])
            elif what == 4:
                lineage.documents.add(chance.choice([*self.days]))
            elif what == 5:
                lineage.documents.remove(chance.choice(sorted(lineage.documents)))
                lineage.origin = lineage.origin if lineage.origin in lineage.documents else None
            else:
                self.lineages[f"lin_{len(self.lineages)}"] = first_lineage(self.days, chance)


def day(chance: random.Random) -> str | None:
    return chance.choice(("2031-05-02", "2031-05-03", "2031-05-04", "2031-05-05", None))


def first_lineage(reports: dict[str, str | None], chance: random.Random) -> Copied:
    held = set(chance.sample([*reports], 3))
    return Copied(held, chance.choice(KINDS), chance.choice([None, None, *sorted(held)]))


def set_of(name: str, *reports: str) -> list[Row]:
    held = FigureSet(
        id=name, previous_ids=(), title="killed at the mill", event=None, measure="killed",
        group="all", unit="persons", count_kind="incident", scope_place=None, scope_start=None,
        scope_end=None, scope_text=None, base=None, part_of=None, reason="given",
    )  # fmt: skip
    members = [
        SetMember(
            id=SetMember.make_id(name, key), document=key, figure_set=name, figure=f"fig_{key}",
            reason="given",
        )
        for key in reports
    ]  # fmt: skip
    return [held, *members]


def first_pile(chance: random.Random) -> Pile:
    pile = Pile({f"doc_{number}": day(chance) for number in range(8)})
    pile.lineages = {f"lin_{number}": first_lineage(pile.days, chance) for number in range(3)}
    return pile


def said_of_sets(rows: list[Row]) -> dict[str, SetEvidence]:
    origins = [row for row in count_origins(tables_of(rows)) if isinstance(row, Origin)]
    return dict(set_evidence(tables_of([*rows, *origins]), THRESHOLDS))


@pytest.mark.parametrize("seed", range(60))
def test_claims_that_are_not_reached_stand_as_they_stood(seed: int) -> None:
    chance = random.Random(seed)
    pile = first_pile(chance)
    before = pile.rows()
    for _ in range(4):
        pile.change(chance)
        after = pile.rows()
        was, now = said_of_sets(before), said_of_sets(after)
        reached = reached_claims(told(before, after))
        assert reached is not None
        assert {key for key in now if now[key] != was.get(key)} <= reached
        before = after


def test_a_later_copy_reaches_only_the_claims_that_it_tells() -> None:
    days = {f"doc_{number}": "2031-05-02" for number in range(4)}
    pile = Pile(dict[str, str | None](days), {"lin_1": Copied({*days})})
    before = pile.rows()
    pile.days |= {"doc_4": "2031-05-03", "doc_5": "2031-05-03"}
    pile.lineages["lin_1"].documents.add("doc_4")
    assert reached_claims(told(before, pile.rows())) == {"set_2"}
    pile.days["doc_4"] = "2031-05-01"
    assert reached_claims(told(before, pile.rows())) == {"set_0", "set_1", "set_2"}


def test_a_claim_is_reached_of_which_only_the_voices_differ() -> None:
    """A reviewer holds two reports to be voices of their own: nothing else differs then."""
    pile = Pile({f"doc_{number}": "2031-05-02" for number in range(4)})
    before = pile.rows()
    origins = [row for row in count_origins(tables_of(before)) if isinstance(row, Origin)]
    (one,) = [row for row in origins if row.subject == "set_1"]
    after = [replace(row, documents=row.documents[:1]) if row == one else row for row in origins]
    assert reached_claims(told([*before, *origins], [*before, *after])) == {"set_1"}
