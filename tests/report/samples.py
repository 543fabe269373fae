"""A small set of rules, and verdicts made by hand, that the tests of reports share."""

from datetime import date
from fractions import Fraction
from functools import cache

from prazo.dsl.api import Rules, load_text
from prazo.dsl.report.model import Effect, Figure, Need, Reason, SubjectReport, Verdict

ON = date(2021, 6, 30)

RULES = """
amounts in MOP
instrument LAW "The law" zh "法律"
  jurisdiction Macau
  issued by Office
  authority Office
  force law
  time counted by macau.administrative
  version first from 1997-09-01 "Gazette 26/1997"
  version second from 2020-09-22 "Gazette 38/2020"
provision 2 "Report" zh "報告"
provision 3 "Sale"
provision 17 "Capital" zh "公司資本"
provision 17(1)
party Office "office"
record Agent "agent"
  resident yes or no "resident"
party Company "company" zh "公司"
  line one of general, life "line"
  seat one of local, foreign "seat"
  capital money at least 0 "capital"
  signing event "signing"
  send_report event "report sent"
  sell event "sold"
  approve event "approved"
  exempted decision by Office "exempted"
  agents list of Agent "agents"
  shares percent from 0% to 100% "shares"
requirement enough_capital "Enough capital" zh "足夠之公司資本"
  cites 17(1)
  on Company where local
  until second
    capital >= MOP 15M if general
    capital >= MOP 30M if life
  from second
    capital >= MOP 30M if general
    capital >= MOP 60M if life
  unless exempted
  failing which fine
obligation report "Report after signing"
  cites 2
  on Company
  must send_report
  within 30 days of signing
prohibition no_sale "No sale without approval"
  cites 3
  on Company
  must not sell without approve
requirement one_resident "One agent lives here"
  cites 3
  on Company
  at least 1 of agents is resident
consequence fine "Fine"
  cites 17
  for breach of enough_capital, imposed by Office
  from MOP 20K to MOP 5M
"""


@cache
def rules() -> Rules:
    return load_text(RULES)


def verdict(norm: str, status: str, code: str, **more: object) -> Verdict:
    args = more.pop("args", {})
    return Verdict(norm=f"LAW/{norm}", status=status, reason=Reason(code, args), **more)  # type: ignore[arg-type]


def money(low: str | None, high: str | None = None) -> Figure:
    """An exact amount in MOP, or with ``high`` an interval (``low`` None: open)."""
    least = None if low is None else Fraction(low)
    return Figure(least, least if high is None else Fraction(high), "MOP")


def subject() -> SubjectReport:
    """One verdict of each status and an effect, out of order."""
    verdicts = (
        verdict(
            "enough_capital",
            "breached",
            "below",
            args={"capital": money("45000000"), "limit": money("60000000")},
            version="second",
            since=date(2020, 9, 22),
            owed_to="Office",
        ),
        verdict("one_resident", "undetermined", "facts_missing", version="first", possible=("compliant", "breached"),
                needs=(Need("agents[B].resident", "Company"), Need("agents", None)), marks=("readings_differ",)),
        verdict("no_sale", "not_applicable", "excused", version="first"),
        verdict("no_sale", "compliant", "not_done", version="first", item="甲", marks=("unverified",)),
        verdict("report", "pending", "not_yet_due", version="first", trigger=date(2021, 6, 3), due=date(2021, 7, 5)),
    )  # fmt: skip
    effect = Effect(norm="LAW/fine", kind="consequence", of="LAW/enough_capital", holds=True, since=ON,
                    values={"lower": money("20000"), "upper": money("5000000", "12000000")})  # fmt: skip
    counts = {"compliant": 1, "not_applicable": 1, "pending": 1, "undetermined": 1, "breached": 1}
    return SubjectReport(
        party="Company", id="acme", status="breached", counts=counts, verdicts=verdicts, effects=(effect,)
    )
