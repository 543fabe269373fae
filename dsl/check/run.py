"""Files to program: parsing, checking, and which findings are worth telling together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from prazo.dsl.check.load import Project, parsed
from prazo.dsl.check.module import ModuleText
from prazo.dsl.collecting import not_collecting
from prazo.dsl.core.nodes import Program
from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.time.library import RuleVersions


def check_project(
    project: Project, counting_rules: Mapping[str, RuleVersions] | Iterable[str] | None = None
) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The checked program of a project and every finding in a stable order; no program where one is an error.

    ``counting_rules``: the known rules of counting, or names alone; None: names are not checked.  What only follows
    from an earlier mistake is left out: a name that a line which cannot be read may have declared, every name while a
    file of the project is missing, and what a block lacks that has a line which cannot be read.
    """
    from prazo.dsl.check.program import check_modules  # not needed for rules that are kept from an earlier run

    with not_collecting():
        modules, syntax = parsed(project.files)
        program, checked = check_modules(modules, counting_rules)
    early = [*project.findings, *syntax]
    if any(one.severity == "error" for one in early):
        program = None
        checked = _not_following(modules, early, checked)
    return program, tuple(sorted({*early, *checked}, key=lambda one: (*one.order, one.message)))


def _not_following(
    modules: Sequence[ModuleText], early: list[Diagnostic], checked: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Of ``checked``, what does not come from the lines that ``early`` speaks of.

    A name is not looked up where a line that could not be read may have declared it, and of a block with such a line
    only what is wrong in its other lines is told, not what it lacks.
    """
    lost = _Lost(modules)
    for one in early:
        lost.add(one)
    return tuple(one for one in checked if not lost.follows(one))


class _Lost:
    """What could not be read: names that it may have declared, and blocks that lack a line."""

    def __init__(self, modules: Sequence[ModuleText]) -> None:
        from prazo.dsl.syntax.tree import Apply, Define, Instrument, Norm, Scenario

        self._blocks = {one.source.name: [block.span.start for block in one.tree.blocks] for one in modules}
        self._kinds = {
            (one.source.name, block.span.start): isinstance(block, Apply | Define | Norm | Scenario)
            for one in modules
            for block in one.tree.blocks
        }
        self._instruments = {
            (one.source.name, block.span.start)
            for one in modules
            for block in one.tree.blocks
            if isinstance(block, Instrument)
        }
        self._all_names = False
        self._instrument = False
        self._names: set[str] = set()
        self._alike: set[str] = set()
        self._lacking: set[tuple[str, int]] = set()

    def _block_at(self, place: Place) -> int | None:
        starts = self._blocks.get(place.source.name, [])
        at = bisect_right(starts, place.span.start) - 1
        return starts[at] if at >= 0 else None

    def add(self, one: Diagnostic) -> None:
        from prazo.dsl.syntax.words import BLOCK_WORDS

        place = one.places[0] if one.places else None
        if place is None or one.code in _WHOLE_FILE:
            self._all_names = True
            return
        if one.code in _NOTHING_LOST:
            return
        block = None if _begins_a_block(place, one.code) else self._block_at(place)
        if block is not None:
            self._lacking.add((place.source.name, block))
            self._instrument |= (place.source.name, block) in self._instruments
        text, number = place.source.text, place.source.position(place.span.start)[0]
        line = _whole_line(place.source, number)
        words = _NAME.findall(line)
        first = words[0] if words else ""
        kind = first if first in BLOCK_WORDS else next(iter(nearest(first, BLOCK_WORDS)), "")
        self._instrument |= kind == "instrument" and (first == kind or one.code == "P0106")
        self._instrument |= first == "amounts"
        if first in _OF_ALL or not words:
            self._all_names = True
            return
        if block is not None and self._kinds[place.source.name, block] and first not in BLOCK_WORDS:
            return  # a line of a norm or a scenario declares nothing
        self._names.update(words)
        if one.code == "P0104":
            return
        self._alike.update(words[:2])
        if kind in ("party", "record"):
            # The block was left out whole, and with it the facts that its lines declare.
            begin = place.source.line_starts[number - 1] + len(line)
            for below in text[begin:].split("\n")[1:]:
                words = _NAME.findall(below)
                if words and words[0] in BLOCK_WORDS:
                    break
                self._names.update(words)

    def follows(self, one: Diagnostic) -> bool:
        place = one.places[0] if one.places else None
        if place is None:
            return True
        if self._instrument and one.code in _OF_INSTRUMENT:
            return True
        if one.code.startswith("P02") or one.code in _NAMES:
            if self._all_names:
                return True
            name = place.source.text[place.span.start : place.span.end]
            return name in self._names or bool(nearest(name, self._alike))
        block = self._block_at(place)
        return (place.source.name, block) in self._lacking and not one.code.startswith(_OF_ONE_LINE)


def _whole_line(source: Source, number: int) -> str:
    """The line of a number, with the lines that it goes on in after a comma."""
    lines = [source.line(number)]
    while lines[-1].rstrip().endswith(",") and number + len(lines) <= len(source.line_starts):
        lines.append(source.line(number + len(lines)))
    return "\n".join(lines)


def _begins_a_block(place: Place, code: str) -> bool:
    """Whether the line of a finding is the first of a block, which was then left out."""
    from prazo.dsl.syntax.words import BLOCK_WORDS, LATER_BLOCK_WORDS

    words = place.source.line(place.source.position(place.span.start)[0]).split(None, 1)
    return code in ("P0104", "P0106") or (bool(words) and words[0] in (*BLOCK_WORDS, *LATER_BLOCK_WORDS))


_NAME = re.compile(r"[^\W\d]\w*")
#: Codes of lines of which every word could be read.
_NOTHING_LOST = frozenset({"P0213", "P0605", "P0606"})
#: Codes of files that are not there, or of which nothing could be read.
_WHOLE_FILE = frozenset({"P0101", "P0102", "P0205", "P0211", "P0212", "P0230", "P0231", "P0232", "P0802", "P0803"})
#: First words of lines that other files are taken by, or that hold what all names of a kind rest on.
_OF_ALL = frozenset({"use", "instrument", "version", "amounts"})
#: Codes of what an instrument says for all that stands below it.
_OF_INSTRUMENT = frozenset(
    """P0331 P0361 P0363 P0414 P0501 P0504 P0505 P0506 P0517 P0518 P0601 P0603 P0604 P0609 P0610 P0615""".split()  # noqa: SIM905
)
#: Codes outside P02xx that say that a name means nothing.
_NAMES = frozenset({"P0127", "P0501", "P0504", "P0603", "P0702", "P0704"})
#: Beginnings of codes of what is wrong in a line whatever the others say.
_OF_ONE_LINE = (
    "P02",
    "P0127",
    "P0320",
    "P0321",
    "P0322",
    "P0325",
    "P0326",
    "P0327",
    "P0328",
    "P0329",
    "P0345",
    "P0350",
    "P0356",
    "P0357",
    "P0358",
    "P04",
    "P0501",
    "P0601",
    "P0603",
    "P0607",
)
