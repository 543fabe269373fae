"""Whether a change made a rule stricter or milder, where that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from prazo.compiler.mutate.changes import Rule, is_duration
from prazo.compiler.mutate.parts import Way, parts
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.lookup import Use

TIGHTENED: Final = "tightened"
RELAXED: Final = "relaxed"
CHANGED: Final = "changed"

_UP: Final = 1
_DOWN: Final = -1
_ORDERS: Final = {">=": _UP, ">": _UP, "<=": _DOWN, "<": _DOWN}
#: what says nothing of what a rule demands: the order of its facts, doubts about its source, where it stands
_NO_DEMAND: Final = frozenset({"mentions", "marks", "unverified", "place"})
#: a condition that a requirement makes of its subject, and a limit of an obligation
_CLAUSE: Final = ("demand", "conditions", "clauses")
_LIMIT: Final = ("demand", "limits")


def leaves(rule: Rule) -> dict[Way, Any]:
    """Every value in what a rule of one version says, by the way to it; of a node its class, of a tuple its length."""
    found: dict[Way, Any] = {("bodies",): tuple(label for label, _ in rule.versions[0].bodies)}
    for number, (_, body) in enumerate(rule.versions[0].bodies):
        found[(number,)] = type(body)
        for part in parts(body):
            if not _NO_DEMAND.isdisjoint(part.way):
                continue
            value = part.value
            if attrs.has(type(value)):
                value = type(value)
            elif isinstance(value, tuple) and _holds_nodes(value):
                value = tuple(type(one) if attrs.has(type(one)) else len(one) for one in value)
            found[(number, *part.way)] = value
    return found


def _holds_nodes(value: object) -> bool:
    return isinstance(value, tuple) and any(attrs.has(type(one)) or _holds_nodes(one) for one in value)


def way_of(before: Rule, after: Rule, definitions: Mapping[str, int | None]) -> str:
    """``definitions``: by name those that changed, and which way all of their figures went, None if not one way."""
    old, new = leaves(before), leaves(after)
    if old.keys() != new.keys():
        return CHANGED
    ways = [_of_value(after, way, old[way], new[way]) for way in old if old[way] != new[way]]
    for name, moved in definitions.items():
        ways += _of_definition(after, name, moved)
    return {_UP: TIGHTENED, _DOWN: RELAXED}.get(_one_way(ways) or 0, CHANGED)


def way_of_definition(before: Rule | None, after: Rule | None) -> int | None:
    """1 where every figure that changed was raised, -1 where each was lowered, and nothing else changed; else None."""
    if before is None or after is None:
        return None
    old, new = leaves(before), leaves(after)
    if old.keys() != new.keys():
        return None
    changed = [way for way in old if old[way] != new[way]]
    if any(len(way) != 5 or (way[1], *way[3:]) != ("cases", "value", "value") for way in changed):
        return None  # not the figure of a case as it is written
    return _one_way(_sign(new[way] - old[way]) for way in changed)


def _of_value(after: Rule, way: Way, old: Any, new: Any) -> int | None:
    """One value in the place of another: stricter (1), milder (-1), or nobody knows."""
    if way[1:4] == _CLAUSE and way[5:] == ("condition", "right", "value"):
        order = _order(_at(after, way[:-2]))
        return None if order is None else order * _sign(new - old)
    if way[1:3] == _LIMIT and way[4:] == ("limit", "duration"):
        limit = _at(after, way[:-1])
        longer = _longer(old, new)
        if longer is not None and type(limit) in (core.AfterEvent, core.BeforeEvent):
            return longer if isinstance(limit, core.BeforeEvent) else -longer
    return None


def _of_definition(after: Rule, name: str, moved: int | None) -> list[int | None]:
    """For each place at which a rule reads a figure that went one way, what that makes of the rule."""
    found: list[int | None] = []
    for number, (_, body) in enumerate(after.versions[0].bodies):
        for part in parts(body):
            if isinstance(part.value, Use) and part.value.name == name:
                own = part.way[:3] == _CLAUSE and part.way[4:] == ("condition", "right")
                order = _order(_at(after, (number, *part.way[:-1]))) if own else None
                found.append(None if order is None or moved is None else order * moved)
    return found or [None]  # read by way of another definition


def _order(node: Any) -> int | None:
    """1 where a fact must reach what stands on the right, -1 where it must not pass it."""
    if isinstance(node, core.Compare) and isinstance(node.left, core.FigureFact):
        return _ORDERS.get(node.op)
    return None


def _at(rule: Rule, way: Way) -> Any:
    node: Any = rule.versions[0].bodies[int(way[0])][1]
    for step in way[1:]:
        node = node[step] if isinstance(step, int) else getattr(node, step)
    return node


def _longer(old: Any, new: Any) -> int | None:
    if not (is_duration(old) and is_duration(new)) or len(old) != 1 or len(new) != 1 or old[0][1] != new[0][1]:
        return None
    return _sign(new[0][0] - old[0][0])


def _sign(difference: Any) -> int:
    return _UP if difference > 0 else _DOWN


def _one_way(ways: Iterable[int | None]) -> int | None:
    found = set(ways)
    return found.pop() if len(found) == 1 else None
