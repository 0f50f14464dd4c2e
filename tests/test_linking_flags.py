"""Odd claims are named, with what is odd about them and what becomes of them; none is dropped."""

from __future__ import annotations

import pandas as pd
import pytest
from test_linking_tolls import claims

from helpers import linking, tables
from helpers.linking.flags import flag_claims


def flags(*rows: dict, **more: object) -> dict[str, str]:
    found = flag_claims(claims(*rows), **more)
    return dict(zip(found["flag"], found["reason"], strict=True))


def test_a_sound_claim_has_no_flag() -> None:
    assert flags({"low": 4}) == {}


@pytest.mark.parametrize(
    ("row", "flag", "reason"),
    [
        ({"low": -3}, "negative", "(-3 to -3) is below 0"),
        ({"low": 10, "high": 8}, "high_below_low", "Its high (8) is below its low (10)"),
        ({"low": 2024}, "very_large", "More than 1,000 people killed"),
        ({"low": 2_000_000, "measure": "displaced"}, "very_large", "More than 1,000,000 people displaced"),
        ({"low": 20_000_000, "scope": "background"}, "very_large", "More than 10,000,000"),
        ({"low": 4, "high": None, "modifier": "at_least"}, "open_high", "(at_least)"),
        ({"low": 4, "date_start": None, "date_end": None}, "no_day", "It has no day"),
        ({"low": 4, "date_end": "2024-05-01"}, "days_reversed", "(2024-05-01) is before its first (2024-05-03)"),
        ({"low": 4, "place": None}, "no_place", "names no place"),
        ({"low": 4, "place_precision": "exact"}, "not_on_the_map", "Osken is said to be found"),
    ],
)
def test_what_is_odd_is_named(row: dict, flag: str, reason: str) -> None:
    found = flags(row)
    assert set(found) == {flag}
    assert reason in found[flag]


def test_a_war_told_as_history_and_a_province_that_flees_are_not_odd() -> None:
    assert flags({"low": 50_000, "scope": "background"}) == {}
    assert flags({"low": 50_000, "measure": "displaced"}) == {}


def test_a_claim_without_a_number_is_named() -> None:
    rows = claims({"low": 4}, {"low": 1}).assign(low=pd.array([4, None], "Int64"), high=pd.array([4, None], "Int64"))
    assert flag_claims(rows)[["claim_id", "flag"]].to_numpy().tolist() == [["r-c1", "no_number"]]


def test_a_day_after_publication_needs_the_reports() -> None:
    reports = tables.conform("reports", [{"report_id": "r", "published": "2024-05-01", "text": ""}])
    assert "(2024-05-03) is after the report's (2024-05-01)" in flags({"low": 4}, reports=reports)["after_publication"]
    assert flags({"low": 4}, reports=reports.assign(published="2024-05-02")) == {}


def test_a_claim_in_no_incident_is_named() -> None:
    rows = claims({"low": 4}, {"low": 7, "place": "Dalbo", "report_id": "s"})
    incidents = linking.link_incidents(rows)
    assert flag_claims(rows, incidents=incidents).empty
    less = incidents[incidents["place"] == "Osken"]
    assert flag_claims(rows, incidents=less)["claim_id"].tolist() == ["r-c1"]


def test_a_claim_has_all_its_flags_in_the_order_of_the_claims() -> None:
    rows = claims({"low": 4, "place": None}, {"low": -1, "date_start": None, "date_end": None})
    found = flag_claims(rows)[["claim_id", "flag"]].to_numpy().tolist()
    assert found == [["r-c0", "no_place"], ["r-c1", "negative"], ["r-c1", "no_day"]]


def test_no_claims_give_the_columns() -> None:
    assert list(flag_claims(tables.empty("claims")).columns) == ["claim_id", "report_id", "flag", "reason"]


def test_a_quote_with_braces_is_only_text() -> None:
    assert flags({"low": 4, "place": "{claim_id}", "place_precision": "exact"})["not_on_the_map"].startswith(
        "{claim_id} "
    )


@pytest.mark.parametrize("value", [3.5, "four"])
def test_what_is_no_number_of_people_is_refused_by_name(value: object) -> None:
    rows = claims({"low": 4}).drop(columns="low").assign(low=[value])
    with pytest.raises(tables.TableError, match=r"claims\.low cannot be read"):
        flag_claims(rows)
