"""A report without the periods that ended before a day: what old breaches have no place in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.table import status_of, worst
from prazo.dsl.report.document import STATUSES, norms_of
from prazo.dsl.time.periods import last_day


def since(document: Mapping[str, Any], program: core.Program, day: date) -> dict[str, Any]:
    """The document without verdicts, and effects of verdicts, for periods that ended before ``day``.

    Status and counts of each subject are those of what is left; the decision stays that of the whole check.
    """
    kinds = {norm.id: norm.each.period for norm in program.norms if norm.each is not None}
    subjects = [_since(subject, kinds, day) for subject in document["subjects"]]
    return {**document, "norms": norms_of(subjects, document["norms"]), "subjects": subjects}


def _since(subject: Mapping[str, Any], kinds: Mapping[str, str], day: date) -> dict[str, Any]:
    def still(norm: str | None, period: str | None) -> bool:
        kind = None if norm is None else kinds.get(norm)
        ended = None if kind is None or period is None else last_day(kind, period)
        return ended is None or ended >= day

    verdicts = [one for one in subject["verdicts"] if still(one["norm"], one["period"])]
    effects = [one for one in subject["effects"] if still(one["of"], one["period"])]
    counts = {status: n for status in STATUSES if (n := sum(one["status"] == status for one in verdicts))}
    pooled: dict[tuple[Any, ...], set[str]] = {}
    for one in verdicts:
        readings = pooled.setdefault((one["norm"], one["period"], one["item"]), set())
        readings |= set(one["possible"]) or {one["status"]}
    status = worst(status_of(frozenset(possible)) for possible in pooled.values())
    return {**subject, "status": status, "counts": counts, "verdicts": verdicts, "effects": effects}
