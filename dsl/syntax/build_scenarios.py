"""Lines of scenarios: one method for each alternative of the grammar."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from lark import Token

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.build_words import LONGEST_TITLE, Parts, WordBuilder, squeeze
from prazo.dsl.syntax.figures import read_date
from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.tree import Span

#: the tokens of a day and of a moment
_TIMES = ("DATE", "MOMENT")


class ScenarioBuilder(WordBuilder):
    """Builds what is given and what is expected."""

    # --- scenarios ----------------------------------------------------------------------------------------------------

    def given(self, c: Parts) -> t.Given:
        identity = next((part for part in c[2:] if type(part) is Token and part.type == "STRING"), None)
        facts = c[-1] or ()
        return t.Given(
            c[1],
            self._text(identity, LONGEST_TITLE) if identity is not None else None,
            tuple(facts),
            span=self._span(c),
        )

    def given_facts(self, c: Parts) -> list[t.GivenFact]:
        return c[::2]

    def given_fact(self, c: Parts) -> t.GivenFact:
        return t.GivenFact(c[0], c[1], span=self._span(c))

    def given_items(self, c: Parts) -> t.GivenFact:
        end = c[-2][1].end if c[-1] is None else self._at(c[-1]).end
        items = tuple(facts for facts, _ in c[1:-1])
        value = t.GivenValue("items", items=items, open=c[-1] is not None, span=Span(c[1][1].start, end))
        return t.GivenFact(c[0], value, span=Span(c[0].span.start, end))

    def given_days(self, c: Parts) -> t.GivenFact:
        last = c[-1]
        more = type(last) is Token and last.type == "AND_OTHERS"
        days = tuple(self._day_or_moment(part) for part in c[1:] if type(part) is Token and part.type in _TIMES)
        end = next(part for part in reversed(c) if part is not None)
        value = t.GivenValue("days", days=days, open=more, span=Span(self._at(c[1]).start, self._at(end).end))
        return t.GivenFact(c[0], value, span=Span(c[0].span.start, value.span.end))

    def given_item(self, c: Parts) -> tuple[tuple[t.GivenFact, ...], Span]:
        return (tuple(c[1]) if len(c) > 2 else ()), self._span(c)

    def given_literal(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("literal", c[0], span=c[0].span)

    def given_text(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("text", text=self._text(c[0]), span=self._at(c[0]))

    def given_word(self, c: Parts) -> t.GivenValue:
        return t.GivenValue(str(c[0]), span=self._at(c[0]))

    def given_by(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("by", day=read_date(c[1], self._at(c[1])), span=self._span(c))

    def given_since(self, c: Parts) -> t.GivenValue:
        inner: t.GivenValue = c[2]
        day = read_date(c[1], self._at(c[1]))
        if inner.kind == "literal":
            return t.GivenValue("since", inner.value, day=day, span=self._span(c))
        return t.GivenValue("since", day=day, inner=inner, span=self._span(c))

    def given_spell(self, c: Parts) -> t.GivenValue:
        until = read_date(c[3], self._at(c[3])) if len(c) > 2 else None
        return t.GivenValue("spell", day=read_date(c[1], self._at(c[1])), until=until, span=self._span(c))

    def given_spell_until(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("spell", until=read_date(c[1], self._at(c[1])), span=self._span(c))

    def given_period(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("period", key=str(c[1]), inner=c[2], span=self._span(c))

    def given_evidence(self, c: Parts) -> t.GivenValue:
        until = c[-1]
        return t.GivenValue(
            "evidence",
            day=read_date(c[1], self._at(c[1])),
            until=read_date(until, self._at(until)) if len(c) > 2 and until is not None else None,
            span=self._span(c),
        )

    def given_evidence_expires(self, c: Parts) -> t.GivenValue:
        return t.GivenValue("evidence", until=read_date(c[1], self._at(c[1])), span=self._span(c))

    def check(self, c: Parts) -> t.Check:
        return t.Check(self._day_or_moment(c[1]), tuple(c[3::2]), span=self._span(c))

    def _day_or_moment(self, token: Token) -> date | t.MomentLiteral:
        span = self._at(token)
        return t.MomentLiteral(str(token), span=span) if token.type == "MOMENT" else read_date(token, span)

    def expected(self, c: Parts) -> Parts:
        item = reading = None
        period = next((part for part in c if type(part) is str), None)
        for word, value in itertools.pairwise(c):
            if type(word) is Token and word.type == "FOR":
                if type(value) is str:
                    continue
                dated = value.type == "DATE"  # the first day of a spell
                item = read_date(value, self._at(value)).isoformat() if dated else self._label(value)
            elif type(word) is Token and word.type == "UNDER":
                reading = self._label(value)
        last = next(part for part in reversed(c) if part is not None)
        return [c[0], item, reading, period, last]

    def expected_period(self, c: Parts) -> str:
        return str.__str__(c[0])

    def _expectation(self, c: Parts, **words: Any) -> t.Expectation:
        name, item, reading, period, _ = c[0]
        if type(c[1]) is Token and c[1].type == "OPERATOR" and c[1] != "=":
            raise Refused("P0143", self._at(c[1]), f'write "{name.text} = .."', found=str(c[1]))
        span = Span(name.span.start, self._span(c[1:]).end)
        return t.Expectation(name, item, reading, period, span=span, **words)

    def status(self, c: Parts) -> Token:
        return c[0]  # type: ignore[no-any-return]

    def expected_part(self, c: Parts) -> Parts:
        return c

    def expect_status(self, c: Parts) -> t.Expectation:
        words: dict[str, Any] = {}
        for part in c[2:]:
            key = str(part[0])
            if key == "needs":
                words[key] = (*words.get(key, ()), str(part[1]))
                continue
            if key == "missing":
                words[key] = (*words.get(key, ()), self._text(part[1]))
                continue
            if key in words:
                raise Refused("P0133", self._at(part[0]))
            if key == "possible":
                words[key] = tuple(squeeze(status) for status in part[1::2])
            elif key == "reason":
                words[key] = str(part[1])
            else:
                words[key] = self._day_or_moment(part[1])
        return self._expectation(c, status=squeeze(c[1]), **words)

    def expect_value(self, c: Parts) -> t.Expectation:
        return self._expectation(c, value=c[2])

    def expect_range(self, c: Parts) -> t.Expectation:
        return self._expectation(c, value=c[3], high=c[5])

    def expect_unknown(self, c: Parts) -> t.Expectation:
        return self._expectation(c, word="unknown")

    def expect_word(self, c: Parts) -> t.Expectation:
        return self._expectation(c, word=squeeze(c[1]))
