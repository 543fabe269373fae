"""The sentence of each code that a finding in facts can have."""

from __future__ import annotations

from prazo.dsl.diagnostics.codes_facts import CODES


def sentence(code: str, /, **args: object) -> str:
    """The first sentence of ``code`` with its arguments put in."""
    _, template = CODES[code]
    return template.format_map(args)
