"""Limits that are counted from no event: in the own period, windows of fixed days, at least every so long."""

from __future__ import annotations

from collections.abc import Sequence

from prazo.dsl.check import recurring
from prazo.dsl.check.blocks import Block, Piece
from prazo.dsl.check.expressions import duration_words
from prazo.dsl.core.nodes import (
    AfterPeriod,
    AtLeastEvery,
    ByPeriodDay,
    DayLiteral,
    DayOfYear,
    EndOf,
    EndOfMonth,
    Fact,
    Limit,
    LimitCase,
    Regularly,
    Window,
)
from prazo.dsl.syntax import tree
from prazo.dsl.time.periods import word_of

CLEAR_HINT = "clear time is counted back: at least 3 clear months before ..; forward it is: within 3 months of .."


def limit_of_period(block: Block, limit: tree.OfPeriod | tree.Between | tree.Every, rule: str) -> Limit | None:
    """A limit that is counted from no event: of the own period, a window of fixed days, at least every so long."""
    scope = block.scope
    if isinstance(limit, tree.Between):
        if limit.last < limit.first:
            scope.refuse("P0327", limit, first=limit.first.isoformat(), last=limit.last.isoformat())
            return None
        return Window(DayLiteral(limit.first), DayLiteral(limit.last), rule)
    if isinstance(limit, tree.Every):
        duration = scope.duration(limit.duration, counted=True)
        since, _, known = recurring.bounds(block)
        return None if duration is None or not known else AtLeastEvery(duration, since, rule)
    if scope.period is None:
        if not any(isinstance(line.body, tree.Each | tree.OnLastDay) for line in block.lines):
            whole_day = isinstance(limit, tree.ByDayOfYear | tree.BetweenDays)
            day = ", or write the day with its year: by 2026-04-30" if whole_day else ""
            scope.refuse("P0317", limit, hint=f'add "each" and the period{day}')
        return None
    return _of_own_period(block, limit, scope.period, rule)


def _of_own_period(block: Block, limit: tree.OfPeriod, own: str, rule: str) -> Limit | None:
    scope = block.scope
    of_own = isinstance(limit, tree.AfterEnd) or (isinstance(limit, tree.ByEnd) and not limit.following)
    if of_own and limit.period not in ("period", word_of(own)):  # type: ignore[union-attr]  # by its kind
        hint = f"write the end of the {word_of(own)}"
        scope.refuse("P0318", limit, hint=hint, expected=word_of(own), found=limit.period)  # type: ignore[union-attr]
        return None
    match limit:
        case tree.AfterEnd():
            duration = scope.duration(limit.duration, counted=True)
            if duration is not None and limit.duration.clear:
                phrase = f'the limit "within {duration_words(limit.duration)}"'
                scope.refuse("P0905", limit, hint=CLEAR_HINT, phrase=phrase)
                return None
            return None if duration is None else AfterPeriod(duration, rule)
        case tree.ByEnd():
            return ByPeriodDay(EndOf(scope.period_kind(limit.period) if limit.following else None), rule)
        case tree.ByEndOfMonth():
            return ByPeriodDay(EndOfMonth(limit.month, int(limit.following)), rule)
        case tree.ByDayOfYear():
            return ByPeriodDay(DayOfYear(limit.on.month, limit.on.day, int(limit.following)), rule)
        case tree.BetweenDays(first, last):
            years = int(limit.following)
            return Window(DayOfYear(first.month, first.day, years), DayOfYear(last.month, last.day, years), rule)


def repeats(block: Block) -> bool:
    """Whether the block says "at least every"."""
    return any(isinstance(limit, tree.Every) for line in block.lines for limit in (getattr(line.body, "limit", None),))


def window_of_prohibition(block: Block, limit: tree.Limit) -> bool:
    """Whether a limit can be the window of a prohibition; reports one that cannot."""
    if not isinstance(limit, tree.OfPeriod | tree.Between | tree.Every):
        return True
    hint = "write before, within .. of, or by and a day"
    block.scope.refuse("P0329", limit, hint=hint)
    return False


def check_acts(block: Block, said: Piece, acts: Sequence[Fact], limits: Sequence[LimitCase]) -> None:
    """A list of events is what is done at least every so often, and nothing else is."""
    lists = [fact for fact in acts if getattr(block.scope.fact_info(fact), "kind", None) == "list of event"]
    every = [one for one in limits if isinstance(one.limit, AtLeastEvery)]
    if every and (len(acts) != 1 or not lists or len(every) != len(limits)):
        hint = f"declare one act so: {acts[0].name if acts else 'assess'} list of event"
        block.tables.findings.add(
            "P0401",
            block.module.place(said.span),
            hint=hint,
            expected='"at least every" needs a list of events alone: this',
            found="something else",
        )
    elif lists and not every and not all(isinstance(one.limit, Regularly) for one in limits):
        hint = 'write "at least every", or declare it as an event'
        found = f"a list of events, {lists[0].name}"
        block.tables.findings.add("P0401", block.module.place(said.span), hint=hint, expected="an event", found=found)
