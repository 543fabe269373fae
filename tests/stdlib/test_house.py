"""A house's own file upon the standard library: how it takes an open word of a guideline."""

from __future__ import annotations

from datetime import date

import pytest

from prazo.dsl.api import load_text

HOUSE = """
use macau.insurance.amcm_cloud.security

interpret AMCM_CLOUD.audit
  regularly is at least every 12 months
  by "Audit committee" on 2025-07-01
"""
FACTS = {
    "party": "Insurer",
    "id": "acme",
    "seat": "local",
    "begin_business": "2020-01-01",
    "arrangements": [
        {
            "id": "mail",
            "on_demand": True,
            "shared_pool": True,
            "quickly_provisioned": True,
            "route": "direct",
            "material": True,
            "audited": ["2026-06-01"],
            "certification": "never",
        }
    ],
}


@pytest.mark.parametrize(
    ("on", "uninterpreted", "status", "due"),
    [
        (date(2027, 6, 1), False, "pending", "2027-06-01"),
        (date(2027, 6, 2), False, "breached", "2027-06-01"),
        (date(2027, 6, 2), True, "pending", None),
    ],
)
def test_a_house_says_how_often_it_audits(on: date, uninterpreted: bool, status: str, due: str | None) -> None:
    report = load_text(HOUSE).check(FACTS, on=on, uninterpreted=uninterpreted)
    (verdict,) = (one for one in report["subjects"][0]["verdicts"] if one["norm"] == "AMCM_CLOUD/audit")
    assert (verdict["status"], verdict["due"]) == (status, due)
    assert verdict["interpretations"] == ([] if uninterpreted else ["AMCM_CLOUD.audit (Audit committee, 2025-07-01)"])
    assert ("interpreted" in verdict["marks"]) is not uninterpreted
    assert ("open_textured" in verdict["marks"]) is uninterpreted
