"""From the words of one line to nodes of the tree: one method for each alternative of ``grammar/prazo.lark``.

Lark calls these methods while it reads (no tree of its own is made).  Each gets the parts of its alternative in
order, words included (``keep_all_tokens``), and an absent optional part as None.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from lark import Token

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.build_expressions import ExpressionBuilder
from prazo.dsl.syntax.build_scenarios import ScenarioBuilder
from prazo.dsl.syntax.build_words import LONGEST_TITLE, Parts, squeeze
from prazo.dsl.syntax.figures import read_date, read_whole
from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.tree import Span
from prazo.dsl.syntax.words import TYPE_WORDS, check_name


class Builder(ExpressionBuilder, ScenarioBuilder):
    """The methods that Lark calls; ``base`` is the offset of the line in its source."""

    # --- first lines of blocks ----------------------------------------------------------------------------------------

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

    def more_facts(self, c: Parts) -> t.Party:
        return t.Party(str(c[0]), c[1], t.Labels(), (), more=True, span=self._span(c))

    def norm(self, c: Parts) -> t.Norm:
        return t.Norm(str(c[0]), c[1], c[2], (), span=self._span(c))

    def define(self, c: Parts) -> t.Define:
        return t.Define(c[1], c[3], c[5], c[6], (), span=self._span(c))

    def apply(self, c: Parts) -> t.Apply:
        return t.Apply(tuple(c[1]), c[3], (), span=self._span(c))

    def interpret(self, c: Parts) -> t.Interpret:
        return t.Interpret(self._module(c[1]), (), span=self._span(c))

    def open_within(self, c: Parts) -> t.OpenWithin:
        return t.OpenWithin(squeeze(c[0]), c[3], span=self._span(c))

    def open_every(self, c: Parts) -> t.OpenEvery:
        return t.OpenEvery(squeeze(c[0]), c[4], span=self._span(c))

    def open_condition(self, c: Parts) -> t.OpenCondition:
        return t.OpenCondition(c[0], c[2], span=self._span(c))

    def own_limit(self, c: Parts) -> t.OwnLimit:
        return t.OwnLimit(c[0], span=self._span(c))

    def signed(self, c: Parts) -> t.Signed:
        return t.Signed(self._text(c[1], LONGEST_TITLE), read_date(c[3], self._at(c[3])), span=self._span(c))

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

    # --- instruments --------------------------------------------------------------------------------------------------

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

    def fixes_from(self, c: Parts) -> t.FixesLine:
        return self._fixes(c, read_date(c[7], self._at(c[7])), None)

    def fixes_for(self, c: Parts) -> t.FixesLine:
        return self._fixes(c, None, str(c[7]))

    def _fixes(self, c: Parts, start: date | None, period: str | None) -> t.FixesLine:
        mark = self._text(c[8]) if c[8] is not None else None
        return t.FixesLine(c[1], c[3], c[5], start, period, mark, span=self._span(c))

    # --- parties and records ------------------------------------------------------------------------------------------

    def fact(self, c: Parts) -> t.Fact:
        first = c[0]
        name = t.Name("value", span=self._at(first)) if type(first) is Token else first
        mark = self._text(c[3]) if c[3] is not None else None
        return t.Fact(name, c[1], c[2], unverified=mark, span=self._span(c))

    def year_end(self, c: Parts) -> t.YearEnd:
        return t.YearEnd(c[1], span=self._span(c))

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
            if base.kind == "evidence" and "owner" in found and str(tokens[0]) == "by":
                found = {"issuer": found["owner"]}
            for key in found:
                if key in words or (key == "of" and base.of):
                    raise Refused("P0131", Span(self._start(tokens), self._span(tokens).end))
            words |= found
        owner = words.get("owner")
        if owner is not None:
            word = squeeze(next(str(tokens[0]) for tokens, found in c[1:] if found.get("owner") is owner
                                and not (base.kind == "evidence" and str(tokens[0]) == "by")))  # fmt: skip
            asked = {"decision": "by", "evidence": "from"}.get(base.kind, "set by")
            if word != asked or base.kind in ("event", "state", "reference"):
                hint = f'write "{asked} {owner.text}"' if base.kind not in ("event", "state", "reference") else None
                raise Refused("P0132", owner.span, hint, word=word, kind=base.kind)
        return t.FactType(base.kind, base.values, base.currency, base.of, span=self._span([base, c[-1][0]]), **words)

    def plain_type(self, c: Parts) -> t.FactType:
        kind = "list of event" if len(c) > 1 else squeeze(c[0])
        return t.FactType(kind, span=self._span(c))

    def choice_type(self, c: Parts) -> t.FactType:
        values = tuple(c[1::2])
        for value in values:
            if value.text in TYPE_WORDS:
                raise Refused(
                    "P0110", value.span, "a choice value cannot bear the name of a kind of fact", word=value.text
                )
        return t.FactType("choice", values, span=self._span(c))

    def money_type(self, c: Parts) -> t.FactType:
        return t.FactType("money", currency=str(c[2]), span=self._span(c))

    def list_type(self, c: Parts) -> t.FactType:
        return t.FactType("list", of=c[1], span=self._span(c))

    def reference_type(self, c: Parts) -> t.FactType:
        return t.FactType("reference", of=c[1], span=self._span(c))

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

    # --- norms, definitions, consequences -----------------------------------------------------------------------------

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

    def on_jointly(self, c: Parts) -> t.On:
        joint = tuple(part for part in c if type(part) is t.About)
        return t.On(c[1], None, c[-1], joint, span=self._span(c))

    def each_bearer(self, c: Parts) -> t.About:
        return t.About(c[1], c[3], span=self._span(c))

    def owed_to(self, c: Parts) -> t.OwedTo:
        return t.OwedTo(c[1], span=self._span(c))

    def where(self, c: Parts) -> t.Where:
        return t.Where(c[1], span=self._span(c))

    def must(self, c: Parts) -> t.Must:
        return t.Must(c[1], c[2], span=self._span(c))

    def must_not(self, c: Parts) -> t.MustNot:
        said: dict[str, Any] = {}
        word = "window"
        for part in c[2:]:
            if type(part) is Token:
                word = str(part)
            elif part is not None:
                said[word] = part
                word = "window"
        return t.MustNot(tuple(c[1]), said.get("without"), said.get("window"), said.get("while"), span=self._span(c))

    def may_only(self, c: Parts) -> t.MayOnly:
        return t.MayOnly(tuple(c[1]), (), span=self._span(c))

    def may(self, c: Parts) -> t.May:
        return t.May(tuple(c[1]), c[2], span=self._span(c))

    def while_(self, c: Parts) -> t.While:
        return t.While(c[1], span=self._span(c))

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

    def row_above_to_below(self, c: Parts) -> t.Row:
        return t.Row(c[1], False, c[3], False, c[4], span=self._span(c))

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

    def unless_proves(self, c: Parts) -> t.UnlessProves:
        return t.UnlessProves(c[1], c[3], c[5] if len(c) > 4 else None, span=self._span(c))

    def presumed(self, c: Parts) -> t.Presumed:
        return t.Presumed(c[1], span=self._span(c))

    def except_where(self, c: Parts) -> t.ExceptWhere:
        return t.ExceptWhere(tuple(c[1]), span=self._span(c))

    def prevails_over(self, c: Parts) -> t.PrevailsOver:
        return t.PrevailsOver(tuple(c[1]), span=self._span(c))

    def in_addition_to(self, c: Parts) -> t.InAdditionTo:
        return t.InAdditionTo(tuple(c[1]), span=self._span(c))

    def failing_which(self, c: Parts) -> t.FailingWhich:
        return t.FailingWhich(c[1], len(c) > 2, span=self._span(c))

    def after_which(self, c: Parts) -> t.AfterWhich:
        return t.AfterWhich(c[1], span=self._span(c))

    def counted_by(self, c: Parts) -> t.CountedBy:
        return t.CountedBy(self._module(c[1]), span=self._span(c))

    def extended_to(self, c: Parts) -> t.ExtendedTo:
        return t.ExtendedTo(c[1], c[3], span=self._span(c))

    def extension_cap(self, c: Parts) -> t.ExtensionCap:
        return t.ExtensionCap(c[1], c[3], span=self._span(c))

    def suspended(self, c: Parts) -> t.SuspendedWhile:
        return t.SuspendedWhile(c[1], span=self._span(c))

    def at(self, c: Parts) -> t.At:
        return t.At(c[1], span=self._span(c))

    def each(self, c: Parts) -> t.Each:
        period = squeeze(c[1])
        if len(c) == 2:
            return t.Each(period, span=self._span(c))
        first = read_whole(c[3], self._at(c[3])) if len(c) > 4 else 1
        return t.Each(period, first, squeeze(c[-1]).removesuffix("s"), span=self._span(c))

    def on_last_day(self, c: Parts) -> t.OnLastDay:
        return t.OnLastDay(squeeze(c[1]), c[3] if len(c) > 2 else None, span=self._span(c))

    def norm_since(self, c: Parts) -> t.Since:
        return t.Since(c[1], c[3] if len(c) > 3 else None, span=self._span(c))

    def law_as_on(self, c: Parts) -> t.LawAsOn:
        return t.LawAsOn(c[1] if type(c[1]) is t.Name else None, span=self._span(c))

    def for_any_breach(self, c: Parts) -> t.ForBreach:
        return t.ForBreach(c[1], (), c[-1] if len(c) > 2 else None, span=self._span(c))

    def for_breach(self, c: Parts) -> t.ForBreach:
        return t.ForBreach(None, tuple(c[1]), c[-1] if len(c) > 2 else None, span=self._span(c))

    def upon(self, c: Parts) -> t.Upon:
        return t.Upon(c[1], span=self._span(c))

    def for_act(self, c: Parts) -> t.ForAct:
        return t.ForAct(c[1], c[2] is not None and c[2].endswith("particular"), span=self._span(c))

    def borrowed_items(self, c: Parts) -> t.BorrowedItems:
        letters = c[1] if type(c[1]) is tuple else ()
        return t.BorrowedItems(letters, c[-2], c[-1], span=self._span(c))

    def item(self, c: Parts) -> t.Item:
        return t.Item("", c[0], c[1], span=self._span(c))

    def for_each_of(self, c: Parts) -> t.ForEach:
        return t.ForEach(c[1], c[3], c[5] if len(c) > 4 else None, span=self._span(c))

    def for_periods(self, c: Parts) -> t.ForPeriods:
        period = squeeze(c[3]).removesuffix("s")
        return t.ForPeriods(read_whole(c[2], self._at(c[2])), period, span=self._span(c))

    def letters(self, c: Parts) -> tuple[tuple[str, str | None], ...]:
        return tuple(part for part in c if type(part) is tuple)

    def letter_range(self, c: Parts) -> tuple[str, str | None]:
        return str(c[0]), None if c[2] is None else str(c[2])

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
