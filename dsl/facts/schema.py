"""JSON Schema (2020-12) of a party's facts, and the blank document to fill in.

The schema accepts whatever reading accepts.  It refuses wrong names, shapes and notations; what takes arithmetic
(spells that overlap, ids given twice, days that do not exist) only reading finds.
"""

from __future__ import annotations

from urllib.parse import quote

from prazo.dsl.core.nodes import FactDecl, Labels, PartyDecl, Program
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.facts.limits import DIGITS, ID, ITEMS, KEYS, SCALE, TEXT
from prazo.dsl.facts.periods import SHAPES
from prazo.dsl.facts.scalars import NONE_ALLOWED, described
from prazo.dsl.facts.shapes import NOT_BY_PERIOD, WITH_HISTORY
from prazo.dsl.facts.write import SCHEMA, Json
from prazo.dsl.time.periods import word_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]

_END = r"$(?!\n)"  # some dialects let "$" stand before a last line end
_MOMENT = (
    "^(?:199[0-9]|20[0-3][0-9]|2040)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    "(?::[0-5][0-9])?(?:Z|[+-][01][0-9]:[0-5][0-9])?" + _END
)
_DAY = "^(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])" + _END
_NEVER: Schema = {"const": "never"}
_NULL: Schema = {"type": "null"}
_SHORT_ID = r"[^\[\]\u0000-\u001f\u007f]+" + _END
_WHOLE = f"-?(?:0|[1-9][0-9]{{0,{DIGITS - 1}}})"


def facts_schema(program: Program, party: str) -> Schema:
    """The schema of one subject of ``party``, or of a document of such subjects.

    Raises ``KeyError`` where the program has no such party.
    """
    parties = {one.name: one for one in program.parties}
    subject = parties[party]
    records = _reachable(parties, subject)
    definitions: Schema = {"day": {"type": "string", "pattern": _DAY}, "id": _id()}
    definitions["moment"] = {"type": "string", "pattern": _MOMENT}
    definitions |= {f"record.{one.name}": _object(one, {"id": _or(_ref("id"), _NULL)}) for one in records}
    head: Schema = {"schema": {"enum": [SCHEMA, None]}, "party": {"const": party}, "id": _ref("id")}
    definitions["subject"] = _object(subject, head) | {"required": ["party", "id"]}
    subjects: Schema = {"type": "array", "items": _ref("subject"), "minItems": 1, "maxItems": ITEMS}
    document = _closed({"schema": {"enum": [SCHEMA, None]}, "subjects": subjects}, "subjects")
    return {
        "$schema": DIALECT,
        "title": subject.labels.en or subject.name,
        "type": "object",
        "if": {"required": ["subjects"], "not": {"required": ["party"]}},
        "then": document,
        "else": _ref("subject"),
        "$defs": definitions,
    }


def blank_facts(program: Program, party: str) -> dict[str, Json]:
    """One subject of ``party`` with every fact null, that is unknown.  Raises ``KeyError``."""
    subject = next((one for one in program.parties if one.name == party), None)
    if subject is None:
        raise KeyError(party)
    return {"schema": SCHEMA, "party": party, "id": "1", **{decl.name: None for decl in subject.facts}}


def blank_facts_yaml(program: Program, party: str) -> str:
    """The same in YAML, each fact with what it is and its labels as a comment.  Raises ``KeyError``."""
    blank = blank_facts(program, party)
    declared = {decl.name: decl for one in program.parties if one.name == party for decl in one.facts}
    lines = []
    for name, value in blank.items():
        written = "" if value is None else f'"{value}"'
        decl = declared.get(name)
        said = "" if decl is None else visible(" · ".join((_kind(decl), *_labels(decl.labels))))
        lines.append(f"{name}: {written}".rstrip() + (f"  # {said}" if said else ""))
    return "\n".join(lines) + "\n"


def _reachable(parties: dict[str, PartyDecl], start: PartyDecl) -> list[PartyDecl]:
    """The records that lists lead to from ``start``, each once, in the order of their first mention."""
    found: dict[str, PartyDecl] = {}
    waiting = [start]
    while waiting:
        for decl in waiting.pop(0).facts:
            if decl.kind == "list" and decl.of is not None and decl.of not in found:
                found[decl.of] = parties[decl.of]
                waiting.append(parties[decl.of])
    return list(found.values())


def _object(party: PartyDecl, head: Schema) -> Schema:
    properties = {decl.name: _fact(decl) for decl in party.facts}
    return _closed({**properties, **head}) | _described(party.name, party.labels)


def _fact(decl: FactDecl) -> Schema:
    shape = _series(decl, decl.period) if decl.period is not None else _shape(decl)
    return _or(shape, _NULL) | _described(_kind(decl), decl.labels)


def _series(decl: FactDecl, period: str) -> Schema:
    if decl.kind in NOT_BY_PERIOD:
        return _NULL
    return {
        "type": "object",
        "patternProperties": {f"^{SHAPES[word_of(period)]}{_END}": _or(_shape_once(decl), _NULL)},
        "additionalProperties": False,
        "maxProperties": KEYS,
    }


def _shape(decl: FactDecl) -> Schema:
    day = _ref("day")
    match decl.kind:
        case "list":
            items: Schema = {"type": "array", "items": _ref(f"record.{decl.of}"), "maxItems": ITEMS}
            return _or(items, _closed({"items": items, "complete": {"type": ["boolean", "null"]}}, "items"))
        case "list of event":
            times: Schema = {"type": "array", "items": _scalar(decl), "maxItems": ITEMS}
            open_list = _closed({"items": times, "complete": {"type": ["boolean", "null"]}}, "items")
            return _or(times, open_list, _NEVER)
        case "state":
            spell = _closed({"from": day, "until": _or(day, _NULL)}, "from")
            return _or({"type": "array", "items": spell}, _NEVER)
        case "evidence":
            return _evidence()
        case "reference":
            return _closed({"ref": {"type": "string", "pattern": f"^{decl.of}/" + _SHORT_ID}}, "ref")
    once = _shape_once(decl)
    if decl.kind not in WITH_HISTORY:
        return once
    entry = _closed({"from": day, "value": _or(_scalar(decl), _NULL)}, "from", "value")
    return _or(once, {"type": "array", "items": entry, "minItems": 1})


def _evidence() -> Schema:
    day = _ref("day")
    return _or(_closed({"issued": day, "expires": _or(day, _NEVER)}, "issued", "expires"), _NEVER)


def _shape_once(decl: FactDecl) -> Schema:
    if decl.kind == "evidence":
        return _evidence()
    return _or(_scalar(decl), _closed({"by": _ref("day")}, "by")) if decl.kind == "event" else _scalar(decl)


def _scalar(decl: FactDecl) -> Schema:
    value: Schema
    match decl.kind:
        case "yes or no" | "decision":
            value = {"type": "boolean"}
        case "choice":
            value = {"enum": list(decl.values)}
        case "money":
            places = decimals(decl.unit or "")
            cents = f"(?:[.][0-9]{{1,{places}}})?" if places else ""
            value = _or({"type": "string", "pattern": f"^{decl.unit} {_WHOLE}{cents}{_END}"}, _number(decl))
        case "number":
            value = _or({"type": "string", "pattern": f"^{_WHOLE}(?:[.][0-9]{{1,{SCALE}}})?{_END}"}, _number(decl))
        case "percent":
            value = {"type": "string", "pattern": f"^{_WHOLE}(?:[.][0-9]{{1,{SCALE}}})?%{_END}"}
        case "text":
            value = {"type": "string", "maxLength": TEXT}
        case "event" | "list of event":
            value = _or(_ref("day"), _ref("moment"))
        case _:
            value = _ref("day")
    return _or(value, _NEVER) if decl.kind in NONE_ALLOWED else value


def _number(decl: FactDecl) -> Schema:
    number: Schema = {"type": "number"}
    for name, bound in (("minimum", decl.low), ("maximum", decl.high)):
        if bound is not None and bound.denominator == 1:
            number[name] = bound.numerator
    return number


def _closed(properties: Schema, *required: str) -> Schema:
    shape: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return shape | {"required": list(required)} if required else shape


def _id() -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": ID, "pattern": r"^[^\[\]\u0000-\u001f\u007f]+" + _END}


def _or(*shapes: Schema) -> Schema:
    """One of ``shapes``, without a nest of alternatives inside alternatives."""
    flat: list[object] = []
    for shape in shapes:
        inner = shape.get("anyOf") if len(shape) == 1 else None
        flat.extend(inner if isinstance(inner, list) else [shape])
    return {"anyOf": flat}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{quote(name)}"}


def _described(kind: str, labels: Labels) -> Schema:
    said = _labels(labels)
    return {"title": said[0] if said else kind, "description": " · ".join((kind, *said))}


def _labels(labels: Labels) -> tuple[str, ...]:
    return tuple(label for label in (labels.en, labels.pt, labels.zh) if label is not None)


def _kind(decl: FactDecl) -> str:
    return described(decl) if decl.period is None else f"{described(decl)}, each {word_of(decl.period)}"
