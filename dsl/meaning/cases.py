"""The cases of one check: for each norm or consequence and each run, with the days on which it can turn."""

from __future__ import annotations

from datetime import date

import attrs

from prazo.dsl.facts.known import reached
from prazo.dsl.facts.values import Moment
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import Located
from prazo.dsl.meaning.lookup import Lookup, Turns
from prazo.dsl.meaning.turning import Given, turning_days
from prazo.dsl.meaning.turning_dues import with_due_days


@attrs.frozen(slots=True, eq=False)
class Cases:
    """Of a subject, or of an item of it, on the day or at the moment of a check."""

    lookup: Lookup
    records: tuple[Located, ...]
    today: date
    now: int
    given: Given
    _days: dict[tuple[Turns, frozenset[str]], tuple[date, ...]] = attrs.field(factory=dict, init=False)

    @classmethod
    def on(cls, lookup: Lookup, records: tuple[Located, ...], on: date | Moment) -> Cases:
        today, now = time_of_check(lookup, on)
        return cls(lookup, records, today, now, Given.of(lookup, reached(records[0].record, today)))

    def of(self, rule: str, run: frozenset[str]) -> Case:
        """The case of a norm or consequence in one run of readings."""
        turns = self.lookup.turns(rule)
        case = Case(self.lookup, self.records, self.today, self.now, run, ())
        if (turns, run) not in self._days:
            plain = attrs.evolve(case, turning=turning_days(turns, self.given, self.lookup.times))
            self._days[turns, run] = with_due_days(plain, sorted(turns.effects))
        return attrs.evolve(case, turning=self._days[turns, run])

    def for_effect(self, effect: str, case: Case) -> Case:
        """The case of a norm as an effect reads it that its breach brings: what asks for effects turns by its own."""
        if not self.lookup.turns(effect).effects:
            return case
        return attrs.evolve(case, turning=self.of(effect, case.run).turning)


def time_of_check(lookup: Lookup, on: date | Moment) -> tuple[date, int]:
    """The day of a check, and its instant: the last of the day where no time is given."""
    return (on.day, on.instant) if isinstance(on, Moment) else (on, lookup.program.zone.last_of(on))
