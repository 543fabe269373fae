"""A report as Markdown, and what strangers' names cannot do in it."""

import attrs
import pytest

from prazo.dsl.report.document import report_document
from prazo.dsl.report.markdown import escaped, report_markdown
from tests.report.samples import ON, rules, subject


def test_the_open_verdicts_are_a_table_and_the_rest_a_list() -> None:
    made = report_document(rules().program, rules().times, [subject()], "", ON, {"readings": "all"})
    shown = report_markdown(made, rules().program)
    assert shown.splitlines()[:8] == [
        "## Company acme on 2021-06-30, under The law (LAW, second)",
        "",
        "**1 breached · 1 undetermined · 1 pending · 1 compliant · 1 not applicable**",
        "",
        "| status | provision | duty | why |",
        "|---|---|---|---|",
        "| breached | LAW 17(1) | Enough capital | MOP 45,000,000 found, MOP 60,000,000 required (capital)"
        "<br>since Tuesday 22 September 2020 |",
        "| undetermined | LAW 3 | One agent lives here | not known: agents\\[B\\].resident (ask: company), agents"
        "<br>possible: compliant or breached<br>the official readings differ |",
    ]
    assert "- not applicable: LAW 3 No sale without approval: an exception holds" in shown
    assert f"`{made['decision']}`" in shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![x](http://evil.example/i.png)", "\\!\\[x\\](http\\://evil.example/i.png)"),
        ("[a](javascript:alert(1))", "\\[a\\](javascript:alert(1))"),
        ("<img src=x>", "\\<img src=x\\>"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("a|b", "a\\|b"),
        ("`code`", "\\`code\\`"),
        ("*b* _i_ ~s~ $m$", "\\*b\\* \\_i\\_ \\~s\\~ \\$m\\$"),
        ("www.evil.example", "www\\.evil.example"),
        ("see #12 and @someone", "see \\#12 and `@`someone"),
        ("a\nb\x1b[2J", "a\\\\x0ab\\\\x1b\\[2J"),
        ("甲公司", "甲公司"),
    ],
)
def test_nothing_in_a_name_is_markup(written: str, shown: str) -> None:
    assert escaped(written) == shown


def test_names_are_escaped_wherever_they_stand() -> None:
    evil = "![x](http://e.example)|<b>"
    one = subject()
    named = tuple(attrs.evolve(verdict, item=evil) for verdict in one.verdicts)
    effects = tuple(attrs.evolve(effect, item=evil) for effect in one.effects)
    subjects = [attrs.evolve(one, id=evil, verdicts=named, effects=effects)]
    made = report_document(rules().program, rules().times, subjects, "", ON, {"readings": "all"})
    shown = report_markdown(made, rules().program)
    assert "![" not in shown
    assert "://e" not in shown.replace("\\://e", "")
    assert "<b>" not in shown.replace("\\<b\\>", "")
    rows = [line for line in shown.splitlines() if line.startswith("| ") and "acme" not in line]
    assert {row.replace("\\|", "").count("|") for row in rows} == {5}
