"""What an account tells is written down and read back without loss."""

from __future__ import annotations

import itertools

from consilience.merging.copying import Copied
from consilience.merging.profiles import Profile, read_profile, write_profile
from consilience.merging.told import Cost

COSTS = (
    Cost("killed", "all", 3.0, 3.0, 3),
    Cost("killed", "all", None, 12.0, None),
    Cost("killed", "all", 12.0, None, None),
    Cost("injured", "civilians", 12.0, 14.0, None),
)
FULL = Profile(
    key="em_a", documents=frozenset({"doc_1"}), kinds=frozenset({"killing", "attack"}),
    kind="attack", words=frozenset({"hit", "attack"}), unreal=False, aggregate=True, recalled=False,
    fine=frozenset({"pla_1", "pla_2"}), coarse=frozenset({"pla_3"}), day=(7, 7), days=(1, 9),
    window=(0, 12), actors=frozenset({"ent_1"}), targets=frozenset({"ent_2", "ent_3"}),
    groups=frozenset({"market"}), costs=frozenset(COSTS), names=frozenset({"ent_1", "pla_1"}),
    copies=frozenset({("lin_1", "killing kill", 0)}),
    copied=(
        Copied(("lin_1", "killing kill", 0), frozenset({"near", "mill"}), frozenset()),
        Copied(
            ("lin_1", "killing kill", 0),
            frozenset(),
            frozenset({("killed", None, 12.0), ("killed", 12.0, None), ("killed", 3.0, 3.0)}),
        ),
    ),
    stories=frozenset({"sto_1"}), by_hand=True,
)  # fmt: skip


def test_a_profile_is_read_back_as_it_was_written() -> None:
    assert read_profile(write_profile(FULL)) == FULL
    bare = FULL._replace(day=None, days=None, window=None, costs=frozenset(), copied=())
    assert read_profile(write_profile(bare)) == bare


def test_equal_profiles_are_written_alike_whatever_the_order_of_their_sets() -> None:
    written = {
        write_profile(FULL._replace(costs=frozenset(order)))
        for order in itertools.permutations(COSTS)
    }
    assert len(written) == 1
