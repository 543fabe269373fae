"""The syntax tree: what the analyst wrote, line by line, with the place of every node.

A node's ``span`` is left out of equality, so that two texts that differ only in layout give equal trees.
Comments are kept on the line or block that they stand above or behind.  Nothing here is resolved: names are
text, amounts keep their currency code, and a guard may still be nonsense.  ``prazo.dsl.check`` turns a tree
into the core.
"""

from __future__ import annotations

from datetime import date

import attrs

from prazo.dsl.syntax.span import NOWHERE as NOWHERE, Span as Span
from prazo.dsl.syntax.tree_lines import (
    About as About,
    Adjustment as Adjustment,
    AfterWhich as AfterWhich,
    At as At,
    Because as Because,
    Body as Body,
    BorrowedItems as BorrowedItems,
    Citation as Citation,
    Cites as Cites,
    ConditionClause as ConditionClause,
    CountedBy as CountedBy,
    Each as Each,
    EndsWhen as EndsWhen,
    ExceptWhere as ExceptWhere,
    ExtendedTo as ExtendedTo,
    ExtensionCap as ExtensionCap,
    FailingWhich as FailingWhich,
    ForAct as ForAct,
    ForBreach as ForBreach,
    ForEach as ForEach,
    Formerly as Formerly,
    ForPeriods as ForPeriods,
    Guard as Guard,
    InAdditionTo as InAdditionTo,
    Item as Item,
    LawAsOn as LawAsOn,
    Lettered as Lettered,
    LimitClause as LimitClause,
    Line as Line,
    May as May,
    MayOnly as MayOnly,
    Must as Must,
    MustNot as MustNot,
    Note as Note,
    On as On,
    OneOf as OneOf,
    OnLastDay as OnLastDay,
    OwedTo as OwedTo,
    Presumed as Presumed,
    PrevailsOver as PrevailsOver,
    Range as Range,
    Row as Row,
    Section as Section,
    Since as Since,
    SuspendedWhile as SuspendedWhile,
    Unless as Unless,
    UnlessProves as UnlessProves,
    Upon as Upon,
    UseFact as UseFact,
    Where as Where,
    While as While,
)
from prazo.dsl.syntax.tree_terms import (
    After as After,
    AfterEnd as AfterEnd,
    AfterSet as AfterSet,
    Aged as Aged,
    Amount as Amount,
    Anchor as Anchor,
    And as And,
    Apart as Apart,
    Arithmetic as Arithmetic,
    Before as Before,
    Between as Between,
    BetweenDays as BetweenDays,
    Bounded as Bounded,
    Bracketed as Bracketed,
    BreachDay as BreachDay,
    ByDate as ByDate,
    ByDayOfYear as ByDayOfYear,
    ByEnd as ByEnd,
    ByEndOfMonth as ByEndOfMonth,
    Compare as Compare,
    CountedDay as CountedDay,
    CountOf as CountOf,
    DateLiteral as DateLiteral,
    DayOfYear as DayOfYear,
    Divided as Divided,
    Duration as Duration,
    DurationPart as DurationPart,
    Every as Every,
    Excess as Excess,
    Expr as Expr,
    Forthwith as Forthwith,
    InAnyCase as InAnyCase,
    IsOneOf as IsOneOf,
    It as It,
    Labels as Labels,
    Limit as Limit,
    MomentLiteral as MomentLiteral,
    Name as Name,
    Node as Node,
    NoStatedTime as NoStatedTime,
    Not as Not,
    Number as Number,
    OfPeriod as OfPeriod,
    Or as Or,
    Order as Order,
    Percent as Percent,
    PeriodIs as PeriodIs,
    PeriodKey as PeriodKey,
    Practicable as Practicable,
    Quantified as Quantified,
    Regularly as Regularly,
    Rounded as Rounded,
    SeriesAt as SeriesAt,
    ShareOf as ShareOf,
    SpellDay as SpellDay,
    SumOf as SumOf,
    TheDay as TheDay,
    Until as Until,
    Wait as Wait,
    Whichever as Whichever,
    WithinLast as WithinLast,
    YesNo as YesNo,
)

# --- facts -----------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class FactType(Node):
    """The declared type of a fact or of a definition.

    ``kind``: "yes or no", "choice", "money", "number", "percent", "date", "text", "event", "state", "decision",
    "evidence", "list", "reference" (``a Person``).
    """

    kind: str
    values: tuple[Name, ...] = ()  # choice
    currency: str | None = None  # money in HKD
    of: Name | None = None  # list of R; a R
    owner: Name | None = None  # decision by X; money set by X; evidence from X
    period: str | None = None  # each quarter
    low: Expr | None = None  # at least 0; from 10 to 30
    high: Expr | None = None
    issuer: Name | None = None  # evidence by X


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


@attrs.frozen(slots=True)
class YearEnd(Node):
    """``financial year ends 30 June`` in a party or record."""

    on: DayOfYear
    comments: tuple[str, ...] = ()
    trailing: str | None = None


PartyLine = Fact | PartySince | YearEnd


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
class FixesLine(Node):
    """``fixes bond_limit of Insurer at 20% from 2021-01-01``, or ``.. for FY1998`` (``period``): a set value."""

    fact: Name
    of: Name
    value: Expr
    start: date | None
    period: str | None
    unverified: str | None = None
    comments: tuple[str, ...] = ()
    trailing: str | None = None


@attrs.frozen(slots=True)
class Instrument(Block):
    name: Name
    labels: Labels
    lines: tuple[InstrumentLine | VersionLine | FixesLine, ...]


@attrs.frozen(slots=True)
class Provision(Block):
    place: Citation
    labels: Labels


@attrs.frozen(slots=True)
class Party(Block):
    """``party`` or ``record`` (``kind``).  ``more``: further facts of one that another block declares; no labels."""

    kind: str
    name: Name
    labels: Labels
    lines: tuple[PartyLine, ...]
    more: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen(slots=True)
class Norm(Block):
    """``requirement``, ``obligation``, ``prohibition``, ``checklist``, ``power``, ``consequence`` or
    ``statement`` (``kind``)."""

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


# --- interpretations -------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class OpenWithin(Node):
    """``forthwith is within 2 days``: an open word as a length of time."""

    word: str
    duration: Duration


@attrs.frozen(slots=True)
class OpenEvery(Node):
    """``regularly is at least every 12 months``."""

    word: str
    duration: Duration


@attrs.frozen(slots=True)
class OpenCondition(Node):
    """``serious is CONDITION``: what an open condition, a decision, is taken to mean."""

    name: Name
    condition: Expr


@attrs.frozen(slots=True)
class OwnLimit(Node):
    """``within 5 days of signing``: a stricter limit of the house's own."""

    limit: Limit


@attrs.frozen(slots=True)
class Signed(Node):
    """``by "Compliance committee" on 2026-02-11``."""

    author: str
    day: date


@attrs.frozen(slots=True)
class InterpretLine(Node):
    body: OpenWithin | OpenEvery | OpenCondition | OwnLimit | Signed | Note
    comments: tuple[str, ...] = ()
    trailing: str | None = None


@attrs.frozen(slots=True)
class Interpret(Block):
    """``interpret macau.insurance.cloud.audit``: module or instrument, and norm."""

    norm: str
    lines: tuple[InterpretLine, ...]


# --- scenarios -------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class GivenValue(Node):
    """``never``, ``none``, ``unknown``, ``by D``, ``from D .. until D`` and the like.

    ``kind``: "literal" (``value`` an expression: name, amount, date, yes/no ...), "text", "never", "none", "unknown",
    "by" (``day``), "since" (``day`` and ``value``: history entry), "spell" (``day``, ``until``), "period" (``key`` and
    ``inner``: series entry), "days" (``days`` of an event that is given as a list, and ``open``), "items" (``items``
    and ``open``), "evidence" (``day`` issued, ``until`` expires).
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
    days: tuple[date | MomentLiteral, ...] = ()


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

    ``NORM [for PERIOD] [for ITEM] [under READING] STATUS [due D] [since D] [done D] [cured D] [needs PATH ...]
    [possible S or S] [reason CODE]``, or ``NAME [for ITEM] = VALUE`` / ``NAME = from A to B`` / ``NAME holds`` /
    ``NAME = unknown``.
    """

    name: Name
    item: str | None = None
    reading: str | None = None
    period: str | None = None
    status: str | None = None  # "compliant", "breached", "pending", "undetermined", "not applicable"
    due: date | MomentLiteral | None = None
    since: date | MomentLiteral | None = None
    done: date | MomentLiteral | None = None
    cured: date | MomentLiteral | None = None
    needs: tuple[str, ...] | None = None
    possible: tuple[str, ...] | None = None
    reason: str | None = None
    missing: tuple[str, ...] | None = None
    value: Expr | None = None  # NAME = VALUE
    high: Expr | None = None  # NAME = from VALUE to HIGH
    word: str | None = None  # "unknown", "holds", "does not hold", "may hold"


@attrs.frozen(slots=True)
class Check(Node):
    """``on 2021-12-31 expect ...``, ``on 2021-12-31T14:30 expect ...``."""

    day: date | MomentLiteral
    expectations: tuple[Expectation, ...]
    comments: tuple[str, ...] = ()
    trailing: str | None = None


@attrs.frozen(slots=True)
class Scenario(Block):
    title: str
    lines: tuple[Given | Check, ...]


AnyBlock = Use | AmountsIn | Instrument | Provision | Party | Norm | Define | Apply | Interpret | Scenario


@attrs.frozen(slots=True)
class Module(Node):
    """One file: its blocks in the order written, and comments after the last block."""

    blocks: tuple[AnyBlock, ...]
    end_comments: tuple[str, ...] = ()
