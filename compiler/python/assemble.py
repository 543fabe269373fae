"""Puts a generated module together: its own text, and of the project's files exactly the statements that it needs.

A statement is copied word for word; only a name that two files give to different things gets the name of its file
before it.  So a checker stands alone, and what it does with days, figures and facts is what the project does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain, count
from typing import Final

import attrs

_PROJECT: Final = "prazo."
#: what stands in a checker for what the project has otherwise, because it must not need the rest of the project
_INSTEAD: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("prazo.dsl.core.nodes", "FactDecl"): ("prazo.compiler.python.runtime.declared", "FactDecl"),
    ("prazo.dsl.core.nodes", "PartyDecl"): ("prazo.compiler.python.runtime.declared", "PartyDecl"),
    ("prazo.dsl.core.nodes", "Program"): ("prazo.compiler.python.runtime.declared", "Declarations"),
    ("prazo.dsl.diagnostics.codes", "sentence"): ("prazo.compiler.python.runtime.sentences", "sentence"),
}
#: classes of attrs as the dataclasses that they are like
_DATACLASSES: Final = (
    (re.compile(r"^import attrs$", re.MULTILINE), "from dataclasses import dataclass, field, replace"),
    (re.compile(r"@attrs\.frozen\("), "@dataclass(frozen=True, "),
    (re.compile(r"@attrs\.define\("), "@dataclass("),
    (re.compile(r"\battrs\.field\(factory="), "field(default_factory="),
    (re.compile(r"\battrs\.field\(eq=False\b"), "field(compare=False"),
    (re.compile(r"\battrs\.field\("), "field("),
    (re.compile(r"\battrs\.evolve\("), "replace("),
    (re.compile(r"\b__attrs_post_init__\b"), "__post_init__"),
)

#: a type variable, which must bear the name that it is bound to
_TYPE_VARIABLE: Final = re.compile(r"^(\w+) = TypeVar\(\"\w+\"\)$", re.MULTILINE)

Entity = tuple[str, str]
"""A thing: the file of the project or of Python's library that it is from, and its name there ("": the file itself)."""


@attrs.frozen(slots=True, eq=False)
class _Statement:
    """A statement of a file: its lines with the comments above, the names it binds, the global names it uses."""

    text: str
    binds: tuple[str, ...]
    uses: tuple[tuple[str, int], ...]  # name, or name.attribute, and offset in the text, ascending


@attrs.frozen(slots=True, eq=False)
class _File:
    """A file: its statements in order, and what its imports name."""

    name: str
    about: str
    statements: tuple[_Statement, ...]
    imports: Mapping[str, Entity]
    bound: Mapping[str, _Statement] = attrs.field(init=False)

    @bound.default
    def _binding(self) -> Mapping[str, _Statement]:
        return {name: one for one in reversed(self.statements) for name in one.binds}


def assembled(first: str, last: str, docstring: str) -> str:
    """One module of two texts and everything of the project that they use.

    ``first`` may only define functions and plain data; what it uses stands after it, and ``last`` stands after that.
    The names that the two define are kept; both import from ``prazo`` as any file of the project does.
    """
    front, back = _read("", first), _read("", last)
    own = _File("", "", (*front.statements, *back.statements), {**front.imports, **back.imports})
    needed = _Needed(own)
    names = needed.names()
    parts = [docstring.rstrip("\n"), "from __future__ import annotations", _imports(needed.outside, names)]
    parts += [_renamed(own, one, names) for one in front.statements]
    for file in needed.order:
        parts.append(_heading(file.name.rpartition(".")[2], file.about))
        parts += [_renamed(file, one, names) for one in file.statements if one in needed.statements]
    parts.append(_heading("tables", "What these rules declare, and the check"))
    parts += [_renamed(own, one, names) for one in back.statements]
    return "\n\n\n".join(parts) + "\n"


def _heading(name: str, about: str) -> str:
    return f"# {f' {name} ':=^116}\n# {about}."


class _Needed:
    """What is reached from the texts: statements of files, in the order in which the files need each other."""

    def __init__(self, own: _File) -> None:
        self.own = own
        self.statements: set[_Statement] = set()
        self.outside: set[Entity] = set()
        self.order: list[_File] = []
        uses = [(own, name) for one in own.statements for name, _ in one.uses]
        files_used: dict[str, _File] = {}
        while uses:
            file, name = uses.pop()
            entity = _entity(file, name)
            if entity is None or entity[0] == "":
                continue
            if not entity[0].startswith(_PROJECT):
                self.outside.add(entity)
                continue
            home = files_used.setdefault(entity[0], _project_file(entity[0]))
            statement = home.bound.get(entity[1])
            if statement is None:
                raise LookupError(f"{entity[0]} has no {entity[1]}, which {file.name or 'the module'} needs")
            if statement not in self.statements:
                self.statements.add(statement)
                uses += [(home, used) for used, _ in statement.uses]
        self._sort(files_used)

    def _sort(self, used: Mapping[str, _File]) -> None:
        """The files that a file needs stand before it; the order of their names settles the rest."""
        placed: set[str] = set()

        def place(file: _File) -> None:
            if file.name in placed:
                return
            placed.add(file.name)
            for module in sorted(self._neighbours(file)):
                place(used[module])
            self.order.append(file)

        for name in sorted(used):
            place(used[name])

    def _neighbours(self, file: _File) -> set[str]:
        kept = [one for one in file.statements if one in self.statements]
        entities = [_entity(file, name) for one in kept for name, _ in one.uses]
        return {one[0] for one in entities if one and one[0].startswith(_PROJECT) and one[0] != file.name}

    def names(self) -> dict[Entity, str]:
        """What each thing is called: names of the texts first, then of Python's library, then what the texts use."""
        own = [("", name) for one in self.own.statements for name in one.binds]
        theirs = [
            (file.name, name)
            for file in self.order
            for one in file.statements
            if one in self.statements
            for name in one.binds
        ]
        wanted = {_entity(self.own, name) for one in self.own.statements for name, _ in one.uses}
        theirs.sort(key=lambda entity: entity not in wanted)
        names: dict[Entity, str] = {}
        taken: set[str] = set()
        for entity in (*own, *sorted(self.outside), *theirs):
            module, name = entity
            called = name or module.rpartition(".")[2]
            if called in taken:
                stem = f"{module.rpartition('.')[2]}_{called.lstrip('_')}"
                called = next(one for one in chain([stem], (f"{stem}_{n}" for n in count(2))) if one not in taken)
            taken.add(called)
            names[entity] = called
        return names


def _entity(file: _File, used: str) -> Entity | None:
    """What a global name of a file means, or an attribute of a file that it imports; None: one of Python's own."""
    name, _, attribute = used.partition(".")
    if name in file.bound:
        return file.name, name
    entity = file.imports.get(name)
    if entity is not None and entity[1] == "" and entity[0].startswith(_PROJECT):
        return entity[0], attribute
    return entity


# --- writing ---------------------------------------------------------------------------------------------------


def _imports(outside: Iterable[Entity], names: Mapping[Entity, str]) -> str:
    whole: list[str] = []
    parts: dict[str, list[str]] = {}
    for module, name in sorted(outside):
        called = names[module, name]
        if not name:
            whole.append(f"import {module}" if called == module else f"import {module} as {called}")
        else:
            parts.setdefault(module, []).append(name if called == name else f"{name} as {called}")
    return "\n".join([*whole, *(f"from {module} import {', '.join(taken)}" for module, taken in parts.items())])


def _renamed(file: _File, statement: _Statement, names: Mapping[Entity, str]) -> str:
    pieces, end = [], 0
    for used, offset in statement.uses:
        entity = _entity(file, used)
        if entity is not None:
            pieces += [statement.text[end:offset], names[entity]]
            whole = entity[0].startswith(_PROJECT) and file.imports.get(used.partition(".")[0]) == (entity[0], "")
            end = offset + len(used if whole else used.partition(".")[0])
    return _TYPE_VARIABLE.sub(r"\1 = TypeVar('\1')", "".join((*pieces, statement.text[end:])))


# --- reading ---------------------------------------------------------------------------------------------------


@cache
def _project_file(name: str) -> _File:
    folder, _, stem = name.rpartition(".")
    text = files(folder).joinpath(f"{stem}.py").read_text(encoding="utf-8")
    if "import attrs" in text:
        for pattern, instead in _DATACLASSES:
            text = pattern.sub(instead, text)
    return _read(name, text)


def _read(name: str, text: str) -> _File:
    tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    statements: list[_Statement] = []
    imports: dict[str, Entity] = {}
    for node in tree.body:
        match node:
            case ast.Import() | ast.ImportFrom():
                imports |= _imported(node)
            case ast.If(test=ast.Name("TYPE_CHECKING")):
                for inner in node.body:
                    if isinstance(inner, ast.Import | ast.ImportFrom):
                        imports |= _imported(inner)
            case ast.Expr(ast.Constant()):
                continue  # the docstring of the file, or of a name
            case _:
                statements.append(_statement(node, lines))
    about = (ast.get_docstring(tree) or "").partition("\n")[0].rstrip(".")
    return _File(name, about, tuple(statements), imports)


def _imported(node: ast.Import | ast.ImportFrom) -> dict[str, Entity]:
    if isinstance(node, ast.Import):
        return {alias.asname or alias.name: (alias.name, "") for alias in node.names}
    module = node.module or ""
    found: dict[str, Entity] = {}
    for alias in node.names:
        entity = (module, alias.name)
        if module.startswith(_PROJECT) and _is_file(f"{module}.{alias.name}"):
            entity = (f"{module}.{alias.name}", "")
        found[alias.asname or alias.name] = _INSTEAD.get(entity, entity)
    return found


@cache
def _is_file(module: str) -> bool:
    folder, _, stem = module.rpartition(".")
    try:
        return files(folder).joinpath(f"{stem}.py").is_file()
    except (ModuleNotFoundError, TypeError):
        return False


def _statement(node: ast.stmt, lines: list[str]) -> _Statement:
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))]) - 1
    while first > 0 and lines[first - 1].startswith("#") and not lines[first - 1].startswith("# ---"):
        first -= 1
    assert node.end_lineno is not None
    kept = lines[first : node.end_lineno]
    starts = [0]
    for line in kept:
        starts.append(starts[-1] + len(line))
    text = "".join(kept)
    uses: list[tuple[str, int]] = []
    for used, number, column in _Globals(node).found:
        row = number - 1 - first
        offset = starts[row] + len(kept[row].encode()[:column].decode())
        name = used.partition(".")[0]
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and (number, column) == (node.lineno, node.col_offset):
            offset = text.index(name, offset + len("def"))
        assert text[offset : offset + len(name)] == name, f"{name} is not where it was read"
        uses.append((used, offset))
    return _Statement(text.rstrip("\n"), tuple(_bound(node)), tuple(sorted(set(uses), key=lambda one: one[1])))


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
        return
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            yield one.id


class _Globals(ast.NodeVisitor):
    """Every global name that a statement of a file binds or uses, with its line (from 1) and column (in bytes)."""

    def __init__(self, node: ast.stmt) -> None:
        self.found: list[tuple[str, int, int]] = []
        self._inside: list[tuple[bool, frozenset[str]]] = []  # whether a class, and the names bound there
        self.visit(node)

    def _used(self, used: str, node: ast.expr | ast.stmt) -> None:
        name = used.partition(".")[0]
        for depth, (is_class, names) in enumerate(reversed(self._inside)):
            if name in names and not (is_class and depth):
                return
        self.found.append((used, node.lineno, node.col_offset))

    def visit_Name(self, node: ast.Name) -> None:
        self._used(node.id, node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name):
            self._used(f"{node.value.id}.{node.attr}", node.value)
        else:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        if not self._inside:
            self._used(node.name, node)
        self._function(node.args, node.body, node.returns)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node.args, [node.body], None)

    def _function(self, arguments: ast.arguments, body: Iterable[ast.AST], returns: ast.expr | None) -> None:
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        given = [one for one in named if one is not None]
        outside = [one.annotation for one in given] + [*arguments.defaults, *arguments.kw_defaults, returns]
        for one in outside:
            if one is not None:
                self.visit(one)
        body = list(body)
        self._within(False, {one.arg for one in given}.union(*(_stored(one) for one in body)), body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not self._inside:
            self._used(node.name, node)
        for one in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(one)
        self._within(True, set().union(*(_stored(one) for one in node.body)), node.body)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        self.visit(node.generators[0].iter)
        inner: list[ast.AST] = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for n, one in enumerate(node.generators):
            inner += [one.target, *([one.iter] if n else []), *one.ifs]
        self._within(False, set().union(*(_stored(one.target) for one in node.generators)), inner)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _within(self, is_class: bool, names: Iterable[str], nodes: Iterable[ast.AST]) -> None:
        self._inside.append((is_class, frozenset(names)))
        for node in nodes:
            self.visit(node)
        self._inside.pop()


_OWN_NAMES = ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def _stored(node: ast.AST) -> set[str]:
    """The names that a piece of a function binds in it."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Name(id=name, ctx=ast.Store()):
            return {name}
        case ast.alias():
            return {node.asname or node.name}
    if isinstance(node, _OWN_NAMES):
        return set()
    here: set[str | None] = set()
    match node:
        case ast.MatchAs() | ast.MatchStar() | ast.ExceptHandler():
            here = {node.name}
        case ast.MatchMapping():
            here = {node.rest}
    return {one for one in here if one is not None}.union(*(_stored(one) for one in ast.iter_child_nodes(node)))
