"""Is a pipeline one whose work `quick` does as spaCy would? Anything unknown is not."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from consilience.extraction.parse.patterns import can_tabulate

if TYPE_CHECKING:
    from spacy.language import Language

_PIPES: Final = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
_RELEASES: Final = {"spacy": "3.8.", "thinc": "8.3."}
"""Releases whose layers and moves were read, and compared token by token."""

_TOK2VEC: Final = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "include_static_vectors": True},
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
_MODELS: Final[Mapping[str, Any]] = {
    "tok2vec": _TOK2VEC,
    "tagger": {
        "@architectures": "spacy.Tagger.v2",
        "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1"},
    },
    "parser": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1"},
    },
    "ner": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": _TOK2VEC,
    },
}


def recognises(language: Language) -> bool:
    """Whether every part of *language* is of a kind, and of a release, that `quick` knows."""
    if tuple(language.pipe_names) != _PIPES or language.lang != "en":
        return False
    if not all(version(name).startswith(release) for name, release in _RELEASES.items()):
        return False
    components = language.config["components"]
    return (
        all(_holds(components[name]["model"], wished) for name, wished in _MODELS.items())
        and _embeds_alike(components)
        and _walks_greedily(language)
        and _attributes_can_be_tabulated(language)
    )


def _holds(given: Mapping[str, Any], wished: Mapping[str, Any]) -> bool:
    """Whether *given* says all that *wished* says."""
    return all(
        _holds(given.get(name, {}), value)
        if isinstance(value, Mapping)
        else given.get(name) == value
        for name, value in wished.items()
    )


def _embeds_alike(components: Mapping[str, Any]) -> bool:
    """Whether embeddings hang on the word, its norm and the blank behind it, windows on as many."""
    parts = [components["tok2vec"]["model"], components["ner"]["model"]["tok2vec"]]
    known = {"NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"}
    return (
        all(known.issuperset(part["embed"]["attrs"]) for part in parts)
        and len({part["encode"]["depth"] for part in parts}) == 1
    )


def _walks_greedily(language: Language) -> bool:
    """Whether names are found without a beam, with all moves learnt, and vectors are by word."""
    names: Any = language.get_pipe("ner")
    vectors: Any = language.vocab.vectors
    return (
        names.cfg["beam_width"] == 1
        and not names.model.attrs["unseen_classes"]
        and names.model.attrs["has_upper"]
        and str(vectors.mode) == "default"
        and vectors.attr == language.vocab.strings["ORTH"]
    )


def _attributes_can_be_tabulated(language: Language) -> bool:
    ruler: Any = language.get_pipe("attribute_ruler")
    lemmatizer: Any = language.get_pipe("lemmatizer")
    patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
    return (
        type(ruler).__name__ == "AttributeRuler"
        and type(lemmatizer).__name__ == "EnglishLemmatizer"
        and lemmatizer.mode == "rule"
        and not lemmatizer.overwrite
        and can_tabulate(patterns)
    )
