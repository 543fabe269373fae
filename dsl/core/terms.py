"""Facts, figures, days and conditions of the core.

Figures are exact rationals in whole units (money in whole currency units, percent as a fraction: 10 % is 1/10, a date
as ``datetime.date.toordinal``).  Names are resolved: a fact is read from a *binder*, 0 being the subject, 1 the item
that
the norm is about, and each quantifier or sum adding one.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from prazo.dsl.core.shown import Shown
from prazo.dsl.time.days import Duration

# --- units -----------------------------------------------------------------------------------------------------

NUMBER = "number"
PERCENT = "percent"
DATE = "date"
#: any other unit is a currency code, such as "MOP"


@attrs.frozen(slots=True, repr=False)
class Labels(Shown):
    """What people call a thing, by language; None where nobody said."""

    en: str | None = None
    pt: str | None = None
    zh: str | None = None


@attrs.frozen(slots=True, repr=False)
class Place(Shown):
    """Where a clause stands: module (``macau.insurance.dl27_97_m`` or file name) and line from 1.  Not part of the
    meaning.
    """

    module: str
    line: int


# --- facts -----------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class FactDecl(Shown):
    """A declared fact of a party or record.

    ``kind``: "yes or no", "choice", "money", "number", "percent", "date", "text", "event", "state", "decision",
    "evidence", "list", "list of event", "reference".  ``unit`` for figures.  ``of``: the record of a list, or what a
    reference is to.  ``low``/``high``: the declared range, both ends included, None: open.
    ``period``: a series, "month", "quarter", "half-year", "year", "financial year", "financial year to 06-30".
    ``owner``: who supplies it.  ``issuer``: who makes out evidence, which the owner brings.
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
    issuer: str | None = None


@attrs.frozen(slots=True, repr=False)
class PartyDecl(Shown):
    """A party or record (``kind``) with its facts in the order declared, and when recurring duties start and end."""

    name: str
    kind: str
    labels: Labels
    facts: tuple[FactDecl, ...]
    since: str | None = None
    until: str | None = None

    def fact(self, name: str) -> FactDecl | None:
        return next((f for f in self.facts if f.name == name), None)


@attrs.frozen(slots=True, repr=False)
class Fact(Shown):
    """Reads fact ``name`` of the record at ``binder``; of a series, that of the ``period`` which J falls in.

    ``via``: references that are followed from there first.
    """

    binder: int
    name: str
    via: tuple[str, ...] = ()
    period: str | None = None


# --- figures ---------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class Literal(Shown):
    value: Fraction
    unit: str


@attrs.frozen(slots=True, repr=False)
class FigureFact(Shown):
    """A money, number, percent or set fact on the judged day; unknown: its declared range."""

    fact: Fact
    unit: str


@attrs.frozen(slots=True, repr=False)
class SeriesFact(Shown):
    """A series at a period: ``which`` "last" (the period before the one J falls in), "this", or a key such as
    ``FY2020``.
    """

    fact: Fact
    period: str
    which: str
    unit: str


@attrs.frozen(slots=True, repr=False)
class DefinedFigure(Shown):
    """The figure ``name`` (of the record at ``binder``, references ``via`` followed), on the judged day."""

    binder: int
    name: str
    unit: str
    via: tuple[str, ...] = ()


@attrs.frozen(slots=True, repr=False)
class Sum(Shown):
    """``left + right`` or, ``negative``, ``left - right``."""

    left: Figure
    right: Figure
    negative: bool
    unit: str


@attrs.frozen(slots=True, repr=False)
class Product(Shown):
    """``left × right``; at most one of them has a currency."""

    left: Figure
    right: Figure
    unit: str


@attrs.frozen(slots=True, repr=False)
class Quotient(Shown):
    """``left / right``, exact; where ``right`` is zero: ``at_zero``."""

    left: Figure
    right: Figure
    at_zero: Figure
    unit: str


@attrs.frozen(slots=True, repr=False)
class Extreme(Shown):
    """The greater (``greatest``) or the lesser of two: floors are greatest, caps are least, an excess is max(0, a -
    b).
    """

    left: Figure
    right: Figure
    greatest: bool
    unit: str


@attrs.frozen(slots=True, repr=False)
class Round(Shown):
    """To a multiple of ``step`` (> 0): ``mode`` "up" (away below no: towards +inf), "down" (towards -inf), "half up",
    "half even".
    """

    value: Figure
    mode: str
    step: Fraction
    unit: str


@attrs.frozen(slots=True, repr=False)
class Count(Shown):
    """How many items of a list satisfy ``where`` (None: all)."""

    items: Fact
    where: Condition | None
    unit: str = NUMBER


@attrs.frozen(slots=True, repr=False)
class Total(Shown):
    """Sum of ``figure`` over the items that satisfy ``where``; ``low``/``high``: range of one member not known."""

    items: Fact
    figure: Figure
    where: Condition | None
    low: Fraction | None
    high: Fraction | None
    unit: str


@attrs.frozen(slots=True, repr=False)
class DayAfter(Shown):
    """The day ``duration`` after ``anchor``, counted by ``rule`` and unmoved; ``next_open``: or the next open day."""

    anchor: Fact
    duration: Duration
    rule: str
    next_open: bool
    unit: str = DATE


@attrs.frozen(slots=True, repr=False)
class SoFar(Shown):
    """``it`` in an adjustment: the value or bound so far."""

    unit: str


Figure = (
    Literal | FigureFact | SeriesFact | DefinedFigure | Sum | Product | Quotient | Extreme | Round | Count | Total
    | DayAfter | SoFar
)  # fmt: skip

#: what a report calls a figure that is worked out in the norm itself
UNNAMED = "figure"


def figure_name(figure: Figure) -> str:
    """What a report calls a figure: its path as an analyst would write it (``parent.capital``), else ``UNNAMED``."""
    match figure:
        case FigureFact(fact, _) | SeriesFact(fact, _, _, _):
            return ".".join((*fact.via, fact.name))
        case DefinedFigure(_, name, _, via):
            return ".".join((*via, name))
        case _:
            return UNNAMED


# --- days in conditions ----------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class DayFact(Shown):
    """The day of an event or a date fact, the day of issue of evidence: a day, never, or unknown.

    A plan has its planned day.
    """

    fact: Fact


@attrs.frozen(slots=True, repr=False)
class DayLiteral(Shown):
    day: date


@attrs.frozen(slots=True, repr=False)
class JudgedDay(Shown):
    """J."""


@attrs.frozen(slots=True, repr=False)
class DefinedDay(Shown):
    """A definition of kind date."""

    binder: int
    name: str
    via: tuple[str, ...] = ()


Day = DayFact | DayLiteral | JudgedDay | DefinedDay


# --- conditions ------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, repr=False)
class Always(Shown):
    value: bool


@attrs.frozen(slots=True, repr=False)
class Is(Shown):
    """A yes/no fact or a decision on the judged day (a decision ``never`` given counts as no)."""

    fact: Fact


@attrs.frozen(slots=True, repr=False)
class ChoiceIs(Shown):
    """A choice (or text) fact has one of ``values``."""

    fact: Fact
    values: tuple[str, ...]


@attrs.frozen(slots=True, repr=False)
class Happened(Shown):
    """An event has happened by the judged day (a plan never has)."""

    fact: Fact


@attrs.frozen(slots=True, repr=False)
class InState(Shown):
    """The judged day lies in a spell of a state; evidence: is held on that day."""

    fact: Fact


@attrs.frozen(slots=True, repr=False)
class SeriesIs(Shown):
    """A series that is no figure, at a period: yes; evidence held, or an event happened, by the judged day.

    ``which``: "last", "last 2" (the one before the last) and so on, "this", or a key such as ``FY2020``.
    """

    fact: Fact
    period: str
    which: str


@attrs.frozen(slots=True, repr=False)
class Compare(Shown):
    """``left op right``, both of one unit; ``op`` one of ">=", "<=", ">", "<", "=", "!="."""

    op: str
    left: Figure
    right: Figure


@attrs.frozen(slots=True, repr=False)
class Within(Shown):
    """A figure lies in a bracket: ``low`` <(=) figure <(=) ``high``; a None bound is open."""

    figure: Figure
    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool


@attrs.frozen(slots=True, repr=False)
class Reaches(Shown):
    """``earlier + duration <= later`` (``strict``: <), days added unmoved; false if either is never.

    Every comparison of days comes to this: "is at least D before" as it stands, "is before" with an empty duration and
    ``strict``; "at most", "less than" and "after" by negation or by exchanging the two.
    """

    earlier: Day
    duration: Duration
    later: Day
    strict: bool


@attrs.frozen(slots=True, repr=False)
class Extends(Shown):
    """``later <= earlier + duration`` (``strict``: <) and both are known days: "at most D before", "within the last
    D".
    """

    earlier: Day
    duration: Duration
    later: Day
    strict: bool


@attrs.frozen(slots=True, repr=False)
class PeriodIs(Shown):
    """The period of kind ``period`` in which J falls has one of the keys (``FY1998``) or is the n-th of its year
    ("1".."12").
    """

    period: str
    keys: tuple[str, ...]


@attrs.frozen(slots=True, repr=False)
class Quantified(Shown):
    """``kind``: "every", "any", "none", "at least", "at most" (with ``number``), "in a row" (at least ``number`` in
    list order).
    """

    kind: str
    number: int
    items: Fact
    test: Condition


@attrs.frozen(slots=True, repr=False)
class Defined(Shown):
    """The yes/no definition ``name`` of the record at ``binder``."""

    binder: int
    name: str
    via: tuple[str, ...] = ()


@attrs.frozen(slots=True, repr=False)
class InEffect(Shown):
    """The effect of this id holds on the day that facts are read on.

    ``binder``: the item that it speaks of; 0 of one that speaks of the subject.
    """

    binder: int
    effect: str


@attrs.frozen(slots=True, repr=False)
class Not(Shown):
    operand: Condition


@attrs.frozen(slots=True, repr=False)
class And(Shown):
    operands: tuple[Condition, ...]


@attrs.frozen(slots=True, repr=False)
class Or(Shown):
    operands: tuple[Condition, ...]


@attrs.frozen(slots=True, repr=False)
class Proved(Shown):
    """Somebody (``by``; None: anybody may) has proved a condition: not known counts as not proved."""

    condition: Condition
    by: str | None


@attrs.frozen(slots=True, repr=False)
class Otherwise(Shown):
    """Only as a guard: holds where none of the clauses before it applies."""


Condition = (
    Always | Is | ChoiceIs | Happened | InState | SeriesIs | Compare | Within | Reaches | Extends | PeriodIs
    | Quantified | Defined | InEffect | Proved | Not | And | Or
)  # fmt: skip
Guard = Condition | Otherwise | None
