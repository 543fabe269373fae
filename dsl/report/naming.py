"""What declared things are called: their labels in one language, else the English one, else the name with spaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.report.words.language import ENGLISH, Language


@attrs.frozen(slots=True, eq=False)
class Naming:
    """Labels of a program in one language.

    ``parties`` and ``definitions`` are those of the program by name, and by party and name.  A label that two facts or
    definitions of one party share is followed by the name, so that no sentence can be taken for another.
    """

    program: core.Program
    language: Language = ENGLISH
    parties: Mapping[str, core.PartyDecl] = attrs.field(init=False, repr=False)
    definitions: Mapping[tuple[str, str], core.Definition] = attrs.field(init=False, repr=False)
    _titles: Mapping[str, core.Labels] = attrs.field(init=False, repr=False)
    _named: Mapping[tuple[str, str], str] = attrs.field(init=False, repr=False)

    @parties.default
    def _parties(self) -> Mapping[str, core.PartyDecl]:
        return {one.name: one for one in self.program.parties}

    @definitions.default
    def _definitions(self) -> Mapping[tuple[str, str], core.Definition]:
        return {(one.of, one.name): one for one in self.program.definitions}

    @_titles.default
    def _norms(self) -> Mapping[str, core.Labels]:
        found = {one.id: one.labels for one in self.program.norms}
        found |= {one.id: one.labels for one in self.program.powers}
        found |= {one.id: one.labels for one in self.program.consequences}
        return found | {one.id: one.labels for one in self.program.statements}

    @_named.default
    def _facts(self) -> Mapping[tuple[str, str], str]:
        labels = {(party.name, one.name): one.labels for party in self.program.parties for one in party.facts}
        labels |= {key: one.labels for key, one in self.definitions.items()}
        said = {(of, name): self.label(one, name) for (of, name), one in labels.items()}
        times = Counter((of, label) for (of, _), label in said.items())
        return {
            (of, name): f"{label} ({name})" if times[of, label] > 1 else label for (of, name), label in said.items()
        }

    def label(self, labels: core.Labels, name: str) -> str:
        """The label of the language, else the English one, else the name with spaces."""
        wanted: str | None = getattr(labels, self.language.code)
        return wanted or labels.en or spaced(name)

    def party(self, name: str) -> str:
        """A party or record."""
        found = self.parties.get(name)
        return self.label(found.labels, name) if found else spaced(name)

    def fact(self, party: str, name: str) -> str:
        """A fact or definition of a party or record."""
        return self._named.get((party, name)) or spaced(name)

    def knows(self, party: str, name: str) -> bool:
        """Whether a party or record has a fact or definition of that name."""
        return (party, name) in self._named

    def act(self, party: str, name: str) -> str:
        """An act as what must be done: named by a verb in English; elsewhere its label says what is done."""
        return spaced(name) if self.language.code == "en" else self.fact(party, name)

    def path(self, party: str, path: str) -> str | None:
        """What the fact at the end of a path of a party (``agents[B].resident``) is called; None if there is none."""
        *steps, name = (step.partition("[")[0] for step in path.split("."))
        for step in steps:
            decl = self._decl(party, step)
            if decl is None or decl.of is None:
                return None
            party = decl.of
        return self.fact(party, name) if self._decl(party, name) else None

    def norm(self, id: str) -> str:
        """The title of a norm, consequence or statement, by its identifier."""
        labels = self._titles.get(id)
        return self.label(labels, id.rpartition("/")[2]) if labels else id

    def _decl(self, party: str, name: str) -> core.FactDecl | None:
        found = self.parties.get(party)
        return found.fact(name) if found else None


def spaced(name: str) -> str:
    """A name as it is said: ``pay_up_capital`` as "pay up capital"."""
    return name.replace("_", " ")
