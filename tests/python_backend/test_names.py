"""Names and texts of strangers: none becomes code, none hides another, all stay what they are in the report."""

from __future__ import annotations

import ast
import unicodedata
from datetime import date
from typing import Any

import attrs
import hypothesis.strategies as st
import pytest
from hypothesis import given

from prazo.compiler.python import names
from prazo.compiler.python.build import build_module
from prazo.compiler.python.engine import module_of
from prazo.dsl.api import load_text
from prazo.dsl.core import nodes as core
from prazo.dsl.time.library import load_standard
from tests.python_backend.engines import generated, interpreted

ON = date(2021, 6, 30)
RULES = """
instrument LAW "Law"
  authority Regulator
  time counted by calendar_days
  version first from 2000-01-01

provision 1 "Duties"

party Regulator "regulator"

party P "person"
  capital   number at least 0
  signing   event
  paid      event

define level of P is number "Level"
  20

requirement enough "Enough"
  cites 1
  on P
  capital >= level

obligation pay "Pay"
  cites 1
  on P
  must paid within 10 days of signing
"""
BOOM = "raise SystemExit('code of rules was run')"
TITLES = [
    f"a\r{BOOM}",
    f"a\n{BOOM}\n#",
    f'a"""\n{BOOM}\n"""',
    f"a\u2028{BOOM}\u2029{BOOM}\x0c{BOOM}\x85{BOOM}",
    'a\\"""\\',
    'ends in a quote"',
    "ends in a backslash\\",
    "\u202eright to left\u202c",
    "{0} {name!r} %s",
    "half \ud800 of a character",
    "",
]
FACT_NAMES = [
    "class",
    "None",
    "__import__",
    "at",
    "case",
    "id_",
    "資本",
    "ﬁ",
    "fi",
    "print",
    "self",
    "a\nb",
    "match",
    "_x",
]


def titled(program: core.Program, title: str) -> core.Program:
    """The program with this title on everything that has one."""
    labels = core.Labels(en=title)
    return attrs.evolve(
        program,
        norms=tuple(attrs.evolve(one, labels=labels) for one in program.norms),
        definitions=tuple(attrs.evolve(one, labels=labels) for one in program.definitions),
        instruments=tuple(attrs.evolve(one, labels=labels) for one in program.instruments),
        parties=tuple(
            attrs.evolve(one, labels=labels, facts=tuple(attrs.evolve(fact, labels=labels) for fact in one.facts))
            for one in program.parties
        ),
    )


@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_titles_are_no_code(title: str) -> None:
    rules = titled(load_text(RULES).program, title)
    text = build_module(rules, load_standard()).encode("utf-8", "strict").decode()
    checker = module_of(rules, load_standard())
    assert checker.NORMS["LAW/enough"]["title"] == (title or "enough")
    plain = build_module(load_text(RULES).program, load_standard())
    # Whatever the titles are, the module has the statements that it has without them.
    assert [type(one) for one in ast.parse(text).body] == [type(one) for one in ast.parse(plain).body]


def renamed(program: core.Program, old: str, new: str) -> core.Program:
    """The program with another name for one fact, wherever it stands."""

    def walk(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(walk(one) for one in node)
        if isinstance(node, core.Fact | core.FactDecl) and node.name == old:
            return attrs.evolve(node, name=new)
        if isinstance(node, str) and node == old:
            return new
        if not attrs.has(type(node)):
            return node
        fields = {one.name: walk(getattr(node, one.name)) for one in attrs.fields(type(node))}
        return attrs.evolve(node, **fields)

    found = walk(program)
    assert isinstance(found, core.Program)
    return found


@pytest.mark.parametrize("name", FACT_NAMES, ids=ascii)
def test_names_of_facts_are_no_code(name: str) -> None:
    rules = renamed(load_text(RULES).program, "capital", name)
    checker = module_of(rules, load_standard())
    facts = {"party": "P", "id": "it", name: 10, "signing": "2021-01-04"}
    if name.isprintable():
        assert generated(checker, facts, ON) == interpreted(rules, facts, ON)
    attribute = {there: attribute for attribute, there in checker.P.facts}[name]
    assert checker.check(checker.P(id="it", signing="2021-01-04"), on=ON)
    if name.isprintable():
        typed = checker.P(id="it", signing="2021-01-04", **{attribute: 10})
        assert checker.check(typed, on=ON) == checker.check(facts, on=ON)


@pytest.mark.parametrize(
    "party", ["Case", "Record", "Finding", "int", "date", "Fraction", "check", "NORMS", "list", "Fact"]
)
def test_names_of_parties_hide_nothing(party: str) -> None:
    rules = renamed(load_text(RULES).program, "P", party)
    checker = module_of(rules, load_standard())
    facts = {"party": party, "id": "it", "capital": 10, "signing": "2021-01-04"}
    assert generated(checker, facts, ON) == interpreted(rules, facts, ON)
    cls = next(value for value in vars(checker).values() if getattr(value, "declared", None) == party)
    assert checker.check(cls(id="it", capital=10, signing=date(2021, 1, 4)), on=ON) == checker.check(facts, on=ON)


@given(st.text(max_size=40), st.integers(1, 99))
def test_a_numbered_name_is_a_name(text: str, number: int) -> None:
    name = names.numbered("norm", number, text)
    assert name.isidentifier()
    assert name.isascii()
    assert name.startswith(f"norm_{number}")


@given(st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=12))
def test_attributes_are_all_different(texts: list[str]) -> None:
    found = list(names.attribute_names(texts, ("id",)).values())
    assert len({unicodedata.normalize("NFKC", one) for one in found} | {"id"}) == len(texts) + 1
    assert all(one.isidentifier() for one in found)


@given(st.text(max_size=60))
def test_a_docstring_holds_any_text(text: str) -> None:
    code = f'def f():\n    """{names.told(text)}."""\n'
    (function,) = ast.parse(code).body
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 1
    assert "\n" not in (ast.get_docstring(function) or "")


@given(
    st.recursive(
        st.integers(0, 9**40).map(str) | st.text(max_size=20).map(repr),
        lambda inner: st.lists(inner, max_size=6).map(lambda parts: names.call("f", *parts)),
        max_leaves=30,
    )
)
def test_laying_out_changes_no_code(code: str) -> None:
    assert ast.dump(ast.parse(names.laid_out(code, 0))) == ast.dump(ast.parse(code))
