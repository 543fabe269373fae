"""Facts as tables: the same facts as a document, and every row that is wrong named by its table and number."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

from prazo.dsl.errors import FactsError
from prazo.dsl.facts import csv_text
from prazo.dsl.facts.book import read_book
from prazo.dsl.facts.read import Facts, structure
from prazo.dsl.facts.values import NEVER, ByDay, Held, History, Items, Record, Series, Spells
from prazo.dsl.facts.write import facts_document
from tests.facts.build import program
from tests.facts.tables import tables
from tests.facts.written import IDS, records

DAY = date(2021, 6, 30)
PROGRAM = program()


def read(files: Mapping[str, str | bytes], allow_extra: bool = False) -> Facts:
    data = {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}
    return read_book(PROGRAM, data, allow_extra=allow_extra, day=DAY)


def acme(row: str, columns: str, **others: str) -> Mapping[str, Any]:
    """The facts of one insurer, of a row and of further tables."""
    files = {"Insurer.csv": f"id,{columns}\nacme,{row}\n"} | {
        f"Insurer.{name}.csv": text for name, text in others.items()
    }
    return read(files).subjects[0].facts


def wrong(files: Mapping[str, str | bytes]) -> list[tuple[str, str | None, str]]:
    with pytest.raises(FactsError) as caught:
        read(files)
    return [(one.code, one.place, one.path) for one in caught.value.problems]


# --- what tables say -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("line", "life", "life"),
        ("resident", "true", True),
        ("resident", "no", False),
        ("capital", "MOP 45000000.50", Fraction(90_000_001, 2)),
        ("capital", "45000000.5", Fraction(90_000_001, 2)),
        ("capital__minor", "4500000050", Fraction(90_000_001, 2)),
        ("result__minor", "-5", Fraction(-1, 20)),
        ("yen__minor", "7", Fraction(7)),
        ("share", "9.99%", Fraction(999, 10_000)),
        ("staff", "12", Fraction(12)),
        ("founded", "2020-02-29", date(2020, 2, 29)),
        ("motto", "=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("motto", '"two\nlines, and ""more"""', 'two\nlines, and "more"'),
        ("signing", "2021-01-04", date(2021, 1, 4)),
        ("signing", "never", NEVER),
        ("signing__none", "true", NEVER),
        ("signing__by", "2021-01-04", ByDay(date(2021, 1, 4))),
        ("accepted__none", "true", NEVER),
        ("in_liquidation__none", "true", NEVER),
        ("certificate__none", "yes", NEVER),
        ("agents__none", "true", Items(())),
        ("agents__complete", "true", Items(())),
        ("agents__complete", "false", Items((), complete=False)),
    ],
)
def test_a_cell(column: str, cell: str, value: object) -> None:
    assert acme(cell, column) == {column.partition("__")[0]: value}


@pytest.mark.parametrize("column", ["line", "capital", "signing__none", "agents__complete", "capital__minor"])
def test_an_empty_cell_is_not_known(column: str) -> None:
    assert acme("", column) == {}
    assert acme("false", "signing__none") == {}


def test_evidence_stands_in_two_columns() -> None:
    held = acme("2021-01-13,never", "certificate__issued,certificate__expires")
    assert held == {"certificate": Held(date(2021, 1, 13), None)}


def test_a_history_is_a_table_and_an_empty_cell_in_it_is_not_known() -> None:
    found = acme("", "line", capital="parent,from,value\nacme,2021-02-01,MOP 2\nacme,2019-03-01,\n")
    (entries,) = [one.entries for one in found.values() if isinstance(one, History)]
    assert [str(day) for day, _ in entries] == ["2019-03-01", "2021-02-01"]
    assert entries[1][1] == Fraction(2)


def test_spells_and_series_are_tables() -> None:
    found = acme(
        "",
        "line",
        in_liquidation="parent,from,until\nacme,2021-02-01,2021-04-01\nacme,2022-01-01,\n",
        premiums="parent,period,value\nacme,FY2020,MOP 5\nacme,FY2019,4.5\n",
    )
    assert found["in_liquidation"] == Spells(((date(2021, 2, 1), date(2021, 4, 1)), (date(2022, 1, 1), None)))
    assert found["premiums"] == Series({"FY2019": Fraction(9, 2), "FY2020": Fraction(5)})


def test_items_and_what_hangs_on_them() -> None:
    found = acme(
        "false",
        "holdings__complete",
        holdings="parent,id,share\nacme,h1,5%\nacme,h2,\n",
        **{
            "holdings.pledges": "subject,parent,id,amount\nacme,h2,p,MOP 3\n",
            "holdings.share": "subject,parent,from,value\nacme,h2,2020-01-01,7%\n",
        },
    )
    items = found["holdings"]
    assert isinstance(items, Items)
    assert not items.complete
    assert items.items[0].facts == {"share": Fraction(1, 20)}
    assert items.items[1].facts == {
        "share": History(((date(2020, 1, 1), Fraction(7, 100)),)),
        "pledges": Items((Record("Pledge", "p", {"amount": Fraction(3)}),)),
    }


def test_subjects_come_by_party_and_id_whatever_the_order_of_rows() -> None:
    read_ids = [(one.party, one.id) for one in read({"Insurer.csv": "id\nb\na\n", "AMCM.csv": "id\nz\n"}).subjects]
    assert read_ids == [("AMCM", "z"), ("Insurer", "a"), ("Insurer", "b")]


def test_a_mark_of_the_byte_order_and_windows_line_ends_are_no_matter() -> None:
    assert read({"Insurer.csv": b"\xef\xbb\xbfid,line\r\nacme,life\r\n"}).subjects[0].facts == {"line": "life"}


def test_the_digest_is_that_of_the_same_document() -> None:
    document = {"party": "Insurer", "id": "acme", "line": "life", "agents": [{"id": "A", "resident": True}]}
    book = read({"Insurer.csv": "id,line\nacme,life\n", "Insurer.agents.csv": "parent,id,resident\nacme,A,true\n"})
    assert book.digest == structure(PROGRAM, document, day=DAY).digest


def _kept(record: Record) -> bool:
    """What tables can say: no empty text, no list of a list's items with histories of their own."""
    for value in record.facts.values():
        if value == "" or (isinstance(value, Series) and not value.entries):
            return False
        if isinstance(value, Items) and not all(_kept(item) and _flat(item) for item in value.items):
            return False
        if isinstance(value, History) and any(entry == "" for _, entry in value.entries):
            return False
    return True


def _flat(item: Record) -> bool:
    inner = [one for value in item.facts.values() if isinstance(value, Items) for one in value.items]
    return not any(
        isinstance(value, History | Items | Series | Spells) for one in inner for value in one.facts.values()
    )


@given(
    st.lists(IDS, min_size=1, max_size=3, unique=True).flatmap(lambda ids: st.tuples(*(records(id=id) for id in ids)))
)
def test_tables_say_what_a_document_says(subjects: tuple[Record, ...]) -> None:
    kept = tuple(sorted((one for one in subjects if _kept(one)), key=lambda one: one.id))
    if kept:
        book, document = read(tables(kept)), structure(PROGRAM, _document(kept), day=DAY)
        assert (book.subjects, book.digest) == (document.subjects, document.digest)
        assert [one.code for one in book.notes] == [one.code for one in document.notes]


def _document(subjects: tuple[Record, ...]) -> Mapping[str, object]:
    """As it would be read from JSON."""
    document: Mapping[str, object] = json.loads(json.dumps(facts_document(PROGRAM, subjects)))
    return document


# --- what is wrong ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"Insurer.csv": "id,line\nacme,lief\n"}, ("F0022", "Insurer.csv, row 2", "line")),
        ({"Insurer.csv": "id,capital\na,\nb,45M\n"}, ("F0017", "Insurer.csv, row 3", "capital")),
        ({"Insurer.csv": "id,capital\na,1e400\n"}, ("F0015", "Insurer.csv, row 2", "capital")),
        ({"Insurer.csv": "id,capital\na,NaN\n"}, ("F0012", "Insurer.csv, row 2", "capital")),
        ({"Insurer.csv": "id,capital__minor\na,4.5\n"}, ("F0017", "Insurer.csv, row 2", "capital__minor")),
        ({"Insurer.csv": "id,founded\na,2021W011\n"}, ("F0019", "Insurer.csv, row 2", "founded")),
        ({"Insurer.csv": "id,founded\na,２０２１-01-01\n"}, ("F0019", "Insurer.csv, row 2", "founded")),
        ({"Insurer.csv": "id,line\n,life\n"}, ("F0033", "Insurer.csv, row 2", "")),
        ({"Insurer.csv": "id,line\n[a],life\n"}, ("F0035", "Insurer.csv, row 2", "")),
        ({"Insurer.csv": "id\na\nb\na\n"}, ("F0034", "Insurer.csv, row 4", "")),
        ({"Insurer.csv": "line\nlife\n"}, ("F0095", "Insurer.csv, row 1", "")),
        ({"Insurer.csv": "id,lin\na,life\n"}, ("F0096", "Insurer.csv, row 1", "")),
        ({"Insurer.csv": "id,line__none\na,true\n"}, ("F0023", "Insurer.csv, row 2", "line")),
        ({"Insurer.csv": "id,line__by\na,2020-01-01\n"}, ("F0096", "Insurer.csv, row 2", "line")),
        ({"Insurer.csv": "id,signing,signing__none\na,2020-01-01,true\n"}, ("F0097", "Insurer.csv, row 2", "signing")),
        (
            {"Insurer.csv": "id,signing,signing__by\na,2020-01-01,2020-01-02\n"},
            ("F0097", "Insurer.csv, row 2", "signing"),
        ),
        ({"Insurer.csv": "id,signing__none\na,maybe\n"}, ("F0011", "Insurer.csv, row 2", "signing__none")),
        ({"Insurer.csv": "id,certificate__issued\na,2020-01-01\n"}, ("F0010", "Insurer.csv, row 2", "certificate")),
        ({"Insurer.csv": "id,line,line\na,life,life\n"}, ("F0092", "Insurer.csv, row 1", "")),
        ({"Insurer.csv": "id,capital\na,MOP 5,000\n"}, ("F0093", "Insurer.csv, row 2", "")),
        ({"Insurer.csv": "id;line\na;life\n"}, ("F0090", "Insurer.csv, row 1", "")),
        ({"Insurer.csv": 'id,motto\na,"open\n'}, ("F0090", "Insurer.csv, row 2", "")),
        ({"Insurer.csv": b"id\n\xff\n"}, ("F0003", "Insurer.csv", "")),
        ({"Insurer.csv": ""}, ("F0006", "Insurer.csv", "")),
        ({"Insurer.csv": "id\n"}, ("F0006", None, "")),
        ({"Insurers.csv": "id\na\n"}, ("F0091", "Insurers.csv", "")),
        ({"Agents.csv": "id\na\n", "Insurer.csv": "id\na\n"}, ("F0091", "Agents.csv", "")),
        ({"Insurer.agent.csv": "parent,id\n", "Insurer.csv": "id\na\n"}, ("F0091", "Insurer.agent.csv", "")),
        (
            {"Insurer.certificate.csv": "parent,id\n", "Insurer.csv": "id\na\n"},
            ("F0091", "Insurer.certificate.csv", ""),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.agents.csv": "parent,id\na,A\nb,B\n"},
            ("F0094", "Insurer.agents.csv, row 3", ""),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.agents.csv": "parent,id\na,A\na,A\n"},
            ("F0051", "Insurer.agents.csv, row 3", ""),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.agents.csv": "parent,id,resident\na,A,true\na,B,perhaps\n"},
            ("F0011", "Insurer.agents.csv, row 3", "resident"),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.agents.csv": "parent,resident\na,true\n"},
            ("F0095", "Insurer.agents.csv, row 1", ""),
        ),
        (
            {"Insurer.csv": "id,agents__none\na,true\n", "Insurer.agents.csv": "parent,id\na,A\n"},
            ("F0097", "Insurer.agents.csv, row 2", ""),
        ),
        (
            {"Insurer.csv": "id,capital\na,MOP 1\n", "Insurer.capital.csv": "parent,from,value\na,2020-01-01,MOP 2\n"},
            ("F0097", "Insurer.capital.csv, row 2", ""),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.capital.csv": "parent,from,value\na,2020-01-01,1\na,2020-01-01,2\n"},
            ("F0040", "Insurer.capital.csv, row 3", ""),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.premiums.csv": "parent,period,value\na,2020,MOP 2\n"},
            ("F0045", "Insurer.premiums.csv", ""),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.premiums.csv": "parent,period,value\na,FY2020,MOP 2\na,FY2020,MOP 2\n"},
            ("F0004", "Insurer.premiums.csv, row 3", ""),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.in_liquidation.csv": "parent,from,until\na,2020-01-01,2020-01-01\n"},
            ("F0041", "Insurer.in_liquidation.csv, row 2", ""),
        ),
        (
            {"Insurer.csv": "id\na\n", "Insurer.capital.csv": "parent,from,value,unit\na,2020-01-01,1,MOP\n"},
            ("F0096", "Insurer.capital.csv, row 1", ""),
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_row(files: dict[str, str | bytes], found: tuple[str, str | None, str]) -> None:
    assert wrong(files) == [found]


def test_every_wrong_row_is_told_in_one_run() -> None:
    files = {
        "Insurer.csv": "id,line,capital\na,lief,5\nb,life,x\n",
        "Insurer.agents.csv": "parent,id,resident\nc,A,true\nb,B,7\n",
    }
    assert [(code, place) for code, place, _ in wrong(files)] == [
        ("F0094", "Insurer.agents.csv, row 2"),
        ("F0022", "Insurer.csv, row 2"),
        ("F0012", "Insurer.csv, row 3"),
        ("F0011", "Insurer.agents.csv, row 3"),
    ]


def test_the_same_id_may_belong_to_two_parties() -> None:
    files = {
        "Insurer.csv": "id,line\nx,lief\n",
        "AMCM.csv": "id\nx\n",
        "AMCM.transfers.csv": "parent,id,share\nx,t,7\n",
    }
    assert wrong(files) == [("F0018", "AMCM.transfers.csv, row 2", "share"), ("F0022", "Insurer.csv, row 2", "line")]


def test_columns_of_no_fact_may_be_left_out_with_a_note() -> None:
    facts = read({"Insurer.csv": "id,lin\na,life\n"}, allow_extra=True)
    assert [(one.code, one.place) for one in facts.notes] == [("F0096", "Insurer.csv, row 1")]


def test_no_more_rows_than_a_table_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "MOST_ROWS", 2)
    assert len(read({"Insurer.csv": "id\na\nb\n"}).subjects) == 2
    assert wrong({"Insurer.csv": "id\na\nb\nc\n"}) == [("F0062", "Insurer.csv", "")]


CELLS = st.sampled_from(["", "a", "true", "2021-01-01", "MOP 1", '"', "=1+1", "@x", "\x00", "\u202e", "FY2020", "é"])
TEXTS = st.lists(st.lists(CELLS, max_size=4).map(",".join), max_size=5).map("\n".join)
NAMES = st.sampled_from(
    ["Insurer.csv", "Insurer.agents.csv", "Insurer.capital.csv", "X.csv", "Insurer.a.b.c.csv", ".csv"]
)


@given(st.dictionaries(NAMES, TEXTS | st.binary(max_size=30), min_size=1))
def test_whatever_the_tables_hold_they_are_facts_or_problems(files: dict[str, str | bytes]) -> None:
    with contextlib.suppress(FactsError):
        read(files)
