"""The tables of a checker: what is declared, what turns when, how time is counted, which norms there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from prazo.compiler.python.asked import asked_code, asked_duties, dues_code, duty_name, power_name
from prazo.compiler.python.expressions import Names, count_code
from prazo.compiler.python.names import (
    attribute_names,
    call,
    day_code,
    fraction_code,
    laid_out,
    mapping_code,
    told,
    tuple_code,
)
from prazo.compiler.python.nodes import nodes_in
from prazo.compiler.python.norms import bearers_name, each_code, spells_code
from prazo.compiler.python.taken import class_names
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.lookup import Lookup, Turns
from prazo.dsl.report.document import calendars_used, label, norm_table, report_head
from prazo.dsl.time.counting import Calendar, CountingRule
from prazo.dsl.time.library import TimeLibrary

_NO_LABELS = core.Labels()


def facts_code(program: core.Program, names: Names) -> str:
    """Every declared fact, under the name by which norms read it, and the parties that have them."""
    lines = []
    of_period = {
        one.name
        for one in nodes_in((program.norms, program.powers))
        if isinstance(one, core.Fact) and one.period is not None
    }
    for party in program.parties:
        for fact in party.facts:
            name = names.facts[party.name, fact.name]
            lines.append(laid_out(f"{name} = {_fact(fact)}"))
            if fact.period is not None and fact.name in of_period:
                lines.append(f"{name}_of_period = {name}.of_own_period()")
    by_name = {f"({of!r}, {fact!r})": name for (of, fact), name in names.facts.items()}
    lines.append(laid_out("facts_by_name = {" + ", ".join(f"{key}: {name}" for key, name in by_name.items()) + "}"))
    parties = [
        call(
            "PartyDecl",
            repr(party.name),
            repr(party.kind),
            tuple_code(names.facts[party.name, fact.name] for fact in party.facts),
            since=party.since and repr(party.since),
            until=party.until and repr(party.until),
        )
        for party in program.parties
    ]
    worked_out = [call("WorkedOut", repr(one.of), repr(one.name)) for one in program.definitions]
    lines.append(
        laid_out(f"declared = {call('Declarations', tuple_code(parties), tuple_code(worked_out), 'zone_of_rules')}")
    )
    return "\n".join(lines)


def _fact(fact: core.FactDecl) -> str:
    labels = (fact.labels.en, fact.labels.pt, fact.labels.zh)
    return call(
        "FactDecl",
        repr(fact.name),
        repr(fact.kind),
        unit=fact.unit and repr(fact.unit),
        values=repr(fact.values) if fact.values else None,
        of=fact.of and repr(fact.of),
        owner=fact.owner and repr(fact.owner),
        period=fact.period and repr(fact.period),
        low=None if fact.low is None else fraction_code(fact.low),
        high=None if fact.high is None else fraction_code(fact.high),
        labels=None if fact.labels == _NO_LABELS else call("Labels", *map(repr, labels)),
    )


def classes_code(program: core.Program) -> str:
    """A class for each party and record; what is not given is UNKNOWN."""
    called = class_names(program)
    parts = []
    for party in program.parties:
        attributes = attribute_names((fact.name for fact in party.facts), ("id", "declared", "facts"))
        table = ", ".join(f"({attribute!r}, {name!r})" for name, attribute in attributes.items())
        lines = [
            "@dataclass(slots=True, kw_only=True)",
            f"class {called[party.name]}(TypedFacts):",
            f'    """{told(label(party.labels, party.name))}: what is not given is UNKNOWN."""',
            "",
            laid_out(f"declared: ClassVar[str] = {party.name!r}", 4),
            laid_out(f"facts: ClassVar[tuple[tuple[str, str], ...]] = ({table}{',' if table else ''})", 4),
            "    id: str" if party.kind == "party" else "    id: str | None = None",
            *(f"    {attributes[fact.name]}: {_given(fact)} = UNKNOWN" for fact in party.facts),
        ]
        parts.append("\n".join(lines))
    return "\n\n\n".join(parts)


def _given(fact: core.FactDecl) -> str:
    if fact.period is not None:
        return "GivenByPeriod"
    return {
        "yes or no": "GivenYesNo",
        "decision": "GivenYesNo",
        "money": "GivenFigure",
        "number": "GivenFigure",
        "percent": "GivenFigure",
        "date": "GivenDay",
        "event": "GivenDay",
        "state": "GivenSpells",
        "evidence": "GivenEvidence",
        "list": "GivenList",
        "list of event": "GivenList",
        "reference": "GivenReference",
    }.get(fact.kind, "GivenText")


# --- time ------------------------------------------------------------------------------------------------------


def calendars_code(program: core.Program, times: TimeLibrary) -> str:
    """``CALENDARS``: the closed days of the calendars that the rules count by, by year."""
    entries = {name: _calendar(times.calendar(name)) for name in calendars_used(program, times)}
    return laid_out(f"CALENDARS: dict[str, FrozenCalendar] = {mapping_code(entries)}")


def _calendar(calendar: Calendar) -> str:
    closed: dict[int, dict[str, list[str]]] = {}
    for day, kind, _ in calendar.closed:
        closed.setdefault(day.year, {}).setdefault(kind, []).append(f"{day.month:02}-{day.day:02}")
    years = {year: {kind: " ".join(days) for kind, days in kinds.items()} for year, kinds in closed.items()}
    by_year = "{" + ", ".join(f"{year}: {kinds!r}" for year, kinds in years.items()) + "}"
    return mapping_code(
        {
            "digest": repr(calendar.digest),
            "verified": repr(tuple(day.isoformat() for day in calendar.verified)),
            "weekly": repr(calendar.weekly),
            "closed": by_year,
        }
    )


def times_code(program: core.Program, times: TimeLibrary) -> str:
    """The counting rules that the rules count by."""
    rules = {
        name: tuple_code(_rule(version) for version in times.rules[name].versions)
        for name in sorted(program.counting_rules)
        if name in times.rules
    }
    thawed = "{name: thawed(name, frozen) for name, frozen in CALENDARS.items()}"
    return laid_out(f"times_of_rules = {call('Times', mapping_code(rules), thawed, 'zone_of_rules')}")


def zone_code(program: core.Program) -> str:
    """The clocks of the rules."""
    zone = program.zone
    return laid_out(f"zone_of_rules = {call('Zone', repr(zone.name), repr(zone.offset), repr(zone.changes))}")


def _rule(rule: CountingRule) -> str:
    values = {
        "name": repr(rule.name),
        "begins": day_code(rule.begins),
        "ends": day_code(rule.ends),
        "calendar": repr(rule.calendar),
        "closed": repr(rule.closed),
        "excludes_event": repr(rule.excludes_event),
        "skips": repr(rule.skips),
        "short_days": repr(rule.short_days),
        "last_day": repr(rule.last_day),
        "lead_time": repr(rule.lead_time),
        "missing_day": repr(rule.missing_day),
        "eight_fifteen_weeks": repr(rule.eight_fifteen_weeks),
        "monotone": repr(rule.monotone),
        "monotone_in_length": repr(rule.monotone_in_length),
        "monotone_because": repr(rule.monotone_because),
        "source": repr(rule.source),
        "unverified": repr(rule.unverified),
    }
    return call("CountingRule", **values)


def turning_code(lookup: Lookup) -> str:
    """What the norms and effects turn on, each thing once; and the days on which any version begins or ends."""
    dues = dues_of(lookup)
    each = [_turning(turns, dues) for turns in distinct_turns(lookup)]
    days = tuple_code(map(day_code, lookup.version_days))
    return laid_out(f"new_laws = {days}") + "\n" + laid_out(f"turnings = {tuple_code(each)}")


def distinct_turns(lookup: Lookup) -> list[Turns]:
    """In the order of the norms, then of the consequences, then of the powers."""
    program = lookup.program
    ids = [one.id for one in program.norms]
    ids += [one.id for one in program.consequences] + [one.id for one in program.powers]
    return list(dict.fromkeys(map(lookup.turns, ids)))


def dues_of(lookup: Lookup) -> list[frozenset[str]]:
    """The effects that are asked for together by what one norm or effect rests on."""
    return list(dict.fromkeys(one.effects for one in distinct_turns(lookup) if one.effects))


def _turning(turns: Turns, dues: Sequence[frozenset[str]]) -> str:
    counts = dict.fromkeys(map(count_code, turns.counted))
    return call(
        "Turning",
        tuple_code(map(day_code, sorted(turns.versions))),
        written=tuple_code(map(day_code, sorted(turns.written))) if turns.written else None,
        durations=repr(tuple(sorted(turns.durations))) if turns.durations else None,
        periods=repr(tuple(sorted(turns.periods))) if turns.periods else None,
        by_period="True" if turns.periodic else None,
        back=None if turns.back == 1 else str(turns.back),
        counts=tuple_code(counts) if counts else None,
        dues=str(dues.index(turns.effects)) if turns.effects else None,
    )


# --- norms -----------------------------------------------------------------------------------------------------


def norms_table_code(program: core.Program) -> str:
    """``NORMS``: what the report says of each norm, in its order."""
    return laid_out(f"NORMS: dict[str, dict[str, Any]] = {_data(norm_table(program))}")


def head_code(program: core.Program, times: TimeLibrary) -> str:
    """What the report says of the tool, the rules and the calendars."""
    head = report_head(program, times)
    lines = [f"RULES_DIGEST = {head['rules']['digest']!r}", laid_out(f"head: dict[str, Any] = {_data(head)}")]
    return "\n".join(lines)


def _data(value: Any) -> str:
    """Plain data of mappings, lists and texts, as code on one line."""
    if isinstance(value, dict):
        return mapping_code({key: _data(inner) for key, inner in value.items()})
    return f"[{', '.join(_data(inner) for inner in value)}]" if isinstance(value, list) else repr(value)


def rules_code(lookup: Lookup, names: Names, own: Mapping[str, str]) -> str:
    """The functions of norms and consequences with what the check has to know of each.

    ``own``: the functions of norms as they are without interpretations, where these change them.
    """
    program = lookup.program
    places = {one: f"turnings[{number}]" for number, one in enumerate(distinct_turns(lookup))}
    lines = []
    every = (*program.norms, *program.powers)
    subjects = {norm.id: norm.subject for norm in every}
    brings: dict[str, list[str]] = {}
    for one in program.consequences:
        for breached in one.norms:
            if subjects.get(breached) == one.subject:
                brings.setdefault(breached, []).append(f"brought_by_{names.effects[one.id]}")
        mentions = dict.fromkeys(
            path for version in one.versions for _, body in version.bodies for path in body.mentions
        )
        of = (one.subject, *([one.record] if one.record is not None else []))
        upon = None
        if one.upon is not None:
            upon = call("Event", str(one.upon.binder), names.facts[of[one.upon.binder], one.upon.name])
        effect = call(
            "Effect",
            id=repr(one.id),
            kind=repr(one.kind),
            subject=repr(one.subject),
            brings=names.effects[one.id],
            turning=places[lookup.turns(one.id)],
            mentions=repr(tuple(mentions)),
            upon=upon,
            about=None if one.about is None else names.facts[one.subject, one.about.name],
            record=None if one.record is None else repr(one.record),
        )
        lines.append(laid_out(f"brought_by_{names.effects[one.id]} = {effect}"))
    duties = {
        norm.id: _duty(norm, brings.get(norm.id, []), names, own.get(norm.id), places[lookup.turns(norm.id)])
        for norm in every
    }
    dues = [dues_code(program, names, effects) for effects in dues_of(lookup)]
    for id in sorted(asked_duties(program)):
        lines.append(laid_out(f"{duty_name(id, names)} = {duties[id]}"))
        duties[id] = duty_name(id, names)
    powers = {one.id: duties.pop(one.id) for one in program.powers}
    for power in program.powers:
        called = own.get(power.id)
        held = attrs.evolve(names, norms={power.id: names.held(power.id)})
        turning = places[lookup.turns(power.id)]
        mine = _duty(power, [], held, None if called is None else f"{called}_held", turning)
        said = call("Power", held=mine, used=powers[power.id] if power.failing else None)
        lines.append(laid_out(f"{power_name(power.id, names)} = {said}"))
    lines += [asked] if (asked := asked_code(program, names)) else []
    values = {
        "declarations": "declared",
        "facts": "facts_by_name",
        "duties": tuple_code(duties.values()),
        "effects": tuple_code(f"brought_by_{names.effects[one.id]}" for one in program.consequences),
        "readings": repr(program.reading_groups),
        "new_laws": "new_laws",
        "times": "times_of_rules",
        "fixed": _fixed(program),
        "dues": tuple_code(dues) if dues else None,
        "powers": tuple_code(power_name(one.id, names) for one in program.powers) if program.powers else None,
    }
    lines.append(laid_out(f"checker = {call('Checker', rules=call('Rules', **values), head='head', norms='NORMS')}"))
    return "\n".join(lines)


def _fixed(program: core.Program) -> str | None:
    """The values that instruments fix."""
    entries: dict[tuple[str, str], list[str]] = {}
    for one in program.fixed:
        value = fraction_code(one.value) if isinstance(one.value, Fraction) else day_code(one.value)
        said = f"({day_code(one.start)}, {value})" if one.start is not None else f"{one.period!r}: {value}"
        entries.setdefault((one.party, one.fact), []).append(said)
    by_period = {(one.party, one.fact) for one in program.fixed if one.start is None}
    values = {
        fact: f"Series({{{', '.join(said)}}})" if fact in by_period else call("History", tuple_code(said))
        for fact, said in entries.items()
    }
    return "{" + ", ".join(f"{fact!r}: {value}" for fact, value in values.items()) + "}" if values else None


def _duty(norm: core.Norm, brings: Sequence[str], names: Names, own: str | None, turning: str) -> str:
    bodies = [body for version in (*norm.versions, *norm.own) for _, body in version.bodies]
    mentions = dict.fromkeys(path for body in bodies for path in body.mentions)
    at_event = any(
        isinstance(body.demand, core.Requirement | core.Checklist) and body.demand.at is not None for body in bodies
    )
    joint = [
        call(
            "Bearers",
            names.facts[norm.subject, one.items.name],
            repr(one.record),
            *(bearers_name(name, number) for name in (names.norms[norm.id], own) if name is not None),
        )
        for number, one in enumerate(norm.joint)
    ]
    return call(
        "Duty",
        id=repr(norm.id),
        kind=repr(norm.kind),
        subject=repr(norm.subject),
        judge=names.norms[norm.id],
        turning=turning,
        own=own,
        owed_to=norm.owed_to and repr(norm.owed_to),
        about=None if norm.about is None else names.facts[norm.subject, norm.about.name],
        record=norm.record and repr(norm.record),
        spells=spells_code(norm, names),
        at_event="True" if at_event else None,
        each=None if norm.each is None else each_code(norm, norm.each, names),
        joint=tuple_code(joint) if joint else None,
        unverified="True" if any(body.marks for body in bodies) else None,
        mentions=repr(tuple(mentions)),
        brings=tuple_code(brings) if brings else None,
    )
