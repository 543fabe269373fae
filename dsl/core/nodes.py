"""The checked core: small, frozen, every operation explicit.  Every product is made from it and from nothing else.

Figures are exact rationals in whole units (money in whole currency units, percent as a fraction: 10 % is 1/10, a date
as ``datetime.date.toordinal``).  Names are resolved: a fact is read from a *binder*, 0 being the subject, 1 the item
that
the norm is about, and each quantifier or sum adding one.  A definition is evaluated with one binder, 0: the record that
it is of.  Sections, readings and trailing ``, from V`` are resolved into bodies: one for each version and each reading.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

import attrs

from prazo.dsl.core.shown import Shown
from prazo.dsl.core.terms import (
    DATE as DATE,
    NUMBER as NUMBER,
    PERCENT as PERCENT,
    UNNAMED as UNNAMED,
    Always as Always,
    And as And,
    ChoiceIs as ChoiceIs,
    Compare as Compare,
    Condition as Condition,
    Count as Count,
    Day as Day,
    DayAfter as DayAfter,
    DayFact as DayFact,
    DayLiteral as DayLiteral,
    Defined as Defined,
    DefinedDay as DefinedDay,
    DefinedFigure as DefinedFigure,
    Extends as Extends,
    Extreme as Extreme,
    Fact as Fact,
    FactDecl as FactDecl,
    Figure as Figure,
    FigureFact as FigureFact,
    Guard as Guard,
    Happened as Happened,
    InEffect as InEffect,
    InState as InState,
    Is as Is,
    JudgedDay as JudgedDay,
    Labels as Labels,
    Literal as Literal,
    Not as Not,
    Or as Or,
    Otherwise as Otherwise,
    PartyDecl as PartyDecl,
    PeriodIs as PeriodIs,
    Place as Place,
    Product as Product,
    Proved as Proved,
    Quantified as Quantified,
    Quotient as Quotient,
    Reaches as Reaches,
    Round as Round,
    SeriesFact as SeriesFact,
    SeriesIs as SeriesIs,
    SoFar as SoFar,
    Sum as Sum,
    Total as Total,
    Within as Within,
    figure_name as figure_name,
)
from prazo.dsl.core.time_limits import (
    AfterEvent as AfterEvent,
    AfterPeriod as AfterPeriod,
    AfterSet as AfterSet,
    Anchor as Anchor,
    Anchored as Anchored,
    AtLeastEvery as AtLeastEvery,
    BeforeEvent as BeforeEvent,
    BreachDay as BreachDay,
    ByPeriodDay as ByPeriodDay,
    DayOfYear as DayOfYear,
    DoneOrDue as DoneOrDue,
    EarlierOf as EarlierOf,
    EndOf as EndOf,
    EndOfMonth as EndOfMonth,
    FixedDay as FixedDay,
    Forthwith as Forthwith,
    HoursAfter as HoursAfter,
    HoursBefore as HoursBefore,
    LaterOf as LaterOf,
    Limit as Limit,
    LimitOfPeriod as LimitOfPeriod,
    NoStatedTime as NoStatedTime,
    PeriodDay as PeriodDay,
    Regularly as Regularly,
    SingleLimit as SingleLimit,
    SpellDay as SpellDay,
    UntilEvent as UntilEvent,
    Window as Window,
    anchors_of as anchors_of,
    single_limits as single_limits,
)
from prazo.dsl.time.days import Duration
from prazo.dsl.time.zones import Zone

T = TypeVar("T")

# --- clauses ---------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class Clause(Shown):
    """One condition of a list: it must hold where ``guard`` does.  ``scope``: where the definitions it uses apply."""

    condition: Condition
    guard: Guard
    place: Place = attrs.field(eq=False)
    unverified: str | None = None


@attrs.frozen(slots=True, repr=False)
class Conditions(Shown):
    """All clauses that apply must hold; ``covers``: some guard always applies (so "none applies" cannot be)."""

    clauses: tuple[Clause, ...]
    covers: bool


@attrs.frozen(slots=True, repr=False)
class Case(Shown):
    """One value of a list of which exactly one applies."""

    value: Figure
    guard: Guard
    place: Place = attrs.field(eq=False)
    unverified: str | None = None


@attrs.frozen(slots=True, repr=False)
class Adjust(Shown):
    """Applied to the result so far (``SoFar`` in ``value``) where ``guard`` holds; ``target`` "value", "lower",
    "upper".
    """

    target: str
    value: Figure
    guard: Guard
    place: Place = attrs.field(eq=False)


# --- definitions -----------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class FigureBody(Shown):
    """Where ``where`` holds the figure is the one case that applies, then adjusted in order."""

    where: Condition | None
    cases: tuple[Case, ...]
    adjustments: tuple[Adjust, ...]


@attrs.frozen(slots=True, repr=False)
class ConditionBody(Shown):
    """Where ``where`` holds, whether the conditions do; elsewhere the definition does not apply."""

    where: Condition | None
    conditions: Conditions


@attrs.frozen(slots=True, repr=False)
class Versioned(Shown, Generic[T]):
    """A body for each reading, in force on ``start <= J < end`` (None: open).

    ``version`` is the instrument's version name.  ``bodies``: ``(None, body)`` alone where readings make no
    difference, else one
    for each label; a run under another label than those takes the first.
    """

    version: str
    start: date | None
    end: date | None
    bodies: tuple[tuple[str | None, T], ...]


@attrs.frozen(slots=True, repr=False)
class Definition(Shown):
    """``name`` of party ``of``; ``kind`` "figure" (``unit``), "condition" or "date".

    ``instrument``: whose places it cites; None where its file belongs to none.
    """

    id: str
    name: str
    of: str
    kind: str
    unit: str | None
    labels: Labels
    cites: tuple[str, ...]
    versions: tuple[Versioned[FigureBody | ConditionBody], ...]
    place: Place = attrs.field(eq=False)
    instrument: str | None = None


# --- limits of a norm -------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class LimitCase(Shown):
    """One limit of a list of which exactly one applies.  All limits of a list have one anchor.

    ``practicable``: "as soon as practicable, and in any case" by then; due as the limit says, open-textured.
    """

    limit: Limit
    guard: Guard
    place: Place = attrs.field(eq=False)
    unverified: str | None = None
    practicable: bool = False


@attrs.frozen(slots=True, repr=False)
class Cap(Shown):
    """No extension goes beyond ``duration`` after ``anchor``, counted by ``rule`` and never moved."""

    anchor: Anchor
    duration: Duration
    rule: str


@attrs.frozen(slots=True, repr=False)
class Extension(Shown):
    """The last day is that of the fact ``to``, where it is later, up to the earliest of the ``caps``."""

    to: Fact
    caps: tuple[Cap, ...]


# --- norms -----------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class Requirement(Shown):
    """A condition that must hold on t, or on the day of ``at``."""

    conditions: Conditions
    at: Fact | SpellDay | None = None


@attrs.frozen(slots=True, repr=False)
class Obligation(Shown):
    """Acts (``mode`` "all": done with the last, "any": with the first) or a condition, by a time.

    ``suspended``: states whose days do not count; ``extension``: how far the last day may be put off.
    ``by_others``: of a duty owed jointly, for each act the lists whose items may do it too; what one does is done.
    """

    acts: tuple[Fact, ...]
    mode: str
    condition: Condition | None
    limits: tuple[LimitCase, ...]
    suspended: tuple[Fact, ...] = ()
    extension: Extension | None = None
    by_others: tuple[tuple[Fact, ...], ...] = ()


@attrs.frozen(slots=True, repr=False)
class Prohibition(Shown):
    """Acts that must not be, in a window (no ``windows``: always); ``without``: prior approval, the same day counts.

    ``during``: the state whose spells are the window.  ``only``: the cases in which they may be done.  ``waits``: time
    that must have ended before they are.  All of it is read on the day of the act; each act is judged and the worst
    taken.
    """

    acts: tuple[Fact, ...]
    without: Fact | None
    windows: tuple[LimitCase, ...]
    during: Condition | None = None
    only: Condition | None = None
    waits: tuple[LimitCase, ...] = ()


@attrs.frozen(slots=True, repr=False)
class Item(Shown):
    """One item of a checklist: where ``guard`` holds it must be there, or ``unless`` excuse it.

    ``letter``: its address, ``g``, or ``22(1)(f)`` where it is borrowed.  ``each``: the list of whose items (those
    for which ``where`` holds) each must have it; all conditions but the guard are then read with one binder more.
    """

    letter: str
    condition: Condition
    guard: Guard
    unless: Condition | None
    each: Fact | None
    where: Condition | None
    place: Place = attrs.field(eq=False)
    unverified: str | None = None


@attrs.frozen(slots=True, repr=False)
class Checklist(Shown):
    """What an act must bring along on its day.  ``open``: the list is not final; ``covers``: an item always applies."""

    items: tuple[Item, ...]
    at: Fact
    open: bool
    covers: bool


Demand = Requirement | Obligation | Prohibition | Checklist


@attrs.frozen(slots=True, repr=False)
class Bearers(Shown):
    """The items of a list, each of whom owes what the subject owes."""

    items: Fact
    record: str


@attrs.frozen(slots=True, repr=False)
class Each(Shown):
    """A norm recurs: one verdict for each ``period``, from the day of ``since`` to that of ``until`` (None: for good).

    ``first`` and ``counted``: only in so many periods of that kind.  ``day``: of a requirement, what sets another day.
    """

    period: str
    since: Fact
    until: Fact | None = None
    first: int | None = None
    counted: str | None = None
    day: Fact | None = None


@attrs.frozen(slots=True, repr=False)
class Excuse(Shown):
    """``unless`` a condition, or (``norms``) ``except where`` one of these norms applies."""

    condition: Condition | None
    norms: tuple[str, ...]
    place: Place = attrs.field(eq=False)


@attrs.frozen(slots=True, repr=False)
class NormBody(Shown):
    """What one version of a norm demands, under one reading.

    ``mentions``: every fact that the body reads, in the order in which the text mentions them (definitions followed in
    depth), as paths with list levels: ``("line",)``, ``("agents", "resident")``; ``needs`` is reported in this order.
    ``marks``: reasons of ``unverified`` lines.  ``interpreted``: the interpretations by a house that shaped it.
    ``personal``: for each list of joint bearers, the exceptions of its items, who are read at binder 1; ``excuses``
    are those of the subject then.
    """

    where: Condition | None
    demand: Demand
    excuses: tuple[Excuse, ...]
    mentions: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    personal: tuple[tuple[Excuse, ...], ...] = ()


@attrs.frozen(slots=True, repr=False)
class Norm(Shown):
    """A duty.  ``id``: ``INSTRUMENT/name``.  ``kind``: "requirement", "obligation", "prohibition", "checklist";
    of what may be done "power".

    ``subject``: the party whose facts it is judged on; ``bearer``: who owes it (mostly the same); ``about``: the list
    of the subject whose items it is judged for, one verdict each, with the record's name.  ``law_as_on``: the event
    whose day picks the version ("" for the day of the check), None for J.  ``own``: its versions without any
    interpretation of a house, where ``versions`` have one, else none.  ``failing``: consequences that a breach brings
    (ids).  ``each``: it recurs.
    """

    id: str
    kind: str
    labels: Labels
    cites: tuple[str, ...]
    instrument: str
    force: str
    subject: str
    bearer: str
    about: Fact | None
    record: str | None
    owed_to: str | None
    versions: tuple[Versioned[NormBody], ...]
    prevails_over: tuple[str, ...]
    in_addition_to: tuple[str, ...]
    failing: tuple[str, ...]
    law_as_on: str | None
    note: str | None
    formerly: tuple[str, ...]
    place: Place = attrs.field(eq=False)
    own: tuple[Versioned[NormBody], ...] = ()
    each: Each | None = None
    joint: tuple[Bearers, ...] = ()


# --- effects ---------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class Bounds(Shown):
    """One range of a consequence of which exactly one applies."""

    low: Figure
    high: Figure
    guard: Guard
    place: Place = attrs.field(eq=False)


@attrs.frozen(slots=True, repr=False)
class ConsequenceBody(Shown):
    """Where ``where`` holds: the bounds (possibly none), adjusted in order; until ``ends_when`` is true."""

    where: Condition | None
    bounds: tuple[Bounds, ...]
    adjustments: tuple[Adjust, ...]
    ends_when: Condition | None
    mentions: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...] = ()


@attrs.frozen(slots=True, repr=False)
class Consequence(Shown):
    """What a breach of one of ``norms`` (ids) or an act (``upon``) brings.  ``unit``: of its bounds.

    ``about``: the list of whose items it speaks, with the record's name: those of the norms that bring it.
    """

    id: str
    kind: str
    labels: Labels
    cites: tuple[str, ...]
    instrument: str
    force: str
    subject: str
    norms: tuple[str, ...]
    upon: Fact | None
    imposed_by: str | None
    unit: str | None
    versions: tuple[Versioned[ConsequenceBody], ...]
    note: str | None
    formerly: tuple[str, ...]
    place: Place = attrs.field(eq=False)
    about: Fact | None = None
    record: str | None = None


@attrs.frozen(slots=True, repr=False)
class Statement(Shown):
    """A provision that no fact can decide, with the reason."""

    id: str
    labels: Labels
    cites: tuple[str, ...]
    instrument: str
    reason: str
    place: Place = attrs.field(eq=False)


# --- instruments, programs -------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class VersionDecl(Shown):
    """In force on ``start <= day < end`` (None: still)."""

    name: str
    start: date
    end: date | None
    source: str | None
    unverified: str | None = None


@attrs.frozen(slots=True, repr=False)
class FixedValue(Shown):
    """A set value of a party's or record's ``fact`` that an instrument fixes: from a day on, or for a ``period``.

    Facts that say another value win.
    """

    party: str
    fact: str
    value: Fraction | date
    start: date | None
    period: str | None
    instrument: str
    unverified: str | None = None


@attrs.frozen(slots=True, repr=False)
class ProvisionDecl(Shown):
    """A place of the instrument: ``17(1)``, with titles.  ``order``: its rank in the instrument.

    ``since``/``until``: names of the versions that brought it and that took it out (None: from the first, to this day).
    """

    place: str
    labels: Labels
    order: int
    since: str | None = None
    until: str | None = None


@attrs.frozen(slots=True, repr=False)
class InstrumentDecl(Shown):
    name: str
    labels: Labels
    jurisdiction: str | None
    issuer: str | None
    authority: str | None
    force: str
    currency: str | None
    counting: str | None
    versions: tuple[VersionDecl, ...]
    provisions: tuple[ProvisionDecl, ...]
    module: str


@attrs.frozen(slots=True, repr=False)
class Program(Shown):
    """Everything that was loaded, checked.  Tuples are sorted by name or id, so that the order of files does not
    matter.

    ``powers``: what may be done, as norms of that kind whose demand is an obligation: the acts, and the time in which
    they may be done.  They have no verdicts.
    ``modules``: module name to the SHA-256 (``sha256:..``) of its text.  ``reading_groups``: labels that rival each
    other.
    """

    parties: tuple[PartyDecl, ...]
    instruments: tuple[InstrumentDecl, ...]
    definitions: tuple[Definition, ...]
    norms: tuple[Norm, ...]
    consequences: tuple[Consequence, ...]
    statements: tuple[Statement, ...]
    reading_groups: tuple[tuple[str, ...], ...]
    counting_rules: tuple[str, ...]
    modules: tuple[tuple[str, str], ...]
    zone: Zone
    fixed: tuple[FixedValue, ...] = ()
    powers: tuple[Norm, ...] = ()
