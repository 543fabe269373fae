"""Lines of scenarios as text: what is given and what is expected."""

from __future__ import annotations

import re
from datetime import date

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.expressions import SUM, expression, label, quoted

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)


def given_text(given: t.Given) -> str:
    """``given Insurer "acme" with line general, capital MOP 30M``."""
    identity = "" if given.id is None else f" {quoted(given.id)}"
    facts = f" with {', '.join(map(_fact, given.facts))}" if given.facts else ""
    return f"given {given.party.text}{identity}{facts}"


def _fact(fact: t.GivenFact) -> str:
    return f"{fact.name.text} {_value(fact.value)}"


def _value(value: t.GivenValue) -> str:
    match value.kind:
        case "literal" if value.value is not None:
            return expression(value.value)
        case "text":
            return quoted(value.text or "")
        case "by" if value.day is not None:
            return f"by {value.day.isoformat()}"
        case "since" if value.day is not None:
            inner = (
                expression(value.value) if value.value is not None else _value(value.inner or t.GivenValue("unknown"))
            )
            return f"from {value.day.isoformat()} {inner}"
        case "spell":
            words = [] if value.day is None else [f"from {value.day.isoformat()}"]
            words += [] if value.until is None else [f"until {value.until.isoformat()}"]
            return " ".join(words)
        case "evidence":
            words = [] if value.day is None else [f"issued {value.day.isoformat()}"]
            words += [] if value.until is None else [f"expires {value.until.isoformat()}"]
            return " ".join(words)
        case "period" if value.inner is not None:
            return f"of {value.key} {_value(value.inner)}"
        case "days":
            days = " and ".join(map(_time, value.days))
            return days + (" and others" if value.open else "")
        case "items":
            items = " ".join(f"({', '.join(map(_fact, item))})" for item in value.items)
            return items + (" and others" if value.open else "")
    return value.kind  # never, none, unknown


def _time(day: date | t.MomentLiteral) -> str:
    return day.text if isinstance(day, t.MomentLiteral) else day.isoformat()


def check_text(check: t.Check) -> str:
    """``on 2021-12-31 expect required_margin = MOP 25M, solvency_margin breached``."""
    return f"on {_time(check.day)} expect {', '.join(map(_expectation, check.expectations))}"


def _item(named: str) -> str:
    """A name, or the first day of a spell."""
    return named if _DAY.fullmatch(named) else label(named)


def _expectation(found: t.Expectation) -> str:
    text = found.name.text
    text += "" if found.period is None else f" for {found.period}"
    text += "" if found.item is None else f" for {_item(found.item)}"
    text += "" if found.reading is None else f" under {label(found.reading)}"
    if found.word is not None:
        return f"{text} = unknown" if found.word == "unknown" else f"{text} {found.word}"
    if found.value is not None:
        if found.high is None:
            return f"{text} = {expression(found.value, SUM)}"
        return f"{text} = from {expression(found.value, SUM)} to {expression(found.high, SUM)}"
    words = [text, found.status or ""]
    for word, day in (("due", found.due), ("since", found.since), ("done", found.done), ("cured", found.cured)):
        words += [] if day is None else [f"{word} {_time(day)}"]
    words += [f"needs {path}" for path in found.needs or ()]
    words += [f"missing {quoted(item)}" for item in found.missing or ()]
    words += [] if found.possible is None else [f"possible {' or '.join(found.possible)}"]
    words += [] if found.reason is None else [f"reason {found.reason}"]
    return " ".join(words)
