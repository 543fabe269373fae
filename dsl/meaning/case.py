"""One norm for one subject and item, under one run, on the day of the check; and when the events of the norm were.

Source: `meaning.md`, sections 1 and 3.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, Moment, Value, day_of, moment_at
from prazo.dsl.meaning import evaluate
from prazo.dsl.meaning.environment import NOTHING, Env, Located, Needs, proofs_in
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.meaning.table import B
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY
from prazo.dsl.time.periods import Period
from prazo.dsl.time.zones import Zone

if TYPE_CHECKING:
    from prazo.dsl.meaning.finding import Finding


T = TypeVar("T")


class Occurrence(NamedTuple):
    """When an event may have happened: in ``range`` (ends included; None: it has not), or ``absent``: not at all."""

    range: tuple[date, date] | None
    absent: bool

    @property
    def day(self) -> date | None:
        """The day, where only one is possible and the event is sure."""
        if self.absent or self.range is None or self.range[0] != self.range[1]:
            return None
        return self.range[0]


class Seen(NamedTuple):
    """When an event may have happened, what would tell where that is open, and what would tell its time of day.

    ``moment``: its time of day, where that is known.  ``planned``: it has not happened, but its day is known.
    ``marks`` and ``interpretations``: of a day that was itself counted.
    """

    when: Occurrence
    needs: Needs = NOTHING
    moment: Moment | None = None
    time_needs: Needs = NOTHING
    planned: bool = False
    marks: frozenset[str] = frozenset()
    interpretations: frozenset[str] = frozenset()


NOT_HAPPENED = Seen(Occurrence(None, True))


#: the first day of a spell of a state, and the day on which it has ended; None while nobody knows of any
Spell = tuple[date, date | None]


class Time(NamedTuple):
    """An instant; ``timed``: hours led to it, so that it is told as a moment, else as the day that it ends or is on."""

    instant: int
    timed: bool


@attrs.frozen(slots=True)
class Case:
    """What stays the same while a norm is judged.

    ``now``: the instant of the check, the last second of ``today`` where only the day was given.
    ``law_on``: the day whose law judges, where the norm says that it is not that of the judged day.
    ``period``: of a norm that recurs, the one that is judged.
    ``spell``: the spell of a state that the norm is judged for, where it is counted from its beginning or end.
    """

    lookup: Lookup
    records: tuple[Located, ...]
    today: date
    now: int
    run: frozenset[str]
    turning: tuple[date, ...]
    law_on: date | None = None
    period: Period | None = None
    spell: Spell | None = None

    @property
    def zone(self) -> Zone:
        return self.lookup.program.zone

    def env(self, day: date) -> Env:
        """Everything read on J = ``day``."""
        env = Env.on(self.lookup, self.records, day, self.today, self.now, self.run, self.turning)
        if self.period is not None and not self.period.first <= day <= self.period.last:
            env = attrs.evolve(env, own=self.period.last)  # a day was set for it that lies in another
        return env if self.law_on is None else attrs.evolve(env, law_on=self.law_on)

    @property
    def own_env(self) -> Env:
        """Where what has a day of its own is read: events, extensions; of each period, those of the own one."""
        return self.env(self.today if self.period is None else self.period.last)

    def on(self, today: date) -> Case:
        """The same on an earlier day of check, at its end."""
        return self if today == self.today else attrs.evolve(self, today=today, now=self.zone.last_of(today))

    def day_of(self, time: Time) -> date:
        return self.zone.local(time.instant)[0]

    def told(self, time: Time) -> date | Moment:
        """As a verdict gives it."""
        return moment_at(time.instant, self.zone) if time.timed else self.day_of(time)

    def seen(self, anchor: core.Anchor, plans_count: bool = False) -> Seen:
        """When an event, or a day that is worked out, may have been by now; with ``plans_count`` also when planned."""
        env = self.own_env
        if isinstance(anchor, core.DefinedDay):
            return self._defined(anchor, env, plans_count)
        if isinstance(anchor, core.DoneOrDue):
            return self._done_or_due(anchor)
        if isinstance(anchor, core.BreachDay):
            return self._breached(anchor)
        if isinstance(anchor, core.SpellDay):
            return self._spell_day(anchor, env, plans_count)
        value = env.read(anchor)
        missing = env.missing(anchor)
        match value:
            case Moment(_, day, _) if env.is_past(value) or plans_count:
                return Seen(Occurrence((day, day), False), moment=value, planned=not env.is_past(value))
            case date() if env.is_past(value) or plans_count:
                return Seen(Occurrence((value, value), False), time_needs=missing, planned=not env.is_past(value))
            case ByDay(day) if day <= self.today:
                return Seen(Occurrence((FIRST_DAY, day), False), missing)
            case Moment() | date():
                return NOT_HAPPENED
        if value is NEVER:
            return NOT_HAPPENED
        assert value is UNKNOWN or isinstance(value, ByDay)
        return Seen(Occurrence((FIRST_DAY, LAST_DAY if plans_count else self.today), True), missing)

    def _spell_day(self, anchor: core.SpellDay, env: Env, plans_count: bool) -> Seen:
        """A day of the spell that is judged; of a state that nobody has told of, any day."""
        if env.read(anchor.state) is UNKNOWN:
            last = LAST_DAY if plans_count else self.today
            return Seen(Occurrence((FIRST_DAY, last), True), env.missing(anchor.state))
        day = None if self.spell is None else self.spell[anchor.end]
        if day is None or (day > self.today and not plans_count):
            return NOT_HAPPENED
        return Seen(Occurrence((day, day), False), planned=day > self.today)

    def _defined(self, anchor: core.DefinedDay, env: Env, plans_count: bool) -> Seen:
        applies = evaluate.defined_applies(anchor.binder, anchor.name, env)
        if applies.value is False:
            return NOT_HAPPENED
        first, last, never, needs = evaluate.days_of(evaluate.defined_figure(anchor.binder, anchor.name, env))
        needs |= applies.needs
        if first > last or (first > self.today and not plans_count):
            return Seen(NOT_HAPPENED.when, needs)
        if plans_count or last <= self.today:
            absent = applies.value is None or never
            return Seen(Occurrence((first, last), absent), needs, planned=first > self.today)
        return Seen(Occurrence((first, self.today), True), needs)

    def _done_or_due(self, anchor: core.DoneOrDue) -> Seen:
        """The act's own day; where it is not done, the end of its time, once that has passed."""
        done = self.seen(anchor.act)
        if not done.when.absent:
            return done
        overdue = self._overdue(anchor)
        if done.when.range is None:
            return overdue
        needs = done.needs | overdue.needs
        if overdue.when.range is None:
            return done._replace(needs=needs)
        (first, last), (first_due, last_due) = done.when.range, overdue.when.range
        when = Occurrence((min(first, first_due), max(last, last_due)), overdue.when.absent)
        return Seen(when, needs, marks=overdue.marks, interpretations=overdue.interpretations)

    def _overdue(self, anchor: core.DoneOrDue) -> Seen:
        """When the time for an act may have ended by now if it is not done.

        It may not have where its norm may be anything but breached: others, or another act, may have complied with it.
        """
        from prazo.dsl.meaning.judge import judge  # which needs this file: a norm is counted from another norm

        norm = self.lookup.norms[anchor.norm]
        finding = self.once(
            "overdue", f"{anchor.act.name} of {norm.id}", lambda: judge(self._without(anchor.act), norm)
        )
        if B not in finding.possible:
            return NOT_HAPPENED
        assert finding.ends is not None, "only an obligation has acts that are due"
        first, last = finding.ends[0].instant, min(finding.ends[1].instant, self.now - 1)
        absent = len(finding.possible) > 1
        return Seen(
            Occurrence((self.zone.local(first)[0], self.zone.local(last)[0]), absent),
            finding.needs | finding.end_needs if absent or first != last else proofs_in(finding.needs),
            moment_at(first, self.zone) if first == last else None,
            marks=finding.marks,
            interpretations=finding.interpretations,
        )

    def _without(self, act: core.Fact) -> Case:
        """The same if an act has not been done; what was worked out of the records does not stand for it."""
        never: dict[str, Value] = {act.name: NEVER}
        records = [attrs.evolve(one) for one in self.records]
        at = records[act.binder]
        records[act.binder] = attrs.evolve(at, record=attrs.evolve(at.record, facts={**at.record.facts, **never}))
        return attrs.evolve(self, records=tuple(records))

    def _breached(self, anchor: core.BreachDay) -> Seen:
        """The first day of the breach of another norm: the day after it was due, or that of the forbidden act."""
        from prazo.dsl.meaning.judge import judge  # which needs this file: a norm is counted from another norm

        records = self.records[: anchor.binder + 1]
        case = attrs.evolve(self, records=records, period=None, spell=None)
        finding = case.once("breached", anchor.norm, lambda: judge(case, self.lookup.norms[anchor.norm]))
        if B not in finding.possible:
            return Seen(NOT_HAPPENED.when, proofs_in(finding.needs))
        first, last = self._first_breach(finding)
        absent = len(finding.possible) > 1
        return Seen(
            Occurrence((first, last), absent),
            finding.needs | finding.end_needs if absent or first != last else proofs_in(finding.needs),
            marks=finding.marks,
            interpretations=finding.interpretations,
        )

    def once(self, asked: str, of: str, work: Callable[[], T], day: date | None = None) -> T:
        """What another rule comes to, on a day of its own or none, worked out once.

        A limit that is tried on every day asks for the same each time, and many breaches bring one fine.
        """
        known = self.records[-1].worked_out
        key = (asked, of, day, self.today, self.now, self.run, self.turning, self.law_on, self.period, self.spell)
        if key not in known:
            known[key] = work()
        found: T = known[key]
        return found

    def _first_breach(self, finding: Finding) -> tuple[date, date]:
        if finding.ends is None:
            done = day_of(finding.done)
            return (FIRST_DAY, self.today) if done is None else (done, done)
        ends = [self.zone.local(end.instant + 1)[0] for end in finding.ends]
        return min(ends[0], self.today), min(ends[1], self.today)

    def span(self, seen: Seen, first: date, last: date) -> tuple[int, int]:
        """The first and last instant of an event that was on a day from ``first`` to ``last``, past or planned."""
        if seen.moment is not None:
            return seen.moment.instant, seen.moment.instant
        end = self.zone.last_of(last)
        return self.zone.first_of(first), end if last > self.today else min(end, self.now)
