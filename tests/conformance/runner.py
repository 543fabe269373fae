"""Conformance cases: rules, facts, a day, and what must come out.

A folder holds ``rules.prazo`` and ``cases.json``: ``{"party": P, "cases": [{"name", "on", "facts", "expect"}]}``.
An expectation names a norm (without its instrument), with item and reading where there are several verdicts, and the
keys of the report that it fixes.  Expected values are worked out from the meaning, never recorded from an engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from prazo.dsl.api import load_text
from prazo.dsl.core.nodes import Program
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.facts.read import structure
from prazo.dsl.facts.values import Record
from prazo.dsl.report.format_values import figure_value
from prazo.dsl.report.model import Effect, SubjectReport, Verdict

HERE = Path(__file__).parent


@attrs.frozen
class Case:
    """One case: a subject's facts as written and as read, the day, and what must come out."""

    folder: str
    name: str
    on: date
    written: Mapping[str, Any]
    record: Record
    expected: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.folder}: {self.name}"


@cache
def program(folder: str) -> Program:
    """The checked rules of a folder."""
    return load_text((HERE / folder / "rules.prazo").read_text(encoding="utf-8"), name=f"{folder}.prazo").program


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every folder."""
    return tuple(case for file in sorted(HERE.glob("*/cases.json")) for case in _cases(file))


def _cases(file: Path) -> Iterator[Case]:
    folder = file.parent.name
    document = json.loads(file.read_text(encoding="utf-8"))
    for one in document["cases"]:
        on = date.fromisoformat(one["on"])
        written = {"party": one.get("party", document["party"]), "id": "it", **one["facts"]}
        (record,) = structure(program(folder), written, day=on).subjects
        yield Case(folder, one["name"], on, written, record, one)


def mismatches(case: Case, report: SubjectReport) -> list[str]:
    """What the report says otherwise than the case; empty where all is as it must be."""
    found = []
    if "subject" in case.expected and report.status != case.expected["subject"]:
        found.append(f"subject: {report.status}, expected {case.expected['subject']}")
    for wanted in case.expected["expect"]:
        found += _verdict_mismatches(wanted, report.verdicts)
    for wanted in case.expected.get("effects", ()):
        found += _effect_mismatches(wanted, report.effects)
    return found


def _of(norm: str, name: str) -> bool:
    return norm.partition("/")[2] == name


def _verdict_mismatches(wanted: Mapping[str, Any], verdicts: tuple[Verdict, ...]) -> list[str]:
    keys = [key for key in ("item", "reading") if key in wanted]
    mine = [v for v in verdicts if _of(v.norm, wanted["norm"]) and all(getattr(v, key) == wanted[key] for key in keys)]
    if len(mine) != 1:
        return [f"{wanted['norm']}: {len(mine)} verdicts"]
    said: dict[str, Any] = {
        **{
            key: _plain(getattr(mine[0], key))
            for key in ("status", "version", "since", "trigger", "due", "done", "cured")
        },
        "item": mine[0].item,
        "reading": mine[0].reading,
        "by": mine[0].by,
        "possible": list(mine[0].possible),
        "needs": [need.path for need in mine[0].needs],
        "needs_from": [need.source for need in mine[0].needs],
        "marks": list(mine[0].marks),
        "reason": mine[0].reason.code,
    }
    return [
        f"{wanted['norm']}.{key}: {said[key]}, expected {value}"
        for key, value in wanted.items()
        if key != "norm" and said[key] != value
    ]


def _effect_mismatches(wanted: Mapping[str, Any], effects: tuple[Effect, ...]) -> list[str]:
    mine = [effect for effect in effects if _of(effect.norm, wanted["norm"])]
    if len(mine) != wanted.get("count", 1):
        return [f"{wanted['norm']}: {len(mine)} effects"]
    said: dict[str, Any] = {}
    for effect in mine:
        said = {"holds": effect.holds, "since": _plain(effect.since), "needs": [need.path for need in effect.needs]}
        said |= {
            name: figure_value(figure.low, figure.high, figure.unit, decimals) for name, figure in effect.values.items()
        }
    return [
        f"{wanted['norm']}.{key}: {said[key]}, expected {value}"
        for key, value in wanted.items()
        if key not in ("norm", "count") and said[key] != value
    ]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
