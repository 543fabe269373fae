"""Reads the index of an instrument's provisions, ``prazo-provisions/1``, strictly: who wrote it, nobody knows.

``{"schema": "prazo-provisions/1", "instrument": NAME, "provisions": [{"place": "17(1)", "en": .., "pt": .., "zh": ..,
"from": VERSION, "until": VERSION}, ..]}`` in the order of the instrument; all but ``place`` may be left out.
"""

from __future__ import annotations

import json
import unicodedata

import attrs

from prazo.dsl.core.nodes import Labels, ProvisionDecl

SCHEMA = "prazo-provisions/1"
MOST_PLACES = 20_000
LONGEST_PLACE = 128
LONGEST_TITLE = 500
_KEYS = frozenset({"place", "en", "pt", "zh", "from", "until"})


class ProvisionsError(ValueError):
    """An index that cannot be used; the message says why, as the end of a sentence."""


@attrs.frozen(slots=True)
class ProvisionIndex:
    """The name of the instrument and its places in their order."""

    instrument: str
    provisions: tuple[ProvisionDecl, ...]


def read_provisions(text: str) -> ProvisionIndex:
    """The index in ``text``.  Raises ``ProvisionsError`` for anything that is not exactly of the format."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_refuse, parse_int=_refuse)
    except RecursionError as error:
        raise ProvisionsError("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ProvisionsError(f"it is not JSON (line {error.lineno}, column {error.colno})") from error
    if not isinstance(data, dict) or data.keys() != {"schema", "instrument", "provisions"}:
        raise ProvisionsError('it is an object of "schema", "instrument" and "provisions"')
    if data["schema"] != SCHEMA:
        raise ProvisionsError(f'its schema is not "{SCHEMA}"')
    entries = data["provisions"]
    if not isinstance(entries, list):
        raise ProvisionsError('"provisions" is a list')
    if len(entries) > MOST_PLACES:
        raise ProvisionsError(f"it has {len(entries)} places; at most {MOST_PLACES} are allowed")
    instrument = _text(data["instrument"], "instrument", LONGEST_PLACE)
    found: list[ProvisionDecl] = []
    seen: set[str] = set()
    for order, entry in enumerate(entries):
        where = f"entry {order + 1}"
        if not isinstance(entry, dict) or "place" not in entry:
            raise ProvisionsError(f'{where} has no "place"')
        place = _text(entry["place"], f"the place of {where}", LONGEST_PLACE)
        unknown = sorted(entry.keys() - _KEYS)
        if unknown:
            raise ProvisionsError(f'{place} has "{_shown(unknown[0])}", which is no key of this format')
        if place in seen:
            raise ProvisionsError(f"{place} stands twice in it")
        seen.add(place)
        text_of = {key: _text(value, f'"{key}" of {place}', LONGEST_TITLE) for key, value in entry.items()}
        labels = Labels(en=text_of.get("en"), pt=text_of.get("pt"), zh=text_of.get("zh"))
        found.append(ProvisionDecl(place, labels, order, text_of.get("from"), text_of.get("until")))
    return ProvisionIndex(instrument, tuple(found))


def _text(value: object, what: str, longest: int) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ProvisionsError(f"{what} is not a text")
    if len(value) > longest:
        raise ProvisionsError(f"{what} has {len(value)} characters; at most {longest} are allowed")
    for char in value:
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            raise ProvisionsError(f"{what} has the hidden character U+{ord(char):04X}")
    return unicodedata.normalize("NFC", value)


def _shown(key: str) -> str:
    """A key as it may be shown: short, nothing hidden."""
    return "".join(char if char.isprintable() else "?" for char in key[:40])


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ProvisionsError(f'"{_shown(twice)}" stands twice in one object')
    return found


def _refuse(written: str) -> object:
    raise ProvisionsError(f"it has the number {_shown(written)}, and this format has none")
