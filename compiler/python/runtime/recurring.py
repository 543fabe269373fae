"""Norms that recur: the periods of which there may be a verdict, and whether there is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import NOTHING, Needs
from prazo.compiler.python.runtime.findings import Finding, Reason, and_n
from prazo.dsl.time.days import LAST_DAY
from prazo.dsl.time.periods import Period, period_after, period_of


class Recurs(NamedTuple):
    """From when and until when: the start was on a day from ``first`` to ``last``; the end on one of ``ends`` (None:
    there is none), or perhaps not (``endless``).  At most a ``number`` of periods of the kind ``counted``.
    """

    first: date
    last: date
    needs: Needs = NOTHING
    ends: tuple[date, date] | None = None
    endless: bool = True
    counted: str | None = None
    number: int = 0

    def periods(self, kind: str, today: date) -> Iterator[Period]:
        """Those begun by ``today`` which may count at all."""
        latest = self._counted_to(self.last)
        if self.ends is not None and not self.endless:
            latest = min(latest, self.ends[1])
        one = period_of(kind, self.first)
        while one.first <= today and one.last <= latest:
            yield one
            one = period_after(kind, one)

    def counted_in(self, period: Period, finding: Finding, due_first: date, due_last: date) -> list[Finding]:
        """The finding of a period due on one of these days: none where no verdict is given, perhaps not applicable."""
        start = min(self.last, period.last, due_last)
        if start < self.first or self._counted_to(start) < period.last:
            return []
        begun = self.last <= period.last and self.last <= due_first
        lasts = self.ends is None or (not self.endless and period.last <= self.ends[0])
        if begun and lasts and period.last <= self._counted_to(self.first):
            return [finding]
        return [and_n(finding, Reason("outside_periods"), self.needs)]

    def _counted_to(self, start: date) -> date:
        if self.counted is None:
            return LAST_DAY
        one = period_of(self.counted, start)
        for _ in range(self.number - 1):
            if one.last >= LAST_DAY:
                break
            one = period_after(self.counted, one)
        return one.last
