"""Clocks: the frozen zones, and the instants that they show."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from prazo.dsl.facts.values import moment_at
from prazo.dsl.time.zone_files import FIRST_YEAR, LAST_YEAR, ZoneDataError, read_zone, standard_zones
from prazo.dsl.time.zones import SECONDS_OF_DAY, UTC, Zone

ZONES = standard_zones()
LISBON = ZONES["Europe/Lisbon"]
days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
zones = st.sampled_from(sorted(ZONES.values(), key=lambda zone: zone.name))
instants = days.map(lambda day: day.toordinal() * SECONDS_OF_DAY).flatmap(
    lambda start: st.integers(start, start + SECONDS_OF_DAY)
)


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


@pytest.mark.parametrize("year", range(1996, LAST_YEAR + 1))
@pytest.mark.parametrize(("name", "winter"), [("Europe/Lisbon", 0), ("Europe/Brussels", 3600)])
def test_clocks_of_the_union_change_at_one_of_utc_on_the_last_sundays(name: str, winter: int, year: int) -> None:
    """Directive 2000/84/EC, and 94/21/EC before it; Lisbon kept the hour of Brussels until March 1996."""
    zone = ZONES[name]
    forward, back = (last_sunday(year, month).toordinal() * SECONDS_OF_DAY + 3600 for month in (3, 10))
    if (name, year) != ("Europe/Lisbon", 1996):
        assert zone.offset_at(forward - 1) == winter
    assert [zone.offset_at(at) for at in (forward, back - 1, back)] == [winter + 3600, winter + 3600, winter]


@pytest.mark.parametrize("name", ["Asia/Macau", "Asia/Hong_Kong"])
def test_clocks_that_are_never_changed(name: str) -> None:
    assert ZONES[name] == Zone(name, 8 * 3600)


def test_utc_is_the_zone_of_no_place() -> None:
    assert ZONES["UTC"] == UTC


@given(zones, instants)
def test_what_clocks_show_leads_back_to_the_instant(zone: Zone, instant: int) -> None:
    assert instant in zone.instants(*zone.local(instant))


@given(zones, days)
def test_a_day_follows_the_day_before(zone: Zone, day: date) -> None:
    first, last = zone.first_of(day), zone.last_of(day)
    assert zone.local(first) == (day, 0)
    assert zone.local(last) == (day, SECONDS_OF_DAY - 1)
    assert zone.local(first - 1)[0] == day - timedelta(days=1)
    assert last - first + 1 in (SECONDS_OF_DAY - 3600, SECONDS_OF_DAY, SECONDS_OF_DAY + 3600)


@given(zones, instants, instants)
def test_later_instants_are_never_on_earlier_days(zone: Zone, one: int, other: int) -> None:
    first, second = sorted((one, other))
    assert zone.local(first)[0] <= zone.local(second)[0]


def test_an_hour_that_comes_twice_and_one_that_never_does() -> None:
    assert LISBON.instants(date(2021, 3, 28), 3600) == ()
    assert LISBON.instants(date(2021, 3, 28), 7200) == (date(2021, 3, 28).toordinal() * SECONDS_OF_DAY + 3600,)
    twice = LISBON.instants(date(2021, 10, 31), 5400)
    assert [moment_at(one, LISBON).text for one in twice] == ["2021-10-31T01:30+01:00", "2021-10-31T01:30+00:00"]
    assert moment_at(twice[0] - 3600, LISBON).text == "2021-10-31T00:30"


def test_an_offset_west_of_utc_is_written_with_its_sign() -> None:
    west = Zone("West", -10800, ((738000 * SECONDS_OF_DAY + 8 * 3600, -14400),))
    twice = west.instants(*west.local(738000 * SECONDS_OF_DAY + 8 * 3600))
    assert [moment_at(one, west).text[-6:] for one in twice] == ["-03:00", "-04:00"]


def test_a_midnight_that_clocks_skip() -> None:
    """Not in the library, and still a first second of the day: the one at which they are put forward."""
    start = 738000 * SECONDS_OF_DAY
    zone = Zone("Skips", 0, ((start - 600, 1800),))  # at 23:50 clocks go to 00:20
    assert zone.last_of(date.fromordinal(737999)) == start - 601


WRITTEN = {
    "schema": "prazo-zone/1", "name": "Z", "source": "s", "years": [1990, 2040], "offset": "+01:00",
    "changes": ["2021-03-28T01:00Z +02:00", "2021-10-31T01:00Z +01:00"],
}  # fmt: skip


def test_a_file_is_read() -> None:
    zone = read_zone(json.dumps(WRITTEN))
    spring, autumn = (day.toordinal() * SECONDS_OF_DAY + 3600 for day in (date(2021, 3, 28), date(2021, 10, 31)))
    assert zone == Zone("Z", 3600, ((spring, 7200), (autumn, 3600)))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"schema": "prazo-zone/2"}, "object of"),
        ({"more": 1}, "object of"),
        ({"years": [1990, 2041]}, "years"),
        ({"offset": "1:00"}, "offset"),
        ({"offset": 1}, "offset"),
        ({"changes": ["2021-03-28T01:00 +02:00"]}, "change"),
        ({"changes": [1]}, "change"),
        ({"changes": list(reversed(WRITTEN["changes"]))}, "in order"),
        ({"changes": [WRITTEN["changes"][0]] * 2}, "in order"),
        ({"changes": ["2021-03-28T23:30Z +00:00"]}, "another day"),
    ],
)
def test_a_file_that_cannot_be_used(changed: dict[str, object], why: str) -> None:
    with pytest.raises(ZoneDataError, match=why):
        read_zone(json.dumps({**WRITTEN, **changed}))
