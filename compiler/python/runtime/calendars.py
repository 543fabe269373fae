"""Calendars as a checker keeps them: closed days by year and kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from prazo.dsl.time.counting import Calendar


class FrozenCalendar(TypedDict):
    """``verified``: half-open, days as text.  ``closed``: year, kind, and its days as ``"01-01 02-12"``."""

    digest: str
    verified: tuple[str, str]
    weekly: tuple[str, ...]
    closed: Mapping[int, Mapping[str, str]]


def thawed(name: str, frozen: FrozenCalendar) -> Calendar:
    """The calendar to count by; a closed day is called by its kind."""
    closed = sorted(
        (date(year, int(day[:2]), int(day[3:])), kind, kind)
        for year, kinds in frozen["closed"].items()
        for kind, days in kinds.items()
        for day in days.split()
    )
    first, end = (date.fromisoformat(day) for day in frozen["verified"])
    return Calendar(name, frozen["weekly"], tuple(closed), (first, end), frozen["digest"])
