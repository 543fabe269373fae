"""The whole check of one subject: every norm, item and reading, and the effects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple, TypeVar

from prazo.compiler.python.runtime.answers import NOTHING, Needs
from prazo.compiler.python.runtime.case import Case, Event, Times
from prazo.compiler.python.runtime.declared import Declarations, FactDecl
from prazo.compiler.python.runtime.effects import Brought, Cause, of_act, of_breach, stands
from prazo.compiler.python.runtime.facts_on import Located
from prazo.compiler.python.runtime.findings import INTERPRETED, UNVERIFIED, Finding, Reason, ReportedFigure
from prazo.compiler.python.runtime.in_effect import Dues, with_due_days
from prazo.compiler.python.runtime.instances import Duty, Effect, Instance, Power, concerned, findings, with_item
from prazo.compiler.python.runtime.turning import Turning, named_in, stretches, turning_days
from prazo.dsl.facts.fixed import Fixed, with_fixed
from prazo.dsl.facts.known import reached
from prazo.dsl.facts.values import UNKNOWN, Items, Moment, Record
from prazo.dsl.meaning.table import CHECKLIST, ORDER, REQUIREMENT, SHOWN, B, N, status_of, worst

#: marks a verdict of which there is one for each reading
READINGS_DIFFER = "readings_differ"
Result = TypeVar("Result")
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that a check needs.

    ``readings``: the groups of labels that rival each other; ``new_laws``: the days on which any version begins or
    ends; ``fixed``: set values; ``dues``: for some effects that are asked for together, when the times of the norms
    end whose breach brings them.
    """

    declarations: Declarations
    facts: Mapping[tuple[str, str], FactDecl]
    duties: tuple[Duty, ...]
    effects: tuple[Effect, ...]
    readings: tuple[tuple[str, ...], ...]
    new_laws: tuple[date, ...]
    times: Times
    fixed: Fixed = field(default_factory=dict)
    dues: tuple[tuple[Dues, ...], ...] = ()
    powers: tuple[Power, ...] = ()
    without_interpretations: bool = False

    @property
    def uninterpreted(self) -> Rules:
        """The same rules without the interpretations of any house."""
        duties = tuple(one.without_interpretations for one in self.duties)
        powers = tuple(one.without_interpretations for one in self.powers)
        return replace(self, duties=duties, powers=powers, without_interpretations=True)


class Need(NamedTuple):
    """A fact that matters and is missing, and who can supply it."""

    path: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One norm for one subject, item and reading."""

    norm: str
    item: str | None
    version: str | None
    status: str
    possible: tuple[str, ...]
    since: date | Moment | None
    trigger: date | None
    due: date | Moment | None
    done: date | Moment | None
    cured: date | Moment | None
    needs: tuple[Need, ...]
    reason: Reason
    owed_to: str | None
    by: str | None
    marks: tuple[str, ...]
    reading: str | None = None
    period: str | None = None
    may_prove: tuple[Need, ...] = ()
    interpretations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtAbout:
    """What a breach or an act brings."""

    norm: str
    kind: str
    of: str | None
    item: str | None
    holds: bool | None
    since: date | Moment | None
    values: Mapping[str, ReportedFigure]
    needs: tuple[Need, ...]
    marks: tuple[str, ...]
    reading: str | None = None
    period: str | None = None
    may_prove: tuple[Need, ...] = ()
    by: str | None = None
    interpretations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A subject with its verdicts and effects, in the order of the norms."""

    party: str
    id: str
    status: str
    counts: Mapping[str, int]
    verdicts: tuple[Verdict, ...]
    effects: tuple[BroughtAbout, ...]


_Run = tuple[str, ...]  # a label of each group of readings, in the order of the groups


def check_subject(rules: Rules, record: Record, on: date | Moment, chosen: Iterable[str] = ()) -> Checked:
    """Every verdict and effect for one subject at the moment ``on`` or the end of that day; ``chosen``: readings."""
    wanted = frozenset(chosen)
    record = with_fixed(record, rules.fixed)
    groups = tuple(tuple(one for one in group if one in wanted) or group for group in rules.readings)
    subject = (Located(record),)
    today, now = (on.day, on.instant) if isinstance(on, Moment) else (on, rules.times.zone.last_of(on))
    named = named_in(rules.facts, reached(record, today))
    days: dict[tuple[Turning, _Run], tuple[date, ...]] = {}
    whole = {
        run: Case(
            subject, today, now, frozenset(run), (), rules.times, rules.new_laws, {},
            uninterpreted=rules.without_interpretations,
        )
        for run in product(*groups)
    }  # fmt: skip

    def by(turning: Turning, run: _Run, case: Case) -> Case:
        """The case of a run with the days on which a norm or effect turns."""
        if (turning, run) not in days:
            turned = whole[run]._replace(turning=turning_days(turning, named, rules.times))
            if turning.dues is not None:
                turned = with_due_days(turned, rules.dues[turning.dues])
            days[turning, run] = turned.turning
        return case._replace(turning=days[turning, run])

    verdicts: list[Verdict] = []
    brought: list[BroughtAbout] = []
    statuses: list[str] = []
    for duty in rules.duties:
        if duty.subject != record.party:
            continue
        for instance, found in _by_instance(duty, whole, by).items():
            possible = [status for _, finding in found.values() for status in finding.possible]
            statuses.append(status_of(frozenset(possible)))
            told = {run: _verdict(duty, instance, finding) for run, (_, finding) in found.items()}
            verdicts += [_of_reading(one, reading) for reading, one in _distinct(told, groups)]
            for effect in duty.brings:
                if effect.subject == duty.subject:
                    brought += _effects(_of_breach(effect, duty, instance, found, by), groups)
    for power in rules.powers:
        if power.held.subject == record.party:
            brought += _of_power(power, whole, by, groups)
    for effect in rules.effects:
        if effect.upon is not None and effect.subject == record.party:
            upon: dict[str | None, dict[_Run, BroughtAbout | None]] = {}
            for run, case in whole.items():
                for item, inner, needs in _items_of(effect, by(effect.turning, run, case)):
                    upon.setdefault(item, {})[run] = _upon(effect, effect.upon, item, inner, needs)
            for each in upon.values():
                brought += _effects(each, groups)
    return Checked(
        party=record.party,
        id=record.id,
        status=worst(statuses),
        counts={one: n for one in ORDER if (n := sum(verdict.status == one for verdict in verdicts))},
        verdicts=tuple(verdicts),
        effects=tuple(brought),
    )


# --- findings --------------------------------------------------------------------------------------------------


#: the case of a run with the days on which a norm or effect turns
_Turned = Callable[[Turning, _Run, Case], Case]


def _by_instance(
    duty: Duty, whole: Mapping[_Run, Case], by: _Turned
) -> dict[Instance, dict[_Run, tuple[Case, Finding]]]:
    found: dict[Instance, dict[_Run, tuple[Case, Finding]]] = {}
    for run, case in whole.items():
        for instance, inner, finding in sorted(
            _judged(duty, by(duty.turning, run, case)), key=lambda one: one[0].period or ""
        ):
            found.setdefault(instance, {})[run] = (inner, finding)
    return found


def _judged(duty: Duty, case: Case) -> Iterator[tuple[Instance, Case, Finding]]:
    for instance, inner, finding in findings(duty, case):
        yield instance, inner, _with_since(duty, inner, finding)


def _with_since(duty: Duty, case: Case, finding: Finding) -> Finding:
    """With the first day from which a requirement has been breached without a break."""
    if duty.kind not in (REQUIREMENT, CHECKLIST) or finding.possible.keys() != {B}:
        return finding
    if duty.at_event or duty.each is not None:
        return finding._replace(since=finding.trigger)
    since = case.today
    first = min(case.turning[0], case.today) if case.turning else case.today
    for day, _ in reversed(stretches(first, case.today, case.turning)):
        if duty.judge(case.on(day)).possible.keys() != {B}:
            break
        since = day
    return finding._replace(since=since)


# --- readings --------------------------------------------------------------------------------------------------


def _distinct(results: Mapping[_Run, Result], groups: Sequence[_Run]) -> list[tuple[str | None, Result]]:
    """One result without a label where all runs agree, else one for each combination of labels that matters."""
    matter = [n for n in range(len(groups)) if _matters(results, n)]
    if not matter:
        return [(None, next(iter(results.values())))]
    by_label: dict[str, Result] = {}
    for run, result in results.items():
        by_label.setdefault("+".join(run[n] for n in matter), result)
    return list(by_label.items())


def _matters(results: Mapping[_Run, Result], group: int) -> bool:
    """Whether the label taken of one group changes a result."""
    seen: dict[_Run, Result] = {}
    return any(seen.setdefault((*run[:group], *run[group + 1 :]), one) != one for run, one in results.items())


def _of_reading(verdict: Verdict, reading: str | None) -> Verdict:
    if reading is None:
        return verdict
    return replace(verdict, reading=reading, marks=tuple(sorted({*verdict.marks, READINGS_DIFFER})))


# --- verdicts and effects --------------------------------------------------------------------------------------


def _verdict(duty: Duty, instance: Instance, finding: Finding) -> Verdict:
    status = finding.status
    undetermined = status == "undetermined"
    return Verdict(
        norm=duty.id,
        period=instance.period,
        item=instance.item,
        version=finding.version,
        status=status,
        possible=tuple(one for one in SHOWN if one in finding.possible) if undetermined else (),
        since=finding.since if status == B else None,
        trigger=finding.trigger,
        due=finding.due,
        done=finding.done,
        cured=finding.cured if finding.can(B) else None,
        needs=_ordered(finding.needs, _mentions(duty)) if undetermined else (),
        may_prove=_ordered(finding.needs, _mentions(duty), proof=True),
        reason=finding.reason,
        owed_to=duty.owed_to,
        by=finding.by if status in (N, "undetermined") else None,
        marks=tuple(sorted(_marks(duty, finding))),
        interpretations=tuple(sorted(finding.interpretations)),
    )


def _marks(duty: Duty, finding: Finding) -> frozenset[str]:
    """Of what does not apply, only what says that it does not; where no version judges, any line of the norm may."""
    if finding.status != N:
        return finding.marks
    doubted = frozenset({UNVERIFIED}) if finding.version is None and duty.unverified else frozenset[str]()
    return finding.marks & {INTERPRETED, UNVERIFIED} | doubted


def _mentions(duty: Duty) -> Sequence[Path]:
    """What a norm reads, in the order of its text; the list whose items it is about stands in its first line."""
    if duty.about is None:
        return duty.mentions
    return tuple(dict.fromkeys(((duty.about.name,), *duty.mentions)))


def _ordered(needs: Needs, mentions: Sequence[Path], proof: bool = False) -> tuple[Need, ...]:
    """What is missing, or (``proof``) may be proved, as the text mentions it, then of the list."""
    rank = {path: n for n, path in enumerate(mentions)}
    ordered = sorted(
        (one for one in needs if one.proof is proof),
        key=lambda one: (rank.get(one.pattern, len(rank)), one.positions, one.path, one.source or ""),
    )
    return tuple(Need(one.path, one.source) for one in ordered)


def _of_breach(
    effect: Effect, duty: Duty, instance: Instance, found: Mapping[_Run, tuple[Case, Finding]], by: _Turned
) -> dict[_Run, BroughtAbout | None]:
    """What a breach, or the passing of the time of a power, brings in each run."""
    theirs = {}
    for run, (inner, finding) in found.items():
        turned = inner if effect.turning.dues is None else by(effect.turning, run, inner)
        cause = of_breach(turned, duty.kind, finding)
        theirs[run] = _effect(effect, duty.id, instance, concerned(turned, effect), cause)
    return theirs


def _of_power(power: Power, whole: Mapping[_Run, Case], by: _Turned, groups: Sequence[_Run]) -> list[BroughtAbout]:
    """Whether a power stands, then what holds since its time has passed."""
    brought: list[BroughtAbout] = []
    for instance, found in _by_instance(power.held, whole, by).items():
        brought += _effects({run: _standing(power.held, instance, *one) for run, one in found.items()}, groups)
    used = power.used
    if used is not None:
        for instance, found in _by_instance(used, whole, by).items():
            for effect in used.brings:
                brought += _effects(_of_breach(effect, used, instance, found, by), groups)
    return brought


def _standing(power: Duty, instance: Instance, case: Case, finding: Finding) -> BroughtAbout | None:
    stand = stands(finding)
    if stand is None:
        return None
    values: tuple[tuple[str, ReportedFigure], ...] = ()
    if finding.due is not None and finding.ends is not None:
        first, last = (Fraction(case.day_of(end).toordinal()) for end in finding.ends)
        values = (("until", ReportedFigure(first, last, "date")),)
    one = Brought(
        stand.value, finding.trigger, values, stand.needs, finding.marks, finding.interpretations, lasting=stand
    )
    return _told(power, None, instance, one)


def _upon(effect: Effect, act: Event, item: str | None, case: Case, needs: Needs) -> BroughtAbout | None:
    """``needs``: the list itself, where the item is one that nobody has told of."""
    one = _effect(effect, None, Instance(None, item), case, of_act(case, act))
    return one if one is None or not needs else replace(one, needs=_ordered(needs, effect.mentions), may_prove=())


def _items_of(effect: Effect, case: Case) -> Iterator[tuple[str | None, Case, Needs]]:
    """The items that an effect speaks of, one that nobody has told of where the list is open; else the subject."""
    if effect.about is None:
        yield None, case, NOTHING
        return
    at = case.at(case.today)
    value = at.read(0, effect.about)
    items = value if isinstance(value, Items) else Items((), complete=value is not UNKNOWN)
    for position, item in enumerate(items.items):
        yield item.id, with_item(case, effect.about, item, position), NOTHING
    if not items.complete:
        yield None, concerned(case, effect), at.missing(0, effect.about)


def _effect(effect: Effect, of: str | None, instance: Instance, case: Case, cause: Cause | None) -> BroughtAbout | None:
    one: Brought | None = None if cause is None else effect.brings(case, cause)
    return None if one is None else _told(effect, of, instance, one)


def _told(rule: Effect | Duty, of: str | None, instance: Instance, one: Brought) -> BroughtAbout:
    """As it is reported; ``rule``: an effect, or the duty that a power is judged as."""
    return BroughtAbout(
        norm=rule.id,
        kind=rule.kind,
        of=of,
        period=instance.period,
        item=instance.item,
        holds=one.holds,
        since=one.since,
        values=dict(one.values),
        needs=_ordered(one.needs, rule.mentions),
        may_prove=_ordered(one.needs, rule.mentions, proof=True),
        marks=tuple(sorted(one.marks)),
        interpretations=tuple(sorted(one.interpretations)),
    )


def _effects(results: Mapping[_Run, BroughtAbout | None], groups: Sequence[_Run]) -> list[BroughtAbout]:
    return [replace(one, reading=reading) for reading, one in _distinct(results, groups) if one is not None]
