"""Expressions, limits and literals as text: the one way in which each is written."""

from __future__ import annotations

import re
from fractions import Fraction

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.figures import MONTHS
from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.words import SIMPLE_NAME, check_name

# How tightly an expression holds together, loosest first; a looser one inside a tighter one gets brackets.
_OR, _AND, _NOT, _COMPARISON, BOUNDED, SUM, _TERM, FACTOR, ATOM = range(1, 10)
LOOSEST = _OR

_TIGHTNESS: dict[type[t.Node], int] = {
    t.Or: _OR, t.And: _AND, t.Not: _NOT, t.Compare: _COMPARISON, t.IsOneOf: _COMPARISON, t.PeriodIs: _COMPARISON,
    t.Quantified: _COMPARISON, t.Apart: _COMPARISON, t.Order: _COMPARISON, t.WithinLast: _COMPARISON,
    t.Aged: _COMPARISON, t.Bounded: BOUNDED, t.Rounded: BOUNDED, t.Divided: _TERM, t.ShareOf: FACTOR,
}  # fmt: skip
_AFTER = {
    "within .. of": ("within", "of"),
    "within .. after": ("within", "after"),
    "no later than .. after": ("no later than", "after"),
}
_BEFORE = {"at least .. before": "at least", "no later than .. before": "no later than"}
_PLACE = re.compile(r"[0-9]+[A-Za-z]?(?:[.\-][0-9]+[A-Za-z]?)*(?:\([0-9A-Za-z]+\))*\Z")
_MOST_DECIMALS = 60
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def quoted(text: str) -> str:
    """A text in quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def label(text: str) -> str:
    """A label bare where it may stand as a name, else in quotation marks."""
    if SIMPLE_NAME.match(text):
        try:
            check_name(text, t.NOWHERE)
        except Refused:
            return quoted(text)
        return text
    return quoted(text)


def place(citation: t.Citation) -> str:
    """``17(1)``, ``DL27_97_M 17(1)``, ``"Annex I"``."""
    text = citation.place if _PLACE.match(citation.place) else quoted(citation.place)
    return f"{citation.instrument} {text}" if citation.instrument is not None else text


def decimal(value: Fraction) -> str:
    """An exact decimal with commas between thousands; raises ``ValueError`` for a fraction that has none."""
    decimals = 0
    scaled = value
    while scaled.denominator != 1:
        scaled *= 10
        decimals += 1
        if decimals > _MOST_DECIMALS:
            raise ValueError(f"{value} is no decimal")
    digits = str(abs(int(scaled))).rjust(decimals + 1, "0")
    whole = digits[: len(digits) - decimals]
    sign = "-" if value < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{digits[-decimals:]}" if decimals else "")


def amount(currency: str, value: Fraction) -> str:
    """``MOP 30M`` where that is exact and shorter, else ``MOP 12,345``."""
    best = decimal(value)
    for letter, scale in (("K", 1_000), ("M", 1_000_000), ("B", 1_000_000_000)):
        if abs(value) >= scale:
            short = decimal(value / scale) + letter
            if len(short) < len(best):
                best = short
    return f"{currency} {best}"


def _number(value: Fraction) -> str:
    text = decimal(value)
    return text.replace(",", "") if abs(value) < 10_000 else text


def duration(found: t.Duration) -> str:
    """``1 year and 180 days``, ``3 clear months``."""
    clear = "clear " if found.clear else ""
    return " and ".join(f"{part.number:,} {clear}{part.unit}{'' if part.number == 1 else 's'}" for part in found.parts)


def anchor(found: t.Anchor) -> str:
    """What time is counted from."""
    if isinstance(found, t.SpellDay):
        return f"the {'end' if found.end else 'beginning'} of {found.state.text}"
    if isinstance(found, t.BreachDay):
        return f"the breach of {found.norm.text}"
    return found.text


def limit(found: t.Limit) -> str:
    """A time limit as it stands on a line."""
    if isinstance(found, t.After):
        begin, link = _AFTER.get(found.written, _AFTER["within .. of"])
        skip = ", or of the day it was due if not done" if found.or_due else ""
        return f"{begin} {duration(found.duration)} {link} {anchor(found.anchor)}{skip}"
    if isinstance(found, t.Before):
        begin = _BEFORE.get(found.written, "at least")
        return f"{begin} {duration(found.duration)} before {anchor(found.anchor)}"
    if isinstance(found, t.Until):
        return f"{'no later than' if found.inclusive else 'before'} {anchor(found.anchor)}"
    if isinstance(found, t.Wait):
        return f"until {duration(found.duration)} after {anchor(found.anchor)} have ended"
    if isinstance(found, t.ByDate):
        return f"by {found.day.isoformat()}"
    if isinstance(found, t.Whichever):
        return f"{', or '.join(map(limit, found.limits))}, whichever is {found.which}"
    if isinstance(found, t.InAnyCase):
        return f"{limit(found.limit)}, and in any case {limit(found.cap)}"
    if isinstance(found, t.Between):
        return f"between {found.first.isoformat()} and {found.last.isoformat()}"
    if isinstance(found, t.Every):
        return f"at least every {duration(found.duration)}"
    if isinstance(found, t.OfPeriod):
        return _limit_of_period(found)
    return _open_limit(found)


def _open_limit(found: t.AfterSet | t.Forthwith | t.NoStatedTime | t.Regularly | t.Practicable) -> str:
    match found:
        case t.AfterSet():
            return f"within {found.number.text} {found.unit}s {found.written} {anchor(found.anchor)}"
        case t.Forthwith():
            return f"forthwith after {anchor(found.anchor)}"
        case t.NoStatedTime():
            return f"at no stated time after {anchor(found.anchor)}"
        case t.Regularly():
            return "regularly"
        case t.Practicable():
            return f"as soon as practicable, and in any case {limit(found.limit)}"


def presumable(found: t.Expr | t.CountedDay) -> str:
    """An expression, or a day that is counted from an event."""
    if not isinstance(found, t.CountedDay):
        return expression(found)
    part = found.duration.parts[0]
    counted = f"the {ORDINALS[part.number - 1]} {part.unit}" if found.nth else duration(found.duration)
    moved = ", or the next working day" if found.or_next_working_day else ""
    return f"{counted} after {found.event.text}{moved}"


def day_of_year(found: t.DayOfYear) -> str:
    """``30 April``."""
    return f"{found.day} {MONTHS[found.month - 1]}"


def _limit_of_period(found: t.OfPeriod) -> str:
    following = " of the following year" if not isinstance(found, t.AfterEnd) and found.following else ""
    match found:
        case t.ByEnd():
            return f"by the end of the {'following ' if found.following else ''}{found.period}"
        case t.ByEndOfMonth():
            return f"by the end of {MONTHS[found.month - 1]}{following}"
        case t.ByDayOfYear():
            return f"by {day_of_year(found.on)}{following}"
        case t.BetweenDays():
            return f"between {day_of_year(found.first)} and {day_of_year(found.last)}{following}"
        case t.AfterEnd():
            begin, link = _AFTER.get(found.written, _AFTER["within .. of"])
            return f"{begin} {duration(found.duration)} {link} the end of the {found.period}"


def _tightness(node: t.Expr) -> int:
    if isinstance(node, t.Arithmetic):
        return _TERM if node.op == "times" else SUM
    return _TIGHTNESS.get(type(node), ATOM)


def expression(node: t.Expr, least: int = LOOSEST) -> str:
    """An expression as text, in brackets where it holds together less tightly than ``least`` asks."""
    text = _plain(node)
    return f"({text})" if _tightness(node) < least else text


def _test(node: t.Expr) -> str:
    """What follows "is" after a list, or "where" in a count: a name, "not" and a name, or brackets."""
    if isinstance(node, t.Name | t.Bracketed) or (isinstance(node, t.Not) and isinstance(node.operand, t.Name)):
        return _plain(node)
    return f"({_plain(node)})"


def _quantified(node: t.Quantified) -> str:
    items, test = node.items.text, _test(node.test)
    if node.kind == "in a row":
        return f"at least {node.number} in a row of {items} are {test}"
    if node.number is not None:
        return f"{node.kind} {node.number} of {items} {'is' if node.number == 1 else 'are'} {test}"
    return f"{node.kind} of {items} is {test}"


def _is_one_of(node: t.IsOneOf) -> str:
    values = ", ".join(_plain(value) for value in node.values)
    word = "is not" if node.negated else "is"
    return f"{expression(node.subject, BOUNDED)} {word} {'one of ' if len(node.values) > 1 else ''}{values}"


def _period_is(node: t.PeriodIs) -> str:
    if len(node.values) == 1 and isinstance(node.values[0], t.Name):
        return f"the {node.values[0].text} {node.period}"
    values = ", ".join(f"the {value.text}" if isinstance(value, t.Name) else value.text for value in node.values)
    return f"{node.period} is {'one of ' if len(node.values) > 1 else ''}{values}"


def _apart(node: t.Apart) -> str:
    first, word, second = (
        (node.later, "after", node.earlier) if node.written_after else (node.earlier, "before", node.later)
    )
    span = f"{node.kind} {duration(node.duration)}"
    return f"{expression(first, BOUNDED)} is {span} {word} {expression(second, BOUNDED)}"


def _where(items: t.Name, where: t.Expr | None) -> str:
    return items.text if where is None else f"{items.text} where {_test(where)}"


def _figure(node: t.Expr) -> str:
    if isinstance(node, t.Arithmetic):
        if node.op == "times":
            return f"{expression(node.left, _TERM)} times {expression(node.right, FACTOR)}"
        return f"{expression(node.left, SUM)} {node.op} {expression(node.right, _TERM)}"
    if isinstance(node, t.ShareOf):
        half = isinstance(node.share, t.Percent) and node.share.written == "half"
        return f"{'half' if half else _plain(node.share)} of {expression(node.of, FACTOR)}"
    if isinstance(node, t.Divided):
        text = f"{expression(node.left, _TERM)} divided by {expression(node.right, FACTOR)}"
        return text if node.at_zero is None else f"{text}, or {expression(node.at_zero, FACTOR)} at zero"
    if isinstance(node, t.Bounded):
        return f"{expression(node.value, BOUNDED)}, {node.kind} {expression(node.bound, SUM)}"
    if isinstance(node, t.Rounded):
        return f"{expression(node.value, BOUNDED)} rounded {node.mode} to {expression(node.step, SUM)}"
    if isinstance(node, t.Excess):
        if isinstance(node.of, t.It):
            return f"the excess over {expression(node.over, FACTOR)}"
        return f"the excess of {expression(node.of, FACTOR)} over {expression(node.over, FACTOR)}"
    if isinstance(node, t.SeriesAt):
        which = node.which if node.period is None else f"{node.which} {node.period}"
        return f"{node.name.text} of {which}"
    if isinstance(node, t.CountOf):
        return f"count of {_where(node.items, node.where)}"
    if isinstance(node, t.SumOf):
        return f"sum of {expression(node.what, FACTOR)} in {_where(node.items, node.where)}"
    raise TypeError(f"no expression: {type(node).__name__}")


def _plain(node: t.Expr) -> str:
    match node:
        case t.Name() | t.PeriodKey() | t.MomentLiteral():
            return node.text
        case t.Amount():
            return amount(node.currency, node.value)
        case t.Number():
            return _number(node.value)
        case t.Percent():
            return f"{_number(node.value * 100)}%"
        case t.DateLiteral():
            return node.day.isoformat()
        case t.YesNo():
            return "yes" if node.value else "no"
        case t.It():
            return "it"
        case t.TheDay():
            return "the day"
        case t.Bracketed():
            return f"({expression(node.inner)})"
        case t.Or():
            return " or ".join(expression(part, _AND) for part in node.operands)
        case t.And():
            return " and ".join(expression(part, _NOT) for part in node.operands)
        case t.Not():
            return f"not {expression(node.operand, _NOT)}"
        case t.Compare():
            return f"{expression(node.left, BOUNDED)} {node.op} {expression(node.right, BOUNDED)}"
        case t.IsOneOf():
            return _is_one_of(node)
        case t.PeriodIs():
            return _period_is(node)
        case t.Quantified():
            return _quantified(node)
        case t.Apart():
            return _apart(node)
        case t.Order():
            return f"{expression(node.left, BOUNDED)} is {node.relation} {expression(node.right, BOUNDED)}"
        case t.WithinLast():
            return f"{node.event.text} within the last {duration(node.duration)}"
        case t.Aged():
            return f"{expression(node.what, BOUNDED)} is {node.kind} {duration(node.duration)} old"
        case _:
            return _figure(node)
