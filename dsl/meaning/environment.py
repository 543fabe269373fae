"""Where a condition or figure is read: whose facts, on which day, under which reading."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from prazo.dsl.core.nodes import Fact, FactDecl
from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.values import UNKNOWN, History, Moment, Record, Ref, Series, Value
from prazo.dsl.meaning.intervals import Interval
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.time.periods import key_of

#: the place of an item that nobody has told of: after all others
LATEST = 1 << 30


@attrs.frozen(slots=True)
class Missing:
    """An unknown fact that was read: its ``path`` for people, its place in lists, and who can supply it.

    ``proof``: ``source`` may prove it, and as long as it is unknown it counts as not proved; so it keeps nothing open.
    """

    path: str
    pattern: tuple[str, ...]
    positions: tuple[int, ...]
    source: str | None
    proof: bool = False


Needs = frozenset[Missing]
NOTHING: Needs = frozenset()


def proofs_in(needs: Needs) -> Needs:
    """What may be proved of these: all that a settled answer still tells of."""
    return frozenset(one for one in needs if one.proof) if needs else NOTHING


@attrs.frozen(slots=True)
class Located:
    """A record and the way to it: ``prefix`` is ``"agents[B]."`` for an item, empty for a subject.

    ``worked_out``: what its definitions came to, kept for as long as the record is looked at.  ``instead``: of a
    record that a reference leads to which is not known, the reference, which is needed for everything that is read.
    """

    record: Record
    party: str
    prefix: str = ""
    pattern: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    worked_out: dict[Any, Any] = attrs.field(factory=dict, init=False, eq=False, repr=False)
    instead: Needs = NOTHING

    def item(self, items: str, party: str, record: Record, position: int) -> Located:
        return Located(
            record,
            party,
            f"{self.prefix}{items}[{record.id}].",
            (*self.pattern, items),
            (*self.positions, position),
        )


@attrs.frozen(slots=True)
class Env:
    """``day`` is J; ``law_on`` picks versions; ``facts_on`` (never after ``today``) is the day facts are read on.

    ``now``: the instant of the check, on ``today``; its last second where only the day was given.  ``turning``: the
    days on which anything can turn, for effects, which are read as on a check of their day.

    ``own``: a day of the own period, where the judged day lies outside it.

    ``records[n]`` is binder n.  ``run`` holds the reading labels of this run.  ``so_far`` is ``it`` in an adjustment.
    """

    lookup: Lookup
    records: tuple[Located, ...]
    day: date
    law_on: date
    facts_on: date
    today: date
    now: int
    run: frozenset[str]
    so_far: Interval | None = None
    turning: tuple[date, ...] = ()
    own: date | None = None

    @classmethod
    def on(
        cls,
        lookup: Lookup,
        records: tuple[Located, ...],
        day: date,
        today: date,
        now: int,
        run: frozenset[str],
        turning: tuple[date, ...] = (),
    ) -> Env:
        """Everything read on one judged day."""
        return cls(lookup, records, day, day, min(day, today), today, now, run, None, turning)

    def decl(self, fact: Fact) -> FactDecl:
        return self.lookup.facts[self.located(fact.binder, fact.via).party, fact.name]

    def located(self, binder: int, via: tuple[str, ...]) -> Located:
        """The record at a binder or, references ``via`` followed from there, the one that they lead to."""
        at = self.records[binder]
        for n, name in enumerate(via):
            at = self._followed(at, name, self.records[0].party if n == 0 else at.party)
        return at

    def _followed(self, at: Located, name: str, source: str) -> Located:
        key = (name, self.today)
        if key in at.worked_out:
            kept: Located = at.worked_out[key]
            return kept
        decl = self.lookup.facts[at.party, name]
        assert decl.of is not None
        path, pattern = at.prefix + name, (*at.pattern, name)
        value = at.record.get(name)
        if isinstance(value, Ref):
            found = Located(known_on(value.record, self.today), decl.of, f"{path}.", pattern, at.positions)
        else:
            need = at.instead or frozenset((Missing(path, pattern, at.positions, decl.owner or source),))
            found = Located(Record(decl.of, "", {}), decl.of, f"{path}.", pattern, at.positions, instead=need)
        at.worked_out[key] = found
        return found

    def read(self, fact: Fact) -> Value:
        """The fact as given; of a history, what holds on ``facts_on``; of a series, what the own period has."""
        value = self.located(fact.binder, fact.via).record.get(fact.name)
        if fact.period is not None:
            key = key_of(fact.period, self.own or self.day)
            return value.entries.get(key, UNKNOWN) if isinstance(value, Series) else value
        if isinstance(value, History):
            held = [entry for start, entry in value.entries if start <= self.facts_on]
            return held[-1] if held else UNKNOWN
        return value

    def is_past(self, value: date | Moment) -> bool:
        """Whether what has this day or moment has happened at the time of the check; else it is planned."""
        return value.instant <= self.now if isinstance(value, Moment) else value <= self.today

    def missing(self, fact: Fact, key: str | None = None) -> Needs:
        """The fact (or its value for a period) as a need."""
        key = key_of(fact.period, self.own or self.day) if fact.period is not None else key
        at = self.located(fact.binder, fact.via)
        if at.instead:
            return at.instead
        decl = self.decl(fact)
        path = at.prefix + fact.name + (f"[{key}]" if key else "")
        # Another subject speaks for itself; an item is described by the subject that lists it.
        source = decl.owner or (at.party if fact.via else self.records[0].party)
        return frozenset((Missing(path, (*at.pattern, fact.name), at.positions, source),))

    # Written out, for these are called more than anything else.

    def with_item(self, item: Located) -> Env:
        """One binder more."""
        records = (*self.records, item)
        return Env(
            self.lookup, records, self.day, self.law_on, self.facts_on, self.today, self.now, self.run, self.so_far,
            self.turning, self.own,
        )  # fmt: skip

    def within(self, at: Located) -> Env:
        """Inside a definition: one binder, and its facts are read on the judged day."""
        facts_on = min(self.day, self.today)
        return Env(self.lookup, (at,), self.day, self.law_on, facts_on, self.today, self.now, self.run)

    def reading(self, day: date) -> Env:
        """Facts as they are on a day, which is not later than that of the check."""
        return Env(
            self.lookup, self.records, self.day, self.law_on, day, self.today, self.now, self.run, self.so_far,
            self.turning, self.own,
        )  # fmt: skip

    def adjusting(self, so_far: Interval) -> Env:
        """With the result so far, for an adjustment of it."""
        return Env(
            self.lookup, self.records, self.day, self.law_on, self.facts_on, self.today, self.now, self.run, so_far,
            self.turning, self.own,
        )  # fmt: skip
