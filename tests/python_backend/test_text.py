"""The text of the module: whole, readable, of Python alone."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from mypy import api as mypy

from prazo.compiler.python.build import build_module
from prazo.dsl.time.library import load_standard
from tests.python_backend.engines import LIBRARY, module, program

TEXT = build_module(program(LIBRARY), load_standard())
TREE = ast.parse(TEXT)


def test_it_is_fully_typed(tmp_path: Path) -> None:
    path = tmp_path / "checker.py"
    path.write_text(TEXT, encoding="utf-8")
    out, errors, status = mypy.run(["--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", str(path)])
    assert (status, errors) == (0, ""), out


def test_it_needs_only_the_standard_library() -> None:
    imported = {alias.name for node in ast.walk(TREE) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(TREE) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    opened = {node.id for node in ast.walk(TREE) if isinstance(node, ast.Name)} & {
        "eval",
        "exec",
        "compile",
        "__import__",
    }
    assert not opened


def test_every_norm_has_its_function_with_its_source() -> None:
    functions = {node.name: ast.get_docstring(node) or "" for node in TREE.body if isinstance(node, ast.FunctionDef)}
    for norm in program(LIBRARY).norms:
        found = [text for text in functions.values() if f"\n{norm.id}: " in text]
        assert len(found) == 1 + len(norm.joint)  # one for the subject, one for each list of those who owe with it
        for about in found:
            for cite in norm.cites:
                assert cite in " ".join(about.split())
    assert all(functions.values()) or [name for name, about in functions.items() if not about and name[0] != "_"]


def test_norms_stand_before_what_they_use() -> None:
    names = [node.name for node in TREE.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    norms = [place for place, name in enumerate(names) if name.startswith("norm_")]
    assert norms[0] == 0
    assert names.index("Case") > norms[-1]


def test_no_name_is_given_twice() -> None:
    names = [node.name for node in TREE.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    names += [
        target.id
        for node in TREE.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert len(names) == len(set(names))


def test_everything_offered_is_there() -> None:
    checker = module(LIBRARY)
    assert {"check", "from_json", "RULES_DIGEST", "CALENDARS", "NORMS", "FactsError", "UNKNOWN", "NEVER"} <= set(
        checker.__all__
    )
    assert all(hasattr(checker, name) for name in checker.__all__)
