"""The error lists: misses and false finds in context."""

from evals import differences, document_differences
from evals.errors import render

TEXT = "On Monday two people died in Garrada, the army said on Tuesday."


def timex(words: str, value: str) -> dict:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "type": "DATE", "value": value}


def kinds(found) -> list[str]:
    return sorted(one.kind for one in found)


def test_a_miss_a_false_find_and_a_wrong_value_are_told_apart() -> None:
    gold = {"timexes": [timex("Monday", "2018-03-12"), timex("Tuesday", "2018-03-13")]}
    predicted = {"timexes": [timex("Monday", "2018-03-05"), timex("army", "")]}
    found = list(differences.times({"id": "d", "text": TEXT}, gold, predicted))
    assert kinds(found) == ["false DATE", "missed DATE", "value DATE"]
    missed = next(one for one in found if one.kind == "missed DATE")
    assert "[Tuesday]" in missed.context


def test_equal_answers_have_no_differences() -> None:
    gold = {"timexes": [timex("Monday", "2018-03-12")]}
    assert not list(differences.times({"id": "d", "text": TEXT}, gold, gold))


def test_a_source_that_is_somebody_else_is_seen() -> None:
    one = {"source": [[38, 46]], "cue": [[47, 51]], "content": [[0, 36]]}
    other = {**one, "source": [[29, 36]]}
    document = {"id": "d", "text": TEXT}
    found = differences.attribution(document, {"attributions": [one]}, {"attributions": [other]})
    assert kinds(found) == ["source"]


def test_quantities_are_told_by_bound_and_unit() -> None:
    wanted = {"low": 2, "high": 2, "bound": "=", "unit": "person"}
    found = document_differences.quantities(
        {"id": "q", "text": "two"},
        {"quantities": [wanted]},
        {"quantities": [{**wanted, "bound": "~"}, {**wanted, "low": 9, "high": 9}]},
    )
    assert kinds(found) == ["bound ~ for =", "false"]


def test_documents_wrongly_together_and_apart_are_seen_within_a_pile() -> None:
    documents = {key: {"id": key, "text": key} for key in "abc"}
    gold = {key: {"cluster": c, "pile": "p"} for key, c in zip("abc", "xxy", strict=True)}
    predicted = {key: {"cluster": c} for key, c in zip("abc", "uvv", strict=True)}
    found = document_differences.clusters(documents, gold, predicted)
    assert kinds(found) == ["wrongly apart", "wrongly together"]


def test_a_passage_is_the_same_whichever_side_comes_first() -> None:
    documents = {"a": {"text": TEXT}, "b": {"text": TEXT}}
    passage = {"a": "a", "b": "b", "a_start": 0, "a_end": 9, "b_start": 30, "b_end": 39}
    gold = {**passage, "kind": "verbatim", "direction": "a_from_b"}
    turned = {
        "a": "b", "b": "a", "a_start": 30, "a_end": 39, "b_start": 0, "b_end": 9,
        "kind": "verbatim", "direction": "b_from_a",
    }  # fmt: skip
    assert not list(document_differences.lineage(documents, [gold], [turned]))
    wrong = {**turned, "direction": "a_from_b"}
    assert kinds(document_differences.lineage(documents, [gold], [wrong])) == [
        "direction of verbatim"
    ]


def test_figures_tell_too_high_from_too_low() -> None:
    documents = {"d": {"id": "d", "incident": "i", "text": TEXT}}
    gold = {"i": {"killed": 2, "injured": 0}}
    predicted = {"i": {"killed": {"low": 3, "best": 3, "high": 3}, "injured": None}}
    found = document_differences.figures(documents, gold, predicted)
    assert kinds(found) == ["injured not found", "killed too high"]


def test_the_list_is_sorted_by_how_often_a_kind_occurs() -> None:
    one = differences.Difference(kind="rare", document="d", wanted="", found="", context="")
    often = differences.Difference(kind="often", document="d", wanted="", found="", context="")
    lines = list(render([one, often, often], kind="", limit=1))
    assert lines[:2] == ["      2  often", "      1  rare"]
    assert sum(line.startswith("d: ") for line in lines) == 2
