"""Conditions, figures and time limits: one method for each alternative of the grammar."""

from __future__ import annotations

from fractions import Fraction

from lark import Token

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.build_words import Parts, WordBuilder, squeeze
from prazo.dsl.syntax.expressions import ORDINALS
from prazo.dsl.syntax.figures import (
    LEAST_DAYS,
    check_duration,
    month_number,
    read_amount,
    read_date,
    read_number,
    read_percent,
    read_whole,
)
from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.tree import Span

_OPERATORS = {"≥": ">=", "=>": ">=", "≤": "<=", "=<": "<=", "≠": "!=", "<>": "!=", "==": "="}
_NUMBER_WORDS = frozenset(
    {
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
        "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred",
    }
)  # fmt: skip
_HALF = Fraction(1, 2)


class ExpressionBuilder(WordBuilder):
    """Builds what a line compares, adds up or counts."""

    # --- time limits --------------------------------------------------------------------------------------------------

    def limit_after(self, c: Parts) -> t.After:
        or_due = len(c) > 4 and c[4] is not None
        return t.After(c[1], c[3], or_due=or_due, written=f"{squeeze(c[0])} .. {c[2]}", span=self._span(c))

    def limit_whichever(self, c: Parts) -> t.Whichever:
        return t.Whichever(tuple(c[:-1:2]), squeeze(c[-1]).split()[-1], span=self._span(c))

    def limit_in_any_case(self, c: Parts) -> t.InAnyCase:
        return t.InAnyCase(c[0], c[2], span=self._span(c))

    def limit_before(self, c: Parts) -> t.Before:
        return t.Before(c[1], c[3], written=f"{squeeze(c[0])} .. before", span=self._span(c))

    def limit_until(self, c: Parts) -> t.Until:
        return t.Until(c[1], c[0].type == "NO_LATER_THAN", span=self._span(c))

    def limit_by(self, c: Parts) -> t.ByDate:
        return t.ByDate(read_date(c[1], self._at(c[1])), span=self._span(c))

    def counted_day(self, c: Parts) -> t.CountedDay:
        nth = type(c[0]) is Token
        duration = c[0]
        if nth:
            _, word, unit = squeeze(c[0]).split(" ", 2)
            span = self._at(c[0])
            duration = t.Duration((t.DurationPart(ORDINALS.index(word) + 1, unit, span=span),), span=span)
        return t.CountedDay(duration, c[2], c[3] is not None, nth, span=self._span(c))

    def wait(self, c: Parts) -> t.Wait:
        return t.Wait(c[1], c[3], span=self._span(c))

    def limit_set(self, c: Parts) -> t.AfterSet:
        if c[1].text.lower() in _NUMBER_WORDS:
            hint = f"write the number in digits: 30 {squeeze(c[2])}"
            raise Refused("P0108", c[1].span, hint, found=f'"{c[1].text}"', expected="a number")
        unit = squeeze(c[2]).removesuffix("s")
        return t.AfterSet(c[1], unit, c[4], written=str(c[3]), span=self._span(c))

    def limit_forthwith(self, c: Parts) -> t.Forthwith:
        return t.Forthwith(c[1], span=self._span(c))

    def limit_open(self, c: Parts) -> t.NoStatedTime:
        return t.NoStatedTime(c[2], span=self._span(c))

    def spell_day(self, c: Parts) -> t.SpellDay:
        return t.SpellDay(c[1], c[0].type == "THE_END_OF", span=self._span(c))

    def breach_day(self, c: Parts) -> t.BreachDay:
        return t.BreachDay(c[1], span=self._span(c))

    def limit_regularly(self, c: Parts) -> t.Regularly:
        return t.Regularly(span=self._span(c))

    def limit_practicable(self, c: Parts) -> t.Practicable:
        return t.Practicable(c[1], span=self._span(c))

    def limit_by_day(self, c: Parts) -> t.ByDayOfYear:
        return t.ByDayOfYear(c[1], c[2] is not None, span=self._span(c))

    def limit_by_end(self, c: Parts) -> t.ByEnd:
        if len(c) > 3:
            return t.ByEnd(squeeze(c[3]), True, span=self._span(c))
        return t.ByEnd(squeeze(c[2]).removeprefix("the "), span=self._span(c))

    def limit_by_month(self, c: Parts) -> t.ByEndOfMonth:
        return t.ByEndOfMonth(month_number(c[2]), c[3] is not None, span=self._span(c))

    def limit_after_end(self, c: Parts) -> t.AfterEnd:
        period = squeeze(c[4]).removeprefix("the ")
        return t.AfterEnd(c[1], period, written=f"{squeeze(c[0])} .. {c[2]}", span=self._span(c))

    def limit_between(self, c: Parts) -> t.Between:
        return t.Between(read_date(c[1], self._at(c[1])), read_date(c[3], self._at(c[3])), span=self._span(c))

    def limit_between_days(self, c: Parts) -> t.BetweenDays:
        return t.BetweenDays(c[1], c[3], c[4] is not None, span=self._span(c))

    def limit_every(self, c: Parts) -> t.Every:
        return t.Every(c[1], span=self._span(c))

    def day_of_year(self, c: Parts) -> t.DayOfYear:
        span = self._span(c)
        day, month = read_whole(c[0], self._at(c[0])), month_number(c[1])
        if not 1 <= day <= LEAST_DAYS[month - 1]:
            hint = f'write "the end of {c[1]}", or the day before' if day == LEAST_DAYS[month - 1] + 1 else None
            if hint and month == 2:
                hint += "; a financial year that ends 28 February ends on the last day of February"
            raise Refused("P0144", span, hint, found=f"{day} {c[1]}", month=str(c[1]), days=str(LEAST_DAYS[month - 1]))
        return t.DayOfYear(day, month, span=span)

    def _part(self, number: Token, unit: Token) -> t.DurationPart:
        word = squeeze(unit)
        span = Span(self.base + (number.start_pos or 0), self.base + (unit.end_pos or 0))
        return t.DurationPart(read_whole(number, self._at(number)), word.removesuffix("s"), span=span)

    def duration(self, c: Parts) -> t.Duration:
        parts = tuple(self._part(c[i], c[i + 1]) for i in range(0, len(c), 3))
        span = self._span(c)
        check_duration(parts, span)
        return t.Duration(parts, span=span)

    def clear_duration(self, c: Parts) -> t.Duration:
        parts = (self._part(c[0], c[2]),)
        span = self._span(c)
        check_duration(parts, span)
        return t.Duration(parts, True, span=span)

    # --- conditions ---------------------------------------------------------------------------------------------------

    def or_(self, c: Parts) -> t.Or:
        return t.Or(tuple(c[::2]), span=self._span(c))

    def and_(self, c: Parts) -> t.And:
        return t.And(tuple(c[::2]), span=self._span(c))

    def not_(self, c: Parts) -> t.Not:
        return t.Not(c[1], span=self._span(c))

    def compare(self, c: Parts) -> t.Compare:
        sign = str(c[1])
        return t.Compare(_OPERATORS.get(sign, sign), c[0], c[2], span=self._span(c))

    def is_value(self, c: Parts) -> t.Name | t.PeriodKey | t.YesNo:
        token = c[0]
        if token.type == "NAME":
            return self.name(c)
        if token.type == "PERIOD_KEY":
            return t.PeriodKey(str(token), span=self._at(token))
        return t.YesNo(token == "yes", span=self._at(token))

    def is_(self, c: Parts) -> t.IsOneOf:
        return t.IsOneOf(c[0], (c[2],), span=self._span(c))

    def is_not(self, c: Parts) -> t.IsOneOf:
        return t.IsOneOf(c[0], (c[3],), True, span=self._span(c))

    def is_one_of(self, c: Parts) -> t.IsOneOf:
        return t.IsOneOf(c[0], tuple(c[3::2]), span=self._span(c))

    def is_not_one_of(self, c: Parts) -> t.IsOneOf:
        return t.IsOneOf(c[0], tuple(c[4::2]), True, span=self._span(c))

    def order(self, c: Parts) -> t.Order:
        return t.Order(c[0], squeeze(c[2]), c[3], span=self._span(c))

    def apart(self, c: Parts) -> t.Apart:
        kind, after = squeeze(c[2]), c[4] == "after"
        earlier, later = (c[5], c[0]) if after else (c[0], c[5])
        return t.Apart(earlier, kind, c[3], later, after, span=self._span(c))

    def within_last(self, c: Parts) -> t.WithinLast:
        return t.WithinLast(c[0], c[2], span=self._span(c))

    def aged(self, c: Parts) -> t.Aged:
        return t.Aged(c[0], squeeze(c[2]), c[3], span=self._span(c))

    def count_quantified(self, c: Parts) -> t.Quantified:
        kind = "in a row" if c[2].type == "IN_A_ROW_OF" else squeeze(c[0])
        return t.Quantified(kind, read_whole(c[1], self._at(c[1])), c[3], c[5], span=self._span(c))

    def quantified(self, c: Parts) -> t.Quantified:
        return t.Quantified(str(c[0]), None, c[2], c[4], span=self._span(c))

    def period_value(self, c: Parts) -> t.PeriodKey | t.Name:
        token = c[0]
        if token.type == "PERIOD_KEY":
            return t.PeriodKey(str(token), span=self._at(token))
        return t.Name(token.split()[-1], span=self._at(token))

    def period_is(self, c: Parts) -> t.PeriodIs:
        period = squeeze(c[0]).removesuffix(" is")
        return t.PeriodIs(period, tuple(part for part in c if type(part) is not Token), span=self._span(c))

    def period_ordinal(self, c: Parts) -> t.PeriodIs:
        ordinal = t.Name(c[0].split()[-1], span=self._at(c[0]))
        return t.PeriodIs(squeeze(c[1]), (ordinal,), span=self._span(c))

    # --- figures ------------------------------------------------------------------------------------------------------

    def bounded(self, c: Parts) -> t.Bounded:
        return t.Bounded(c[0], squeeze(c[1][1:].lstrip()), c[2], span=self._span(c))

    def rounded(self, c: Parts) -> t.Rounded:
        mode = squeeze(c[1]).removeprefix("rounded ").removesuffix(" to")
        return t.Rounded(c[0], mode, c[2], span=self._span(c))

    def arithmetic(self, c: Parts) -> t.Arithmetic:
        op = "-" if c[1].type == "MINUS" else str(c[1])
        return t.Arithmetic(op, c[0], c[2], span=self._span(c))

    def divided(self, c: Parts) -> t.Divided:
        return t.Divided(c[0], c[2], c[4] if len(c) > 3 else None, span=self._span(c))

    def percent_of(self, c: Parts) -> t.ShareOf:
        return t.ShareOf(self.percent(c), c[2], span=self._span(c))

    def half_of(self, c: Parts) -> t.ShareOf:
        return t.ShareOf(t.Percent(_HALF, "half", span=self._at(c[0])), c[2], span=self._span(c))

    def name_of(self, c: Parts) -> t.ShareOf:
        return t.ShareOf(c[0], c[2], span=self._span(c))

    def amount(self, c: Parts) -> t.Amount:
        span = self._at(c[0])
        currency, value = read_amount(c[0], span)
        return t.Amount(currency, value, str(c[0]), span=span)

    def number(self, c: Parts) -> t.Number:
        span = self._at(c[0])
        return t.Number(read_number(c[0], span), str(c[0]), span=span)

    def percent(self, c: Parts) -> t.Percent:
        span = self._at(c[0])
        return t.Percent(read_percent(c[0], span), str(c[0]), span=span)

    def moment(self, c: Parts) -> t.MomentLiteral:
        return t.MomentLiteral(str(c[0]), span=self._at(c[0]))

    def date(self, c: Parts) -> t.DateLiteral:
        span = self._at(c[0])
        return t.DateLiteral(read_date(c[0], span), span=span)

    def period_key(self, c: Parts) -> t.PeriodKey:
        return t.PeriodKey(str(c[0]), span=self._at(c[0]))

    def yes_no(self, c: Parts) -> t.YesNo:
        return t.YesNo(c[0] == "yes", span=self._at(c[0]))

    def it(self, c: Parts) -> t.It:
        return t.It(span=self._at(c[0]))

    def the_day(self, c: Parts) -> t.TheDay:
        return t.TheDay(span=self._at(c[0]))

    def excess_over(self, c: Parts) -> t.Excess:
        return t.Excess(t.It(span=self._at(c[0])), c[1], span=self._span(c))

    def excess_of(self, c: Parts) -> t.Excess:
        return t.Excess(c[1], c[3], span=self._span(c))

    def series_relative(self, c: Parts) -> t.SeriesAt:
        which, _, period = squeeze(c[2]).partition(" ")
        return t.SeriesAt(c[0], which, period, span=self._span(c))

    def series_key(self, c: Parts) -> t.SeriesAt:
        return t.SeriesAt(c[0], str(c[2]), None, span=self._span(c))

    def count_of(self, c: Parts) -> t.CountOf:
        return t.CountOf(c[2], c[4] if len(c) > 3 else None, span=self._span(c))

    def sum_of(self, c: Parts) -> t.SumOf:
        return t.SumOf(c[2], c[4], c[6] if len(c) > 5 else None, span=self._span(c))

    def bracketed(self, c: Parts) -> t.Bracketed:
        return t.Bracketed(c[1], span=self._span(c))
