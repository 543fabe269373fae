"""What a verdict of a report says, line by line: the words that text and Markdown share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.report.document import STATUSES, label, norms_of
from prazo.dsl.report.phrases import Phrases, rule_of
from prazo.dsl.report.reasons import MARKS, sentence
from prazo.dsl.report.words import day_words, listed, time_words, value_words, weekday_words

#: a verdict that is settled and asks for nothing takes one line
SHORT: Final = ("compliant", "not_applicable")
_MOST_NEEDS: Final = 12


@attrs.define(slots=False)
class Told:
    """A report (as data) in English.  ``program``: the rules, where they are at hand, say where limits come from."""

    document: Mapping[str, Any]
    program: core.Program | None = None

    def __attrs_post_init__(self) -> None:
        norms = () if self.program is None else self.program.norms
        self._norms: dict[str, core.Norm] = {norm.id: norm for norm in norms}

    # --- the whole ---------------------------------------------------------------------------------------------

    def heading(self, subject: Mapping[str, Any]) -> str:
        """``acme on 2021-06-30, under Insurance business (DL27_97_M, law_21_2020)``."""
        names = sorted({one["norm"].partition("/")[0] for one in (*subject["verdicts"], *subject["effects"])})
        under = f", under {listed([self._instrument(name) for name in names])}" if names else ""
        return f"{subject['party']} {subject['id']} on {self.document['on']}{under}"

    def counts(self, subject: Mapping[str, Any]) -> str:
        """``1 breached · 1 pending · 14 compliant``."""
        return " · ".join(f"{n} {status_words(status)}" for status, n in subject["counts"].items())

    def _instrument(self, name: str) -> str:
        found = None if self.program is None else next((i for i in self.program.instruments if i.name == name), None)
        if found is None:
            return name
        on = date.fromisoformat(self.document["on"])
        version = next((v.name for v in reversed(found.versions) if v.start <= on), None)
        inside = name if version is None else f"{name}, {version}"
        title = label(found.labels, name)
        return inside.replace(", ", " ") if title == name else f"{title} ({inside})"

    # --- a verdict ---------------------------------------------------------------------------------------------

    def provision(self, verdict: Mapping[str, Any], alone: bool) -> str:
        """The place that the norm stands for; with its instrument unless all are of one (``alone``)."""
        cites = self._about(verdict["norm"]).get("cites") or [""]
        return str(cites[0]).rpartition(" ")[2] if alone else str(cites[0])

    def title(self, verdict: Mapping[str, Any]) -> str:
        """The title with the period, item and reading that tell it from others of its norm."""
        about = self._about(verdict["norm"])
        title = str(about.get("title") or verdict["norm"])
        if verdict["item"] is not None:
            title += f", {verdict['item']}"
        if verdict["period"] is not None:
            title += f", {verdict['period']}"
        if verdict["reading"] is not None:
            title += f" (reading {verdict['reading']})"
        return title

    def because(self, verdict: Mapping[str, Any]) -> str:
        """The reason as a sentence; with the rules at hand, which scope or event it speaks of."""
        return self._from_rules(verdict) or sentence(verdict["reason"], verdict)

    def _from_rules(self, verdict: Mapping[str, Any]) -> str | None:
        norm = self._norms.get(verdict["norm"])
        if norm is None or self.program is None:
            return None
        phrases = Phrases(self.program, (norm.subject, *([norm.record] if norm.record else [])))
        versions = [one for one in norm.versions if verdict["version"] in (None, one.version)]
        bodies = [body for one in versions for _, body in one.bodies]
        if verdict["reason"]["code"] == "out_of_scope":
            scopes = {body.where for body in bodies if body.where is not None}
            return f"only where {phrases.condition(scopes.pop())}" if len(scopes) == 1 else None
        if verdict["reason"]["code"] == "not_triggered":
            events = {anchor for body in bodies for anchor in anchors(body.demand)}
            return f"{phrases.anchor(events.pop())} has not happened" if len(events) == 1 else None
        return None

    def details(self, verdict: Mapping[str, Any]) -> list[str]:
        """The lines below a verdict: why, when, what is missing, what to be careful with."""
        return list(self._details(verdict))

    def _details(self, verdict: Mapping[str, Any]) -> Iterator[str]:
        status = verdict["status"]
        if status in ("breached", "not_applicable"):
            yield self.because(verdict)
        force = self._about(verdict["norm"]).get("force")
        if status == "breached" and force == "recommendation":
            yield "departs from a recommendation; no law is broken"
        if verdict["since"]:
            yield f"since {weekday_words(date.fromisoformat(verdict['since']))}"
        if verdict["due"] and status != "not_applicable":
            yield self._due(verdict)
        if verdict["done"]:
            yield f"done on {weekday_words(date.fromisoformat(verdict['done']))}"
        if verdict["cured"]:
            yield f"cured on {weekday_words(date.fromisoformat(verdict['cured']))}"
        if verdict["needs"]:
            yield f"not known: {needs_words(verdict['needs'])}"
        if verdict["possible"]:
            yield f"possible: {listed([status_words(one) for one in verdict['possible']], 'or')}"
        yield from _provers(verdict["may_prove"])
        yield from self.marks(verdict)

    def marks(self, verdict: Mapping[str, Any]) -> Iterator[str]:
        for mark in verdict["marks"]:
            names = verdict["interpretations"] if mark == "interpreted" else ()
            yield MARKS.get(mark, mark) + (f" ({listed(list(names))})" if names else "")

    def _due(self, verdict: Mapping[str, Any]) -> str:
        """The due day with its reason: what it is counted from, how, and whether it moved."""
        due = time_words(verdict["due"])
        why = self._why_due(verdict)
        return f"due {due}" + (f" ({why})" if why else "")

    def _why_due(self, verdict: Mapping[str, Any]) -> str:
        trigger = day_words(date.fromisoformat(verdict["trigger"])) if verdict["trigger"] else None
        limits = self._limits(verdict)
        if len(limits) != 1:
            return f"counted from {trigger}" if trigger else ""
        norm = self._norms[verdict["norm"]]
        records = (norm.subject, *([norm.record] if norm.record else []))
        assert self.program is not None
        text = Phrases(self.program, records).limit(limits[0].limit)
        if trigger and not isinstance(limits[0].limit, core.FixedDay):
            text += f", on {trigger}"
        rule = rule_of(limits[0].limit)
        return f"{text}; {rule} counting" if rule else text

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
        brings = self._about(effect["norm"]).get("title") or effect["norm"]
        return f"{brings}, for {self.title({**effect, 'norm': effect['of']})}"

    def _of_effect(self, effect: Mapping[str, Any]) -> Iterator[str]:
        since = f" since {time_words(effect['since'], weekday=False)}" if effect["since"] else ""
        if not effect["holds"]:
            yield f"may follow{since}"
        elif since:
            yield since.lstrip()
        if effect["values"]:
            yield _bounds(effect["values"])
        if effect["needs"]:
            yield f"not known: {needs_words(effect['needs'])}"
        yield from _provers(effect["may_prove"])
        yield from self.marks(effect)

    def _about(self, norm: str) -> Mapping[str, Any]:
        about: Mapping[str, Any] = self.document["norms"].get(norm, {})
        return about


def anchors(demand: core.Demand) -> Iterator[core.Anchor]:
    """The events that a duty waits for: that of ``at``, those that its time is counted from."""
    if isinstance(demand, core.Requirement):
        yield from () if demand.at is None else (demand.at,)
        return
    for one in demand.limits if isinstance(demand, core.Obligation) else demand.windows:
        if not isinstance(one.limit, core.FixedDay):
            yield one.limit.anchor


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
    # What follows an act follows no verdict, and is told in any case.
    effects = [
        one for one in subject["effects"] if one["of"] is None or (one["of"], one["period"], one["item"]) in kept
    ]
    return {**subject, "verdicts": verdicts, "effects": effects}


def one_by_one(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A document for each subject, whole in itself: the same head, and the norms that this subject's verdicts name."""
    for subject in document["subjects"]:
        yield {**document, "norms": norms_of([subject], document["norms"]), "subjects": [subject]}


def with_text(document: Mapping[str, Any], program: core.Program | None) -> dict[str, Any]:
    """The document with a key ``text`` in each verdict: its lines in English."""
    told = Told(document, program)
    subjects = [
        {
            **subject,
            "verdicts": [{**one, "text": told.details(one) or [told.because(one)]} for one in subject["verdicts"]],
        }
        for subject in document["subjects"]
    ]
    return {**document, "subjects": subjects}


def status_words(status: str) -> str:
    return status.replace("_", " ")


def needs_words(needs: Sequence[Mapping[str, Any]]) -> str:
    """``agents[B].resident (ask: Insurer)``; beyond a dozen, how many more."""
    told = [need["path"] + (f" (ask: {need['from']})" if need["from"] else "") for need in needs[:_MOST_NEEDS]]
    left = len(needs) - len(told)
    return ", ".join(told) + (f" and {left} more" if left else "")


def _provers(provers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in provers:
        yield f"{one['by'] or 'anyone'} may prove {one['path']}"


def _bounds(values: Mapping[str, Any]) -> str:
    if values.keys() == {"lower", "upper"} and all(isinstance(one, str) for one in values.values()):
        return f"from {value_words(values['lower'])} to {value_words(values['upper'])}"
    names = {"lower": "lower bound", "upper": "upper bound"}
    return ", ".join(f"{names.get(name, name)} {value_words(value)}" for name, value in values.items())
