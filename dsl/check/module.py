"""One file of rules, as the loader hands it to the checker."""

from __future__ import annotations

import attrs

from prazo.dsl.core.nodes import Place as CorePlace, ProvisionDecl
from prazo.dsl.diagnostics.model import Place, Source
from prazo.dsl.syntax.tree import Module, Span


@attrs.frozen(slots=True)
class ModuleText:
    """A parsed file.

    ``name``: dotted (``macau.insurance.parties``) or the file's name.  ``std``: from the library that comes with the
    tool.  ``provisions``: the index of provisions of its instrument, already read (None: it names no file).
    ``uses``: the names of the modules that it uses, resolved; what those use is visible too.
    """

    name: str
    source: Source = attrs.field(repr=False)
    tree: Module = attrs.field(repr=False)
    std: bool = False
    provisions: tuple[ProvisionDecl, ...] | None = None
    uses: tuple[str, ...] = ()

    def place(self, span: Span, label: str = "") -> Place:
        """A place for a finding."""
        return Place(self.source, span, label)

    def line(self, span: Span) -> CorePlace:
        """A place for the core: the module and the line on which ``span`` begins."""
        return CorePlace(self.name, self.source.position(span.start)[0])

    def where(self, span: Span) -> str:
        """``parties.prazo, line 7``, for hints."""
        return f"{self.source.name}, line {self.source.position(span.start)[0]}"
