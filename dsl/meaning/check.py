"""The whole check: every norm for every subject, item and reading, and the effects.

This is the law of the project: slow, short, plainly right.  Every fast path is held against it.
Source: `meaning.md`, sections 2, 4, 7 and 9.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TypeVar

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.fixed import with_fixed
from prazo.dsl.facts.values import UNKNOWN, Items, Moment, Record
from prazo.dsl.meaning import effects, evaluate, instances, intervals
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.cases import Cases, time_of_check
from prazo.dsl.meaning.environment import NOTHING, Env, Located, Missing, Needs
from prazo.dsl.meaning.finding import INTERPRETED, Finding
from prazo.dsl.meaning.instances import Instance
from prazo.dsl.meaning.judge import judge
from prazo.dsl.meaning.limits import UNVERIFIED
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.meaning.powers import stands, unfulfilled
from prazo.dsl.meaning.table import CHECKLIST, ORDER, REQUIREMENT, SHOWN, B, N, status_of, worst
from prazo.dsl.meaning.turning import segments
from prazo.dsl.report.model import Effect, Figure, Need, SubjectReport, Verdict

READINGS_DIFFER = "readings_differ"

T = TypeVar("T")
_Run = tuple[str, ...]  # a label of each group of readings, in the order of the groups
_Results = dict[_Run, T]
#: norms and consequences by identifier, a norm with the periods that are asked for; None for all
Asked = Mapping[str, Collection[str | None] | None]


def check_subject(
    lookup: Lookup, record: Record, on: date | Moment, readings: Iterable[str] = (), asked: Asked | None = None
) -> SubjectReport:
    """Every verdict and effect for one subject at the moment ``on``, or the end of that day, in the order of the norms.

    ``readings``: labels that are chosen; of the other groups of rival readings every label is a run of its own.
    ``asked``: these norms and consequences alone, and of norms that recur these periods alone; the report is then of
    no more than that.
    """
    program = lookup.program
    record = with_fixed(record, lookup.fixed)
    groups = tuple(_chosen(group, frozenset(readings)) for group in program.reading_groups)
    runs = list(product(*groups))
    subject = Located(record, record.party)
    cases = Cases.on(lookup, (subject,), on)
    consequences = [
        one for one in program.consequences if one.subject == record.party and (asked is None or one.id in asked)
    ]
    verdicts: list[Verdict] = []
    brought: list[Effect] = []
    pooled: list[str] = []
    for norm in program.norms:
        if norm.subject != record.party or (asked is not None and norm.id not in asked):
            continue
        periods = None if asked is None else asked[norm.id]
        whole = {run: cases.of(norm.id, frozenset(run)) for run in runs}
        for instance, results in _by_instance(_by_run(whole, norm, periods)).items():
            pooled.append(status_of(frozenset().union(*(finding.possible for _, finding in results.values()))))
            mine = {run: _verdict(norm, instance, finding) for run, (_, finding) in results.items()}
            verdicts += [
                one if label is None else attrs.evolve(one, reading=label, marks=_sorted({*one.marks, READINGS_DIFFER}))
                for label, one in _distinct(mine, groups)
            ]
            for consequence in consequences:
                if norm.id in consequence.norms:
                    brought += _effects(_of_breach(cases, consequence, norm, instance, results), groups)
    for power in program.powers:
        following = [one for one in consequences if power.id in one.norms]
        if power.subject == record.party and (asked is None or power.id in asked):
            brought += _of_power(cases, runs, power, following, groups)
    for consequence in consequences:
        if consequence.upon is not None:
            by_item: dict[str | None, _Results[Effect | None]] = {}
            for run in runs:
                for item, inner, needs in _items_of(consequence, cases.of(consequence.id, frozenset(run))):
                    by_item.setdefault(item, {})[run] = _effect_upon(consequence, item, inner, needs)
            for found in by_item.values():
                brought += _effects(found, groups)
    return SubjectReport(
        party=record.party,
        id=record.id,
        status=worst(pooled),
        counts={one: n for one in ORDER if (n := sum(verdict.status == one for verdict in verdicts))},
        verdicts=tuple(verdicts),
        effects=tuple(brought),
    )


def defined(
    lookup: Lookup,
    record: Record,
    name: str,
    on: date | Moment,
    readings: Iterable[str] = (),
    subject: Located | None = None,
) -> Figure | bool | None:
    """A definition of the subject on a day: a figure's interval, or whether a condition holds (None: not known).

    Where readings differ, all values are pooled.  Outside its scope and versions a figure has no bounds and a condition
    is False.  ``subject``: where the record stands, if it is an item.
    """
    record = with_fixed(record, lookup.fixed)
    groups = tuple(_chosen(group, frozenset(readings)) for group in lookup.program.reading_groups)
    at = (subject or Located(record, record.party),)
    today, now = time_of_check(lookup, on)
    envs = [Env.on(lookup, at, today, today, now, frozenset(run)) for run in product(*groups)]
    definition = lookup.definitions[record.party, name]
    if definition.kind == "condition":
        values = {evaluate.holds(core.Defined(0, name), env).value for env in envs}
        return values.pop() if len(values) == 1 else None
    found = [
        intervals.ANYTHING if evaluate.defined_applies(0, name, env).value is False
        else evaluate.defined_figure(0, name, env).interval for env in envs
    ]  # fmt: skip
    low, high = intervals.hull(found)
    return Figure(low, high, core.DATE if definition.kind == "date" else definition.unit or "")


def _chosen(group: tuple[str, ...], readings: frozenset[str]) -> tuple[str, ...]:
    return tuple(label for label in group if label in readings) or group


# --- findings --------------------------------------------------------------------------------------------------


def _findings(
    case: Case, norm: core.Norm, periods: Collection[str | None] | None
) -> Iterator[tuple[Instance, Case, Finding]]:
    for instance, inner, finding in instances.findings(case, norm, periods):
        yield instance, inner, _since(inner, norm, finding)


def _since(case: Case, norm: core.Norm, finding: Finding) -> Finding:
    """With the first day from which a requirement has been breached without a break."""
    if norm.kind not in (REQUIREMENT, CHECKLIST) or finding.possible.keys() != {B}:
        return finding
    demands = [body.demand for one in norm.versions for _, body in one.bodies]
    of_event = any(isinstance(one, core.Requirement) and one.at is not None for one in demands)
    if norm.each is not None or norm.kind == CHECKLIST or of_event:
        return attrs.evolve(finding, since=finding.trigger)
    first = case.turning[0] if case.turning else case.today
    since = case.today
    for day, _ in reversed(list(segments(min(first, case.today), case.today, case.turning))):
        earlier = judge(case.on(day), norm)
        if earlier.possible.keys() != {B}:
            break
        since = day
    return attrs.evolve(finding, since=since)


def _by_run(
    whole: Mapping[_Run, Case], norm: core.Norm, periods: Collection[str | None] | None
) -> _Results[list[tuple[Instance, Case, Finding]]]:
    """The findings of every run; runs that differ in nothing that the norm turns on have the same."""
    known: dict[frozenset[str], list[tuple[Instance, Case, Finding]]] = {}
    found = {}
    for run, case in whole.items():
        mine = case.run & case.lookup.readings(norm.id)
        if mine not in known:
            known[mine] = sorted(_findings(case, norm, periods), key=lambda one: one[0].period or "")
        found[run] = [
            (instance, one if one.run == case.run else attrs.evolve(one, run=case.run), finding)
            for instance, one, finding in known[mine]
        ]
    return found


def _by_instance(
    found: _Results[list[tuple[Instance, Case, Finding]]],
) -> dict[Instance, _Results[tuple[Case, Finding]]]:
    by_instance: dict[Instance, _Results[tuple[Case, Finding]]] = {}
    for run, findings in found.items():
        for instance, case, finding in findings:
            by_instance.setdefault(instance, {})[run] = (case, finding)
    return by_instance


# --- readings --------------------------------------------------------------------------------------------------


def _distinct(results: _Results[T], groups: tuple[_Run, ...]) -> list[tuple[str | None, T]]:
    """One result without a label where all runs agree, else one for each combination of labels that matters."""
    matter = [n for n in range(len(groups)) if _matters(results, n)]
    if not matter:
        return [(None, next(iter(results.values())))]
    by_label: dict[str, T] = {}
    for run, result in results.items():
        by_label.setdefault("+".join(run[n] for n in matter), result)
    return list(by_label.items())


def _matters(results: _Results[T], group: int) -> bool:
    seen: dict[_Run, T] = {}
    return any(seen.setdefault(run[:group] + run[group + 1 :], one) != one for run, one in results.items())


# --- verdicts and effects --------------------------------------------------------------------------------------


def _verdict(norm: core.Norm, instance: Instance, finding: Finding) -> Verdict:
    status = finding.status
    undetermined = status == "undetermined"
    breached = B in finding.possible
    return Verdict(
        norm=norm.id,
        period=instance.period,
        item=instance.item,
        version=finding.version,
        status=status,
        possible=tuple(one for one in SHOWN if one in finding.possible) if undetermined else (),
        since=finding.since if status == B else None,
        trigger=finding.trigger,
        due=finding.due,
        done=finding.done,
        cured=finding.cured if breached else None,
        needs=_ordered(finding.needs, _mentions(norm)) if undetermined else (),
        may_prove=_ordered(finding.needs, _mentions(norm), proof=True),
        reason=finding.reason,
        owed_to=norm.owed_to,
        by=finding.by if status in (N, "undetermined") else None,
        marks=_sorted(_marks(norm, finding)),
        interpretations=_sorted(finding.interpretations),
    )


def _marks(norm: core.Norm, finding: Finding) -> frozenset[str]:
    """Of what does not apply: only what says that it does not.  Of what no version judges: any line may say so."""
    if finding.status != N:
        return finding.marks
    bodies = [body for version in norm.versions for _, body in version.bodies]
    doubted = finding.version is None and any(body.marks for body in bodies)
    return finding.marks & {INTERPRETED, UNVERIFIED} | ({UNVERIFIED} if doubted else frozenset())


def _mentions(rule: core.Norm | core.Consequence) -> tuple[tuple[str, ...], ...]:
    """What a rule reads, in the order of its text; the list whose items a norm is about stands in its first line."""
    bodies = [body for version in rule.versions for _, body in version.bodies]
    about = [] if not isinstance(rule, core.Norm) or rule.about is None else [(rule.about.name,)]
    return tuple(dict.fromkeys((*about, *(path for body in bodies for path in body.mentions))))


def _ordered(needs: Needs, mentions: Sequence[tuple[str, ...]], proof: bool = False) -> tuple[Need, ...]:
    """What is missing, or (``proof``) may be proved: as the norm mentions it, then of the list; each path once.

    What several may prove is there for each of them, anyone first.
    """

    rank = {path: n for n, path in enumerate(mentions)}

    def key(one: Missing) -> tuple[int, tuple[int, ...], str, str]:
        return rank.get(one.pattern, len(rank)), one.positions, one.path, one.source or ""

    return tuple(Need(one.path, one.source) for one in sorted((one for one in needs if one.proof is proof), key=key))


def _sorted(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(marks))


def _of_power(
    cases: Cases,
    runs: Sequence[_Run],
    power: core.Norm,
    following: Sequence[core.Consequence],
    groups: tuple[_Run, ...],
) -> list[Effect]:
    """Whether a power stands, then what holds since its time has passed."""
    brought: list[Effect] = []
    whole = {run: cases.of(power.id, frozenset(run)) for run in runs}
    for instance, results in _by_instance(_by_run(whole, unfulfilled(power), None)).items():
        standing = {run: _standing(power, instance, *one) for run, one in results.items()}
        brought += _effects(standing, groups)
    if following:
        for instance, results in _by_instance(_by_run(whole, power, None)).items():
            for consequence in following:
                brought += _effects(_of_breach(cases, consequence, power, instance, results), groups)
    return brought


def _standing(power: core.Norm, instance: Instance, case: Case, finding: Finding) -> Effect | None:
    stand = stands(finding)
    if stand is None:
        return None
    values: tuple[tuple[str, Figure], ...] = ()
    if finding.due is not None and finding.ends is not None:
        first, last = (Fraction(case.day_of(end).toordinal()) for end in finding.ends)
        values = (("until", Figure(first, last, core.DATE)),)
    one = effects.Brought(
        holds=stand.value,
        since=finding.trigger,
        values=values,
        needs=stand.needs,
        marks=finding.marks,
        interpretations=finding.interpretations,
    )
    return _effect(power, None, instance, one)


def _of_breach(
    cases: Cases,
    consequence: core.Consequence,
    norm: core.Norm,
    instance: Instance,
    results: _Results[tuple[Case, Finding]],
) -> _Results[Effect | None]:
    """What the breach of a norm, or the passing of the time of a power, brings in each run."""
    return {
        run: _effect_of(consequence, norm, instance, cases.for_effect(consequence.id, case), finding)
        for run, (case, finding) in results.items()
    }


def _effect_of(
    consequence: core.Consequence, norm: core.Norm, instance: Instance, case: Case, finding: Finding
) -> Effect | None:
    cause = effects.of_breach(case, norm, finding)
    one = None if cause is None else effects.brought(effects.concerned(case, consequence), consequence, cause, finding)
    return _effect(consequence, norm.id, instance, one)


def _effect_upon(consequence: core.Consequence, item: str | None, case: Case, needs: Needs) -> Effect | None:
    """``needs``: the list itself, where the item is one that nobody has told of."""
    assert consequence.upon is not None
    cause = effects.of_act(case, consequence.upon)
    one = None if cause is None else effects.brought(case, consequence, cause, None)
    one = one if one is None or not needs else attrs.evolve(one, needs=needs)
    return _effect(consequence, None, Instance(None, item), one)


def _items_of(consequence: core.Consequence, case: Case) -> Iterator[tuple[str | None, Case, Needs]]:
    """The items that a consequence speaks of, one that nobody has told of where the list is open; else the subject."""
    if consequence.about is None or consequence.record is None:
        yield None, case, NOTHING
        return
    env = case.env(case.today)
    value = env.read(consequence.about)
    items = value if isinstance(value, Items) else Items((), complete=value is not UNKNOWN)
    at = case.records[0]
    for position, item in enumerate(items.items):
        located = at.item(consequence.about.name, consequence.record, item, position)
        yield item.id, attrs.evolve(case, records=(at, located)), NOTHING
    if not items.complete:
        yield None, effects.concerned(case, consequence), env.missing(consequence.about)


def _effect(
    rule: core.Consequence | core.Norm, of: str | None, instance: Instance, one: effects.Brought | None
) -> Effect | None:
    """As it is reported; ``rule``: a consequence, or a power."""
    if one is None:
        return None
    mentions = _mentions(rule)
    return Effect(
        norm=rule.id,
        kind=rule.kind,
        of=of,
        period=instance.period,
        item=instance.item,
        holds=one.holds,
        since=one.since,
        values=dict(one.values),
        needs=_ordered(one.needs, mentions),
        may_prove=_ordered(one.needs, mentions, proof=True),
        marks=_sorted(one.marks),
        interpretations=_sorted(one.interpretations),
    )


def _effects(results: _Results[Effect | None], groups: tuple[_Run, ...]) -> list[Effect]:
    return [attrs.evolve(one, reading=label) for label, one in _distinct(results, groups) if one is not None]
