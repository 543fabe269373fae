"""``given Insurer "acme" with line general, ...``: the facts of a scenario, typed as those of a document are."""

from __future__ import annotations

from datetime import date

import attrs

from prazo.dsl.core.nodes import FactDecl, PartyDecl, Program
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.amounts import decimal_text
from prazo.dsl.facts.limits import FIRST_DAY
from prazo.dsl.facts.raw import Numeral, Raw, Refused
from prazo.dsl.facts.scalars import described, described_fact, identifier
from prazo.dsl.facts.shapes import WITH_HISTORY, Typing
from prazo.dsl.facts.values import Record
from prazo.dsl.scenarios.findings import ScenarioFindings
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.tree import Span


@attrs.define(slots=True)
class GivenFacts:
    """Types what scenarios of ``program`` give, reporting into ``found``."""

    program: Program
    found: ScenarioFindings
    typing: Typing = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.typing = Typing(self.program, self.found)

    def subject(self, given: tree.Given) -> Record | None:
        """The subject, called as its party where no name is given; None where there is no such party."""
        name = given.party.text
        party = self.typing.parties.get(name)
        if party is None or party.kind != "party":
            if party is not None:
                self.found.add("P0224", (given.party.span, ""), name=name)
                return None
            close = nearest(name, (one.name for one in self.program.parties if one.kind == "party"))
            self.found.add("P0202", (given.party.span, f"nearest: {close[0]}" if close else ""), name=name)
            return None
        id = given.id if given.id is not None else name
        self.found.spans = {"": given.party.span, "id": given.span}
        self.found.kinds = {"id": (name, "the name of a subject")}
        id = identifier(id, "id", self.found) or name
        return self.typing.record(party, id, self._facts(party, given.facts, ""), "")

    def _facts(self, party: PartyDecl, given: tuple[tree.GivenFact, ...], path: str) -> dict[str, Raw]:
        """The raw facts of a record, several lines of one fact put together; names that are no facts are reported."""
        together: dict[str, list[tree.GivenFact]] = {}
        for fact in given:
            together.setdefault(fact.name.text, []).append(fact)
        raw: dict[str, Raw] = {}
        for name, lines in together.items():
            at = f"{path}.{name}" if path else name
            decl = party.fact(name)
            if name == "id" and path and decl is None:
                raw["id"] = self._id(lines)
                continue
            if decl is None:
                self._no_fact(party, lines[0].name)
                continue
            self.found.spans[at] = Span(lines[0].value.span.start, lines[0].value.span.end)
            self.found.kinds[at] = (name, described(decl))
            raw[name] = self._together(decl, lines, at)
        return raw

    def _id(self, lines: list[tree.GivenFact]) -> Raw:
        self._twice(lines)
        value = lines[0].value
        return value.text if value.kind == "text" else value.value.text if isinstance(value.value, tree.Name) else ""

    def _no_fact(self, party: PartyDecl, name: tree.Name) -> None:
        close = nearest(name.text, (decl.name for decl in party.facts))
        decl = party.fact(close[0]) if close else None
        label = f"nearest: {described_fact(decl)}" if decl is not None else ""
        worked_out = any(one.of == party.name and one.name == name.text for one in self.program.definitions)
        hint = "it is worked out from other facts: leave it out" if worked_out else None
        self.found.add("P0702", (name.span, "" if worked_out else label), hint=hint, party=party.name, name=name.text)

    # --- the lines of one fact ---------------------------------------------------------------------------------

    def _together(self, decl: FactDecl, lines: list[tree.GivenFact], path: str) -> Raw:
        kinds = {line.value.kind for line in lines}
        if decl.period is not None and kinds == {"period"}:
            return self._series(decl, lines, path)
        if kinds <= {"spell"} and decl.kind == "state":
            return self._spells(lines, path)
        if "since" in kinds and kinds <= {"since", "literal", "text", "never", "none", "unknown"}:
            if decl.kind in WITH_HISTORY and decl.period is None:
                return self._history(decl, lines, path)
            self._not_said(decl, next(line for line in lines if line.value.kind == "since"), "from")
            return None
        self._twice(lines)
        line = lines[0]
        value = line.value
        match value.kind:
            case "days" if decl.kind == "list of event":
                times: list[Raw] = [
                    day.text if isinstance(day, tree.MomentLiteral) else day.isoformat() for day in value.days
                ]
                return {"items": times, "complete": not value.open}
            case "literal" if decl.kind == "list of event":
                return [self._once(decl, value)]
            case "items" if decl.kind == "list":
                return self._items(decl, value, path)
            case "evidence" if decl.kind == "evidence" and value.day is not None:
                return _held(value.day, value.until)
            case "by" if decl.kind == "event" and value.day is not None:
                return {"by": value.day.isoformat()}
            case "literal" | "text" | "never" | "none" | "unknown":
                return self._once(decl, value)
        self._not_said(decl, line, _WORDS[value.kind])
        return None

    def _history(self, decl: FactDecl, lines: list[tree.GivenFact], path: str) -> Raw:
        """A value without a day is the one before all others."""
        by_day: dict[date, tree.GivenFact] = {}
        entries: list[Raw] = []
        for line in lines:
            value = line.value
            start = value.day if value.kind == "since" and value.day is not None else FIRST_DAY
            if start in by_day:
                self._twice([by_day[start], line])
                continue
            by_day[start] = line
            entries.append({"from": start.isoformat(), "value": self._once(decl, value.inner or value)})
            self._spot(f"{path}[{len(entries)}]", line, decl)
        return entries

    def _series(self, decl: FactDecl, lines: list[tree.GivenFact], path: str) -> Raw:
        by_key: dict[str, tree.GivenFact] = {}
        entries: dict[str, Raw] = {}
        for line in lines:
            key, inner = line.value.key or "", line.value.inner
            if key in by_key:
                self._twice([by_key[key], line])
                continue
            by_key[key] = line
            self._spot(f"{path}.{key}", line, decl)
            if inner is not None and inner.kind == "evidence" and decl.kind == "evidence" and inner.day is not None:
                entries[key] = _held(inner.day, inner.until)
            elif inner is None or inner.kind not in ("literal", "text", "never", "none", "unknown", "by"):
                self._not_said(decl, line, _WORDS.get(inner.kind if inner is not None else "", "of"))
            elif inner.kind == "by" and inner.day is not None:
                entries[key] = {"by": inner.day.isoformat()}
            else:
                entries[key] = self._once(decl, inner)
        return entries

    def _spells(self, lines: list[tree.GivenFact], path: str) -> Raw:
        spells: list[Raw] = []
        for line in lines:
            spell: dict[str, Raw] = {}
            if line.value.day is not None:
                spell["from"] = line.value.day.isoformat()
            if line.value.until is not None:
                spell["until"] = line.value.until.isoformat()
            spells.append(spell)
            at = f"{path}[{len(spells)}]"
            self.found.spans[at], self.found.kinds[at] = line.value.span, self.found.kinds[path]
        return spells

    def _items(self, decl: FactDecl, value: tree.GivenValue, path: str) -> Raw:
        party = self.typing.parties[decl.of or ""]
        items: list[Raw] = []
        for number, facts in enumerate(value.items, 1):
            id = next((self._id([fact]) for fact in facts if fact.name.text == "id"), None)
            at = f"{path}[{id if id else number}]"
            for one in (at, f"{path}[{number}]"):
                self.found.spans.setdefault(one, facts[0].span if facts else value.span)
                self.found.kinds.setdefault(one, (decl.name, "a list of items with names of their own"))
            items.append(self._facts(party, facts, at))
        return {"items": items, "complete": not value.open}

    def _once(self, decl: FactDecl, value: tree.GivenValue) -> Raw:
        """One value as a document has it; what a document takes and a scenario does not is refused."""
        match value.kind:
            case "unknown":
                return None
            case "never":
                return "never"
            case "none":
                return [] if decl.kind in ("list", "list of event", "state") else "never"
            case "text":
                if decl.kind == "text":
                    return value.text
                if decl.kind == "reference":
                    return {"ref": f"{decl.of}/{value.text}"}
                return _expected(described(decl), "text in quotation marks")
        return self._literal(decl, value.value)

    def _literal(self, decl: FactDecl, value: tree.Expr | None) -> Raw:
        match value:
            case tree.Name(text):
                return _expected("text in quotation marks", "a name") if decl.kind == "text" else text
            case tree.Amount(currency, amount):
                return f"{currency} {decimal_text(amount)}"
            case tree.Number(amount, written):
                number = Numeral(written.replace(",", "") or decimal_text(amount))
                return Refused("F0016", {"found": number.text}) if decl.kind == "money" else number
            case tree.Percent(share):
                return f"{decimal_text(share * 100)}%"
            case tree.DateLiteral(day):
                return day.isoformat()
            case tree.MomentLiteral(written):
                return written
            case tree.YesNo(answer):
                return answer
        return _expected(described(decl), "something else")

    # --- mistakes ----------------------------------------------------------------------------------------------

    def _spot(self, path: str, line: tree.GivenFact, decl: FactDecl) -> None:
        self.found.spans[path] = line.value.span
        self.found.kinds[path] = (decl.name, described(decl))

    def _twice(self, lines: list[tree.GivenFact]) -> None:
        for again in lines[1:]:
            places = ((again.span, "given again here"), (lines[0].span, "given here"))
            self.found.add("P0701", *places, hint="keep the one that is right", name=again.name.text)

    def _not_said(self, decl: FactDecl, line: tree.GivenFact, word: str) -> None:
        span = line.value.span
        self.found.add("P0716", (span, ""), word=word, name=decl.name, kind=described(decl))


_WORDS = {
    "by": "by",
    "since": "from",
    "spell": "from",
    "period": "of",
    "items": "(..)",
    "days": "and",
    "evidence": "issued",
}


def _held(issued: date, expires: date | None) -> Raw:
    return {"issued": issued.isoformat(), "expires": "never" if expires is None else expires.isoformat()}


def _expected(expected: str, found: str) -> Refused:
    return Refused("F0010", {"expected": expected, "found": found})
