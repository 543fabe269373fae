"""Limits as they stand on an edge, and what the versions and readings of a norm say in one list of lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.report import recurring
from prazo.dsl.report.phrases import Phrases, rule_of
from prazo.dsl.report.words import basics, maps as w, recurring as r
from prazo.dsl.report.words.language import Language

T = TypeVar("T")
U = TypeVar("U")


def limit_words(phrases: Phrases, limit: core.SingleLimit, waits: bool = False) -> str:
    """A limit as it stands on the edge from its event: "within 180 days (macau.civil)".

    ``waits``: the limit is the window of a prohibition.
    """
    language = phrases.language
    match limit:
        case core.AfterEvent(_, duration, _):
            said = language.say(w.NOT_WITHIN if waits else w.WITHIN, duration=language.duration(duration))
        case core.BeforeEvent(_, duration, _, clear):
            said = language.say(w.NOT_LEAD if waits else w.LEAD, duration=language.duration(duration))
            said = language.say(w.ENDS_LEFT_OUT, limit=said) if clear else said
        case core.UntilEvent(_, inclusive):
            if waits:
                said = language.say(w.NOT_UP_TO_DAY if inclusive else w.NOT_BEFORE_DAY)
            else:
                said = language.say(w.UP_TO_DAY if inclusive else w.BEFORE_DAY)
        case core.HoursAfter(_, hours):
            said = language.say(w.NOT_WITHIN if waits else w.WITHIN, duration=language.hours(hours))
        case core.HoursBefore(_, hours):
            said = language.say(w.NOT_LEAD if waits else w.LEAD, duration=language.hours(hours))
        case core.ByPeriodDay(on, _):
            said = language.say(r.BY, day=recurring.period_day(language, on))
        case core.AfterPeriod(duration, _):
            said = language.say(w.WITHIN, duration=language.duration(duration))
        case core.Window():
            said = recurring.window(language, limit)
        case core.AtLeastEvery(duration, _, _):
            said = language.say(r.EVERY, duration=language.duration(duration))
        case core.FixedDay():
            said = language.say(w.NOT_BY_DAY if waits else w.BY_DAY)
        case core.AfterSet(_, number, _, _):
            said = language.say(w.NOT_WITHIN_SET if waits else w.WITHIN_SET, number=phrases.figure(number))
        case core.Forthwith():
            said = language.say(w.FORTHWITH)
        case core.NoStatedTime():
            said = language.say(w.NO_STATED_TIME)
        case core.Regularly():
            raise TypeError("what is due regularly is counted from nothing")
    rule = rule_of(limit)
    return language.say(w.COUNTED_BY, limit=said, rule=rule) if rule else said


def wait_words(language: Language, limit: core.Limit) -> str:
    """A wait as it stands on the edge from its event: "not until 10 days after this have ended (macau.civil)"."""
    assert isinstance(limit, core.AfterEvent), "a wait is counted from an event"
    said = language.say(w.WAIT, duration=language.duration(limit.duration))
    return language.say(w.COUNTED_BY, limit=said, rule=limit.rule)


# --- versions and readings --------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class Span:
    """The days on which an instrument is in force: ``first`` of its first version."""

    first: date | None
    language: Language

    def told(
        self,
        versions: Sequence[core.Versioned[T]],
        aspect: Callable[[T], U],
        write: Callable[[U], Sequence[str]],
    ) -> tuple[str, ...]:
        """The lines of one aspect of all bodies; where versions or readings differ, each under a line that says so.

        Versions next to each other that agree are one.  What holds in every version under every reading has no heading.
        """
        stretches: list[tuple[date | None, date | None, list[tuple[str | None, U]]]] = []
        for version in versions:
            bodies: list[tuple[str | None, U]] = [(reading, aspect(body)) for reading, body in version.bodies]
            if all(body == bodies[0][1] for _, body in bodies):
                bodies = [(None, bodies[0][1])]
            if stretches and stretches[-1][1] == version.start and stretches[-1][2] == bodies:
                stretches[-1] = (stretches[-1][0], version.end, bodies)
            else:
                stretches.append((version.start, version.end, bodies))
        lines: list[str] = []
        for start, end, bodies in stretches:
            opens = None if start is None or (self.first is not None and start <= self.first) else start
            whole = opens is None and end is None
            for reading, body in bodies:
                said = write(body)
                heads = [] if whole else [self.language.until(opens, end)]
                heads += (
                    [] if reading is None else [self.language.say(w.READING, reading=self.language.reading(reading))]
                )
                if said and heads:
                    lines.append(self.language.say(w.STRETCH, heads=self.language.say(basics.COMMA).join(heads)))
                lines.extend(f"  {one}" if heads else one for one in said)
        return tuple(lines)
