"""The core as columns: the same program comes back, and nothing else is read."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from prazo.dsl.core import nodes
from prazo.dsl.core.codec import CacheError, decode, encode
from prazo.dsl.core.print import print_program
from tests.core.samples import program


def through_json(one: nodes.Program) -> nodes.Program:
    return decode(json.loads(json.dumps(encode(one))))


@pytest.mark.parametrize("size", [0, 1, 5])
def test_a_program_comes_back_with_its_places(size: int) -> None:
    one = program(size)
    again = through_json(one)
    assert again == one
    assert print_program(again) == print_program(one)  # places are left out of equality, not of the text
    assert encode(again) == encode(one)


def test_clauses_that_differ_in_their_place_alone_stay_apart() -> None:
    one = program(1)
    first = one.norms[0]
    moved = attrs.evolve(first, place=nodes.Place("elsewhere", 99))
    again = through_json(attrs.evolve(one, norms=(first, moved)))
    assert again.norms[0] == again.norms[1]
    assert [norm.place.line for norm in again.norms] == [first.place.line, 99]


def test_equal_values_are_written_once() -> None:
    size = len(json.dumps(encode(program(1))))
    twice = attrs.evolve(program(1), norms=program(1).norms * 2)
    assert len(json.dumps(encode(twice))) < size + 40


words = st.text(max_size=5)
facts = st.builds(nodes.Fact, st.integers(0, 2), words)
figures: st.SearchStrategy[nodes.Figure] = st.recursive(
    st.one_of(
        st.builds(nodes.Literal, st.fractions(), words),
        st.builds(nodes.FigureFact, facts, words),
        st.builds(nodes.SoFar, words),
    ),
    lambda inner: st.one_of(
        st.builds(nodes.Sum, inner, inner, st.booleans(), words),
        st.builds(nodes.Quotient, inner, inner, inner, words),
        st.builds(
            nodes.Total,
            facts,
            inner,
            st.none() | st.deferred(lambda: conditions),
            st.none() | st.fractions(),
            st.none(),
            words,
        ),
    ),
    max_leaves=4,
)
durations = st.lists(st.tuples(st.integers(0, 99), st.sampled_from(["day", "working day", "month"])), max_size=2)
days = st.one_of(st.builds(nodes.DayFact, facts), st.builds(nodes.DayLiteral, st.dates()), st.just(nodes.JudgedDay()))
conditions: st.SearchStrategy[nodes.Condition] = st.recursive(
    st.one_of(
        st.builds(nodes.Always, st.booleans()),
        st.builds(nodes.ChoiceIs, facts, st.lists(words, max_size=3).map(tuple)),
        st.builds(nodes.Reaches, days, durations.map(tuple), days, st.booleans()),
        st.builds(nodes.Within, st.deferred(lambda: figures), st.none(), st.booleans(), st.fractions(), st.booleans()),
    ),
    lambda inner: st.one_of(
        st.builds(nodes.Not, inner), st.lists(inner, max_size=3).map(lambda parts: nodes.And(tuple(parts)))
    ),
    max_leaves=4,
)


@given(conditions, figures)
def test_every_shape_comes_back(condition: nodes.Condition, figure: nodes.Figure) -> None:
    one = program(1)
    definition = one.definitions[0]
    [version] = definition.versions
    body = nodes.FigureBody(condition, (nodes.Case(figure, condition, nodes.Place("m", 1)),), ())
    version = attrs.evolve(version, bodies=((None, body),))
    one = attrs.evolve(one, definitions=(attrs.evolve(definition, versions=(version,)),))
    assert through_json(one) == one


Spoil = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("schema"),
        lambda data: data.update(schema="prazo-core/2"),
        lambda data: data.update(more=1),
        lambda data: data.update(groups={}),
        lambda data: data.update(program=0),
        lambda data: data.update(program=-1),
        lambda data: data.update(program="0"),
        lambda data: data.update(program=10**9),
        lambda data: data["groups"].insert(0, [10**6, []]),
        lambda data: data["groups"].insert(0, ["Program", []]),
        lambda data: data["groups"].insert(0, []),
        lambda data: data["groups"].insert(0, "os.system"),
        lambda data: data["groups"][-1].append([0]),
        lambda data: data["groups"][-1].pop(),
        lambda data: data["groups"][-1].__setitem__(1, "0"),
        lambda data: data["groups"][-1][1].append(0),
        lambda data: data["groups"][-1].__setitem__(1, [10**9]),
        lambda data: data["groups"][-1].__setitem__(1, [-1]),
        lambda data: data["groups"][-1].__setitem__(1, [1.5]),
        lambda data: data["groups"][-1].__setitem__(1, [None]),
        lambda data: data["groups"][-1].__setitem__(1, ["0"]),
        lambda data: data["groups"][-1].__setitem__(1, [0]),
        lambda data: data["groups"].reverse(),
    ],
)
def test_anything_else_is_refused(spoil: Spoil) -> None:
    data = json.loads(json.dumps(encode(program(1))))
    spoil(data)
    with pytest.raises(CacheError):
        decode(data)


@given(st.data())
def test_a_changed_number_never_makes_a_wrong_class(data: st.DataObject) -> None:
    written = copy.deepcopy(WRITTEN)
    group = data.draw(st.sampled_from(written["groups"]))
    number = data.draw(st.integers(1, len(group) - 1))
    column, place = group[number], 0
    if isinstance(column, list) and column:
        place = data.draw(st.integers(0, len(column) - 1))
    else:  # one number for the whole column
        column, place = group, number
    column[place] = data.draw(st.one_of(st.integers(-5, 400), st.none(), st.text(max_size=3), st.floats(), st.just([])))
    try:
        again = decode(written)
    except CacheError:
        return
    # what is still read is a program like any other: it can be written again, and comes back
    assert decode(encode(again)) == again


WRITTEN = json.loads(json.dumps(encode(program(1))))


@pytest.mark.parametrize("data", [None, [], "x", 5, {}, pickle.dumps(program(0))])
def test_what_is_no_document_is_refused(data: object) -> None:
    with pytest.raises(CacheError):
        decode(data)
