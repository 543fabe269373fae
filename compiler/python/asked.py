"""Effects that conditions ask for, as tables: what brings each, and when the times of that end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from prazo.compiler.python.expressions import Binders, Names
from prazo.compiler.python.names import call, laid_out, tuple_code
from prazo.compiler.python.nodes import nodes_in
from prazo.compiler.python.norms import anchor_code, each_code, extension_code, limit_code, spells_code
from prazo.dsl.core import nodes as core


def asked_code(program: core.Program, names: Names) -> str:
    """Each effect that conditions ask for, with the norms that bring it."""
    norms = {norm.id: norm for norm in (*program.norms, *program.powers)}
    lines = []
    for id in _asked(program) & {one.id for one in program.powers}:
        lines.append(laid_out(f"{names.asked(id)} = {call('AskedPower', power_name(id, names))}"))
    lines.sort()
    for one in asked_effects(program):
        bringing = [duty_name(id, names) for id in one.norms if norms[id].subject == one.subject]
        asked = call("Asked", f"brought_by_{names.effects[one.id]}", *([tuple_code(bringing)] if bringing else []))
        lines.append(laid_out(f"{names.asked(one.id)} = {asked}"))
    return "\n".join(lines)


def duty_name(norm: str, names: Names) -> str:
    """The name of a norm in the table, where effects that are asked for are brought by it."""
    return f"duty_of_{names.norms[norm]}"


def power_name(power: str, names: Names) -> str:
    """The name of a power in the table."""
    return f"power_{names.norms[power]}"


def asked_duties(program: core.Program) -> frozenset[str]:
    """The norms that bring an effect which is asked for."""
    return frozenset(norm for one in asked_effects(program) for norm in one.norms)


def asked_effects(program: core.Program) -> tuple[core.Consequence, ...]:
    """The effects that conditions ask for, in the order of the program."""
    asked = _asked(program)
    return tuple(one for one in program.consequences if one.id in asked)


def _asked(program: core.Program) -> set[str]:
    nodes = nodes_in((program.norms, program.consequences, program.powers))
    return {node.effect for node in nodes if isinstance(node, core.InEffect)}


def dues_code(program: core.Program, names: Names, asked: Collection[str]) -> str:
    """When the times of the norms end that bring some effects, each after those that it rests on."""
    norms = {norm.id: norm for norm in (*program.norms, *program.powers)}
    effects = {one.id: one.norms for one in program.consequences} | {one.id: (one.id,) for one in program.powers}
    order: dict[str, tuple[str, ...]] = {}
    waiting = [id for one in sorted(asked, reverse=True) for id in reversed(effects[one])]
    while waiting:
        rests = tuple(dict.fromkeys(_rests_on(norms[waiting[-1]], effects)))
        before = [id for id in rests if id not in order and id != waiting[-1]]
        if before:
            waiting += reversed(before)
        else:
            order.setdefault(waiting.pop(), rests)
    places = {id: n for n, id in enumerate(order)}
    found = [_dues(norms[id], [places[one] for one in rests], names) for id, rests in order.items()]
    return tuple_code(found)


def _rests_on(norm: core.Norm, effects: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for node in nodes_in(norm.versions):
        if isinstance(node, core.InEffect):
            yield from effects[node.effect]
        elif isinstance(node, core.DoneOrDue | core.BreachDay):
            yield node.norm


def _dues(norm: core.Norm, rests_on: list[int], names: Names) -> str:
    binders = (norm.subject,) if norm.record is None else (norm.subject, norm.record)
    demands = [body.demand for version in norm.versions for _, body in version.bodies]
    times: dict[str, None] = {}
    windows: dict[str, None] = {}
    for demand in demands:
        if isinstance(demand, core.Obligation):
            times |= dict.fromkeys(_timed(one, demand, names, binders) for one in demand.limits)
        elif isinstance(demand, core.Prohibition):
            times |= dict.fromkeys(call("Timed", limit_code(one.limit, names, binders)) for one in demand.waits)
            windows |= dict.fromkeys(limit_code(one.limit, names, binders) for one in demand.windows)
    return call(
        "Dues",
        tuple_code(times),
        windows=tuple_code(windows) if windows else None,
        about=None if norm.about is None else names.facts[norm.subject, norm.about.name],
        rests_on=tuple_code(map(str, rests_on)) if rests_on else None,
        each=None if norm.each is None else each_code(norm, norm.each, names),
        spells=spells_code(norm, names),
        of_last_day="True" if norm.each is not None and norm.kind == "requirement" else None,
    )


def _timed(one: core.LimitCase, demand: core.Obligation, names: Names, binders: Binders) -> str:
    stopped = tuple_code(anchor_code(state, names, binders) for state in demand.suspended)
    return call(
        "Timed",
        limit_code(one.limit, names, binders),
        suspended=stopped if demand.suspended else None,
        extension=extension_code(demand.extension, names, binders),
    )
