"""Moments in facts: as they are written, and that the zone in which they are written changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from prazo.dsl.api import load_text
from prazo.dsl.errors import FactsError
from prazo.dsl.facts.moments import Unfit, read_moment, time_given
from prazo.dsl.facts.problems import FactProblem
from prazo.dsl.facts.read import structure
from prazo.dsl.facts.values import Events, Moment
from prazo.dsl.facts.write import facts_document
from prazo.dsl.time.zone_files import standard_zones
from tests.conformance import runner

LISBON, MACAU = standard_zones()["Europe/Lisbon"], standard_zones()["Asia/Macau"]
RULES = """
instrument LAW "A law"
  jurisdiction Macau
  authority A
  time counted by calendar_days
  version original from 1990-01-01
party A
party P
  detected  event
  reported  event
  founded   date
  drilled   list of event
obligation report "Report"
  cites 1
  on P
  must reported
  within 72 hours of detected
"""
rules = load_text(RULES)


def code(facts: dict[str, object]) -> str:
    with pytest.raises(FactsError) as caught:
        rules.check({"party": "P", "id": "p", **facts}, on=date(2026, 3, 10))
    (one,) = caught.value.problems
    assert isinstance(one, FactProblem)
    return one.code


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2026-03-05T14:30", "2026-03-05T14:30"),
        ("2026-03-05T14:30:00", "2026-03-05T14:30"),
        ("2026-03-05T14:30:09", "2026-03-05T14:30:09"),
        ("2026-03-05T06:30Z", "2026-03-05T14:30"),
        ("2026-03-05T20:30-02:00", "2026-03-06T06:30"),
        ("2026-03-05T14:30+08:00", "2026-03-05T14:30"),
        ("1990-01-01T00:00", "1990-01-01T00:00"),
        ("2040-12-31T23:59:59", "2040-12-31T23:59:59"),
    ],
)
def test_a_moment_is_told_on_the_clocks_of_the_rules(written: str, wanted: str) -> None:
    moment = read_moment(written, MACAU)
    assert isinstance(moment, Moment)
    assert (moment.text, moment.day.isoformat()) == (wanted, wanted[:10])


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2026-03-05 14:30", "F0170"),
        ("2026-03-05T24:00", "F0170"),
        ("2026-03-05T14:60", "F0170"),
        ("2026-03-05T14:30:60", "F0170"),
        ("2026-03-05T14:30:00.5", "F0170"),
        ("2026-03-05T14:30+18:01", "F0170"),
        ("2026-03-05T14:30+0800", "F0170"),
        ("2026-02-30T14:30", "F0020"),
        ("1989-12-31T14:30", "F0171"),
        ("2041-01-01T00:00", "F0171"),
    ],
)
def test_what_is_no_moment(written: str, wanted: str) -> None:
    found = read_moment(written, MACAU)
    assert isinstance(found, Unfit)
    assert found.code == wanted
    assert code({"detected": written}) == wanted


def test_times_that_clocks_skip_or_show_twice_ask_for_the_offset() -> None:
    skipped, twice = read_moment("2021-03-28T01:30", LISBON), read_moment("2021-10-31T01:30", LISBON)
    assert isinstance(skipped, Unfit)
    assert isinstance(twice, Unfit)
    assert (skipped.code, twice.code) == ("F0172", "F0173")
    assert twice.hint == "write 2021-10-31T01:30+01:00 or 2021-10-31T01:30+00:00"
    first, second = (read_moment(f"2021-10-31T01:30+0{n}:00", LISBON) for n in (1, 0))
    assert isinstance(first, Moment)
    assert isinstance(second, Moment)
    assert second.instant - first.instant == 3600


@pytest.mark.parametrize("written", ["2026-03-05T24:00", "2026-03-05T14:30:61", "2021-03-05T"])
def test_a_moment_in_a_list_is_as_strict_as_one_alone(written: str) -> None:
    assert code({"drilled": [written]}) == code({"detected": written})


def test_moments_of_a_list_are_kept_as_written_on_the_clocks_of_the_rules() -> None:
    facts = {"drilled": ["2026-03-05T14:30", "2026-03-05", "2026-03-04T16:00Z", "2026-03-05T06:30Z"]}
    (record,) = structure(rules.program, {"party": "P", "id": "p", **facts}, day=date(2026, 3, 9)).subjects
    assert isinstance(value := record.get("drilled"), Events)
    assert [one.isoformat() for one in value.times] == ["2026-03-05", "2026-03-05T00:00", "2026-03-05T14:30"]
    assert structure(rules.program, facts_document(rules.program, [record]), day=date(2026, 3, 9)).subjects == (record,)


def test_only_events_have_a_time_of_day() -> None:
    assert code({"founded": "2026-03-05T14:30"}) == "F0029"


def test_a_program_gives_moments_as_such() -> None:
    local, told = datetime(2026, 3, 5, 14, 30), datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
    assert time_given(local, MACAU) == time_given(told, MACAU) == read_moment("2026-03-05T14:30", MACAU)
    assert time_given(date(2026, 3, 5), MACAU) == date(2026, 3, 5)
    for wrong in (datetime(2026, 3, 5, 14, 30, 0, 1), "2026-03-05"):
        assert isinstance(time_given(wrong, MACAU), Unfit)
    with pytest.raises(FactsError):
        rules.check({"party": "P", "id": "p"}, on=datetime(2050, 1, 1))
    report = rules.check({"party": "P", "id": "p", "detected": told}, on=datetime(2026, 3, 8, 14, 31))
    assert report["on"] == "2026-03-08T14:31"
    typed = rules.check(rules.types.P(id="p", detected=local), on=datetime(2026, 3, 8, 14, 31))
    assert typed.to_json() == report.to_json()


# --- zones -----------------------------------------------------------------------------------------------------

moments = st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 12)).map(
    lambda one: one.replace(second=0, microsecond=0)
)
_LISBON_TIME = timezone(timedelta(0))  # in the first half of March


def _as_told(given: datetime, zone: timezone) -> str:
    return given.replace(tzinfo=timezone(timedelta(hours=8))).astimezone(zone).isoformat()


@given(moments, moments | st.just("never"), moments)
def test_the_zone_that_facts_and_day_are_written_in_changes_nothing(
    detected: datetime, reported: datetime | str, on: datetime
) -> None:
    reports = []
    for zone in (timezone(timedelta(hours=8)), _LISBON_TIME):
        facts = {
            name: value if isinstance(value, str) else _as_told(value, zone)
            for name, value in (("detected", detected), ("reported", reported))
        }
        day = datetime.fromisoformat(_as_told(on, zone))
        reports.append(rules.check({"party": "P", "id": "p", **facts}, on=day).to_json())
    assert reports[0] == reports[1]


def test_the_cases_of_hours_do_not_turn_on_how_they_are_written() -> None:
    """Every case of the folder with its moments written in UTC: the same facts."""
    for case in runner.cases():
        if case.folder == "moments":
            written = {name: _in_utc(value) for name, value in case.written.items()}
            assert runner.record_of(case.folder, written, case.on) == case.record


def _in_utc(value: object) -> object:
    if not isinstance(value, str) or "T" not in value:
        return value
    moment = read_moment(value, MACAU)
    assert isinstance(moment, Moment)
    told = datetime.fromordinal(moment.instant // 86_400) + timedelta(seconds=moment.instant % 86_400)
    return told.isoformat() + "Z"
