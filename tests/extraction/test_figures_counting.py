"""What `count` reads out of sentences written for it."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from consilience.model.figures import Figure
from tests.extraction.counted_reports import figures_of, told

CASE = Path(__file__).parents[2].parent / "shared" / "cases" / "mosul"
needs_case = pytest.mark.skipif(not CASE.exists(), reason="the case of ../shared is not here")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed 12 people.", ("12", "killed", 12, 12, 12)),
        ("At least 12 dead in market blast", ("At least 12", "killed", 12, 12, None)),
        ("More than 300 families fled.", ("More than 300", "displaced", 300, 300, None)),
        ("As many as 40 miners were trapped.", ("As many as 40", "trapped", None, None, 40)),
        ("Fewer than 20 rebels surrendered.", ("Fewer than 20", "surrendered", None, None, 20)),
        ("Some 70 villagers were abducted.", ("Some 70", "abducted", 70, 70, 70)),
        ("Between 30 and 45 guards were wounded.", ("Between 30 and 45", "injured", 30, 30, 45)),
        ("The blast killed 8 to 10 soldiers.", ("8 to 10", "killed", 8, 8, 10)),
        ("Dozens of shoppers were injured.", ("Dozens", "injured", 12, 12, None)),
        ("Tens of thousands have fled.", ("Tens of thousands", "displaced", 10_000, 10_000, None)),
        ("Several guards were wounded.", ("Several guards", "injured", None, None, None)),
        ("No civilians were hurt.", ("No civilians", "injured", 0, 0, 0)),
        ("The death toll rose to 45.", ("45", "killed", 45, 45, 45)),
        ("The bodies of 12 people lay there.", ("12", "bodies_found", 12, 12, 12)),
        ("A family of five died in the fire.", ("five", "killed", 5, 5, 5)),
        ("A man was shot and killed in Denby.", ("A man", "killed", 1, 1, 1)),
        ("Six passengers had their throats cut.", ("Six", "killed", 6, 6, 6)),
        ("The 4,000-strong brigade moved out.", ("4,000-strong", "strength", 4000, 4000, 4000)),
        ("Police arrested 17 people in Denby.", ("17", "arrested", 17, 17, 17)),
        ("The village lies 15km (9.3 miles) away.", ("15km (9.3 miles)", "distance", 15, 15, 15)),
    ],
)  # fmt: skip
def test_a_figure_has_the_bounds_and_the_measure_that_its_words_say(
    text: str, expected: tuple[str, str, float | None, float | None, float | None]
) -> None:
    assert told(text) == [expected]


def test_each_victim_group_of_one_clause_is_a_figure_of_its_own() -> None:
    assert told("Two soldiers and a civilian died.") == [
        ("Two", "killed", 2, 2, 2),
        ("a civilian", "killed", 1, 1, 1),
    ]
    assert [figure.group for figure in figures_of("A woman and her two children were killed.")] == [
        "women",
        "children",
    ]


def test_dead_and_wounded_of_one_sentence_are_told_apart() -> None:
    assert told("A bomb went off, killing 12 people and wounding 30 others.") == [
        ("12", "killed", 12, 12, 12),
        ("30", "injured", 30, 30, 30),
    ]
    assert told("Five were killed or wounded.")[0][1] == "killed_or_injured"


def test_a_fraction_of_a_stated_number_keeps_its_base() -> None:
    part, whole = figures_of("About half the 6,000 rebels in Denby were killed or wounded.")
    assert (part.low, part.best, part.high, part.qualifier) == (3000, 3000, 3000, "fraction")
    assert part.base_value == 6000
    assert part.of_whole == part.derived_from == whole.id
    assert part.factor == 0.5
    assert whole.measure == "strength"


def test_a_percentage_keeps_what_it_is_of() -> None:
    (figure,) = figures_of("The army has seized 65 percent of northern Denby.")
    assert (figure.measure, figure.best, figure.unit) == ("captured_share", 65, "percent")
    assert figure.base is not None
    assert figure.base.quote == "northern Denby"


@pytest.mark.parametrize(
    "text",
    [
        "The 5th Division took over on March 8, 2031.",
        "An F-16 flew at 11:30 p.m. over Highway 80.",
        "Call 555-013-2244 or read section 1/28.",
        "Ann Lee, 27, lives in the 1200 block of Elm Street.",
        "The Fifth Division fought there in 2014.",
        "The teens are of ages 14, 16 and 17.",
        "Read more at Denby 19 News or at 7NEWS.",
    ],
)
def test_dates_names_ages_and_addresses_count_nothing(text: str) -> None:
    assert figures_of(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In just the first week of March alone 370 people died in raids.", "period_total"),
        ("More than 900 people have been killed since the war began.", "cumulative"),
        ("About 5,000 people are now displaced from the town.", "snapshot"),
        ("The attack killed nine people.", "incident"),
        ("Seven people were wounded over the weekend.", "period_total"),
        ("Nine were wounded in Denby shootings over the weekend.", "period_total"),
    ],
)
def test_the_kind_of_count_follows_the_words(text: str, kind: str) -> None:
    assert [figure.count_kind for figure in figures_of(text) if figure.measure != "other"] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An ambulance crew took a boy to the hospital.", []),
        ("Craig said two are in the hospital.", [("injured", 2)]),
        ("Two officers were hailed for rushing a child to hospital.", []),
        ("Ann Roy said dead tissue was removed.", []),
        ("A woman fatally shot her son.", [("killed", 1)]),
        ("Four people were shot, one of them fatally.", [("killed_or_injured", 4), ("killed", 1)]),
        ("Allen Roy shot and killed Tom Lee.", [("killed", 1)]),
        ("A man shot into a crowd.", []),
        ("Her sons, 7 and 8, were well.", []),
    ],
)
def test_who_brings_tells_or_shoots_is_not_the_one_who_is_hurt(
    text: str, expected: list[tuple[str, float]]
) -> None:
    counted = (figure for figure in figures_of(text) if figure.measure != "other")
    assert [(figure.measure, figure.best) for figure in counted] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He faces four counts of attempted first-degree murder.",
        "They were indicted in the attempted murders of five teenagers.",
        "A split second saved the life of an infant.",
        "Any injury to a child is serious.",
    ],
)
def test_who_was_only_to_be_hurt_is_not_counted(text: str) -> None:
    assert [figure for figure in figures_of(text) if figure.measure != "other"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Police ask whether his son was shot.",
        "He would have shot his son.",
    ],
)
def test_a_harm_that_is_only_supposed_has_not_happened(text: str) -> None:
    assert [figure.role for figure in figures_of(text)] == ["planning"]


@pytest.mark.parametrize(
    ("text", "measure", "numbers"),
    [
        ("Three women, one man injured in Denby blast", "injured", [3, 1]),
        ("The blast left three women and one man injured.", "injured", [3, 1]),
        ("Police found two men with gunshot wounds.", "killed_or_injured", [2]),
        ("The raid left a woman with a gunshot wound.", "killed_or_injured", [1]),
        ("Seven are recovering at home.", "injured", [7]),
        ("Two dead, six injured in Denby blast", "injured", [6]),
        ("One dead, four hurt in Denby shooting", "killed", [1]),
        ("A man injured in May, when two boys were hurt, has died.", "killed", [1]),
        ("Father of 5 killed, 4 hospitalized in Denby", "killed", [1]),
        ("Two men, 18 and 20, and one woman, 19, were hurt.", "injured", [2, 1]),
        ("Image 1 of 44 A girl and her mother were hurt.", "injured", [1, 1]),
        ("Four shot in North Long Denby, one dead", "killed_or_injured", [4]),
        ("Four shot in Denby, one dead", "killed_or_injured", [4]),
        ("The blast sent four men to the hospital.", "injured", [4]),
        ("A boy on life support has passed away.", "killed", [1]),
        ("A woman was killed and five others, two of them girls, were hurt.", "injured", [5, 2]),
        ("A man was taken to Denby Hospital, where he died.", "killed", [1]),
        ("Two men were taken to Denby Hospital and pronounced dead.", "killed", [2]),
        ("A bomber killed 30 people injured 90 on Monday in Denby.", "killed", [30]),
        ("Shells killed and injured five civilians in Denby.", "killed_or_injured", [5]),
    ],
)
def test_the_hurt_are_found_where_the_word_for_it_stands_apart(
    text: str, measure: str, numbers: list[float]
) -> None:
    assert [figure.best for figure in figures_of(text) if figure.measure == measure] == numbers


def test_a_number_of_things_is_no_casualty() -> None:
    assert [figure.measure for figure in figures_of("The shop sold 40 lamps and 12 chairs.")] == [
        "other",
        "other",
    ]


EXPECTED = [
    ("000", "around 500", "bodies_found", "prisoners", (500, 500, 500), "incident"),
    ("000", "as many as 600", "killed", "all", (None, None, 600), "incident"),
    ("001", "about 500", "bodies_found", "unknown", (500, 500, 500), "incident"),
    ("002", "370", "killed", "civilians", (370, 370, 370), "period_total"),
    ("002", "65 percent", "captured_share", "unknown", (65, 65, 65), "snapshot"),
    ("003", "More than 215,000", "displaced", "all", (215_000, 215_000, None), "snapshot"),
    ("004", "28,000-strong", "strength", "unknown", (28_000, 28_000, 28_000), "snapshot"),
    ("000", "100,000-strong", "strength", "unknown", (100_000, 100_000, 100_000), "snapshot"),
]


@needs_case
@pytest.mark.parametrize(("report", "words", "measure", "group", "bounds", "kind"), EXPECTED)
def test_the_figures_of_the_mosul_reports_are_found(
    report: str, words: str, measure: str, group: str, bounds: tuple[float | None, ...], kind: str
) -> None:
    (path,) = CASE.glob(f"{report}_*.txt")
    figures = [row for row in _case_figures(path) if row.span.quote == words]
    assert figures
    assert {(row.measure, row.group, row.count_kind) for row in figures} == {(measure, group, kind)}
    assert {(row.low, row.best, row.high) for row in figures} == {bounds}


@functools.cache
def _case_figures(path: Path) -> list[Figure]:
    return figures_of(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "The conflict has killed more than 280000 people.",
        "The war also displaced nearly 10 million people.",
        "It is a conflict that has so far claimed 9000 lives.",
        "Some 4,000 people have died in the uprising.",
        "More than 200,000 people have been killed.",
        "It put the death toll from the six-year conflict at more than 4,700.",
    ],
)
def test_the_victims_of_a_whole_war_are_a_total_so_far(text: str) -> None:
    assert {row.count_kind for row in figures_of(text) if row.measure != "duration"} == {
        "cumulative"
    }


@pytest.mark.parametrize(
    "text",
    [
        "A raid killed 12 people in the war zone.",
        "Twelve people were killed in the conflict on Sunday.",
        "More than 200 people have been killed in the raid.",
    ],
)
def test_the_victims_of_one_day_of_a_war_are_not(text: str) -> None:
    assert {row.count_kind for row in figures_of(text)} == {"incident"}


def test_who_tells_of_the_injured_is_none_of_them() -> None:
    text = "The raid left another 30 injured Ahmed Mustafa told the agency."
    assert [row.span.quote for row in figures_of(text) if "name" in row.reason] == []


def test_a_hill_that_is_seized_is_not_detained() -> None:
    text = "Fighters seized Tal Jamu and detained Orlan Vesk."
    assert [row.span.quote for row in figures_of(text) if "name" in row.reason] == ["Orlan Vesk"]
