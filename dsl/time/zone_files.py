"""Reads the zones of the standard library, frozen so that no result depends on the machine's own."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from prazo.dsl.time.zones import SECONDS_OF_DAY, Zone

SCHEMA: Final = "prazo-zone/1"
#: the years in which a zone's changes are known
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2040

_KEYS: Final = ("schema", "name", "source", "years", "offset", "changes")
_OFFSET: Final = re.compile(r"([+-])(\d{2}):(\d{2})", re.ASCII)
_CHANGE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})Z ([+-]\d{2}:\d{2})", re.ASCII)


class ZoneDataError(ValueError):
    """A zone file that cannot be used; the message is a plain sentence."""

    code = "zone-data"


@cache
def standard_zones() -> dict[str, Zone]:
    """Every zone of the standard library, by its name in the IANA database."""
    folder = files("prazo.stdlib").joinpath("zones")
    texts = [one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".json")]
    return {zone.name: zone for zone in sorted(map(read_zone, texts), key=lambda zone: zone.name)}


def read_zone(text: str) -> Zone:
    """A zone from its file.  Raises ``ZoneDataError``."""
    document = json.loads(text)
    if not isinstance(document, dict) or tuple(document) != _KEYS or document["schema"] != SCHEMA:
        raise ZoneDataError(f"A zone file is an object of {', '.join(_KEYS)}.")
    name = document["name"]
    if document["years"] != [FIRST_YEAR, LAST_YEAR]:
        raise ZoneDataError(f"{name}: the years are {FIRST_YEAR} to {LAST_YEAR}.")
    changes = tuple(_change(name, one) for one in document["changes"])
    zone = Zone(name, _seconds(name, document["offset"]), changes)
    if any(one >= following for (one, _), (following, _) in pairwise(changes)):
        raise ZoneDataError(f"{name}: changes stand in order, each after the one before.")
    for instant, _ in changes:
        if zone.local(instant)[0] != zone.local(instant - 1)[0]:
            raise ZoneDataError(f"{name}: a change takes the clocks into another day.")
    return zone


def _change(name: str, written: object) -> tuple[int, int]:
    match = _CHANGE.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise ZoneDataError(f"{name}: {written!r} is not a change such as 2021-03-28T01:00Z +01:00.")
    year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
    instant = date(year, month, day).toordinal() * SECONDS_OF_DAY + hour * 3600 + minute * 60
    return instant, _seconds(name, match[6])


def _seconds(name: str, written: object) -> int:
    match = _OFFSET.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise ZoneDataError(f"{name}: {written!r} is not an offset such as +08:00.")
    return (-1 if match[1] == "-" else 1) * (int(match[2]) * 3600 + int(match[3]) * 60)
