"""Who is named in a document, and who has spoken in it so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consilience.extraction.statement_drafts import StatementDraft
from consilience.model.entities import Mention
from consilience.model.scales import OriginatorKind, Proximity
from consilience.text.organisations import Organisation
from consilience.text.parsed import ParsedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who stands behind a statement, as far as the text tells."""

    mention: Mention | None = None
    name: str | None = None
    originator: str | None = None
    kind: OriginatorKind = "open"
    proximity: Proximity = "unknown"
    anonymous: bool = False
    reason: str = ""


@dataclass(slots=True)
class Cast:
    """The mentions of a document, and who spoke so far."""

    document: ParsedDocument
    mentions: Sequence[Mention]  # in the order of the text
    by_id: Mapping[str, Mention] = field(init=False)
    starts: list[int] = field(init=False)
    own: Mapping[str, Organisation] = field(default_factory=dict)  # the user's vocabulary
    spoke: dict[int, Speaker] = field(default_factory=dict)  # by id() of the draft
    told: list[tuple[int, Speaker]] = field(default_factory=list)  # persons, by where they speak

    def __post_init__(self) -> None:
        self.by_id = {mention.id: mention for mention in self.mentions}
        self.starts = [mention.span.start for mention in self.mentions]

    def hear(self, draft: StatementDraft, speaker: Speaker) -> None:
        """Note who said *draft*."""
        self.spoke[id(draft)] = speaker
        single = draft.head is not None and draft.head.tag not in {"NNS", "NNPS", "PRP"}
        person = speaker.mention is not None and speaker.mention.kind == "person"
        named = person or speaker.reason.startswith("gave the name")
        if single and named and draft.parent is None and draft.source:
            self.told.append((draft.source[-1][1], speaker))

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions inside ``[start, end)``, in the order of the text."""
        found = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [mention for mention in found if mention.span.end <= end]

    def fullest(self, mention: Mention) -> Mention:
        """Return the fuller mention that *mention* is short for, or itself."""
        return self.by_id.get(mention.same_as or "", mention)
