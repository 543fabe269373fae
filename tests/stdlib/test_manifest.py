"""The manifest of the Macau law, ``tests/data/macau_manifest.json``: what each row of the law and guidelines holds.

It was entered from the sources, not from the rules, so that the rules can be held against it.  No wording of the law
stands in it.  ``prazo-manifest/1`` is ``{"schema", "instruments", "rows"}``:

- ``instruments``: by name, ``index`` (the file of its provisions, null where there is none) and ``versions`` with the
  day on which each begins.
- ``rows``, in the order of the lists that they were entered from (``source``) and numbered in each (``row``):

===============  ====================================================================================================
``instrument``   whose row it is
``source``       ``quantities``, ``norms``, ``articles``, ``classes``, ``cloud``, ``outsourcing``, ``history``
``id``           the row's own name in its list, where it has one
``place``        where it stands, as rules cite it; null where that is no place of it (``outside`` says what)
``place_before`` where it stood before Law 21/2020, if elsewhere
``kind``         of a quantity (amount, percentage, duration, count, date, table) or of a norm (obligation, ...)
``versions``     those that the row belongs to; for quantities, the keys of ``numbers``
``comparator``   ``>=``, ``>``, ``<=``, ``<``, ``=``, ``between`` or ``strictly between``: how what is judged stands
                 to the number
``comparator_in``  where it is another one in a version (``law_21_2020``) or a language of it (``original pt``)
``numbers``      by version: digits in ``unit``, digits with a unit of their own, ``3..5``, a day (``1997-09-01``),
                 a day of each year (``04-30``), a month of it (``month 01``), or one of the words of ``TIMES``
``brackets``     by version: the rows of a table, ``premiums`` between limits and the ``margin`` due
``limits``       of a norm: ``comparator``, ``number``, ``unit`` (and ``of`` whom)
``decided_by_facts``  whether facts can decide the norm
``items``        how many listed items it has
``status``       of an article or class: unchanged, changed, repealed
``languages_differ``  whether the official languages differ so that an outcome can
``marked``       a version that the source marks the article with, without showing its words
``classes``, ``partly``  of a group: its classes by version; those of which only some items belong to it
``doubt``        why the row is doubtful, one of ``DOUBTS``
===============  ====================================================================================================
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from prazo.dsl.check.provisions import read_provisions
from tests.stdlib import sources

MANIFEST = sources.ROOT / "tests" / "data" / "macau_manifest.json"
ORIGINAL, LATER = "original", "law_21_2020"
REPEALED = "repealed"  # the version in which a law is no more: no row belongs to it
COUNTS = {"quantities": 228, "norms": 560, "articles": 149, "classes": 44, "cloud": 43, "outsourcing": 11, "history": 7}
COMPARATORS = (">=", ">", "<=", "<", "=", "between", "strictly between")
KINDS = {
    "quantities": "amount, percentage, duration, count, date, table",
    "norms": "obligation, prohibition, permission, power, condition, definition, scope, procedure, sanction, "
    "transitional",
    "articles": "article",
    "classes": "rule, class, group",
    "cloud": "definition, condition, obligation, permission",
    "outsourcing": "definition, fact, obligation",
    "history": "obligation, constitutive",
}
DOUBTS = (
    "languages",  # the official languages differ
    "version",  # which law gave the wording is not shown
    "open",  # the text leaves it open
    "inferred",  # who must, or what is referred to, is not said
    "inferred dates",
    "incomplete",  # something is missing in the source
    "secondary source",
)
TIMES = (
    "before", "at once", "at the same time", "regularly", "set by authority", "set by notice", "until liquidated",
    "pro rata", "after extension", "brackets", "end of February", "end of month after quarter",
    "end of month after quarter or approved day", "end of quarter or approved day", "end of calendar year",
    "end of financial year", "30 days before general meeting",
)  # fmt: skip
NUMBER = re.compile(
    r"\d+(\.\d+)?( working days| days)?|\d+\.\.\d+|\d{4}-\d\d-\d\d|\d\d-\d\d|month \d\d|" + "|".join(TIMES)
)
KEYS = {
    "instrument", "source", "row", "id", "place", "place_before", "kind", "versions", "comparator", "comparator_in",
    "unit", "numbers", "brackets", "limits", "decided_by_facts", "items", "status", "languages_differ", "marked",
    "classes", "partly", "outside", "doubt",
}  # fmt: skip
Row = Mapping[str, Any]


@cache
def manifest() -> dict[str, Any]:
    found = json.loads(MANIFEST.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def of(source: str) -> list[Row]:
    return [row for row in manifest()["rows"] if row["source"] == source]


def versions(row: Row) -> list[str]:
    return list(row["numbers"]) if "numbers" in row else row.get("versions", [])


def named(row: Row) -> str:
    return f"{row['source']} {row['row']} ({row['place']})"


# --- by itself -------------------------------------------------------------------------------------------------


def test_every_row_is_there_once_in_the_order_of_its_list() -> None:
    assert manifest()["schema"] == "prazo-manifest/1"
    assert [(row["source"], row["row"]) for row in manifest()["rows"]] == [
        (source, number) for source, count in COUNTS.items() for number in range(1, count + 1)
    ]


def test_every_row_has_what_the_schema_says() -> None:
    for row in manifest()["rows"]:
        assert set(row) <= KEYS, named(row)
        assert row["kind"] in KINDS[row["source"]].split(", "), named(row)
        assert row.get("doubt", "open") in DOUBTS, named(row)
        assert (row["place"] is None) == ("outside" in row), named(row)
        assert row["source"] != "quantities" or {"comparator", "unit", "numbers"} <= set(row), named(row)
        assert row["source"] != "norms" or {"versions", "decided_by_facts"} <= set(row), named(row)
        known = manifest()["instruments"][row["instrument"]]["versions"]
        assert row["source"] == "articles" or (versions(row) and set(versions(row)) <= set(known)), named(row)
        for one in (row, *row.get("limits", ())):
            assert one.get("comparator", "=") in COMPARATORS, named(row)
        for key, comparator in row.get("comparator_in", {}).items():
            assert comparator in COMPARATORS, named(row)
            assert re.fullmatch(f"{ORIGINAL} (pt|zh)|{ORIGINAL}|{LATER}", key), named(row)
        for number in (*row.get("numbers", {}).values(), *(one["number"] for one in row.get("limits", ()))):
            assert NUMBER.fullmatch(number), (named(row), number)


def test_no_wording_stands_in_it() -> None:
    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from (text for part in (*value, *value.values()) for text in texts(part))
        elif isinstance(value, list):
            yield from (text for part in value for text in texts(part))

    found = set(texts(manifest()["rows"]))
    assert max(map(len, found)) <= len("end of month after quarter or approved day")
    assert all(text.isascii() for text in found)


def test_every_place_is_in_the_index_in_the_versions_of_the_row() -> None:
    missing = []
    for name, one in manifest()["instruments"].items():
        if one["index"] is None:
            continue
        index = read_provisions((sources.ROOT / one["index"]).read_text(encoding="utf-8"))
        assert index.instrument == name
        spans = {place.place: (place.since, place.until) for place in index.provisions}
        for row in manifest()["rows"]:
            if row["instrument"] == name and row["place"] is not None:
                missing += [named(row) for version in versions(row) if not _stands(row, version, spans)]
                assert row["place"] in spans, named(row)
    assert missing == []


def _stands(row: Row, version: str, spans: Mapping[str, tuple[str | None, str | None]]) -> bool:
    place = row.get("place_before", row["place"]) if version == ORIGINAL else row["place"]
    if place not in spans:
        return False
    since, until = spans[place]
    return since is None if version == ORIGINAL else until in (None, REPEALED)


def test_lower_and_upper_bounds_do_not_cross() -> None:
    """Where a place has one least and one greatest figure of a kind, the least is not the greater."""
    bounds: dict[tuple[str, str, str], list[int]] = {}
    for row in of("quantities"):
        for version, number in row["numbers"].items():
            if row["kind"] == "amount" and row["comparator"] in (">=", "<=") and number.isdecimal():
                bounds.setdefault((row["place"], version, row["comparator"]), []).append(int(number))
    pairs = [(low, bounds[place, version, "<="]) for (place, version, sign), low in bounds.items()
             if sign == ">=" and (place, version, "<=") in bounds]  # fmt: skip
    assert len(pairs) == 6
    assert all(max(low) < min(high) for low, high in pairs)


# --- against its sources ---------------------------------------------------------------------------------------


def place_of(ref: str) -> str | None:
    """``22/1/f`` as rules cite it: ``22(1)(f)``; ``table/II/A`` is ``Table II(A)``; the enacting words are no place."""
    head, *below = ref.split("/")
    if head == "enacting":
        return None
    if head == "table":
        head, below = f"Table {below[0]}", below[1:]
    return head + "".join(f"({one})" for one in below)


SIGNS = (
    (r"at or below", "<="),
    (r"\(more than\)|\(majority\)|above which|\(above\)", ">"),
    (r"\(below\)|below which", "<"),
    (r"\(at least\)|^(least|lowest|shortest)\b", ">="),
    (r"^(longest|highest|most|oldest|cap on)\b", "<="),
)


def against(name: str, folder: Path) -> Iterator[str]:
    """What of one list does not stand in the manifest as in its source."""
    theirs = SOURCES[name]
    listed = [part for file in theirs[0].split() for part in _listed(folder, file)]
    ours = of(name)
    if len(listed) != len(ours):
        yield f"{len(ours)} rows of {name}, {len(listed)} in the source"
    for row, source in zip(ours, listed, strict=False):
        for key, expected in theirs[1](row, source):
            if not expected:
                yield f"{named(row)}: {key}"


def _listed(folder: Path, file: str) -> list[dict[str, Any]]:
    if file != "dl27-97-m-table-of-classes.json":
        return sources.rows(folder, file)
    table = json.loads((folder / file).read_text(encoding="utf-8"))
    return [
        {**one, "section": section["section"]}
        for section in table["sections"]
        for one in (*section.get("rules", ()), *section.get("classes", ()), *section.get("groups", ()))
    ]


def _quantity(row: Row, source: Row) -> Iterator[tuple[str, bool]]:
    yield "place", row["place"] == place_of(source["article"])
    yield "place_before", row.get("place_before") == (place_of(source["ref_1997"]) if "ref_1997" in source else None)
    yield "kind", (row["kind"], row["unit"]) == (source["kind"], source["unit"])
    yield "doubt", ("doubt" in row) == ("doubt" in source)
    said = next((sign for words, sign in SIGNS if re.search(words, source["what"].split(" (by reference")[0])), None)
    yield "comparator", said is None or said in (row["comparator"], *row.get("comparator_in", {}).values())
    for version, key in ((ORIGINAL, "v1997"), (LATER, "v2020")):
        number, value = row["numbers"].get(version), source[key]
        yield version, (number is None) == (value is None)
        if number is not None and re.fullmatch(r"\d+(\.\d+)?( working days| days)?", number):
            digits = re.findall(r"\d+(?:\.\d+)?", str(value))
            yield version, number.split()[0] in (digits[0], digits[-1])
        elif number is not None:
            yield version, not re.fullmatch(r"\d+(\.\d+)?", str(value))
    same = source["v1997"] == source["v2020"]
    yield "unchanged", not same or row["numbers"].get(ORIGINAL) == row["numbers"].get(LATER)
    yield "brackets", ("brackets" in row) == ("rows_1997" in source)
    for version, key in ((ORIGINAL, "rows_1997"), (LATER, "rows_2020")):
        ours, theirs = (sorted(re.findall(r"\d+", json.dumps(one))) for one in (
            row.get("brackets", {}).get(version, []), source.get(key, [])
        ))  # fmt: skip
        yield "brackets", ours == theirs


def _norm(row: Row, source: Row) -> Iterator[tuple[str, bool]]:
    yield "place", row["place"] == place_of(source["ref"])
    yield "place_before", row.get("place_before") == (place_of(source["ref_1997"]) if "ref_1997" in source else None)
    yield "kind", row["kind"] == source["kind"]
    yield "versions", row["versions"] == [{"1997": ORIGINAL, "2020": LATER}[one] for one in source["version"]]
    yield "decided_by_facts", row["decided_by_facts"] is source["checkable"]
    yield "doubt", ("doubt" in row) == ("doubt" in source)
    yield "limits", ("limits" in row) == (source["deadline"] is not None)
    digits = set(re.findall(r"\d+", source["deadline"] or ""))
    for one in row.get("limits", ()):
        yield "limits", not one["number"].isdecimal() or one["number"] in digits | _in_words(source["deadline"])


def _in_words(deadline: str) -> set[str]:
    return {number for word, number in (("half-yearly", "6"), ("quarterly", "1"), ("yearly", "1")) if word == deadline}


def _article(row: Row, source: Row) -> Iterator[tuple[str, bool]]:
    yield "place", row["place"] == str(source["article"])
    yield "status", row["status"] == source["status"]
    yield "languages_differ", row["languages_differ"] is bool(source.get("pt_zh_divergence"))
    yield "marked", ("marked" in row) == bool(source.get("law_13_2023_note"))


def _class(row: Row, source: Row) -> Iterator[tuple[str, bool]]:
    code = source.get("n") or source.get("code") or source["group"]
    yield "place", row["place"] == f"Table {source['section']}({code})"
    yield "versions", (LATER in row["versions"]) == (source.get("status") != "repealed")
    if "group" in source:
        theirs = {ORIGINAL: source["classes_1997"], LATER: source["classes_2020"]}
        yield "classes", row["classes"] == theirs
        yield "partly", row.get("partly", {}).keys() == source.get("partial", {}).keys()


def _requirement(row: Row, source: Row) -> Iterator[tuple[str, bool]]:
    yield "id", row["id"] == source["id"]
    yield "kind", row["kind"] == source["modality"]
    yield "doubt", "doubt" in row or "doubt" not in source
    yield "items", row.get("items") in (None, len(source.get("elements", ())), 5)
    given = json.dumps([source["deadline"], source["threshold"]])
    digits = set(re.findall(r"\d{4}-\d\d-\d\d|\d+", given.replace(",", "").replace("twelve", "12")))
    for one in row.get("limits", ()):
        number = one["number"]
        yield "limits", not number[0].isdigit() or number in digits or (number, one.get("unit")) in _SAID_IN_WORDS


# "once a year", "more than one region", and the five subjects that a summary lists without counting them
_SAID_IN_WORDS = {("1", "years"), ("1", "regions"), ("5", "subjects")}

SOURCES: dict[str, tuple[str, Any]] = {
    "quantities": ("quantities.json", _quantity),
    "norms": ("normative-index.json", _norm),
    "articles": ("dl27-97-m.json", _article),
    "classes": ("dl27-97-m-table-of-classes.json", _class),
    "cloud": ("amcm-cloud-outsourcing.json", _requirement),
    "outsourcing": ("public/mo-amcm-outsourcing.json", _requirement),
    "history": ("public/mo-dl26-93-history.json", _requirement),
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_manifest_is_what_its_sources_say(name: str) -> None:
    """Row by row where the sources are at hand; where they are not, by what was counted in them."""
    folder = sources.folder()
    if folder is not None:
        assert list(against(name, folder)) == []
    assert COUNTED_DOUBTS[name] == sum("doubt" in row for row in of(name))


COUNTED_DOUBTS = {
    "quantities": 19, "norms": 32, "articles": 2, "classes": 9, "cloud": 11, "outsourcing": 11, "history": 7,
}  # fmt: skip


def test_every_doubt_and_correction_of_the_audit_is_in_the_manifest() -> None:
    """The doubtful rows that the audit names carry a doubt, and of each row that it added there is one."""
    doubtful = {(row["source"], row["place"]) for row in manifest()["rows"] if "doubt" in row}
    assert ("norms", "66(1)(c)") in doubtful
    assert {place for source, place in doubtful if source == "articles"} == {"67", "128"}
    folder = sources.folder()
    if folder is None:
        return
    files = {"quantities.json": "quantities", "normative-index.json": "norms"}
    audit = json.loads((folder / "audit-corrections.json").read_text(encoding="utf-8"))
    for one in audit["doubts"]:
        if one["file"] in files:
            assert (files[one["file"]], place_of(one["row"].split(" ")[0])) in doubtful, one["row"]
    rows = sources.rows(folder, "normative-index.json")
    for one in audit["corrections"]:
        if one["file"] == "normative-index.json" and one["field"] == "(row)":
            added = one["after"].removeprefix("ADDED: ")
            assert any(row["action"] == added for row in rows), one["row"]
