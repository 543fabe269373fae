"""Circles are found whatever their depth, and always the same one."""

import random

from hypothesis import given, strategies as st

from prazo.dsl.check.circles import find_circle


def test_no_circle() -> None:
    assert find_circle({}) is None
    assert find_circle({"a": ["b", "c"], "b": ["c"]}) is None


def test_a_circle_begins_at_its_least_name() -> None:
    assert find_circle({"c": ["b"], "b": ["a"], "a": ["c"], "z": ["c"]}) == ("a", "c", "b")
    assert find_circle({"a": ["a"]}) == ("a",)


def test_depth_is_no_limit() -> None:
    chain = {f"n{i}": [f"n{i + 1}"] for i in range(10_000)}
    assert find_circle(chain) is None
    found = find_circle(chain | {"n10000": ["n0"]})
    assert found is not None
    assert len(found) == 10_001


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("abcde"))), st.randoms())
def test_the_order_of_the_graph_changes_nothing(graph: dict[str, list[str]], chance: random.Random) -> None:
    shuffled = list(graph.items())
    chance.shuffle(shuffled)
    found = find_circle(graph)
    assert find_circle({name: chance.sample(to, len(to)) for name, to in shuffled}) == found
    if found is not None:
        for name, following in zip(found, (*found[1:], found[0]), strict=True):
            assert following in graph[name]
