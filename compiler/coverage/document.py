"""Coverage as plain data, ``prazo-coverage/1``, and what is told of it in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

import prazo
from prazo.compiler.coverage.places import KINDS, PARTS, UNDER, Cover, InstrumentCover, Rule, VersionCover
from prazo.dsl.check.citations import steps
from prazo.dsl.core import nodes as core

SCHEMA: Final = "prazo-coverage/1"
#: What each kind is called, one and many.
NAMES: Final = {
    "norm": ("norm", "norms"),
    "checklist": ("checklist item", "checklist items"),
    "consequence": ("consequence", "consequences"),
    "power": ("power", "powers"),
    "definition": ("definition", "definitions"),
    "statement": ("statement", "statements"),
    "under": ("only under a cited place", "only under a cited place"),
    "missing": ("missing", "missing"),
    "parts": ("heading", "headings"),
}


def coverage_document(found: Sequence[InstrumentCover], rules_digest: str) -> dict[str, Any]:
    """``rules_digest``: ``sha256:...`` of the rules.  Every place stands in it, in the order of the instrument."""
    return {
        "schema": SCHEMA,
        "tool": prazo.__version__,
        "rules": {"digest": rules_digest},
        "instruments": [
            {
                "instrument": one.instrument.name,
                "titles": _titles(one.instrument.labels),
                "index": len(one.instrument.provisions),
                "versions": [_version(version) for version in one.versions],
            }
            for one in found
        ],
    }


def _version(one: VersionCover) -> dict[str, Any]:
    return {
        "version": one.version.name,
        "from": one.version.start.isoformat(),
        "until": None if one.version.end is None else one.version.end.isoformat(),
        "counted": one.counted,
        "counts": one.counts,
        "places": [
            {
                "place": cover.provision.place,
                "titles": _titles(cover.provision.labels),
                "kind": cover.kind,
                "under": cover.under,
                "rules": [_rule(rule) for rule in cover.rules],
            }
            for cover in one.covers
        ],
    }


def _rule(one: Rule) -> dict[str, Any]:
    return {"kind": one.kind, "id": one.id, "titles": _titles(one.labels), "reason": one.reason}


def _titles(labels: core.Labels) -> dict[str, str]:
    every = {"en": labels.en, "pt": labels.pt, "zh": labels.zh}
    return {lang: text for lang, text in every.items() if text is not None}


# --- what text and page share ----------------------------------------------------------------------------------


def stretches(one: InstrumentCover) -> list[tuple[str, date, date | None, VersionCover]]:
    """The versions, those that adjoin and are covered alike as one: their names, first day and end."""
    found: list[tuple[str, date, date | None, VersionCover]] = []
    for version in one.versions:
        if found and found[-1][3].covers == version.covers:
            names, start, _, first = found[-1]
            found[-1] = (f"{names}, {version.version.name}", start, version.version.end, first)
        else:
            found.append((version.version.name, version.version.start, version.version.end, version))
    return found


def counted_words(one: VersionCover) -> str:
    """``31 places to account for: 20 norms, 1 definition, 10 missing (and 4 headings)``."""
    counts = one.counts
    parts = [f"{counts[kind]:,} {NAMES[kind][counts[kind] != 1]}" for kind in KINDS if counts[kind]]
    headings = f" (and {counts[PARTS]:,} {NAMES[PARTS][counts[PARTS] != 1]})" if counts[PARTS] else ""
    return f"{one.counted:,} {'place' if one.counted == 1 else 'places'} to account for: {', '.join(parts)}{headings}"


def said(cover: Cover) -> str:
    """What a place is: ``norm``, ``only under 22(1)``, ``missing``; empty for a heading."""
    if cover.kind == PARTS:
        return ""
    return f"only under {cover.under}" if cover.kind == UNDER else NAMES[cover.kind][0]


def shown(covers: Sequence[Cover], kinds: Collection[str]) -> list[Cover]:
    """The places of some kinds, with the headings that stand over them; all places where no kinds are named."""
    if not kinds:
        return list(covers)
    kept: list[Cover] = []
    headings: list[Cover] = []
    for cover in covers:
        headings = [one for one in headings if _stands_over(one, cover)]
        if cover.kind == PARTS:
            headings.append(cover)
        elif cover.kind in kinds:
            kept += [*headings, cover]
            headings = []
    return kept


def _stands_over(heading: Cover, cover: Cover) -> bool:
    above = steps(heading.provision.place)
    return steps(cover.provision.place)[: len(above)] == above
