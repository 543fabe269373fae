"""The one table of reasons: what each code says to people.

A code has several sentences, the fullest first; the first is taken whose arguments the verdict has.  ``{figure}`` is
the one argument that is no limit, and ``{name}`` what it is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any, Final

from prazo.dsl.report.words import value_words

#: what the arguments of comparisons are called beside the figure itself
_LIMITS: Final = ("limit",)

REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "out_of_scope": ("it is not one of those that this is about",),
    "not_in_force": ("no version of this is in force on the day that counts",),
    "not_triggered": ("{anchor} has not happened", "what it is counted from has not happened"),
    "not_started": ("the time from which this is owed has not begun",),
    "no_clause_applies": ("none of its lines applies",),
    "no_items": ("the list is empty",),
    "excused": ("an exception holds",),
    "displaced": ("{by} applies instead", "another norm applies instead"),
    "facts_missing": ("facts that matter are missing",),
    "holds": ("{name} is {figure}, {limit} is the limit", "what is required holds"),
    "does_not_hold": ("what is required does not hold",),
    "below": ("{figure} found, {limit} required ({name})", "less than required"),
    "above": ("{figure} found, at most {limit} allowed ({name})", "more than allowed"),
    "different": ("{figure} found, {limit} required ({name})", "not what is required"),
    "done_in_time": ("done in time",),
    "done_late": ("done too late",),
    "not_done": ("not done",),
    "not_yet_due": ("not yet due",),
    "forbidden_act": ("done although forbidden",),
    "done_outside": ("done, but not while forbidden",),
    "approved": ("done with approval",),
}

#: what the marks of a verdict say
MARKS: Final[Mapping[str, str]] = {
    "provisional": "provisional: the calendar is not verified for these days",
    "unverified": "unverified: a source behind this was not checked",
    "open_textured": "rests on an open term of the law",
    "planned": "counted back from an event that is only planned",
    "over_cap": "an extension goes beyond its cap; the excess has no effect",
    "interpreted": "taken as the house interprets an open term",
    "readings_differ": "the official readings differ",
}


def sentence(reason: Mapping[str, Any], verdict: Mapping[str, Any] | None = None) -> str:
    """What the ``reason`` of a report (``code`` and ``args``) says, without a capital or a full stop.

    ``verdict``: the verdict that it stands in, for the norm that displaced it.  A code that this version does not know
    is shown as it is: readers ignore what they do not know.
    """
    given: dict[str, str] = {name: value_words(value) for name, value in reason["args"].items()}
    figures = [name for name in reason["args"] if name not in _LIMITS]
    if len(figures) == 1:
        given |= {"name": figures[0], "figure": given[figures[0]]}
    if verdict is not None and verdict.get("by"):
        given["by"] = verdict["by"]
    for template in REASONS.get(reason["code"], ()):
        if {name for _, name, _, _ in Formatter().parse(template) if name} <= given.keys():
            return template.format_map(given)
    return str(reason["code"]).replace("_", " ")
