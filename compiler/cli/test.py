"""``prazo test``: the scenarios in rule files, run by the reference interpreter."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Final

import click

from prazo.compiler.cli.given import closures_option, colored, name_among, output_option, rules_given
from prazo.compiler.cli.output import give
from prazo.dsl.diagnostics.model import Diagnostic
from prazo.dsl.errors import EXIT_FOUND, EXIT_NOTHING_FOUND, RulesError

if TYPE_CHECKING:
    from prazo.dsl.meaning.lookup import Lookup
    from prazo.dsl.scenarios.model import Scenario

_MOST_JOBS: Final = 256


@click.command()
@click.argument("path", default=".")
@click.option("--only", metavar="TEXT", help="Only scenarios with TEXT in their title.")
@click.option("--mutate", is_flag=True, help="Change the rules one thing at a time, and list what no scenario minds.")
@click.option(
    "--norm", "norms", metavar="NAME", multiple=True, help="Change only this norm, definition or consequence."
)
@click.option(
    "--jobs", type=click.IntRange(1, _MOST_JOBS), help="How many processes try changes (default: one a processor)."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), help="Format of what --mutate finds.")
@output_option
@closures_option
def command(
    path: str,
    only: str | None,
    mutate: bool,
    norms: tuple[str, ...],
    jobs: int | None,
    form: str | None,
    output: str | None,
    closures: str | None,
) -> int:
    """Run the scenarios in PATH: a .prazo file, a folder, or std: and a module (default: this folder).

    What did not come out is shown with both values. Ends with status 1 where anything did not, and with --mutate
    also where the rules can be changed without any scenario failing.

    \b
    Example:
      prazo test
      prazo test std:macau.insurance
      prazo test rules/ --mutate
      prazo test rules/ --mutate --norm minimum_capital
    """
    from prazo.dsl.check.load import gather, parsed
    from prazo.dsl.diagnostics.render import render_text
    from prazo.dsl.edge.files import library, open_rules
    from prazo.dsl.scenarios.interpreter import Interpreter
    from prazo.dsl.scenarios.lower import lower_scenarios
    from prazo.dsl.scenarios.run import run_scenarios

    if not mutate and (norms or jobs or form or output):
        raise click.UsageError("--norm, --jobs, --format and -o go with --mutate.")
    lookup = rules_given(path, closures)
    changed = _changed(lookup, norms) if norms else None
    request, folder = open_rules(path)
    files = [one for one in gather(request, folder, library()).files if asked_for(one.name, one.std, path)]
    judge = Interpreter(lookup)
    wrong: list[Diagnostic] = []
    every: list[Scenario] = []
    failed = expectations = failures = 0
    for module in parsed(files)[0]:
        scenarios, mistakes = lower_scenarios(lookup.program, module.tree, module.source)
        wrong += mistakes
        chosen = [one for one in scenarios if only is None or only.casefold() in one.title.casefold()]
        every += chosen
        for outcome in run_scenarios(chosen, judge):
            expectations += outcome.expectations
            failed, failures = failed + (not outcome.passed), failures + len(outcome.failures)
            for failure in outcome.failures:
                click.echo(render_text(failure.diagnostic, colored(sys.stdout)) + "\n")
    if every or not wrong:
        click.echo(summary(len(every), expectations, failed, failures), err=mutate)
    if wrong:
        raise RulesError(wrong)
    if failed or not mutate:
        return EXIT_FOUND if failed else EXIT_NOTHING_FOUND
    return _mutated(lookup, every, changed, jobs or os.cpu_count() or 1, form or "text", output)


def _changed(lookup: Lookup, norms: tuple[str, ...]) -> frozenset[str]:
    """The identifiers of the rules of these names; of one name there can be several."""
    from prazo.compiler.mutate.run import name_of, subjects_of

    ids = [name_of(one) for one in subjects_of(lookup.program)]
    short = [one.rpartition("/")[2] for one in ids]
    asked = {one if one in ids else name_among("norm", one, short, "--norm") for one in norms}
    return frozenset(id for id, name in zip(ids, short, strict=True) if not asked.isdisjoint((id, name)))


def _mutated(
    lookup: Lookup, scenarios: list[Scenario], changed: frozenset[str] | None, jobs: int, form: str, output: str | None
) -> int:
    from prazo.compiler.mutate.run import Trial, outcomes
    from prazo.compiler.mutate.told import counts, mutants_document, mutants_text
    from prazo.dsl.report.document import rules_digest

    found = list(outcomes(Trial(lookup.program, lookup.times, scenarios), jobs, changed))
    if form == "json":
        document = mutants_document(found, rules_digest(lookup.program, lookup.times))
        give(json.dumps(document, ensure_ascii=False, indent=2), output)
    else:
        give(mutants_text(found), output)
    return EXIT_FOUND if counts(found)[1] else EXIT_NOTHING_FOUND


def asked_for(name: str, std: bool, path: str) -> bool:
    """Whether a file is one of those that the user named, not only one that these use."""
    if not path.startswith("std:"):
        return not std and (not path.endswith(".prazo") or path.removesuffix(".prazo").endswith(name))
    module = path.removeprefix("std:")
    return std and (not module or name == module or name.startswith(module + "."))


def summary(ran: int, expectations: int, failed: int, failures: int) -> str:
    """How many scenarios there were and how many did not come out."""
    if not ran:
        return "there are no scenarios here"
    head = f"{_counted(ran, 'scenario')}, {_counted(expectations, 'expectation')}"
    if not failed:
        return f"{head}: all came out"
    return f"{head}: {_counted(failed, 'scenario')} did not come out, in {_counted(failures, 'value')}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
