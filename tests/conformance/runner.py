"""Conformance cases: rules, facts, a day, and what must come out.

A folder holds ``rules.prazo`` and ``cases.json``: ``{"party": P, "cases": [{"name", "on", "facts", ...}]}``, where
``party`` may also be said by a case.  What a case may expect:

- ``status``: the status of norms that have one verdict, by name (without the instrument);
- ``expect``: a list of verdicts, each with the name of the norm, its period, item and reading where there are several,
  and the keys of the report that it fixes (``verdicts``: how many there are, instead);
- ``effects``: the same of effects, told apart by ``of``, ``item`` and ``reading`` (``count``: how many there are);
- ``subject`` and ``counts``: the status of the subject, and its verdicts by status;
- ``defined``: definitions on the day of the check, for engines that can be asked for one.

``others`` are further subjects of the document, which the subject refers to; ``readings`` those that are chosen;
``uninterpreted``: without the interpretations of the rules.  ``asked``: the names of the rules asked for
alone, each with the periods that are asked for or null, for an engine that can be asked for some.  Expected values are
worked out from the meaning, never recorded from an engine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from prazo.dsl.api import load_text
from prazo.dsl.core.nodes import Program
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.facts.moments import read_moment
from prazo.dsl.facts.read import structure
from prazo.dsl.facts.values import Moment, Record, local_day
from prazo.dsl.meaning.check import Asked
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.format_values import figure_value
from prazo.dsl.report.model import Effect, Figure, SubjectReport, Verdict
from prazo.dsl.time.zones import Zone

HERE = Path(__file__).parent
_KEYS = {
    "name", "party", "on", "facts", "others", "readings", "status", "expect", "effects", "subject", "counts",
    "defined", "uninterpreted", "asked",
}  # fmt: skip


@attrs.frozen
class Case:
    """One case: a subject's facts as written and as read, the day, and what must come out."""

    folder: str
    name: str
    on: date | Moment
    written: Mapping[str, Any]
    record: Record
    readings: tuple[str, ...]
    expected: Mapping[str, Any]
    uninterpreted: bool = False
    asked: Asked | None = None

    def judging(self, lookup: Lookup) -> Lookup:
        """What judges: with the interpretations of the rules, or without."""
        return lookup.uninterpreted if self.uninterpreted else lookup

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
        on = at_time(one["on"], program(folder).zone)
        written = {"party": one.get("party", document["party"]), "id": "it", **one["facts"]}
        if "others" in one:
            written = {"subjects": [written, *one["others"]]}
        record = record_of(folder, written, on)
        unknown = one.keys() - _KEYS
        assert not unknown, f"{folder}: {one['name']} has {unknown}"
        readings, uninterpreted = tuple(one.get("readings", ())), one.get("uninterpreted", False)
        asked = _asked(program(folder), one["asked"]) if "asked" in one else None
        yield Case(folder, one["name"], on, written, record, readings, one, uninterpreted, asked)


def _asked(rules: Program, names: Mapping[str, list[str] | None]) -> Asked:
    ids = [*(one.id for one in (*rules.norms, *rules.powers)), *(one.id for one in rules.consequences)]
    by_name = {id.partition("/")[2]: id for id in ids}
    return {by_name[name]: periods for name, periods in names.items()}


def record_of(folder: str, written: Mapping[str, Any], on: date | Moment) -> Record:
    """The subject of a case as it is read; others that it refers to stand behind it."""
    return structure(program(folder), written, day=local_day(on)).subjects[0]


def at_time(written: str, zone: Zone) -> date | Moment:
    """The day or moment of a case."""
    if "T" not in written:
        return date.fromisoformat(written)
    moment = read_moment(written, zone)
    assert isinstance(moment, Moment), moment
    return moment


def mismatches(case: Case, report: SubjectReport) -> list[str]:
    """What the report says otherwise than the case; empty where all is as it must be."""
    found = []
    for key, said in (("subject", report.status), ("counts", dict(report.counts))):
        if key in case.expected and said != case.expected[key]:
            found.append(f"{key}: {said}, expected {case.expected[key]}")
    for norm, status in case.expected.get("status", {}).items():
        found += _verdict_mismatches({"norm": norm, "status": status}, report.verdicts)
    for wanted in case.expected.get("expect", ()):
        found += _verdict_mismatches(wanted, report.verdicts)
    for wanted in case.expected.get("effects", ()):
        found += _effect_mismatches(wanted, report.effects)
    return found


Defined = Callable[[str], Figure | bool | None]


def defined_mismatches(case: Case, defined: Defined) -> list[str]:
    """What an engine, asked for a definition by name, says otherwise than the case."""
    found = []
    for name, wanted in case.expected.get("defined", {}).items():
        value = defined(name)
        said = figure_value(value.low, value.high, value.unit, decimals) if isinstance(value, Figure) else value
        if said != wanted:
            found.append(f"{name}: {said}, expected {wanted}")
    return found


def _of(norm: str, name: str) -> bool:
    return norm.partition("/")[2] == name


def _verdict_mismatches(wanted: Mapping[str, Any], verdicts: tuple[Verdict, ...]) -> list[str]:
    keys = [key for key in ("period", "item", "reading") if key in wanted]
    mine = [v for v in verdicts if _of(v.norm, wanted["norm"]) and all(getattr(v, key) == wanted[key] for key in keys)]
    if len(mine) != wanted.get("verdicts", 1):
        return [f"{wanted['norm']}: {len(mine)} verdicts"]
    if "verdicts" in wanted:
        return []
    (one,) = mine
    said: dict[str, Any] = {key: _plain(getattr(one, key)) for key in _PLAIN}
    said |= {
        "possible": list(one.possible),
        "needs": [need.path for need in one.needs],
        "needs_from": [need.source for need in one.needs],
        "may_prove": [need.path for need in one.may_prove],
        "provers": [need.source for need in one.may_prove],
        "marks": list(one.marks),
        "interpretations": list(one.interpretations),
        "reason": one.reason.code,
        "args": {name: _argument(value) for name, value in one.reason.args.items()},
    }
    return _differences(wanted, said)


_PLAIN = ("period", "item", "reading", "version", "status", "since", "trigger", "due", "done", "cured", "owed_to", "by")
_TELLING = ("of", "period", "item", "reading")


def _effect_mismatches(wanted: Mapping[str, Any], effects: tuple[Effect, ...]) -> list[str]:
    keys = [key for key in _TELLING if key in wanted]
    mine = [
        effect
        for effect in effects
        if _of(effect.norm, wanted["norm"]) and all(_unqualified(getattr(effect, key)) == wanted[key] for key in keys)
    ]
    if len(mine) != wanted.get("count", 1):
        return [f"{wanted['norm']}: {len(mine)} effects"]
    found = []
    for effect in mine:
        said = {"holds": effect.holds, "since": _plain(effect.since), "needs": [need.path for need in effect.needs]}
        said["may_prove"] = [need.path for need in effect.may_prove]
        said |= {"marks": list(effect.marks), "interpretations": list(effect.interpretations)}
        said |= {**{key: _unqualified(getattr(effect, key)) for key in _TELLING}}
        said |= {
            name: figure_value(figure.low, figure.high, figure.unit, decimals) for name, figure in effect.values.items()
        }
        found += _differences(wanted, said)
    return found


def _differences(wanted: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    return [
        f"{wanted['norm']}.{key}: {said.get(key)}, expected {value}"
        for key, value in wanted.items()
        if key not in ("norm", "count") and (key not in said or said[key] != value)
    ]


def _unqualified(name: str | None) -> str | None:
    return name if name is None else name.rpartition("/")[2]


def _argument(value: object) -> object:
    if isinstance(value, Figure):
        return figure_value(value.low, value.high, value.unit, decimals)
    return list(value) if isinstance(value, tuple) else _plain(value)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | Moment) else value
