"""Limits that follow a skipped link: by which norm the act was due that they are counted from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from prazo.dsl.check.circles import find_circle
from prazo.dsl.check.norms import NormDraft
from prazo.dsl.check.tables import Tables
from prazo.dsl.core.nodes import DoneOrDue, Fact, NormBody, Obligation
from prazo.dsl.syntax import tree


def link(tables: Tables, norms: Sequence[NormDraft]) -> list[NormDraft]:
    """The norms with each such limit resolved; reports acts of no duty or of several, and limits in a circle.

    Needs all norms, the copies that ``apply`` makes among them.
    """
    by_act: dict[tuple[str, str, str | None, Fact], dict[str, None]] = {}
    for norm in norms:
        for act in _acts(norm):
            by_act.setdefault((norm.subject, norm.bearer, norm.items, act), {})[norm.id] = None
    found = []
    rests: dict[str, list[str]] = {}
    for norm in norms:
        acts = dict.fromkeys(one.act for one in links_in(norm.drafts))
        duties = {act: tuple(by_act.get((norm.subject, norm.bearer, norm.items, act), ())) for act in acts}
        for act, ids in duties.items():
            if len(ids) != 1:
                _report(tables, norm, act, ids)
        linked = {act: ids[0] for act, ids in duties.items() if len(ids) == 1}
        rests[norm.id] = list(linked.values())
        found.append(attrs.evolve(norm, drafts=_linked(norm.drafts, linked)) if linked else norm)
    circle = find_circle(rests)
    if circle is not None:
        heads = {one.id: one.head for one in norms}
        places = [heads[one].module.place(heads[one].block.name.span) for one in circle]
        names = [one.rpartition("/")[2] for one in (*circle, circle[0])]
        tables.findings.add("P0374", *places, circle=" → ".join(names))
    return found


def _acts(norm: NormDraft) -> dict[Fact, None]:
    bodies = [body for draft in norm.drafts for _, body, _ in draft.bodies]
    demands = [body.demand for body in bodies if isinstance(body, NormBody)]
    if norm.head.kind == "power":  # what may be done is due on no day
        return {}
    return dict.fromkeys(act for demand in demands if isinstance(demand, Obligation) for act in demand.acts)


def links_in(node: Any) -> list[DoneOrDue]:
    """Every limit in a node that follows a skipped link."""
    if isinstance(node, DoneOrDue):
        return [node]
    if isinstance(node, tuple):
        return [one for part in node for one in links_in(part)]
    if not attrs.has(type(node)):
        return []
    return [one for field in attrs.fields(type(node)) for one in links_in(getattr(node, field.name))]


def _linked(node: Any, norms: Mapping[Fact, str]) -> Any:
    if isinstance(node, DoneOrDue):
        return DoneOrDue(node.act, norms.get(node.act, ""))
    if isinstance(node, tuple):
        return tuple(_linked(part, norms) for part in node)
    if not attrs.has(type(node)) or not links_in(node):
        return node
    fields = [field.name for field in attrs.fields(type(node))]
    return attrs.evolve(node, **{name: _linked(getattr(node, name), norms) for name in fields})


def _report(tables: Tables, norm: NormDraft, act: Fact, ids: Sequence[str]) -> None:
    names = [one.rpartition("/")[2] for one in ids]
    for line in norm.head.block.lines:
        for limit in _written(line.body):
            if isinstance(limit.anchor, tree.Name) and limit.anchor.text == act.name:
                place = norm.head.module.place(limit.anchor.span)
                hint = f"that is {', '.join(names)}" if names else f'write "must {act.name}" in an obligation'
                found = "several obligations" if names else "no obligation"
                tables.findings.add("P0373", place, hint=hint, act=act.name, found=found)
                return


def _written(node: object) -> list[tree.After]:
    """The limits in a line that count from an act or the day it was due."""
    match node:
        case tree.After(or_due=True):
            return [node]
        case tree.Must(limit=limit) | tree.LimitClause(limit=limit):
            return _written(limit)
        case tree.Whichever(limits, _):
            return [one for part in limits for one in _written(part)]
        case tree.InAnyCase(first, cap):
            return [*_written(first), *_written(cap)]
    return []
