"""What a facts document holds before its facts are typed: the one form of JSON, YAML, mappings and scenarios.

Numbers stay the text that was written, so that no float and no giant integer ever exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Union

import attrs

from prazo.dsl.diagnostics.visible import quoted, visible

SHOWN = 60


@attrs.frozen(slots=True)
class Numeral:
    """A number as written, ``45.50``; may be anything a writer of JSON calls a number, ``1e400`` and ``NaN`` too."""

    text: str


@attrs.frozen(slots=True)
class Plain:
    """A YAML scalar without quotation marks: the declaration says whether it is text, a number or yes or no."""

    text: str


@attrs.frozen(slots=True)
class Refused:
    """What no fact can be, found while decoding; it is reported where it stands, as ``code`` with ``args``."""

    code: str
    args: Mapping[str, str] = attrs.field(factory=dict)
    hint: str | None = None


class Repeated(dict[str, "Raw"]):
    """An object in which ``names`` are keys given more than once."""

    def __init__(self, pairs: list[tuple[str, Raw]], names: tuple[str, ...]) -> None:
        super().__init__(pairs)
        self.names = names


Raw = Union[None, bool, str, Numeral, Plain, Refused, list["Raw"], dict[str, "Raw"]]  # noqa: UP007 - quoted names


def keyed(pairs: list[tuple[str, Raw]]) -> dict[str, Raw]:
    """The object of these pairs, remembering keys that were given more than once."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    names = {name: None for name, _ in pairs if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
    return Repeated(pairs, tuple(names))


def text_of(raw: Raw) -> str | None:
    """The text, where ``raw`` is text, quoted or plain."""
    return raw if isinstance(raw, str) else raw.text if isinstance(raw, Plain) else None


def shown(raw: Raw) -> str:
    """``raw`` as a sentence names it: ``"45M"``, ``true``, ``a list``."""
    match raw:
        case None:
            return "null"
        case bool():
            return "true" if raw else "false"
        case str():
            return quoted(raw, SHOWN)
        case Plain(text):
            return quoted(text, SHOWN)
        case Numeral(text):
            return visible(text, SHOWN)
        case list():
            return "a list"
        case dict():
            return "an object"
        case Refused():
            return "something else"
