"""Kinds of copies, what was altered in them, and what is no copy."""

import re

import numpy as np
import pytest

from consilience.lineage.altered import sorts
from consilience.lineage.furniture import TRIGGERS, furniture_pattern, reads_like_furniture
from consilience.lineage.rewording import broken_expressions
from consilience.lineage.tracing import TraceSettings, trace
from consilience.lineage.words import build_corpus, hash_words
from consilience.model.lineage import AlteredFact, CopyEdge, Lineage, Passage, RewordingTrace
from consilience.model.rows import Row
from consilience.model.tables import Tables
from consilience.text.origins import PassageIndex, find_origins
from evals.pile import document_rows

OWN = (
    "A harbour pilot with forty years of service was buried in the old cemetery this morning.",
    "Farmers around the lake expect the driest winter since records of rainfall were begun.",
    "The museum of shipbuilding opens its new wing with drawings lent by three families.",
    "Two ferries a day will run to the islands until the damaged pier has been repaired.",
)


def traced(*texts: str, **fields: str) -> list[Row]:
    given: dict[type[Row], list[Row]] = {}
    for number, text in enumerate(texts):
        dates = fields.get("dates", "").split()
        for row in document_rows(
            f"d{number}",
            f"{OWN[number % len(OWN)]}\n{text}",
            outlet=f"Courier {chr(65 + number)}",
            published=dates[number] if dates else None,
        ):
            given.setdefault(type(row), []).append(row)
    for kind in (Lineage,):
        given.setdefault(kind, [])
    tables = Tables(given)
    return list(trace(tables, settings=TraceSettings()))


def kinds(rows: list[Row]) -> list[str]:
    return [row.kind for row in rows if isinstance(row, Passage)]


def altered(rows: list[Row]) -> list[tuple[str, str | None, str | None]]:
    return [
        (row.kind, row.a.quote if row.a else None, row.b.quote if row.b else None)
        for row in rows
        if isinstance(row, AlteredFact)
    ]


SPUN_A = (
    "The governor of the northern province told 40 reporters on Monday in Adrasan that the army "
    "had opened a road to the villages that had been cut off since the flood of 2016."
)
SPUN_B = (
    "The chief of the upper region informed 40 journalists on Monday in Adrasan that the military "
    "had cleared a path to the hamlets that had been severed off since the deluge of 2016."
)


def test_swapped_content_words_are_called_spun() -> None:
    rows = traced(
        f"{SPUN_A} The road is 12 km long and leads to Kuzova, he said on the day.",
        f"{SPUN_B} The path is 12 km lengthy and runs to Kuzova, he said on the day.",
    )
    assert set(kinds(rows)) == {"spun"}


def test_one_formula_filled_with_other_facts_is_no_copy() -> None:
    one = "An attack on a market in Kuzova killed 47 people on Saturday, with 143 others hurt."
    two = "An attack on a market in Sedhan killed 12 people on Monday, with 30 others hurt."
    assert kinds(traced(one, two)) == []


def test_a_quotation_that_two_reports_carry_is_one_voice() -> None:
    one = '"a long column of empty trucks that nobody dared to stop".'
    one = f"On its channel the militia wrote in the early evening that it saw {one}"
    two = 'Guards told of "a long column of empty trucks that nobody dared to stop" at dusk.'
    rows = traced(one, two)
    assert kinds(rows) == ["common_quotation"]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("about 500 fighters", "about 700 fighters", ("number", "500", "700")),
        ("about 500 fighters", "about 500 terrorists", ("loaded", "fighters", "terrorists")),
        ("about 500 fighters", "500 fighters", ("number", "about", None)),
        ("had stayed", "had not stayed", ("negation", None, "not")),
        ("in Kuzova", "in Sedhan", ("name", "Kuzova", "Sedhan")),
    ],
)
def test_altered_facts_are_rows_of_their_own(
    one: str, two: str, expected: tuple[str, str | None, str | None]
) -> None:
    frame = (
        "The mayor told reporters that about 500 fighters had stayed in Kuzova after the bridge "
        "over the river was blown up by the retreating troops last week."
    )
    assert altered(traced(frame, frame.replace(one, two))) == [expected]


def test_broken_fixed_expressions_are_flagged_where_they_stand() -> None:
    rows = traced("Police fired tear fuel at the crowd late past year, and it went home at noon.")
    found = [(row.span.quote, row.usual) for row in rows if isinstance(row, RewordingTrace)]
    assert found == [("tear fuel", "tear gas"), ("late past year", "late last year")]


@pytest.mark.parametrize(
    "line",
    [
        "Over the past year the price of bread has doubled in the northern province.",
        "The international coalition said that it had bombed a bridge over the river.",
        "He was told to call his family before the telephone lines were cut by the army.",
    ],
)
def test_plain_english_is_not_flagged(line: str) -> None:
    rows = traced(line)
    assert not [row for row in rows if isinstance(row, RewordingTrace)]
    assert not reads_like_furniture(line)


def test_every_furniture_pattern_has_a_trigger_word() -> None:
    patterns = furniture_pattern().pattern.removeprefix("(?:").removesuffix(")")
    for pattern in patterns.split(")|(?:^"):
        words = set(
            re.findall(
                r"[a-z]{3,}|\be\b",
                pattern.replace("java ?script", "javascript").replace("\\b", " "),
            )
        )
        assert words & TRIGGERS or "crime" in pattern, pattern


def test_word_lists_have_the_form_that_they_say() -> None:
    assert broken_expressions()["tear"]
    assert {"number"} & set(sorts()) == set()
    assert all(word == word.lower() for word in sorts())


COPIED = (
    "The council of Kuzova closed both bridges on Sunday after engineers found deep cracks in the "
    "northern pillars. Repairs will take at least until the spring, the engineers wrote in a "
    "letter that was read out to the farmers of the valley. Lorries have to take the road over "
    "the pass."
)


def edge(rows: list[Row]) -> CopyEdge:
    (found,) = [row for row in rows if isinstance(row, CopyEdge)]
    return found


def test_a_credit_to_the_other_outlet_decides_the_direction() -> None:
    found = edge(traced(COPIED, f"{COPIED} Courier A reported."))
    assert found.probability_a_first is not None
    assert found.probability_a_first > 0.9
    assert [span.quote for span in found.spans] == ["Courier A"]


def test_two_credits_of_one_agency_name_a_common_source() -> None:
    found = edge(traced(f"{COPIED} (Reuters)", f"KUZOVA (Reuters) - {COPIED}"))
    assert (found.common_source, found.agency) == ("Reuters", "Reuters")
    assert found.probability_a_first is None


def test_dates_decide_between_texts_that_share_most() -> None:
    found = edge(traced(COPIED, COPIED, dates="2017-03-05 2017-03-01"))
    assert found.probability_a_first is not None
    assert found.probability_a_first < 0.5


def test_nothing_decides_without_dates_and_credits() -> None:
    assert edge(traced(COPIED, COPIED)).probability_a_first is None


def test_a_copy_adds_no_origin() -> None:
    other = "Engineers in Kuzova shut two bridges at the weekend because pillars had split open."
    rows = traced(COPIED, COPIED, other)
    index = PassageIndex(row for row in rows if isinstance(row, Passage))
    start = len(OWN[0]) + 1
    mentions = [("d0", start, start + 110), ("d1", len(OWN[1]) + 1, len(OWN[1]) + 111)]
    third = ("d2", len(OWN[2]) + 1, len(OWN[2]) + len(other))
    assert find_origins(mentions, index).conservative == 1
    assert find_origins([*mentions, third], index).conservative == 2


def test_many_copies_are_a_star_and_one_lineage() -> None:
    rows = traced(*([COPIED] * 70))
    assert len(kinds(rows)) < 70 * 69 / 4
    (lineage,) = [row for row in rows if isinstance(row, Lineage)]
    assert lineage.n_documents == 70


def test_long_texts_are_cut_into_words_like_short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = document_rows("d0", f"{COPIED}\n{OWN[0]}")
    texts = {"d0": f"{COPIED}\n{OWN[0]}"}
    blocks = [row for row in rows if type(row).__name__ == "Block"]
    whole = build_corpus(texts, blocks)  # type: ignore[arg-type]
    monkeypatch.setattr("consilience.lineage.words.MAX_BATCH", 50)
    cut = build_corpus(texts, blocks)  # type: ignore[arg-type]
    assert np.array_equal(whole.hash, cut.hash)
    assert np.array_equal(whole.start, cut.start)
    assert hash_words(["council"])[0] in whole.hash
