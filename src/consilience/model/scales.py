"""The closed scales that rows use, with the sources of their words.

METHOD section 1 is the source of all that is not marked otherwise.
"""

from __future__ import annotations

from typing import Final, Literal

# --- documents ---------------------------------------------------------------------------------

BlockKind = Literal[
    "headline",
    "byline",
    "dateline",
    "paragraph",
    "quote",
    "list",
    "caption",
    "credit",  # "Reuters" under a picture
    "counter",  # "1/28" in a gallery
    "share_count",  # bare numbers under an address
    "related",  # links to other articles
    "furniture",  # menus, copyright lines, "Latest News"
]
PROSE_KINDS: Final[frozenset[BlockKind]] = frozenset(
    {"headline", "paragraph", "quote", "list", "caption"}
)
"""Kinds of block that carry sentences to be parsed."""

OutletKind = Literal[
    "traditional_media", "news_agency", "ngo_report", "official", "belligerent", "new_media",
    "local_partner", "un", "unknown",
]  # fmt: skip

DatePrecision = Literal[
    "minute", "day", "days", "week", "month", "quarter", "year", "decade", "open"
]
"""How exact a date interval is: ``days`` is 2 to 6 days; ``open`` has only one end."""

PlacePrecision = Literal[
    "point", "near_point", "neighbourhood", "settlement", "near_settlement", "adm2", "adm1",
    "region", "country", "sea_air",
]  # fmt: skip

RADIUS_M: Final[dict[PlacePrecision, int | None]] = {
    "point": 10,
    "near_point": 100,
    "neighbourhood": 1_000,
    "settlement": 5_000,
    "near_settlement": 25_000,
    "adm2": None,
    "adm1": None,
    "region": None,
    "country": None,
    "sea_air": None,
}
"""Radius for the map in metres; ``None`` means a centroid without a pin (METHOD 1.6)."""

Sensitivity = Literal["none", "personal", "severe"]
"""``personal`` names a person; ``severe`` names a victim, witness or minor."""

ProfileName = Literal["public", "internal"]
"""What may leave a case: ``public`` names no victim, witness or minor and rounds coordinates."""

ExportForm = Literal["json", "csv", "geojson"]
ReportForm = Literal["md", "html"]
ReportLength = Literal["brief", "default", "full"]
"""``brief`` is one page; ``full`` leaves nothing out."""

# --- who says so -------------------------------------------------------------------------------

Firmness = Literal[
    "stated", "claimed", "confirmed", "estimated", "expected", "possible", "denied",
    "cannot_confirm", "hypothetical", "question", "command",
]  # fmt: skip
Polarity = Literal["asserts", "denies", "cannot_confirm"]
QuoteKind = Literal["direct", "indirect", "mixed", "scare", "none"]
Proximity = Literal["eyewitness", "official_with_access", "second_hand", "unknown"]

EntityKind = Literal[
    "person", "armed_group", "force", "government", "un", "ngo", "monitor", "aggregator",
    "news_agency", "outlet", "organisation", "facility", "people",
]  # fmt: skip
"""``people`` is a demonym or a religious or ethnic group."""

OriginatorKind = Literal[
    "person", "organisation", "government", "military", "armed_group", "un", "ngo_monitor",
    "hospital", "resident", "unnamed_official", "aggregator", "outlet", "news_agency", "open",
]  # fmt: skip
"""``open``: somebody is said to have said it, and the text does not tell who."""

# --- figures -----------------------------------------------------------------------------------

Measure = Literal[
    "killed", "injured", "killed_or_injured", "missing", "detained", "abducted", "displaced",
    "returned", "trapped", "bodies_found", "executed", "strength", "remaining", "arrested",
    "surrendered", "strikes", "attacks", "destroyed", "captured_area", "captured_share",
    "distance", "duration", "aid", "trained", "money", "rate", "affected", "rescued", "released",
    "other",
]  # fmt: skip
Group = Literal[
    "all", "civilians", "fighters", "prisoners", "children", "women", "men", "families",
    "journalists", "healthcare", "police", "soldiers", "officials", "aid_workers", "unknown",
]  # fmt: skip
Qualifier = Literal[
    "exact", "approx", "floor", "floor_strict", "ceiling", "ceiling_strict", "range", "vague",
    "unquantified", "zero_claimed", "percent", "fraction",
]  # fmt: skip
CountKind = Literal["incident", "period_total", "cumulative", "snapshot", "unstated"]
FigureRole = Literal["observed", "estimate", "planning", "conceded", "target"]

# --- events ------------------------------------------------------------------------------------

Realis = Literal["happened", "ongoing", "planned", "denied", "hypothetical", "background"]
Blame = Literal["told", "claimed", "accused by authorities", "accused", "suspected", "possible"]
"""How a report ties somebody to what happened: as a fact, by their own word, by others' word."""
EventKind = Literal[
    "battle", "territory_gain", "territory_loss", "air_strike", "shelling", "explosion",
    "suicide_bomb", "chemical_weapon", "shooting", "killing", "abduction", "detention",
    "sexual_violence", "looting", "protest", "riot", "agreement", "displacement", "return",
    "mass_grave", "aid_delivered", "aid_blocked", "investigation", "heritage_damage", "siege",
    "movement", "announcement", "crash", "disaster", "robbery", "attack", "arson", "other",
]  # fmt: skip

# --- findings ----------------------------------------------------------------------------------

Corroboration = Literal["provisional", "corroborated", "strong", "unattributed"]
Agreement = Literal["uncontested", "varied", "contradicted"]
HarmGrade = Literal["confirmed", "fair", "weak", "contested", "discounted", "ungraded"]
BestRule = Literal[
    "reviewer", "most_independent_origins", "highest_reliability_letter",
    "most_specific_then_latest", "lowest", "only_bounds", "none", "best_borne_out",
]  # fmt: skip
"""``best_borne_out``: of a toll, what most reports' words bear out together (docs/method.md)."""

PolicyName = Literal["consilience", "acled-like", "ucdp-like", "ibc-like"]
"""Whose habits make low, best and high out of figures that differ; see docs/method.md."""

ContradictionKind = Literal[
    "figure", "perpetrator", "place", "date", "status", "cause", "happened", "control", "share",
]  # fmt: skip
Level = Literal["minor", "major"]

# --- lineage -----------------------------------------------------------------------------------

PassageKind = Literal["verbatim", "edited", "spun", "paraphrase", "furniture", "common_quotation"]
AlteredKind = Literal["number", "name", "negation", "attribution", "loaded", "other"]

# --- decisions ---------------------------------------------------------------------------------

DecisionKind = Literal[
    "accept", "reject", "correct", "merge", "unmerge", "split_lineage", "join_lineages",
    "independent", "choose_best", "not_comparable", "resolve", "source_letter", "withdraw",
    "comment", "sign_off", "purge", "undo",
]  # fmt: skip
AnchorRole = Literal["subject", "other", "member", "other_member", "evidence"]
"""``member`` stands in the subject, ``other_member`` in the thing that it is set against."""

DecisionState = Literal["applied", "stale", "orphaned", "overruled"]
"""``stale``: it holds, but what it rests on has changed; ``orphaned``: what it names is gone;
``overruled``: a later decision takes its place."""

SignOffAxis = Literal["place", "grade", "figure", "publication"]
SourceLetter = Literal["A", "B", "C", "D", "E", "F"]
"""Reliability of a source (Admiralty): A reliable … E unreliable, F cannot be judged."""

ResolutionState = Literal["open", "explained", "accepted"]
ReviewKind = Literal[
    "orphaned_decision", "stale_decision", "open_contradiction", "weak_grade", "unsigned_grade",
    "suggested_merge", "single_origin", "disputed_direction", "doubtful_date", "coarse_place",
]  # fmt: skip
