"""Why a verdict is what it is: conditions with their values, the count of days, what is awaited from whom.

Nothing is decided here.  Every value comes from the interpreter's own functions, read on the day and under the version
that judged the verdict; only the words are made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.diagnostics.visible import cells, visible
from prazo.dsl.facts.fixed import with_fixed
from prazo.dsl.facts.values import Items, Moment, Record, day_of
from prazo.dsl.meaning import evaluate
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.cases import Cases, time_of_check
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.environment import Env, Located
from prazo.dsl.meaning.in_force import body_for, body_in_force
from prazo.dsl.meaning.judge import displaces
from prazo.dsl.meaning.limits import day_of_period, fixed_day, set_lengths, trigger_of, window_end
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.meaning.table import REQUIREMENT
from prazo.dsl.report.counting import count_rows
from prazo.dsl.report.document import check_options, report_document
from prazo.dsl.report.model import Effect, SubjectReport, Verdict
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.spells import in_latest_spell, of_spell
from prazo.dsl.report.told import Told, anchors
from prazo.dsl.report.valued import Row, Values, interval_words
from prazo.dsl.report.words import basics, why as w
from prazo.dsl.report.words.language import ENGLISH, Language
from prazo.dsl.report.words.phrase import Phrase
from prazo.dsl.report.words.verdicts import BOUND, NOT_KNOWN, UNTIL_SOME_DAY
from prazo.dsl.time.counting import Counted, due_day, latest_day_before, move
from prazo.dsl.time.days import TimeRangeError
from prazo.dsl.time.periods import first_day, period_of

_WIDEST: Final = 64


def explain(
    lookup: Lookup,
    record: Record,
    norm: str,
    on: date | Moment,
    readings: Sequence[str] = (),
    language: Language = ENGLISH,
) -> str:
    """Why the norm, or the consequence, of this identifier comes to what it does for one subject on a day.

    Raises ``KeyError`` where there is no norm, consequence or statement of that identifier.
    """
    return next(explanations(lookup, record, (norm,), on, readings, language))


def explanations(
    lookup: Lookup,
    record: Record,
    norms: Iterable[str],
    on: date | Moment,
    readings: Sequence[str] = (),
    language: Language = ENGLISH,
) -> Iterator[str]:
    """As ``explain`` for several identifiers, the subject checked once."""
    record = with_fixed(record, lookup.fixed)
    report = check_subject(lookup, record, on, readings)
    readings = tuple(readings)
    document = report_document(lookup.program, lookup.times, [report], "", on, check_options(readings))
    verdicts = document["subjects"][0]["verdicts"]
    explained = _Explained(
        lookup, record, on, *time_of_check(lookup, on), readings, report, Naming(lookup.program, language),
        Told(document, lookup.program, language),
        {(one["norm"], one["period"], one["item"], one["reading"]): one for one in verdicts},
    )  # fmt: skip
    consequences = {one.id: one for one in lookup.program.consequences}
    statements = {one.id: one for one in lookup.program.statements}
    for norm in norms:
        if norm in consequences:
            yield explained.consequence(consequences[norm])
        elif norm in lookup.powers:
            yield explained.power(lookup.powers[norm])
        elif norm in statements:
            yield explained.statement(statements[norm])
        else:
            yield explained.norm(lookup.norms[norm])


@attrs.frozen(slots=True)
class _Explained:
    """``told``: the report as data, in words; ``data``: each verdict of it by norm, period, item and reading."""

    lookup: Lookup
    record: Record
    on: date | Moment
    today: date
    now: int
    readings: tuple[str, ...]
    report: SubjectReport
    naming: Naming
    told: Told
    data: Mapping[tuple[str | None, ...], Mapping[str, Any]]

    def say(self, phrase: Phrase, **parts: object) -> str:
        return self.naming.language.say(phrase, **parts)

    def statement(self, one: core.Statement) -> str:
        return visible(self.say(w.UNDECIDED, title=self.naming.norm(one.id), reason=one.reason)) + "\n"

    def _head(self, one: core.Norm | core.Consequence) -> str:
        cites = self.say(basics.COMMA).join(one.cites) or one.id
        return self.say(w.HEAD, title=self.naming.norm(one.id), cites=cites, id=self.record.id)

    def norm(self, norm: core.Norm) -> str:
        verdicts = [one for one in self.report.verdicts if one.norm == norm.id]
        head = self._head(norm)
        if not verdicts:
            party, subject = self.naming.party(self.record.party), self.naming.party(norm.subject)
            return "".join(f"{visible(one)}\n" for one in (head, self.say(w.NOT_FOR, party=party, subject=subject)))
        return "\n".join(self._verdict(norm, one, head) for one in verdicts)

    def consequence(self, one: core.Consequence) -> str:
        head = self._head(one)
        effects = [effect for effect in self.report.effects if effect.norm == one.id]
        if not effects:
            nothing = self.say(w.NOTHING_BRINGS, day=self.naming.language.day(self.today))
            return "".join(f"{visible(one)}\n" for one in (head, nothing))
        return "\n".join(self._effect(one, effect, head) for effect in effects)

    def power(self, one: core.Norm) -> str:
        """Whether a power stands: what it rests on, and until when."""
        head = self._head(one)
        effects = [effect for effect in self.report.effects if effect.norm == one.id]
        if not effects:
            nothing = self.say(w.NOT_OPEN, day=self.naming.language.day(self.today))
            return "".join(f"{visible(one)}\n" for one in (head, nothing))
        return "\n".join(self._standing(one, effect, head) for effect in effects)

    # --- a verdict ---------------------------------------------------------------------------------------------

    def _verdict(self, norm: core.Norm, verdict: Verdict, head: str) -> str:
        data = self.data[verdict.norm, verdict.period, verdict.item, verdict.reading]
        told = self.told
        lines = [visible(told.told_apart(head, data)), *_table(list(self._rows(norm, verdict)))]
        if verdict.status == "not_applicable":
            lines.append(visible(self.say(w.NOT_APPLICABLE, because=told.because(data))))
        else:
            end = self.say(w.COMES_TO, status=self.naming.language.status(verdict.status))
            lines.append(visible(self.say(basics.SEMICOLON).join([end, *told.details(data, soon=True)])))
        return "\n".join(lines) + "\n"

    def _rows(self, norm: core.Norm, verdict: Verdict) -> Iterator[Row]:
        version = next((one for one in norm.versions if one.version == verdict.version), None)
        if version is None:
            yield from self._untriggered(norm, verdict)
            return
        case = self._case(norm, verdict)
        case = attrs.evolve(case, law_on=self._law_on(norm, case))
        body: core.NormBody = body_for(version, case.run)
        bearers, number = self._bearers(norm, verdict)
        if bearers is not None:
            whole = verdict.item == bearers.items.name
            body = attrs.evolve(body, excuses=() if whole else body.personal[number])
        judged = self._judged(body.demand, verdict, case)
        day = judged or self.today
        env = case.env(day)
        language = self.naming.language
        yield self._version(version)
        read_on = language.weekday(day)
        yield Row(0, self.say(w.READ_ON), read_on if judged else self.say(w.DAY_UNKNOWN, day=read_on))
        values = Values(self.lookup, case, self.naming)
        if body.where is not None:
            yield from values.condition(body.where, env, 0)
            if evaluate.holds(body.where, env).value is False:
                return
        match body.demand:
            case core.Requirement(conditions, at):
                if at is not None:
                    yield Row(0, values.phrases(env).anchor(at), values.anchor(at, env))
                yield from values.clauses(conditions, env, 0)
            case core.Checklist(items, at, _, _):
                yield Row(0, values.phrases(env).fact(at), values.shown(at, env))
                yield from values.items(items, env)
            case core.Obligation():
                yield from self._obligation(values, body.demand, env, verdict)
            case core.Prohibition(acts, without, windows, during, only, waits):
                for act in (*acts, *([without] if without else [])):
                    yield Row(0, values.phrases(env).fact(act), values.shown(act, env))
                if during is not None:
                    yield from values.condition(during, env, 0)
                if only is not None:
                    yield Row(0, self.say(w.ONLY_IN), values.holds(only, env))
                    yield from values.condition(only, env, 1)
                for one in waits:
                    said = self.say(w.WAIT, limit=values.phrases(env).limit(one.limit))
                    yield Row(0, said, values.guard(one.guard, env))
                    waited = attrs.evolve(values, case=in_latest_spell(case, one.limit, day))
                    for anchor in anchors(core.Prohibition((), None, (one,))):
                        yield Row(1, values.phrases(env).anchor(anchor), waited.anchor(anchor, env))
                    for single in core.single_limits(one.limit):
                        yield from self._count(single, waited, env, moves=True)
                for one in windows:
                    yield Row(
                        0,
                        self.say(w.FORBIDDEN, limit=values.phrases(env).limit(one.limit)),
                        values.guard(one.guard, env),
                    )
                    for single in core.single_limits(one.limit):
                        yield from self._count(single, values, env, moves=False)
        yield from self._excuses(values, body, case, verdict)

    def _version(self, one: core.Versioned[Any]) -> Row:
        return Row(0, self.say(w.VERSION, version=one.version), self.naming.language.until(one.start, one.end))

    def _untriggered(self, norm: core.Norm, verdict: Verdict) -> Iterator[Row]:
        """Where no version judged: the versions there are, and the events that they wait for."""
        case = self._case(norm, verdict)
        env = case.env(self.today)
        values = Values(self.lookup, case, self.naming)
        waited: dict[core.Anchor, None] = {} if norm.each is None else {norm.each.since: None}
        for version in norm.versions:
            yield self._version(version)
            body: core.NormBody = body_for(version, case.run)
            waited |= dict.fromkeys(anchors(body.demand))
        for event in waited:
            yield Row(0, values.phrases(env).anchor(event), values.anchor(event, env))

    def _case(self, norm: core.Norm, verdict: Verdict) -> Case:
        """The run and the records that the verdict was reached under."""
        labels = (verdict.reading or "").split("+")
        run = frozenset(
            next((one for one in group if one in labels or one in self.readings), group[0])
            for group in self.lookup.program.reading_groups
        )
        records = self._records(norm.about, norm.record, verdict.item)
        bearers, _ = self._bearers(norm, verdict)
        case = Cases.on(self.lookup, records, self.on).of(norm.id, run)
        if bearers is not None and verdict.item != bearers.items.name:
            members = evaluate.members_of(bearers.items, case.env(self.today)).envs
            records = next(one.records for one in members if one.records[-1].prefix == f"{verdict.item}.")
        period = None
        if norm.each is not None and verdict.period is not None:
            first = first_day(norm.each.period, verdict.period)
            period = None if first is None else period_of(norm.each.period, first)
        return of_spell(attrs.evolve(case, records=records, period=period), norm, verdict.item)

    def _records(self, about: core.Fact | None, record: str | None, id: str | None) -> tuple[Located, ...]:
        """The subject and, of a norm about items, the item of this name; one not known where there is none."""
        subject = Located(self.record, self.record.party)
        if about is None or record is None:
            return (subject,)
        value = self.record.get(about.name)
        items = value.items if isinstance(value, Items) else ()
        place = next((n for n, item in enumerate(items) if item.id == id), None)
        item = Record(record, "", {}) if place is None else items[place]
        return subject, subject.item(about.name, record, item, place or 0)

    def _bearers(self, norm: core.Norm, verdict: Verdict) -> tuple[core.Bearers | None, int]:
        """Of a duty owed jointly, the list that the bearer is in, and its number; None for the subject itself."""
        for number, one in enumerate(norm.joint):
            if verdict.item is not None and verdict.item.partition("[")[0] == one.items.name:
                return one, number
        return None, 0

    def _judged(self, demand: core.Demand, verdict: Verdict, case: Case) -> date | None:
        """The day that the norm was read on (`meaning.md`, section 3), as far as the verdict or the facts know it."""
        if case.period is not None:
            return case.period.last if isinstance(demand, core.Obligation) else day_of(verdict.trigger)
        match demand:
            case core.Requirement(_, None):
                return self.today
            case core.Requirement(_, at) | core.Checklist(_, at):
                assert at is not None
                return case.seen(at, True).when.day
            case core.Prohibition():
                return day_of(verdict.done) or self.today
            case core.Obligation(_, _, _, limits):
                if any(isinstance(one.limit, core.AtLeastEvery) for one in limits):
                    return self.today
                if all(fixed_day(one.limit) is not None for one in limits):
                    return min(day_of(verdict.due) or self.today, self.today)
                return verdict.trigger

    def _law_on(self, norm: core.Norm, case: Case) -> date | None:
        if norm.law_as_on is None:
            return None
        value = case.env(self.today).read(core.Fact(0, norm.law_as_on)) if norm.law_as_on else self.today
        return day_of(value)

    # --- obligations -------------------------------------------------------------------------------------------

    def _obligation(self, values: Values, demand: core.Obligation, env: Env, verdict: Verdict) -> Iterator[Row]:
        phrases = values.phrases(env)
        possible, _ = evaluate.possible_cases(demand.limits, env)
        anchors = dict.fromkeys(anchor for one in possible for anchor in core.anchors_of(one.limit))
        for anchor in anchors:
            yield Row(0, phrases.anchor(anchor), values.anchor(anchor, env))
        for one in possible:
            yield Row(0, phrases.guarded(phrases.limit_case(one), one.guard), values.guard(one.guard, env))
            for single in core.single_limits(one.limit):
                yield from self._count(single, values, env, moves=True)
        put_off = [*demand.suspended, *(() if demand.extension is None else (demand.extension.to,))]
        last = min(day_of(verdict.due) or self.today, self.today)  # an extension counts as it stood then
        for words, fact in zip(phrases.put_off(demand), put_off, strict=True):
            extends = demand.extension is not None and fact == demand.extension.to
            yield Row(0, words, values.shown(fact, attrs.evolve(env, facts_on=last) if extends else env))
        others = demand.by_others or ((),) * len(demand.acts)
        for act, lists in zip(demand.acts, others, strict=True):
            yield Row(0, phrases.fact(act), values.shown(act, env))
            for items in lists:
                for member in evaluate.members_of(items, env).envs:
                    same = core.Fact(len(member.records) - 1, act.name, period=act.period)
                    yield Row(1, f"{member.records[-1].prefix}{act.name}", values.shown(same, member))
        if demand.condition is not None:
            yield from values.condition(demand.condition, attrs.evolve(env, facts_on=last), 0)

    def _counted_from(self, limit: core.Limit, case: Case) -> date | None:
        """The day that a limit is counted from, or the fixed day that may move."""
        match limit:
            case core.ByPeriodDay(on, _):
                return None if case.period is None else day_of_period(on, case.period)
            case core.Window():
                return fixed_day(limit) or (None if case.period is None else window_end(limit, case.period))
            case core.AtLeastEvery():
                return None
            case core.FixedDay(day, _):
                return day
            case _:
                return trigger_of(case, limit).when.day

    def _count(self, limit: core.SingleLimit, values: Values, env: Env, moves: bool) -> Iterator[Row]:
        """The last day as counted, each closed day on the way, and where the last day moved to."""
        if isinstance(limit, core.AfterSet):
            shortest, longest, _ = set_lengths(limit, env)
            if shortest != longest:
                return
            limit = shortest
        if not isinstance(limit, core.AfterEvent | core.BeforeEvent | core.FixedDay | core.LimitOfPeriod):
            return
        anchor = self._counted_from(limit, values.case)
        if anchor is None:
            return
        times = self.lookup.times
        rule = times.rule(limit.rule, anchor)
        calendar = times.calendar_of(rule)
        try:
            counted: Counted
            match limit:
                case core.AfterEvent(_, duration, _) | core.AfterPeriod(duration, _):
                    counted = due_day(rule, calendar, anchor, duration)
                case core.BeforeEvent(_, duration, _, clear):
                    counted = latest_day_before(rule, calendar, anchor, duration, clear)
                case _:
                    counted = move(rule, calendar, anchor)
        except TimeRangeError:
            yield Row(1, self.say(w.LAST_DAY), self.say(w.BEYOND))
            return
        counts = core.AfterEvent | core.BeforeEvent | core.AfterPeriod
        length = limit.duration if isinstance(limit, counts) else None
        back = isinstance(limit, core.BeforeEvent)
        language = self.naming.language
        sheet = None if rule.calendar is None else times.sheet(rule.calendar)
        yield from (Row(*one) for one in count_rows(language, rule, sheet, counted, length, back, moves))

    def _excuses(self, values: Values, body: core.NormBody, case: Case, verdict: Verdict) -> Iterator[Row]:
        judged = verdict.done if isinstance(body.demand, core.Prohibition) else verdict.due
        day = min(day_of(judged) or self.today, self.today)
        env = case.env(day)
        for excuse in body.excuses:
            if excuse.condition is not None:
                yield Row(
                    0, self.say(w.EXCUSED_ON, day=self.naming.language.day(day)), values.holds(excuse.condition, env)
                )
                yield from values.condition(excuse.condition, env, 1)
            for norm in excuse.norms:
                answer = displaces(case, self.lookup.norms[norm], day)
                yield Row(0, self.say(w.INSTEAD, norm=self.naming.norm(norm)), self.naming.language.truth(answer.value))

    # --- an effect ---------------------------------------------------------------------------------------------

    def _effect(self, one: core.Consequence, effect: Effect, head: str) -> str:
        breached = self.lookup.norms.get(effect.of or "")
        day = day_of(effect.since) or self.today
        if breached is not None and breached.kind == REQUIREMENT:
            day = self.today  # a requirement is breached today, since whenever it has been
        records = self._records(one.about, one.record, effect.item)
        case = Cases.on(self.lookup, records, self.on).of(one.id, self._run(effect))
        env = case.env(day)
        body: core.ConsequenceBody | None = body_in_force(one.versions, day, case.run)
        said = w.TIME_OVER if effect.of in self.lookup.powers else w.FOR_BREACH
        rows = [Row(0, self.say(said), self.naming.norm(effect.of))] if effect.of else []
        if one.upon is not None:
            rows.append(
                Row(
                    0,
                    self.naming.fact(one.subject if one.upon.binder == 0 else one.record or "", one.upon.name),
                    Values(self.lookup, case, self.naming).shown(one.upon, case.env(self.today)),
                )
            )
        if body is not None:
            rows += self._bounds(body, case, env)
        return self._ending(one.id, effect, head, rows)

    def _standing(self, one: core.Norm, effect: Effect, head: str) -> str:
        records = self._records(one.about, one.record, effect.item)
        case = Cases.on(self.lookup, records, self.on).of(one.id, self._run(effect))
        env = case.env(self.today)
        values = Values(self.lookup, case, self.naming)
        phrases = values.phrases(env)
        body: core.NormBody | None = body_in_force(one.versions, self.today, case.run)
        rows: list[Row] = []
        if body is not None:
            if body.where is not None:
                rows += values.condition(body.where, env, 0)
            for anchor in dict.fromkeys(anchors(body.demand)):
                if isinstance(anchor, core.Fact):
                    rows.append(Row(0, phrases.fact(anchor), values.shown(anchor, env)))
            for excuse in body.excuses:
                if excuse.condition is not None:
                    rows += values.condition(excuse.condition, env, 0)
        return self._ending(one.id, effect, head, rows)

    def _ending(self, id: str, effect: Effect, head: str, rows: Sequence[Row]) -> str:
        """The rows of an effect, and what it comes to."""
        holds = {True: w.HOLDS, False: w.HOLDS_NOT, None: w.HOLDS_UNKNOWN}[effect.holds]
        end = [self.say(w.COMES_TO, status=self.say(holds))]
        language = self.naming.language
        for name, f in effect.values.items():
            if name == "until" and f.low != f.high:
                low, high = (interval_words(language, day, day, f.unit) for day in (f.low, f.high))
                end.append(self.say(UNTIL_SOME_DAY, low=low, high=high))
            else:
                end.append(self.say(BOUND[name], value=interval_words(language, f.low, f.high, f.unit)))
        if effect.needs:
            needs = [{"path": need.path, "from": need.source} for need in effect.needs]
            end.append(self.say(NOT_KNOWN, needs=self.told.needs(id, needs)))
        last = visible(self.say(basics.SEMICOLON).join(end))
        return "\n".join([visible(head), *_table(rows), last]) + "\n"

    def _run(self, effect: Effect) -> frozenset[str]:
        labels = (effect.reading or "").split("+")
        groups = self.lookup.program.reading_groups
        return frozenset(next((one for one in g if one in labels or one in self.readings), g[0]) for g in groups)

    def _bounds(self, body: core.ConsequenceBody, case: Case, env: Env) -> Iterator[Row]:
        values = Values(self.lookup, case, self.naming)
        phrases = values.phrases(env)
        if body.where is not None:
            yield from values.condition(body.where, env, 0)
        for bound in body.bounds:
            words = self.say(basics.BETWEEN, low=phrases.figure(bound.low), high=phrases.figure(bound.high))
            yield Row(0, phrases.guarded(words, bound.guard), values.guard(bound.guard, env))
        for change in body.adjustments:
            words = self.say(w.THEN[change.target], figure=phrases.figure(change.value))
            yield Row(0, phrases.guarded(words, change.guard), values.guard(change.guard, env))
        if body.ends_when is not None:
            now = case.env(self.today)
            yield Row(0, self.say(w.ENDS_WHEN), values.holds(body.ends_when, now))
            yield from values.condition(body.ends_when, now, 1)


def _table(rows: Iterable[Row]) -> list[str]:
    """Rows in two columns; a long left side pushes its own right side only."""
    lefts = [(visible("  " * (row.depth + 1) + row.left), visible(row.right)) for row in rows]
    width = min(max((cells(left) for left, _ in lefts), default=0), _WIDEST)
    return [(left + " " * max(0, width - cells(left)) + "  " + right).rstrip() for left, right in lefts]
