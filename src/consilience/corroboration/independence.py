"""How many voices stand behind a claim, once copies and citations are taken together?

METHOD 1.2. The unit is one report's telling of one claim; tellings are one voice when any of the
tests links them, directly or through others, and only for this claim. Voices that are known
through one publisher (or through copies of one text) only are not independent of each other:
independent are as many voices as can each be read with a publisher of their own.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, TypeVar

from consilience.corroboration.closure import Closure, count_matched
from consilience.corroboration.copies import CopiedRuns, copied_runs, requoted_passages
from consilience.corroboration.derived import derived_pairs
from consilience.corroboration.reached import reached_claims, unreached
from consilience.corroboration.rulings import independent_pairs, set_aside
from consilience.corroboration.voices import KnownNames, Voice
from consilience.corroboration.voicing import Voicing, voicing
from consilience.model.changes import Stays
from consilience.model.documents import Document
from consilience.model.events import EventMember, EventMention
from consilience.model.figures import Figure
from consilience.model.findings import Origin, SetMember
from consilience.model.rows import Row
from consilience.model.rulings import IndependentDocuments
from consilience.model.scales import Firmness, Realis
from consilience.model.spans import Span, Stretch
from consilience.model.statements import Statement
from consilience.model.tables import Tables

R = TypeVar("R", bound=Row)

NOT_TOLD_AS_FACT: Final[frozenset[Realis]] = frozenset({"denied", "hypothetical", "planned"})
SUPPOSED: Final[frozenset[Firmness]] = frozenset(
    {"denied", "cannot_confirm", "hypothetical", "question", "command"}
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of a claim."""

    id: str  # of the figure or event mention
    document: Document
    statement: Statement
    span: Span  # the claim's characters
    figures: tuple[Figure, ...]
    voice: Voice
    cites: tuple[str, ...]
    publisher: str


@dataclass(slots=True)
class _Claim:
    subject: str
    tellings: list[Telling] = field(default_factory=list)


def count_origins(tables: Tables) -> Iterator[Origin | Stays]:
    """Yield the voices behind every set of figures and every event of the case."""
    speaking, runs = voicing(tables), copied_runs(tables)
    apart, requoted = independent_pairs(tables), requoted_passages(tables)
    reached = reached_claims(tables, IndependentDocuments)
    yield from unreached(tables, Origin, reached, "subject")
    for claim in _claims(tables, speaking, reached):
        yield from find_origins(
            claim.subject,
            claim.tellings,
            names=speaking.names,
            runs=runs,
            apart=apart,
            requoted=requoted,
        )


def independent_origins(origins: Sequence[Origin]) -> int:
    """Return how many of the voices behind one claim are independent of each other."""
    if len(origins) < 2:
        return len(origins)
    return count_matched({origin.id: origin.carriers or origin.documents for origin in origins})


def find_origins(
    subject: str,
    tellings: Sequence[Telling],
    *,
    names: KnownNames,
    runs: CopiedRuns,
    apart: Collection[frozenset[str]] = (),
    requoted: Iterable[tuple[Stretch, Stretch]] = (),
) -> Iterator[Origin]:
    """Yield the voices behind one claim; documents *apart* are not linked by any test.

    Who stands in *requoted* stretches is quoted in the same words: whatever the reports call the
    speaker, it is one statement.
    """
    if len(tellings) == 1:
        document = tellings[0].document.id
        yield _origin(subject, tellings, tests=set(), carriers={document: document})
        return
    tellings = sorted(tellings, key=lambda telling: telling.id)
    copied = _copied_tellings(tellings, runs)
    closure = Closure((telling.id for telling in tellings), apart=_tellings_apart(tellings, apart))
    for same in copied:
        closure.link([telling.id for telling in same], "text_reuse")
    for pair in _quoted_twice(tellings, requoted):
        closure.link([telling.id for telling in pair], "same_originator")
    for why, same_voice in _linked(tellings, names):
        closure.link([telling.id for telling in same_voice], why)
    _link_derived(closure, tellings)
    carriers = _carriers(tellings, copied, names, apart)
    by_id = {telling.id: telling for telling in tellings}
    reasons = closure.reasons()
    for root, members in closure.groups().items():
        group = [by_id[member] for member in members]
        yield _origin(subject, group, tests=reasons.get(root, set()), carriers=carriers)


def _claims(
    tables: Tables, speaking: Voicing, reached: AbstractSet[str] | None
) -> Iterator[_Claim]:
    claims: dict[str, _Claim] = {}
    for tellings in (_counting(tables, speaking, reached), _telling_of(tables, speaking, reached)):
        for subject, telling in tellings:
            claim = claims.setdefault(subject, _Claim(subject))
            if telling is not None:
                claim.tellings.append(telling)
    yield from (claims[subject] for subject in sorted(claims))


_Told = Iterator[tuple[str, Telling | None]]
"""Claims with a telling of each; ``None``: one that does not count."""


def _counting(tables: Tables, speaking: Voicing, reached: AbstractSet[str] | None) -> _Told:
    """Yield what counts for sets of figures."""
    statements, figures = tables.asked(Statement), tables.asked(Figure)
    aside, members = set_aside(tables), _reached_rows(tables, SetMember, "figure_set", reached)
    figures.read(member.figure for member in members)
    statements.read(figures[member.figure].statement for member in members)
    for member in members:
        figure = figures[member.figure]
        statement, telling = statements.get(figure.statement), None
        if statement is not None and figure_counts(figure, statement) and not aside.why(figure):
            telling = _telling((figure.id, figure.span, (figure,)), statement, speaking)
        yield member.figure_set, telling


def _telling_of(tables: Tables, speaking: Voicing, reached: AbstractSet[str] | None) -> _Told:
    """Yield what counts for events."""
    statements, figures = tables.asked(Statement), tables.asked(Figure)
    aside, mentions = set_aside(tables).statements, tables.asked(EventMention)
    members = _reached_rows(tables, EventMember, "event", reached)
    mentions.read(member.mention for member in members)
    told = [mentions[member.mention] for member in members]
    figures.read(key for mention in told for key in mention.figures)
    statements.read(mention.statement for mention in told)
    for member, mention in zip(members, told, strict=True):
        statement, telling = statements.get(mention.statement), None
        counts = statement is not None and statement.id not in aside
        if statement is not None and counts and _told_as_fact(mention, statement):
            counted = (figures.get(key) for key in mention.figures)
            own = tuple(figure for figure in counted if figure is not None)
            telling = _telling((mention.id, mention.trigger, own), statement, speaking)
        yield member.event, telling


def _reached_rows(
    tables: Tables, kind: type[R], field: str, reached: AbstractSet[str] | None
) -> tuple[R, ...]:
    return tables.of(kind) if reached is None else tables.where(kind, field, reached)


def figure_counts(figure: Figure, statement: Statement | None) -> bool:
    """Return whether *figure* is given as one that holds: not denied, supposed or planned."""
    if figure.role in {"planning", "target"}:
        return False
    return statement is None or (
        statement.polarity == "asserts" and statement.firmness not in SUPPOSED
    )


def _told_as_fact(mention: EventMention, statement: Statement) -> bool:
    return mention.realis not in NOT_TOLD_AS_FACT and statement.polarity == "asserts"


def _telling(
    found: tuple[str, Span, tuple[Figure, ...]], statement: Statement, speaking: Voicing
) -> Telling:
    return Telling(
        id=found[0],
        document=speaking.documents[statement.document],
        statement=statement,
        span=found[1],
        figures=found[2],
        voice=speaking.of(statement),
        cites=speaking.cited(statement),
        publisher=speaking.publisher(statement.document),
    )


def _copied_tellings(tellings: Sequence[Telling], runs: CopiedRuns) -> list[list[Telling]]:
    """Return tellings that stand in copies of one text.

    Of several tellings in one copied run (two bodies' figures in one paragraph), the first is
    the first's copy, the second the second's.
    """
    seen: Counter[tuple[str, str]] = Counter()
    same: dict[tuple[str, int], list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda row: (row.span.document, row.span.start, row.id)):
        for name in runs.covering(telling.span):
            place = (name, telling.document.id)
            same[(name, seen[place])].append(telling)
            seen[place] += 1
    return [group for _, group in sorted(same.items()) if len(group) > 1]


def _quoted_twice(
    tellings: Sequence[Telling], requoted: Iterable[tuple[Stretch, Stretch]]
) -> Iterator[list[Telling]]:
    """Yield tellings whose statements hold the same quotation."""
    by_document: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_document[telling.document.id].append(telling)
    for stretches in requoted:
        found = [
            telling
            for stretch in stretches
            for telling in by_document.get(stretch.document, ())
            if _holds(telling.statement, stretch)
        ]
        if len({telling.document.id for telling in found}) > 1:
            yield found


def _holds(statement: Statement, stretch: Stretch) -> bool:
    """Tell whether most of *stretch* stands in what *statement* says."""
    shared = sum(
        max(0, min(span.end, stretch.end) - max(span.start, stretch.start))
        for span in statement.content
    )
    return 2 * shared > stretch.end - stretch.start


def _linked(
    tellings: Sequence[Telling], names: KnownNames
) -> Iterator[tuple[str, Sequence[Telling]]]:
    groups: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    published: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        groups[("same_originator", telling.voice.key)].append(telling)
        if telling.voice.key == f"unattributed:{telling.publisher}":
            groups[("same_originator", telling.publisher)].append(telling)
        for publisher in {telling.publisher, *_agency(telling, names)}:
            published[publisher].append(telling)
        if telling.voice.named:
            continue
        for author in telling.document.authors:
            groups[("same_author", author.casefold())].append(telling)
        owner = names.owners.get(telling.publisher)
        if owner is not None:
            groups[("same_owner", owner)].append(telling)
    yield from ((why, groups[(why, key)]) for why, key in sorted(groups))
    for telling in tellings:
        if not telling.voice.named:
            for cited in telling.cites:
                yield "cites", (telling, *published.get(cited, ()))


def _agency(telling: Telling, names: KnownNames) -> tuple[str, ...]:
    return (names.key(telling.document.agency),) if telling.document.agency else ()


def _link_derived(closure: Closure[str], tellings: Sequence[Telling]) -> None:
    holder = {figure.id: telling.id for telling in tellings for figure in telling.figures}
    figures = {figure.id: figure for telling in tellings for figure in telling.figures}
    for one, other in derived_pairs(list(figures.values())):
        if holder[one] != holder[other]:
            closure.link([holder[one], holder[other]], "derived_figure")


def _tellings_apart(
    tellings: Sequence[Telling], apart: Collection[frozenset[str]]
) -> list[frozenset[str]]:
    """Return the pairs of tellings that a reviewer holds to be independent."""
    if not apart:
        return []
    return [
        frozenset((one.id, other.id))
        for one, other in itertools.combinations(tellings, 2)
        if frozenset((one.document.id, other.document.id)) in apart
    ]


def _carriers(
    tellings: Sequence[Telling],
    copied: Iterable[Sequence[Telling]],
    names: KnownNames,
    apart: Collection[frozenset[str]],
) -> dict[str, str]:
    """Return for each document the smallest of those that are one carrier with it."""
    documents = sorted({telling.document.id for telling in tellings})
    closure = Closure(documents, apart=apart)
    same: dict[str, list[str]] = defaultdict(list)
    for telling in tellings:
        publisher = telling.publisher
        for key in {publisher, names.owners.get(publisher, publisher), *_agency(telling, names)}:
            same[key].append(telling.document.id)
    for group in same.values():
        closure.link(group, "publisher")
    for tellings_of_text in copied:
        closure.link([telling.document.id for telling in tellings_of_text], "text_reuse")
    return {member: min(members) for members in closure.groups().values() for member in members}


def _origin(
    subject: str, group: Sequence[Telling], *, tests: set[str], carriers: dict[str, str]
) -> Origin:
    voice = _chosen_voice(group)
    documents = sorted({telling.document.id for telling in group})
    return Origin(
        id=Origin.make_id(subject, voice.key, min(telling.id for telling in group)),
        subject=subject,
        originator=voice.key,
        originator_name=voice.name,
        originator_kind=voice.kind,
        documents=tuple(documents),
        statements=tuple(sorted({telling.statement.id for telling in group})),
        figures=tuple(sorted({figure.id for telling in group for figure in telling.figures})),
        tests=tuple(sorted(tests)),
        independence_assumed=not voice.named or not any(row.document.authors for row in group),
        spans=tuple(sorted({span for telling in group for span in telling.voice.spans})),
        carriers=tuple(sorted({carriers[document] for document in documents})),
    )


def _chosen_voice(group: Sequence[Telling]) -> Voice:
    counts = Counter(telling.voice.key for telling in group)
    return min(
        (telling.voice for telling in group),
        key=lambda voice: (not voice.named, -counts[voice.key], voice.key, voice.name),
    )
