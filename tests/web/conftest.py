"""The packaged examples as a case, and the workbench over it as its users reach it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from consilience.web.app import create_app
from consilience.web.settings import Person, ServeSettings
from consilience.workspace.build import build_case

EDITOR = Person(name="Amal", role="editor", token="editor-token")
VIEWER = Person(name="Desk", role="viewer", token="viewer-token")
ADDRESS = "http://127.0.0.1:8711"

Enter = Callable[..., TestClient]


@pytest.fixture(scope="session")
def examples_case(tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("web") / "examples.case"
    with as_file(files("consilience") / "examples") as examples:
        build_case(
            [examples / "reports"],
            case=path,
            vocabulary=[examples / "vocabulary.toml"],
            gazetteer=[examples / "gazetteer.csv"],
        )
    return path


@pytest.fixture
def enter(examples_case: Path) -> Enter:
    """Return how to open the workbench as somebody, with a session unless asked otherwise."""

    def opened(person: Person | None = EDITOR, **settings: Any) -> TestClient:
        given = {"case": examples_case, "people": (EDITOR, VIEWER), **settings}
        client = TestClient(create_app(ServeSettings(**given)), base_url=ADDRESS)
        if person is not None:
            client.get("/", params={"token": person.token})
        return client

    return opened


@pytest.fixture
def editor(enter: Enter) -> TestClient:
    return enter()
