"""Facts typed by their declarations, in the shapes of ``prazo-facts/1``: histories, spells, series, lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from prazo.dsl.core.nodes import FactDecl, PartyDecl, Program
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.limits import ITEMS, KEYS
from prazo.dsl.facts.moments import like_moment, read_moment
from prazo.dsl.facts.periods import DESCRIBED, is_key
from prazo.dsl.facts.raw import Raw, Refused, Repeated, shown, text_of
from prazo.dsl.facts.scalars import day, described, described_fact, flaw, identifier, scalar
from prazo.dsl.facts.values import (
    NEVER,
    UNKNOWN,
    ByDay,
    Events,
    Held,
    History,
    Items,
    Moment,
    Record,
    Ref,
    Scalar,
    Series,
    Special,
    Spells,
    Value,
    local_day,
)
from prazo.dsl.time.periods import word_of

#: kinds that may have another value from a day on
WITH_HISTORY: Final = frozenset({"yes or no", "decision", "choice", "money", "number", "percent", "date", "text"})
#: kinds that a series cannot be made of
NOT_BY_PERIOD: Final = frozenset({"state", "list", "list of event", "reference"})
#: what to do where two have one id
KEEP_ONE: Final = "keep the one that is right, or give each its own id"
_RESERVED: Final = frozenset({"id", "party", "schema"})


@attrs.define(slots=True)
class Typing:
    """Types raw facts by ``program``, reporting into ``found``.

    With ``allow_extra`` a name that is no fact is noted and left out; without it is a problem.
    """

    program: Program
    found: Findings
    allow_extra: bool = False
    parties: dict[str, PartyDecl] = attrs.field(init=False)
    _worked_out: set[tuple[str, str]] = attrs.field(init=False)
    _book: dict[tuple[str, str], Record] = attrs.field(factory=dict, init=False)
    _references: list[tuple[str, Ref]] = attrs.field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.parties = {party.name: party for party in self.program.parties}
        self._worked_out = {(one.of, one.name) for one in self.program.definitions}

    def record(self, party: PartyDecl, id: str, raw: dict[str, Raw], path: str) -> Record:
        """The facts of ``raw``, an object of which ``id``, ``party`` and ``schema`` have been read already.

        ``path`` is that of the record, empty for the one subject of a document.  Unknown facts are left out.
        """
        facts: dict[str, Value] = {}
        declared = {decl.name: decl for decl in party.facts}
        for name in self.names(raw, path):
            decl = declared.get(name)
            if decl is None:
                if name not in _RESERVED:
                    self._no_fact(party, name, path)
                continue
            value = self.value(decl, raw[name], f"{path}.{name}" if path else name)
            if value is not UNKNOWN:
                facts[name] = value
        self._ends_after_it_begins(party, facts, path)
        return Record(party.name, id, {name: facts[name] for name in declared if name in facts})

    def _ends_after_it_begins(self, party: PartyDecl, facts: dict[str, Value], path: str) -> None:
        """Reports a party that is said to have ended before the day or moment on which it began, or without that."""
        if party.since is None or party.until is None:
            return
        began, ended = facts.get(party.since), facts.get(party.until)
        end = ended.day if isinstance(ended, ByDay) else ended
        if not isinstance(end, date | Moment):
            return
        if began is NEVER or (isinstance(began, date | Moment) and _before(end, began)):
            said = f"{end} or earlier" if isinstance(ended, ByDay) else end.isoformat()
            begin = "never" if isinstance(began, Special) else began.isoformat()
            at = f"{path}.{party.until}" if path else party.until
            self.found.wrong("F0049", at, end=said, since=party.since, begin=begin, hint=_ENDS)

    def settle(self, subjects: Iterable[Record]) -> None:
        """Ends a document: every reference read since the last one is to one of its subjects, or reported."""
        self._book.update({(one.party, one.id): one for one in subjects})
        for path, ref in self._references:
            if (ref.party, ref.id) not in self._book:
                same = [id for party, id in self._book if party == ref.party]
                close = nearest(ref.id, same)
                at = f"{ref.party}/{close[0]}" if close else None
                hint = "give the facts of that subject too, or leave the reference out"
                self.found.wrong("F0057", path, found=f"{ref.party}/{ref.id}", nearest=at, hint=hint)
        self._book, self._references = {}, []

    def names(self, raw: dict[str, Raw], path: str) -> Iterable[str]:
        """The keys of an object, none where there are too many; keys given twice and unfit names are reported."""
        if len(raw) > KEYS:
            self.found.wrong("F0061", path, limit=KEYS)
            return ()
        for name in raw.names if isinstance(raw, Repeated) else ():
            self.found.wrong("F0004", path, name=shown(name)[1:-1], hint="keep the one that is right")
        return raw

    def value(self, decl: FactDecl, raw: Raw, path: str) -> Value:
        """The value of a fact; ``UNKNOWN`` where it is unknown, or wrong and reported."""
        if raw is None:
            return UNKNOWN
        if isinstance(raw, Refused):
            return scalar(decl, raw, path, self.found)
        if decl.period is not None:
            return self._series(decl, decl.period, raw, path)
        match decl.kind:
            case "list of event":
                return self._events(decl, raw, path)
            case "list":
                return self._items(decl, raw, path)
            case "state":
                return self._spells(decl, raw, path)
            case "evidence":
                return self._evidence(decl, raw, path)
            case "reference":
                return self._reference(decl, raw, path)
        if isinstance(raw, list):
            if decl.kind in WITH_HISTORY and raw and all(isinstance(entry, dict) for entry in raw):
                return self._history(decl, raw, path)
            if decl.kind == "event" and raw:
                self.found.wrong("F0037", path, hint="give the day of the first")
                return UNKNOWN
        return self._once(decl, raw, path)

    # --- one value ---------------------------------------------------------------------------------------------

    def _once(self, decl: FactDecl, raw: Raw, path: str) -> Scalar | Special | ByDay:
        if decl.kind == "event" and isinstance(raw, dict) and "by" in raw:
            self._only(raw, ("by",), path)
            last = day(raw["by"], f"{path}.by", self.found)
            return ByDay(last) if isinstance(last, date) else UNKNOWN
        return self._time(raw, path) if decl.kind == "event" else scalar(decl, raw, path, self.found)

    def _time(self, raw: Raw, path: str) -> Scalar | Special:
        """When an event was: a day, or a moment on the clocks of the rules."""
        text = text_of(raw)
        if text is None or not like_moment(text):
            return scalar(_EVENT, raw, path, self.found)
        moment = read_moment(text, self.program.zone)
        if isinstance(moment, Moment):
            return moment
        self.found.wrong(moment.code, path, hint=moment.hint, **{**moment.args, "found": shown(raw)})
        return UNKNOWN

    def _history(self, decl: FactDecl, raw: list[Raw], path: str) -> Value:
        entries: dict[date, Scalar | Special] = {}
        for at, entry in self._entries(raw, path):
            if isinstance(entry.get("from"), type(None)) or "value" not in entry:
                self.found.wrong("F0043", at, hint='{"from": "2021-02-01", "value": ...}')
                continue
            self._only(entry, ("from", "value"), at)
            start = day(entry["from"], f"{at}.from", self.found)
            value = scalar(decl, entry["value"], f"{at}.value", self.found)
            if not isinstance(start, date):
                continue
            if start in entries:
                self.found.wrong("F0040", at, begin=start, hint="keep the one that is right")
            entries[start] = value
        return History(tuple(sorted(entries.items(), key=lambda entry: entry[0]))) if entries else UNKNOWN

    def _spells(self, decl: FactDecl, raw: Raw, path: str) -> Value:
        if text_of(raw) == "never" or raw == []:
            return NEVER
        if not isinstance(raw, list):
            hint = '[{"from": "2021-02-01", "until": "2021-04-01"}], or "never"'
            self.found.wrong("F0010", path, expected=described(decl), found=shown(raw), hint=hint)
            return UNKNOWN
        spells: list[tuple[date, date | None]] = []
        for at, entry in self._entries(raw, path):
            if entry.get("from") is None:
                self.found.wrong("F0044", at)
                continue
            self._only(entry, ("from", "until"), at)
            start = day(entry["from"], f"{at}.from", self.found)
            ends = entry.get("until") is not None
            end = day(entry["until"], f"{at}.until", self.found) if ends else None
            if not isinstance(start, date) or isinstance(end, Special):
                continue
            if end is not None and end <= start:
                self.found.wrong("F0041", at, begin=start, end=end, hint="until is the first day on which it is over")
                continue
            spells.append((start, end))
        return self._apart(spells, path)

    def _apart(self, spells: list[tuple[date, date | None]], path: str) -> Value:
        """Spells in order; those that touch are one, for on every day the state lasts."""
        joined: list[tuple[date, date | None]] = []
        for start, end in sorted(spells, key=lambda spell: spell[0]):
            before = joined[-1] if joined else None
            if before is not None and (before[1] is None or start < before[1]):
                until = min(filter(None, (before[1], end)), default=None)
                self.found.wrong(
                    "F0042", path, begin=start, end=until or "the end of both", hint="write one spell for both"
                )
            elif before is not None and start == before[1]:
                joined[-1] = (before[0], end)
            else:
                joined.append((start, end))
        return Spells(tuple(joined)) if joined else UNKNOWN

    def _reference(self, decl: FactDecl, raw: Raw, path: str) -> Value:
        hint = f'{{"ref": "{decl.of}/.."}}, with the id of a subject of this document'
        said = text_of(raw["ref"]) if isinstance(raw, dict) and "ref" in raw else None
        if said is None or not isinstance(raw, dict):
            self.found.wrong("F0010", path, expected=described(decl), found=shown(raw), hint=hint)
            return UNKNOWN
        self._only(raw, ("ref",), path)
        party, _, id = said.partition("/")
        if party != decl.of or not id:
            self.found.wrong("F0058", path, found=shown(said), expected=decl.of, hint=hint)
            return UNKNOWN
        ref = Ref(party, id, self._book)
        self._references.append((path, ref))
        return ref

    def _evidence(self, decl: FactDecl, raw: Raw, path: str) -> Special | Held:
        if text_of(raw) == "never":
            return NEVER
        hint = '{"issued": "2021-01-13", "expires": "2022-01-13"}; "expires": "never" where it does not'
        if not isinstance(raw, dict) or raw.get("issued") is None or raw.get("expires") is None:
            what = shown(raw) if not isinstance(raw, dict) else "an object without one of these"
            self.found.wrong("F0010", path, expected=described(decl), found=what, hint=hint)
            return UNKNOWN
        self._only(raw, ("issued", "expires"), path)
        issued = day(raw["issued"], f"{path}.issued", self.found)
        for_good = text_of(raw["expires"]) == "never"
        expires = None if for_good else day(raw["expires"], f"{path}.expires", self.found)
        if not isinstance(issued, date) or isinstance(expires, Special):
            return UNKNOWN
        if expires is not None and expires < issued:
            self.found.wrong("F0048", path, issued=issued, expires=expires)
            return UNKNOWN
        return Held(issued, expires)

    # --- several values ----------------------------------------------------------------------------------------

    def _series(self, decl: FactDecl, period: str, raw: Raw, path: str) -> Value:
        if decl.kind in NOT_BY_PERIOD:
            self.found.wrong("F0038", path, kind=described(decl))
            return UNKNOWN
        if not isinstance(raw, dict):
            hint = f"name each value by {DESCRIBED[word_of(period)]}"
            self.found.wrong("F0046", path, period=f"by {word_of(period)}", hint=hint)
            return UNKNOWN
        entries: dict[str, Scalar | Special | ByDay | Held] = {}
        for key in self.names(raw, path):
            if not is_key(word_of(period), key):
                self.found.wrong("F0045", path, found=shown(key), expected=DESCRIBED[word_of(period)])
                continue
            at = f"{path}.{key}"
            once = self._evidence if decl.kind == "evidence" and raw[key] is not None else self._once
            value = once(decl, raw[key], at)
            if value is not UNKNOWN:
                entries[key] = value
        return Series({key: entries[key] for key in sorted(entries)}) if entries else UNKNOWN

    def _items(self, decl: FactDecl, raw: Raw, path: str) -> Value:
        complete = True
        listed: Raw = raw
        if isinstance(raw, dict):
            if "ref" in raw:
                self.found.wrong("F0054", path)
                return UNKNOWN
            self._only(raw, ("items", "complete"), path)
            listed = raw.get("items")
            whole = raw.get("complete")
            answer = scalar(_COMPLETE, whole, f"{path}.complete", self.found)
            complete = answer is not False
            if listed is None:
                self.found.wrong("F0056", path, hint='{"items": [], "complete": false}')
                return UNKNOWN
        if not isinstance(listed, list):
            hint = "write [] where there is none" if text_of(listed) == "never" else None
            self.found.wrong("F0050", path, found=shown(listed), hint=hint)
            return UNKNOWN
        if len(listed) > ITEMS:
            self.found.wrong("F0062", path, count=len(listed), limit=ITEMS)
            return UNKNOWN
        party = self.parties.get(decl.of or "")
        assert party is not None, "the checker refuses a list of nothing"
        return Items(tuple(self._each(party, listed, path)), complete)

    def _events(self, decl: FactDecl, raw: Raw, path: str) -> Value:
        """Days or moments, each told once, in any order."""
        complete = True
        if isinstance(raw, dict):
            self._only(raw, ("items", "complete"), path)
            complete = scalar(_COMPLETE, raw.get("complete"), f"{path}.complete", self.found) is not False
            raw = raw.get("items")
        if text_of(raw) == "never":
            return Events((), complete)
        if not isinstance(raw, list):
            hint = '["2021-06-01", "2022-05-20"]; [] where there is none'
            self.found.wrong("F0010", path, expected=described(decl), found=shown(raw), hint=hint)
            return UNKNOWN
        if len(raw) > ITEMS:
            self.found.wrong("F0062", path, count=len(raw), limit=ITEMS)
            return UNKNOWN
        times: set[date | Moment] = set()
        for number, entry in enumerate(raw, 1):
            at = f"{path}[{number}]"
            if entry is None:
                self.found.wrong("F0010", at, expected="a day, YYYY-MM-DD", found="nothing", hint=_OPEN)
                continue
            time = self._time(entry, at)
            if time is NEVER:
                self.found.wrong("F0010", at, expected="a day, YYYY-MM-DD", found='"never"', hint="write [] instead")
            elif isinstance(time, date | Moment):
                times.add(time)
        return Events(tuple(sorted(times, key=_in_time)), complete)

    def _each(self, party: PartyDecl, listed: list[Raw], path: str) -> Iterable[Record]:
        seen: set[str] = set()
        for number, item in enumerate(listed, 1):
            at = f"{path}[{number}]"
            if not isinstance(item, dict):
                if isinstance(item, Refused):
                    self.found.wrong(item.code, at, hint=item.hint, **item.args)
                else:
                    self.found.wrong(
                        "F0010", at, expected=f"an object with the facts of a {party.name}", found=shown(item)
                    )
                continue
            if "ref" in item and party.fact("ref") is None:
                self.found.wrong("F0054", at)
                continue
            id: str | None = str(number)
            if item.get("id") is None:
                self.found.note("F0052", at, id=number)
            else:
                id = identifier(item["id"], f"{at}.id", self.found)
            if id is not None and id in seen:
                hint = KEEP_ONE if item.get("id") is not None else "give every item its own id"
                self.found.wrong("F0051", at, id=id, hint=hint)
            seen.add(id or "")
            yield self.record(party, id or str(number), item, f"{path}[{id or number}]")

    def _entries(self, raw: list[Raw], path: str) -> Iterable[tuple[str, dict[str, Raw]]]:
        """Each entry of a history or of spells, with its path; what is no object is reported."""
        if len(raw) > ITEMS:
            self.found.wrong("F0062", path, count=len(raw), limit=ITEMS)
            return
        for number, entry in enumerate(raw, 1):
            at = f"{path}[{number}]"
            if isinstance(entry, dict):
                yield at, entry
            elif isinstance(entry, Refused):
                self.found.wrong(entry.code, at, hint=entry.hint, **entry.args)
            else:
                self.found.wrong("F0010", at, expected='an object with "from"', found=shown(entry))

    # --- names -------------------------------------------------------------------------------------------------

    def _only(self, raw: dict[str, Raw], names: tuple[str, ...], path: str) -> None:
        for name in self.names(raw, path):
            if name not in names:
                close = nearest(name, names)
                self.found.wrong("F0031", path, name=shown(name)[1:-1], nearest=close[0] if close else None)

    def _no_fact(self, party: PartyDecl, name: str, path: str) -> None:
        if flaw(name) is not None:
            self.found.wrong("F0028", path, what=f"{flaw(name)} in the name {shown(name)}")
            return
        close = nearest(name, (decl.name for decl in party.facts))
        decl = party.fact(close[0]) if close else None
        said = described_fact(decl) if decl is not None else None
        if self.allow_extra:
            self.found.note("F0039", path, name=shown(name)[1:-1], party=party.name, nearest=said)
        elif (party.name, name) in self._worked_out:
            self.found.wrong("F0036", path, name=name, hint="leave it out")
        else:
            self.found.wrong("F0031", path, name=shown(name)[1:-1], nearest=said)


_COMPLETE: Final = FactDecl("complete", "yes or no")
_EVENT: Final = FactDecl("event", "event")
_ENDS: Final = "one of the two is wrong; leave out what is not known"
_OPEN: Final = '{"items": [], "complete": false} where there may be more'


def _before(end: date | Moment, begin: date | Moment) -> bool:
    """Whether one is surely before the other: on an earlier day or, where both moments are known, earlier that day."""
    if isinstance(end, Moment) and isinstance(begin, Moment):
        return end.instant < begin.instant
    return local_day(end) < local_day(begin)


def _in_time(time: date | Moment) -> tuple[date, int, str]:
    """By day; of one day, those without a time first."""
    if isinstance(time, Moment):
        return time.day, time.instant, time.text
    return time, 0, ""
