import json
import os
import pty
import subprocess
import sys
import zipfile

import pytest


def on_a_terminal(*words: object) -> str:
    """Return what a command prints when standard output is a terminal."""
    reader, writer = pty.openpty()
    code = "from consilience.cli import main; main()"
    done = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        stdout=writer,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "COLUMNS": "140", "TERM": "xterm"},
    )
    os.close(writer)
    read = []
    while True:
        try:
            chunk = os.read(reader, 4096)
        except OSError:  # the other side is closed
            break
        if not chunk:
            break
        read.append(chunk)
    os.close(reader)
    done.wait()
    return b"".join(read).decode()


def test_a_build_ends_with_counts_and_leaves_standard_output_alone(reports, tmp_path, consilience):
    shown = consilience("build", reports, "--case", tmp_path / "new.case")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err.splitlines()[-1].startswith("build: 2 documents")


def test_a_build_says_as_json_what_it_did(reports, case, consilience):
    shown = consilience("build", reports, "--case", case, "--json")
    told = json.loads(shown.out)
    assert (told["ok"], told["documents"], told["known"]) == (True, 2, 2)
    assert not [stage for stage in told["stages"] if stage["ran"]]


def test_a_build_that_skips_a_report_says_so_and_exits_with_3(reports, tmp_path, consilience):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "picture.txt").write_bytes(bytes(range(256)) * 20)
    path = tmp_path / "new.case"
    shown = consilience("build", reports / "post.txt", tmp_path / "more", "--case", path)
    assert shown.code == 3
    assert "1 skipped (see: consilience skipped" in shown.err
    (row,) = json.loads(consilience("skipped", path, "--json").out)
    assert (row["what"], row["stage"]) == ("picture.txt", "read")


def test_pictures_of_an_archive_are_counted_and_no_reason_to_exit_with_3(
    reports, tmp_path, consilience
):
    with zipfile.ZipFile(tmp_path / "saved.zip", "w") as archive:
        archive.write(reports / "post.txt", "post.txt")
        archive.writestr("files/logo.png", b"\x89PNG")
    path = tmp_path / "new.case"
    shown = consilience("build", tmp_path / "saved.zip", "--case", path)
    assert shown.code == 0
    assert "0 skipped, 1 kind of other files set aside (see: consilience" in shown.err
    (row,) = json.loads(consilience("skipped", path, "--json").out)
    assert (row["what"], row["stage"]) == ("saved.zip!files of type .png", "set aside")


def test_what_a_browser_saves_beside_a_page_is_set_aside_in_a_folder_too(
    reports, tmp_path, consilience
):
    inbox = tmp_path / "inbox"
    (inbox / "post_files").mkdir(parents=True)
    (inbox / "post.txt").write_bytes((reports / "post.txt").read_bytes())
    for name in ("logo.png", "map.png", "main.css"):
        (inbox / "post_files" / name).write_bytes(b"\x89PNG")
    path = tmp_path / "new.case"
    assert consilience("build", inbox, "--case", path).code == 0
    rows = json.loads(consilience("skipped", path, "--json").out)
    assert {(row["what"], row["reason"]) for row in rows} == {
        ("post_files!files of type .css", "1 of them: no reports"),
        ("post_files!files of type .png", "2 of them: no reports"),
    }
    named = consilience("add", path, inbox / "post_files" / "map.png")
    assert named.code == 3  # somebody wanted it to be read


@pytest.mark.parametrize("words", [["gone/"], ["gone.txt"]])
def test_a_path_that_is_not_there_is_wrong_input(words, tmp_path, consilience):
    shown = consilience(
        "build", *(tmp_path / word for word in words), "--case", tmp_path / "c.case"
    )
    assert shown.code == 2
    assert shown.err.startswith("Error: ")
    assert "Traceback" not in shown.err


def test_a_case_that_is_not_there_is_named_with_a_hint(consilience):
    shown = consilience("events", "gone.case")
    assert shown.code == 2
    assert "gone.case" in shown.err
    assert "Hint: " in shown.err


def test_a_wrong_option_gets_a_hint_and_no_usage_dump(case, consilience):
    shown = consilience("figures", case, "--measure", "guessed")
    assert shown.code == 2
    assert shown.err.startswith("Error: Invalid value for '--measure'")
    assert shown.err.splitlines()[-1] == "Hint: consilience figures --help"


def test_an_unknown_command_is_wrong_input(consilience):
    shown = consilience("guess")
    assert (shown.code, shown.out) == (2, "")
    assert "guess" in shown.err


def test_a_wrong_date_is_explained(case, consilience):
    shown = consilience("events", case, "--date", "Tuesday")
    assert shown.code == 2
    assert "2017-03-01..2017-03-07" in shown.err


def test_json_and_csv_together_are_refused(case, consilience):
    assert consilience("events", case, "--json", "--csv").code == 2


def test_the_case_is_found_by_variable_or_as_the_only_one_here(
    case, consilience, monkeypatch, tmp_path
):
    monkeypatch.chdir(case.parent)
    assert consilience("documents").code == 0
    monkeypatch.chdir(tmp_path)
    assert consilience("documents").code == 2
    monkeypatch.setenv("CONSILIENCE_CASE", str(case))
    assert consilience("documents").code == 0
    assert consilience("search", "civilians").code == 0


def test_a_search_shows_the_words_marked_in_their_sentence(case, consilience):
    shown = consilience("search", case, "relief", "union")
    assert shown.code == 0
    assert "[[Relief]] [[Union]]" in shown.out
    assert shown.err.splitlines()[-1] == "search: 2 documents"
    hits = json.loads(consilience("search", case, '"relief union"', "--json").out)
    assert {hit["name"] for hit in hits} == {"herald.txt", "post.txt"}


def test_why_follows_a_document_id_and_refuses_an_unknown_one(case, consilience):
    (row, _) = json.loads(consilience("documents", case, "--json").out)
    chain = json.loads(consilience("why", case, row["source_id"], "--json").out)
    assert chain["table"] == "documents"
    assert consilience("why", "--case", case, row["source_id"]).out.startswith("document ")
    assert consilience("why", case, "fin_nothing").code == 2


def test_verify_passes_and_then_names_what_was_changed(case, consilience, tmp_path):
    assert consilience("verify", case).code == 0
    changed = tmp_path / "changed.case"
    data = bytearray(case.read_bytes())
    at = data.index(b"At least 40 civilians")
    data[at : at + 2] = b"Ot"
    changed.write_bytes(data)
    shown = consilience("verify", changed, "--json")
    assert shown.code == 1
    told = json.loads(shown.out)
    assert told["ok"] is False
    assert told["first_bad"]


def test_an_export_is_the_same_twice_and_lists_its_files(case, consilience, tmp_path):
    first = consilience("export", case, "--format", "json", "-o", tmp_path / "a")
    consilience("export", case, "--format", "json", "-o", tmp_path / "b")
    assert len(first.out.splitlines()) == len(list((tmp_path / "a").iterdir()))
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    streamed = consilience("export", case, "--format", "json", "-o", "-")
    assert {row["name"] for row in json.loads(streamed.out)["documents"]} == {
        "herald.txt",
        "post.txt",
    }


def test_a_terminal_gets_a_table_in_which_escape_codes_are_only_words(tmp_path, consilience):
    (tmp_path / "odd\x1b[31m.txt").write_text("The army moved into Dervan on Tuesday.\n")
    case = tmp_path / "odd.case"
    assert consilience("build", tmp_path / "odd\x1b[31m.txt", "--case", case).code == 0
    for shown in (on_a_terminal("documents", case), on_a_terminal("search", case, "army")):
        assert "\\x1b[31m" in shown
        assert "odd\x1b[31m" not in shown
    assert "─" in on_a_terminal("documents", case)
