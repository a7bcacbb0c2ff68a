"""How properties are tried: the same examples in every run, or more of them and others each time.

``CONSILIENCE_EXAMPLES=20 make test`` tries twenty times as many as usual, and none of the usual.
No property fails because a machine is slow: nothing here has a deadline.
"""

import os

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

TIMES = int(os.environ.get("CONSILIENCE_EXAMPLES", "0"))

hypothesis.settings.register_profile(
    "consilience",
    derandomize=not TIMES,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=(
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.data_too_large,
        hypothesis.HealthCheck.filter_too_much,
    ),
)
hypothesis.settings.load_profile("consilience")

if not TIMES:
    # One value in twenty would come from the constants of all modules that happen to be loaded: a
    # word in any source file, or another order of the tests, would try other examples everywhere.
    providers._get_local_constants = providers.Constants


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not TIMES:
        return
    for item in items:
        tried = getattr(item, "obj", None)
        usual = getattr(tried, "_hypothesis_internal_use_settings", None)
        if usual is not None:
            tried._hypothesis_internal_use_settings = hypothesis.settings(
                usual, max_examples=TIMES * usual.max_examples, derandomize=False
            )
