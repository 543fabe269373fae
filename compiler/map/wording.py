"""What declared things are called on a map, and conditions, limits and versions in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.report.phrases import Phrases, rule_of
from prazo.dsl.report.words import duration_words, listed, until_words

T = TypeVar("T")
U = TypeVar("U")

#: labels of more words than this stand in quotation marks inside a sentence
_BARE_WORDS: Final = 2


@attrs.frozen(slots=True, eq=False)
class Wording:
    """Labels of a program in one language: the label asked for, else the English one, else the name with spaces.

    ``parties`` and ``definitions`` are those of the program by name, and by party and name.
    """

    program: core.Program
    lang: str = "en"
    parties: Mapping[str, core.PartyDecl] = attrs.field(init=False, repr=False)
    definitions: Mapping[tuple[str, str], core.Definition] = attrs.field(init=False, repr=False)

    @parties.default
    def _parties(self) -> Mapping[str, core.PartyDecl]:
        return {one.name: one for one in self.program.parties}

    @definitions.default
    def _definitions(self) -> Mapping[tuple[str, str], core.Definition]:
        return {(one.of, one.name): one for one in self.program.definitions}

    def label(self, labels: core.Labels, name: str) -> str:
        wanted: str | None = getattr(labels, self.lang)
        return wanted or labels.en or spaced(name)

    def party(self, name: str) -> str:
        found = self.parties.get(name)
        return self.label(found.labels, name) if found else spaced(name)

    def fact(self, party: str, name: str) -> str:
        """A fact or definition of a party or record."""
        found = self.parties.get(party)
        decl = found.fact(name) if found else None
        if decl:
            return self.label(decl.labels, name)
        defined = self.definitions.get((party, name))
        return self.label(defined.labels, name) if defined else spaced(name)

    def act(self, party: str, name: str) -> str:
        """An act as a verb: acts are named by verbs in English; in another language the label says what is done."""
        return spaced(name) if self.lang == "en" else self.fact(party, name)

    def phrases(self, *records: str | None) -> LabelledPhrases:
        return LabelledPhrases(self.program, tuple(one for one in records if one), self)

    def of_norm(self, norm: core.Norm) -> LabelledPhrases:
        return self.phrases(norm.subject, norm.record)


@attrs.frozen(slots=True)
class LabelledPhrases(Phrases):
    """Phrases with the labels of a map in place of names, and yes/no facts as they are said."""

    wording: Wording

    def name(self, binder: int, name: str) -> str:
        label = _quoted(self.wording.fact(self.records[binder], name))
        if binder == 0:
            return label
        return f"its {label}" if binder == len(self.records) - 1 else f"{label} of {self.record(binder)}"

    def record(self, binder: int) -> str:
        name = self.records[binder]
        same = [n for n, one in enumerate(self.records) if one == name]
        label = self.wording.party(name)
        return f"the {label}" if len(same) == 1 else f"{label} no. {same.index(binder) + 1}"

    def figure(self, one: core.Figure) -> str:
        match one:
            case core.Extreme(core.Literal(value, _), core.Sum(left, right, True, _), True, _) if value == 0:
                return f"the excess of {self._part(left)} over {self._part(right)}"
            case _:
                return Phrases.figure(self, one)

    def condition(self, one: core.Condition) -> str:
        match one:
            case core.Is(fact):
                return self._said(fact.binder, fact.name)
            case core.Defined(binder, name):
                return self._said(binder, name)
            case core.Not(core.Is(fact)):
                return f"not {self._said(fact.binder, fact.name)}"
            case core.Not(core.Defined(binder, name)):
                return f"not {self._said(binder, name)}"
            case core.ChoiceIs(fact, values):
                return f"{self.fact(fact)} is {self._values(fact, values)}"
            case core.Not(core.ChoiceIs(fact, values)):
                return f"{self.fact(fact)} is not {self._values(fact, values)}"
            case _:
                return Phrases.condition(self, one)

    def _said(self, binder: int, name: str) -> str:
        label = _quoted(self.wording.fact(self.records[binder], name))
        # What is said of the item at hand needs no "its"; what is said of another names it.
        return label if binder == len(self.records) - 1 else f"{label} of {self.record(binder)}"

    def _values(self, fact: core.Fact, values: Sequence[str]) -> str:
        decl = self.decl(fact)
        labels = dict(decl.value_labels) if decl else {}
        return listed([_quoted(self.wording.label(labels.get(one, core.Labels()), one)) for one in values], "or")


def spaced(name: str) -> str:
    """A name as it is said: ``pay_up_capital`` as "pay up capital"."""
    return name.replace("_", " ")


def _quoted(label: str) -> str:
    return label if len(label.split()) <= _BARE_WORDS and label.isprintable() else f"“{label}”"


# --- limits ----------------------------------------------------------------------------------------------------


def limit_words(limit: core.Limit, waits: bool = False) -> str:
    """A limit as it stands on the edge from its event: "within 180 days (macau.civil)".

    ``waits``: the limit is the window of a prohibition.
    """
    rule = rule_of(limit)
    counted = f" ({rule})" if rule else ""
    match limit:
        case core.AfterEvent(_, duration, _):
            return f"{'not within' if waits else 'within'} {duration_words(duration)}{counted}"
        case core.BeforeEvent(_, duration, _, clear):
            ends = ", both ends left out" if clear else ""
            if waits:
                return f"not in the {duration_words(duration)} before, nor on this day{ends}{counted}"
            return f"at least {duration_words(duration)} before{ends}{counted}"
        case core.UntilEvent(_, inclusive):
            if waits:
                return "not until this day has ended" if inclusive else "not before this day"
            return "no later than on this day" if inclusive else "before this day"
        case core.FixedDay():
            return f"{'not up to and on' if waits else 'by'} this day{counted}"


# --- versions and readings --------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Span:
    """The days on which an instrument is in force: ``first`` of its first version."""

    first: date | None

    def told(
        self,
        versions: Sequence[core.Versioned[T]],
        aspect: Callable[[T], U],
        write: Callable[[U], Sequence[str]],
    ) -> tuple[str, ...]:
        """The lines of one aspect of all bodies; where versions or readings differ, each under a line that says so.

        Versions next to each other that agree are one.  What holds in every version under every reading has no heading.
        """
        stretches: list[tuple[date | None, date | None, list[tuple[str | None, U]]]] = []
        for version in versions:
            bodies: list[tuple[str | None, U]] = [(reading, aspect(body)) for reading, body in version.bodies]
            if all(body == bodies[0][1] for _, body in bodies):
                bodies = [(None, bodies[0][1])]
            if stretches and stretches[-1][1] == version.start and stretches[-1][2] == bodies:
                stretches[-1] = (stretches[-1][0], version.end, bodies)
            else:
                stretches.append((version.start, version.end, bodies))
        lines: list[str] = []
        for start, end, bodies in stretches:
            opens = None if start is None or (self.first is not None and start <= self.first) else start
            whole = opens is None and end is None
            for reading, body in bodies:
                said = write(body)
                heads = [] if whole else [until_words(opens, end)]
                heads += [] if reading is None else [f"reading {reading}"]
                if said and heads:
                    lines.append(f"{', '.join(heads)}:")
                lines.extend(f"  {one}" if heads else one for one in said)
        return tuple(lines)
