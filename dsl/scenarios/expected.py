"""Names in expectations resolved: norms, consequences, definitions, items, readings and values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from prazo.dsl.core.nodes import DATE, NUMBER, PERCENT, Consequence, Definition, Norm, Program
from prazo.dsl.core.spells import state_of
from prazo.dsl.diagnostics.model import Place
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.periods import DESCRIBED, is_key
from prazo.dsl.facts.values import Items, Moment, Record, Spells
from prazo.dsl.meaning.table import POWER
from prazo.dsl.scenarios.findings import ScenarioFindings
from prazo.dsl.scenarios.model import Expected, Where
from prazo.dsl.scenarios.moments import time_of
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.tree import Span
from prazo.dsl.time.periods import word_of

STATUSES = {
    "compliant": "compliant",
    "breached": "breached",
    "pending": "pending",
    "undetermined": "undetermined",
    "not applicable": "not_applicable",
}
_HOLDS = {"holds": "yes", "does not hold": "no", "may hold": "unknown"}

Target = Norm | Consequence | Definition


@attrs.frozen(slots=True)
class ExpectedNames:
    """Finds what expectations name: the norm or definition, the record it is judged on, the item."""

    program: Program
    records: tuple[Record, ...]
    found: ScenarioFindings

    def expected(self, one: tree.Expectation) -> Expected | None:
        """The expectation with its names resolved; None where one is wrong, which is reported."""
        target = self._target(one)
        where = None if target is None else self._where(one, target)
        known = one.reading is None or self._is_reading(one, one.reading)
        if target is None or where is None or not known or not self._is_period(one, target):
            return None
        of_items = isinstance(target, Consequence) or (
            isinstance(target, Norm)
            and (target.about is not None or bool(target.joint) or state_of(target) is not None)
        )
        base = Expected(
            name=one.name.text,
            kind="norm",
            target=target.name if isinstance(target, Definition) else target.id,
            where=where,
            item=one.item if of_items else None,
            reading=one.reading,
            period=one.period,
            place=Place(self.found.source, one.span),
        )
        if one.status is None:
            return self._valued(one, target, base)
        return attrs.evolve(
            base,
            status=STATUSES[one.status],
            due=self._time(one.due),
            since=self._time(one.since),
            done=self._time(one.done),
            cured=self._time(one.cured),
            needs=one.needs,
            possible=None if one.possible is None else frozenset(STATUSES[word] for word in one.possible),
            reason=one.reason,
            missing=one.missing,
        )

    def _time(self, written: date | tree.MomentLiteral | None) -> date | Moment | None:
        return None if written is None else time_of(written, self.program.zone, self.found)

    def _is_period(self, one: tree.Expectation, target: Target) -> bool:
        """Whether the period that is named is one of those for which the norm is judged."""
        if one.period is None or isinstance(target, Consequence):
            return True
        each = target.each if isinstance(target, Norm) else None
        if each is None:
            self.found.add("P0717", (one.span, ""), name=one.name.text, found=one.period, how="without a period")
        elif not is_key(word_of(each.period), one.period):
            hint = f"write {DESCRIBED[word_of(each.period)]}"
            how = f"each {word_of(each.period)}"
            self.found.add("P0717", (one.span, ""), hint=hint, name=one.name.text, found=one.period, how=how)
        else:
            return True
        return False

    def _is_reading(self, one: tree.Expectation, label: str) -> bool:
        labels = [label for group in self.program.reading_groups for label in group]
        if label not in labels:
            close = nearest(label, labels)
            place = (one.span, f"nearest: {close[0]}" if close else "")
            self.found.add("P0534", place, norm=one.name.text, name=label)
        return label in labels

    # --- what is named -----------------------------------------------------------------------------------------

    def _target(self, one: tree.Expectation) -> Target | None:
        """The norm, consequence or definition; where several have the name, that of a subject that is given."""
        fit: list[Target] = [target for target in self._named(one.name.text) if self._fits(one, target)]
        if not fit:
            self._unknown(one)
            return None
        given = {record.party for record in self.records}
        here = [target for target in fit if _party(target) in given] or fit
        items = {decl.of for party in self.program.parties if party.name in given for decl in party.facts}
        if not any(_party(target) in given for target in here):
            here = [target for target in here if _party(target) in items] or here
        here = self._narrowed(one, here)
        if len(here) > 1:
            said = " or ".join(target.id for target in here)
            self.found.add("P0204", (one.name.span, said), name=one.name.text)
            return None
        return here[0]

    def _named(self, name: str) -> Iterator[Target]:
        for norms in (self.program.norms, self.program.powers, self.program.consequences):
            yield from (one for one in norms if name == _written(one.id) or name in one.formerly)
        yield from (definition for definition in self.program.definitions if definition.name == name)

    def _narrowed(self, one: tree.Expectation, targets: list[Target]) -> list[Target]:
        """Of a norm and those made of it by ``apply``, the one whose list has the item; without an item, itself."""
        if len(targets) < 2:
            return targets
        plain = [target for target in targets if isinstance(target, Definition) or "@" not in target.id] or targets
        if one.item is None:
            return plain
        lists = [(target, target.about) for target in targets if isinstance(target, Norm)]
        return [target for target, about in lists if about is not None and one.item in self._ids(about.name)] or plain

    def _ids(self, items: str) -> list[str]:
        lists = [record.get(items) for record in self.records]
        return [item.id for listed in lists if isinstance(listed, Items) for item in listed.items]

    def _fits(self, one: tree.Expectation, target: Target) -> bool:
        return _has_status(target) == (one.status is not None)

    def _unknown(self, one: tree.Expectation) -> None:
        name = one.name.text
        other = next(self._named(name), None)
        if other is not None:
            write = f"{name} breached" if _has_status(other) else f"{name} = .. or {name} holds"
            what = "a norm, which has a status" if _has_status(other) else "no norm and has a value, not a status"
            self.found.add("P0704", (one.name.span, f"this is {what}"), hint=f'write "{write}"', name=name)
            return
        ids = [one.id for one in (*self.program.norms, *self.program.powers)]
        ids += [one.id for one in self.program.consequences]
        names = {_written(id) for id in ids} | {definition.name for definition in self.program.definitions}
        close = nearest(name, names)
        self.found.add("P0704", (one.name.span, f"nearest: {close[0]}" if close else ""), name=name)

    # --- on whom -----------------------------------------------------------------------------------------------

    def _where(self, one: tree.Expectation, target: Target) -> Where | None:
        party = _party(target)
        subjects = [number for number, record in enumerate(self.records) if record.party == party]
        if not subjects and isinstance(target, Definition):
            return self._item(one, target)
        if not subjects:
            self.found.add("P0714", (one.name.span, ""), name=one.name.text, bearer=party)
            return None
        if isinstance(target, Norm) and target.about is not None:
            return self._about(one, target.about.name, subjects)
        if isinstance(target, Norm) and target.joint:
            return self._jointly(one, target, subjects)
        state = state_of(target) if isinstance(target, Norm) else None
        if state is not None:
            return self._of_spell(one, state.name, subjects)
        if isinstance(target, Consequence):
            return self._only(one, subjects)
        if one.item is None:
            return self._only(one, subjects)
        named = [number for number in subjects if self.records[number].id == one.item]
        if not named:
            self._no_item(one, "this scenario", [self.records[number].id for number in subjects])
            return None
        return Where(named[0])

    def _only(self, one: tree.Expectation, subjects: list[int]) -> Where | None:
        if len(subjects) > 1:
            hint = f'{one.name.text} for "{self.records[subjects[0]].id}" ...'
            self.found.add("P0715", (one.name.span, ""), hint=hint, name=one.name.text)
            return None
        return Where(subjects[0])

    def _of_spell(self, one: tree.Expectation, state: str, subjects: list[int]) -> Where | None:
        """The subject whose state has a spell from that day."""
        if one.item is None:
            return self._only(one, subjects)
        spells = {number: self.records[number].get(state) for number in subjects}
        begun = {n: [first.isoformat() for first, _ in value.spells] for n, value in spells.items()
                 if isinstance(value, Spells)}  # fmt: skip
        named = [number for number, days in begun.items() if one.item in days]
        if named:
            return self._only(one, named)
        self._no_item(one, state, [day for days in begun.values() for day in days])
        return None

    def _about(self, one: tree.Expectation, items: str, subjects: list[int]) -> Where | None:
        """The subject whose list has the item."""
        if one.item is None:
            return self._only(one, subjects)
        ids: list[str] = []
        for number in subjects:
            listed = self.records[number].get(items)
            ids += [item.id for item in listed.items] if isinstance(listed, Items) else []
            if one.item in ids:
                return Where(number)
        self._no_item(one, items, ids)
        return None

    def _jointly(self, one: tree.Expectation, target: Norm, subjects: list[int]) -> Where | None:
        """The subject among whose joint bearers is the one that is named: ``directors[D1]``, or a list not known."""
        if one.item is None:
            return self._only(one, subjects)
        paths: list[str] = []
        for number in subjects:
            for bearers in target.joint:
                listed = self.records[number].get(bearers.items.name)
                items = listed.items if isinstance(listed, Items) else ()
                paths += [f"{bearers.items.name}[{item.id}]" for item in items]
                paths += [] if isinstance(listed, Items) and listed.complete else [bearers.items.name]
            if one.item in paths:
                return Where(number)
        self._no_item(one, one.name.text, paths)
        return None

    def _item(self, one: tree.Expectation, target: Definition) -> Where | None:
        """A definition of records: the item of that name, or the only one there is."""
        every = [
            (item, Where(number, (*steps, step)))
            for number, record in enumerate(self.records)
            for steps, step, item in _items_of(record, ())
            if item.party == target.of
        ]
        named = [where for item, where in every if one.item is None or item.id == one.item]
        if len(named) == 1:
            return named[0]
        if named:
            self.found.add("P0715", (one.name.span, ""), name=one.name.text)
        elif one.item is None:
            self.found.add("P0714", (one.name.span, ""), name=one.name.text, bearer=target.of)
        else:
            self._no_item(one, "this scenario", [item.id for item, _ in every])
        return None

    def _no_item(self, one: tree.Expectation, name: str, ids: list[str]) -> None:
        close = nearest(one.item or "", ids)
        hint = f"nearest: {close[0]}" if close else None
        self.found.add("P0712", (one.span, ""), hint=hint, name=name, item=one.item)

    # --- values ------------------------------------------------------------------------------------------------

    def _valued(self, one: tree.Expectation, target: Target, base: Expected) -> Expected | None:
        kind = "figure" if isinstance(target, Definition) else "effect"
        unit = target.unit or "" if isinstance(target, Consequence | Definition) else ""
        if isinstance(target, Definition):
            kind = "condition" if target.kind == "condition" else kind
            unit = DATE if target.kind == "date" else unit
        low = high = holds = None
        if one.word == "unknown":
            holds = "unknown" if kind == "condition" else None
        elif one.word is not None:
            holds = _HOLDS[one.word]
        elif isinstance(one.value, tree.YesNo):
            holds = "yes" if one.value.value else "no"
        elif one.value is not None:
            low = self._figure(one, one.value, unit)
            high = low if one.high is None else self._figure(one, one.high, unit)
            if low is None or high is None:
                return None
        if kind == ("condition" if holds is None else "figure"):
            what = "yes or no" if kind == "condition" else described_unit(unit)
            self.found.add("P0703", (one.span, ""), value=self._text(one.span), name=one.name.text, expected=what)
            return None
        unknown = one.word == "unknown"
        return attrs.evolve(base, kind=kind, unit=unit, low=low, high=high, unknown=unknown, holds=holds)

    def _figure(self, one: tree.Expectation, value: tree.Expr, unit: str) -> Fraction | None:
        """An amount, number, percentage or day in ``unit``."""
        found, its = _literal(value)
        if found is not None and its == unit:
            return found
        wrong = self._text(value.span)
        label = f"this is in {its}" if found is not None else "a plain value is needed here"
        self.found.add("P0703", (value.span, label), value=wrong, name=one.name.text, expected=described_unit(unit))
        return None

    def _text(self, span: Span) -> str:
        return self.found.source.text[span.start : span.end]


def described_unit(unit: str) -> str:
    """What a figure in ``unit`` is: ``an amount in MOP``, ``a number``, ``a percentage``, ``a day``."""
    return {NUMBER: "a number", PERCENT: "a percentage", DATE: "a day"}.get(unit, f"an amount in {unit}")


def _literal(value: tree.Expr) -> tuple[Fraction | None, str]:
    match value:
        case tree.Amount(currency, amount):
            return amount, currency
        case tree.Number(number):
            return number, NUMBER
        case tree.Percent(share):
            return share, PERCENT
        case tree.DateLiteral(day):
            return Fraction(day.toordinal()), DATE
    return None, ""


def _written(id: str) -> str:
    """The name by which a norm is written: without its instrument, and without the party that ``apply`` gave it."""
    return id.rpartition("/")[2].partition("@")[0]


def _party(target: Target) -> str:
    return target.of if isinstance(target, Definition) else target.subject


def _items_of(
    record: Record, steps: tuple[tuple[str, int], ...]
) -> Iterator[tuple[tuple[tuple[str, int], ...], tuple[str, int], Record]]:
    """Every item of a record's lists, at any depth, with the way to it."""
    for name, value in record.facts.items():
        for position, item in enumerate(value.items) if isinstance(value, Items) else ():
            yield steps, (name, position), item
            yield from _items_of(item, (*steps, (name, position)))


def _has_status(target: Target) -> bool:
    """Whether it is a duty, and no definition or effect."""
    return isinstance(target, Norm) and target.kind != POWER
