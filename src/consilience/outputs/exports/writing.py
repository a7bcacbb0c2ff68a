"""Write an export: which files, under which profile, and where to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from consilience.errors import SettingsError
from consilience.model.scales import ExportForm, ProfileName
from consilience.model.source import RowSource
from consilience.outputs.exports.files import ExportFile, write_file, write_files
from consilience.outputs.exports.geojson import export_features
from consilience.outputs.exports.record_json import export_record, export_tables
from consilience.outputs.exports.tables_csv import export_sheets
from consilience.outputs.profiles import Profile

STANDARD: Final = Path("-")
_SUFFIXES: Final = frozenset({".json", ".geojson"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What a reader wants to have written, and where."""

    form: ExportForm
    output: Path  # folder, file name.json (or .geojson), or - for the standard output
    hxl: bool = False
    profile: ProfileName = "public"
    texts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSummary:
    """What was written."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]  # what was withheld and why


def write_export(record: RowSource, request: ExportRequest, *, standard: TextIO) -> ExportSummary:
    """Write *record* as *request* says; *standard* is where ``-`` goes.

    Raises:
        SettingsError: what is asked for does not go together.
        PathError: a file cannot be written.

    """
    _check(request)
    profile = Profile(record, request.profile)
    paths: tuple[Path, ...] = ()
    if request.output == STANDARD:
        standard.writelines(_one_file(record, request, profile))
    elif request.form != "csv" and request.output.suffix in _SUFFIXES:
        write_file(request.output, _one_file(record, request, profile))
        paths = (request.output,)
    else:
        paths = tuple(write_files(request.output, _files(record, request, profile)))
    return ExportSummary(paths=paths, notes=tuple(profile.notes()))


def _one_file(record: RowSource, request: ExportRequest, profile: Profile) -> Iterator[str]:
    if request.form == "geojson":
        return export_features(record, profile=profile)
    return export_record(record, profile=profile, with_texts=request.texts)


def _files(record: RowSource, request: ExportRequest, profile: Profile) -> Iterator[ExportFile]:
    if request.form == "csv":
        return export_sheets(record, profile=profile, hxl=request.hxl)
    if request.form == "geojson":
        features = export_features(record, profile=profile)
        return iter([ExportFile(name="events.geojson", chunks=features)])
    return export_tables(record, profile=profile, with_texts=request.texts)


def _check(request: ExportRequest) -> None:
    if request.form == "csv" and request.output == STANDARD:
        raise SettingsError(
            "csv is several files and needs a folder",
            hint="for one table on standard output: consilience events CASE --csv",
        )
    if request.texts and request.profile != "internal":
        raise SettingsError(
            "whole texts do not leave a case under the public profile",
            hint="add --profile internal",
        )
