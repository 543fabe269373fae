"""What must hold of every check, whatever the rules, the facts and the day: see `meaning.md`, section 2, 4 and 11."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from functools import lru_cache
from random import Random

import attrs
import hypothesis.strategies as st
from hypothesis import assume, given

from prazo.dsl.api import load_text
from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import NEVER, ByDay, History, Items, Record
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup, walk
from prazo.dsl.meaning.table import B, C, N, P
from prazo.dsl.report.model import SubjectReport, Verdict
from prazo.dsl.time.library import load_standard
from tests.meaning.programs import _AGENT, DAYS, EVENTS, KNOWN, agents, days, programs, records

SETTLED = {N, C, B}


@lru_cache(maxsize=256)
def lookup(text: str) -> Lookup:
    return Lookup(load_text(text).program, load_standard())


def verdicts(report: SubjectReport) -> dict[str, Verdict]:
    return {verdict.norm: verdict for verdict in report.verdicts}


def possible(verdict: Verdict) -> set[str]:
    """What a verdict leaves open: pending may become anything but breached."""
    if verdict.possible:
        return set(verdict.possible)
    return {P, C, N} if verdict.status == P else {verdict.status}


def possible_after(verdict: Verdict) -> set[str]:
    return set(verdict.possible) if verdict.possible else {verdict.status}


def with_fact(record: Record, name: str, value: object) -> Record:
    return attrs.evolve(record, facts={**record.facts, name: value})


def unknown_paths(record: Record) -> list[str]:
    paths = [name for name in (*KNOWN, "agents") if name not in record.facts]
    held = record.facts.get("agents")
    if isinstance(held, Items):
        paths += [f"agents[{item.id}].{name}" for item in held.items for name in _AGENT if name not in item.facts]
        paths += [] if held.complete else ["agents"]
    return paths


def learn(record: Record, path: str, draw: st.DataObject) -> Record:
    """The record with one unknown fact known."""
    inside = re.fullmatch(r"agents\[(\w+)\]\.(\w+)", path)
    held = record.facts.get("agents")
    if inside is not None:
        assert isinstance(held, Items)
        value = draw.draw(_AGENT[inside[2]], label=path)
        items = [with_fact(item, inside[2], value) if item.id == inside[1] else item for item in held.items]
        return with_fact(record, "agents", Items(tuple(items), held.complete))
    if path == "agents":
        more = draw.draw(agents(known=True), label=path)
        if isinstance(held, Items):
            renamed = tuple(attrs.evolve(item, id=f"new{item.id}") for item in more.items)
            return with_fact(record, "agents", Items((*held.items, *renamed)))
        return with_fact(record, "agents", more)
    value = draw.draw(KNOWN[path], label=path)
    before = record.facts.get(path)
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
    for norm, verdict in after.items():
        assert possible_after(verdict) <= possible(before[norm]), (norm, path, before[norm], verdict)


@given(programs(norms=2), records(), days, st.data())
def test_supplying_all_needs_settles(text: str, record: Record, day: date, data: st.DataObject) -> None:
    for norm, verdict in verdicts(check_subject(lookup(text), record, day)).items():
        if verdict.status != "undetermined":
            assert verdict.needs == ()
            continue
        assert verdict.needs, verdict
        known = record
        for need in verdict.needs:
            assert need.path in unknown_paths(record) or isinstance(record.facts[need.path], ByDay | History)
            known = learn(known, need.path, data)
            for inner in [path for path in unknown_paths(known) if path.startswith("agents[new")]:
                known = learn(known, inner, data)
        after = verdicts(check_subject(lookup(text), known, day))[norm]
        assert after.status in SETTLED | {P}, (verdict, after)


@given(programs(norms=2), records(), days, st.data())
def test_nothing_but_the_needs_matters(text: str, record: Record, day: date, data: st.DataObject) -> None:
    before = verdicts(check_subject(lookup(text), record, day))
    for norm, verdict in before.items():
        if verdict.status != "undetermined":
            continue
        needed = {need.path for need in verdict.needs}
        others = [path for path in unknown_paths(record) if path not in needed]
        if "agents" in needed:
            others = [path for path in others if not path.startswith("agents")]
        known = record
        for path in others:
            known = learn(known, path, data)
        after = verdicts(check_subject(lookup(text), known, day))[norm]
        assert (after.status, after.possible, after.needs) == (verdict.status, verdict.possible, verdict.needs)


@given(programs(norms=1), records(histories=False), days)
def test_every_completion_was_thought_possible(text: str, record: Record, day: date) -> None:
    """Brute force: each way of completing the facts that matter gives one of the statuses that were possible."""
    (verdict,) = check_subject(lookup(text), record, day).verdicts
    needed = [need.path for need in verdict.needs]
    assume(verdict.status == "undetermined" and "agents" not in needed and len(needed) <= 3)
    assume(not any(path in record.facts for path in needed))  # `by` a day: completing it is not free
    domains = {
        "seat": ("local", "foreign"),
        "line": ("general", "life"),
        "capital": tuple(KNOWN["capital"].elements),  # type: ignore[attr-defined]
        "big": (True, False),
        "old": (True, False),
        "granted": (True, False),
        **dict.fromkeys(EVENTS, (NEVER, *DAYS)),
    }
    assume(all(path in domains for path in needed))
    found = set()
    for values in itertools.product(*(domains[path] for path in needed)):
        known = attrs.evolve(record, facts={**record.facts, **dict(zip(needed, values, strict=True))})
        (after,) = check_subject(lookup(text), known, day).verdicts
        assert after.status != "undetermined"
        found.add(after.status)
    assert found <= set(verdict.possible)


def counted_back_from(program: core.Program) -> set[str]:
    limits = [node for node in walk(program.norms) if isinstance(node, core.BeforeEvent | core.UntilEvent)]
    return {limit.anchor.name for limit in limits}


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
    for one in (*program.norms, *program.definitions, *program.consequences):
        for before, after in itertools.pairwise(one.versions):
            assert before.end == after.start
        assert sum((v.start or date.min) <= day < (v.end or date.max) for v in one.versions) <= 1


@given(programs(), records(), days)
def test_a_check_twice_is_the_same_check(text: str, record: Record, day: date) -> None:
    shuffled = attrs.evolve(record, facts=dict(reversed(record.facts.items())))
    assert check_subject(lookup(text), record, day) == check_subject(lookup(text), shuffled, day)


@given(programs(), records(), days)
def test_the_report_keeps_its_shape(text: str, record: Record, day: date) -> None:
    report = check_subject(lookup(text), record, day)
    assert sum(report.counts.values()) == len(report.verdicts)
    for verdict in report.verdicts:
        assert (verdict.status == "undetermined") == (len(verdict.possible) > 1)
        assert verdict.status != "undetermined" or P not in verdict.possible or B in verdict.possible
        assert verdict.cured is None or (verdict.cured <= day and verdict.status in (B, "undetermined"))
        assert verdict.since is None or (verdict.status == B and verdict.since <= day)
    for effect in report.effects:
        low, high = effect.values["lower"].low, effect.values["lower"].high
        assert low is None or high is None or low <= high
        assert effect.holds is True or effect.needs
