"""The embedded reports come out as a careful reader codes them: every number, every column, every incident."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from helpers import annotating, classifying, extracting, linking, paths, reading

KEY = json.loads((Path(__file__).parent / "gold" / "embedded_reports.json").read_text(encoding="utf-8"))
COLUMNS = [
    "report_id",
    "measure",
    "group",
    "low",
    "high",
    "modifier",
    "scope",
    "claimant_type",
    "date_start",
    "date_end",
    "place",
]


@pytest.fixture(scope="module")
def reports() -> pd.DataFrame:
    return reading.read_reports(paths.REPORTS / "balochistan")


@pytest.fixture(scope="module")
def claims(reports: pd.DataFrame) -> pd.DataFrame:
    return extracting.extract_claims(reports)


def test_every_number_and_no_other(claims: pd.DataFrame) -> None:
    wanted = sorted((row[0], row[1], row[3]) for row in KEY["claims"])
    assert sorted(zip(claims["report_id"], claims["measure"], claims["low"], strict=True)) == wanted


@pytest.mark.parametrize("row", KEY["claims"], ids=lambda row: f"{row[0]}-{row[3]}")
def test_columns(claims: pd.DataFrame, row: list) -> None:
    key = dict(zip(COLUMNS, row, strict=True))
    same = (
        (claims["report_id"] == key["report_id"])
        & (claims["measure"] == key["measure"])
        & (claims["low"] == key["low"])
    )
    found = claims[same].iloc[0]
    for column in ("group", "modifier", "scope", "claimant_type", "place"):
        assert found[column] == key[column], column
    assert pd.isna(found["high"]) if key["high"] is None else found["high"] == key["high"]
    for column in ("date_start", "date_end") if key["date_start"] else ():
        assert abs((found[column] - pd.Timestamp(key[column])).days) <= 1, column


def test_nobody_who_only_tells_of_a_deed_has_done_it(claims: pd.DataFrame) -> None:
    both = claims.dropna(subset=["actor", "claimant"])
    assert not [a for a, c in zip(both["actor"], both["claimant"], strict=True) if a in c or c in a]


@pytest.mark.parametrize("typed", [True, False])
def test_incidents(claims: pd.DataFrame, reports: pd.DataFrame, typed: bool) -> None:
    gold = annotating.adjudicate(annotating.read_labels(paths.ANNOTATIONS / "balochistan"))
    incidents = linking.link_incidents(claims, reports, classifying.type_table(gold) if typed else None)
    found = sorted(zip(incidents["killed_best"].astype(int), incidents["background"], strict=True))
    assert found == sorted((best, background) for _, best, background in KEY["incidents"])


def test_reports_are_not_copied_from_one_another(reports: pd.DataFrame) -> None:
    assert reading.mark_duplicates(reports)["duplicate_of"].isna().all()
