"""The command that counts false flags tells them by report and fails above its bound."""

import json

import pytest

from evals.rewording import find_flags, main

PLAIN = "Police fired tear gas at the crowd late last year, and it went home at noon."
BROKEN = "Police fired tear fuel at the crowd late past year, and it went home at noon."


def write(folder, texts):
    rows = [json.dumps({"id": f"d{at:02}", "text": text}) for at, text in enumerate(texts)]
    (folder / "documents.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return [str(folder)]


def test_flags_are_told_by_report():
    found = find_flags({"one": PLAIN, "two": BROKEN})
    assert {key: [row.span.quote for row in rows] for key, rows in found.items()} == {
        "two": ["tear fuel", "late past year"]
    }


@pytest.mark.parametrize(("plain", "code"), [(19, 0), (18, 1)])
def test_more_than_one_report_of_twenty_is_too_many(tmp_path, capsys, plain, code):
    assert main(write(tmp_path, [BROKEN, *[PLAIN] * plain])) == code
    assert f"1 of {plain + 1} documents flagged" in capsys.readouterr().out
