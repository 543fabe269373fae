"""A norm on its sheet: who owes what to whom, from when, unless what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from prazo.compiler.map import sheet as s
from prazo.compiler.map.boxes import consequence_node, norm_node
from prazo.compiler.map.draft import Draft, marked
from prazo.compiler.map.wording import limit_words, wait_words
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.table import POWER, PROHIBITION
from prazo.dsl.report.naming import spaced
from prazo.dsl.report.phrases import Phrases
from prazo.dsl.report.recurring import period_words
from prazo.dsl.report.words import basics, maps as w, recurring as r
from prazo.dsl.report.words.phrase import Phrase


def draw_norm(draft: Draft, norm: core.Norm) -> None:
    """The norm at home on this sheet, and everything that it says of others."""
    node = norm_node(draft, norm)
    phrases = Phrases.of_norm(draft.naming, norm)
    draft.add(node)
    holder = s.MAY_USE if norm.kind == POWER else s.OWES
    draft.join(holder, draft.party(holder, norm.bearer), node.id)
    for bearers in norm.joint:
        draft.join(s.OWES, draft.party(s.OWES, bearers.record), node.id, (draft.say(w.JOINTLY),))
    if norm.owed_to is not None:
        draft.join(s.OWED_TO, node.id, draft.party(s.OWED_TO, norm.owed_to))
    _draw_limits(draft, norm, phrases)
    _draw_conditions_in_time(draft, norm, phrases)
    _draw_excuses(draft, norm, phrases)
    draft.define_for(phrases, [_own(body) for one in norm.versions for _, body in one.bodies], node.id)
    for other in norm.in_addition_to:
        draft.join(s.ADDS, node.id, _other(draft, other), (draft.say(w.IN_ADDITION),))


# --- time ------------------------------------------------------------------------------------------------------


def _cases(body: core.NormBody) -> tuple[core.LimitCase, ...]:
    match body.demand:
        case core.Obligation(_, _, _, limits):
            return tuple(one for one in limits if not isinstance(one.limit, core.Regularly))
        case core.Prohibition(_, _, windows, _, _, waits):
            return windows + waits
        case core.Requirement() | core.Checklist():
            return ()


def _waits(body: core.NormBody) -> tuple[core.LimitCase, ...]:
    return body.demand.waits if isinstance(body.demand, core.Prohibition) else ()


def _draw_limits(draft: Draft, norm: core.Norm, phrases: Phrases) -> None:
    """An edge for each event or fixed day that time is counted from, with the deadline of every version on it."""
    waits = norm.kind == PROHIBITION
    sources: dict[_Source, None] = {}
    for version in norm.versions:
        for _, body in version.bodies:
            sources |= dict.fromkeys(one for case in _cases(body) for one in _sources(case.limit))

    waited = {case for one in norm.versions for _, body in one.bodies for case in _waits(body)}

    for source in sources:

        def here(body: core.NormBody, source: _Source = source) -> tuple[core.LimitCase, ...]:
            return tuple(case for case in _cases(body) if source in _sources(case.limit))

        def write(cases: tuple[core.LimitCase, ...], source: _Source = source) -> list[str]:
            return [
                marked(
                    phrases,
                    wait_words(draft.language, one.limit) if one in waited else _words(phrases, one, source, waits),
                    one.guard,
                    one.unverified,
                )
                for one in cases
            ]

        if isinstance(source, str):
            start = _time(draft, norm, source)
        else:
            start = _day(draft, source) if isinstance(source, date) else draft.anchor(phrases, source)
        draft.join(s.LIMIT, start, f"norm/{norm.id}", draft.span.told(norm.versions, here, write))


#: what time is counted from: an event or a day; the own period or the last time, of which there is a name
_Source = core.Anchor | date | str
_PERIOD, _LAST_TIME = "the period", "the last time"


def _source(limit: core.SingleLimit) -> _Source | None:
    """What a limit is counted from; None of what is due regularly."""
    match limit:
        case core.Regularly():
            return None
        case core.FixedDay(day, _) | core.Window(_, core.DayLiteral(day), _):
            return day
        case core.AtLeastEvery():
            return _LAST_TIME
        case core.ByPeriodDay() | core.AfterPeriod() | core.Window():
            return _PERIOD
        case _:
            return limit.anchor


def _time(draft: Draft, norm: core.Norm, source: str) -> str:
    """The end of each period of a norm that recurs, or the last time of what is done again and again."""
    language = draft.language
    words = language.say(r.LAST_TIME)
    if norm.each is not None:
        words = language.say(r.END_OF_EACH, period=period_words(language, norm.each.period))
    return draft.add(s.Node(f"time/{norm.id}/{source}", s.DAY, (f"{norm.id}/{source}",), words))


def _sources(limit: core.Limit) -> list[_Source]:
    sources = [_source(one) for one in core.single_limits(limit)]
    return [one for one in sources if one is not None]


def _words(phrases: Phrases, case: core.LimitCase, source: _Source, waits: bool) -> str:
    """What of a limit is counted from ``source``, and how the whole is put together."""
    language, limit = phrases.language, case.limit
    mine = [limit_words(phrases, one, waits) for one in core.single_limits(limit) if _source(one) == source]
    said = language.listed(mine, basics.OR)
    if isinstance(limit, core.LaterOf | core.EarlierOf):
        said = language.say(w.LATER if isinstance(limit, core.LaterOf) else w.EARLIER, limit=said)
    return language.say(w.SOONER, limit=said) if case.practicable else said


def _day(draft: Draft, day: date) -> str:
    iso = day.isoformat()
    return draft.add(s.Node(f"day/{iso}", s.DAY, (iso,), draft.language.day(day)))


def _draw_conditions_in_time(draft: Draft, norm: core.Norm, phrases: Phrases) -> None:
    """The event on whose day a requirement is judged, and what must come before a prohibited act."""

    def drawn(kind: str, words: Phrase, fact_of: Mapping[core.Anchor, str]) -> None:
        for fact, node in fact_of.items():

            def here(body: core.NormBody, fact: core.Anchor = fact) -> bool:
                return fact in (_at(body), _without(body))

            lines = draft.span.told(norm.versions, here, lambda one: [draft.say(words)] if one else [])
            draft.join(kind, node, f"norm/{norm.id}", lines)

    bodies = [body for one in norm.versions for _, body in one.bodies]
    at: dict[core.Anchor, str] = {one: draft.anchor(phrases, one) for body in bodies if (one := _at(body)) is not None}
    before: dict[core.Anchor, str] = {
        fact: draft.event(phrases, fact) for body in bodies if (fact := _without(body)) is not None
    }
    drawn(s.ON_THE_DAY, w.JUDGED_THIS_DAY, at)
    drawn(s.WITHOUT, w.NOT_WITHOUT, before)


def _at(body: core.NormBody) -> core.Fact | core.SpellDay | None:
    return body.demand.at if isinstance(body.demand, core.Requirement | core.Checklist) else None


def _without(body: core.NormBody) -> core.Fact | None:
    return body.demand.without if isinstance(body.demand, core.Prohibition) else None


# --- exceptions ------------------------------------------------------------------------------------------------


def _draw_excuses(draft: Draft, norm: core.Norm, phrases: Phrases) -> None:
    """What frees from the norm: conditions in one node, each norm that displaces it by an edge of its own."""
    node_id = f"norm/{norm.id}"

    def conditions(body: core.NormBody) -> tuple[tuple[int, core.Condition], ...]:
        """Of the subject (0), and of each list of joint bearers (from 1)."""
        each = (body.excuses, *body.personal)
        return tuple((n, one.condition) for n, own in enumerate(each) for one in own if one.condition is not None)

    def worded(of: int, condition: core.Condition) -> str:
        if of == 0:
            return phrases.condition(condition)
        bearers = norm.joint[of - 1]
        words = phrases.inside(bearers.items).condition(condition)
        return draft.say(w.FOR_ONE, party=draft.naming.party(bearers.record), condition=words)

    def write(found: tuple[tuple[int, core.Condition], ...]) -> list[str]:
        said = [worded(*one) for one in found]
        return [draft.say(w.OR, condition=one) if n else one for n, one in enumerate(said)]

    lines = draft.span.told(norm.versions, conditions, write)
    bodies = [body for one in norm.versions for _, body in one.bodies]
    if lines:
        exception = f"unless/{norm.id}"
        draft.add(s.Node(exception, s.EXCEPTION, (f"unless/{norm.id}",), draft.say(w.UNLESS), lines=lines))
        draft.join(s.UNLESS, exception, node_id)
        for number, inner in enumerate((phrases, *(phrases.inside(one.items) for one in norm.joint))):
            own = [[one for of, one in conditions(body) if of == number] for body in bodies]
            draft.define_for(inner, own, exception)

    others = {other for body in bodies for one in body.excuses for other in one.norms}
    for other in sorted(others):

        def here(body: core.NormBody, other: str = other) -> bool:
            return any(other in one.norms for one in body.excuses)

        said = draft.span.told(norm.versions, here, lambda one: [draft.say(w.INSTEAD_OF)] if one else [])
        draft.join(s.DISPLACES, _other(draft, other), node_id, said)
    for other in norm.prevails_over:
        draft.join(s.DISPLACES, node_id, _other(draft, other), (draft.say(w.PREVAILS),))
    for ruling in draft.relations.displaced_by.get(norm.id, ()):
        draft.join(s.DISPLACES, _other(draft, ruling), node_id, (draft.say(w.PREVAILS),))


def _other(draft: Draft, other: str) -> str:
    """A norm or consequence named by its id."""
    norm = draft.relations.norms.get(other)
    if norm is not None:
        return draft.refer(norm_node(draft, norm))
    consequence = draft.relations.consequences.get(other)
    if consequence is not None:
        return draft.refer(consequence_node(draft, consequence))
    return draft.add(s.Node(f"norm/{other}", s.ELSEWHERE, (other,), spaced(other)))


def _own(body: core.NormBody) -> tuple[object, ...]:
    """What the norm itself reads: scope, demand and guards of its limits; its exceptions have nodes of their own."""
    return body.where, body.demand
