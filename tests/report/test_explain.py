"""Why: the conditions with their values, the days as counted, and who is asked for what is missing."""

from datetime import date
from typing import Any

import pytest

from prazo.dsl.api import load_text
from prazo.dsl.core import nodes as core
from prazo.dsl.facts.read import structure
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.report.explain import explain, explanations
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.phrases import Phrases
from prazo.dsl.report.words.language import Language
from tests.report.samples import ON, rules
from tests.stdlib import cases


def why(norm: str, on: date = ON, **facts: Any) -> list[list[str]]:
    """The lines of the explanation, each in its columns."""
    known = structure(rules().program, {"party": "Company", "id": "acme", **facts}, day=on)
    text = explain(rules().lookup, known.subjects[0], f"LAW/{norm}", on)
    return [[part.strip() for part in line.split("  ") if part.strip()] for line in text.splitlines()]


def test_a_breach_names_the_line_that_applies_and_the_figures() -> None:
    assert why("enough_capital", line="life", seat="local", capital="MOP 45000000", exempted=False) == [
        ["Enough capital (17(1)): acme"],
        ["version second", "from 22 September 2020"],
        ["read on", "Wednesday 30 June 2021"],
        ["seat is local", "yes"],
        ["seat", "local"],
        ["capital is at least MOP 30,000,000", "left: it applies if line is general"],
        ["line is life", "yes"],
        ["line", "life"],
        ["capital is at least MOP 60,000,000", "no"],
        ["capital", "MOP 45,000,000"],
        ["excused on 30 June 2021", "no"],
        ["exempted", "no"],
        ["→ breached; MOP 45,000,000 found, MOP 60,000,000 required (capital); since Tuesday 22 September 2020"],
    ]


def test_what_is_not_known_names_who_is_asked() -> None:
    lines = why("enough_capital", line="life", seat="local", capital="MOP 45000000")
    assert ["exempted", "not known (ask: office)"] in lines
    assert lines[-1][0].startswith("→ undetermined; not known: exempted (ask: office)")


def test_outside_the_scope_nothing_more_is_read() -> None:
    assert why("enough_capital", seat="foreign")[-3:] == [
        ["seat is local", "no"],
        ["seat", "foreign"],
        ["→ not applicable: only where seat is local"],
    ]


def test_the_days_are_counted_and_the_closed_ones_named() -> None:
    """Thirty days after 5 March 2026 end on the Saturday before Easter; the first open day is Wednesday."""
    lines = why("report", on=date(2026, 3, 20), signing="2026-03-05", send_report="never")
    counted = lines.index(["30 days, the day itself left out", "Saturday 4 April 2026, closed: The Day before Easter"])
    assert lines[counted + 1 : counted + 5] == [
        ["Sunday 5 April 2026", "closed: Ching Ming Festival"],
        ["Monday 6 April 2026", "closed: Compensatory rest day for The Day before Easter"],
        ["Tuesday 7 April 2026", "closed: Compensatory rest day for Ching Ming Festival"],
        ["moved later to", "Wednesday 8 April 2026"],
    ]
    assert lines[counted + 5][0] == "counted by macau.administrative"
    assert lines[counted + 6][0] == "unverified"
    assert ["report sent", "not yet"] in lines
    assert "due Wednesday 8 April 2026" in lines[-1][0]
    assert ", in 19 days" in lines[-1][0]


def test_an_event_that_is_waited_for_is_named() -> None:
    assert why("report", signing="never")[-2:] == [
        ["signing", "not yet"],
        ["→ not applicable: signing has not happened"],
    ]


def test_each_item_is_shown() -> None:
    agents = {"items": [{"id": "A", "resident": False}, {"id": "B"}], "complete": False}
    lines = why("one_resident", agents=agents)
    assert ["agents[A]", "no"] in lines
    assert ["agents[B]", "not known (ask: company)"] in lines
    assert ["others", "not known (ask: company)"] in lines


def test_an_act_and_its_approval() -> None:
    lines = why("no_sale", sell="2021-03-01", approve="2021-03-02")
    assert ["read on", "Monday 1 March 2021"] in lines
    assert ["approved", "Tuesday 2 March 2021"] in lines


def test_a_consequence_is_explained_by_its_bounds() -> None:
    lines = why("fine", line="life", seat="local", capital="MOP 45000000", exempted=False)
    assert ["for a breach of", "Enough capital"] in lines
    assert lines[-1] == ["→ it holds; lower bound MOP 20,000; upper bound MOP 5,000,000"]
    assert why("fine", line="life", seat="local", capital="MOP 60000000")[-1] == [
        "→ nothing brings it about on 30 June 2021"
    ]


def test_a_norm_on_somebody_else_says_so() -> None:
    known = structure(rules().program, {"party": "Office", "id": "o"}, day=ON)
    assert "it is on company" in explain(rules().lookup, known.subjects[0], "LAW/report", ON)


def test_an_unknown_norm_is_none() -> None:
    with pytest.raises(KeyError):
        why("none")


APART = """
party Company "company"
  signing event "signing"
  sale date "sale"
define early of Company is yes or no "early"
  signing was within the last 6 months and the day is at most 18 months after 1997-09-01
define soon of Company is yes or no "soon"
  sale is less than 30 days after signing
"""


def test_how_far_days_are_apart_is_one_thought() -> None:
    program = load_text(APART).program

    def said(code: str) -> list[str]:
        phrases = Phrases(Naming(program, Language(code)), ("Company",))
        bodies = [body for one in program.definitions for _, body in one.versions[0].bodies]
        return [
            phrases.condition(clause.condition)
            for body in bodies
            if isinstance(body, core.ConditionBody)
            for clause in body.conditions.clauses
        ]

    assert said("en") == [
        "the day is within 6 months after signing and the day is within 18 months after 1 September 1997",
        "sale is within less than 30 days after signing",
    ]
    assert said("pt") == [
        "o dia em causa situa-se dentro do prazo de 6 meses após signing e o dia em causa situa-se dentro do prazo de"
        " 18 meses após 1 de Setembro de 1997",
        "sale situa-se em prazo inferior a 30 dias após signing",
    ]
    assert said("zh") == [
        "當日在「signing」起6個月內，且當日在1997年9月1日起18個月內",
        "「sale」在「signing」起不足30日內",
    ]


def test_the_cases_of_the_library_are_explained_with_the_status_that_they_have() -> None:
    """Every norm of some twenty cases throughout: the last line of each explanation is the verdict."""
    law = cases.rules("std:macau.insurance")
    every = cases.every_scenario("std:macau.insurance")
    some = every[:: max(1, len(every) // 20)]
    assert len(some) > 10
    for case in some:
        for subject in case.records:
            day = case.checks[0].day
            report = check_subject(law.lookup, subject, day)
            norms = list(dict.fromkeys(one.norm for one in report.verdicts))
            told = explanations(law.lookup, subject, norms, day)
            for norm, text in zip(norms, told, strict=True):
                ends = [
                    line[2:].partition(";")[0].partition(":")[0] for line in text.splitlines() if line.startswith("→")
                ]
                assert ends == [one.status.replace("_", " ") for one in report.verdicts if one.norm == norm]
