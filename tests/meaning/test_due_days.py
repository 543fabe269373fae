"""What is due in an interval is what the whole check says is due in it, whatever was left out on the way."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.values import Moment, day_of
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.due_days import DueDay, Interval, due_days
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.model import Verdict
from prazo.dsl.time.library import load_standard
from tests.conformance.runner import Case, cases, program

#: around the day of the case: from so many days, for so many days
INTERVALS = ((-200, 120), (-10, 400))


@cache
def lookup_of(folder: str) -> Lookup:
    return Lookup(program(folder), load_standard())


@cache
def interval_of(folder: str, first: date, last: date) -> Interval:
    return Interval(lookup_of(folder), first, last)


def whole(case: Case, on: date | Moment) -> list[Verdict]:
    """Every verdict of the whole check."""
    today = on.day if isinstance(on, Moment) else on
    verdicts = check_subject(lookup_of(case.folder), known_on(case.record, today), on, case.readings).verdicts
    return [one for one in verdicts if lookup_of(case.folder).norms[one.norm].kind == "obligation"]


def key(one: Verdict) -> tuple[str | None, ...]:
    return one.norm, one.period, one.item, one.reading


@pytest.mark.parametrize("case", cases()[::2], ids=str)  # every other one: each costs six whole checks
def test_nothing_that_is_due_is_left_out_and_nothing_else_is_there(case: Case) -> None:
    for begins, lasts in INTERVALS:
        today = case.on.day if isinstance(case.on, Moment) else case.on
        first = today + timedelta(days=begins)
        last = first + timedelta(days=lasts)
        interval = interval_of(case.folder, first, last)
        found = due_days(interval, case.record, case.on, case.readings)
        due = [one for one in found.due if not one.repeats]
        inside = [one for one in whole(case, last) if first <= (day_of(one.due) or date.min) <= last]
        inside = [one for one in inside if one.status != "not_applicable" and one.norm not in interval.repeated]
        assert sorted(map(repr, (one.kept for one in due))) == sorted(map(repr, inside))
        assert_statuses(due, {key(one): one for one in whole(case, case.on)})


def assert_statuses(due: list[DueDay], now: dict[tuple[str | None, ...], Verdict]) -> None:
    for one in due:
        assert one.now == (now.get(key(one.kept)) or now.get((*key(one.kept)[:-1], None)))
