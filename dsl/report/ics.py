"""What is due when, as a calendar (RFC 5545) that any calendar program opens.

No clock: what changes with time is taken from the day of the check.  A due day keeps its identifier for as long as it
is the same duty, and a later day of the check gives a higher sequence, so that importing again replaces what is there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from prazo.dsl.core import nodes as core
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.facts.values import Moment
from prazo.dsl.report.due import PLANNED
from prazo.dsl.report.due_text import ToldDue
from prazo.dsl.report.words import dues as w
from prazo.dsl.report.words.language import ENGLISH, Language
from prazo.dsl.time.days import FIRST_DAY
from prazo.dsl.time.zones import SECONDS_OF_DAY

_OCTETS: Final = 75
_KEY: Final = ("party", "id", "norm", "period", "item", "reading")


def due_ics(
    document: Mapping[str, Any],
    moments: Mapping[str, Moment],
    program: core.Program | None = None,
    language: Language = ENGLISH,
) -> str:
    """The calendar of a ``prazo-due/1`` document; ``moments``: due moments, not whole days, by their text."""
    told = ToldDue(document, program, language)
    on = date.fromisoformat(document["on"][:10])
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Prazo//Prazo//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for row in document["due"]:
        lines += _event(told, row, on, moments)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def identifier(row: Mapping[str, Any]) -> str:
    """The identifier of a due day: a digest of whose duty it is; of one that repeats, also of the day it runs from."""
    key = [row[name] for name in _KEY] + ([row["trigger"]] if row["repeats"] else [])
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:40] + "@prazo"


def _event(told: ToldDue, row: Mapping[str, Any], on: date, moments: Mapping[str, Moment]) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{identifier(row)}"
    yield f"SEQUENCE:{(on - FIRST_DAY).days}"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    moment = moments.get(row["due"])
    if moment is not None:
        yield f"DTSTART:{_utc(moment.instant)}"
    else:
        day = date.fromisoformat(row["due"])
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    status = told.status(row)
    yield "SUMMARY:" + _text(told.say(w.SUMMARY, title=told.title(row), id=row["id"]))
    said = [told.say(w.ON_DAY, subject=told.subject(row), status=status, on=told.document["on"])]
    said += [part for part in (", ".join(told.cites(row)), told.owed_to(row)) if part]
    yield "DESCRIPTION:" + r"\n".join(_text(line) for line in [*said, *told.notes(row)])
    yield f"CATEGORIES:{_text(status)}"
    yield f"STATUS:{'TENTATIVE' if PLANNED in row['marks'] else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(instant: int) -> str:
    day, second = divmod(instant, SECONDS_OF_DAY)
    minutes, seconds = divmod(second, 60)
    return f"{date.fromordinal(day):%Y%m%d}T{minutes // 60:02}{minutes % 60:02}{seconds:02}Z"


def _text(text: str) -> str:
    r"""Backslash, comma and semicolon behind a backslash; nothing of it can end the line."""
    shown = visible(text)
    return shown.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")


def _folded(line: str) -> str:
    """A line of at most 75 octets, the rest on lines that begin with a space; no character is cut."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + octets
    return "\r\n".join([*parts, part]) + "\r\n"
