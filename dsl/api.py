"""What a Python program uses: load rules, check facts.

``load`` reads files and may keep what it made of them; everything else does no input or output.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

# Only what rules need that are kept from an earlier run; what else a call needs is loaded by it.
from prazo.dsl.check.reader import Request, Unread
from prazo.dsl.core.nodes import Program
from prazo.dsl.edge.files import LIBRARY, Folder, library, open_rules, read_file
from prazo.dsl.errors import Error, FactsError, RulesError

if TYPE_CHECKING:
    from prazo.dsl.check.load import Project
    from prazo.dsl.diagnostics.model import Diagnostic
    from prazo.dsl.facts.typed import TypedFacts, Types
    from prazo.dsl.facts.values import Moment
    from prazo.dsl.meaning.lookup import Lookup
    from prazo.dsl.report.model import SubjectReport
    from prazo.dsl.time.library import TimeLibrary

GivenFacts: TypeAlias = "Mapping[str, object] | TypedFacts | Sequence[TypedFacts]"


@attrs.frozen(slots=True)
class Report:
    """What came out of a check: the ``prazo-report/1`` document as plain data, and the verdicts as objects.

    ``notes``: what was noted about the facts and is no mistake, such as an identifier that was given.
    """

    document: Mapping[str, Any] = attrs.field(repr=False)
    subjects: tuple[SubjectReport, ...]
    notes: tuple[object, ...] = ()

    def __getitem__(self, key: str) -> Any:
        """A key of the document."""
        return self.document[key]

    def to_json(self) -> str:
        """The document as JSON, always the same bytes for the same rules, facts and day."""
        from prazo.dsl.report.document import to_json

        return to_json(self.document)


@attrs.frozen(slots=False, eq=False)  # what is worked out on first use is kept in its own dictionary
class Rules:
    """Checked rules.  Never changes and is safe in any thread.

    ``warnings``: findings that do not stop the rules from being used.  ``digest``: ``sha256:..`` of the rule texts and
    of the rules by which they count time.
    """

    program: Program = attrs.field(repr=False)
    warnings: tuple[Diagnostic, ...] = ()
    _times: TimeLibrary | None = attrs.field(default=None, repr=False)

    @cached_property
    def times(self) -> TimeLibrary:
        """The calendars and counting rules; the standard ones are read when something is counted."""
        from prazo.dsl.time.library import load_standard

        return load_standard() if self._times is None else self._times

    @cached_property
    def lookup(self) -> Lookup:
        """What the interpreter looks up in the rules."""
        from prazo.dsl.meaning.lookup import Lookup

        return Lookup(self.program, self.times)

    @cached_property
    def types(self) -> Types:
        """A class for each party and record: ``rules.types.Insurer(id="acme", capital="MOP 45000000")``."""
        from prazo.dsl.facts.typed import Types

        return Types(self.program)

    @property
    def digest(self) -> str:
        from prazo.dsl.report.document import rules_digest

        return rules_digest(self.program, self.times)

    def check(
        self,
        facts: GivenFacts,
        *,
        on: date | Moment,
        readings: Iterable[str] = (),
        allow_extra: bool = False,
        uninterpreted: bool = False,
    ) -> Report:
        """The verdicts on ``facts`` (one subject, or ``subjects``, as in ``prazo-facts/1``) at the end of the day
        ``on``, or at that moment: a ``datetime`` is one, on the clocks of the rules unless it has a zone.

        A subject may be an object of ``types``, several of them a list.

        ``readings``: labels of rival readings that are chosen; all of them otherwise.  ``uninterpreted``: as if no
        house had interpreted anything.  Raises ``FactsError`` with every problem of the facts.
        """
        from prazo.dsl.facts.read import structure
        from prazo.dsl.facts.typed import as_document
        from prazo.dsl.facts.values import local_day
        from prazo.dsl.meaning.check import check_subject
        from prazo.dsl.report.document import check_options, report_document

        chosen = sorted(set(readings))
        time = self._time(on)
        known = structure(self.program, as_document(facts), allow_extra=allow_extra, day=local_day(time))
        lookup = self.lookup.uninterpreted if uninterpreted else self.lookup
        subjects = tuple(check_subject(lookup, one, time, chosen) for one in known.subjects)
        options = check_options(chosen, uninterpreted)
        document = report_document(self.program, self.times, subjects, known.digest, time, options)
        return Report(document, subjects, known.notes)

    def due(
        self,
        facts: GivenFacts,
        *,
        first: date,
        last: date,
        on: date | None = None,
        readings: Iterable[str] = (),
        allow_extra: bool = False,
    ) -> Mapping[str, Any]:
        """What is due from ``first`` to ``last`` (both included), as the document ``prazo-due/1``; plans count as kept.

        ``on``: the day on which the status of each is read; that of ``first`` if none is given.  Raises ``FactsError``,
        and ``ValueError`` where the interval ends before it begins.
        """
        from prazo.dsl.facts.read import structure
        from prazo.dsl.facts.typed import as_document
        from prazo.dsl.meaning.due_days import Interval, due_days
        from prazo.dsl.report.due import due_document

        if last < first:
            raise ValueError(f"{first.isoformat()} is after {last.isoformat()}")
        today = first if on is None else on
        chosen = sorted(set(readings))
        known = structure(self.program, as_document(facts), allow_extra=allow_extra, day=max(last, today))
        interval = Interval(self.lookup, first, last)
        found = [due_days(interval, one, today, chosen) for one in known.subjects]
        options = {"readings": chosen or "all"}
        return due_document(self.program, self.times, found, known.digest, today, (first, last), options)

    def explain(
        self,
        facts: GivenFacts,
        norm: str,
        *,
        on: date | Moment,
        readings: Iterable[str] = (),
        allow_extra: bool = False,
    ) -> str:
        """Why ``norm`` (``INSTRUMENT/name``) comes to what it does on ``on``, in plain English, subject after subject.

        Raises ``Error`` with the nearest identifier where there is no such norm, and ``FactsError``.
        """
        from prazo.dsl.diagnostics.codes import sentence
        from prazo.dsl.diagnostics.nearest import nearest
        from prazo.dsl.diagnostics.visible import visible
        from prazo.dsl.facts.read import structure
        from prazo.dsl.facts.typed import as_document
        from prazo.dsl.facts.values import local_day
        from prazo.dsl.report.explain import explain

        program = self.program
        ids = [
            one.id for each in (program.norms, program.powers, program.consequences, program.statements) for one in each
        ]
        if norm not in ids:
            alike = nearest(norm, ids)
            hint = f"did you mean {alike[0]}?" if alike else None
            raise Error("P0203", sentence("P0203", name=visible(norm, 128)), hint=hint)
        chosen = sorted(set(readings))
        time = self._time(on)
        known = structure(program, as_document(facts), allow_extra=allow_extra, day=local_day(time))
        return "\n".join(explain(self.lookup, one, norm, time, chosen) for one in known.subjects)

    def _time(self, on: date | Moment) -> date | Moment:
        """Raises ``FactsError`` where it is no moment that the clocks of the rules show once."""
        from prazo.dsl.facts.moments import Unfit, time_given
        from prazo.dsl.facts.problems import problem

        time = time_given(on, self.program.zone)
        if isinstance(time, Unfit):
            raise FactsError([problem(time.code, "", hint=time.hint, **time.args)])
        return time


def load(
    rules: str | os.PathLike[str],
    *,
    pin: str | None = None,
    cache: bool = True,
    closures: str | os.PathLike[str] | Mapping[str, object] | None = None,
) -> Rules:
    """The rules of a ``.prazo`` file, a folder, or ``std:`` and a module of the standard library.

    ``pin``: the digest that the rules must have.  ``cache``: whether what was checked before may be taken from the
    user's cache, and kept there (``PRAZO_CACHE=off`` forbids it).  ``closures``: days on which a place was closed that
    its calendar does not list, such as those of a typhoon: a file ``prazo-closures/1``, or a mapping of that shape.
    Raises ``RulesError`` with every finding, ``FactsError`` with every problem of the closed days,
    ``EnvironmentFault`` where there is nothing to read.
    """
    request, project = open_rules(rules)
    loaded = _pinned(_loaded(request, project, cache), pin)
    return loaded if closures is None else attrs.evolve(loaded, times=times_with(closures, loaded.times))


def times_with(closures: str | os.PathLike[str] | Mapping[str, object], times: TimeLibrary) -> TimeLibrary:
    """The calendars with closed days added, from a file or from a mapping ``prazo-closures/1``.

    Raises ``FactsError`` and ``EnvironmentFault``.
    """
    from prazo.dsl.facts.closures import LONGEST_FILE, with_closures

    if isinstance(closures, Mapping):
        return with_closures(times, closures)
    shown = os.fspath(closures)
    try:
        return with_closures(times, read_file(shown, LONGEST_FILE))
    except FactsError as error:
        raise FactsError(error.problems, shown) from error


def load_text(text: str, name: str = "rules.prazo", *, pin: str | None = None) -> Rules:
    """The rules of one text, which may use the standard library.  Raises ``RulesError`` with every finding."""
    return _pinned(_checked(_project_of(text, name)), pin)


def check_text(text: str, name: str = "rules.prazo") -> list[Diagnostic]:
    """Every finding in one text of rules, which may use the standard library."""
    from prazo.dsl.check.run import check_project
    from prazo.dsl.time.library import load_standard

    return list(check_project(_project_of(text, name), load_standard().rules)[1])


# --- how -------------------------------------------------------------------------------------------------------


@attrs.frozen(slots=True)
class _OneText:
    """A project of one file that is not on the disk."""

    name: str
    text: str

    def names(self) -> Sequence[str]:
        return (self.name,)

    def read(self, path: str, most: int) -> bytes | Unread:
        if path != self.name:
            return Unread("missing")
        content = self.text.encode("utf-8", "surrogatepass")
        return content if len(content) <= most else Unread("large", str(len(content)))


def _project_of(text: str, name: str) -> Project:
    from prazo.dsl.check.load import gather

    return gather(Request(file=name), _OneText(name, text), library())


def _loaded(request: Request, folder: Folder | None, cache: bool) -> Rules:
    """The rules asked for, from what is kept where that may be used."""
    from prazo.dsl.core.cache import key_of
    from prazo.dsl.edge.kept import build_digest, kept_programs

    kept = kept_programs(os.environ) if cache else None
    if kept is None:
        return _checked(_gathered(request, folder))
    project = None
    # The library's own texts are in the digest of the build: for them nothing is searched.
    texts = [(f"{LIBRARY}{request.module}", "")]
    if folder is not None:
        project = _gathered(request, folder)
        texts = [(one.source.name, text) for one in project.files for text in (one.source.text, one.index or "")]
    key = key_of(build_digest(), texts)
    program = None if project is not None and project.findings else kept.get(key)
    if program is not None:
        return Rules(program)
    rules = _checked(project or _gathered(request, folder))
    if not rules.warnings:  # what has warnings is checked each time, so that they are not lost
        kept.put(key, rules.program)
    return rules


def _gathered(request: Request, folder: Folder | None) -> Project:
    from prazo.dsl.check.load import gather

    return gather(request, folder, library())


def _checked(project: Project) -> Rules:
    from prazo.dsl.check.run import check_project
    from prazo.dsl.time.library import load_standard

    program, findings = check_project(project, load_standard().rules)
    if program is None:
        raise RulesError(findings)
    return Rules(program, findings)


def _pinned(rules: Rules, pin: str | None) -> Rules:
    if pin is not None and rules.digest != pin:
        from prazo.dsl.diagnostics.codes import diagnostic

        raise RulesError([diagnostic("P0233", found=rules.digest, expected=pin)])
    return rules
