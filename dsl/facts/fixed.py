"""Values that instruments fix, put where the facts say nothing of them.

Standard library only, besides the values: this file is copied into generated checkers.  Source: `meaning.md`,
section 1.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from prazo.dsl.facts.values import UNKNOWN, History, Items, Record, Series, Value

#: by party or record and fact: what is fixed from day to day, or for each period
Fixed = Mapping[tuple[str, str], History | Series]


def with_fixed(record: Record, fixed: Fixed) -> Record:
    """The record with the values that are fixed for it and its items; what the facts say themselves wins."""
    facts: dict[str, Value] = {}
    for name, value in record.facts.items():
        facts[name] = value
        if isinstance(value, Items):
            facts[name] = attrs.evolve(value, items=tuple(with_fixed(item, fixed) for item in value.items))
    for (party, name), value in fixed.items():
        if party == record.party:
            facts[name] = _beside(value, record.get(name))
    return attrs.evolve(record, facts=facts) if fixed else record


def _beside(fixed: History | Series, given: Value) -> Value:
    """What is fixed, where nothing is given: before the first day of a given history, for periods left out."""
    if given is UNKNOWN:
        return fixed
    if isinstance(fixed, History) and isinstance(given, History):
        first = given.entries[0][0]
        return History((*(entry for entry in fixed.entries if entry[0] < first), *given.entries))
    if isinstance(fixed, Series) and isinstance(given, Series):
        known = {key: value for key, value in given.entries.items() if value is not UNKNOWN}
        return Series({**fixed.entries, **known})
    return given
