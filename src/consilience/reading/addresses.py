"""Web addresses: their canonical form, and the outlet that they name."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from consilience.model.scales import OutletKind

_TRACKING: Final = re.compile(
    r"(?i)^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|ref|ref_src|referrer|cmp|"
    r"cmpid|ocid|ito|ns_\w+|at_\w+|smid|smtyp|share\w*|amp|output|outputtype|sh|source|spm|"
    r"_ga|ncid|cid|partner|feed\w*|rss)$"
)
_SECOND_LEVEL: Final = frozenset(
    {"co", "com", "net", "org", "gov", "ac", "edu", "mil", "or", "ne", "go", "gob", "gouv"}
)
_ARCHIVED: Final = re.compile(
    r"^https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(https?://.+)$"
)


def canonical_url(url: str) -> str | None:
    """Return *url* without tracking, fragment and archive prefix; ``None`` if it is no address."""
    archived = _ARCHIVED.match(url.strip())
    try:
        parts = urlsplit(archived.group(1) if archived else url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host:
        return None
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k)])
    return urlunsplit((parts.scheme.lower(), host + port, parts.path or "/", query, ""))


def bare_address(url: str) -> str:
    """Return *url* without scheme, ``www.`` and query: what two captures of a page share."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("amp.").removeprefix("m.")
    return host + parts.path.rstrip("/")


def site_of(url: str) -> str | None:
    """Return the site that *url* belongs to, such as ``example.co.uk``."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return None
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])


def outlet_of(url: str) -> tuple[str, OutletKind] | None:
    """Return the outlet at *url*: its name where the site is known, else the site itself."""
    site = site_of(url)
    if site is None:
        return None
    return known_sites().get(site, (site, "unknown"))


@functools.cache
def known_sites() -> dict[str, tuple[str, OutletKind]]:
    """Return name and kind of outlets by their site, from ``data/outlets.tsv``."""
    table = resources.files("consilience.reading").joinpath("data/outlets.tsv")
    found: dict[str, tuple[str, OutletKind]] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sites, name, kind = line.split("\t")
            for site in sites.split("|"):
                found[site] = (name, kind)  # type: ignore[assignment]  # checked by a test
    return found
