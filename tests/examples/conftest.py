import pytest

from evals.examples import build_examples
from evals.truth import Record


@pytest.fixture(scope="session")
def record() -> Record:
    """The record of the packaged examples, built once."""
    return Record(row for rows in build_examples().values() for row in rows)
