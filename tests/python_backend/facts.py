"""Facts for any declaration, over small domains: known and unknown, histories, spells, plans, open lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.amounts import figure_text
from prazo.dsl.time.periods import word_of

_PERIODS = {
    "month": ("2020-12", "2021-01", "2021-02"),
    "quarter": ("2020-Q4", "2021-Q1"),
    "half-year": ("2020-H2", "2021-H1"),
    "year": ("2019", "2020", "2021"),
    "financial year": ("FY1998", "FY2019", "FY2020", "FY2021"),
}
_DEEPEST = 2
_OTHERS = ("other", "another")


class Facts:
    """Documents of the subjects of a program, with days and figures that the rules turn on, and their neighbours."""

    def __init__(self, program: core.Program) -> None:
        self.parties = {party.name: party for party in program.parties}
        subjects = {norm.subject for norm in program.norms} | {one.subject for one in program.consequences}
        self.subjects = sorted(subjects)
        found = list(_nodes((program.norms, program.definitions, program.consequences)))
        versions = {day for one in found if isinstance(one, core.Versioned) for day in (one.start, one.end) if day}
        days = {date(2021, 1, 4), date(2021, 2, 14), date(2021, 6, 30), date(2024, 2, 29)} | {
            day for day in versions if day.year > 1990
        }
        self.days = sorted({day + timedelta(days=n) for day in days for n in (-1, 0, 10)})
        literals = {one.value for one in found if isinstance(one, core.Literal) and one.unit not in ("date",)}
        self.figures = sorted({*list(literals)[:20], Fraction(0), Fraction(1), Fraction(1, 10)})

    def documents(self) -> st.SearchStrategy[dict[str, Any]]:
        """One subject, as a document has it, with two of each party to whom references may lead."""
        facts = [fact for one in self.parties.values() for fact in one.facts]
        referred = sorted({fact.of for fact in facts if fact.kind == "reference" and fact.of is not None})
        others = [self._subject(name, id) for name in referred for id in _OTHERS]
        one = st.sampled_from(self.subjects).flatmap(lambda name: self._subject(name, "it"))
        return st.tuples(one, *others).map(lambda found: {"subjects": list(found)}) if others else one

    def _subject(self, name: str, id: str) -> st.SearchStrategy[dict[str, Any]]:
        return self._record(self.parties[name], 0).map(lambda facts: {"party": name, "id": id, **facts})

    def _record(self, party: core.PartyDecl, depth: int) -> st.SearchStrategy[dict[str, Any]]:
        @st.composite
        def drawn(draw: st.DrawFn) -> dict[str, Any]:
            facts = {}
            for fact in party.facts:
                if draw(st.integers(0, 3)):
                    facts[fact.name] = draw(self._fact(fact, depth))
            if party.since and party.until and _ends_too_early(facts.get(party.since), facts.get(party.until)):
                del facts[party.until]  # a contradiction is refused, by a code of its own
            return facts

        return drawn()

    def _fact(self, fact: core.FactDecl, depth: int) -> st.SearchStrategy[Any]:
        if fact.period is not None:
            keys = st.sampled_from(_PERIODS[word_of(fact.period)])
            return st.dictionaries(keys, self._value(fact), max_size=3)
        if fact.kind == "list":
            assert fact.of is not None
            of = self.parties[fact.of]
            items = self._record(of, depth + 1) if depth < _DEEPEST else st.just({})
            listed = st.lists(items, max_size=3).map(
                lambda found: [{**one, "id": f"i{n}"} for n, one in enumerate(found)]
            )
            return st.one_of(listed, listed.map(lambda found: {"items": found, "complete": False}))
        if fact.kind == "list of event":
            times = st.lists(st.one_of(self._day(), self._day().map(_moment)), max_size=3)
            return st.one_of(times, times, times.map(lambda found: {"items": found, "complete": False}))
        if fact.kind in ("state", "evidence", "event", "reference"):
            return self._value(fact)
        history = st.dictionaries(self._day(), self._value(fact), min_size=1, max_size=3).map(
            lambda found: [{"from": day, "value": value} for day, value in found.items()]
        )
        return st.one_of(self._value(fact), self._value(fact), history)

    def _day(self) -> st.SearchStrategy[str]:
        return st.sampled_from(self.days).map(date.isoformat)

    def _value(self, fact: core.FactDecl) -> st.SearchStrategy[Any]:
        day = self._day()
        pairs = st.lists(st.sampled_from(self.days), min_size=2, max_size=2, unique=True).map(sorted)
        match fact.kind:
            case "yes or no":
                return st.booleans()
            case "decision":
                return st.one_of(st.booleans(), st.just("never"))
            case "choice":
                return st.sampled_from(fact.values)
            case "text":
                return st.sampled_from(("a", "b"))
            case "reference":
                return st.sampled_from(_OTHERS).map(lambda id: {"ref": f"{fact.of}/{id}"})
            case "date":
                return st.one_of(day, st.just("never"))
            case "event":
                return st.one_of(day, day, st.just("never"), day.map(lambda last: {"by": last}))
            case "state":
                lasting = day.map(lambda start: [{"from": start}])
                spell = pairs.map(lambda ends: [{"from": ends[0].isoformat(), "until": ends[1].isoformat()}])
                return st.one_of(st.just("never"), lasting, spell)
            case "evidence":
                held = pairs.map(lambda ends: {"issued": ends[0].isoformat(), "expires": ends[1].isoformat()})
                for_good = day.map(lambda issued: {"issued": issued, "expires": "never"})
                return st.one_of(st.just("never"), held, for_good)
        figures = [one for one in self.figures if _fits(fact, one)] or [fact.low or fact.high or Fraction(0)]
        return st.sampled_from(figures).map(lambda one: figure_text(fact, one))


def _ends_too_early(began: Any, ended: Any) -> bool:
    end = ended["by"] if isinstance(ended, dict) else ended
    if not isinstance(began, str) or end in (None, "never"):
        return False
    return began == "never" or end < began


def _fits(fact: core.FactDecl, value: Fraction) -> bool:
    within = (fact.low is None or fact.low <= value) and (fact.high is None or value <= fact.high)
    return within and (10**2) % value.denominator == 0


def _nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, tuple):
        for member in node:
            yield from _nodes(member)
    elif hasattr(type(node), "__attrs_attrs__"):
        yield node
        for field in type(node).__attrs_attrs__:
            yield from _nodes(getattr(node, field.name))


def _moment(day: str) -> str:
    """A moment of a day, where clocks are known."""
    return f"{day}T14:30" if "1990" <= day < "2041" else day
