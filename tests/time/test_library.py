"""Calendars and counting rules as data: what the standard ones hold, and how wrong files are refused."""

import json
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from prazo.dsl.time.library import (
    CalendarDataError,
    CountingDataError,
    TimeLibrary,
    UnknownTimeName,
    digest_of,
    library,
    load_standard,
    read_calendar,
    read_counting_rules,
)


def text_of(folder: str, name: str) -> str:
    return files("prazo.stdlib").joinpath(folder).joinpath(f"{name}.json").read_text(encoding="utf-8")


MACAU = text_of("calendars", "macau")
HONGKONG = text_of("calendars", "hongkong")
MACAU_RULES = text_of("counting", "macau")


def changed(text: str, change: Callable[[Any], object]) -> str:
    data = json.loads(text)
    change(data)
    return json.dumps(data)


def test_the_standard_library_has_the_six_rules_and_their_calendars() -> None:
    standard = load_standard()
    assert sorted(standard.rules) == [
        "calendar_days", "hongkong.cap1", "hongkong.plain", "macau.administrative", "macau.civil", "macau.working_days",
    ]  # fmt: skip
    assert sorted(standard.sheets) == ["hongkong", "macau"]
    assert standard is load_standard()


def test_verified_intervals() -> None:
    standard = load_standard()
    assert standard.calendar("macau").verified == (date(2012, 1, 1), date(2027, 1, 1))
    assert standard.calendar("hongkong").verified == (date(2012, 1, 1), date(2027, 1, 1))
    assert standard.sheet("macau").covered == (date(1990, 1, 1), date(2041, 1, 1))
    assert standard.sheet("macau").package == "holidays 0.109"


@pytest.mark.parametrize(("name", "kind", "number"), [("macau", "holiday", 20), ("hongkong", "holiday", 17)])
def test_number_of_holidays_a_year(name: str, kind: str, number: int) -> None:
    closed = load_standard().calendar(name).closed
    for year in (2024, 2025, 2026):
        assert sum(day.year == year and of == kind for day, of, _ in closed) == number


def test_names_in_other_languages() -> None:
    macau = load_standard().sheet("macau")
    assert macau.name_in("Good Friday", "pt") == "Morte de Cristo"
    assert macau.name_in("Sunday", "zh") == "星期日"
    assert macau.name_in("Sunday", "en") == "Sunday"
    hongkong = load_standard().sheet("hongkong")
    assert hongkong.name_in("Good Friday", "zh") == "耶穌受難節"
    assert hongkong.name_in("Good Friday", "pt") == "Good Friday"
    for name, languages in (("macau", {"pt", "zh"}), ("hongkong", {"zh"})):
        sheet = load_standard().sheet(name)
        named = {*(why for _, _, why in sheet.calendar.closed), *sheet.calendar.weekly}
        assert all(set(sheet.names[english]) == languages for english in named)


def test_versions_change_on_their_day() -> None:
    standard = load_standard()
    assert "before" in standard.rule("macau.administrative", date(1999, 11, 9)).source
    assert "57/99/M" in standard.rule("macau.administrative", date(1999, 11, 10)).source
    assert "1966" in standard.rule("macau.civil", date(1999, 10, 31)).source
    assert "39/99/M" in standard.rule("macau.civil", date(1999, 11, 1)).source
    assert standard.rule("macau.civil", date(1900, 1, 1)) is standard.rules["macau.civil"].versions[0]
    assert standard.rule("macau.civil", date(2199, 12, 31)) is standard.rules["macau.civil"].versions[-1]


def test_what_was_not_read_is_marked() -> None:
    standard = load_standard()
    marked = {name: standard.rule(name, date(2026, 1, 1)).unverified is not None for name in standard.rules}
    assert marked == {
        "calendar_days": False,
        "hongkong.cap1": True,
        "hongkong.plain": True,
        "macau.administrative": True,
        "macau.civil": True,
        "macau.working_days": True,
    }


def test_digest_is_of_what_is_said_and_not_of_the_layout() -> None:
    calendar = read_calendar(MACAU).calendar
    assert calendar.digest == load_standard().calendar("macau").digest == digest_of(json.loads(MACAU))
    assert calendar.digest.startswith("sha256:")
    assert len(calendar.digest) == 71
    assert read_calendar(json.dumps(json.loads(MACAU), indent=4, sort_keys=True)).calendar == calendar
    other = read_calendar(changed(MACAU, lambda data: data["years"]["2026"]["closure"].pop("04-06"))).calendar
    assert other.digest != calendar.digest
    assert digest_of({"b": [1, None, True], "a": "澳門"}) == (
        "sha256:" + __import__("hashlib").sha256('{"a":"澳門","b":[1,null,true]}'.encode()).hexdigest()
    )


def test_unknown_names_say_the_nearest() -> None:
    with pytest.raises(UnknownTimeName, match=r"did you mean macau\.civil\?") as caught:
        load_standard().rule("macau.civl", date(2026, 1, 1))
    assert caught.value.nearest == "macau.civil"
    with pytest.raises(UnknownTimeName, match="no calendar zzz") as caught:
        load_standard().calendar("zzz")
    assert caught.value.nearest is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.pop("title"), "lacks title"),
        (lambda d: d.update(titel="x"), "has titel, which is unknown"),
        (lambda d: d.update({"\x1b[31m": 1}), r"has \"\\u001b"),
        (lambda d: d.update(schema="prazo-calendar/2"), "schema must be prazo-calendar/1"),
        (lambda d: d.update(name="Macau"), "small letters"),
        (lambda d: d.update(title=" "), "not empty"),
        (lambda d: d.update(title="a\x1b[0m"), "control characters"),
        (lambda d: d.update(title="\ud800"), "control characters"),
        (lambda d: d.update(title=3), "must be a text"),
        (lambda d: d.update(weekly=["Sonntag"]), "weekdays"),
        (lambda d: d.update(weekly=["Sunday", "Sunday"]), "each once"),
        (
            lambda d: d.update(weekly=["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
            "not all seven",
        ),
        (lambda d: d.update(verified=["2012-01-01"]), "two days"),
        (lambda d: d.update(verified=["2027-01-01", "2012-01-01"]), "ends before it begins"),
        (lambda d: d.update(verified=["1980-01-01", "2012-01-01"]), "outside covered"),
        (lambda d: d.update(verified=["2012-1-1", "2027-01-01"]), "written as 2021-03-01"),
        (lambda d: d.update(verified=["2012-02-30", "2027-01-01"]), "no such day"),
        (lambda d: d.update(covered=["1800-01-01", "2041-01-01"]), "outside 1900-01-01"),
        (lambda d: d["years"].update({"2041": {"holiday": {"01-01": "x"}}}), "outside covered"),
        (lambda d: d["years"]["2026"]["holiday"].update({"02-29": "x"}), "2026-02-29, and there is no such day"),
        (lambda d: d["years"]["2026"]["holiday"].update({"2-3": "x"}), "a month and a day"),
        (lambda d: d["years"]["2026"]["closure"].update({"01-01": "x"}), "listed twice"),
        (lambda d: d["years"]["2026"].update({"feast": {}}), "has feast"),
        (lambda d: d["years"].update({"MMXX": {"holiday": {"01-01": "x"}}}), "written as"),
        (lambda d: d.update(years=[]), "must be a table"),
        (lambda d: d["names"]["Sunday"].update(xx="x"), "has xx"),
        (lambda d: d["names"].update({"": {}}), "not empty"),
        (lambda d: d["package"]["categories"].update(holiday=[[]]), "must be a text"),
        (lambda d: d.update(lacks="none"), "must be a list"),
    ],
)
def test_wrong_calendars_are_refused(change: Callable[[Any], object], words: str) -> None:
    with pytest.raises(CalendarDataError, match=words) as caught:
        read_calendar(changed(MACAU, change))
    assert caught.value.code == "calendar-data"
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, column 1"),
        ("{", "not JSON"),
        ("[]", "must be a table"),
        ("null", "must be a table"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": 1, "a": 2}', "a stands twice"),
        ('{"a": ' + "9" * 5_000 + "}", "too long"),
        ('{"a": NaN}', "has a, which is unknown"),
        (" " * 2_000_001, "longer than 2000000"),
    ],
)
def test_text_that_is_no_calendar_is_refused(text: str, words: str) -> None:
    with pytest.raises(CalendarDataError, match=words):
        read_calendar(text)
    with pytest.raises(CountingDataError, match=words):
        read_counting_rules(text)


def first_version(data: Any) -> Any:
    return data["rules"][0]["versions"][0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: first_version(d).pop("source"), "lacks source"),
        (lambda d: first_version(d).update(source=""), "not empty"),
        (lambda d: first_version(d).update(unverified=""), "not empty"),
        (lambda d: first_version(d).update(skips="some"), "one of: none, all, short"),
        (lambda d: first_version(d).update(last_day="earlier"), "one of: later, never"),
        (lambda d: first_version(d).update(lead_time="later"), "one of: earlier, never"),
        (lambda d: first_version(d).update(event_day="yes"), "one of: left out, counted"),
        (lambda d: first_version(d).update(missing_day="first"), "one of: last, next"),
        (lambda d: first_version(d).update(monotone=1), "true or false"),
        (lambda d: first_version(d).update(short_days=6), "from 1 to 366 if skips is short"),
        (lambda d: first_version(d).update(skips="short"), "from 1 to 366"),
        (lambda d: first_version(d).update(skips="short", short_days=True), "from 1 to 366"),
        (lambda d: first_version(d).update(calendar=None), "has no calendar"),
        (lambda d: first_version(d).update(closed=[]), "is empty"),
        (lambda d: first_version(d).update(closed=["Friday"]), "closed on Friday"),
        (lambda d: first_version(d).update(calendar="mars"), "calendar mars, which is not there"),
        (lambda d: first_version(d).update(begins="1990-01-01"), "first version without beginning"),
        (lambda d: first_version(d).update(ends="1999-11-09"), "gap or an overlap"),
        (lambda d: first_version(d).update(ends=None), "gap or an overlap"),
        (lambda d: d["rules"][0].update(versions=[]), "first version"),
        (lambda d: d["rules"][0]["versions"].pop(), "last one without end"),
        (lambda d: d["rules"].append(d["rules"][0]), r"Two counting rules are called macau\.administrative"),
    ],
)
def test_wrong_rules_are_refused(change: Callable[[Any], object], words: str) -> None:
    with pytest.raises(CountingDataError, match=words) as caught:
        library([MACAU, HONGKONG], [changed(MACAU_RULES, change)])
    assert caught.value.code == "counting-data"


def test_a_version_must_not_end_before_it_begins() -> None:
    def turn_back(data: Any) -> None:
        versions = data["rules"][0]["versions"]
        versions[1]["ends"] = "1990-01-01"
        versions.append({**versions[1], "begins": "1990-01-01", "ends": None})

    with pytest.raises(CountingDataError, match="ends before it begins"):
        read_counting_rules(changed(MACAU_RULES, turn_back))


def test_two_calendars_of_one_name_are_refused() -> None:
    with pytest.raises(CalendarDataError, match="Two calendars are called macau"):
        library([MACAU, MACAU], [])


def test_a_library_without_rules_is_possible() -> None:
    assert library([], []) == TimeLibrary({}, {})
