"""Made-up rules of a given length, in the manner of a real law: parties, definitions, norms, consequences, cases."""

from __future__ import annotations

from typing import Final

_HEAD: Final = """\
amounts in MOP

instrument LAW "Made-up law" pt "Lei inventada" zh "示例法"
  jurisdiction Macau
  issued by Governor
  authority AMCM
  force law
  amounts in MOP
  time counted by macau.administrative
  version original from 1997-09-01
  version reform from 2020-09-22

party AMCM "authority" zh "監管機構"
party Governor "governor"
"""

#: One group of blocks; ``#`` before a word's end stands for the number of the group.
_GROUP: Final = """
provision @ "Article @"
provision @(1) "Article @, first paragraph"

# What the law knows of its insurers.
party Insurer@ "insurer" pt "seguradora" zh "保險公司"
  line one of general, life "class of business" pt "ramo" zh "保險項目"
  capital money at least 0 "share capital" zh "公司資本"
  reserves money at least 0
  premiums money each financial year at least 0
  insureds number at least 0
  founded date
  authorised state "authorised to do business"
  licensed event
  notified event
  published event
  merged event
  exempted decision by AMCM

define own_funds@ of Insurer@ is money "Own funds"
  cites @
  capital + reserves, at least MOP 10K

define margin@ of Insurer@ is money "Margin"
  cites @(1)
  where line is general
  until reform according to premiums of last financial year
    below MOP 10M             MOP 5M
    MOP 10M to below MOP 20M  50% of it
    MOP 20M and above         MOP 10M + 25% of the excess over MOP 20M
  from reform according to premiums of last financial year
    up to MOP 40M  50% of it, at least MOP 10M
    above MOP 40M  MOP 20M + 25% of the excess over MOP 40M

requirement minimum_capital@ "Minimum capital" pt "Capital mínimo" zh "最低公司資本"
  cites @(1)
  on Insurer@ where authorised
  until reform
    capital >= MOP 15M if line is life
    capital >= MOP 5M + 25% of reserves otherwise
  from reform
    own_funds@ >= MOP 30M if line is life
    own_funds@ >= MOP 15M if line is general and insureds > 1,000
    own_funds@ >= MOP 10 million otherwise
  unless exempted

requirement solvency@ "Keep the margin"
  cites @
  on Insurer@
  own_funds@ >= margin@ if line is general
  capital >= MOP 20M if line is life

obligation notify@ "Notify the authority" pt "Dever de comunicação"
  cites @
  on Insurer@
  to AMCM
  must notified within 30 days of licensed
  note "Counted from the licence."

prohibition no_merger@ "No merger unannounced"
  cites @(1)
  on Insurer@ where authorised and insureds >= 10
  must not merged without published

scenario "a life insurer @ on both sides of the reform"
  given Insurer@ with line life, capital MOP 12M, reserves MOP 3M, authorised from 2001-01-01
  on 2020-09-21 expect minimum_capital@ breached
  on 2021-06-30 expect minimum_capital@ breached, own_funds@ = MOP 15M
"""

_GROUP_LINES: Final = _GROUP.count("\n")


def written_rules(lines: int) -> str:
    """Rules without a mistake, of about ``lines`` lines (never more, at most one group fewer)."""
    groups = max(1, (lines - _HEAD.count("\n")) // _GROUP_LINES)
    return _HEAD + "".join(_GROUP.replace("@", str(n)) for n in range(1, groups + 1))
