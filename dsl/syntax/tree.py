"""The syntax tree: what the analyst wrote, line by line, with the place of every node.

A node's ``span`` is left out of equality, so that two texts that differ only in layout give equal trees.
Comments are kept on the line or block that they stand above or behind.  Nothing here is resolved: names are
text, amounts keep their currency code, and a guard may still be nonsense.  ``prazo.dsl.check`` turns a tree
into the core.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from prazo.dsl.syntax.span import NOWHERE as NOWHERE
from prazo.dsl.syntax.span import Span as Span


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
    Name | Amount | Number | Percent | DateLiteral | YesNo | PeriodKey | It | TheDay | Arithmetic | ShareOf | Divided
    | Excess | Bounded | Rounded | SeriesAt | CountOf | SumOf | Compare | IsOneOf | PeriodIs | Quantified | Apart
    | Order | WithinLast | Not | And | Or | Bracketed
)  # fmt: skip


# --- time limits -----------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class After(Node):
    """``within 30 days of signing``, ``within 30 days after signing``, ``no later than 30 days after signing``."""

    duration: Duration
    anchor: Name
    written: str = attrs.field(default="within .. of", eq=False)


@attrs.frozen(slots=True)
class Before(Node):
    """``at least 15 days before filing``, ``no later than 3 months before x``, ``at least 3 clear months before x``."""

    duration: Duration
    anchor: Name
    written: str = attrs.field(default="at least .. before", eq=False)


@attrs.frozen(slots=True)
class Until(Node):
    """``before filing`` (an earlier day) or ``no later than filing`` (``inclusive``)."""

    anchor: Name
    inclusive: bool


@attrs.frozen(slots=True)
class ByDate(Node):
    """``by 2026-05-01``."""

    day: date


Limit = After | Before | Until | ByDate


# --- lines -----------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Guard(Node):
    """``if COND``, or ``otherwise`` (``condition`` None)."""

    condition: Expr | None


@attrs.frozen(slots=True)
class Citation(Node):
    """One place: ``17(1)``, ``22(1)(f)``; with an instrument's name where it is another one's: ``DL27_97_M 17(1)``."""

    place: str
    instrument: str | None = None


@attrs.frozen(slots=True)
class Cites(Node):
    places: tuple[Citation, ...]


@attrs.frozen(slots=True)
class About(Node):
    """``about each Transfer in transfers [of AMCM]`` (``each``), or ``about Insurer``."""

    record: Name
    items: Name | None
    owner: Name | None = None


@attrs.frozen(slots=True)
class On(Node):
    """``on Insurer``, ``on AMCM about each Transfer in transfers``, with an optional ``where COND``."""

    bearer: Name
    about: About | None
    where: Expr | None


@attrs.frozen(slots=True)
class OwedTo(Node):
    party: Name


@attrs.frozen(slots=True)
class Where(Node):
    condition: Expr


@attrs.frozen(slots=True)
class Must(Node):
    """``must ACT [and|or ACT]`` or ``must CONDITION``, with the limit where it stands on the same line."""

    what: Expr
    limit: Limit | None = None


@attrs.frozen(slots=True)
class MustNot(Node):
    """``must not A, B or C``, ``.. without APPROVAL`` (same or earlier day), with a window where it has one."""

    acts: tuple[Name, ...]
    without: Name | None = None
    window: Limit | None = None


@attrs.frozen(slots=True)
class LimitClause(Node):
    limit: Limit


@attrs.frozen(slots=True)
class ConditionClause(Node):
    """A condition (requirement, yes/no definition) or a value (figure definition): which, the block decides."""

    expr: Expr


@attrs.frozen(slots=True)
class Lettered(Node):
    """``a  method is case_by_case`` below ``one of``."""

    letter: str
    expr: Expr


@attrs.frozen(slots=True)
class OneOf(Node):
    """``one of`` alone on a line; the lettered lines that follow it are its alternatives."""

    alternatives: tuple[Line, ...]


@attrs.frozen(slots=True)
class Row(Node):
    """One bracket: bounds (None: open) and value.  ``low_included`` for ``X and above`` / ``X to below Y``."""

    low: Expr | None
    low_included: bool
    high: Expr | None
    high_included: bool
    value: Expr


@attrs.frozen(slots=True)
class Adjustment(Node):
    """``doubled``, ``halved``, ``raised by 25%``, ``lowered by X``, ``at least X``, ``at most X``, ``is X``.

    ``target`` is "value" in a definition, "lower", "upper" or "both" in a consequence (``upper bound is 4 times x``).
    """

    target: str
    kind: str  # "doubled", "halved", "raised by", "lowered by", "at least", "at most", "is"
    amount: Expr | None


@attrs.frozen(slots=True)
class Range(Node):
    """``from MOP 20K to MOP 5M`` in a consequence."""

    low: Expr
    high: Expr


@attrs.frozen(slots=True)
class Unless(Node):
    condition: Expr


@attrs.frozen(slots=True)
class ExceptWhere(Node):
    """``except where N, M applies``."""

    norms: tuple[Name, ...]


@attrs.frozen(slots=True)
class PrevailsOver(Node):
    norms: tuple[Name, ...]


@attrs.frozen(slots=True)
class InAdditionTo(Node):
    norms: tuple[Name, ...]


@attrs.frozen(slots=True)
class FailingWhich(Node):
    """``failing which fine`` or ``failing which authorisation lapses`` (``lapses``)."""

    name: Name
    lapses: bool = False


@attrs.frozen(slots=True)
class CountedBy(Node):
    """``counted by macau.civil``."""

    rule: str


@attrs.frozen(slots=True)
class At(Node):
    """``at application``: a requirement judged on the day of an event."""

    event: Name


@attrs.frozen(slots=True)
class LawAsOn(Node):
    """``law as on signing``, ``law as on the day of the check`` (``event`` None)."""

    event: Name | None


@attrs.frozen(slots=True)
class ForBreach(Node):
    """``for any breach in DL27_97_M`` (``instrument``) or ``for breach of N, M`` (``norms``)."""

    instrument: Name | None
    norms: tuple[Name, ...]
    imposed_by: Name | None = None


@attrs.frozen(slots=True)
class Upon(Node):
    act: Name


@attrs.frozen(slots=True)
class EndsWhen(Node):
    condition: Expr


@attrs.frozen(slots=True)
class Note(Node):
    text: str


@attrs.frozen(slots=True)
class Because(Node):
    """Why no fact can decide a ``statement``."""

    text: str


@attrs.frozen(slots=True)
class Formerly(Node):
    names: tuple[Name, ...]


@attrs.frozen(slots=True)
class UseFact(Node):
    """In ``apply``: ``with THEIRS as OURS``, a fact of the cited norms and what stands for it here."""

    theirs: Name
    ours: Name


@attrs.frozen(slots=True)
class Section(Node):
    """``from V``, ``until V``, ``from V until W``, each also with ``according to X``; or ``according to X`` alone."""

    start: Name | None
    end: Name | None
    according_to: Expr | None = None


Body = (
    Cites | On | OwedTo | Where | Must | MustNot | LimitClause | ConditionClause | Lettered | OneOf | Row | Adjustment
    | Range | Unless | ExceptWhere | PrevailsOver | InAdditionTo | FailingWhich | CountedBy | At | LawAsOn | ForBreach
    | Upon | EndsWhen | Note | Because | Formerly | UseFact | Section
)  # fmt: skip


@attrs.frozen(slots=True)
class Line(Node):
    """One line of a norm: what it says, and what wraps it.

    ``reading`` is the label of a rival reading, ``since``/``before`` the version of a trailing ``, from V`` /
    ``, until V``, ``counted_by`` a trailing counting rule, ``unverified`` the reason of a mark
    (``unverified "source not read in full"``).
    """

    body: Body
    guard: Guard | None = None
    reading: str | None = None
    since: Name | None = None
    before: Name | None = None
    counted_by: str | None = None
    unverified: str | None = None
    comments: tuple[str, ...] = ()  # whole lines above, without "#"
    trailing: str | None = None  # comment behind the line


# --- facts -----------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class FactType(Node):
    """The declared type of a fact or of a definition.

    ``kind``: "yes or no", "choice", "money", "number", "percent", "date", "text", "event", "state", "decision",
    "evidence", "list".
    """

    kind: str
    values: tuple[Name, ...] = ()  # choice
    currency: str | None = None  # money in HKD
    of: Name | None = None  # list of R
    owner: Name | None = None  # decision by X; money set by X; evidence from X
    period: str | None = None  # each quarter
    low: Expr | None = None  # at least 0; from 10 to 30
    high: Expr | None = None


@attrs.frozen(slots=True)
class Fact(Node):
    name: Name
    type: FactType
    labels: Labels = attrs.field(factory=Labels)
    value_labels: tuple[tuple[Name, Labels], ...] = ()  # lines "value life "life" pt "vida"" below the fact
    unverified: str | None = None
    comments: tuple[str, ...] = ()
    trailing: str | None = None


@attrs.frozen(slots=True)
class PartySince(Node):
    """``since begin_business [until EVENT]`` in a party: when its recurring duties begin and end."""

    start: Name
    end: Name | None = None
    comments: tuple[str, ...] = ()
    trailing: str | None = None


# --- blocks ----------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, kw_only=True)
class Block(Node):
    comments: tuple[str, ...] = ()  # whole lines above the block
    trailing: str | None = None  # behind its first line
    end_comments: tuple[str, ...] = ()  # whole lines after the last line of the block, before the next one, indented


@attrs.frozen(slots=True)
class Use(Block):
    """``use macau.insurance.parties``."""

    module: str


@attrs.frozen(slots=True)
class AmountsIn(Block):
    """``amounts in MOP`` at the top of a file: the currency of ``money`` where none is written."""

    currency: str


@attrs.frozen(slots=True)
class InstrumentLine(Node):
    """``jurisdiction Macau``, ``issued by X``, ``authority AMCM``, ``force law``, ``amounts in MOP``,
    ``time counted by RULE``, ``provisions "file.json"``, ``amends X``, ``title zh "..."``: key and value as text."""

    key: str
    value: str
    comments: tuple[str, ...] = ()
    trailing: str | None = None


@attrs.frozen(slots=True)
class VersionLine(Node):
    """``version law_21_2020 from 2020-09-22 ["where it was published"]``."""

    name: Name
    start: date
    source: str | None = None
    unverified: str | None = None
    comments: tuple[str, ...] = ()
    trailing: str | None = None


@attrs.frozen(slots=True)
class Instrument(Block):
    name: Name
    labels: Labels
    lines: tuple[InstrumentLine | VersionLine, ...]


@attrs.frozen(slots=True)
class Provision(Block):
    place: Citation
    labels: Labels


@attrs.frozen(slots=True)
class Party(Block):
    """``party`` or ``record`` (``kind``)."""

    kind: str
    name: Name
    labels: Labels
    lines: tuple[Fact | PartySince, ...]


@attrs.frozen(slots=True)
class Norm(Block):
    """``requirement``, ``obligation``, ``prohibition``, ``consequence`` or ``statement`` (``kind``)."""

    kind: str
    name: Name
    labels: Labels
    lines: tuple[Line, ...]


@attrs.frozen(slots=True)
class Define(Block):
    """``define NAME of PARTY is TYPE "title"``."""

    name: Name
    of: Name
    type: FactType
    labels: Labels
    lines: tuple[Line, ...]


@attrs.frozen(slots=True)
class Apply(Block):
    """``apply 20, 21 to each GeneralAgent in agents of Insurer`` (``about``); lines: cites, with .. as .., note."""

    places: tuple[Citation, ...]
    about: About
    lines: tuple[Line, ...]


# --- scenarios -------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class GivenValue(Node):
    """``never``, ``none``, ``unknown``, ``by D``, ``from D .. until D`` and the like.

    ``kind``: "literal" (``value`` an expression: name, amount, date, yes/no ...), "text", "never", "none", "unknown",
    "by" (``day``), "since" (``day`` and ``value``: history entry), "spell" (``day``, ``until``), "period" (``key`` and
    ``inner``: series entry), "items" (``items`` and ``open``), "evidence" (``day`` issued, ``until`` expires).
    """

    kind: str
    value: Expr | None = None
    text: str | None = None
    day: date | None = None
    until: date | None = None
    key: str | None = None
    inner: GivenValue | None = None
    items: tuple[tuple[GivenFact, ...], ...] = ()
    open: bool = False


@attrs.frozen(slots=True)
class GivenFact(Node):
    """``line general``, ``premiums of FY2020 MOP 60M``, ``holdings (id "a", share 6%) (share 5%)``."""

    name: Name
    value: GivenValue


@attrs.frozen(slots=True)
class Given(Node):
    """``given Insurer ["id"] with FACT, FACT``."""

    party: Name
    id: str | None
    facts: tuple[GivenFact, ...]
    comments: tuple[str, ...] = ()
    trailing: str | None = None


@attrs.frozen(slots=True)
class Expectation(Node):
    """One expectation.

    ``NORM [for ITEM] [under READING] STATUS [due D] [since D] [done D] [cured D] [needs PATH ...] [possible S or S]
    [reason CODE]``, or ``NAME [for ITEM] = VALUE`` / ``NAME = from A to B`` / ``NAME holds`` / ``NAME = unknown``.
    """

    name: Name
    item: str | None = None
    reading: str | None = None
    status: str | None = None  # "compliant", "breached", "pending", "undetermined", "not applicable"
    due: date | None = None
    since: date | None = None
    done: date | None = None
    cured: date | None = None
    needs: tuple[str, ...] | None = None
    possible: tuple[str, ...] | None = None
    reason: str | None = None
    value: Expr | None = None  # NAME = VALUE
    high: Expr | None = None  # NAME = from VALUE to HIGH
    word: str | None = None  # "unknown", "holds", "does not hold", "may hold"


@attrs.frozen(slots=True)
class Check(Node):
    """``on 2021-12-31 expect ...``."""

    day: date
    expectations: tuple[Expectation, ...]
    comments: tuple[str, ...] = ()
    trailing: str | None = None


@attrs.frozen(slots=True)
class Scenario(Block):
    title: str
    lines: tuple[Given | Check, ...]


AnyBlock = Use | AmountsIn | Instrument | Provision | Party | Norm | Define | Apply | Scenario


@attrs.frozen(slots=True)
class Module(Node):
    """One file: its blocks in the order written, and comments after the last block."""

    blocks: tuple[AnyBlock, ...]
    end_comments: tuple[str, ...] = ()
