"""How texts in capitals get their case back, and what the key of MUC counts as an incident."""

from types import SimpleNamespace

from evals.casing import restore_case
from evals.incident_figures import number_of
from evals.incident_places import main_country
from evals.incident_slots import TYPES, incidents_of


def test_what_a_bracket_abbreviates_is_written_as_a_name_all_over_the_text() -> None:
    text = "THE DELTA PEOPLE'S ARMED FRONT (DPAF) SPOKE. THE DELTA PEOPLE'S ARMED FRONT LEFT."

    restored = restore_case(text)

    assert restored.count("Delta People's Armed Front") == 2


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


def test_peoples_that_a_report_names_speak_for_their_country() -> None:
    people = SimpleNamespace(
        table="place_mentions", id="plm_1", kind="people", metonym=True, candidates=("gn:3585968",)
    )

    assert main_country({"plm_1": people}, "") == "SV"


def test_the_sum_of_what_stands_beside_it_is_not_added_to_it() -> None:
    trigger = SimpleNamespace(start=3)
    counted = [
        SimpleNamespace(measure="killed", low=n, high=n, of_whole=None, qualifier="exact",
                        trigger=trigger, document="doc_1", span=None)
        for n in (3, 2, 1)
    ]  # fmt: skip

    assert number_of(counted, "killed") == {"low": 3, "high": 3}
