"""The syntax tree: what the analyst wrote, line by line, with the place of every node.

A node's ``span`` is left out of equality, so that two texts that differ only in layout give equal trees.
Comments are kept on the line or block that they stand above or behind.  Nothing here is resolved: names are
text, amounts keep their currency code, and a guard may still be nonsense.  ``prazo.dsl.check`` turns a tree
into the core.
"""

from __future__ import annotations

from datetime import date

import attrs

from prazo.dsl.syntax.span import NOWHERE as NOWHERE
from prazo.dsl.syntax.span import Span as Span
from prazo.dsl.syntax.tree_lines import (
    About as About,
)
from prazo.dsl.syntax.tree_lines import (
    Adjustment as Adjustment,
)
from prazo.dsl.syntax.tree_lines import (
    At as At,
)
from prazo.dsl.syntax.tree_lines import (
    Because as Because,
)
from prazo.dsl.syntax.tree_lines import (
    Body as Body,
)
from prazo.dsl.syntax.tree_lines import (
    BorrowedItems as BorrowedItems,
)
from prazo.dsl.syntax.tree_lines import (
    Citation as Citation,
)
from prazo.dsl.syntax.tree_lines import (
    Cites as Cites,
)
from prazo.dsl.syntax.tree_lines import (
    ConditionClause as ConditionClause,
)
from prazo.dsl.syntax.tree_lines import (
    CountedBy as CountedBy,
)
from prazo.dsl.syntax.tree_lines import (
    Each as Each,
)
from prazo.dsl.syntax.tree_lines import (
    EndsWhen as EndsWhen,
)
from prazo.dsl.syntax.tree_lines import (
    ExceptWhere as ExceptWhere,
)
from prazo.dsl.syntax.tree_lines import (
    ExtendedTo as ExtendedTo,
)
from prazo.dsl.syntax.tree_lines import (
    ExtensionCap as ExtensionCap,
)
from prazo.dsl.syntax.tree_lines import (
    FailingWhich as FailingWhich,
)
from prazo.dsl.syntax.tree_lines import (
    ForAct as ForAct,
)
from prazo.dsl.syntax.tree_lines import (
    ForBreach as ForBreach,
)
from prazo.dsl.syntax.tree_lines import (
    ForEach as ForEach,
)
from prazo.dsl.syntax.tree_lines import (
    Formerly as Formerly,
)
from prazo.dsl.syntax.tree_lines import (
    ForPeriods as ForPeriods,
)
from prazo.dsl.syntax.tree_lines import (
    Guard as Guard,
)
from prazo.dsl.syntax.tree_lines import (
    InAdditionTo as InAdditionTo,
)
from prazo.dsl.syntax.tree_lines import (
    Item as Item,
)
from prazo.dsl.syntax.tree_lines import (
    LawAsOn as LawAsOn,
)
from prazo.dsl.syntax.tree_lines import (
    Lettered as Lettered,
)
from prazo.dsl.syntax.tree_lines import (
    LimitClause as LimitClause,
)
from prazo.dsl.syntax.tree_lines import (
    Line as Line,
)
from prazo.dsl.syntax.tree_lines import (
    MayOnly as MayOnly,
)
from prazo.dsl.syntax.tree_lines import (
    Must as Must,
)
from prazo.dsl.syntax.tree_lines import (
    MustNot as MustNot,
)
from prazo.dsl.syntax.tree_lines import (
    Note as Note,
)
from prazo.dsl.syntax.tree_lines import (
    On as On,
)
from prazo.dsl.syntax.tree_lines import (
    OneOf as OneOf,
)
from prazo.dsl.syntax.tree_lines import (
    OnLastDay as OnLastDay,
)
from prazo.dsl.syntax.tree_lines import (
    OwedTo as OwedTo,
)
from prazo.dsl.syntax.tree_lines import (
    Presumed as Presumed,
)
from prazo.dsl.syntax.tree_lines import (
    PrevailsOver as PrevailsOver,
)
from prazo.dsl.syntax.tree_lines import (
    Range as Range,
)
from prazo.dsl.syntax.tree_lines import (
    Row as Row,
)
from prazo.dsl.syntax.tree_lines import (
    Section as Section,
)
from prazo.dsl.syntax.tree_lines import (
    Since as Since,
)
from prazo.dsl.syntax.tree_lines import (
    SuspendedWhile as SuspendedWhile,
)
from prazo.dsl.syntax.tree_lines import (
    Unless as Unless,
)
from prazo.dsl.syntax.tree_lines import (
    UnlessProves as UnlessProves,
)
from prazo.dsl.syntax.tree_lines import (
    Upon as Upon,
)
from prazo.dsl.syntax.tree_lines import (
    UseFact as UseFact,
)
from prazo.dsl.syntax.tree_lines import (
    Where as Where,
)
from prazo.dsl.syntax.tree_lines import (
    While as While,
)
from prazo.dsl.syntax.tree_terms import (
    After as After,
)
from prazo.dsl.syntax.tree_terms import (
    AfterEnd as AfterEnd,
)
from prazo.dsl.syntax.tree_terms import (
    AfterSet as AfterSet,
)
from prazo.dsl.syntax.tree_terms import (
    Aged as Aged,
)
from prazo.dsl.syntax.tree_terms import (
    Amount as Amount,
)
from prazo.dsl.syntax.tree_terms import (
    Anchor as Anchor,
)
from prazo.dsl.syntax.tree_terms import (
    And as And,
)
from prazo.dsl.syntax.tree_terms import (
    Apart as Apart,
)
from prazo.dsl.syntax.tree_terms import (
    Arithmetic as Arithmetic,
)
from prazo.dsl.syntax.tree_terms import (
    Before as Before,
)
from prazo.dsl.syntax.tree_terms import (
    Between as Between,
)
from prazo.dsl.syntax.tree_terms import (
    BetweenDays as BetweenDays,
)
from prazo.dsl.syntax.tree_terms import (
    Bounded as Bounded,
)
from prazo.dsl.syntax.tree_terms import (
    Bracketed as Bracketed,
)
from prazo.dsl.syntax.tree_terms import (
    ByDate as ByDate,
)
from prazo.dsl.syntax.tree_terms import (
    ByDayOfYear as ByDayOfYear,
)
from prazo.dsl.syntax.tree_terms import (
    ByEnd as ByEnd,
)
from prazo.dsl.syntax.tree_terms import (
    ByEndOfMonth as ByEndOfMonth,
)
from prazo.dsl.syntax.tree_terms import (
    Compare as Compare,
)
from prazo.dsl.syntax.tree_terms import (
    CountedDay as CountedDay,
)
from prazo.dsl.syntax.tree_terms import (
    CountOf as CountOf,
)
from prazo.dsl.syntax.tree_terms import (
    DateLiteral as DateLiteral,
)
from prazo.dsl.syntax.tree_terms import (
    DayOfYear as DayOfYear,
)
from prazo.dsl.syntax.tree_terms import (
    Divided as Divided,
)
from prazo.dsl.syntax.tree_terms import (
    Duration as Duration,
)
from prazo.dsl.syntax.tree_terms import (
    DurationPart as DurationPart,
)
from prazo.dsl.syntax.tree_terms import (
    Every as Every,
)
from prazo.dsl.syntax.tree_terms import (
    Excess as Excess,
)
from prazo.dsl.syntax.tree_terms import (
    Expr as Expr,
)
from prazo.dsl.syntax.tree_terms import (
    Forthwith as Forthwith,
)
from prazo.dsl.syntax.tree_terms import (
    InAnyCase as InAnyCase,
)
from prazo.dsl.syntax.tree_terms import (
    IsOneOf as IsOneOf,
)
from prazo.dsl.syntax.tree_terms import (
    It as It,
)
from prazo.dsl.syntax.tree_terms import (
    Labels as Labels,
)
from prazo.dsl.syntax.tree_terms import (
    Limit as Limit,
)
from prazo.dsl.syntax.tree_terms import (
    MomentLiteral as MomentLiteral,
)
from prazo.dsl.syntax.tree_terms import (
    Name as Name,
)
from prazo.dsl.syntax.tree_terms import (
    Node as Node,
)
from prazo.dsl.syntax.tree_terms import (
    NoStatedTime as NoStatedTime,
)
from prazo.dsl.syntax.tree_terms import (
    Not as Not,
)
from prazo.dsl.syntax.tree_terms import (
    Number as Number,
)
from prazo.dsl.syntax.tree_terms import (
    OfPeriod as OfPeriod,
)
from prazo.dsl.syntax.tree_terms import (
    Or as Or,
)
from prazo.dsl.syntax.tree_terms import (
    Order as Order,
)
from prazo.dsl.syntax.tree_terms import (
    Percent as Percent,
)
from prazo.dsl.syntax.tree_terms import (
    PeriodIs as PeriodIs,
)
from prazo.dsl.syntax.tree_terms import (
    PeriodKey as PeriodKey,
)
from prazo.dsl.syntax.tree_terms import (
    Practicable as Practicable,
)
from prazo.dsl.syntax.tree_terms import (
    Quantified as Quantified,
)
from prazo.dsl.syntax.tree_terms import (
    Regularly as Regularly,
)
from prazo.dsl.syntax.tree_terms import (
    Rounded as Rounded,
)
from prazo.dsl.syntax.tree_terms import (
    SeriesAt as SeriesAt,
)
from prazo.dsl.syntax.tree_terms import (
    ShareOf as ShareOf,
)
from prazo.dsl.syntax.tree_terms import (
    SpellDay as SpellDay,
)
from prazo.dsl.syntax.tree_terms import (
    SumOf as SumOf,
)
from prazo.dsl.syntax.tree_terms import (
    TheDay as TheDay,
)
from prazo.dsl.syntax.tree_terms import (
    Until as Until,
)
from prazo.dsl.syntax.tree_terms import (
    Wait as Wait,
)
from prazo.dsl.syntax.tree_terms import (
    Whichever as Whichever,
)
from prazo.dsl.syntax.tree_terms import (
    WithinLast as WithinLast,
)
from prazo.dsl.syntax.tree_terms import (
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
    """``party`` or ``record`` (``kind``)."""

    kind: str
    name: Name
    labels: Labels
    lines: tuple[PartyLine, ...]


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
    days: tuple[date, ...] = ()


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
