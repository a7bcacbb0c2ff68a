"""Who says what, on whose authority and how firmly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.extraction.carriers import Carriers, statement_for
from consilience.model.statements import Statement
from tests.extraction.written_reports import attributed, statements_of, words_of

MINISTER = "Minister Anna Berg"


def only(text: str, **more: str) -> Statement:
    """Return the one statement of *text* that somebody makes and that is not told in another."""
    (row,) = (row for row in attributed(text, **more) if row.parent is None)
    return row


def outer(text: str) -> Statement:
    """Return the first attributed statement of *text*."""
    return attributed(text)[0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Residents said the bridge was closed.", "Residents", "said", "the bridge was closed"),
        ("Anna Berg said that it rained.", "Anna Berg", "said", "that it rained"),
        ("The bridge was closed, residents said.", "residents", "said", "The bridge was closed"),
        ("The bridge was closed, said Anna Berg.", "Anna Berg", "said", "The bridge was closed"),
        ("“We left at dawn,” said Anna Berg.", "Anna Berg", "said", "“We left at dawn,”"),
        (
            "“We left,” Anna Berg said. “Nobody was hurt.”",
            "Anna Berg",
            "said",
            "“We left,” … “Nobody was hurt.”",
        ),
        (
            "According to the army, two bridges were destroyed.",
            "the army",
            "According to",
            "two bridges were destroyed",
        ),
        (
            "Two bridges were destroyed, according to Oxfam.",
            "Oxfam",
            "according to",
            "Two bridges were destroyed",
        ),
        (
            "The Red Cross accused the army of shelling the market.",
            "The Red Cross",
            "accused … of",
            "the army … shelling the market",
        ),
        (
            "Oxfam said in a report that wells had run dry.",
            "Oxfam",
            "said",
            "that wells had run dry",
        ),
        (
            "The army’s claim that it held the town angered Oxfam.",
            "The army",
            "claim",
            "that it held the town",
        ),
        (
            "Anna Berg has repeatedly denied the allegations.",
            "Anna Berg",
            "has repeatedly denied",
            "the allegations",
        ),
    ],
)
def test_source_cue_and_content_are_found(text: str, source: str, cue: str, content: str) -> None:
    assert words_of(outer(text)) == (source, cue, content)


def test_a_shared_subject_speaks_twice() -> None:
    text = "Anna Berg said the road was open, adding that trucks had arrived."
    rows = attributed(text)
    assert {row.speaker_name for row in rows} == {"Anna Berg"}
    assert "that trucks had arrived" in {words_of(row)[2] for row in rows}


def test_a_quotation_over_several_sentences_and_paragraphs_is_one_statement() -> None:
    text = "“We left at dawn. The road was full,” said Anna Berg.\n“Nobody helped.”"
    row = outer(text)
    assert words_of(row)[2] == "“We left at dawn. The road was full,”"
    assert row.quote_kind == "direct"
    assert [row.originator_kind for row in attributed(text)][-1] == "open"


def test_an_unclosed_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“We left at dawn,” said Anna Berg. “The road was full of people.\n“Nobody helped us.”"
    assert words_of(outer(text))[2].endswith("“Nobody helped us.”")


def test_a_quotation_after_a_colon_belongs_to_the_cue_before_it() -> None:
    text = "Anna Berg added:\n“Nobody helped us on the road to the coast.”"
    assert words_of(only(text))[0] == "Anna Berg"


def test_an_orphan_quotation_gets_no_invented_speaker() -> None:
    text = "Anna Berg said the road was open.\n“Nobody helped us on the road to the coast.”"
    row = attributed(text)[-1]
    assert (row.speaker, row.speaker_name, row.originator) == (None, None, None)
    assert row.originator_kind == "open"
    assert "nobody is named" in row.reason


def test_scare_quotes_are_no_statement_of_somebody_and_carry_nothing() -> None:
    text = "The so-called “safe zone” was shelled on Monday."
    rows = statements_of(text)
    scare = next(row for row in rows if row.quote_kind == "scare")
    carrier = Carriers(rows).at(*_place(text, "safe zone"))
    assert scare.originator_kind == "open"
    assert carrier is not None
    assert carrier.originator_kind == "outlet"


def test_mixed_quotations_are_told_from_direct_and_indirect_ones() -> None:
    kinds = {
        text: outer(text).quote_kind
        for text in (
            "“It rained,” Anna Berg said.",
            "Anna Berg said the “safe zone” near the coast was empty.",
            "Anna Berg said it rained.",
        )
    }
    assert list(kinds.values()) == ["direct", "mixed", "indirect"]


def test_what_is_told_in_a_statement_has_it_as_its_parent() -> None:
    rows = attributed("Oxfam said that doctors believed the wells were poisoned.")
    told = next(row for row in rows if row.speaker_name == "doctors")
    teller = next(row for row in rows if row.speaker_name == "Oxfam")
    assert told.parent == teller.id


@pytest.mark.parametrize(
    ("text", "firmness", "polarity"),
    [
        ("Anna Berg said the town was taken.", "claimed", "asserts"),
        ("Anna Berg denied that the town was taken.", "denied", "denies"),
        ("Anna Berg confirmed that the town was taken.", "confirmed", "asserts"),
        (
            "Anna Berg could not confirm that the town was taken.",
            "cannot_confirm",
            "cannot_confirm",
        ),
        ("Oxfam estimates that 300 families left.", "estimated", "asserts"),
        ("Oxfam expects that 300 families will leave.", "expected", "asserts"),
        ("Oxfam believes that 300 families left.", "possible", "asserts"),
        ("Oxfam said that 300 families may have left.", "possible", "asserts"),
        ("Anna Berg asked whether the town was taken.", "question", "asserts"),
        ("Anna Berg urged the army to leave the town.", "command", "asserts"),
        ("Anna Berg said the town would fall if help stayed away.", "hypothetical", "asserts"),
    ],
)
def test_firmness_and_polarity_follow_the_cue_and_what_stands_in_its_scope(
    text: str, firmness: str, polarity: str
) -> None:
    row = outer(text)
    assert (row.firmness, row.polarity) == (firmness, polarity)


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("The town was taken on Monday.", "stated"),
        ("The town will be taken on Monday.", "expected"),
        ("The men allegedly burned the town.", "claimed"),
        ("Was the town taken?", "question"),
    ],
)
def test_the_outlet_is_firm_as_well(text: str, firmness: str) -> None:
    (row,) = statements_of(text)
    assert (row.originator_kind, row.firmness) == ("outlet", firmness)


def test_an_allegation_without_an_accuser_is_open() -> None:
    row = outer("The militia is alleged to have burned the town.")
    assert (row.originator_kind, row.firmness) == ("open", "claimed")


def test_a_person_who_speaks_for_a_body_lends_it_the_voice() -> None:
    row = outer("Jon Dahl, a spokesman for Oxfam, said the wells were dry.")
    assert row.speaker_name == "Jon Dahl"
    assert (row.originator, row.originator_kind) == ("oxfam", "ngo_monitor")


@pytest.mark.parametrize(
    ("text", "kind", "proximity", "anonymous"),
    [
        ("Residents said it burned.", "resident", "eyewitness", True),
        ("A senior official said it burned.", "unnamed_official", "official_with_access", True),
        ("Airwars said it burned.", "aggregator", "second_hand", False),
        ("The Taliban said it burned.", "armed_group", "official_with_access", False),
        ("UNHCR said it burned.", "un", "official_with_access", False),
        ("Doctors said it burned.", "hospital", "official_with_access", True),
    ],
)
def test_the_sort_of_voice_is_kept(text: str, kind: str, proximity: str, anonymous: bool) -> None:
    row = outer(text)
    assert (row.originator_kind, row.proximity, row.anonymous) == (kind, proximity, anonymous)


def test_a_pronoun_is_resolved_only_where_one_person_is_in_reach() -> None:
    near = attributed("Anna Berg arrived on Monday. She said the road was open.")[-1]
    far = outer("She said the road was open.")
    two = attributed("Anna Berg met Eva Dahl on Monday and Eva Dahl left. She said it rained.")[-1]
    assert near.speaker_name == "Anna Berg"
    assert (far.speaker_name, far.originator_kind) == (None, "open")
    assert (two.speaker_name, two.originator_kind) == (None, "open")


def test_a_definite_office_is_the_person_who_bears_it() -> None:
    text = "Anna Berg, the Norwegian envoy, arrived. Oslo was cold.\nThe envoy said it rained."
    row = attributed(text)[-1]
    assert row.speaker_name == "Anna Berg"
    assert "envoy" in row.reason


def test_the_chain_of_authority_runs_from_the_outlet_inwards() -> None:
    text = "The road is open, Anna Berg told Reuters."
    row = only(text, outlet="The Harad Post", agency="AFP")
    assert [(link.role, link.name) for link in row.chain] == [
        ("published", "The Harad Post"),
        ("agency", "AFP"),
        ("told", "Reuters"),
        ("said", "Anna Berg"),
    ]


def test_an_outlet_that_is_quoted_is_no_originator() -> None:
    row = outer("Four people died, the BBC reported.")
    assert (row.originator, row.originator_kind) == (None, "open")
    assert [(link.role, link.name) for link in row.chain] == [("cited", "BBC")]


def test_a_report_that_checks_something_is_in_the_chain() -> None:
    row = outer("The toll was verified in a later United Nations survey.")
    assert row.originator == "un"
    assert row.chain[-1].role == "verified"


def test_an_agency_credit_makes_the_prose_the_agencys() -> None:
    (row,) = statements_of("Four people died on Monday.", outlet="The Harad Post", agency="AFP")
    assert (row.originator, row.originator_kind) == ("AFP", "news_agency")


def test_what_is_old_is_background() -> None:
    old = outer("Oxfam said the camp was attacked in 2009.")
    dated = only("Oxfam said the camp was attacked in 2009.", published="2021-04-02")
    assert not old.background
    assert dated.background
    assert outer("Oxfam said the army had denied this in the past.").background


def test_every_offset_of_a_sentence_is_carried_by_its_innermost_statement() -> None:
    text = "On Monday, Oxfam said that doctors believed 40 people died. Two bridges burned."
    rows = statements_of(text)
    inner = statement_for(rows, *_place(text, "40 people"))
    plain = statement_for(rows, *_place(text, "Two bridges"))
    source = statement_for(rows, *_place(text, "Oxfam"))
    assert inner is not None
    assert inner.speaker_name == "doctors"
    assert plain is not None
    assert plain.originator_kind == "outlet"
    assert source is not None


def test_blame_without_a_claim_carries_nothing() -> None:
    text = "Anna Berg condemned the attack on the market."
    carrier = Carriers(statements_of(text)).at(*_place(text, "attack"))
    assert carrier is not None
    assert carrier.originator_kind == "outlet"


def _place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


NAMES = st.sampled_from(["Anna Berg", "Oxfam", "the army", "Residents", "Taliban", "A doctor"])
CLAUSES = st.sampled_from(
    [
        "the bridge was destroyed on Monday",
        "40 people died in the fire near the market",
        "troops of the Red Cross “never” entered the town",
        "rebels killed two men, who were farmers",
        "the price of bread doubled in May",
    ]
)
VERBS = st.sampled_from(["said", "claimed", "confirmed", "believes", "warned", "reported"])


@settings(max_examples=25, deadline=None)
@given(NAMES, VERBS, CLAUSES)
def test_content_never_holds_its_own_cue_or_source(name: str, verb: str, clause: str) -> None:
    text = f"{name[0].upper()}{name[1:]} {verb} that {clause}."
    for row in attributed(text):
        for span in (*row.cue, *row.source):
            assert all(span.end <= part.start or part.end <= span.start for part in row.content)


@settings(max_examples=25, deadline=None)
@given(NAMES, VERBS, CLAUSES)
def test_a_denial_around_a_claim_flips_it(name: str, verb: str, clause: str) -> None:
    plain = outer(f"{name[0].upper()}{name[1:]} {verb} that {clause}.")
    denied = outer(f"{name[0].upper()}{name[1:]} denied that {clause}.")
    assert plain.polarity == "asserts"
    assert (denied.polarity, denied.firmness) == ("denies", "denied")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(NAMES, VERBS, CLAUSES), min_size=1, max_size=4))
def test_every_word_of_the_prose_is_carried(parts: list[tuple[str, str, str]]) -> None:
    text = " ".join(f"{name[0].upper()}{name[1:]} {verb} {clause}." for name, verb, clause in parts)
    carriers = Carriers(statements_of(text))
    for at, character in enumerate(text):
        assert not character.isalnum() or carriers.at(at, at + 1) is not None


def test_who_is_quoted_as_saying_something_says_it_through_the_agency() -> None:
    row = outer("Reuters quoted the Russian defence ministry as saying that the base was hit.")
    assert words_of(row)[0] == "the Russian defence ministry"
    assert row.originator == "russia_defence_ministry"
    assert ("cited", "Reuters") in [(link.role, link.name) for link in row.chain]


def test_a_body_that_somebody_is_set_against_does_not_speak() -> None:
    row = outer("An anti-ISIS activist network said eight people died.")
    assert (row.originator, row.speaker) == (None, None)


def test_the_united_states_are_no_pronoun() -> None:
    assert outer("The US said the base was hit.").originator == "us_government"


def test_a_future_told_in_the_past_is_expected_and_a_condition_is_not() -> None:
    assert outer("Norway announced it would send a ship.").firmness == "expected"
    assert outer("Norway said it would send a ship if asked.").firmness == "hypothetical"


def test_a_thing_that_says_something_leaves_the_voice_open() -> None:
    assert outer("The statement said the road was open.").originator_kind == "open"


def test_who_declines_to_comment_says_nothing() -> None:
    assert attributed("Norway declined to comment.") == []


def test_a_denied_deed_is_what_is_denied() -> None:
    row = outer("The army denied shelling the town.")
    assert words_of(row) == ("The army", "denied", "shelling the town")
    assert row.polarity == "denies"


def test_a_speaker_of_the_sentence_before_the_last_is_still_in_reach() -> None:
    text = (
        "Two men died, Dr Salme Berg told Reuters. The clinic had no power. "
        "Six more were hurt, she said."
    )
    assert attributed(text)[-1].speaker_name == "Salme Berg"


def test_a_name_that_somebody_only_gave_is_a_name() -> None:
    row = outer("A volunteer, who gave his name only as Ilan, said ten people died.")
    assert (row.speaker_name, row.anonymous) == ("Ilan", False)


def test_an_office_with_its_bearer_behind_a_comma_is_that_person() -> None:
    row = outer("Oxfam’s coordinator in Harad, Pero Berg, said the wells were dry.")
    assert row.speaker_name == "Pero Berg"
    assert row.originator == "oxfam"


def test_an_office_that_one_person_holds_is_not_anonymous() -> None:
    assert not outer("The director of the clinic said it was full.").anonymous
    assert outer("An official of the clinic said it was full.").anonymous


def test_a_state_agency_is_a_voice_and_an_independent_one_is_not() -> None:
    assert outer("Four people died, SANA reported.").originator == "sana"
    assert outer("Four people died, Reuters reported.").originator is None


def test_who_is_in_no_position_to_confirm_neither_confirms_nor_denies() -> None:
    row = outer("Oxfam is not in a position to confirm the number of deaths.")
    assert (row.originator, row.polarity) == ("oxfam", "cannot_confirm")


def test_a_toll_that_is_put_at_a_number_is_a_statement() -> None:
    row = outer("Oxfam had put the toll at 14 on Saturday.")
    assert words_of(row)[0] == "Oxfam"
    assert words_of(row)[2].startswith("the toll at 14")


def test_the_turns_of_a_printed_conversation_have_their_speakers() -> None:
    text = "BERG: How many died?\nDAHL: I do not know. Ten, I think.\nBERG: Thank you."
    rows = [row for row in attributed(text) if row.parent is None]
    assert [words_of(row)[0] for row in rows] == ["BERG", "DAHL", "BERG"]
    assert words_of(rows[1])[2] == "I do not know. Ten, I think."


def test_labels_of_notes_are_no_speakers() -> None:
    text = "TEL: 555 0100\nNOTE: The road is closed.\nDATE: Monday"
    assert attributed(text) == []


@pytest.mark.parametrize("thing", ["The aftermath", "A video posted online"])
def test_a_thing_is_nobody_who_speaks(thing: str) -> None:
    row = outer(f"{thing} showed that the awning had collapsed.")
    assert (row.speaker_name, row.originator_kind) == (None, "open")
