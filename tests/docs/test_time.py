"""The page on counting time says what the rules of counting do."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

import pytest

from prazo.dsl.time.counting import due_day, latest_day_before
from prazo.dsl.time.days import Unit
from prazo.dsl.time.library import load_standard
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "time.md").read_text(encoding="utf-8")
_LIMIT = re.compile(r"(at least )?(\d+) (clear )?(working day|day|month)s?( before)?")
CASES = re.findall(r"^\| ([\w.]+) \| (\d{4}-\d\d-\d\d) \| ([^|]+) \| (\d{4}-\d\d-\d\d) \|$", PAGE, re.MULTILINE)


def test_the_worked_cases_are_there() -> None:
    assert len(CASES) >= 12
    assert {rule for rule, *_ in CASES} >= set(load_standard().rules) - {"calendar_days"}


@pytest.mark.parametrize(("name", "anchor", "limit", "last"), CASES)
def test_a_worked_case(name: str, anchor: str, limit: str, last: str) -> None:
    found = _LIMIT.fullmatch(limit)
    assert found is not None
    begin = date.fromisoformat(anchor)
    rule = load_standard().rule(name, begin)
    calendar = load_standard().calendar_of(rule)
    duration = ((int(found[2]), cast(Unit, found[4])),)
    if found[5]:
        counted = latest_day_before(rule, calendar, begin, duration, found[3] is not None)
    else:
        counted = due_day(rule, calendar, begin, duration)
    assert counted.day == date.fromisoformat(last)


def test_every_rule_of_counting_and_every_calendar_stands_on_the_page() -> None:
    standard = load_standard()
    assert set(re.findall(r"^\| `([\w.]+)` \| left out", PAGE, re.MULTILINE)) == set(standard.rules)
    checked = dict(re.findall(r"^\| `(\w+)` \| from (\d{4}-\d\d-\d\d)", PAGE, re.MULTILINE))
    assert checked == {name: sheet.calendar.verified[0].isoformat() for name, sheet in standard.sheets.items()}
