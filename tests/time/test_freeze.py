"""The frozen calendars are what the package gives; only where the package is installed can that be compared."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest

from prazo.compiler.calendars import freeze
from prazo.compiler.cli.main import main
from prazo.dsl.errors import MissingExtra

CALENDARS = files("prazo.stdlib").joinpath("calendars")
Capture = pytest.CaptureFixture[str]


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(freeze, "PACKAGE", "a_package_that_is_nowhere")
    with pytest.raises(MissingExtra, match="refresh"):
        freeze.all_frozen()
    assert main(["calendar", "refresh", "--check"]) == MissingExtra.exit_status
    assert "pip install 'prazo[refresh]'" in capsys.readouterr().err


if find_spec("holidays") is not None:

    @pytest.fixture
    def copied(tmp_path: Path) -> Path:
        for name in freeze.all_frozen():
            (tmp_path / name).write_bytes(CALENDARS.joinpath(name).read_bytes())
        return tmp_path

    def refresh(folder: Path, *options: str) -> int:
        return main(["calendar", "refresh", "--into", str(folder), *options])

    def test_freezing_again_gives_the_same_bytes(capsys: Capture) -> None:
        for name, text in freeze.all_frozen().items():
            assert CALENDARS.joinpath(name).read_bytes() == text.encode("utf-8"), name
        assert main(["calendar", "refresh", "--check"]) == 0
        assert capsys.readouterr().out == "nothing changes\n"

    def test_check_says_what_would_change_and_writes_nothing(tmp_path: Path, capsys: Capture) -> None:
        assert refresh(tmp_path, "--check") == 1
        assert list(tmp_path.iterdir()) == []
        assert refresh(tmp_path) == 0
        assert capsys.readouterr().out.endswith("written: macau.json, hongkong.json\n")
        assert refresh(tmp_path, "--check") == 0

    def test_days_not_yet_checked_are_told_one_by_one_and_written(copied: Path, capsys: Capture) -> None:
        macau = copied / "macau.json"
        right = macau.read_text("utf-8")
        year = right.index('"2030": {')
        wrong = right[:year] + right[year:].replace('"12-25": "Christmas Day"', '"12-27": "Christmas Day"', 1)
        macau.write_text(wrong, "utf-8")
        assert refresh(copied, "--check") == 1
        assert capsys.readouterr().out.splitlines() == [
            "macau",
            "  Wednesday 25 December 2030  would close: holiday (Christmas Day)",
            "  Friday 27 December 2030  would open: was holiday (Christmas Day)",
        ]
        assert refresh(copied) == 0
        assert macau.read_text("utf-8") == right

    def test_a_day_that_was_checked_is_changed_by_nobody_in_silence(copied: Path, capsys: Capture) -> None:
        macau = copied / "macau.json"
        right = macau.read_text("utf-8")
        year = right.index('"2021": {')
        wrong = right[:year] + right[year:].replace('"12-25": "Christmas Day"', '"12-25": "Xmas"', 1)
        wrong = wrong.replace('holidays", "version": "0.109', 'holidays", "version": "0.100')
        macau.write_text(wrong, "utf-8")
        assert refresh(copied) == 5
        shown = capsys.readouterr()
        assert shown.out.splitlines() == [
            "macau",
            "  made from: holidays 0.100 -> holidays 0.109",
            "  Saturday 25 December 2021  holiday (Xmas) -> holiday (Christmas Day)"
            "  [checked: verdicts given before would change]",
        ]
        assert "error E0013: of the days that were checked, 1 would" in shown.err
        assert macau.read_text("utf-8") == wrong
        assert refresh(copied, "--accept") == 0
        assert macau.read_text("utf-8") == right

    def test_half_days_are_left_out() -> None:
        for text in freeze.all_frozen().values():
            years = text.partition('"years"')[2].lower()
            assert not any(word in years for word in ("afternoon", "half"))
