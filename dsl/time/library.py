"""Reads calendars and counting rules from their JSON text, strictly, and holds the standard ones.

A calendar file and a file of counting rules are data: nothing in them is run, every key is known, and whatever is
missing, unknown, twice or out of order is refused with a sentence that says where.
"""

import hashlib
import json
import os
import os.path
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal, NoReturn, cast

import attrs

from prazo.dsl.edge.installed import folder_of
from prazo.dsl.time.counting import WEEKDAYS, Calendar, CountingRule
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, MissingDay

CALENDAR_SCHEMA = "prazo-calendar/1"
COUNTING_SCHEMA = "prazo-counting/1"
LONGEST_TEXT = 2_000_000
MOST_CLOSED_DAYS = 40_000
LISTED_KINDS = ("holiday", "closure")
LANGUAGES = ("pt", "zh")

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH_DAY = re.compile(r"\d{2}-\d{2}", re.ASCII)

_CALENDAR_KEYS = (
    "schema", "name", "title", "package", "sources", "lacks", "covered", "verified", "verified_because", "weekly",
    "names", "years",
)  # fmt: skip
_VERSION_KEYS = (
    "begins", "ends", "calendar", "closed", "event_day", "skips", "short_days", "last_day", "lead_time",
    "missing_day", "eight_fifteen_weeks", "monotone", "monotone_in_length", "monotone_because", "source", "unverified",
)  # fmt: skip


class CalendarDataError(ValueError):
    """A calendar file that cannot be used; the message is a plain sentence that says where."""

    code = "calendar-data"


class CountingDataError(ValueError):
    """A file of counting rules that cannot be used; the message is a plain sentence that says where."""

    code = "counting-data"


class UnknownTimeName(LookupError, ValueError):
    """No calendar or counting rule has this name; `nearest` is the one most like it, or None."""

    code = "time-unknown"

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        import difflib

        found = difflib.get_close_matches(name, sorted(known), n=1)
        self.nearest: str | None = found[0] if found else None
        hint = f"; did you mean {self.nearest}?" if self.nearest else "."
        super().__init__(f"There is no {what} {name}{hint}")


@attrs.frozen
class CalendarSheet:
    """A calendar with what people want to know about it.

    `names`: English name of a closed day or weekday -> language ("pt", "zh") -> name. `covered`: half-open interval of
    the years listed. `lacks`: kinds of closed days that the list cannot hold, in plain English.
    """

    calendar: Calendar
    title: str
    package: str
    sources: tuple[str, ...]
    lacks: tuple[str, ...]
    covered: tuple[date, date]
    verified_because: str
    names: Mapping[str, Mapping[str, str]]

    def name_in(self, english: str, language: str) -> str:
        """The name of a closed day in "pt" or "zh"; the English name where there is none."""
        return self.names.get(english, {}).get(language, english)


@attrs.frozen
class RuleVersions:
    """A counting rule through time: versions in order, without gap or overlap, from the first to the last day."""

    name: str
    title: str
    versions: tuple[CountingRule, ...]
    digest: str

    def on(self, day: date) -> CountingRule:
        """The version that is the law on `day` (any day of the range of dates)."""
        return next(one for one in self.versions if one.ends is None or day < one.ends)


@attrs.frozen
class TimeLibrary:
    """Calendars and counting rules by name; every rule finds its calendar here, with all the kinds that it reads."""

    sheets: Mapping[str, CalendarSheet]
    rules: Mapping[str, RuleVersions]

    def sheet(self, name: str) -> CalendarSheet:
        """The calendar of this name with its names and sources. Raises UnknownTimeName."""
        if name not in self.sheets:
            raise UnknownTimeName("calendar", name, self.sheets)
        return self.sheets[name]

    def calendar(self, name: str) -> Calendar:
        """The calendar of this name. Raises UnknownTimeName."""
        return self.sheet(name).calendar

    def rule(self, name: str, on: date) -> CountingRule:
        """The counting rule of this name as it is the law on a day. Raises UnknownTimeName."""
        if name not in self.rules:
            raise UnknownTimeName("counting rule", name, self.rules)
        return self.rules[name].on(on)

    def calendar_of(self, rule: CountingRule) -> Calendar | None:
        """The calendar that a rule counts by, or None where it reads none."""
        return None if rule.calendar is None else self.calendar(rule.calendar)


def library(calendar_texts: Iterable[str], counting_texts: Iterable[str]) -> TimeLibrary:
    """Calendars and rules from the texts of their files. Raises CalendarDataError and CountingDataError."""
    sheets: dict[str, CalendarSheet] = {}
    for text in calendar_texts:
        sheet = read_calendar(text)
        if sheet.calendar.name in sheets:
            raise CalendarDataError(f"Two calendars are called {sheet.calendar.name}.")
        sheets[sheet.calendar.name] = sheet
    rules: dict[str, RuleVersions] = {}
    for text in counting_texts:
        for one in read_counting_rules(text):
            if one.name in rules:
                raise CountingDataError(f"Two counting rules are called {one.name}.")
            rules[one.name] = one
            for version in one.versions:
                _match_calendar(version, sheets)
    return TimeLibrary(sheets, rules)


@cache
def load_standard() -> TimeLibrary:
    """The calendars and counting rules of the standard library, read once."""
    return library(_texts("calendars"), _texts("counting"))


def _texts(folder: str) -> list[str]:
    """The data files of a folder of the standard library, in the order of their names."""
    root = folder_of(f"prazo.stdlib.{folder}")
    texts: list[str] = []
    for name in sorted(os.listdir(root)):
        if name.endswith(".json"):
            with open(os.path.join(root, name), encoding="utf-8") as file:
                texts.append(file.read())
    return texts


def digest_of(data: object) -> str:
    """The SHA-256 ("sha256:...") of canonical JSON: keys sorted; texts, whole numbers, true, false, null only."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return "sha256:" + hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def read_calendar(text: str) -> CalendarSheet:
    """One calendar from the text of its file. Raises CalendarDataError."""
    reader = _Reader(CalendarDataError)
    data = reader.document(text, CALENDAR_SCHEMA, _CALENDAR_KEYS)
    name = reader.name(data["name"], "name")
    covered = reader.interval(data["covered"], "covered")
    verified = reader.interval(data["verified"], "verified")
    if not covered[0] <= verified[0] <= verified[1] <= covered[1]:
        reader.refuse("verified", "lies partly outside covered")
    weekly = reader.texts(data["weekly"], "weekly")
    if not set(weekly) < set(WEEKDAYS) or len(set(weekly)) < len(weekly):
        reader.refuse("weekly", "must name weekdays such as Sunday, each once and not all seven")
    package = reader.record(data["package"], "package", ("name", "version", "categories"))
    for category in reader.table(package["categories"], "package.categories", LISTED_KINDS).values():
        reader.text(category, "package.categories")
    names = reader.table(data["names"], "names")
    for english in names:
        reader.text(english, "names")
    closed = _closed_days(reader, data["years"], covered)
    return CalendarSheet(
        title=reader.text(data["title"], "title"),
        package=f"{reader.text(package['name'], 'package.name')} {reader.text(package['version'], 'package.version')}",
        sources=reader.texts(data["sources"], "sources"),
        lacks=reader.texts(data["lacks"], "lacks"),
        covered=covered,
        verified_because=reader.text(data["verified_because"], "verified_because"),
        names={
            english: {
                language: reader.text(word, f"names.{english}.{language}")
                for language, word in reader.table(in_languages, f"names.{english}", LANGUAGES).items()
            }
            for english, in_languages in names.items()
        },
        # Last, when every text in it was found to be one that can be hashed.
        calendar=Calendar(name, weekly, closed, verified, digest_of(data)),
    )


def _closed_days(reader: "_Reader", years: object, covered: tuple[date, date]) -> tuple[tuple[date, str, str], ...]:
    closed: dict[date, tuple[date, str, str]] = {}
    for year, kinds in reader.table(years, "years").items():
        for kind, entries in reader.table(kinds, f"years.{_shown(year)}", LISTED_KINDS).items():
            here = f"years.{_shown(year)}.{kind}"
            for month_day, name in reader.table(entries, here).items():
                where = f"{here}.{_shown(month_day)}"
                if not _MONTH_DAY.fullmatch(month_day):
                    reader.refuse(where, "must be a month and a day, such as 02-29")
                day = reader.day(f"{year}-{month_day}", where)
                if not covered[0] <= day < covered[1]:
                    reader.refuse(where, "lies outside covered")
                if day in closed:
                    reader.refuse(where, "is listed twice")
                closed[day] = (day, kind, reader.text(name, where))
    if len(closed) > MOST_CLOSED_DAYS:
        reader.refuse("years", f"has more than {MOST_CLOSED_DAYS} closed days")
    return tuple(closed[day] for day in sorted(closed))


def read_counting_rules(text: str) -> tuple[RuleVersions, ...]:
    """The counting rules of one file. Raises CountingDataError."""
    reader = _Reader(CountingDataError)
    data = reader.document(text, COUNTING_SCHEMA, ("schema", "rules"))
    found = []
    for i, entry in enumerate(reader.items(data["rules"], "rules")):
        where = f"rules[{i + 1}]"
        record = reader.record(entry, where, ("name", "title", "versions"))
        name = reader.name(record["name"], f"{where}.name")
        versions = tuple(
            _rule_version(reader, name, one, f"{name}.versions[{j + 1}]")
            for j, one in enumerate(reader.items(record["versions"], f"{name}.versions"))
        )
        _contiguous(reader, name, versions)
        found.append(RuleVersions(name, reader.text(record["title"], f"{name}.title"), versions, digest_of(entry)))
    return tuple(found)


def _rule_version(reader: "_Reader", name: str, entry: object, where: str) -> CountingRule:
    data = reader.record(entry, where, _VERSION_KEYS)
    closed = reader.texts(data["closed"], f"{where}.closed")
    calendar = None if data["calendar"] is None else reader.name(data["calendar"], f"{where}.calendar")
    skips = reader.one_of(data["skips"], f"{where}.skips", "none", "all", "short")
    last_day = reader.one_of(data["last_day"], f"{where}.last_day", "later", "never")
    lead_time = reader.one_of(data["lead_time"], f"{where}.lead_time", "earlier", "never")
    if calendar is None and (closed or skips != "none" or last_day != "never" or lead_time != "never"):
        reader.refuse(where, "has no calendar, so it can neither skip closed days nor move off them")
    if calendar is not None and not closed:
        reader.refuse(f"{where}.closed", "is empty although the rule names a calendar")
    short_days = data["short_days"]
    if type(short_days) is not int or not 0 <= short_days <= 366 or (skips == "short") != (short_days > 0):
        reader.refuse(f"{where}.short_days", "must be a number of days from 1 to 366 if skips is short, otherwise 0")
    unverified = data["unverified"]
    return CountingRule(
        name=name,
        begins=None if data["begins"] is None else reader.day(data["begins"], f"{where}.begins"),
        ends=None if data["ends"] is None else reader.day(data["ends"], f"{where}.ends"),
        calendar=calendar,
        closed=closed,
        excludes_event=reader.one_of(data["event_day"], f"{where}.event_day", "left out", "counted") == "left out",
        skips=cast(Literal["none", "all", "short"], skips),
        short_days=short_days,
        last_day=cast(Literal["later", "never"], last_day),
        lead_time=cast(Literal["earlier", "never"], lead_time),
        missing_day=cast(MissingDay, reader.one_of(data["missing_day"], f"{where}.missing_day", "last", "next")),
        eight_fifteen_weeks=reader.yes_no(data["eight_fifteen_weeks"], f"{where}.eight_fifteen_weeks"),
        monotone=reader.yes_no(data["monotone"], f"{where}.monotone"),
        monotone_in_length=reader.yes_no(data["monotone_in_length"], f"{where}.monotone_in_length"),
        monotone_because=reader.text(data["monotone_because"], f"{where}.monotone_because"),
        source=reader.text(data["source"], f"{where}.source"),
        unverified=None if unverified is None else reader.text(unverified, f"{where}.unverified"),
    )


def _contiguous(reader: "_Reader", name: str, versions: tuple[CountingRule, ...]) -> None:
    if not versions or versions[0].begins is not None or versions[-1].ends is not None:
        reader.refuse(name, "must have a first version without beginning and a last one without end")
    for before, after in pairwise(versions):
        if before.ends is None or before.ends != after.begins:
            reader.refuse(name, "has a gap or an overlap: each version must begin on the day the one before ends")
        if before.begins is not None and before.begins >= before.ends:
            reader.refuse(name, "has a version that ends before it begins")


def _match_calendar(rule: CountingRule, sheets: Mapping[str, CalendarSheet]) -> None:
    if rule.calendar is None:
        return
    if rule.calendar not in sheets:
        raise CountingDataError(f"{rule.name} counts by the calendar {rule.calendar}, which is not there.")
    for kind in rule.closed:
        if kind not in (*sheets[rule.calendar].calendar.weekly, *LISTED_KINDS):
            raise CountingDataError(
                f"{rule.name} is closed on {kind}, but the calendar {rule.calendar} has no such days."
            )


def _shown(key: str) -> str:
    """A key of unknown content, safe on a terminal and not longer than a line."""
    return key if key.isascii() and key.isprintable() and len(key) <= 60 else json.dumps(key)[:60]


class _Reader:
    """Takes data apart and refuses, with one kind of error, whatever is not exactly as it should be."""

    def __init__(self, error: type[ValueError]) -> None:
        self._error = error

    def refuse(self, where: str, why: str) -> NoReturn:
        raise self._error(f"{where} {why}.")

    def document(self, text: str, schema: str, keys: tuple[str, ...]) -> dict[str, object]:
        if len(text) > LONGEST_TEXT:
            self.refuse("The file", f"is longer than {LONGEST_TEXT} characters")
        try:
            data: object = json.loads(text, object_pairs_hook=self._pairs)
        except RecursionError:
            self.refuse("The file", "is nested too deeply")
        except json.JSONDecodeError as mistake:
            self.refuse("The file", f"is not JSON: line {mistake.lineno}, column {mistake.colno}")
        except self._error:
            raise
        except ValueError:  # a whole number of more digits than Python reads
            self.refuse("The file", "holds a number that is too long")
        record = self.record(data, "The file", keys)
        if record["schema"] != schema:
            self.refuse("schema", f"must be {schema}")
        return record

    def _pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        record: dict[str, object] = {}
        for key, value in pairs:
            if key in record:
                self.refuse(_shown(key), "stands twice in the same place")
            record[key] = value
        return record

    def record(self, value: object, where: str, keys: tuple[str, ...]) -> dict[str, object]:
        found = self.table(value, where, keys)
        missing = [key for key in keys if key not in found]
        if missing:
            self.refuse(where, f"lacks {', '.join(missing)}")
        return found

    def table(self, value: object, where: str, keys: tuple[str, ...] | None = None) -> dict[str, object]:
        if not isinstance(value, dict):
            self.refuse(where, "must be a table of names and values")
        unknown = [key for key in value if keys is not None and key not in keys]
        if unknown:
            self.refuse(where, f"has {_shown(unknown[0])}, which is unknown here")
        return value

    def items(self, value: object, where: str) -> list[object]:
        if not isinstance(value, list):
            self.refuse(where, "must be a list")
        return value

    def text(self, value: object, where: str) -> str:
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            self.refuse(where, "must be a text that is not empty and holds no control characters")
        return value

    def texts(self, value: object, where: str) -> tuple[str, ...]:
        return tuple(self.text(one, where) for one in self.items(value, where))

    def name(self, value: object, where: str) -> str:
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            self.refuse(where, "must be a name of small letters, digits, underscores and dots")
        return value

    def one_of(self, value: object, where: str, *allowed: str) -> str:
        if not isinstance(value, str) or value not in allowed:
            self.refuse(where, f"must be one of: {', '.join(allowed)}")
        return value

    def yes_no(self, value: object, where: str) -> bool:
        if not isinstance(value, bool):
            self.refuse(where, "must be true or false")
        return value

    def day(self, value: object, where: str) -> date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.refuse(where, "must be a day written as 2021-03-01")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.refuse(where, f"is {value}, and there is no such day")
        if not FIRST_DAY <= day <= LAST_DAY:
            self.refuse(where, f"is outside {FIRST_DAY.isoformat()} to {LAST_DAY.isoformat()}")
        return day

    def interval(self, value: object, where: str) -> tuple[date, date]:
        ends = self.items(value, where)
        if len(ends) != 2:
            self.refuse(where, "must be two days: the first, and the day after the last")
        first, end = self.day(ends[0], where), self.day(ends[1], where)
        if first > end:
            self.refuse(where, "ends before it begins")
        return first, end
