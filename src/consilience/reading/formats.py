"""Formats that are not text on disk: DOCX, mail and MHTML; PDF has a module of its own."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Callable
from email.message import EmailMessage, MIMEPart
from typing import Final
from zipfile import BadZipFile, ZipFile

from consilience.reading.blocks import FoundField, Page
from consilience.reading.dates import parse_date
from consilience.reading.fields import date_field, find_text_fields
from consilience.reading.html import read_html
from consilience.reading.pdf import read_pdf
from consilience.reading.plain import find_blocks
from consilience.text.normalise import freeze_text

MAX_MARKUP: Final = 20_000_000
"""Bytes of one part of a Word file with markup; the text of a thousand pages has fewer."""

MAX_UNPACKED: Final = 200_000_000
"""Bytes of all parts of a Word file, pictures included."""


def read_docx(data: bytes) -> Page | str:
    """Return the paragraphs and tables of a Word file, or the reason why there are none."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        swollen = _swollen(data)
        if swollen is not None:
            return swollen
        document = docx.Document(io.BytesIO(data))
    except (OpcError, BadZipFile, KeyError, ValueError, OSError) as error:
        return f"no Word file that can be read: {error}"
    parts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        parts.extend("\t".join(cell.text for cell in row.cells) for row in table.rows)
    return page_of_text("\n\n".join(parts))


def _swollen(data: bytes) -> str | None:
    """Return why a Word file is not unpacked: a few bytes of it may fill any memory."""
    with ZipFile(io.BytesIO(data)) as parts:
        sizes = {part.filename: part.file_size for part in parts.infolist()}
    if sum(sizes.values()) > MAX_UNPACKED:
        return f"unpacks to more than {MAX_UNPACKED:,} bytes"
    largest = max((size for part, size in sizes.items() if part.endswith(".xml")), default=0)
    return f"unpacks to more than {MAX_MARKUP:,} bytes of markup" if largest > MAX_MARKUP else None


def read_mail(data: bytes) -> Page | str:
    """Return the body of a mail or of a page saved as MHTML, or the reason why there is none."""
    try:
        return _read_message(email.message_from_bytes(data, policy=email.policy.default))
    except RecursionError:
        return "its parts are nested too deep"


def _read_message(message: EmailMessage) -> Page | str:
    saved_page = message.get("Snapshot-Content-Location")
    body = message.get_body(("html", "plain") if saved_page else ("plain", "html"))
    if body is None:
        body = next(
            (part for part in message.walk() if part.get_content_maintype() == "text"), None
        )
    if body is None:
        return "no text in the mail"
    words = _content(body)
    page = read_html(words) if body.get_content_subtype() == "html" else page_of_text(words)
    return Page(page.text, page.blocks, [*page.fields, *_headers(message, saved_page)])


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # an unknown or false charset
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _headers(message: EmailMessage, saved_page: str | None) -> list[FoundField]:
    """Return what the headers state; the day on which a page was saved is not its day of issue."""
    if saved_page:
        return [FoundField("url", str(saved_page).strip(), "mhtml header", "as saved", 0.9)]
    found = []
    if message.get("Subject"):
        found.append(FoundField("title", str(message["Subject"]), "mail subject", "as sent", 0.75))
    sent = message.get("Date")
    moment = getattr(sent, "datetime", None)
    if moment is not None:
        date = parse_date(moment.isoformat())
        if date is not None:
            found.append(date_field("published", date, "mail date", 0.8))
    return found


def page_of_text(text: str) -> Page:
    """Return the page of a text without markup."""
    frozen = freeze_text(text)
    blocks = find_blocks(frozen)
    return Page(frozen, blocks, list(find_text_fields(frozen, blocks)))


BYTE_READERS: Final[dict[str, Callable[[bytes], Page | str]]] = {
    "application/pdf": read_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
    "message/rfc822": read_mail,
}
