"""Where things are does not depend on the folder in which one starts."""

from pathlib import Path

import pytest

from helpers import paths


def test_the_root_holds_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (paths.ROOT / "src" / "helpers" / "paths.py").samefile(paths.__file__)


def test_reports_are_the_embedded_ones_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASEBOOK_REPORTS", raising=False)
    assert paths.reports_folder() == paths.DATA / "reports" / "ostrevane"
    assert paths.reports_folder("balochistan") == paths.DATA / "reports" / "balochistan"
    monkeypatch.setenv("CASEBOOK_REPORTS", "mine")
    assert paths.reports_folder() == Path("mine")


def test_the_results_folder_is_made(results: Path) -> None:
    assert not results.exists()
    assert paths.results_folder() == results
    assert results.is_dir()
