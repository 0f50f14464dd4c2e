"""Many reports are coded in parts: interrupted or not, in whatever sizes they come, the tables are the same."""

from __future__ import annotations

import os
import shutil
from itertools import pairwise
from pathlib import Path
from unittest.mock import Mock

import pandas as pd
import pytest

from helpers import coding, extracting, linking, session, tables

NAMES = (*coding.FOUND, "incidents")
PLACES = ("Kandahar", "Maiduguri", "Bogota", "Mosul", "Marawi")
TEXT = (
    "{place}, 3 May 2024 - Gunmen shot dead {n} farmers in {place} on Thursday, police said. {m} others were wounded."
)


def reports(first: int = 0, last: int = 23) -> pd.DataFrame:
    rows = [
        {"report_id": f"r{k:03d}", "outlet": f"outlet {k % 3}", "published": pd.Timestamp("2024-05-04"),
         "text": TEXT.format(place=PLACES[k % 5], n=2 + k % 5, m=k + 2)}
        for k in range(first, last)
    ]  # fmt: skip
    correction = "We reported on Friday that 4 farmers were killed in Bogota on Thursday. That was wrong: two farmers were killed."
    rows[-1]["text"] = correction if last == 23 else rows[-1]["text"]
    return tables.conform("reports", rows)


def read(folder: Path) -> dict[str, pd.DataFrame]:
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in NAMES}


def assert_same(one: Path, other: Path) -> None:
    for name, table in read(one).items():
        pd.testing.assert_frame_equal(table, pd.read_parquet(other / f"{name}.parquet"))
        assert (one / f"{name}.csv").read_bytes() == (other / f"{name}.csv").read_bytes()
        assert session.read_stamp(one / f"{name}.csv")["unchanged"] == "yes"


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    coding.code_reports([reports()], tmp_path / "whole")
    return tmp_path / "whole"


def test_what_is_written_is_counted_and_nothing_else_is_left(whole: Path, tmp_path: Path) -> None:
    rows = coding.code_reports([reports()], tmp_path / "again")
    assert rows == {name: len(table) for name, table in read(whole).items()} and rows["reports"] == 23
    assert not (tmp_path / "again" / "unfinished").exists()
    assert coding.code_reports([], tmp_path / "none") == {} and not (tmp_path / "none").exists()


@pytest.mark.parametrize("cuts", [[0, 23], [0, 3, 4, 20, 23], [0, 0, 11, 23]])
def test_sizes_of_tables_and_parts_change_nothing(cuts: list[int], whole: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(coding, "BATCH", 4)
    table = reports()
    pieces = [table.iloc[a:b].reset_index(drop=True) for a, b in pairwise(cuts)]
    coding.code_reports(pieces, tmp_path / "cut")
    assert_same(whole, tmp_path / "cut")


def interrupted(monkeypatch, out: Path, after: int) -> list[list[str]]:
    """Stop the coding after some parts, go on without, and give the report ids of each call of the extractor."""
    asked: list[list[str]] = []
    extract = extracting.extract_claims

    def stopping(batch: pd.DataFrame) -> pd.DataFrame:
        if len(asked) == after:
            asked.append([])
            raise KeyboardInterrupt
        asked.append(batch["report_id"].to_list())
        return extract(batch)

    monkeypatch.setattr(extracting, "extract_claims", stopping)
    with pytest.raises(KeyboardInterrupt):
        coding.code_reports([reports()], out)
    return asked


def test_what_is_interrupted_goes_on_without_loss_or_repeat(whole: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(coding, "BATCH", 5)
    asked = interrupted(monkeypatch, tmp_path / "out", after=3)
    assert not (tmp_path / "out" / "claims.csv").exists()
    coding.code_reports([reports()], tmp_path / "out")
    coded = [r for batch in asked for r in batch]
    assert coded == reports()["report_id"].to_list()
    assert_same(whole, tmp_path / "out")


def test_who_is_interrupted_while_linking_finds_the_parts_again(whole: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(linking.link_in_pieces, "__defaults__", (3, None))  # size, progress
    out = tmp_path / "out"
    with monkeypatch.context() as stopped:
        stopped.setattr(session, "write_tables", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            coding.code_reports([reports()], out)
    assert len(list((out / "unfinished").glob("linked-*"))) > 1
    monkeypatch.setattr(extracting, "extract_claims", Mock(side_effect=AssertionError("coded again")))
    coding.code_reports([reports()], out)
    assert_same(whole, out)
    assert not (out / "unfinished").exists()


def test_a_report_that_changed_meanwhile_is_coded_anew(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(coding, "BATCH", 5)
    interrupted(monkeypatch, tmp_path / "out", after=3)
    changed = reports()
    changed.loc[2, "text"] = "Nothing happened."
    coding.code_reports([changed], tmp_path / "out")
    coding.code_reports([changed], tmp_path / "fresh")
    assert_same(tmp_path / "fresh", tmp_path / "out")


def test_other_places_are_other_parts(tmp_path: Path, monkeypatch) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("place_id,name\n")
    before = coding._fingerprint(reports())
    monkeypatch.setenv("CASEBOOK_GAZETTEER", str(mine))
    assert coding._fingerprint(reports()) != before


@pytest.fixture
def results(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("CASEBOOK_RESULTS", str(tmp_path / "results"))
    return tmp_path / "results" / "cache"


TYPES = pd.DataFrame({"report_id": ["r000", "r001"], "sentence_id": [0, 0], "armed_attack": [1, 1]})


def test_a_corpus_is_coded_once_and_then_taken_from_disk(results: Path, monkeypatch) -> None:
    first = coding.code_corpus(reports(), TYPES)
    links = linking.find_links(first.claims, reports(), TYPES, first.responsibility)
    pd.testing.assert_frame_equal(first.incidents, links.incidents)
    monkeypatch.setattr(extracting, "extract_claims", Mock(side_effect=AssertionError("coded again")))
    again = coding.code_corpus(reports(), TYPES)
    for name in ("claims", "responsibility", "incidents", "mentions"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(first, name))
    with pytest.raises(AssertionError, match="coded again"):
        coding.code_corpus(reports(), TYPES.assign(armed_attack=0))
    with pytest.raises(AssertionError, match="coded again"):
        coding.code_corpus(reports(1), TYPES)


def test_few_codings_are_kept_and_nothing_half_done(results: Path) -> None:
    for first in range(coding.KEPT + 2):
        coding.code_corpus(reports(first, first + 1))
    assert len(list(results.iterdir())) == coding.KEPT and all(len(p.name) == 16 for p in results.iterdir())


def test_a_coding_under_way_is_waited_for_and_a_dead_one_is_not(results: Path, monkeypatch) -> None:
    first = coding.code_corpus(reports(0, 2))
    place = next(results.iterdir())
    shutil.move(place, results.parent / "aside")
    lock = place.with_suffix(".lock")
    lock.touch()
    monkeypatch.setattr(coding.time, "sleep", lambda _: shutil.move(results.parent / "aside", place))
    monkeypatch.setattr(extracting, "extract_claims", Mock(side_effect=AssertionError("coded again")))
    pd.testing.assert_frame_equal(coding.code_corpus(reports(0, 2)).claims, first.claims)
    shutil.rmtree(place)
    os.utime(lock, (0, 0))
    with pytest.raises(AssertionError, match="coded again"):
        coding.code_corpus(reports(0, 2))


def test_who_interrupts_a_coding_leaves_no_lock_to_wait_for(results: Path, monkeypatch) -> None:
    monkeypatch.setattr(extracting, "extract_claims", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        coding.code_corpus(reports(0, 2))
    assert list(results.iterdir()) == []
