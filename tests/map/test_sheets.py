"""Sheets claim what the core says, all of it, once, and nothing else."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from prazo.compiler.map import sheet as s
from prazo.compiler.map.sheets import place_of, sheets_of
from prazo.dsl.api import load, load_text
from prazo.dsl.core import nodes as core
from prazo.dsl.report.words.language import Language
from tests.core import samples
from tests.map.claims import claims, names_read
from tests.map.record import program_of
from tests.meaning.programs import programs

RULES = sorted((Path(__file__).parent / "rules").glob("*.prazo"))
READS = s.READS


@pytest.fixture(scope="module")
def library() -> core.Program:
    return load("std:macau.insurance").program


def agrees(program: core.Program) -> None:
    sheets = sheets_of(program)
    homes = Counter(one for sheet in sheets for one in sheet.home)
    wanted = [one.id for one in (*program.norms, *program.powers)]
    wanted += [one.id for one in program.consequences] + [one.id for one in program.statements]
    assert homes == Counter(wanted)
    drawn = {fact for sheet in sheets for fact in sheet.facts()}
    assert {one for one in drawn if one[0] != READS} == claims(program)
    # What an exception reads, its norm reads: on the sheet of a definition the reference is to the norm.
    read = {(kind, one, by.removeprefix("unless/")) for kind, one, by in drawn if kind == READS}
    assert read == reads(program)
    for sheet in sheets:
        whole(sheet)


def reads(program: core.Program) -> set[tuple[str, str, str]]:
    """Which definition stands in which norm, consequence and definition; no two definitions here have one name."""
    ids: dict[str, str] = {one.name: one.id for one in program.definitions}
    assert len(ids) == len(program.definitions)
    found = set()
    for norm in (*program.norms, *program.powers):
        for version in norm.versions:
            for _, body in version.bodies:
                found |= {(READS, ids[name], norm.id) for name in names_read((body.where, body.demand, body.excuses))}
    for one in program.consequences:
        found |= {(READS, ids[name], one.id) for name in names_read(one.versions)}
    drawn = {one[1] for one in found} | {one.id for one in program.definitions if one.cites}
    todo = list(drawn)
    by_id = {one.id: one for one in program.definitions}
    while todo:
        reader = todo.pop()
        for name in names_read(by_id[reader].versions):
            found.add((READS, ids[name], reader))
            if ids[name] not in drawn:
                drawn.add(ids[name])
                todo.append(ids[name])
    return found


def whole(sheet: s.Sheet) -> None:
    """Identifiers are unique, edges end in nodes of the sheet, and nothing floats that is not to be read by itself."""
    nodes = {one.id for one in sheet.nodes}
    assert len(nodes) == len(sheet.nodes)
    assert len({one.id for one in sheet.edges}) == len(sheet.edges)
    ends = {end for one in sheet.edges for end in (one.source, one.target)}
    assert ends <= nodes
    alone = {one.kind for one in sheet.nodes if one.id not in ends}
    assert alone <= {s.STATEMENT, s.DEFINITION, s.CONSEQUENCE}
    assert [one for one in sheet.nodes if one.kind == s.ELSEWHERE and set(one.stands) <= set(sheet.home)] == []


@pytest.mark.parametrize("rules", RULES, ids=lambda one: one.stem)
def test_small_programs(rules: Path) -> None:
    agrees(program_of(rules))


def test_the_standard_library(library: core.Program) -> None:
    agrees(library)


@given(programs())
def test_any_program(text: str) -> None:
    agrees(load_text(text).program)


def test_a_program_with_something_of_every_kind() -> None:
    sheets = sheets_of(samples.program(6))
    drawn = {fact for sheet in sheets for fact in sheet.facts()}
    assert {one for one in drawn if one[0] != READS} == claims(samples.program(6))
    assert {kind for kind, _, _ in drawn} >= {"limit", "unless", "displaces", "brings", "upon", "without", READS}


def test_order_of_the_sheets_is_that_of_the_instrument(library: core.Program) -> None:
    articles = [one.article for one in sheets_of(library) if one.instrument == "DL27_97_M"]
    assert articles == sorted(articles, key=int)
    assert len(set(articles)) == len(articles)


def test_every_article_with_a_norm_has_its_title(library: core.Program) -> None:
    titles = {one.article: one.title for one in sheets_of(library) if one.instrument == "DL27_97_M"}
    assert titles["17"] == "Decree-Law 27/97/M, insurance business · 17 Share capital: minimum and payment"
    chinese = [one for one in sheets_of(library, Language("zh")) if one.instrument == "DL27_97_M"]
    assert all(one.title.startswith("第27/97/M號法令") for one in chinese)


def test_only_what_is_asked_for_is_at_home(library: core.Program) -> None:
    (sheet,) = sheets_of(library, only={"DL27_97_M/pay_up"})
    assert sheet.home == ("DL27_97_M/pay_up",)
    limits = [one for one in sheet.edges if one.kind == s.LIMIT]
    assert [one.lines for one in limits] == [("within 180 days (macau.civil) (unverified)",)]


def test_a_reference_says_where_it_leads(library: core.Program) -> None:
    sheets = {one.id: one for one in sheets_of(library)}
    for sheet in sheets.values():
        for node in sheet.nodes:
            if node.kind == s.ELSEWHERE and len(node.stands) == 1:
                assert node.stands[0] in sheets[node.goes_to or ""].home


def test_versions_and_readings_stand_where_they_differ() -> None:
    sheets = {one.article: one for one in sheets_of(program_of(RULES[0]))}
    edge = next(one for one in sheets["1"].edges if one.kind == s.LIMIT and "open_in_time" in one.target)
    assert edge.lines == (
        "until 31 January 2021:",
        "  within 30 days (macau.administrative)",
        "from 1 February 2021:",
        "  within 60 days (macau.administrative), if size is large",
        "  within 90 days (macau.administrative), otherwise",
    )
    capital = next(one for one in sheets["1"].nodes if one.id == "norm/LAW/capital_at_opening")
    assert capital.lines == (
        "reading pt:",
        "  must keep to:",
        "  capital is at least 20",
        "reading zh:",
        "  must keep to:",
        "  capital is more than 20",
    )


@pytest.mark.parametrize(
    ("cites", "place"),
    [
        (("17(3)", "18"), ("LAW", "17")),
        (("OTHER 5.8(a)",), ("OTHER", "5.8")),
        (("DL 27 22(1)(f)",), ("DL 27", "22")),
        ((), ("LAW", "")),
    ],
)
def test_the_home_of_a_citation(cites: tuple[str, ...], place: tuple[str, str]) -> None:
    assert place_of(cites, "LAW") == place
