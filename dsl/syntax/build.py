"""From the words of one line to nodes of the tree: one method for each alternative of ``grammar/prazo.lark``.

Lark calls these methods while it reads (no tree of its own is made).  Each gets the parts of its alternative in
order, words included (``keep_all_tokens``), and an absent optional part as None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from lark import Token

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.figures import check_duration, read_amount, read_date, read_number, read_percent, read_whole
from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.tree import Span
from prazo.dsl.syntax.words import TYPE_WORDS, check_name

LONGEST_TITLE = 500
LONGEST_TEXT = 4_000

_ESCAPE = re.compile(r'\\(["\\])')
_SPACES = re.compile(r"\s+")
_OPERATORS = {"≥": ">=", "=>": ">=", "≤": "<=", "=<": "<=", "≠": "!=", "<>": "!=", "==": "="}
_HALF = Fraction(1, 2)
_NO_LABELS = t.Labels()

Parts = list[Any]


def squeeze(written: str) -> str:
    """Words with one space between them, as they count."""
    return _SPACES.sub(" ", written)


class Builder:
    """The methods that Lark calls; ``base`` is the offset of the line in its source."""

    def __init__(self) -> None:
        self.base = 0

    # --- places and plain words ------------------------------------------------------------------------------

    def _at(self, token: Token) -> Span:
        return Span(self.base + (token.start_pos or 0), self.base + (token.end_pos or 0))

    def _start(self, part: Any) -> int:
        if type(part) is Token:
            return self.base + (part.start_pos or 0)
        if type(part) is list:
            return self._start(part[0])
        return part.span.start  # type: ignore[no-any-return]

    def _span(self, parts: Sequence[Any]) -> Span:
        last = -1
        while parts[last] is None or parts[last] is _NO_LABELS:
            last -= 1
        part = parts[last]
        while type(part) is list:
            part = part[-1]
        end = self.base + part.end_pos if type(part) is Token else part.span.end
        return Span(self._start(parts[0]), end)

    def _text(self, token: Token, longest: int = LONGEST_TEXT) -> str:
        text = token[1:-1]
        if len(text) > longest:
            raise Refused("P0115", self._at(token), found=str(len(text)), limit=str(longest))
        return _ESCAPE.sub(r"\1", text) if "\\" in text else str(text)

    def _label(self, token: Token) -> str:
        if token.type == "STRING":
            return self._text(token, LONGEST_TITLE)
        check_name(token, self._at(token))
        return str(token)

    def _module(self, token: Token) -> str:
        for part in token.split("."):
            check_name(part, self._at(token))
        return str(token)

    def name(self, c: Parts) -> t.Name:
        token = c[0]
        span = Span(self.base + token.start_pos, self.base + token.end_pos)
        check_name(token, span)
        return t.Name(str(token), span=span)

    def label(self, c: Parts) -> Token:
        return c[0]  # type: ignore[no-any-return]

    def labels(self, c: Parts) -> t.Labels:
        if not c:
            return _NO_LABELS
        by_language: dict[str, str] = {}
        language = "en"
        for token in c:
            if token.type == "LANGUAGE":
                language = str(token)
            elif language in by_language:
                raise Refused("P0130", self._at(token), language=language)
            else:
                by_language[language] = self._text(token, LONGEST_TITLE)
        return t.Labels(**by_language, span=self._span(c))

    def mark(self, c: Parts) -> Token:
        return c[1]  # type: ignore[no-any-return]

    def names(self, c: Parts) -> list[t.Name]:
        return c[::2]

    def names_or(self, c: Parts) -> list[t.Name]:
        return [part for part in c if type(part) is t.Name]

    # --- first lines of blocks -------------------------------------------------------------------------------

    def use(self, c: Parts) -> t.Use:
        return t.Use(self._module(c[1]), span=self._span(c))

    def amounts(self, c: Parts) -> t.AmountsIn:
        return t.AmountsIn(str(c[1]), span=self._span(c))

    def instrument(self, c: Parts) -> t.Instrument:
        return t.Instrument(c[1], c[2], (), span=self._span(c))

    def provision(self, c: Parts) -> t.Provision:
        return t.Provision(c[1], c[2], span=self._span(c))

    def party(self, c: Parts) -> t.Party:
        return t.Party(str(c[0]), c[1], c[2], (), span=self._span(c))

    def norm(self, c: Parts) -> t.Norm:
        return t.Norm(str(c[0]), c[1], c[2], (), span=self._span(c))

    def define(self, c: Parts) -> t.Define:
        return t.Define(c[1], c[3], c[5], c[6], (), span=self._span(c))

    def apply(self, c: Parts) -> t.Apply:
        return t.Apply(tuple(c[1]), c[3], (), span=self._span(c))

    def scenario(self, c: Parts) -> t.Scenario:
        return t.Scenario(self._text(c[1], LONGEST_TITLE), (), span=self._span(c))

    def citations(self, c: Parts) -> list[t.Citation]:
        return c[::2]

    def _place(self, token: Token) -> str:
        return self._text(token, LONGEST_TITLE) if token.type == "STRING" else str(token)

    def cite(self, c: Parts) -> t.Citation:
        return t.Citation(self._place(c[0]), span=self._span(c))

    def cite_elsewhere(self, c: Parts) -> t.Citation:
        check_name(c[0], self._at(c[0]))
        return t.Citation(self._place(c[1]), str(c[0]), span=self._span(c))

    def about_each(self, c: Parts) -> t.About:
        return t.About(c[1], c[3], c[5] if len(c) > 4 else None, span=self._span(c))

    def about_one(self, c: Parts) -> t.About:
        return t.About(c[0], None, span=self._span(c))

    # --- instruments -----------------------------------------------------------------------------------------

    def setting(self, c: Parts) -> t.InstrumentLine:
        token = c[1]
        if token.type == "CURRENCY":
            value = str(token)
        elif token.type == "MODULE":
            value = self._module(token)
        else:
            value = self._label(token)
        return t.InstrumentLine(squeeze(c[0]), value, span=self._span(c))

    def title(self, c: Parts) -> t.InstrumentLine:
        return t.InstrumentLine(f"title {c[1]}", self._text(c[2], LONGEST_TITLE), span=self._span(c))

    def version(self, c: Parts) -> t.VersionLine:
        return t.VersionLine(
            c[1],
            read_date(c[3], self._at(c[3])),
            self._text(c[4]) if c[4] is not None else None,
            self._text(c[5]) if c[5] is not None else None,
            span=self._span(c),
        )

    # --- parties and records ---------------------------------------------------------------------------------

    def fact(self, c: Parts) -> t.Fact:
        first = c[0]
        name = t.Name("value", span=self._at(first)) if type(first) is Token else first
        mark = self._text(c[3]) if c[3] is not None else None
        return t.Fact(name, c[1], c[2], unverified=mark, span=self._span(c))

    def value_labels(self, c: Parts) -> tuple[t.Name, t.Labels]:
        return c[1], c[2]

    def since(self, c: Parts) -> t.PartySince:
        return t.PartySince(c[1], c[3] if len(c) > 3 else None, span=self._span(c))

    def type(self, c: Parts) -> t.FactType:
        if len(c) == 1:
            return c[0]  # type: ignore[no-any-return]
        words: dict[str, Any] = {}
        base: t.FactType = c[0]
        for tokens, found in c[1:]:
            for key in found:
                if key in words or key == "of" and base.of:
                    raise Refused("P0131", Span(self._start(tokens), self._span(tokens).end))
            words |= found
        owner = words.get("owner")
        if owner is not None:
            word = squeeze(next(str(tokens[0]) for tokens, found in c[1:] if "owner" in found))
            asked = {"decision": "by", "evidence": "from"}.get(base.kind, "set by")
            if word != asked or base.kind in ("event", "state", "list"):
                hint = f'write "{asked} {owner.text}"' if base.kind not in ("event", "state", "list") else None
                raise Refused("P0132", owner.span, hint, word=word, kind=base.kind)
        return t.FactType(
            base.kind, base.values, base.currency, base.of, span=self._span([base, c[-1][0]]), **words
        )

    def plain_type(self, c: Parts) -> t.FactType:
        return t.FactType(squeeze(c[0]), span=self._at(c[0]))

    def choice_type(self, c: Parts) -> t.FactType:
        values = tuple(c[1::2])
        for value in values:
            if value.text in TYPE_WORDS:
                raise Refused("P0110", value.span, "a choice value cannot bear the name of a kind of fact", word=value.text)
        return t.FactType("choice", values, span=self._span(c))

    def money_type(self, c: Parts) -> t.FactType:
        return t.FactType("money", currency=str(c[2]), span=self._span(c))

    def list_type(self, c: Parts) -> t.FactType:
        return t.FactType("list", of=c[1], span=self._span(c))

    def owner_part(self, c: Parts) -> tuple[Parts, dict[str, Any]]:
        return c, {"owner": c[1]}

    def period_part(self, c: Parts) -> tuple[Parts, dict[str, Any]]:
        return c, {"period": squeeze(c[1])}

    def low_part(self, c: Parts) -> tuple[Parts, dict[str, Any]]:
        return c, {"low": c[1]}

    def high_part(self, c: Parts) -> tuple[Parts, dict[str, Any]]:
        return c, {"high": c[1]}

    def range_part(self, c: Parts) -> tuple[Parts, dict[str, Any]]:
        return c, {"low": c[1], "high": c[3]}

    # --- norms, definitions, consequences --------------------------------------------------------------------

    def norm_line(self, c: Parts) -> t.Line:
        if len(c) == 1:
            body = c[0]
            return t.Line(body, span=body.span)
        return self._line(c[0], c[1:], None, self._start(c[0]))

    def norm_line_reading(self, c: Parts) -> t.Line:
        return self._line(c[2], c[3:], self._label(c[1]), self._start(c[0]))

    def _line(self, body: Any, suffixes: Parts, reading: str | None, start: int) -> t.Line:
        words: dict[str, Any] = {}
        end = body.span.end
        for key, value, span in suffixes:
            if key in words:
                raise Refused("P0133", span)
            words[key] = value
            end = span.end
        return t.Line(body, reading=reading, span=Span(start, end), **words)

    def guard(self, c: Parts) -> tuple[str, t.Guard, Span]:
        span = self._span(c)
        return "guard", t.Guard(c[1] if len(c) > 1 else None, span=span), span

    def suffix_counted(self, c: Parts) -> tuple[str, str, Span]:
        return "counted_by", self._module(c[1]), self._span(c)

    def suffix_since(self, c: Parts) -> tuple[str, t.Name, Span]:
        return "since", c[1], self._span(c)

    def suffix_before(self, c: Parts) -> tuple[str, t.Name, Span]:
        return "before", c[1], self._span(c)

    def suffix_unverified(self, c: Parts) -> tuple[str, str, Span]:
        return "unverified", self._text(c[1]), self._span(c)

    def cites(self, c: Parts) -> t.Cites:
        return t.Cites(tuple(c[1]), span=self._span(c))

    def on(self, c: Parts) -> t.On:
        return t.On(c[1], None, None, span=self._span(c))

    def on_where(self, c: Parts) -> t.On:
        return t.On(c[1], None, c[3], span=self._span(c))

    def on_about(self, c: Parts) -> t.On:
        return t.On(c[1], c[3], None, span=self._span(c))

    def on_about_where(self, c: Parts) -> t.On:
        return t.On(c[1], c[3], c[5], span=self._span(c))

    def owed_to(self, c: Parts) -> t.OwedTo:
        return t.OwedTo(c[1], span=self._span(c))

    def where(self, c: Parts) -> t.Where:
        return t.Where(c[1], span=self._span(c))

    def must(self, c: Parts) -> t.Must:
        return t.Must(c[1], c[2], span=self._span(c))

    def must_not(self, c: Parts) -> t.MustNot:
        without = window = None
        for part in c[2:]:
            if type(part) is t.Name:
                without = part
            elif part is not None and type(part) is not Token:
                window = part
        return t.MustNot(tuple(c[1]), without, window, span=self._span(c))

    def limit_clause(self, c: Parts) -> t.LimitClause:
        return t.LimitClause(c[0], span=c[0].span)

    def condition_clause(self, c: Parts) -> t.ConditionClause:
        return t.ConditionClause(c[0], span=c[0].span)

    def one_of(self, c: Parts) -> t.OneOf:
        return t.OneOf((), span=self._span(c))

    def section_until(self, c: Parts) -> t.Section:
        return t.Section(None, c[1], c[3] if len(c) > 2 else None, span=self._span(c))

    def section_from(self, c: Parts) -> t.Section:
        return t.Section(c[1], None, c[3] if len(c) > 2 else None, span=self._span(c))

    def section_between(self, c: Parts) -> t.Section:
        return t.Section(c[1], c[3], c[5] if len(c) > 4 else None, span=self._span(c))

    def section_brackets(self, c: Parts) -> t.Section:
        return t.Section(None, None, c[1], span=self._span(c))

    def row_below(self, c: Parts) -> t.Row:
        return t.Row(None, False, c[1], False, c[2], span=self._span(c))

    def row_to_below(self, c: Parts) -> t.Row:
        return t.Row(c[0], True, c[2], False, c[3], span=self._span(c))

    def row_and_above(self, c: Parts) -> t.Row:
        return t.Row(c[0], True, None, False, c[2], span=self._span(c))

    def row_up_to(self, c: Parts) -> t.Row:
        return t.Row(None, False, c[1], True, c[2], span=self._span(c))

    def row_above(self, c: Parts) -> t.Row:
        return t.Row(c[1], False, None, False, c[2], span=self._span(c))

    def row_above_up_to(self, c: Parts) -> t.Row:
        return t.Row(c[1], False, c[3], True, c[4], span=self._span(c))

    def row_from_up_to(self, c: Parts) -> t.Row:
        return t.Row(c[0], True, c[2], True, c[3], span=self._span(c))

    def adjustment_word(self, c: Parts) -> t.Adjustment:
        return t.Adjustment("value", str(c[0]), None, span=self._span(c))

    def adjustment_by(self, c: Parts) -> t.Adjustment:
        return t.Adjustment("value", squeeze(c[0]), c[1], span=self._span(c))

    def bound_word(self, c: Parts) -> t.Adjustment:
        return t.Adjustment(c[0][:5].rstrip(), str(c[1]), None, span=self._span(c))

    def bound_by(self, c: Parts) -> t.Adjustment:
        return t.Adjustment(c[0][:5].rstrip(), squeeze(c[1]), c[2], span=self._span(c))

    def range(self, c: Parts) -> t.Range:
        return t.Range(c[1], c[3], span=self._span(c))

    def unless(self, c: Parts) -> t.Unless:
        return t.Unless(c[1], span=self._span(c))

    def except_where(self, c: Parts) -> t.ExceptWhere:
        return t.ExceptWhere(tuple(c[1]), span=self._span(c))

    def prevails_over(self, c: Parts) -> t.PrevailsOver:
        return t.PrevailsOver(tuple(c[1]), span=self._span(c))

    def in_addition_to(self, c: Parts) -> t.InAdditionTo:
        return t.InAdditionTo(tuple(c[1]), span=self._span(c))

    def failing_which(self, c: Parts) -> t.FailingWhich:
        return t.FailingWhich(c[1], len(c) > 2, span=self._span(c))

    def counted_by(self, c: Parts) -> t.CountedBy:
        return t.CountedBy(self._module(c[1]), span=self._span(c))

    def at(self, c: Parts) -> t.At:
        return t.At(c[1], span=self._span(c))

    def law_as_on(self, c: Parts) -> t.LawAsOn:
        return t.LawAsOn(c[1] if type(c[1]) is t.Name else None, span=self._span(c))

    def for_any_breach(self, c: Parts) -> t.ForBreach:
        return t.ForBreach(c[1], (), c[-1] if len(c) > 2 else None, span=self._span(c))

    def for_breach(self, c: Parts) -> t.ForBreach:
        return t.ForBreach(None, tuple(c[1]), c[-1] if len(c) > 2 else None, span=self._span(c))

    def upon(self, c: Parts) -> t.Upon:
        return t.Upon(c[1], span=self._span(c))

    def ends_when(self, c: Parts) -> t.EndsWhen:
        return t.EndsWhen(c[1], span=self._span(c))

    def note(self, c: Parts) -> t.Note:
        return t.Note(self._text(c[1]), span=self._span(c))

    def because(self, c: Parts) -> t.Because:
        return t.Because(self._text(c[1]), span=self._span(c))

    def formerly(self, c: Parts) -> t.Formerly:
        return t.Formerly(tuple(c[1]), span=self._span(c))

    def use_fact(self, c: Parts) -> t.UseFact:
        return t.UseFact(c[1], c[3], span=self._span(c))

    # --- time limits -----------------------------------------------------------------------------------------

    def limit_after(self, c: Parts) -> t.After:
        return t.After(c[1], c[3], written=f"{squeeze(c[0])} .. {c[2]}", span=self._span(c))

    def limit_before(self, c: Parts) -> t.Before:
        return t.Before(c[1], c[3], written=f"{squeeze(c[0])} .. before", span=self._span(c))

    def limit_until(self, c: Parts) -> t.Until:
        return t.Until(c[1], c[0].type == "NO_LATER_THAN", span=self._span(c))

    def limit_by(self, c: Parts) -> t.ByDate:
        return t.ByDate(read_date(c[1], self._at(c[1])), span=self._span(c))

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

    # --- conditions ------------------------------------------------------------------------------------------

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

    # --- figures ---------------------------------------------------------------------------------------------

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

    # --- scenarios -------------------------------------------------------------------------------------------

    def given(self, c: Parts) -> t.Given:
        identity = next((part for part in c[2:] if type(part) is Token and part.type == "STRING"), None)
        facts = c[-1] or ()
        return t.Given(
            c[1], self._text(identity, LONGEST_TITLE) if identity is not None else None, tuple(facts), span=self._span(c)
        )

    def given_facts(self, c: Parts) -> list[t.GivenFact]:
        return c[::2]

    def given_fact(self, c: Parts) -> t.GivenFact:
        return t.GivenFact(c[0], c[1], span=self._span(c))

    def given_items(self, c: Parts) -> t.GivenFact:
        end = c[-2][1].end if c[-1] is None else self._at(c[-1]).end
        items = tuple(facts for facts, _ in c[1:-1])
        value = t.GivenValue("items", items=items, open=c[-1] is not None, span=Span(c[1][1].start, end))
        return t.GivenFact(c[0], value, span=Span(c[0].span.start, end))

    def given_item(self, c: Parts) -> tuple[tuple[t.GivenFact, ...], Span]:
        return (tuple(c[1]) if len(c) > 2 else ()), self._span(c)

    def given_literal(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("literal", c[0], span=c[0].span)

    def given_text(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("text", text=self._text(c[0]), span=self._at(c[0]))

    def given_word(self, c: Parts) -> t.GivenValue:
        return t.GivenValue(str(c[0]), span=self._at(c[0]))

    def given_by(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("by", day=read_date(c[1], self._at(c[1])), span=self._span(c))

    def given_since(self, c: Parts) -> t.GivenValue:
        inner: t.GivenValue = c[2]
        day = read_date(c[1], self._at(c[1]))
        if inner.kind == "literal":
            return t.GivenValue("since", inner.value, day=day, span=self._span(c))
        return t.GivenValue("since", day=day, inner=inner, span=self._span(c))

    def given_spell(self, c: Parts) -> t.GivenValue:
        until = read_date(c[3], self._at(c[3])) if len(c) > 2 else None
        return t.GivenValue("spell", day=read_date(c[1], self._at(c[1])), until=until, span=self._span(c))

    def given_spell_until(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("spell", until=read_date(c[1], self._at(c[1])), span=self._span(c))

    def given_period(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("period", key=str(c[1]), inner=c[2], span=self._span(c))

    def given_evidence(self, c: Parts) -> t.GivenValue:
        until = c[-1]
        return t.GivenValue(
            "evidence",
            day=read_date(c[1], self._at(c[1])),
            until=read_date(until, self._at(until)) if len(c) > 2 and until is not None else None,
            span=self._span(c),
        )

    def given_evidence_expires(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("evidence", until=read_date(c[1], self._at(c[1])), span=self._span(c))

    def check(self, c: Parts) -> t.Check:
        return t.Check(read_date(c[1], self._at(c[1])), tuple(c[3::2]), span=self._span(c))

    def expected(self, c: Parts) -> Parts:
        item = reading = None
        for word, value in zip(c[1:], c[2:], strict=False):
            if type(word) is Token and word.type == "FOR":
                item = self._label(value)
            elif type(word) is Token and word.type == "UNDER":
                reading = self._label(value)
        last = next(part for part in reversed(c) if part is not None)
        return [c[0], item, reading, last]

    def _expectation(self, c: Parts, **words: Any) -> t.Expectation:
        name, item, reading, _ = c[0]
        if type(c[1]) is Token and c[1].type == "OPERATOR" and c[1] != "=":
            raise Refused("P0143", self._at(c[1]), f'write "{name.text} = .."', found=str(c[1]))
        span = Span(name.span.start, self._span(c[1:]).end)
        return t.Expectation(name, item, reading, span=span, **words)

    def status(self, c: Parts) -> Token:
        return c[0]  # type: ignore[no-any-return]

    def expected_part(self, c: Parts) -> Parts:
        return c

    def expect_status(self, c: Parts) -> t.Expectation:
        words: dict[str, Any] = {}
        for part in c[2:]:
            key = str(part[0])
            if key == "needs":
                words[key] = (*words.get(key, ()), str(part[1]))
                continue
            if key in words:
                raise Refused("P0133", self._at(part[0]))
            if key == "possible":
                words[key] = tuple(squeeze(status) for status in part[1::2])
            elif key == "reason":
                words[key] = str(part[1])
            else:
                words[key] = read_date(part[1], self._at(part[1]))
        return self._expectation(c, status=squeeze(c[1]), **words)

    def expect_value(self, c: Parts) -> t.Expectation:
        return self._expectation(c, value=c[2])

    def expect_range(self, c: Parts) -> t.Expectation:
        return self._expectation(c, value=c[3], high=c[5])

    def expect_unknown(self, c: Parts) -> t.Expectation:
        return self._expectation(c, word="unknown")

    def expect_word(self, c: Parts) -> t.Expectation:
        return self._expectation(c, word=squeeze(c[1]))
