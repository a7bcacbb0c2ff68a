from __future__ import annotations

from consilience.merging.dates import WEAK, InferringSettings, infer_dates
from consilience.model.documents import Document, Text
from consilience.model.lineage import CopyEdge, Passage
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.sentences import Sentence
from consilience.model.spans import Span, Stretch
from consilience.model.tables import TABLES, Tables
from consilience.model.times import DateConstraint, InferredDate, TimeMention


def report(name, text, *, published=None):
    """Return a document of one sentence."""
    document = Document(
        id=name,
        name=name,
        text_sha256="0" * 64,
        text_length=len(text),
        title=None,
        outlet=name,
        outlet_kind="unknown",
        authors=(),
        agency=None,
        url=None,
        language="en",
        published_start=published,
        published_end=published,
        published_precision="day" if published else None,
        published_reason="given",
        modified=None,
        withdrawn=False,
        sensitivity="none",
    )
    sentence = Sentence(
        id="sen_" + name,
        document=name,
        block="bl",
        block_kind="paragraph",
        ordinal=0,
        start=0,
        end=len(text),
        parse="par",
    )
    return [document, Text(id=name, text=text), sentence]


def place_in(name, text, words):
    at = text.index(words)
    span = Span(document=name, start=at, end=at + len(words), quote=words)
    key = f"plm_{name}"
    mention = PlaceMention(
        id=key,
        document=name,
        sentence="sen_" + name,
        span=span,
        name=words,
        kind="settlement",
        metonym=False,
        candidates=(),
        relation=None,
        anchor=None,
        second_anchor=None,
        distance_km=None,
        bearing=None,
        relation_span=None,
        rule="given",
    )
    return [
        mention,
        PlaceMember(
            id="plb_" + name, document=name, place="pla_ombra", mention=key, reason="given"
        ),
    ]


OMBRA = Place(
    id="pla_ombra",
    previous_ids=(),
    name="Ombra",
    aliases=(),
    kind="settlement",
    gazetteer=None,
    latitude=None,
    longitude=None,
    radius_m=None,
    precision=None,
    geometry_source=None,
    country=None,
    adm1=None,
    adm2=None,
    within=None,
    n_mentions=2,
    reason="given",
)


def time_in(name, text, words, *, symbol=None, start=None, end=None, precision=None):
    at = text.index(words)
    return TimeMention(
        id=f"tim_{name}_{at}",
        document=name,
        sentence="sen_" + name,
        span=Span(document=name, start=at, end=at + len(words), quote=words),
        timex="DATE",
        value=None,
        symbol=symbol,
        start=start,
        end=end,
        precision=precision,
        modifier=None,
        anchor="absolute" if start else "none",
        anchor_mention=None,
        reason="given",
    )


def infer(*rows):
    found = {kind: [] for kind in TABLES}
    for row in rows:
        found[type(row)].append(row)
    made = list(infer_dates(Tables(found), settings=InferringSettings()))
    return (
        {row.document: row for row in made if isinstance(row, InferredDate)},
        [row for row in made if isinstance(row, DateConstraint)],
    )


DATED = "The offensive on Ombra began in October 2030."
UNDATED = "Half were killed in Ombra since the start of the offensive last October."


def campaign():
    return [
        OMBRA,
        *report("a", DATED),
        *report("b", UNDATED),
        *place_in("a", DATED, "Ombra"),
        *place_in("b", UNDATED, "Ombra"),
        time_in(
            "a", DATED, "October 2030", start="2030-10-01", end="2030-10-31", precision="month"
        ),
        time_in("b", UNDATED, "last October", symbol="previous october"),
    ]


def test_a_month_gets_its_year_from_another_report_on_the_same_undertaking():
    inferred, constraints = infer(*campaign())
    assert (inferred["b"].start, inferred["b"].end) == ("2030-11-01", None)
    assert inferred["b"].precision == "open"
    (bound,) = (row for row in constraints if row.document == "b")
    assert {span.quote for span in bound.evidence} == {"last October", "October 2030"}
    assert bound.through == "a"


def test_an_undertaking_of_another_month_gives_no_year():
    rows = [row for row in campaign() if row.id != f"tim_a_{DATED.index('October')}"]
    march = time_in(
        "a", DATED, "October 2030", start="2030-03-01", end="2030-03-31", precision="month"
    )
    inferred, _ = infer(*rows, march)
    assert "b" not in inferred


def shared(a, b, *, a_first=None):
    stretches = [Stretch(document=name, start=0, end=10, sha256="0" * 64) for name in (a, b)]
    passage = Passage(
        id="pas_1",
        document_a=a,
        document_b=b,
        a=stretches[0],
        b=stretches[1],
        kind="verbatim",
        n_words=20,
        identity=1.0,
        reason="given",
    )
    edge = CopyEdge(
        id="edg_1",
        document_a=a,
        document_b=b,
        passages=("pas_1",),
        probability_a_first=a_first,
        common_source=None,
        evidence=(),
        spans=(),
    )
    return [passage, edge]


TEXT = "Twelve people were killed in the mill on the hill."


def test_a_copy_is_not_older_than_its_original():
    rows = [
        *report("a", TEXT, published="2031-05-02"),
        *report("b", TEXT),
        *shared("a", "b", a_first=0.95),
    ]
    inferred, _ = infer(*rows)
    assert (inferred["b"].start, inferred["b"].end) == ("2031-05-02", None)
    assert "weak" not in inferred["b"].reason


def test_a_shared_passage_without_direction_is_a_weaker_bound_and_says_so():
    rows = [*report("a", TEXT, published="2031-05-02"), *report("b", TEXT), *shared("a", "b")]
    inferred, constraints = infer(*rows)
    assert inferred["b"].start == "2031-05-02"
    assert "weak" in inferred["b"].reason
    assert [row.rule for row in constraints] == [WEAK]


def test_a_stated_date_is_kept_and_what_speaks_against_it_is_shown():
    text = "The truce has held since January 19, 2031."
    told = time_in(
        "a", text, "January 19, 2031", start="2031-01-19", end="2031-01-19", precision="day"
    )
    inferred, constraints = infer(*report("a", text, published="2030-03-01"), told)
    assert inferred == {}
    assert [row.not_before for row in constraints] == ["2031-01-19"]


def test_nothing_told_gives_no_date():
    assert infer(*report("a", TEXT)) == ({}, [])


def test_days_of_fighting_count_from_a_known_first_day():
    dated = "The offensive on Ombra began on October 17, 2030."
    later = "Troops near Ombra made gains during the past 12 days of fighting."
    rows = [
        OMBRA,
        *report("a", dated, published="2030-10-20"),
        *report("b", later),
        *place_in("a", dated, "Ombra"),
        *place_in("b", later, "Ombra"),
        time_in(
            "a", dated, "October 17, 2030", start="2030-10-17", end="2030-10-17", precision="day"
        ),
        time_in("b", later, "the past 12 days", symbol="past 12 day"),
    ]
    inferred, _ = infer(*rows)
    assert (inferred["b"].start, inferred["b"].end) == ("2030-10-28", "2030-10-30")
    assert inferred["b"].precision == "days"


def test_evidence_stands_where_it_says():
    _, constraints = infer(*campaign())
    texts = {"a": DATED, "b": UNDATED}
    for row in constraints:
        for span in row.evidence:
            assert texts[span.document][span.start : span.end] == span.quote
