"""What is due when: the due days of an interval, with every plan taken as kept, beside what they come to today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.values import Moment, Record, day_of
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.meaning.table import OBLIGATION
from prazo.dsl.report.model import Verdict


@attrs.frozen(slots=True)
class DueDay:
    """``kept``: the verdict at the end of the interval, every plan kept; ``now``: on the day of the check, if any.

    ``repeats``: the duty falls due again and again without a period that would tell one time from the next.
    """

    kept: Verdict
    now: Verdict | None
    repeats: bool = False


@attrs.frozen(slots=True)
class DueDays:
    """One subject: what is due in the interval by day, and what will be due on a day that nobody can tell yet."""

    party: str
    id: str
    due: tuple[DueDay, ...]
    undated: tuple[DueDay, ...]


def due_days(
    lookup: Lookup, record: Record, first: date, last: date, on: date | Moment, readings: Iterable[str] = ()
) -> DueDays:
    """The due days from ``first`` to ``last`` (both included); ``record`` as it was given, plans and all.

    A plan that is kept is an event that happened, so the interval is seen from its end.
    """
    today = on.day if isinstance(on, Moment) else on
    chosen = tuple(readings)
    kept = check_subject(lookup, known_on(record, last), last, chosen).verdicts
    now = _by_key(check_subject(lookup, known_on(record, today), on, chosen).verdicts)
    due, undated = [], []
    for verdict in kept:
        if verdict.status == "not_applicable" or lookup.norms[verdict.norm].kind != OBLIGATION:
            continue
        day = day_of(verdict.due)
        found = DueDay(verdict, now.get(_key(verdict), now.get((*_key(verdict)[:-1], None))))
        if day is None:
            undated.append(found)
        elif first <= day <= last:
            due.append(found)
    return DueDays(record.party, record.id, tuple(due), tuple(undated))


def _key(verdict: Verdict) -> tuple[str | None, ...]:
    return verdict.norm, verdict.period, verdict.item, verdict.reading


def _by_key(verdicts: Iterable[Verdict]) -> dict[tuple[str | None, ...], Verdict]:
    return {_key(one): one for one in verdicts}
