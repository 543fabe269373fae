"""Mutants of the interpreter: one comparator, shift, choice or cell of the table changed at a time.

The modules of the meaning are loaded again from changed syntax trees, beside the real ones, and never touch a file.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType

import attrs

from prazo.dsl.meaning import check

PACKAGE = "prazo.dsl.meaning"
#: in the order of their imports
MODULES = (
    "truth", "intervals", "table", "lookup", "environment", "turning", "evaluate", "finding", "limits", "duties",
    "judge", "effects", "check",
)  # fmt: skip

_COMPARATORS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_SHIFTS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_CHOICES = {"min": "max", "max": "min", "both": "either", "either": "both"}
_STATUSES = ("N", "P", "C", "B")


@attrs.frozen
class Mutant:
    """``name`` says what was changed into what, in which function; ``code`` is the changed module's."""

    name: str
    module: str
    code: CodeType = attrs.field(repr=False)


def mutants() -> Iterator[Mutant]:
    """Every mutant, in the order of the sources."""
    for module in MODULES:
        tree = ast.parse(_source(module))
        seen: dict[str, int] = {}
        for change, undo, words in _changes(module, tree):
            seen[words] = seen.get(words, 0) + 1
            change()
            name = f"{module}.{words}" + (f" #{seen[words]}" if seen[words] > 1 else "")
            yield Mutant(name, module, compile(tree, f"<{name}>", "exec"))
            undo()


@contextmanager
def mutated(mutant: Mutant | None) -> Iterator[ModuleType]:
    """The module ``check`` of a fresh interpreter with the mutant in it (None: unchanged)."""
    kept = {name: sys.modules.pop(f"{PACKAGE}.{name}") for name in MODULES}
    parent = sys.modules[PACKAGE]
    try:
        for name in MODULES:
            module = ModuleType(f"{PACKAGE}.{name}")
            sys.modules[module.__name__] = module
            setattr(parent, name, module)
            exec(mutant.code if mutant and mutant.module == name else _code(name), module.__dict__)
        yield sys.modules[f"{PACKAGE}.check"]
    finally:
        for name, module in kept.items():
            sys.modules[f"{PACKAGE}.{name}"] = module
            setattr(parent, name, module)


def _source(module: str) -> str:
    return Path(check.__file__ or "").with_name(f"{module}.py").read_text(encoding="utf-8")


@cache
def _code(module: str) -> CodeType:
    return compile(_source(module), f"{module}.py", "exec")


_Change = tuple[Callable[[], None], Callable[[], None], str]


def _changes(module: str, tree: ast.Module) -> Iterator[_Change]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in _own(function):
            yield from _changes_of(function.name, node)
    if module == "table":
        yield from _cells(tree)


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function, those of functions inside it left to them."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef):
            waiting += ast.iter_child_nodes(node)


def _changes_of(where: str, node: ast.AST) -> Iterator[_Change]:
    if isinstance(node, ast.Compare):
        for position, op in enumerate(node.ops):
            shown = ast.unparse(node)
            for table in (_COMPARATORS, _TURNED):
                if type(op) in table:
                    yield _replaced(
                        node.ops, position, table[type(op)](), f"{where}: {shown} -> {table[type(op)].__name__}"
                    )
    elif isinstance(node, ast.BinOp) and type(node.op) in _SHIFTS and _is_shift(node.right):
        new = _SHIFTS[type(node.op)]
        yield _attribute(node, "op", new(), f"{where}: {ast.unparse(node)} -> {new.__name__}")
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CHOICES:
        new_name = _CHOICES[node.func.id]
        yield _attribute(node.func, "id", new_name, f"{where}: {ast.unparse(node)} -> {new_name}")
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield _attribute(node, "value", not node.value, f"{where}: {node.value} -> {not node.value}")


def _is_shift(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Name) and one.id in ("DAY", "one_day") for one in ast.walk(node))


def _cells(tree: ast.Module) -> Iterator[_Change]:
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "TABLE"
    )
    assert isinstance(table, ast.Dict)
    for key, value in zip(table.keys, table.values, strict=True):
        assert key is not None and isinstance(value, ast.Tuple)  # noqa: PT018
        for column, cell in enumerate(value.elts):
            assert isinstance(cell, ast.Tuple)
            status = cell.elts[0]
            assert isinstance(status, ast.Name)
            for other in _STATUSES:
                if other != status.id:
                    when = "t <= D" if column == 0 else "t > D"
                    yield _attribute(status, "id", other, f"TABLE: {ast.unparse(key)} {when} {status.id} -> {other}")


def _replaced(ops: list[ast.cmpop], position: int, new: ast.cmpop, words: str) -> _Change:
    old = ops[position]

    def put(op: ast.cmpop) -> Callable[[], None]:
        def do() -> None:
            ops[position] = op

        return do

    return put(new), put(old), words


def _attribute(node: ast.AST, name: str, new: object, words: str) -> _Change:
    old = getattr(node, name)
    return (lambda: setattr(node, name, new)), (lambda: setattr(node, name, old)), words
