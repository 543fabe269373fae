"""Programs in the look of the language, with the nodes that they must give."""

from datetime import date
from fractions import Fraction

from prazo.dsl.diagnostics.model import Source
from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.parser import parse
from prazo.dsl.syntax.printer import format_module

SAMPLE = """# Insurance business
use macau.insurance.parties
amounts in MOP

instrument DL27_97_M "Insurance business" pt "Actividade seguradora" zh "保險業務"
  jurisdiction Macau
  issued by Governor
  authority AMCM
  force law
  amounts in MOP
  time counted by macau.administrative
  provisions "dl27_97_m.provisions.json"
  amends OTHER
  version original from 1997-09-01 "Gazette 26/1997"
  version law_21_2020 from 2020-09-22 "Gazette 38/2020" unverified "read in part"

provision 17(1) "Minimum share capital" pt "Capital social mínimo"
provision 17(3) "Rest of the capital"

party Insurer "insurer" pt "seguradora" zh "保險人"
  since begin_business until end_business
  line            one of general, life        "class of business" pt "ramo" zh "保險項目"
    value life    "life" pt "vida" zh "人壽"
  seat            one of local, foreign
  resident        yes or no
  capital         money at least 0            "share capital" pt "capital social" zh "公司資本"
  premiums        money each financial year   "gross premiums, net of returns and cancellations"
  shares          percent from 0% to 100%
  founded         date
  signing         event
  send_accounts   event each quarter
  in_liquidation  state
  accepted        decision by AMCM
  ceiling         money in HKD set by AMCM, from HKD 10 to HKD 30
  cert            evidence from Insurer
  agents          list of GeneralAgent        unverified "to be read again"

obligation begin_in_time "Begin business"
  cites 23, OTHER_LAW 3
  on Insurer where local
  must begin_business
  within 180 days of signing, counted by macau.civil
  failing which authorisation lapses

define required_margin of Insurer is money "Required solvency margin, general business"
  cites 69(1), 69(2)
  where general
  doubled if at least 3 in a row of years are abnormal or at least 5 of years are abnormal
  until law_21_2020 according to premiums of last financial year
    below MOP 10M               MOP 5M
    MOP 10M to below MOP 20M    50% of it
    MOP 20M and above           MOP 10M + 25% of the excess over MOP 20M
  from law_21_2020 according to premiums of last financial year
    up to MOP 40M               50% of it, at least MOP 10M
    above MOP 40M               MOP 20M + 25% of the excess over MOP 40M

requirement resident_agent "One general agent resides in Macau"
  cites 36(2)
  on Insurer where foreign
  from law_21_2020
    at least 1 of agents is resident
  unless exempted
  except where resident_before, still_adapting apply

apply 20, 21 to each GeneralAgent in agents of Insurer
  cites 36(4)
  with years_abroad as experience

prohibition transfer_life_portfolio "No transfer of a life portfolio that too many insureds oppose"
  cites 93(3)
  on AMCM about each Transfer in transfers where life
  must not authorise
  reading pt  where objecting >= 20% of insureds
  reading zh  where objecting >  20% of insureds

prohibition acquire_unapproved "No qualifying holding without prior approval"
  on Holder about each Acquisition in acquisitions where qualifying
  must not acquire, raise or pledge without approve

consequence fine "Fine"
  cites 125, 128
  for any breach in DL27_97_M, imposed by ChiefExecutive
  from law_21_2020
    from MOP 5M to MOP 10M                  if grave
    from MOP 20K to MOP 5M                  otherwise
    lower bound raised by 25%               if repeated within the last 1 year
    upper bound is 4 times benefit          if benefit > MOP 2.5M
    both bounds halved                      if attempt or negligence

consequence votes_suspended "Votes suspended"
  for breach of acquire_unapproved
  ends when notify_afterwards and not opposed

requirement claims_method "Calculate claim by claim"
  on Insurer about each Claim in claims where unsettled
  one of
    a  method is case_by_case
    b  reading pt  method is average_cost
      and technically_acceptable   # by the class

statement courts "Macau courts hear disputes on contracts made in Macau"
  cites 5
  because "It says which courts hear a dispute."

scenario "the year-end return of a general insurer"
  given Insurer "acme" with line general, premiums of FY2020 MOP 60M, years none, signing 2021-01-04, paid never
    holdings (id "a", share 6%, kind spouse) (share 5%) and others
    capital MOP 30M, capital from 2021-02-01 MOP 45M, in_liquidation from 2021-02-01 until 2021-04-01
    cert issued 2021-01-13 expires 2022-01-13, told by 2021-01-14, exempted unknown
  given AMCM
  on 2021-12-31 expect required_margin = MOP 25M, solvency_margin breached since 2021-12-31,
    pay_up pending due 2021-07-03, agent undetermined needs agents[2].resident needs seat,
    fine = from MOP 20K to MOP 5M, transfer for t1 under pt breached, x not applicable,
    y undetermined possible compliant or breached, z = unknown
# the end
"""


def module() -> t.Module:
    found, mistakes = parse(Source("sample.prazo", SAMPLE))
    assert mistakes == ()
    return found


def block(name: str) -> t.Norm | t.Define:
    return next(b for b in module().blocks if isinstance(b, t.Norm | t.Define) and b.name.text == name)


def test_kinds_of_blocks() -> None:
    kinds = [type(b).__name__ for b in module().blocks]
    assert kinds == [
        "Use", "AmountsIn", "Instrument", "Provision", "Provision", "Party", "Norm", "Define", "Norm", "Apply", "Norm",
        "Norm", "Norm", "Norm", "Norm", "Norm", "Scenario",
    ]  # fmt: skip
    assert module().end_comments == ("the end",)
    assert module().blocks[0].comments == ("Insurance business",)


def test_brackets_of_the_margin() -> None:
    rows = [line.body for line in block("required_margin").lines if isinstance(line.body, t.Row)]
    assert [(row.low_included, row.high_included) for row in rows] == [
        (False, False), (True, False), (True, False), (False, True), (False, False),
    ]  # fmt: skip
    capped = t.Bounded(t.ShareOf(t.Percent(Fraction(1, 2)), t.It()), "at least", t.Amount("MOP", Fraction(10_000_000)))
    assert rows[3].value == capped


def test_readings_wrap_a_line() -> None:
    readings = [line.reading for line in block("transfer_life_portfolio").lines]
    assert readings == [None, None, None, "pt", "zh"]


def test_lettered_lines_belong_to_their_one_of() -> None:
    (_, line) = block("claims_method").lines
    assert isinstance(line.body, t.OneOf)
    first, second = line.body.alternatives
    assert first.body == t.Lettered("a", t.IsOneOf(t.Name("method"), (t.Name("case_by_case"),)))
    assert isinstance(second.body, t.Lettered)
    assert (second.reading, second.trailing) == ("pt", "by the class")
    assert isinstance(second.body.expr, t.And)


def test_acts_forbidden_without_an_approval() -> None:
    body = block("acquire_unapproved").lines[-1].body
    assert body == t.MustNot((t.Name("acquire"), t.Name("raise"), t.Name("pledge")), t.Name("approve"))


def test_given_facts_go_on_over_lines() -> None:
    scenario = module().blocks[-1]
    assert isinstance(scenario, t.Scenario)
    given, amcm, check = scenario.lines
    assert isinstance(given, t.Given)
    assert given.id == "acme"
    assert [fact.name.text for fact in given.facts] == [
        "line", "premiums", "years", "signing", "paid", "holdings", "capital", "capital", "in_liquidation", "cert",
        "told", "exempted",
    ]  # fmt: skip
    assert amcm == t.Given(t.Name("AMCM"), None, ())
    assert isinstance(check, t.Check)
    assert check.day == date(2021, 12, 31)
    assert check.expectations[3].needs == ("agents[2].resident", "seat")
    assert check.expectations[-1].word == "unknown"


def test_the_layout_of_the_sample_is_stable() -> None:
    text = format_module(module())
    again, mistakes = parse(Source("again.prazo", text))
    assert mistakes == ()
    assert again == module()
    assert format_module(again) == text


def test_layout() -> None:
    """Columns under Chinese text, brackets in a row, lettered lines, comments in place."""
    written = """
party 保險人 "insurer"
  資本 money "share capital"
 # what it is about
  line one of general,life "class" # two
  value life "life"
requirement x
  until v according to it
  below MOP 10,000,000   MOP 5M
  MOP 10M and above 50%   of it   # half
  one of
  a  x
  ii  y if z
# the last one
use a.b
use c.d
"""
    expected = """party 保險人 "insurer"
  資本  money                 "share capital"
  # what it is about
  line  one of general, life  "class"  # two
    value life "life"

requirement x
  until v according to it
    below MOP 10M      MOP 5M
    MOP 10M and above  50% of it  # half
    one of
      a   x
      ii  y if z

# the last one
use a.b
use c.d
"""
    found, mistakes = parse(Source("layout.prazo", written))
    assert mistakes == ()
    assert format_module(found) == expected


def test_long_lines_are_broken_where_a_line_goes_on() -> None:
    condition = " and ".join(f"condition_number_{n} >= MOP 30M" for n in range(8))
    found, _ = parse(Source("long.prazo", f"requirement x\n  {condition} if life\n"))
    text = format_module(found)
    assert max(map(len, text.splitlines())) <= 110
    assert all(line.lstrip().startswith("and ") for line in text.splitlines()[2:])
    again, mistakes = parse(Source("long.prazo", text))
    assert (again, mistakes) == (found, ())
