"""The tables: columns of the contract, empty ones complete, a wrong one named with its column and row."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from helpers import tables
from helpers.annotating import codebook

SENTENCE = {"report_id": "r1", "sentence_id": 0, "start": 0, "end": 4, "text": "Four"}


def claim(**changed: object) -> dict:
    row = {"claim_id": "c1", "report_id": "r1", "start": 0, "end": 11, "quote": "four killed"}
    return row | {"measure": "killed", "group": "civilians", "low": 4, "high": None, "scope": "incident"} | changed


@pytest.mark.parametrize("table", tables.TABLES)
def test_an_empty_table_has_every_column_in_its_dtype(table: str) -> None:
    empty = tables.empty(table)
    assert len(empty) == 0
    assert empty.columns.to_list() == tables.columns(table)
    assert [str(kind) for kind in empty.dtypes] == [column.dtype for column in tables.TABLES[table]]


@pytest.mark.parametrize("table", tables.TABLES)
def test_an_empty_table_passes_and_conforms_to_itself(table: str) -> None:
    empty = tables.empty(table)
    assert tables.validate(table, empty) is empty
    pd.testing.assert_frame_equal(tables.conform(table, empty), empty)


CONTRACT = {
    "reports": "report_id published outlet dateline title byline text source sha256",
    "sentences": "report_id sentence_id start end text",
    "labels": "report_id sentence_id coder incident_type comment labelled_at codebook_version",
    "claims": (
        "claim_id report_id sentence_id start end quote measure group low high modifier scope claimant "
        "claimant_type actor date_start date_end date_words place admin1 country latitude longitude "
        "place_precision"
    ),
    "responsibility": "report_id start end quote actor stance by",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_the_columns_are_those_of_the_contract(table: str) -> None:
    assert " ".join(tables.columns(table)) == CONTRACT[table]


def test_tolls_hold_three_figures_for_each_measure_and_group() -> None:
    names = tables.columns("tolls")
    assert len(names) == 1 + 3 * (7 + 2 * 4)
    assert {"killed_civilians_low", "killed_security_forces_best", "injured_militants_high"} < set(names)
    assert not any("attackers" in name for name in names)
    assert set(names[1:]) < set(tables.columns("incidents"))


def test_every_column_is_explained() -> None:
    for table in tables.TABLES:
        described = tables.describe(table)
        assert described["column"].to_list() == tables.columns(table)
        assert described["meaning"].str.len().min() > 0


def test_conform_gives_dtypes_order_and_missing_columns() -> None:
    rows = pd.DataFrame([claim(date_start="2026-02-02", extra="kept")], index=[7])
    before = rows.copy(deep=True)
    table = tables.conform("claims", rows)
    assert table.columns.to_list() == [*tables.columns("claims"), "extra"]
    assert table.index.to_list() == [0]
    assert (table["low"][0], table["date_start"][0]) == (4, pd.Timestamp("2026-02-02"))
    assert table["high"].isna().all() and table["place"].isna().all()
    pd.testing.assert_frame_equal(rows, before)


@pytest.mark.parametrize("found", ["4", 4.0, 4])
def test_a_count_may_come_as_text_or_as_a_whole_real(found: object) -> None:
    low = tables.conform("claims", [claim(low=found), claim(low=None)])["low"]
    assert low.dtype == "Int64" and low[0] == 4 and low[1] is pd.NA


def test_conform_takes_no_rows() -> None:
    pd.testing.assert_frame_equal(tables.conform("claims", []), tables.empty("claims"))


def test_labelled_at_is_utc() -> None:
    row = {
        "report_id": "r1",
        "coder": "a",
        "incident_type": "none",
        "labelled_at": "2026-02-02T12:00:00+05:00",
    }
    assert tables.conform("labels", [row])["labelled_at"][0] == pd.Timestamp("2026-02-02T07:00:00")


@pytest.mark.parametrize(("column", "found"), [("low", "two dozen"), ("date_start", "last March"), ("low", 4.5)])
def test_conform_names_what_cannot_be_read(column: str, found: object) -> None:
    with pytest.raises(tables.TableError, match=rf"claims\.{column} cannot be read"):
        tables.conform("claims", [claim(**{column: found})])


def test_validate_gives_back_what_it_was_given() -> None:
    table = tables.conform("claims", [claim(), claim(claim_id="c2")])
    assert tables.validate("claims", table) is table


def test_validate_names_a_missing_column_and_the_caller() -> None:
    with pytest.raises(tables.TableError, match=r"link_incidents.*lacks scope.*describe\('claims'\)"):
        tables.validate("claims", tables.conform("claims", [claim()]).drop(columns="scope"), "link_incidents")


@pytest.mark.parametrize(
    ("column", "found"), [("measure", "slain"), ("group", "people"), ("scope", None), ("modifier", "roughly")]
)
def test_validate_names_column_row_and_value(column: str, found: object) -> None:
    table = tables.conform("claims", [claim(), claim(**{column: found})])
    with pytest.raises(tables.TableError, match=rf"column {column} of claims, row 1: {found!r}|row 1: nan"):
        tables.validate("claims", table)


def test_validate_refuses_what_is_no_table() -> None:
    with pytest.raises(tables.TableError, match="expected a DataFrame of sentences, got list"):
        tables.validate("sentences", [SENTENCE])  # type: ignore[arg-type]


# Incident types


def test_types_are_those_of_the_codebook_and_read_late() -> None:
    code = "import sys; from helpers import tables; print('yaml' in sys.modules, len(tables.INCIDENT_TYPES) > 5)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
    assert list(tables.INCIDENT_TYPES) == codebook.load().names
    with pytest.raises(AttributeError, match="NO_SUCH"):
        _ = tables.NO_SUCH


def test_an_unknown_type_stands_before_none() -> None:
    assert tables.in_order_of_types(["none", "raid", "bombing"]) == ["bombing", "raid", "none"]
    assert tables.in_order_of_types({"none", "raid", "bombing"}, ["raid", "none", "bombing"]) == [
        "raid",
        "bombing",
        "none",
    ]
