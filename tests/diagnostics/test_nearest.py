"""The nearest names: what an analyst is likely to have meant."""

from __future__ import annotations

import random

import pytest

from prazo.dsl.diagnostics.nearest import nearest

NAMES = ("capital", "own_funds", "premiums", "seat", "line", "signing", "send_accounts", "公司資本", "總部", "保險項目")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("captial", "capital"),
        ("Capital", "capital"),
        ("ownfunds", "own_funds"),
        ("accounts_send", "send_accounts"),
        ("premium", "premiums"),
        ("seta", "seat"),
        ("公司资本", "公司資本"),
        ("資本", "公司資本"),
        ("總布", "總部"),
    ],
)
def test_what_was_meant(written: str, meant: str) -> None:
    assert nearest(written, NAMES)[0] == meant


@pytest.mark.parametrize("written", ["zebra", "", "x", "水", "x" * 1000])
def test_nothing_like_it(written: str) -> None:
    assert nearest(written, NAMES) == ()


def test_at_most_three_in_a_stable_order() -> None:
    names = [f"capital_{letter}" for letter in "abcdef"]
    first = nearest("capital_", names)
    assert first == ("capital_a", "capital_b", "capital_c")
    random.Random(1).shuffle(names)
    assert nearest("capital_", names) == first


def test_the_word_itself_is_no_help() -> None:
    assert nearest("seat", ("seat", "seats")) == ("seats",)


def test_a_far_second_is_left_out() -> None:
    assert nearest("capitals", ("capital", "capture")) == ("capital",)


def test_found_among_very_many() -> None:
    many = [f"fact_{n}_of_many" for n in range(50_000)]
    assert nearest("captial", [*many, "capital"]) == ("capital",)
