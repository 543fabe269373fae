"""``prazo map``: what it writes where, and what it says when it cannot."""

from pathlib import Path

import pytest

from prazo.compiler.cli.main import main
from prazo.compiler.cli.map import file_name
from prazo.compiler.map import layout
from prazo.compiler.map.sheet import Sheet
from prazo.dsl.errors import EXIT_ENVIRONMENT, EXIT_MISUSE, EXIT_RULES_WRONG, EnvironmentFault
from tests.map.record import HERE

RULES = str(HERE / "rules" / "deadlines.prazo")


def test_dot_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", RULES]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("digraph prazo {\n")
    assert err == ""


@pytest.mark.parametrize(("name", "start"), [("m.svg", b"<?xml"), ("m.dot", b"digraph"), ("m.png", b"\x89PNG")])
def test_the_ending_says_what_is_drawn(tmp_path: Path, name: str, start: bytes) -> None:
    assert main(["map", RULES, "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_folder_gets_a_file_for_each_sheet(tmp_path: Path) -> None:
    assert main(["map", RULES, "-o", f"{tmp_path}/sheets/"]) == 0
    assert sorted(one.name for one in (tmp_path / "sheets").iterdir()) == ["LAW.1.svg", "LAW.2.svg"]


def test_one_article_and_one_norm(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", RULES, "--article", "2"]) == 0
    closing = capsys.readouterr().out
    assert "Closing" in closing
    assert "open_in_time" not in closing
    assert main(["map", RULES, "--norm", "tell_before", "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    assert "norm.LAW.tell_before" in told
    assert "open_in_time" not in told
    assert "商店" in told


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--article", "3"], EXIT_MISUSE, 'no article "3"'),
        (["--norm", "tell_befor"], EXIT_MISUSE, "the nearest is LAW/tell_before"),
        (["-o", "map.exe"], EXIT_MISUSE, ".svg, .dot"),
        (["-o", "/nowhere/at/all.dot"], EXIT_ENVIRONMENT, "/nowhere/at/all.dot"),
    ],
)
def test_what_cannot_be_drawn(capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str) -> None:
    assert main(["map", RULES, *arguments]) == status
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_wrong_rules_end_with_their_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "wrong.prazo"
    rules.write_text("obligation x\n", "utf-8")
    assert main(["map", str(rules)]) == EXIT_RULES_WRONG
    assert "error P" in capsys.readouterr().err


def test_rules_without_a_norm_have_no_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "empty.prazo"
    rules.write_text('party P "person"\n', "utf-8")
    assert main(["map", str(rules)]) == EXIT_ENVIRONMENT
    assert "E0008" in capsys.readouterr().err


def test_a_layout_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> list[bytes]:
        raise EnvironmentFault.of("E0006", limit="20 seconds")

    monkeypatch.setattr(layout, "laid_out", fails)
    old = tmp_path / "map.svg"
    old.write_text("old", "utf-8")
    assert main(["map", RULES, "-o", str(old)]) == EXIT_ENVIRONMENT
    assert old.read_text("utf-8") == "old"


def test_the_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "--help"]) == 0
    assert "prazo map std:macau.insurance -o map.svg" in capsys.readouterr().out


def test_file_names_are_short_and_differ() -> None:
    one, other = (Sheet(f"{'法' * 60}/{n}", "L", n, "", (), (), (), ()) for n in ("1", "2"))
    assert file_name(one) != file_name(other)
    assert len(file_name(one)) < 150
