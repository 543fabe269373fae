"""The checked core: small, frozen, every operation explicit.  Every product is made from it and from nothing else.

Figures are exact rationals in whole units (money in whole currency units, percent as a fraction: 10 % is 1/10, a date
as ``datetime.date.toordinal``).  Names are resolved: a fact is read from a *binder*, 0 being the subject, 1 the item that
the norm is about, and each quantifier or sum adding one.  A definition is evaluated with one binder, 0: the record that
it is of.  Sections, readings and trailing ``, from V`` are resolved into bodies: one for each version and each reading.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

import attrs

from prazo.dsl.time.counting import Duration

T = TypeVar("T")

# --- units -----------------------------------------------------------------------------------------------------

NUMBER = "number"
PERCENT = "percent"
DATE = "date"
#: any other unit is a currency code, such as "MOP"


@attrs.frozen(slots=True)
class Labels:
    """What people call a thing, by language; None where nobody said."""

    en: str | None = None
    pt: str | None = None
    zh: str | None = None


@attrs.frozen(slots=True)
class Place:
    """Where a clause stands: module (``macau.insurance.dl27_97_m`` or file name) and line from 1.  Not part of the meaning."""

    module: str
    line: int


# --- facts -----------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class FactDecl:
    """A declared fact of a party or record.

    ``kind``: "yes or no", "choice", "money", "number", "percent", "date", "text", "event", "state", "decision",
    "evidence", "list".  ``unit`` for figures.  ``low``/``high``: the declared range, both ends included, None: open.
    ``period``: a series, "month", "quarter", "half-year", "year", "financial year".  ``owner``: who supplies it.
    """

    name: str
    kind: str
    unit: str | None = None
    values: tuple[str, ...] = ()
    of: str | None = None
    owner: str | None = None
    set_by: bool = False
    period: str | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    labels: Labels = Labels()
    value_labels: tuple[tuple[str, Labels], ...] = ()
    unverified: str | None = None


@attrs.frozen(slots=True)
class PartyDecl:
    """A party or record (``kind``) with its facts in the order declared, and when its recurring duties start and end."""

    name: str
    kind: str
    labels: Labels
    facts: tuple[FactDecl, ...]
    since: str | None = None
    until: str | None = None

    def fact(self, name: str) -> FactDecl | None:
        return next((f for f in self.facts if f.name == name), None)


@attrs.frozen(slots=True)
class Fact:
    """Reads fact ``name`` of the record at ``binder``."""

    binder: int
    name: str


# --- figures ---------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Literal:
    value: Fraction
    unit: str


@attrs.frozen(slots=True)
class FigureFact:
    """A money, number, percent or set fact on the judged day; unknown: its declared range."""

    fact: Fact
    unit: str


@attrs.frozen(slots=True)
class SeriesFact:
    """A series at a period: ``which`` "last" (the period before the one J falls in), "this", or a key such as ``FY2020``."""

    fact: Fact
    period: str
    which: str
    unit: str


@attrs.frozen(slots=True)
class DefinedFigure:
    """The figure ``name`` (of the record at ``binder``), on the judged day."""

    binder: int
    name: str
    unit: str


@attrs.frozen(slots=True)
class Sum:
    """``left + right`` or, ``negative``, ``left - right``."""

    left: Figure
    right: Figure
    negative: bool
    unit: str


@attrs.frozen(slots=True)
class Product:
    """``left × right``; at most one of them has a currency."""

    left: Figure
    right: Figure
    unit: str


@attrs.frozen(slots=True)
class Quotient:
    """``left / right``, exact; where ``right`` is zero: ``at_zero``."""

    left: Figure
    right: Figure
    at_zero: Figure
    unit: str


@attrs.frozen(slots=True)
class Extreme:
    """The greater (``greatest``) or the lesser of two: floors are greatest, caps are least, an excess is max(0, a - b)."""

    left: Figure
    right: Figure
    greatest: bool
    unit: str


@attrs.frozen(slots=True)
class Round:
    """To a multiple of ``step`` (> 0): ``mode`` "up" (away below no: towards +inf), "down" (towards -inf), "half up", "half even"."""

    value: Figure
    mode: str
    step: Fraction
    unit: str


@attrs.frozen(slots=True)
class Count:
    """How many items of a list satisfy ``where`` (None: all)."""

    items: Fact
    where: Condition | None
    unit: str = NUMBER


@attrs.frozen(slots=True)
class Total:
    """Sum of ``figure`` over the items that satisfy ``where``; ``low``/``high``: range of one member not known."""

    items: Fact
    figure: Figure
    where: Condition | None
    low: Fraction | None
    high: Fraction | None
    unit: str


@attrs.frozen(slots=True)
class SoFar:
    """``it`` in an adjustment: the value or bound so far."""

    unit: str


Figure = (
    Literal | FigureFact | SeriesFact | DefinedFigure | Sum | Product | Quotient | Extreme | Round | Count | Total | SoFar
)  # fmt: skip


# --- days in conditions ----------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class DayFact:
    """The day of an event or a date fact: a day, never, or unknown.  A plan has its planned day."""

    fact: Fact


@attrs.frozen(slots=True)
class DayLiteral:
    day: date


@attrs.frozen(slots=True)
class JudgedDay:
    """J."""


@attrs.frozen(slots=True)
class DefinedDay:
    """A definition of kind date."""

    binder: int
    name: str


Day = DayFact | DayLiteral | JudgedDay | DefinedDay


# --- conditions ------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Always:
    value: bool


@attrs.frozen(slots=True)
class Is:
    """A yes/no fact or a decision on the judged day (a decision ``never`` given counts as no)."""

    fact: Fact


@attrs.frozen(slots=True)
class ChoiceIs:
    """A choice (or text) fact has one of ``values``."""

    fact: Fact
    values: tuple[str, ...]


@attrs.frozen(slots=True)
class Happened:
    """An event has happened by the judged day (a plan never has)."""

    fact: Fact


@attrs.frozen(slots=True)
class InState:
    """The judged day lies in a spell of a state; evidence: is held on that day."""

    fact: Fact


@attrs.frozen(slots=True)
class Compare:
    """``left op right``, both of one unit; ``op`` one of ">=", "<=", ">", "<", "=", "!="."""

    op: str
    left: Figure
    right: Figure


@attrs.frozen(slots=True)
class Within:
    """A figure lies in a bracket: ``low`` <(=) figure <(=) ``high``; a None bound is open."""

    figure: Figure
    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool


@attrs.frozen(slots=True)
class Reaches:
    """``earlier + duration <= later`` (``strict``: <), days added unmoved; false if either is never.

    Every comparison of days comes to this: "is at least D before" as it stands, "is before" with an empty duration and
    ``strict``; "at most", "less than" and "after" by negation or by exchanging the two.
    """

    earlier: Day
    duration: Duration
    later: Day
    strict: bool


@attrs.frozen(slots=True)
class Extends:
    """``later <= earlier + duration`` (``strict``: <) and both are known days: "at most D before", "within the last D"."""

    earlier: Day
    duration: Duration
    later: Day
    strict: bool


@attrs.frozen(slots=True)
class PeriodIs:
    """The period of kind ``period`` in which J falls has one of the keys (``FY1998``) or is the n-th of its year ("1".."12")."""

    period: str
    keys: tuple[str, ...]


@attrs.frozen(slots=True)
class Quantified:
    """``kind``: "every", "any", "none", "at least", "at most" (with ``number``), "in a row" (at least ``number`` in list order)."""

    kind: str
    number: int
    items: Fact
    test: Condition


@attrs.frozen(slots=True)
class Defined:
    """The yes/no definition ``name`` of the record at ``binder``."""

    binder: int
    name: str


@attrs.frozen(slots=True)
class Not:
    operand: Condition


@attrs.frozen(slots=True)
class And:
    operands: tuple[Condition, ...]


@attrs.frozen(slots=True)
class Or:
    operands: tuple[Condition, ...]


@attrs.frozen(slots=True)
class Otherwise:
    """Only as a guard: holds where none of the clauses before it applies."""


Condition = (
    Always | Is | ChoiceIs | Happened | InState | Compare | Within | Reaches | Extends | PeriodIs | Quantified
    | Defined | Not | And | Or
)  # fmt: skip
Guard = Condition | Otherwise | None


# --- clauses ---------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Clause:
    """One condition of a list: it must hold where ``guard`` does.  ``scope``: where the definitions it uses apply."""

    condition: Condition
    guard: Guard
    place: Place = attrs.field(eq=False)
    unverified: str | None = None


@attrs.frozen(slots=True)
class Conditions:
    """All clauses that apply must hold; ``covers``: some guard always applies (so "none applies" cannot be)."""

    clauses: tuple[Clause, ...]
    covers: bool


@attrs.frozen(slots=True)
class Case:
    """One value of a list of which exactly one applies."""

    value: Figure
    guard: Guard
    place: Place = attrs.field(eq=False)
    unverified: str | None = None


@attrs.frozen(slots=True)
class Adjust:
    """Applied to the result so far (``SoFar`` in ``value``) where ``guard`` holds; ``target`` "value", "lower", "upper"."""

    target: str
    value: Figure
    guard: Guard
    place: Place = attrs.field(eq=False)


# --- definitions -----------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class FigureBody:
    """Where ``where`` holds the figure is the one case that applies, then adjusted in order."""

    where: Condition | None
    cases: tuple[Case, ...]
    adjustments: tuple[Adjust, ...]


@attrs.frozen(slots=True)
class ConditionBody:
    """Where ``where`` holds, whether the conditions do; elsewhere the definition does not apply."""

    where: Condition | None
    conditions: Conditions


@attrs.frozen(slots=True)
class Versioned(Generic[T]):  # noqa: UP046
    """A body for each reading, in force on ``start <= J < end`` (None: open).

    ``version`` is the instrument's version name.  ``bodies``: ``(None, body)`` alone where readings make no difference, else one
    for each label; a run under another label than those takes the first.
    """

    version: str
    start: date | None
    end: date | None
    bodies: tuple[tuple[str | None, T], ...]


@attrs.frozen(slots=True)
class Definition:
    """``name`` of party ``of``; ``kind`` "figure" (``unit``), "condition" or "date"."""

    id: str
    name: str
    of: str
    kind: str
    unit: str | None
    labels: Labels
    cites: tuple[str, ...]
    versions: tuple[Versioned[FigureBody | ConditionBody], ...]
    place: Place = attrs.field(eq=False)


# --- time limits -----------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class AfterEvent:
    """Due ``duration`` after ``anchor``, counted by ``rule``."""

    anchor: Fact
    duration: Duration
    rule: str


@attrs.frozen(slots=True)
class BeforeEvent:
    """Due at the latest ``duration`` before ``anchor``, counted back by ``rule``; ``clear``: both ends left out."""

    anchor: Fact
    duration: Duration
    rule: str
    clear: bool


@attrs.frozen(slots=True)
class UntilEvent:
    """Due on the day before ``anchor`` or, ``inclusive``, on its day.  Never moved; counted back."""

    anchor: Fact
    inclusive: bool


@attrs.frozen(slots=True)
class FixedDay:
    """Due on ``day``, moved by ``rule`` where the rule moves."""

    day: date
    rule: str


Limit = AfterEvent | BeforeEvent | UntilEvent | FixedDay


@attrs.frozen(slots=True)
class LimitCase:
    """One limit of a list of which exactly one applies.  All limits of a list have one anchor."""

    limit: Limit
    guard: Guard
    place: Place = attrs.field(eq=False)
    unverified: str | None = None


# --- norms -----------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Requirement:
    """A condition that must hold on t, or on the day of ``at``."""

    conditions: Conditions
    at: Fact | None = None


@attrs.frozen(slots=True)
class Obligation:
    """Acts (``mode`` "all": done with the last, "any": with the first) or a condition, by a time."""

    acts: tuple[Fact, ...]
    mode: str
    condition: Condition | None
    limits: tuple[LimitCase, ...]


@attrs.frozen(slots=True)
class Prohibition:
    """Acts that must not be, in a window (no ``windows``: always); ``without``: prior approval, the same day counts.

    Each act is judged and the worst taken.
    """

    acts: tuple[Fact, ...]
    without: Fact | None
    windows: tuple[LimitCase, ...]


Demand = Requirement | Obligation | Prohibition


@attrs.frozen(slots=True)
class Excuse:
    """``unless`` a condition, or (``norms``) ``except where`` one of these norms applies."""

    condition: Condition | None
    norms: tuple[str, ...]
    place: Place = attrs.field(eq=False)


@attrs.frozen(slots=True)
class NormBody:
    """What one version of a norm demands, under one reading.

    ``mentions``: every fact that the body reads, in the order in which the text mentions them (definitions followed in
    depth), as paths with list levels: ``("line",)``, ``("agents", "resident")``; ``needs`` is reported in this order.
    ``marks``: reasons of ``unverified`` lines.
    """

    where: Condition | None
    demand: Demand
    excuses: tuple[Excuse, ...]
    mentions: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...] = ()


@attrs.frozen(slots=True)
class Norm:
    """A duty.  ``id``: ``INSTRUMENT/name``.  ``kind``: "requirement", "obligation", "prohibition".

    ``subject``: the party whose facts it is judged on; ``bearer``: who owes it (mostly the same); ``about``: the list of the
    subject whose items it is judged for, one verdict each, with the record's name.  ``law_as_on``: the event whose day picks the
    version ("" for the day of the check), None for J.  ``failing``: consequences that a breach brings (ids).
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


# --- effects ---------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Bounds:
    """One range of a consequence of which exactly one applies."""

    low: Figure
    high: Figure
    guard: Guard
    place: Place = attrs.field(eq=False)


@attrs.frozen(slots=True)
class ConsequenceBody:
    """Where ``where`` holds: the bounds (possibly none), adjusted in order; until ``ends_when`` is true."""

    where: Condition | None
    bounds: tuple[Bounds, ...]
    adjustments: tuple[Adjust, ...]
    ends_when: Condition | None
    mentions: tuple[tuple[str, ...], ...]


@attrs.frozen(slots=True)
class Consequence:
    """What a breach of one of ``norms`` (ids) or an act (``upon``) brings.  ``unit``: of its bounds."""

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


@attrs.frozen(slots=True)
class Statement:
    """A provision that no fact can decide, with the reason."""

    id: str
    labels: Labels
    cites: tuple[str, ...]
    instrument: str
    reason: str
    place: Place = attrs.field(eq=False)


# --- instruments, programs -------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class VersionDecl:
    """In force on ``start <= day < end`` (None: still)."""

    name: str
    start: date
    end: date | None
    source: str | None
    unverified: str | None = None


@attrs.frozen(slots=True)
class ProvisionDecl:
    """A place of the instrument: ``17(1)``, with titles.  ``order``: its rank in the instrument.

    ``since``/``until``: names of the versions that brought it and that took it out (None: from the first, to this day).
    """

    place: str
    labels: Labels
    order: int
    since: str | None = None
    until: str | None = None


@attrs.frozen(slots=True)
class InstrumentDecl:
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


@attrs.frozen(slots=True)
class Program:
    """Everything that was loaded, checked.  Tuples are sorted by name or id, so that the order of files does not matter.

    ``modules``: module name to the SHA-256 (``sha256:..``) of its text.  ``reading_groups``: labels that rival each other.
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
    zone: str
