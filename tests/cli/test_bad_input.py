"""Whatever is given to the command line: a coded message, an exit status of the contract, bounded memory, no traceback.

Each case is a true process under a limit of memory, so that nothing can hide in the test's own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

RULES_WRONG, FACTS_WRONG = 3, 4
_GIB = 1 << 30
PRAZO = Path(sys.executable).with_name("prazo")

GOOD_RULES = """
instrument LAW "Law"
  authority Office
  amounts in MOP
  time counted by calendar_days
  version first from 2000-01-01

provision 1 "Capital"

party Office

party P
  capital  money
  net      number
  gross    number
  signing  event
  pay      event
  agents   list of Agent

record Agent
  resident  yes or no

requirement capital_kept "Capital"
  cites 1
  on P
  capital >= MOP 30M

obligation paid "Pay"
  cites 1
  on P
  must pay within 30 days of signing
"""

GOOD_FACTS = '{"party": "P", "id": "p", "capital": "MOP 40000000"}'


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 * _GIB, 2 * _GIB))


def check(folder: Path, rules: bytes | str | None, facts: bytes | str, *more: str) -> subprocess.CompletedProcess[str]:
    """``prazo check`` on these texts, in a process of its own."""
    if rules is not None:
        (folder / "rules.prazo").write_bytes(rules if isinstance(rules, bytes) else rules.encode())
    (folder / "facts.json").write_bytes(facts if isinstance(facts, bytes) else facts.encode())
    command = [str(PRAZO), "check", "rules.prazo", "--facts", "facts.json"]
    return subprocess.run(
        [*command, "--on", "2021-06-30", *more],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        preexec_fn=limit_memory,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], status: int, code: str) -> None:
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert done.returncode == status, (done.returncode, done.stdout[-500:], done.stderr[-2000:])
    assert f"error {code}" in done.stderr, done.stderr[:3000]
    assert done.stdout == ""


NEST = 10_000
REQUIREMENT = GOOD_RULES + "\nrequirement r\n  cites 1\n  on P\n  "
BAD_RULES: dict[str, tuple[bytes | str | None, str]] = {
    "binary": (bytes(range(256)) * 40, "P023"),
    "not UTF-8": ('# caf\xe9\nparty P\n'.encode("latin-1"), "P0230"),
    "a hundred megabytes": (b"# x\n" * 25_000_000, "P0101"),
    "nested 10,000 deep": (REQUIREMENT + "(" * NEST + "capital > MOP 1" + ")" * NEST, "P01"),
    "not, 10,000 times": (GOOD_RULES + "\nrequirement deep\n  cites 1\n  on P\n  " + "not " * NEST + "pay", "P01"),
    "a day of the year 0": (GOOD_RULES + "\nobligation o\n  cites 1\n  on P\n  must pay by 0000-01-01", "P01"),
    "a day of the year 99999": (GOOD_RULES + "\nobligation o\n  cites 1\n  on P\n  must pay by 99999-01-01", "P01"),
    "31 February": (GOOD_RULES + "\nobligation o\n  cites 1\n  on P\n  must pay by 2021-02-31", "P01"),
    "no value at zero": (GOOD_RULES + "\nrequirement r\n  cites 1\n  on P\n  net divided by gross >= 50%", "P03"),
    "uses itself": ("use rules\n" + GOOD_RULES, "P0208"),
    "uses what lies outside": ("use ../secrets\n" + GOOD_RULES, "P"),
    "circular definitions": (
        GOOD_RULES
        + "\n".join(f"define {a} of P is money\n  cites 1\n  {b}" for a, b in ("ab", "bc", "ca")),
        "P02",
    ),
    "only words": ("hello world\n" * 5, "P01"),
    "a number of 5,000 digits": (REQUIREMENT + "capital >= MOP " + "9" * 5000, "P01"),
    "a NUL": (GOOD_RULES + '\nprovision 2 "a\0b"\n', "P0"),
    "a name turned round": (GOOD_RULES + "\nprovision 2 \"a\u202eb\"\n", "P01"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_RULES)
def test_rules(name: str, tmp_path: Path) -> None:
    rules, code = BAD_RULES[name]
    refused(check(tmp_path, rules, GOOD_FACTS), RULES_WRONG, code)


BAD_FACTS: dict[str, tuple[bytes | str, str]] = {
    "empty": ("", "F00"),
    "binary": (bytes(range(256)) * 40, "F00"),
    "a hundred megabytes": (b'{"party": "P", "id": "' + b"x" * 100_000_000 + b'"}', "F00"),
    "nested 10,000 deep": ('{"party": "P", "id": "p", "agents": ' + "[" * NEST + "]" * NEST + "}", "F00"),
    "a million keys": ("{" + ",".join(f'"k{n}": 1' for n in range(1_000_000)) + "}", "F00"),
    "a key twice": ('{"party": "P", "id": "p", "capital": null, "capital": null}', "F00"),
    "1e400": ('{"party": "P", "id": "p", "capital": 1e400}', "F00"),
    "NaN": ('{"party": "P", "id": "p", "capital": NaN}', "F00"),
    "5,000 digits": ('{"party": "P", "id": "p", "capital": ' + "9" * 5000 + "}", "F00"),
    "the year 0": ('{"party": "P", "id": "p", "signing": "0000-01-01"}', "F00"),
    "the year 99999": ('{"party": "P", "id": "p", "signing": "99999-01-01"}', "F00"),
    "a week date": ('{"party": "P", "id": "p", "signing": "2021W011"}', "F00"),
    "other digits": ('{"party": "P", "id": "p", "signing": "２０２１-01-01"}', "F00"),
    "a float of money": ('{"party": "P", "id": "p", "capital": "45M"}', "F0012"),
    "an unknown fact": ('{"party": "P", "id": "p", "captial": "MOP 1"}', "F0031"),
    "an escape of the terminal": ('{"party": "P", "id": "p\\u001b[31m"}', "F00"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FACTS)
def test_facts(name: str, tmp_path: Path) -> None:
    facts, code = BAD_FACTS[name]
    done = check(tmp_path, GOOD_RULES, facts)
    refused(done, FACTS_WRONG, code)
    assert "\x1b" not in done.stderr


def test_an_empty_file_of_rules_has_no_party(tmp_path: Path) -> None:
    done = check(tmp_path, "", GOOD_FACTS)
    assert done.returncode == FACTS_WRONG
    assert "Traceback" not in done.stderr
    assert "error F00" in done.stderr


PYTHON_NAMES = ("__import__", "class", "lambda", "print", "os_system", "__class__", "none_of_it", "exec", "def")


def test_names_that_look_like_code_are_names(tmp_path: Path) -> None:
    facts = "".join(f"  {name}  yes or no\n" for name in PYTHON_NAMES)
    norms = "".join(
        f'requirement n_{n} "{{0}} %s \\\\ {name}"\n  cites 1\n  on Q\n  {name}\n'
        for n, name in enumerate(PYTHON_NAMES)
    )
    rules = GOOD_RULES + f"\nparty Q\n{facts}\n{norms}"
    given = {"party": "Q", "id": "q", **dict.fromkeys(PYTHON_NAMES, True)}
    for engine in ("reference", "python"):
        done = check(tmp_path, rules, json.dumps(given), "--format", "json", "--engine", engine)
        assert done.returncode == 0, done.stderr
        assert {one["status"] for one in json.loads(done.stdout)["subjects"][0]["verdicts"]} == {"compliant"}


def test_a_limit_that_leaves_the_dates_is_no_wrong_verdict(tmp_path: Path) -> None:
    facts = '{"party": "P", "id": "p", "capital": "MOP 40000000", "signing": "2199-12-20", "pay": "never"}'
    done = check(tmp_path, GOOD_RULES, facts, "--format", "json")
    assert "Traceback" not in done.stderr
    paid = next(one for one in json.loads(done.stdout)["subjects"][0]["verdicts"] if one["norm"] == "LAW/paid")
    assert paid["status"] == "not_applicable"  # signing is only planned


def test_half_a_file_is_never_left(tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("before", encoding="utf-8")
    done = check(
        tmp_path, GOOD_RULES, '{"party": "P", "id": "p", "capital": "45M"}', "--format", "json", "-o", "out.json"
    )
    assert done.returncode == FACTS_WRONG
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["facts.json", "out.json", "rules.prazo"]


def test_a_result_does_not_take_the_place_of_what_is_read(tmp_path: Path) -> None:
    rules = tmp_path / "rules.prazo"
    rules.write_text(GOOD_RULES, encoding="utf-8")
    command = [str(PRAZO), "build", str(rules), "--target", "python", "-o", str(rules)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (5, "")
    assert "error E0009" in found.stderr
    assert rules.read_text(encoding="utf-8") == GOOD_RULES


def test_working_days_need_a_rule_that_counts_them(tmp_path: Path) -> None:
    rules = tmp_path / "rules.prazo"
    rules.write_text(GOOD_RULES.replace("within 30 days", "within 5 working days"), encoding="utf-8")
    found = subprocess.run([str(PRAZO), "read", str(rules)], capture_output=True, text=True, check=False)
    assert found.returncode == RULES_WRONG
    assert "error P0438: calendar_days has no calendar of closed days" in found.stderr
