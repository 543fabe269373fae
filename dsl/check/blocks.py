"""The lines of one block as pieces of core, each with the versions and the reading that it belongs to.

``assemble`` cuts the instrument's time where the lines name versions, and puts the pieces together for every stretch
and every reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar, cast

import attrs

from prazo.dsl.check.conditions import Conditions
from prazo.dsl.check.guards import conflicts, cover, settled
from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.scope import Mention
from prazo.dsl.check.tables import InstrumentTable, Tables
from prazo.dsl.check.versions import stretches
from prazo.dsl.core.nodes import (
    Always,
    And,
    ChoiceIs,
    Condition,
    Defined,
    Guard,
    Happened,
    InEffect,
    InState,
    Is,
    Item,
    Not,
    Or,
    Otherwise,
    PeriodIs,
)
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.tree import Span

T = TypeVar("T")

_LETTERS = (
    tuple("abcdefghijklmnopqrstuvwxyz"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"),
    tuple(str(n) for n in range(1, 100)),
)

#: Pieces that are, or hold, a condition; and conditions of one fact, which are open as they stand.
_SAID = frozenset({"where", "while", "excuse", "condition", "ends"})
_OPEN = (Always, ChoiceIs, Defined, Happened, InEffect, InState, Is, PeriodIs)

#: Lines that belong to the version section in which they stand; every other line belongs to all versions.
CLAUSES = (
    tree.Must, tree.MustNot, tree.May, tree.MayOnly, tree.LimitClause, tree.ConditionClause, tree.OneOf, tree.Row,
    tree.Adjustment, tree.Range, tree.Item, tree.BorrowedItems, tree.EndsWhen,
)  # fmt: skip


@attrs.frozen(slots=True, eq=False)
class Piece:
    """One piece of core from one line, with what it reads, in the order of the text.

    ``role``: "where", "while", "act", "ban", "limit", "wait", "condition", "case", "adjustment", "bounds", "excuse",
    "at", "upon", "ends".  ``section``: index of its version section, None: all versions.  ``label``: its reading, None:
    every one.
    """

    role: str
    core: object
    line: tree.Line
    span: Span
    section: int | None
    label: str | None
    mentions: tuple[Mention, ...]
    start: date | None = None
    end: date | None = None


@attrs.frozen(slots=True, eq=False)
class Section:
    start: str | None
    end: str | None
    span: Span
    unverified: str | None = None


@attrs.frozen(slots=True)
class Draft:
    """A body in force from ``start`` to ``end`` for each reading, with its pieces in the order of the text."""

    version: str
    start: date | None
    end: date | None
    bodies: tuple[tuple[str | None, object, tuple[Mention, ...]], ...]


class Block:
    """The lines of a norm, definition or consequence, and what is common to lowering them."""

    def __init__(self, tables: Tables, scope: Conditions, name: tree.Name, lines: Sequence[tree.Line]) -> None:
        self.tables = tables
        self.scope = scope
        self.module: ModuleText = scope.module
        self.name = name
        self.lines = lines
        self.instrument: InstrumentTable | None = tables.instrument_of[self.module.name]
        self.sections: list[Section] = []
        self.pieces: list[Piece] = []
        self.labels = labels_used(lines)
        self._errors = tables.findings.errors
        self._unread = False
        self._section: int | None = None
        self._begins = self.instrument.begins if self.instrument is not None else {}
        if len(self.labels) == 1:
            first = next(line for line in with_alternatives(lines) if line.reading is not None)
            hint = "write the other reading too, or leave the word out"
            self.tables.findings.add("P0530", self.module.place(first.span), hint=hint, name=self.labels[0])

    @property
    def wrong(self) -> bool:
        """Whether a line was refused so far, or rests on a declaration that was."""
        return self._unread or self.tables.findings.errors > self._errors

    # --- lines

    def enter(self, line: tree.Line) -> tree.Expr | None:
        """Begins a version section; gives what its brackets are read on."""
        section = line.body
        assert isinstance(section, tree.Section)
        if section.start is not None or section.end is not None:
            if self.known_version(section.start) and self.known_version(section.end):
                start = None if section.start is None else section.start.text
                end = None if section.end is None else section.end.text
                self.sections.append(Section(start, end, section.span, line.unverified))
            self._section = len(self.sections) - 1
        return section.according_to

    def known_version(self, name: tree.Name | None) -> bool:
        """Whether the instrument has that version; reports where it has not."""
        if name is None or name.text in self._begins:
            return True
        if self.instrument is None:
            self.tables.findings.add("P0504", self.module.place(name.span), name=name.text)
        else:
            near = nearest(name.text, self._begins)
            label = f"nearest: {near[0]}" if near else ""
            hint = f"its versions are {', '.join(self._begins)}" if self._begins else None
            place = self.module.place(name.span, label)
            self.tables.findings.add("P0501", place, hint=hint, instrument=self.instrument.name, name=name.text)
        return False

    def check_bounds(self, line: tree.Line) -> None:
        self.known_version(line.since)
        self.known_version(line.before)

    def add(self, role: str, core: object | None, line: tree.Line, label: str | None = None) -> None:
        """Keeps a piece (None: it was refused); takes what was read for it."""
        mentions = self.scope.take_mentions()
        if core is None:
            self._unread = True
            return
        if role in _SAID:
            self._weigh(core if role in ("where", "while", "ends") else getattr(core, "condition", None), line.body)
        section = self.section_of(line)
        self.pieces.append(
            Piece(role, core, line, line.body.span, section, line.reading if label is None else label, mentions)
        )

    def section_of(self, line: tree.Line) -> int | None:
        """The version section in which a line stands that is read now."""
        return self._section if isinstance(line.body, CLAUSES) else None

    def lend(
        self, core: object, line: tree.Line, label: str | None, span: tuple[date | None, date | None],
        mentions: tuple[Mention, ...],
    ) -> None:  # fmt: skip
        """Keeps a piece of another block, in force when it is there, under the reading that it has there."""
        if label is not None and label not in self.labels:
            self.labels = (*self.labels, label)
        label = line.reading if line.reading is not None else label
        section = self.section_of(line)
        self.pieces.append(Piece("item", core, line, line.body.span, section, label, mentions, *span))

    def guard(self, line: tree.Line) -> tuple[Guard, bool]:
        """The guard of a line, and whether it could be read."""
        if line.guard is None:
            return None, True
        if line.guard.condition is None:
            return Otherwise(), True
        condition = self.scope.condition(line.guard.condition)
        self._weigh(condition, line.guard.condition)
        return condition, condition is not None

    def _weigh(self, condition: object, said: tree.Node) -> None:
        """Warns of a condition that can never hold, or that always does, whatever the facts are."""
        if condition is None or isinstance(condition, _OPEN) or self.tables.findings.errors > self._errors:
            return
        holds = settled(cast(Condition, condition), self.scope.fact_info)
        if holds is None:
            return
        parts = isinstance(condition, And | Or | Not)
        if holds:
            reason = "its parts cover every case" if parts else "it lies within what was declared"
            hint = "leave it out, or write what was meant"
            self.tables.findings.add(
                "P0307", self.module.place(said.span), hint=hint, severity="warning", reason=reason
            )
        else:
            reason = "its parts exclude each other" if parts else "it lies outside what was declared"
            hint = "write what was meant"
            self.tables.findings.add(
                "P0306", self.module.place(said.span), hint=hint, severity="warning", reason=reason
            )

    def guarded(self, condition: Condition | None, line: tree.Line) -> Condition | None:
        """A condition and its guard as one, for lines of which all that stand apply."""
        guard, read = self.guard(line)
        if condition is None or not read or isinstance(guard, Otherwise):
            if isinstance(guard, Otherwise):
                self.tables.findings.add("P0305", self.module.place(line.guard.span if line.guard else line.span))
            return None
        return condition if guard is None else And((guard, condition))

    def one_of(self, line: tree.Line) -> Iterator[tuple[str | None, Condition | None]]:
        """The lettered cases below a line as one condition, for each reading where they differ by reading.

        None as the condition where a case was refused.  What the cases read counts as read when they are given.
        """
        body = line.body
        assert isinstance(body, tree.OneOf | tree.MayOnly)
        if not body.alternatives:
            said = "one of" if isinstance(body, tree.OneOf) else "only"
            self.tables.findings.add("P0351", self.module.place(line.span), line=said)
            return
        lowered: list[tuple[str | None, Condition | None, tuple[Mention, ...]]] = []
        letters: dict[tuple[str, str | None], tree.Line] = {}
        for case in body.alternatives:
            assert isinstance(case.body, tree.Lettered)
            for label in dict.fromkeys((case.reading, None)):
                other = letters.get((case.body.letter, label))
                if other is not None:
                    places = (self.module.place(other.span), self.module.place(case.span))
                    self.tables.findings.add("P0350", *places, letter=case.body.letter)
            self._in_order(case, list(dict.fromkeys(letter for letter, _ in letters)))
            letters[(case.body.letter, case.reading)] = case
            condition = self.guarded(self.scope.condition(case.body.expr), case)
            lowered.append((case.reading, condition, self.scope.take_mentions()))
        if any(condition is None for _, condition, _ in lowered):
            yield line.reading, None
            return
        labels: Sequence[str | None] = (None,)
        if any(reading is not None for reading, _, _ in lowered):
            labels = (line.reading,) if line.reading is not None else self.labels
        for label in labels:
            cases = [one for one in lowered if one[0] is None or one[0] == label]
            if not cases:
                continue
            for _, _, mentions in cases:
                self.scope.mentions.extend(mentions)
            conditions = tuple(condition for _, condition, _ in cases if condition is not None)
            yield label, conditions[0] if len(conditions) == 1 else Or(conditions)

    def _in_order(self, case: tree.Line, before: list[str]) -> None:
        """Reports a letter that does not follow the one before it: a verdict names cases by their letters."""
        assert isinstance(case.body, tree.Lettered)
        letter = case.body.letter
        if letter in before:
            return
        kind = next((one for one in _LETTERS if (before or [letter])[0] == one[0]), _LETTERS[0])
        following = kind.index(before[-1]) + 1 if before and before[-1] in kind else len(before)
        # the alphabet of Portuguese laws has no k, w, y: their letters go from j to l
        left_out = kind is _LETTERS[0] and kind[following : following + 1] in (("k",), ("w",), ("y",))
        if left_out and letter == kind[following + 1]:
            return
        expected = kind[following] if following < len(kind) else None
        if expected is not None and letter != expected:
            place = self.module.place(Span(case.span.start, case.span.start + len(letter)))
            self.tables.findings.add("P0349", place, hint=f'write "{expected}"', found=letter, expected=expected)

    def doubts(self, pieces: Sequence[Piece]) -> tuple[str, ...]:
        """Why the lines of some pieces are marked, with their sections, lettered cases and what excuses an item."""
        found: list[str | None] = []
        for piece in pieces:
            found += [] if piece.section is None else [self.sections[piece.section].unverified]
            found.append(piece.line.unverified)
            if isinstance(piece.line.body, tree.OneOf | tree.MayOnly):
                cases = piece.line.body.alternatives
                found += [one.unverified for one in cases if one.reading in (None, piece.label)]
            if isinstance(piece.line.body, tree.Item | tree.BorrowedItems):
                found += [one.unverified for one in piece.line.body.unless]
            if isinstance(piece.core, Item):  # of another list, where it is borrowed
                found.append(piece.core.unverified)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    # --- versions and readings

    def assemble(
        self, build: Callable[[Sequence[Piece], date | None], T | None], complete: Iterable[str]
    ) -> list[Draft]:
        """The bodies of every stretch of time.

        ``build`` makes a body from the pieces in force; None where they make none.  ``complete``: the roles of which a
        piece outside every section makes the block be in force at all times.
        """
        lasting = set(complete)
        if self.wrong:
            return []
        always = [one for one in self.pieces if one.section is None and one.role in lasting]
        have_always = {one.role for one in always if one.line.since is None and one.line.before is None}
        if self.instrument is None or not self.instrument.decl.versions:
            spans: list[tuple[str, date | None, date | None]] = [("", None, None)]
        else:
            names = {name for one in self.sections for name in (one.start, one.end) if name is not None}
            names |= {b.text for p in self.pieces for b in (p.line.since, p.line.before) if b is not None}
            lent = {day for p in self.pieces for day in (p.start, p.end)}
            names |= {name for name, day in self._begins.items() if day in lent}
            parts, _ = stretches(self.instrument.decl.versions, [(None, None)], cuts=names)
            spans = [(one.version, one.start, one.end) for one in parts]
            if self._sections_clash(have_always >= lasting):
                return []
        drafts: list[Draft] = []
        starts: list[date | None] = []
        missing: Draft | None = None
        for version, start, end in spans:
            bodies = self._bodies(start, build)
            if bodies is None:
                missing = Draft(version, start, end, ())
                continue
            if missing is not None and drafts and drafts[-1].end == missing.start:
                self._gap(missing, start)
            missing = None
            if drafts and drafts[-1].end == start and drafts[-1].bodies == bodies:
                drafts[-1] = attrs.evolve(drafts[-1], end=end)
            else:
                drafts.append(Draft(version, start, end, bodies))
            starts.append(start)
        self._never_in_force(starts)
        self._rivals_agree(drafts)
        return drafts

    def _never_in_force(self, starts: Sequence[date | None]) -> None:
        """Reports lines that are said of times at which the block is not in force; ``starts``: of when it is."""
        for piece in self.pieces:
            mine = [one for one in self.pieces if one.line is piece.line]  # what a line borrows may change by version
            if starts and not any(self._in_force(one, start) for one in mine for start in starts):
                word = "this line"
                self.tables.findings.add("P0506", self.module.place(piece.line.span), line=word, norm=self.name.text)

    def _rivals_agree(self, drafts: Sequence[Draft]) -> None:
        """Reports readings that come to the same at all times."""
        own = labels_used(self.lines)
        if len(own) < 2 or any(label is not None for one in drafts for label, _, _ in one.bodies):
            return
        first, second = own[:2]
        places = [
            self.module.place(next(line.span for line in with_alternatives(self.lines) if line.reading == label))
            for label in (first, second)
        ]
        hint = "write what differs, or leave the readings out"
        self.tables.findings.add("P0532", *places, hint=hint, first=first, second=second)

    def _bodies(
        self, start: date | None, build: Callable[[Sequence[Piece], date | None], T | None]
    ) -> tuple[tuple[str | None, object, tuple[Mention, ...]], ...] | None:
        here = [piece for piece in self.pieces if self._in_force(piece, start)]
        bodies: list[tuple[str | None, object, tuple[Mention, ...]]] = []
        for label in self.labels or (None,):
            pieces = [one for one in here if one.label is None or one.label == label]
            body = build(pieces, start)
            if body is None:
                continue
            mentions = tuple(mention for piece in pieces for mention in piece.mentions)
            bodies.append((label, body, mentions))
        if not bodies:
            return None
        if all(one[1] == bodies[0][1] for one in bodies) and len(bodies) == len(self.labels or (None,)):
            return ((None, bodies[0][1], bodies[0][2]),)
        return tuple(bodies)

    def _in_force(self, piece: Piece, start: date | None) -> bool:
        if start is None:
            return True
        if piece.section is not None:
            section = self.sections[piece.section]
            if section.start is not None and start < self._begins[section.start]:
                return False
            if section.end is not None and start >= self._begins[section.end]:
                return False
        if (piece.start is not None and start < piece.start) or (piece.end is not None and start >= piece.end):
            return False
        line = piece.line
        if line.since is not None and start < self._begins[line.since.text]:
            return False
        return line.before is None or start < self._begins[line.before.text]

    def _sections_clash(self, lasting: bool) -> bool:
        """Reports sections that overlap, are empty, or (unless lines outside them always apply) leave a gap."""
        if self.instrument is None or not self.sections:
            return False
        _, problems = stretches(self.instrument.decl.versions, [(one.start, one.end) for one in self.sections])
        found = False
        for problem in problems:
            if problem.kind == "gap" and lasting:
                continue
            found = True
            places = [self.module.place(self.sections[i].span) for i in problem.sections]
            begin = problem.start.isoformat()
            end = "the end" if problem.end is None else problem.end.isoformat()
            code = {"gap": "P0518", "overlap": "P0517", "empty": "P0505"}[problem.kind]
            self.tables.findings.add(code, *places, begin=begin, end=end)
        return found

    def _gap(self, missing: Draft, until: date | None) -> None:
        begin = "" if missing.start is None else missing.start.isoformat()
        end = "" if until is None else until.isoformat()
        self.tables.findings.add("P0518", self.module.place(self.name.span), begin=begin, end=end)

    # --- lists of which exactly one applies

    def exactly_one(
        self, pieces: Sequence[Piece], guards: Sequence[Guard], what: str, where: Condition | None = None
    ) -> bool:
        """Whether the guards exclude each other and, where ``where`` holds, leave nothing open; reports where not."""
        before = self.tables.findings.errors
        otherwise = [i for i, guard in enumerate(guards) if isinstance(guard, Otherwise)]
        place = [self.module.place(piece.line.span) for piece in pieces]
        if len(otherwise) > 1:
            self.tables.findings.add("P0304", place[otherwise[0]], place[otherwise[1]])
        elif otherwise and otherwise[0] == 0:
            self.tables.findings.add("P0305", place[0], hint='put "otherwise" last' if len(guards) > 1 else None)
        else:
            for i, j in conflicts(guards, self.scope.fact_info):
                if guards[i] is None and guards[j] is None:
                    code = "P0347" if what == "time limits" else "P0303"
                    self.tables.findings.add(code, place[i], place[j], hint='say with "if" when each one holds')
                elif isinstance(guards[i], Otherwise):
                    hint = 'put "otherwise" last'
                    self.tables.findings.add("P0301", place[i], place[j], hint=hint, what=what)
                else:
                    hint = 'make the conditions exclude each other, or end with "otherwise"'
                    self.tables.findings.add("P0301", place[i], place[j], hint=hint, what=what)
            if otherwise and self.tables.findings.errors == before:
                at = otherwise[0]
                if cover(guards[:at], self.scope.fact_info):
                    self.tables.findings.add("P0308", place[at], hint="leave this line out")
            outside: tuple[Guard, ...] = () if where is None else (Not(where),)
            if self.tables.findings.errors == before and not cover((*guards, *outside), self.scope.fact_info):
                case = (
                    "where none of these conditions holds" if len(guards) > 1 else "where this condition does not hold"
                )
                hint = 'add a line that ends in "otherwise", or say in "where" when this matters'
                self.tables.findings.add("P0302", *dict.fromkeys((place[0], place[-1])), hint=hint, case=case)
        return self.tables.findings.errors == before


def where_of(pieces: Iterable[Piece]) -> Condition | None:
    """The scope that ``pieces`` say: all of it must hold."""
    return together(tuple(cast(Condition, piece.core) for piece in pieces if piece.role == "where"))


def together(found: tuple[Condition, ...]) -> Condition | None:
    """Conditions that must all hold as one; None where there is none."""
    return None if not found else found[0] if len(found) == 1 else And(found)


def labels_used(lines: Iterable[tree.Line]) -> tuple[str, ...]:
    """The readings of a block, in the order of first mention."""
    return tuple(dict.fromkeys(line.reading for line in with_alternatives(lines) if line.reading is not None))


def with_alternatives(lines: Iterable[tree.Line]) -> Iterable[tree.Line]:
    for line in lines:
        yield line
        if isinstance(line.body, tree.OneOf | tree.MayOnly):
            yield from line.body.alternatives
