"""Counting time alone: a rule, a day and a limit give a day, or are refused.

``counts.json`` holds counting rules beside the standard ones, with parameters that none of those has, and the counts
that must come out: after a day, before one, of fixed days, and the next open ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs

from prazo.dsl.time.library import TimeLibrary, library

_FILE = Path(__file__).with_name("counts.json")


@attrs.frozen
class Count:
    """One count: ``way`` is "after", "before", "fixed" or "open"; ``written`` what the file says of it."""

    way: str
    written: Mapping[str, Any]

    def __str__(self) -> str:
        limit = " ".join(f"{n} {unit}" for n, unit in self.written.get("limit", ()))
        more = [word for word in ("clear", "earlier") if self.written.get(word)]
        if "calendar" in self.written:
            more.append(f"by {self.written['calendar'] or 'no calendar'}")
        return " ".join([f"{self.written['rule']} {limit} {self.way} {self.written['from']}", *more])


@cache
def _document() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))


@cache
def times() -> TimeLibrary:
    """The standard calendars and rules, and those of the file."""
    return library(*texts())


@cache
def texts() -> tuple[list[str], list[str]]:
    """The texts of the standard calendars, and those of the standard rules and of the rules of the file."""
    root = files("prazo.stdlib")
    found = {
        folder: [
            one.read_text(encoding="utf-8") for one in root.joinpath(folder).iterdir() if one.name.endswith("json")
        ]
        for folder in ("calendars", "counting")
    }
    return found["calendars"], [*found["counting"], json.dumps(_document()["rules"])]


def counts() -> tuple[Count, ...]:
    """Every count of the file."""
    return tuple(Count(way, one) for way in ("after", "before", "fixed", "open") for one in _document()[way])


def miscount(count: Count, counting: Any, known: TimeLibrary | None = None) -> list[str]:
    """What ``counting`` (the module, or one like it) says otherwise; empty where all is as it must be."""
    known = known or times()
    one = count.written
    start = date.fromisoformat(one["from"])
    rule = known.rule(one["rule"], start)
    calendar = known.calendar_of(rule)
    if "calendar" in one:
        calendar = None if one["calendar"] is None else known.calendar(one["calendar"])
    limit = tuple((n, unit) for n, unit in one.get("limit", ()))
    ways: Mapping[str, Callable[[], Any]] = {
        "after": lambda: counting.due_day(rule, calendar, start, limit),
        "before": lambda: counting.latest_day_before(rule, calendar, start, limit, one.get("clear", False)),
        "fixed": lambda: counting.move(rule, calendar, start, one.get("earlier", False)),
        "open": lambda: counting.next_open_day(rule, calendar, start),
    }
    try:
        counted = ways[count.way]()
    except ValueError as refusal:
        said: dict[str, Any] = {"refused": getattr(refusal, "code", None)}
    else:
        said = {
            "raw": counted.raw.isoformat(),
            "day": counted.day.isoformat(),
            "passed": [day.isoformat() for day, _ in counted.passed],
            "provisional": counted.provisional,
        }
    keys = ("raw", "day", "passed", "provisional", "refused")
    return [f"{key}: {said.get(key)}, expected {one[key]}" for key in keys if key in one and said.get(key) != one[key]]
