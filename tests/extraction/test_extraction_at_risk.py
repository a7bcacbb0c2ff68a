"""Private persons are known by the words beside their names, with or without commas."""

import pytest

from consilience.extraction.at_risk import asks_for_safety, is_private, speaks
from tests.extraction.written_reports import mentions_of

NAME = "Orlan Vesk"


def _at(sentence: str) -> tuple[str, int, int]:
    start = sentence.index(NAME)
    return sentence, start, start + len(NAME)


@pytest.mark.parametrize(
    "sentence",
    [
        "Orlan Vesk, a resident of Olvek, said so.",
        "said Orlan Vesk a resident of the old town",
        "said Orlan Vesk a local textile factory employee",
        "said Orlan Vesk, a 32-year-old pharmacist.",
        "Orlan Vesk, 12, was asleep.",
        "Orlan Vesk 45 asking not to be identified by her last name",
        "They dug out the 13-year-old Orlan Vesk.",
        "with her 10-year-old daughter Orlan Vesk",
        "Among the dead was the young Orlan Vesk.",
        "Orlan Vesk, who died of his wounds, was a baker.",
        "Mira Tal and Orlan Vesk were among the dead.",
        "Its gardener Orlan Vesk was also wounded.",
        "The groom Orlan Vesk wept.",
        "eleven people with the same family name of Orlan Vesk",
    ],
)
def test_a_private_person_is_known(sentence: str) -> None:
    assert is_private(*_at(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Orlan Vesk, a member of the council of the town's residents, said so.",
        "Orlan Vesk said that a resident was killed.",
        "President Orlan Vesk and a worker met.",
        "The army of Orlan Vesk, a year old, marched.",
        "Orlan Vesk, 12 km north of Olvek, fell.",
    ],
)
def test_others_are_not_taken_for_private_persons(sentence: str) -> None:
    assert not is_private(*_at(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "a medic who gave his name only as Orlan Vesk",
        "Orlan Vesk, who declined to give her full name, wept.",
        "Orlan Vesk, who gave only his nom de guerre, laughed.",
        "Orlan Vesk, not his real name, wept.",
        "said Orlan Vesk, whose name has been changed",
        "Orlan Vesk, who asked to be identified by his first name, wept.",
    ],
)
def test_who_asks_for_safety_is_given_it(sentence: str) -> None:
    assert asks_for_safety(*_at(sentence))


def test_who_tells_of_the_dead_is_none_of_them() -> None:
    telling = "ten fighters were also killed said observatory head Orlan Vesk"
    told = "They said that ten fighters killed Orlan Vesk"
    assert speaks(telling, telling.index("killed"), telling.index(NAME))
    assert not speaks(told, told.index("killed"), told.index(NAME))


def test_an_official_of_some_age_is_named() -> None:
    (official,) = [
        row
        for row in mentions_of("President Orlan Vesk, 61, said that the raid was over.")
        if row.kind == "person"
    ]
    assert official.sensitivity == "personal"


def test_a_title_alone_is_no_name() -> None:
    names = {
        row.name for row in mentions_of("A bomb killed the Imam Sheikh Salman Vesk on Friday.")
    }
    assert "Sheikh" not in names
