"""What a desk editor would strike from a report of many reports: said once, or left together."""

from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, Mention
from consilience.model.events import Event, EventMember, EventMention
from consilience.model.findings import Contradiction, Finding, Origin, Side
from consilience.model.places import Place
from consilience.model.sentences import Sentence
from consilience.model.spans import Span, span_of
from consilience.model.statements import Statement
from consilience.model.times import DateConstraint
from consilience.outputs.lookup import Lookup
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.profiles import WITHHELD, Profile
from consilience.outputs.report.attributed import said_by
from consilience.outputs.report.happenings import subject_of
from consilience.outputs.report.lengths import LENGTHS
from consilience.outputs.report.overview import overview_section
from consilience.outputs.report.situation import make_report
from consilience.outputs.report.writer import Writer
from consilience.text.taken import takes_whole

BARE = {
    "realis": "happened", "background": False, "aggregate": False, "n_reports": 1, "actors": (),
    "place": None, "place_precision": None, "date_start": None, "date_end": None,
}  # fmt: skip


def report_rows(make_row, text, key="doc_q"):
    return [
        make_row(Document, id=key, name="q.txt", text_sha256="0" * 64, outlet="Post"),
        make_row(Text, id=key, text=text),
        make_row(Sentence, id=f"sen_{key}", document=key, ordinal=0, block_kind="paragraph",
                 start=0, end=len(text)),
    ]  # fmt: skip


def event_rows(make_row, key, *, lemma="clash", **event):
    trigger = Span(document="doc_q", start=0, end=1, quote="T")
    return [
        make_row(Event, id=f"ev_{key}", **{**BARE, "kind": "battle", **event}),
        make_row(EventMention, id=f"evm_{key}", document="doc_q", sentence="sen_doc_q",
                 statement="st_q", kind="battle", lemma=lemma, figures=(), trigger=trigger),
        make_row(EventMember, id=f"evx_{key}", event=f"ev_{key}", mention=f"evm_{key}",
                 document="doc_q"),
    ]  # fmt: skip


def overview(rows, length):
    record = MemoryRecord(rows)
    return overview_section(Writer(record, Profile(record, "internal"), LENGTHS[length]))


def test_events_of_which_only_the_kind_is_told_stand_together_in_the_full_report(make_row):
    rows = report_rows(make_row, "There was fighting. There was fighting.")
    for key in ("a", "b", "c"):
        rows += event_rows(make_row, key)
    rows += event_rows(make_row, "d", date_start="2031-05-02", date_end="2031-05-02")
    said = [item.cited for item in overview(rows, "full").items]
    assert [cited.text for cited in said] == [
        "Fighting was reported on 2 May 2031 (1 report).",
        "Fighting was reported 3 times without a day, a figure or a place within the country "
        "(1 report).",
    ]
    assert all(cited.citations for cited in said)


def test_many_reports_with_a_wrong_date_are_counted_and_few_are_named(make_row):
    def lead(number):
        rows = []
        for at in range(number):
            rows += report_rows(make_row, "Nothing happened.", f"doc_{at}")
            rows.append(make_row(DateConstraint, id=f"dco_{at}", document=f"doc_{at}"))
        for at, row in enumerate(rows):
            if isinstance(row, Document):
                dated = {"published_start": "2031-05-02", "published_end": "2031-05-02"}
                rows[at] = make_row(Document, id=row.id, outlet="Post", text_sha256="0" * 64,
                                    name=row.name, **dated)  # fmt: skip
        record = MemoryRecord(rows)
        return make_report(record, title="T", profile=Profile(record, "internal")).lead

    assert len([line for line in lead(2) if "its date is not used" in line]) == 2
    (many,) = [line for line in lead(5) if "dates are not used" in line]
    assert many.startswith("5 reports (Post 5) tell of later days")


def test_two_sides_in_one_passage_are_quoted_once(make_row):
    text = "The army says that the town fell, which residents deny."
    span = span_of("doc_q", text, 0, len(text))
    sides = tuple(
        Side(value=value, statements=(), spans=(span,), origins=()) for value in ("told", "denied")
    )
    row = make_row(Contradiction, id="con_q", kind="happened", level="major", subject="ev_q",
                   title="Did it", sides=sides, state="open")  # fmt: skip
    record = MemoryRecord([*report_rows(make_row, text), row])
    item = Writer(record, Profile(record, "internal")).contradiction_item(row)
    assert item is not None
    (voice,) = item.voices
    assert voice.text.startswith("told, and denied (Post")


def test_an_outlet_is_not_quoted_by_itself(make_row):
    text = "Ten died."
    said = make_row(Statement, id="st_q", document="doc_q", sentence="sen_doc_q",
                    speaker_name="Post")  # fmt: skip
    origin = make_row(Origin, id="ori_q", subject="set_q", originator="unattributed:Post",
                      originator_kind="resident", originator_name="Post", documents=("doc_q",),
                      statements=("st_q",))  # fmt: skip
    lookup = Lookup(MemoryRecord([*report_rows(make_row, text), said]))
    finding = make_row(Finding, id="fin_q", n_independent=1)
    assert said_by(finding, [origin], lookup) == ", according to Post"


def test_destruction_is_looting_only_where_somebody_loots(make_row):
    def subject(lemma):
        rows = event_rows(make_row, "a", lemma=lemma, kind="looting")
        lookup = Lookup(MemoryRecord([*report_rows(make_row, "They did it."), *rows]))
        return subject_of(lookup.events["ev_a"], lookup)

    assert (subject("destroy"), subject("loot")) == ("destruction", "looting")


def test_some_town_in_a_province_is_not_the_town_of_its_name():
    assert not takes_whole("a strategic town", ["Osk"])
    assert not takes_whole("back a strategic town", ["Osk"])
    assert takes_whole("the strategic town", ["Osk"])


def test_a_withheld_first_name_leaves_places_and_others_as_they_are(make_row):
    def person(key, name, sensitivity):
        span = Span(document="doc_q", start=0, end=1, quote="x")
        return [
            make_row(Entity, id=f"ent_{key}", kind="person", name=name, aliases=(),
                     sensitivity=sensitivity),
            make_row(Mention, id=f"men_{key}", document="doc_q", kind="person", name=name,
                     span=span, rule="model: person", role=None, same_as=None,
                     sensitivity=sensitivity),
        ]  # fmt: skip

    record = MemoryRecord(
        [
            *report_rows(make_row, "x"),
            *person("a", "Sheikh", "severe"),
            *person("b", "Sheikh Orlan Vesk", "personal"),
            make_row(Place, id="pla_q", name="Sheikh Said", kind="neighbourhood", aliases=()),
        ]
    )
    words = "Sheikh fled Sheikh Said, said Sheikh Orlan Vesk."
    public = Profile(record, "public")
    assert public.text(words) == f"{WITHHELD} fled Sheikh Said, said Sheikh Orlan Vesk."
    assert [*Profile(record, "public").find_withheld(words)] == [(0, 6)]
    assert public.names_withheld == 1
