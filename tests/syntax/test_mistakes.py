"""Mistakes: each gets its code and place, one a line, and what stands around them is still read."""

import re

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from prazo.dsl.diagnostics.model import Diagnostic, Source
from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.formatter import format_source
from prazo.dsl.syntax.parser import parse
from tests.syntax.test_samples import SAMPLE


def found_in(text: str) -> tuple[Diagnostic, ...]:
    return parse(Source("bad.prazo", text))[1]


def one(line: str, head: str = "requirement x") -> tuple[str, str, str | None, str]:
    """Code, underlined text, hint and message of the only mistake of a line."""
    text = f"{head}\n  {line}\n"
    (finding,) = found_in(text)
    span = finding.places[0].span
    return finding.code, text[span.start : span.end], finding.hint, finding.message


@pytest.mark.parametrize(
    ("line", "code", "place", "fix"),
    [
        ("withn 30 days of signing", "P0108", "30", "within"),
        ("cotes 17(1)", "P0108", "17", "cites"),
        ("capital >= MOP 30M fi life", "P0108", "fi", '"if"'),
        ("capital is MOP 30M", "P0108", "MOP 30M", '"="'),
        ("capital >= 3 orlife", "P0108", "orlife", None),
        ("capital >=", "P0109", ">=", None),
        ("within 30 days of", "P0109", "of", None),
        ('note "no end', "P0128", '"no end', '"'),
        ("capital >= MOP30M", "P0129", "MOP30M", "MOP 30M"),
        ("capital >= 30M MOP", "P0129", "30M MOP", "MOP 30M"),
        ("capital >= MOP 30,00", "P0120", "MOP 30,00", "3,000"),
        ("capital >= MOP 30M， if life", "P0118", "，", "write ,"),
        ("（capital >= MOP 30M）", "P0118", "（", "write ("),
        ("note “text”", "P0119", "“", '"'),
        ("without prejudice to 17(1)", "P0117", "without prejudice to", "prevails over"),
        ("subject to x", "P0117", "subject to", "except where"),
        ("Notwithstanding x", "P0117", "Notwithstanding", "in addition to"),
        ("(capital >= MOP 30M", "P0134", "(", ")"),
        ("capital >= MOP 30M)", "P0134", ")", "("),
        ("on unless", "P0110", "unless", None),
        ("where note", "P0110", "note", None),
        ("by 2021-02-30", "P0123", "2021-02-30", "2021-02-28"),
        ("by 2021-2-3", "P0123", "2021-2-3", "2021-02-03"),
        ("by 0000-01-01", "P0124", "0000-01-01", None),
        ("by 99999-01-01", "P0124", "99999-01-01", None),
        ("within 40000 days of signing", "P0125", "40000 days", None),
        ("within 1.5 days of signing", "P0126", "1.5", None),
        (f"capital >= MOP {'9' * 39}", "P0121", f"MOP {'9' * 39}", None),
        ("capital >= MOP 1.1234567890123", "P0122", "MOP 1.1234567890123", None),
        (f"{'a' * 129} >= MOP 1", "P0111", "a" * 129, None),
        ("cap\u0456tal >= MOP 1", "P0114", "cap\u0456tal", None),
        ("\u0441\u0430\u0440\u0435 >= MOP 1", "P0114", "\u0441\u0430\u0440\u0435", None),
        ("e\u0301poca >= MOP 1", "P0112", "e\u0301poca", "\u00e9poca"),
        ("fee\u0663 >= MOP 1", "P0113", "fee\u0663", None),
        ("fee >= MOP \uff11", "P0118", "\uff11", "write 1"),
        ("cap\u202eital >= MOP 1", "P0103", "\u202e", None),
        ("a  method is x", "P0137", "a", "one of"),
        ("capital >= MOP 1 if a, from v, from w", "P0133", ", from w", None),
        ("cites 17(1),", "P0136", ",", None),
        ("capital; life", "P0108", ";", "delete"),
    ],
)  # fmt: skip
def test_one_mistake(line: str, code: str, place: str, fix: str | None) -> None:
    found_code, found_place, hint, message = one(line)
    assert (found_code, found_place) == (code, place), message
    assert fix is None or (hint is not None and fix in hint), hint


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("capital > = MOP 5M", "without a space"),
        ("capital is at least MOP 5M", '">="'),
        ("capital at least MOP 5M", '">="'),
        ("capital is at most MOP 5M", '"<="'),
        ("capital is less than MOP 5M", '"<"'),
        ("capital >= MOP 5.000.000", "commas"),
        ("capital >= 5 million MOP", "currency first"),
        ("capital >= 5M", "currency first"),
        ("capital >= MOP 5M when life", '"if"'),
        ("capital >= MOP 5M, if life", "without the comma"),
        ("article 17(1)", '"cites"'),
        ("cites art. 17(1)", "cites 17(1)"),
        ("shall pay within 3 days of signing", '"must"'),
        ("within 30 business days of signing", '"working days"'),
        ("within 30 calendar days of signing", '"days"'),
        ("within working 20 days of signing", "number first"),
        ("each quater", '"quarter"'),
        ("30 days of signing", '"within"'),
        ("15 days before signing", '"at least"'),
        ("must pay within 30 days from signing", '"of"'),
        ("within thirty days of signing", "digits"),
        ("within 30 days", "of what"),
        ("not later than 30 days after signing", '"no later than"'),
        ("by 31/12/2024", "2024-12-31"),
        ("by 31 December 2024", "2024-12-31"),
        ("before 2024-12-31", '"by"'),
        ("within 30 days of the signing", "event alone"),
    ],
)
def test_a_habit_of_writing_is_met_with_the_right_way(line: str, fix: str) -> None:
    _, _, hint, message = one(line)
    assert hint is not None, message
    assert fix in hint


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("given Insurer with line is life", "after the name of the fact"),
        ("given Insurer with line life and capital MOP 3M", "commas"),
        ("on 2021-06-30 expect x is breached", "after the name of the norm"),
        ("on 2021-06-30 expect x breach", "breached"),
        ("expect x breached", "begin with the day"),
        ("given Insurer with signing 4 January 2021, line life", "2024-12-31"),
        ("given Insurer with signing 04/01/2021", "2024-12-31"),
    ],
)
def test_a_habit_in_scenarios(line: str, fix: str) -> None:
    _, _, hint, message = one(line, 'scenario "x"')
    assert hint is not None, message
    assert fix in hint


def test_what_a_norm_may_come_to_is_listed() -> None:
    _, place, _, message = one("on 2021-06-30 expect x broken, y compliant", 'scenario "x"')
    assert place == "broken"
    assert "a status (compliant, breached, pending, undetermined or not applicable)" in message


def test_what_is_expected_is_said_in_words() -> None:
    *_, message = one("must send by end of next month")
    assert '"the end of"' in message


@pytest.mark.parametrize(
    ("line", "place"),
    [("converted into MOP at rate of signing", "converted into")],
)
def test_a_line_of_a_later_version_is_called_so(line: str, place: str) -> None:
    assert one(line)[:2] == ("P0107", place)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("capital >= MOP 30M\n", "P0104"),
        ("use a.b\n  capital >= MOP 30M\n", "P0105"),
        ("obligaton x\n  must pay\n", "P0106"),
        ("use a.b\nprty X, more facts\n  fee money\n  paid event\n", "P0106"),
        ("use a.b\nreccord X, more facts\n  fee money\n  paid event\n", "P0106"),
        ("calendar x\n  on Insurer\n", "P0107"),
        ('party X "x\n', "P0128"),
        (f'party X "{"x" * 501}"\n', "P0115"),
        ('party X "a" en "b"\n', "P0130"),
        ("party X\n  fee money each quarter each year\n", "P0131"),
        ("party X\n  fee money by AMCM\n", "P0132"),
        ('party X\n  value life "life"\n', "P0141"),
        ("party X\n  kind one of money, other\n", "P0110"),
        ('scenario "x"\n  capital MOP 30M\n', "P0142"),
        ('scenario "x"\n  on 2021-01-01 expect x >= MOP 1\n', "P0143"),
        ("requirement x\n  one of\n    a  within 3 days of x\n", "P0140"),
        ("requirement x\0\n", "P0102"),
    ],
)
def test_one_mistake_of_a_block(text: str, code: str) -> None:
    assert [finding.code for finding in found_in(text)] == [code]


def test_words_of_the_parser_are_not_shown() -> None:
    for line in ("capital >= ", "within", "within 3", "on", "must", "x is", "from", "3 of", "at least", "count of"):
        message = one(line)[3]
        assert not re.search("[A-Z_]{5,}", message), message
        assert "token" not in message.lower()


def test_an_expected_phrase_is_shown_by_its_look() -> None:
    assert "a limit such as: within 30 days of signing" in one("within 30")[3]
    assert "money, yes or no, event" in one("capital moneyy", "party X")[3]


def test_every_mistake_of_several_blocks_is_reported_and_the_rest_is_read() -> None:
    text = """requirement a
  withn 30 days of signing
  capital >= MOP 30M if life
  capital >= >= 3
obligaton b "B"
  must pay
  within 3 dais of signing
requirement c
  within 30 days of signing
  by 2021-02-30
party d
  fee moneyy
  fie money
"""
    module, found = parse(Source("several.prazo", text))
    rows = [Source("several.prazo", text).position(finding.places[0].span.start)[0] for finding in found]
    assert rows == [2, 4, 5, 7, 10, 12]
    assert [type(block).__name__ for block in module.blocks] == ["Norm", "Norm", "Party"]
    first, third, party = module.blocks
    assert isinstance(first, t.Norm)
    assert isinstance(third, t.Norm)
    assert isinstance(party, t.Party)
    assert (len(first.lines), len(third.lines), len(party.lines)) == (1, 1, 1)


def test_at_most_a_hundred_mistakes_and_a_word_about_the_rest() -> None:
    found = found_in("requirement x\n" + "  capital >= >= 3\n" * 500)
    assert len(found) == 101
    assert found[-1].code == "P0135"


def test_the_same_text_gives_the_same_mistakes() -> None:
    text = SAMPLE.replace("MOP", "MPO ").replace("within", "withn")
    assert [f.message for f in found_in(text)] == [f.message for f in found_in(text)]


def test_an_empty_file_is_an_empty_module() -> None:
    for text in ("", "\n\n", "\ufeff", "   \r\n"):
        assert parse(Source("empty.prazo", text)) == (t.Module(()), ())


def test_line_ends_of_any_system_and_a_mark_at_the_start() -> None:
    plain = parse(Source("x", SAMPLE))
    assert parse(Source("x", SAMPLE.replace("\n", "\r\n"))) == plain
    assert parse(Source("x", "\ufeff" + SAMPLE)) == plain


def test_indentation_says_nothing() -> None:
    bare = "\n".join(line.strip() for line in SAMPLE.splitlines())
    assert parse(Source("x", bare))[1] == ()
    assert parse(Source("x", bare))[0] == parse(Source("x", SAMPLE))[0]


BIG = 200_000


@pytest.mark.parametrize(
    "text",
    [
        "requirement x\n  " + "(" * 10_000 + "a" + ")" * 10_000 + " >= MOP 1\n",
        "requirement x\n  " + "not " * 10_000 + "a\n",
        "requirement x\n  a >= " + "a + " * 10_000 + "a\n",
        "requirement x\n  a >= " + "half of " * 10_000 + "a\n",
        "requirement x\n  a >= " + "50% of " * 10_000 + "a\n",
        "requirement x\n  a >= " + "a\ttimes\t" * 10_000 + "a\n",
    ],
)
def test_nesting_has_a_limit(text: str) -> None:
    assert [finding.code for finding in found_in(text)] == ["P0116"]


def test_long_lists_are_not_nested() -> None:
    conditions = " and ".join(["a"] * 10_000)
    module, found = parse(Source("x", f"requirement x\n  {conditions}\n"))
    assert found == ()
    assert isinstance(module.blocks[0], t.Norm)


def test_a_file_has_a_largest_size() -> None:
    (finding,) = found_in("# " + "x" * (2 * 1024 * 1024))
    assert finding.code == "P0101"


@pytest.mark.parametrize(
    "piece", ['"', "\\", "(", "#", ",", "\r", "\n", "a ", "and ", "MOP ", "9", "保", "= ", '"a" ', "of "]
)
def test_a_long_run_of_anything_is_answered(piece: str) -> None:
    text = "requirement x\n  " + piece * (BIG // len(piece))
    module, found = parse(Source("x", text))
    assert isinstance(module, t.Module)
    assert all(0 <= f.places[0].span.start <= f.places[0].span.end <= len(text) for f in found)


_quiet = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@_quiet
@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    module, found = parse(Source("x", text))
    assert isinstance(module, t.Module)
    assert all(finding.code.startswith("P01") for finding in found)


_pieces = st.sampled_from(
    ["", '"', "(", ")", ",", "\n", " ", "if ", "within 3 ", "MOP 3", "#", "保", "requirement y\n", "\x00"]
)


@_quiet
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 12), _pieces), min_size=1, max_size=4))
def test_any_change_of_a_program_is_answered(changes: list[tuple[int, int, str]]) -> None:
    text = SAMPLE
    for place, length, piece in changes:
        text = text[:place] + piece + text[place + length :]
    module, found = parse(Source("x", text))
    formatted, mistakes = format_source(Source("x", text))
    assert mistakes == found
    assert (formatted is None) == bool(found)
    if formatted is not None:
        assert parse(Source("x", formatted)) == (module, ())
