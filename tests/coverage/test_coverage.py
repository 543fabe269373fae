"""Coverage: which place is accounted for by what, in which version, worked out by hand from one small law."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest

from prazo.compiler.cli.main import main
from prazo.compiler.coverage.page import coverage_page
from prazo.compiler.coverage.places import KINDS, PARTS, Cover, InstrumentCover, coverage
from prazo.dsl.check.program import check_modules
from prazo.dsl.core.nodes import Always, And, Labels, Program, ProvisionDecl
from prazo.dsl.errors import EXIT_FOUND, EXIT_MISUSE
from prazo.dsl.time.library import load_standard
from tests.check.rules import module

LAW = """
instrument LAW "Law" pt "Lei" zh "法"
  jurisdiction Macau
  authority AMCM
  amounts in MOP
  time counted by macau.civil
  version original from 2000-01-01
  version reform from 2020-09-22
  version later from 2022-01-01

provision 1 "Capital"
provision 1(1)
provision 1(2)
provision 2 "Files"
provision 2(1)
provision 2(1)(a)
provision 2(1)(b)
provision 3 "Names"
provision 4 "Fines"
provision 4(1)
provision 5 "Left out"
provision "Annex A" "Table"

party AMCM
party Insurer "insurer"
  capital money at least 0
  line one of general, life

requirement enough "Enough"
  cites 1(1)
  on Insurer
  capital >= least

requirement since_reform "Since the reform"
  cites 1(2)
  on Insurer
  from reform
    capital >= MOP 1

define least of Insurer is money "Least capital"
  cites 1(1), "Annex A"
  MOP 1M

requirement files "Files"
  cites 2(1), 2(1)(a)
  on Insurer
  capital >= MOP 2

consequence fine "Fine"
  cites 4(1)
  on Insurer
  for breach of enough, imposed by AMCM
  from MOP 1 to MOP 2

statement names "Names"
  cites 3
  because "A name is no fact of this law."
"""

OTHER = """
instrument NOTE "Note"
  jurisdiction Macau
  authority AMCM
  amounts in MOP
  time counted by macau.civil
  version original from 2000-01-01
provision 1 "One"
requirement noted "Note"
  cites LAW 5, LAW 1(2)
  on Insurer
  capital >= MOP 3
"""


def program(*others: str) -> Program:
    """The law, and further files that use it."""
    modules = [module(LAW), *(module(text, f"other{number}", ("law",)) for number, text in enumerate(others))]
    found, diagnostics = check_modules(modules, load_standard().rules)
    assert found is not None, diagnostics
    return found


def law(found: Iterable[InstrumentCover]) -> InstrumentCover:
    return next(one for one in found if one.instrument.name == "LAW")


def kinds(one: InstrumentCover, version: str) -> dict[str, str]:
    covers = next(other.covers for other in one.versions if other.version.name == version)
    return {cover.provision.place: cover.kind for cover in covers}


def test_every_place_is_accounted_for_or_missing() -> None:
    assert kinds(law(coverage(program())), "reform") == {
        "1": "parts",
        "1(1)": "norm",
        "1(2)": "norm",
        "2": "parts",
        "2(1)": "norm",
        "2(1)(a)": "norm",
        "2(1)(b)": "under",  # the rule cites 2(1) as a whole: nothing says that it says what (b) says
        "3": "statement",
        "4": "parts",
        "4(1)": "consequence",
        "5": "missing",
        "Annex A": "definition",
    }


def test_a_rule_accounts_only_for_the_versions_in_which_it_is_in_force() -> None:
    found = law(coverage(program()))
    assert [kinds(found, version)["1(2)"] for version in ("original", "reform", "later")] == ["missing", "norm", "norm"]


def test_a_place_is_counted_while_it_is_in_force() -> None:
    changed = program()
    [instrument] = changed.instruments
    places = [attrs.evolve(one, until="later") if one.place == "3" else one for one in instrument.provisions]
    places += [ProvisionDecl("6", Labels(), len(places), since="reform")]
    found = law(coverage(attrs.evolve(changed, instruments=(attrs.evolve(instrument, provisions=tuple(places)),))))
    there = [{"3", "6"} & kinds(found, version).keys() for version in ("original", "reform", "later")]
    assert there == [{"3"}, {"3", "6"}, {"6"}]


def test_every_place_of_the_index_is_counted_once_or_a_heading() -> None:
    for version in law(coverage(program())).versions:
        assert sum(version.counts[kind] for kind in KINDS) == version.counted == 9
        assert version.counts[PARTS] == 3
        assert Counter(cover.provision.place for cover in version.covers).most_common(1)[0][1] == 1


def test_all_rules_that_cite_a_place_are_named_the_norm_first() -> None:
    [cover] = [one for one in law(coverage(program())).versions[0].covers if one.provision.place == "1(1)"]
    assert [(rule.kind, rule.id) for rule in cover.rules] == [("norm", "LAW/enough"), ("definition", "Insurer/least")]


def test_a_statement_says_why_no_fact_decides_it() -> None:
    [cover] = [one for one in law(coverage(program())).versions[0].covers if one.provision.place == "3"]
    assert [rule.reason for rule in cover.rules] == ["A name is no fact of this law."]


def test_what_another_instrument_cites_of_a_law_accounts_for_nothing_in_it() -> None:
    found = coverage(program(OTHER))
    assert [one.instrument.name for one in found] == ["LAW", "NOTE"]
    assert kinds(law(found), "original")["5"] == "missing"
    assert kinds(law(found), "original")["1(2)"] == "missing"
    assert kinds(found[1], "original") == {"1": "missing"}


def test_one_instrument_can_be_asked_for() -> None:
    assert [one.instrument.name for one in coverage(program(OTHER), ["NOTE"])] == ["NOTE"]


# --- the letters of a list of items ----------------------------------------------------------------------------


@attrs.frozen
class Lettered(Always):
    """A part of a rule with a letter, as items of checklists have it."""

    letter: str = ""


def with_letters(*letters: str, cites: tuple[str, ...] = ("2(1)",)) -> dict[str, str]:
    """What the places of article 2 are where the rule that cites these has lettered items."""
    plain = program()
    norms = []
    for norm in plain.norms:
        if norm.id == "LAW/files":
            [first, *_] = norm.versions
            [(label, body)] = first.bodies
            marked = attrs.evolve(body, where=And(tuple(Lettered(True, letter) for letter in letters)))
            versions = [attrs.evolve(one, bodies=((label, marked),)) for one in norm.versions]
            norm = attrs.evolve(norm, cites=cites, versions=tuple(versions))
        norms.append(norm)
    return kinds(law(coverage(attrs.evolve(plain, norms=tuple(norms)))), "original")


def test_a_lettered_item_accounts_for_the_item_of_that_letter() -> None:
    found = with_letters("b")
    assert found["2(1)(a)"] == "under"
    assert found["2(1)(b)"] == "checklist"


def test_a_borrowed_item_accounts_for_no_item_of_the_list_that_borrows() -> None:
    assert with_letters("9(1)(b)")["2(1)(b)"] == "under"


def test_a_letter_without_a_place_accounts_for_nothing() -> None:
    assert "2(1)(z)" not in with_letters("z")


# --- the command -----------------------------------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PRAZO_CACHE", "off")
    (tmp_path / "law.prazo").write_text(LAW, "utf-8")
    return str(tmp_path / "law.prazo")


Capture = pytest.CaptureFixture[str]


def test_text_tells_versions_that_are_alike_once(rules: str, capsys: Capture) -> None:
    assert main(["coverage", rules]) == 0
    out = capsys.readouterr().out
    heads = [line for line in out.splitlines() if line.startswith(("original", "reform", "later"))]
    assert heads == ["original, from 1 January 2000 to 21 September 2020", "reform, later, from 22 September 2020"]
    assert (
        "9 places to account for: 4 norms, 1 consequence, 1 definition, 1 statement, 1 only under a cited place, "
        "1 missing (and 3 headings)"
    ) in out
    lines = [line.split(None, 1) for line in out.splitlines() if line.startswith("  ")]
    said = dict(lines[len(lines) // 2 :])
    assert said["5"].split() == ["missing"]
    assert said["2(1)(b)"].split() == ["only", "under", "2(1)", "files"]
    assert said["1(1)"].split(None, 1)[1] == "enough, least (definition)"
    assert said["3"].split(None, 1)[1] == "names: A name is no fact of this law."


def test_only_some_kinds_stand_under_their_headings(rules: str, capsys: Capture) -> None:
    assert main(["coverage", rules, "--only", "missing,under"]) == 0
    lines = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert lines == ["1", "1(2)", "2", "2(1)(b)", "5", "2", "2(1)(b)", "5"]


def test_the_status_says_whether_something_is_missing(rules: str) -> None:
    assert main(["coverage", rules, "--fail-on", "missing"]) == EXIT_FOUND
    assert main(["coverage", rules, "--fail-on", "under"]) == EXIT_FOUND
    assert main(["coverage", rules, "--fail-on", "power"]) == 0
    assert main(["coverage", rules]) == 0
    whole = LAW.replace('provision 5 "Left out"', "").replace("  from reform\n", "").replace("cites 2(1), ", "cites ")
    Path(rules).write_text(whole.replace("provision 2(1)(b)", ""), "utf-8")
    assert main(["coverage", rules, "--fail-on", "missing,under"]) == 0


def test_json_has_every_place_of_every_version(rules: str, capsys: Capture) -> None:
    assert main(["coverage", rules, "--format", "json", "--only", "missing"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "prazo-coverage/1"
    [instrument] = data["instruments"]
    assert (instrument["instrument"], instrument["titles"], instrument["index"]) == (
        "LAW", {"en": "Law", "pt": "Lei", "zh": "法"}, 12,
    )  # fmt: skip
    assert [(one["version"], one["from"], one["until"]) for one in instrument["versions"]] == [
        ("original", "2000-01-01", "2020-09-22"),
        ("reform", "2020-09-22", "2022-01-01"),
        ("later", "2022-01-01", None),
    ]
    for version in instrument["versions"]:
        assert len(version["places"]) == 12
        assert sum(version["counts"].values()) == 12
    under = next(one for one in instrument["versions"][0]["places"] if one["place"] == "2(1)(b)")
    assert under == {
        "place": "2(1)(b)",
        "titles": {},
        "kind": "under",
        "under": "2(1)",
        "rules": [{"kind": "norm", "id": "LAW/files", "titles": {"en": "Files"}, "reason": None}],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "mising"], "the nearest is missing"),
        (["--fail-on", "everything"], 'no kind of place "everything"'),
        (["--instrument", "LOW"], "the nearest is LAW"),
    ],
)
def test_misuse_names_what_there_is(rules: str, capsys: Capture, arguments: list[str], said: str) -> None:
    assert main(["coverage", rules, *arguments]) == EXIT_MISUSE
    assert said in capsys.readouterr().err


def test_an_instrument_without_an_index_is_named(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "bare.prazo"
    path.write_text(re.sub(r"provision .*\n|  cites .*\n", "", LAW), "utf-8")
    assert main(["coverage", str(path), "--fail-on", "missing"]) == 0
    assert "the places of LAW are not known" in capsys.readouterr().err


# --- the page --------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Tags with their attributes, and the text of cells, styles and titles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.setdefault(self.tags[-1][0] if self.tags else "", []).append(data)


def hostile() -> tuple[InstrumentCover, ...]:
    """Titles that try to be markup, to run and to hide."""
    plain = program()
    bad = '<script>alert(1)</script>" onload="x\u202e'
    [instrument] = plain.instruments
    places = tuple(attrs.evolve(one, labels=Labels(en=bad, zh=bad)) for one in instrument.provisions)
    norms = tuple(attrs.evolve(one, labels=Labels(en=bad)) for one in plain.norms)
    statements = tuple(attrs.evolve(one, reason=bad) for one in plain.statements)
    written = attrs.evolve(instrument, labels=Labels(en=bad), provisions=places)
    return coverage(attrs.evolve(plain, instruments=(written,), norms=norms, statements=statements))


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    page = Page(coverage_page(hostile()))
    assert {tag for tag, _ in page.tags} == {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "code", "table", "thead", "tbody", "tr",
        "th", "td", "span", "br",
    }  # fmt: skip
    names = {name for _, attributes in page.tags for name in attributes}
    assert names == {"lang", "charset", "http-equiv", "content", "name", "class"}
    [policy] = [one["content"] for tag, one in page.tags if one.get("http-equiv") == "Content-Security-Policy"]
    style = "".join(page.said["style"])
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert b64encode(sha256(style[: style.rindex("}\n") + 2].encode()).digest()).decode() in policy


def test_what_hides_is_shown_on_the_page() -> None:
    text = coverage_page(hostile())
    assert "\u202e" not in text
    assert "\\u202e" in text


def test_the_page_has_every_place(rules: str, tmp_path: Path) -> None:
    path = tmp_path / "coverage.html"
    assert main(["coverage", rules, "--format", "html", "-o", str(path)]) == 0
    page = Page(path.read_text("utf-8"))
    rows = [one["class"] for tag, one in page.tags if tag == "tr" and "class" in one]
    assert Counter(rows) == {
        "heading": 6, "norm": 7, "under": 2, "statement": 2, "consequence": 2, "definition": 2, "missing": 3,
    }  # fmt: skip


def test_a_cover_is_equal_to_its_like() -> None:
    one = law(coverage(program())).versions[0].covers
    assert one == law(coverage(program())).versions[0].covers
    assert all(isinstance(cover, Cover) for cover in one)
