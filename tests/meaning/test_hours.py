"""Hours held against plain arithmetic on minutes: an oracle that knows nothing of deadlines, occurrences or zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from hypothesis import given, strategies as st

from prazo.compiler.python.engine import module_of
from prazo.dsl.api import load_text
from prazo.dsl.facts.read import structure
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.model import Verdict
from prazo.dsl.time.library import load_standard
from tests.conformance.runner import at_time
from tests.python_backend.engines import generated, interpreted

RULES = """
instrument LAW "A law"
  jurisdiction Portugal
  authority A
  time counted by calendar_days
  version original from 1990-01-01
party A
party P
  detected  event
  aware     event
  reported  event
obligation plain "Report"
  cites 1
  on P
  must reported
  within 72 hours of detected
obligation later "Report"
  cites 1
  on P
  must reported
  within 10 hours of detected, or within 30 hours of aware, whichever is later
obligation earlier "Report"
  cites 1
  on P
  must reported
  within 10 hours of detected, and in any case within 30 hours of aware
"""
START = datetime(2021, 3, 26)  # two days before the clocks of Lisbon are put forward
minutes = st.integers(0, 6 * 24 * 60)
LATE = {"plain": "plain", "later": "later", "earlier": "earlier"}


@cache
def lookup() -> Lookup:
    return Lookup(load_text(RULES).program, load_standard())


@cache
def checker():  # type: ignore[no-untyped-def]
    return module_of(lookup().program, load_standard())


def written(minute: int | None) -> str:
    """A moment so many minutes after the start, in UTC."""
    return "never" if minute is None else f"{(START + timedelta(minutes=minute)).isoformat()}Z"


def judged(facts: dict[str, str], on: str) -> dict[str, Verdict]:
    time = at_time(on, lookup().program.zone)
    document = {"party": "P", "id": "p", **facts}
    assert generated(checker(), document, time) == interpreted(lookup().program, document, time)
    (record,) = structure(lookup().program, document).subjects
    return {one.norm.partition("/")[2]: one for one in check_subject(lookup(), record, time).verdicts}


def expected(due: int | None, reported: int | None, now: int) -> str:
    """What a duty due at a minute comes to; None: it has not been triggered."""
    done = reported if reported is not None and reported <= now else None
    if due is None:
        return "not_applicable"
    if done is not None and done <= due:
        return "compliant"
    return "pending" if now <= due else "breached"


@given(st.none() | minutes, st.none() | minutes, st.none() | minutes, minutes)
def test_moments(detected: int | None, aware: int | None, reported: int | None, now: int) -> None:
    one = None if detected is None or detected > now else detected
    two = None if aware is None or aware > now else aware
    ends = [end for end in (None if one is None else one + 600, None if two is None else two + 1800) if end is not None]
    facts = {"detected": written(detected), "aware": written(aware), "reported": written(reported)}
    found = judged(facts, written(now))
    due = {
        "plain": None if one is None else one + 72 * 60,
        "later": max(ends) if len(ends) == 2 else None,
        "earlier": min(ends, default=None),
    }
    for norm, end in due.items():
        verdict = found[norm]
        assert verdict.status == expected(end, reported, now)
        assert verdict.needs == ()
        if end is not None:
            local = (START + timedelta(minutes=end)).replace(tzinfo=UTC)
            assert verdict.due == at_time(local.isoformat().replace("+00:00", "Z"), lookup().program.zone)


@given(st.integers(0, 3), minutes, minutes)
def test_a_day_stands_for_every_moment_of_it(day: int, reported: int, now: int) -> None:
    """In Lisbon's winter a day is that of UTC; on the days that are drawn it is, up to the change of clocks."""
    day = min(day, 1)
    first, last = day * 1440, min(day * 1440 + 1439, now)
    found = judged(
        {"detected": (START + timedelta(days=day)).date().isoformat(), "aware": "never", "reported": written(reported)},
        written(now),
    )["plain"]
    if first > now:
        assert found.status == "not_applicable"
        return
    statuses = {expected(start + 72 * 60, reported, now) for start in range(first, last + 1)}
    if found.status == "undetermined":
        # A day has seconds, of which the minutes are a part.
        assert statuses <= set(found.possible)
        assert [need.path for need in found.needs] == ["detected"]
    elif found.status == "pending":
        assert "breached" not in statuses
    else:
        assert statuses == {found.status}
