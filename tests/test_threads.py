"""Matrices are multiplied in one thread, unless somebody says otherwise."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("given", "expected"), [(None, "1"), ("4", "4")])
def test_one_thread_multiplies_matrices_unless_somebody_says_otherwise(given, expected):
    environment = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    if given is not None:
        environment["OPENBLAS_NUM_THREADS"] = given
    told = subprocess.run(
        [sys.executable, "-c", "import consilience, os; print(os.environ['OPENBLAS_NUM_THREADS'])"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == expected
