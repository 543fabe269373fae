"""The core as plain lists and numbers, and back.

``encode`` gives every value of a program a number, equal values one number, and lists the values kind by kind, each
after those that it is made of.  A kind is a class of ``nodes``, a tuple of something, or a scalar; a group of it is a
list of columns, one for each field (a single number stands for a column that is the same throughout).  Reading goes
column by column and checks that each value is of a kind that its field may have, so a document can be made of nothing
but the frozen classes of the core.  Nothing in it is ever run.
"""

from __future__ import annotations

import sys
import types
import typing
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import accumulate, chain, pairwise, repeat
from operator import itemgetter
from typing import Any, TypeVar, cast

import attrs

from prazo.dsl.core.nodes import Program

SCHEMA = "prazo-core/1"
_SCALARS: dict[Any, str] = {
    type(None): "none", bool: "bool", int: "int", str: "str", Fraction: "fraction", date: "date",
}  # fmt: skip


class CacheError(ValueError):
    """What was kept is not what this tool writes."""


@attrs.frozen(slots=True, eq=False, repr=False)
class _Kind:
    """A kind of value: a scalar (``fields`` empty), a class with the kinds that each field may have, or a tuple.

    ``many``: a tuple of any length, whose only field says of what.  ``words``: the texts allowed.
    """

    name: str
    make: type | None = None
    names: tuple[str, ...] = ()
    fields: tuple[frozenset[int], ...] = ()
    many: bool = False
    words: frozenset[str] | None = None


class _Kinds:
    """Every kind that a program is made of, found from the declared types of its fields."""

    def __init__(self) -> None:
        self.kinds: list[_Kind] = []
        self._numbers: dict[object, int] = {}
        for name in _SCALARS.values():
            self._numbers[name] = len(self.kinds)
            self.kinds.append(_Kind(name))
        (self.program,) = self.of(Program, {})

    def of(self, declared: Any, bound: dict[Any, Any]) -> frozenset[int]:
        """The numbers of the kinds that a field of the type ``declared`` may have; ``bound``: type variables."""
        if isinstance(declared, TypeVar):
            return self.of(bound[declared], {})
        if declared in _SCALARS:
            return frozenset({self._numbers[_SCALARS[declared]]})
        origin, arguments = typing.get_origin(declared), typing.get_args(declared)
        if origin in (typing.Union, types.UnionType):
            return frozenset(chain.from_iterable(self.of(one, bound) for one in arguments))
        open_ = getattr(declared, "__parameters__", ()) if origin is not None else ()
        key = (declared, tuple(bound[one] for one in open_))
        if key not in self._numbers:
            self._numbers[key] = len(self.kinds)
            self.kinds.append(_Kind(""))  # its place is taken before its fields are looked at: kinds hold themselves
            self.kinds[self._numbers[key]] = self._kind(declared, origin, arguments, bound)
        return frozenset({self._numbers[key]})

    def _kind(self, declared: Any, origin: Any, arguments: tuple[Any, ...], bound: dict[Any, Any]) -> _Kind:
        if origin is typing.Literal:
            return _Kind("words", words=frozenset(arguments))
        if origin is tuple:
            many = len(arguments) == 2 and arguments[1] is Ellipsis
            fields = tuple(self.of(one, bound) for one in (arguments[:1] if many else arguments))
            return _Kind("tuple", tuple, fields=fields, many=many)
        make = origin or declared
        bound = {} if origin is None else dict(zip(make.__parameters__, arguments, strict=True))
        fields = attrs.fields(make)
        types_ = (_declared(make.__module__, one.type) for one in fields)
        return _Kind(
            make.__name__, make, tuple(one.name for one in fields), tuple(self.of(one, bound) for one in types_)
        )


@cache
def _declared(module: str, written: str) -> Any:
    """What a type means that is written in a module of the core; ``typing.get_type_hints`` compiles each anew."""
    return eval(written, vars(sys.modules[module]))


@cache
def _kinds() -> _Kinds:
    return _Kinds()


# --- writing ---------------------------------------------------------------------------------------------------


class _Writer:
    """Numbers every value, equal values alike."""

    def __init__(self) -> None:
        self._known = _kinds()
        self._by_class: dict[tuple[frozenset[int], type], int] = {}
        self._numbers: dict[tuple[object, ...], int] = {}
        self._seen: dict[tuple[int, frozenset[int]], int] = {}  # by identity: a program is written while it is held
        self.rows: list[tuple[int, tuple[object, ...]]] = []

    def add(self, value: object, allowed: frozenset[int]) -> int:
        seen = (id(value), allowed)
        if seen in self._seen:
            return self._seen[seen]
        kind = self._kind_of(value, allowed)
        spec = self._known.kinds[kind]
        if spec.make is None:
            row: tuple[object, ...] = (value,)
        else:
            parts: Iterable[object] = cast("tuple[object, ...]", value)
            if spec.make is not tuple:
                parts = [getattr(value, name) for name in spec.names]
            fields = repeat(spec.fields[0]) if spec.many else spec.fields
            row = tuple(self.add(part, field) for part, field in zip(parts, fields, strict=not spec.many))
        key = (kind, *row)
        number = self._numbers.setdefault(key, len(self.rows))
        if number == len(self.rows):
            self.rows.append((kind, row))
        if spec.make is not None:
            self._seen[seen] = number
        return number

    def _kind_of(self, value: object, allowed: frozenset[int]) -> int:
        made = type(value)
        key = (allowed, made)
        if key not in self._by_class:
            fitting = [
                kind
                for kind in sorted(allowed)
                for spec in [self._known.kinds[kind]]
                if spec.make is made or (spec.make is None and spec.name == _SCALARS.get(made))
                or (spec.words is not None and made is str)
            ]  # fmt: skip
            if len(fitting) != 1:
                raise TypeError(f"{made.__name__} does not belong here")
            self._by_class[key] = fitting[0]
        return self._by_class[key]

    def groups(self) -> tuple[list[list[Any]], dict[int, int]]:
        """The groups in an order in which they can be read, and the new number of each value.

        Few large groups are read faster than many small ones: next comes a kind of which all that is left can be
        written, else the one of which most can.
        """
        users: list[list[int]] = [[] for _ in self.rows]
        waits: list[int] = []
        ready: dict[int, list[int]] = {}
        left: dict[int, int] = {}
        for number, (kind, row) in enumerate(self.rows):
            parts = () if self._known.kinds[kind].make is None else cast("tuple[int, ...]", row)
            for part in parts:
                users[part].append(number)
            waits.append(len(parts))
            left[kind] = left.get(kind, 0) + 1
            if not parts:
                ready.setdefault(kind, []).append(number)
        found: list[list[Any]] = []
        final: dict[int, int] = {}
        while ready:
            kind = max(ready, key=lambda one: (len(ready[one]) == left[one], len(ready[one]), -one))
            numbers = sorted(ready.pop(kind))
            left[kind] -= len(numbers)
            final.update(zip(numbers, range(len(final), len(final) + len(numbers)), strict=True))
            found.append(self._group(kind, numbers, final))
            for number in numbers:
                for user in users[number]:
                    waits[user] -= 1
                    if waits[user] == 0:
                        ready.setdefault(self.rows[user][0], []).append(user)
        return found, final

    def _group(self, kind: int, numbers: list[int], final: dict[int, int]) -> list[Any]:
        spec = self._known.kinds[kind]
        columns: list[list[Any]] = [[] for _ in range(_columns(spec))]
        for number in numbers:
            row = self.rows[number][1]
            if spec.make is None:
                for column, part in zip(columns, _plain(row[0]), strict=True):
                    column.append(part)
            elif not spec.fields:
                columns[0].append(None)
            elif spec.many:
                columns[0].append(len(row))
                columns[1].extend(final[cast(int, part)] for part in row)
            else:
                for column, part in zip(columns, row, strict=True):
                    column.append(final[cast(int, part)])
        if spec.make is None or spec.many or len(numbers) == 1:
            return [kind, *columns]
        # a column of one number throughout is that number; the first column stays, for it tells how many there are
        return [kind, columns[0], *(one if len(set(one)) > 1 else one[0] for one in columns[1:])]


def _columns(spec: _Kind) -> int:
    if spec.make is None:
        return 2 if spec.name == "fraction" else 1
    return 2 if spec.many else max(len(spec.fields), 1)


def _plain(value: object) -> tuple[object, ...]:
    match value:
        case Fraction():
            return value.numerator, value.denominator
        case date():
            return (value.toordinal(),)
        case _:
            return (value,)


def encode(program: Program) -> dict[str, Any]:
    """The program as lists, texts and whole numbers, ready for JSON; the same program gives the same result."""
    writer = _Writer()
    root = writer.add(program, frozenset({_kinds().program}))
    groups, final = writer.groups()
    return {"schema": SCHEMA, "groups": groups, "program": final[root]}


# --- reading ---------------------------------------------------------------------------------------------------


def decode(data: object) -> Program:
    """The program that ``encode`` wrote.

    Raises ``CacheError`` for anything else: an unknown kind, a field too many, a value of a kind that its field cannot
    have, a value that is made of a later one.
    """
    if not isinstance(data, dict) or data.keys() != {"schema", "groups", "program"} or data["schema"] != SCHEMA:
        raise CacheError("not a document of this schema")
    known = _kinds()
    read = _Read()
    try:
        for group in _list(data["groups"]):
            kind, *columns = _list(group)
            if type(kind) is not int or not 0 <= kind < len(known.kinds):
                raise CacheError("unknown kind")
            spec = known.kinds[kind]
            if len(columns) != _columns(spec):
                raise CacheError(f"{spec.name} with {len(columns)} columns")
            for column in columns[:1] if spec.fields and not spec.many else columns:
                _list(column)
            read.add(kind, _scalars(spec, columns) if spec.make is None else _made(spec, columns, read))
        root = data["program"]
        if type(root) is not int or not 0 <= root < len(read.values) or read.kind_of[root] != known.program:
            raise CacheError("no program")
    except (IndexError, OverflowError, TypeError, ValueError, ZeroDivisionError) as error:
        if isinstance(error, CacheError):
            raise
        raise CacheError(str(error)) from error
    return cast(Program, read.values[root])


@attrs.define(slots=True, eq=False, repr=False)
class _Read:
    """What was read so far: every value and its kind, and the kind and the first number of every group."""

    values: list[Any] = attrs.field(factory=list)
    kind_of: list[int] = attrs.field(factory=list)
    kinds: list[int] = attrs.field(factory=list)
    starts: list[int] = attrs.field(factory=list)

    def add(self, kind: int, group: Iterable[Any]) -> None:
        self.kinds.append(kind)
        self.starts.append(len(self.values))
        self.values.extend(group)
        self.kind_of.extend(repeat(kind, len(self.values) - self.starts[-1]))


def _list(value: object) -> list[Any]:
    if type(value) is not list:
        raise CacheError("a list was expected")
    return value


def _only(column: Sequence[object], *allowed: type) -> None:
    if not set(map(type, column)) <= set(allowed):
        raise CacheError("a value of another type")


_PYTHON: dict[str, type] = {"none": type(None), "bool": bool, "int": int, "str": str, "words": str}


def _scalars(spec: _Kind, columns: list[list[Any]]) -> Iterable[Any]:
    if spec.name == "fraction":
        _only(columns[0], int)
        _only(columns[1], int)
        return [Fraction(over) if under == 1 else Fraction(over, under) for over, under in zip(*columns, strict=True)]
    if spec.name == "date":
        _only(columns[0], int)
        return map(date.fromordinal, columns[0])
    _only(columns[0], _PYTHON[spec.name])
    if spec.words is not None and not spec.words.issuperset(columns[0]):
        raise CacheError("an unknown word")
    return columns[0]


def _made(spec: _Kind, columns: list[Any], read: _Read) -> list[Any]:
    """The values of a group of tuples or of a class; they may be made of values read before."""
    if spec.many:
        lengths, numbers = columns
        _only(lengths, int)
        if lengths and (min(lengths) < 0 or sum(lengths) != len(numbers)):
            raise CacheError("tuples of another length")
        parts = _looked_up(numbers, spec.fields[0], read)
        return [parts[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]
    if not spec.fields:  # a class without fields: its only column counts
        _only(columns[0], type(None))
        return [cast(type, spec.make)() for _ in columns[0]]
    count = len(columns[0])
    found = [
        _looked_up(_list(column), allowed, read)
        if type(column) is not int
        else _throughout(column, count, allowed, read)
        for column, allowed in zip(columns, spec.fields, strict=True)
    ]
    if any(type(column) is list and len(column) != count for column in columns):
        raise CacheError("columns of different length")
    if spec.make is tuple:
        return list(zip(*found, strict=True))
    # What the generated constructors do, a column at a time.  No class of the core has defaults to compute or checks.
    made: list[Any] = list(map(object.__new__, repeat(cast(type, spec.make), count)))
    for name, column in zip(spec.names, found, strict=True):
        deque(map(getattr(spec.make, name).__set__, made, column), maxlen=0)
    return made


def _looked_up(numbers: list[Any], allowed: frozenset[int], read: _Read) -> tuple[Any, ...]:
    """The values of these numbers, each of a kind that is allowed.  Raises ``CacheError``, and what lists raise."""
    if not numbers:
        return ()
    least = min(numbers)
    if least < 0:
        raise CacheError("made of a value that is not there")
    take: Callable[[list[Any]], tuple[Any, ...]] = itemgetter(*numbers) if len(numbers) > 1 else _only_one(numbers[0])
    group = bisect_right(read.starts, least) - 1
    # mostly all of them are of one group, and need no look at each
    one_group = max(numbers) < (read.starts[group + 1] if group + 1 < len(read.starts) else len(read.values))
    if not (read.kinds[group] in allowed if one_group else allowed.issuperset(take(read.kind_of))):
        raise CacheError("made of a value of another kind")
    return take(read.values)


def _throughout(number: int, count: int, allowed: frozenset[int], read: _Read) -> Iterable[Any]:
    """The same value ``count`` times."""
    if number < 0 or read.kind_of[number] not in allowed:
        raise CacheError("made of a value that is not there or of another kind")
    return repeat(read.values[number], count)


def _only_one(number: int) -> Callable[[list[Any]], tuple[Any, ...]]:
    return lambda values: (values[number],)
