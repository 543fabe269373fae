"""Definitions: the figure, condition or date that a name stands for, and the values, brackets and adjustments of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import cast

import attrs

from prazo.dsl.check.amounts import amount_words
from prazo.dsl.check.blocks import Block, Draft, Piece, where_of
from prazo.dsl.check.brackets import BracketProblem, bracket_problems
from prazo.dsl.check.conditions import Conditions
from prazo.dsl.check.expressions import declared_range, is_money
from prazo.dsl.check.guards import cover
from prazo.dsl.check.presumptions import counted_day, presumption, proved
from prazo.dsl.check.scope import Mention, unit_words
from prazo.dsl.check.tables import DefinitionHead, Tables
from prazo.dsl.core.nodes import (
    DATE,
    NUMBER,
    PERCENT,
    Adjust,
    And,
    Case,
    ChoiceIs,
    Clause,
    Condition,
    ConditionBody,
    Conditions as ConditionList,
    DayFact,
    DayLiteral,
    DefinedDay,
    DefinedFigure,
    Extreme,
    Fact,
    Figure,
    FigureBody,
    FigureFact,
    Guard,
    Literal,
    Not,
    Otherwise,
    Product,
    Proved,
    SeriesFact,
    SoFar,
    Sum,
    Within,
)
from prazo.dsl.syntax import tree

COMMON = (tree.Cites, tree.Note, tree.Formerly)
ONE = Fraction(1)


@attrs.frozen(slots=True, eq=False)
class DefinitionDraft:
    """A definition whose bodies are known and whose mentions are not yet followed."""

    head: DefinitionHead
    cites: tuple[str, ...]
    drafts: tuple[Draft, ...]
    rests_on: dict[str, tree.Span]


def lower_definition(tables: Tables, head: DefinitionHead, cites: tuple[str, ...]) -> DefinitionDraft:
    """The bodies of one definition, for each version and reading."""
    scope = Conditions(tables, head.module, tables.parties[head.of])
    block = Block(tables, scope, head.block.name, head.block.lines)
    if head.group is not None:
        return _group(block, head, cites)
    figure_on: Figure | None = None
    bracket_line: tree.Line | None = None
    rows = 0
    for line in head.block.lines:
        body = line.body
        block.check_bounds(line)
        if isinstance(body, tree.Section):
            _brackets_used(block, bracket_line, rows)
            rows = 0
            on = block.enter(line)
            figure_on, bracket_line = None, None
            if on is not None:
                figure_on = scope.figure(on)
                bracket_line = line if figure_on is not None else None
                if figure_on is None:
                    block.add("on", None, line)  # its brackets are no second mistake
                scope.take_mentions()
        elif isinstance(body, tree.Where):
            block.add("where", block.guarded(scope.condition(body.condition), line), line)
        elif isinstance(body, tree.ConditionClause) and head.kind == "condition":
            block.add("condition", clause(block, _condition_value(block, body.expr), line), line)
        elif isinstance(body, tree.OneOf) and head.kind == "condition":
            for label, found in block.one_of(line):
                block.add("condition", clause(block, found, line), line, label)
        elif isinstance(body, tree.ConditionClause) and head.kind in ("figure", "date"):
            block.add("case", case(block, _figure_value(block, head, body.expr, line), line), line)
        elif isinstance(body, tree.Presumed):
            _presumable(block, head, body.value, line, "presumed", None)
        elif isinstance(body, tree.UnlessProves):
            _rebuttal(block, head, body, line)
        elif isinstance(body, tree.CountedBy) and head.kind == "date":
            continue
        elif isinstance(body, tree.Row) and head.kind == "figure":
            if bracket_line is None:
                if not block.wrong:
                    tables.findings.add(
                        "P0315", block.module.place(line.span), hint='put "according to" and the figure above them'
                    )
                continue
            rows += 1
            on = bracket_line.body.according_to if isinstance(bracket_line.body, tree.Section) else None
            if on is not None and figure_on is not None:
                again = scope.figure(on)  # read once more, so that every row mentions it
                block.add("case", row(block, body, again, line, head.unit or ""), line)
        elif isinstance(body, tree.Adjustment) and head.kind == "figure":
            add_adjustments(block, body, line, {"value": head.unit or ""})
        elif not isinstance(body, COMMON):
            misplaced(block, line, "a definition")
    _brackets_used(block, bracket_line, rows)
    drafts = block.assemble(lambda pieces, start: _body(block, head, pieces, start), ("case", "condition", "presumed"))
    adjusted = next((piece for piece in block.pieces if piece.role == "adjustment"), None)
    if not drafts and not block.wrong and adjusted is not None:
        word = cast(tree.Adjustment, adjusted.line.body).kind
        tables.findings.add("P0344", block.module.place(adjusted.span), adjustment=word, target="value")
    elif not drafts and not block.wrong:
        tables.findings.add("P0343", block.module.place(head.block.name.span), name=head.name)
    return DefinitionDraft(head, cites, tuple(drafts), dict(scope.rests_on))


def _figure_value(
    block: Block, head: DefinitionHead, value: tree.Expr | tree.CountedDay, line: tree.Line
) -> Figure | None:
    """A value of a figure or date."""
    if isinstance(value, tree.CountedDay):
        if head.kind == "date":
            return counted_day(block, value, line)
        expected, found = unit_words(head.unit or ""), "a date"
        block.scope.refuse("P0430", value, name=head.name, expected=expected, found=found)
        return None
    return _value(block.scope, head, value) if head.kind == "figure" else day_as_figure(block.scope, value)


def _condition_value(block: Block, value: tree.Expr | tree.CountedDay) -> Condition | None:
    if isinstance(value, tree.CountedDay):
        block.scope.refuse("P0406", value, found="a date")
        return None
    return block.scope.condition(value)


def _presumable(
    block: Block, head: DefinitionHead, value: tree.Expr | tree.CountedDay, line: tree.Line, role: str,
    proof: Proved | None,
) -> None:  # fmt: skip
    """A value with its guard, which for what is proved instead is that it is."""
    found: Case | Clause | None
    if head.kind == "condition":
        found = clause(block, _condition_value(block, value), line)
    else:
        found = case(block, _figure_value(block, head, value, line), line)
    if found is not None and proof is not None:
        guard = found.guard
        if isinstance(guard, Otherwise):
            block.tables.findings.add("P0305", block.module.place(line.span))
        found = attrs.evolve(
            found, guard=proof if guard is None or isinstance(guard, Otherwise) else And((proof, guard))
        )
    block.add(role, found, line)


def _rebuttal(block: Block, head: DefinitionHead, body: tree.UnlessProves, line: tree.Line) -> None:
    proof = proved(block.scope, body)
    if proof is None:
        block.add("rebuttal", None, line)
    elif body.then is not None:
        _presumable(block, head, body.then, line, "rebuttal", proof)
    elif head.kind == "condition":
        block.add("condition", clause(block, Not(proof), line), line)
    else:
        block.scope.take_mentions()
        reason = "it does not say what the value then is"
        hint = 'end the line in ", then" and that value'
        block.tables.findings.add("P0399", block.module.place(line.span), hint=hint, reason=reason)


def _group(block: Block, head: DefinitionHead, cites: tuple[str, ...]) -> DefinitionDraft:
    """A named group of values: of a kind for as long as its choice is."""
    assert head.group is not None
    for line in head.block.lines:
        if not isinstance(line.body, COMMON):
            misplaced(block, line, "a group of values")
    fact, values = head.group
    condition = ChoiceIs(Fact(0, fact), values)
    place = block.module.line(head.block.name.span)
    body = ConditionBody(None, ConditionList((Clause(condition, None, place),), True))
    instrument = block.instrument
    first = "" if instrument is None or not instrument.decl.versions else instrument.decl.versions[0].name
    mentions = (Mention(0, (fact,)),)
    return DefinitionDraft(head, cites, (Draft(first, None, None, ((None, body, mentions),)),), {})


def _value(scope: Conditions, head: DefinitionHead, expr: tree.Expr) -> Figure | None:
    """A value of a definition, in its unit."""
    value, unit = scope.figure(expr), head.unit or ""
    if value is None or value.unit == unit:
        return value
    if is_money(unit) and is_money(value.unit):
        return scope.figure(expr, unit)
    scope.refuse("P0430", expr, name=head.name, expected=unit_words(unit), found=unit_words(value.unit))
    return None


def _brackets_used(block: Block, line: tree.Line | None, rows: int) -> None:
    """Reports brackets that are announced and not written."""
    if line is not None and rows == 0 and isinstance(line.body, tree.Section) and line.body.according_to is not None:
        span = line.body.according_to.span
        words = block.module.source.text[span.start : span.end].strip()
        block.tables.findings.add("P0316", block.module.place(line.span), name=words)


def misplaced(block: Block, line: tree.Line, where: str) -> None:
    word = WORDS.get(type(line.body), "this line")
    block.tables.findings.add("P0341", block.module.place(line.span), line=word, block=where)


WORDS: dict[type, str] = {
    tree.On: '"on"', tree.OwedTo: '"to"', tree.Where: '"where"', tree.Must: '"must"', tree.MustNot: '"must not"',
    tree.MayOnly: '"may .. only"', tree.While: '"while"',
    tree.LimitClause: "a time limit", tree.ConditionClause: "a value or condition", tree.OneOf: '"one of"',
    tree.Row: "a bracket", tree.Adjustment: "an adjustment", tree.Range: "a range", tree.Unless: '"unless"',
    tree.ExceptWhere: '"except where"', tree.PrevailsOver: '"prevails over"', tree.InAdditionTo: '"in addition to"',
    tree.FailingWhich: '"failing which"', tree.CountedBy: '"counted by"', tree.At: '"at"', tree.LawAsOn: '"law as on"',
    tree.ForBreach: '"for breach of"', tree.Upon: '"upon"', tree.EndsWhen: '"ends when"', tree.Because: '"because"',
    tree.UnlessProves: '"unless .. proves"', tree.Presumed: '"presumed"',
    tree.UseFact: '"with .. as .."', tree.ForAct: '"for"', tree.Item: "an item", tree.BorrowedItems: "borrowed items",
    tree.Section: "a version", tree.Lettered: "a lettered line",
}  # fmt: skip


# --- pieces ----------------------------------------------------------------------------------------------------


def clause(block: Block, condition: Condition | None, line: tree.Line) -> Clause | None:
    guard, read = block.guard(line)
    if condition is None or not read:
        return None
    return Clause(condition, guard, block.module.line(line.span), line.unverified)


def case(block: Block, value: Figure | None, line: tree.Line) -> Case | None:
    guard, read = block.guard(line)
    if value is None or not read:
        return None
    return Case(value, guard, block.module.line(line.span), line.unverified)


def day_as_figure(scope: Conditions, expr: tree.Expr) -> Figure | None:
    """A date as a figure: its ordinal."""
    day = scope.day(expr)
    match day:
        case None:
            return None
        case DayLiteral(value):
            return Literal(Fraction(value.toordinal()), DATE)
        case DayFact(fact):
            return FigureFact(fact, DATE)
        case DefinedDay(binder, name):
            return DefinedFigure(binder, name, DATE)
    scope.refuse("P0902", expr, phrase="the day, as the value of a definition")
    return None


def row(block: Block, body: tree.Row, on: Figure | None, line: tree.Line, unit: str) -> Case | None:
    """One bracket: its value where the figure ``on`` lies in it."""
    scope = block.scope
    if on is None:
        return None
    low = None if body.low is None else scope.constant(body.low, on.unit)
    high = None if body.high is None else scope.constant(body.high, on.unit)
    scope.it = on
    value = scope.figure(body.value, unit)
    scope.it = None
    guard, read = block.guard(line)
    if (low is None) != (body.low is None) or (high is None) != (body.high is None) or value is None or not read:
        return None
    within = Within(on, low, body.low_included, high, body.high_included)
    if isinstance(guard, Otherwise):
        block.tables.findings.add("P0305", block.module.place(line.span))
        return None
    both: Guard = within if guard is None else And((within, guard))
    return Case(value, both, block.module.line(line.span), line.unverified)


def add_adjustments(block: Block, body: tree.Adjustment, line: tree.Line, units: dict[str, str]) -> None:
    """``units``: the unit of each target that there is ("value", or "lower" and "upper")."""
    targets = ("lower", "upper") if body.target == "both" else (body.target,)
    for target in targets:
        if target not in units:
            said = {"value": "value", "lower": "lower bound", "upper": "upper bound"}[target]
            block.tables.findings.add("P0344", block.module.place(body.span), adjustment=body.kind, target=said)
            return
        scope = block.scope
        scope.it = SoFar(units[target])
        value = _adjusted(scope, body, units[target])
        guard, read = block.guard(line)
        scope.it = None
        if isinstance(guard, Otherwise):
            block.tables.findings.add("P0341", block.module.place(line.span), line='"otherwise"', block="an adjustment")
            return
        if value is None or not read:
            scope.take_mentions()
            return
        block.add("adjustment", Adjust(target, value, guard, block.module.line(line.span)), line)


def _adjusted(scope: Conditions, body: tree.Adjustment, unit: str) -> Figure | None:
    so_far = SoFar(unit)
    if body.kind in ("doubled", "halved"):
        factor = Fraction(2) if body.kind == "doubled" else Fraction(1, 2)
        return Product(Literal(factor, NUMBER), so_far, unit)
    assert body.amount is not None
    if body.kind in ("at least", "at most"):
        bound = scope.figure(body.amount, unit)
        return None if bound is None else Extreme(so_far, bound, body.kind == "at least", unit)
    if body.kind == "is":
        return scope.figure(body.amount, unit)
    sign = ONE if body.kind == "raised by" else -ONE
    amount = scope.figure(body.amount)
    if amount is None:
        return None
    if amount.unit == PERCENT:
        if isinstance(amount, Literal):
            return Product(Literal(ONE + sign * amount.value, NUMBER), so_far, unit)
        return Sum(so_far, Product(amount, so_far, unit), sign < 0, unit)
    if amount.unit != unit:
        scope.refuse("P0401", body.amount, expected=unit_words(unit), found=unit_words(amount.unit))
        return None
    return Sum(so_far, amount, sign < 0, unit)


# --- bodies ----------------------------------------------------------------------------------------------------


def condition_list(block: Block, pieces: Sequence[Piece]) -> ConditionList | None:
    """The conditions among ``pieces``; None where there are none."""
    clauses = tuple(piece.core for piece in pieces if piece.role == "condition" and isinstance(piece.core, Clause))
    if not clauses:
        return None
    guards = [one.guard for one in clauses]
    for piece, guard, i in zip((p for p in pieces if p.role == "condition"), guards, range(len(guards)), strict=True):
        if isinstance(guard, Otherwise) and (i == 0 or None in guards[:i]):
            block.tables.findings.add("P0305", block.module.place(piece.line.span))
    return ConditionList(clauses, cover(guards, block.scope.fact_info))


def _body(
    block: Block, head: DefinitionHead, pieces: Sequence[Piece], start: date | None
) -> FigureBody | ConditionBody | None:
    where = where_of(pieces)
    if head.kind == "condition":
        clauses = presumption(block, pieces, Clause)
        if clauses:
            return ConditionBody(where, ConditionList(clauses, covers=True))
        conditions = condition_list(block, pieces)
        return None if conditions is None else ConditionBody(where, conditions)
    presumed = presumption(block, pieces, Case)
    if presumed:
        return FigureBody(where, presumed, ())
    found = [piece for piece in pieces if piece.role == "case"]
    if not found:
        return None
    cases = tuple(cast(Case, piece.core) for piece in found)
    check_cases(block, found, [one.guard for one in cases], where)
    adjustments = tuple(cast(Adjust, piece.core) for piece in pieces if piece.role == "adjustment")
    return FigureBody(where, cases, adjustments)


def check_cases(block: Block, found: Sequence[Piece], guards: Sequence[Guard], where: Condition | None) -> None:
    """Exactly one of the cases applies: rows of one figure meet end to end, other guards exclude each other."""
    rows = [guard for guard in guards if isinstance(guard, Within)]
    if len(rows) < len(guards) or any(one.figure != rows[0].figure for one in rows):
        block.exactly_one(found, guards, "amounts", where)
        return
    figure = rows[0].figure
    if isinstance(figure, SeriesFact):
        fact = block.scope.fact_info(figure.fact)
        declared = (None, None) if fact is None else (fact.low, fact.high)
    else:
        declared = declared_range(figure, block.scope.base_frames[0].party, 0)
    for problem in bracket_problems(rows, declared=declared):
        _report(block, found, problem, rows[0])


def _report(block: Block, found: Sequence[Piece], problem: BracketProblem, row: Within) -> None:
    unit = row.figure.unit
    add = block.tables.findings.add
    at = [block.module.place(found[i].span) for i in (problem.first, problem.second) if i is not None]
    low, high = amount_words(problem.low, unit), amount_words(problem.high, unit)
    if problem.kind == "empty":
        add("P0313", *at, lower=low, upper=high)
    elif problem.kind == "order":
        add("P0314", *at, hint="put the lower bracket first")
    elif problem.kind == "overlap":
        if problem.point is not None:
            label = f"both cover exactly {low}"
            at = [at[0], block.module.place(at[1].span, label)]
            hint = f'did you mean "above {low}"?'
        else:
            at = [at[0], block.module.place(at[1].span, f"both cover {between(problem, unit)}")]
            hint = "let one bracket begin where the other ends"
        add("P0311", *at, hint=hint)
    elif problem.first is None and problem.low is not None:
        add("P0312", *at, range=between(problem, unit), name="the figure")
    else:
        hint = "let one bracket begin where the other ends"
        if problem.first is None:
            hint = f'begin with "below {high}" or "up to {high}"'
        elif problem.second is None:
            hint = f'end with "{low} and above" or "above {low}"'
        elif problem.point is not None:
            hint = f"let one of the two brackets include {low}"
        add("P0310", *at, hint=hint, range=between(problem, unit))


def between(problem: BracketProblem, unit: str) -> str:
    """The values concerned, as brackets say them."""
    low, high = amount_words(problem.low, unit), amount_words(problem.high, unit)
    if problem.point is not None:
        return f"exactly {low}"
    if problem.low is None:
        return f"{'up to' if problem.high_included else 'below'} {high}" if problem.high is not None else "any value"
    if problem.high is None:
        return f"{low} and above" if problem.low_included else f"above {low}"
    start = low if problem.low_included else f"above {low}"
    return f"{start} {'up to' if problem.high_included else 'to below'} {high}"
