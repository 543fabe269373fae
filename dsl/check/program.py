"""All files together: from syntax trees to the checked program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import attrs

from prazo.dsl.check.apply import apply_all
from prazo.dsl.check.blocks import Draft, labels_used
from prazo.dsl.check.breaches import check_breaches
from prazo.dsl.check.circles import find_circle
from prazo.dsl.check.cited import check_cites, cites_of
from prazo.dsl.check.concerned import BORNE
from prazo.dsl.check.declarations import (
    ZONES,
    check_amendments,
    check_authorities,
    check_lists,
    declare_definitions,
    declare_instruments,
    declare_parties,
    see_modules,
)
from prazo.dsl.check.definitions import DefinitionDraft, lower_definition
from prazo.dsl.check.effect_circles import marks_of_effects, read_by_effects, refuse_circles
from prazo.dsl.check.effects import (
    ConsequenceDraft,
    finish_consequences,
    lower_consequence,
    lower_statement,
)
from prazo.dsl.check.findings import Findings
from prazo.dsl.check.fixes import fixed_values
from prazo.dsl.check.interpretations import interpret_all
from prazo.dsl.check.links import link
from prazo.dsl.check.marks import Marks
from prazo.dsl.check.mentions import Followed
from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.norms import NormDraft, declare_norm, lower_norm
from prazo.dsl.check.places_in_time import check_places_last
from prazo.dsl.check.recurring import declare_financial_years
from prazo.dsl.check.scope import Mention
from prazo.dsl.check.spelling import check_spelling
from prazo.dsl.check.spells import check_spells
from prazo.dsl.check.tables import Tables, labels_of
from prazo.dsl.core.nodes import (
    Bearers,
    ConditionBody,
    Definition,
    Excuse,
    Fact,
    FigureBody,
    Norm,
    NormBody,
    PartyDecl,
    Program,
    Statement,
    Versioned,
)
from prazo.dsl.core.spans import by_version
from prazo.dsl.diagnostics.model import Diagnostic
from prazo.dsl.syntax import tree
from prazo.dsl.time.library import RuleVersions
from prazo.dsl.time.zone_files import standard_zones
from prazo.dsl.time.zones import Zone


def check_modules(
    modules: Sequence[ModuleText], counting_rules: Mapping[str, RuleVersions] | Iterable[str] | None = None
) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The checked program of all modules, and every finding in a stable order; no program where one is an error.

    ``counting_rules``: the known rules of counting, or their names alone; None: names are not checked.  Reads no file.
    """
    modules = sorted(modules, key=lambda module: module.name)
    findings = Findings()
    known: Mapping[str, RuleVersions | None] | None = None
    if counting_rules is not None:
        known = counting_rules if isinstance(counting_rules, Mapping) else dict.fromkeys(counting_rules)
    tables = Tables(findings, known)
    see_modules(tables, modules)
    declare_instruments(tables, modules)
    declare_parties(tables, modules)
    check_spelling(tables, modules)
    declare_financial_years(tables)
    check_authorities(tables)
    check_amendments(tables)
    check_lists(tables)
    declare_definitions(tables, modules)
    for module in modules:
        for block in module.tree.blocks:
            if isinstance(block, tree.Norm):
                declare_norm(tables, module, block)
    definitions = [
        lower_definition(tables, head, cites_of(tables, head.module, head.block.lines))
        for head in tables.definitions.values()
        if head.kind
    ]
    norms: list[NormDraft] = []
    consequences: list[ConsequenceDraft] = []
    statements: list[Statement] = []
    for norm in list(tables.norm_ids.values()):
        cites = cites_of(tables, norm.module, norm.block.lines)
        check_cites(tables, norm, cites)
        if norm.kind in BORNE:
            draft = lower_norm(tables, norm, cites)
            if draft is not None:
                norms.append(draft)
        elif norm.kind == "consequence":
            consequence = lower_consequence(tables, norm, cites)
            if consequence is not None:
                consequences.append(consequence)
        else:
            statement = lower_statement(tables, norm, cites)
            if statement is not None:
                statements.append(statement)
    drafted = [*((one.head, one.drafts) for one in norms), *((one.head, one.drafts) for one in consequences)]
    check_places_last(tables, drafted)
    norms += apply_all(tables, modules, norms)
    norms = link(tables, norms)
    _definition_circles(tables, definitions)
    _exception_circles(tables, norms)
    fixed = fixed_values(tables)
    norms = interpret_all(tables, modules, norms)
    check_spells(tables, norms)
    check_breaches(tables, norms)
    effects = finish_consequences(tables, norms, consequences)
    refuse_circles(tables, norms, effects)
    if findings.errors:
        return None, findings.sorted()
    followed = Followed({one.head.id: _mentions_of(one) for one in definitions}, read_by_effects(norms, effects))
    marks = Marks(tables, followed, fixed, marks_of_effects(norms, effects))
    finished = _finish_norms(norms, effects.failing, followed, marks)
    program = Program(
        tuple(sorted((_party(tables, name) for name in tables.parties), key=lambda one: one.name)),
        tuple(sorted((table.decl for table in tables.instruments.values()), key=lambda one: one.name)),
        tuple(sorted((_definition(tables, one) for one in definitions), key=lambda one: (one.name, one.of))),
        tuple(sorted((one for one in finished if one.kind != "power"), key=lambda one: one.id)),
        tuple(sorted(effects.finished(followed, marks), key=lambda one: one.id)),
        tuple(sorted(statements, key=lambda one: one.id)),
        _reading_groups(modules),
        tuple(sorted(tables.used_rules)),
        tuple((module.name, _digest(module)) for module in modules),
        _zone(tables),
        fixed,
        tuple(sorted((one for one in finished if one.kind == "power"), key=lambda one: one.id)),
    )
    return program, findings.sorted()


# --- circles ---------------------------------------------------------------------------------------------------


def _definition_circles(tables: Tables, definitions: Sequence[DefinitionDraft]) -> None:
    circle = find_circle({one.head.id: one.rests_on for one in definitions})
    if circle is None:
        return
    by_id = {one.head.id: one.head for one in definitions}
    heads = [by_id[one] for one in circle]
    places = [head.module.place(head.block.name.span) for head in heads]
    tables.findings.add("P0209", *places, circle=_circle_words([head.name for head in heads]))


def _exception_circles(tables: Tables, norms: Sequence[NormDraft]) -> None:
    rests: dict[str, list[str]] = {one.id: [other for other, _ in one.excepted] for one in norms}
    for one in norms:
        for other, _ in one.prevails_over:
            rests.setdefault(other, []).append(one.id)
    circle = find_circle(rests)
    if circle is None:
        return
    by_id = {one.id: one.head for one in norms}
    places = [by_id[one].module.place(by_id[one].block.name.span) for one in circle]
    tables.findings.add("P0210", *places, circle=_circle_words([one.rpartition("/")[2] for one in circle]))


def _circle_words(names: list[str]) -> str:
    return " → ".join([*names, names[0]])


# --- the core --------------------------------------------------------------------------------------------------


def _party(tables: Tables, name: str) -> PartyDecl:
    table = tables.parties[name]
    return PartyDecl(name, table.kind, table.labels, tuple(table.facts.values()), table.since, table.until)


def _mentions_of(draft: DefinitionDraft) -> tuple[Mention, ...]:
    return tuple(mention for one in draft.drafts for _, _, mentions in one.bodies for mention in mentions)


def _definition(tables: Tables, draft: DefinitionDraft) -> Definition:
    head = draft.head
    instrument = tables.instrument_of[head.module.name]
    versions: list[Versioned[FigureBody | ConditionBody]] = [
        Versioned(one.version, one.start, one.end, tuple((label, body) for label, body, _ in one.bodies))  # type: ignore[misc]
        for one in draft.drafts
    ]
    return Definition(
        head.id, head.name, head.of, head.kind, head.unit, labels_of(head.block.labels), draft.cites, tuple(versions),
        head.module.line(head.block.name.span), None if instrument is None else instrument.name,
    )  # fmt: skip


def _finish_norms(
    norms: Sequence[NormDraft], failing: Mapping[str, tuple[str, ...]], followed: Followed, marks: Marks
) -> list[Norm]:
    """Adds what other norms say of each: who prevails over it, and what their scopes read."""
    by_id = {one.id: one for one in norms}
    displaced: dict[str, list[tuple[str, Excuse]]] = {}
    for one in norms:
        for other, span in one.prevails_over:
            excuse = Excuse(None, (one.id,), one.head.module.line(span))
            displaced.setdefault(other, []).append((one.id, excuse))
    return [_norm(one, by_id, displaced, failing, followed, marks) for one in norms]


def _norm(
    draft: NormDraft,
    by_id: Mapping[str, NormDraft],
    displaced: Mapping[str, list[tuple[str, Excuse]]],
    failing: Mapping[str, tuple[str, ...]],
    followed: Followed,
    marks: Marks,
) -> Norm:
    over = displaced.get(draft.id, [])
    displacing = _displacing(draft, by_id, displaced)
    others = tuple(mention for one in displacing for mention in one.applies_on)
    beside = tuple(reason for one in displacing for reason in marks.of_scope(one.head))
    versions = _versions(draft, draft.drafts, others, beside, over, followed, marks)
    own = _versions(draft, draft.own, others, beside, over, followed, marks)
    head = draft.head
    return Norm(
        draft.id, head.kind, labels_of(draft.labels), draft.cites, draft.instrument.name, draft.instrument.decl.force,
        draft.subject, draft.bearer, None if draft.items is None else Fact(0, draft.items), draft.record, draft.owed_to,
        versions, tuple(dict.fromkeys(other for other, _ in draft.prevails_over)), draft.in_addition_to,
        failing.get(draft.id, ()), draft.law_as_on, draft.note, draft.formerly, head.module.line(head.block.name.span),
        own, draft.each, tuple(Bearers(Fact(0, items), record) for items, record in draft.joint),
    )  # fmt: skip


def _versions(
    draft: NormDraft,
    drafts: Sequence[Draft],
    others: Sequence[Mention],
    beside: Sequence[str],
    over: Sequence[tuple[str, Excuse]],
    followed: Followed,
    marks: Marks,
) -> tuple[Versioned[NormBody], ...]:
    """Bodies with what they read, the exceptions that other norms say, and their marks.

    ``beside``: the marks of the scopes of those norms.
    """
    versions: list[Versioned[NormBody]] = []
    for one in drafts:
        whole: Versioned[NormBody] = Versioned(one.version, one.start, one.end, ())
        for part in by_version(whole, draft.instrument.decl.versions):
            bodies: list[tuple[str | None, NormBody]] = []
            for label, body, mentions in one.bodies:
                assert isinstance(body, NormBody)
                paths = followed.paths((*mentions, *others), draft.items)
                excuses = (*body.excuses, *(excuse for _, excuse in over))
                doubts = marks.of(draft, [part.version], (*body.marks, *beside), (*mentions, *others), paths)
                personal = tuple((*theirs, *(excuse for _, excuse in over)) for theirs in body.personal)
                kept = attrs.evolve(body, excuses=excuses, mentions=paths, marks=doubts, personal=personal)
                bodies.append((label, kept))
            versions.append(Versioned(part.version, part.start, part.end, tuple(bodies)))
    return tuple(versions)


def _displacing(
    draft: NormDraft, by_id: Mapping[str, NormDraft], displaced: Mapping[str, list[tuple[str, Excuse]]]
) -> tuple[NormDraft, ...]:
    """The norms that excuse this one where they apply, and so on with those that excuse them."""
    found: list[NormDraft] = []
    seen = {draft.id}
    waiting = [one for one, _ in draft.excepted] + [one for one, _ in displaced.get(draft.id, [])]
    while waiting:
        id = waiting.pop(0)
        other = by_id.get(id)
        if id in seen or other is None:
            continue
        seen.add(id)
        found.append(other)
        waiting += [one for one, _ in other.excepted] + [one for one, _ in displaced.get(id, [])]
    return tuple(found)


def _reading_groups(modules: Sequence[ModuleText]) -> tuple[tuple[str, ...], ...]:
    """Labels used in one block rival each other; groups that share a label are one."""
    group_of: dict[str, set[str]] = {}
    for module in modules:
        for block in module.tree.blocks:
            if not isinstance(block, tree.Norm | tree.Define):
                continue
            labels = labels_used(block.lines)
            if not labels:
                continue
            merged = set(labels).union(*(group_of[label] for label in labels if label in group_of))
            for label in merged:
                group_of[label] = merged
    return tuple(sorted({tuple(sorted(group)) for group in group_of.values()}))


def _digest(module: ModuleText) -> str:
    return f"sha256:{hashlib.sha256(module.source.text.encode()).hexdigest()}"


def _zone(tables: Tables) -> Zone:
    """The zone of the one jurisdiction of these rules; UTC where there are several or none is known."""
    zones = {ZONES.get(table.decl.jurisdiction or "", "UTC") for table in tables.instruments.values()}
    return standard_zones()[zones.pop() if len(zones) == 1 else "UTC"]
