"""From labels, one row each, to the indicator table that a classifier learns from."""

from __future__ import annotations

import pandas as pd

from helpers import tables


def check_same(truth: pd.DataFrame, other: pd.DataFrame, name: str) -> None:
    """Raise ValueError where two tables of types differ in their rows or columns, or in the order of these."""
    if list(truth.columns) != list(other.columns) or not truth.index.equals(other.index):
        raise ValueError(f"truth and {name} must have the same rows and the same types, in the same order.")


def type_table(labels: pd.DataFrame, sentences: bool = True) -> pd.DataFrame:
    """Turn labels into indicators: report_id, sentence_id, then one column (0 or 1) for each type but `none`.

    Takes `labels` of one coder, or adjudicated ones. One row per labelled sentence (`sentences=True`) or per
    labelled report; a unit labelled `none` has a row of zeros. Raises TableError if a column is missing, and
    ValueError if several coders labelled the same unit: adjudicate first.
    """
    tables.validate("labels", labels, "type_table")
    rows = labels[labels["sentence_id"].notna() if sentences else labels["sentence_id"].isna()]
    if rows.groupby(["report_id", "sentence_id"], dropna=False)["coder"].nunique().gt(1).any():
        raise ValueError(
            "several coders labelled the same unit: pass one coder's labels, or annotating.adjudicate(labels)."
        )
    units = ["report_id", "sentence_id"] if sentences else ["report_id"]
    table = pd.crosstab([rows[u] for u in units], rows["incident_type"]).clip(upper=1)
    order = [t for t in tables.INCIDENT_TYPES if t in table.columns] + [
        t for t in table.columns if t not in tables.INCIDENT_TYPES
    ]
    table = table[[t for t in order if t != "none"]]
    return table.reset_index().rename_axis(columns=None)
