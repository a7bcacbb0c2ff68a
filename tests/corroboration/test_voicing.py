from __future__ import annotations

import dataclasses

from consilience.corroboration.voicing import voicing
from consilience.model.spans import Span
from tests.corroboration.invented_pile import document, entity, statement, tables_of


def keys(*said, entities=()):
    """Return the key of the voice of each statement of one report."""
    return [voice.key for voice in voices(*said, entities=entities)]


def voices(*said, entities=()):
    """Return the voice of each statement of one report."""
    report = document("d1")
    rows = [report]
    for at, (originator, kind, source) in enumerate(said):
        words = Span(document="d1", start=50, end=50 + len(source), quote=source)
        row = statement(f"s{at}", report, originator=originator, kind=kind)
        rows.append(dataclasses.replace(row, source=(words,)))
    found = voicing(tables_of([*rows, *entities]))
    return [found.of(row) for row in rows[1:]]


OBSERVATORY = ("Ruritanian Observatory", "ngo_monitor", "the Ruritanian Observatory")


def test_a_monitor_is_the_one_monitor_that_the_report_names():
    one, other = keys(OBSERVATORY, ("a monitor", "ngo_monitor", "a monitor"))
    assert one == other


def test_a_monitor_beside_two_named_ones_stays_apart():
    watch = ("River Watch", "ngo_monitor", "River Watch")
    found = keys(OBSERVATORY, watch, ("a monitor", "ngo_monitor", "a monitor"))
    assert len(set(found)) == 3


def test_a_director_speaks_for_the_body_named_beside_him():
    director = ("Orla Venn", "person", "Observatory director Orla Venn")
    again = ("Orla Venn", "person", "Venn")
    assert len(set(keys(OBSERVATORY, director, again))) == 1


def test_a_person_of_no_body_speaks_for_himself():
    assert len(set(keys(OBSERVATORY, ("Tam Ode", "person", "the baker Tam Ode")))) == 2


def test_the_short_form_of_a_name_is_the_name():
    short = ("Observatory", "organisation", "The Observatory")
    assert len(set(keys(OBSERVATORY, short))) == 1


def test_a_force_of_the_vocabulary_is_no_short_form_of_another_body():
    short, force = ("Rangers", "military", "the Rangers"), entity("Rangers")
    rangers = ("Ruritanian Rangers", "military", "the Ruritanian Rangers")
    assert len(set(keys(rangers, short))) == 1
    assert len(set(keys(rangers, short, entities=[force]))) == 2


def test_a_body_is_of_the_kind_that_the_report_names_it_by_last():
    other = ("Ruritanian Observatory", "organisation", "the Ruritanian Observatory")
    group = ("a monitor", "ngo_monitor", "a monitor")
    assert voices(OBSERVATORY, other, group)[-1].kind == "organisation"
    assert voices(OBSERVATORY, other, OBSERVATORY, group)[-1].kind == "ngo_monitor"
