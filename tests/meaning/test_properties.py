"""What must hold of every check, whatever the rules, the facts and the day: see `meaning.md`, section 2, 4 and 11."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

import attrs
import hypothesis.strategies as st
from hypothesis import assume, given

from prazo.dsl.api import load_text
from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, History, Items, Moment, Record, Series, Value
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup, walk
from prazo.dsl.meaning.table import POSSIBLE, B, C, N, P
from prazo.dsl.report.model import SubjectReport, Verdict
from prazo.dsl.time.library import load_standard
from tests.meaning.programs import AGENT, DAYS, EVENTS, KNOWN, QUARTERS, SALES, agents, days, programs, records

SETTLED = {N, C, B}
#: a norm and an item, whatever the reading
Key = tuple[str, str | None]


@lru_cache(maxsize=256)
def lookup(text: str) -> Lookup:
    return Lookup(load_text(text).program, load_standard())


def verdicts(report: SubjectReport) -> dict[Key, list[Verdict]]:
    """By norm and item; several where readings differ."""
    found: dict[Key, list[Verdict]] = {}
    for verdict in report.verdicts:
        found.setdefault((verdict.norm, verdict.item), []).append(verdict)
    return found


def possible(readings: Sequence[Verdict]) -> set[str]:
    """What verdicts leave open: pending may become anything but breached."""
    return set().union(*({P, C, N} if one.status == P else possible_after([one]) for one in readings))


def possible_after(readings: Sequence[Verdict]) -> set[str]:
    return set().union(*(one.possible or {one.status} for one in readings))


def needs(readings: Sequence[Verdict]) -> list[str]:
    return list(dict.fromkeys(need.path for one in readings for need in one.needs))


def with_fact(record: Record, name: str, value: Value) -> Record:
    return attrs.evolve(record, facts={**record.facts, name: value})


def sales_of(record: Record) -> Series:
    held = record.facts["sales"]
    assert isinstance(held, Series)
    return held


def unknown_paths(record: Record) -> list[str]:
    paths = [name for name in (*KNOWN, "agents") if name not in record.facts]
    paths += [f"sales[{key}]" for key in QUARTERS if sales_of(record).entries[key] is UNKNOWN]
    held = record.facts.get("agents")
    if isinstance(held, Items):
        paths += [f"agents[{item.id}].{name}" for item in held.items for name in AGENT if name not in item.facts]
        paths += [] if held.complete else ["agents"]
    return paths


def learn(record: Record, path: str, draw: st.DataObject) -> Record:
    """The record with one unknown fact known."""
    inside = re.fullmatch(r"agents\[(\w+)\]\.(\w+)", path)
    held = record.facts.get("agents")
    if inside is not None:
        assert isinstance(held, Items)
        value = draw.draw(AGENT[inside[2]], label=path)
        items = [with_fact(item, inside[2], value) if item.id == inside[1] else item for item in held.items]
        return with_fact(record, "agents", Items(tuple(items), held.complete))
    if path.startswith("sales["):
        return with_fact(
            record, "sales", Series({**sales_of(record).entries, path[6:-1]: draw.draw(SALES, label=path)})
        )
    if path == "agents":
        more = draw.draw(agents(known=True), label=path)
        if isinstance(held, Items):
            renamed = tuple(attrs.evolve(item, id=f"new{item.id}") for item in more.items)
            return with_fact(record, "agents", Items((*held.items, *renamed)))
        return with_fact(record, "agents", more)
    before = record.facts.get(path)
    if isinstance(before, ByDay):  # it is the day that was asked for, not whether it happened
        by = before.day
        return with_fact(record, path, draw.draw(days.filter(lambda one: one <= by), label=path))
    value = draw.draw(KNOWN[path], label=path)
    if isinstance(before, History):  # what was asked for is the time before its first entry
        return with_fact(record, path, History(((date(1900, 1, 1), value), *before.entries)))
    return with_fact(record, path, value)


@given(programs(), records(), days, st.data())
def test_learning_a_fact_only_removes_possibilities(text: str, record: Record, day: date, data: st.DataObject) -> None:
    paths = unknown_paths(record)
    assume(paths)
    path = data.draw(st.sampled_from(paths), label="learned")
    before = verdicts(check_subject(lookup(text), record, day))
    after = verdicts(check_subject(lookup(text), learn(record, path, data), day))
    for (norm, item), readings in after.items():
        # An item that nobody had told of stood for by the verdict without item.
        earlier = before.get((norm, item)) or before[norm, None]
        assert possible_after(readings) <= possible(earlier), (norm, path, earlier, readings)


@given(programs(norms=2), records(), days, st.data())
def test_supplying_all_needs_settles(text: str, record: Record, day: date, data: st.DataObject) -> None:
    for (norm, item), readings in verdicts(check_subject(lookup(text), record, day)).items():
        for verdict in readings:
            assert (verdict.status == "undetermined") == bool(verdict.needs), verdict
        known = record
        for path in needs(readings):
            assert path in unknown_paths(record) or isinstance(record.facts[path], ByDay | History)
            known = learn(known, path, data)
            for inner in [path for path in unknown_paths(known) if path.startswith("agents[new")]:
                known = learn(known, inner, data)
        after = verdicts(check_subject(lookup(text), known, day))
        if (norm, item) in after:  # else there were no items, and now there are
            assert {one.status for one in after[norm, item]} <= SETTLED | {P}, (readings, after)
        elif needs(readings):
            assert {"agents", "idle"} & set(needs(readings))
            of_spells = [one for (of, _), found in after.items() if of == norm for one in found]
            assert "agents" in needs(readings) or {one.status for one in of_spells} <= SETTLED | {P}


@given(programs(norms=2), records(), days, st.data())
def test_nothing_but_the_needs_matters(text: str, record: Record, day: date, data: st.DataObject) -> None:
    before = verdicts(check_subject(lookup(text), record, day))
    for key, readings in before.items():
        if all(verdict.status != "undetermined" for verdict in readings):
            continue
        needed = needs(readings)
        others = [path for path in unknown_paths(record) if path not in needed]
        if "agents" in needed:
            others = [path for path in others if not path.startswith("agents")]
        known = record
        for path in others:
            known = learn(known, path, data)
        after = verdicts(check_subject(lookup(text), known, day))[key]
        assert [(one.reading, one.status, one.possible, one.needs) for one in after] == [
            (one.reading, one.status, one.possible, one.needs) for one in readings
        ]


#: every value that a fact may have in a completion
DOMAINS: dict[str, Sequence[Any]] = {
    "seat": ("local", "foreign"),
    "line": ("general", "life"),
    "capital": tuple(KNOWN["capital"].elements),  # type: ignore[attr-defined]
    "big": (True, False),
    "old": (True, False),
    "granted": (True, False),
    **dict.fromkeys((*EVENTS, "linked"), (NEVER, *DAYS)),
}
MOST_COMPLETIONS = 400


def completions(record: Record, paths: Sequence[str]) -> list[Record]:
    """The record with the facts known in every way."""
    return [
        attrs.evolve(record, facts={**record.facts, **dict(zip(paths, values, strict=True))})
        for values in itertools.product(*(DOMAINS[path] for path in paths))
    ]


@given(programs(norms=2), records(histories=False), days)
def test_every_completion_was_thought_possible(text: str, record: Record, day: date) -> None:
    """Brute force: each way of completing the facts that matter gives one of the statuses that were possible."""
    for key, readings in verdicts(check_subject(lookup(text), record, day)).items():
        needed = needs(readings)
        if not needed or not DOMAINS.keys() >= set(needed) or any(path in record.facts for path in needed):
            continue  # `by` a day and lists: completing them is not free
        if len(list(itertools.product(*(DOMAINS[path] for path in needed)))) > MOST_COMPLETIONS:
            continue
        found = set()
        for known in completions(record, needed):
            after = verdicts(check_subject(lookup(text), known, day))[key]
            assert all(one.status != "undetermined" for one in after)
            found |= {one.status for one in after}
        assert found <= possible(readings)


@given(programs(norms=2), records(), days, st.data())
def test_what_is_settled_stays_whatever_is_learned(text: str, record: Record, day: date, data: st.DataObject) -> None:
    """All that is unknown made known at once: what was settled is as it was, the rest one of what was possible."""
    before = verdicts(check_subject(lookup(text), record, day))
    known = record
    while paths := unknown_paths(known):
        known = learn(known, paths[0], data)
    for (norm, item), readings in verdicts(check_subject(lookup(text), known, day)).items():
        earlier = before.get((norm, item)) or before[norm, None]
        assert possible_after(readings) <= possible(earlier)


def counted_back_from(program: core.Program) -> set[str]:
    back = core.BeforeEvent | core.UntilEvent | core.HoursBefore
    anchors = [node.anchor for node in walk(program.norms) if isinstance(node, back)]
    return {anchor.name for anchor in anchors if isinstance(anchor, core.Fact)}


@given(programs(), records(histories=False), days, st.sampled_from(EVENTS), st.integers(1, 400))
def test_a_plan_that_nothing_is_counted_back_from_changes_nothing(
    text: str, record: Record, day: date, event: str, later: int
) -> None:
    rules = lookup(text)
    assume(event not in counted_back_from(rules.program))
    never = check_subject(rules, with_fact(record, event, NEVER), day)
    planned = check_subject(rules, with_fact(record, event, day + timedelta(days=later)), day)
    assert planned == never


@given(programs(), records(), days, st.randoms(use_true_random=False))
def test_the_order_of_blocks_changes_nothing(text: str, record: Record, day: date, random: Random) -> None:
    blocks = text.strip().split("\n\n")
    random.shuffle(blocks)
    shuffled = lookup("\n\n".join(blocks) + "\n")
    assert check_subject(shuffled, record, day) == check_subject(lookup(text), record, day)


@given(programs(), days)
def test_at_most_one_version_is_in_force_and_there_is_no_gap(text: str, day: date) -> None:
    program = lookup(text).program
    versioned: list[tuple[core.Versioned[Any], ...]] = [norm.versions for norm in program.norms]
    versioned += [one.versions for one in program.definitions]
    versioned += [one.versions for one in program.consequences]
    for versions in versioned:
        for before, after in itertools.pairwise(versions):
            assert before.end == after.start
        assert sum((v.start or date.min) <= day < (v.end or date.max) for v in versions) <= 1


@given(programs(), records(), days)
def test_a_check_twice_is_the_same_check(text: str, record: Record, day: date) -> None:
    shuffled = attrs.evolve(record, facts=dict(reversed(list(record.facts.items()))))
    assert check_subject(lookup(text), record, day) == check_subject(lookup(text), shuffled, day)


def on_day(time: date | Moment) -> date:
    return time.day if isinstance(time, Moment) else time


@given(programs(), records(), days)
def test_the_report_keeps_its_shape(text: str, record: Record, day: date) -> None:
    report = check_subject(lookup(text), record, day)
    assert sum(report.counts.values()) == len(report.verdicts)
    for verdict in report.verdicts:
        assert (verdict.status == "undetermined") == (len(verdict.possible) > 1)
        assert verdict.status != "undetermined" or P not in verdict.possible or B in verdict.possible
        assert verdict.cured is None or (on_day(verdict.cured) <= day and verdict.status in (B, "undetermined"))
        assert verdict.since is None or (verdict.status == B and on_day(verdict.since) <= day)
        kind = lookup(text).norms[verdict.norm].kind
        assert {*verdict.possible, verdict.status} - {"undetermined"} <= set(POSSIBLE[kind])
        if verdict.status == P:
            assert verdict.due is None or on_day(verdict.due) >= day
    for effect in report.effects:
        for value in effect.values.values():
            assert value.low is None or value.high is None or value.low <= value.high
        assert effect.holds is not None or effect.needs
