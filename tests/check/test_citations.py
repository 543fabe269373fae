"""Citations are looked up in the index, and a wrong one names the nearest place."""

import pytest

from prazo.dsl.check.citations import PlaceIndex, steps
from prazo.dsl.core.nodes import Labels, ProvisionDecl

PLACES = ("2", "2(i)", "17(1)", "17(2)", "22", "22(1)", "22(1)(f)", "22(2)", "5.8(a)", "5.8(b)", "Annex III(2)")
INDEX = PlaceIndex(ProvisionDecl(place, Labels(), order) for order, place in enumerate(PLACES))


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_found(place: str) -> None:
    assert INDEX.find(place)[0].place == place


def test_an_article_stands_for_its_paragraphs() -> None:
    assert [one.place for one in INDEX.find("17")] == ["17(1)", "17(2)"]
    assert [one.place for one in INDEX.find("5.8")] == ["5.8(a)", "5.8(b)"]
    assert [one.place for one in INDEX.find("22(1)")] == ["22(1)", "22(1)(f)"]


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        ("17(3)", "17(2)"),
        ("22(1)(g)", "22(1)(f)"),
        ("5.8(c)", "5.8(b)"),
        ("71(1)", "17(1)"),
        ("Annex II(2)", "Annex III(2)"),
    ],
)
def test_a_missing_place_has_a_nearest(wrong: str, nearest: str) -> None:
    assert INDEX.find(wrong) == ()
    assert INDEX.nearest(wrong) == nearest


def test_an_empty_index_and_odd_places() -> None:
    assert PlaceIndex(()).nearest("17(1)") is None
    assert INDEX.find("") == ()
    assert INDEX.find("((((") == ()
    assert steps("22(1)(f)") == ("22", "1", "f")
    assert steps("5.8(a)") == ("5", "8", "a")
