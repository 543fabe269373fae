"""What is changed in a rule, one thing at a time.

Whatever is written once in a rule is changed once: an amount at which two brackets meet is changed in both, and a line
that holds in several versions of the law is changed in all of them.  Nodes are found by what their fields hold, not by
their names, so that a new node is changed too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, cast

import attrs

from prazo.compiler.mutate.parts import Part, Way, parts, replaced
from prazo.dsl.core import nodes as core
from prazo.dsl.core.spans import merged
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.report.words.language import Language
from prazo.dsl.time.counting import Duration, why_not_countable
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY
from prazo.dsl.time.library import TimeLibrary

Rule = core.Norm | core.Definition | core.Consequence

AMOUNT: Final = "amount"
NUMBER: Final = "number"
COMPARATOR: Final = "comparator"
DAY: Final = "day"
VERSION: Final = "version"
COUNTING: Final = "counting"
UNIT: Final = "unit"
DURATION: Final = "duration"
BEARER: Final = "bearer"

_EN: Final = Language()
_ONE_DAY: Final = timedelta(days=1)
_HUNDREDTH: Final = Fraction(1, 10_000)  # of a percent, in whole units
_COMPARED: Final = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "=": "!=", "!=": "="}
_AT_LEAST: Final = {"at least": "at most", "at most": "at least"}
#: yes/no fields that say whether the end itself counts, and what they say
_ENDS: Final = {
    "strict": ("the end itself counts", "the end itself does not count"),
    "inclusive": ("before the day", "no later than the day"),
    "clear": ("the days at the ends count", "the days at the ends are left out"),
}
_UNITS: Final = {
    "hour": "day", "day": "week", "working day": "day", "week": "day", "month": "week", "year": "month",
}  # fmt: skip
#: whole numbers that say where something stands, not how much of it there is
_NOT_COUNTED: Final = frozenset({"binder", "line", "order"})
_NO_PARTY: Final = "another party"
#: what tells how sure a body or a line is, and what it is where nothing is told
_BARE: Final[dict[str, Any]] = {"marks": (), "unverified": None}


@attrs.frozen(slots=True)
class Change:
    """``kind``: of the constants above.  ``rule``: as it is after the change."""

    kind: str
    was: str
    became: str
    place: core.Place
    rule: Rule = attrs.field(repr=False)


@attrs.frozen(slots=True)
class _Edit:
    """What a change puts where, in one version of the rule."""

    kind: str
    was: str
    became: str
    place: core.Place
    puts: tuple[tuple[Way, Any], ...]


def changes(rule: Rule, times: TimeLibrary, first: date | None) -> Iterator[Change]:
    """Every change of a rule, in the order of its fields.  ``first``: the day on which its instrument begins."""
    whole: Rule = replaced(rule, ("versions",), merged(rule.versions))
    yield from _bearer(whole)
    yield from _version_days(whole, first)
    written: dict[object, list[_Edit]] = {}  # by line, and which of the like ones on it
    for number in range(len(whole.versions)):
        like: Counter[object] = Counter()
        for edit in _edits(whole, number, times):
            one = (edit.kind, edit.was, edit.became, edit.place)
            like[one] += 1
            written.setdefault((*one, like[one]), []).append(edit)
    for edits in written.values():
        changed = whole
        for way, value in (put for edit in edits for put in edit.puts):
            changed = replaced(changed, way, value)
        yield Change(edits[0].kind, edits[0].was, edits[0].became, edits[0].place, changed)


def _edits(rule: Rule, number: int, times: TimeLibrary) -> Iterator[_Edit]:
    found = list(parts(rule.versions[number].bodies, ("versions", number, "bodies"), rule.place))
    yield from _brackets(rule, found)
    for part in found:
        for kind, was, became, value in _of(part, times):
            yield _Edit(kind, was, became, part.place or rule.place, ((part.way, value),))


# --- one value -------------------------------------------------------------------------------------------------

_Found = tuple[str, str, str, Any]


def _of(part: Part, times: TimeLibrary) -> Iterator[_Found]:
    value = part.value
    if isinstance(part.holder, core.Within | core.Place | core.Labels | core.Fact):
        return
    if isinstance(part.holder, core.Extreme) and _is_excess(part.holder) and part.field == "left":
        return
    if isinstance(value, core.Literal):
        if not (isinstance(part.holder, core.Extreme) and _is_excess(part.holder)):
            yield from _figure(value)
    elif isinstance(value, bool):
        if part.field in _ENDS:
            words = _ENDS[part.field]
            yield (COUNTING if part.field == "clear" else COMPARATOR), words[value], words[not value], not value
    elif isinstance(value, int) and part.field not in _NOT_COUNTED:
        yield from _number(part)
    elif isinstance(value, date):
        for day in (value - _ONE_DAY, value + _ONE_DAY):
            yield DAY, _EN.day(value), _EN.day(day), day
    elif part.field == "op" and value in _COMPARED:
        yield COMPARATOR, value, _COMPARED[value], _COMPARED[value]
    elif part.field == "kind" and value in _AT_LEAST and isinstance(part.holder, core.Quantified):
        yield COMPARATOR, value, _AT_LEAST[value], _AT_LEAST[value]
    elif part.field == "rule" and value in times.rules:
        yield from _counting(part, times)
    elif is_duration(value):
        yield from _duration(part, times)


def _is_excess(node: core.Extreme) -> bool:
    """``max(0, a - b)``, which people write as "the excess of a over b": nobody wrote the zero."""
    zero = isinstance(node.left, core.Literal) and node.left.value == 0
    return zero and isinstance(node.right, core.Sum) and node.right.negative and node.greatest


def _figure(one: core.Literal) -> Iterator[_Found]:
    kind = NUMBER if one.unit == core.NUMBER else DAY if one.unit == core.DATE else AMOUNT
    for value in (one.value - _step(one.unit), one.value + _step(one.unit)):
        yield kind, _EN.figure(one.value, one.unit), _EN.figure(value, one.unit), core.Literal(value, one.unit)


def _step(unit: str) -> Fraction:
    """The least that two figures as they are written can differ by."""
    if unit in (core.NUMBER, core.DATE):
        return Fraction(1)
    return _HUNDREDTH if unit == core.PERCENT else Fraction(1, 10 ** (decimals(unit) or 0))


def _number(part: Part) -> Iterator[_Found]:
    if isinstance(part.holder, core.Quantified) and part.holder.kind in ("every", "any", "none"):
        return
    for value in (part.value - 1, part.value + 1):
        if value >= 0:
            yield NUMBER, str(part.value), str(value), value


def _counting(part: Part, times: TimeLibrary) -> Iterator[_Found]:
    """Another rule of the same place, else plain days; one that can count the same length."""
    place = part.value.partition(".")[0]
    near = [name for name in sorted(times.rules) if name.partition(".")[0] == place and name != part.value]
    length = next((value for name in ("duration",) if is_duration(value := getattr(part.holder, name, None))), None)
    for name in (*near, *(name for name in ("calendar_days",) if name != part.value)):
        if length is None or all(why_not_countable(one, length) is None for one in times.rules[name].versions):
            yield COUNTING, f"counted by {part.value}", f"counted by {name}", name
            return


def is_duration(value: object) -> bool:
    """Whether a value is a length of time: numbers, each with its unit."""
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(
            isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], int) and one[1] in _UNITS for one in value
        )
    )


def _duration(part: Part, times: TimeLibrary) -> Iterator[_Found]:
    whole: Duration = part.value
    for number, (count, unit) in enumerate(whole):
        for kind, new in ((DURATION, (count - 1, unit)), (DURATION, (count + 1, unit)), (UNIT, (count, _UNITS[unit]))):
            length = cast(Duration, (*whole[:number], new, *whole[number + 1 :]))
            if new[0] >= 0 and _counts(part.holder, length, times):
                yield kind, _EN.duration(whole), _EN.duration(length), length


def _counts(holder: Any, length: Duration, times: TimeLibrary) -> bool:
    rule = getattr(holder, "rule", None)
    known = times.rules.get(rule) if isinstance(rule, str) else None
    return known is None or all(why_not_countable(one, length) is None for one in known.versions)


# --- what is written once and stands in several places ---------------------------------------------------------


def _brackets(rule: Rule, found: list[Part]) -> Iterator[_Edit]:
    """The bounds of brackets: where one ends and the next begins, both are changed."""
    ends: dict[tuple[core.Figure, Fraction], list[Part]] = {}
    for part in found:
        if isinstance(part.holder, core.Within) and part.field in ("low", "high") and part.value is not None:
            ends.setdefault((part.holder.figure, part.value), []).append(part)
    for (figure, bound), sides in ends.items():
        place = sides[0].place or rule.place
        for value in (bound - _step(figure.unit), bound + _step(figure.unit)):
            was, became = _EN.figure(bound, figure.unit), _EN.figure(value, figure.unit)
            yield _Edit(AMOUNT, was, became, place, tuple((one.way, value) for one in sides))
        exactly = f"exactly {_EN.figure(bound, figure.unit)}"
        turned = tuple(_turned(one) for one in sides)
        yield _Edit(COMPARATOR, f"{exactly} on one side", f"{exactly} on the other side", place, turned)


def _turned(side: Part) -> tuple[Way, bool]:
    included = f"{side.field}_included"
    return (*side.way[:-1], included), not getattr(side.holder, included)


# --- bearers and versions --------------------------------------------------------------------------------------


def _bearer(rule: Rule) -> Iterator[Change]:
    """Somebody else owes it.  Where the bearer is not the one on whose facts it is judged, no verdict can tell."""
    if isinstance(rule, core.Norm) and rule.bearer == rule.subject:
        other = attrs.evolve(rule, bearer=_NO_PARTY, subject=_NO_PARTY)
        yield Change(BEARER, f"on {rule.bearer}", f"on {_NO_PARTY}", rule.place, other)


def _version_days(rule: Rule, first: date | None) -> Iterator[Change]:
    """Days on which the rule begins, says something else or ends; the beginning of the whole law apart.

    A version that only marks what the one before it says changes no outcome.
    """
    unmarked = [attrs.evolve(one, bodies=_unmarked(one.bodies)) for one in rule.versions]
    versions: tuple[core.Versioned[Any], ...] = merged(unmarked)
    days = {day for one in versions for day in (one.start, one.end) if day is not None and day != first}
    for day in sorted(days):
        for other in (day - _ONE_DAY, day + _ONE_DAY):
            yield Change(VERSION, _EN.day(day), _EN.day(other), rule.place, with_day(rule, day, other))


def _unmarked(node: Any) -> Any:
    """The node without its marks, of lines too."""
    if isinstance(node, tuple):
        return tuple(_unmarked(one) for one in node)
    if not attrs.has(type(node)) or isinstance(node, core.Place):
        return node
    bare = {one.name: _BARE.get(one.name, _unmarked(getattr(node, one.name))) for one in attrs.fields(type(node))}
    return attrs.evolve(node, **bare)


def with_day(rule: Rule, day: date, other: date) -> Rule:
    """The rule with every version that begins or ends on one day doing so on another."""
    if not FIRST_DAY <= other <= LAST_DAY:
        return rule
    moved = [
        attrs.evolve(one, start=other if one.start == day else one.start, end=other if one.end == day else one.end)
        for one in rule.versions
    ]
    found: Rule = replaced(rule, ("versions",), tuple(moved))
    return found
