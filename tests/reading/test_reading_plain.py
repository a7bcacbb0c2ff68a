"""Plain text gets labelled blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.model.documents import Document
from consilience.reading.dates import find_leading_date
from consilience.reading.plain import find_blocks
from consilience.reading.raw import RawReport
from consilience.reading.reports import read_report
from consilience.text.normalise import freeze_text

PROSE = "Police in Adrasan said two people were killed on Monday."
MORE = "A hospital later put the number of the dead at three."


def labels(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]


def test_a_headline_that_stands_twice_is_one_headline() -> None:
    line = "Two dead in Adrasan market"
    text = f"{line}\n\n  • {line}\n\n{line}\n\n{PROSE}"
    blocks = find_blocks(text)
    assert [block.kind for block in blocks] == ["headline", "headline", "headline", "paragraph"]
    assert [block.repeats for block in blocks] == [None, 0, 0, None]


def test_a_first_paragraph_is_no_headline() -> None:
    assert labels(f"{PROSE}\n\n{MORE}") == [("paragraph", PROSE), ("paragraph", MORE)]


def test_address_and_share_counts_at_the_head_are_set_apart() -> None:
    text = f"http://www.example.org/news/adrasan-market-a1.html\n154\n15\n{PROSE}\n\n{MORE}"
    assert [kind for kind, _ in labels(text)] == [
        "furniture",
        "share_count",
        "share_count",
        "paragraph",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Latest News",
        "Share this article",
        "© 2015 Example Courier. All Rights reserved.",
        "Copyright 2016 Example Courier",
        "In pictures: the market of Adrasan",
        "28 show all In pictures: the market of Adrasan",
        "Follow us on Twitter",
        "Sign up to our newsletter",
    ],
)
def test_known_lines_are_furniture(line: str) -> None:
    assert labels(f"{PROSE}\n\n{line}\n\n{MORE}")[1] == ("furniture", line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the attack, traders said.",
        "Copyright law was no concern of the fighters who took the printing house on Friday.",
        "The latest news from the front reached Adrasan on Sunday.",
        "Home is where they want to go back to.",
        "Officials said on Monday that the road was open (it had been shut for a week).",
    ],
)
def test_prose_that_opens_like_furniture_stays_prose(line: str) -> None:
    assert labels(f"{PROSE}\n\n{line}\n\n{MORE}")[1] == ("paragraph", line)


def test_gallery_lines_are_split_into_counter_caption_and_credit() -> None:
    text = (
        f"{PROSE}\n\n1/3 A street in the old town\n\n2/3 A boy near Adrasan, Lycia Reuters"
        "\n\n3/3 Smoke over the harbour AFP/Getty Images"
    )
    assert labels(text)[1:] == [
        ("counter", "1/3"),
        ("caption", "A street in the old town"),
        ("counter", "2/3"),
        ("caption", "A boy near Adrasan, Lycia"),
        ("credit", "Reuters"),
        ("counter", "3/3"),
        ("caption", "Smoke over the harbour"),
        ("credit", "AFP/Getty Images"),
    ]


def test_glued_picture_labels_are_split_with_the_question_behind_them() -> None:
    text = (
        f"{PROSE}\n\nImage copyright Reuters Image caption People leave the market Image copyright "
        f"AFP/Getty Images Image caption Smoke over the harbour, some 15km (9.3 miles) away What "
        f"happened at the market?\n\n{MORE}"
    )
    kept = [label for label in labels(text) if label[0] != "furniture"]
    assert kept[1:-1] == [
        ("credit", "Reuters"),
        ("caption", "People leave the market"),
        ("credit", "AFP/Getty Images"),
        ("caption", "Smoke over the harbour, some 15km (9.3 miles) away"),
        ("headline", "What happened at the market?"),
    ]


def test_a_first_caption_that_stands_twice_is_one_caption() -> None:
    line = "A soldier looks over the harbour of Adrasan from a roof"
    blocks = find_blocks(f"Harbour of Adrasan taken\n\n{line}\n\n{line}\n\n{PROSE}")
    assert [block.kind for block in blocks] == ["headline", "caption", "caption", "paragraph"]
    assert blocks[2].repeats == 1


def test_a_caption_with_its_credit_in_brackets_is_split() -> None:
    assert labels(f"{PROSE}\n\nA street in the old town of Adrasan (Reuters)")[1:] == [
        ("caption", "A street in the old town of Adrasan"),
        ("credit", "Reuters"),
    ]


def test_a_dateline_is_set_apart_from_the_first_sentence() -> None:
    assert labels(f"ADRASAN, 4 May (Reuters) - {PROSE}\n\n{MORE}") == [
        ("dateline", "ADRASAN, 4 May (Reuters) -"),
        ("paragraph", PROSE),
        ("paragraph", MORE),
    ]


def test_a_date_glued_to_the_head_is_set_apart() -> None:
    assert labels(f"Wed 05 Apr 2017 {PROSE}")[0] == ("dateline", "Wed 05 Apr 2017")


def test_hard_wrapped_text_becomes_paragraphs() -> None:
    text = (
        "   POLICE IN ADRASAN SAID THAT TWO PEOPLE WERE KILLED AND FIVE WERE\n"
        "WOUNDED WHEN A BOMB WENT OFF NEAR THE MARKET OF THE TOWN ON MONDAY, IN\n"
        "THE THIRD ATTACK OF THE WEEK.\n"
        "   NOBODY HAS CLAIMED RESPONSIBILITY FOR THE ATTACK SO FAR, ALTHOUGH THE\n"
        "AUTHORITIES BLAME A GROUP THAT HIDES IN THE HILLS BEHIND THE TOWN AND\n"
        "HAS ATTACKED BEFORE.\n"
    )
    blocks = find_blocks(text)
    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]
    assert text[blocks[1].start : blocks[1].end].startswith("NOBODY HAS CLAIMED")


def test_one_paragraph_a_line_stays_one_paragraph_a_line() -> None:
    assert labels(f"{PROSE}\n{MORE}\n{PROSE} {MORE}") == [
        ("paragraph", PROSE),
        ("paragraph", MORE),
        ("paragraph", f"{PROSE} {MORE}"),
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .\n•©1/2(){}[]<>A\t\"'–-:,?!%", max_size=300))
def test_blocks_are_in_order_and_inside_the_text(raw: str) -> None:
    text = freeze_text(raw)
    blocks = find_blocks(text)
    at = 0
    for index, block in enumerate(blocks):
        assert at <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        assert block.repeats is None or block.repeats < index
        at = block.end


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Date of publication 3 June 2016", "2016-06-03"),
        ("Published August 15 2016", "2016-08-15"),
        ("Published on: 15 August 2016", "2016-08-15"),
        ("28-04-2016", "2016-04-28"),
        ("04-05-2016", None),
        ("28-04.2016", None),
        ("Feb 072019", "2019-02-07"),
    ],
)
def test_a_date_at_the_head_is_read_behind_published_and_in_digits_that_read_one_way(head, day):
    found = find_leading_date(f"{head} Shells hit the mill of Osk")
    assert (found[1].value if found else None) == day
    assert found is None or found[0] == len(head)


@pytest.mark.parametrize(
    ("text", "head", "published", "modified"),
    [
        ("06.04.2019Read on The mill of Osk burnt.", "06.04.2019", "2019-04-06", None),
        ("Last updated at Nov 142019 The mill burnt.", "Last updated at Nov 142019", None,
         "2019-11-14"),
        ("06.13.2017 The mill of Osk burnt on Sunday.", None, None, None),
    ],
)  # fmt: skip
def test_a_date_that_a_saved_page_glued_to_its_text_is_taken_off(text, head, published, modified):
    rows = list(read_report(RawReport("report.txt", text.encode())))
    (document,) = [row for row in rows if isinstance(row, Document)]
    assert (document.published_start, document.modified) == (published, modified)
    lines = [text[row.start : row.end] for row in rows if getattr(row, "kind", "") == "dateline"]
    assert lines == ([head] if head else [])


@pytest.mark.parametrize(
    ("line", "published", "agency"),
    [
        (
            "Two dead in Adrasan Monitor AFP Tuesday 20 May 2031 Two people",
            "2031-05-20",
            "Agence France-Presse",
        ),
        (
            "Two dead in Adrasan Reuters 20 May 2031 A bomb killed two people",
            "2031-05-20",
            "Reuters",
        ),
        (
            'Two dead in Adrasan AFP Tuesday 20 May 2031 "Two people',
            "2031-05-20",
            "Agence France-Presse",
        ),
        ("Date of publication 20 May 2031 Two people", "2031-05-20", None),
        ("AFP said on Tuesday 20 May 2031 that two people", None, None),
        ("Two dead in Adrasan, said AFP Tuesday 20 May 2031 after a bomb hit the", None, None),
    ],
)
def test_agency_and_day_that_prose_runs_into_date_a_report(
    line: str, published: str | None, agency: str | None
) -> None:
    text = f"{line} were killed in the market of the town.".encode()
    (document,) = [
        row for row in read_report(RawReport("wire.txt", text)) if isinstance(row, Document)
    ]
    assert (document.published_start, document.agency) == (published, agency)
