"""What a facts document may hold, what it may not, and what is said then."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from prazo.dsl.errors import FactsError
from prazo.dsl.facts.limits import BYTES_OF_SUBJECT, PROBLEMS
from prazo.dsl.facts.problems import FactProblem
from prazo.dsl.facts.read import Facts, read_facts, structure
from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, Held, History, Items, Record, Series, Spells
from tests.facts.build import program
from tests.facts.written import JSON, SUBJECTS, subject

DAY = date(2021, 6, 30)
PROGRAM = program()


def read(text: bytes | str, format: str = "json", *, allow_extra: bool = False) -> Facts:
    return read_facts(PROGRAM, text, format, allow_extra=allow_extra, day=DAY)


def one(**facts: object) -> Record:
    return read(json.dumps(subject(**facts))).subjects[0]


def problems(text: bytes | str, format: str = "json") -> tuple[FactProblem, ...]:
    with pytest.raises(FactsError) as caught:
        read(text, format)
    found = caught.value.problems
    assert all(isinstance(problem, FactProblem) for problem in found)
    return found


def codes(text: bytes | str, format: str = "json") -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in problems(text, format)]


ACCEPTED: list[tuple[str, object, object]] = [
    ("line", "life", "life"),
    ("line", None, UNKNOWN),
    ("resident", False, False),
    ("resident", [{"from": "2021-02-01", "value": True}], History(((date(2021, 2, 1), True),))),
    ("capital", "MOP 45000000.00", Fraction(45_000_000)),
    ("capital", 45000000, Fraction(45_000_000)),
    ("capital", 45000000.5, Fraction(90_000_001, 2)),
    ("result", "MOP -0.01", Fraction(-1, 100)),
    ("yen", "JPY 1", Fraction(1)),
    (
        "capital",
        [{"from": "2021-02-01", "value": "MOP 2"}, {"from": "2019-03-01", "value": None}],
        History(((date(2019, 3, 1), UNKNOWN), (date(2021, 2, 1), Fraction(2)))),
    ),
    ("share", "9.99%", Fraction(999, 10000)),
    ("share", "100%", Fraction(1)),
    ("staff", 12, Fraction(12)),
    ("staff", "12.5", Fraction(25, 2)),
    ("founded", "2020-02-29", date(2020, 2, 29)),
    ("founded", "never", NEVER),
    ("motto", "never", "never"),
    ("motto", "two\nlines 保險", "two\nlines 保險"),
    ("signing", "2021-01-04", date(2021, 1, 4)),
    ("signing", "2031-01-04", date(2031, 1, 4)),
    ("signing", "never", NEVER),
    ("signing", {"by": "2021-03-01"}, ByDay(date(2021, 3, 1))),
    ("signing", {"by": "2021-07-01"}, UNKNOWN),
    ("in_liquidation", [], NEVER),
    ("in_liquidation", "never", NEVER),
    (
        "in_liquidation",
        [{"from": "2021-06-01", "until": None}, {"from": "2021-02-01", "until": "2021-04-01"}],
        Spells(((date(2021, 2, 1), date(2021, 4, 1)), (date(2021, 6, 1), None))),
    ),
    (
        "in_liquidation",
        [{"from": "2021-02-01", "until": "2021-04-01"}, {"from": "2021-04-01", "until": "2021-05-01"}],
        Spells(((date(2021, 2, 1), date(2021, 5, 1)),)),
    ),
    ("accepted", "never", NEVER),
    ("accepted", True, True),
    ("days_allowed", 10, Fraction(10)),
    ("certificate", {"issued": "2021-01-13", "expires": "2022-01-13"}, Held(date(2021, 1, 13), date(2022, 1, 13))),
    ("certificate", {"issued": "2021-01-13", "expires": "never"}, Held(date(2021, 1, 13), None)),
    ("certificate", "never", NEVER),
    ("premiums", {"FY2020": "MOP 6", "FY2019": None}, Series({"FY2020": Fraction(6)})),
    ("premiums", {}, UNKNOWN),
    (
        "send_accounts",
        {"2021-Q1": "2021-04-29", "2021-Q2": "never"},
        Series({"2021-Q1": date(2021, 4, 29), "2021-Q2": NEVER}),
    ),
    ("send_accounts", {"2021-Q1": {"by": "2021-05-01"}}, Series({"2021-Q1": ByDay(date(2021, 5, 1))})),
    ("audited", {"2020": True}, Series({"2020": True})),
    ("plan_sent", {"2021-H1": "never"}, Series({"2021-H1": NEVER})),
    ("claims", {"2021-06": 0}, Series({"2021-06": Fraction(0)})),
    ("agents", [], Items(())),
    ("agents", [{"id": "A", "resident": True}], Items((Record("Agent", "A", {"resident": True}),))),
    ("agents", {"items": [{"id": "A"}], "complete": False}, Items((Record("Agent", "A", {}),), False)),
    ("agents", {"items": [], "complete": None}, Items(())),
    (
        "holdings",
        [{"share": "6%", "pledges": [{"id": "x", "amount": "MOP 1"}]}],
        Items(
            (
                Record(
                    "Holding",
                    "1",
                    {"share": Fraction(3, 50), "pledges": Items((Record("Pledge", "x", {"amount": Fraction(1)}),))},
                ),
            )
        ),
    ),
]

#: name, what is given, code, path
REFUSED: list[tuple[str, object, str, str]] = [
    ("line", "lief", "F0022", "line"),
    ("line", True, "F0022", "line"),
    ("line", "never", "F0023", "line"),
    ("resident", "yes", "F0011", "resident"),
    ("resident", 1, "F0011", "resident"),
    ("resident", [], "F0011", "resident"),
    ("capital", "45M", "F0012", "capital"),
    ("capital", "MOP  45", "F0012", "capital"),
    ("capital", "MOP 45,000", "F0012", "capital"),
    ("capital", "MOP ４５", "F0012", "capital"),
    ("capital", "MOP 1\n", "F0012", "capital"),
    ("capital", "HKD 45", "F0013", "capital"),
    ("capital", "MOP 0.001", "F0014", "capital"),
    ("capital", "MOP 1.000", "F0014", "capital"),
    ("yen", "JPY 1.5", "F0014", "yen"),
    ("capital", "MOP -1", "F0024", "capital"),
    ("capital", [], "F0012", "capital"),
    ("capital", [{"from": "2021-01-01"}], "F0043", "capital[1]"),
    ("capital", [{"from": "2021-01-01", "value": "x"}], "F0012", "capital[1].value"),
    (
        "capital",
        [{"from": "2021-01-01", "value": "MOP 1"}, {"from": "2021-01-01", "value": "MOP 2"}],
        "F0040",
        "capital[2]",
    ),
    ("share", 0.5, "F0018", "share"),
    ("share", "50", "F0018", "share"),
    ("share", "101%", "F0024", "share"),
    ("staff", "many", "F0017", "staff"),
    ("staff", 10**40, "F0026", "staff"),
    ("staff", "0.1234567890123", "F0014", "staff"),
    ("staff", "012", "F0017", "staff"),
    ("staff", "1e3", "F0015", "staff"),
    ("staff", float("nan"), "F0015", "staff"),
    ("staff", float("inf"), "F0015", "staff"),
    ("staff", True, "F0017", "staff"),
    ("founded", "2021W011", "F0019", "founded"),
    ("founded", "2021-1-01", "F0019", "founded"),
    ("founded", "２０２１-01-01", "F0019", "founded"),
    ("founded", "2021-02-29", "F0020", "founded"),
    ("founded", "0000-01-01", "F0025", "founded"),
    ("founded", "99999-01-01", "F0019", "founded"),
    ("founded", "2200-01-01", "F0025", "founded"),
    ("founded", 20210101, "F0019", "founded"),
    ("motto", 3, "F0010", "motto"),
    ("motto", "a\x1b[31m", "F0028", "motto"),
    ("motto", "\u202eabc", "F0028", "motto"),
    ("motto", "\ud800", "F0028", "motto"),
    ("motto", "x" * 70_000, "F0063", "motto"),
    ("founded", "2021-01-04T14:30", "F0029", "founded"),
    ("signing", "2021-01-04T25:30", "F0170", "signing"),
    ("signing", ["2021-01-04", "2021-02-04"], "F0037", "signing"),
    ("signing", {"by": "soon"}, "F0019", "signing.by"),
    ("signing", {"by": "2021-01-01", "at": 1}, "F0031", "signing"),
    ("signing", {"ref": "Person/p-17"}, "F0054", "signing"),
    ("signing", [{"from": "2021-01-04", "value": "2021-01-04"}], "F0037", "signing"),
    ("in_liquidation", True, "F0010", "in_liquidation"),
    ("in_liquidation", [{"until": "2021-01-01"}], "F0044", "in_liquidation[1]"),
    ("in_liquidation", [{"from": "2021-01-02", "until": "2021-01-02"}], "F0041", "in_liquidation[1]"),
    ("in_liquidation", [{"from": "2021-01-01"}, {"from": "2021-02-01"}], "F0042", "in_liquidation"),
    ("accepted", "no", "F0011", "accepted"),
    ("days_allowed", 31, "F0024", "days_allowed"),
    ("certificate", {"issued": "2021-01-13"}, "F0010", "certificate"),
    ("certificate", {"issued": "2021-01-13", "expires": "2020-01-13"}, "F0048", "certificate"),
    ("premiums", "MOP 1", "F0046", "premiums"),
    ("premiums", {"2020": "MOP 1"}, "F0045", "premiums"),
    ("premiums", {"FY2020": "never"}, "F0023", "premiums.FY2020"),
    ("send_accounts", "never", "F0046", "send_accounts"),
    ("send_accounts", {"2021-Q5": "never"}, "F0045", "send_accounts"),
    ("claims", {"2021-13": 1}, "F0045", "claims"),
    ("agents", "never", "F0050", "agents"),
    ("agents", {"complete": True}, "F0056", "agents"),
    ("agents", {"items": [], "complet": True}, "F0031", "agents"),
    ("agents", {"items": [], "complete": "yes"}, "F0011", "agents.complete"),
    ("agents", ["A"], "F0010", "agents[1]"),
    ("agents", [{"ref": "Agent/a"}], "F0054", "agents[1]"),
    ("agents", [{"id": "A"}, {"id": "A"}], "F0051", "agents[2]"),
    ("agents", [{"id": "2"}, {}], "F0051", "agents[2]"),
    ("agents", [{"id": "B", "residant": True}], "F0031", "agents[B]"),
    ("agents", [{"id": 1}], "F0035", "agents[1].id"),
    ("agents", [{"id": "a\u0000"}], "F0035", "agents[1].id"),
    ("agents", [{"id": "a]"}], "F0035", "agents[1].id"),
    ("agents", [{"id": "e\u0301"}], "F0035", "agents[1].id"),
    ("captial", "MOP 1", "F0031", ""),
    ("required_margin", "MOP 1", "F0036", ""),
]


@pytest.mark.parametrize(("name", "written", "value"), ACCEPTED)
def test_a_fact_is_read_as_it_is_declared(name: str, written: object, value: object) -> None:
    assert one(**{name: written}).get(name) == value


@pytest.mark.parametrize(("name", "written", "code", "path"), REFUSED)
def test_a_wrong_fact_has_its_code_and_path(name: str, written: object, code: str, path: str) -> None:
    assert codes(json.dumps(subject(**{name: written}))) == [(code, path)]


def test_all_mistakes_are_reported_in_one_run() -> None:
    chosen: dict[str, tuple[object, str, str]] = {name: (written, code, path) for name, written, code, path in REFUSED}
    found = codes(json.dumps(subject(**{name: written for name, (written, _, _) in chosen.items()})))
    assert sorted(found) == sorted((code, path) for _, code, path in chosen.values())
    assert len(found) > 15


def test_the_nearest_right_name_is_named() -> None:
    captial = problems(json.dumps(subject(captial="MOP 1")))[0]
    assert captial.message == 'no fact "captial"; nearest: capital (money, 公司資本)'
    residant = problems(json.dumps(subject(agents=[{"id": "B", "residant": True}])))[0]
    assert (residant.path, residant.message) == ("agents[B]", 'no fact "residant"; nearest: resident (yes or no)')
    lief = problems(json.dumps(subject(line="lief")))[0]
    assert lief.message.endswith('nearest: "life"')
    assert problems('{"party": "Insurrer", "id": "a"}')[0].message.endswith("nearest: Insurer")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("45M", '"MOP 45000000"'),
        ("MOP 45,000,000", '"MOP 45000000"'),
        ("hkd 1.5k", '"HKD 1500"'),
        ("12.50", '"MOP 12.5"'),
    ],
)
def test_an_amount_that_can_be_guessed_is_the_hint(written: str, hint: str) -> None:
    assert problems(json.dumps(subject(capital=written)))[0].hint == hint


@pytest.mark.parametrize(
    ("written", "hint"),
    [("12.5", '"12.5%"'), ("0.0999", '"9.99%" or "0.0999%", whichever is meant'), ("9" * 5000, '"9.99%"')],
)
def test_a_share_may_have_been_meant_as_a_percentage(written: str, hint: str) -> None:
    text = json.dumps(subject(share=0)).replace('"share": 0', f'"share": {written}')
    assert problems(text)[0].hint == hint


def test_a_subject_without_a_party_is_told_which_there_are() -> None:
    hint = problems('{"id": "a"}')[0].hint
    assert hint is not None
    assert '"party": "Insurer"' in hint


def test_more_than_a_hundred_mistakes_are_counted() -> None:
    found = problems(json.dumps(subject(**{f"x{number}": 1 for number in range(250)})))
    assert len(found) == PROBLEMS
    assert (found[-1].code, found[-1].message.split(",")[0]) == ("F0065", "151 more mistakes")


def test_several_subjects_have_their_ids_in_the_paths() -> None:
    text = json.dumps(
        {"schema": "prazo-facts/1", "subjects": [subject(line="x"), {"party": "Insurer", "id": "b", "line": 1}, {}]}
    )
    assert codes(text) == [
        ("F0022", "subjects[acme].line"),
        ("F0022", "subjects[b].line"),
        ("F0033", "subjects[3]"),
        ("F0032", "subjects[3]"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "F0006"),
        ("  \n", "F0006"),
        ("[]", "F0008"),
        ('"acme"', "F0008"),
        ("null", "F0008"),
        ("{", "F0001"),
        ('{"a": 1,}', "F0001"),
        ('{"party": "Insurer", "id": "a"} {}', "F0001"),
        ('{"party": "Insurer", "id": "a\tb"}', "F0001"),
        (b"\xff\xfe{\x00", "F0003"),
        (b"\x89PNG\r\n\x1a\n\x00", "F0003"),
        ('{"party": "Insurer", "id": "a", "schema": "prazo-facts/9"}', "F0005"),
        ('{"party": "Insurer", "id": "a", "line": "life", "line": "life"}', "F0004"),
        ('{"party": "Insurer", "id": "a", "agents": [{"id": "x", "resident": true, "resident": false}]}', "F0004"),
        ('{"party": "Insurer", "id": "a", "staff": 1e400}', "F0015"),
        ('{"party": "Insurer", "id": "a", "staff": -Infinity}', "F0015"),
        ('{"party": "Insurer", "id": "a", "staff": ' + "9" * 5000 + "}", "F0026"),
        ('{"party": "Holding", "id": "a"}', "F0030"),
        ('{"party": 3, "id": "a"}', "F0030"),
        ('{"id": "a"}', "F0032"),
        ('{"party": "Insurer"}', "F0033"),
        ('{"party": "Insurer", "id": ""}', "F0035"),
        ('{"party": "Insurer", "id": 17}', "F0035"),
        ('{"party": "Insurer", "id": "\\ud800"}', "F0035"),
        ('{"subjects": []}', "F0006"),
        ('{"subjects": {}}', "F0050"),
        ('{"subjects": [{"party": "Insurer", "id": "a"}], "subject": 1}', "F0031"),
        ('{"subjects": [{"party": "Insurer", "id": "a"}, {"party": "Insurer", "id": "a"}]}', "F0034"),
        ("[" * 10_000, "F0060"),
        ('{"a":' * 10_000, "F0060"),
        ('{"party": "Insurer", "id": "a", "agents": ' + "[" * 17 + "]" * 17 + "}", "F0060"),
        ('{"party": "Insurer", "id": "a", ' + ", ".join(f'"k{n}": 1' for n in range(20_000)) + "}", "F0061"),
        ('{"party": "Insurer", "id": "a", "agents": [' + "{}, " * 100_000 + "{}]}", "F0062"),
        (" " * (BYTES_OF_SUBJECT + 1), "F0064"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "long",
)
def test_a_text_that_is_no_document_is_refused(text: bytes | str, code: str) -> None:
    assert [found for found, _ in codes(text)] == [code]


def test_brackets_inside_texts_are_no_depth() -> None:
    assert one(motto="[" * 50 + '"\\' + "{" * 50).get("motto") == "[" * 50 + '"\\' + "{" * 50


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(subject(line="life")).encode()).subjects[0].get("line") == "life"


def test_an_item_without_an_id_gets_its_place_with_a_note() -> None:
    facts = read(json.dumps(subject(agents=[{"id": "A"}, {"resident": True}])))
    assert [(note.code, note.path) for note in facts.notes] == [("F0052", "agents[2]")]
    assert facts.subjects[0].get("agents") == Items(
        (Record("Agent", "A", {}), Record("Agent", "2", {"resident": True}))
    )


def test_by_a_day_after_the_check_is_noted_and_unknown_also_inside_lists_and_series() -> None:
    late = {"by": "2021-07-01"}
    facts = read(
        json.dumps(subject(signing=late, send_accounts={"2021-Q1": late}, holdings=[{"id": "h", "bought": late}]))
    )
    assert [(note.code, note.path) for note in facts.notes] == [
        ("F0072", "signing"),
        ("F0072", "send_accounts.2021-Q1"),
        ("F0072", "holdings[h].bought"),
    ]
    holdings = Items((Record("Holding", "h", {}),))
    assert facts.subjects[0] == Record("Insurer", "acme", {"send_accounts": Series({}), "holdings": holdings})


def test_allowing_extra_names_notes_and_leaves_them_out() -> None:
    text = json.dumps(subject(captial=1, required_margin="MOP 1", agents=[{"id": "A", "x": 1}]))
    facts = read(text, allow_extra=True)
    assert [(note.code, note.path) for note in facts.notes] == [("F0039", ""), ("F0039", ""), ("F0039", "agents[A]")]
    assert facts.digest == read(json.dumps(subject(agents=[{"id": "A"}]))).digest


def test_lines_are_subjects_and_a_bad_line_does_not_hide_the_others() -> None:
    good = json.dumps(subject(line="life"))
    assert read(good + "\r\n\n" + good.replace("acme", "b"), "jsonl").subjects[1].id == "b"
    assert codes(
        good + "\n{oops\n" + good + "\n" + json.dumps({"party": "Insurer", "id": "c", "line": 3}), "jsonl"
    ) == [
        ("F0001", ""),
        ("F0034", "subjects[acme]"),
        ("F0022", "subjects[c].line"),
    ]
    assert "line 2, column 2" in problems(good + "\n{oops", "jsonl")[0].message


def test_an_unknown_format_is_refused() -> None:
    assert codes("{}", "xml") == [("F0009", "")]


YAML = """
party: Insurer
id: 017
line: life
resident: no
capital: MOP 45000000.00
staff: 12
share: 9.99%
motto: "null"
founded: 2020-02-29
signing: never
yen: ~
agents:
  - {id: A, resident: true}
  - id: B
"""


def test_yaml_scalars_are_typed_by_the_declaration() -> None:
    assert read(YAML, "yaml").subjects[0] == Record(
        "Insurer",
        "017",
        {
            "line": "life",
            "resident": False,
            "capital": Fraction(45_000_000),
            "share": Fraction(999, 10000),
            "staff": Fraction(12),
            "founded": date(2020, 2, 29),
            "motto": "null",
            "signing": NEVER,
            "agents": Items((Record("Agent", "A", {"resident": True}), Record("Agent", "B", {}))),
        },
    )


@pytest.mark.parametrize(
    ("lines", "code", "path"),
    [
        ("staff: 012", "F0017", "staff"),
        ("staff: 1_000", "F0017", "staff"),
        ("staff: 0x1F", "F0017", "staff"),
        ("staff: .inf", "F0017", "staff"),
        ("staff: 1e3", "F0015", "staff"),
        ("result: 1_000", "F0017", "result"),
        ('resident: "yes"', "F0011", "resident"),
        ("motto: &a life", "F0007", "motto"),
        ("motto: *a", "F0007", "motto"),
        ("motto: !!str life", "F0007", "motto"),
        ("motto: !!python/object/apply:os.system [echo]", "F0007", "motto"),
        ("agents: &a [*a, *a]", "F0007", "agents"),
        ("line: life\nline: life", "F0004", ""),
        ("<<: {line: life}", "F0031", ""),
    ],
)
def test_yaml_that_is_not_plain_is_refused_where_it_stands(lines: str, code: str, path: str) -> None:
    assert codes(f"party: Insurer\nid: a\n{lines}\n", "yaml") == [(code, path)]


@pytest.mark.parametrize("written", ["!!python/object/apply:os.system [echo]", "&a Insurer", "*a"])
def test_a_party_that_is_not_plain_yaml_is_refused_as_such(written: str) -> None:
    assert codes(f"id: a\nparty: {written}\n", "yaml") == [("F0007", "party")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("party: Insurer\nid: a\n---\nparty: Insurer\nid: b\n", "F0002"),
        ("a: [", "F0002"),
        ("a: b: c: d", "F0002"),
        ("? [a]\n: 1", "F0002"),
        ("a: \0", "F0002"),
        ('a: "\\U99999999"', "F0002"),
        ("%YAML 9.9\n---\na: 1", "F0002"),
        ("- " * 10_000, "F0060"),
        ("[" * 10_000, "F0060"),
        ("a: 1\n" * 300_000, "F0064"),
        ("---\n", "F0008"),
        ("*a", "F0007"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "long",
)
def test_yaml_that_is_no_document_is_refused(text: str, code: str) -> None:
    assert [found for found, _ in codes(text, "yaml")] == [code]


def test_a_python_mapping_takes_exact_values_and_no_floats() -> None:
    given = subject(
        capital=Decimal("45.50"), staff=12, founded=date(2020, 1, 1), signing=NEVER, line=UNKNOWN, result=Fraction(1, 4)
    )
    record = structure(PROGRAM, given, day=DAY).subjects[0]
    assert record.facts == {
        "capital": Fraction(91, 2),
        "result": Fraction(1, 4),
        "staff": Fraction(12),
        "founded": date(2020, 1, 1),
        "signing": NEVER,
    }
    bad = subject(
        capital=45.5,
        result=Fraction(1, 3),
        staff=10**5000,
        yen=Decimal("NaN"),
        motto=b"x",
        agents=[{"id": "A", "resident": 1.0}],
    )
    with pytest.raises(FactsError) as caught:
        structure(PROGRAM, bad, day=DAY)
    assert [problem.code for problem in caught.value.problems] == ["F0027", "F0015", "F0026", "F0015", "F0010", "F0027"]


def test_a_mapping_that_holds_itself_is_too_deep() -> None:
    circle: dict[str, object] = {"id": "h"}
    circle["pledges"] = [circle]
    with pytest.raises(FactsError) as caught:
        structure(PROGRAM, subject(holdings=[circle]))
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("F0060", "")]


def test_the_digest_is_of_what_the_facts_say() -> None:
    text = json.dumps(subject(line="life", capital="MOP 5.50", agents=[{"resident": True}]))
    same = [
        read(
            '{"id":"acme","agents":[{"resident":true,"id":"1"}],"capital":5.5,"line":"life","party":"Insurer","yen":null}'
        ),
        read(json.dumps({"subjects": [json.loads(text)]})),
        read(text, "jsonl"),
        read("party: Insurer\nid: acme\nline: life\ncapital: MOP 5.5\nagents: [{resident: yes}]\n", "yaml"),
    ]
    assert {facts.digest for facts in same} == {read(text).digest}
    assert read(text).digest.startswith("sha256:")
    assert len(read(text).digest) == len("sha256:") + 64


def test_the_digest_keeps_the_order_of_lists_and_not_that_of_histories() -> None:
    first, second = {"id": "a"}, {"id": "b"}
    assert (
        read(json.dumps(subject(agents=[first, second]))).digest
        != read(json.dumps(subject(agents=[second, first]))).digest
    )
    early, late = {"from": "2020-01-01", "value": 1}, {"from": "2021-01-01", "value": 2}
    assert (
        read(json.dumps(subject(staff=[early, late]))).digest == read(json.dumps(subject(staff=[late, early]))).digest
    )


def test_the_digest_does_not_depend_on_the_day() -> None:
    text = json.dumps(subject(signing={"by": "2021-07-01"}))
    later = read_facts(PROGRAM, text, day=date(2022, 1, 1))
    assert read(text).digest == later.digest
    assert later.subjects[0].get("signing") == ByDay(date(2021, 7, 1))


def _never_crashes(text: bytes | str, format: str) -> None:
    """Fails by any error but ``FactsError``, which cannot be made without a problem."""
    with contextlib.suppress(FactsError):
        assert read(text, format).subjects


@given(JSON | SUBJECTS, st.sampled_from(["json", "jsonl", "yaml"]), st.booleans())
def test_any_json_gives_facts_or_a_coded_error(value: object, format: str, ascii: bool) -> None:
    _never_crashes(json.dumps(value, ensure_ascii=ascii), format)


@given(st.binary() | st.text(), st.sampled_from(["json", "jsonl", "yaml"]))
def test_any_text_gives_facts_or_a_coded_error(text: bytes | str, format: str) -> None:
    _never_crashes(text, format)


@given(st.text(st.sampled_from("{}[]:,-?&*!|>'\"%@# \n\tab1~"), max_size=40))
def test_any_yaml_gives_facts_or_a_coded_error(text: str) -> None:
    _never_crashes("party: Insurer\nid: a\nagents: " + text, "yaml")


def test_nothing_reads_the_clock() -> None:
    folder = Path(read_facts.__code__.co_filename).parent
    assert not [file.name for file in folder.glob("*.py") if "today(" in file.read_text() or "now(" in file.read_text()]
