"""Incidents: within a report, across reports, with types, places and the claims they rest on."""

from __future__ import annotations

import pandas as pd
import pytest
from test_linking_tolls import claims

from helpers import linking, tables


def both_sides() -> pd.DataFrame:
    return claims(
        {"low": 177, "group": "militants", "scope": "cumulative", "date_start": "2024-05-03", "date_end": "2024-05-05"},
        {"low": 50, "group": "mixed", "date_start": "2024-05-03", "date_end": "2024-05-04"},
    )


def test_raiders_and_raided_are_two_incidents() -> None:
    assert sorted(linking.link_incidents(both_sides())["killed_best"]) == [50, 177]


def test_other_places_and_other_days_are_other_incidents() -> None:
    found = linking.link_incidents(
        claims(
            {"low": 7, "place": "Osken"},
            {"low": 4, "place": "Brelt"},
            {"low": 2, "place": "Osken", "date_start": "2024-05-09", "date_end": "2024-05-09"},
        )
    )
    assert len(found) == 3


def test_a_total_over_several_incidents_is_none_of_them() -> None:
    found = linking.link_incidents(
        claims(
            {"low": 23, "place": "Osken", "group": "militants"},
            {
                "low": 11,
                "place": "Brelt",
                "group": "militants",
                "scope": "increment",
                "date_start": "2024-05-05",
                "date_end": "2024-05-05",
            },
            {"low": 34, "place": "Wena", "group": "militants", "scope": "cumulative", "date_end": "2024-05-05"},
        )
    )
    assert sorted(found["killed_best"]) == [11, 23]


def two_reports(**second: object) -> pd.DataFrame:
    return claims({"low": 7}, {"low": 9, "report_id": "s", "claim_id": "s-c0", **second})


def test_two_reports_of_one_incident_are_rivals() -> None:
    found = linking.link_incidents(two_reports(date_start="2024-05-04", date_end="2024-05-04"))
    row = found.iloc[0]
    assert len(found) == 1 and row["n_reports"] == 2
    assert (row["killed_low"], row["killed_high"]) == (7, 9)
    assert row["claim_ids"].split() == ["r-c0", "s-c0"]


@pytest.mark.parametrize("second", [{"place": "Brelt"}, {"date_start": "2024-05-20", "date_end": "2024-05-20"}])
def test_other_incidents_of_another_report_stay_apart(second: dict) -> None:
    assert len(linking.link_incidents(two_reports(**second))) == 2


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = two_reports()
    columns = ["date_start", "place", "killed_low", "killed_best", "killed_high", "n_reports"]
    one, other = (linking.link_incidents(r)[columns] for r in (rows, rows[::-1].reset_index(drop=True)))
    pd.testing.assert_frame_equal(one, other)


def reports() -> pd.DataFrame:
    text = "Gunmen killed seven people in Osken on Friday.\n\nRioters burned the town hall of Brelt on Saturday."
    return tables.conform("reports", [{"report_id": "r", "published": "2024-05-06", "outlet": "Wire", "text": text}])


def test_types_name_incidents_and_open_some_without_a_toll() -> None:
    types = pd.DataFrame(
        {"report_id": ["r", "r"], "sentence_id": [0, 1], "armed_attack": [1, 0], "protest_or_riot": [0, 1]}
    )
    found = linking.link_incidents(claims({"low": 7, "end": 46}), reports(), types).set_index("incident_type")
    assert set(found.index) == {"armed_attack", "protest_or_riot"}
    riot = found.loc["protest_or_riot"]
    assert riot["killed_best"] == 0 and riot["date_start"] == pd.Timestamp("2024-05-04")
    assert found.loc["armed_attack", "n_outlets"] == 1


def test_nothing_gives_an_empty_table_with_all_columns() -> None:
    found = linking.link_incidents(tables.empty("claims"))
    assert found.empty and list(found.columns) == tables.columns("incidents")


def test_odd_claims_are_kept() -> None:
    odd = claims(
        {"low": 3, "date_start": None, "date_end": None, "place": None}, {"low": 10**9, "high": None, "place": None}
    )
    assert len(" ".join(linking.link_incidents(odd)["claim_ids"]).split()) == 2


def test_a_missing_column_is_named() -> None:
    with pytest.raises(tables.TableError, match="quote"):
        linking.link_incidents(claims({"low": 1}).drop(columns="quote"))


def test_inputs_stay_as_they_were() -> None:
    rows, before = both_sides(), both_sides()
    linking.link_incidents(rows)
    linking.report_tolls(rows)
    pd.testing.assert_frame_equal(rows, before)


def test_claims_behind_an_incident() -> None:
    rows = two_reports()
    incident = linking.link_incidents(rows).iloc[0]
    assert list(linking.claims_behind(incident, rows)["low"]) == [7, 9]
    assert linking.claims_behind(tables.empty("incidents"), rows).empty
