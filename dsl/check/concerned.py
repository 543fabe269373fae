"""Whom an effect concerns: its subject and the list of whose items it speaks, said or taken from what brings it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.tables import NormHead, Tables
from prazo.dsl.syntax import tree

DUTIES = ("requirement", "obligation", "prohibition", "checklist")
#: what is borne by somebody and judged on a day: the duties and the powers
BORNE = (*DUTIES, "power")
#: what the name of a lapse ends in: ``failing which authorisation lapses``
LAPSES = "_lapses"


@attrs.frozen(slots=True)
class Effect:
    """An effect that a condition names: its id, the party that it is on, and the list of whose items it speaks."""

    id: str
    name: str
    subject: str
    items: str | None
    record: str | None


def effect_named(tables: Tables, module: ModuleText, name: tree.Name) -> Effect | None:
    """The effect of that name; None, not reported, where there is none or it is wrong itself."""
    heads = [one for one in tables.norms.get(name.text, ()) if tables.sees(module, one.module)]
    if any(one.kind in ("consequence", "power") for one in heads):
        head = heads[0] if len(heads) == 1 else tables.norm(module, name)
        if head is None or head.wrong or head.kind not in ("consequence", "power"):
            return None
        subject = head.subject or subject_of_breaches(tables, head)
        items, record = concerned_items(tables, head)
        return None if subject is None else Effect(head.id, head.name, subject, items, record)
    return _lapse(tables, module, name)


def _lapse(tables: Tables, module: ModuleText, name: tree.Name) -> Effect | None:
    if not name.text.endswith(LAPSES):
        return None
    for norm in tables.norm_ids.values():
        lapses = (line.body for line in norm.block.lines if isinstance(line.body, tree.FailingWhich))
        if norm.subject is not None and tables.sees(module, norm.module):
            for body in lapses:
                if body.lapses and f"{body.name.text}{LAPSES}" == name.text:
                    return Effect(f"{norm.instrument}/{name.text}", name.text, norm.subject, None, None)
    return None


def concerned_items(tables: Tables, head: NormHead) -> tuple[str | None, str | None]:
    """The list of whose items a consequence speaks, and their record: as said, else of all that bring it."""
    return (head.items, head.record) if head.items is not None else _items_of_breaches(tables, head)


def subject_of_breaches(tables: Tables, head: NormHead) -> str | None:
    """Where no line says on whom: the one subject of the norms whose breach brings it; None where there are several."""
    subjects: set[str | None] = set()
    for line in head.block.lines:
        body = line.body
        if not isinstance(body, tree.ForBreach):
            continue
        if body.instrument is not None:
            subjects |= {
                one.subject
                for one in tables.norm_ids.values()
                if one.instrument == body.instrument.text and one.kind in DUTIES
            }
        subjects |= {one.subject for name in body.norms for one in _seen(tables, head, name)}
    subjects |= {norm.subject for norm in failing_which(tables, head)}
    subjects.discard(None)
    return subjects.pop() if len(subjects) == 1 else None


def failing_which(tables: Tables, head: NormHead) -> Iterator[NormHead]:
    """The norms, and the powers, that name a consequence themselves."""
    for norm in tables.norm_ids.values():
        for line in norm.block.lines:
            body = line.body
            brings = isinstance(body, tree.AfterWhich) or (isinstance(body, tree.FailingWhich) and not body.lapses)
            if brings and isinstance(body, tree.AfterWhich | tree.FailingWhich) and body.name.text == head.name:
                yield norm


def _items_of_breaches(tables: Tables, head: NormHead) -> tuple[str | None, str | None]:
    found: set[tuple[str | None, str | None]] = set()
    for line in head.block.lines:
        if isinstance(line.body, tree.ForBreach):
            if line.body.instrument is not None:
                return None, None
            for name in line.body.norms:
                norms = list(_seen(tables, head, name))
                found |= {(one.items, one.record) for one in norms} if norms else {(None, None)}
        elif isinstance(line.body, tree.Upon):
            return None, None
    found |= {(norm.items, norm.record) for norm in failing_which(tables, head)}
    return found.pop() if len(found) == 1 else (None, None)


def _seen(tables: Tables, head: NormHead, name: tree.Name) -> Iterator[NormHead]:
    """The norm that a consequence names, where it is known."""
    named = [one for one in tables.norms.get(name.text, ()) if tables.sees(head.module, one.module)]
    own = [one for one in named if one.instrument == head.instrument]
    yield from (own or named)[:1]
