"""Conditions: yes/no facts, choices, comparisons, days, quantifiers."""

from __future__ import annotations

from collections.abc import Callable

from prazo.dsl.check.amounts import amount_words
from prazo.dsl.check.expressions import Figures, bare
from prazo.dsl.check.scope import DEEPEST, Meaning
from prazo.dsl.core.nodes import (
    Always,
    And,
    ChoiceIs,
    Compare,
    Condition,
    Day,
    DayFact,
    Extends,
    Fact,
    FactDecl,
    Figure,
    FigureFact,
    Happened,
    JudgedDay,
    Literal,
    Not,
    Or,
    PeriodIs,
    Quantified,
    Reaches,
    SeriesFact,
)
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.syntax import tree
from prazo.dsl.time.days import Duration

_RANKS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_LAST = {"quarter": "4", "half-year": "2", "month": "12"}
_IN_A_YEAR = {"quarter": 4, "half-year": 2, "month": 12}
_EQUALS = ("=", "!=")


class Conditions(Figures):
    """Lowers conditions, and with them every expression.  None where what is wrong has been reported."""

    def condition(self, expr: tree.Expr) -> Condition | None:
        lower = _LOWER.get(type(expr))
        if lower is not None:
            self.depth += 1
            try:
                if self.depth > DEEPEST:
                    self.refuse("P0804", expr, limit=str(DEEPEST))
                    return None
                return lower(self, expr)
            finally:
                self.depth -= 1
        meant = self.meaning(expr)
        return None if meant is None else self.condition_of(meant, expr)

    def condition_of(self, meant: Meaning, expr: tree.Expr) -> Condition | None:
        if meant.kind in ("condition", "event"):
            return meant.node  # type: ignore[return-value]  # a condition by its kind
        hint = None
        if meant.kind == "choice" and meant.declared is not None:
            hint = f'write "{meant.declared.name} is {meant.declared.values[0]}"'
        elif meant.kind == "figure":
            hint = "compare it with another figure, such as >= or <="
        elif meant.kind == "list" and meant.declared is not None:
            hint = f'write "any of {meant.declared.name} is .." or "count of {meant.declared.name} >= .."'
        self.refuse("P0406", expr, hint=hint, found=meant.words)
        return None

    # --- bare names and values

    def _bare_name(self, expr: tree.Name) -> Condition | None:
        choices = self.choices(expr.text)
        if not choices:
            meant = self.look_up(expr)
            return None if meant is None else self.condition_of(meant, expr)
        found = [(frame, f"{fact} is {expr.text}", fact) for frame, fact in choices]
        own = self.frame_of(expr)
        if len(found) == 1 and own is None:
            frame, _, fact = found[0]
            meant = self.of_frame(frame, tree.Name(fact, span=expr.span))
            return None if meant is None or meant.fact is None else ChoiceIs(meant.fact, (expr.text,))
        if own is not None and len(self.frames) > len(self.base_frames) and own is self.frames[-1]:
            inner = [one for one in found if one[0] is own]
            if not inner:
                meant = self.look_up(expr)
                return None if meant is None else self.condition_of(meant, expr)
        said = [one for _, one, _ in found]
        if own is not None:
            said.append(f"the fact {expr.text} of {own.party.name}")
        if len(set(said)) < len(said):
            said = [f"{one} of {frame.party.name}" for frame, one, _ in found]
        quoted = " or ".join(f'"{one}"' for one in said)
        self.refuse("P0204", expr, " or ".join(said), f"write {quoted}", name=expr.text)
        return None

    def _bracketed_condition(self, expr: tree.Bracketed) -> Condition | None:
        return self.condition(expr.inner)

    def _yes_no(self, expr: tree.YesNo) -> Condition:
        return Always(expr.value)

    def _not(self, expr: tree.Not) -> Condition | None:
        operand = self.condition(expr.operand)
        return None if operand is None else Not(operand)

    def _and(self, expr: tree.And) -> Condition | None:
        parts = [self.condition(one) for one in expr.operands]
        whole = tuple(one for one in parts if one is not None)
        return And(whole) if len(whole) == len(parts) else None

    def _or(self, expr: tree.Or) -> Condition | None:
        parts = [self.condition(one) for one in expr.operands]
        whole = tuple(one for one in parts if one is not None)
        return Or(whole) if len(whole) == len(parts) else None

    # --- comparisons

    def _compare(self, expr: tree.Compare) -> Condition | None:
        chosen = self._compare_choice(expr)
        if chosen is not None:
            return chosen[0]
        left, right = self.meaning(expr.left), self.meaning(expr.right)
        if left is None or right is None:
            return None
        if left.kind in ("day", "event") and right.kind in ("day", "event"):
            return self._compare_days(expr, left, right)
        for meant, side in ((left, expr.left), (right, expr.right)):
            if meant.kind == "condition":
                self.refuse("P0423", side, operator=expr.op)
                return None
            if meant.kind == "text":
                name = meant.declared.name if meant.declared is not None else "this"
                self.refuse("P0434", side, name=name)
                return None
        if left.kind != right.kind and (
            "figure" not in (left.kind, right.kind) or "series" not in (left.kind, right.kind)
        ):
            places = (self.place(expr.left, left.words), self.place(expr.right, right.words))
            self.findings.add("P0411", *places, left=left.words, right=right.words)
            return None
        one, other = self.figure_of(left, expr.left), self.figure_of(right, expr.right)
        if one is None or other is None:
            return None
        if one.unit != other.unit:
            self._refuse_pair(expr, expr.left, one, expr.right, other, "compare")
            return None
        self._refuse_senseless(expr, one, other)
        return Compare(expr.op, one, other)

    def _refuse_senseless(self, expr: tree.Compare, one: Figure, other: Figure) -> None:
        """Two periods that do not mix; a fixed value that the fact can never be near."""
        match one, other:
            case SeriesFact(fact, period), SeriesFact(against, other_period) if period != other_period:
                self.refuse(
                    "P0420",
                    expr,
                    left=fact.name,
                    right=against.name,
                    left_period=f"each {period}",
                    right_period=f"each {other_period}",
                )
            case (FigureFact(fact) | SeriesFact(fact), Literal(value)) | (
                Literal(value),
                FigureFact(fact) | SeriesFact(fact),
            ):
                declared = self.fact_info(fact)
                if declared is None:
                    return
                low, high = declared.low, declared.high
                if (low is not None and value < low) or (high is not None and value > high):
                    ends = (amount_words(low, one.unit), amount_words(high, one.unit))
                    range = f"from {ends[0]} to {ends[1]}"
                    if low is None or high is None:
                        range = f"at most {ends[1]}" if low is None else f"at least {ends[0]}"
                    self.refuse("P0415", expr, value=amount_words(value, one.unit), name=fact.name, range=range)

    def _compare_choice(self, expr: tree.Compare) -> tuple[Condition | None] | None:
        """``line = life`` and ``resident = yes``; None where neither side is a choice or a plain yes or no."""
        right = bare(expr.right)
        if isinstance(right, tree.YesNo):
            meant = self.condition(expr.left)
            if expr.op not in _EQUALS:
                self.refuse("P0423", expr, operator=expr.op)
                return (None,)
            if meant is None:
                return (None,)
            return (meant if right.value == (expr.op == "=") else Not(meant),)
        left = bare(expr.left)
        if not isinstance(left, tree.Name):
            return None
        frame = self.frame_of(left)
        declared = None if frame is None else frame.party.facts.get(left.text)
        if declared is None or declared.kind != "choice":
            return None
        if expr.op not in _EQUALS:
            self.refuse("P0422", expr, operator=expr.op, name=left.text)
            return (None,)
        if not isinstance(right, tree.Name):
            meant_right = self.meaning(expr.right)
            if meant_right is not None:
                self.refuse("P0411", expr, left="a choice", right=meant_right.words)
            return (None,)
        return (self._is(tree.IsOneOf(left, (right,), expr.op == "!=", span=expr.span)),)

    def _compare_days(self, expr: tree.Compare, left: Meaning, right: Meaning) -> Condition | None:
        one, other = self.day_of(left, expr.left), self.day_of(right, expr.right)
        if one is None or other is None:
            return None
        if expr.op in ("<", "<="):
            return Reaches(one, (), other, expr.op == "<")
        if expr.op in (">", ">="):
            return Reaches(other, (), one, expr.op == ">")
        same = And((Reaches(one, (), other, False), Reaches(other, (), one, False)))
        return same if expr.op == "=" else Not(same)

    def _is(self, expr: tree.IsOneOf) -> Condition | None:
        meant = self.meaning(expr.subject)
        if meant is None:
            return None
        found = self._is_values(expr, meant)
        return None if found is None else Not(found) if expr.negated else found

    def _is_values(self, expr: tree.IsOneOf, meant: Meaning) -> Condition | None:
        if all(isinstance(value, tree.YesNo) for value in expr.values):
            condition = self.condition_of(meant, expr.subject)
            truths = {value.value for value in expr.values if isinstance(value, tree.YesNo)}
            if condition is None:
                return None
            return Always(True) if len(truths) == 2 else condition if True in truths else Not(condition)
        if meant.kind == "text" and meant.declared is not None:
            self.refuse("P0434", expr.subject, name=meant.declared.name)
            return None
        if meant.kind != "choice" or meant.fact is None or meant.declared is None:
            hint = 'write "=" to compare figures' if meant.kind == "figure" else None
            self.refuse("P0411", expr, hint=hint, left=meant.words, right="a named value")
            return None
        values: list[str] = []
        wrong = False
        for value in expr.values:
            group = self._group(value, meant.fact)
            if group is not None:
                values += group
            elif not isinstance(value, tree.Name) or value.text not in meant.declared.values:
                self._not_a_value(value, meant.declared)
                wrong = True
            else:
                values.append(value.text)
        return None if wrong else ChoiceIs(meant.fact, tuple(dict.fromkeys(values)))

    def _group(self, value: tree.Name | tree.PeriodKey | tree.YesNo, of: Fact) -> tuple[str, ...] | None:
        """The values of a named group of the same fact."""
        if not isinstance(value, tree.Name):
            return None
        for frame in reversed(self.frames):
            head = frame.party.definitions.get(value.text)
            if head is not None and head.group is not None and head.group[0] == of.name:
                meant = self.of_frame(frame, value)
                return None if meant is None else head.group[1]
        return None

    def _not_a_value(self, value: tree.Name | tree.PeriodKey | tree.YesNo, declared: FactDecl) -> None:
        if isinstance(value, tree.Name):
            frame = self.frame_of(value)
            other = None if frame is None else frame.party.facts.get(value.text)
            if other is not None and other.kind == "choice":
                self.refuse("P0433", value, left=declared.name, right=other.name)
                return
        text = value.text if not isinstance(value, tree.YesNo) else "yes" if value.value else "no"
        near = nearest(text, declared.values)
        label = f"nearest: {near[0]}" if near else ""
        hint = f"{declared.name} is one of {', '.join(declared.values)}"
        self.refuse("P0410", value, label, hint, value=text, name=declared.name)

    # --- days

    def _order(self, expr: tree.Order) -> Condition | None:
        left, right = self.day(expr.left), self.day(expr.right)
        if left is None or right is None:
            return None
        if expr.relation in ("after", "on or after"):
            left, right = right, left
        return Reaches(left, (), right, not expr.relation.startswith("on or"))

    def _apart(self, expr: tree.Apart) -> Condition | None:
        earlier, later = self.day(expr.earlier), self.day(expr.later)
        duration = self.duration(expr.duration, counted=False)
        if earlier is None or later is None or duration is None:
            return None
        if expr.kind in ("at least", "more than"):
            return Reaches(earlier, duration, later, expr.kind == "more than")
        # At most so long before is before it: what comes after does not meet it.
        return And((Reaches(earlier, (), later, False), Extends(earlier, duration, later, expr.kind == "less than")))

    def _within_last(self, expr: tree.WithinLast) -> Condition | None:
        event = self.event(expr.event)
        duration = self.duration(expr.duration, counted=False)
        if event is None or duration is None:
            return None
        fact, declared = event
        day, judged = DayFact(fact), JudgedDay()
        begun: Condition = Happened(fact) if declared.kind == "event" else _not_later(day, judged)
        return And((begun, Extends(day, duration, judged, False)))

    def _aged(self, expr: tree.Aged) -> Condition | None:
        """The age on the judged day; evidence must be held for it to have one."""
        meant = self.meaning(expr.what)
        duration = self.duration(expr.duration, counted=False)
        day = None if meant is None else self.day_of(meant, expr.what)
        if meant is None or day is None or duration is None:
            return None
        if meant.kind == "event" or (meant.declared is not None and meant.declared.kind == "evidence"):
            begun = meant.node
        else:
            begun = _not_later(day, JudgedDay())
        if expr.kind in ("at least", "more than"):
            aged: Condition = Reaches(day, duration, JudgedDay(), expr.kind == "more than")
        else:
            aged = Extends(day, duration, JudgedDay(), expr.kind == "less than")
        return And((begun, aged))  # type: ignore[arg-type]  # a condition by its kind

    def _period_is(self, expr: tree.PeriodIs) -> Condition | None:
        keys: list[str] = []
        for value in expr.values:
            key = value.text.removeprefix("the ").strip()
            rank = _LAST.get(expr.period) if key == "last" else _RANKS.get(key)
            if isinstance(value, tree.PeriodKey):
                if not self._is_key_of(key, expr.period):
                    self.refuse("P0436", value, name="the day", expected=f"the {expr.period}", found=key)
                    return None
                keys.append(key)
            elif rank is None or int(rank) > _IN_A_YEAR.get(expr.period, 0):
                self.refuse("P0436", value, name="the day", expected=f"the {expr.period}", found=value.text)
                return None
            else:
                keys.append(rank)
        return PeriodIs(self.period_kind(expr.period), tuple(keys))

    def _is_key_of(self, key: str, period: str) -> bool:
        marks = {"financial year": "FY", "quarter": "-Q", "half-year": "-H"}
        if period in marks:
            return marks[period] in key
        return key.replace("-", "").isdigit() and ("-" in key) == (period == "month")

    # --- lists

    def _quantified(self, expr: tree.Quantified) -> Condition | None:
        found = self.list_of(expr.items)
        if found is None:
            return None
        items, frame = found
        with self.inside(frame):
            test = self.predicate(expr.test)
        if test is None:
            return None
        if expr.kind in ("at least", "in a row") and (expr.number or 0) < 1:
            self.refuse("P0358", expr, found=f"at least {expr.number}", value="true")
            return None
        return Quantified(expr.kind, expr.number or 0, items, test)

    def acts(self, expr: tree.Expr) -> tuple[tuple[Fact, ...], str] | None:
        """The acts of a ``must`` line and "all" or "any"; None (not reported) where it is a condition."""
        expr = bare(expr)
        if isinstance(expr, tree.Name):
            names: tuple[tree.Expr, ...] = (expr,)
        elif isinstance(expr, tree.And | tree.Or):
            names = expr.operands
        else:
            return None
        events: list[tree.Name] = []
        for one in names:
            frame = self.frame_of(one) if isinstance(one, tree.Name) else None
            if not isinstance(one, tree.Name) or frame is None:
                return None
            declared = frame.party.facts.get(one.text)
            if declared is None or declared.kind not in ("event", "list of event"):
                return None
            events.append(one)
        found = [self.act(one) for one in events]
        facts = tuple(one[0] for one in found if one is not None)
        return (facts if len(facts) == len(found) else (), "any" if isinstance(expr, tree.Or) else "all")


def _not_later(day: Day, than: Day) -> Reaches:
    nothing: Duration = ()
    return Reaches(day, nothing, than, False)


_LOWER: dict[type, Callable[..., Condition | None]] = {
    tree.Name: Conditions._bare_name,
    tree.Bracketed: Conditions._bracketed_condition,
    tree.YesNo: Conditions._yes_no,
    tree.Not: Conditions._not,
    tree.And: Conditions._and,
    tree.Or: Conditions._or,
    tree.Compare: Conditions._compare,
    tree.IsOneOf: Conditions._is,
    tree.Order: Conditions._order,
    tree.Apart: Conditions._apart,
    tree.WithinLast: Conditions._within_last,
    tree.Aged: Conditions._aged,
    tree.PeriodIs: Conditions._period_is,
    tree.Quantified: Conditions._quantified,
}
