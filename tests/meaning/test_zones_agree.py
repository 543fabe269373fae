"""The zone in which facts and the moment of a check are written changes nothing; nor, where hours alone are counted,
does the zone of the rules.

The same instants are written on the clocks of Macau and on those of Lisbon, within days of a change of Lisbon's clocks.
Lisbon's offset is worked out here from the directive, so that the zones of the library are held against it as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings, strategies as st

from prazo.compiler.python.engine import module_of
from prazo.dsl.api import load_text
from prazo.dsl.core.nodes import Program
from prazo.dsl.facts.values import Moment
from prazo.dsl.report.document import to_json
from prazo.dsl.time.library import load_standard
from prazo.dsl.time.zones import Zone
from tests.conformance.runner import at_time
from tests.python_backend.engines import interpreted

MOST = settings().max_examples
EVENTS = ("found", "aware", "opened", "reported", "closed", "asked")
HEAD = """
instrument LAW "A law"
  jurisdiction {place}
  authority Office
  time counted by calendar_days
  version original from 1990-01-01
provision 1 "One"
party Office
party Firm
  found     event
  aware     event
  opened    event
  reported  event
  closed    event
  asked     event
"""
#: clocks of Lisbon are put forward and back at 01:00 UTC on 28 March and on 31 October 2021 (Directive 2000/84/EC)
FORWARD, BACK = datetime(2021, 3, 28, 1, tzinfo=UTC), datetime(2021, 10, 31, 1, tzinfo=UTC)
_DAYS = 4
#: facts by event; an instant is so many minutes from a change of clocks, None is never
Instants = Mapping[str, int | None]


# --- rules -----------------------------------------------------------------------------------------------------

_event = st.sampled_from(EVENTS)
_hours = st.integers(0, 80)
_days = st.integers(0, 3)


@st.composite
def limits(draw: st.DrawFn, in_days: bool) -> str:
    """A limit in hours or, with ``in_days``, perhaps in days."""
    units = ("hours", "days") if in_days else ("hours",)

    def one() -> str:
        unit = draw(st.sampled_from(units))
        return f"within {draw(_hours if unit == 'hours' else _days)} {unit} of {draw(_event)}"

    form = draw(st.sampled_from(("one", "one", "before", "later", "earlier", "practicable")))
    if form == "before":
        unit = draw(st.sampled_from(units))
        return f"no later than {draw(_hours if unit == 'hours' else _days)} {unit} before {draw(_event)}"
    if form == "later":
        return f"{one()}, or {one()}, whichever is later"
    if form == "earlier":
        return f"{one()}, and in any case {one()}"
    return one() if form == "one" else f"as soon as practicable, and in any case {one()}"


@st.composite
def programs(draw: st.DrawFn, in_days: bool) -> str:
    """One to three norms on a firm.

    Without ``in_days`` nothing in them asks for a day: neither a limit nor an exception, which is read on a day, nor
    what must come first, for which the same day will do.
    """
    blocks = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("obligation", "obligation", "prohibition")))
        head = f'{kind} n{number} "Norm"\n  cites 1\n  on Firm'
        if kind == "obligation":
            body = f"  must {draw(_event)} {draw(limits(in_days))}"
        elif in_days and draw(st.booleans()):
            body = f"  must not {draw(_event)} within {draw(_days)} days of {draw(_event)}"
        else:
            act, first = draw(st.permutations(EVENTS))[:2]
            body = f"  must not {act}" + (f" without {first}" if in_days else "")
        excused = f"\n  unless {draw(_event)}" if in_days and draw(st.integers(0, 2)) == 0 else ""
        blocks.append(f"{head}\n{body}{excused}")
    if draw(st.booleans()):
        blocks.append('consequence fine "Fine"\n  cites 1\n  on Firm\n  for any breach in LAW\n  ends when closed')
    return "\n\n".join(blocks)


# --- facts -----------------------------------------------------------------------------------------------------

instants = st.integers(-_DAYS * 1440, _DAYS * 1440)
facts = st.fixed_dictionaries({}, optional=dict.fromkeys(EVENTS, st.none() | instants))
checks = st.lists(st.tuples(st.sampled_from((FORWARD, BACK)), facts, instants), min_size=3, max_size=3)


def in_macau(time: datetime) -> str:
    """Macau is eight hours ahead all year."""
    return time.astimezone(timezone(timedelta(hours=8))).isoformat()


def in_lisbon(time: datetime) -> str:
    """Lisbon is on UTC in winter, and an hour ahead of it from the last Sunday of March to that of October."""
    return time.astimezone(timezone(timedelta(hours=1 if FORWARD <= time < BACK else 0))).isoformat()


def on_the_spot(zone: str) -> Callable[[datetime], str]:
    """On the clocks of the rules without an offset, but for an hour that is shown twice."""
    written = in_macau if zone == "Macau" else in_lisbon

    def told(time: datetime) -> str:
        twice = zone == "Portugal" and BACK - timedelta(hours=1) <= time < BACK + timedelta(hours=1)
        return written(time) if twice else written(time)[:-6]

    return told


def document(around: datetime, given: Instants, written: Callable[[datetime], str]) -> dict[str, Any]:
    told = {
        name: "never" if minute is None else written(around + timedelta(minutes=minute))
        for name, minute in given.items()
    }
    return {"party": "Firm", "id": "f", **told}


def both(rules: Program, checker: Any, document: Mapping[str, Any], on: str) -> list[str]:
    """The reports of both engines; the generated module is asked by a ``datetime`` with the offset that is written."""
    return [
        interpreted(rules, document, at_time(on, rules.zone)),
        to_json(checker.check(document, on=datetime.fromisoformat(on))),
    ]


@settings(max_examples=max(15, MOST // 5))
@given(programs(in_days=True), st.sampled_from(("Macau", "Portugal")), checks)
def test_the_zone_that_is_written_changes_no_report(
    norms: str, place: str, cases: Sequence[tuple[datetime, Instants, int]]
) -> None:
    rules = load_text(HEAD.format(place=place) + norms).program
    checker = module_of(rules, load_standard())
    for around, told, minute in cases:
        on = around + timedelta(minutes=minute)
        reports = [
            report
            for written in (in_macau, in_lisbon, on_the_spot(place))
            for report in both(rules, checker, document(around, told, written), written(on))
        ]
        assert len(set(reports)) == 1


def settled(report: str, zone: Zone) -> list[tuple[Any, ...]]:
    """What a report says: its moments as instants, its days as no more than days, for each place has its own."""

    def told(written: str | None) -> Any:
        time = None if written is None else at_time(written, zone)
        return time.instant if isinstance(time, Moment) else "a day" if time else None

    (subject,) = json.loads(report)["subjects"]
    verdicts = [
        (one["norm"], one["status"], one["possible"], one["needs"], one["reason"]["code"], one["marks"],
         *(told(one[key]) for key in ("trigger", "due", "since", "done", "cured")))
        for one in subject["verdicts"]
    ]  # fmt: skip
    effects = [(one["norm"], one["of"], one["holds"], one["needs"], told(one["since"])) for one in subject["effects"]]
    return [*verdicts, *effects]


@settings(max_examples=max(15, MOST // 5))
@given(programs(in_days=False), checks)
def test_hours_do_not_turn_on_the_clocks_of_the_rules(
    norms: str, cases: Sequence[tuple[datetime, Instants, int]]
) -> None:
    """The hours of Macau are as long as those of Lisbon, on the days on which clocks are changed too."""
    places = [load_text(HEAD.format(place=place) + norms).program for place in ("Macau", "Portugal")]
    checkers = [module_of(rules, load_standard()) for rules in places]
    for around, told, minute in cases:
        on = in_macau(around + timedelta(minutes=minute))
        found = [
            settled(report, rules.zone)
            for rules, checker in zip(places, checkers, strict=True)
            for report in both(rules, checker, document(around, told, in_macau), on)
        ]
        assert all(one == found[0] for one in found)
