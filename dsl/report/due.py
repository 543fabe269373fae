"""``prazo-due/1``: what is due when, as plain data.  Texts, tables and calendars are made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import Moment, day_of
from prazo.dsl.meaning.due_days import DueDay, DueDays
from prazo.dsl.report.canonical import digest_of
from prazo.dsl.report.document import norm_ranks, norm_table, report_head
from prazo.dsl.report.format_values import day_text, verdict_order
from prazo.dsl.report.model import Verdict
from prazo.dsl.time.library import TimeLibrary

SCHEMA: Final = "prazo-due/1"
PLANNED: Final = "planned"


def due_document(
    program: core.Program,
    times: TimeLibrary,
    subjects: Sequence[DueDays],
    facts_digest: str,
    on: date | Moment,
    between: tuple[date, date],
    options: Mapping[str, Any],
) -> dict[str, Any]:
    """One row a due day, by day, then as verdicts are ordered; keys are only ever added.

    ``decision``: the digest of tool, rules, calendars, facts, days and options, so that it can be made again.
    """
    ranks = norm_ranks(program)
    head = report_head(program, times)
    today = on.day if isinstance(on, Moment) else on
    rows = [row for one in subjects for row in _rows(one, one.due, ranks, today)]
    undated = [row for one in subjects for row in _rows(one, one.undated, ranks, today)]
    days = {"on": on.isoformat(), "from": between[0].isoformat(), "until": between[1].isoformat()}
    digests = {
        "tool": head["tool_digest"],
        "rules": head["rules"]["digest"],
        "calendars": {name: one["digest"] for name, one in head["calendars"].items()},
        "facts": facts_digest,
        **days,
        "options": dict(options),
    }
    told = {row["norm"] for row in (*rows, *undated)}
    return {
        "schema": SCHEMA,
        "tool": head["tool"],
        **days,
        "zone": head["zone"],
        "decision": digest_of(digests),
        "rules": head["rules"],
        "calendars": head["calendars"],
        "facts": {"digest": facts_digest},
        "options": dict(options),
        "norms": {norm: about for norm, about in norm_table(program).items() if norm in told},
        "due": sorted(rows, key=lambda row: str(row["due"])),
        "undated": undated,
    }


def _rows(subject: DueDays, found: Sequence[DueDay], ranks: Mapping[str, int], today: date) -> Iterator[dict[str, Any]]:
    for one in sorted(found, key=lambda one: verdict_order(one.kept, ranks)):
        yield _row(subject, one.kept, one.now, today, one.repeats)


def _row(subject: DueDays, kept: Verdict, now: Verdict | None, today: date, repeats: bool) -> dict[str, Any]:
    anchor = day_of(kept.trigger)
    asked = kept if kept.due is None else now
    planned = {PLANNED} if anchor is not None and anchor > today else set()
    return {
        "due": day_text(kept.due),
        "party": subject.party,
        "id": subject.id,
        "norm": kept.norm,
        "period": kept.period,
        "item": kept.item,
        "reading": kept.reading,
        "version": kept.version,
        "trigger": day_text(kept.trigger),
        "status": None if now is None else now.status,
        "done": day_text(None if now is None else now.done),
        "needs": [{"path": need.path, "from": need.source} for need in (asked.needs if asked else ())],
        "owed_to": kept.owed_to,
        "repeats": repeats,
        "marks": sorted({*kept.marks, *planned}),
        "interpretations": list(kept.interpretations),
    }
