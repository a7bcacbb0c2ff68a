"""How texts in capitals get their case back, and what the key of MUC counts as an incident."""

from evals.casing import restore_case
from evals.incident_slots import TYPES, incidents_of, main_country


def test_what_a_bracket_abbreviates_is_written_as_a_name_all_over_the_text() -> None:
    text = "THE DELTA PEOPLE'S ARMED FRONT (DPAF) SPOKE. THE DELTA PEOPLE'S ARMED FRONT LEFT."

    restored = restore_case(text)

    assert restored.count("Delta People'S Armed Front") == 2


def test_the_letters_behind_which_a_bracket_spells_the_name_are_enough() -> None:
    assert "Army of the Upper River" in restore_case("THE AUR [ARMY OF THE UPPER RIVER] LEFT.")


def test_letters_with_points_and_places_of_several_words_keep_their_capitals() -> None:
    restored = restore_case("THE U.S. ENVOY WENT TO EL SALVADOR WITH THE 1ST BRIGADE.")

    assert restored == "The U.S. envoy went to El Salvador with the 1st brigade."


def test_no_character_moves() -> None:
    text = "LIMA, 3 JAN -- [TEXT] A BOMB (EXPLOSIVE) WENT OFF."

    assert restore_case(text).upper() == text


def test_where_a_report_was_filed_tells_its_country() -> None:
    assert main_country({}, "SAN SALVADOR, 3 JAN 90 ") == "SV"


def test_fighting_is_no_incident() -> None:
    assert "battle" not in TYPES
    assert list(incidents_of(None, [])) == []  # type: ignore[arg-type]  # nothing is asked of it
