"""The lines of norms, definitions and consequences: what each says, and what wraps it."""

from __future__ import annotations

import attrs

from prazo.dsl.syntax.tree_terms import (
    Anchor,
    CountedDay,
    Duration,
    Expr,
    Limit,
    Name,
    Node,
)

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
    """``on Insurer``, ``on AMCM about each Transfer in transfers``, with an optional ``where COND``.

    ``joint``: ``on Insurer, each Director in directors and each Agent in agents, jointly``.
    """

    bearer: Name
    about: About | None
    where: Expr | None
    joint: tuple[About, ...] = ()


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
    """``must not A, B or C``, ``.. without APPROVAL`` (same or earlier day), ``.. while STATE``, with its window."""

    acts: tuple[Name, ...]
    without: Name | None = None
    window: Limit | None = None
    during: Expr | None = None


@attrs.frozen(slots=True)
class MayOnly(Node):
    """``may release only``; the lettered lines that follow it are the cases in which the acts may be done."""

    acts: tuple[Name, ...]
    alternatives: tuple[Line, ...]


@attrs.frozen(slots=True)
class May(Node):
    """``may file_defence`` in a power, with the limit where it stands on the same line."""

    acts: tuple[Name, ...]
    limit: Limit | None = None


@attrs.frozen(slots=True)
class While(Node):
    """``while in_liquidation``: the state during which a prohibition or a requirement holds."""

    state: Expr


@attrs.frozen(slots=True)
class LimitClause(Node):
    limit: Limit


@attrs.frozen(slots=True)
class ConditionClause(Node):
    """A condition (requirement, yes/no definition) or a value (figure definition): which, the block decides."""

    expr: Expr | CountedDay


@attrs.frozen(slots=True)
class Lettered(Node):
    """``a  method is case_by_case`` below ``one of``."""

    letter: str
    expr: Expr


@attrs.frozen(slots=True)
class ForEach(Node):
    """``, for each Founder in founders where company``."""

    record: Name
    items: Name
    where: Expr | None


@attrs.frozen(slots=True)
class ForPeriods(Node):
    """``, for each of the last 3 financial years``."""

    number: int
    period: str


@attrs.frozen(slots=True)
class ForAct(Node):
    """``for application``: the act that a checklist is of; ``open``: ``, in particular``, else ``, namely``."""

    event: Name
    open: bool


@attrs.frozen(slots=True)
class Item(Node):
    """``g  criminal_record`` in a checklist.  ``unless``: the lines below it that excuse it."""

    letter: str
    expr: Expr
    each: ForEach | ForPeriods | None = None
    unless: tuple[Line, ...] = ()


@attrs.frozen(slots=True)
class BorrowedItems(Node):
    """``items a, d, f to l of 22(1)``, ``items of 22(2), for each Founder in founders``.

    ``letters``: first and last (None: the one alone) of each range; empty: all items.
    """

    letters: tuple[tuple[str, str | None], ...]
    of: Citation
    each: ForEach | ForPeriods | None = None
    unless: tuple[Line, ...] = ()


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
class UnlessProves(Node):
    """``unless the Offender proves late_by_post``; in a presumption also what then is: ``, then actual_receipt``."""

    prover: Name
    proof: Expr
    then: Expr | CountedDay | None = None


@attrs.frozen(slots=True)
class Presumed(Node):
    """``presumed VALUE``: what a definition is as long as nobody proves otherwise."""

    value: Expr | CountedDay


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
class AfterWhich(Node):
    """``after which defence_not_accepted``: what holds once a power has not been used in its time."""

    name: Name


@attrs.frozen(slots=True)
class CountedBy(Node):
    """``counted by macau.civil``."""

    rule: str


@attrs.frozen(slots=True)
class ExtendedTo(Node):
    """``extended to extended_until by ChiefExecutive``: a later last day that somebody may set."""

    day: Name
    owner: Name


@attrs.frozen(slots=True)
class ExtensionCap(Node):
    """``at most 180 days after signing`` below ``extended to``: no extension goes beyond that day."""

    duration: Duration
    anchor: Anchor


@attrs.frozen(slots=True)
class SuspendedWhile(Node):
    """``suspended while under_review``: the days of a state do not count."""

    state: Name


@attrs.frozen(slots=True)
class At(Node):
    """``at application``: a requirement judged on the day of an event, or of each spell of a state."""

    event: Anchor


@attrs.frozen(slots=True)
class Each(Node):
    """``each quarter``; ``each half-year for the first 3 financial years`` (``first`` of ``counted``)."""

    period: str
    first: int | None = None
    counted: str | None = None


@attrs.frozen(slots=True)
class OnLastDay(Node):
    """``on the last day of each quarter``, ``.. or the day set by AMCM``."""

    period: str
    set_by: Name | None = None


@attrs.frozen(slots=True)
class Since(Node):
    """``since begin_business [until EVENT]``: from when and until when a norm recurs."""

    start: Name
    end: Name | None = None


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
    Cites | On | OwedTo | Where | Must | MustNot | MayOnly | May | While | LimitClause | ConditionClause | Lettered
    | OneOf | Row | Adjustment | Range | Unless | UnlessProves | Presumed | ExceptWhere | PrevailsOver | InAdditionTo
    | FailingWhich | AfterWhich | CountedBy | At | Each | OnLastDay | Since | LawAsOn | ForBreach | ExtendedTo
    | ExtensionCap | SuspendedWhile | Upon | EndsWhen | Note | Because | Formerly | UseFact | Section | ForAct | Item
    | BorrowedItems
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
