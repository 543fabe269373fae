"""The reference interpreter as judge of scenarios."""

from __future__ import annotations

from datetime import date

import attrs

from prazo.dsl.facts.values import Moment, Record
from prazo.dsl.meaning.check import check_subject, defined
from prazo.dsl.meaning.environment import Located
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.model import Figure, SubjectReport


@attrs.frozen(slots=True)
class Interpreter:
    """Judges by ``prazo.dsl.meaning``."""

    lookup: Lookup

    def check(self, subject: Record, day: date | Moment, targets: frozenset[str]) -> SubjectReport:
        asked = dict.fromkeys(targets)
        for one in self.lookup.program.consequences:
            if one.id in targets:
                asked.update(dict.fromkeys(one.norms))
        return check_subject(self.lookup, subject, day, asked=asked)

    def defined(
        self,
        records: tuple[Record, ...],
        steps: tuple[tuple[str, int], ...],
        name: str,
        day: date | Moment,
        reading: str | None,
    ) -> Figure | bool | None:
        at = Located(records[0], records[0].party)
        for item, (items, position) in zip(records[1:], steps, strict=True):
            at = at.item(items, item.party, item, position)
        readings = () if reading is None else (reading,)
        return defined(self.lookup, records[-1], name, day, readings, at)
