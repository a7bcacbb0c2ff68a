"""Number citations in the order in which a reader meets them, and leave out those not used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilience.outputs.report.citations import Citation, Cited
from consilience.outputs.report.parts import Section


def renumbered(
    sections: Sequence[Section], citations: Sequence[Citation]
) -> tuple[list[Section], tuple[Citation, ...]]:
    """Return *sections* and *citations* with numbers from 1 in the order of reading."""
    used = dict.fromkeys(n for section in sections for n in _used(section))
    new = {old: number for number, old in enumerate(used, start=1)}
    kept = (replace(citations[old - 1], number=number) for old, number in new.items())
    return [_section(section, new) for section in sections], tuple(kept)


def _used(section: Section) -> Iterator[int]:
    for line in section.figures:
        yield from line.cited.citations
    for card in section.cards:
        yield from card.cited.citations
        yield from (number for words in card.words for number in words.citations)
    for item in section.items:
        yield from item.cited.citations
        for cited in (*item.sentences, *item.voices):
            yield from cited.citations


def _section(section: Section, new: dict[int, int]) -> Section:
    return replace(
        section,
        figures=tuple(replace(line, cited=_cited(line.cited, new)) for line in section.figures),
        cards=tuple(
            replace(card, cited=_cited(card.cited, new), words=_all(card.words, new))
            for card in section.cards
        ),
        items=tuple(
            replace(
                item,
                cited=_cited(item.cited, new),
                sentences=_all(item.sentences, new),
                voices=_all(item.voices, new),
            )
            for item in section.items
        ),
    )


def _all(cited: Sequence[Cited], new: dict[int, int]) -> tuple[Cited, ...]:
    return tuple(_cited(one, new) for one in cited)


def _cited(cited: Cited, new: dict[int, int]) -> Cited:
    return Cited(text=cited.text, citations=tuple(sorted(new[old] for old in cited.citations)))
