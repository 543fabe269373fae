"""Figures and days: what is computed, in which unit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction

from prazo.dsl.check.scope import DEEPEST, Frame, Meaning, Mention, Scope, unit_words
from prazo.dsl.check.spelling import currency_known
from prazo.dsl.check.tables import PartyTable, kind_words
from prazo.dsl.core.nodes import (
    DATE,
    NUMBER,
    PERCENT,
    Condition,
    Count,
    Day,
    DayFact,
    DayLiteral,
    Extreme,
    Fact,
    FactDecl,
    Figure,
    FigureFact,
    JudgedDay,
    Literal,
    Product,
    Quotient,
    Round,
    SeriesFact,
    SeriesIs,
    Sum,
    Total,
)
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.syntax import tree
from prazo.dsl.time.days import Duration, Unit
from prazo.dsl.time.periods import word_of

ZERO, ONE = Fraction(0), Fraction(1)

UNITS: dict[str, Unit] = {
    "day": "day", "working day": "working day", "week": "week", "month": "month", "year": "year"
}  # fmt: skip
_LONGEST = {"day": 36_525, "working day": 36_525, "week": 5_217, "month": 1_200, "year": 100}

_KEY_PERIODS: dict[str, Callable[[str], bool]] = {
    "financial year": lambda key: key.startswith("FY"),
    "quarter": lambda key: "-Q" in key,
    "half-year": lambda key: "-H" in key,
    "month": lambda key: len(key) == 7 and key[5:].isdigit(),
    "year": lambda key: len(key) == 4 and key.isdigit(),
}


def is_money(unit: str) -> bool:
    return unit not in (NUMBER, PERCENT, DATE)


def duration_words(duration: tree.Duration) -> str:
    """``1 year and 180 days``, as it is written."""
    clear = "clear " if duration.clear else ""
    return " and ".join(f"{p.number} {clear}{p.unit}{'' if p.number == 1 else 's'}" for p in duration.parts)


def bare(expr: tree.Expr) -> tree.Expr:
    """Without the brackets around it."""
    while isinstance(expr, tree.Bracketed):
        expr = expr.inner
    return expr


#: kinds of which a series is a condition at each period
BY_PERIOD = frozenset({"yes or no", "decision", "event", "evidence"})


class Figures(Scope, ABC):
    """Lowers figures and days.  Every method returns None where it has reported what is wrong."""

    @abstractmethod
    def condition(self, expr: tree.Expr) -> Condition | None:
        """A condition; see ``Conditions``, which completes this class."""

    @abstractmethod
    def condition_of(self, meant: Meaning, expr: tree.Expr) -> Condition | None:
        """What a name means, as a condition."""

    # --- what a phrase is

    def meaning(self, expr: tree.Expr) -> Meaning | None:
        """What a phrase is, whatever is expected of it."""
        self.depth += 1
        try:
            if self.depth > DEEPEST:
                self.refuse("P0804", expr, limit=str(DEEPEST))
                return None
            lower = _LOWER.get(type(expr))
            if lower is not None:
                return lower(self, expr)
            condition = self.condition(expr)
            return None if condition is None else Meaning("condition", condition)
        finally:
            self.depth -= 1

    def figure(self, expr: tree.Expr, unit: str | None = None) -> Figure | None:
        """A figure, of ``unit`` where one is given."""
        meant = self.meaning(expr)
        if meant is None:
            return None
        found = self.figure_of(meant, expr)
        if found is None or unit is None or found.unit == unit:
            return found
        if is_money(unit) and is_money(found.unit):
            self.refuse("P0402", expr, f"in {found.unit}, and {unit} is expected")
        else:
            self.refuse("P0401", expr, expected=unit_words(unit), found=unit_words(found.unit))
        return None

    def figure_of(self, meant: Meaning, expr: tree.Expr) -> Figure | None:
        if meant.kind == "figure":
            return meant.node  # type: ignore[return-value]  # a figure by its kind
        if meant.kind == "series" and meant.declared is not None:
            period = word_of(meant.declared.period or "")
            hint = f'write "{meant.declared.name} of last {period}" or name the period'
            self.refuse("P0418", expr, hint=hint, name=meant.declared.name, period=f"each {period}")
            return None
        self.refuse("P0407", expr, found=meant.words)
        return None

    def day(self, expr: tree.Expr) -> Day | None:
        meant = self.meaning(expr)
        return None if meant is None else self.day_of(meant, expr)

    def day_of(self, meant: Meaning, expr: tree.Expr) -> Day | None:
        if meant.kind == "day":
            return meant.node  # type: ignore[return-value]  # a day by its kind
        if meant.kind == "event" and meant.fact is not None:
            return DayFact(meant.fact)
        if meant.declared is not None and meant.declared.kind == "evidence" and meant.fact is not None:
            return DayFact(meant.fact)  # the day of issue
        self.refuse("P0416", expr, found=meant.words)
        return None

    def constant(self, expr: tree.Expr, unit: str | None) -> Fraction | None:
        """A fixed value in ``unit``: a bound of a bracket, a step of rounding."""
        meant = self.figure(expr, unit)
        if meant is None:
            return None
        if not isinstance(meant, Literal):
            self.refuse("P0401", expr, expected="a fixed value", found="a figure that may change")
            return None
        return meant.value

    def duration(self, duration: tree.Duration, *, counted: bool) -> Duration | None:
        """``counted``: of a time limit, in which working days may stand."""
        parts: Duration = ()
        for part in duration.parts:
            if part.unit == "hour":
                hint = "write days" if part.number % 24 else f"write {part.number // 24} days"
                self.refuse("P0440", duration, hint=hint)
                return None
            if part.unit == "working day" and not counted:
                hint = "write days, or compare with a day that the facts give"
                self.refuse("P0437", duration, hint=hint)
                return None
            if part.number > _LONGEST[part.unit]:
                self.refuse("P0125", duration, limit="36,525")
                return None
            parts = (*parts, (part.number, UNITS[part.unit]))
        return parts

    # --- lists

    def list_of(self, name: tree.Name) -> tuple[Fact, Frame] | None:
        """The list of that name and the record of its items, as the frame in which to read a test of them."""
        meant = self.look_up(name)
        if meant is None:
            return None
        if meant.kind != "list" or meant.fact is None or meant.declared is None:
            self.refuse("P0409", name, name=name.text, found=meant.words)
            return None
        record = self.tables.parties.get(meant.declared.of or "")
        if record is None:
            return None
        owner = self.frames[meant.fact.binder]
        return meant.fact, Frame(len(self.frames), record, owner.base, (*owner.path, name.text))

    @contextmanager
    def inside(self, frame: Frame) -> Iterator[None]:
        self.frames.append(frame)
        try:
            yield
        finally:
            self.frames.pop()

    def predicate(self, test: tree.Expr) -> Condition | None:
        """A test of an item: a bare name is a fact, definition, value or effect of the item and of nothing else."""
        name = test.operand if isinstance(test, tree.Not) else test
        if isinstance(name, tree.Name):
            frame = self.frames[-1]
            known = frame.party.has(name.text) or name.text in frame.party.values
            if not known and not self.names_effect_of(frame, name):
                outer, self.frames = self.frames, [frame]
                self.unknown(name)
                self.frames = outer
                return None
        return self.condition(test)

    # --- figures by form

    def _name(self, expr: tree.Name) -> Meaning | None:
        if self.frame_of(expr) is None and self.choices(expr.text):
            condition = self.condition(expr)
            return None if condition is None else Meaning("condition", condition)
        return self.look_up(expr)

    def _bracketed(self, expr: tree.Bracketed) -> Meaning | None:
        return self.meaning(expr.inner)

    def _amount(self, expr: tree.Amount) -> Meaning | None:
        if not currency_known(self.tables, self.module, expr.currency, expr.span):
            return None
        places = decimals(expr.currency)
        if (expr.value * 10**places).denominator != 1:
            self.refuse("P0427", expr, currency=expr.currency, decimals=str(places))
            return None
        return _figure(Literal(expr.value, expr.currency))

    def _number(self, expr: tree.Number) -> Meaning:
        return _figure(Literal(expr.value, NUMBER))

    def _percent(self, expr: tree.Percent) -> Meaning:
        return _figure(Literal(expr.value, PERCENT))

    def _date(self, expr: tree.DateLiteral) -> Meaning:
        return Meaning("day", DayLiteral(expr.day))

    def _the_day(self, expr: tree.TheDay) -> Meaning:
        return Meaning("day", JudgedDay())

    def _period_key(self, expr: tree.PeriodKey) -> Meaning | None:
        self.refuse("P0407", expr, hint=f'write "financial year is {expr.text}"', found="a period")
        return None

    def _it(self, expr: tree.It) -> Meaning | None:
        if self.it is None:
            hint = "it is the figure that brackets are read on, or the value so far in an adjustment"
            self.refuse("P0218", expr, hint=hint, word="it")
            return None
        return _figure(self.it)

    def _arithmetic(self, expr: tree.Arithmetic) -> Meaning | None:
        if expr.op != "times":
            self._refuse_loose_share(expr)
        left, right = self.figure(expr.left), self.figure(expr.right)
        if left is None or right is None:
            return None
        if expr.op == "times":
            return self._times(expr, left, right)
        if left.unit != right.unit:
            verb = "add" if expr.op == "+" else "subtract"
            self._refuse_pair(expr, expr.left, left, expr.right, right, verb)
            return None
        return _figure(Sum(left, right, expr.op == "-", left.unit))

    def _refuse_loose_share(self, expr: tree.Arithmetic) -> None:
        """``80% of A + B``: of A, or of both?"""
        last: tree.Expr = expr.left
        while isinstance(last, tree.Arithmetic) and last.op != "times":
            last = last.right
        if isinstance(last, tree.ShareOf):
            share = last.share.text if isinstance(last.share, tree.Name) else last.share.written or "share"
        elif isinstance(last, tree.Excess):
            share = "excess"
        else:
            return
        text = self.module.source.text
        first = text[last.span.start : last.span.end].strip()
        second = text[expr.right.span.start : expr.right.span.end].strip()
        hint = "put brackets around what is meant"
        if isinstance(last, tree.ShareOf) and first and second:
            of = text[last.of.span.start : last.of.span.end].strip()
            hint = f'write "{share} of ({of} {expr.op} {second})" or "({first}) {expr.op} {second}"'
        self.refuse("P0320", expr, hint=hint, share=share)

    def _times(self, expr: tree.Arithmetic, left: Figure, right: Figure) -> Meaning | None:
        if is_money(left.unit) and is_money(right.unit):
            self.refuse("P0413", expr)
            return None
        if DATE in (left.unit, right.unit) or NUMBER not in (left.unit, right.unit):
            hint = 'write "rate of amount"' if PERCENT in (left.unit, right.unit) else None
            self.refuse(
                "P0412",
                expr,
                hint=hint,
                left=unit_words(left.unit),
                right=unit_words(right.unit),
                operation="multiply",
            )
            return None
        return _figure(Product(left, right, right.unit if left.unit == NUMBER else left.unit))

    def _share_of(self, expr: tree.ShareOf) -> Meaning | None:
        of_other = self._of_reference(expr)
        if of_other is not None:
            return of_other[0]
        share = self.figure(expr.share)
        whole = self.meaning(expr.of)
        if whole is not None and whole.kind not in ("figure", "series"):
            self.refuse("P0421", expr.of, found=whole.words)
            return None
        of = None if whole is None else self.figure_of(whole, expr.of)
        if share is None or of is None:
            return None
        if share.unit != PERCENT:
            self.refuse("P0401", expr.share, expected="a percentage", found=unit_words(share.unit))
            return None
        return _figure(Product(share, of, of.unit))

    def _of_reference(self, expr: tree.ShareOf) -> tuple[Meaning | None] | None:
        """``capital_share of holder``; None where what stands behind "of" is no reference."""
        if not isinstance(expr.share, tree.Name):
            return None
        frame = self._referred(expr.of)
        if frame is None:
            return None
        if not frame.party.has(expr.share.text):
            with self._alone(frame):
                self.unknown(expr.share)
            return (None,)
        return (self.of_frame(frame, expr.share),)

    def _referred(self, expr: tree.Expr) -> Frame | None:
        """The frame of what a reference is to: ``holder``, ``parent of holder``; None (not reported) if it is none."""
        expr = bare(expr)
        if isinstance(expr, tree.ShareOf) and isinstance(expr.share, tree.Name):
            inner, name = self._referred(expr.of), expr.share
        elif isinstance(expr, tree.Name):
            inner, name = self.frame_of(expr), expr
        else:
            return None
        declared = None if inner is None else inner.party.facts.get(name.text)
        if inner is None or declared is None or declared.kind != "reference":
            return None
        party = self.tables.parties.get(declared.of or "")
        if party is None:
            return None
        self.mentions.append(Mention(inner.base, (*inner.path, name.text)))
        return Frame(inner.binder, party, inner.base, (*inner.path, name.text), (*inner.via, name.text))

    @contextmanager
    def _alone(self, frame: Frame) -> Iterator[None]:
        """Nobody's names but those of one record."""
        outer, self.frames = self.frames, [frame]
        try:
            yield
        finally:
            self.frames = outer

    def _divided(self, expr: tree.Divided) -> Meaning | None:
        left, right = self.figure(expr.left), self.figure(expr.right)
        zero = None if expr.at_zero is None else self.figure(expr.at_zero)
        if left is None or right is None or (zero is None and expr.at_zero is not None):
            return None
        if isinstance(right, Literal) and right.value == 0:
            self.refuse("P0322", expr.right)
            return None
        if zero is None:
            divisor = self.module.source.text[expr.right.span.start : expr.right.span.end].strip() or "the divisor"
            self.refuse("P0321", expr, hint='add ", or X at zero", with the value that is meant', divisor=divisor)
            return None
        if left.unit == right.unit:
            # A ratio is a percentage, or a number where its value at zero is written as one.
            unit = NUMBER if zero.unit == NUMBER else PERCENT
        elif right.unit == NUMBER and left.unit != DATE:
            unit = left.unit
        else:
            self._refuse_pair(expr, expr.left, left, expr.right, right, "divide")
            return None
        if zero.unit != unit:
            self.refuse("P0401", expr.at_zero or expr, expected=unit_words(unit), found=unit_words(zero.unit))
            return None
        return _figure(Quotient(left, right, zero, unit))

    def _excess(self, expr: tree.Excess) -> Meaning | None:
        of, over = self.figure(expr.of), self.figure(expr.over)
        if of is None or over is None:
            return None
        if of.unit != over.unit:
            self._refuse_pair(expr, expr.of, of, expr.over, over, "subtract")
            return None
        return _figure(Extreme(Literal(ZERO, of.unit), Sum(of, over, True, of.unit), True, of.unit))

    def _bounded(self, expr: tree.Bounded) -> Meaning | None:
        value, bound = self.figure(expr.value), self.figure(expr.bound)
        if value is None or bound is None:
            return None
        if value.unit != bound.unit:
            self._refuse_pair(expr, expr.value, value, expr.bound, bound, "compare")
            return None
        return _figure(Extreme(value, bound, expr.kind == "at least", value.unit))

    def _rounded(self, expr: tree.Rounded) -> Meaning | None:
        value, step = self.figure(expr.value), self.constant(expr.step, None)
        stepped = self.figure(expr.step) if step is not None else None
        if value is None or step is None or stepped is None:
            return None
        if value.unit != stepped.unit or step <= 0:
            found = unit_words(stepped.unit) if step > 0 else "nothing"
            self.refuse("P0426", expr.step, expected=unit_words(value.unit), found=found)
            return None
        return _figure(Round(value, expr.mode, step, value.unit))

    def _series(self, expr: tree.SeriesAt) -> Meaning | None:
        meant = self.look_up(expr.name)
        if meant is None:
            return None
        declared = meant.declared
        asked = expr.period or _period_of(expr.which)
        if declared is None or meant.fact is None or declared.period is None:
            self.refuse("P0419", expr, name=expr.name.text, period=asked)
            return None
        if declared.unit is None and declared.kind not in BY_PERIOD:
            self.refuse("P0407", expr, found=f"{kind_words(declared.kind)} each {word_of(declared.period)}")
            return None
        if asked != word_of(declared.period):
            expected = f"each {word_of(declared.period)}"
            self.refuse("P0436", expr, name=expr.name.text, expected=expected, found=asked)
            return None
        fact = Fact(meant.fact.binder, meant.fact.name, meant.fact.via)
        if declared.unit is None:
            return Meaning("condition", SeriesIs(fact, declared.period, expr.which))
        return _figure(SeriesFact(fact, declared.period, expr.which, declared.unit))

    def _count(self, expr: tree.CountOf) -> Meaning | None:
        found = self.list_of(expr.items)
        if found is None:
            return None
        items, frame = found
        if expr.where is None:
            return _figure(Count(items, None))
        with self.inside(frame):
            where = self.predicate(expr.where)
        return None if where is None else _figure(Count(items, where))

    def _sum(self, expr: tree.SumOf) -> Meaning | None:
        found = self.list_of(expr.items)
        if found is None:
            return None
        items, frame = found
        with self.inside(frame):
            what = self.figure(expr.what)
            where = None if expr.where is None else self.predicate(expr.where)
        if what is None or (where is None and expr.where is not None):
            return None
        low, high = declared_range(what, frame.party, frame.binder)
        return _figure(Total(items, what, where, low, high, what.unit))

    # --- messages

    def _refuse_pair(
        self, expr: tree.Expr, one: tree.Expr, left: Figure, other: tree.Expr, right: Figure, operation: str
    ) -> None:
        """Two figures whose units do not go together, each underlined with what it is."""
        units = (left.unit, right.unit)
        places = (
            self.place(one, self._said(left, one)),
            self.place(other, self._said(right, other)),
        )
        if is_money(left.unit) and is_money(right.unit):
            hint = f"write the amount in {left.unit}"
            self.findings.add("P0402", *places, hint=hint)
        elif NUMBER in units and PERCENT in units:
            hint = None
            for figure in (left, right):
                if isinstance(figure, Literal) and figure.unit == NUMBER:
                    hint = f'did you mean "{figure.value * 1}%"?' if figure.value.denominator == 1 else None
            self.findings.add("P0403", *places, hint=hint, operation=operation)
        elif NUMBER in units and any(is_money(unit) for unit in units):
            self.findings.add("P0405", *places, operation=operation)
        elif operation == "compare":
            self.findings.add("P0411", *places, left=unit_words(left.unit), right=unit_words(right.unit))
        else:
            said = {"left": unit_words(left.unit), "right": unit_words(right.unit)}
            self.findings.add("P0412", *places, **said, operation=operation)

    def _said(self, figure: Figure, expr: tree.Expr) -> str:
        """``capital is in MOP (declared in parties.prazo, line 7)``."""
        name = bare(expr)
        unit = figure.unit
        what = f"in {unit}" if is_money(unit) else unit_words(unit)
        if not isinstance(name, tree.Name):
            return f"this is {what}"
        frame = self.frame_of(name)
        at = None if frame is None else self.declared_at(frame.party, name.text)
        if at is None:
            return f"{name.text} is {what}"
        line = at.source.position(at.span.start)[0]
        return f"{name.text} is {what} (declared in {at.source.name}, line {line})"


def _figure(node: Figure) -> Meaning:
    return Meaning("figure", node, node.unit)


def _period_of(key: str) -> str:
    return next((period for period, fits in _KEY_PERIODS.items() if fits(key)), key)


def declared_range(figure: Figure, party: PartyTable, binder: int) -> tuple[Fraction | None, Fraction | None]:
    """What a figure of a record can be by its declarations, both ends included; None: open."""
    match figure:
        case Literal(value):
            return value, value
        case FigureFact(Fact(at, name, ())) if at == binder:
            declared: FactDecl | None = party.facts.get(name)
            return (None, None) if declared is None else (declared.low, declared.high)
        case Product(Literal(value), other) | Product(other, Literal(value)):
            low, high = declared_range(other, party, binder)
            if value == 0:
                return ZERO, ZERO
            ends = (None if low is None else low * value, None if high is None else high * value)
            return ends if value > 0 else (ends[1], ends[0])
        case Sum(left, right, negative):
            low1, high1 = declared_range(left, party, binder)
            low2, high2 = declared_range(right, party, binder)
            if negative:
                low2, high2 = (None if high2 is None else -high2), (None if low2 is None else -low2)
            return (
                None if low1 is None or low2 is None else low1 + low2,
                None if high1 is None or high2 is None else high1 + high2,
            )
        case Extreme(left, right, greatest):
            lows = [declared_range(one, party, binder)[0] for one in (left, right)]
            highs = [declared_range(one, party, binder)[1] for one in (left, right)]
            some_low, some_high = [x for x in lows if x is not None], [x for x in highs if x is not None]
            if greatest:
                return max(some_low, default=None), max(some_high) if len(some_high) == 2 else None
            return min(some_low) if len(some_low) == 2 else None, min(some_high, default=None)
        case Count():
            return ZERO, None
        case _:
            return None, None


_LOWER: dict[type, Callable[..., Meaning | None]] = {
    tree.Name: Figures._name,
    tree.Bracketed: Figures._bracketed,
    tree.Amount: Figures._amount,
    tree.Number: Figures._number,
    tree.Percent: Figures._percent,
    tree.DateLiteral: Figures._date,
    tree.TheDay: Figures._the_day,
    tree.PeriodKey: Figures._period_key,
    tree.It: Figures._it,
    tree.Arithmetic: Figures._arithmetic,
    tree.ShareOf: Figures._share_of,
    tree.Divided: Figures._divided,
    tree.Excess: Figures._excess,
    tree.Bounded: Figures._bounded,
    tree.Rounded: Figures._rounded,
    tree.SeriesAt: Figures._series,
    tree.CountOf: Figures._count,
    tree.SumOf: Figures._sum,
}
