"""How text out of a report is shown without doing anything to the reader's screen or sheet.

A report may hold escape codes that move a terminal's cursor, marks that reverse the direction of
writing, or a cell that a spreadsheet would run. What is shown or written out goes through here.
"""

from __future__ import annotations

import json
import re
from typing import Final

_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, those of eight bits too
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks of direction
    "\u2028\u2029\ufeff\ud800-\udfff]"
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def printable(text: str) -> str:
    """Return *text* on one line, with every character that could steer a terminal made visible.

    Example:
        >>> printable("red \\x1b[31m alert")
        'red \\\\x1b[31m alert'

    """
    return _UNSAFE.sub(_visible, text)


def spreadsheet_text(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula.

    Text that starts like one gets an apostrophe in front, which marks it as text.

    Example:
        >>> spreadsheet_text("=1+1")
        "'=1+1"

    """
    return "'" + text if text.startswith(_FORMULA) else text


def plain_cell(cell: str) -> str:
    """Return what a cell of a brought back table says: the guard of `spreadsheet_text` undone.

    Example:
        >>> plain_cell("'=1+1")
        '=1+1'

    """
    bare = cell.strip()
    return bare[1:] if bare.startswith("'") and bare[1:].startswith(_FORMULA) else bare


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return *value* as JSON; characters that could steer a terminal are written as escapes."""
    written = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    lines = (_UNSAFE.sub(_escaped, line) for line in written.split("\n"))
    return "\n".join(lines)


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\n\r\t":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
