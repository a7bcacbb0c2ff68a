"""English is told by its small words: several of them, not one that another language has too."""

from consilience.reading.language import find_language

BY_WORDS = ("en", "common English words")


def test_english_prose_is_told_by_its_small_words() -> None:
    words = "The council of the town said on Monday that the bridge was closed to all traffic."
    assert find_language(words) == BY_WORDS
    assert find_language(words * 30) == BY_WORDS


def test_two_small_words_that_english_shares_are_not_enough() -> None:
    words = "Na zapa to kelo on rundi mosa tavi pelu, "  # of no language
    assert find_language(words * 12) != BY_WORDS
