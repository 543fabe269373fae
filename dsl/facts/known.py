"""What was known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.values import ByDay, Items, Record, Ref, Series, Value


def known_on(record: Record, day: date, found: Findings | None = None, path: str = "") -> Record:
    """``record`` without what is only said up to a day after ``day``: ``by`` such a day, an event is unknown.

    Each is noted in ``found``.  The same record where there is nothing of the kind.
    """
    facts: dict[str, Value] = {}
    for name, value in record.facts.items():
        at = f"{path}.{name}" if path else name
        match value:
            case ByDay(last) if last > day:
                _noted(last, at, found)
                continue
            case Series(entries):
                late = {key: one for key, one in entries.items() if isinstance(one, ByDay) and one.day > day}
                for key, one in late.items():
                    _noted(one.day, f"{at}.{key}", found)
                facts[name] = Series({k: v for k, v in entries.items() if k not in late}) if late else value
            case Items(items, complete):
                known = tuple(known_on(item, day, found, f"{at}[{item.id}]") for item in items)
                same = all(new is old for new, old in zip(known, items, strict=True))
                facts[name] = value if same else Items(known, complete)
            case _:
                facts[name] = value
    same = len(facts) == len(record.facts) and all(facts[name] is value for name, value in record.facts.items())
    return record if same else attrs.evolve(record, facts=facts)


def reached(record: Record, day: date) -> tuple[Record, ...]:
    """``record`` and every other subject that its references lead to, once each, as known on ``day``."""
    found: dict[tuple[str, str], Record] = {}
    waiting = [record]
    while waiting:
        one = waiting.pop()
        if (one.party, one.id) not in found:
            found[one.party, one.id] = one
            waiting += [known_on(ref.record, day) for ref in references(one)]
    return tuple(found.values())


def references(record: Record) -> Iterator[Ref]:
    """The references of a record and of the items of its lists."""
    for value in record.facts.values():
        if isinstance(value, Ref):
            yield value
        elif isinstance(value, Items):
            for item in value.items:
                yield from references(item)


def _noted(last: date, path: str, found: Findings | None) -> None:
    if found is not None:
        found.note("F0072", path, by=last)
