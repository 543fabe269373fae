"""One language: phrases filled in, amounts, days and durations written the way its documents write them.

English writes ``MOP 60,000,000`` and ``Saturday 3 July 2021``.  Portuguese follows the official texts of Macau, whose
spelling is that of before 1990: ``MOP 60.000.000``, ``9,99%``, ``sábado, 3 de Julho de 2021``.  Chinese puts the
currency behind, as the laws of Macau name it: ``60,000,000澳門元``, ``2021年7月3日 星期六``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.report import format_values
from prazo.dsl.report.words import basics as w
from prazo.dsl.report.words.phrase import LANGUAGES, Phrase, Plural
from prazo.dsl.time.days import Duration

_AMOUNT: Final = re.compile(r"(?:([A-Z]{3}) )?(-?)([0-9]+)(?:\.([0-9]+))?((?:/[0-9]+)?%?)")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:+\-Z]+)?")
#: labels of more words, or in Chinese of more characters, stand in quotation marks inside a sentence
_BARE_WORDS: Final = 2
_BARE_CHARACTERS: Final = 8


@attrs.frozen(slots=True)
class Language:
    """``code``: one of ``LANGUAGES``."""

    code: str = attrs.field(default="en", validator=attrs.validators.in_(LANGUAGES))

    def say(self, phrase: Phrase, **parts: object) -> str:
        """The phrase with its places filled; what is filled in is never read as a phrase itself."""
        return phrase.in_language(self.code).format(**parts)

    def count(self, plural: Plural, n: int, **parts: object) -> str:
        """``1 day``, ``1,200 days``."""
        phrase = plural.one if n == 1 else plural.many
        return self.say(phrase, n=self._grouped(n), **parts)

    # --- days --------------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """``3 July 2021``."""
        return self.say(w.DAY, day=day.day, month=self.say(w.MONTHS[day.month - 1]), year=day.year)

    def weekday(self, day: date) -> str:
        """``Saturday 3 July 2021``."""
        return self.say(w.DAY_OF_WEEK, weekday=self.say(w.WEEKDAYS[day.weekday()]), day=self.day(day))

    def time(self, written: str, weekday: bool = True) -> str:
        """A day or a moment of a report: ``Saturday 3 July 2021``, ``Sunday 8 March 2026, 14:30``."""
        iso, _, time = written.partition("T")
        one = date.fromisoformat(iso)
        day = self.weekday(one) if weekday else self.day(one)
        return self.say(w.DAY_AND_TIME, day=day, time=time) if time else day

    def duration(self, duration: Duration) -> str:
        """``1 year and 180 days``; ``no time`` where it is empty."""
        return self.listed([self.count(w.UNITS[unit], n) for n, unit in duration]) if duration else self.say(w.NO_TIME)

    def hours(self, hours: int) -> str:
        """``72 hours``."""
        return self.count(w.UNITS["hour"], hours)

    def until(self, start: date | None, end: date | None) -> str:
        """The half-open days of a version: ``until 21 September 2020``, ``from 1 May 2021``, ``at all times``."""
        last = None if end is None else self.day(date.fromordinal(end.toordinal() - 1))
        if start is None:
            return self.say(w.ALWAYS) if last is None else self.say(w.UNTIL, last=last)
        first = self.day(start)
        return self.say(w.FROM, first=first) if last is None else self.say(w.FROM_TO, first=first, last=last)

    # --- figures -----------------------------------------------------------------------------------------------

    def figure(self, value: Fraction, unit: str) -> str:
        """``MOP 45,000,000``, ``9.99%``, ``1,200``, ``3 July 2021``."""
        if unit == core.DATE:
            return self.day(date.fromordinal(int(value)))
        return self.value(format_values.figure_text(value, unit, decimals))

    def interval(self, low: str | None, high: str | None) -> str:
        """``from MOP 20,000 to MOP 5,000,000``, ``at least MOP 1``; one figure where both ends are the same."""
        if low is None:
            return self.say(w.ANY_FIGURE) if high is None else self.say(w.AT_MOST, high=high)
        if high is None:
            return self.say(w.AT_LEAST, low=low)
        return low if low == high else self.say(w.BETWEEN, low=low, high=high)

    def value(self, value: Any) -> str:
        """A value of a report for people: thousands set apart, days written out, an interval as ``from .. to ..``."""
        if isinstance(value, str):
            amount = _AMOUNT.fullmatch(value)
            if amount:
                return self._amount(*amount.groups())
            return self.time(value, weekday=False) if _TIME.fullmatch(value) else value
        if len(value) == 2 and (None in value or all(_AMOUNT.fullmatch(end) for end in value)):
            low, high = (None if end is None else self.value(end) for end in value)
            return self.interval(low, high)
        return self.listed([self.value(one) for one in value])

    def currency(self, code: str) -> str:
        """A currency as amounts name it."""
        known = w.CURRENCIES.get(code)
        return self.say(known, number="").strip() if known else code

    def _amount(self, currency: str | None, minus: str, whole: str, part: str | None, rest: str) -> str:
        decimal = "" if part is None else self.say(w.DECIMALS) + part
        number = f"{minus}{self._grouped(int(whole))}{decimal}{rest}"
        if currency is None:
            return number
        known = w.CURRENCIES.get(currency)
        return self.say(known, number=number) if known else self.say(w.AMOUNT, number=number, currency=currency)

    def _grouped(self, n: int) -> str:
        return f"{n:,}".replace(",", self.say(w.THOUSANDS))

    # --- sentences ---------------------------------------------------------------------------------------------

    def listed(self, parts: Sequence[str], last: Phrase = w.AND) -> str:
        """``a, b and c``; ``last`` joins the last one: ``AND`` or ``OR``."""
        *others, final = parts or [""]
        return self.say(last, before=self.say(w.COMMA).join(others), last=final) if others else final

    def truth(self, value: bool | None) -> str:
        """``yes``, ``no``, ``not known``."""
        return self.say(w.NOT_KNOWN if value is None else w.YES if value else w.NO)

    def status(self, status: str) -> str:
        """``not applicable``; a status that this version does not know as it is."""
        known = w.STATUSES.get(status)
        return self.say(known) if known else status.replace("_", " ")

    def reading(self, reading: str) -> str:
        """The label of a reading, or several joined by ``+``: an official language by its name."""
        known = (w.READINGS.get(one) for one in reading.split("+"))
        return "+".join(self.say(k) if k else one for k, one in zip(known, reading.split("+"), strict=True))

    def force(self, force: str) -> str:
        known = w.FORCES.get(force)
        return self.say(known) if known else force

    def kind(self, kind: str) -> str:
        """What a norm is: ``obligation``."""
        known = w.KINDS.get(kind)
        return self.say(known) if known else kind

    def quoted(self, label: str) -> str:
        """A label inside a sentence: in quotation marks where it is long, foreign or hard to see."""
        if self.code == "zh":
            bare = len(label) <= _BARE_CHARACTERS and not any(c.isascii() for c in label)
        else:
            bare = len(label.split()) <= _BARE_WORDS
        return label if bare and label.isprintable() else self.say(w.QUOTED, label=label)


ENGLISH: Final = Language("en")
