"""Lists of conditions and of values as statements: one line of the norm, one statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from prazo.compiler.python.expressions import (
    Binders,
    Names,
    applies,
    condition,
    figure,
    holds,
    period_code,
    uses_definitions,
)
from prazo.compiler.python.names import call
from prazo.dsl.core import nodes as core

Code = list[str]
"""Lines of code, each on one line, with its indent."""

T = TypeVar("T", core.Case, core.Bounds, core.LimitCase)


def scope_code(where: core.Condition | None, names: Names, binders: Binders) -> Code:
    """``scope``: whether the norm or definition concerns the subject and item."""
    return [f"scope = {'YES' if where is None else holds(where, names, binders)}"]


def conditions_code(conditions: core.Conditions, names: Names, binders: Binders) -> Code:
    """``lines``: all that apply must hold."""
    code = ["lines = Lines()"]
    for clause in conditions.clauses:
        guard = _guarded(clause.guard, applies(clause.condition, names, binders), names, binders)
        line = _line(clause.condition, names, binders)
        code += [line] if guard is None else [guard, "    " + line]
    return code


def items_code(checklist: core.Checklist, names: Names, binders: Binders) -> Code:
    """``items``: what a checklist asks for, item by item."""
    code = ["items = Listed()"]
    for one in checklist.items:
        more = [] if one.each is not None else applies(one.condition, names, binders)
        guard = None
        if one.guard is not None or more:
            held = "YES" if one.guard is None else holds(one.guard, names, binders)  # type: ignore[arg-type]
            guard = f"if {call('items.given', held, *more)}:"
        line = _item(one, names, binders)
        code += [line] if guard is None else [guard, "    " + line]
    return code


def _item(one: core.Item, names: Names, binders: Binders) -> str:
    if one.each is None:
        there = [condition(one.condition, names, binders)]
        there += [] if one.unless is None else [holds(one.unless, names, binders)]
        test = there[0] if len(there) == 1 else call("one_holds", *there)
        if not isinstance(one.condition, core.SeriesIs):
            return call("items.there", repr(one.letter), test)
        key = period_code(one.condition.period, one.condition.which)
        return call("items.of_period", repr(one.letter), key, test)
    inside = names.inside(one.each, binders)
    there = [] if one.where is None else [call("is_not", holds(one.where, names, inside))]
    there.append(holds(one.condition, names, inside))
    there += [] if one.unless is None else [holds(one.unless, names, inside)]
    test = there[0] if len(there) == 1 else call("one_holds", *there)
    return call("items.of_each", repr(one.letter), names.read("members", one.each, binders), f"lambda at: {test}")


def items_cover(checklist: core.Checklist) -> bool:
    """Whether some item is always asked for, wherever definitions are in force and in scope."""
    return checklist.covers and not any(uses_definitions(one.condition) for one in checklist.items)


def covers(conditions: core.Conditions) -> bool:
    """Whether some line always applies, wherever definitions do."""
    return conditions.covers and not any(uses_definitions(one.condition) for one in conditions.clauses)


def _line(one: core.Condition, names: Names, binders: Binders) -> str:
    if isinstance(one, core.Compare):
        left, right = figure(one.left, names, binders), figure(one.right, names, binders)
        return call("lines.compares", repr(core.figure_name(one.left)), repr(one.left.unit), left, repr(one.op), right)
    return call("lines.holds", condition(one, names, binders))


def _guarded(guard: core.Guard, more: Sequence[str], names: Names, binders: Binders) -> str | None:
    """``if lines.given(...):``; None where a line always applies."""
    if isinstance(guard, core.Otherwise):
        return f"if {call('lines.otherwise', *more)}:"
    if guard is None and not more:
        return None
    return f"if {call('lines.given', 'YES' if guard is None else holds(guard, names, binders), *more)}:"


def cases_code(
    what: str, kind: str, cases: Sequence[T], taken: Callable[[T], str], names: Names, binders: Binders
) -> Code:
    """``what``: values of which exactly one applies; ``taken`` is the statement that takes one."""
    only = len(cases) == 1 and cases[0].guard is None
    code = [f"{what} = {kind}()" if "[" not in kind else f"{what}: {kind} = {kind.partition('[')[0]}()"]
    for case in cases:
        if only:
            code.append(taken(case))
            continue
        if isinstance(case.guard, core.Otherwise):
            code.append(f"if {what}.otherwise():")
        else:
            guard = [] if case.guard is None else [holds(case.guard, names, binders)]
            code.append(f"if {call(f'{what}.given', *guard)}:")
        code.append("    " + taken(case))
    return code


def figures_code(cases: Sequence[core.Case], names: Names, binders: Binders) -> Code:
    """``figures``: the values of a definition."""

    def taken(case: core.Case) -> str:
        return call("figures.is_figure", figure(case.value, names, binders), *applies(case.value, names, binders))

    return cases_code("figures", "Figures", cases, taken, names, binders)


def adjustments_code(adjustments: Sequence[core.Adjust], target: str, names: Names, binders: Binders) -> Code:
    """``so_far``: after each adjustment in turn."""
    code = []
    for one in adjustments:
        if one.target == target:
            guarded = one.guard is not None and not isinstance(one.guard, core.Otherwise)
            guard = holds(one.guard, names, binders) if guarded else "YES"  # type: ignore[arg-type]
            code.append(f"so_far = {call('adjusted', 'so_far', guard, figure(one.value, names, binders))}")
    return code
