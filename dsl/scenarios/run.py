"""Runs scenarios: what was expected beside what came out, as data and as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Protocol

import attrs

from prazo.dsl.diagnostics.codes import diagnostic, sentence
from prazo.dsl.diagnostics.model import Diagnostic, Place
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.values import Moment, Record, local_day
from prazo.dsl.report.format_values import figure_text
from prazo.dsl.report.model import Effect, Figure, SubjectReport, Verdict
from prazo.dsl.scenarios.model import Expected, Scenario


class Judge(Protocol):
    """Who judges the records of a scenario: an interpreter, or anything that gives its reports."""

    def check(self, subject: Record, day: date | Moment, targets: frozenset[str]) -> SubjectReport:
        """Verdicts and effects of a subject at the end of ``day``, with every reading.

        ``targets``: norms and consequences; nothing else need be judged than these and what they turn on.
        """

    def defined(
        self,
        records: tuple[Record, ...],
        steps: tuple[tuple[str, int], ...],
        name: str,
        day: date | Moment,
        reading: str | None,
    ) -> Figure | bool | None:
        """The definition ``name`` of the last of ``records``: an interval, or whether it holds (None: not known).

        ``records``: a subject and the items on the way, each the item at the place of ``steps`` in the one before.
        """


@attrs.frozen(slots=True)
class Failure:
    """One thing that did not come out.  ``what`` is named as in a sentence: ``the due day of pay_up``."""

    scenario: str
    day: date | Moment
    what: str
    expected: str
    found: str
    place: Place = attrs.field(eq=False, repr=False)

    @property
    def text(self) -> str:
        """``the due day of pay_up is 2021-07-03, and 2021-07-04 was expected``."""
        return sentence("P0705", name=self.what, found=self.found, expected=self.expected)

    @property
    def diagnostic(self) -> Diagnostic:
        return diagnostic("P0705", self.place, name=self.what, found=self.found, expected=self.expected)


@attrs.frozen(slots=True)
class Outcome:
    """A scenario that was run: how many expectations it has, and those that failed."""

    scenario: Scenario
    expectations: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def run_scenarios(scenarios: Iterable[Scenario], judge: Judge) -> tuple[Outcome, ...]:
    """The outcome of each scenario, in their order."""
    return tuple(run_scenario(scenario, judge) for scenario in scenarios)


def run_scenario(scenario: Scenario, judge: Judge) -> Outcome:
    """Judges every subject on every day and compares all expectations."""
    failures: list[Failure] = []
    count = 0
    for check in scenario.checks:
        known = tuple(known_on(record, local_day(check.day)) for record in scenario.records)
        targets: dict[int, set[str]] = {}
        for one in check.expected:
            targets.setdefault(one.where.subject, set()).add(one.target)
        reports: dict[int, SubjectReport] = {}
        for one in check.expected:
            count += 1
            number = one.where.subject
            if one.kind in _DEFINED:
                found = judge.defined(one.where.records(known), one.where.steps, one.target, check.day, one.reading)
                differences = _of_definition(one, found)
            else:
                if number not in reports:
                    reports[number] = judge.check(known[number], check.day, frozenset(targets[number]))
                differences = _of_report(one, reports[number])
            failures += [Failure(scenario.title, check.day, *difference, one.place) for difference in differences]
    return Outcome(scenario, count, tuple(failures))


_DEFINED = frozenset({"figure", "condition"})
_Difference = tuple[str, str, str]  # what is named, what was expected of it, what was found


def _of_report(one: Expected, report: SubjectReport) -> Iterator[_Difference]:
    if one.kind == "norm":
        yield from _of_norm(one, [verdict for verdict in report.verdicts if verdict.norm == one.target])
    else:
        yield from _of_effect(one, [effect for effect in report.effects if effect.norm == one.target])


# --- norms -----------------------------------------------------------------------------------------------------


def _of_norm(one: Expected, verdicts: list[Verdict]) -> Iterator[_Difference]:
    of_period = [verdict for verdict in verdicts if verdict.period == one.period]
    if one.period is None and not of_period and len({verdict.period for verdict in verdicts}) == 1:
        of_period = verdicts  # the only period need not be named
    mine = [verdict for verdict in of_period if verdict.item == one.item]
    if one.item is None and not mine and len({verdict.item for verdict in of_period}) == 1:
        mine = of_period  # the only item need not be named
    if one.reading is not None:
        mine = [verdict for verdict in mine if verdict.reading is None or one.reading in verdict.reading.split("+")]
    elif any(verdict.reading is not None for verdict in mine):
        said = ", ".join(f"{_status(verdict.status)} under {verdict.reading}" for verdict in mine)
        yield one.name, _status(one.status or ""), said
        return
    if not mine:
        names = {one.item for one in of_period} if of_period else {one.period for one in verdicts}
        ids = ", ".join(sorted(name or "" for name in names))
        yield one.name, _status(one.status or ""), f"judged for each of {ids}" if ids else "not judged"
    for verdict in mine:
        yield from _of_verdict(one, verdict)


def _of_verdict(one: Expected, verdict: Verdict) -> Iterator[_Difference]:
    name = one.name + "".join(f" for {part}" for part in (one.period, one.item) if part is not None)
    if one.status != verdict.status:
        yield name, _status(one.status or ""), _status(verdict.status)
    days = (
        (f"the due day of {name}", one.due, verdict.due),
        (f"the first day of the breach of {name}", one.since, verdict.since),
        (f"the day on which {name} was done", one.done, verdict.done),
        (f"the day on which {name} was cured", one.cured, verdict.cured),
    )
    for what, expected, found in days:
        if expected is not None and expected != found:
            yield what, expected.isoformat(), "not given" if found is None else found.isoformat()
    needs = tuple(need.path for need in verdict.needs)
    if one.needs is not None and one.needs != needs:
        yield f"what {name} needs", ", ".join(one.needs), ", ".join(needs) or "nothing"
    if one.possible is not None and one.possible != frozenset(verdict.possible):
        yield f"what {name} can be", _statuses(one.possible), _statuses(verdict.possible)
    if one.reason is not None and one.reason != verdict.reason.code:
        yield f"the reason of {name}", one.reason, verdict.reason.code
    lacks = verdict.reason.args.get("missing", ())
    missing = lacks if isinstance(lacks, tuple) else ()
    if one.missing is not None and one.missing != missing:
        yield f"what {name} lacks", ", ".join(one.missing), ", ".join(missing) or "nothing"


def _status(status: str) -> str:
    return status.replace("_", " ")


def _statuses(statuses: Iterable[str]) -> str:
    return " or ".join(_status(status) for status in sorted(statuses)) or "settled"


# --- definitions and effects -----------------------------------------------------------------------------------


def _of_definition(one: Expected, found: Figure | bool | None) -> Iterator[_Difference]:
    if isinstance(found, Figure):
        yield from _of_figure(one, found.low, found.high)
    elif one.holds != _holds(found):
        yield one.name, _HOLDS[one.holds or "unknown"], _HOLDS[_holds(found)]


def _of_figure(one: Expected, low: Fraction | None, high: Fraction | None) -> Iterator[_Difference]:
    known = low is not None and low == high
    if (one.unknown and not known) or (not one.unknown and (low, high) == (one.low, one.high)):
        return
    expected = "unknown" if one.unknown else _interval(one.low, one.high, one.unit)
    yield one.name, expected, _interval(low, high, one.unit)


def _of_effect(one: Expected, effects: list[Effect]) -> Iterator[_Difference]:
    """All effects that hold must be as expected; where none holds, all."""
    effects = [effect for effect in effects if one.period in (None, effect.period)]
    mine = [effect for effect in effects if one.item is None or one.item in (effect.item, _bare(effect.of))]
    if one.reading is not None:
        mine = [effect for effect in mine if effect.reading is None or one.reading in effect.reading.split("+")]
    if one.holds is not None:
        found = {_holds(effect.holds) for effect in mine} or {"no"}
        overall = "yes" if "yes" in found else "unknown" if "unknown" in found else "no"
        if overall != one.holds:
            yield one.name, _HOLDS[one.holds], _HOLDS[overall]
        return
    holding = [effect for effect in mine if effect.holds] or [effect for effect in mine if effect.holds is None]
    if not holding:
        yield one.name, "unknown" if one.unknown else _interval(one.low, one.high, one.unit), _HOLDS["no"]
    for effect in holding:
        lower, upper = effect.values.get("lower"), effect.values.get("upper")
        low = None if lower is None or lower.low != lower.high else lower.low
        high = None if upper is None or upper.low != upper.high else upper.high
        known = low is not None and high is not None
        if known if one.unknown else (low, high) != (one.low, one.high):
            expected = "unknown" if one.unknown else _interval(one.low, one.high, one.unit)
            yield one.name, expected, _interval(low, high, one.unit)


_HOLDS = {"yes": "true", "no": "not true", "unknown": "not known"}


def _holds(value: bool | None) -> str:
    return "unknown" if value is None else "yes" if value else "no"


def _bare(norm: str | None) -> str | None:
    return None if norm is None else norm.rpartition("/")[2].partition("@")[0]


def _interval(low: Fraction | None, high: Fraction | None, unit: str) -> str:
    """``MOP 25000000``, ``from MOP 20000 to MOP 5000000``, ``at least 0``, ``unknown``."""
    lower = None if low is None else figure_text(low, unit, decimals)
    upper = None if high is None else figure_text(high, unit, decimals)
    if lower is None:
        return "unknown" if upper is None else f"at most {upper}"
    if upper is None:
        return f"at least {lower}"
    return lower if lower == upper else f"from {lower} to {upper}"
