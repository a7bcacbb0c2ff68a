"""Witnesses, residents and victims are not named in public, however they are brought in."""

import pytest

from consilience.model.entities import Mention
from consilience.model.spans import span_of
from consilience.model.statements import Statement
from consilience.outputs.memory import MemoryRecord
from consilience.outputs.profiles import WITHHELD, Profile
from consilience.outputs.severity import severe_names


def mention(make_row, key, text, words, **given):
    start = text.index(words)
    given = {"kind": "person", "rule": "model: person", "sensitivity": "personal", **given}
    span = span_of("doc_w", text, start, start + len(words))
    return make_row(Mention, id=key, document="doc_w", span=span, name=words, **given)


def record_of(document, *rows):
    return MemoryRecord([*document, *rows])


@pytest.mark.parametrize(
    "text",
    [
        "A witness named Orlan said that shells fell.",
        "An eyewitness called Orlan said that shells fell.",
        "A resident of the quarter, identified only as Orlan, fled.",
        "A survivor who gave his name as Orlan fled.",
        "Shells fell, said eyewitness Orlan.",
    ],
)
def test_a_witness_is_known_by_the_words_before_the_name(text, make_row, make_document):
    record = record_of(make_document("doc_w", text), mention(make_row, "men_1", text, "Orlan"))
    assert severe_names(record) == {"Orlan"}
    assert Profile(record, "public").text("Orlan fled.") == f"{WITHHELD} fled."


@pytest.mark.parametrize(
    "text",
    [
        "A minister named Orlan said that shells fell.",
        "Residents fled, Orlan said.",
        "The witness protection law that Orlan signed is old.",
    ],
)
def test_others_may_be_named(text, make_row, make_document):
    record = record_of(make_document("doc_w", text), mention(make_row, "men_1", text, "Orlan"))
    assert not severe_names(record)


def test_a_role_makes_a_witness_and_a_pronoun_is_no_name(make_row, make_document):
    text = "Orlan Vesk fled. He wept."
    record = record_of(
        make_document("doc_w", text),
        mention(make_row, "men_1", text, "Orlan Vesk", role="local resident"),
        mention(make_row, "men_2", text, "He", same_as="men_1", rule="described: pronoun"),
    )
    assert severe_names(record) == {"Orlan Vesk"}


def test_who_tells_what_they_saw_is_a_witness_under_the_full_name_too(make_row, make_document):
    text = "Orlan Vesk lives there. Orlan saw the shells fall."
    record = record_of(
        make_document("doc_w", text),
        mention(make_row, "men_1", text, "Orlan Vesk"),
        mention(make_row, "men_2", text, "Orlan", same_as="men_1"),
        make_row(
            Statement,
            id="st_1",
            document="doc_w",
            speaker="men_2",
            originator_kind="person",
            proximity="eyewitness",
        ),
    )
    assert severe_names(record) == {"Orlan Vesk", "Orlan"}


def test_a_name_that_no_mention_holds_is_read_from_its_statement(make_row, make_document):
    text = "According to eyewitness Layla, shells fell."
    said = make_row(Statement, id="st_1", document="doc_w", speaker_name="eyewitness Layla")
    assert severe_names(record_of(make_document("doc_w", text), said)) == {"Layla"}
    whole = make_row(Statement, id="st_1", document="doc_w", speaker_name="local residents")
    assert not severe_names(record_of(make_document("doc_w", text), whole))


def test_one_report_whose_words_ran_together_hides_no_president(make_row, make_document):
    rows, words = [], "President Orlan spoke."
    for at in range(2):
        rows += make_document(f"doc_{at}", words)
        span = span_of(f"doc_{at}", words, 10, 15)
        rows.append(make_row(Mention, id=f"men_{at}", document=f"doc_{at}", span=span,
                             name="Orlan", kind="person", rule="model: person",
                             role="President", sensitivity="personal"))  # fmt: skip
    text = "Tags baby Orlan Eleven people died."
    flagged = mention(make_row, "men_w", text, "Orlan", sensitivity="severe")
    assert severe_names(record_of(make_document("doc_w", text), *rows, flagged)) == set()
    assert severe_names(record_of(make_document("doc_w", text), flagged)) == {"Orlan"}


@pytest.mark.parametrize("words", ["I saw the shells fall", "I heard it with my own eyes"])
def test_who_says_what_they_saw_is_a_witness(words, make_row, make_document):
    text = f'"{words}", said Orlan.'
    said = make_row(Statement, id="st_w", document="doc_w", speaker="men_1", speaker_name="Orlan",
                    proximity="unknown", originator_kind="person", originator=None, source=(),
                    content=(span_of("doc_w", text, 1, 1 + len(words)),))  # fmt: skip
    record = record_of(
        make_document("doc_w", text), mention(make_row, "men_1", text, "Orlan"), said
    )
    assert severe_names(record) == {"Orlan"}
