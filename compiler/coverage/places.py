"""Which rule accounts for which place of an instrument, version by version, counted against the index of its places.

A place is accounted for by the rules of its own instrument that cite exactly this place, while it is in force.  A rule
that cites only a place above it says nothing of it: such a place is shown as ``under`` that one, never as covered.  A
place with places below it that nobody cites is a heading (``parts``): what stands below it speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from prazo.dsl.check.citations import steps
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.lookup import walk

NORM: Final = "norm"
CHECKLIST: Final = "checklist"
DEFINITION: Final = "definition"
CONSEQUENCE: Final = "consequence"
POWER: Final = "power"
STATEMENT: Final = "statement"
PARTS: Final = "parts"
UNDER: Final = "under"
MISSING: Final = "missing"

#: The first of these that accounts for a place is what the place is.
ACCOUNTED: Final = (NORM, CHECKLIST, CONSEQUENCE, POWER, DEFINITION, STATEMENT)
#: What a place can be; headings are counted apart.
KINDS: Final = (*ACCOUNTED, UNDER, MISSING)

_Steps = tuple[str, ...]


@attrs.frozen(slots=True)
class Rule:
    """A rule that cites a place.  ``reason``: of a statement, why no fact decides it."""

    kind: str
    id: str
    labels: core.Labels
    reason: str | None = None


@attrs.frozen(slots=True)
class Cover:
    """One place in one version.  ``kind``: of ``KINDS``, or ``PARTS``.  ``under``: the cited place above it."""

    provision: core.ProvisionDecl
    kind: str
    rules: tuple[Rule, ...] = ()
    under: str | None = None


@attrs.frozen(slots=True)
class VersionCover:
    """All places that are in force in a version, in the order of the instrument."""

    version: core.VersionDecl
    covers: tuple[Cover, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many places are of each kind; ``parts`` are the headings."""
        return {kind: sum(one.kind == kind for one in self.covers) for kind in (*KINDS, PARTS)}

    @property
    def counted(self) -> int:
        """How many places must be accounted for: all but the headings."""
        return sum(one.kind != PARTS for one in self.covers)


@attrs.frozen(slots=True)
class InstrumentCover:
    """An instrument whose places are known."""

    instrument: core.InstrumentDecl
    versions: tuple[VersionCover, ...]


def coverage(program: core.Program, only: Iterable[str] = ()) -> tuple[InstrumentCover, ...]:
    """The coverage of each instrument that has an index of its places, or of those named, by name."""
    wanted = frozenset(only)
    return tuple(
        InstrumentCover(instrument, tuple(_versions(program, instrument)))
        for instrument in program.instruments
        if instrument.provisions and (not wanted or instrument.name in wanted)
    )


def _versions(program: core.Program, instrument: core.InstrumentDecl) -> Iterator[VersionCover]:
    rank = {version.name: number for number, version in enumerate(instrument.versions)}
    rules = list(_rules(program, instrument))
    for number, version in enumerate(instrument.versions):
        there = [
            one
            for one in sorted(instrument.provisions, key=lambda one: one.order)
            if (one.since is None or rank[one.since] <= number) and (one.until is None or number < rank[one.until])
        ]
        yield VersionCover(version, tuple(_covers(there, rules, version)))


# --- places ----------------------------------------------------------------------------------------------------


def _covers(
    there: Sequence[core.ProvisionDecl],
    rules: Sequence[tuple[Rule, object, tuple[str, ...]]],
    version: core.VersionDecl,
) -> Iterator[Cover]:
    places = {steps(one.place): one for one in there}
    above = {path[:length] for path in places for length in range(1, len(path))}
    cited: dict[_Steps, list[Rule]] = {}
    for rule, node, cites in rules:
        paths = [steps(place) for place in cites]
        letters = _letters(node, version)
        if letters is None:
            continue
        for path in paths:
            _add(cited, path, rule)
        for letter in letters:
            below = [(*path, letter) for path in paths if (*path, letter) in places]
            if len(below) == 1:  # a letter that stands under two cited places says nothing of either
                _add(cited, below[0], attrs.evolve(rule, kind=CHECKLIST))
    for path, provision in places.items():
        mine = tuple(sorted(cited.get(path, ()), key=lambda one: (ACCOUNTED.index(one.kind), one.id)))
        if mine:
            yield Cover(provision, mine[0].kind, mine)
        elif path in above:
            yield Cover(provision, PARTS)
        else:
            yield _uncited(provision, path, cited, places)


def _uncited(
    provision: core.ProvisionDecl,
    path: _Steps,
    cited: Mapping[_Steps, list[Rule]],
    places: Mapping[_Steps, core.ProvisionDecl],
) -> Cover:
    for length in range(len(path) - 1, 0, -1):
        if path[:length] in cited and path[:length] in places:
            rules = sorted(cited[path[:length]], key=lambda one: (ACCOUNTED.index(one.kind), one.id))
            return Cover(provision, UNDER, tuple(rules), places[path[:length]].place)
    return Cover(provision, MISSING)


def _add(cited: dict[_Steps, list[Rule]], path: _Steps, rule: Rule) -> None:
    if all(one.id != rule.id for one in cited.setdefault(path, [])):
        cited[path].append(rule)


# --- rules -----------------------------------------------------------------------------------------------------


def _rules(program: core.Program, instrument: core.InstrumentDecl) -> Iterator[tuple[Rule, object, tuple[str, ...]]]:
    """Whatever cites places of the instrument and belongs to it, with the places, in the order of the identifiers."""
    names = {one.name for one in program.instruments}
    for field in attrs.fields(type(program)):
        listed = getattr(program, field.name)
        for node in listed if isinstance(listed, tuple) else ():
            cites = getattr(node, "cites", None)
            if cites is None or node.instrument != instrument.name:
                continue
            own = tuple(place for place in (_own(cite, instrument.name, names) for cite in cites) if place is not None)
            if own:
                yield Rule(_kind(node), node.id, node.labels, getattr(node, "reason", None)), node, own


def _own(cite: str, name: str, names: set[str]) -> str | None:
    """The place, where it is one of this instrument; ``OTHER 17(1)`` is a place of another."""
    first, _, rest = cite.partition(" ")
    if first not in names or not rest:
        return cite
    return rest if first == name else None


def _kind(node: Any) -> str:
    if isinstance(node, core.Definition):
        return DEFINITION
    if isinstance(node, core.Statement):
        return STATEMENT
    if isinstance(node, core.Norm):
        return node.kind if node.kind in (CHECKLIST, POWER) else NORM
    return CONSEQUENCE


def _letters(node: object, version: core.VersionDecl) -> frozenset[str] | None:
    """The letters of the items that a rule lists in a version; None where it is not in force in it."""
    versions: Sequence[core.Versioned[Any]] | None = getattr(node, "versions", None)
    if versions is None:
        return frozenset()
    bodies = [body for one in versions if _overlap(one, version) for _, body in one.bodies]
    if not bodies:
        return None
    return frozenset(
        letter for body in bodies for part in walk(body) if isinstance(letter := getattr(part, "letter", None), str)
    )


def _overlap(one: core.Versioned[Any], version: core.VersionDecl) -> bool:
    return (one.start or date.min) < (version.end or date.max) and version.start < (one.end or date.max)
