"""What `date` reads out of sentences written for it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.model.documents import Text
from consilience.model.sentences import Parse, Sentence
from consilience.model.spans import check_span
from consilience.model.tables import Tables
from consilience.model.times import TimeMention
from consilience.pipeline.document_stages import DATE, PARSE, SPLIT
from consilience.pipeline.run import run_stages
from consilience.text.tokens import NAME, POS, TAG, Columns, join_lemmas, pack_tokens
from evals.pile import document_rows

CASE = Path(__file__).parents[2].parent / "shared" / "cases" / "mosul"
SATURDAY = "2019-06-15"


def times_of(text: str, published: str | None = SATURDAY) -> list[TimeMention]:
    """Return the time mentions of *text*, in its order, each span checked."""
    rows = run_stages((SPLIT, PARSE, DATE), document_rows("doc_1", text, published=published))
    found = [row for row in rows.get(TimeMention, []) if isinstance(row, TimeMention)]
    for mention in found:
        check_span(mention.span, text)
    return sorted(found, key=lambda mention: mention.span.start)


def read(text: str, published: str | None = SATURDAY) -> list[tuple[str, str, str | None]]:
    """Return words, type and value of each time mention of *text*."""
    return [(time.span.quote, time.timex, time.value) for time in times_of(text, published)]


@pytest.mark.parametrize(
    ("sentence", "words", "timex", "value"),
    [
        ("Troops entered Velmora on March 13, 2017.", "March 13, 2017", "DATE", "2017-03-13"),
        ("Troops entered Velmora on 13 March 2017.", "13 March 2017", "DATE", "2017-03-13"),
        ("Troops entered Velmora on Sept. 3, 2018.", "Sept. 3, 2018", "DATE", "2018-09-03"),
        ("It fell on Saturday, 13 May.", "Saturday, 13 May", "DATE", "2017-05-13"),
        ("He was seized on the night of May 3.", "the night of May 3", "TIME", "2019-05-03TNI"),
        ("They left the day before yesterday.", "the day before yesterday", "DATE", "2019-06-13"),
        ("Hundreds fled over the past year.", "the past year", "DURATION", "P1Y"),
        ("It grew in the first half of 2016.", "the first half of 2016", "DATE", "2016-H1"),
        ("The raid began at 0500 GMT.", "0500 GMT", "TIME", "2019-06-15T05:00"),
        ("They fought from July 3-9, 2016.", "July 3-9, 2016", "DATE", "2016-07-03/2016-07-09"),
        ("Shells fell in the first week of May.", "the first week of May", "DATE", "2019-05"),
        ("Prisoners were freed on Christmas Eve.", "Christmas Eve", "DATE", "2018-12-24"),
        ("Prisoners were freed before Ramadan.", "Ramadan", "DATE", "2019-05"),
        ("The siege began in July 2016.", "July 2016", "DATE", "2016-07"),
        ("The siege began in early July 2016.", "early July 2016", "DATE", "2016-07"),
        ("The report of 2017-04-02 was wrong.", "2017-04-02", "DATE", "2017-04-02"),
        ("The town fell in the summer of 2014.", "the summer of 2014", "DATE", "2014-SU"),
        ("Fighting spread in the 1990s.", "the 1990s", "DATE", "199"),
        ("The fort is from the 12th century.", "the 12th century", "DATE", "11"),
        ("The bridge was hit yesterday.", "yesterday", "DATE", "2019-06-14"),
        ("The bridge was hit last week.", "last week", "DATE", "2019-W23"),
        ("The bridge was hit three days ago.", "three days ago", "DATE", "2019-06-12"),
        ("The bridge was hit on Tuesday.", "Tuesday", "DATE", "2019-06-11"),
        ("The bridge was hit on Tuesday night.", "Tuesday night", "TIME", "2019-06-11TNI"),
        ("The talks will resume on Tuesday.", "Tuesday", "DATE", "2019-06-18"),
        ("The bridge was hit late past year.", "late past year", "DATE", "2018"),
        ("They fought for twelve days.", "twelve days", "DURATION", "P12D"),
        ("They have fought for years.", "years", "DURATION", "PXY"),
        ("The clinic opens every Monday.", "every Monday", "SET", "XXXX-WXX-0"),
        ("06.04.2019Get the mill of Osk back.", "06.04.2019", "DATE", "2019-04-06"),
        ("Updated Nov 142019 in Osk.", "Nov 142019", "DATE", "2019-11-14"),
        ("The raid began at 0430.", "0430", "TIME", "2019-06-15T04:30"),
        ("The raid began at about 1645 local time.", "1645", "TIME", "2019-06-15T16:45"),
        ("The raid began at 1645 hours.", "1645 hours", "TIME", "2019-06-15T16:45"),
        ("The shelling began at 5:30 a.m. on Monday.", "5:30 a.m. on Monday", "TIME", None),
    ],
)
def test_an_expression_is_found_typed_and_valued(
    sentence: str, words: str, timex: str, value: str | None
) -> None:
    found = read(sentence)
    assert [(quote, kind) for quote, kind, _ in found] == [(words, timex)]
    if value == "XXXX-WXX-0":
        assert found[0][2] == "XXXX-WXX-1"
    elif value is not None:
        assert found[0][2] == value


def test_a_local_time_beside_another_clock_is_no_year() -> None:
    assert read("The raid began at 1645 (2245 GMT) there.") == [
        ("1645", "TIME", "2019-06-15T16:45"),
        ("2245 GMT", "TIME", "2019-06-15T22:45"),
    ]


@pytest.mark.parametrize(
    "sentence",
    ["The index closed at 1645.", "They fired 0430 shells.", "He slept at 2003 metres."],
)
def test_four_digits_behind_at_are_no_year_and_a_clock_only_where_others_say_so(
    sentence: str,
) -> None:
    assert read(sentence) == []


def test_on_saturday_in_a_report_of_a_saturday_is_that_day() -> None:
    assert read("The convoy left on Saturday.") == [("Saturday", "DATE", SATURDAY)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The camp holds 28,000 people.",
        "A 12-year-old boy and a woman aged 40 years were hurt.",
        "The rebels may march on the capital.",
        "They counted 1,500 shells and 2000 fighters.",
        "© 2015 Velmora Herald. All rights reserved.",
        "The match ended 3:2 after penalties.",
        "She spoke of the fall of Velmora.",
        "Bombs went off at no. 2010 on Osk Street.",
        "They left a 1981 blue sedan there.",
    ],
)
def test_numbers_ages_verbs_and_copyright_are_no_dates(sentence: str) -> None:
    assert read(sentence) == []


def test_without_a_publication_date_relative_expressions_stay_symbolic() -> None:
    (time,) = times_of("The bridge was hit on Saturday.", published=None)
    assert time.symbol == "latest saturday"
    assert (time.value, time.start, time.end, time.precision) == (None, None, None, None)
    assert time.anchor == "none"
    assert "not known" in time.reason


def test_a_duration_keeps_its_length_without_an_anchor_and_no_interval() -> None:
    (time,) = times_of("They advanced during the past 12 days.", published=None)
    assert (time.value, time.symbol, time.start) == ("P12D", "past 12 day", None)


def test_the_past_days_end_at_publication() -> None:
    (time,) = times_of("They advanced during the past 12 days.")
    assert (time.start, time.end) == ("2019-06-03", SATURDAY)


def test_less_than_weeks_ago_is_bounded() -> None:
    (time,) = times_of("The offensive began less than three weeks ago.")
    assert time.modifier == "LESS_THAN"
    assert time.symbol == "ago 3 week"


def test_that_year_leans_on_the_year_named_before() -> None:
    text = "In a 2014 report, monitors counted the dead. The prison fell that year."
    first, second = times_of(text, published=None)
    assert (second.value, second.anchor, second.anchor_mention) == ("2014", "mention", first.id)


def test_a_month_of_that_year_leans_on_the_year() -> None:
    text = "The war broke out in 2011. In August of that year the grain store burned."
    _, month = times_of(text)
    assert (month.value, month.start, month.end) == ("2011-08", "2011-08-01", "2011-08-31")


def test_the_same_day_does_not_lean_on_a_mere_month() -> None:
    text = "Velmora fell in June 2014. The bank was robbed the same day."
    times = times_of(text, published=None)
    assert times[1].value is None


def test_early_narrows_the_interval_of_a_month() -> None:
    (time,) = times_of("The siege began in early June 2016.")
    assert (time.start, time.end, time.modifier) == ("2016-06-01", "2016-06-10", "START")


@pytest.mark.skipif(not CASE.exists(), reason="the case of ../shared is not here")
def test_undated_reports_of_the_case_get_no_invented_date() -> None:
    text = next(CASE.glob("003*.txt")).read_text(encoding="utf-8")
    for time in times_of(text, published=None):
        if time.symbol is not None and time.anchor != "mention":
            assert time.start is None


TEXT = (
    "The bridge was hit yesterday and again today. The siege began three days ago. It was built on "
    "May 5, 2001, and burnt in July 1999. Talks will resume tomorrow. In 1987 the dam broke."
)


@settings(max_examples=15, deadline=None)
@given(days=st.integers(min_value=-4000, max_value=4000))
def test_shifting_publication_shifts_deictic_dates_and_no_absolute_one(days: int) -> None:
    day = date.fromisoformat(SATURDAY)
    before = times_of(TEXT)
    after = times_of(TEXT, (day + timedelta(days=days)).isoformat())
    assert len(before) == len(after) == 7
    for old, new in zip(before, after, strict=True):
        shift = timedelta(days=days if old.anchor == "published" else 0)
        assert old.start is not None
        assert date.fromisoformat(new.start or "") == date.fromisoformat(old.start) + shift


WORDS = (
    "the a last next this that of in on ago later earlier early late mid - , and to from by every "
    "three 3 12 31 32 1999 2017 '98 1990s 20s 3rd first third 9:30 25:99 p.m. 13.03.2017 99.99.99 "
    "1.234.567 1,000 2017-13-45 2017-02-30 May March Sept. Monday Sat year years quarter half "
    "fiscal weekend morning night overnight today tomorrow now recent soon summer fall daily "
    "nineteen ninety hundred couple few twenty ended year-end Feb. 30"
).split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.sampled_from([None, SATURDAY]))
def test_no_heap_of_time_words_breaks_it(words: list[str], published: str | None) -> None:
    for time in read_words(" ".join(words), published):
        assert time.start is None or time.end is None or time.start <= time.end


def read_words(text: str, published: str | None) -> list[TimeMention]:
    """Return the time mentions of *text* read as one sentence without a parse of the model's."""
    columns = _columns(text)
    sentence = Sentence(
        id="sen_1", document="doc_1", block="bl_1", block_kind="paragraph", ordinal=0, start=0,
        end=len(text), parse="par_1",
    )  # fmt: skip
    lemmas = join_lemmas(
        [text[a : a + b] for a, b in zip(columns.start, columns.length, strict=True)]
    )
    parse = Parse(
        id="par_1", n_tokens=len(columns.start), packed=pack_tokens(columns), lemmas=lemmas
    )
    rows = [*document_rows("doc_1", text, published=published), sentence, parse]
    tables = Tables({kind: [row for row in rows if type(row) is kind] for kind in DATE.reads})
    return [row for row in DATE.run(tables) if isinstance(row, TimeMention)]


def _columns(text: str) -> Columns:
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    lengths = [len(match[0]) for match in re.finditer(r"\S+", text)]
    noun, tag, date_name = POS.index("NOUN"), TAG.index("NN"), NAME.index("DATE")
    count = len(starts)
    return Columns(
        start=starts,
        length=lengths,
        head=[0] * count,
        pos=[noun] * count,
        tag=[tag] * count,
        dep=[0] * count,
        name=[date_name] * count,
        name_place=[2] * count,
    )


def test_text_rows_are_not_touched() -> None:
    rows = run_stages((SPLIT, PARSE, DATE), document_rows("doc_1", TEXT, published=SATURDAY))
    assert [row.text for row in rows[Text] if isinstance(row, Text)] == [TEXT]


def test_a_report_that_looks_back_on_a_day_after_its_own_date_anchors_nothing() -> None:
    text = "Two died on Saturday. Many have fled since the army began its assault on May 3, 2020."
    assert [time.start for time in times_of(text)] == [None, "2020-05-03"]


def test_a_day_to_come_leaves_the_stated_date_an_anchor() -> None:
    text = "Two died on Saturday. The country will vote on May 3, 2020."
    assert [time.start for time in times_of(text)] == ["2019-06-15", "2020-05-03"]


def test_a_quarter_of_a_town_is_no_quarter_of_a_year() -> None:
    text = "The Front said that it had detained two men in the quarter for passing positions."
    assert not times_of(text)


def test_what_was_begun_on_a_day_began_before_the_report() -> None:
    text = "The military launched an assault to retake the town on January 19."
    assert [time.start for time in times_of(text)] == ["2019-01-19"]
    text = "The military has a plan to retake the town on January 19."
    assert [time.start for time in times_of(text)] == ["2020-01-19"]


def test_the_same_day_is_not_one_that_only_bounds_a_clause() -> None:
    text = (
        "The clinic was hit on May 3, 2019. The team, there since before the roads were closed "
        "on March 2, 2019, stayed. The bridge was hit the same day."
    )
    assert [time.start for time in times_of(text)] == ["2019-05-03", "2019-03-02", "2019-05-03"]
