"""A notebook's session: the same seed, display and figures for all, tables that are safe to open."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers import paths, session


@pytest.fixture(autouse=True)
def settings_restored():
    import matplotlib as mpl

    with (
        mpl.rc_context(),
        pd.option_context(*[x for name in session.DISPLAY for x in (name, pd.get_option(name))]),
    ):
        yield


def test_start_seeds_both_generators() -> None:
    session.start(seed=3)
    first = (random.random(), np.random.random())
    session.start(seed=3)
    assert (random.random(), np.random.random()) == first
    session.start(seed=4)
    assert (random.random(), np.random.random()) != first


def test_start_sets_the_display() -> None:
    session.start()
    assert pd.get_option("display.max_rows") == session.DISPLAY["display.max_rows"]
    assert "1,234.57" in pd.DataFrame({"x": [1234.567]}).to_string()


def test_start_reads_the_style_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib as mpl

    style = tmp_path / "casebook.mplstyle"
    style.write_text("lines.linewidth: 7.5\n")
    monkeypatch.setattr(session, "STYLE", style)
    session.start()
    assert mpl.rcParams["lines.linewidth"] == 7.5


def test_start_imports_no_scikit_learn() -> None:
    code = "import sys; from helpers import session; session.start(); print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_models_show_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from sklearn.linear_model import LogisticRegression

    shell = InteractiveShell()
    assert "text/html" in shell.display_formatter.format(LogisticRegression())[0]
    monkeypatch.setattr(session, "_shell", lambda: shell)
    session._show_models_as_text()
    assert shell.display_formatter.format(LogisticRegression())[0] == {"text/plain": "LogisticRegression()"}


def test_save_table_writes_both_forms(results: Path) -> None:
    table = pd.DataFrame({"low": pd.array([1, None], "Int64"), "quote": ["=1+1", "a, b\nc"]})
    assert session.save_table(table, "claims") is None
    pd.testing.assert_frame_equal(pd.read_parquet(results / "tables" / "claims.parquet"), table)
    csv = pd.read_csv(results / "tables" / "claims.csv", dtype={"low": "Int64"})
    assert csv["quote"].to_list() == ["'=1+1", "a, b\nc"]
    assert csv["low"].to_list() == [1, pd.NA]


def test_save_table_keeps_a_named_index(results: Path) -> None:
    session.save_table(pd.DataFrame({"n": [2]}, index=pd.Index(["r1"], name="report_id")), "counts")
    assert pd.read_csv(results / "tables" / "counts.csv").columns.to_list() == ["report_id", "n"]


@pytest.mark.parametrize("name", ["../claims", "a/b", "", "claims.csv", "_x", "C:x"])
def test_save_table_refuses_a_name_that_is_a_path(results: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a table"):
        session.save_table(pd.DataFrame({"n": [1]}), name)
    assert not list(results.rglob("*.csv"))


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_what_a_spreadsheet_would_run_is_defused(start: str) -> None:
    table = pd.DataFrame({f"{start}name": [f"{start}cmd|' /C calc'!A0", "four", None], "low": [-1, 2, 3]})
    safe = session.safe_for_spreadsheets(table)
    assert safe.columns.to_list() == [f"'{start}name", "low"]
    assert safe.iloc[0, 0] == f"'{start}cmd|' /C calc'!A0"
    assert safe.iloc[1, 0] == "four"
    assert pd.isna(safe.iloc[2, 0])
    assert safe["low"].to_list() == [-1, 2, 3]
    assert table.columns[0] == f"{start}name"


@pytest.mark.parametrize("kind", ["object", "str", "category"])
def test_texts_of_every_kind_are_defused(kind: str) -> None:
    assert session.safe_for_spreadsheets(pd.DataFrame({"q": pd.Series(["@x"], dtype=kind)}))["q"][0] == "'@x"


def test_an_empty_table_stays_one() -> None:
    assert session.safe_for_spreadsheets(pd.DataFrame({"q": pd.Series(dtype="str")})).columns.to_list() == ["q"]
    assert session.safe_for_spreadsheets(pd.DataFrame()).empty


def test_only_what_was_made_is_removed(results: Path) -> None:
    session.save_table(pd.DataFrame({"n": [1]}), "mine")
    yours = paths.results_folder() / "tables" / "yours.csv"
    yours.write_text("n\n1\n")
    session.remove_made()
    assert [p.name for p in results.rglob("*.*") if p.is_file()] == ["yours.csv"]


def test_a_manifest_cannot_reach_out_of_the_folder(results: Path) -> None:
    outside = results.parent / "precious.csv"
    outside.write_text("n\n")
    (paths.results_folder() / session.MANIFEST).write_text(f"../precious.csv\n{outside}\n")
    session.remove_made()
    assert outside.exists()


# Stamps


def test_both_forms_are_stamped_alike(results: Path) -> None:
    table = pd.DataFrame({"n": [1]})
    table.attrs.update(model="a1b2", toll_rule="median", other="x")
    session.save_table(table, "tolls")
    folder = results / "tables"
    exact, spread = (session.read_stamp(folder / f"tolls.{x}") for x in ("parquet", "csv"))
    assert spread.pop("unchanged") == "yes"
    assert exact == spread
    assert set(exact) == {"code", "code_sha256", "model", "toll_rule"}
    assert (exact["code"], exact["model"]) == (session.__version__, "a1b2")
    assert len(exact["code_sha256"]) == 64


def test_the_codebook_in_the_stamp_is_that_of_the_types() -> None:
    types = pd.DataFrame({"report_id": ["r"], "cattle_raid": [1]})
    assert "codebook" not in session.make_stamp(types)  # nobody said which
    types.attrs["codebook"] = "my 0.3"
    assert session.make_stamp(types)["codebook"] == "my 0.3"


def test_labels_keep_the_codebook_that_they_were_made_by() -> None:
    labels = pd.DataFrame({"codebook_version": ["1.1", None, "1.0", "1.1"]})
    assert session.make_stamp(labels)["codebook"] == "1.0, 1.1"


def test_a_changed_csv_is_told(results: Path) -> None:
    session.save_table(pd.DataFrame({"n": [1]}), "counts")
    path = results / "tables" / "counts.csv"
    path.write_text("n\n2\n")
    assert session.read_stamp(path)["unchanged"] == "no"


def test_a_table_without_a_stamp_is_refused_with_what_to_do(tmp_path: Path) -> None:
    pd.DataFrame({"n": [1]}).to_parquet(tmp_path / "a.parquet")
    pd.DataFrame({"n": [1]}).to_csv(tmp_path / "a.csv")
    for name in ("a.parquet", "a.csv"):
        with pytest.raises(ValueError, match=r"has no stamp: .*save_table"):
            session.read_stamp(tmp_path / name)


def test_another_word_list_makes_another_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = session.make_stamp(pd.DataFrame())["code_sha256"]
    assert session.make_stamp(pd.DataFrame())["code_sha256"] == before
    (tmp_path / "toll_rules.csv").write_text("name\nmine\n")
    monkeypatch.setenv("CASEBOOK_LEXICON", str(tmp_path))
    assert session.make_stamp(pd.DataFrame())["code_sha256"] != before


def test_the_same_table_is_written_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        session.write_table(pd.DataFrame({"n": [1, 2]}), tmp_path / name, "t")
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
