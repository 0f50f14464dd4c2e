"""The command line: tables in both forms, what was left out and why, one clear line for each error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from helpers import __main__ as command
from helpers import coding, collection, tables

TABLES = ("reports", "claims", "responsibility", "tolls", "incidents")
BULLETIN = """Four civilians were killed and seven people were injured on Monday when a bomb exploded in the
market of Lorsend, police said. The Grey Banner Front claimed responsibility for the attack.
"""
SECOND = "Gunmen shot dead three policemen near the village of Astrany on Sunday, officials said.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in box"
    folder.mkdir()
    (folder / "bulletin.txt").write_text(BULLETIN)
    (folder / "second.txt").write_text(SECOND)
    return folder


def test_reports_become_tables(inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "coded"
    assert command.main(["code", str(inbox), "--out", str(out)]) == 0
    made = {name: pd.read_parquet(out / f"{name}.parquet") for name in TABLES}
    for name, table in made.items():
        tables.validate(name, table)
        assert len(pd.read_csv(out / f"{name}.csv")) == len(table)
    assert sorted(made["claims"].query("measure == 'killed'")["low"]) == [3, 4]
    assert made["tolls"]["killed_best"].sum() == 7
    assert (made["responsibility"]["stance"] == "claims").sum() == 1
    assert not (out / "rejected.csv").exists()
    counted = " · ".join(f"{len(made[name])} {name}" for name in ("reports", "claims", "incidents"))
    assert capsys.readouterr().out == f"{counted} → {out}\n"


def test_every_claim_leads_back_to_its_words(inbox: Path, tmp_path: Path) -> None:
    command.main(["code", str(inbox), "--out", str(tmp_path)])
    texts = pd.read_parquet(tmp_path / "reports.parquet").set_index("report_id")["text"]
    claims = pd.read_parquet(tmp_path / "claims.parquet")
    assert claims["claim_id"].is_unique
    for claim in claims.itertuples():
        assert texts[claim.report_id][claim.start : claim.end] == claim.quote


def test_batches_change_nothing(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command.main(["code", str(inbox), "--out", str(tmp_path / "whole")])
    monkeypatch.setattr(coding, "BATCH", 1)
    command.main(["code", str(inbox), "--out", str(tmp_path / "single")])
    for name in TABLES:
        whole, single = (pd.read_parquet(tmp_path / kind / f"{name}.parquet") for kind in ("whole", "single"))
        pd.testing.assert_frame_equal(whole, single)


def test_what_cannot_be_read_is_listed(inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inbox / "=broken.txt").write_bytes(b"PK\x03\x04\x00\x00\x01\x02")
    assert command.main(["code", str(inbox), "--out", str(tmp_path), "--rejected", str(tmp_path / "no.csv")]) == 0
    listed = pd.read_csv(tmp_path / "no.csv")
    assert listed.columns.to_list() == ["file", "row", "reason", "remedy"]
    assert len(listed) == 1 and "=broken.txt" in listed["file"][0]
    assert listed[["reason", "remedy"]].notna().all(axis=None)
    assert "left out: 1 (see" in capsys.readouterr().out


def test_a_report_read_twice_counts_once(inbox: Path, tmp_path: Path) -> None:
    one = str(inbox / "second.txt")
    assert command.main(["code", one, one, "--out", str(tmp_path)]) == 0
    assert len(pd.read_parquet(tmp_path / "reports.parquet")) == 1
    assert "was read before" in pd.read_csv(tmp_path / "rejected.csv")["reason"][0]


def test_an_old_list_of_rejects_goes(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "rejected.csv").write_text("file,row,reason,remedy\n")
    command.main(["code", str(inbox), "--out", str(tmp_path)])
    assert not (tmp_path / "rejected.csv").exists()


@pytest.mark.parametrize("given", ["nowhere", "empty", "broken.txt"])
def test_nothing_to_read_is_one_clear_line(given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.txt").write_bytes(b"PK\x03\x04\x00\x00")
    assert command.main(["code", str(tmp_path / given), "--out", str(tmp_path / "out")]) == 2
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.startswith("helpers code: ") and given in last
    assert "Traceback" not in last


def test_a_folder_that_cannot_be_written_is_one_clear_line(
    inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert command.main(["code", str(inbox), "--out", str(tmp_path / "file")]) == 2
    assert "helpers code: " in capsys.readouterr().err.strip().splitlines()[-1]


def test_help_shows_examples() -> None:
    help_page = subprocess.run(
        [sys.executable, "-m", "helpers", "code", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("REPORTS", "--out DIR", "--rejected FILE", "examples:", "rejected.csv", ".parquet"):
        assert words in help_page


@pytest.mark.parametrize("arguments", [[], ["code"], ["code", "x"], ["cook", "x"]])
def test_wrong_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m helpers" in capsys.readouterr().err


def test_run_says_the_last_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(collection, "run", lambda reports, store: f"{reports} {store} → results/index.html")
    assert command.main(["run", "--reports", "mine"]) == 0
    assert capsys.readouterr().out == "mine False → results/index.html\n"


def test_a_failing_notebook_ends_with_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(reports: Path | None, store: bool) -> str:
        raise collection.NotebookFailed("00_start_here.ipynb stopped at cell 3 of 9")

    monkeypatch.setattr(collection, "run", fail)
    assert command.main(["run"]) == 1
    assert "00_start_here.ipynb stopped at cell 3 of 9" in capsys.readouterr().err
