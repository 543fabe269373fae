"""A report for the terminal, letter by letter."""

import attrs

from prazo.dsl.diagnostics.visible import cells
from prazo.dsl.report.document import report_document
from prazo.dsl.report.model import SubjectReport
from prazo.dsl.report.text import report_text
from prazo.dsl.report.told import only, with_text
from tests.report.samples import ON, rules, subject, verdict


def text(one: SubjectReport, with_rules: bool = True, color: bool = False) -> str:
    made = report_document(rules().program, rules().times, [one], "", ON, {"readings": "all"})
    return report_text(made, rules().program if with_rules else None, color)


GOLDEN = """\
Company acme on 2021-06-30, under The law (LAW, second)

  breached       17(1)  Enough capital
                        MOP 45,000,000 found, MOP 60,000,000 required (capital)
                        since Tuesday 22 September 2020
  undetermined   3      One agent lives here
                        not known: agents[B].resident (ask: company), agents
                        possible: compliant or breached
                        the official readings differ
  pending        2      Report after signing
                        due Monday 5 July 2021 (within 30 days of signing, on 3 June 2021; RULE counting)
  compliant      3      No sale without approval, 甲 (unverified: a source behind this was not checked)
  not applicable 3      No sale without approval: an exception holds

  what follows
    Fine, for Enough capital
      since 30 June 2021
      lower bound MOP 20,000, upper bound from MOP 5,000,000 to MOP 12,000,000

  1 breached · 1 undetermined · 1 pending · 1 compliant · 1 not applicable
"""


def test_what_wants_doing_comes_first_and_every_day_has_its_reason() -> None:
    assert text(subject()) == GOLDEN.replace("RULE", "macau.administrative")


def test_without_the_rules_the_report_is_told_all_the_same() -> None:
    shown = text(subject(), with_rules=False)
    assert "Company acme on 2021-06-30, under LAW\n" in shown
    assert "due Monday 5 July 2021 (counted from 3 June 2021)" in shown


def test_a_recommendation_is_departed_from_and_a_law_is_not() -> None:
    program = rules().program
    norms = tuple(attrs.evolve(one, force="recommendation") for one in program.norms)
    made = report_document(attrs.evolve(program, norms=norms), rules().times, [subject()], "", ON, {"readings": "all"})
    assert "departs from" in report_text(made)
    assert "departs from" not in text(subject())


def test_columns_align_under_chinese_and_hidden_characters_are_shown() -> None:
    evil = "a\x1b[31m\u202e公司"
    mine = (verdict("no_sale", "compliant", "not_done", item=evil), verdict("report", "compliant", "done_in_time"))
    one = SubjectReport(
        party="Company", id=evil, status="compliant", counts={"compliant": 2}, effects=(), verdicts=mine
    )
    shown = text(one)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "a\\x1b[31m\\u202e公司" in shown
    rows = [line for line in shown.splitlines() if line.startswith("  compliant")]
    assert {cells(row[: row.index("No sale" if "No sale" in row else "Report")]) for row in rows} == {20}


def test_provisions_in_wide_letters_keep_the_columns() -> None:
    program = rules().program
    norms = tuple(attrs.evolve(one, cites=("第二條" if one.id == "LAW/report" else "3",)) for one in program.norms)
    made = report_document(attrs.evolve(program, norms=norms), rules().times, [subject()], "", ON, {"readings": "all"})
    rows = [line for line in report_text(made).splitlines() if line.startswith(("  pending", "  undetermined"))]
    starts = {cells(row[: row.index(title)]) for row in rows for title in ("Report", "One agent") if title in row}
    assert len(starts) == 1


def test_colours_only_where_asked_for() -> None:
    assert "\x1b[31mbreached" in text(subject(), color=True)


def test_only_some_statuses() -> None:
    made = report_document(rules().program, rules().times, [subject()], "", ON, {"readings": "all"})
    kept = only(made, {"pending"})
    assert [one["status"] for one in kept["subjects"][0]["verdicts"]] == ["pending"]
    assert kept["subjects"][0]["counts"] == made["subjects"][0]["counts"]
    assert set(kept["norms"]) == {"LAW/report"}


def test_what_a_verdict_brings_is_shown_with_it() -> None:
    made = report_document(rules().program, rules().times, [subject()], "", ON, {"readings": "all"})
    assert made["subjects"][0]["effects"]
    assert only(made, {"pending"})["subjects"][0]["effects"] == []
    assert only(made, {"breached"})["subjects"][0]["effects"] == made["subjects"][0]["effects"]


def test_sentences_on_demand() -> None:
    made = report_document(rules().program, rules().times, [subject()], "", ON, {"readings": "all"})
    texts = [one["text"] for one in with_text(made, rules().program)["subjects"][0]["verdicts"]]
    assert all(texts)
    assert all("text" not in one for one in made["subjects"][0]["verdicts"])


def test_nobody_concerned_is_said() -> None:
    nobody = SubjectReport(party="Company", id="a", status="not_applicable", counts={}, verdicts=(), effects=())
    assert text(nobody).endswith(" on 2021-06-30\n\n  no duty of these rules is on this subject\n")


def test_what_somebody_may_do_follows_no_verdict() -> None:
    made = report_document(rules().program, rules().times, [subject()], "", ON, {"readings": "all"})
    [one] = made["subjects"]
    of_act = {**one["effects"][0], "of": None}
    power = {**of_act, "kind": "power"}
    one["effects"] = [of_act, power]
    assert only(made, {"pending"})["subjects"][0]["effects"] == [of_act]
