"""What is wrong in facts: a code, the path to it, the sentence and the fix."""

from __future__ import annotations

import attrs

from prazo.dsl.diagnostics.codes import sentence
from prazo.dsl.diagnostics.render import headline, helpline
from prazo.dsl.diagnostics.visible import visible


@attrs.frozen(slots=True)
class FactProblem:
    """One wrong fact.  ``path`` is as in reports (``agents[B].resident``), without ``$``; empty: the whole document.

    ``place``: of facts that came as tables, the file and the row that the path starts from.
    """

    code: str
    path: str
    message: str
    hint: str | None = None
    place: str | None = None

    @property
    def where(self) -> str:
        """Place and path for people, ``Insurer.csv, row 3: capital``; empty where there is neither."""
        return ": ".join(part for part in (self.place, self.path) if part)


def problem(
    code: str, path: str, /, *, hint: str | None = None, nearest: str | None = None, **args: object
) -> FactProblem:
    """A problem with the sentence of its code.

    ``nearest`` is the nearest right name as a reader should see it, ``resident (yes or no)``; it goes behind the
    sentence.  Raises ``TypeError`` where an argument of the template is missing.
    """
    message = sentence(code, **args)
    return FactProblem(code, path, f"{message}; nearest: {nearest}" if nearest else message, hint)


def render_problem(problem: FactProblem, file: str | None = None, color: bool = False) -> str:
    """The problem as shown in a terminal, without a line end; with ``file`` a line says where it is."""
    where = f"{problem.path}: " if problem.path else ""
    lines = [headline("error", problem.code, where + problem.message, color)]
    if file is not None:
        lines.append(f"  {visible(file)}, {visible(_from_root(problem.path))}")
    if problem.hint:
        lines.append(helpline(problem.hint, color))
    return "\n".join(lines)


def _from_root(path: str) -> str:
    if not path:
        return "$"
    return f"${path}" if path.startswith("[") else f"$.{path}"
