"""What a norm is judged for: itself, each spell of a state, each period, each item of a list, each joint bearer.

Source: `meaning.md`, sections 1, 4, 7 and 8.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.core.binders import borne_by_items
from prazo.dsl.core.spells import state_of
from prazo.dsl.facts.values import UNKNOWN, Items, Record
from prazo.dsl.meaning import evaluate, recurring
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import LATEST, Needs
from prazo.dsl.meaning.finding import Finding, plain
from prazo.dsl.meaning.judge import judge
from prazo.dsl.meaning.spells import spells_judged
from prazo.dsl.meaning.table import POSSIBLE, B, N
from prazo.dsl.report.model import Reason


class Instance(NamedTuple):
    """Which of the verdicts of a norm: of a period, of an item of a list."""

    period: str | None
    item: str | None


NO_INSTANCE = Instance(None, None)


def findings(
    case: Case, norm: core.Norm, periods: Collection[str | None] | None = None
) -> Iterator[tuple[Instance, Case, Finding]]:
    """One finding a spell or an item; without item where the norm is not about each, or none is known.

    ``periods``: of a norm that recurs these alone.
    """
    state = state_of(norm)
    if state is not None:
        for first, inner in spells_judged(case, norm, state):
            yield Instance(None, first), inner, judge(inner, norm)
        return
    if norm.about is None:
        yield from of_item(case, norm, None, periods)
        for number, bearers in enumerate(norm.joint):
            yield from _of_bearers(case, borne_by_items(norm, number), bearers, periods)
        return
    assert norm.record is not None
    env = case.env(case.today)
    value = env.read(norm.about)
    items = value if isinstance(value, Items) else Items((), complete=value is not UNKNOWN)
    at = case.records[0]
    for position, item in enumerate(items.items):
        inner = attrs.evolve(case, records=(at, at.item(norm.about.name, norm.record, item, position)))
        yield from of_item(inner, norm, item.id, periods)
    if not items.complete:
        yield NO_INSTANCE, case, _of_nobody_known(case, norm, env.missing(norm.about), periods)
    elif not items.items:
        yield NO_INSTANCE, case, plain(N, "no_items")


def of_item(
    case: Case, norm: core.Norm, item: str | None, periods: Collection[str | None] | None = None
) -> Iterator[tuple[Instance, Case, Finding]]:
    """Of one item, or of the subject: one finding, or one for each period of a norm that recurs."""
    if norm.each is None:
        yield Instance(None, item), case, judge(case, norm)
        return
    for period, inner, finding in recurring.findings(case, norm, periods):
        yield Instance(period, item), inner, finding


def _of_bearers(
    case: Case, norm: core.Norm, bearers: core.Bearers, periods: Collection[str | None] | None
) -> Iterator[tuple[Instance, Case, Finding]]:
    """One finding for each item of a list of joint bearers, and one for the list where it is not wholly known."""
    env = case.env(case.today)
    members = evaluate.members_of(bearers.items, env)
    for member in members.envs:
        inner = attrs.evolve(case, records=member.records)
        *_, bearer = member.records
        yield from of_item(inner, norm, bearer.prefix.removesuffix("."), periods)
    if members.open:
        at = case.records[0]
        nobody = at.item(bearers.items.name, bearers.record, Record(bearers.record, "", {}), LATEST)
        somebody = attrs.evolve(case, records=(at, nobody))
        for instance, _, finding in of_item(somebody, norm, bearers.items.name, periods):
            needs = finding.needs
            if B in finding.possible:  # else nobody can be in breach, whoever else there may be
                possible = {status: Reason("facts_missing") for status in POSSIBLE[norm.kind]}
                finding = Finding(possible=possible, marks=finding.marks)
            yield instance, case, attrs.evolve(finding, needs=members.needs | _of_the_subject(needs))


def _of_nobody_known(
    case: Case, norm: core.Norm, needs: Needs, periods: Collection[str | None] | None = None
) -> Finding:
    """Of items that nobody has told of: undetermined, unless the norm could concern none of them.

    With the list, what the norm reads of the subject may settle it.
    """
    assert norm.about is not None
    assert norm.record is not None
    nobody = case.records[0].item(norm.about.name, norm.record, Record(norm.record, "", {}), LATEST)
    inner = attrs.evolve(case, records=(case.records[0], nobody))
    possible = {status: Reason("facts_missing") for status in POSSIBLE[norm.kind]}
    if norm.each is not None:  # nobody knows for which periods there is an item
        each = (finding.needs for _, _, finding in of_item(inner, norm, None, periods))
        return Finding(possible=possible, needs=_of_the_subject(needs.union(*each)))
    finding = judge(inner, norm)
    if finding.possible.keys() == {N}:
        return finding
    return Finding(
        possible=possible,
        needs=needs | _of_the_subject(finding.needs),
        marks=finding.marks,
        interpretations=finding.interpretations,
    )


def _of_the_subject(needs: Needs) -> Needs:
    """Those that are not facts of an item that nobody has told of: they come with the list."""
    return frozenset(one for one in needs if LATEST not in one.positions)
