"""Figures and bodies as they stand in a sentence."""

import pytest

from consilience.model.figures import Figure
from consilience.model.findings import Finding
from consilience.model.spans import span_of
from consilience.outputs.report.attributed import with_article
from consilience.outputs.report.counted import quantity


@pytest.mark.parametrize(
    ("words", "qualifier", "low", "high", "said"),
    [
        ("19", "exact", 19.0, 19.0, "19"),
        ("six", "exact", 6.0, 6.0, "six"),
        ("about 500", "approx", 500.0, 500.0, "about 500"),
        ("more than 300", "floor_strict", 300.0, None, "more than 300"),
        ("at least 40", "floor", 40.0, None, "at least 40"),
        ("as many as 600", "ceiling", None, 600.0, "up to 600"),
        ("between 17 and 21", "range", 17.0, 21.0, "between 17 and 21"),
        ("Dozens", "vague", 12.0, None, "dozens of"),
        ("around half", "fraction", 900.0, 900.0, "around half (900)"),
    ],
)
def test_a_figure_is_said_as_exactly_as_it_was(make_row, words, qualifier, low, high, said):
    span = span_of("doc_q", words, 0, len(words))
    figure = make_row(Figure, id="fig_q", document="doc_q", span=span, qualifier=qualifier)
    finding = make_row(Finding, id="fin_q", low=low, high=high)
    assert quantity(finding, [figure]) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Interior Ministry", "the Interior Ministry"),
        ("The Town Post", "The Town Post"),
        ("Ada Reyn", "Ada Reyn"),
        ("Union of Farmers", "the Union of Farmers"),
    ],
)
def test_a_body_has_its_article_and_a_person_none(name, said):
    assert with_article(name) == said
