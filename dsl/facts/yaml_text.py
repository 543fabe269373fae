"""YAML as plain data: scalars stay text, and whatever makes one document stand for another is refused.

The stream of events is read, not composed, so that an alias is never followed and depth is bounded while reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from prazo.dsl.errors import MissingExtra
from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.limits import BYTES_OF_YAML, DEPTH
from prazo.dsl.facts.raw import Plain, Raw, Refused, keyed

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_WRITE_OUT: Final = "write the value itself"


class _Stop(Exception):
    """The text is not worth reading further; what is wrong has been reported."""


@attrs.define(slots=True)
class _Open:
    """A list or an object that is being read; ``key`` waits for its value, ``instead`` is what it counts as."""

    pairs: list[tuple[str, Raw]] | None
    items: list[Raw] = attrs.field(factory=list)
    instead: Refused | None = None
    key: str | None = None

    def take(self, raw: Raw) -> None:
        if self.pairs is None:
            self.items.append(raw)
        elif self.key is not None:
            self.pairs.append((self.key, raw))
            self.key = None

    def closed(self) -> Raw:
        if self.instead is not None:
            return self.instead
        return self.items if self.pairs is None else keyed(self.pairs)


def decode_yaml(text: str, found: Findings) -> Raw:
    """The value that ``text`` is; where it is not YAML, ``Refused``, reported already.

    Raises ``MissingExtra`` where ruamel.yaml is not installed.
    """
    try:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError
    except ImportError:
        raise MissingExtra("ruamel.yaml", "yaml", "reading facts in YAML") from None
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > BYTES_OF_YAML:
        limit = f"{BYTES_OF_YAML // 1024} KiB of YAML"
        found.wrong("F0064", "", size=f"{size // 1024} KiB", limit=limit, hint="write large documents as JSON")
        return Refused("F0064")
    try:
        return _document(YAML(typ="safe", pure=True).parse(text), found)
    except _Stop:
        return Refused("F0002")
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    except (YAMLError, ValueError, OverflowError):
        line, column = 1, 1  # a character that YAML does not allow; the library does not always say where
    found.wrong("F0002", "", reason="its structure cannot be followed here", line=line, column=column)
    return Refused("F0002")


def _document(events: Iterator[object], found: Findings) -> Raw:
    """Builds what the events say, without recursion."""
    from ruamel.yaml import events as kinds

    whole = _Open(None)
    stack = [whole]
    documents = 0
    for event in events:
        if isinstance(event, kinds.DocumentStartEvent):
            documents += 1
            if documents > 1:
                _stop(event, "a second document begins", found)
        elif isinstance(event, kinds.MappingEndEvent | kinds.SequenceEndEvent):
            closed = stack.pop().closed()
            stack[-1].take(closed)
        elif isinstance(event, kinds.NodeEvent):
            top = stack[-1]
            if top.pairs is not None and top.key is None:
                top.key = _key(event, found)
                continue
            oddity = _oddity(event)
            if oddity is not None and not isinstance(event, kinds.CollectionStartEvent):
                top.take(oddity)
            elif isinstance(event, kinds.ScalarEvent):
                top.take(_scalar(event))
            else:
                if len(stack) > DEPTH:
                    found.wrong("F0060", "", limit=DEPTH)
                    raise _Stop
                stack.append(_Open([] if isinstance(event, kinds.MappingStartEvent) else None, instead=oddity))
    return whole.items[0] if whole.items else None


def _key(event: object, found: Findings) -> str:
    from ruamel.yaml.events import ScalarEvent

    if not isinstance(event, ScalarEvent) or _oddity(event) is not None:
        _stop(event, "a name is expected here", found)
    return str(event.value)  # type: ignore[attr-defined]


def _scalar(event: object) -> Raw:
    value = str(event.value)  # type: ignore[attr-defined]
    if event.style:  # type: ignore[attr-defined]
        return value
    return None if value in _NULLS else Plain(value)


def _oddity(event: object) -> Refused | None:
    from ruamel.yaml.events import AliasEvent

    anchor = getattr(event, "anchor", None)
    if isinstance(event, AliasEvent):
        return Refused("F0007", {"found": f"the alias *{anchor}"}, _WRITE_OUT)
    if anchor is not None:
        return Refused("F0007", {"found": f"the anchor &{anchor}"}, _WRITE_OUT)
    tag = getattr(event, "tag", None)
    if tag is not None:
        return Refused("F0007", {"found": f"the tag {tag}"}, _WRITE_OUT)
    return None


def _stop(event: object, reason: str, found: Findings) -> None:
    mark = event.start_mark  # type: ignore[attr-defined]
    found.wrong("F0002", "", reason=reason, line=mark.line + 1, column=mark.column + 1)
    raise _Stop
