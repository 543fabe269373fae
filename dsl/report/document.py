"""The report ``prazo-report/1``: what was checked, on what, and every verdict, as plain data.

No clock and no sentence is in it: the same rules, calendars, facts, day and options give the same document, byte for
byte.  A figure that has no last decimal within 12 places is written as a fraction (``MOP 1/3``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import prazo
from prazo.dsl.check.citations import steps
from prazo.dsl.core import nodes as core
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.facts.values import Moment
from prazo.dsl.report.canonical import digest_of
from prazo.dsl.report.format_values import effect_data, effect_order, verdict_data, verdict_order
from prazo.dsl.report.model import SubjectReport
from prazo.dsl.time.library import TimeLibrary

SCHEMA: Final = "prazo-report/1"
#: the worst first, as reports count and group them
STATUSES: Final = ("breached", "undetermined", "pending", "compliant", "not_applicable")

ReportNorm = core.Norm | core.Consequence


def report_document(
    program: core.Program,
    times: TimeLibrary,
    subjects: Sequence[SubjectReport],
    facts_digest: str,
    on: date | Moment,
    options: Mapping[str, Any],
) -> dict[str, Any]:
    """The document of some verdicts, keys in the order of the contract.

    ``facts_digest``: ``sha256:...`` of the facts.  ``options``: those that can change a verdict, as JSON data
    (``{"readings": "all"}``).  Subjects keep the order given.
    """
    ranks = norm_ranks(program)
    shown = [subject_data(subject, ranks) for subject in subjects]
    head = report_head(program, times)
    digests = {
        "tool": head["tool_digest"],
        "rules": head["rules"]["digest"],
        "calendars": {name: one["digest"] for name, one in head["calendars"].items()},
        "facts": facts_digest,
        "on": on.isoformat(),
        "options": dict(options),
    }
    return {
        "schema": SCHEMA,
        "tool": head["tool"],
        "on": on.isoformat(),
        "zone": head["zone"],
        "decision": digest_of(digests),
        "rules": head["rules"],
        "calendars": head["calendars"],
        "facts": {"digest": facts_digest},
        "options": dict(options),
        "norms": norms_of(shown, norm_table(program)),
        "subjects": shown,
    }


def check_options(readings: Sequence[str], uninterpreted: bool = False) -> dict[str, Any]:
    """The options that can change a verdict: readings that are chosen, and no interpretations of a house."""
    options: dict[str, Any] = {"readings": list(readings) or "all"}
    return {**options, "uninterpreted": True} if uninterpreted else options


def report_head(program: core.Program, times: TimeLibrary) -> dict[str, Any]:
    """What a report says of the tool, rules and calendars; no facts are needed for it."""
    return {
        "tool": prazo.__version__,
        "tool_digest": digest_of({"name": "prazo", "version": prazo.__version__}),
        "zone": program.zone.name,
        "rules": {"digest": rules_digest(program, times), "modules": dict(sorted(program.modules))},
        "calendars": {
            name: {"digest": one.digest, "verified": [day.isoformat() for day in one.verified]}
            for name in calendars_used(program, times)
            for one in (times.calendar(name),)
        },
    }


def rules_digest(program: core.Program, times: TimeLibrary) -> str:
    """The digest of the rule texts and of the counting rules that they count by."""
    counting = {name: times.rules[name].digest for name in program.counting_rules if name in times.rules}
    return digest_of({"modules": dict(program.modules), "counting": counting})


def calendars_used(program: core.Program, times: TimeLibrary) -> tuple[str, ...]:
    """The calendars of the counting rules that the program counts by, sorted."""
    rules = (times.rules[name] for name in program.counting_rules if name in times.rules)
    return tuple(sorted({version.calendar for rule in rules for version in rule.versions if version.calendar}))


def norm_ranks(program: core.Program) -> dict[str, int]:
    """Norms and consequences in the order of reports, from 0: instrument, place of the first citation in it, norm."""
    places = {
        (instrument.name, steps(provision.place)): provision.order
        for instrument in program.instruments
        for provision in instrument.provisions
    }

    def order(norm: ReportNorm) -> tuple[str, int, str]:
        _, _, place = norm.cites[0].rpartition(" ") if norm.cites else ("", "", "")
        return norm.instrument, places.get((norm.instrument, steps(place)), len(places)), norm.id

    every: list[ReportNorm] = [*program.norms, *program.powers, *program.consequences]
    return {norm.id: i for i, norm in enumerate(sorted(every, key=order))}


def norm_table(program: core.Program) -> dict[str, dict[str, Any]]:
    """What a report says of each norm that occurs in it, in the order of reports."""
    ranks = norm_ranks(program)
    every: list[ReportNorm] = [*program.norms, *program.powers, *program.consequences]
    return {norm.id: _norm_data(norm) for norm in sorted(every, key=lambda one: ranks[one.id])}


def norms_of(subjects: Sequence[Mapping[str, Any]], table: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Of the table, the norms that the subjects (as data) speak of."""
    told: set[str | None] = set()
    for subject in subjects:
        for verdict in subject["verdicts"]:
            told |= {verdict["norm"], verdict["by"]}
        for effect in subject["effects"]:
            told |= {effect["norm"], effect["of"], effect["by"]}
    return {norm: about for norm, about in table.items() if norm in told}


def subject_data(subject: SubjectReport, ranks: Mapping[str, int]) -> dict[str, Any]:
    """One subject with its verdicts and effects in the order of reports."""
    return {
        "party": subject.party,
        "id": subject.id,
        "status": subject.status,
        "counts": {status: subject.counts[status] for status in STATUSES if subject.counts.get(status)},
        "verdicts": [
            verdict_data(one, decimals) for one in sorted(subject.verdicts, key=lambda one: verdict_order(one, ranks))
        ],
        "effects": [
            effect_data(one, decimals) for one in sorted(subject.effects, key=lambda one: effect_order(one, ranks))
        ],
    }


def label(labels: core.Labels, fallback: str, lang: str = "en") -> str:
    """What people call it in a language; in English, Portuguese or Chinese where nobody said; else its name."""
    return getattr(labels, lang) or labels.en or labels.pt or labels.zh or fallback


def to_json(document: Mapping[str, Any]) -> str:
    """The document as indented JSON with a line end: the bytes that every engine gives."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _norm_data(norm: ReportNorm) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": norm.kind,
        "title": label(norm.labels, norm.id.rpartition("/")[2]),
        "cites": [cite if " " in cite else f"{norm.instrument} {cite}" for cite in norm.cites],
        "force": norm.force,
    }
    return {**data, "formerly": list(norm.formerly)} if norm.formerly else data
