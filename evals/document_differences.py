"""Differences of the tasks whose answers are values of a whole document or of several."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from evals.differences import Answers, Difference, in_context, lineage_key

Table = Mapping[str, Answers]
OPENING = 160


def quantities(document: Answers, gold: Answers, predicted: Answers) -> Iterator[Difference]:
    """Yield the differences of one sentence of the task quantities."""
    left = list(predicted.get("quantities", []))
    for wanted in gold["quantities"]:
        hit = next((one for one in left if _ends(one) == _ends(wanted)), None)
        if hit is None:
            yield _told("missed", document, wanted, None)
            continue
        left.remove(hit)
        for key in ("bound", "unit"):
            if hit.get(key) != wanted[key]:
                yield _told(f"{key} {hit.get(key)} for {wanted[key]}", document, wanted, hit)
    for one in left:
        yield _told("false", document, None, one)


def conflict_deaths(document: Answers, gold: Answers, predicted: Answers) -> Iterator[Difference]:
    """Yield the differences of one report of the task conflict_deaths."""
    for key in ("deaths_best", "captured_low", "date_start", "date_end"):
        wanted, found = gold.get(key), predicted.get(key)
        if wanted is not None and wanted != found:
            yield _told(_direction(key, wanted, found), document, wanted, found)
    for key in ("places", "side_b"):
        wanted, found = set(gold.get(key) or ()), set(predicted.get(key) or ())
        if wanted != found:
            yield _told(key, document, sorted(wanted - found), sorted(found - wanted))


def incidents(document: Answers, gold: Answers, predicted: Answers) -> Iterator[Difference]:
    """Yield the differences of one report of the task incidents: types first, then slots."""
    left = list(predicted.get("incidents", []))
    for wanted in gold["incidents"]:
        hit = next((one for one in left if one.get("type") == wanted.get("type")), None)
        if hit is None:
            if not wanted.get("optional"):
                yield _told(f"missed {wanted.get('type')}", document, wanted, None)
            continue
        left.remove(hit)
        for key in ("date", "location", "perpetrator_organisations", "confidence", "killed"):
            if wanted.get(key) and wanted[key] != hit.get(key):
                yield _told(f"slot {key}", document, wanted[key], hit.get(key))
    for one in left:
        yield _told(f"false {one.get('type')}", document, None, one)


def cleaning(document: Answers, gold: Answers, predicted: Answers) -> Iterator[Difference]:
    """Yield lines that were lost or added, and fields that differ."""
    wanted, found = (_lines(one.get("text", "")) for one in (gold, predicted))
    for line in difflib.ndiff(wanted, found):
        if line[0] in "+-" and len(line) > 2:
            kind = "lost line" if line[0] == "-" else "added line"
            yield Difference(
                kind=kind, document=document["id"], wanted="", found="", context=line[2:][:OPENING]
            )
    for key in ("title", "authors", "date"):
        if key in gold and gold[key] and gold[key] != predicted.get(key):
            kind = f"{key} wrong" if predicted.get(key) else f"{key} not found"
            yield _told(kind, {**document, "text": ""}, gold[key], predicted.get(key))


def figures(documents: Table, gold: Table, predicted: Table) -> Iterator[Difference]:
    """Yield the incidents whose best figure differs, with the openings of their reports."""
    reports: dict[str, list[Answers]] = defaultdict(list)
    for document in documents.values():
        reports[document["incident"]].append(document)
    for key, wanted in gold.items():
        openings = " || ".join(report["text"][:OPENING] for report in reports[key])
        for measure in ("killed", "injured"):
            found = predicted.get(key, {}).get(measure)
            best = found.get("best") if isinstance(found, dict) else found
            if best != wanted[measure]:
                yield Difference(
                    kind=_direction(measure, wanted[measure], best),
                    document=key,
                    wanted=str(wanted[measure]),
                    found=str(found),
                    context=openings.replace("\n", " / "),
                )


def clusters(documents: Table, gold: Table, predicted: Table) -> Iterator[Difference]:
    """Yield pairs of documents that were wrongly put together or kept apart."""
    wanted = {key: str(line["cluster"]) for key, line in gold.items()}
    found = {key: str(line["cluster"]) for key, line in predicted.items()}
    piles: dict[object, list[str]] = defaultdict(list)
    for key in sorted(wanted):
        piles[gold[key].get("pile")].append(key)
    for keys in piles.values():
        for a, b in combinations(keys, 2):
            together = found.get(a, a) == found.get(b, b)
            if together != (wanted[a] == wanted[b]):
                yield Difference(
                    kind="wrongly together" if together else "wrongly apart",
                    document=f"{a} {b}",
                    wanted=f"{wanted[a]} {wanted[b]}",
                    found=f"{found.get(a)} {found.get(b)}",
                    context=f"{_opening(documents[a])} || {_opening(documents[b])}",
                )


def coreference(documents: Table, gold: Table, predicted: Table) -> Iterator[Difference]:
    """Yield mentions whose cluster was split, or joined with another one, with two in context."""
    places: dict[tuple[str, str], str] = {}
    for key, document in documents.items():
        for mention in document["mentions"]:
            context = in_context(document["text"], mention["start"], mention["end"])
            places[key, mention["mention_id"]] = context
    wanted = {(key, m): c for key, line in gold.items() for m, c in line["clusters"].items()}
    found = {(key, m): c for key, line in predicted.items() for m, c in line["clusters"].items()}
    for kind, by, other in (("split", wanted, found), ("joined", found, wanted)):
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for mention in sorted(by):
            groups[by[mention]].append(mention)
        for name, mentions in sorted(groups.items()):
            labels = Counter(other.get(mention, str(mention)) for mention in mentions)
            if len(labels) > 1:
                first = mentions[0]
                stray = next(m for m in mentions if other.get(m) != other.get(first))
                yield Difference(
                    kind=kind,
                    document=f"{first[0]} {stray[0]}",
                    wanted=name,
                    found=f"{len(labels)} parts of {len(mentions)} mentions",
                    context=f"{places[first]} || {places[stray]}",
                )


def lineage(
    documents: Table, gold: list[Answers], predicted: list[Answers]
) -> Iterator[Difference]:
    """Yield passages that were missed, made up, called otherwise, or turned the wrong way."""
    found: dict[tuple[str, str], list[Answers]] = defaultdict(list)
    for passage in predicted:
        found[lineage_key(passage)].append(passage)
    used: set[int] = set()
    for wanted in gold:
        hits = [one for one in found[lineage_key(wanted)] if _same_run(wanted, one)]
        used |= {id(one) for one in hits}
        if not hits:
            yield _passage(f"missed {wanted['kind']}", documents, wanted, None)
            continue
        hit = hits[0]
        if hit["kind"] != wanted["kind"]:
            yield _passage(f"{wanted['kind']} called {hit['kind']}", documents, wanted, hit)
        if _way(hit) not in (_way(wanted), "unknown"):
            yield _passage(f"direction of {wanted['kind']}", documents, wanted, hit)
    for passage in predicted:
        if id(passage) not in used:
            yield _passage(f"false {passage['kind']}", documents, passage, None)


def _way(passage: Answers) -> str:
    turned = {"a_from_b": "b_from_a", "b_from_a": "a_from_b"}
    way = str(passage["direction"])
    return way if passage["a"] <= passage["b"] else turned.get(way, way)


def _same_run(wanted: Answers, found: Answers) -> bool:
    side = "a" if wanted["a"] == found["a"] else "b"
    start, end = found[f"{side}_start"], found[f"{side}_end"]
    return bool(start < wanted["a_end"] and wanted["a_start"] < end)


def _passage(kind: str, documents: Table, passage: Answers, found: Answers | None) -> Difference:
    sides = [
        in_context(
            documents[passage[side]]["text"], passage[f"{side}_start"], passage[f"{side}_end"]
        )
        for side in ("a", "b")
    ]
    return Difference(
        kind=kind,
        document=f"{passage['a']} {passage['b']}",
        wanted=str(passage.get("direction")),
        found=str(found["direction"]) if found is not None else "-",
        context=" || ".join(sides),
    )


def _told(kind: str, document: Answers, wanted: object, found: object) -> Difference:
    return Difference(
        kind=kind,
        document=document["id"],
        wanted=str(wanted),
        found=str(found),
        context=str(document.get("text", ""))[: 3 * OPENING].replace("\n", " / "),
    )


def _direction(key: str, wanted: Any, found: Any) -> str:
    if found is None:
        return f"{key} not found"
    if isinstance(wanted, int | float) and isinstance(found, int | float):
        return f"{key} too {'high' if found > wanted else 'low'}"
    return f"{key} wrong"


def _ends(quantity: Answers) -> tuple[float, float]:
    return float(quantity["low"]), float(quantity["high"])


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _opening(document: Answers) -> str:
    return f"{document.get('title') or ''} | {document['text'][:OPENING]}".replace("\n", " / ")
