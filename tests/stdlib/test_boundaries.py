"""Cases at the thresholds and limits of the insurance law of Macau, worked out from the sources without the rules.

``tests/data/macau_boundaries.json`` has a case on each side of every boundary: the places of the law, what is known of
one subject, a day, what comes of it, and how that was worked out.  ``readings`` gives an outcome for each of two texts
that do not say the same; ``effect`` expects what follows from a breach or an act, with the bounds of a fine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest

from prazo.dsl.api import Rules
from tests.stdlib import cases, sources

_DATA = json.loads((sources.ROOT / "tests" / "data" / "macau_boundaries.json").read_text(encoding="utf-8"))
CASES: Mapping[str, Mapping[str, Any]] = {one["id"]: one for one in _DATA["cases"]}


@cache
def rules() -> Rules:
    return cases.rules("std:macau.insurance")


@pytest.mark.parametrize("name", CASES)
def test_it_comes_out_as_the_sources_say(name: str) -> None:
    case = CASES[name]
    [subject] = rules().check(case["facts"], on=date.fromisoformat(case["on"]))["subjects"]
    found = list(_found(case["expect"], subject))
    assert found == [_expected(case["expect"])], f"{name}, {case['cites']}: {case['working']}"


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


def _expected(expect: Mapping[str, Any]) -> Mapping[str, Any]:
    """An outcome by reading, or the one outcome under ``None``."""
    if "readings" in expect:
        return {reading: {"status": status} for reading, status in expect["readings"].items()}
    return {None: {key: value for key, value in expect.items() if key in {"status", "due", "holds", "lower", "upper"}}}


def _found(expect: Mapping[str, Any], subject: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The same of the report: one where its norm, item and period are judged, none where they are not."""
    wanted = _expected(expect)
    outcome: dict[str | None, Mapping[str, Any]] = {}
    for one in subject["verdicts" if "norm" in expect else "effects"]:
        if all(_stands(one, key, value) for key, value in expect.items() if key in {"norm", "effect", "item", "of"}):
            if one["period"] == expect.get("period", one["period"]):
                said = {"status": one.get("status"), "due": one.get("due"), "holds": one.get("holds")}
                said |= {bound: _single(one, bound) for bound in ("lower", "upper")}
                keys = next(iter(wanted.values()))
                outcome[one["reading"]] = {key: said[key] for key in keys}
    if outcome:
        yield outcome


def _stands(one: Mapping[str, Any], key: str, value: str) -> bool:
    said = one["norm" if key == "effect" else key]
    return bool(said == value or (said is not None and said.endswith(f"/{value}")))


def _single(effect: Mapping[str, Any], bound: str) -> object:
    """A bound that is certain has one value."""
    value = effect.get("values", {}).get(bound) if effect.get("values") else None
    return value[0] if isinstance(value, list) and len(set(value)) == 1 else value
