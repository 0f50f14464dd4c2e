"""Incidents in the columns of UCDP GED and ACLED."""

from __future__ import annotations

import pandas as pd
import pytest
from test_linking_tolls import claims

from helpers import linking, tables


def incidents(kind: str | None = "armed_attack", **row: object) -> pd.DataFrame:
    found = linking.link_incidents(claims({"low": 7, "group": "civilians", "place_precision": "exact", **row}))
    return found.assign(incident_type=kind)


def test_ucdp_sides_and_sums() -> None:
    rows = claims({"low": 4, "group": "civilians"}, {"low": 2, "group": "security_forces", "sentence_id": 0})
    row = linking.to_ucdp(linking.link_incidents(rows).assign(incident_type="armed_attack")).iloc[0]
    assert (row["deaths_a"], row["deaths_civilians"], row["best"], row["type_of_violence"]) == (2, 4, 6, 1)
    assert (row["year"], row["date_prec"]) == (2024, 1)


def test_ucdp_one_sided_violence_and_precision() -> None:
    row = linking.to_ucdp(incidents()).iloc[0]
    assert (row["type_of_violence"], row["where_prec"]) == (3, 1)
    assert pd.isna(linking.to_ucdp(incidents(kind=None)).iloc[0]["type_of_violence"])


def test_ucdp_holds_only_deaths_and_keeps_an_open_high_missing() -> None:
    assert linking.to_ucdp(incidents(measure="injured")).empty
    assert pd.isna(linking.to_ucdp(incidents(high=None, modifier="at_least")).iloc[0]["high"])


@pytest.mark.parametrize(
    ("kind", "group", "event"),
    [
        ("armed_attack", "civilians", "Violence against civilians"),
        ("armed_attack", "security_forces", "Battles"),
        ("bombing", "civilians", "Explosions/Remote violence"),
        ("security_operation", "militants", "Battles"),
        ("protest_or_riot", "civilians", None),
        (None, "civilians", None),
    ],
)
def test_acled_types(kind: str | None, group: str, event: str | None) -> None:
    row = linking.to_acled(incidents(kind=kind, group=group)).iloc[0]
    assert row["event_type"] == event if event else pd.isna(row["event_type"])
    assert row["fatalities"] == 7 and row["time_precision"] == 1


@pytest.mark.parametrize("export", [linking.to_ucdp, linking.to_acled])
def test_no_incidents_and_odd_ones(export) -> None:
    assert export(tables.empty("incidents")).empty
    odd = incidents(kind=None, date_start=None, date_end=None, place=None)
    assert len(export(odd)) == 1
