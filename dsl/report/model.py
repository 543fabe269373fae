"""Verdicts and the report, as in the contract ``prazo-report/1``.  Days are ``date``; nothing here is told in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import attrs

from prazo.dsl.facts.values import Moment


@attrs.frozen(slots=True)
class Need:
    """A fact that matters and is missing; ``source``: who can supply it (``from`` in the report)."""

    path: str
    source: str | None


@attrs.frozen(slots=True)
class Figure:
    """A figure in a reason or an effect: an interval of exact values (``low == high``: known; None: open) in a unit."""

    low: Fraction | None
    high: Fraction | None
    unit: str


@attrs.frozen(slots=True)
class Reason:
    """Why: a code of ``prazo.dsl.report.reasons`` and its arguments."""

    code: str
    args: Mapping[str, str | Figure | date | tuple[str, ...]] = attrs.field(factory=dict)


@attrs.frozen(slots=True, kw_only=True)
class Verdict:
    """One norm for one subject, period, item and reading.

    ``possible``: only where undetermined; not applicable, pending, compliant, breached, in this order.
    """

    norm: str
    period: str | None = None
    item: str | None = None
    reading: str | None = None
    version: str | None = None
    status: str
    possible: tuple[str, ...] = ()
    since: date | Moment | None = None
    trigger: date | None = None
    due: date | Moment | None = None
    done: date | Moment | None = None
    cured: date | Moment | None = None
    needs: tuple[Need, ...] = ()
    may_prove: tuple[Need, ...] = ()
    reason: Reason
    owed_to: str | None = None
    by: str | None = None
    marks: tuple[str, ...] = ()
    interpretations: tuple[str, ...] = ()


@attrs.frozen(slots=True, kw_only=True)
class Effect:
    """What a breach or an act brings.  ``holds`` None: not known.  ``values``: ``lower``, ``upper``."""

    norm: str
    kind: str
    of: str | None
    period: str | None = None
    item: str | None = None
    reading: str | None = None
    holds: bool | None
    since: date | Moment | None = None
    values: Mapping[str, Figure] = attrs.field(factory=dict)
    needs: tuple[Need, ...] = ()
    may_prove: tuple[Need, ...] = ()
    by: str | None = None
    marks: tuple[str, ...] = ()
    interpretations: tuple[str, ...] = ()


@attrs.frozen(slots=True, kw_only=True)
class SubjectReport:
    party: str
    id: str
    status: str
    counts: Mapping[str, int]
    verdicts: tuple[Verdict, ...]
    effects: tuple[Effect, ...]
