"""Consequences as functions: what a breach or an act brings."""

from __future__ import annotations

from prazo.compiler.python.definitions import body_names, cited, function, in_force, title, version_call
from prazo.compiler.python.expressions import Binders, Names, figure, holds
from prazo.compiler.python.lines import Code, adjustments_code, cases_code, scope_code
from prazo.compiler.python.names import call, told
from prazo.dsl.core import nodes as core
from prazo.dsl.core.spans import merged


def effect_code(one: core.Consequence, names: Names) -> str:
    """All functions of a consequence."""
    name = names.effects[one.id]
    parts: dict[str, str] = {}
    versions = []
    for version, bodies in body_names(name, merged(one.versions)):
        for _, called, body in bodies:
            code = _body(body, one, names)
            about = in_force(version)
            parts.setdefault(called, function(called, "case: Case, cause: Cause", "Brought | None", about, code))
        versions.append(version_call(version, [(reading, called) for reading, called, _ in bodies]))
    imposed = f", imposed by {told(one.imposed_by)}" if one.imposed_by else ""
    about = [
        f"{title(one.labels, one.id.partition('/')[2])}.",
        f"{told(one.id)}: {told(one.kind)} on {told(one.subject)}{imposed} ({told(one.force)}).",
        cited(one.instrument, one.cites),
    ]
    code = [f"return {call('in_version', 'case', 'cause', *versions)}"]
    parts[name] = function(name, "case: Case, cause: Cause", "Brought | None", about, code)
    return "\n\n\n".join(parts.values())


def _binders(one: core.Consequence) -> Binders:
    return (one.subject,) if one.record is None else (one.subject, one.record)


def _body(body: core.ConsequenceBody, one: core.Consequence, names: Names) -> Code:
    binders = _binders(one)
    code: Code = ["at = case.at(cause.day)"]
    scope = "YES"
    if body.where is not None:
        scope = "scope"
        code += [*scope_code(body.where, names, binders), "if scope.value is False:", "    return None"]
    bounds: list[str] = []
    if body.bounds:
        for target in ("lower", "upper"):
            code += _bound(body, target, names, binders)
            bounds.append(f"({target!r}, {target}_bound)")
    ended = "NO"
    if body.ends_when is not None:
        ended = "ended"
        code += ["at = case.at(case.today)", f"ended = {holds(body.ends_when, names, binders)}"]
    marked = "True" if body.marks else None
    given = [repr(one.unit or ""), *bounds] if bounds else []
    code.append(f"return {call('brought', 'cause', scope, ended, *given, unverified=marked)}")
    return code if any("at," in line or "(at" in line for line in code[1:]) else code[1:]


def _bound(body: core.ConsequenceBody, target: str, names: Names, binders: Binders) -> Code:
    def taken(case: core.Bounds) -> str:
        value = case.low if target == "lower" else case.high
        return call(f"{target}.are", figure(value, names, binders))

    code = cases_code(target, "Cases[Range]", body.bounds, taken, names, binders)
    adjustments = adjustments_code(body.adjustments, target, names, binders)
    if not adjustments:
        return [*code, f"{target}_bound = bound({target})"]
    code += [f"so_far = bound({target})", f"if {target}.found:", *("    " + line for line in adjustments)]
    return [*code, f"{target}_bound = so_far"]
