"""States, waits and limits of the interpreter held against a simulation that walks the days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import hypothesis.strategies as st
from hypothesis import given

from prazo.dsl.api import load_text
from prazo.dsl.facts.values import NEVER, ByDay, Events, Items, Record, Series, Special, Spells as Given, Value
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.model import Verdict
from prazo.dsl.time.library import load_standard
from tests.meaning import day_by_day as simulated

RULES = """
instrument LAW "Law"
  authority Regulator
  time counted by calendar_days
  version first from 2000-01-01

provision 1 "Duties"

party Regulator "regulator"

party P "person"
  idle     state
  sell     event
  approve  event
  notify   event
  tell     event
  buy      event
  big      yes or no
  checked  list of event
  report   event each year
  deals    list of Deal

record Deal
  signed  event
  told    event

prohibition during "During"
  cites 1
  on P
  must not sell while idle

prohibition approved "Approved"
  cites 1
  on P
  must not sell without approve while idle

prohibition outside "Outside"
  cites 1
  on P
  must not sell
  while not idle

prohibition wait "Wait"
  cites 1
  on P
  must not sell until 5 days after notify have ended

obligation owed "Owed"
  cites 1
  on P
  must sell within 5 days of notify

obligation begun "Begun"
  cites 1
  on P
  must sell within 5 days of the beginning of idle

obligation ended "Ended"
  cites 1
  on P
  must sell within 5 days of the end of idle

prohibition wait_begun "Wait for the beginning"
  cites 1
  on P
  must not sell until 5 days after the beginning of idle have ended

prohibition wait_ended "Wait for the end"
  cites 1
  on P
  must not sell until 5 days after the end of idle have ended

prohibition each_during "Of items"
  cites 1
  on P about each Deal in deals
  must not signed while idle

obligation each_owed "Of items"
  cites 1
  on P about each Deal in deals
  must told within 5 days of signed

prohibition soon_after "Soon after"
  cites 1
  on P
  must not sell within 5 days of notify

prohibition shortly_before "Shortly before"
  cites 1
  on P
  must not sell at least 5 days before notify

obligation stopped "Stopped"
  cites 1
  on P
  must tell within 5 days of notify
  suspended while idle

obligation bought "Bought"
  cites 1
  on P
  must buy within 5 days of notify

obligation linked "Linked"
  cites 1
  on P
  must tell within 4 days of buy, or of the day it was due if not done

obligation repeated "Repeated"
  cites 1
  on P
  since notify
  must checked at least every 5 days

obligation yearly "In a window"
  cites 1
  on P
  since approve
  each year
  must report between 10 January and 20 January

requirement ready "Ready"
  cites 1
  on P
  at notify
  big

requirement kept "Kept"
  cites 1
  on P
  big
  while idle
"""
WORLD = [simulated.FIRST + timedelta(days=n) for n in range(30)]
days = st.sampled_from(WORLD)
events = st.none() | days


@st.composite
def spells(draw: st.DrawFn) -> tuple[tuple[date, date | None], ...]:
    ends = sorted(draw(st.lists(days, max_size=5, unique=True)))
    return tuple(zip(ends[::2], [*ends[1::2], None], strict=False))


@cache
def lookup() -> Lookup:
    return Lookup(load_text(RULES).program, load_standard())


def event(day: date | None) -> date | Special:
    return NEVER if day is None else day


def verdicts(facts: dict[str, Value], today: date) -> dict[str, Verdict]:
    """What is said of each norm, by its name."""
    report = check_subject(lookup(), Record("P", "p", facts), today)
    return {one.norm.rpartition("/")[2]: one for one in report.verdicts}


@given(spells(), events, events, events, st.booleans(), days)
def test_every_status_is_that_of_the_days(
    idle: tuple[tuple[date, date | None], ...],
    sell: date | None,
    approve: date | None,
    notify: date | None,
    big: bool,
    today: date,
) -> None:
    facts: dict[str, Value] = {
        "idle": Given(idle) if idle else NEVER,
        "sell": event(sell),
        "approve": event(approve),
        "notify": event(notify),
        "big": big,
    }
    found = verdicts(facts, today)
    assert found["during"].status == simulated.forbidden_while(sell, idle, today, None)
    assert found["approved"].status == simulated.forbidden_while(sell, idle, today, approve)
    assert found["outside"].status == simulated.forbidden_outside(sell, idle, today)
    assert found["wait"].status == simulated.too_early(sell, notify, 5, today)
    assert found["kept"].status == simulated.required_while(big, idle, today)
    assert (found["owed"].status, found["owed"].since) == simulated.owed_within(sell, notify, 5, today)


@given(spells(), events, events, events, st.booleans(), days)
def test_every_time_is_that_of_the_days(
    idle: tuple[tuple[date, date | None], ...],
    sell: date | None,
    tell: date | None,
    notify: date | None,
    big: bool,
    today: date,
) -> None:
    facts: dict[str, Value] = {
        "idle": Given(idle) if idle else NEVER,
        "sell": event(sell),
        "buy": event(sell),
        "tell": event(tell),
        "notify": event(notify),
        "big": big,
    }
    found = verdicts(facts, today)
    assert found["soon_after"].status == simulated.forbidden_within(sell, notify, 5, today)
    assert found["shortly_before"].status == simulated.forbidden_before(sell, notify, 5, today)
    assert found["ready"].status == simulated.required_at(big, notify, today)
    linked = found["linked"].status, found["linked"].since
    assert linked == simulated.owed_after(tell, sell, notify, (5, 4), today)
    assert found["stopped"].status == simulated.owed_and_stopped(tell, notify, idle, 5, today)


@given(st.lists(days, max_size=4, unique=True), events, events, days)
def test_every_recurring_duty_is_that_of_the_days(
    checked: list[date], notify: date | None, sent: date | None, today: date
) -> None:
    facts: dict[str, Value] = {
        "checked": Events(tuple(sorted(checked))),
        "notify": event(notify),
        "approve": simulated.FIRST,
        "report": Series({"2021": event(sent)}),
    }
    found = verdicts(facts, today)
    assert (found["repeated"].status, found["repeated"].since) == simulated.owed_again(checked, notify, 5, today)
    window = date(2021, 1, 10), date(2021, 1, 20)
    assert (found["yearly"].status, found["yearly"].since) == simulated.owed_in_window(sent, *window, today)


@given(spells(), events, days)
def test_each_spell_has_the_status_of_its_days(
    idle: tuple[tuple[date, date | None], ...], sell: date | None, today: date
) -> None:
    facts: dict[str, Value] = {"idle": Given(idle) if idle else NEVER, "sell": event(sell), "deals": Items(())}
    report = check_subject(lookup(), Record("P", "p", facts), today)
    for name, end in (("begun", False), ("ended", True)):
        found = [
            (None if one.item is None else date.fromisoformat(one.item), one.status, one.since)
            for one in report.verdicts
            if one.norm == f"LAW/{name}"
        ]
        assert found == simulated.owed_each(sell, idle, 5, today, end)
    for name, end in (("wait_begun", False), ("wait_ended", True)):
        (only,) = (one for one in report.verdicts if one.norm == f"LAW/{name}")
        assert only.status == simulated.too_early_after_state(sell, idle, 5, today, end)


@given(days, events, days)
def test_an_act_done_by_a_day_is_done_on_any_day_up_to_it(last: date, notify: date | None, today: date) -> None:
    facts: dict[str, Value] = {"sell": ByDay(min(last, today)), "notify": event(notify)}
    report = check_subject(lookup(), Record("P", "p", facts), today)
    (owed,) = (one for one in report.verdicts if one.norm == "LAW/owed")
    assert set(owed.possible or [owed.status]) == simulated.owed_by(min(last, today), notify, 5, today)


@given(st.lists(st.tuples(events, events), max_size=3), spells(), days)
def test_each_item_has_the_status_of_its_days(
    deals: list[tuple[date | None, date | None]], idle: tuple[tuple[date, date | None], ...], today: date
) -> None:
    items = [
        Record("Deal", str(n), {"signed": event(signed), "told": event(told)}) for n, (signed, told) in enumerate(deals)
    ]
    facts: dict[str, Value] = {"idle": Given(idle) if idle else NEVER, "deals": Items(tuple(items))}
    report = check_subject(lookup(), Record("P", "p", facts), today)
    for name in ("each_during", "each_owed"):
        found = {one.item: one.status for one in report.verdicts if one.norm == f"LAW/{name}"}
        expected = {
            str(n): simulated.forbidden_while(signed, idle, today)
            if name == "each_during"
            else simulated.owed_within(told, signed, 5, today)[0]
            for n, (signed, told) in enumerate(deals)
        }
        none: dict[str | None, str] = {None: "not_applicable"}
        assert found == (expected or none)
