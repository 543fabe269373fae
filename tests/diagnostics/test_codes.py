"""The table of codes, and that every call in the project gives a code the arguments that it needs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from prazo.dsl.diagnostics.codes import CODES, diagnostic, sentence
from tests.diagnostics.pages import FOLDER, read
from tests.programs import BAD

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"\b[PFE]0[0-9]{3}\b")
CALLS = {"diagnostic", "problem", "sentence", "wrong", "note", "add", "Refused"}
NOT_ARGUMENTS = {"hint", "severity", "nearest"}


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_well_written(code: str) -> None:
    entry = CODES[code]
    assert len(code) == 5
    assert code[0] in "PFE"
    assert code[1:].isdigit()
    assert entry.title[0].isupper()
    assert not entry.title.endswith(".")
    assert not entry.template.endswith((".", "!"))
    assert "!" not in entry.template
    assert not entry.arguments & NOT_ARGUMENTS
    for word in ("token", "parse", "syntax", "type error", "invalid", "illegal"):
        assert word not in f"{entry.title} {entry.template}".lower()
    assert sentence(code, **dict.fromkeys(entry.arguments, "{x}"))


def test_titles_are_not_shared() -> None:
    by_group: dict[tuple[str, str], str] = {}
    for entry in CODES.values():
        group = (entry.code[0] + ("" if entry.code[0] == "P" else entry.code[3]), entry.title)
        assert group not in by_group, f"{entry.code} and {by_group[group]} have one title"
        by_group[group] = entry.code


def test_a_missing_argument_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="P0204 needs name"):
        diagnostic("P0204")
    with pytest.raises(TypeError, match="no such code"):
        diagnostic("P0000")


def test_braces_in_an_argument_are_only_text() -> None:
    assert diagnostic("P0204", name="{0.__class__}").message == '"{0.__class__}" can mean two things here'


def _given(call: ast.Call) -> set[str | None]:
    """The names of the arguments of a call; None among them where they cannot be read from the text."""
    given = {keyword.arg for keyword in call.keywords}
    for argument in call.args[1:]:
        if isinstance(argument, ast.Dict):
            given |= {str(key.value) if isinstance(key, ast.Constant) else None for key in argument.keys}
    return given - NOT_ARGUMENTS


def _calls(path: Path) -> list[tuple[int, str, set[str | None]]]:
    found: list[tuple[int, str, set[str | None]]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0]
        if name == "Refused" and len(node.args) == 1:  # in facts: what was refused has been reported already
            continue
        if name in CALLS and isinstance(first, ast.Constant) and CODE.fullmatch(str(first.value)):
            found.append((node.lineno, str(first.value), _given(node)))
    return found


def _sources() -> list[Path]:
    return [path for folder in ("dsl", "compiler") for path in sorted((ROOT / folder).rglob("*.py"))]


def test_every_code_in_the_project_is_in_the_table() -> None:
    written = {code: path.name for path in _sources() for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert {code: name for code, name in written.items() if code not in CODES} == {}


def test_every_call_gives_the_arguments_of_its_code() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {code} needs {sorted(CODES[code].arguments)}"
        for path in _sources()
        for line, code, given in _calls(path)
        if code in CODES and None not in given and given != CODES[code].arguments
    ]
    assert wrong == []


def test_every_code_is_given_somewhere() -> None:
    tables = {"codes.py", "codes_syntax.py", "codes_rules.py", "codes_facts.py"}
    written = {
        code
        for path in _sources()
        if path.name not in tables
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert [code for code in CODES if code not in written] == []


def test_every_code_comes_out_of_an_example_or_a_test() -> None:
    shown = {code for code in CODES if read(FOLDER / f"{code}.md").language != "text"}
    for path in BAD:
        shown |= set(re.findall(r"#! (\w{5}) ", path.read_text(encoding="utf-8")))
    for path in (ROOT / "tests").rglob("test_*.py"):
        if path != Path(__file__):
            shown |= set(CODE.findall(path.read_text(encoding="utf-8")))
    assert [code for code in CODES if code not in shown] == []
