"""Days and moments of scenarios, on the clocks of the rules."""

from __future__ import annotations

from datetime import date

from prazo.dsl.facts.moments import read_moment
from prazo.dsl.facts.values import Moment
from prazo.dsl.scenarios.findings import ScenarioFindings
from prazo.dsl.syntax import tree
from prazo.dsl.time.zones import Zone


def time_of(written: date | tree.MomentLiteral, zone: Zone, found: ScenarioFindings) -> date | Moment:
    """The day or moment; a moment that there is not is reported, and its place taken by the first day."""
    if not isinstance(written, tree.MomentLiteral):
        return written
    moment = read_moment(written.text, zone)
    if isinstance(moment, Moment):
        return moment
    found.add("P0719", (written.span, ""), hint=moment.hint, found=written.text, zone=zone.name)
    return date.min
