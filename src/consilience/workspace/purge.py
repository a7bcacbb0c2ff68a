"""Take a document out of a case for good, and build what is left anew."""

from __future__ import annotations

import datetime
import secrets
from pathlib import Path

from consilience.engines.local import LocalEngine
from consilience.errors import CaseError, SettingsError
from consilience.pipeline.stages import STAGES
from consilience.store.opening import open_for_build
from consilience.store.purge import Purged, finish_purge, purge_rows
from consilience.workspace.build import run_pipeline
from consilience.workspace.progress import Progress, Silent


def purge_document(
    case: Path,
    document: str,
    *,
    who: str,
    why: str,
    when: datetime.datetime | None = None,
    progress: Progress | None = None,
) -> Purged:
    """Take *document* out of *case*: its bytes, its text, its rows, its words in the index.

    The log keeps who did so, when and why, and the hashes of what it was. A purge that is killed
    is finished by the next build.

    Raises:
        SettingsError: there is no such document, or no reason.
        CaseBusyError: another process builds the case.
    """
    if not why.strip():
        raise SettingsError("a purge needs a reason")
    if not case.is_file():
        raise CaseError(f"no such case: {case}")
    now = (when or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
    with open_for_build(case) as opened, LocalEngine(jobs=1) as engine:
        purged = purge_rows(
            opened,
            document,
            who=who,
            when=now.isoformat(timespec="seconds").replace("+00:00", "Z"),
            salt=secrets.token_hex(16),
            why=why.strip(),
        )
        for _ in run_pipeline(opened, STAGES, engine=engine, progress=progress or Silent()):
            pass
        finish_purge(opened)
    return purged
