"""The face of a generated checker: facts in, report out.  No input, no output, no clock."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from prazo.compiler.python.runtime.checking import Checked, Rules, check_subject
from prazo.dsl.errors import FactsError
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.moments import Unfit, like_moment, time_given
from prazo.dsl.facts.problems import problem
from prazo.dsl.facts.read import Facts, read_json, structure
from prazo.dsl.facts.values import UNKNOWN, Moment, local_day
from prazo.dsl.report.canonical import digest_of
from prazo.dsl.report.document import SCHEMA, STATUSES, check_options, norms_of, to_json
from prazo.dsl.report.format_values import effect_data, effect_order, verdict_data, verdict_order
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY


class TypedFacts:
    """A party or record whose facts are attributes; what is not given is UNKNOWN.

    ``declared``: its name in the rules; ``facts``: attribute and name of each fact.
    """

    __slots__ = ()
    declared: ClassVar[str]
    facts: ClassVar[tuple[tuple[str, str], ...]]


def as_mapping(value: object) -> object:
    """Typed facts, wherever they stand, as a document has them."""
    if isinstance(value, TypedFacts):
        given: dict[str, object] = {"party": value.declared}
        for attribute, name in (("id", "id"), *value.facts):
            one = getattr(value, attribute)
            if one is not UNKNOWN and one is not None:
                given[name] = as_mapping(one)
        return given
    if isinstance(value, Mapping):
        return {name: as_mapping(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_mapping(inner) for inner in value]
    return value


#: what ``check`` takes: facts that were read, a mapping shaped like a document, typed facts, or several of these
Given = Facts | Mapping[str, object] | TypedFacts | list[TypedFacts] | tuple[TypedFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """Rules with what their report says of them.

    ``head``: tool, zone, digests of rules and calendars.  ``norms``: what the report says of each norm, in its order.
    """

    rules: Rules
    head: Mapping[str, Any]
    norms: Mapping[str, dict[str, Any]]

    def check(
        self, facts: Given, on: date | Moment, readings: Iterable[str], allow_extra: bool, uninterpreted: bool = False
    ) -> dict[str, Any]:
        """The report on facts at the end of ``on`` or at that moment.

        Raises ``FactsError``, and ``ValueError`` for unknown readings.
        """
        time = self.time(on)
        known = {label for group in self.rules.readings for label in group}
        chosen = sorted(set(readings))
        if not known.issuperset(chosen):
            raise ValueError(f"readings are {', '.join(sorted(known)) or 'none here'}, not {', '.join(chosen)}")
        given = facts if isinstance(facts, Facts) else self.structured(facts, allow_extra)
        rules = self.rules.uninterpreted if uninterpreted else self.rules
        known_then = [known_on(one, local_day(time)) for one in given.subjects]
        subjects = [check_subject(rules, one, time, chosen) for one in known_then]
        return self._report(subjects, given.digest, time, check_options(chosen, uninterpreted))

    def time(self, on: object) -> date | Moment:
        """The day or moment of the check.  Raises ``FactsError``."""
        time = time_given(on, self.rules.declarations.zone)
        if isinstance(time, Unfit):
            raise FactsError([problem(time.code, "", hint=time.hint, **time.args)])
        if not FIRST_DAY <= local_day(time) <= LAST_DAY:
            raise FactsError([problem("F0070", "", found=str(on))])
        return time

    def structured(self, facts: Any, allow_extra: bool) -> Facts:
        """The facts of a mapping or of typed objects.  Raises ``FactsError``."""
        mapping = as_mapping(facts)
        if isinstance(mapping, list):
            mapping = {"subjects": mapping}
        # The reader says of anything else what it is, as it does of a document.
        return structure(self.rules.declarations, mapping, allow_extra=allow_extra)  # type: ignore[arg-type, unused-ignore]

    def from_json(self, text: str | bytes, allow_extra: bool) -> Facts:
        return read_json(self.rules.declarations, text, allow_extra=allow_extra)  # type: ignore[arg-type, unused-ignore]

    def _report(
        self, subjects: list[Checked], facts: str, on: date | Moment, options: dict[str, Any]
    ) -> dict[str, Any]:
        head = self.head
        ranks = {norm: rank for rank, norm in enumerate(self.norms)}
        shown = [_subject(one, ranks) for one in subjects]
        digests = {
            "tool": head["tool_digest"],
            "rules": head["rules"]["digest"],
            "calendars": {name: one["digest"] for name, one in head["calendars"].items()},
            "facts": facts,
            "on": on.isoformat(),
            "options": options,
        }
        return {
            "schema": SCHEMA,
            "tool": head["tool"],
            "on": on.isoformat(),
            "zone": head["zone"],
            "decision": digest_of(digests),
            "rules": head["rules"],
            "calendars": head["calendars"],
            "facts": {"digest": facts},
            "options": options,
            "norms": norms_of(shown, self.norms),
            "subjects": shown,
        }

    def main(self, arguments: list[str]) -> int:
        """``FACTS.json DAY [READING ...]``: print the report; 0, 2 for misuse, 4 where the facts are wrong."""
        try:
            path, day, *readings = arguments
            on = datetime.fromisoformat(day) if like_moment(day) else date.fromisoformat(day)
            if not like_moment(day) and on.isoformat() != day:
                raise ValueError(day)
            with open(path, "rb") as stream:
                text = stream.read()
        except (OSError, ValueError):
            print("usage: FACTS.json DAY, a file of facts and a day such as 2021-06-30", file=sys.stderr)
            return 2
        try:
            report = self.check(self.from_json(text, False), on, readings, False)
        except FactsError as error:
            for one in error.problems:
                where = f"{one.path}: " if one.path else ""
                hint = f" ({one.hint})" if one.hint else ""
                print(f"{one.code}: {where}{one.message}{hint}", file=sys.stderr)
            return 4
        sys.stdout.buffer.write(to_json(report).encode())
        return 0


def _subject(one: Checked, ranks: Mapping[str, int]) -> dict[str, Any]:
    verdicts = sorted(one.verdicts, key=lambda verdict: verdict_order(verdict, ranks))
    effects = sorted(one.effects, key=lambda effect: effect_order(effect, ranks))
    return {
        "party": one.party,
        "id": one.id,
        "status": one.status,
        "counts": {status: one.counts[status] for status in STATUSES if one.counts.get(status)},
        "verdicts": [verdict_data(verdict, decimals) for verdict in verdicts],
        "effects": [effect_data(effect, decimals) for effect in effects],
    }
