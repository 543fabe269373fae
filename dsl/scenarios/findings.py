"""Mistakes in scenarios, in the words of scenarios, at the place where they were written."""

from __future__ import annotations

import attrs

from prazo.dsl.diagnostics.codes import diagnostic
from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.problems import problem
from prazo.dsl.syntax.tree import Span


@attrs.define(slots=True)
class ScenarioFindings(Findings):
    """Takes what the typing of facts reports and says it of the scenario's text.

    By path: ``spans``, where it was written; ``kinds``, the name of the fact and what it was declared as.
    """

    source: Source = attrs.field(kw_only=True)
    diagnostics: list[Diagnostic] = attrs.field(factory=list)
    spans: dict[str, Span] = attrs.field(factory=dict)
    kinds: dict[str, tuple[str, str]] = attrs.field(factory=dict)

    def add(self, code: str, *places: tuple[Span, str], hint: str | None = None, **args: object) -> None:
        at = (Place(self.source, span, label) for span, label in places)
        self.diagnostics.append(diagnostic(code, *at, hint=hint, severity="error", **args))

    def wrong(
        self, code: str, path: str, /, *, hint: str | None = None, nearest: str | None = None, **args: object
    ) -> None:
        known = self._known(path)
        span = self.spans[known]
        name, kind = self.kinds.get(known, ("this", "an item"))
        match code:
            case "F0042":
                self.add("P0710", (span, ""), name=name, begin=args["begin"], end=args["end"])
            case "F0041":
                self.add("P0711", (span, ""), name=name, begin=args["begin"], end=args["end"])
            case "F0048":
                self.add("P0711", (span, ""), name=name, begin=args["issued"], end=args["expires"])
            case "F0049":
                ends = {"end": args["end"], "since": args["since"], "begin": args["begin"]}
                self.add("P0718", (span, ""), hint=hint, name=name, **ends)
            case "F0051":
                self.add("P0713", (span, ""), name=name, item=args["id"])
            case _:
                said = problem(code, path, hint=None, nearest=nearest, **args).message
                value = self.source.text[span.start : span.end]
                self.add("P0703", (span, said), value=value, name=name, expected=kind)

    def _known(self, path: str) -> str:
        """The nearest path above that was written as such: the fact, where ``path`` is a part of its value."""
        while path not in self.spans:
            path = path[: max(path.rfind("."), path.rfind("["))]
        return path
