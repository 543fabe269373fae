"""Freezes time zones into the standard library from the time zone database of the machine (IANA, 1990 to 2040)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from prazo.dsl.time.zone_files import FIRST_YEAR, LAST_YEAR, SCHEMA

NAMES = ("Asia/Hong_Kong", "Asia/Macau", "Europe/Brussels", "Europe/Lisbon", "UTC")
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


def frozen(name: str, source: str) -> str:
    """The file of a zone: its offset when the first year begins in UTC, and every change until the last year ends."""
    zone = ZoneInfo(name)
    start, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    document = {
        "schema": SCHEMA,
        "name": name,
        "source": source,
        "years": [FIRST_YEAR, LAST_YEAR],
        "offset": _offset(zone, start),
        "changes": [f"{day:%Y-%m-%dT%H:%M}Z {_offset(zone, day)}" for day in _changes(zone, start, end)],
    }
    return json.dumps(document, indent=1) + "\n"


def _offset(zone: ZoneInfo, instant: datetime) -> str:
    """``+08:00``, as the zone's clocks stand at an instant."""
    minutes, seconds = divmod(round(_ahead(zone, instant) / _SECOND), 60)
    if seconds:
        raise ValueError(f"{zone.key} is ahead of UTC by seconds at {instant}")
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _ahead(zone: ZoneInfo, instant: datetime) -> timedelta:
    ahead = instant.astimezone(zone).utcoffset()
    assert ahead is not None, "a zone of the database always has one"
    return ahead


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Clocks are changed on the half hour of UTC or on the hour."""
    at, step = start, _HOUR / 2
    while (at := at + step) < end:
        if _ahead(zone, at) != _ahead(zone, at - step):
            yield at


def main(arguments: list[str]) -> int:
    """``FOLDER SOURCE``: writes a file for each zone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("source", help="the release of the database, as 2025b")
    given = parser.parse_args(arguments)
    for name in NAMES:
        text = frozen(name, f"IANA time zone database {given.source}")
        (given.folder / f"{name.replace('/', '_').lower()}.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
