"""Hypothesis strategies for trees of every kind of node, as a text can hold them."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.words import RESERVED, TYPE_WORDS

NAMES = (
    "capital", "life", "own_funds", "law_21_2020", "Insurer", "AMCM", "signing", "send_accounts", "a", "b", "i",
    "value", "保險人", "總受託人_2", "seguradora_até", "início", "premiums", "days", "quarter", "withn", "order", "iff",
    "android", "notify", "from_day", "resident", "others", "issued", "expires", "pt", "zh", "en", "first", "last",
    "month", "clear", "bound", "text", "apples", "compliant", "pending", "holds", "money", "event", "due",
    "applies", "authority",
)  # fmt: skip
names = st.sampled_from(NAMES).map(t.Name)
# A choice value may not bear the name of a kind of fact.
choice_values = st.sampled_from([name for name in NAMES if name not in TYPE_WORDS]).map(t.Name)
modules = st.sampled_from(["macau.civil", "macau.insurance.parties", "civil", "法律.時間"])
currencies = st.sampled_from(["MOP", "HKD", "EUR"])
texts = st.one_of(
    st.sampled_from(
        ["", "share capital", 'a "quoted" word', "back\\slash", "保險人", "# no comment", "a, b or c if d"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=20),
)
comments = texts.map(str.strip)
comment_lists = st.one_of(st.just(()), st.lists(comments, max_size=2).map(tuple))
trailing = st.none() | comments
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
period_keys = st.sampled_from(["FY1998", "2021-Q2", "2021-H1", "2021-06"])
periods = st.sampled_from(["financial year", "year", "half-year", "quarter", "month"])


def _labels(en: str | None, pt: str | None, zh: str | None) -> t.Labels:
    return t.Labels(en=en, pt=pt, zh=zh)


labels = st.builds(_labels, st.none() | texts, st.none() | texts, st.none() | texts)
figures = st.one_of(
    st.integers(0, 10**15).map(Fraction), st.integers(0, 10**9).map(lambda n: Fraction(n, 100)),
    st.sampled_from([Fraction(30_000_000), Fraction(12_345), Fraction(2_500_000), Fraction(1, 4)]),
)  # fmt: skip
amounts = st.builds(t.Amount, currencies, figures | figures.map(lambda n: -n))
numbers = st.builds(t.Number, figures)
percents = st.builds(t.Percent, st.integers(0, 100_000).map(lambda n: Fraction(n, 10_000)))
dates = st.builds(t.DateLiteral, days)

days_of_year = st.builds(t.DayOfYear, st.integers(1, 28), st.integers(1, 12))
_units = st.sampled_from(["day", "working day", "week", "month", "year", "hour"])
_parts = st.builds(t.DurationPart, st.integers(0, 40), _units)
durations = st.one_of(
    st.builds(t.Duration, st.lists(_parts, min_size=1, max_size=2).map(tuple)),
    st.builds(t.Duration, st.tuples(_parts), st.just(True)),
)
anchors = names | st.builds(t.SpellDay, names, st.booleans()) | st.builds(t.BreachDay, names)
LIMITS = (
    st.builds(
        t.After,
        durations,
        anchors,
        st.sampled_from(["within .. of", "within .. after", "no later than .. after"]),
    ),
    st.builds(t.After, durations, anchors, st.just("within .. of"), or_due=st.just(True)),
    st.builds(t.Before, durations, anchors, st.sampled_from(["at least .. before", "no later than .. before"])),
    st.builds(t.Until, anchors, st.booleans()),
    st.builds(t.ByDate, days),
    st.builds(t.Between, days, days),
    st.builds(t.Every, durations),
    st.builds(t.ByDayOfYear, days_of_year, st.booleans()),
    st.builds(t.ByEnd, st.sampled_from(["period", "quarter", "financial year"])),
    st.builds(t.ByEnd, periods, st.just(True)),
    st.builds(t.ByEndOfMonth, st.integers(1, 12), st.booleans()),
    st.builds(
        t.AfterEnd,
        durations,
        st.sampled_from(["period", "half-year", "month"]),
        st.sampled_from(["within .. of", "within .. after", "no later than .. after"]),
    ),
    st.builds(t.BetweenDays, days_of_year, days_of_year, st.booleans()),
    st.builds(t.AfterSet, names, _units, anchors, st.sampled_from(["of", "after"])),
    st.builds(t.Forthwith, anchors),
    st.builds(t.NoStatedTime, anchors),
    st.just(t.Regularly()),
)
# Of every kind as often as of the kinds put together from it.
_one_limit = st.sampled_from(LIMITS).flatmap(lambda one: one)
_limits = _one_limit | st.builds(
    t.Whichever, st.lists(_one_limit, min_size=2, max_size=3).map(tuple), st.sampled_from(["later", "earlier"])
)
limits = _limits | st.builds(t.InAnyCase, _limits, _limits)
limits = limits | st.builds(t.Practicable, limits)
_ordinal_days = st.builds(
    t.Duration, st.tuples(st.builds(t.DurationPart, st.integers(1, 10), st.sampled_from(["day", "working day"])))
)
counted_days = st.one_of(
    st.builds(t.CountedDay, durations, names, st.booleans()),
    st.builds(t.CountedDay, _ordinal_days, names, st.booleans(), st.just(True)),
)
windows = limits | st.builds(t.Wait, durations, anchors)
moments = st.builds(
    t.MomentLiteral,
    st.builds(
        "{}T{:02}:{:02}{}{}".format, days, st.integers(0, 23), st.integers(0, 59), st.sampled_from(["", ":30"]),
        st.sampled_from(["", "Z", "+08:00", "-03:30"]),
    ),
)  # fmt: skip


def _few(values: st.SearchStrategy[Any], least: int = 1, most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(values, min_size=least, max_size=most).map(tuple)


def _folded(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The same strategy with a short ``repr``: written out, nested alternatives grow without bound."""

    @st.composite
    def folded(draw: st.DrawFn) -> Any:
        return draw(strategy)

    return folded()


def _grammar(depth: int) -> dict[str, st.SearchStrategy[Any]]:
    """One strategy for each level of the expression grammar, brackets at most ``depth`` deep."""
    simple = st.one_of(
        names,
        amounts,
        numbers,
        percents,
        dates,
        st.builds(t.YesNo, st.booleans()),
        st.just(t.It()),
        st.just(t.TheDay()),
    )
    if depth == 0:
        return {"atom": simple, "factor": simple, "sum": simple, "bounded": simple, "expr": simple}
    inner = _grammar(depth - 1)
    test = st.one_of(names, st.builds(t.Not, names), st.builds(t.Bracketed, inner["expr"]))
    test = _folded(test)
    atom = st.one_of(
        simple,
        st.builds(t.Bracketed, inner["expr"]),
        st.builds(t.Excess, inner["factor"], inner["factor"]),
        st.builds(t.SeriesAt, names, st.sampled_from(["last", "this"]), periods),
        st.builds(t.SeriesAt, names, period_keys, st.none()),
        st.builds(t.CountOf, names, st.none() | test),
        st.builds(t.SumOf, inner["factor"], names, st.none() | test),
    )
    atom = _folded(atom)
    factor = st.one_of(
        atom,
        st.builds(t.ShareOf, percents, atom),
        st.builds(t.ShareOf, st.just(t.Percent(Fraction(1, 2), "half")), atom),
        st.builds(t.ShareOf, names, atom),
    )
    factor = _folded(factor)
    times = st.builds(t.Arithmetic, st.just("times"), factor, factor)
    term = st.one_of(
        factor,
        times,
        st.builds(t.Divided, factor | times, factor, st.none() | factor),
    )
    term = _folded(term)
    plus = st.builds(t.Arithmetic, st.sampled_from(["+", "-"]), term, term)
    total = st.one_of(term, plus, st.builds(t.Arithmetic, st.sampled_from(["+", "-"]), plus, term))
    total = _folded(total)
    bounded = st.one_of(
        total,
        st.builds(t.Bounded, total, st.sampled_from(["at least", "at most"]), total),
        st.builds(t.Rounded, total, st.sampled_from(["up", "down", "half up", "half even"]), total),
    )
    bounded = _folded(bounded)
    whole = st.integers(0, 30)
    value = st.one_of(choice_values, st.builds(t.PeriodKey, period_keys), st.builds(t.YesNo, st.booleans()))
    ordinals = st.sampled_from(["first", "second", "third", "fourth", "last"]).map(t.Name)
    comparison = st.one_of(
        bounded,
        st.builds(t.Compare, st.sampled_from([">=", "<=", ">", "<", "=", "!="]), bounded, bounded),
        st.builds(t.IsOneOf, bounded, _few(value), st.booleans()),
        st.builds(t.PeriodIs, periods, _few(st.one_of(st.builds(t.PeriodKey, period_keys), ordinals))),
        st.builds(t.Quantified, st.sampled_from(["every", "any", "none"]), st.none(), names, test),
        st.builds(t.Quantified, st.sampled_from(["at least", "at most", "in a row"]), whole, names, test),
        st.builds(
            t.Apart, bounded, st.sampled_from(["at least", "at most", "more than", "less than"]), durations, bounded,
            st.booleans(),
        ),
        st.builds(t.Order, bounded, st.sampled_from(["before", "after", "on or before", "on or after"]), bounded),
        st.builds(t.WithinLast, names, durations),
        st.builds(
            t.Aged, bounded, st.sampled_from(["at least", "at most", "more than", "less than"]), durations
        ),
    )  # fmt: skip
    comparison = _folded(comparison)
    negated = comparison | st.builds(t.Not, comparison)
    negated = _folded(negated)
    both = negated | st.builds(t.And, _few(negated, 2))
    return {
        "atom": atom, "factor": factor, "sum": total, "bounded": bounded,
        "expr": _folded(both | st.builds(t.Or, _few(both, 2))),
    }  # fmt: skip


_DEEP, _SHALLOW = _grammar(2), _grammar(1)
expressions, sums, boundeds, atoms = (_SHALLOW[key] for key in ("expr", "sum", "bounded", "atom"))
deep_expressions = _DEEP["expr"]

places = st.sampled_from(["17(1)", "22(1)(f)", "3", "8.2", "12A", "Annex I", "134-A(2)"])
citations = st.builds(t.Citation, places, st.none() | st.sampled_from(["DL27_97_M", "法律"]))
abouts = st.one_of(st.builds(t.About, names, names, st.none() | names), st.builds(t.About, names, st.none()))


def _not_first(expr: t.Expr) -> bool:
    """An act that begins with "not" cannot be told from a prohibition; it is written in brackets."""
    first = expr.operands[0] if isinstance(expr, t.And | t.Or) else expr
    first = first.operands[0] if isinstance(first, t.And) else first
    return not isinstance(first, t.Not)


def _rows() -> st.SearchStrategy[t.Row]:
    shallow = _SHALLOW["atom"]
    return st.one_of(
        st.builds(t.Row, st.none(), st.just(False), shallow, st.booleans(), _SHALLOW["expr"]),
        st.builds(t.Row, shallow, st.booleans(), st.none(), st.just(False), _SHALLOW["expr"]),
        st.builds(t.Row, shallow, st.just(True), shallow, st.booleans(), _SHALLOW["expr"]),
        st.builds(t.Row, shallow, st.just(False), shallow, st.just(True), _SHALLOW["expr"]),
    )


_targets = st.sampled_from(["value", "lower", "upper", "both"])
_bound_targets = st.sampled_from(["lower", "upper", "both"])
_by = st.sampled_from(["raised by", "lowered by", "at least", "at most"])
BODIES = (
    st.builds(t.Cites, _few(citations)),
    st.builds(t.On, names, st.none() | abouts, st.none() | expressions),
    st.builds(t.On, names, st.none(), st.none() | expressions, _few(st.builds(t.About, names, names))),
    st.builds(t.ForAct, names, st.booleans()),
    st.builds(t.OwedTo, names),
    st.builds(t.Where, expressions),
    st.builds(t.Must, expressions.filter(_not_first), st.none() | limits),
    st.builds(t.MustNot, _few(names), st.none() | names, st.none() | windows, st.none() | expressions),
    st.builds(t.While, expressions),
    st.builds(t.LimitClause, windows),
    st.builds(t.ConditionClause, expressions),
    _rows(),
    st.builds(t.Adjustment, _targets, st.sampled_from(["doubled", "halved"]), st.none()),
    st.builds(t.Adjustment, _targets, _by, sums),
    st.builds(t.Adjustment, _bound_targets, st.just("is"), boundeds),
    st.builds(t.Range, sums, sums),
    st.builds(t.Unless, expressions),
    st.builds(t.UnlessProves, names | st.just(t.Name("anyone")), expressions, st.none() | expressions | counted_days),
    st.builds(t.Presumed, expressions | counted_days),
    st.builds(t.ConditionClause, counted_days),
    st.builds(t.ExceptWhere, _few(names)),
    st.builds(t.PrevailsOver, _few(names)),
    st.builds(t.InAdditionTo, _few(names)),
    st.builds(t.FailingWhich, names, st.booleans()),
    st.builds(t.AfterWhich, names),
    st.builds(t.May, _few(names), st.none() | limits),
    st.builds(t.CountedBy, modules),
    st.builds(t.At, anchors),
    st.builds(t.ExtendedTo, names, names),
    st.builds(t.ExtensionCap, durations, anchors),
    st.builds(t.SuspendedWhile, names),
    st.builds(t.Each, periods),
    st.builds(t.Each, periods, st.integers(1, 3000), periods),
    st.builds(t.OnLastDay, periods, st.none() | names),
    st.builds(t.Since, names, st.none() | names),
    st.builds(t.LawAsOn, st.none() | names),
    st.builds(t.ForBreach, names, st.just(()), st.none() | names),
    st.builds(t.ForBreach, st.none(), _few(names), st.none() | names),
    st.builds(t.Upon, names),
    st.builds(t.EndsWhen, expressions),
    st.builds(t.Note, texts),
    st.builds(t.Because, texts),
    st.builds(t.Formerly, _few(names)),
    st.builds(t.UseFact, names, names),
    st.builds(t.Section, names, st.none() | names, st.none() | expressions),
    st.builds(t.Section, st.none(), names, st.none() | expressions),
    st.builds(t.Section, st.none(), st.none(), expressions),
)
bodies = _folded(st.one_of(BODIES))


def _lines(body: st.SearchStrategy[t.Body]) -> st.SearchStrategy[t.Line]:
    return st.builds(
        t.Line,
        body,
        guard=st.none() | st.builds(t.Guard, st.none() | _SHALLOW["expr"]),
        reading=st.none() | st.sampled_from(["pt", "zh", "RTS 2025/301", "not"]),
        since=st.none() | names,
        before=st.none() | names,
        counted_by=st.none() | modules,
        unverified=st.none() | texts,
        comments=comment_lists,
        trailing=trailing,
    )


_letters = st.sampled_from(["a", "b", "c", "z", "i", "ii", "iv", "1", "12"])
_alternatives = _few(_lines(st.builds(t.Lettered, _letters, expressions)))
_lettered = st.builds(t.OneOf, _alternatives) | st.builds(t.MayOnly, _few(names), _alternatives)
lines = _folded(_lines(bodies) | _lines(_lettered))
line_lists = st.lists(lines, max_size=4).map(tuple)


def _one_of_is_closed(found: tuple[t.Line, ...]) -> bool:
    """Right after lettered lines, a line that begins like a lettered one would join them."""
    return all(
        not isinstance(before.body, t.OneOf | t.MayOnly)
        or after.reading is not None
        or not isinstance(after.body, t.ConditionClause | t.Row)
        for before, after in itertools.pairwise(found)
    )  # fmt: skip


norm_lines = line_lists.filter(_one_of_is_closed)
_eaches = st.one_of(
    st.builds(t.ForEach, names, names, st.none() | _SHALLOW["expr"]),
    st.builds(t.ForPeriods, st.integers(0, 12), periods),
)
_waivers = _few(_lines(st.builds(t.Unless, expressions)), least=0, most=2)
_ranges_of_letters = _few(st.tuples(_letters, st.none() | _letters), least=0)
items = _folded(
    _lines(st.builds(t.Item, _letters, expressions, st.none() | _eaches, _waivers))
    | _lines(st.builds(t.BorrowedItems, _ranges_of_letters, citations, st.none() | _eaches, _waivers))
)


def _items_are_closed(found: tuple[t.Line, ...]) -> bool:
    """Below an item, an exception is the item's; a condition or a row may begin as an item does."""
    return not any(isinstance(line.body, t.ConditionClause | t.Row | t.OneOf | t.MayOnly) for line in found) and all(
        not isinstance(before.body, t.Item | t.BorrowedItems) or not isinstance(after.body, t.Unless)
        for before, after in itertools.pairwise(found)
    )


checklist_lines = st.lists(lines | items, max_size=5).map(tuple).filter(_items_are_closed)
_plain_kinds = ("yes or no", "number", "percent", "date", "text", "event", "state")
_ranges: dict[str, Any] = {"period": st.none() | periods, "low": st.none() | atoms, "high": st.none() | atoms}
fact_types = st.one_of(
    st.builds(t.FactType, st.sampled_from(_plain_kinds), **_ranges),
    st.builds(t.FactType, st.sampled_from(["number", "percent", "date"]), owner=names, **_ranges),
    st.builds(t.FactType, st.just("money"), currency=st.none() | currencies, owner=st.none() | names, **_ranges),
    st.builds(t.FactType, st.sampled_from(["decision", "evidence"]), owner=st.none() | names, **_ranges),
    st.builds(t.FactType, st.just("choice"), _few(choice_values), period=st.none() | periods),
    st.just(t.FactType("list of event")),
    st.builds(t.FactType, st.just("list"), of=names, owner=st.none() | names, period=st.none() | periods),
    st.builds(t.FactType, st.just("evidence"), issuer=names, owner=st.none() | names, period=st.none() | periods),
    st.builds(t.FactType, st.just("reference"), of=names),
)
facts = st.builds(
    t.Fact, names, fact_types, labels, unverified=st.none() | texts, comments=comment_lists, trailing=trailing
)


@st.composite
def _choice_facts(draw: st.DrawFn) -> t.Fact:
    fact_type = t.FactType("choice", draw(_few(choice_values)))
    values = draw(st.lists(st.tuples(choice_values, labels), max_size=2).map(tuple))
    return t.Fact(draw(names), fact_type, draw(labels), values, comments=draw(comment_lists))


party_lines = st.one_of(
    facts,
    _choice_facts(),
    st.builds(t.YearEnd, days_of_year, comments=comment_lists, trailing=trailing),
    st.builds(t.PartySince, names, st.none() | names, comments=comment_lists, trailing=trailing),
)

_literals = st.one_of(
    names, amounts, numbers, percents, dates, st.builds(t.YesNo, st.booleans()), st.builds(t.PeriodKey, period_keys)
)
_plain_given = st.one_of(
    st.builds(t.GivenValue, st.just("literal"), _literals | moments),
    st.builds(t.GivenValue, st.just("text"), text=texts),
    st.sampled_from(["never", "none", "unknown"]).map(t.GivenValue),
)
_given_values = st.one_of(
    _plain_given,
    st.builds(t.GivenValue, st.just("by"), day=days),
    st.builds(t.GivenValue, st.just("since"), _literals, day=days),
    st.builds(t.GivenValue, st.just("since"), day=days, inner=st.just(t.GivenValue("unknown"))),
    st.builds(t.GivenValue, st.just("spell"), day=days, until=st.none() | days),
    st.builds(t.GivenValue, st.just("spell"), until=days),
    st.builds(t.GivenValue, st.just("evidence"), day=days, until=st.none() | days),
    st.builds(t.GivenValue, st.just("evidence"), until=days),
    st.builds(t.GivenValue, st.just("period"), key=st.one_of(period_keys, st.just("2021")), inner=_plain_given),
)
_given_facts = st.builds(t.GivenFact, names, _given_values)
_items = st.lists(st.lists(_given_facts, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
_several = st.one_of(
    st.builds(t.GivenValue, st.just("items"), items=_items, open=st.booleans()),
    st.builds(t.GivenValue, st.just("days"), days=_few(days | moments, 2, 3), open=st.booleans()),
    st.builds(t.GivenValue, st.just("days"), days=_few(days | moments, 1, 1), open=st.just(True)),
)
given_facts = _given_facts | st.builds(t.GivenFact, names, _several)
givens = st.builds(
    t.Given,
    names,
    st.none() | texts,
    st.lists(given_facts, max_size=4).map(tuple),
    comments=comment_lists,
    trailing=trailing,
)
_statuses = st.sampled_from(["compliant", "breached", "pending", "undetermined", "not applicable"])
_whom: dict[str, Any] = {
    "period": st.none() | st.sampled_from(["2021", "2021-Q1", "FY2020"]),
    "item": st.none() | st.sampled_from(["t1", "a b", "2021-03-31"]),
    "reading": st.none() | st.just("pt"),
}
_paths = st.sampled_from(["agents[2].resident", "seat", "agents[B].a.b", "總受託人[1].居民"])
expectations = st.one_of(
    st.builds(
        t.Expectation, names, **_whom, status=_statuses, due=st.none() | days | moments, since=st.none() | days,
        done=st.none() | days, cured=st.none() | days, needs=st.none() | _few(_paths),
        possible=st.none() | _few(_statuses), reason=st.none() | st.sampled_from(["scope", "not_in_force", "excused"]),
        missing=st.none() | _few(texts),
    ),
    st.builds(t.Expectation, names, **_whom, value=_SHALLOW["sum"], high=st.none() | _SHALLOW["sum"]),
    st.builds(
        t.Expectation, names, **_whom, word=st.sampled_from(["unknown", "holds", "does not hold", "may hold"])
    ),
)  # fmt: skip
checks = st.builds(t.Check, days | moments, _few(expectations), comments=comment_lists, trailing=trailing)

_fixed = st.one_of(amounts, numbers, percents, dates)
_settings = st.one_of(
    st.builds(
        t.InstrumentLine, st.sampled_from(["jurisdiction", "issued by", "authority", "force", "amends"]),
        st.sampled_from(["Macau", "Hong Kong", "AMCM", "澳門", "if"]), comments=comment_lists, trailing=trailing,
    ),
    st.builds(t.InstrumentLine, st.just("amounts in"), currencies, comments=comment_lists, trailing=trailing),
    st.builds(t.InstrumentLine, st.just("time counted by"), modules),
    st.builds(t.InstrumentLine, st.sampled_from(["provisions", "title en", "title zh"]), texts),
    st.builds(
        t.VersionLine, names, days, st.none() | texts, st.none() | texts, comments=comment_lists, trailing=trailing
    ),
    st.builds(t.FixesLine, names, names, _fixed, days, st.none(), st.none() | texts, comments=comment_lists),
    st.builds(t.FixesLine, names, names, _fixed, st.none(), period_keys, st.none() | texts, trailing=trailing),
)  # fmt: skip
_open_words = st.sampled_from(["forthwith", "regularly", "at no stated time", "as soon as practicable"])
INTERPRETATIONS = (
    st.builds(t.OpenWithin, _open_words, durations),
    st.builds(t.OpenEvery, _open_words, durations),
    st.builds(t.OpenCondition, names, expressions),
    st.builds(t.OwnLimit, limits),
    st.builds(t.Signed, texts, days),
    st.builds(t.Note, texts),
)
_interpretations = st.builds(
    t.InterpretLine,
    st.one_of(INTERPRETATIONS),
    comments=comment_lists,
    trailing=trailing,
)
_kept: dict[str, Any] = {"comments": comment_lists, "trailing": trailing, "end_comments": comment_lists}
_norm_kinds = st.sampled_from(["requirement", "obligation", "prohibition", "consequence", "statement"])
BLOCKS = (
    st.builds(t.Use, module=modules, **_kept),
    st.builds(t.AmountsIn, currency=currencies, **_kept),
    st.builds(t.Instrument, name=names, labels=labels, lines=st.lists(_settings, max_size=4).map(tuple), **_kept),
    st.builds(t.Provision, place=citations, labels=labels, **_kept),
    st.builds(
        t.Party, kind=st.sampled_from(["party", "record"]), name=names, labels=labels,
        lines=st.lists(party_lines, max_size=4).map(tuple), **_kept,
    ),
    st.builds(
        t.Party, kind=st.sampled_from(["party", "record"]), name=names, labels=st.just(t.Labels()), more=st.just(True),
        lines=st.lists(party_lines, max_size=4).map(tuple), **_kept,
    ),
    st.builds(t.Norm, kind=_norm_kinds, name=names, labels=labels, lines=norm_lines, **_kept),
    st.builds(t.Norm, kind=st.just("checklist"), name=names, labels=labels, lines=checklist_lines, **_kept),
    st.builds(t.Define, name=names, of=names, type=fact_types, labels=labels, lines=norm_lines, **_kept),
    st.builds(t.Apply, places=_few(citations), about=abouts, lines=norm_lines, **_kept),
    st.builds(t.Interpret, norm=modules, lines=st.lists(_interpretations, max_size=3).map(tuple), **_kept),
    st.builds(t.Scenario, title=texts, lines=st.lists(givens | checks, max_size=3).map(tuple), **_kept),
)  # fmt: skip
blocks = _folded(st.one_of(BLOCKS))


def _amounts_not_in_instrument(found: tuple[t.AnyBlock, ...]) -> bool:
    """Right below an instrument, "amounts in" is the instrument's."""
    return all(
        not (isinstance(before, t.Instrument) and isinstance(after, t.AmountsIn))
        for before, after in itertools.pairwise(found)
    )


modules_of_blocks = st.builds(
    t.Module, st.lists(blocks, max_size=4).map(tuple).filter(_amounts_not_in_instrument), comment_lists
)

assert not RESERVED & set(NAMES)
