"""Scenarios: typed like facts, every mistake underlined, every difference told with both values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from prazo.dsl.core.nodes import DATE, Consequence, Fact, Labels, Place, Program
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, Held, History, Items, Moment, Record, Series, Spells
from prazo.dsl.report.model import Effect, Figure, Need, Reason, SubjectReport, Verdict
from prazo.dsl.scenarios.lower import lower_scenarios
from prazo.dsl.scenarios.model import Scenario, Where
from prazo.dsl.scenarios.run import run_scenario, run_scenarios
from prazo.dsl.syntax.parser import parse
from tests.facts.build import definition, norm, program

FINE = Consequence(
    id="LAW/fine", kind="consequence", labels=Labels(), cites=(), instrument="LAW", force="law", subject="Insurer",
    norms=("LAW/pay_up", "LAW/margin"), upon=None, imposed_by=None, unit="MOP", versions=(), note=None, formerly=(),
    place=Place("test", 1),
)  # fmt: skip
DEFINITIONS = (
    definition("big", "condition", None),
    definition("receipt", "date", DATE),
    definition("burden", of="Holding"),
)
NORMS = (
    norm("LAW/pay_up"),
    norm("LAW/margin"),
    attrs.evolve(norm("LAW/renamed"), formerly=("old_name",)),
    norm("LAW/fitness", about="holdings"),
    norm("LAW/fitness@Agent", about="agents"),
    norm("LAW/transfer", bearer="AMCM", about="transfers"),
)


def small() -> Program:
    return attrs.evolve(program(DEFINITIONS, NORMS), consequences=(FINE,))


def lowered(text: str) -> tuple[tuple[Scenario, ...], list[str], list[str]]:
    source = Source("rules.prazo", text)
    module, syntax = parse(source)
    assert not syntax, [one.message for one in syntax]
    scenarios, diagnostics = lower_scenarios(small(), module, source)
    underlined = [text[one.places[0].span.start : one.places[0].span.end] for one in diagnostics]
    return scenarios, [one.code for one in diagnostics], underlined


def scenario(facts: str, expected: str = "pay_up compliant", day: str = "2021-06-30", given: str = "") -> Scenario:
    text = f'scenario "s"\n  given Insurer "acme" with {facts}\n{given}  on {day} expect {expected}\n'
    scenarios, codes, underlined = lowered(text)
    assert not codes, (codes, underlined)
    return scenarios[0]


def mistakes(facts: str, expected: str = "pay_up compliant") -> list[tuple[str, str]]:
    _, codes, underlined = lowered(
        f'scenario "s"\n  given Insurer "acme" with {facts}\n  on 2021-06-30 expect {expected}\n'
    )
    return list(zip(codes, underlined, strict=True))


GIVEN = [
    ("line general", "line", "general"),
    ("resident no", "resident", False),
    ("capital MOP 30M", "capital", Fraction(30_000_000)),
    ("staff 12", "staff", Fraction(12)),
    ("share 6%", "share", Fraction(3, 50)),
    ("founded 2020-02-29", "founded", date(2020, 2, 29)),
    ('motto "first"', "motto", "first"),
    ("signing 2021-01-04", "signing", date(2021, 1, 4)),
    ("signing never", "signing", NEVER),
    ("signing unknown", "signing", UNKNOWN),
    ("signing by 2021-01-14", "signing", ByDay(date(2021, 1, 14))),
    ("accepted never", "accepted", NEVER),
    ("accepted yes", "accepted", True),
    ("in_liquidation never", "in_liquidation", NEVER),
    ("in_liquidation none", "in_liquidation", NEVER),
    ("in_liquidation from 2021-02-01", "in_liquidation", Spells(((date(2021, 2, 1), None),))),
    (
        "in_liquidation from 2021-02-01 until 2021-04-01, in_liquidation from 2021-05-01",
        "in_liquidation",
        Spells(((date(2021, 2, 1), date(2021, 4, 1)), (date(2021, 5, 1), None))),
    ),
    (
        "certificate issued 2021-01-13 expires 2022-01-13",
        "certificate",
        Held(date(2021, 1, 13), date(2022, 1, 13)),
    ),
    ("certificate issued 2021-01-13", "certificate", Held(date(2021, 1, 13), None)),
    ("premiums of FY2020 MOP 60M", "premiums", Series({"FY2020": Fraction(60_000_000)})),
    (
        "send_accounts of 2021-Q1 2021-04-29, send_accounts of 2021-Q2 never, send_accounts of 2020-Q4 by 2021-03-01",
        "send_accounts",
        Series({"2020-Q4": ByDay(date(2021, 3, 1)), "2021-Q1": date(2021, 4, 29), "2021-Q2": NEVER}),
    ),
    (
        "capital MOP 30M, capital from 2021-02-01 MOP 45M",
        "capital",
        History(((date(1900, 1, 1), Fraction(30_000_000)), (date(2021, 2, 1), Fraction(45_000_000)))),
    ),
    ("capital from 2021-02-01 unknown", "capital", History(((date(2021, 2, 1), UNKNOWN),))),
    ("agents none", "agents", Items(())),
    (
        'agents (id "A", resident yes) (resident no) and others',
        "agents",
        Items((Record("Agent", "A", {"resident": True}), Record("Agent", "2", {"resident": False})), False),
    ),
    ("agents ()", "agents", Items((Record("Agent", "1", {}),))),
    (
        "holdings (share 5%, pledges (amount MOP 1))",
        "holdings",
        Items(
            (
                Record(
                    "Holding",
                    "1",
                    {"share": Fraction(1, 20), "pledges": Items((Record("Pledge", "1", {"amount": Fraction(1)}),))},
                ),
            )
        ),
    ),
]


@pytest.mark.parametrize(("facts", "name", "value"), GIVEN, ids=[facts for facts, _, _ in GIVEN])
def test_what_is_given_is_typed_by_its_declaration(facts: str, name: str, value: object) -> None:
    assert scenario(facts).records == (Record("Insurer", "acme", {} if value is UNKNOWN else {name: value}),)  # type: ignore[dict-item]


WRONG = [
    ("captial MOP 1", [("P0702", "captial")]),
    ("required_margin MOP 1", [("P0702", "required_margin")]),
    ("line lief", [("P0703", "lief")]),
    ("line yes", [("P0703", "yes")]),
    ('line "life"', [("P0703", '"life"')]),
    ("motto life", [("P0703", "life")]),
    ("capital HKD 1", [("P0703", "HKD 1")]),
    ("capital 30", [("P0703", "30")]),
    ("capital never", [("P0703", "never")]),
    ("capital MOP -1", [("P0703", "MOP -1")]),
    ("yen JPY 1.5", [("P0703", "JPY 1.5")]),
    ("share 101%", [("P0703", "101%")]),
    ("resident MOP 1", [("P0703", "MOP 1")]),
    ("agents never", [("P0703", "never")]),
    ("agents (resident 3)", [("P0703", "3")]),
    ("agents (residant yes)", [("P0702", "residant")]),
    ("premiums MOP 1", [("P0703", "MOP 1")]),
    ("premiums of 2021-Q1 MOP 1", [("P0703", "of 2021-Q1 MOP 1")]),
    ("line general, line life", [("P0701", "line life")]),
    ("capital from 2021-01-01 MOP 1, capital from 2021-01-01 MOP 2", [("P0701", "capital from 2021-01-01 MOP 2")]),
    ("premiums of FY2020 MOP 1, premiums of FY2020 MOP 2", [("P0701", "premiums of FY2020 MOP 2")]),
    ('agents (id "A") (id "A")', [("P0713", 'id "A"')]),
    ("in_liquidation from 2021-02-01 until 2021-01-01", [("P0711", "from 2021-02-01 until 2021-01-01")]),
    ("certificate issued 2021-02-01 expires 2021-01-01", [("P0711", "issued 2021-02-01 expires 2021-01-01")]),
    ("signing from 2021-01-01 2021-01-02", [("P0716", "from 2021-01-01 2021-01-02")]),
    ("capital by 2021-01-01", [("P0716", "by 2021-01-01")]),
    ("capital from 2021-01-01 until 2021-02-01", [("P0716", "from 2021-01-01 until 2021-02-01")]),
    ("staff of FY2020 3", [("P0716", "of FY2020 3")]),
    ("in_liquidation until 2021-02-01", [("P0703", "until 2021-02-01")]),
]


@pytest.mark.parametrize(("facts", "found"), WRONG, ids=[facts for facts, _ in WRONG])
def test_a_wrong_fact_is_underlined(facts: str, found: list[tuple[str, str]]) -> None:
    assert mistakes(facts) == found


def test_spells_that_overlap_are_refused() -> None:
    codes = [code for code, _ in mistakes("in_liquidation from 2021-02-01, in_liquidation from 2021-03-01")]
    assert codes == ["P0710"]


def test_all_mistakes_of_a_scenario_are_reported_in_one_run() -> None:
    found = mistakes("captial MOP 1, line lief, share 101%", "pay_upp breached, required_margin = HKD 1")
    assert [code for code, _ in found] == ["P0702", "P0703", "P0703", "P0704", "P0703"]


EXPECTED_WRONG = [
    ("pay_upp breached", "P0704"),
    ("required_margin breached", "P0704"),
    ("pay_up = MOP 1", "P0704"),
    ("transfer breached", "P0714"),
    ('fitness for "h9" breached', "P0712"),
    ('burden for "h9" = MOP 1', "P0712"),
    ("pay_up for nobody breached", "P0712"),
    ("pay_up under en breached", "P0534"),
    ("required_margin = HKD 1", "P0703"),
    ("required_margin = 3", "P0703"),
    ("required_margin = yes", "P0703"),
    ("required_margin holds", "P0703"),
    ("big = MOP 1", "P0703"),
    ("receipt = MOP 1", "P0703"),
    ("fine = 3", "P0703"),
]


@pytest.mark.parametrize(("expected", "code"), EXPECTED_WRONG)
def test_an_expectation_of_what_is_not_there_is_refused(expected: str, code: str) -> None:
    assert [found for found, _ in mistakes('holdings (id "h1")', expected)] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('scenario "s"\n  on 2021-06-30 expect pay_up breached\n', "P0707"),
        ('scenario "s"\n  given Insurer with line life\n', "P0706"),
        ('scenario "s"\n  given Insurrer with line life\n  on 2021-06-30 expect pay_up breached\n', "P0202"),
        ('scenario "s"\n  given Holding with share 1%\n  on 2021-06-30 expect pay_up breached\n', "P0224"),
        ('scenario "s"\n  given Insurer\n  given Insurer\n  on 2021-06-30 expect big holds\n', "P0708"),
        ('scenario "s"\n  given Insurer "a"\n  given Insurer "b"\n  on 2021-06-30 expect pay_up breached\n', "P0715"),
        (2 * 'scenario "s"\n  given Insurer\n  on 2021-06-30 expect pay_up breached\n', "P0709"),
    ],
)
def test_a_scenario_without_what_it_needs_is_refused(text: str, code: str) -> None:
    assert code in lowered(text)[1]


def test_one_of_several_subjects_is_named() -> None:
    expected = "pay_up for b breached, big for a holds"
    text = f'scenario "s"\n  given Insurer "a"\n  given Insurer "b"\n  on 2021-06-30 expect {expected}\n'
    first, second = lowered(text)[0][0].checks[0].expected
    assert (first.where, first.item, second.where) == (Where(1), None, Where(0))


def test_a_norm_made_by_apply_is_found_by_its_item() -> None:
    expected = scenario('agents (id "A"), holdings (id "h")', 'fitness for "A" breached, fitness for "h" breached')
    assert [one.target for one in expected.checks[0].expected] == ["LAW/fitness@Agent", "LAW/fitness"]


def test_a_former_name_still_names_the_norm() -> None:
    assert scenario("line life", "old_name breached").checks[0].expected[0].target == "LAW/renamed"


# --- running ---------------------------------------------------------------------------------------------------


@attrs.define
class Judge:
    """Answers as it is told, and remembers what it was asked."""

    verdicts: tuple[Verdict, ...] = ()
    effects: tuple[Effect, ...] = ()
    values: dict[str, Figure | bool | None] = attrs.field(factory=dict)
    asked: list[object] = attrs.field(factory=list)

    def check(self, subject: Record, day: date | Moment, targets: frozenset[str]) -> SubjectReport:
        self.asked.append((subject, day))
        return SubjectReport(
            party=subject.party, id=subject.id, status="", counts={}, verdicts=self.verdicts, effects=self.effects
        )

    def defined(
        self,
        records: tuple[Record, ...],
        steps: tuple[tuple[str, int], ...],
        name: str,
        day: date | Moment,
        reading: str | None,
    ) -> Figure | bool | None:
        self.asked.append((tuple(record.id for record in records), steps, reading))
        return self.values[name]


def verdict(norm: str = "LAW/pay_up", status: str = "compliant", **more: object) -> Verdict:
    return Verdict(norm=norm, status=status, reason=Reason("done"), **more)  # type: ignore[arg-type]


def effect(holds: bool | None, low: int, high: int, of: str = "LAW/pay_up") -> Effect:
    values = {
        "lower": Figure(Fraction(low), Fraction(low), "MOP"),
        "upper": Figure(Fraction(high), Fraction(high), "MOP"),
    }
    return Effect(norm="LAW/fine", kind="consequence", of=of, holds=holds, values=values)


def failures(expected: str, judge: Judge, facts: str = "line life") -> list[str]:
    outcome = run_scenario(scenario(facts, expected), judge)
    assert outcome.passed is not bool(outcome.failures)
    return [failure.text for failure in outcome.failures]


FULL = verdict(
    status="undetermined",
    possible=("compliant", "breached"),
    since=date(2021, 1, 1),
    due=date(2021, 7, 3),
    done=date(2021, 7, 4),
    cured=date(2021, 7, 5),
    needs=(Need("seat", "Insurer"), Need("agents[2].resident", None)),
)
ALL_RIGHT = (
    "pay_up undetermined due 2021-07-03 since 2021-01-01 done 2021-07-04 cured 2021-07-05 "
    "needs seat needs agents[2].resident possible breached or compliant reason done"
)


def test_an_expectation_that_comes_out_is_no_failure() -> None:
    assert failures(ALL_RIGHT, Judge((FULL,))) == []


@pytest.mark.parametrize(
    ("written", "instead", "what", "found", "expected"),
    [
        ("pay_up undetermined", "pay_up not applicable", "pay_up", "undetermined", "not applicable"),
        ("due 2021-07-03", "due 2021-07-04", "the due day of pay_up", "2021-07-03", "2021-07-04"),
        ("since 2021-01-01", "since 2021-01-02", "the first day of the breach of pay_up", "2021-01-01", "2021-01-02"),
        ("done 2021-07-04", "done 2021-07-03", "the day on which pay_up was done", "2021-07-04", "2021-07-03"),
        ("cured 2021-07-05", "cured 2021-07-06", "the day on which pay_up was cured", "2021-07-05", "2021-07-06"),
        ("needs seat needs", "needs", "what pay_up needs", "seat, agents[2].resident", "agents[2].resident"),
        ("breached or compliant", "breached", "what pay_up can be", "breached or compliant", "breached"),
        ("reason done", "reason below", "the reason of pay_up", "done", "below"),
    ],
)
def test_each_difference_is_told_with_both_values(
    written: str, instead: str, what: str, found: str, expected: str
) -> None:
    texts = failures(ALL_RIGHT.replace(written, instead), Judge((FULL,)))
    assert texts == [f"{what} is {found}, and {expected} was expected"]


def test_a_day_that_is_missing_is_told() -> None:
    assert failures("pay_up compliant due 2021-07-03", Judge((verdict(),))) == [
        "the due day of pay_up is not given, and 2021-07-03 was expected"
    ]


def test_a_failure_has_its_place_and_code() -> None:
    outcome = run_scenario(scenario("line life", "pay_up breached"), Judge((verdict(),)))
    found = outcome.failures[0].diagnostic
    place = found.places[0]
    assert found.code == "P0705"
    assert place.source.text[place.span.start : place.span.end] == "pay_up breached"


def test_rival_readings_are_told_apart() -> None:
    judge = Judge((verdict(reading="pt", status="breached"), verdict(reading="zh", status="not_applicable")))
    assert failures("pay_up under pt breached, pay_up under zh not applicable", judge) == []
    assert failures("pay_up under zh breached", judge) == ["pay_up is not applicable, and breached was expected"]
    assert failures("pay_up breached", judge) == [
        "pay_up is breached under pt, not applicable under zh, and breached was expected"
    ]
    assert failures("pay_up under pt compliant", Judge((verdict(),))) == []


def test_items_are_told_apart_and_the_only_one_need_not_be_named() -> None:
    facts = 'agents (id "A") (id "B")'
    each = (verdict("LAW/fitness@Agent", "breached", item="A"), verdict("LAW/fitness@Agent", item="B"))
    assert failures('fitness for "A" breached, fitness for "B" compliant', Judge(each), facts) == []
    assert failures('fitness for "B" breached', Judge(each), facts) == [
        "fitness for B is compliant, and breached was expected"
    ]
    holdings = (verdict("LAW/fitness", "breached", item="1"), verdict("LAW/fitness", item="2"))
    assert failures("fitness breached", Judge(holdings)) == [
        "fitness is judged for each of 1, 2, and breached was expected"
    ]
    assert failures("fitness breached", Judge(holdings[:1])) == []
    assert failures("fitness breached", Judge()) == ["fitness is not judged, and breached was expected"]


def test_figures_are_compared_as_intervals() -> None:
    known = Judge(values={"required_margin": Figure(Fraction(25_000_000), Fraction(25_000_000), "MOP")})
    assert failures("required_margin = MOP 25M", known) == []
    assert failures("required_margin = MOP 26M", known) == [
        "required_margin is MOP 25000000, and MOP 26000000 was expected"
    ]
    assert failures("required_margin = unknown", known) == ["required_margin is MOP 25000000, and unknown was expected"]
    doubt = Judge(values={"required_margin": Figure(Fraction(5), None, "MOP")})
    assert failures("required_margin = unknown", doubt) == []
    assert failures("required_margin = from MOP 5 to MOP 6", doubt) == [
        "required_margin is at least MOP 5, and from MOP 5 to MOP 6 was expected"
    ]
    receipt = Fraction(date(2021, 3, 4).toordinal())
    assert failures("receipt = 2021-03-04", Judge(values={"receipt": Figure(receipt, receipt, DATE)})) == []


def test_conditions_hold_do_not_hold_or_may() -> None:
    for value, word in ((True, "holds"), (False, "does not hold"), (None, "may hold")):
        judge = Judge(values={"big": value})
        assert failures(f"big {word}", judge) == []
        assert len(failures("big holds, big does not hold, big may hold", judge)) == 2
    judge = Judge((verdict(),), values={"big": True})
    assert failures("pay_up compliant, big holds, pay_up compliant", judge) == []
    assert failures("big = yes", Judge(values={"big": None})) == ["big is not known, and true was expected"]


def test_the_definition_of_an_item_is_asked_of_that_item() -> None:
    judge = Judge(values={"burden": Figure(Fraction(1), Fraction(1), "MOP")})
    assert failures('burden for "h2" under pt = MOP 1', judge, 'holdings (id "h1") (id "h2")') == []
    assert judge.asked == [(("acme", "h2"), (("holdings", 1),), "pt")]


def test_bounds_of_consequences_are_those_of_the_effects_that_hold() -> None:
    judge = Judge(effects=(effect(None, 1, 2, "LAW/margin"), effect(True, 20_000, 5_000_000)))
    assert failures("fine = from MOP 20K to MOP 5M, fine holds", judge) == []
    assert failures("fine for margin may hold", judge) == []
    assert failures("fine = from MOP 1 to MOP 2", judge) == [
        "fine is from MOP 20000 to MOP 5000000, and from MOP 1 to MOP 2 was expected"
    ]
    assert failures("fine holds, fine = MOP 1", Judge(effects=(effect(False, 1, 1),))) == [
        "fine is not true, and true was expected",
        "fine is not true, and MOP 1 was expected",
    ]
    assert failures("fine = unknown", judge) == ["fine is from MOP 20000 to MOP 5000000, and unknown was expected"]


def test_what_is_said_by_a_later_day_is_unknown_on_the_day_of_the_check() -> None:
    judge = Judge((verdict(),))
    assert failures("pay_up compliant", judge, "signing by 2021-07-01") == []
    assert judge.asked == [(Record("Insurer", "acme", {}), date(2021, 6, 30))]


def test_outcomes_count_expectations_and_subjects_are_judged_once_a_day() -> None:
    judge = Judge((verdict(), verdict("LAW/margin")))
    one = scenario("line life", "pay_up compliant, margin breached")
    outcomes = run_scenarios([one, one], judge)
    assert [(outcome.expectations, len(outcome.failures)) for outcome in outcomes] == [(2, 1), (2, 1)]
    assert len(judge.asked) == 2


def test_about_is_the_list_of_the_norm() -> None:
    assert next(one for one in NORMS if one.id == "LAW/transfer").about == Fact(0, "transfers")
    text = 'scenario "s"\n  given AMCM with transfers (id "t1")\n  on 2021-06-30 expect transfer for t1 breached\n'
    expected = lowered(text)[0][0].checks[0].expected[0]
    assert (expected.where, expected.item) == (Where(0), "t1")
