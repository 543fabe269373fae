"""Lines of a norm or definition: conditions that must all hold, and values of which exactly one applies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from prazo.compiler.python.runtime.answers import (
    NO,
    UNBOUNDED,
    YES,
    Answer,
    Needs,
    Range,
    all_hold,
    answer,
    compared,
    figures,
    needs_of,
    none_holds,
    proofs_in,
)
from prazo.compiler.python.runtime.facts_on import At, Members
from prazo.dsl.meaning.intervals import hull

Says = TypeVar("Says")
Defines = TypeVar("Defines")


class Comparison(NamedTuple):
    """A line that compares figures: what is compared, its figures and its limits in their unit."""

    op: str
    name: str
    unit: str
    left: Range
    right: Range


class Outcome(NamedTuple):
    """What lines may come to, what is needed to tell, and the comparison that decided (where one did)."""

    holds: bool
    fails: bool
    none_applies: bool
    needs: Needs
    decisive: Comparison | None


class DefinedCondition(NamedTuple):
    """A yes/no definition: whether it holds, and whether it is in force and in scope."""

    value: Answer
    applies: Answer

    @property
    def holds(self) -> Answer:
        """Whether it holds where it applies, and no where it does not: for scopes, guards and exceptions."""
        return all_hold(self.value, self.applies)


class DefinedFigure(NamedTuple):
    """A defined figure, and whether it is in force and in scope."""

    value: Range
    applies: Answer


class Lines:
    """Conditions: all those that apply must hold.  Each unknown guard is tried as applying and as not."""

    __slots__ = ("_concerned", "_found", "_guards")

    def __init__(self) -> None:
        self._guards: list[Answer] = []
        self._concerned: Answer | None = None
        self._found: list[tuple[Answer, Answer, Comparison | None]] = []

    def given(self, guard: Answer, *applies: Answer) -> bool:
        """Whether the next line may apply: its guard holds, and what its definitions are of is there."""
        self._guards.append(guard)
        concerned = all_hold(guard, *applies) if applies else guard
        self._concerned = None if concerned.value is False else concerned
        return self._concerned is not None

    def otherwise(self, *applies: Answer) -> bool:
        """Whether none of the guards above holds."""
        return self.given(none_holds(*self._guards), *applies)

    def holds(self, test: Answer) -> None:
        """A line that is a condition."""
        self._add(test, None)

    def compares(self, name: str, unit: str, left: Range, op: str, right: Range) -> None:
        """A line that compares figures."""
        self._add(compared(op, left, right), Comparison(op, name, unit, left, right))

    def _add(self, test: Answer, comparison: Comparison | None) -> None:
        if self._concerned is None:
            self._guards.append(YES)
        self._found.append((self._concerned or YES, test, comparison))
        self._concerned = None

    def outcome(self, covers: bool) -> Outcome:
        """``covers``: some line always applies."""
        found = self._found
        applying = [test for concerned, test, _ in found if concerned.value is True]
        fails = any(test.value is not True for _, test, _ in found)
        holds = any(test.value is not False for _, test, _ in found) and all(t.value is not False for t in applying)
        none_applies = not covers and not applying
        proofs = proofs_in(
            needs_of(*self._guards, *(part for concerned, test, _ in found for part in (concerned, test)))
        )
        if fails + holds + none_applies > 1:
            parts = [part for concerned, test, _ in found for part in (concerned, test) if part.value is None]
            return Outcome(holds, fails, none_applies, needs_of(*parts) | proofs, None)
        first = next((comparison for _, test, comparison in found if test.value is holds), None)
        return Outcome(holds, fails, none_applies, proofs, first)

    def defined(self, covers: bool, *scope: Answer) -> DefinedCondition:
        """What a yes/no definition of these lines comes to."""
        one = self.outcome(covers)
        holds = Answer(None if one.fails and one.holds else not one.fails, one.needs)
        sure = not one.none_applies
        applies = Answer(True if sure else None if one.holds or one.fails else False, one.needs)
        return DefinedCondition(holds, all_hold(*scope, applies))


class Listed(Lines):
    """The items of a checklist: lines of which each that is missing has an address."""

    __slots__ = ("_missing",)

    def __init__(self) -> None:
        super().__init__()
        self._missing: dict[bool, list[str]] = {True: [], False: []}

    @property
    def missing(self) -> tuple[str, ...]:
        """The addresses of what is missing; of what may be asked for, where nothing surely is."""
        return tuple(dict.fromkeys(self._missing[True] or self._missing[False]))

    def there(self, letter: str, test: Answer) -> None:
        """An item of one thing."""
        self._part(letter, test)
        self.holds(test)

    def of_period(self, letter: str, key: str, test: Answer) -> None:
        """An item of one period."""
        self.there(f"{letter} ({key})", test)

    def of_each(self, letter: str, listed: Members, test: Callable[[At], Answer]) -> None:
        """An item that each of a list must have."""
        tests = listed.tested(test)
        for item, one in zip(listed.items, tests, strict=True):
            self._part(f"{letter} ({item.records[-1].prefix.removesuffix('.')})", one)
        self.holds(all_hold(*tests, *([Answer(None, listed.more(test))] if listed.open else [])))

    def _part(self, address: str, test: Answer) -> None:
        if test.value is False:
            self._missing[self._concerned is None or self._concerned.value is True].append(address)


class Cases(Generic[Says]):
    """Values of which exactly one applies: those that may."""

    __slots__ = ("_guards", "_sure", "found")

    def __init__(self) -> None:
        self._guards: list[Answer] = []
        self._sure = False
        self.found: list[Says] = []

    def given(self, guard: Answer = YES) -> bool:
        """Whether the next value may be the one."""
        if self._sure:
            return False
        self._guards.append(guard)
        if guard.value is True:
            self._sure = True
            self.found.clear()
        return guard.value is not False

    def otherwise(self) -> bool:
        """Whether none of the guards above holds."""
        return not self._sure and self.given(none_holds(*self._guards))

    def are(self, value: Says) -> None:
        self.found.append(value)

    @property
    def which(self) -> Answer:
        """What is needed to tell which one applies."""
        return answer(None if len(self.found) > 1 else True, *self._guards)


class Figures(Cases[tuple[Range, Answer]]):
    """The cases of a figure, each with whether the definitions that it uses apply."""

    __slots__ = ()

    def is_figure(self, value: Range, *applies: Answer) -> None:
        self.are((value, all_hold(*applies) if applies else YES))

    def pooled(self) -> Range:
        """All figures that are possible; anything where no case is."""
        if not self.found:
            return UNBOUNDED
        values = [value for value, _ in self.found]
        days = [value for value in values if value.never is not True]
        if len(days) < len(values) or any(value.never is None for value in days):
            needs = needs_of(self.which, *values)
            if not days:
                return Range(UNBOUNDED.interval, proofs_in(needs), never=True)
            return Range(hull([value.interval for value in days]), needs, never=None)
        return figures(hull([value.interval for value in values]), self.which, *values)

    def defined(self, value: Range, *scope: Answer) -> DefinedFigure:
        """What a definition of these cases comes to, ``value`` being the figure after its adjustments."""
        parts = [applies for _, applies in self.found]
        if not parts:
            inside = NO
        elif all(part.value is parts[0].value for part in parts):
            inside = parts[0]
        else:
            inside = answer(None, self.which, *parts)
        return DefinedFigure(value, all_hold(*scope, inside))


def adjusted(so_far: Range, guard: Answer, changed: Range) -> Range:
    """A figure after an adjustment whose guard may hold; where that is not known, with and without."""
    if guard.value is False:
        return so_far
    both_ways = [changed.interval] if guard.value else [changed.interval, so_far.interval]
    return figures(hull(both_ways), so_far, guard, changed)


def it(so_far: Range) -> Range:
    """The figure so far, as an adjustment reads it."""
    return Range(so_far.interval)


# --- versions --------------------------------------------------------------------------------------------------


class Version(NamedTuple, Generic[Says]):
    """In force on ``start <= day < end`` (None: open).  The first reading is taken where a run has none of them."""

    name: str
    start: date | None
    end: date | None
    bodies: tuple[tuple[str | None, Says], ...]

    def in_force(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def body(self, run: frozenset[str]) -> Says:
        """What the version says under the readings of a run."""
        return next((body for reading, body in self.bodies if reading in run), self.bodies[0][1])


def version(name: str, start: date | None, end: date | None, body: Says) -> Version[Says]:
    """A version of which readings do not differ."""
    return Version(name, start, end, ((None, body),))


def version_by_reading(
    name: str, start: date | None, end: date | None, *bodies: tuple[str | None, Says]
) -> Version[Says]:
    """A version whose readings differ."""
    return Version(name, start, end, bodies)


def defined_condition(at: At, name: str, *versions: Version[Callable[[At], DefinedCondition]]) -> DefinedCondition:
    """A yes/no definition in the version in force; ``name`` tells definitions apart."""
    return _once(at, name, versions, _NO_CONDITION)


def defined_figure(at: At, name: str, *versions: Version[Callable[[At], DefinedFigure]]) -> DefinedFigure:
    """A defined figure in the version in force."""
    return _once(at, name, versions, _NO_FIGURE)


_NO_CONDITION = DefinedCondition(NO, NO)
_NO_FIGURE = DefinedFigure(UNBOUNDED, NO)


def _once(at: At, name: str, versions: tuple[Version[Callable[[At], Defines]], ...], otherwise: Defines) -> Defines:
    place = at.records[0]
    key = (name, place.pattern, place.positions, at.day, at.law_on, at.now)
    if key in at.known:
        found: Defines = at.known[key]
        return found
    for one in versions:
        if one.in_force(at.law_on):
            found = one.body(at.run)(at)
            break
    else:
        found = otherwise
    at.known[key] = found
    return found
