"""The errors that Prazo raises: each has a code, places, a hint and the exit status of the command line.

A finding in the rules or the facts is data (a diagnostic); an error is raised only where the work cannot go on, and
then carries every finding there was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prazo.dsl.diagnostics.model import Diagnostic

EXIT_NOTHING_FOUND = 0
EXIT_FOUND = 1
EXIT_MISUSE = 2
EXIT_RULES_WRONG = 3
EXIT_FACTS_WRONG = 4
EXIT_ENVIRONMENT = 5
EXIT_INTERRUPTED = 130


class Problem(Protocol):
    """What every finding in facts has, wherever it was found."""

    @property
    def code(self) -> str: ...

    @property
    def message(self) -> str: ...

    @property
    def hint(self) -> str | None: ...


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
    """The facts are wrong. ``problems`` holds every one of them, in the order of the facts."""

    exit_status = EXIT_FACTS_WRONG

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        first = found[0]
        super().__init__(first.code, first.message, places=getattr(first, "places", ()), hint=first.hint)
        self.problems: tuple[Problem, ...] = found


class EnvironmentFault(Error):
    """The machine lacks something: a file that cannot be read or written, a program, space on the disk."""

    exit_status = EXIT_ENVIRONMENT


class MissingExtra(EnvironmentFault):
    """A package that only some installations have is needed here; ``command`` installs it."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        """``purpose`` begins the sentence: "drawing a map as SVG"."""
        self.package = package
        self.extra = extra
        self.command = f"pip install 'prazo[{extra}]'"
        super().__init__("E0001", f"{purpose} needs the package {package}, which is not installed", hint=self.command)
