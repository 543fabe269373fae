"""A user's own closed days, ``prazo-closures/1``, read strictly from JSON: who wrote them, nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.host import TooDeep, from_host
from prazo.dsl.facts.json_text import decode_json
from prazo.dsl.facts.limits import DEPTH
from prazo.dsl.facts.raw import Raw, Refused, Repeated, shown, text_of
from prazo.dsl.facts.scalars import day, flaw
from prazo.dsl.time.closures import Closure, closed_too, without_open_day
from prazo.dsl.time.library import LANGUAGES, LISTED_KINDS, TimeLibrary

SCHEMA: Final = "prazo-closures/1"
LONGEST_FILE: Final = 1024 * 1024
MOST_CLOSURES: Final = 4_000
LONGEST_NAME: Final = 500
_KEYS: Final = ("calendar", "day", "name", "kind", *LANGUAGES)
_EXAMPLE: Final = '{"calendar": "macau", "day": "2018-09-17", "name": "Typhoon Mangkhut"}'


def with_closures(times: TimeLibrary, given: bytes | str | Mapping[str, object]) -> TimeLibrary:
    """The library with the closed days of a document (its text, or a mapping of the same shape).

    Raises ``FactsError`` with every problem.
    """
    found = Findings()
    closures = [] if (raw := _document(given, found)) is None else _closures(times, raw, found)
    found.refuse()
    more = closed_too(times, closures)
    for name in sorted({one.calendar for one in closures}):
        run = without_open_day(more.sheet(name))
        if run is not None:
            found.wrong("F0084", "", calendar=name, first=run[0], last=run[1], hint="leave out days that were open")
    found.refuse()
    return more


def _document(given: bytes | str | Mapping[str, object], found: Findings) -> Raw:
    if isinstance(given, Mapping):
        try:
            return from_host(given)
        except TooDeep:
            found.wrong("F0060", "", limit=DEPTH)
            return None
    if len(given) > LONGEST_FILE:
        found.wrong("F0064", "", size=f"{len(given)} bytes", limit=f"{LONGEST_FILE} bytes")
        return None
    if isinstance(given, bytes):
        try:
            given = given.decode()
        except UnicodeDecodeError as error:
            found.wrong("F0003", "", offset=error.start, hint="save it as UTF-8")
            return None
    raw = decode_json(given.removeprefix("\ufeff"), found)
    return None if isinstance(raw, Refused) else raw


def _closures(times: TimeLibrary, raw: Raw, found: Findings) -> list[Closure]:
    if not isinstance(raw, dict) or not isinstance(raw.get("closures"), list):
        found.wrong("F0080", "", found=shown(raw), hint=f'{{"schema": "{SCHEMA}", "closures": [{_EXAMPLE}]}}')
        return []
    _only(raw, ("schema", "closures"), "", found)
    if text_of(raw.get("schema")) != SCHEMA:
        found.wrong("F0005", "schema", found=shown(raw.get("schema")).strip('"'), expected=SCHEMA)
    entries = raw["closures"]
    assert isinstance(entries, list)
    if len(entries) > MOST_CLOSURES:
        found.wrong("F0062", "closures", count=len(entries), limit=MOST_CLOSURES)
        return []
    closures: dict[tuple[str, date], Closure] = {}
    for number, entry in enumerate(entries, 1):
        path = f"closures[{number}]"
        one = _closure(times, entry, path, found)
        if one is None:
            continue
        if (one.calendar, one.day) in closures:
            found.wrong("F0082", path, day=one.day, calendar=one.calendar, hint="keep the one that is right")
        closures[one.calendar, one.day] = one
    return list(closures.values())


def _closure(times: TimeLibrary, raw: Raw, path: str, found: Findings) -> Closure | None:
    if not isinstance(raw, dict):
        found.wrong("F0010", path, expected="a closed day", found=shown(raw), hint=_EXAMPLE)
        return None
    _only(raw, _KEYS, path, found)
    for key in ("calendar", "day", "name"):
        if raw.get(key) is None:
            found.wrong("F0083", path, key=key, hint=_EXAMPLE)
            return None
    calendar = text_of(raw["calendar"])
    if calendar is None or calendar not in times.sheets:
        close = nearest(calendar, times.sheets) if calendar is not None else ()
        found.wrong("F0081", f"{path}.calendar", name=shown(raw["calendar"]).strip('"'),
                    nearest=close[0] if close else None)  # fmt: skip
        return None
    on = day(raw["day"], f"{path}.day", found)
    kind = text_of(raw.get("kind", "closure"))
    if kind not in LISTED_KINDS:
        hint = 'write "closure" or "holiday"'
        found.wrong("F0022", f"{path}.kind", found=shown(raw["kind"]), hint=hint)
    names = {key: _name(raw[key], f"{path}.{key}", found) for key in ("name", *LANGUAGES) if raw.get(key) is not None}
    if not isinstance(on, date) or kind not in LISTED_KINDS or kind is None or None in names.values():
        return None
    first, end = times.sheet(calendar).covered
    if not first <= on < end:
        last = end - timedelta(days=1)
        found.wrong("F0085", f"{path}.day", day=on, calendar=calendar, first=first, last=last)
        return None
    told = {key: text for key, text in names.items() if text is not None}
    return Closure(calendar, on, kind, told.pop("name"), told)


def _name(raw: Raw, path: str, found: Findings) -> str | None:
    text = text_of(raw)
    if text is None or not text.strip():
        found.wrong("F0010", path, expected="a name", found=shown(raw))
        return None
    if flaw(text) is not None:
        found.wrong("F0028", path, what=flaw(text))
        return None
    if len(text) > LONGEST_NAME:
        found.wrong("F0063", path, count=len(text), limit=LONGEST_NAME)
        return None
    return text


def _only(raw: dict[str, Raw], known: tuple[str, ...], path: str, found: Findings) -> None:
    for name in raw.names if isinstance(raw, Repeated) else ():
        found.wrong("F0004", path, name=shown(name)[1:-1], hint="keep the one that is right")
    for name in raw:
        if name not in known:
            close = nearest(name, known)
            found.wrong("F0086", path, name=shown(name)[1:-1], nearest=close[0] if close else None)
