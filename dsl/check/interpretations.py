"""``interpret`` blocks: how a house takes the open words of a norm, from the day of its signature on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import attrs

from prazo.dsl.check.blocks import Block, Draft
from prazo.dsl.check.conditions import Conditions
from prazo.dsl.check.extensions import suspendable
from prazo.dsl.check.limits import counts_back, limit_of
from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.norms import NormDraft
from prazo.dsl.check.recurring import bounds
from prazo.dsl.check.scope import Mention
from prazo.dsl.check.tables import NormHead, Tables
from prazo.dsl.core.nodes import (
    AfterEvent,
    AfterSet,
    Anchor,
    Anchored,
    AtLeastEvery,
    Condition,
    EarlierOf,
    Fact,
    FixedDay,
    Forthwith,
    HoursAfter,
    Is,
    LaterOf,
    Limit,
    LimitCase,
    LimitOfPeriod,
    NormBody,
    NoStatedTime,
    Obligation,
    Place,
    Regularly,
    anchors_of,
    single_limits,
)
from prazo.dsl.syntax import tree
from prazo.dsl.time.days import Duration

N = TypeVar("N")

#: a body as one interpretation has it, with what that reads in place of what; None: the body has not the word
_Taken = Callable[[NormBody, tuple[Mention, ...]], tuple[NormBody, tuple[Mention, ...]] | None]

#: what a limit of the house's own is of
OWN_LIMIT = "a time limit"
#: what to write instead of a limit that does not fit the law's
_OBLIGATION = "write an obligation of your own"
_WORDS: Mapping[str, type[Limit]] = {"forthwith": Forthwith, "at no stated time": NoStatedTime}


@attrs.frozen(slots=True, eq=False)
class _Interpretation:
    """One line of a block: the word, from when it is taken so, under which name, and what it makes of a body."""

    word: str
    start: date
    name: str
    taken: _Taken
    place: tuple[ModuleText, tree.Span]


def interpret_all(tables: Tables, modules: Sequence[ModuleText], norms: Sequence[NormDraft]) -> list[NormDraft]:
    """The norms with the interpretations of all files; reports those that say nothing of any word."""
    said: dict[str, list[_Interpretation]] = {}
    by_id = {one.id: one for one in norms}
    for module in modules:
        for block in module.tree.blocks:
            if isinstance(block, tree.Interpret):
                head = _norm(tables, module, block)
                draft = None if head is None else by_id.get(head.id)
                if draft is not None:
                    said.setdefault(draft.id, []).extend(_block(tables, module, block, draft))
    return [_interpreted(tables, one, said[one.id]) if one.id in said else one for one in norms]


def _norm(tables: Tables, module: ModuleText, block: tree.Interpret) -> NormHead | None:
    """The norm that a block names, by its module (or the folder of it) or by its instrument."""
    where, _, name = block.norm.removeprefix("std.").rpartition(".")
    here = [
        one
        for one in tables.norms.get(name, ())
        if tables.sees(module, one.module)
        and (where in ("", one.instrument) or f"{one.module.name}.".startswith(f"{where}."))
    ]
    if len(here) == 1:
        return here[0]
    written = tree.Name(name, span=block.span)
    if not here and name in tables.norms:
        hint = f"write {' or '.join(f'{one.instrument}.{name}' for one in tables.norms[name])}"
        tables.findings.add("P0203", module.place(_first_line(block)), hint=hint, name=block.norm)
        return None
    return tables.norm(module, attrs.evolve(written, span=_first_line(block)))


def _first_line(block: tree.Interpret) -> tree.Span:
    return tree.Span(block.span.start, block.span.start + len("interpret ") + len(block.norm))


# --- what a block says -----------------------------------------------------------------------------------------


def _block(tables: Tables, module: ModuleText, block: tree.Interpret, draft: NormDraft) -> list[_Interpretation]:
    signed = [line.body for line in block.lines if isinstance(line.body, tree.Signed)]
    if len(signed) != 1:
        place = module.place(signed[1].span if signed else _first_line(block))
        if signed:
            tables.findings.add("P0342", place, norm=block.norm, line='"by"')
        else:
            hint = 'add a line such as: by "Compliance committee" on 2026-02-11'
            tables.findings.add("P0388", place, hint=hint)
        return []
    name = f"{block.norm} ({signed[0].author}, {signed[0].day.isoformat()})"
    subject = tables.parties[draft.subject]
    item = None if draft.items is None or draft.record is None else (draft.items, tables.parties[draft.record])
    scope = Conditions(tables, module, subject, item)
    found = []
    for line in block.lines:
        body = line.body
        if isinstance(body, tree.Signed | tree.Note):
            continue
        word, taken = _line(scope, draft, body)
        if taken is None:
            continue
        if not _says(draft, taken):
            hint = "an interpretation is of a word that the norm itself says"
            said = word if word == OWN_LIMIT else f'"{word}"'
            tables.findings.add("P0389", module.place(line.span), hint=hint, norm=draft.head.name, word=said)
            continue
        found.append(_Interpretation(word, signed[0].day, name, taken, (module, line.span)))
    if not found and not tables.findings.errors:
        hint = "add what a word is taken to mean: forthwith is within 2 days"
        tables.findings.add(
            "P0389", module.place(_first_line(block)), hint=hint, norm=draft.head.name, word="what is meant"
        )
    return found


def _line(
    scope: Conditions, draft: NormDraft, body: tree.OpenWithin | tree.OpenEvery | tree.OpenCondition | tree.OwnLimit
) -> tuple[str, _Taken | None]:
    match body:
        case tree.OpenWithin():
            return body.word, _within(scope, draft, body)
        case tree.OpenEvery():
            return body.word, _every(scope, draft, body)
        case tree.OpenCondition():
            return body.name.text, _meaning(scope, body)
        case tree.OwnLimit():
            return OWN_LIMIT, _own_limit(scope, draft, body)


# --- open words of time ----------------------------------------------------------------------------------------


def _within(scope: Conditions, draft: NormDraft, body: tree.OpenWithin) -> _Taken | None:
    """An open word as so many days after the same event."""
    duration = scope.duration(body.duration, counted=True)
    rule = _rule(draft)
    if body.word == "regularly":
        hint = "write how often: regularly is at least every 12 months"
        scope.refuse("P0392", body, hint=hint, norm=draft.head.name, reason='"regularly" runs from no event')
        return None
    if rule is None:
        hint = 'write "time counted by" in the instrument'
        scope.refuse("P0361", body, hint=hint)
    if duration is None or rule is None:
        return None
    counted, by = duration, rule
    if body.word != "as soon as practicable":
        kind = _WORDS[body.word]
        return lambda norm, mentions: _with_limits(norm, mentions, lambda one: _counted(one, kind, counted, by))
    last_days = [one for one in _limits(draft) if one.practicable]
    if any(_running_from(one.limit) is None for one in last_days):
        hint = "write a limit of your own instead: within 2 days of .."
        reason = "its last day runs from no event, or from several"
        scope.refuse("P0392", body, hint=hint, norm=draft.head.name, reason=reason)
        return None
    return lambda norm, mentions: _with_limits(norm, mentions, lambda one: _practicable(one, counted, by))


def _every(scope: Conditions, draft: NormDraft, body: tree.OpenEvery) -> _Taken | None:
    """``regularly`` as at least every so often, since the norm came into force or the bearer began."""
    if body.word != "regularly":
        hint = f"write how long: {body.word} is within 2 days"
        scope.refuse(
            "P0392", body, hint=hint, norm=draft.head.name, reason="what is owed once is not owed every so often"
        )
        return None
    duration, rule = scope.duration(body.duration, counted=True), _rule(draft)
    since, _, _ = bounds(_own_block(scope, draft, body))
    reads = scope.take_mentions()
    if rule is None:
        hint = 'write "time counted by" in the instrument'
        scope.refuse("P0361", body, hint=hint)
    if duration is None or rule is None:
        return None
    acts = [act for demand in _obligations(draft) for act in demand.acts or (None,)]
    listed = [act is not None and getattr(scope.fact_info(act), "kind", None) == "list of event" for act in acts]
    if not all(listed) or any(len(demand.acts) != 1 for demand in _obligations(draft)):
        name = next((act.name for act in acts if act is not None), "assess")
        hint = f"declare the act so: {name} list of event"
        scope.refuse(
            "P0392", body, hint=hint, norm=draft.head.name, reason="what happens once is not done every so often"
        )
        return None
    every = AtLeastEvery(duration, since, rule)

    def taken(one: LimitCase) -> LimitCase | None:
        return attrs.evolve(one, limit=every) if isinstance(one.limit, Regularly) else None

    return lambda norm, mentions: _with_limits(norm, mentions, taken, reads)


def _own_block(scope: Conditions, draft: NormDraft, said: tree.Node) -> Block:
    """What a line of an interpretation is read in: that of the norm, without its lines."""
    return Block(scope.tables, scope, tree.Name(draft.head.name, span=said.span), ())


def _counted(one: LimitCase, kind: type[Limit], duration: Duration, rule: str) -> LimitCase | None:
    if isinstance(one.limit, Forthwith | NoStatedTime) and isinstance(one.limit, kind):
        return attrs.evolve(one, limit=AfterEvent(one.limit.anchor, duration, rule))
    return None


def _running_from(limit: Limit) -> Anchor | None:
    """The one event that the time of a limit runs from."""
    running = all(isinstance(one, AfterEvent | AfterSet | HoursAfter) for one in single_limits(limit))
    anchors = anchors_of(limit)
    return anchors[0] if running and len(anchors) == 1 else None


def _practicable(one: LimitCase, duration: Duration, rule: str) -> LimitCase | None:
    """The last day that the law states in any case stays the last."""
    anchor = _running_from(one.limit)
    if not one.practicable or anchor is None:
        return None
    return attrs.evolve(one, limit=_earlier(AfterEvent(anchor, duration, rule), one.limit), practicable=False)


def _obligations(draft: NormDraft) -> list[Obligation]:
    bodies = [body for one in draft.drafts for _, body, _ in one.bodies]
    demands = [body.demand for body in bodies if isinstance(body, NormBody)]
    return [demand for demand in demands if isinstance(demand, Obligation)]


def _limits(draft: NormDraft) -> list[LimitCase]:
    return [case for demand in _obligations(draft) for case in demand.limits]


def _with_limits(
    norm: NormBody,
    mentions: tuple[Mention, ...],
    taken: Callable[[LimitCase], LimitCase | None],
    reads: tuple[Mention, ...] = (),
) -> tuple[NormBody, tuple[Mention, ...]] | None:
    """A body with its limits as they are taken, and what that reads more; None where none of them is."""
    if not isinstance(norm.demand, Obligation):
        return None
    made = [taken(one) for one in norm.demand.limits]
    if not any(made):
        return None
    limits = tuple(new or old for new, old in zip(made, norm.demand.limits, strict=True))
    return attrs.evolve(norm, demand=attrs.evolve(norm.demand, limits=limits)), (*mentions, *reads)


# --- a limit of the house's own --------------------------------------------------------------------------------


def _own_limit(scope: Conditions, draft: NormDraft, body: tree.OwnLimit) -> _Taken | None:
    """The earlier of the law's limit and the house's."""
    own = limit_of(_own_block(scope, draft, body), body.limit, _rule(draft))
    reads = scope.take_mentions()
    if own is None:
        return None
    reason, hint = _unfit(draft, own)
    if reason is not None:
        scope.refuse("P0392", body, hint=hint, norm=draft.head.name, reason=reason)
        return None
    return lambda norm, mentions: _with_limits(norm, mentions, lambda one: _stricter(one, own), reads)


def _unfit(draft: NormDraft, own: Limit) -> tuple[str | None, str]:
    """Why a limit cannot make those of the norm stricter, and what to write; None where it can."""
    parts = single_limits(own)
    if any(isinstance(one, NoStatedTime | Regularly | AtLeastEvery | LimitOfPeriod) for one in parts):
        return "it is no last day", "write a last day: within 5 days of .."
    for one in _limits(draft):
        if isinstance(one.limit, Regularly):
            return "that is owed regularly", "write how often: regularly is at least every 12 months"
        if draft.each is not None or isinstance(one.limit, AtLeastEvery):
            return "that is owed again and again", _OBLIGATION
        if isinstance(one.limit, FixedDay) != isinstance(own, FixedDay):
            return "a fixed day and a time that runs do not go together", _OBLIGATION
        if not _events(own) <= _events(one.limit) or isinstance(one.limit, LaterOf):
            return "the law counts from another event, and that decides which law applies", _OBLIGATION
    if not suspendable(own) and any(_suspended(body) for part in draft.drafts for _, body, _ in part.bodies):
        return "the time of the norm may be suspended, and that of this limit cannot be", "write: within 5 days of .."
    return None, _OBLIGATION


def _events(limit: Limit) -> set[tuple[Anchor, bool]]:
    """What a limit is counted from, each with whether it is counted back."""
    return {(one.anchor, counts_back(one)) for one in single_limits(limit) if isinstance(one, Anchored)}


def _suspended(body: object) -> bool:
    return isinstance(body, NormBody) and isinstance(body.demand, Obligation) and bool(body.demand.suspended)


def _stricter(one: LimitCase, own: Limit) -> LimitCase:
    """The earlier of the two; in place of one that the law leaves open, the house's alone."""
    if isinstance(one.limit, FixedDay) and isinstance(own, FixedDay):
        return one if one.limit.day <= own.day else attrs.evolve(one, limit=own)
    if isinstance(one.limit, NoStatedTime) and anchors_of(own) == (one.limit.anchor,):
        return attrs.evolve(one, limit=own)
    return attrs.evolve(one, limit=_earlier(one.limit, own))


def _earlier(*limits: Limit) -> EarlierOf:
    return EarlierOf(tuple(part for one in limits for part in (one.limits if isinstance(one, EarlierOf) else (one,))))


def _rule(draft: NormDraft) -> str | None:
    """The rule of counting of the norm that is interpreted, else of its instrument."""
    said = [line.body.rule for line in draft.head.block.lines if isinstance(line.body, tree.CountedBy)]
    return said[0] if said else draft.instrument.decl.counting


def _meaning(scope: Conditions, body: tree.OpenCondition) -> _Taken | None:
    """A decision, wherever the norm reads it, as a condition."""
    meant = scope.look_up(body.name)
    word = scope.take_mentions()
    condition = scope.condition(body.condition)
    reads = scope.take_mentions()
    if meant is None or condition is None:
        return None
    if meant.fact is None or meant.declared is None or meant.declared.kind != "decision":
        hint = "an open condition is declared as a decision by somebody"
        scope.refuse("P0406", body.name, hint=hint, found=meant.words)
        return None
    fact, instead = meant.fact, condition

    def taken(norm: NormBody, mentions: tuple[Mention, ...]) -> tuple[NormBody, tuple[Mention, ...]] | None:
        made = _replaced(norm, fact, instead)
        if made == norm:
            return None
        return made, tuple(new for old in mentions for new in (reads if old in word else (old,)))

    return taken


def _replaced(node: N, fact: Fact, condition: Condition) -> N:
    """A piece of core with the condition wherever it asks the decision ``fact``."""
    if node == Is(fact):
        return condition  # type: ignore[return-value]  # a condition for a condition
    if isinstance(node, tuple):
        return tuple(_replaced(one, fact, condition) for one in node)  # type: ignore[return-value]
    if isinstance(node, Place) or not attrs.has(type(node)):
        return node
    fields = attrs.fields(type(node))  # type: ignore[arg-type]  # an attrs class by the line above
    return attrs.evolve(node, **{one.name: _replaced(getattr(node, one.name), fact, condition) for one in fields})  # type: ignore[type-var, misc, unused-ignore]


# --- what becomes of a norm ------------------------------------------------------------------------------------


def _says(draft: NormDraft, taken: _Taken) -> bool:
    bodies = ((body, mentions) for one in draft.drafts for _, body, mentions in one.bodies)
    return any(taken(body, mentions) is not None for body, mentions in bodies if isinstance(body, NormBody))


def _interpreted(tables: Tables, draft: NormDraft, said: Sequence[_Interpretation]) -> NormDraft:
    """The norm with its time cut where an interpretation begins; the latest of each word counts."""
    first: dict[tuple[str, date], _Interpretation] = {}
    for one in said:
        other = first.setdefault((one.word, one.start), one)
        if other is not one:
            places = [module.place(span) for module, span in (other.place, one.place)]
            args = {"word": f'"{one.word}"', "norm": draft.head.name, "when": one.start.isoformat()}
            tables.findings.add("P0390", *places, **args)
    if not said:
        return draft
    starts = sorted({one.start for one in said})
    drafts = [
        _under(part, [one for one in said if part.start is not None and one.start <= part.start])
        for whole in draft.drafts
        for part in _cut(whole, starts)
    ]
    return attrs.evolve(draft, drafts=tuple(drafts), own=draft.drafts)


def _cut(whole: Draft, starts: Sequence[date]) -> Iterable[Draft]:
    inside = [
        day for day in starts if (whole.start is None or day > whole.start) and (whole.end is None or day < whole.end)
    ]
    for start, end in zip((whole.start, *inside), (*inside, whole.end), strict=True):
        yield attrs.evolve(whole, start=start, end=end)


def _under(part: Draft, said: Sequence[_Interpretation]) -> Draft:
    latest: dict[str, _Interpretation] = {}
    for one in sorted(said, key=lambda one: one.start):
        latest[one.word] = one
    bodies = []
    for label, body, mentions in part.bodies:
        assert isinstance(body, NormBody)
        for _, one in sorted(latest.items()):
            made = one.taken(body, mentions)
            if made is not None:
                body = attrs.evolve(made[0], interpreted=(*body.interpreted, one.name))
                mentions = made[1]
        bodies.append((label, body, mentions))
    return attrs.evolve(part, bodies=tuple(bodies))
