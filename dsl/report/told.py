"""What a verdict of a report says, line by line: the words that text and Markdown share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.core.spells import state_of
from prazo.dsl.meaning.table import POWER
from prazo.dsl.report.document import STATUSES, norms_of
from prazo.dsl.report.naming import Naming, spaced
from prazo.dsl.report.phrases import Phrases, rule_of
from prazo.dsl.report.reasons import sentence
from prazo.dsl.report.words import basics, verdicts as w
from prazo.dsl.report.words.language import ENGLISH, Language
from prazo.dsl.report.words.phrase import Phrase

#: a verdict that is settled and asks for nothing takes one line
SHORT: Final = ("compliant", "not_applicable")
_MOST_NEEDS: Final = 12


@attrs.define(slots=False)
class Told:
    """A report (as data) in a language.  ``program``: the rules, where they are at hand, say what things are called and
    where limits come from.
    """

    document: Mapping[str, Any]
    program: core.Program | None = None
    language: Language = ENGLISH

    def __attrs_post_init__(self) -> None:
        norms = () if self.program is None else (*self.program.norms, *self.program.powers)
        effects = () if self.program is None else self.program.consequences
        self._norms: dict[str, core.Norm] = {norm.id: norm for norm in norms}
        self._subjects = {norm.id: norm.subject for norm in norms} | {one.id: one.subject for one in effects}
        self._naming = None if self.program is None else Naming(self.program, self.language)

    def say(self, phrase: Phrase, **parts: object) -> str:
        return self.language.say(phrase, **parts)

    # --- the whole ---------------------------------------------------------------------------------------------

    def heading(self, subject: Mapping[str, Any]) -> str:
        """``Insurer acme on 2021-06-30, under Insurance business (DL27_97_M, law_21_2020)``."""
        names = sorted({one["norm"].partition("/")[0] for one in (*subject["verdicts"], *subject["effects"])})
        party = self._party(subject["party"])
        parts = {"party": party[:1].upper() + party[1:], "id": subject["id"], "on": self.document["on"]}
        if not names:
            return self.say(w.HEADING, **parts)
        return self.say(w.HEADING_UNDER, **parts, laws=self.language.listed([self._instrument(name) for name in names]))

    def counts(self, subject: Mapping[str, Any]) -> str:
        """``1 breached · 1 pending · 14 compliant``."""
        counts = subject["counts"].items()
        said = [self.say(w.COUNT, n=n, status=self.language.status(status)) for status, n in counts]
        return " · ".join(said) or self.say(w.NO_DUTY)

    def _instrument(self, name: str) -> str:
        found = None if self.program is None else next((i for i in self.program.instruments if i.name == name), None)
        if found is None or self._naming is None:
            return name
        on = _day(self.document["on"])
        version = next((v.name for v in reversed(found.versions) if v.start <= on), None)
        title = self._naming.label(found.labels, name)
        if title == spaced(name):
            return name if version is None else f"{name} {version}"
        inside = name if version is None else f"{name}, {version}"
        return self.say(basics.BRACKETS, before=title, inside=inside)

    def _party(self, name: str) -> str:
        return name if self._naming is None else self._naming.party(name)

    # --- a verdict ---------------------------------------------------------------------------------------------

    def provision(self, verdict: Mapping[str, Any], alone: bool) -> str:
        """The place that the norm stands for; with its instrument unless all are of one (``alone``)."""
        cites = self._about(verdict["norm"]).get("cites") or [""]
        return str(cites[0]).rpartition(" ")[2] if alone else str(cites[0])

    def title(self, verdict: Mapping[str, Any]) -> str:
        """The title with the period, item and reading that tell it from others of its norm."""
        return self.told_apart(self._title(verdict["norm"]), verdict)

    def told_apart(self, title: str, verdict: Mapping[str, Any]) -> str:
        """A title with the item, period and reading of one of its verdicts."""
        if verdict["item"] is not None:
            title = self._with_item(title, verdict)
        if verdict["period"] is not None:
            title = self.say(w.WITH_PERIOD, title=title, period=verdict["period"])
        if verdict["reading"] is not None:
            title = self.say(w.WITH_READING, title=title, reading=self.language.reading(verdict["reading"]))
        return title

    def _with_item(self, title: str, verdict: Mapping[str, Any]) -> str:
        """With the item or, of a norm that is counted from a state, the first day of the spell."""
        norm = self._norms.get(verdict["norm"])
        state = None if norm is None else state_of(norm)
        phrases = self._phrases(verdict["norm"])
        if state is None or phrases is None:
            return self.say(w.WITH_ITEM, title=title, item=verdict["item"])
        first = self.language.day(date.fromisoformat(verdict["item"]))
        return self.say(w.WITH_SPELL, title=title, state=phrases.fact(state), first=first)

    def _title(self, norm: str) -> str:
        """With the rules at hand in the language of the report; else the English title that the document gives."""
        if self._naming is not None:
            return self._naming.norm(norm)
        return str(self._about(norm).get("title") or norm)

    def because(self, verdict: Mapping[str, Any]) -> str:
        """The reason as a sentence; with the rules at hand, which scope or event it speaks of."""
        from_rules = self._from_rules(verdict)
        if from_rules:
            return from_rules
        phrases = self._phrases(verdict["norm"])
        by = self._title(verdict["by"]) if verdict["by"] else None
        return sentence(verdict["reason"], by, self.language, phrases.named if phrases else None)

    def _phrases(self, id: str) -> Phrases | None:
        norm = self._norms.get(id)
        if norm is None or self._naming is None:
            return None
        return Phrases.of_norm(self._naming, norm)

    def _from_rules(self, verdict: Mapping[str, Any]) -> str | None:
        norm, phrases = self._norms.get(verdict["norm"]), self._phrases(verdict["norm"])
        if norm is None or phrases is None:
            return None
        versions = [one for one in norm.versions if verdict["version"] in (None, one.version)]
        bodies = [body for one in versions for _, body in one.bodies]
        if verdict["reason"]["code"] == "out_of_scope":
            scopes = {body.where for body in bodies if body.where is not None}
            return self.say(w.ONLY_WHERE, condition=phrases.condition(scopes.pop())) if len(scopes) == 1 else None
        if verdict["reason"]["code"] == "not_triggered":
            events = {anchor for body in bodies for anchor in anchors(body.demand)}
            if len(events) == 1:
                return self.say(w.REASONS["not_triggered"][0], anchor=phrases.anchor(events.pop()))
        return None

    def short(self, verdict: Mapping[str, Any]) -> str:
        """One line for a verdict that asks for nothing: its title, why it does not apply, what to be careful with."""
        said = self.title(verdict)
        if verdict["status"] == "not_applicable":
            said = self.say(basics.COLON, before=said, after=self.because(verdict))
        marks = self.say(basics.SEMICOLON).join(self.marks(verdict))
        return self.say(basics.BRACKETS, before=said, inside=marks) if marks else said

    def details(self, verdict: Mapping[str, Any], soon: bool = False) -> list[str]:
        """The lines below a verdict: why, when, what is missing, what to be careful with.

        ``soon``: say also how far off the day is by which something pending is due.
        """
        return list(self._details(verdict, soon))

    def _details(self, verdict: Mapping[str, Any], soon: bool) -> Iterator[str]:
        status = verdict["status"]
        if status in ("breached", "not_applicable"):
            yield self.because(verdict)
        force = self._about(verdict["norm"]).get("force")
        if status == "breached" and force == "recommendation":
            yield self.say(w.DEPARTS)
        if verdict["since"]:
            yield self.say(w.SINCE, day=self.language.time(verdict["since"]))
        if verdict["due"] and status != "not_applicable":
            yield self._due_soon(verdict) if soon and status == "pending" else self._due(verdict)
        if verdict["done"]:
            yield self.say(w.DONE_ON, day=self.language.time(verdict["done"]))
        if verdict["cured"]:
            yield self.say(w.CURED_ON, day=self.language.time(verdict["cured"]))
        if verdict["needs"]:
            yield self.say(w.NOT_KNOWN, needs=self.needs(verdict["norm"], verdict["needs"]))
        if verdict["reason"]["args"].get("times"):
            yield self.because(verdict)
        if verdict["possible"]:
            possible = [self.language.status(one) for one in verdict["possible"]]
            yield self.say(w.POSSIBLE, statuses=self.language.listed(possible, basics.OR))
        yield from self._provers(verdict["may_prove"])
        yield from self.marks(verdict)

    def marks(self, verdict: Mapping[str, Any]) -> Iterator[str]:
        for mark in verdict["marks"]:
            names: Sequence[str] = ()
            if mark == "interpreted":
                names = verdict["interpretations"]
            elif mark in ("over_cap", "late_extension"):
                names = self._extensions(verdict.get("of") or verdict["norm"])
            said = self.say(w.MARKS[mark]) if mark in w.MARKS else mark
            inside = self.language.listed(list(names))
            yield self.say(basics.BRACKETS, before=said, inside=inside) if names else said

    def _extensions(self, id: str) -> Sequence[str]:
        """What the facts are called that may put off the last day of a norm; none without the rules at hand."""
        norm, phrases = self._norms.get(id), self._phrases(id)
        if norm is None or phrases is None:
            return ()
        demands = (body.demand for version in norm.versions for _, body in version.bodies)
        found = (one.extension.to for one in demands if isinstance(one, core.Obligation) and one.extension is not None)
        return list(dict.fromkeys(phrases.fact(to) for to in found))

    def needs(self, norm: str, needs: Sequence[Mapping[str, Any]]) -> str:
        """``agents[B].resident (“resident of Macau”; ask: Insurer)``; beyond a dozen, how many more."""
        told = [self._need(norm, need) for need in needs[:_MOST_NEEDS]]
        said = self.say(basics.COMMA).join(told)
        left = len(needs) - len(told)
        return self.say(w.MORE_NEEDS, needs=said, n=left) if left else said

    def _need(self, norm: str, need: Mapping[str, Any]) -> str:
        path, label, source = need["path"], self._label(norm, need["path"]), need["from"]
        parts = {"path": path}
        if label is not None:
            parts["label"] = self.language.quoted(label)
        if source:
            parts["source"] = self._party(source)
        phrases = {1: None, 2: w.NEED_LABEL if label is not None else w.NEED_ASK, 3: w.NEED_LABEL_ASK}
        phrase = phrases[len(parts)]
        return path if phrase is None else self.say(phrase, **parts)

    def _label(self, norm: str, path: str) -> str | None:
        """What a missing fact is called, where that says more than its path."""
        subject = self._subjects.get(norm)
        label = self._naming.path(subject, path) if self._naming and subject else None
        return None if label == spaced(path.rpartition(".")[2]) else label

    def _provers(self, provers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        for one in provers:
            by = self._party(one["by"]) if one["by"] else self.say(w.ANYONE)
            yield self.say(w.MAY_PROVE, by=by, path=one["path"])

    def _due(self, verdict: Mapping[str, Any]) -> str:
        """The due day with its reason: what it is counted from, how, and whether it moved."""
        due, why = self.language.time(verdict["due"]), self._why_due(verdict)
        return self.say(w.DUE_BECAUSE, day=due, why=why) if why else self.say(w.DUE, day=due)

    def _due_soon(self, verdict: Mapping[str, Any]) -> str:
        """The due day of what is pending, and how far off it is on the day of the check."""
        due = self._due(verdict)
        days = (_day(verdict["due"]) - _day(self.document["on"])).days
        if days == 0:
            return self.say(w.TODAY, due=due)
        return self.language.count(w.IN_DAYS, days, due=due) if days > 0 else due

    def _why_due(self, verdict: Mapping[str, Any]) -> str:
        trigger = self.language.day(date.fromisoformat(verdict["trigger"])) if verdict["trigger"] else None
        limits, phrases = self._limits(verdict), self._phrases(verdict["norm"])
        if len(limits) != 1 or phrases is None:
            return self.say(w.COUNTED_FROM, day=trigger) if trigger else ""
        limit = limits[0].limit
        text = phrases.limit_case(limits[0])
        if trigger and not isinstance(limit, core.FixedDay):
            text = self.say(w.LIMIT_ON, limit=text, day=trigger)
        rule = rule_of(limit)
        return self.say(w.COUNTED_BY, limit=text, rule=rule) if rule else text

    def _limits(self, verdict: Mapping[str, Any]) -> Sequence[core.LimitCase]:
        norm = self._norms.get(verdict["norm"])
        found = [one for one in norm.versions if one.version == verdict["version"]] if norm else []
        demands = {one[1].demand for version in found for one in version.bodies}
        limits = {demand.limits for demand in demands if isinstance(demand, core.Obligation)}
        return next(iter(limits)) if len(limits) == 1 else ()

    # --- effects -----------------------------------------------------------------------------------------------

    def effects(self, subject: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
        """What holds or may hold because of the verdicts: title, and the lines to be said of it."""
        return [
            (self._brought(one), list(self._of_effect(one))) for one in subject["effects"] if one["holds"] is not False
        ]

    def _brought(self, effect: Mapping[str, Any]) -> str:
        if not effect["of"]:
            return self.title(effect)
        breach = self.title({**effect, "norm": effect["of"]})
        return self.say(w.BROUGHT_BY, effect=self._title(effect["norm"]), breach=breach)

    def _of_effect(self, effect: Mapping[str, Any]) -> Iterator[str]:
        since = self.language.time(effect["since"], weekday=False) if effect["since"] else None
        if effect["kind"] == POWER:
            if not effect["holds"]:
                yield self.say(w.MAY_STAND)
            elif since is not None:
                yield self.say(w.SINCE, day=since)
        elif not effect["holds"]:
            yield self.say(w.MAY_FOLLOW) if since is None else self.say(w.MAY_FOLLOW_SINCE, day=since)
        elif since is not None:
            yield self.say(w.SINCE, day=since)
        if effect["values"]:
            yield self._bounds(effect["values"])
        if effect["needs"]:
            yield self.say(w.NOT_KNOWN, needs=self.needs(effect["norm"], effect["needs"]))
        yield from self._provers(effect["may_prove"])
        yield from self.marks(effect)

    def _bounds(self, values: Mapping[str, Any]) -> str:
        if values.keys() == {"lower", "upper"} and all(isinstance(one, str) for one in values.values()):
            low, high = self.language.value(values["lower"]), self.language.value(values["upper"])
            return self.say(basics.BETWEEN, low=low, high=high)
        until = values.get("until")
        if isinstance(until, list | tuple):
            low, high = map(self.language.value, until)
            return self.say(w.UNTIL_SOME_DAY, low=low, high=high)
        said = [self.say(w.BOUND[name], value=self.language.value(value)) for name, value in values.items()]
        return self.say(basics.COMMA).join(said)

    def _about(self, norm: str) -> Mapping[str, Any]:
        about: Mapping[str, Any] = self.document["norms"].get(norm, {})
        return about


def anchors(demand: core.Demand) -> Iterator[core.Anchor]:
    """The events that a duty waits for: that of ``at``, those that its time is counted from."""
    if isinstance(demand, core.Requirement | core.Checklist):
        yield from () if demand.at is None else (demand.at,)
        return
    for one in demand.limits if isinstance(demand, core.Obligation) else (*demand.windows, *demand.waits):
        yield from core.anchors_of(one.limit)


def grouped(verdicts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that want something done first: breached, undetermined, pending, then the rest; else as they were."""
    order = {status: n for n, status in enumerate(STATUSES)}
    return sorted(verdicts, key=lambda one: order.get(one["status"], len(order)))


def only(document: Mapping[str, Any], statuses: Collection[str]) -> dict[str, Any]:
    """The document with the verdicts of some statuses and what they bring; counts stay as they were."""
    subjects = [_only(subject, statuses) for subject in document["subjects"]]
    return {**document, "norms": norms_of(subjects, document["norms"]), "subjects": subjects}


def _only(subject: Mapping[str, Any], statuses: Collection[str]) -> dict[str, Any]:
    verdicts = [one for one in subject["verdicts"] if one["status"] in statuses]
    kept = {(one["norm"], one["period"], one["item"]) for one in verdicts}
    # What follows an act follows no verdict, and is told in any case; what somebody may do follows nothing.
    effects = [
        one
        for one in subject["effects"]
        if (one["of"] is None and one["kind"] != POWER) or (one["of"], one["period"], one["item"]) in kept
    ]
    return {**subject, "verdicts": verdicts, "effects": effects}


def one_by_one(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A document for each subject, whole in itself: the same head, and the norms that this subject's verdicts name."""
    for subject in document["subjects"]:
        yield {**document, "norms": norms_of([subject], document["norms"]), "subjects": [subject]}


def with_text(
    document: Mapping[str, Any], program: core.Program | None, language: Language = ENGLISH
) -> dict[str, Any]:
    """The document with a key ``text`` in each verdict: its lines in a language."""
    told = Told(document, program, language)
    subjects = [
        {
            **subject,
            "verdicts": [{**one, "text": told.details(one) or [told.because(one)]} for one in subject["verdicts"]],
        }
        for subject in document["subjects"]
    ]
    return {**document, "subjects": subjects}


def _day(written: str) -> date:
    """The day of a day or moment of a report."""
    return date.fromisoformat(written.partition("T")[0])
