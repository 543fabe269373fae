"""One norm for one subject and item, one run of readings, one time of check; and when the events of the norm were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from prazo.compiler.python.runtime.answers import NOTHING, Needs, proofs_in
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.compiler.python.runtime.facts_on import At, Located, defined_day
from prazo.compiler.python.runtime.findings import End, Finding
from prazo.compiler.python.runtime.lines import DefinedFigure
from prazo.compiler.python.runtime.recurring import Recurs
from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, Moment, Record, Spells, day_of, moment_at
from prazo.dsl.meaning.table import B
from prazo.dsl.time.counting import Calendar, CountingRule
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY
from prazo.dsl.time.periods import Period
from prazo.dsl.time.zones import Zone

DAY = timedelta(days=1)


class Times(NamedTuple):
    """Counting rules by name, each with its versions in order, the calendars that they count by, and the clocks."""

    rules: Mapping[str, tuple[CountingRule, ...]]
    calendars: Mapping[str, Calendar]
    zone: Zone

    def rule(self, name: str, day: date) -> CountingRule:
        """The version of a rule that is the law on a day."""
        return next(one for one in self.rules[name] if one.ends is None or day < one.ends)

    def calendar(self, rule: CountingRule) -> Calendar | None:
        return None if rule.calendar is None else self.calendars[rule.calendar]


class Event(NamedTuple):
    """An event of the subject (``of`` 0) or item (1), that time is counted from."""

    of: int
    fact: FactDecl


class WorkedOutDay(NamedTuple):
    """A day that a definition works out, that time is counted from."""

    definition: Callable[[At], DefinedFigure]


class DoneOrDue(NamedTuple):
    """The day of an act or, where it is not done and overdue, when it was due by the norm that ``judge`` judges."""

    of: int
    act: FactDecl
    judge: Callable[[Case], Finding]


class SpellDay(NamedTuple):
    """The first day of the spell that is judged of a state or, ``end``, the day on which it has ended."""

    of: int
    state: FactDecl
    end: bool = False


class BreachDay(NamedTuple):
    """The first day of the breach of the norm that ``judge`` judges, of the subject (``of`` 0) or the same item (1)."""

    of: int
    judge: Callable[[Case], Finding]


Anchor = Event | WorkedOutDay | DoneOrDue | SpellDay | BreachDay


class Happening(NamedTuple):
    """When an event may have happened, ``first .. last`` (None: it has not); ``absent``: perhaps it has not."""

    first: date | None
    last: date | None
    absent: bool

    @property
    def day(self) -> date | None:
        """The day where it is sure."""
        return None if self.absent or self.first != self.last else self.first


class Seen(NamedTuple):
    """When an event may have happened, what would tell, and what would tell its time of day.

    ``moment``: its time, where it is known.  ``planned``: it has not happened, but its day is known.  ``marks`` and
    ``interpretations``: of a day that was itself counted.
    """

    when: Happening
    needs: Needs = NOTHING
    moment: Moment | None = None
    time_needs: Needs = NOTHING
    planned: bool = False
    marks: frozenset[str] = frozenset()
    interpretations: frozenset[str] = frozenset()


NOT_HAPPENED = Seen(Happening(None, None, True))


class Case(NamedTuple):
    """A norm for one subject and item under one run of readings on ``today``, the day of the check, at ``now``.

    ``turning``: the days on which anything can turn; ``new_laws``: those of them on which a version begins or ends.
    ``law_on``: the day whose law judges, where that is not the judged day.  ``period`` and ``recurs``: of a norm that
    recurs, what is judged, and when it begins and ends.
    ``spell``: the spell of a state that a norm is judged for, where it is counted from one.
    ``uninterpreted``: as if no house had interpreted an open word.
    """

    records: tuple[Located, ...]
    today: date
    now: int
    run: frozenset[str]
    turning: tuple[date, ...]
    times: Times
    new_laws: tuple[date, ...]
    known: dict[Any, Any]
    law_on: date | None = None
    period: Period | None = None
    recurs: Recurs | None = None
    spell: tuple[date, date | None] | None = None
    uninterpreted: bool = False

    def at(self, day: date) -> At:
        """Everything read on the judged day ``day``."""
        facts_on = min(day, self.today)
        law_on, now, turning, period = self.law_on or day, self.now, self.turning, self.period
        own = None if period is None or period.first <= day <= period.last else period.last
        return At(
            self.records, day, law_on, facts_on, self.today, now, self.run, self.known, turning, self.uninterpreted, own
        )

    def at_own(self) -> At:
        """Where events and extensions are read: in a period, on its last day."""
        return self.at(self.today if self.period is None else self.period.last)

    def on(self, today: date) -> Case:
        """The same at the end of an earlier day of check."""
        return self if today == self.today else self._replace(today=today, now=self.times.zone.last_of(today))

    def day_of(self, end: End) -> date:
        return self.times.zone.local(end.instant)[0]

    def told(self, end: End) -> date | Moment:
        """As a verdict has it."""
        return moment_at(end.instant, self.times.zone) if end.timed else self.day_of(end)

    def event(self, of: int, fact: FactDecl, plans: bool = False) -> Seen:
        """When an event may have happened by now, or (``plans``) is planned."""
        at = self.at_own()
        value = at.read(of, fact)
        missing = at.missing(of, fact)
        if isinstance(value, Moment | date):
            past = at.is_past(value)
            if not past and not plans:
                return NOT_HAPPENED
            if isinstance(value, Moment):
                return Seen(Happening(value.day, value.day, False), moment=value, planned=not past)
            return Seen(Happening(value, value, False), time_needs=missing, planned=not past)
        if value is NEVER:
            return NOT_HAPPENED
        if isinstance(value, ByDay) and value.day <= self.today:
            return Seen(Happening(FIRST_DAY, value.day, False), missing)
        return Seen(Happening(FIRST_DAY, LAST_DAY if plans else self.today, True), missing)

    def seen(self, anchor: Anchor, plans: bool = False) -> Seen:
        """When that may have been which time is counted from."""
        if isinstance(anchor, Event):
            return self.event(anchor.of, anchor.fact, plans)
        if isinstance(anchor, DoneOrDue):
            return self._done_or_due(anchor)
        if isinstance(anchor, BreachDay):
            alone = self._replace(records=self.records[: anchor.of + 1], period=None, recurs=None, spell=None)
            return self._breached(anchor.judge(alone))
        if isinstance(anchor, SpellDay):
            return self._spell_day(anchor, plans)
        found = anchor.definition(self.at_own())
        if found.applies.value is False:
            return NOT_HAPPENED
        first, last, never, needs = defined_day(found.value)
        needs |= found.applies.needs
        if first > last or (not plans and first > self.today):
            return Seen(NOT_HAPPENED.when, needs)
        if plans or last <= self.today:
            absent = found.applies.value is None or never
            return Seen(Happening(first, last, absent), needs, planned=first > self.today)
        return Seen(Happening(first, self.today, True), needs)

    def _spell_day(self, anchor: SpellDay, plans: bool) -> Seen:
        at = self.at(self.today)
        if at.read(anchor.of, anchor.state) is UNKNOWN:
            missing = at.missing(anchor.of, anchor.state)
            return Seen(Happening(FIRST_DAY, LAST_DAY if plans else self.today, True), missing)
        first, end = self.spell or (None, None)
        day = end if anchor.end else first
        if day is None or (day > self.today and not plans):
            return NOT_HAPPENED
        return Seen(Happening(day, day, False), planned=day > self.today)

    def in_latest_spell(self, state: SpellDay, day: date) -> Case:
        """The same for the last spell of a state that has begun by a day."""
        value = self.at(self.today).read(state.of, state.state)
        begun = [spell for spell in value.spells if spell[0] <= day] if isinstance(value, Spells) else []
        return self._replace(spell=begun[-1] if begun else None)

    def _done_or_due(self, anchor: DoneOrDue) -> Seen:
        done = self.event(anchor.of, anchor.act)
        if not done.when.absent:
            return done
        overdue = self._overdue(anchor.judge(self._without(anchor.of, anchor.act)))
        if done.when.first is None or done.when.last is None:
            return overdue
        needs = done.needs | overdue.needs
        if overdue.when.first is None or overdue.when.last is None:
            return done._replace(needs=needs)
        first, last = min(done.when.first, overdue.when.first), max(done.when.last, overdue.when.last)
        return overdue._replace(when=Happening(first, last, overdue.when.absent), needs=needs, moment=None)

    def _overdue(self, finding: Finding) -> Seen:
        """When the time for an act may have ended by now: what its norm comes to if the act is not done."""
        if not finding.can(B):
            return NOT_HAPPENED
        assert finding.ends is not None, "only an obligation has acts that are due"
        zone = self.times.zone
        first, last = finding.ends[0].instant, min(finding.ends[1].instant, self.now - 1)
        absent = len(finding.possible) > 1
        return Seen(
            Happening(zone.local(first)[0], zone.local(last)[0], absent),
            finding.needs | finding.end_needs if absent or first != last else proofs_in(finding.needs),
            moment_at(first, zone) if first == last else None,
            marks=finding.marks,
            interpretations=finding.interpretations,
        )

    def _without(self, of: int, act: FactDecl) -> Case:
        """The same if an act has not been done; what is known of these records does not stand for it."""
        at = self.records[of]
        never = at._replace(record=Record(at.record.party, at.record.id, {**at.record.facts, act.name: NEVER}))
        return self._replace(records=(*self.records[:of], never, *self.records[of + 1 :]), known={})

    def _breached(self, finding: Finding) -> Seen:
        """The day after it was due, or that of the forbidden act."""
        if not finding.can(B):
            return NOT_HAPPENED._replace(needs=proofs_in(finding.needs))
        if finding.ends is not None:
            first, last = (min(self.times.zone.local(end.instant + 1)[0], self.today) for end in finding.ends)
        else:
            done = day_of(finding.done)
            first, last = (FIRST_DAY, self.today) if done is None else (done, done)
        absent = len(finding.possible) > 1
        needs = finding.needs | finding.end_needs if absent or first != last else proofs_in(finding.needs)
        when = Happening(first, last, absent)
        return Seen(when, needs, marks=finding.marks, interpretations=finding.interpretations)

    def span(self, seen: Seen, first: date, last: date) -> tuple[int, int]:
        """The first and last instant of an event that was on a day from ``first`` to ``last``, past or planned."""
        if seen.moment is not None:
            return seen.moment.instant, seen.moment.instant
        end = self.times.zone.last_of(last)
        return self.times.zone.first_of(first), end if last > self.today else min(end, self.now)
