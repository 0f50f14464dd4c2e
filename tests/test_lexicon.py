"""The word lists can be read, are what the code expects, and a broken one is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers import lexicon, paths, tables


def test_words_have_known_groups_measures_and_sources() -> None:
    assert {p.group for p in lexicon.people().values()} <= {*tables.GROUPS}
    assert {d.measure for forms in lexicon.deeds().values() for _, d in forms} <= set(tables.MEASURES)
    assert set(lexicon.sources().values()) <= set(tables.CLAIMANT_TYPES)
    assert lexicon.people()["policemen"].group == "security_forces"


def test_every_modifier_and_source_has_its_row() -> None:
    modifiers = {r["modifier"] for r in lexicon.read_rows("approximations", ("modifier",))}
    kinds = {r["claimant_type"] for r in lexicon.read_rows("source_order", ("claimant_type",))}
    assert modifiers == set(tables.MODIFIERS) and kinds == set(tables.CLAIMANT_TYPES)


def test_a_list_of_ones_own_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(paths.LEXICON, tmp_path / "lexicon")
    monkeypatch.setenv("CASEBOOK_LEXICON", str(tmp_path / "lexicon"))
    (tmp_path / "lexicon" / "sources.csv").write_text("word,claimant_type\nferryman,witness\n", encoding="utf-8")
    lexicon.sources.cache_clear()
    try:
        assert lexicon.sources() == {"ferryman": "witness"}
    finally:
        monkeypatch.undo()
        lexicon.sources.cache_clear()


@pytest.mark.parametrize(
    ("content", "message"), [("word\nx\n", "lacks claimant_type"), ("word,claimant_type\nx\n", "row 2")]
)
def test_a_broken_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, message: str) -> None:
    (tmp_path / "sources.csv").write_text(content, encoding="utf-8")
    monkeypatch.setenv("CASEBOOK_LEXICON", str(tmp_path))
    with pytest.raises(lexicon.LexiconError, match=message):
        lexicon.read_rows("sources", ("word", "claimant_type"))


def test_a_weight_that_is_no_number_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trial.csv").write_text("feature,weight,meaning\nnear,1,near\nfar,much,far\n", encoding="utf-8")
    monkeypatch.setenv("CASEBOOK_LEXICON", str(tmp_path))
    with pytest.raises(lexicon.LexiconError, match=r"trial\.csv, row 3: 'much' is no number"):
        lexicon.weights("trial")
