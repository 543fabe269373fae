"""How a finding looks: the examples of the documentation, and the texts that break an underline."""

from __future__ import annotations

import pytest

from prazo.dsl.diagnostics.codes import diagnostic
from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.diagnostics.render import render_all, render_text, to_json
from prazo.dsl.diagnostics.visible import cells
from prazo.dsl.facts.problems import problem, render_problem
from prazo.dsl.syntax.tree import Span


def at(source: Source, line: int, text: str, label: str = "") -> Place:
    """The place of ``text`` in a line of the source."""
    start = source.line_starts[line - 1] + source.line(line).index(text)
    return Place(source, Span(start, start + len(text)), label)


def source(name: str, **lines: str) -> Source:
    """A source whose only lines with text are those given: ``L31="..."``."""
    numbered = {int(key[1:]): text for key, text in lines.items()}
    return Source(name, "\n".join(numbered.get(n, "") for n in range(1, max(numbered) + 1)))


def test_a_name_that_can_mean_two_things() -> None:
    access = source("access.prazo", L31="  capital >= MOP 30M if life")
    found = diagnostic(
        "P0204",
        at(access, 31, "life", "line is life, or benefit is life"),
        hint='write "line is life" or "benefit is life"',
        name="life",
    )
    assert render_text(found) == (
        'error P0204: "life" can mean two things here\n'
        "  access.prazo, line 31\n"
        "   31 │   capital >= MOP 30M if life\n"
        "      │                         ──── line is life, or benefit is life\n"
        '  help: write "line is life" or "benefit is life"'
    )


def test_two_lines_and_a_label_at_the_second() -> None:
    solvency = source(
        "solvency.prazo",
        L12="    up to MOP 40M      50% of it",
        L13="    MOP 40M and above MOP 20M + 25% of the excess over MOP 40M",
    )
    found = diagnostic(
        "P0311",
        at(solvency, 12, "up to MOP 40M"),
        at(solvency, 13, "MOP 40M and above", "both cover exactly MOP 40M"),
        hint='did you mean "above MOP 40M"?',
    )
    assert render_text(found) == (
        "error P0311: these two lines can both apply, and say different amounts\n"
        "  solvency.prazo, lines 12 and 13\n"
        "   12 │     up to MOP 40M      50% of it\n"
        "      │     ─────────────\n"
        "   13 │     MOP 40M and above MOP 20M + 25% of the excess over MOP 40M\n"
        "      │     ───────────────── both cover exactly MOP 40M\n"
        '  help: did you mean "above MOP 40M"?'
    )


def test_an_unknown_fact() -> None:
    access = source("access.prazo", L9="  captial >= MOP 60M if life")
    place = at(access, 9, "captial", "nearest: capital (money, 公司資本)")
    assert render_text(diagnostic("P0127", place, party="Insurer", name="captial")) == (
        'error P0127: Insurer has no fact "captial"\n'
        "  access.prazo, line 9\n"
        "    9 │   captial >= MOP 60M if life\n"
        "      │   ─────── nearest: capital (money, 公司資本)"
    )


def test_two_places_on_one_line() -> None:
    branch = source("branch.prazo", L20="  capital >= HKD 30M")
    label = "capital is in MOP (declared in parties.prazo, line 7), this amount is in HKD"
    found = diagnostic(
        "P0402",
        at(branch, 20, "capital"),
        at(branch, 20, "HKD 30M", label),
        hint='write the amount in MOP, or "converted into MOP at RATE of DAY"',
    )
    assert render_text(found) == (
        "error P0402: amounts in two currencies do not compare\n"
        "  branch.prazo, line 20\n"
        "   20 │   capital >= HKD 30M\n"
        f"      │   ───────    ─────── {label}\n"
        '  help: write the amount in MOP, or "converted into MOP at RATE of DAY"'
    )


def test_labels_that_quote_stand_before_the_lines() -> None:
    access = source("access.prazo", L14="  until law_21_2020", L17="  from transition_end")
    found = diagnostic(
        "P0518",
        at(access, 14, "until law_21_2020", '"until law_21_2020" ends on 2020-09-22'),
        at(access, 17, "from transition_end", '"from transition_end" begins on 2021-01-01'),
        begin="2020-09-22",
        end="2020-12-31",
    )
    assert render_text(found) == (
        "error P0518: nothing says what applies from 2020-09-22 to 2020-12-31\n"
        '  access.prazo, line 14: "until law_21_2020" ends on 2020-09-22, '
        'line 17: "from transition_end" begins on 2021-01-01\n'
        "   14 │   until law_21_2020\n"
        "      │   ─────────────────\n"
        "   17 │   from transition_end\n"
        "      │   ───────────────────"
    )


def test_two_labels_on_one_line() -> None:
    branch = source("branch.prazo", L2="  capital >= HKD 30M")
    found = diagnostic("P0402", at(branch, 2, "HKD 30M", "in HKD"), at(branch, 2, "capital", "in MOP"))
    assert render_text(found).splitlines()[2:] == [
        "    2 │   capital >= HKD 30M",
        "      │   ───────    ─────── in HKD",
        "      │   in MOP",
    ]


def test_places_in_two_files() -> None:
    one, two = source("a.prazo", L1="party Insurer"), source("b.prazo", L1200="party Insurer")
    found = diagnostic("P0205", at(one, 1, "Insurer", "first"), at(two, 1200, "Insurer", "again"), name="Insurer")
    assert render_text(found).splitlines()[1:] == [
        "  a.prazo, line 1",
        "    1 │ party Insurer",
        "      │       ─────── first",
        "  b.prazo, line 1200",
        "  1200 │ party Insurer",
        "       │       ─────── again",
    ]


@pytest.mark.parametrize(
    ("line", "marked", "before", "under"),
    [
        ("資本 >= 最低資本", "最低資本", 8, 8),
        ("ｃａｐ >= x", "x", 10, 1),
        ("cafe\u0301 >= x", "cafe\u0301", 0, 4),
        ("cafe\u0301 >= x", "x", 8, 1),
        ("\tcapital", "capital", 4, 7),
        ("ab\tcapital", "capital", 4, 7),
        ("資\tcapital", "capital", 4, 7),
        ("\u202ecapital", "capital", 6, 7),
        ("\x1b[31mcapital", "capital", 8, 7),
    ],
)
def test_underline_stands_under_its_text(line: str, marked: str, before: int, under: int) -> None:
    text = source("a.prazo", L1=line)
    rows = render_text(diagnostic("P0201", at(text, 1, marked), name="x")).splitlines()
    gutter = "      │ "
    assert rows[3] == gutter + " " * before + "─" * under
    shown = rows[2][len(gutter) :]
    assert cells(shown) >= before + under


@pytest.mark.parametrize(
    "hidden", ["\x1b", "\r", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\u2028", "\ud800", "\x00"]
)
def test_nothing_hidden_reaches_the_terminal(hidden: str) -> None:
    bad = f"a{hidden}b"
    text = Source(f"{bad}.prazo", f"party {bad} # {bad}")
    found = diagnostic("P0201", Place(text, Span(6, 9), bad), hint=bad, name=bad)
    for color in (False, True):
        shown = render_text(found, color)
        if hidden != "\x1b" or not color:
            assert hidden not in shown
        assert "a\x1bb" not in shown
        assert shown.count("\n") == 4
        assert f"{ord(hidden):02x}" in shown
    assert hidden not in render_problem(problem("F0031", bad, name=bad, hint=bad), bad)


def test_colour_changes_nothing_but_escapes() -> None:
    import re

    text = source("a.prazo", L3="  資本 >= MOP 1")
    found = diagnostic("P0201", at(text, 3, "資本", "here"), hint="help", name="資本", severity="warning")
    assert render_text(found).startswith("warning P0201:")
    colored = render_text(found, color=True)
    assert colored != render_text(found)
    assert re.sub("\x1b\\[[0-9]+m", "", colored) == render_text(found)


def test_a_long_line_is_cut_around_its_underline() -> None:
    line = "x " * 5000 + "wrong" + " y" * 5000
    rows = render_text(diagnostic("P0201", at(source("a.prazo", L1=line), 1, "wrong"), name="wrong")).splitlines()
    assert cells(rows[2]) < 120
    assert cells(rows[3]) < 120
    start = rows[3].index("─")
    assert rows[2][start : start + 5] == "wrong"
    assert rows[2][8] == "…"
    assert rows[2][-1] == "…"


def test_far_apart_on_one_long_line() -> None:
    line = "left" + " x" * 500 + " right"
    text = source("a.prazo", L1=line)
    rows = render_text(diagnostic("P0201", at(text, 1, "left"), at(text, 1, "right"), name="x")).splitlines()
    assert len(rows) == 6
    for shown, underline, word in ((rows[2], rows[3], "left"), (rows[4], rows[5], "right")):
        assert shown[underline.index("─") : underline.rindex("─") + 1] == word


def test_a_place_over_several_lines_shows_its_first() -> None:
    text = Source("a.prazo", "party A\n  capital money\n")
    assert render_text(diagnostic("P0201", Place(text, Span(0, 23)), name="x")).splitlines()[2:] == [
        "    1 │ party A",
        "      │ ───────",
    ]


@pytest.mark.parametrize("text", ["", "\n", "party A\n", "party A"])
def test_a_place_at_the_end_of_the_file(text: str) -> None:
    place = Place(Source("a.prazo", text), Span(len(text), len(text)))
    assert render_text(diagnostic("P0201", place, name="x")).count("─") == 1


def test_many_places_are_counted() -> None:
    text = Source("a.prazo", "x\n" * 50)
    places = [Place(text, Span(2 * n, 2 * n + 1)) for n in range(50)]
    assert render_text(diagnostic("P0209", *places, circle="x")).splitlines()[-1] == "  and 42 more places"


def test_at_most_a_hundred_of_a_file() -> None:
    one, two = Source("a.prazo", "x\n" * 130), Source("b.prazo", "y\n")
    found = [diagnostic("P0201", Place(one, Span(2 * n, 2 * n + 1)), name="x") for n in reversed(range(130))]
    found.append(diagnostic("P0201", Place(two, Span(0, 1)), name="y"))
    blocks = render_all(found).split("\n\n")
    assert len(blocks) == 102
    assert blocks[0].splitlines()[1] == "  a.prazo, line 1"
    assert blocks[100] == "a.prazo: 30 more mistakes not shown"
    assert '"y"' in blocks[101]


def test_as_data() -> None:
    text = Source("a.prazo", "party A\n  captial money\n")
    found = diagnostic("P0127", at(text, 2, "captial", "nearest: capital"), hint="fix", party="A", name="captial")
    assert to_json(found) == {
        "code": "P0127",
        "severity": "error",
        "message": 'A has no fact "captial"',
        "places": [
            {"file": "a.prazo", "line": 2, "column": 3, "end_line": 2, "end_column": 10, "label": "nearest: capital"}
        ],
        "hint": "fix",
    }


def test_without_a_place() -> None:
    assert render_text(Diagnostic("E0004", "there is no file", ())) == "error E0004: there is no file"


def test_a_wrong_fact() -> None:
    wrong = problem("F0012", "capital", found='"45M"', hint='"MOP 45000000"')
    assert render_problem(wrong, "acme.json") == (
        'error F0012: capital: "45M" is not an amount\n  acme.json, $.capital\n  help: "MOP 45000000"'
    )
    unknown = problem("F0031", "agents[B]", name="residant", nearest="resident (yes or no)")
    assert render_problem(unknown) == 'error F0031: agents[B]: no fact "residant"; nearest: resident (yes or no)'


def test_a_problem_of_the_whole_document() -> None:
    whole = problem("F0006", "")
    assert render_problem(whole, "a.json") == "error F0006: there are no facts in this file\n  a.json, $"
