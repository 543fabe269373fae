"""The one table of codes, and the one way to make a diagnostic.

The sentences stand in ``codes_syntax`` (P01xx), ``codes_rules`` (P02xx to P09xx) and ``codes_facts`` (F00xx, E00xx);
a page for every code is in ``docs/errors``.
"""

from __future__ import annotations

from string import Formatter
from typing import Final

import attrs

from prazo.dsl.diagnostics import codes_facts, codes_rules, codes_syntax
from prazo.dsl.diagnostics.model import Diagnostic, Place


@attrs.frozen(slots=True)
class Code:
    """A code, its title (as its page has it) and the template of its first sentence."""

    code: str
    title: str
    template: str

    @property
    def arguments(self) -> frozenset[str]:
        """The names that ``sentence`` must be given for this code."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.template) if name)


def _merged(*tables: dict[str, tuple[str, str]]) -> dict[str, Code]:
    merged: dict[str, Code] = {}
    for table in tables:
        for code, (title, template) in table.items():
            if code in merged:
                raise ValueError(f"code {code} is in two tables")
            merged[code] = Code(code, title, template)
    return dict(sorted(merged.items()))


CODES: Final[dict[str, Code]] = _merged(codes_syntax.CODES, codes_rules.CODES, codes_facts.CODES)


def sentence(code: str, /, **args: object) -> str:
    """The first sentence of ``code`` with its arguments put in.

    Raises ``TypeError`` where the code is unknown or an argument is missing: a mistake in the program, never in
    the rules.
    """
    entry = CODES.get(code)
    if entry is None:
        raise TypeError(f"no such code: {code}")
    missing = entry.arguments - args.keys()
    if missing:
        raise TypeError(f"{code} needs {', '.join(sorted(missing))}")
    return entry.template.format_map(args)


def diagnostic(
    code: str, /, *places: Place, hint: str | None = None, severity: str = "error", **args: object
) -> Diagnostic:
    """A finding with the sentence of its code; ``places`` in the order in which they are to be shown.

    Raises ``TypeError`` where an argument of the template is missing: a mistake in the program, not in the rules.
    """
    return Diagnostic(code, sentence(code, **args), places, hint, severity)
