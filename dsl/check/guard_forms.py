"""What the guards of one list say of variables, as formulas without negation over finitely many cells.

Every condition that a guard is made of speaks of a *variable*: a fact, a figure, the period of the judged day.  The
guards of one list mention finitely many points or values of a variable, so its values fall into finitely many *cells*
(below 5, exactly 5, above 5), and a condition is a set of cells, kept as the bits of a number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from fractions import Fraction
from typing import assert_never

import attrs

from prazo.dsl.core.nodes import (
    Always,
    And,
    ChoiceIs,
    Compare,
    Condition,
    Count,
    Day,
    DayLiteral,
    Defined,
    Extends,
    Extreme,
    Fact,
    FactDecl,
    Figure,
    FigureFact,
    Happened,
    InEffect,
    InState,
    Is,
    JudgedDay,
    Literal,
    Not,
    Or,
    PeriodIs,
    Product,
    Proved,
    Quantified,
    Reaches,
    SeriesFact,
    SeriesIs,
    Sum,
    Within,
)

FactInfo = Callable[[Fact], FactDecl | None]

_PERIODS_A_YEAR = {"month": 12, "quarter": 4, "half-year": 2}
_OTHER = "other"
_NEVER = "never"
_FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "=", "!=": "!="}

Range = tuple[Fraction | None, Fraction | None]


# --- variables -------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Stretch:
    """An interval of a line; a None bound is open."""

    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool


@attrs.define(slots=True)
class Line:
    """Figures or days (as ordinals): cells are the points mentioned and the open stretches between them.

    ``whole``: only whole numbers occur.  ``may_be_never``: a day that may not exist, which lies in no stretch.
    """

    low: Fraction | None
    high: Fraction | None
    whole: bool
    may_be_never: bool
    points: list[Fraction] = attrs.field(factory=list)
    rank: dict[Fraction, int] = attrs.field(factory=dict)
    full: int = 0

    def add(self, said: Stretch) -> None:
        self.points.extend(point for point in (said.low, said.high) if point is not None)

    def settle(self) -> None:
        self.points = sorted(set(self.points))
        self.rank = {point: i for i, point in enumerate(self.points)}
        edges: list[Fraction | None] = [None, *self.points, None]
        for i in range(len(self.points) + 1):
            if self._between(edges[i], edges[i + 1]):
                self.full |= 1 << 2 * i
        for i, point in enumerate(self.points):
            if self._possible(point):
                self.full |= 1 << 2 * i + 1
        if self.may_be_never:
            self.full |= 1 << 2 * len(self.points) + 1

    def _possible(self, point: Fraction) -> bool:
        return (
            (self.low is None or self.low <= point)
            and (self.high is None or point <= self.high)
            and (not self.whole or point.denominator == 1)
        )

    def _between(self, low: Fraction | None, high: Fraction | None) -> bool:
        """Whether a possible value lies strictly between two neighbouring points."""
        if self.whole:
            starts = []
            if low is not None:
                starts.append(math.floor(low) + 1)
            if self.low is not None:
                starts.append(math.ceil(self.low))
            if not starts:
                return True
            least = max(starts)
            return (high is None or least < high) and (self.high is None or least <= self.high)
        if low is not None and self.high is not None and self.high <= low:
            return False
        if high is not None and self.low is not None and high <= self.low:
            return False
        return self.low is None or self.high is None or self.low <= self.high

    def mask(self, said: Stretch) -> int:
        first = 0 if said.low is None else 2 * self.rank[said.low] + (1 if said.low_included else 2)
        last = (
            2 * len(self.points) if said.high is None else 2 * self.rank[said.high] + (1 if said.high_included else 0)
        )
        return ((1 << last + 1) - (1 << first)) & self.full if first <= last else 0


@attrs.define(slots=True)
class Values:
    """A fact with named values; where they are not all known, one cell stands for every other value."""

    values: list[Hashable]
    closed: bool
    bit: dict[Hashable, int] = attrs.field(factory=dict)
    full: int = 0

    def add(self, said: frozenset[Hashable]) -> None:
        if not self.closed:
            self.values.extend(said)

    def settle(self) -> None:
        for value in self.values:
            self.bit.setdefault(value, 1 << len(self.bit))
        self.full = (1 << len(self.bit) + (0 if self.closed else 1)) - 1

    def mask(self, said: frozenset[Hashable]) -> int:
        found = 0
        for value in said:
            found |= self.bit.get(value, 0)
        return found


@attrs.define(slots=True)
class Periods:
    """The period that the judged day falls in: the keys mentioned, and for every other its rank in its year."""

    a_year: int | None
    keys: set[str] = attrs.field(factory=set)
    cells: list[tuple[str, str]] = attrs.field(factory=list)
    full: int = 0

    def add(self, said: frozenset[str]) -> None:
        self.keys |= said

    def settle(self) -> None:
        ranks = {key for key in self.keys if key.isdecimal() and len(key) <= 2}
        if self.a_year is not None:
            ranks = {str(n + 1) for n in range(self.a_year)}
        self.cells = [(key, _rank_of(key)) for key in sorted(self.keys - ranks)]
        self.cells += [(_OTHER, rank) for rank in sorted(ranks)]
        if self.a_year is None:
            self.cells.append((_OTHER, _OTHER))
        self.full = (1 << len(self.cells)) - 1

    def mask(self, said: frozenset[str]) -> int:
        return sum(1 << i for i, (key, rank) in enumerate(self.cells) if key in said or rank in said)


def _rank_of(key: str) -> str:
    """The rank of a period in its year: ``2021-Q3`` is "3", ``2021-06`` is "6"; a year has none."""
    tail = key.partition("-")[2].lstrip("QH0")
    return tail if tail else _OTHER


Variable = Line | Values | Periods


@attrs.frozen(slots=True)
class Atom:
    """``variable`` lies in what is ``said`` of it, or, ``negated``, does not."""

    variable: int
    said: Stretch | frozenset[Hashable] | frozenset[str]
    negated: bool = False


@attrs.frozen(slots=True)
class Every:
    parts: tuple[Formula, ...]


@attrs.frozen(slots=True)
class Some:
    parts: tuple[Formula, ...]


Formula = Atom | Every | Some
TRUE = Every(())
FALSE = Some(())
_YES: frozenset[Hashable] = frozenset({True})


class Reader:
    """Turns conditions into formulas without negation, and collects the variables that they speak of."""

    def __init__(self, facts: FactInfo) -> None:
        self._facts = facts
        self._numbers: dict[Hashable, int] = {}
        self.variables: list[Variable] = []

    def formula(self, condition: Condition, negated: bool = False) -> Formula:
        match condition:
            case Always(value):
                return TRUE if value != negated else FALSE
            case Not(operand):
                return self.formula(operand, not negated)
            case And(operands):
                parts = tuple(self.formula(one, negated) for one in operands)
                return Some(parts) if negated else Every(parts)
            case Or(operands):
                parts = tuple(self.formula(one, negated) for one in operands)
                return Every(parts) if negated else Some(parts)
            case Is() | Happened() | InState() | SeriesIs() | InEffect() | Defined() | Proved():
                return self._values(condition, (True, False), _YES, negated)
            case ChoiceIs(fact, values):
                declared = self._facts(fact)
                known = declared.values if declared is not None and declared.kind == "choice" else ()
                return self._values((ChoiceIs, fact), known, frozenset(values), negated)
            case PeriodIs(period, keys):
                variable = self._variable((PeriodIs, period), lambda: Periods(_PERIODS_A_YEAR.get(period)))
                return self._atom(variable, frozenset(keys), negated)
            case Compare(op, left, right):
                return self._compare(op, left, right, negated)
            case Within(figure, low, low_included, high, high_included):
                return self._within(figure, Stretch(low, low_included, high, high_included), negated)
            case Reaches(earlier, duration, later, strict):
                said = frozenset({"less"} if strict else {"less", "equal"})
                return self._days(earlier, duration, later, said, negated)
            case Extends(earlier, duration, later, strict):
                said = frozenset({"greater"} if strict else {"greater", "equal"})
                return self._days(earlier, duration, later, said, negated)
            case Quantified():
                return self._quantified(condition, negated)
            case _:
                assert_never(condition)

    def _variable(self, key: Hashable, make: Callable[[], Variable]) -> int:
        """The number of the variable that ``key`` stands for, made at first sight."""
        number = self._numbers.setdefault(key, len(self.variables))
        if number == len(self.variables):
            self.variables.append(make())
        return number

    def _atom(self, variable: int, said: Stretch | frozenset[Hashable] | frozenset[str], negated: bool) -> Formula:
        self.variables[variable].add(said)  # type: ignore[arg-type]  # each variable is asked in its own kind only
        return Atom(variable, said, negated)

    def _values(self, key: Hashable, known: Iterable[Hashable], said: frozenset[Hashable], negated: bool) -> Formula:
        values = list(known)
        variable = self._variable(key, lambda: Values(values, closed=bool(values)))
        return self._atom(variable, said, negated)

    def _line(
        self, key: Hashable, said: Stretch, negated: bool, bounds: Range, whole: bool, may_be_never: bool = False
    ) -> Formula:
        variable = self._variable(key, lambda: Line(*bounds, whole=whole, may_be_never=may_be_never))
        return self._atom(variable, said, negated)

    # figures

    def _compare(self, op: str, left: Figure, right: Figure, negated: bool) -> Formula:
        if op == "!=":
            op, negated = "=", not negated
        parts, constant = _added(_linear(left), _linear(right), Fraction(-1))
        return self._against(parts, op, -constant, negated)

    def _within(self, figure: Figure, said: Stretch, negated: bool) -> Formula:
        parts, constant = _linear(figure)
        ends = []
        if said.low is not None:
            ends.append(self._against(parts, ">=" if said.low_included else ">", said.low - constant, negated))
        if said.high is not None:
            ends.append(self._against(parts, "<=" if said.high_included else "<", said.high - constant, negated))
        return Some(tuple(ends)) if negated else Every(tuple(ends))

    def _against(self, parts: dict[Figure, Fraction], op: str, bound: Fraction, negated: bool) -> Formula:
        """``parts op bound``, with the parts brought to one form so that equal sums are one variable."""
        if not parts:
            holds = {">=": bound <= 0, "<=": bound >= 0, ">": bound < 0, "<": bound > 0, "=": bound == 0}[op]
            return TRUE if holds != negated else FALSE
        order = sorted(parts, key=repr) if len(parts) > 1 else list(parts)
        lead = parts[order[0]]
        if lead < 0:
            op = _FLIPPED[op]
        bound /= lead
        scaled = {one: parts[one] / lead for one in order}
        said = {
            ">=": Stretch(bound, True, None, False),
            ">": Stretch(bound, False, None, False),
            "<=": Stretch(None, False, bound, True),
            "<": Stretch(None, False, bound, False),
            "=": Stretch(bound, True, bound, True),
        }[op]
        whole = len(order) == 1 and isinstance(order[0], Count)
        return self._line((Sum, *scaled.items()), said, negated, self._range(scaled, Fraction(0)), whole)

    def _range(self, parts: dict[Figure, Fraction], constant: Fraction) -> Range:
        """What a sum can be, by what is declared of its parts, both ends included."""
        low: Fraction | None = constant
        high: Fraction | None = constant
        for figure, factor in parts.items():
            least, most = self._declared(figure)
            if factor < 0:
                least, most = most, least
            low = None if low is None or least is None else low + factor * least
            high = None if high is None or most is None else high + factor * most
        return low, high

    def _declared(self, figure: Figure) -> Range:
        match figure:
            case FigureFact(fact) | SeriesFact(fact):
                declared = self._facts(fact)
                return (None, None) if declared is None else (declared.low, declared.high)
            case Count():
                return Fraction(0), None
            case Extreme(left, right, greatest):
                (low1, high1), (low2, high2) = self._range(*_linear(left)), self._range(*_linear(right))
                lows, highs = [x for x in (low1, low2) if x is not None], [x for x in (high1, high2) if x is not None]
                if greatest:
                    return max(lows, default=None), max(highs) if len(highs) == 2 else None
                return min(lows) if len(lows) == 2 else None, min(highs, default=None)
            case _:
                return None, None

    def _quantified(self, condition: Quantified, negated: bool) -> Formula:
        """A quantifier counts: "every P" is no item that is not P."""
        test, number, kind = condition.test, condition.number, condition.kind
        if kind == "in a row":
            said = Stretch(Fraction(number), True, None, False)
            return self._line((kind, condition.items, test), said, negated, (Fraction(0), None), whole=True)
        if kind == "every":
            test = test.operand if isinstance(test, Not) else Not(test)
        op, bound = {
            "every": ("=", 0),
            "none": ("=", 0),
            "any": (">=", 1),
            "at least": (">=", number),
            "at most": ("<=", number),
        }[kind]
        return self._against({Count(condition.items, test): Fraction(1)}, op, Fraction(bound), negated)

    # days

    def _days(self, earlier: Day, duration: Hashable, later: Day, said: frozenset[str], negated: bool) -> Formula:
        """``earlier + duration`` is "less" than ``later``, "equal" to it or "greater"; else one of them is never."""
        if not duration:
            if isinstance(later, DayLiteral) and not isinstance(earlier, DayLiteral):
                return self._day(earlier, later.day, said, negated)
            if isinstance(earlier, DayLiteral) and not isinstance(later, DayLiteral):
                return self._day(later, earlier.day, _exchanged(said), negated)
            if repr(later) < repr(earlier):
                earlier, later, said = later, earlier, _exchanged(said)
        cells = ("less", "equal", "greater", _NEVER)
        return self._values((Reaches, earlier, duration, later), cells, frozenset[Hashable](said), negated)

    def _day(self, day: Day, than: date, said: frozenset[str], negated: bool) -> Formula:
        point = Fraction(than.toordinal())
        stretch = Stretch(
            None if "less" in said else point,
            "equal" in said,
            None if "greater" in said else point,
            "equal" in said,
        )
        may_be_never = not isinstance(day, JudgedDay)
        return self._line((date, day), stretch, negated, (None, None), whole=True, may_be_never=may_be_never)


def _exchanged(said: frozenset[str]) -> frozenset[str]:
    other = {"less": "greater", "greater": "less", "equal": "equal"}
    return frozenset(other[one] for one in said)


def _linear(figure: Figure) -> tuple[dict[Figure, Fraction], Fraction]:
    """A figure as multiples of figures that are no sums, and a constant."""
    match figure:
        case Literal(value):
            return {}, value
        case Sum(left, right, negative):
            return _added(_linear(left), _linear(right), Fraction(-1 if negative else 1))
        case Product(left, right):
            (parts1, constant1), (parts2, constant2) = _linear(left), _linear(right)
            if not parts1:
                return _added(({}, Fraction(0)), (parts2, constant2), constant1)
            if not parts2:
                return _added(({}, Fraction(0)), (parts1, constant1), constant2)
            return {figure: Fraction(1)}, Fraction(0)
        case _:
            return {figure: Fraction(1)}, Fraction(0)


def _added(
    one: tuple[dict[Figure, Fraction], Fraction], other: tuple[dict[Figure, Fraction], Fraction], factor: Fraction
) -> tuple[dict[Figure, Fraction], Fraction]:
    parts = dict(one[0])
    for figure, value in other[0].items():
        parts[figure] = parts.get(figure, Fraction(0)) + factor * value
    return {figure: value for figure, value in parts.items() if value}, one[1] + factor * other[1]
