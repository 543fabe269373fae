"""Every refusal of the checker: its code, its places, its hint; and one mistake is one finding."""

from __future__ import annotations

import attrs
import pytest

from prazo.dsl.check.program import check_modules
from prazo.dsl.syntax import tree
from tests.check.rules import LAW, codes, findings, module
from tests.diagnostics.pages import FOLDER, preamble, read

#: The codes that the checker gives for the wrong example of their page.
ON_PAGES = """
    P0127 P0201 P0202 P0203 P0204 P0205 P0209 P0210 P0217 P0218 P0224 P0226 P0227 P0228 P0301 P0302 P0303 P0304 P0305
    P0308 P0310 P0311 P0312 P0313 P0314 P0315 P0316 P0320 P0321 P0322 P0330 P0331 P0332 P0333 P0334 P0335 P0336 P0338
    P0339 P0341 P0342 P0343 P0344 P0345 P0346 P0347 P0348 P0350 P0351 P0353 P0357 P0358 P0361 P0363 P0401 P0402 P0403
    P0405 P0406 P0407 P0408 P0409 P0410 P0411 P0412 P0413 P0415 P0416 P0418 P0419 P0420 P0421 P0422 P0423 P0424 P0425
    P0426 P0427 P0428 P0429 P0430 P0433 P0434 P0436 P0437 P0502 P0503 P0505 P0507 P0508 P0517 P0518 P0530 P0601 P0603
    P0607 P0608 P0614
""".split()  # noqa: SIM905  # a list of a hundred strings is no easier to read


def on_page(text: str) -> list[str]:
    modules = [module(preamble(), "pre"), module(text, "page", ("pre",))]
    return [one.code for one in check_modules(modules)[1]]


@pytest.mark.parametrize("code", ON_PAGES)
def test_the_examples_of_a_page(code: str) -> None:
    page = read(FOLDER / f"{code}.md")
    assert on_page(page.wrong) == [code]
    assert on_page(page.right) == []


def test_a_mistake_in_one_norm_does_not_hide_those_in_others() -> None:
    assert codes(
        "requirement one\n  on Insurer\n  captial >= MOP 1M\nrequirement two\n  on Insurer\n  capital >= HKD 1M\n"
        "obligation three\n  on Insurer\n  must paid\n"
    ) == ["P0127", "P0402", "P0330"]


def test_a_wrong_declaration_has_no_followers() -> None:
    law = LAW.replace("  amounts in MOP\n", "")
    text = "requirement one\n  on Insurer\n  capital >= MOP 1M\n"
    text += "define two of Insurer is yes or no\n  own_funds > capital\n"
    assert codes(text, law) == ["P0414"] * 3


def test_an_unknown_fact_names_the_nearest_and_where_it_is() -> None:
    (found,) = findings("requirement one\n  on Insurer\n  captial >= MOP 1M\n")
    assert found.places[0].label == "nearest: capital (money)"
    assert found.hint == "capital is declared in law.prazo, line 18"


def test_a_value_of_two_choices_names_both() -> None:
    law = LAW.replace("  seat one of local, foreign\n", "  seat one of local, foreign, life\n")
    (found,) = findings("requirement one\n  on Insurer\n  capital >= MOP 1M if life\n", law)
    assert (found.code, found.hint) == ("P0204", 'write "line is life" or "seat is life"')


def test_a_fact_of_subject_and_item_is_ambiguous() -> None:
    law = LAW.replace("  capital money at least 0\n", "  capital money at least 0\n  resident yes or no\n")
    found = findings("requirement one\n  on Insurer about each Agent in agents\n  resident\n", law)
    assert [one.code for one in found] == ["P0204"]
    assert len(found[0].places) == 3
    assert codes("requirement one\n  on Insurer\n  any of agents is resident\n", law) == []


def test_two_norms_of_one_name_in_two_files() -> None:
    norm = "requirement one\n  cites 20\n  on Insurer\n  capital >= MOP 1M\n"
    modules = [module(LAW, "law"), module(norm, "a", ("law",)), module(norm, "b", ("law",))]
    (found,) = check_modules(modules)[1]
    assert found.code == "P0214"
    assert [place.source.name for place in found.places] == ["a.prazo", "b.prazo"]


def test_a_name_of_a_file_that_is_not_used() -> None:
    modules = [module(LAW, "law"), module("record Claim\n  amount money in MOP\n", "claims")]
    modules.append(module("define large of Claim is yes or no\n  amount >= MOP 1M\n", "more", ("law",)))
    (found,) = check_modules(modules)[1]
    assert found.code == "P0202"
    assert found.hint == 'it is declared in claims.prazo, line 1; write "use claims" at the top of this file'


def test_a_norm_of_no_instrument() -> None:
    text = "party Fund\n  size number\nrequirement one\n  on Fund\n  size >= 1\n"
    assert codes(text, "") == ["P0615"]


def test_files_in_any_order_give_the_same() -> None:
    modules = [module(LAW, "law"), module("requirement one\n  on Insurer\n  capital >= MOP 1M\n", "a", ("law",))]
    assert check_modules(modules) == check_modules(modules[::-1])


def test_an_unknown_rule_of_counting() -> None:
    _, said = check_modules([module(LAW)], ["macau.civl"])
    assert [(one.code, one.places[0].label) for one in said] == [("P0216", "nearest: macau.civl")]


def test_facts_that_an_applied_norm_needs_are_named() -> None:
    (found,) = findings(
        "obligation tell\n  cites 20(1)\n  on Insurer about each Director in directors\n  must told\n"
        "  within 5 days of named\napply 20 to each Agent in agents of Insurer\n  cites 2\n"
    )
    assert (found.code, found.message) == ("P0127", 'Agent has no fact "told"')


def test_limits_from_different_events_are_for_later() -> None:
    text = "  within 5 days of signing if life\n  within 5 days of filed if general\n"
    assert codes("obligation pay\n  on Insurer\n  must paid\n" + text) == ["P0905"]


def test_a_share_of_a_sum_asks_which_is_meant() -> None:
    (found,) = findings("define least of Insurer is money\n  80% of capital + own_funds\n")
    assert found.code == "P0320"
    assert found.hint == 'write "80% of (capital + own_funds)" or "(80% of capital) + own_funds"'


def test_a_tree_that_is_nested_too_deep_is_refused() -> None:
    expr: tree.Expr = tree.Name("capital")
    for _ in range(300):
        expr = tree.Bracketed(expr)
    law = module(LAW)
    line = tree.Line(tree.ConditionClause(expr))
    define = tree.Define(tree.Name("least"), tree.Name("Insurer"), tree.FactType("money"), tree.Labels(), (line,))
    deep = attrs.evolve(law, tree=tree.Module((*law.tree.blocks, define)))
    assert [one.code for one in check_modules([deep])[1]] == ["P0804"]


@pytest.mark.parametrize(
    ("limits", "alone"),
    [
        ("within 5 days of signing, or by 2026-05-01, whichever is later", "by 2026-05-01"),
        (
            "between 2026-05-01 and 2026-05-31, or within 5 days of signing, whichever is earlier",
            "between 2026-05-01 and 2026-05-31",
        ),
        ("within 5 days of signing, and in any case at least every 12 months", "at least every 12 months"),
        ("within 5 days of signing, and in any case regularly", "a limit that is left open"),
    ],
)
def test_a_limit_that_no_event_begins_stands_alone(limits: str, alone: str) -> None:
    (found,) = findings(f"obligation pay\n  on Insurer\n  must paid\n  {limits}\n")
    assert found.code == "P0370"
    assert found.message == f"{alone} is not counted from an event, as the other limit is"


def test_a_window_of_each_year_stands_alone() -> None:
    days = "  between 1 April and 30 April, and in any case within 5 days of filed\n"
    (found,) = findings("obligation pay\n  on Insurer\n  since signing\n  each year\n  must paid\n" + days)
    assert (found.code, found.message.partition(" is not")[0]) == ("P0370", "between 1 April and 30 April")
