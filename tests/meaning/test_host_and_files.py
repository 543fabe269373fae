"""What stands around a check changes nothing: the host, the order of files and blocks, the layout of the text."""

from __future__ import annotations

import decimal
import hashlib
import locale
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import attrs
import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from prazo.dsl.api import load_text
from prazo.dsl.check.load import gather
from prazo.dsl.check.reader import Request, Unread
from prazo.dsl.check.run import check_project
from prazo.dsl.core.nodes import Program
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.edge.files import library
from prazo.dsl.facts.values import NEVER, Record, day_of
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.syntax.parser import parse
from prazo.dsl.syntax.printer import format_module
from prazo.dsl.time.library import load_standard
from tests.conformance.runner import cases, program
from tests.meaning.programs import DAYS, days, programs, records

ROOT = Path(__file__).parents[2]


# --- the host --------------------------------------------------------------------------------------------------


def outcome() -> str:
    """A digest of what the first three conformance cases of each folder come to: it is worked out a dozen times."""
    found = hashlib.sha256()
    lookups = {folder: Lookup(program(folder), load_standard()) for folder in {case.folder for case in cases()}}
    met: Counter[str] = Counter()
    for case in cases():
        met[case.folder] += 1
        if met[case.folder] > 3:
            continue
        found.update(repr(check_subject(lookups[case.folder], case.record, case.on, case.readings)).encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def expected() -> str:
    return outcome()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_zone_changes_nothing(zone: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert outcome() == expected
    finally:
        monkeypatch.undo()
        time.tzset()


def test_decimal_precision_changes_nothing(expected: str) -> None:
    with decimal.localcontext() as context:
        context.prec = 1
        context.rounding = decimal.ROUND_UP
        assert outcome() == expected


def test_the_locale_changes_nothing(expected: str) -> None:
    kept = locale.setlocale(locale.LC_ALL)
    try:
        for name in ("C", "C.UTF-8", "pt_PT.UTF-8", "tr_TR.UTF-8"):
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:  # not every machine has every one; "C" is always there
                continue
            assert outcome() == expected
    finally:
        locale.setlocale(locale.LC_ALL, kept)


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_order_of_sets_and_the_zone_of_a_fresh_host_change_nothing(seed: str, expected: str) -> None:
    script = "from tests.meaning.test_host_and_files import outcome; print(outcome())"
    host = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=host, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, expected), done.stderr


# --- files and layout ------------------------------------------------------------------------------------------


class Shelf:
    """A folder that is not on the disk."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files

    def names(self) -> Sequence[str]:
        return tuple(self.files)

    def read(self, path: str, most: int) -> bytes | Unread:
        found = self.files.get(path)
        return Unread("missing") if found is None else found.encode()


def core_of(files: Mapping[str, str]) -> Program:
    checked, findings = check_project(gather(Request(), Shelf(files), library()), load_standard().rules)
    assert checked is not None, findings
    return nameless(checked)


def nameless(checked: Program) -> Program:
    """The core without the names and digests of its files."""
    instruments = tuple(attrs.evolve(one, module="") for one in checked.instruments)
    return attrs.evolve(checked, modules=(), instruments=instruments)


def knit(block: str, ruled: Sequence[str]) -> bool:
    """Whether a norm names another or is named by one, so that one file has to hold both."""
    return any(
        re.search(rf"\b{re.escape(named.split()[1])}\b", user.split("\n", 1)[1])
        for other in ruled
        for named, user in ((block, other), (other, block))
        if other is not block
    )


@given(programs(), records(), days, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(text: str, record: Record, day: date, random: Random) -> None:
    """One file, or one of declarations and two of norms that use it, in any order and of any names."""
    blocks = text.strip().split("\n\n")
    declared = [one for one in blocks if one.split()[0] in ("instrument", "provision", "party", "record", "define")]
    ruled = [one for one in blocks if one not in declared]
    paired = [one for one in ruled if knit(one, ruled)]
    rest = [one for one in ruled if one not in paired]
    first, *others = random.sample(("amber", "blue", "coral"), 3)
    files = {f"{first}.prazo": "\n\n".join(declared) + "\n"}
    for name, part in zip(others, [one for one in (paired, rest) if one], strict=False):
        files[f"{name}.prazo"] = "\n\n".join((f"use {first}", *part)) + "\n"
    order = list(files)
    random.shuffle(order)
    split = core_of({name: files[name] for name in order})
    whole = nameless(load_text(text).program)
    assert split == whole
    times = load_standard()
    assert check_subject(Lookup(split, times), record, day) == check_subject(Lookup(whole, times), record, day)


@given(programs())
def test_what_is_printed_is_the_same_tree(text: str) -> None:
    tree, found = parse(Source("generated.prazo", text))
    assert found == ()
    again, found = parse(Source("generated.prazo", format_module(tree)))
    assert found == ()
    assert again == tree


# --- due days --------------------------------------------------------------------------------------------------

_UNITS = ("days", "weeks", "months", "years")
_HEAD = """instrument LAW "Law"
  authority Regulator
  time counted by {rule}
  version first from 1950-01-01

provision 1 "Duty"

party Regulator "regulator"

party P "person"
  signing  event
  paid     event

obligation pay "Pay"
  cites 1
  on P
  must paid
  {limit}
"""


@st.composite
def _limits(draw: st.DrawFn) -> tuple[str, str]:
    """A counting rule that says that later anchors never give earlier due days, and a limit that it can count."""
    rules = [name for name, one in load_standard().rules.items() if all(version.monotone for version in one.versions)]
    rule = draw(st.sampled_from(sorted(rules)))
    open_days_only = any(version.skips == "all" for version in load_standard().rules[rule].versions)
    units = ("working days",) if open_days_only else _UNITS
    parts = draw(st.lists(st.tuples(st.integers(1, 40), st.sampled_from(units)), min_size=1, max_size=2))
    length = " and ".join(f"{n} {unit}" for n, unit in parts)
    return rule, draw(st.sampled_from((f"within {length} of signing", f"at least {length} before signing")))


@given(_limits(), st.dates(date(2012, 1, 1), date(2040, 1, 1)), st.integers(1, 40))
def test_a_later_anchor_never_gives_an_earlier_due_day(limit: tuple[str, str], anchor: date, later: int) -> None:
    rule, words = limit
    lookup = Lookup(load_text(_HEAD.format(rule=rule, limit=words)).program, load_standard())

    def due(signing: date) -> date | None:
        on = max(signing, DAYS[0])
        (verdict,) = check_subject(lookup, Record("P", "p", {"signing": signing, "paid": NEVER}), on).verdicts
        return day_of(verdict.due)

    first, second = due(anchor), due(anchor + timedelta(days=later))
    assume(first is not None)
    assert first is not None
    assert second is not None
    assert first <= second
