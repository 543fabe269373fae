"""Norms, consequences and statements as nodes: what each says by itself."""

from __future__ import annotations

import attrs

from prazo.compiler.map import sheet as s
from prazo.compiler.map.draft import Draft, adjustment_lines, condition_lines, heading, item_lines
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.table import CHECKLIST, OBLIGATION, POWER, PROHIBITION, REQUIREMENT
from prazo.dsl.report.phrases import Phrases
from prazo.dsl.report.words import basics, maps as w
from prazo.dsl.report.words.phrase import Phrase

_KINDS = {
    REQUIREMENT: s.REQUIREMENT,
    OBLIGATION: s.OBLIGATION,
    PROHIBITION: s.PROHIBITION,
    CHECKLIST: s.REQUIREMENT,
    POWER: s.POWER,
}


def norm_node(draft: Draft, norm: core.Norm) -> s.Node:
    """The norm as a node with what it demands; its limits and exceptions are edges."""
    phrases = Phrases.of_norm(draft.naming, norm)
    lines: list[str] = []
    if norm.about is not None and norm.record is not None:
        record = draft.naming.party(norm.record)
        lines.append(draft.say(w.FOR_EACH, record=record, items=phrases.fact(norm.about)))
    if norm.bearer != norm.subject:
        lines.append(draft.say(w.JUDGED_ON, party=draft.naming.party(norm.subject)))
    told = draft.span.told
    scope = told(
        norm.versions,
        lambda body: body.where,
        lambda one: [draft.say(w.WHERE, condition=phrases.condition(one))] if one else [],
    )
    demand = told(norm.versions, _demanded, lambda one: demand_lines(phrases, one, norm.kind))
    marks = told(
        norm.versions, lambda body: body.marks, lambda found: [draft.say(w.UNVERIFIED, reason=one) for one in found]
    )
    remarks = [norm.id]
    if norm.force != "law":
        remarks.append(draft.say(w.FORCE, force=draft.language.force(norm.force)))
    remarks += [norm.note] if norm.note else []
    if norm.law_as_on is not None:
        event = draft.naming.fact(norm.subject, norm.law_as_on)
        lines.append(draft.say(w.LAW_AS_ON, day=event if norm.law_as_on else draft.say(w.DAY_OF_CHECK)))
    return s.Node(
        id=f"norm/{norm.id}",
        kind=_KINDS[norm.kind],
        stands=(norm.id,),
        title=draft.naming.norm(norm.id),
        heading=heading(draft.language.kind(norm.kind), norm.cites),
        lines=(*lines, *demand, *scope, *marks),
        cites=norm.cites,
        remarks=tuple(remarks),
    )


def _demanded(body: core.NormBody) -> object:
    """What is demanded, without the times that run from something: they stand on edges."""
    match body.demand:
        case core.Requirement(conditions, _):
            return conditions
        case core.Checklist(items, at, is_open, _):
            return core.Checklist(items, at, is_open, False)
        case core.Obligation(limits=limits) as owed:
            return attrs.evolve(owed, limits=tuple(one for one in limits if isinstance(one.limit, core.Regularly)))
        case core.Prohibition(acts, _, _, during, only, _):
            return core.Prohibition(acts, None, (), during, only)


def demand_lines(phrases: Phrases, demanded: object, kind: str) -> list[str]:
    """The demand in words: ``must pay up capital``, the conditions of a requirement line by line."""
    match demanded:
        case core.Conditions():
            return [phrases.say(w.MUST_KEEP), *condition_lines(phrases, demanded)]
        case core.Checklist(items, _, is_open, _):
            more = [phrases.say(w.NOT_FINAL)] if is_open else []
            return [phrases.say(w.MUST_HAVE), *item_lines(phrases, items), *more]
        case core.Obligation(acts, mode, condition, limits):
            last = basics.AND if mode == "all" else basics.OR
            said = w.MAY if kind == POWER else w.MUST
            lines = [phrases.say(said, acts=_acts(phrases, acts, last))] if acts else []
            if condition is not None:
                lines.append(phrases.say(w.MUST_REACH, condition=phrases.condition(condition)))
            times = [phrases.guarded(phrases.limit(one.limit), one.guard) for one in limits]
            return [*lines, *times, *phrases.put_off(demanded)]
        case core.Prohibition(acts, _, _, during, only, _):
            lines = [phrases.say(w.MUST_NOT, acts=_acts(phrases, acts, basics.OR))]
            lines += [] if during is None else [phrases.say(w.WHILE, state=phrases.condition(during))]
            return lines + ([] if only is None else [phrases.say(w.BUT_WHERE, condition=phrases.condition(only))])
        case _:
            raise TypeError(f"no demand: {demanded!r}")


def _acts(phrases: Phrases, acts: tuple[core.Fact, ...], last: Phrase) -> str:
    return phrases.language.listed([phrases.act(act) for act in acts], last)


def consequence_node(draft: Draft, consequence: core.Consequence) -> s.Node:
    """The consequence with its bounds."""
    phrases = Phrases(draft.naming, (consequence.subject, *([consequence.record] if consequence.record else [])))
    lines = draft.span.told(consequence.versions, _meant, lambda body: _body_lines(phrases, body))
    return s.Node(
        id=f"consequence/{consequence.id}",
        kind=s.CONSEQUENCE,
        stands=(consequence.id,),
        title=draft.naming.norm(consequence.id),
        heading=heading(draft.language.kind("consequence"), consequence.cites),
        lines=(draft.say(w.FOR_PARTY, party=draft.naming.party(consequence.subject)), *lines),
        cites=consequence.cites,
        remarks=(consequence.id, consequence.kind, *([consequence.note] if consequence.note else [])),
    )


def statement_node(draft: Draft, statement: core.Statement) -> s.Node:
    return s.Node(
        id=f"statement/{statement.id}",
        kind=s.STATEMENT,
        stands=(statement.id,),
        title=draft.naming.norm(statement.id),
        heading=heading(draft.language.kind("statement"), statement.cites),
        lines=(draft.say(w.UNDECIDED, reason=statement.reason),),
        cites=statement.cites,
    )


def _meant(body: core.ConsequenceBody) -> core.ConsequenceBody:
    """The body without the list of facts that it mentions, which says nothing by itself."""
    return attrs.evolve(body, mentions=())


def _body_lines(phrases: Phrases, body: core.ConsequenceBody) -> list[str]:
    lines = [] if body.where is None else [phrases.say(w.WHERE_HEAD, condition=phrases.condition(body.where))]
    for one in body.bounds:
        bounds = phrases.language.interval(phrases.figure(one.low), phrases.figure(one.high))
        lines.append(phrases.guarded(bounds, one.guard))
    lines += adjustment_lines(phrases, body.adjustments)
    if body.ends_when is not None:
        lines.append(phrases.say(w.UNTIL, condition=phrases.condition(body.ends_when)))
    return lines
