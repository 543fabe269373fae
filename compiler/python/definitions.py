"""Definitions as functions: one that picks the version in force, and one for each version and reading."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any, Final, TypeVar

from prazo.compiler.python.expressions import Binders, Names
from prazo.compiler.python.lines import (
    Code,
    adjustments_code,
    conditions_code,
    covers,
    figures_code,
    scope_code,
)
from prazo.compiler.python.names import call, day_code, laid_out, slug, told, tuple_code
from prazo.dsl.core import nodes as core
from prazo.dsl.core.spans import merged
from prazo.dsl.report.document import label

T = TypeVar("T")

_WIDTH: Final = 110


def definition_code(one: core.Definition, names: Names) -> str:
    """All functions of a definition."""
    name = names.definitions[one.of, one.name]
    binders = (one.of,)
    parts: dict[str, str] = {}
    versions = []
    for version, bodies in body_names(name, merged(one.versions)):
        for _, called, body in bodies:
            code = (
                _condition(body, names, binders)
                if isinstance(body, core.ConditionBody)
                else _figure(body, names, binders)
            )
            kind = "DefinedCondition" if isinstance(body, core.ConditionBody) else "DefinedFigure"
            parts.setdefault(called, function(called, "at: At", kind, in_force(version), code))
        versions.append(version_call(version, [(reading, called) for reading, called, _ in bodies]))
    of_condition = one.kind == "condition"
    kind = "yes or no" if of_condition else one.unit or one.kind
    about = [f"{title(one.labels, one.name)}: {told(kind)}, of {told(one.of)}."]
    about += [cited(one.id.partition("/")[0], one.cites)] if one.cites else []
    answer, way = ("DefinedCondition", "condition") if of_condition else ("DefinedFigure", "figure")
    code = ["return " + call(f"defined_{way}", "at", repr(name), *versions)]
    parts[name] = function(name, "at: At", answer, about, code)
    return "\n\n\n".join(parts.values())


def _condition(body: core.ConditionBody, names: Names, binders: Binders) -> Code:
    scope = [] if body.where is None else scope_code(body.where, names, binders)
    given = [str(covers(body.conditions)), *(["scope"] if scope else [])]
    return [*scope, *conditions_code(body.conditions, names, binders), f"return {call('lines.defined', *given)}"]


def _figure(body: core.FigureBody, names: Names, binders: Binders) -> Code:
    code = [] if body.where is None else scope_code(body.where, names, binders)
    given = ["so_far", *(["scope"] if code else [])]
    code += [*figures_code(body.cases, names, binders), "so_far = figures.pooled()"]
    adjustments = adjustments_code(body.adjustments, "value", names, binders)
    if adjustments:
        code += ["if figures.found:", *("    " + line for line in adjustments)]
    return [*code, f"return {call('figures.defined', *given)}"]


# --- what definitions and norms share --------------------------------------------------------------------------


def title(labels: core.Labels, name: str) -> str:
    """What people call it, fit for a docstring."""
    return told(label(labels, name)).rstrip(".")


def cited(instrument: str, cites: tuple[str, ...]) -> str:
    """A sentence of the places that it rests on, as the report has them."""
    places = [cite if " " in cite else f"{instrument} {cite}" for cite in cites]
    return f"Cites {told(', '.join(places)) or 'nothing'}."


def in_force(version: core.Versioned[Any]) -> list[str]:
    """A sentence that says when a version is in force."""
    start = "from the beginning" if version.start is None else f"from {version.start.isoformat()}"
    end = "" if version.end is None else f" until {version.end.isoformat()}"
    return [f"In force {start}{end} ({told(version.version)})."]


def body_names(
    name: str, versions: tuple[core.Versioned[T], ...]
) -> Iterator[tuple[core.Versioned[T], list[tuple[str | None, str, T]]]]:
    """Each version with its readings: label, name of the function, body.  Functions are numbered.

    A version that says what the one before it said has its functions.
    """
    number = 0
    bodies: list[tuple[str | None, str, T]] = []
    for version in versions:
        if [(reading, body) for reading, _, body in bodies] == list(version.bodies):
            yield version, bodies
            continue
        bodies = []
        for reading, body in version.bodies:
            number += 1
            parts = [f"{name}_v{number}", slug(version.version), slug(reading or "")]
            bodies.append((reading, "_".join(filter(None, parts)), body))
        yield version, bodies


def version_call(version: core.Versioned[Any], bodies: list[tuple[str | None, str]]) -> str:
    """A version with what it says under each reading."""
    span = [repr(version.version), day_code(version.start), day_code(version.end)]
    if len(bodies) == 1 and bodies[0][0] is None:
        return call("version", *span, bodies[0][1])
    return call("version_by_reading", *span, *(tuple_code([repr(reading), says]) for reading, says in bodies))


def function(name: str, parameters: str, gives: str, about: list[str], code: Code) -> str:
    """A function with its docstring, each line of code laid out."""
    lines = [f"def {name}({parameters}) -> {gives}:"]
    if len(about) == 1:
        lines.append(f'    """{about[0]}"""')
    elif about:
        rest = [part for line in about[1:] for part in wrap(line, _WIDTH, break_long_words=False)]
        lines += [f'    """{about[0]}', "", *(f"    {line}" for line in rest), '    """']
    for line in code:
        bare = line.lstrip(" ")
        lines.append(laid_out(bare, len(line) - len(bare) + 4))
    return "\n".join(lines)
