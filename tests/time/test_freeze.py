"""The frozen calendars are what the package gives; only where the package is installed can that be compared."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from prazo.compiler.calendars import freeze
from prazo.dsl.errors import MissingExtra


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(freeze, "PACKAGE", "a_package_that_is_nowhere")
    with pytest.raises(MissingExtra, match="refresh"):
        freeze.all_frozen()
    run = CliRunner().invoke(freeze.main, [str(tmp_path)])
    assert run.exit_code == MissingExtra.exit_status
    assert "prazo[refresh]" in run.output


if find_spec("holidays") is not None:

    def test_freezing_again_gives_the_same_bytes() -> None:
        folder = files("prazo.stdlib").joinpath("calendars")
        for name, text in freeze.all_frozen().items():
            assert folder.joinpath(name).read_bytes() == text.encode("utf-8"), name

    def test_check_says_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
        run = CliRunner().invoke(freeze.main, ["--check", str(tmp_path)])
        assert (run.exit_code, run.output) == (1, "would change: macau.json, hongkong.json\n")
        assert list(tmp_path.iterdir()) == []
        run = CliRunner().invoke(freeze.main, [str(tmp_path)])
        assert (run.exit_code, run.output) == (0, "written: macau.json, hongkong.json\n")
        run = CliRunner().invoke(freeze.main, ["--check", str(tmp_path)])
        assert (run.exit_code, run.output) == (0, "nothing changes\n")

    def test_half_days_are_left_out() -> None:
        for text in freeze.all_frozen().values():
            years = text.partition('"years"')[2].lower()
            assert not any(word in years for word in ("afternoon", "half"))
