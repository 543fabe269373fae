"""Cases at the thresholds and limits of the insurance law of Macau, worked out from the sources without the rules.

``tests/data/macau_boundaries.json`` has a case on each side of every boundary: the places of the law, what is known of
one subject, a day, what comes of it, and how that was worked out.  ``readings`` gives an outcome for each of two texts
that do not say the same; ``effect`` expects what follows from a breach or an act, with the bounds of a fine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest

from prazo.dsl.api import Rules
from prazo.dsl.facts.read import structure
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.report.document import check_options, report_document
from tests.stdlib import cases, sources

_DATA = json.loads((sources.ROOT / "tests" / "data" / "macau_boundaries.json").read_text(encoding="utf-8"))
CASES: Mapping[str, Mapping[str, Any]] = {one["id"]: one for one in _DATA["cases"]}


@cache
def rules() -> Rules:
    return cases.rules("std:macau.insurance")


@pytest.mark.parametrize("name", CASES)
def test_it_comes_out_as_the_sources_say(name: str) -> None:
    case = CASES[name]
    assert _said(case, _asked(case)) == _wanted(case["expect"]), f"{name}, {case['cites']}: {case['working']}"


@pytest.mark.parametrize("name", list(CASES)[::20])
def test_a_check_of_everything_says_the_same(name: str) -> None:
    case = CASES[name]
    [subject] = rules().check(case["facts"], on=date.fromisoformat(case["on"]))["subjects"]
    assert _said(case, subject) == _wanted(case["expect"])


def test_the_cases_are_many_and_named_once() -> None:
    assert len(_DATA["cases"]) == len(CASES) >= 60


def test_every_boundary_has_both_sides() -> None:
    outcomes: dict[str, set[str]] = {}
    for case in CASES.values():
        outcomes.setdefault(_norm(case["expect"]), set()).add(_outcome(case["expect"]))
    assert [norm for norm, some in outcomes.items() if len(some) < 2] == []


def _norm(expect: Mapping[str, Any]) -> str:
    return str(expect.get("norm") or expect["effect"])


def _outcome(expect: Mapping[str, Any]) -> str:
    """What differs from one side to the other: the day that something is due does not."""
    return json.dumps({key: value for key, value in expect.items() if key not in {"norm", "item", "period", "due"}})


def _asked(case: Mapping[str, Any]) -> Mapping[str, Any]:
    """The report on the norm of the case alone: hundreds of others would be judged with it."""
    expect, law, day = case["expect"], rules(), date.fromisoformat(case["on"])
    names = {expect[key] for key in ("norm", "effect", "of") if key in expect}
    program = law.program
    effects = [one for one in program.consequences if one.id.partition("/")[2] in names]
    ids = [norm.id for norm in program.norms if norm.id.partition("/")[2] in names] + [one.id for one in effects]
    if "of" not in expect:
        ids += [norm for one in effects for norm in one.norms]
    known = structure(program, case["facts"], day=day)
    [subject] = [check_subject(law.lookup, one, day, asked=dict.fromkeys(ids)) for one in known.subjects]
    document = report_document(program, law.times, (subject,), known.digest, day, check_options([], False))
    [one] = document["subjects"]
    return dict(one)


def _said(case: Mapping[str, Any], subject: Mapping[str, Any]) -> Mapping[str, Any]:
    expect = case["expect"]
    return _verdicts(expect, subject) if "norm" in expect else _effects(expect, subject)


def _wanted(expect: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is expected under each reading, or under all of them alike."""
    if "readings" in expect:
        return {reading: {"status": status} for reading, status in expect["readings"].items()}
    return {"all": {key: expect[key] for key in ("status", "due", "holds", "lower", "upper") if key in expect}}


def _verdicts(expect: Mapping[str, Any], subject: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same of the report: the readings that the case names, or the one outcome that all of them have."""
    said = [one for one in subject["verdicts"] if _is_meant(expect, one) and one["norm"].endswith("/" + expect["norm"])]
    if "readings" in expect:
        return {one["reading"]: {"status": one["status"]} for one in said if one["reading"] in expect["readings"]}
    outcomes = [{key: one[key] for key in ("status", "due") if key in expect} for one in said]
    return {"all": outcomes[0]} if outcomes and all(one == outcomes[0] for one in outcomes) else {"all": outcomes}


def _effects(expect: Mapping[str, Any], subject: Mapping[str, Any]) -> Mapping[str, Any]:
    """What holds is listed once, with its bounds; what does not hold is not listed."""
    said = [
        one for one in subject["effects"] if _is_meant(expect, one) and one["norm"].endswith("/" + expect["effect"])
    ]
    if not any(one["holds"] is not False for one in said):
        return {"all": {"holds": False}}
    [effect] = said
    bounds = {key: effect["values"][key] for key in ("lower", "upper") if key in expect}
    return {"all": {"holds": effect["holds"], **bounds}}


def _is_meant(expect: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
    """Whether a verdict or effect is about the item, period and norm that the case names."""
    if "of" in expect and not str(one["of"]).endswith("/" + expect["of"]):
        return False
    return all(one[key] == expect[key] for key in ("item", "period") if key in expect)
