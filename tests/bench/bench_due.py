"""What is due in a year: a book of 1,000 insurers under 30 norms, by the interpreter, and the cost of a period.

Goals: the year of the whole book within 30 s; a period costs no more where there are five times as many of them.
"""

from __future__ import annotations

import statistics
from datetime import date
from typing import Any, Final

from prazo.dsl.api import Rules, load_text
from prazo.dsl.facts.read import structure
from prazo.dsl.facts.values import Record
from prazo.dsl.meaning.due_days import Interval, due_days
from tests.bench.measure import Measured, in_turn, of, ratio

INSURERS: Final = 1_000
#: a round of the whole book takes too long for several; this many insurers, and the time of the book from theirs
SAMPLE: Final = 50
FIRST: Final = date(2025, 1, 1)

_HEAD: Final = """\
instrument LAW "Made-up law"
  authority AMCM
  time counted by macau.administrative
  version original from 2000-01-01
  version reform from 2022-01-01

provision 1 "Everything"

party AMCM "authority"

party Insurer "insurer"
  since begun
  begun     event
  line      one of general, life
  capital   money in MOP at least 0
  exempted  decision by AMCM
"""
_FACTS: Final = """\
  quarterly@  event each quarter
  monthly@    event each month
  yearly@     event each financial year
  happened@   event
  told@       event
"""
_NORMS: Final = """
obligation send_quarterly@ "Quarterly accounts @"
  cites 1
  on Insurer
  each quarter
  must quarterly@ by the end of the following month
  unless exempted

obligation send_monthly@ "Monthly figures @"
  cites 1
  on Insurer where life
  each month
  must monthly@ within 20 days of the end of the month

obligation send_yearly@ "Yearly accounts @"
  cites 1
  on Insurer
  each financial year
  must yearly@
  until reform
    by 30 April of the following year
  from reform
    by 31 March of the following year

obligation tell@ "Tell @"
  cites 1
  on Insurer
  must told@ within 30 days of happened@

requirement capital@ "Capital @"
  cites 1
  on Insurer
  capital >= MOP 30M if general
  capital >= MOP 60M if life

prohibition not_before@ "Not before it is told @"
  cites 1
  on Insurer where general
  must not happened@ without told@
"""
GROUPS: Final = 5


def made_up() -> Rules:
    """Rules of 30 norms: each quarter, each month, each year, after an event, at all times."""
    numbers = [str(n) for n in range(1, GROUPS + 1)]
    return load_text(
        _HEAD + "".join(_FACTS.replace("@", n) for n in numbers) + "".join(_NORMS.replace("@", n) for n in numbers)
    )


def book(rules: Rules, size: int, begun: int) -> list[Record]:
    """Insurers that began on 1 January of a year, some of what is due done and some not."""
    return [structure(rules.program, _insurer(n, begun)).subjects[0] for n in range(size)]


def _insurer(n: int, begun: int) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "party": "Insurer",
        "id": f"insurer {n}",
        "begun": f"{begun}-01-01",
        "line": "life" if n % 2 else "general",
        "capital": f"MOP {30_000_000 + n * 10_000}",
        "exempted": n % 7 == 0,
    }
    for group in range(1, GROUPS + 1):
        years = range(begun, FIRST.year)
        facts[f"quarterly{group}"] = {f"{year}-Q{q}": f"{year}-12-15" for year in years for q in range(1, 5)}
        facts[f"monthly{group}"] = {f"{year}-{month:02}": "never" for year in years for month in range(1, 13)}
        facts[f"yearly{group}"] = {f"FY{year}": f"{year + 1}-03-01" for year in years}
        facts[f"happened{group}"] = f"2025-{group:02}-{1 + n % 28:02}"
        facts[f"told{group}"] = "never"
    return facts


def _all_due(rules: Rules, records: list[Record], years: int = 1) -> int:
    last = date(FIRST.year + years - 1, 12, 31)
    interval = Interval(rules.lookup, FIRST, last)
    return sum(len(due_days(interval, one, FIRST).due) for one in records)


def measured() -> list[Measured]:
    """The year of the book, from that of a sample; four years against one, for each of the periods that there are."""
    rules = made_up()
    assert len(rules.program.norms) == 30
    sample = book(rules, SAMPLE, 2024)
    rounds = in_turn(lambda: _all_due(rules, sample), lambda: _all_due(rules, sample, 5))
    whole = [one[0] * INSURERS / SAMPLE for one in rounds]
    per_period = [(many / 5, few) for few, many in rounds]
    dues = _all_due(rules, sample) * INSURERS // SAMPLE
    note = f"{dues:,} due days; {statistics.median(whole) / INSURERS * 1e3:.0f} ms an insurer"
    return [
        of(f"a year of due days of {INSURERS:,} insurers under 30 norms", whole, "s", 30, note),
        ratio("a period among five years of them against one among one", per_period, 1.2, digits=1),
    ]
