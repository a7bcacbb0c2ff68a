"""Relatives of the dead are known by the words beside their names."""

import pytest

from consilience.extraction.bereaved import is_bereaved


def bereaved(sentence: str, name: str) -> bool:
    start = sentence.index(name)
    return is_bereaved(sentence, start, start + len(name))


@pytest.mark.parametrize(
    "sentence",
    [
        "Orlan Vesk, who lost his son, said that nobody came.",
        "Orlan Vesk, whose brother and two cousins were killed in the raid, fled.",
        "He buried his sister, Orlan Vesk, on Monday.",
        "The father of one of the dead, Orlan Vesk, wept.",
        "Orlan Vesk, who was wounded in his home, said that shells fell.",
    ],
)
def test_a_relative_of_the_dead_is_known(sentence: str) -> None:
    assert bereaved(sentence, "Orlan Vesk")


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister, Orlan Vesk, said that ten people were killed.",
        "Orlan Vesk, who lost the vote, said that he would not resign.",
        "Orlan Vesk, whose party won, said so.",
        "His brother, Orlan Vesk, commands the guard.",
    ],
)
def test_others_are_not_taken_for_relatives_of_the_dead(sentence: str) -> None:
    assert not bereaved(sentence, "Orlan Vesk")
