"""``prazo fmt`` without files: a text in, the same rules in the one layout out."""

from __future__ import annotations

from prazo.dsl.diagnostics.model import Diagnostic, Source
from prazo.dsl.syntax.parser import parse
from prazo.dsl.syntax.printer import format_module


def format_source(source: Source) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text in the one layout, or None and the mistakes that must be put right first.

    The result is read again and compared: were its tree another one, the text would be handed back as it was.
    """
    module, found = parse(source)
    if found:
        return None, found
    text = format_module(module)
    again, mistakes = parse(Source(source.name, text))
    return (text if again == module and not mistakes else source.text), ()
