"""Sections of versions: cut at every boundary, no gap, no overlap."""

from datetime import date

from prazo.dsl.check.versions import Stretch, VersionProblem, stretches
from prazo.dsl.core.nodes import VersionDecl

ORIGINAL = VersionDecl("original", date(1997, 9, 1), date(2020, 9, 22), None)
REFORM = VersionDecl("reform", date(2020, 9, 22), date(2023, 1, 1), None)
LATEST = VersionDecl("latest", date(2023, 1, 1), None, None)
THREE = (ORIGINAL, REFORM, LATEST)


def test_a_norm_without_sections_is_one_stretch() -> None:
    assert stretches(THREE, [(None, None)]) == ([Stretch("original", ORIGINAL.start, None, (0,))], [])
    assert stretches(THREE, []) == ([], [])
    assert stretches((), [(None, None)]) == ([], [])


def test_sections_in_any_order_cut_where_they_say() -> None:
    found, problems = stretches((LATEST, ORIGINAL, REFORM), [("reform", None), (None, "reform")])
    assert problems == []
    assert found == [
        Stretch("original", ORIGINAL.start, REFORM.start, (1,)),
        Stretch("reform", REFORM.start, None, (0,)),
    ]


def test_single_lines_cut_further() -> None:
    found, _ = stretches(THREE, [(None, None)], cuts=["latest", "nobody"])
    assert [(one.version, one.start, one.end) for one in found] == [
        ("original", ORIGINAL.start, LATEST.start),
        ("latest", LATEST.start, None),
    ]


def test_a_norm_may_begin_late_and_end_early_but_not_pause() -> None:
    assert stretches(THREE, [("reform", "latest")]) == ([Stretch("reform", REFORM.start, LATEST.start, (0,))], [])
    found, problems = stretches(THREE, [(None, "reform"), ("latest", None)])
    assert problems == [VersionProblem("gap", (0, 1), REFORM.start, LATEST.start)]
    assert [one.active for one in found] == [(0,), (1,)]


def test_overlaps_and_empty_sections() -> None:
    found, problems = stretches(THREE, [(None, "latest"), ("reform", None)])
    assert problems == [VersionProblem("overlap", (0, 1), REFORM.start, LATEST.start)]
    assert [one.active for one in found] == [(0,), (0, 1), (1,)]
    assert stretches(THREE, [(None, None), (None, None)])[1] == [
        VersionProblem("overlap", (0, 1), ORIGINAL.start, None)
    ]
    assert stretches(THREE, [("latest", "reform")]) == (
        [],
        [VersionProblem("empty", (0,), LATEST.start, REFORM.start)],
    )


def test_an_instrument_that_was_repealed_ends_its_norms() -> None:
    found, _ = stretches((ORIGINAL, REFORM), [("reform", None)])
    assert found == [Stretch("reform", REFORM.start, REFORM.end, (0,))]


def test_unknown_versions_are_left_to_the_caller() -> None:
    assert stretches(THREE, [("nobody", None), (None, "latest")])[0] == [
        Stretch("original", ORIGINAL.start, LATEST.start, (1,))
    ]
