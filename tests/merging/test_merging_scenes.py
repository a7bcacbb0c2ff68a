"""Short reports of one topic: which tell of one scene, and which of their tellings are one."""

from __future__ import annotations

import random
from collections.abc import Sequence

from consilience.merging.accounts import Account
from consilience.merging.clustering import Clusters
from consilience.merging.demands import NO_DEMANDS, Demands
from consilience.merging.matching import Match
from consilience.merging.scene_clusters import cluster_scenes
from consilience.merging.scene_matching import compare_tellings
from consilience.merging.scene_words import surroundings_of
from consilience.merging.scenes import find_scenes
from consilience.merging.told import Told
from consilience.merging.word_relations import event_word, is_speech, relation
from consilience.model.events import EventMention
from consilience.model.spans import Span

NONE: frozenset[str] = frozenset()


def tell(document: str, written: str, lemma: str, *, day: int | None = None) -> tuple[Told, str]:
    """One telling, marked by bars in the text of its document."""
    before, word, after = written.split("|")
    text = before + word + after
    trigger = Span(
        document=document, start=len(before), end=len(before) + len(word), quote=word
    )  # the marked word
    row = EventMention(
        id=f"evm_{document}_{len(before)}", document=document, statement="st", sentence=document,
        trigger=trigger, lemma=lemma, kind="other", realis="happened", actors=(), targets=(),
        target_words=None, weapon=None, place=None, time=None, figures=(), within_mention=None,
        aggregate=False, reason="by hand",
    )  # fmt: skip
    told = Told(
        row=row, actors=NONE, targets=NONE, target_group=None, place=None,
        days=None if day is None else (day, day), precise=day is not None, costs=(), names=NONE,
        copies=(), around=NONE, story=None, published=None, pointing=False, other=False, word=lemma,
    )  # fmt: skip
    return told, text


def compare(left: tuple[Told, str], right: tuple[Told, str]) -> Match | None:
    return compare_tellings(surroundings_of(*left), surroundings_of(*right))


def cluster(tellings: Sequence[tuple[Told, str]], demands: Demands = NO_DEMANDS) -> Clusters:
    texts = {told.row.document: text for told, text in tellings}
    return cluster_scenes([Account(told=[told]) for told, _ in tellings], texts, demands)


def test_a_headline_verb_loses_the_ending_that_the_parser_left_on_it() -> None:
    assert event_word("dies", written="Dies").base == "die"
    assert event_word("news", written="news").base == "news"


def test_words_that_news_uses_in_turn_are_kin_and_opposites_are_not() -> None:
    assert relation(event_word("explode"), event_word("explosion")) == "same"
    assert relation(event_word("quake"), event_word("tremor")) == "kin"
    assert relation(event_word("pass", following="away"), event_word("die")) == "kin"
    assert relation(event_word("quake"), event_word("acquit")) is None
    assert relation(event_word("check", following="in"), event_word("check", following="out")) is (
        None
    )


def test_a_saying_is_known_by_its_word() -> None:
    assert is_speech(event_word("announcement"))
    assert not is_speech(event_word("collapse"))


def test_the_same_word_is_one_event_and_a_kin_word_only_among_the_same_words() -> None:
    quake = tell("doc_1", "A |quake| hit northern Olvek.", "quake")
    again = tell("doc_2", "After the |quake| schools closed.", "quake")
    near = tell("doc_3", "A |tremor| shook northern Olvek.", "tremor")
    far = tell("doc_4", "Nobody slept through that |tremor| again.", "tremor")

    found = [compare(quake, other) for other in (again, near, far)]

    assert [match is not None and match.automatic for match in found] == [True, True, False]


def test_what_two_people_say_is_not_one_saying() -> None:
    one = tell("doc_1", "Mayor Ilo Tarkh |said| roads were shut.", "say")
    other = tell("doc_2", "Surgeons in Mirsal |said| beds were full.", "say")
    again = tell("doc_3", "Mayor Ilo Tarkh |said| roads were closed.", "say")

    apart, same = compare(one, other), compare(one, again)

    assert apart is not None
    assert same is not None
    assert (apart.automatic, same.automatic) == (False, True)


def test_days_that_differ_speak_against_and_are_named() -> None:
    one = tell("doc_1", "A |quake| hit Olvek.", "quake", day=10)
    other = tell("doc_2", "A |quake| hit Olvek.", "quake", day=20)

    match, undated = compare(one, other), compare(one, tell("doc_2", "A |quake| hit Olvek.", "x"))

    assert match is not None
    assert "different days" in match.against
    assert undated is None


def test_shares_add_up_to_the_score() -> None:
    match = compare(
        tell("doc_1", "A |quake| hit Olvek.", "quake"),
        tell("doc_2", "A |quake| hit Mirsal.", "quake"),
    )
    assert match is not None
    assert round(sum(one.share for one in match.features), 2) == match.score


REPORTS = {
    "doc_1": "Ilo Tarkh was dismissed as coach of the Olvek Bears on Saturday.",
    "doc_2": "The Bears dismissed coach Ilo Tarkh after losing again, Olvek reported.",
    "doc_3": "Coach Marin Dovas was hired by the Olvek Bears for three seasons.",
    "doc_4": "Marin Dovas, hired for three seasons, will coach the Bears in Olvek.",
}


def test_reports_are_of_one_scene_by_what_few_reports_of_the_case_say() -> None:
    scene = find_scenes(REPORTS)
    assert scene["doc_1"] == scene["doc_2"]
    assert scene["doc_3"] == scene["doc_4"]
    assert scene["doc_1"] != scene["doc_3"]


def test_scenes_do_not_depend_on_the_order_of_the_reports() -> None:
    keys = list(REPORTS)
    random.Random(7).shuffle(keys)
    assert find_scenes({key: REPORTS[key] for key in keys}) == find_scenes(REPORTS)


def test_each_telling_says_through_which_other_it_came_in() -> None:
    found = cluster([tell(f"doc_{at}", "A |quake| hit Olvek.", "quake") for at in range(4)])
    assert found.root == (0, 0, 0, 0)
    assert sorted(found.joined) == [1, 2, 3]


def test_what_a_reviewer_says_goes_before_the_words() -> None:
    tellings = [
        tell("doc_1", "A |quake| hit Olvek.", "quake"),
        tell("doc_2", "A |quake| hit Olvek.", "quake"),
        tell("doc_3", "They |celebrate| in Olvek.", "celebrate"),
    ]
    demanded = Match(score=0.0, features=(), against=(), automatic=True)
    demands = Demands(
        together=((1, 2, demanded),),
        sides={0: frozenset({(0, False)}), 1: frozenset({(0, True)})},
    )

    found = cluster(tellings, demands)

    assert found.root == (0, 1, 1)
    assert found.joined[2].match is demanded
