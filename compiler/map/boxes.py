"""Norms, consequences and statements as nodes: what each says by itself."""

from __future__ import annotations

import attrs

from prazo.compiler.map import sheet as s
from prazo.compiler.map.draft import Draft, adjustment_lines, condition_lines, heading
from prazo.compiler.map.wording import LabelledPhrases, Wording, spaced
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.table import OBLIGATION, PROHIBITION, REQUIREMENT
from prazo.dsl.report.words import listed

_KINDS = {
    REQUIREMENT: (s.REQUIREMENT, "Requirement"),
    OBLIGATION: (s.OBLIGATION, "Obligation"),
    PROHIBITION: (s.PROHIBITION, "Prohibition"),
}
#: kind of norm to the word between its bearer and what it demands
_MODALS = {REQUIREMENT: "must keep to:", OBLIGATION: "must", PROHIBITION: "must not"}


def norm_node(draft: Draft, norm: core.Norm) -> s.Node:
    """The norm as a node with what it demands; its limits and exceptions are edges."""
    phrases = draft.wording.of_norm(norm)
    kind, word = _KINDS[norm.kind]
    lines: list[str] = []
    if norm.about is not None and norm.record is not None:
        record, items = draft.wording.party(norm.record), draft.wording.fact(norm.subject, norm.about.name)
        lines.append(f"for each {record} in “{items}”")
    if norm.bearer != norm.subject:
        lines.append(f"judged on the facts of {draft.wording.party(norm.subject)}")
    told = draft.span.told
    scope = told(norm.versions, lambda body: body.where, lambda one: [f"where {phrases.condition(one)}"] if one else [])
    demand = told(norm.versions, _demanded, lambda one: demand_lines(draft, norm, phrases, one))
    marks = told(norm.versions, lambda body: body.marks, lambda found: [f"unverified: {one}" for one in found])
    remarks = [norm.id]
    if norm.force != "law":
        remarks.append(f"force: {norm.force}")
    remarks += [norm.note] if norm.note else []
    if norm.law_as_on is not None:
        day = draft.wording.fact(norm.subject, norm.law_as_on) if norm.law_as_on else "the day of the check"
        lines.append(f"law as on {day}")
    return s.Node(
        id=f"norm/{norm.id}",
        kind=kind,
        stands=(norm.id,),
        title=draft.wording.label(norm.labels, spaced(norm.id.rpartition("/")[2])),
        heading=heading(word, norm.cites),
        lines=(*lines, *demand, *scope, *marks),
        cites=norm.cites,
        remarks=tuple(remarks),
    )


def _demanded(body: core.NormBody) -> object:
    """What is demanded, without the times, which stand on edges."""
    match body.demand:
        case core.Requirement(conditions, _):
            return conditions
        case core.Obligation(acts, mode, condition, _):
            return core.Obligation(acts, mode, condition, ())
        case core.Prohibition(acts, _, _):
            return core.Prohibition(acts, None, ())


def demand_lines(draft: Draft, norm: core.Norm, phrases: LabelledPhrases, demanded: object) -> list[str]:
    """The demand in words: ``must pay up capital``, the conditions of a requirement line by line."""
    word = _MODALS[norm.kind]
    match demanded:
        case core.Conditions():
            return [word, *condition_lines(phrases, demanded)]
        case core.Obligation(acts, mode, condition, _):
            lines = [f"{word} {_acts(draft, phrases, acts, 'and' if mode == 'all' else 'or')}"] if acts else []
            return lines + ([] if condition is None else [f"{word} reach: {phrases.condition(condition)}"])
        case core.Prohibition(acts, _, _):
            return [f"{word} {_acts(draft, phrases, acts, 'or')}"]
        case _:
            raise TypeError(f"no demand: {demanded!r}")


def _acts(draft: Draft, phrases: LabelledPhrases, acts: tuple[core.Fact, ...], last: str) -> str:
    said = listed([draft.wording.act(phrases.records[act.binder], act.name) for act in acts], last)
    return said if draft.wording.lang == "en" else f"– {said}"  # a label is no verb, so "must" only introduces it


def consequence_node(draft: Draft, consequence: core.Consequence) -> s.Node:
    """The consequence with its bounds."""
    phrases = draft.wording.phrases(consequence.subject)
    lines = draft.span.told(consequence.versions, _meant, lambda body: _body_lines(phrases, body))
    return s.Node(
        id=f"consequence/{consequence.id}",
        kind=s.CONSEQUENCE,
        stands=(consequence.id,),
        title=draft.wording.label(consequence.labels, spaced(consequence.id.rpartition("/")[2])),
        heading=heading("Consequence", consequence.cites),
        lines=(f"for {draft.wording.party(consequence.subject)}", *lines),
        cites=consequence.cites,
        remarks=(consequence.id, consequence.kind, *([consequence.note] if consequence.note else [])),
    )


def statement_node(wording: Wording, statement: core.Statement) -> s.Node:
    return s.Node(
        id=f"statement/{statement.id}",
        kind=s.STATEMENT,
        stands=(statement.id,),
        title=wording.label(statement.labels, statement.id.rpartition("/")[2]),
        heading=heading("Statement", statement.cites),
        lines=(f"No fact decides it: {statement.reason}",),
        cites=statement.cites,
    )


def _meant(body: core.ConsequenceBody) -> core.ConsequenceBody:
    """The body without the list of facts that it mentions, which says nothing by itself."""
    return attrs.evolve(body, mentions=())


def _body_lines(phrases: LabelledPhrases, body: core.ConsequenceBody) -> list[str]:
    lines = [] if body.where is None else [f"where {phrases.condition(body.where)}:"]
    for one in body.bounds:
        low, high = phrases.figure(one.low), phrases.figure(one.high)
        lines.append((low if one.low == one.high else f"from {low} to {high}") + phrases.guard(one.guard))
    lines += adjustment_lines(phrases, body.adjustments)
    return lines + ([] if body.ends_when is None else [f"until {phrases.condition(body.ends_when)}"])
