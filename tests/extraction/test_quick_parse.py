"""What is worked out here is what spaCy says, token by token, and no pipeline is guessed at."""

import random
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.extraction import parsing
from consilience.extraction.parse import attributes
from consilience.extraction.parse import quick as quick_parse
from consilience.extraction.parse.patterns import Patterns, can_tabulate
from consilience.extraction.parse.recognised import recognises
from consilience.model.documents import Text
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report
from consilience.text.sentences import find_sentences, sentence_words
from consilience.text.tokens import pack_tokens

HARD = (
    "There's no water, there were none; let's go and y'all ain't gonna, they said.",
    "I got ta leave 'cause you 'll see nothin' but the ol' men c'm on over.",
    "But it was him that the army's 1,200-strong force had, had it not, been told to kill.",
    "  Two   spaces\u00a0and  more .  ",
    "On Monday, 4 June 2018, Gen. Ada Example met Bo al-Sample in Osk; $3m was missing.",
    "DENBY, Veskara (June 4) – Police.",
    "No",
    "?!",
    "\u0642\u062a\u0644 42 \u0634\u062e\u0635\u0627 \U0001f4a5 \U0001f1f8\U0001f1fe",
    "He did do what does not get done. She gets it. He got it. That that is is.",
    "a" * 1_499,
)


@pytest.fixture(scope="module")
def sentences():
    found = []
    for path in files("consilience").joinpath("examples", "reports").iterdir():
        for row in read_report(RawReport(path.name, path.read_bytes())):
            if isinstance(row, Text):
                bounds = find_sentences(row.text, 0, len(row.text))
                found.extend(sentence_words(row.text[start:end]) for start, end in bounds)
    return sorted(set(found))


@pytest.fixture
def quick():
    """A parser that has kept nothing yet."""
    return quick_parse.QuickParser(parsing.load_model())


def _plain(sentences):
    docs = parsing.load_model().pipe(sentences)
    return [(pack_tokens(parsing._columns(doc)), parsing._lemmas(doc)) for doc in docs]


def _packed(parses):
    return [(pack_tokens(columns), lemmas) for columns, lemmas in parses]


def test_every_token_of_the_examples_is_what_spacy_makes_of_it(quick, sentences):
    assert len(sentences) > 100
    assert _packed(quick.parse(sentences)) == _plain(sentences)


def test_odd_sentences_are_what_spacy_makes_of_them(quick):
    assert _packed(quick.parse(HARD)) == _plain(HARD)


def test_a_sentence_alone_is_parsed_as_in_any_company(quick, sentences):
    some = sentences[::5]
    together = _packed(quick.parse(some))
    shuffled = random.Random(5).sample(range(len(some)), len(some))
    assert _packed(quick.parse([some[i] for i in shuffled])) == [together[i] for i in shuffled]
    afresh = quick_parse.QuickParser(parsing.load_model())
    assert [_packed(afresh.parse([words]))[0] for words in some[:20]] == together[:20]


def test_what_is_kept_may_be_forgotten_at_any_time(quick, sentences, monkeypatch):
    some = sentences[::5]
    whole = _packed(quick.parse(some))
    monkeypatch.setattr(quick_parse, "MAX_TYPES", 10)
    monkeypatch.setattr(attributes, "MAX_TRIPLES", 10)
    parts = [_packed(quick.parse(some[at : at + 7])) for at in range(0, len(some), 7)]
    assert [parse for part in parts for parse in part] == whole


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=4))
def test_any_text_is_what_spacy_makes_of_it(texts):
    given_words = [sentence_words(text) for text in texts]
    parser = parsing.load_quick_parser()
    assert _packed(parser.parse(given_words)) == _plain(given_words)


@pytest.mark.parametrize("name", ["tagger", "attribute_ruler", "ner"])
def test_a_pipeline_without_one_of_its_parts_is_not_known(name):
    language = parsing.load_model()
    assert recognises(language)
    with language.select_pipes(disable=[name]):
        assert not recognises(language)


@pytest.mark.parametrize(
    ("component", "path", "value"),
    [
        ("ner", ("extra_state_tokens",), True),
        ("ner", ("tok2vec", "encode", "window_size"), 2),
        ("tok2vec", ("embed", "include_static_vectors"), False),
        ("tok2vec", ("encode", "@architectures"), "spacy.MishWindowEncoder.v2"),
        ("parser", ("@architectures",), "spacy.TransitionBasedParser.v1"),
    ],
)
def test_a_model_of_another_kind_is_not_known(monkeypatch, component, path, value):
    part = parsing.load_model().config["components"][component]["model"]
    for name in path[:-1]:
        part = part[name]
    monkeypatch.setitem(part, path[-1], value)
    assert not recognises(parsing.load_model())


def test_another_release_of_spacy_is_not_known(monkeypatch):
    monkeypatch.setattr("consilience.extraction.parse.recognised.version", lambda name: "3.9.0")
    assert not recognises(parsing.load_model())


def test_a_model_that_is_not_known_is_run_as_it_is(monkeypatch):
    known = _packed(parsing.parse_sentences(HARD[:3]))
    monkeypatch.setattr(parsing, "load_quick_parser", lambda: None)
    assert _packed(parsing.parse_sentences(HARD[:3])) == known


@pytest.mark.parametrize(
    ("pattern", "can"),
    [
        ([{"TAG": "NN", "LOWER": {"IN": ["one", "two"]}}], True),
        ([{"LOWER": {"REGEX": "^n"}}, {"LOWER": "all"}], True),
        ([{"LOWER": {"REGEX": "^n"}}, {"TAG": "NN"}], False),
        ([{"LOWER": "very", "OP": "+"}], False),
        ([{"SHAPE": "dd"}], False),
        ([{"LOWER": {"FUZZY": "war"}}], False),
        ([{}], False),
    ],
)
def test_patterns_are_tabulated_only_where_the_word_tag_and_dependency_decide(pattern, can):
    assert can_tabulate([pattern]) is can


def test_patterns_name_the_words_that_they_tell_apart_and_no_others():
    patterns = Patterns(
        [
            [{"LOWER": {"NOT_IN": ["but"]}, "DEP": {"IN": ["det"]}}],
            [{"LOWER": {"REGEX": "^n[ou]thin'$"}}],
            [{"LOWER": "let"}, {"LOWER": "'s"}],
            [{"DEP": "expl"}, {"LOWER": "is"}, {"TAG": "VB"}],
        ]
    )
    assert [patterns.names(word) for word in ("but", "nuthin'", "'s", " ", "war")] == [
        True, True, True, True, False,
    ]  # fmt: skip
    assert patterns.deps == {"det", "expl"}
    assert patterns.reach == 2
    assert patterns.longer_for_word("let")
    assert not patterns.longer_for_word("'s")
    assert patterns.longer_for_dep("expl")
