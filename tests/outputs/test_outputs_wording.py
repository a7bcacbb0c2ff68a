import pytest

from consilience.model.findings import FigureSet
from consilience.outputs.lookup import Lookup
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.wording import many, period_words, set_phrase, written_dates


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2017-03-01", "2017-03-01", "1 March 2017"),
        ("2017-03-01", "2017-03-31", "March 2017"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2016-02-01", "2016-02-28", "1–28 February 2016"),
        ("2017-01-01", "2017-12-31", "2017"),
        ("2014-01-01", "2016-12-31", "2014–2016"),
        ("2017-12-30", "2018-01-02", "30 December 2017 to 2 January 2018"),
        ("2017-03-01T10:00Z", None, "since 1 March 2017"),
        (None, "2017-03-01", "until 1 March 2017"),
        (None, None, None),
    ],
)
def test_a_period_is_written_as_people_write_it(start, end, words):
    assert period_words(start, end) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"measure": "killed", "group": "civilians", "unit": "persons"}, "Civilians killed"),
        ({"measure": "displaced", "group": "all", "unit": "persons"}, "People displaced"),
        ({"measure": "displaced", "group": "families", "unit": "families"}, "Families displaced"),
        (
            {"measure": "bodies_found", "group": "prisoners", "unit": "bodies"},
            "Bodies of prisoners",
        ),
        ({"measure": "strength", "group": "fighters", "unit": "persons"}, "Strength of fighters"),
        (
            {"measure": "captured_share", "unit": "percent", "base": "western Osk"},
            "Share captured of “western Osk”",
        ),
        ({"measure": "killed", "scope_text": "last week"}, "“last week”"),
    ],
)
def test_a_set_is_named_in_neutral_words(make_row, fields, words):
    own = make_row(FigureSet, id="set_1", **{"unit": "persons", "group": "all", **fields})
    assert words in set_phrase(own, Lookup(MemoryRecord([])))


def test_the_dates_of_a_title_are_written_out():
    assert written_dates("Attack, 2017-03-01 to 2017-03-31 (planned)") == (
        "Attack, March 2017 (planned)"
    )
    assert written_dates("since 2017-03-04") == "since 4 March 2017"
    assert written_dates("2017-19-45 is no date") == "2017-19-45 is no date"


def test_one_is_not_many():
    assert [many(number, "voice") for number in (0, 1, 1200)] == [
        "0 voices",
        "1 voice",
        "1,200 voices",
    ]
