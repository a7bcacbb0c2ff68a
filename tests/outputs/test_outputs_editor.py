"""Sentences that an editor would have struck, and what they say now."""

import pytest

from consilience.model.decisions import DecisionStatus
from consilience.model.documents import Document, Text
from consilience.model.entities import Entity, EntityMember, Mention
from consilience.model.events import Event, EventMember, EventMention, EventStanding
from consilience.model.figures import Figure
from consilience.model.findings import Contradiction, FigureSet, Finding, SetMember, Side
from consilience.model.places import Place, PlaceMember, PlaceMention
from consilience.model.rulings import SignOff
from consilience.model.sentences import Sentence
from consilience.model.series import SeriesPoint
from consilience.model.spans import Span, span_of
from consilience.model.statements import Statement
from consilience.model.times import DateConstraint
from consilience.outputs.filters import Wanted
from consilience.outputs.listings.events import list_events
from consilience.outputs.listings.sources import list_voices
from consilience.outputs.lookup import Lookup
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.notes import signed_off
from consilience.outputs.profiles import Profile
from consilience.outputs.report.counted import finding_text, quantity
from consilience.outputs.report.disputed import dispute_words, short_dispute
from consilience.outputs.report.happenings import entry_text, event_text, takes_unnamed_town
from consilience.outputs.report.overview import overview_section
from consilience.outputs.report.selection import told_events
from consilience.outputs.report.series import control_items, course_of_counts
from consilience.outputs.report.writer import Writer

NOTHING = Span(document="doc_q", start=0, end=1, quote="x")


def at(text, words, document="doc_q"):
    start = text.index(words)
    return span_of(document, text, start, start + len(words))


def sentence_of(make_row, text, key="sen_q", *, ordinal=0, kind="paragraph", words=None):
    span = at(text, words or text)
    return make_row(Sentence, id=key, document="doc_q", ordinal=ordinal, block_kind=kind,
                    start=span.start, end=span.end)  # fmt: skip


def placed(make_row, text, words, *, name=None, kind="settlement"):
    """Return a place and its mention in *text*."""
    return [
        make_row(Place, id="pla_q", name=name or words, kind=kind, aliases=(),
                 precision="settlement"),
        make_row(PlaceMention, id="plm_q", document="doc_q", sentence="sen_q",
                 span=at(text, words), name=words),
        make_row(PlaceMember, id="plb_q", document="doc_q", place="pla_q", mention="plm_q"),
    ]  # fmt: skip


def counted(make_row, text, words, *, noun=None, trigger=None, scope=None, **own):
    """Return what the report says of the one figure of *text*."""
    rows = [*make_document(make_row, text)]
    figure = make_row(
        Figure, id="fig_q", document="doc_q", sentence="sen_q", statement="st_q",
        span=at(text, words), noun=at(text, noun) if noun else None,
        trigger=at(text, trigger) if trigger else None, of_whole=None,
        scope_place="plm_q" if scope else None, qualifier=own.pop("qualifier", "exact"),
        low=400.0, best=400.0, high=400.0,
    )  # fmt: skip
    if scope:
        rows += placed(make_row, text, scope)
    said = {"group": "all", "unit": "persons", "count_kind": "incident", "base": None, **own}
    held = make_row(FigureSet, id="set_q", scope_place="pla_q" if scope else None,
                    scope_start=None, scope_end=None, scope_text=None, part_of=None,
                    **said)  # fmt: skip
    finding = make_row(Finding, id="fin_q", figure_set="set_q", low=400.0, best=400.0, high=400.0)
    lookup = Lookup(MemoryRecord([*rows, figure, held, *own_statement(make_row, text)]))
    return finding_text(finding, held, [figure], lookup=lookup, origins=[])


def make_document(make_row, text):
    return [
        make_row(Document, id="doc_q", name="q.txt", text_sha256="0" * 64),
        make_row(Text, id="doc_q", text=text),
        sentence_of(make_row, text),
    ]


def own_statement(make_row, text):
    words = Span(document="doc_q", start=0, end=len(text), quote=text)
    return [make_row(Statement, id="st_q", document="doc_q", sentence="sen_q", content=(words,))]


@pytest.mark.parametrize(
    ("text", "scope", "said"),
    [
        ("400 people have fled from Osk.", "Osk", "displaced from Osk"),
        ("400 people have fled from Osk and Tarn districts.", "Osk",
         "displaced from “Osk and Tarn districts”"),
        ("400 people have fled from Osk and surrounding areas.", "Osk",
         "displaced from “Osk and surrounding areas”"),
        ("Osk saw 400 people displaced.", "Osk", "displaced (Osk)"),
    ],
)  # fmt: skip
def test_people_are_displaced_from_what_the_report_names(make_row, text, scope, said):
    kind = {"measure": "displaced", "count_kind": "cumulative"}
    assert said in counted(make_row, text, "400", scope=scope, **kind)


def test_the_displaced_who_are_counted_where_they_stay_are_there_and_did_not_flee_it(make_row):
    text = "As of 11 March 400 people were staying at three sites around Osk."
    said = counted(make_row, text, "400", scope="Osk", measure="displaced", count_kind="snapshot")
    assert said.startswith("400 displaced people were reported around Osk")


def test_the_displaced_of_whom_no_place_is_told_are_told_without_one(make_row):
    text = "400 people were displaced, the agency said."
    said = counted(make_row, text, "400", measure="displaced", count_kind="snapshot")
    assert said.startswith("400 people were reported displaced")


def test_people_return_to_the_quarters_that_are_named(make_row):
    text = "400 people have returned to the eastern quarters of Osk."
    said = counted(make_row, text, "400", scope="Osk", measure="returned")
    assert "to have returned to “the eastern quarters of Osk”" in said


def test_a_number_of_none_keeps_the_limits_of_its_claim(make_row):
    text = "no civilians had been killed in army operations"
    said = counted(make_row, text, "no civilians", measure="killed", qualifier="zero_claimed")
    assert said.startswith(f"It was reported that “{text}”")


@pytest.mark.parametrize(
    ("text", "noun", "said"),
    [
        ("A 400-strong force of guards and rebels, backed by jets, has moved.", "force",
         "A “400-strong force of guards and rebels” was reported"),
        ("The army has 400 soldiers.", "soldiers", "A force of “400 soldiers” was reported"),
        ("The 400 fighters of the Front who were in Osk in May had fled.", "fighters",
         "A force of “400 fighters of the Front who were in Osk in May” was reported"),
    ],
)  # fmt: skip
def test_a_force_is_called_what_the_report_calls_it(make_row, text, noun, said):
    words = "400-strong" if "-strong" in text else "400"
    assert counted(make_row, text, words, noun=noun, measure="strength",
                   count_kind="snapshot").startswith(said)  # fmt: skip


def test_people_of_no_known_group_are_called_what_the_report_calls_them(make_row):
    text = "It has trained 400 members of the security forces, the envoy said."
    said = counted(make_row, text, "400", noun="members", measure="trained")
    assert said.startswith("400 “members of the security forces” were reported trained")


def test_those_still_treated_are_under_treatment_and_not_all_the_injured(make_row):
    text = "Another 400 people were still being treated."
    said = counted(make_row, text, "400", noun="people", trigger="treated", measure="injured")
    assert said.startswith("400 people were reported under treatment")


def test_who_remains_remains_where_the_report_says(make_row):
    text = "About 400 people remain in the west of the city."
    said = counted(make_row, text, "400", noun="people", measure="remaining")
    assert "to “remain in the west of the city”" in said


def test_one_voice_has_one_number_however_often_it_rounds_it(make_row):
    span = span_of("doc_q", "400", 0, 3)
    rows = [
        make_row(Figure, id="fig_1", span=span, qualifier="exact", low=412.0, best=412.0,
                 high=412.0),
        make_row(Figure, id="fig_2", span=span, qualifier="floor_strict", low=400.0, best=400.0,
                 high=None),
    ]  # fmt: skip
    finding = make_row(Finding, id="fin_q", low=400.0, best=412.0, high=412.0, n_independent=1)
    assert quantity(finding, rows) == "412"


@pytest.mark.parametrize(
    ("group", "number", "said"),
    [
        ("women", 2.0, "Two of the dead were reported to be women"),
        ("civilians", 6.0, "All of the dead were reported to be civilians"),
    ],
)
def test_a_part_is_told_as_a_part_and_never_as_further_dead(make_row, group, number, said):
    span = span_of("doc_q", "six", 0, 3)
    common = {
        "measure": "killed",
        "unit": "persons",
        "event": "ev_q",
        "base": None,
        "scope_place": None,
        "scope_start": None,
        "scope_end": None,
        "scope_text": None,
    }
    whole = make_row(FigureSet, id="set_w", group="all", part_of=None, **common)
    own = make_row(FigureSet, id="set_p", group=group, part_of="set_w", **common)
    findings = [
        make_row(Finding, id="fin_w", figure_set="set_w", low=6.0, best=6.0, high=6.0),
        make_row(Finding, id="fin_p", figure_set="set_p", low=number, best=number, high=number),
    ]
    figure = make_row(Figure, id="fig_q", document="doc_q", span=span, qualifier="exact",
                      of_whole=None, low=number, best=number, high=number)  # fmt: skip
    lookup = Lookup(MemoryRecord([whole, own, *findings, figure]))
    assert finding_text(findings[1], own, [figure], lookup=lookup, origins=[]).startswith(said)


def test_the_dead_among_the_wounded_are_told_as_such(make_row):
    text = "33 wounded people came; four of them died."
    whole = make_row(Figure, id="fig_w", document="doc_q", span=at(text, "33"),
                     noun=at(text, "wounded people"), measure="injured")  # fmt: skip
    part = make_row(Figure, id="fig_p", document="doc_q", span=at(text, "four"), of_whole="fig_w",
                    measure="killed", qualifier="exact", low=4.0, best=4.0, high=4.0)  # fmt: skip
    common = {
        "unit": "persons",
        "group": "all",
        "event": "ev_q",
        "part_of": None,
        "base": None,
        "scope_place": None,
        "scope_start": None,
        "scope_end": None,
        "scope_text": None,
    }
    sets = [make_row(FigureSet, id="set_w", measure="injured", **common),
            make_row(FigureSet, id="set_p", measure="killed", **common)]  # fmt: skip
    members = [make_row(SetMember, id=f"sem_{key}", figure_set=f"set_{key}", figure=f"fig_{key}",
                        document="doc_q") for key in "wp"]  # fmt: skip
    finding = make_row(Finding, id="fin_p", figure_set="set_p", low=4.0, best=4.0, high=4.0)
    lookup = Lookup(MemoryRecord([whole, part, *sets, *members, finding,
                                  make_row(Text, id="doc_q", text=text)]))  # fmt: skip
    said = finding_text(finding, sets[1], [part], lookup=lookup, origins=[])
    assert said.startswith("Four of “33 wounded people” were reported to have died")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Front now controls more than 60 percent of the city.",
         "were reported to be held by the Front"),
        ("Our forces have seized control of 60 percent of the city.",
         "captured by the forces of the speaker"),
        ("They hold no more than 60 percent of the city.", "to be held by one side"),
    ],
)  # fmt: skip
def test_a_share_of_ground_is_held_by_whom_the_report_names(make_row, text, said):
    name = "The Front" if "Front" in text else "Our forces" if "Our" in text else None
    rows = make_document(make_row, text)
    if name:
        rows.append(make_row(Mention, id="men_q", document="doc_q", sentence="sen_q",
                             span=at(text, name), kind="force", name=name))  # fmt: skip
    figure = make_row(Figure, id="fig_q", document="doc_q", sentence="sen_q",
                      span=at(text, "60 percent"), qualifier="percent", of_whole=None,
                      low=60.0, best=60.0, high=60.0)  # fmt: skip
    own = make_row(FigureSet, id="set_q", measure="captured_share", group="unknown", unit="percent",
                   base="the city", scope_place=None, scope_start=None, scope_end=None,
                   scope_text=None, part_of=None, count_kind="snapshot")  # fmt: skip
    finding = make_row(Finding, id="fin_q", figure_set="set_q", low=60.0, best=60.0, high=60.0)
    lookup = Lookup(MemoryRecord([*rows, figure]))
    text = finding_text(finding, own, [figure], lookup=lookup, origins=[])
    assert said.removeprefix("were reported ") in text


def capture(make_row, text, target, place, *, kind="settlement", actors=()):
    event = make_row(
        Event,
        id="ev_q",
        kind="territory_gain",
        realis="happened",
        place="pla_q",
        place_precision="settlement",
        actors=actors,
        targets=(),
        background=False,
        date_start="2031-05-02",
        date_end="2031-05-02",
        date_precision="day",
    )
    told = make_row(
        EventMention,
        id="evm_q",
        document="doc_q",
        sentence="sen_q",
        place="plm_q",
        statement="st_q",
        trigger=at(text, "took"),
        target_words=at(text, target),
    )
    member = make_row(EventMember, id="evx_q", event="ev_q", mention="evm_q", document="doc_q")
    front = make_row(Entity, id="ent_f", name="River Front", kind="armed_group")
    rows = [*make_document(make_row, text), *placed(make_row, text, place, kind=kind), front]
    return event, [*rows, event, told, member, *own_statement(make_row, text)]


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        ("They took control of the town of Osk.", "control of the town",
         "Osk was reported taken by the River Front on 2 May 2031"),
        ("They took the museum in Osk.", "the museum",
         "The capture of “the museum” was reported in Osk by the River Front on 2 May 2031"),
    ],
)  # fmt: skip
def test_a_building_that_is_taken_is_not_its_town(make_row, text, target, said):
    event, rows = capture(make_row, text, target, "Osk", actors=("ent_f",))
    assert event_text(event, Lookup(MemoryRecord(rows))).startswith(said)


def test_a_town_that_nobody_names_is_not_the_quarter_that_was_named_before(make_row):
    text = "East Osk fell; earlier they took the second city."
    event, rows = capture(make_row, text, "the second city", "East Osk", kind="part")
    assert takes_unnamed_town(event, Lookup(MemoryRecord(rows)))


def test_a_thing_that_was_hit_was_not_attacked_by_anybody(make_row):
    text = "One ambulance was hit by fragments."
    event = make_row(Event, id="ev_q", kind="attack", realis="happened", actors=(), place=None,
                     date_start="2031-05-02", date_end="2031-05-02")  # fmt: skip
    told = make_row(EventMention, id="evm_q", document="doc_q", sentence="sen_q", lemma="hit",
                    trigger=at(text, "hit"), target_words=at(text, "One ambulance"))  # fmt: skip
    member = make_row(EventMember, id="evx_q", event="ev_q", mention="evm_q", document="doc_q")
    lookup = Lookup(MemoryRecord([*make_document(make_row, text), event, told, member]))
    assert event_text(event, lookup).startswith("“One ambulance” was reported hit on 2 May 2031")
    assert entry_text(event, lookup) == "2 May 2031: “One ambulance” hit"


def telling(make_row, key, sentence, *, kind="battle", **event):
    told = {"kind": kind, "realis": "happened", "background": False, "aggregate": False,
            "n_reports": 1, **event}  # fmt: skip
    return [
        make_row(Event, id=f"ev_{key}", **told),
        make_row(EventMention, id=f"evm_{key}", document="doc_q", sentence=sentence,
                 statement="st_q", kind=kind, figures=(), trigger=NOTHING),
        make_row(EventMember, id=f"evx_{key}", event=f"ev_{key}", mention=f"evm_{key}",
                 document="doc_q"),
    ]  # fmt: skip


def told(rows):
    record = MemoryRecord(rows)
    return {row.id for row in told_events(Writer(record, Profile(record, "internal")))}


def test_what_nobody_tells_as_a_fact_is_not_told(make_row):
    rows = telling(make_row, "a", "sen_q")
    assert told(rows) == {"ev_a"}
    none = make_row(EventStanding, id="evs_a", event="ev_a", n_independent=0)
    assert told([*rows, none]) == set()


def test_what_a_headline_says_of_the_event_below_it_is_not_told_twice(make_row):
    text = "Strike toll rises. Jets bombed the market."
    head = sentence_of(make_row, text, "sen_h", kind="headline", words="Strike toll rises.")
    body = sentence_of(make_row, text, "sen_b", words="Jets bombed the market.")
    rows = [make_row(Text, id="doc_q", text=text), head, body]
    rows += telling(make_row, "h", "sen_h", kind="attack")
    assert told(rows) == {"ev_h"}
    rows += telling(make_row, "b", "sen_b", kind="air_strike", n_reports=4)
    assert told(rows) == {"ev_b"}


def test_a_dispute_says_what_is_disputed_and_who_denies_it(make_row):
    def side(value, *origins):
        return Side(value=value, statements=(), origins=origins, spans=())

    lookup = Lookup(MemoryRecord([]))
    causes = make_row(Contradiction, id="con_1", kind="cause",
                      sides=(side("jets", "A"), side("a car bomb", "B")))  # fmt: skip
    assert dispute_words(causes, "an air strike in Osk", lookup) == (
        "Different causes of the air strike in Osk are reported: “jets” and “a car bomb”"
    )
    assert short_dispute(causes, lookup) == "Different causes are reported: “jets” and “a car bomb”"
    denied = make_row(
        Contradiction, id="con_2", kind="perpetrator",
        sides=(side("it is reported", "A"), side("it is denied", "The army", "army", "the army")),
    )  # fmt: skip
    assert dispute_words(denied, "shelling in Osk", lookup) == (
        "Responsibility for the shelling in Osk is denied by the army"
    )
    assert short_dispute(denied, lookup) == "Responsibility is denied by the army"


def test_a_reader_finds_each_body_and_person_once(make_row):
    army = make_row(
        Entity, id="ent_a", name="Osk Armed Forces", kind="force", vocabulary="osk_army"
    )
    named = make_row(
        Mention, id="men_a", document="doc_q", name="Osk army", kind="force", span=NOTHING
    )
    member = make_row(EntityMember, id="enm_a", document="doc_q", entity="ent_a", mention="men_a")
    said = [
        (None, "The army", "military"),
        ("osk_army", None, "military"),
        (None, "Ada Reyn", "person"),
        (None, "Ada Reyn", "military"),
        (None, "a doctor at the hospital", "hospital"),
        (None, "the doctor", "hospital"),
    ]
    rows = [
        make_row(Statement, id=f"st_{at}", document="doc_q", originator=body, speaker_name=name,
                 originator_kind=kind, source=(NOTHING,), content=(), chain=())
        for at, (body, name, kind) in enumerate(said)
    ]  # fmt: skip
    report = make_document(make_row, "x")
    listing = list_voices(MemoryRecord([*report, army, named, member, *rows]))
    found = {row["quoted"]: row["n_statements"] for row in listing.records()}
    assert found == {"Osk Armed Forces": 2, "Ada Reyn": 2, "hospital staff, not named": 2}


def point(make_row, key, **other):
    row = {"topic": "displacement", "series": "displaced/all/persons/snapshot", "place": "pla_q",
           "measure": "displaced", "group": "all", "unit": "persons", "count_kind": "snapshot",
           "base": None, "low": 400.0, "best": 400.0, "high": 400.0, "according_to": ("Agency",),
           "statements": ("st_q",), "event": None, "party": None, "act": None}  # fmt: skip
    return make_row(SeriesPoint, id=f"ser_{key}", **{**row, **other})


def test_counts_of_several_days_are_a_course_and_kinds_of_count_are_never_one_line(make_row):
    text = "People stay in Osk."
    rows = [*make_document(make_row, text), *placed(make_row, text, "Osk"),
            *own_statement(make_row, text)]  # fmt: skip
    first, later = (point(make_row, day, day=f"2031-05-0{day}") for day in "12")
    so_far = point(make_row, "3", day="2031-05-03", count_kind="cumulative",
                   series="displaced/all/persons/cumulative")  # fmt: skip

    def course(*points):
        record = MemoryRecord([*rows, *points])
        return course_of_counts(
            Writer(record, Profile(record, "internal")), frozenset({"displacement"})
        )

    assert course(first, so_far) is None
    found = course(first, later, so_far)
    assert found is not None
    assert [row["day"] for row in found.records()] == ["2031-05-01", "2031-05-02"]
    assert {row["what is counted"] for row in found.records()} == {"people displaced at one time"}


def test_control_says_who_took_what_when_according_to_whom(make_row):
    text = "They took control of the town of Osk."
    _, rows = capture(make_row, text, "control of the town", "Osk", actors=("ent_f",))
    held = point(make_row, "c", topic="control", series="control", day="2031-05-02", act="took",
                 party="ent_f", event="ev_q", n_reports=1, disputed=False)  # fmt: skip
    record = MemoryRecord([*rows, held])
    writer = Writer(record, Profile(record, "internal"))
    ((event, item),) = control_items(writer)
    assert event == "ev_q"
    assert item.cited.text == (
        "Osk was reported taken by the River Front on 2 May 2031, according to the Agency "
        "(1 report)."
    )


def test_what_one_report_tells_in_one_breath_is_one_paragraph(make_row):
    text = "One ambulance was hit. The driver was injured."
    sentences = [
        sentence_of(make_row, text, "sen_1", ordinal=1, words="One ambulance was hit."),
        sentence_of(make_row, text, "sen_2", ordinal=2, words="The driver was injured."),
    ]
    day = {"kind": "attack", "date_start": "2031-05-02", "date_end": "2031-05-02", "actors": (),
           "place": None, "place_precision": None}  # fmt: skip
    rows = [*make_document(make_row, text), *sentences, *own_statement(make_row, text)]
    rows += telling(make_row, "1", "sen_1", **day)
    rows += telling(make_row, "2", "sen_2", **day)
    record = MemoryRecord(rows)
    section = overview_section(Writer(record, Profile(record, "internal")))
    assert len(section.items) == 1


def test_a_report_with_a_wrong_date_is_not_the_first_and_the_first_is_quoted(make_row):
    dates = {"doc_a": "2030-05-01", "doc_b": "2031-05-01", "doc_c": "2031-05-02"}
    rows = [make_row(Document, id=key, name=key, published_start=day) for key, day in dates.items()]
    assert Lookup(MemoryRecord(rows)).first_out(dates) == "doc_a"
    wrong = make_row(DateConstraint, id="dco_a", document="doc_a")
    assert Lookup(MemoryRecord([*rows, wrong])).first_out(dates) == "doc_b"


def test_what_a_person_signed_is_said_with_its_day_and_whether_it_has_changed_since(make_row):
    event = make_row(Event, id="ev_q")
    rows = [event]
    for number, (axis, state) in enumerate((("place", "applied"), ("publication", "stale"))):
        key = f"dec_{number}"
        rows.append(make_row(SignOff, id=f"sig_{number}", decision=key, axis=axis, number=number,
                             day="2031-05-02"))  # fmt: skip
        rows.append(make_row(DecisionStatus, id=f"des_{number}", decision=key, state=state,
                             subjects=("ev_q",)))  # fmt: skip
    gone = make_row(SignOff, id="sig_9", decision="dec_9", axis="figure", day="2031-05-02")
    lookup = Lookup(MemoryRecord([*rows, gone]))
    assert signed_off(lookup, "ev_q") == [
        "place signed off on 2031-05-02",
        "publication signed off on 2031-05-02; changed since",
    ]
    (listed,) = list_events(MemoryRecord(rows), Wanted()).records()
    assert str(listed["signed_off"]).startswith("place signed off on 2031-05-02; publication")
    assert signed_off(lookup, "ev_other") == []
