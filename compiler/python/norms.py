"""Norms as functions: one that says which days judge it, one for each version and reading, one for its exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from prazo.compiler.python.definitions import body_names, cited, function, in_force, title, version_call
from prazo.compiler.python.expressions import Binders, Names, condition, defined, duration_code, figure, holds
from prazo.compiler.python.lines import Code, cases_code, conditions_code, covers, items_code, items_cover, scope_code
from prazo.compiler.python.names import call, day_code, told, tuple_code
from prazo.dsl.core import nodes as core
from prazo.dsl.core.binders import borne_by_items
from prazo.dsl.core.spans import merged
from prazo.dsl.core.spells import counts_back_from_spells, state_of
from prazo.dsl.meaning.limits import counts_back, fixed_day
from prazo.dsl.meaning.powers import unfulfilled
from prazo.dsl.meaning.table import POWER
from prazo.dsl.time.days import FIRST_DAY

_READS = re.compile(r"\bat\b")


def displacing(program: core.Program) -> frozenset[str]:
    """The norms that may displace another."""
    bodies = (body for norm in program.norms for version in norm.versions for _, body in version.bodies)
    return frozenset(norm for body in bodies for excuse in body.excuses for norm in excuse.norms)


def uninterpreted(program: core.Program, names: Names) -> tuple[tuple[core.Norm, ...], Names]:
    """The norms that interpretations of a house change, as they are without, and what their functions are called.

    A norm that one of these may displace, or that is counted from the day it was due by, is changed with it.
    """
    every = (*program.norms, *program.powers)
    changed = {norm.id for norm in every if norm.own}
    rests = {
        norm.id: {other for version in norm.versions for _, body in version.bodies for other in _rests_on(body)}
        for norm in every
    }
    while more := {norm for norm, others in rests.items() if others & changed} - changed:
        changed |= more
    norms = tuple(
        attrs.evolve(norm, versions=norm.own or norm.versions, own=()) for norm in every if norm.id in changed
    )
    called = {norm.id: f"{names.norms[norm.id]}_uninterpreted" for norm in norms}
    return norms, attrs.evolve(names, norms={**names.norms, **called})


def _rests_on(body: core.NormBody) -> Iterator[str]:
    """The norms of which a body asks whether they hold, or when they were due."""
    for excuse in body.excuses:
        yield from excuse.norms
    demand = body.demand
    limits = demand.limits if isinstance(demand, core.Obligation) else ()
    if isinstance(demand, core.Prohibition):
        limits = demand.windows + demand.waits
    for one in limits:
        for anchor in core.anchors_of(one.limit):
            if isinstance(anchor, core.DoneOrDue | core.BreachDay):
                yield anchor.norm


def norm_code(norm: core.Norm, names: Names, displaces: bool) -> str:
    """All functions of a norm; ``displaces``: also whether it holds, so that it displaces others."""
    name = names.norms[norm.id]
    binders = (norm.subject,) if norm.record is None else (norm.subject, norm.record)
    if norm.kind == POWER:
        used = [_code(norm, name, binders, names, displaces=False)] if norm.failing else []
        return "\n\n\n".join([_code(unfulfilled(norm), names.held(norm.id), binders, names, displaces=False), *used])
    parts = [_code(norm, name, binders, names, displaces)]
    for number, bearers in enumerate(norm.joint):
        theirs = (norm.subject, bearers.record)
        parts.append(_code(borne_by_items(norm, number), bearers_name(name, number), theirs, names, displaces=False))
    return "\n\n\n".join(parts)


def bearers_name(name: str, number: int) -> str:
    """The function that judges a norm owed jointly for the items of one of its lists."""
    return f"{name}_jointly_{number + 1}"


def _code(norm: core.Norm, name: str, binders: Binders, names: Names, displaces: bool) -> str:
    way = _way(norm)
    versions, standing = [], []
    parts: dict[str, str] = {}
    whole = merged(norm.versions)
    for version, bodies in body_names(name, norm.versions):
        judged, holding = [], []
        for reading, called, body in bodies:
            exceptions = f"{called}_unless" if body.excuses else None
            if called not in parts:
                if exceptions:
                    code = _exceptions(body.excuses, names, binders)
                    about = ["Its exceptions."]
                    parts[exceptions] = function(exceptions, "case: Case, day: date", "Iterator[Excuse]", about, code)
                code = _body(norm, body, exceptions, names, binders)
                about = in_force(next(one for one in whole if one.start == version.start))
                parts[called] = function(called, "case: Case, stretch: Stretch", "list[Finding]", about, code)
            judged.append((reading, _judged(way, called, body, names, binders)))
            holding.append((reading, _standing(body, names, binders)))
        versions.append(version_call(version, judged))
        standing.append(version_call(version, holding))
    law = _law(norm, names)
    of_item = "True" if norm.about is not None else None
    if displaces:
        about = [f"Whether {title(norm.labels, norm.id)} holds on a day, complied with or not."]
        code = ["return " + call("standing", "case", "day", *standing, of_item=of_item, law=law)]
        parts["stands"] = function(f"{name}_stands", "case: Case, day: date", "Stood", about, code)
    first = norm.versions[0].bodies[0][1].demand
    acts = [_acts(first, names, binders)] if isinstance(first, core.Prohibition) else []
    if norm.each is not None:
        acts = ["None" if norm.each.day is None else anchor_code(norm.each.day, names, binders)]
    judged_by = call(way, "case", *acts, *versions)
    if law is not None:
        judged_by = call("by_law_on", "case", law, f"lambda case: {judged_by}")
    code = [f"return {judged_by}"]
    parts[name] = function(name, "case: Case", "Finding", _about(norm), code)
    return "\n\n\n".join(parts.values())


def _about(norm: core.Norm) -> list[str]:
    """Title, identifier, citations, bearer, force, versions: what a reader wants to know first."""
    bearer = f"{norm.kind} on {told(norm.bearer)}"
    if norm.about is not None:
        bearer += f", for each of {told(norm.about.name)}"
    if norm.owed_to is not None:
        bearer += f", owed to {told(norm.owed_to)}"
    versions = "; ".join(
        " ".join(in_force(version)).rstrip(".").removeprefix("In force ") for version in merged(norm.versions)
    )
    return [
        f"{title(norm.labels, norm.id.partition('/')[2])}.",
        f"{told(norm.id)}: {bearer} ({told(norm.force)}).",
        cited(norm.instrument, norm.cites),
        f"In force {versions}.",
    ]


# --- which days judge a norm -----------------------------------------------------------------------------------


def _way(norm: core.Norm) -> str:
    """The function that finds the judged days."""
    demands = [body.demand for version in norm.versions for _, body in version.bodies]
    first = demands[0]
    if norm.each is not None:
        return "by_period"
    if norm.kind == POWER:
        return "by_day_of_check"
    if any(isinstance(one, core.Obligation) and _repeats(one) for one in demands):
        return "by_day_of_check"
    if isinstance(first, core.Checklist):
        return "by_event"
    if isinstance(first, core.Requirement):
        return "by_day_of_check" if first.at is None else "by_event"
    if isinstance(first, core.Prohibition):
        return "by_acts"
    return "by_fixed_day" if all(_fixed(one) for one in demands) else "by_event"


def _fixed(demand: core.Demand) -> bool:
    """Whether it is an obligation by fixed days alone."""
    return isinstance(demand, core.Obligation) and all(fixed_day(one.limit) is not None for one in demand.limits)


def _counts_back(demand: core.Obligation) -> bool:
    return any(counts_back(single) for one in demand.limits for single in core.single_limits(one.limit))


def _repeats(demand: core.Obligation) -> bool:
    return any(isinstance(one.limit, core.AtLeastEvery) for one in demand.limits)


def _judged(way: str, called: str, body: core.NormBody, names: Names, binders: Binders) -> str:
    """A body with what is needed to find its judged days."""
    demand = body.demand
    if way in ("by_period", "by_day_of_check"):
        return called
    match demand:
        case core.Prohibition():
            windows = [limit_code(one.limit, names, binders) for one in demand.windows]
            return call("ByAct", called, *([tuple_code(windows)] if windows else []))
        case core.Checklist(_, at):
            return call("ByEvent", called, anchor_code(at, names, binders))
        case core.Requirement():
            assert demand.at is not None, "a norm is judged by events in all of its versions or in none"
            return call("ByEvent", called, anchor_code(demand.at, names, binders))
    if _fixed(demand):
        days = [day_code(day) for one in demand.limits if (day := fixed_day(one.limit)) is not None]
        return call("ByDays", called, tuple_code(days))
    return call("ByLimit", called, limit_code(demand.limits[0].limit, names, binders))


def _acts(demand: core.Prohibition, names: Names, binders: Binders) -> str:
    return tuple_code(tuple_code([str(act.binder), names.fact(act, binders)]) for act in demand.acts)


def _law(norm: core.Norm, names: Names) -> str | None:
    if norm.law_as_on is None:
        return None
    return call("LawOn", names.facts[norm.subject, norm.law_as_on] if norm.law_as_on else "None")


def _standing(body: core.NormBody, names: Names, binders: Binders) -> str:
    scope = "None" if body.where is None else f"lambda at: {holds(body.where, names, binders)}"
    displaced = [f"{names.norms[norm]}_stands" for excuse in body.excuses for norm in excuse.norms]
    return tuple_code([scope, tuple_code(displaced), repr(body.interpreted)])


# --- what a version says ---------------------------------------------------------------------------------------


def _body(norm: core.Norm, body: core.NormBody, exceptions: str | None, names: Names, binders: Binders) -> Code:
    code: Code = []
    scope = "YES"
    if body.where is not None:
        scope = "scope"
        code += scope_code(body.where, names, binders)
        # Of fixed days, those that do not apply have no finding at all; of a period, the due day decides of it.
        if not _fixed(body.demand) and norm.each is None:
            of_event = isinstance(body.demand, core.Requirement | core.Checklist) and body.demand.at is not None
            given = ["stretch.version", "stretch.event"] if of_event else ["stretch.version"]
            outside = _resting_on(body, f"[{call('out_of_scope', *given)}]", body.marks)
            code += ["if scope.value is False:", f"    return {outside}"]
    unverified = "True" if body.marks else None
    given = ["case", "stretch", scope]
    match body.demand:
        case core.Requirement(conditions):
            code += conditions_code(conditions, names, binders)
            always = str(covers(conditions))
            last = call("required", *given, "lines", covers=always, exceptions=exceptions, unverified=unverified)
        case core.Checklist() as checklist:
            code += items_code(checklist, names, binders)
            always, opened = str(items_cover(checklist)), "True" if checklist.open else None
            more = {"open": opened, "exceptions": exceptions, "unverified": unverified}
            last = call("listed", *given, "items", covers=always, **more)
        case core.Obligation() as demand:
            code += _limits("limits", demand.limits, names, binders) if demand.limits else []
            performed = _performed(demand, names, binders)
            if norm.kind == POWER and not demand.limits:
                last = call("unlimited", *given, exceptions=exceptions, unverified=unverified)
            elif _repeats(demand):
                act, since = anchor_code(demand.acts[0], names, binders), day_code(norm.versions[0].start or FIRST_DAY)
                last = call("repeated", *given, "limits", act, since, exceptions=exceptions, unverified=unverified)
            else:
                stopped = tuple_code(anchor_code(one, names, binders) for one in demand.suspended)
                last = call(
                    "empowered" if norm.kind == POWER else "owed",
                    *given,
                    "limits",
                    performed,
                    suspended=stopped if demand.suspended else None,
                    extension=extension_code(demand.extension, names, binders),
                    exceptions=exceptions,
                    unverified=unverified,
                    counted_back="True" if norm.kind == POWER and _counts_back(demand) else None,
                )
        case core.Prohibition() as demand:
            if demand.windows:
                code += _limits("windows", demand.windows, names, binders)
            if demand.waits:
                code += _limits("waits", demand.waits, names, binders)
            ways = list(_ways(demand, names, binders))
            given += ["windows"] if demand.windows else ["None"] if ways else []
            last = call("forbidden", *given, *ways, exceptions=exceptions, unverified=unverified)
    # Of fixed days and of periods, what is out of scope is found with the rest.
    with_the_rest = norm.each is not None or (body.where is not None and _fixed(body.demand))
    code.append(f"return {_resting_on(body, last, body.marks if with_the_rest else ())}")
    reads = any(_READS.search(line) for line in code)
    return ["at = case.at(stretch.first)", *code] if reads else code


def _resting_on(body: core.NormBody, found: str, marks: Sequence[str]) -> str:
    """Findings with the interpretations of the body, and the mark of what is unverified where there are ``marks``."""
    found = call("unverified", found) if marks else found
    return call("interpreted", found, *map(repr, body.interpreted)) if body.interpreted else found


def _ways(demand: core.Prohibition, names: Names, binders: Binders) -> Iterator[str]:
    """The ways in which an act complies."""
    if demand.during is not None:
        yield call("not_while", holds(demand.during, names, binders))
    if demand.without is not None:
        yield call("with_approval", condition(core.Happened(demand.without), names, binders))
    if demand.only is not None:
        yield call("in_cases", holds(demand.only, names, binders))
    if demand.waits:
        yield call("after_wait", "case", "stretch", "waits")


def _limits(what: str, limits: Sequence[core.LimitCase], names: Names, binders: Binders) -> Code:
    def taken(one: core.LimitCase) -> str:
        marked = {"unverified": "True" if one.unverified else None, "practicable": "True" if one.practicable else None}
        return call(f"{what}.are", call("LimitCase", limit_code(one.limit, names, binders), **marked))

    return cases_code(what, "Cases[LimitCase]", limits, taken, names, binders)


def extension_code(extension: core.Extension | None, names: Names, binders: Binders) -> str | None:
    """What puts off the last day of a limit."""
    if extension is None:
        return None
    caps = [
        call("Cap", anchor_code(cap.anchor, names, binders), duration_code(cap.duration), repr(cap.rule))
        for cap in extension.caps
    ]
    return call("Extension", anchor_code(extension.to, names, binders), *([tuple_code(caps)] if caps else []))


def _performed(demand: core.Obligation, names: Names, binders: Binders) -> str:
    if demand.condition is not None and not demand.acts:
        return f"lambda at: {condition(demand.condition, names, binders)}"
    others = demand.by_others or ((),) * len(demand.acts)
    acts = tuple_code(_act(fact, lists, names, binders) for fact, lists in zip(demand.acts, others, strict=True))
    together = ("all_acts" if demand.mode == "all" else "any_act") if len(demand.acts) > 1 else None
    return call("Acts", acts, *filter(None, [together]))


def _act(fact: core.Fact, lists: Sequence[core.Fact], names: Names, binders: Binders) -> str:
    """An act that the subject does, or any of the items of lists."""
    own = anchor_code(fact, names, binders)
    if not lists:
        return own
    others = []
    for items in lists:
        inside = names.inside(items, binders)
        same = names.fact(core.Fact(len(inside) - 1, fact.name, period=fact.period), inside)
        others.append(tuple_code([names.facts[binders[items.binder], items.name], same]))
    return call("ActOfAny", own, tuple_code(others))


def limit_code(limit: core.Limit, names: Names, binders: Binders) -> str:
    """A time limit, or the window of a prohibition."""
    match limit:
        case core.FixedDay(day, rule):
            return call("OnDay", day_code(day), repr(rule))
        case core.ByPeriodDay(on, rule):
            return call("InPeriod", _of_period(on), repr(rule))
        case core.AfterPeriod(duration, rule):
            return call("AfterPeriod", duration_code(duration), repr(rule))
        case core.Window(core.DayLiteral(first), core.DayLiteral(last), rule):
            return call("Window", day_code(first), day_code(last), repr(rule))
        case core.Window(first, last, rule):
            assert isinstance(first, core.DayOfYear), "both days are fixed, or neither"
            assert isinstance(last, core.DayOfYear), "both days are fixed, or neither"
            return call("WindowInPeriod", _of_period(first), _of_period(last), repr(rule))
        case core.AtLeastEvery(duration, since, rule):
            start = "None" if since is None else anchor_code(since, names, binders)
            return call("Every", duration_code(duration), start, repr(rule))
        case core.UntilEvent(anchor, inclusive):
            return call("Until", anchor_code(anchor, names, binders), str(inclusive))
        case core.AfterEvent(anchor, duration, rule):
            counted = duration_code(duration), repr(rule)
            return call("After", anchor_code(anchor, names, binders), *counted)
        case core.BeforeEvent(anchor, duration, rule, clear):
            counted = duration_code(duration), repr(rule)
            clearly = "True" if clear else None
            return call("Before", anchor_code(anchor, names, binders), *counted, clear=clearly)
        case core.AfterSet(anchor, number, unit, rule):
            read = f"lambda at: {figure(number, names, binders)}"
            return call("AfterSet", anchor_code(anchor, names, binders), read, repr(unit), repr(rule))
        case core.Forthwith(anchor):
            return call("Forthwith", anchor_code(anchor, names, binders))
        case core.NoStatedTime(anchor):
            return call("NoStatedTime", anchor_code(anchor, names, binders))
        case core.Regularly():
            return call("Regularly")
        case core.HoursAfter(anchor, hours):
            return call("HoursAfter", anchor_code(anchor, names, binders), str(hours))
        case core.HoursBefore(anchor, hours):
            return call("HoursBefore", anchor_code(anchor, names, binders), str(hours))
        case core.LaterOf(limits):
            return call("LaterOf", tuple_code(limit_code(one, names, binders) for one in limits))
        case core.EarlierOf(limits):
            return call("EarlierOf", tuple_code(limit_code(one, names, binders) for one in limits))


def _of_period(on: core.PeriodDay) -> str:
    """The function that works out a day from a period."""
    match on:
        case core.EndOf(period):
            return "end_of_period" if period is None else call("end_of_following", repr(period))
        case core.EndOfMonth(month, years):
            return call("end_of", str(month), str(years))
        case core.DayOfYear(month, day, years):
            return call("day_of_year", str(month), str(day), str(years))


def anchor_code(anchor: core.Anchor, names: Names, binders: Binders) -> str:
    """What time is counted from."""
    if isinstance(anchor, core.Fact):
        return call("Event", str(anchor.binder), names.fact(anchor, binders))
    if isinstance(anchor, core.SpellDay):
        state = anchor.state
        return call("SpellDay", str(state.binder), names.fact(state, binders), *(["True"] if anchor.end else []))
    if isinstance(anchor, core.BreachDay):
        return call("BreachDay", str(anchor.binder), names.norms[anchor.norm])
    if isinstance(anchor, core.DoneOrDue):
        act = anchor.act
        return call("DoneOrDue", str(act.binder), names.fact(act, binders), names.norms[anchor.norm])
    return call("WorkedOutDay", f"lambda at: {defined(anchor.binder, anchor.name, anchor.via, names, binders)}")


def each_code(norm: core.Norm, each: core.Each, names: Names) -> str:
    """Since when, and until when, a norm recurs."""
    binders = (norm.subject,) if norm.record is None else (norm.subject, norm.record)
    return call(
        "Each",
        repr(each.period),
        anchor_code(each.since, names, binders),
        until=None if each.until is None else anchor_code(each.until, names, binders),
        number=None if each.first is None else str(each.first),
        counted=each.counted and repr(each.counted),
    )


def spells_code(norm: core.Norm, names: Names) -> str | None:
    """The state of whose spells each is judged."""
    state = state_of(norm)
    if state is None:
        return None
    planned = ["True"] if counts_back_from_spells(norm) else []
    return call("OfSpells", str(state.binder), names.facts[norm.subject, state.name], *planned)


def _exceptions(excuses: Sequence[core.Excuse], names: Names, binders: Binders) -> Code:
    code: Code = []
    for one in excuses:
        if one.condition is not None:
            code.append(f"yield {call('Excuse', holds(one.condition, names, binders))}")
        else:
            norms = [tuple_code([repr(norm), f"{names.norms[norm]}_stands"]) for norm in one.norms]
            code.append(f"yield {call('displaced', 'case', 'day', *norms)}")
    return ["at = case.at(day)", *code] if any(_READS.search(line) for line in code) else code
