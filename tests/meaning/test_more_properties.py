"""What must hold of every check, held of the forms of `more_programs`: see `meaning.md`, sections 2 and 11."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import hypothesis.strategies as st
from hypothesis import assume, given

from prazo.dsl.api import load_text
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.facts.read import structure
from prazo.dsl.facts.values import local_day
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.model import Verdict
from prazo.dsl.syntax.parser import parse
from prazo.dsl.syntax.printer import format_module
from prazo.dsl.time.library import load_standard
from tests.conformance.runner import at_time
from tests.meaning import more_programs as more
from tests.meaning.programs import DAYS
from tests.meaning.test_properties import possible, possible_after

Document = dict[str, Any]
#: a subject, a norm, its item and its period, whatever the reading
Key = tuple[str, str, str | None, str | None]


@lru_cache(maxsize=256)
def lookup(text: str) -> Lookup:
    return Lookup(load_text(text).program, load_standard())


def verdicts(text: str, document: Document, written: str) -> dict[Key, list[Verdict]]:
    """Of every subject; several of one key where readings differ."""
    rules = lookup(text)
    on = at_time(written, rules.program.zone)
    found: dict[Key, list[Verdict]] = {}
    for record in structure(rules.program, document, day=local_day(on)).subjects:
        for one in check_subject(rules, record, on).verdicts:
            found.setdefault((record.id, one.norm, one.item, one.period), []).append(one)
    return found


def stood_for(found: dict[Key, list[Verdict]], key: Key) -> list[Verdict]:
    """The verdict of a key, or the one that stood for it: without item, of the list alone, or without period."""
    subject, norm, item, period = key
    of_list = None if item is None else item.partition("[")[0]
    items, periods = (item, of_list, None), (period, None)
    return next(found[subject, norm, one, of] for one in items for of in periods if (subject, norm, one, of) in found)


# --- what is not known, and what may become known ------------------------------------------------------------------


#: the first day of a value that is known from the beginning
LONG_AGO = "1900-01-01"


class Place(NamedTuple):
    """Where a fact stands, or would: of what kind its bearer is, his facts, its name, and of which period it is."""

    of: str
    facts: Document
    name: str
    period: str | None = None

    @property
    def value(self) -> Any:
        held = self.facts.get(self.name)
        return held if self.period is None or held is None else held.get(self.period)

    @property
    def in_doubt(self) -> bool:
        """Not known, or not wholly: not to the day or the minute, not from the beginning, or a list that has more."""
        match self.value:
            case None | {"by": _} | {"complete": False}:
                return True
            case [{"from": first, "value": _}, *_]:
                return bool(first != LONG_AGO)
            case str(day):
                return self.name in more.TIMED and day != "never" and "T" not in day
        return False

    def become(self, value: Any) -> None:
        if self.period is None:
            self.facts[self.name] = value
        else:
            self.facts.setdefault(self.name, {})[self.period] = value

    @property
    def key(self) -> tuple[int, str, str | None]:
        return id(self.facts), self.name, self.period


def listed(value: Any) -> list[Document]:
    return value["items"] if isinstance(value, dict) else value or []


def place_of(document: Document, subject: str, path: str) -> Place:
    """Where the fact stands that a need names; references are followed."""
    by_id = {one["id"]: one for one in document["subjects"]}
    facts, of = by_id[subject], by_id[subject]["party"]
    *before, last = path.split(".")
    for part in before:
        name, _, id = part.rstrip("]").partition("[")
        if id:
            facts, of = next(one for one in listed(facts[name]) if one["id"] == id), more.LISTS[of][name]
        else:
            facts, of = by_id[facts[name]["ref"].partition("/")[2]], "Person"
    name, _, period = last.rstrip("]").partition("[")
    return Place(of, facts, name, period or None)


def places(of: str, facts: Document, named: frozenset[str]) -> Iterator[Place]:
    """Every fact of a bearer that a program names, and those of the items of his lists."""
    yield from (Place(of, facts, name) for name in more.KNOWN[of] if name in named)
    for name, (keys, _) in more.SERIES.get(of, {}).items():
        yield from (Place(of, facts, name, key) for key in keys if name in named)
    for name, record in more.LISTS.get(of, {}).items():
        if name in named:
            yield Place(of, facts, name)
            for item in listed(facts.get(name)):
                yield from places(record, item, named)


def in_doubt(document: Document, named: frozenset[str], kind: str | None = None) -> list[Place]:
    """All that is in doubt of what is named; ``kind``: of parties of this kind."""
    subjects = [one for one in document["subjects"] if kind in (None, one["party"])]
    return [place for one in subjects for place in places(one["party"], one, named) if place.in_doubt]


def learn(place: Place, named: frozenset[str], now: str, data: st.DataObject) -> None:
    """What is in doubt becomes known, as it may have been all along."""
    if not place.in_doubt:
        return  # two paths may lead to one fact
    value, timed = place.value, place.name in more.TIMED

    def past(last: str) -> list[str]:
        """Up to the end of a day; on the day of the check, up to its moment."""
        last = min(f"{last}T24:00", now) if now.startswith(last) and "T" in now else f"{last}T24:00"
        return [one for one in (more.MOMENTS if timed else DAY_TEXTS) if one <= last]

    if place.name in more.LISTS.get(place.of, {}):
        record = more.LISTS[place.of][place.name]
        others = data.draw(st.lists(more.known(record, named), max_size=2), label=place.name)
        found: Any = [*listed(value), *({"id": f"new{n}", **one} for n, one in enumerate(others))]
    elif isinstance(value, dict):
        found = data.draw(st.sampled_from(past(value["by"])), label=place.name)
    elif isinstance(value, str):
        found = data.draw(st.sampled_from([one for one in past(value) if one.startswith(value)]), label=place.name)
    else:
        values = more.KNOWN[place.of][place.name] if place.period is None else more.SERIES[place.of][place.name][1]
        found = data.draw(values, label=place.name)
        if isinstance(value, list):  # what was asked for is the time before its first entry
            found = [{"from": LONG_AGO, "value": found}, *value]
    place.become(found)


DAY_TEXTS = [day.isoformat() for day in DAYS]
REFERENCES = ("adviser", "person", "owner")


def learn_needs(
    document: Document, subject: str, needs: Sequence[str], named: frozenset[str], now: str, data: st.DataObject
) -> Document:
    """The document with all needs supplied: with a reference or an item comes all that is to be known of it."""
    known = copy.deepcopy(document)
    wanted = [place_of(known, subject, path) for path in needs]
    for place in wanted:
        learn(place, named, now, data)
    if any(place.name in (*REFERENCES, *more.LISTS["P"]) for place in wanted):
        for place in in_doubt(known, named, "Person"):
            learn(place, named, now, data)
    return known


# --- the properties ------------------------------------------------------------------------------------------------

CASES = more.programs().flatmap(lambda text: st.tuples(st.just(text), more.documents(text)))
CASES_OF_TWO = more.programs(norms=2).flatmap(lambda text: st.tuples(st.just(text), more.documents(text)))


@given(CASES, more.times, st.data())
def test_learning_a_fact_only_removes_possibilities(case: tuple[str, Document], now: str, data: st.DataObject) -> None:
    text, document = case
    named = more.names_in(text)
    known = copy.deepcopy(document)
    doubts = in_doubt(known, named - more.fixed_in(text))
    assume(doubts)
    before = verdicts(text, document, now)
    place = doubts[data.draw(st.integers(0, len(doubts) - 1), label="learned")]
    learn(place, named, now, data)
    for key, readings in verdicts(text, known, now).items():
        earlier = stood_for(before, key)
        assert possible_after(readings) <= possible(earlier), (key, place, earlier, readings)


@given(CASES_OF_TWO, more.times, st.data())
def test_supplying_all_needs_settles(case: tuple[str, Document], now: str, data: st.DataObject) -> None:
    text, document = case
    named = more.names_in(text)
    for key, readings in verdicts(text, document, now).items():
        for one in readings:
            assert (one.status == "undetermined") == bool(one.needs), one
        needed = list(dict.fromkeys(need.path for one in readings for need in one.needs))
        for path in needed:
            assert place_of(document, key[0], path).in_doubt, (path, readings)
        if needed:
            after = verdicts(text, learn_needs(document, key[0], needed, named, now, data), now)
            # what is not there any more was of no item, or of no period, and now there are some
            assert "undetermined" not in {one.status for one in after.get(key, ())}, (readings, after)


@given(CASES_OF_TWO, more.times, st.data())
def test_nothing_but_the_needs_matters(case: tuple[str, Document], now: str, data: st.DataObject) -> None:
    text, document = case
    named = more.names_in(text)
    for key, readings in verdicts(text, document, now).items():
        known = copy.deepcopy(document)
        needed = [place_of(known, key[0], need.path) for one in readings for need in one.needs]
        keys = {place.key for place in needed}
        lists = {place.name for place in needed} & more.LISTS["P"].keys()
        if len(keys) == len(lists):
            continue  # settled, or it stands for items that nobody told of
        inside = {id(item) for name in lists for item in listed(known["subjects"][0].get(name))}
        for place in in_doubt(known, named - more.fixed_in(text)):
            if place.key not in keys and id(place.facts) not in inside:
                learn(place, named, now, data)
        after = verdicts(text, known, now)[key]
        told = [[(one.reading, one.status, one.possible, one.needs) for one in found] for found in (readings, after)]
        assert told[0] == told[1]


def turned(node: Any) -> Any:
    """A document with the facts of each bearer in the other order."""
    if isinstance(node, dict):
        return {name: turned(value) for name, value in reversed(node.items())}
    return [turned(one) for one in node] if isinstance(node, list) else node


@given(CASES, more.times)
def test_a_check_twice_is_the_same_check(case: tuple[str, Document], now: str) -> None:
    text, document = case
    assert verdicts(text, document, now) == verdicts(text, turned(document), now)


@given(more.programs())
def test_what_is_printed_is_read_as_the_same_tree(text: str) -> None:
    tree, found = parse(Source("generated.prazo", text))
    assert found == ()
    printed = format_module(tree)
    again, found = parse(Source("printed.prazo", printed))
    assert found == ()
    assert again == tree
    assert format_module(again) == printed
