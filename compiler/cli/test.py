"""``prazo test``: the scenarios in rule files, run by the reference interpreter."""

from __future__ import annotations

import sys

import click

from prazo.compiler.cli.given import closures_option, colored, rules_given
from prazo.dsl.diagnostics.model import Diagnostic
from prazo.dsl.errors import EXIT_FOUND, EXIT_NOTHING_FOUND, RulesError


@click.command()
@click.argument("path", default=".")
@click.option("--only", metavar="TEXT", help="Only scenarios with TEXT in their title.")
@closures_option
def command(path: str, only: str | None, closures: str | None) -> int:
    """Run the scenarios in PATH: a .prazo file, a folder, or std: and a module (default: this folder).

    What did not come out is shown with both values. Ends with status 1 where anything did not.

    \b
    Example:
      prazo test
      prazo test std:macau.insurance
    """
    from prazo.dsl.check.load import gather, parsed
    from prazo.dsl.diagnostics.render import render_text
    from prazo.dsl.edge.files import library, open_rules
    from prazo.dsl.scenarios.interpreter import Interpreter
    from prazo.dsl.scenarios.lower import lower_scenarios
    from prazo.dsl.scenarios.run import run_scenarios

    lookup = rules_given(path, closures)
    request, folder = open_rules(path)
    files = [one for one in gather(request, folder, library()).files if asked_for(one.name, one.std, path)]
    judge = Interpreter(lookup)
    wrong: list[Diagnostic] = []
    failed = ran = expectations = failures = 0
    for module in parsed(files)[0]:
        scenarios, mistakes = lower_scenarios(lookup.program, module.tree, module.source)
        wrong += mistakes
        chosen = [one for one in scenarios if only is None or only.casefold() in one.title.casefold()]
        for outcome in run_scenarios(chosen, judge):
            ran, expectations = ran + 1, expectations + outcome.expectations
            failed, failures = failed + (not outcome.passed), failures + len(outcome.failures)
            for failure in outcome.failures:
                click.echo(render_text(failure.diagnostic, colored(sys.stdout)) + "\n")
    if ran or not wrong:
        click.echo(summary(ran, expectations, failed, failures))
    if wrong:
        raise RulesError(wrong)
    return EXIT_FOUND if failed else EXIT_NOTHING_FOUND


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
