"""Facts as they are read on a judged day: of the subject, of an item of a list, inside a definition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from prazo.compiler.python.runtime.answers import (
    NO,
    NOTHING,
    UNBOUNDED,
    YES,
    Answer,
    Missing,
    Needs,
    Range,
    compared,
    exact,
    figures,
    is_not,
    kept,
    needs_of,
    plus,
    proofs_in,
)
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.values import (
    NEVER,
    UNKNOWN,
    ByDay,
    Held,
    History,
    Items,
    Moment,
    Record,
    Ref,
    Series,
    Spells,
    Value,
)
from prazo.dsl.meaning.intervals import hull
from prazo.dsl.meaning.truth import Truth, both
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, Duration, TimeRangeError, add_units
from prazo.dsl.time.periods import first_day, key_before, key_of, number_in_year


class Located(NamedTuple):
    """A record and the way to it: ``prefix`` is ``"agents[B]."`` for an item, empty for a subject.

    ``referred``: it is another subject, which a reference leads to.  ``instead``: the reference that leads here, where
    it is not known; it is needed for everything that is read.
    """

    record: Record
    prefix: str = ""
    pattern: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    instead: Needs = NOTHING
    referred: bool = False

    def item(self, listed: str, record: Record, position: int) -> Located:
        """One item of a list of this record; ``position`` counts from 0."""
        prefix = f"{self.prefix}{listed}[{record.id}]."
        return Located(record, prefix, (*self.pattern, listed), (*self.positions, position))


class At(NamedTuple):
    """Where a condition or figure is read.

    ``day``: the judged day; ``law_on`` picks versions; ``facts_on``: the day that facts are read on, never after
    ``today``, the day of the check, which is made at the instant ``now``.  ``records``: the subject, or the record
    that a definition is of, then the items of the lists that one is inside of.  ``run``: the readings taken.
    ``known``: definitions and effects worked out before.  ``turning``: the days on which anything can turn.
    ``own``: a day of the own period, where the judged day lies outside it.
    """

    records: tuple[Located, ...]
    day: date
    law_on: date
    facts_on: date
    today: date
    now: int
    run: frozenset[str]
    known: dict[Any, Any]
    turning: tuple[date, ...] = ()
    uninterpreted: bool = False
    own: date | None = None

    def read(self, of: int, fact: FactDecl) -> Value:
        """The fact as given; of a history, what holds on ``facts_on``."""
        value = self.records[of].record.facts.get(fact.name, UNKNOWN)
        if fact.own_period and isinstance(value, Series):
            return value.entries.get(self._own_key(fact), UNKNOWN)
        if not isinstance(value, History):
            return value
        held: Value = UNKNOWN
        for start, entry in value.entries:
            if start > self.facts_on:
                break
            held = entry
        return held

    def is_past(self, value: date | Moment) -> bool:
        """Whether it has happened at the time of the check; else it is planned."""
        return value.instant <= self.now if isinstance(value, Moment) else value <= self.today

    def _own_key(self, fact: FactDecl) -> str:
        return key_of(fact.period or "", self.own or self.day)

    def missing(self, of: int, fact: FactDecl, key: str | None = None) -> Needs:
        """The fact, or its value for a period, as a need."""
        if fact.own_period:
            key = self._own_key(fact)
        place = self.records[of]
        if place.instead:
            return place.instead
        path = place.prefix + fact.name + (f"[{key}]" if key else "")
        # Another subject speaks for itself; an item is described by the subject that lists it.
        source = fact.owner or (place if place.referred else self.records[0]).record.party
        return frozenset((Missing(path, (*place.pattern, fact.name), place.positions, source),))

    def through(self, of: int, reference: FactDecl) -> At:
        """With one record more: the subject that a reference leads to."""
        place = self.records[of]
        value = place.record.facts.get(reference.name, UNKNOWN)
        pattern = (*place.pattern, reference.name)
        prefix = f"{place.prefix}{reference.name}."
        if isinstance(value, Ref):
            led = Located(known_on(value.record, self.today), prefix, pattern, place.positions, referred=True)
        else:
            nobody = Record(reference.of or "", "", {})
            led = Located(nobody, prefix, pattern, place.positions, self.missing(of, reference))
        return self._replace(records=(*self.records, led))

    def of(self, record: int) -> At:
        """Inside a definition of one of the records: its facts are read on the judged day."""
        return self._replace(records=(self.records[record],), facts_on=min(self.day, self.today))

    def read_on(self, day: date) -> At:
        """The same judged day, with facts read on another."""
        return self._replace(facts_on=min(day, self.today))


# --- yes or no -------------------------------------------------------------------------------------------------


def yes(at: At, of: int, fact: FactDecl) -> Answer:
    """A yes/no fact or a decision; one that was never given counts as no."""
    said = at.read(of, fact)
    return Answer(None, at.missing(of, fact)) if said is UNKNOWN else YES if said is True else NO


def one_of(at: At, of: int, fact: FactDecl, *values: str) -> Answer:
    """A choice has one of the values."""
    chosen = at.read(of, fact)
    return Answer(None, at.missing(of, fact)) if chosen is UNKNOWN else YES if chosen in values else NO


def happened(at: At, of: int, fact: FactDecl) -> Answer:
    """An event has happened by the day that facts are read on; a plan never has."""
    value = _happened(at, at.read(of, fact))
    return Answer(value, at.missing(of, fact) if value is None else NOTHING)


def _happened(at: At, value: object) -> Truth:
    if isinstance(value, Moment | date):
        day = value.day if isinstance(value, Moment) else value
        return at.is_past(value) and day <= at.facts_on
    if isinstance(value, ByDay) and value.day <= at.facts_on:
        return True
    return False if value is NEVER else None


def in_state(at: At, of: int, fact: FactDecl) -> Answer:
    """A state lasts, or evidence is held, on the day that facts are read on."""
    value = _lasts(at.read(of, fact), at.facts_on)
    return Answer(value, at.missing(of, fact) if value is None else NOTHING)


def _lasts(value: object, day: date) -> Truth:
    if isinstance(value, Spells):
        return any(start <= day and (end is None or day < end) for start, end in value.spells)
    if isinstance(value, Held):
        return value.issued <= day and (value.expires is None or day <= value.expires)
    return False if value is NEVER else None


def series_is(at: At, of: int, fact: FactDecl, key: str) -> Answer:
    """What a series that is no figure says of one period: yes, happened, or held by the day that facts are read on."""
    series = at.read(of, fact)
    said = series.entries.get(key, UNKNOWN) if isinstance(series, Series) else series
    if isinstance(said, bool):
        return YES if said else NO
    value = _happened(at, said) if fact.kind == "event" else _lasts(said, at.facts_on)
    return Answer(value, at.missing(of, fact, key) if value is None else NOTHING)


def in_period(at: At, period: str, *keys: str) -> Answer:
    """The judged day falls in a period with one of the keys, or in the n-th of its year ("1")."""
    return Answer(key_of(period, at.day) in keys or str(number_in_year(period, at.day)) in keys)


# --- figures ---------------------------------------------------------------------------------------------------


def figure(at: At, of: int, fact: FactDecl) -> Range:
    """A figure on the day that facts are read on; unknown: its declared range."""
    return _figure(at, of, fact, at.read(of, fact), None)


def figure_of_period(at: At, of: int, fact: FactDecl, key: str) -> Range:
    """The figure of a series for one period."""
    series = at.read(of, fact)
    value: Value = series.entries.get(key, UNKNOWN) if isinstance(series, Series) else series
    return _figure(at, of, fact, value, key)


def this_period(at: At, period: str) -> str:
    """The key of the period that the judged day falls in."""
    return key_of(period, at.day)


def last_period(at: At, period: str, back: int = 1) -> str:
    """The key of the period before the one that the judged day falls in, or that is ``back`` before; "" for none."""
    day = at.day
    for _ in range(back - 1):
        first = first_day(period, key_before(period, day))
        if first is None:
            return ""
        day = first
    return key_before(period, day)


def _figure(at: At, of: int, fact: FactDecl, value: Value, key: str | None) -> Range:
    if isinstance(value, Fraction):
        return Range((value, value))
    if isinstance(value, Moment | date):
        return exact((value.day if isinstance(value, Moment) else value).toordinal())
    return figures((fact.low, fact.high), Answer(None, at.missing(of, fact, key)))


# --- days ------------------------------------------------------------------------------------------------------


class Days(NamedTuple):
    """The possible days of something, ``first .. last`` (none if last is earlier), or perhaps it never was."""

    first: date
    last: date
    never: bool = False
    needs: Needs = NOTHING


_NO_DAY = Days(LAST_DAY, FIRST_DAY, True)
_BEYOND = LAST_DAY + timedelta(days=1)


def day_of(at: At, of: int, fact: FactDecl) -> Days:
    """The day of an event or a date, that of issue of evidence; what is only planned has none yet."""
    value = at.read(of, fact)
    event = fact.kind in ("event", "evidence")
    if isinstance(value, Held):
        value = value.issued
    if isinstance(value, Moment | date):
        day = value.day if isinstance(value, Moment) else value
        return _NO_DAY if event and not at.is_past(value) else Days(day, day)
    if value is NEVER:
        return _NO_DAY
    if isinstance(value, ByDay) and value.day <= at.today:
        return Days(FIRST_DAY, value.day, False, at.missing(of, fact))
    return Days(FIRST_DAY, at.today if event else LAST_DAY, True, at.missing(of, fact))


def the_day(year: int, month: int, day: int) -> Days:
    one = date(year, month, day)
    return Days(one, one)


def judged_day(at: At) -> Days:
    return Days(at.day, at.day)


def defined_day(found: Range) -> Days:
    """A definition of kind date; its figures are ordinals of days."""
    if found.never is True:
        return _NO_DAY._replace(needs=found.needs)
    low, high = found.interval
    first = FIRST_DAY if low is None else date.fromordinal(int(low))
    last = LAST_DAY if high is None else date.fromordinal(int(high))
    return Days(first, last, found.never is None, found.needs)


def figure_of_day(days: Days) -> Range:
    """A day as a figure, its ordinal."""
    if days.first > days.last:
        return Range(UNBOUNDED.interval, proofs_in(days.needs), never=True)
    ends = Fraction(days.first.toordinal()), Fraction(days.last.toordinal())
    return Range(ends, days.needs, never=None if days.never else False)


def reaches(earlier: Days, duration: Duration, later: Days, *, strict: bool = False) -> Answer:
    """``earlier + duration`` is on or before (``strict``: before) ``later``; no if either never was."""
    gap = timedelta(days=int(strict))
    first, last = _shifted(earlier.first, duration), _shifted(earlier.last, duration)
    return _in_order(earlier, later, ever=first + gap <= later.last, always=last + gap <= later.first)


def extends(earlier: Days, duration: Duration, later: Days, *, strict: bool = False) -> Answer:
    """``later`` is on or before (``strict``: before) ``earlier + duration``; no if either never was."""
    gap = timedelta(days=int(strict))
    first, last = _shifted(earlier.first, duration), _shifted(earlier.last, duration)
    return _in_order(earlier, later, ever=later.first + gap <= last, always=later.last + gap <= first)


def _shifted(day: date, duration: Duration) -> date:
    try:
        for number, unit in duration:
            day = add_units(day, number, unit)
    except TimeRangeError:
        return _BEYOND
    return day


def _in_order(earlier: Days, later: Days, ever: bool, always: bool) -> Answer:
    if earlier.first > earlier.last or later.first > later.last:
        return NO
    sure = always and not earlier.never and not later.never
    value: Truth = False if not ever else True if sure else None
    return Answer(value, kept(value, earlier.needs | later.needs))


# --- lists -----------------------------------------------------------------------------------------------------

Test = Callable[[At], Answer]


#: the place of an item that nobody has told of: after all others
NOBODY = 1 << 30


class Members(NamedTuple):
    """Where each item that was given is read; ``open``: there may be more, and ``needs`` is the list itself.

    ``nobody``: where an item is read that nobody has told of, of an open list.
    """

    items: tuple[At, ...]
    open: bool
    needs: Needs
    today: date
    nobody: At | None = None

    def tested(self, test: Test | None) -> list[Answer]:
        return [YES if test is None else test(item) for item in self.items]

    def more(self, read: Callable[[At], Answer] | None) -> Needs:
        """The list where it is open, with what is read beside the facts of an item, which come with the list."""
        if self.nobody is None or read is None:
            return self.needs
        return self.needs | frozenset(one for one in read(self.nobody).needs if NOBODY not in one.positions)


def members(at: At, of: int, fact: FactDecl) -> Members:
    """The items of a list."""
    value = at.read(of, fact)
    items = value if isinstance(value, Items) else Items((), complete=value is not UNKNOWN)
    place = at.records[of]
    inside = tuple(
        at._replace(records=(*at.records, place.item(fact.name, item, position)))
        for position, item in enumerate(items.items)
    )
    if items.complete:
        return Members(inside, False, NOTHING, at.today)
    nobody = at._replace(records=(*at.records, place.item(fact.name, Record(fact.of or "", "", {}), NOBODY)))
    return Members(inside, True, at.missing(of, fact), at.today, nobody)


def _of_list(value: Truth, listed: Members, tests: list[Answer], test: Test) -> Answer:
    more = listed.needs if value is not None else listed.more(test)
    return Answer(value, kept(value, needs_of(*tests) | more))


def _number(listed: Members, tests: list[Answer], wanted: int) -> Truth:
    """Whether at least so many of the tests hold."""
    sure = sum(test.value is True for test in tests)
    possible = sum(test.value is not False for test in tests)
    return True if sure >= wanted else None if listed.open or possible >= wanted else False


def every(listed: Members, test: Test) -> Answer:
    """True of an empty list, never of an open one."""
    tests = listed.tested(test)
    value = both(one.value for one in tests)
    return _of_list(None if value is True and listed.open else value, listed, tests, test)


def at_least(number: int, listed: Members, test: Test) -> Answer:
    tests = listed.tested(test)
    return _of_list(_number(listed, tests, number), listed, tests, test)


def at_most(number: int, listed: Members, test: Test) -> Answer:
    return is_not(at_least(number + 1, listed, test))


def any_of(listed: Members, test: Test) -> Answer:
    return at_least(1, listed, test)


def none_of(listed: Members, test: Test) -> Answer:
    return is_not(at_least(1, listed, test))


def in_a_row(number: int, listed: Members, test: Test) -> Answer:
    """At least so many one after the other, in the order of the list."""
    tests = listed.tested(test)
    sure = possible = longest_sure = longest_possible = 0
    for one in tests:
        sure = sure + 1 if one.value is True else 0
        possible = possible + 1 if one.value is not False else 0
        longest_sure, longest_possible = max(longest_sure, sure), max(longest_possible, possible)
    perhaps: Truth = None if listed.open or longest_possible >= number else False
    return _of_list(True if longest_sure >= number else perhaps, listed, tests, test)


def count(listed: Members, test: Test | None = None) -> Range:
    """Sure items to possible items."""
    tests = listed.tested(test)
    sure = Fraction(sum(one.value is True for one in tests))
    possible = Fraction(sum(one.value is not False for one in tests))
    return figures((sure, None if listed.open else possible), *tests, Answer(None, listed.more(test)))


def total(
    listed: Members,
    of_item: Callable[[At], Range],
    test: Test | None = None,
    low: Range | None = None,
    high: Range | None = None,
) -> Range:
    """The sum over the items for which ``test`` holds; ``low`` and ``high``: of the figure of an item not known."""

    def read(item: At) -> Answer:
        belongs = YES if test is None else test(item)
        return belongs if belongs.value is False else Answer(None, belongs.needs | of_item(item).needs)

    zero = exact(0)
    sums = zero
    parts: list[Answer | Range] = [Answer(None, listed.more(read))]
    for item in listed.items:
        belongs = YES if test is None else test(item)
        if belongs.value is False:
            continue
        amount = of_item(item)
        parts += [belongs, amount]
        counted = amount if belongs.value else Range(hull([amount.interval, zero.interval]))
        sums = plus(sums, counted)
    if listed.open:
        never_negative = low is not None and compared(">=", low, zero).value is True
        never_positive = high is not None and compared("<=", high, zero).value is True
        sums = plus(sums, Range((Fraction(0) if never_negative else None, Fraction(0) if never_positive else None)))
    return figures(sums.interval, *parts)
