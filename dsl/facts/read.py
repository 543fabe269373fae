"""Facts documents, ``prazo-facts/1``, from JSON, JSON Lines, YAML or a Python mapping.

Documents come from strangers: every limit is in ``prazo.dsl.facts.limits``, nothing is executed, and every wrong fact
is reported in one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from prazo.dsl.core.nodes import Program
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.digest import facts_digest
from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.host import TooDeep, from_host
from prazo.dsl.facts.json_text import decode_json
from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.limits import BYTES_OF_LINES, BYTES_OF_SUBJECT, DEPTH, ITEMS
from prazo.dsl.facts.problems import FactProblem
from prazo.dsl.facts.raw import Raw, Refused, shown, text_of
from prazo.dsl.facts.scalars import identifier
from prazo.dsl.facts.shapes import KEEP_ONE, Typing
from prazo.dsl.facts.values import Record
from prazo.dsl.facts.write import SCHEMA
from prazo.dsl.facts.yaml_text import decode_yaml

FORMATS = ("json", "jsonl", "yaml")
_MIB = 1024 * 1024


@attrs.frozen(slots=True)
class Facts:
    """Facts that are right: the subjects in the order given, the digest ``sha256:..`` of all, and what was noted."""

    subjects: tuple[Record, ...]
    digest: str
    notes: tuple[FactProblem, ...]


def read_facts(
    program: Program, text: bytes | str, format: str = "json", *, allow_extra: bool = False, day: date
) -> Facts:
    """The facts of a document in ``format`` "json", "jsonl" or "yaml", as known on ``day``, the day of the check.

    ``allow_extra``: names that are no facts are noted and left out.  Raises ``FactsError`` with all problems (at most
    100, and how many more), ``MissingExtra`` for YAML without its package.
    """
    found = Findings()
    typing = Typing(program, found, allow_extra)
    subjects = _subjects(typing, _decoded(text, format, found))
    return _facts(program, subjects, day, found)


def read_json(program: Program, text: bytes | str, *, allow_extra: bool = False) -> Facts:
    """The facts of a JSON document as they were given: what is said ``by`` a day stays as it is.

    Raises ``FactsError``.
    """
    found = Findings()
    typing = Typing(program, found, allow_extra)
    plain = _plain(text, "json", found)
    subjects = [] if plain is None else _subjects(typing, [("", decode_json(plain, found))])
    return _facts(program, subjects, None, found)


def structure(
    program: Program, mapping: Mapping[str, object], *, allow_extra: bool = False, day: date | None = None
) -> Facts:
    """The facts of a Python mapping shaped like a document: one subject, or ``subjects``.

    Values may also be ``date``, ``Decimal``, ``Fraction``, ``UNKNOWN`` and ``NEVER``; floats are refused.  Without
    ``day`` what is said ``by`` a day stays as it is.  Raises ``FactsError``.
    """
    found = Findings()
    typing = Typing(program, found, allow_extra)
    try:
        raw = from_host(mapping)
    except TooDeep:
        found.wrong("F0060", "", limit=DEPTH)
        raw = Refused("F0060")
    return _facts(program, _subjects(typing, [("", raw)]), day, found)


def _facts(program: Program, subjects: list[tuple[str, Record]], day: date | None, found: Findings) -> Facts:
    found.refuse()
    digest = facts_digest(program, (subject for _, subject in subjects))
    known = tuple(subject if day is None else known_on(subject, day, found, path) for path, subject in subjects)
    return Facts(known, digest, found.all_notes)


def _decoded(text: bytes | str, format: str, found: Findings) -> list[tuple[str, Raw]]:
    """What the text holds: one document or, of JSON Lines, each line's, with the path that a subject there has."""
    if format not in FORMATS:
        close = nearest(format, FORMATS)
        found.wrong("F0009", "", found=shown(format)[1:-1], nearest=close[0] if close else None)
        return []
    plain = _plain(text, format, found)
    if plain is None:
        return []
    if format == "jsonl":
        return list(_lines(plain, found))
    return [("", decode_yaml(plain, found) if format == "yaml" else decode_json(plain, found))]


def _plain(text: bytes | str, format: str, found: Findings) -> str | None:
    """The text of a document that is not too large, in UTF-8 and not empty; None where it is not, and reported."""
    limit = BYTES_OF_LINES if format == "jsonl" else BYTES_OF_SUBJECT
    if len(text) > limit:
        hint = "put each subject on a line of its own, as JSON Lines" if format == "json" else None
        found.wrong("F0064", "", size=f"{len(text) // _MIB} MiB", limit=f"{limit // _MIB} MiB", hint=hint)
        return None
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as error:
            found.wrong("F0003", "", offset=error.start, hint="save it as UTF-8")
            return None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        found.wrong("F0006", "")
        return None
    return text


def _lines(text: str, found: Findings) -> Iterable[tuple[str, Raw]]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > BYTES_OF_SUBJECT:
            limit = f"{BYTES_OF_SUBJECT // _MIB} MiB"
            found.wrong("F0064", f"line {number}", size=f"{len(line) // _MIB} MiB", limit=limit)
        elif line.strip():
            yield f"subjects[{number}]", decode_json(line, found, number)


def _subjects(typing: Typing, documents: list[tuple[str, Raw]]) -> list[tuple[str, Record]]:
    """Every subject with its path, which is empty for the only one of a document."""
    read: list[tuple[str, Record]] = []
    seen: set[tuple[str, str]] = set()
    for path, raw in documents:
        for at, one in _unwrapped(typing, raw, path):
            subject = _subject(typing, one, at)
            if subject is None:
                continue
            key = (subject[1].party, subject[1].id)
            if key in seen:
                typing.found.wrong("F0034", subject[0], party=key[0], id=key[1], hint=KEEP_ONE)
            seen.add(key)
            read.append(subject)
    typing.settle(record for _, record in read)
    return read


def _unwrapped(typing: Typing, raw: Raw, path: str) -> Iterable[tuple[str, Raw]]:
    if not isinstance(raw, dict) or "subjects" not in raw or "party" in raw:
        yield path, raw
        return
    for name in typing.names(raw, path):
        if name not in ("schema", "subjects"):
            typing.found.wrong("F0031", path, name=shown(name)[1:-1], hint="facts stand inside a subject")
    _schema(typing, raw, path)
    subjects = raw["subjects"]
    if not isinstance(subjects, list):
        typing.found.wrong("F0050", "subjects", found=shown(subjects))
    elif not subjects:
        typing.found.wrong("F0006", "subjects")
    elif len(subjects) > ITEMS:
        typing.found.wrong("F0062", "subjects", count=len(subjects), limit=ITEMS)
    else:
        for number, one in enumerate(subjects, 1):
            yield f"subjects[{number}]", one


def _schema(typing: Typing, raw: dict[str, Raw], path: str) -> None:
    schema = raw.get("schema")
    if schema is not None and text_of(schema) != SCHEMA:
        typing.found.wrong("F0005", path, found=shown(schema).strip('"'), expected=SCHEMA)


def _subject(typing: Typing, raw: Raw, path: str) -> tuple[str, Record] | None:
    """A subject and its path, ``subjects[acme]`` where it has an id."""
    found = typing.found
    if isinstance(raw, Refused):
        # What stopped a decoder is reported already, and stands at no place of its own.
        if raw.args:
            found.wrong(raw.code, path, hint=raw.hint, **raw.args)
        return None
    if not isinstance(raw, dict):
        found.wrong("F0008", path, found=shown(raw), hint='{"party": "Insurer", "id": "acme", ...}')
        return None
    _schema(typing, raw, path)
    id = identifier(raw["id"], f"{path}.id" if path else "id", found) if raw.get("id") is not None else None
    if raw.get("id") is None:
        found.wrong("F0033", path, hint='"id": "acme"')
    if id is not None and path:
        path = f"subjects[{id}]"
    subjects = sorted(party.name for party in typing.program.parties if party.kind == "party")
    name = text_of(raw.get("party"))
    party = typing.parties.get(name) if name in subjects else None
    if party is None:
        if raw.get("party") is None:
            hint = ", or ".join(f'"party": "{one}"' for one in subjects[:8])
            found.wrong("F0032", path, hint=hint or None)
        else:
            _no_party(found, raw["party"], subjects, f"{path}.party" if path else "party")
        return None
    return path, typing.record(party, id or "", raw, path)


def _no_party(found: Findings, raw: Raw, subjects: list[str], path: str) -> None:
    if isinstance(raw, Refused):
        found.wrong(raw.code, path, hint=raw.hint, **raw.args)
        return
    name = text_of(raw)
    close = nearest(name, subjects) if name is not None else ()
    found.wrong("F0030", path, name=shown(raw).strip('"'), nearest=close[0] if close else None)
