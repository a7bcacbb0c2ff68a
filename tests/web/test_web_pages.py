"""Every page answers, holds what it is for, and leads to the words of the reports."""

import html
import re
from itertools import pairwise

import pytest

import consilience.web.app as web_app
from consilience.model.documents import Block, Document
from consilience.model.events import Event
from consilience.model.findings import Contradiction, FigureSet, Finding
from consilience.model.places import Place
from consilience.model.times import InferredDate
from consilience.outputs.lookup import Lookup
from consilience.outputs.severity import severe_names
from consilience.outputs.ties import ties_of
from consilience.outputs.wording import sentence_case, set_phrase
from consilience.web.pages.document import PART_CHARACTERS, cut_parts
from consilience.workspace.case import open_case
from tests.outputs.conftest import example
from tests.web.conftest import VIEWER


@pytest.fixture(scope="module")
def record(examples_case):
    with open_case(examples_case) as opened:
        yield opened


@pytest.fixture(scope="module")
def phrase(record):
    """How pages call the figure of most reports."""
    finding = max(record.rows(Finding), key=lambda row: (row.n_reports, row.n_independent))
    return sentence_case(set_phrase(record.get(FigureSet, finding.figure_set), Lookup(record)))


@pytest.fixture(scope="module")
def strike(record):
    """The dated and located event of most reports that happened."""
    told = [row for row in record.rows(Event) if row.place and row.date_start == row.date_end]
    told = [row for row in told if row.date_start and row.realis == "happened"]
    return max(told, key=lambda row: (row.n_reports, row.n_mentions))


def main_of(page: str) -> str:
    return page[page.index("<main") :]


def link_targets(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page)


def test_the_figures_lead_to_the_characters_of_each_voice(editor, phrase):
    page = editor.get("/figures").text
    assert phrase in html.unescape(page)
    links = [link for link in link_targets(page) if link.startswith("/documents/")]
    assert links
    assert all(re.search(r"\?start=\d+&amp;end=\d+#m$", link) for link in links)


def test_filters_of_figures_narrow_the_list(editor):
    page = editor.get("/figures", params={"measure": "injured"}).text
    assert "People injured" in page
    assert "People killed" not in page
    assert "People killed" not in editor.get("/figures", params={"place": "Nowhere"}).text


def test_a_figure_is_found_by_its_set_its_finding_and_its_member(editor, record):
    finding = max(record.rows(Finding), key=lambda row: row.n_reports)
    own = record.get(FigureSet, finding.figure_set)
    for key in (own.id, finding.id, finding.supporting[0]):
        answer = editor.get(f"/figures/{key}")
        assert answer.status_code == 200
        assert answer.url.path == f"/figures/{own.id}"
    assert "<svg" in answer.text


@pytest.mark.parametrize("address", ["/figures/set_none", "/figures/x", "/figures/doc_1"])
def test_what_is_not_in_the_case_is_told_as_such(editor, address):
    answer = editor.get(address)
    assert answer.status_code == 404
    assert "not in the case" in answer.text


@pytest.mark.parametrize(
    "query", ["measure=shoes", "after=x", "place=" + "x" * 400, "agreement=%3Cscript%3E"]
)
def test_a_filter_that_cannot_be_read_is_told_in_one_line(editor, query):
    answer = editor.get(f"/figures?{query}")
    assert answer.status_code == 400
    assert "<script>" not in answer.text


def test_every_page_module_has_a_router():
    assert all(page.router.routes for page in web_app.PAGES)


def test_events_are_a_list_a_map_and_a_timeline(editor, strike):
    assert f'href="/events/{strike.id}"' in editor.get("/events").text
    for view in ("map", "timeline"):
        page = editor.get("/events", params={"view": view}).text
        drawing = page[page.index("<svg") : page.index("</svg>", page.index('role="group"'))]
        assert "vega.github.io" not in drawing
        assert " style=" not in drawing
        assert 'href="/events' in page


@pytest.mark.parametrize("name", ["kind", "place", "date", "actor"])
def test_filters_of_events_narrow_the_list(editor, record, strike, name):
    others = [row for row in record.rows(Event) if row.kind != strike.kind]
    wanted = {
        "kind": strike.kind,
        "place": record.get(Place, strike.place).name,
        "date": strike.date_start,
        "actor": next(iter(strike.actors), None),
    }
    if wanted[name] is None:
        pytest.skip("the event names no actor")
    main = main_of(editor.get("/events", params={name: wanted[name]}).text)
    assert f"/events/{strike.id}" in main
    assert any(f"/events/{row.id}" not in main for row in others)


def test_an_event_shows_its_figures_its_voices_and_its_disputes(editor, record):
    dispute = next(
        row for row in record.rows(Contradiction, kind="figure") if row.subject.startswith("set_")
    )
    own = record.get(FigureSet, dispute.subject)
    event = own.event or next(row.event for row in record.rows(FigureSet) if row.event)
    page = editor.get(f"/events/{event}").text
    assert "Who tells it" in page
    assert 'class="voices"' in page
    assert own.event is None or f"/contradictions/{dispute.id}" in page


def test_an_event_says_how_firmly_its_actor_is_tied_to_it(editor, record):
    lookup = Lookup(record)
    ties = {
        event.id: ties_of(event.actors, lookup.mentions_of_event[event.id], lookup.entity_of)
        for event in record.rows(Event)
        if event.actors
    }
    key, own = next((key, own) for key, own in sorted(ties.items()) if any(t.reports for t in own))
    page = editor.get(f"/events/{key}").text
    assert all(f'<span class="quiet">{tie.words}</span>' in page for tie in own if tie.reports)


def test_contradictions_stand_face_to_face(editor):
    page = editor.get("/contradictions?level=major").text
    assert page.count('class="side"') >= 2
    one = re.search(r'href="(/contradictions/con_\w+)"', page)
    assert one is not None
    assert editor.get(one[1]).status_code == 200


def test_statements_are_found_by_who_says_them_and_what_they_tell_of(editor):
    page = editor.get("/statements?speaker=Dario Lemm").text
    assert "No aircraft of ours" in page
    one = re.search(r'href="(/statements/st_\w+)"', page)
    assert one is not None
    assert "Chain" in editor.get(one[1]).text
    assert "Nothing fits" in editor.get("/statements?speaker=Nobody").text


def test_no_page_holds_a_script_a_style_or_an_address_of_elsewhere(editor):
    for address in ("/", "/events?view=map", "/figures", "/statements", "/contradictions"):
        page = editor.get(address).text
        assert re.findall(r"<script(?! type=\"module\" src=\"/static/)", page) == []
        assert " style=" not in page
        assert re.findall(r"\son\w+=", page) == []
        assert [link for link in link_targets(page) if not link.startswith(("/", "#"))] == []


def test_a_permalink_shows_the_very_characters_it_names(editor, record):
    finding = max(record.rows(Finding), key=lambda row: row.n_reports)
    for key in finding.supporting:
        span = record.find(key).span
        whole = editor.get(f"/documents/{span.document}?start={span.start}&end={span.end}").text
        page = whole.replace('<span id="m"></span>', "")
        asked = re.findall(r'<span class="m [^"]*k-asked[^>]*>([^<]*)</span>', page)
        shown = "".join(asked)
        assert html.unescape(shown) == span.quote
        assert '<span id="m"></span>' in whole


def test_a_document_labels_its_furniture_and_sets_captions_apart(editor, record):
    document = next(row for row in record.rows(Document) if "11_march.html" in row.name)
    page = editor.get(f"/documents/{document.id}").text
    assert 'class="block dimmed"' in page
    assert 'class="block apart"' in page
    assert "Copied passages" in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for anchor in re.findall(r'href="#(c\d+)"', page):
        assert anchor in ids


@pytest.mark.parametrize("query", ["start=5&end=5", "start=0&end=99999999", "start=x&end=2"])
def test_characters_that_do_not_stand_in_a_document_are_refused(editor, record, query):
    document = next(iter(record.rows(Document)))
    assert editor.get(f"/documents/{document.id}?{query}").status_code == 400


def test_the_original_is_plain_text_in_a_sandbox_and_not_for_viewers(editor, enter, record):
    document = next(row for row in record.rows(Document) if row.name.endswith(".html"))
    answer = editor.get(f"/documents/{document.id}/original")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert "<html" in answer.text
    assert enter(VIEWER).get(f"/documents/{document.id}/original").status_code == 400


def test_a_long_document_is_shown_in_parts_of_whole_blocks():
    blocks = [
        example(Block, id=f"bl_{at}", ordinal=at, start=at * 1000, end=at * 1000 + 900)
        for at in range(60)
    ]
    parts = cut_parts(blocks, 60_000)
    assert parts[0][0] == 0
    assert parts[-1][1] > 60_000
    assert all(left[1] == right[0] for left, right in pairwise(parts))
    assert all(end - start <= PART_CHARACTERS + 1000 for start, end in parts)
    assert {start for start, _ in parts} <= {block.start for block in blocks}


def test_the_overview_holds_the_key_figures_the_disputes_the_map_and_the_pace(editor, phrase):
    page = html.unescape(editor.get("/").text)
    for held in (phrase, "contradict each other", "Places of events", "Events by"):
        assert held in page


@pytest.mark.parametrize("view", ["documents", "outlets", "originators", "copies"])
def test_sources_have_four_views(editor, view):
    answer = editor.get("/sources", params={"view": view})
    assert answer.status_code == 200
    assert answer.text.count("<tr>") > 5


def test_a_copied_passage_leads_to_its_reports_side_by_side(editor):
    page = editor.get("/sources?view=copies").text
    one = re.search(r'href="(/lineages/lin_\w+)">', page)
    assert one is not None
    shown = editor.get(one[1]).text
    beside = re.search(r'href="(/compare\?[^"]+)"', shown)
    assert beside is not None
    compared = editor.get(html.unescape(beside[1])).text
    assert "Passages shared" in compared
    assert 'class="band shared"' in compared


def test_two_documents_must_be_two_and_in_the_case(editor, record):
    one = next(iter(record.rows(Document))).id
    assert editor.get(f"/compare?left={one}&right={one}").status_code == 400
    assert editor.get(f"/compare?left={one}&right=doc_none").status_code == 404
    assert "One document" in editor.get("/compare").text


def test_the_search_marks_the_words_and_keeps_its_filters(editor):
    page = editor.get("/search", params={"q": "hospital", "outlet": "Corvane"}).text
    assert re.search(r"<mark>hospital</mark>", page, re.IGNORECASE)
    assert "WorldFlash24," not in page
    assert editor.get("/search?q=zyxwv").text.count("<article") == 0
    assert editor.get("/search", params={"q": "***"}).status_code == 400
    assert editor.get("/search?q=a&after=999999").status_code == 400


def test_everything_has_a_chain_down_to_the_characters(editor, record):
    finding = max(record.rows(Finding), key=lambda row: row.n_reports)
    page = editor.get(f"/why/{finding.id}").text
    assert page.count("<blockquote>") > 5
    assert editor.get(f"/go/{finding.id}").url.path == f"/figures/{finding.figure_set}"
    assert editor.get("/why/fin_none").status_code == 404


def test_a_viewer_sees_no_name_of_a_victim_or_witness_on_any_page(enter, record):
    names = {name for name in severe_names(record) if len(name) > 3}
    assert names
    desk = enter(VIEWER)
    addresses = ["/", "/events", "/figures", "/statements", "/contradictions", "/search?q=Garrada"]
    addresses += [f"/documents/{row.id}" for row in record.rows(Document)]
    addresses += [f"/why/{row.id}" for row in record.rows(Finding)]
    seen = ""
    for address in addresses:
        answer = desk.get(address)
        assert answer.status_code == 200
        seen += html.unescape(re.sub(r"<[^>]+>", "", answer.text))
        seen += " ".join(re.findall(r'(?:title|data-copy|aria-label)="([^"]*)"', answer.text))
    found = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", seen)]
    assert found == []
    assert "name withheld" in seen


def test_an_undated_report_shows_the_inferred_interval_among_what_was_found(editor, examples_case):
    with open_case(examples_case) as case:
        inferred = next(row for row in case.rows(InferredDate) if row.start is not None)
    page = editor.get(f"/documents/{inferred.document}").text
    found = page[page.index("Where these came from") :]
    assert inferred.reason.split(":")[0] in found[: found.index("</details>")]
