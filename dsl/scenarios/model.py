"""A scenario with its names resolved and its facts typed: who is given, and what must come out on which day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from prazo.dsl.diagnostics.model import Place
from prazo.dsl.facts.values import Items, Moment, Record


@attrs.frozen(slots=True)
class Where:
    """A record: subject number ``subject`` (from 0), then the item at ``position`` of list ``name``, and so on."""

    subject: int
    steps: tuple[tuple[str, int], ...] = ()

    def records(self, subjects: tuple[Record, ...]) -> tuple[Record, ...]:
        """The subject and each item on the way, the record itself last."""
        found = [subjects[self.subject]]
        for name, position in self.steps:
            items = found[-1].get(name)
            assert isinstance(items, Items)
            found.append(items.items[position])
        return tuple(found)


@attrs.frozen(slots=True, kw_only=True)
class Expected:
    """What must come out; None where nothing is said of it.  ``name`` and ``place`` are as written.

    ``kind``: "norm" (``status`` and what follows), "figure" (``low`` .. ``high`` in ``unit``, or ``unknown``),
    "condition" (``holds``), "effect" (either).  ``holds``: "yes", "no", "unknown".
    """

    name: str
    kind: str
    target: str  # id of the norm or consequence, name of the definition
    where: Where
    item: str | None = None
    reading: str | None = None
    period: str | None = None
    status: str | None = None
    due: date | Moment | None = None
    since: date | Moment | None = None
    done: date | Moment | None = None
    cured: date | Moment | None = None
    needs: tuple[str, ...] | None = None
    possible: frozenset[str] | None = None
    reason: str | None = None
    missing: tuple[str, ...] | None = None
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    unknown: bool = False
    holds: str | None = None
    place: Place = attrs.field(eq=False, repr=False)


@attrs.frozen(slots=True)
class Check:
    """What must come out at the end of ``day``, or at that moment."""

    day: date | Moment
    expected: tuple[Expected, ...]


@attrs.frozen(slots=True)
class Scenario:
    """``records``: the subjects in the order given."""

    title: str
    place: Place = attrs.field(eq=False, repr=False)
    records: tuple[Record, ...]
    checks: tuple[Check, ...]
