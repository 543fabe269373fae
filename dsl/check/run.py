"""Files to program: parsing, checking, and which findings are worth telling together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prazo.dsl.check.load import Found, Project, parsed
from prazo.dsl.check.module import ModuleText
from prazo.dsl.core.nodes import Program
from prazo.dsl.diagnostics.model import Diagnostic


def check_project(
    project: Project, counting_rules: Iterable[str] | None = None
) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The checked program of a project and every finding in a stable order; no program where one is an error.

    ``counting_rules``: the names of the known rules of counting; None: names are not checked.  What only follows from
    an earlier mistake is left out: names are not looked up while a file of the project is missing or a declaration
    cannot be read, and nothing more is said of a block with a line that cannot be read.
    """
    from prazo.dsl.check.program import check_modules  # not needed for rules that are kept from an earlier run

    modules, syntax = parsed(project.files)
    program, checked = check_modules(modules, counting_rules)
    early = [*project.findings, *syntax]
    if any(one.severity == "error" for one in early):
        program = None
        checked = _not_following(project.files, modules, early, checked)
    return program, tuple(sorted({*early, *checked}, key=lambda one: (*one.order, one.message)))


def _not_following(
    files: Sequence[Found], modules: Sequence[ModuleText], early: list[Diagnostic], checked: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Of ``checked``, what does not come from the lines that ``early`` speaks of."""
    from prazo.dsl.syntax.tree import Norm, Scenario
    from prazo.dsl.syntax.words import BLOCK_WORDS

    names_lost = False
    blocks = {
        one.source.name: sorted((block.span.start, isinstance(block, Norm | Scenario)) for block in one.tree.blocks)
        for one in modules
    }

    def block_at(name: str, offset: int) -> tuple[int, bool] | None:
        return max((one for one in blocks.get(name, ()) if one[0] <= offset), default=None)

    tainted: set[tuple[str, int]] = set()
    for one in early:
        place = one.places[0] if one.places else None
        block = None if place is None else block_at(place.source.name, place.span.start)
        if place is None or block is None:
            names_lost = True
            continue
        start, is_norm = block
        tainted.add((place.source.name, start))
        words = place.source.line(place.source.position(place.span.start)[0]).split()
        names_lost |= not is_norm or (bool(words) and words[0] in BLOCK_WORDS) or one.code in _BLOCK_LOST
    kept: list[Diagnostic] = []
    for one in checked:
        if names_lost and (one.code.startswith("P02") or one.code in _NAMES):
            continue
        place = one.places[0] if one.places else None
        block = None if place is None else block_at(place.source.name, place.span.start)
        if place is None or block is None or (place.source.name, block[0]) not in tainted:
            kept.append(one)
    return tuple(kept)


#: Codes of a block that was left out whole.
_BLOCK_LOST = frozenset({"P0104", "P0106"})
#: Codes outside P02xx that say that a name means nothing.
_NAMES = frozenset({"P0127", "P0501", "P0504", "P0603", "P0702", "P0704"})
