"""What the text of a checker takes from the project, and the names that are therefore not free in it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from typing import Final

from prazo.compiler.python.names import attribute_names
from prazo.dsl.core.nodes import Program

_RUNTIME: Final = "prazo.compiler.python.runtime"
#: what the functions of norms, and the tables after them, take from the project
TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    f"{_RUNTIME}.answers": (
        "NO", "YES", "Answer", "Range", "all_hold", "between", "compared", "divided", "exact", "greatest", "is_not",
        "least", "minus", "one_holds", "plus", "proved", "rounded", "times",
    ),
    f"{_RUNTIME}.calendars": ("FrozenCalendar", "thawed"),
    f"{_RUNTIME}.case": ("BreachDay", "Case", "DoneOrDue", "Event", "SpellDay", "Times", "WorkedOutDay"),
    f"{_RUNTIME}.checker": ("Checker", "Given", "TypedFacts"),
    f"{_RUNTIME}.checking": ("Rules",),
    f"{_RUNTIME}.counted_days": ("Count", "day_after"),
    f"{_RUNTIME}.declared": ("Declarations", "FactDecl", "Labels", "PartyDecl", "WorkedOut"),
    f"{_RUNTIME}.duties": (
        "ActOfAny", "Acts", "all_acts", "any_act", "empowered", "forbidden", "listed", "owed", "repeated", "required",
        "unlimited",
    ),
    f"{_RUNTIME}.effects": ("Brought", "Cause", "bound", "brought", "in_version"),
    f"{_RUNTIME}.extensions": ("Cap", "Extension"),
    f"{_RUNTIME}.facts_on": (
        "At", "any_of", "at_least", "at_most", "count", "day_of", "defined_day", "every", "extends", "figure",
        "figure_of_day", "figure_of_period", "happened", "in_a_row", "in_period", "in_state", "judged_day",
        "last_period", "members", "none_of", "one_of", "reaches", "series_is", "the_day", "this_period", "total",
        "yes",
    ),
    f"{_RUNTIME}.findings": ("Excuse", "Finding", "interpreted", "out_of_scope", "unverified"),
    f"{_RUNTIME}.given": (
        "GivenByPeriod", "GivenDay", "GivenEvidence", "GivenFigure", "GivenList", "GivenReference", "GivenSpells",
        "GivenText", "GivenYesNo",
    ),
    f"{_RUNTIME}.in_effect": ("Asked", "AskedPower", "Dues", "Timed", "in_effect"),
    f"{_RUNTIME}.instances": ("Bearers", "Duty", "Each", "Effect", "OfSpells", "Power"),
    f"{_RUNTIME}.judging": (
        "ByAct", "ByDays", "ByEvent", "ByLimit", "LawOn", "Stood", "Stretch", "by_acts", "by_day_of_check", "by_event",
        "by_fixed_day", "by_law_on", "by_period", "displaced", "standing",
    ),
    f"{_RUNTIME}.limits": (
        "After", "AfterPeriod", "AfterSet", "Before", "EarlierOf", "Every", "Forthwith", "HoursAfter", "HoursBefore",
        "InPeriod", "LaterOf", "LimitCase", "NoStatedTime", "OnDay", "Regularly", "Until", "Window", "WindowInPeriod",
        "day_of_year", "end_of", "end_of_following", "end_of_period",
    ),
    f"{_RUNTIME}.lines": (
        "Cases", "DefinedCondition", "DefinedFigure", "Figures", "Lines", "Listed", "adjusted", "defined_condition",
        "defined_figure", "it", "version", "version_by_reading",
    ),
    f"{_RUNTIME}.turning": ("Turning",),
    f"{_RUNTIME}.ways": ("after_wait", "in_cases", "not_while", "with_approval"),
    "prazo.dsl.errors": ("FactsError",),
    "prazo.dsl.facts.read": ("Facts",),
    "prazo.dsl.facts.values": ("NEVER", "UNKNOWN", "History", "Moment", "Series"),
    "prazo.dsl.time.counting": ("CountingRule",),
    "prazo.dsl.time.zones": ("Zone",),
}  # fmt: skip
STANDARD: Final = """
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar
"""

#: what a checker offers besides the classes of facts
OFFERED: Final = frozenset(
    ("CALENDARS", "NEVER", "NORMS", "RULES_DIGEST", "UNKNOWN", "FactsError", "check", "from_json", "from_mapping")
)
#: what the tables of a checker are called
TABLES: Final = (
    "checker", "declared", "facts_by_name", "head", "new_laws", "times_of_rules", "turnings", "zone_of_rules",
)  # fmt: skip


@cache
def imports_code() -> str:
    """The imports of the generated text."""
    taken = [f"from {module} import {', '.join(names)}" for module, names in TAKEN.items()]
    return "\n".join([STANDARD, *taken])


def class_names(program: Program) -> dict[str, str]:
    """For each party or record its class: its own name where it is free, else one like it."""
    tree = ast.parse(imports_code())
    imported = {
        alias.name for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names
    }
    return attribute_names((party.name for party in program.parties), {*OFFERED, *TABLES, *imported})
