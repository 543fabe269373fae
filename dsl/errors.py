"""The errors that Prazo raises: each has a code, places, a hint and the exit status of the command line.

A finding in the rules or the facts is data (a diagnostic); an error is raised only where the work cannot go on, and
then carries every finding there was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prazo.dsl.diagnostics.model import Diagnostic
    from prazo.dsl.facts.problems import FactProblem

EXIT_NOTHING_FOUND = 0
EXIT_FOUND = 1
EXIT_MISUSE = 2
EXIT_RULES_WRONG = 3
EXIT_FACTS_WRONG = 4
EXIT_ENVIRONMENT = 5
EXIT_INTERRUPTED = 130


class Error(Exception):
    """Anything that Prazo refuses to do.

    ``code`` stands in the table of codes; ``message`` is one sentence without the code; ``places`` says where (places
    in rules, paths in facts, may be empty); ``hint`` is the nearest thing to do; ``exit_status`` is what the command
    line ends with.
    """

    exit_status: int = EXIT_MISUSE

    def __init__(self, code: str, message: str, *, places: Iterable[object] = (), hint: str | None = None) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.places: tuple[object, ...] = tuple(places)
        self.hint = hint

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message} ({self.hint})"


class RulesError(Error):
    """The rules are wrong. ``diagnostics`` holds every finding of the run, in the order in which they are shown."""

    exit_status = EXIT_RULES_WRONG

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        found = tuple(sorted(diagnostics, key=lambda one: one.order))
        first = next((one for one in found if one.severity == "error"), found[0])
        super().__init__(first.code, first.message, places=first.places, hint=first.hint)
        self.diagnostics: tuple[Diagnostic, ...] = found


class FactsError(Error):
    """The facts are wrong. ``problems`` holds every one of them, in the order of the facts; ``places`` their paths.

    ``source`` names the document for people (a file's name), where it has one.
    """

    exit_status = EXIT_FACTS_WRONG

    def __init__(self, problems: Iterable[FactProblem], source: str | None = None) -> None:
        found = tuple(problems)
        first = found[0]
        message = f"{first.where}: {first.message}" if first.where else first.message
        super().__init__(first.code, message, places=(one.where for one in found), hint=first.hint)
        self.problems: tuple[FactProblem, ...] = found
        self.source = source


class EnvironmentFault(Error):
    """The machine lacks something: a file that cannot be read or written, a program, space on the disk."""

    exit_status = EXIT_ENVIRONMENT

    @classmethod
    def of(cls, code: str, /, *, hint: str | None = None, **args: object) -> EnvironmentFault:
        """The fault with the sentence of its code; ``args`` fill the sentence."""
        from prazo.dsl.diagnostics.codes import sentence  # here: the list of commands is shown without the table

        return EnvironmentFault(code, sentence(code, **args), hint=hint)


class MissingExtra(EnvironmentFault):
    """A package that only some installations have is needed here; ``command`` installs it."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        """``purpose`` says what it is needed for, as in "drawing a map as SVG"."""
        from prazo.dsl.diagnostics.codes import sentence  # here: the list of commands is shown without the table

        self.package = package
        self.extra = extra
        self.command = f"pip install 'prazo[{extra}]'"
        super().__init__("E0001", sentence("E0001", package=package, purpose=purpose), hint=self.command)
