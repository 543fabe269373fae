"""What a core says, put the way a map claims it, worked out again without the code that draws."""

import re
from collections.abc import Iterator

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.limits import fixed_day

Claim = tuple[str, str, str]


def claims(program: core.Program) -> set[Claim]:
    """``(kind of edge, id, id)`` for everything that a complete set of sheets must draw, ``reads`` left out."""
    found: set[Claim] = set()
    for norm in program.norms:
        found |= {("owes", norm.bearer, norm.id)} | {("owes", one.record, norm.id) for one in norm.joint}
        found |= {("owed to", norm.id, norm.owed_to)} if norm.owed_to else set()
        found |= {("displaces", norm.id, other) for other in norm.prevails_over}
        found |= {("in addition to", norm.id, other) for other in norm.in_addition_to}
        for version in norm.versions:
            for _, body in version.bodies:
                found |= set(_of_body(norm, body))
        for one in program.consequences:
            if (norm.id in one.norms or one.id in norm.failing) and norm.subject == one.subject:
                found.add(("brings", norm.id, one.id))
    for power in program.powers:
        found |= {("may use", power.bearer, power.id)}
        found |= {("owed to", power.id, power.owed_to)} if power.owed_to else set()
        for version in power.versions:
            for _, body in version.bodies:
                found |= set(_of_body(power, body))
        for one in program.consequences:
            if power.id in one.norms and power.subject == one.subject:
                found.add(("brings", power.id, one.id))
    for one in program.consequences:
        found |= {("imposes", one.imposed_by, one.id)} if one.imposed_by else set()
        found |= {("upon", f"{one.subject}/{one.upon.name}", one.id)} if one.upon else set()
    return found


def _of_body(norm: core.Norm, body: core.NormBody) -> Iterator[Claim]:
    def event(fact: core.Fact) -> str:
        return f"{norm.record if fact.binder else norm.subject}/{fact.name}"

    def anchor(one: core.Anchor) -> str:
        if isinstance(one, core.DoneOrDue):
            return event(one.act)
        if isinstance(one, core.SpellDay):
            return event(one.state)
        if isinstance(one, core.BreachDay):
            return one.norm
        return f"{norm.record if one.binder else norm.subject}/{one.name}"

    demand = body.demand
    cases: tuple[core.LimitCase, ...] = ()
    if isinstance(demand, core.Obligation):
        cases = demand.limits
    elif isinstance(demand, core.Prohibition):
        cases = demand.windows + demand.waits
        if demand.without is not None:
            yield "without", event(demand.without), norm.id
    elif demand.at is not None:
        yield "on the day of", anchor(demand.at), norm.id
    for limit in (single for case in cases for single in core.single_limits(case.limit)):
        if isinstance(limit, core.Regularly):
            continue  # counted from nothing
        yield "limit", anchor(limit.anchor) if isinstance(limit, core.Anchored) else time_of(norm, limit), norm.id
    for excuse in (*body.excuses, *(one for own in body.personal for one in own)):
        if excuse.condition is not None:
            yield "unless", f"unless/{norm.id}", norm.id
        for other in excuse.norms:
            yield "displaces", other, norm.id


def time_of(norm: core.Norm, limit: core.Limit) -> str:
    """The box of a fixed day, of the end of each period, of the last time."""
    day = fixed_day(limit)
    if day is not None:
        return day.isoformat()
    return f"{norm.id}/{'the last time' if isinstance(limit, core.AtLeastEvery) else 'the period'}"


def names_read(part: object) -> set[str]:
    """The names of the definitions that a part of the core reads itself, found in its printed form."""
    return set(re.findall(r"Defined(?:Figure|Day)?\(binder=\d+, name='(\w+)'", repr(part)))
