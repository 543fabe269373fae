"""The smallest parts of the syntax tree: names, literals, expressions and time limits."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from prazo.dsl.syntax.span import NOWHERE as NOWHERE, Span as Span


@attrs.frozen(slots=True, kw_only=True)
class Node:
    """Anything with a place.  ``span`` never takes part in equality."""

    span: Span = attrs.field(default=NOWHERE, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class Labels(Node):
    """Names of one thing by language: ``"share capital" pt "capital social" zh "公司資本"``."""

    en: str | None = None
    pt: str | None = None
    zh: str | None = None


# --- expressions -----------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Name(Node):
    """A fact, a defined term, a choice value or a norm, by its bare name."""

    text: str


@attrs.frozen(slots=True)
class Amount(Node):
    """``MOP 30M``: currency code and exact value in whole currency units."""

    currency: str
    value: Fraction
    written: str = attrs.field(default="", eq=False)


@attrs.frozen(slots=True)
class Number(Node):
    """``2``, ``1.5``: a plain number, exact."""

    value: Fraction
    written: str = attrs.field(default="", eq=False)


@attrs.frozen(slots=True)
class Percent(Node):
    """``25%``: ``value`` is the fraction 1/4."""

    value: Fraction
    written: str = attrs.field(default="", eq=False)


@attrs.frozen(slots=True)
class DateLiteral(Node):
    day: date


@attrs.frozen(slots=True)
class YesNo(Node):
    value: bool


@attrs.frozen(slots=True)
class MomentLiteral(Node):
    """``2026-03-05T14:30``, with or without seconds and an offset from UTC, as written."""

    text: str


@attrs.frozen(slots=True)
class PeriodKey(Node):
    """``FY1998``, ``2021-Q2``, ``2021-H1``, ``2021-06``."""

    text: str


@attrs.frozen(slots=True)
class It(Node):
    """``it``: the figure that the bracket is read on, or in an adjustment the bound so far."""


@attrs.frozen(slots=True)
class TheDay(Node):
    """``the day``: the judged day."""


@attrs.frozen(slots=True)
class Arithmetic(Node):
    """``A + B``, ``A - B``, ``A times B`` (also written ``4 times benefit``)."""

    op: str  # "+", "-", "times"
    left: Expr
    right: Expr


@attrs.frozen(slots=True)
class ShareOf(Node):
    """``25% of X``, ``half of X`` (``share`` is then Percent 50 % with ``written == "half"``)."""

    share: Percent | Name
    of: Expr


@attrs.frozen(slots=True)
class Divided(Node):
    """``A divided by B, or X at zero``; ``at_zero`` None where the writer left it out (refused later)."""

    left: Expr
    right: Expr
    at_zero: Expr | None


@attrs.frozen(slots=True)
class Excess(Node):
    """``the excess over MOP 20M`` (of ``it``) or ``the excess of A over B``; never below zero."""

    of: Expr
    over: Expr


@attrs.frozen(slots=True)
class Bounded(Node):
    """``X, at least MOP 10M`` or ``X, at most Y``."""

    value: Expr
    kind: str  # "at least", "at most"
    bound: Expr


@attrs.frozen(slots=True)
class Rounded(Node):
    """``X rounded up to MOP 1`` (up, down, half up, half even)."""

    value: Expr
    mode: str  # "up", "down", "half up", "half even"
    step: Expr


@attrs.frozen(slots=True)
class SeriesAt(Node):
    """``premiums of last financial year``, ``premiums of FY2020``, ``premiums of this quarter``."""

    name: Name
    which: str  # "last", "this", or a period key
    period: str | None  # "financial year", "year", "half-year", "quarter", "month"; None with a key


@attrs.frozen(slots=True)
class CountOf(Node):
    """``count of agents`` or ``count of agents where resident``."""

    items: Name
    where: Expr | None


@attrs.frozen(slots=True)
class SumOf(Node):
    """``sum of share in holdings where linked``."""

    what: Expr
    items: Name
    where: Expr | None


@attrs.frozen(slots=True)
class Compare(Node):
    op: str  # ">=", "<=", ">", "<", "=", "!="
    left: Expr
    right: Expr


@attrs.frozen(slots=True)
class IsOneOf(Node):
    """``line is life``, ``line is one of a, b``, ``line is not life`` (``negated``)."""

    subject: Expr
    values: tuple[Name | PeriodKey | YesNo, ...]
    negated: bool = False


@attrs.frozen(slots=True)
class PeriodIs(Node):
    """``financial year is FY1998``, ``quarter is the fourth``: the period in which the judged day falls."""

    period: str
    values: tuple[PeriodKey | Name, ...]


@attrs.frozen(slots=True)
class Quantified(Node):
    """``every agents is P``, ``any of agents is P``, ``at least 3 of L are P``, ``at least 3 in a row of L are P``."""

    kind: str  # "every", "any", "none", "at least", "at most", "in a row"
    number: int | None
    items: Name
    test: Expr


@attrs.frozen(slots=True)
class DurationPart(Node):
    number: int
    unit: str  # "day", "working day", "week", "month", "year", "hour"


@attrs.frozen(slots=True)
class Duration(Node):
    """``1 year and 180 days``: added as written."""

    parts: tuple[DurationPart, ...]
    clear: bool = False  # "clear months": both ends left out


@attrs.frozen(slots=True)
class Apart(Node):
    """``founded is at least 5 years before application``.

    ``kind``: "at least", "at most", "more than", "less than".
    """

    earlier: Expr
    kind: str
    duration: Duration
    later: Expr
    written_after: bool = False  # written "later is at least 5 years after earlier"


@attrs.frozen(slots=True)
class Order(Node):
    """``A is before B``, ``A is on or before B``, ``A is after B``, ``A is on or after B``."""

    left: Expr
    relation: str  # "before", "on or before", "after", "on or after"
    right: Expr


@attrs.frozen(slots=True)
class WithinLast(Node):
    """``repeated within the last 1 year``: an event not more than that long before the judged day."""

    event: Name
    duration: Duration


@attrs.frozen(slots=True)
class Aged(Node):
    """``criminal_record is at most 90 days old``: the age of evidence, or of an event, on the judged day.

    ``kind``: "at least", "at most", "more than", "less than".
    """

    what: Expr
    kind: str
    duration: Duration


@attrs.frozen(slots=True)
class Not(Node):
    operand: Expr


@attrs.frozen(slots=True)
class And(Node):
    operands: tuple[Expr, ...]


@attrs.frozen(slots=True)
class Or(Node):
    operands: tuple[Expr, ...]


@attrs.frozen(slots=True)
class Bracketed(Node):
    """Parentheses as written; kept so that ``80% of (A + B)`` prints as it was."""

    inner: Expr


Expr = (
    Name | Amount | Number | Percent | DateLiteral | MomentLiteral | YesNo | PeriodKey | It | TheDay | Arithmetic
    | ShareOf | Divided | Excess | Bounded | Rounded | SeriesAt | CountOf | SumOf | Compare | IsOneOf | PeriodIs
    | Quantified | Apart | Order | WithinLast | Aged | Not | And | Or | Bracketed
)  # fmt: skip


# --- time limits -----------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class SpellDay(Node):
    """``the beginning of margin_short``, ``the end of in_liquidation``: a day of each spell of a state."""

    state: Name
    end: bool


@attrs.frozen(slots=True)
class BreachDay(Node):
    """``the breach of pay``: the first day of the breach of another norm."""

    norm: Name


Anchor = Name | SpellDay | BreachDay


@attrs.frozen(slots=True)
class After(Node):
    """``within 30 days of signing``, ``within 30 days after signing``, ``no later than 30 days after signing``.

    ``or_due``: ``.., or of the day it was due if not done``.
    """

    duration: Duration
    anchor: Anchor
    or_due: bool = attrs.field(default=False, kw_only=True)
    written: str = attrs.field(default="within .. of", eq=False)


@attrs.frozen(slots=True)
class Before(Node):
    """``at least 15 days before filing``, ``no later than 3 months before x``, ``at least 3 clear months before x``."""

    duration: Duration
    anchor: Anchor
    written: str = attrs.field(default="at least .. before", eq=False)


@attrs.frozen(slots=True)
class Until(Node):
    """``before filing`` (an earlier day) or ``no later than filing`` (``inclusive``)."""

    anchor: Anchor
    inclusive: bool


@attrs.frozen(slots=True)
class ByDate(Node):
    """``by 2026-05-01``."""

    day: date


@attrs.frozen(slots=True)
class CountedDay(Node):
    """``the third day after post_charge, or the next working day``; ``nth``: written with an ordinal."""

    duration: Duration
    event: Name
    or_next_working_day: bool = False
    nth: bool = False


@attrs.frozen(slots=True)
class Wait(Node):
    """``until 10 days after notify_intention have ended``: somebody's time to answer."""

    duration: Duration
    anchor: Anchor


@attrs.frozen(slots=True)
class AfterSet(Node):
    """``within answer_days days of charged``: as many days (or other ``unit``) as a fact or a defined figure says."""

    number: Name
    unit: str  # as in DurationPart
    anchor: Anchor
    written: str = attrs.field(default="of", eq=False)


@attrs.frozen(slots=True)
class Forthwith(Node):
    """``forthwith after learn``."""

    anchor: Anchor


@attrs.frozen(slots=True)
class NoStatedTime(Node):
    """``at no stated time after learn``."""

    anchor: Anchor


@attrs.frozen(slots=True)
class Regularly(Node):
    """``regularly``."""


@attrs.frozen(slots=True)
class Practicable(Node):
    """``as soon as practicable, and in any case LIMIT``."""

    limit: Limit


@attrs.frozen(slots=True)
class Whichever(Node):
    """``within 5 years of archived, or within 1 year of decided, whichever is later`` (``which``; or "earlier")."""

    limits: tuple[Limit, ...]
    which: str


@attrs.frozen(slots=True)
class InAnyCase(Node):
    """``within 4 hours of classified, and in any case within 24 hours of aware``: the earlier of the two."""

    limit: Limit
    cap: Limit


@attrs.frozen(slots=True)
class DayOfYear(Node):
    """``30 April``."""

    day: int
    month: int


@attrs.frozen(slots=True)
class ByDayOfYear(Node):
    """``by 30 April``, of the year in which the period ends, or (``following``) of the one after it."""

    on: DayOfYear
    following: bool = False


@attrs.frozen(slots=True)
class ByEnd(Node):
    """``by the end of the quarter`` (or ``the period``), or ``by the end of the following month`` (``following``)."""

    period: str
    following: bool = False


@attrs.frozen(slots=True)
class ByEndOfMonth(Node):
    """``by the end of February``, of the year in which the period ends, or (``following``) of the one after it."""

    month: int
    following: bool = False


@attrs.frozen(slots=True)
class AfterEnd(Node):
    """``within 30 days of the end of the quarter``, or ``of the period``."""

    duration: Duration
    period: str
    written: str = attrs.field(default="within .. of", eq=False)


@attrs.frozen(slots=True)
class Between(Node):
    """``between 2021-04-01 and 2021-04-30``: a window of acts, both days included."""

    first: date
    last: date


@attrs.frozen(slots=True)
class BetweenDays(Node):
    """``between 1 April and 30 April``, yearly; ``following``: of the year after the one in which the period ends."""

    first: DayOfYear
    last: DayOfYear
    following: bool = False


@attrs.frozen(slots=True)
class Every(Node):
    """``at least every 12 months``."""

    duration: Duration


OfPeriod = ByDayOfYear | ByEnd | ByEndOfMonth | AfterEnd | BetweenDays
Limit = (
    After | Before | Until | ByDate | Wait | AfterSet | Forthwith | NoStatedTime | Regularly | Practicable | Whichever
    | InAnyCase | OfPeriod | Between | Every
)  # fmt: skip
