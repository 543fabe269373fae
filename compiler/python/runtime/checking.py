"""The whole check of one subject: every norm, item and reading, and the effects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import NamedTuple, TypeVar

from prazo.compiler.python.runtime.answers import NOTHING, Needs
from prazo.compiler.python.runtime.case import Case, Event, Times
from prazo.compiler.python.runtime.declared import Declarations, FactDecl
from prazo.compiler.python.runtime.effects import Brings, Brought, Cause, of_act, of_breach
from prazo.compiler.python.runtime.facts_on import Located, members
from prazo.compiler.python.runtime.findings import (
    INTERPRETED,
    MISSING,
    UNVERIFIED,
    Finding,
    Reason,
    ReportedFigure,
    plain,
)
from prazo.compiler.python.runtime.recurring import Recurs
from prazo.compiler.python.runtime.turning import Turning, stretches, turning_days
from prazo.dsl.facts.fixed import Fixed, with_fixed
from prazo.dsl.facts.known import reached
from prazo.dsl.facts.values import UNKNOWN, Items, Moment, Record, Spells
from prazo.dsl.meaning.table import CHECKLIST, ORDER, POSSIBLE, REQUIREMENT, SHOWN, B, N, status_of, worst

#: marks a verdict of which there is one for each reading
READINGS_DIFFER = "readings_differ"
#: the place of an item that nobody has told of: after all others
_NOBODY = 1 << 30

Result = TypeVar("Result")
Path = tuple[str, ...]


class Instance(NamedTuple):
    """Which of the verdicts of a norm: of a period, of an item of a list."""

    period: str | None = None
    item: str | None = None


class Each(NamedTuple):
    """A norm recurs: each period of a kind, from one event until another, perhaps for a number of periods only."""

    period: str
    since: Event
    until: Event | None = None
    number: int = 0
    counted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A consequence: who it concerns, and the function that says what a cause brings.

    ``upon``: the act that brings it by itself.  ``mentions``: the facts that it reads, in the order of its text.
    """

    id: str
    kind: str
    subject: str
    brings: Brings
    mentions: tuple[Path, ...] = ()
    upon: Event | None = None
    about: FactDecl | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Bearers:
    """A list whose items owe what the subject owes, their record, and the function that judges it for one of them."""

    listed: FactDecl
    record: str
    judge: Callable[[Case], Finding]


class OfSpells(NamedTuple):
    """The state of whose spells each is judged; ``planned``: also those that are only planned."""

    of: int
    state: FactDecl
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A norm: who it concerns, and the function that judges it; ``own``: without interpretations, where that differs.

    ``about`` and ``record``: the list of whose items each is judged.  ``at_event``: a requirement of the day of an
    event.  ``unverified``: some line of it is.  ``brings``: the consequences of its breach.
    """

    id: str
    kind: str
    subject: str
    judge: Callable[[Case], Finding]
    own: Callable[[Case], Finding] | None = None
    owed_to: str | None = None
    about: FactDecl | None = None
    record: str = ""
    spells: OfSpells | None = None
    at_event: bool = False
    each: Each | None = None
    joint: tuple[Bearers, ...] = ()
    unverified: bool = False
    mentions: tuple[Path, ...] = ()
    brings: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that a check needs.  ``readings``: the groups of labels that rival each other; ``fixed``: set values."""

    declarations: Declarations
    facts: Mapping[tuple[str, str], FactDecl]
    duties: tuple[Duty, ...]
    effects: tuple[Effect, ...]
    readings: tuple[tuple[str, ...], ...]
    turning: Turning
    times: Times
    fixed: Fixed = field(default_factory=dict)

    @property
    def uninterpreted(self) -> Rules:
        """The same rules without the interpretations of any house."""
        return replace(self, duties=tuple(replace(one, judge=one.own or one.judge) for one in self.duties))


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
    turning = turning_days(rules.turning, rules.facts, reached(record, today), rules.times)
    cases = {
        run: Case(subject, today, now, frozenset(run), turning, rules.times, rules.turning.versions, {})
        for run in product(*groups)
    }
    verdicts: list[Verdict] = []
    brought: list[BroughtAbout] = []
    statuses: list[str] = []
    for duty in rules.duties:
        if duty.subject != record.party:
            continue
        by_instance: dict[Instance, dict[_Run, tuple[Case, Finding]]] = {}
        for run, case in cases.items():
            for instance, inner, finding in sorted(_judged(duty, case), key=lambda one: one[0].period or ""):
                by_instance.setdefault(instance, {})[run] = (inner, finding)
        for instance, found in by_instance.items():
            possible = [status for _, finding in found.values() for status in finding.possible]
            statuses.append(status_of(frozenset(possible)))
            told = {run: _verdict(duty, instance, finding) for run, (_, finding) in found.items()}
            verdicts += [_of_reading(one, reading) for reading, one in _distinct(told, groups)]
            for effect in duty.brings:
                if effect.subject == duty.subject:
                    brought += _effects(
                        {run: _of_breach(effect, duty, instance, *one) for run, one in found.items()}, groups
                    )
    for effect in rules.effects:
        if effect.upon is not None and effect.subject == record.party:
            upon: dict[str | None, dict[_Run, BroughtAbout | None]] = {}
            for run, case in cases.items():
                for item, inner, needs in _items_of(effect, case):
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


# --- items -----------------------------------------------------------------------------------------------------


def _judged(duty: Duty, case: Case) -> Iterator[tuple[Instance, Case, Finding]]:
    """One finding a spell or an item; without item where the norm is not about each, or none is known."""
    if duty.spells is not None:
        for first, inner in _of_spells(case, duty.spells):
            yield Instance(None, first), inner, _with_since(duty, inner, duty.judge(inner))
        return
    if duty.about is None:
        yield from _in_time(duty, case, None)
        for bearers in duty.joint:
            yield from _borne(duty, case, bearers)
        return
    at = case.at(case.today)
    value = at.read(0, duty.about)
    items = value if isinstance(value, Items) else Items((), complete=value is not UNKNOWN)
    for position, item in enumerate(items.items):
        inner = _with_item(case, duty.about, item, position)
        yield from _in_time(duty, inner, item.id)
    if not items.complete:
        yield Instance(), case, _of_nobody_known(duty, case, duty.about, at.missing(0, duty.about))
    elif not items.items:
        yield Instance(), case, plain(N, "no_items")


def _in_time(duty: Duty, case: Case, item: str | None) -> Iterator[tuple[Instance, Case, Finding]]:
    """One finding, or one for each period of a norm that recurs."""
    each = duty.each
    if each is None:
        yield Instance(None, item), case, _with_since(duty, case, duty.judge(case))
        return
    start = case.seen(each.since)
    if start.when.first is None or start.when.last is None:
        yield Instance(None, item), case, plain(N, "not_triggered")
        return
    if start.when.absent:
        yield Instance(None, item), case, Finding(dict.fromkeys(POSSIBLE[duty.kind], MISSING), start.needs)
        return
    recurs = Recurs(start.when.first, start.when.last, start.needs, counted=each.counted, number=each.number)
    if each.until is not None:
        end = case.seen(each.until)
        if end.when.first is not None and end.when.last is not None:
            ends = end.when.first, end.when.last
            recurs = recurs._replace(ends=ends, endless=end.when.absent, needs=recurs.needs | end.needs)
    for period in recurs.periods(each.period, case.today):
        inner = case._replace(period=period, recurs=recurs)
        finding = duty.judge(inner)
        if finding.possible:
            if duty.kind == "requirement" and finding.possible.keys() == {B}:
                finding = finding._replace(since=finding.trigger)
            yield Instance(period.key, item), inner, finding


def _borne(duty: Duty, case: Case, bearers: Bearers) -> Iterator[tuple[Instance, Case, Finding]]:
    """One finding for each item of a list of joint bearers, and one for the list where it is not wholly known."""
    theirs = replace(duty, judge=bearers.judge)
    listed = members(case.at(case.today), 0, bearers.listed)
    for member in listed.items:
        yield from _in_time(theirs, case._replace(records=member.records), member.records[-1].prefix.removesuffix("."))
    if listed.open:
        somebody = _with_item(case, bearers.listed, Record(bearers.record, "", {}), _NOBODY)
        for instance, _, finding in _in_time(theirs, somebody, bearers.listed.name):
            if finding.status in ("undetermined", B):  # else it comes to the same, whoever else there may be
                finding = Finding(dict.fromkeys(POSSIBLE[duty.kind], MISSING), marks=finding.marks)
            yield instance, case, finding._replace(needs=listed.needs)


def _of_spells(case: Case, spells: OfSpells) -> Iterator[tuple[str | None, Case]]:
    """Each spell by its first day; planned ones where time is counted back from them."""
    value = case.at(case.today).read(spells.of, spells.state)
    known = value.spells if isinstance(value, Spells) else ()
    judged = [one for one in known if spells.planned or one[0] <= case.today]
    for spell in judged:
        yield spell[0].isoformat(), case._replace(spell=spell)
    if not judged:
        yield None, case


def _with_item(case: Case, listed: FactDecl, item: Record, position: int) -> Case:
    subject = case.records[0]
    return case._replace(records=(subject, subject.item(listed.name, item, position)))


def _of_nobody_known(duty: Duty, case: Case, listed: FactDecl, needs: Needs) -> Finding:
    """Of items that nobody has told of: undetermined, unless the norm could concern none of them."""
    if duty.each is not None:  # nobody knows since when it recurs for them
        return Finding(dict.fromkeys(POSSIBLE[duty.kind], MISSING), needs)
    finding = duty.judge(_with_item(case, listed, Record(duty.record, "", {}), _NOBODY))
    if finding.possible.keys() == {N}:
        return finding
    return Finding(
        dict.fromkeys(POSSIBLE[duty.kind], MISSING), needs, marks=finding.marks, interpretations=finding.interpretations
    )


def _with_since(duty: Duty, case: Case, finding: Finding) -> Finding:
    """With the first day from which a requirement has been breached without a break."""
    if duty.kind not in (REQUIREMENT, CHECKLIST) or finding.possible.keys() != {B}:
        return finding
    if duty.at_event:
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
        needs=_ordered(finding.needs, duty.mentions) if undetermined else (),
        may_prove=_ordered(finding.needs, duty.mentions, proof=True),
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


def _ordered(needs: Needs, mentions: Sequence[Path], proof: bool = False) -> tuple[Need, ...]:
    """What is missing, or (``proof``) may be proved, as the text mentions it, then of the list."""
    rank = {path: n for n, path in enumerate(mentions)}
    ordered = sorted(
        (one for one in needs if one.proof is proof),
        key=lambda one: (rank.get(one.pattern, len(rank)), one.positions, one.path),
    )
    return tuple(Need(one.path, one.source) for one in ordered)


def _of_breach(effect: Effect, duty: Duty, instance: Instance, case: Case, finding: Finding) -> BroughtAbout | None:
    if len(case.records) == 1:
        case = _of_nobody(effect, case)
    return _effect(effect, duty.id, instance, case, of_breach(case, duty.kind, finding))


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
        yield item.id, _with_item(case, effect.about, item, position), NOTHING
    if not items.complete:
        yield None, _of_nobody(effect, case), at.missing(0, effect.about)


def _of_nobody(effect: Effect, case: Case) -> Case:
    """The case of an item that nobody has told of, where the effect speaks of items."""
    return case if effect.about is None else _with_item(case, effect.about, Record(effect.record, "", {}), _NOBODY)


def _effect(effect: Effect, of: str | None, instance: Instance, case: Case, cause: Cause | None) -> BroughtAbout | None:
    one: Brought | None = None if cause is None else effect.brings(case, cause)
    if one is None:
        return None
    return BroughtAbout(
        norm=effect.id,
        kind=effect.kind,
        of=of,
        period=instance.period,
        item=instance.item,
        holds=one.holds,
        since=one.since,
        values=dict(one.values),
        needs=_ordered(one.needs, effect.mentions),
        may_prove=_ordered(one.needs, effect.mentions, proof=True),
        marks=tuple(sorted(one.marks)),
        interpretations=tuple(sorted(one.interpretations)),
    )


def _effects(results: Mapping[_Run, BroughtAbout | None], groups: Sequence[_Run]) -> list[BroughtAbout]:
    return [replace(one, reading=reading) for reading, one in _distinct(results, groups) if one is not None]
