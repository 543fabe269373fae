"""Collects what is wrong in facts, so that one run reports all of it."""

from __future__ import annotations

import attrs

from prazo.dsl.errors import FactsError
from prazo.dsl.facts.limits import PROBLEMS
from prazo.dsl.facts.problems import FactProblem, problem


@attrs.define(slots=True)
class Findings:
    """Problems and notes in the order of the facts: at most 100 of each; the last says how many more there are."""

    problems: list[FactProblem] = attrs.field(factory=list)
    notes: list[FactProblem] = attrs.field(factory=list)
    more_problems: int = 0
    more_notes: int = 0

    def wrong(
        self, code: str, path: str, /, *, hint: str | None = None, nearest: str | None = None, **args: object
    ) -> None:
        if len(self.problems) < PROBLEMS:
            self.problems.append(problem(code, path, hint=hint, nearest=nearest, **args))
        else:
            self.more_problems += 1

    def note(self, code: str, path: str, /, *, nearest: str | None = None, **args: object) -> None:
        if len(self.notes) < PROBLEMS:
            self.notes.append(problem(code, path, hint=None, nearest=nearest, **args))
        else:
            self.more_notes += 1

    @property
    def all_problems(self) -> tuple[FactProblem, ...]:
        return _counted(self.problems, self.more_problems)

    @property
    def all_notes(self) -> tuple[FactProblem, ...]:
        return _counted(self.notes, self.more_notes)

    def refuse(self) -> None:
        """Raises ``FactsError`` with every problem, if there is any."""
        if self.problems:
            raise FactsError(self.all_problems)


def _counted(kept: list[FactProblem], more: int) -> tuple[FactProblem, ...]:
    return (*kept[:-1], problem("F0065", "", count=more + 1)) if more else tuple(kept)
