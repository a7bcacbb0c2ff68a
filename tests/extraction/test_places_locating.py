"""What `locate` reads out of sentences written for it."""

from __future__ import annotations

import pytest

from consilience.extraction.places.words import distance_of
from consilience.model.places import GazetteerEntry, PlaceMention
from consilience.model.spans import check_span
from consilience.pipeline.document_stages import LOCATE, NAME, PARSE, SPLIT
from consilience.pipeline.run import run_stages
from evals.pile import document_rows


def places_of(text: str, *entries: GazetteerEntry) -> list[PlaceMention]:
    """Return the place mentions of *text*, in its order, each span checked."""
    given = [*document_rows("doc_1", text), *entries]
    rows = run_stages((SPLIT, PARSE, NAME, LOCATE), given)
    found = [row for row in rows.get(PlaceMention, []) if isinstance(row, PlaceMention)]
    for mention in found:
        for span in filter(None, (mention.span, mention.relation_span)):
            check_span(span, text)
    return sorted(found, key=lambda mention: mention.span.start)


def named(text: str, name: str) -> PlaceMention:
    """Return the only mention of *name* in *text*."""
    (found,) = [mention for mention in places_of(text) if mention.name == name]
    return found


def anchor_of(text: str, name: str) -> str | None:
    """Return the name of what *name* is said to lie in or by."""
    mentions = places_of(text)
    (found,) = [mention for mention in mentions if mention.name == name]
    return next((other.name for other in mentions if other.id == found.anchor), None)


def test_a_city_has_its_gazetteer_candidates_the_likeliest_first() -> None:
    place = named("Rebels entered Aleppo at dawn.", "Aleppo")
    assert place.kind == "settlement"
    assert place.candidates[0] == "gn:170063"


def test_distance_and_direction_are_read_also_past_a_bracket() -> None:
    place = named("They hold Velmirah, some 15km (9.3 miles) northwest of Homs.", "Velmirah")
    assert (place.relation, place.distance_km, place.bearing) == ("distance", 15.0, 315.0)
    assert place.candidates == ()
    assert place.relation_span is not None
    assert place.relation_span.quote == "15km (9.3 miles) northwest of Homs"


def test_miles_become_kilometres() -> None:
    place = named("They hold the town of Velmirah, ten miles south of Homs.", "Velmirah")
    assert place.distance_km == pytest.approx(16.1)


def test_a_thousand_has_a_comma_and_a_half_a_point() -> None:
    assert (distance_of("1,500", "km"), distance_of("1.5", "km")) == (1500.0, 1.5)
    assert (distance_of("2,5", "km"), distance_of("ten", "kilometres")) == (2.5, 10.0)


def test_a_side_without_a_distance_is_near() -> None:
    place = named("The town of Velmirah, to the west of Homs, fell.", "Velmirah")
    assert (place.relation, place.bearing, place.distance_km) == ("near", 270.0, None)


def test_a_quarter_lies_within_its_town() -> None:
    text = "Shells hit the Bab al-Zahra district in Homs."
    assert named(text, "Bab al-Zahra").kind == "neighbourhood"
    assert anchor_of(text, "Bab al-Zahra") == "Homs"


def test_joined_quarters_share_their_town() -> None:
    text = "They advanced in the neighbourhoods of Zahirah and Khamsin in Homs."
    assert {anchor_of(text, name) for name in ("Zahirah", "Khamsin")} == {"Homs"}


def test_a_half_is_a_part_and_keeps_the_name_of_the_whole() -> None:
    place = named("Thousands fled western Aleppo.", "Aleppo")
    assert (place.kind, place.relation, place.span.quote) == ("part", "part_of", "western Aleppo")


def test_a_country_whose_name_begins_with_a_direction_is_no_half() -> None:
    place = named("Fighting resumed in South Sudan.", "South Sudan")
    assert place.kind == "country"


def test_a_capital_that_speaks_is_a_metonym() -> None:
    assert named("Damascus denied the report on Monday.", "Damascus").metonym
    assert not named("A bomb exploded in Damascus.", "Damascus").metonym


def test_demonyms_are_people_of_a_country() -> None:
    place = named("Two Syrians were hurt.", "Syria")
    assert place.kind == "people"
    assert place.span.quote == "Syrians"


def test_the_road_between_two_towns_has_two_anchors() -> None:
    mentions = places_of("A convoy was hit on the road between Homs and Palmyra.")
    (road,) = [mention for mention in mentions if mention.kind == "road"]
    ends = {mention.id: mention.name for mention in mentions}
    assert {ends[road.anchor or ""], ends[road.second_anchor or ""]} == {"Homs", "Palmyra"}


def test_known_groups_are_no_places() -> None:
    mentions = places_of("Islamic State seized the dam.")
    assert [mention.name for mention in mentions] == []


def test_the_users_gazetteer_comes_before_the_packed_one() -> None:
    entry = GazetteerEntry(
        id="gaz_1",
        name="Velmira",
        aliases=(),
        kind="settlement",
        country="SY",
        adm1=None,
        adm2=None,
        within=None,
        latitude=34.9,
        longitude=36.9,
        population=None,
        source="own.csv",
    )
    (place,) = places_of("They hold the town of Velmirah.", entry)
    assert place.candidates == ("gaz_1",)


def test_the_town_is_the_one_named_before() -> None:
    text = "It took Homs. It holds the village of Velmirah, about 6 km (4 miles) south of the town."
    place = named(text, "Velmirah")
    assert (place.relation, place.distance_km, place.bearing) == ("distance", 6.0, 180.0)
    assert anchor_of(text, "Velmirah") == "Homs"


def test_a_city_in_a_bodys_name_is_a_place() -> None:
    for text in ("A blast at Aleppo University hurt two.", "The University of Aleppo was hit."):
        assert named(text, "Aleppo").rule == "in a body's name"


def test_a_lost_apostrophe_hides_no_country() -> None:
    assert named("Officials in Russias parliament denied it on Monday.", "Russia")


def test_nothing_is_made_of_a_text_without_places() -> None:
    assert places_of("Nobody was hurt, officials said.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Ten people died in bombing by Russia and its allies.",
        "The ministry accused Russia of killing ten people.",
        "There were new calls from Russia for a truce.",
        "Russia is conducting a campaign in the north.",
    ],
)
def test_a_country_that_acts_or_is_accused_is_a_metonym(sentence: str) -> None:
    assert named(sentence, "Russia").metonym


def test_raids_of_another_country_are_its_doing_and_those_named_by_their_own_are_not() -> None:
    text = "A clinic in Idlib and a market in Aleppo were hit. Turkey air strikes killed ten."
    assert named(text, "Turkey").metonym
    assert not named(text.replace("Turkey", "Syria"), "Syria").metonym


def test_the_owner_in_front_of_a_place_is_cut_off_with_or_without_its_apostrophe() -> None:
    assert named("A bomb went off in Syrias Homs.", "Homs").kind == "settlement"


def test_a_run_of_names_is_cut_down_to_the_town_in_it() -> None:
    sentence = "He fled to Velmirah Damascus Airport Area Reasons Unknown yesterday."
    assert [mention.name for mention in places_of(sentence)] == ["Damascus"]


def test_a_headline_without_a_full_stop_ends_before_the_article_behind_it() -> None:
    assert "Aleppo" in {
        mention.name for mention in places_of("Dozens killed outside Aleppo A bomb")
    }


def test_a_country_that_is_accused_is_no_place_where_its_sentence_names_it_again() -> None:
    text = "Belgium strikes Aleppo: Russia accused Belgium of killing six people."
    assert [row.metonym for row in places_of(text) if row.name == "Belgium"] == [True, True]


def test_the_kind_that_a_headline_writes_large_is_no_part_of_a_name() -> None:
    assert "Damascus" in {row.name for row in places_of("A bomb hit a market in Damascus Suburb.")}


def test_the_number_behind_a_place_is_no_part_of_its_name() -> None:
    text = "At Velmirah in the northwestern province of Idlib 15 people were killed."
    assert "Idlib" in {row.name for row in places_of(text)}


def test_a_name_holds_the_word_that_such_names_begin_with() -> None:
    text = "Shells fell on the al-Sheikh Velmar neighbourhood of Damascus."
    assert "Sheikh Velmar" in places_of(text)[0].name


def test_what_a_headline_writes_large_behind_a_town_is_cut_off() -> None:
    assert places_of("Reports came of the Homs Bombing in Syria.")[0].name == "Homs"


def test_a_number_and_its_unit_end_a_name() -> None:
    names = [
        row.name for row in places_of("Shells hit the town of Velmar 60 kilometres from Homs.")
    ]
    assert "Velmar" in names


def test_a_list_of_towns_without_commas_is_no_name() -> None:
    names = [row.name for row in places_of("Bombs killed six people in Aleppo Homs Damascus.")]
    assert "Aleppo Homs Damascus" not in names


def test_a_word_that_the_report_writes_small_is_no_name() -> None:
    text = "Talks on a ceasefire failed. Envoy Comes to Ceasefire in Syria. The ceasefire ended."
    assert "Ceasefire" not in [row.name for row in places_of(text)]


@pytest.mark.parametrize(
    ("sentence", "metonym"),
    [
        ("A truce was agreed between Russia and Iran.", True),
        ("The border between Russia and Iran was shelled.", False),
        ("The council called on Russia to stop the attack.", True),
    ],
)
def test_a_truce_between_two_countries_is_theirs(sentence: str, metonym: bool) -> None:
    assert named(sentence, "Russia").metonym is metonym
