"""What the workbench keeps between two pages is what the case says."""

import shutil
from pathlib import Path
from types import SimpleNamespace

from consilience.store.opening import open_for_build
from consilience.web.sessions import Sessions
from consilience.web.settings import ServeSettings
from consilience.web.visits import Kept, visiting
from tests.web.conftest import EDITOR


def test_what_a_page_keeps_while_the_case_changes_is_not_shown_afterwards(
    examples_case: Path, tmp_path: Path
) -> None:
    case = Path(shutil.copy(examples_case, tmp_path / "own.case"))
    settings = ServeSettings(case=case, people=(EDITOR,))
    request = SimpleNamespace(
        app=SimpleNamespace(state=SimpleNamespace(settings=settings, kept=Kept())),
        scope={"state": {"viewer": Sessions(settings).viewer_of(EDITOR)}},
    )
    with open_for_build(case) as build:
        with visiting(request) as visit:
            before = visit.case.totals()
            build.connection.execute("UPDATE counts SET value = value + 1 WHERE key = ''")
            assert visit.totals == before, "one page shows one state"
        with visiting(request) as visit:
            assert visit.totals == {name: count + 1 for name, count in before.items()}
