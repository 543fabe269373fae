"""Rule files that say in themselves what is found in them, and the command that records it.

Below a line stands what must be underlined in it: ``#! P0204 life: "life" can mean two things here``.  A warning says
so before the underlined text, a second place of a finding ends in ``, too``, the help stands on a line of its own.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from prazo.dsl.check.load import gather
from prazo.dsl.check.run import check_project
from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.edge.files import library, open_rules
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.scenarios.interpreter import Interpreter
from prazo.dsl.scenarios.lower import lower_scenarios
from prazo.dsl.scenarios.run import run_scenarios
from prazo.dsl.syntax.parser import parse
from prazo.dsl.time.library import load_standard

HERE: Final = Path(__file__).parent
GOOD: Final = tuple(sorted((HERE / "good").glob("*.prazo")))
BAD: Final = tuple(sorted((HERE / "bad").glob("*.prazo")))
MARK: Final = "#!"
_LONGEST: Final = 48  # characters of the underlined text


def found_in(path: Path) -> list[Diagnostic]:
    """Every finding in a file and in those that it uses; where the rules are right, in its scenarios too."""
    request, project = open_rules(path)
    rules = gather(request, project, library())
    times = load_standard()
    program, found = check_project(rules, times.rules)
    if program is None:
        return list(found)
    (source,) = (one.source for one in rules.files if one.source.name == path.name)
    return [*found, *in_scenarios(Interpreter(Lookup(program, times)), source)]


def in_scenarios(judge: Interpreter, source: Source) -> list[Diagnostic]:
    """What is wrong in the scenarios of a text, and what they expect in vain; nothing where there are none."""
    scenarios, wrong = lower_scenarios(judge.lookup.program, parse(source)[0], source)
    failures = [failure.diagnostic for one in run_scenarios(scenarios, judge) for failure in one.failures]
    return [*wrong, *failures]


def marked(path: Path) -> str:
    """The text of a file with its marks made anew."""
    below: dict[int, list[str]] = {}
    for one in found_in(path):
        here = [place for place in one.places if place.source.name == path.name]
        for place in here or (None,):
            first = place is None or place is one.places[0]
            at = 0 if place is None else place.source.position(place.span.start)[0]
            below.setdefault(at, []).extend(_marks(one, place, first))
    lines = path.read_text(encoding="utf-8").split("\n")
    made: list[str] = list(below.get(0, ()))
    for number, line in enumerate(lines, 1):
        if not line.lstrip().startswith(MARK):
            made.append(line)
        indent = line[: len(line) - len(line.lstrip())]
        made += [f"{indent}{mark}" for mark in below.get(number, ())]
    return "\n".join(made)


def _marks(one: Diagnostic, place: Place | None, first: bool) -> list[str]:
    word = "" if one.severity == "error" else f"{one.severity} "
    under = "" if place is None else _underlined(place)
    if not first:
        return [f"{MARK} {one.code} {word}{under}, too"]
    label = f" ({place.label})" if place is not None and place.label else ""
    marks = [f"{MARK} {one.code} {word}{under}: {one.message}{label}"]
    return marks if one.hint is None else [*marks, f"{MARK}   help: {one.hint}"]


def _underlined(place: Place) -> str:
    text = place.source.text[place.span.start : place.span.end].partition("\n")[0].strip()
    return visible(text, _LONGEST)


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="python -m tests.programs", description=__doc__)
    options.add_argument("--record", action="store_true", required=True, help="write what is found into tests/bad")
    options.parse_args(arguments)
    for path in BAD:
        text = marked(path)
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            print(f"recorded {path.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
