"""Mutants of the interpreter: one comparator, shift, choice or cell of the table changed at a time.

The modules of the meaning, and those of time that they count by, are loaded again from changed syntax trees, beside the
real ones, and never touch a file.
"""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import attrs

# These import, by and by, every module of MODULES.
from prazo.dsl.meaning import check, in_effect as in_effect

PACKAGE = "prazo.dsl"
#: in the order of their imports: a module imports only those before it
MODULES = (
    "time.days", "time.periods", "time.counting", "meaning.truth", "meaning.intervals", "meaning.table",
    "meaning.in_force", "meaning.days", "meaning.lookup", "meaning.environment", "meaning.turning", "meaning.answers",
    "meaning.evaluate",
    "meaning.checklists", "meaning.case", "meaning.finding", "meaning.powers", "meaning.suspension", "meaning.limits",
    "meaning.spells", "meaning.ways", "meaning.extensions", "meaning.duties", "meaning.judge", "meaning.recurring",
    "meaning.effects", "meaning.instances", "meaning.in_effect", "meaning.turning_dues", "meaning.cases",
    "meaning.check",
)  # fmt: skip

_COMPARATORS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_SHIFTS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_CHOICES = {"min": "max", "max": "min", "both": "either", "either": "both"}
_DIRECTIONS = {"_LATER": "_EARLIER", "_EARLIER": "_LATER"}
_STATUSES = ("N", "P", "C", "B")
#: stands for a function where a cell of the table is changed
TABLE = "TABLE"
#: what one case may take under a mutant, in calls and rounds of loops; under the original none takes a twentieth of it
MOST_STEPS = 2_000_000


class EndlessError(Exception):
    """A mutant that does not come to an end."""


class Work:
    """Calls and rounds of loops in the modules that are loaded again: a mutant that never ends is stopped by them."""

    def __init__(self) -> None:
        self.done = 0

    def step(self) -> bool:
        self.done += 1
        if self.done > MOST_STEPS:
            raise EndlessError
        return True


@attrs.frozen
class Mutant:
    """``name`` says what was changed into what, in which ``function``; ``code`` is the changed module's."""

    name: str
    module: str
    function: str
    code: CodeType = attrs.field(repr=False)


def mutants(module: str, part: int = 0, of: int = 1) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its functions; of ``of`` equal parts the one numbered ``part``."""
    tree, counting = _read(module)
    for change, name in list(_named(module, tree))[part::of]:
        undo = change(counting)
        yield Mutant(
            name, module, name.partition(":")[0].rpartition(".")[2], compile(counting.tree, f"<{name}>", "exec")
        )
        undo()


def names(module: str) -> list[str]:
    """The names of the mutants of a module."""
    return [name for _, name in _named(module, ast.parse(_source(module)))]


def _named(module: str, tree: ast.Module) -> Iterator[tuple[_Change, str]]:
    seen: dict[str, int] = {}
    for change, words in _changes(module, tree):
        seen[words] = seen.get(words, 0) + 1
        yield change, f"{module}.{words}" + (f" #{seen[words]}" if seen[words] > 1 else "")


def endless(module: str, function: str) -> Mutant:
    """A mutant whose function never comes to an end."""
    tree = ast.parse(_source(module))
    (found,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    found.body = ast.parse("while True:\n    pass").body
    code = compile(_Counting(tree).tree, f"<{module}>", "exec")
    return Mutant(f"{module}.{function}: endless", module, function, code)


class _Stepping(ast.NodeTransformer):
    """Every function and every round of a loop begins with a step."""

    _CALL = ast.Call(ast.Name("_step", ast.Load()), [], [])

    def _begun(self, node: Any) -> Any:
        self.generic_visit(node)
        node.body.insert(0, ast.Expr(self._CALL))
        return node

    visit_FunctionDef = visit_For = visit_While = _begun

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        node.ifs.insert(0, self._CALL)
        return node


class _Counting:
    """A copy of a module's ``tree`` that counts its steps, and the copy of each node and list of the original."""

    def __init__(self, original: ast.Module) -> None:
        self._copies: dict[int, Any] = {}
        copied = copy.deepcopy(original, self._copies)
        self.tree = ast.fix_missing_locations(_Stepping().visit(copied))

    def copy_of(self, one: Any) -> Any:
        return self._copies[id(one)]


def _read(module: str) -> tuple[ast.Module, _Counting]:
    tree = ast.parse(_source(module))
    return tree, _Counting(tree)


@contextmanager
def mutated(mutant: Mutant) -> Iterator[Work]:
    """A fresh interpreter with the mutant in it, in the place of the real one, and the work that it does."""
    work = Work()
    fresh = MODULES[MODULES.index(mutant.module) :]
    kept = {name: sys.modules.pop(f"{PACKAGE}.{name}") for name in fresh}
    try:
        for name in fresh:
            module = ModuleType(f"{PACKAGE}.{name}")
            module.__dict__["_step"] = work.step
            _put(name, module)
            exec(mutant.code if mutant.module == name else _code(name), module.__dict__)
        yield work
    finally:
        for name, module in kept.items():
            _put(name, module)


def module_of(name: str) -> ModuleType:
    """The module of this short name that stands there now."""
    return sys.modules[f"{PACKAGE}.{name}"]


def _put(name: str, module: ModuleType) -> None:
    sys.modules[f"{PACKAGE}.{name}"] = module
    folder, _, short = name.partition(".")
    setattr(sys.modules[f"{PACKAGE}.{folder}"], short, module)


def _source(module: str) -> str:
    folder, _, short = module.partition(".")
    return (Path(check.__file__ or "").parents[1] / folder / f"{short}.py").read_text(encoding="utf-8")


@cache
def _code(module: str) -> CodeType:
    return compile(_read(module)[1].tree, f"{module}.py", "exec")


#: makes a change in the copy of a tree and gives what undoes it
_Change = Callable[[_Counting], Callable[[], None]]
_Worded = tuple[_Change, str]


def _changes(module: str, tree: ast.Module) -> Iterator[_Worded]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in _own(function):
            yield from _changes_of(function.name, node)
    if module == "meaning.table":
        yield from _cells(tree)


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function, those of functions inside it left to them."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef):
            waiting += ast.iter_child_nodes(node)


def _changes_of(where: str, node: ast.AST) -> Iterator[_Worded]:
    if isinstance(node, ast.Compare):
        for position, op in enumerate(node.ops):
            shown = ast.unparse(node)
            for table in (_COMPARATORS, _TURNED):
                if type(op) in table:
                    new_op = table[type(op)]
                    yield _replaced(node.ops, position, new_op(), f"{where}: {shown} -> {new_op.__name__}")
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _SHIFTS:
        new = _SHIFTS[type(node.op)]
        yield _attribute(node, "op", new(), f"{where}: {ast.unparse(node)} -> {new.__name__}")
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield _attribute(node, "op", ast.UAdd(), f"{where}: {ast.unparse(node)} -> UAdd")
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CHOICES:
        new_name = _CHOICES[node.func.id]
        yield _attribute(node.func, "id", new_name, f"{where}: {ast.unparse(node)} -> {new_name}")
    elif isinstance(node, ast.Name) and node.id in _DIRECTIONS:
        yield _attribute(node, "id", _DIRECTIONS[node.id], f"{where}: {node.id} -> {_DIRECTIONS[node.id]}")
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield _attribute(node, "value", not node.value, f"{where}: {node.value} -> {not node.value}")
    if isinstance(node, ast.Call | ast.BinOp):
        yield from _steps(where, node)


def _steps(where: str, node: ast.Call | ast.BinOp) -> Iterator[_Worded]:
    """The step of a count, forward or back, turned round."""
    turned = ast.UnaryOp(ast.USub(), ast.Name("step", ast.Load()))
    shown = f"{where}: {ast.unparse(node)}"
    if isinstance(node, ast.Call):
        for position, argument in enumerate(node.args):
            if isinstance(argument, ast.Name) and argument.id == "step":
                yield _replaced(node.args, position, turned, f"{shown} -> -step")
    elif isinstance(node.left, ast.Name) and node.left.id == "step":
        yield _attribute(node, "left", turned, f"{shown} -> -step")


def _cells(tree: ast.Module) -> Iterator[_Worded]:
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "TABLE"
    )
    assert isinstance(table, ast.Dict)
    for key, value in zip(table.keys, table.values, strict=True):
        assert key is not None
        cells: dict[str, ast.expr]
        if isinstance(value, ast.Call):  # the same, whenever
            cells = {"always": value.args[0]}
        else:
            assert isinstance(value, ast.Tuple)
            firsts = [cell.elts[0] for cell in value.elts if isinstance(cell, ast.Tuple)]
            cells = dict(zip(("t <= D", "t > D"), firsts, strict=True))
        for when, status in cells.items():
            assert isinstance(status, ast.Name)
            for other in _STATUSES:
                if other != status.id:
                    yield _attribute(status, "id", other, f"{TABLE}: {ast.unparse(key)} {when} {status.id} -> {other}")


def _replaced(nodes: list[Any], position: int, new: ast.AST, words: str) -> _Worded:
    def change(counting: _Counting) -> Callable[[], None]:
        copied = counting.copy_of(nodes)
        old, copied[position] = copied[position], ast.fix_missing_locations(ast.copy_location(new, nodes[position]))
        return lambda: copied.__setitem__(position, old)

    return change, words


def _attribute(node: ast.AST, name: str, new: object, words: str) -> _Worded:
    def change(counting: _Counting) -> Callable[[], None]:
        copied = counting.copy_of(node)
        old = getattr(copied, name)
        setattr(
            copied, name, ast.fix_missing_locations(ast.copy_location(new, node)) if isinstance(new, ast.AST) else new
        )
        return lambda: setattr(copied, name, old)

    return change, words
