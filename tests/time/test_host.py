"""The host changes nothing: precision, zone, locale, and a bare interpreter without the project."""

import ast
import decimal
import locale
import os
import subprocess
import sys
import time
from datetime import date
from importlib.resources import files

import pytest

from prazo.dsl.time.counting import Counted, due_day, latest_day_before
from prazo.dsl.time.library import load_standard


def outcomes() -> list[Counted]:
    standard = load_standard()
    found = []
    for name in sorted(standard.rules):
        rule = standard.rule(name, date(2026, 1, 1))
        for anchor in (date(2026, 3, 5), date(2024, 2, 29), date(2025, 12, 31), date(2021, 9, 29)):
            for n in (5, 14, 30):
                found.append(due_day(rule, standard.calendar_of(rule), anchor, ((n, "day"),)))
                found.append(latest_day_before(rule, standard.calendar_of(rule), anchor, ((n, "day"),)))
    return found


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Macau"])
def test_the_zone_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = outcomes()
    try:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        load_standard.cache_clear()
        assert outcomes() == expected
    finally:
        monkeypatch.undo()
        time.tzset()


def test_decimal_precision_changes_nothing() -> None:
    expected = outcomes()
    with decimal.localcontext() as context:
        context.prec = 1
        context.traps[decimal.Inexact] = True
        load_standard.cache_clear()
        assert outcomes() == expected


def installed_locales() -> list[str]:
    """Those of a few different locales that this machine has; "C" is always there."""
    kept = locale.setlocale(locale.LC_ALL)
    found = []
    for name in ("C", "C.UTF-8", "pt_PT.UTF-8", "zh_TW.UTF-8", "tr_TR.UTF-8"):
        try:
            locale.setlocale(locale.LC_ALL, name)
            found.append(name)
        except locale.Error:
            continue
        finally:
            locale.setlocale(locale.LC_ALL, kept)
    return found


@pytest.mark.parametrize("name", installed_locales())
def test_the_locale_changes_nothing(name: str) -> None:
    expected = outcomes()
    kept = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
        load_standard.cache_clear()
        assert outcomes() == expected
    finally:
        locale.setlocale(locale.LC_ALL, kept)


def without_own_imports(name: str) -> str:
    text = files("prazo.dsl.time").joinpath(name).read_text(encoding="utf-8")
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("prazo.") and node.end_lineno:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "\n".join(lines)


def test_days_and_counting_stand_alone_in_a_bare_interpreter() -> None:
    """Generated checkers hold both files word for word, one after the other, without the imports between them."""
    alone = "\n".join(without_own_imports(name) for name in ("days.py", "counting.py"))
    assert "prazo" not in alone
    alone += """
macau = Calendar("m", ("Sunday",), ((date(2026, 4, 4), "holiday", "Easter"),), (date(2026, 1, 1), date(2027, 1, 1)), "")
rule = CountingRule("r", None, None, "m", ("Sunday", "holiday"), True, "none", 0, "later", "earlier", "last", False,
                    True, True, "b", "s", None)
print(due_day(rule, macau, date(2026, 3, 5), ((30, "day"),)).day, add_unmoved(date(2026, 1, 31), ((1, "month"),)))
"""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", alone], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert ran.stdout == "2026-04-06 2026-02-28\n"
