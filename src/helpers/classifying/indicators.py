"""From labels, one row each, to the indicator table that a classifier learns from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers import tables
from helpers.tables import in_order_of_types

if TYPE_CHECKING:
    from helpers.annotating.codebook import Codebook


def check_same(truth: pd.DataFrame, other: pd.DataFrame, name: str) -> None:
    """Raise ValueError where two tables of types differ in their rows or columns, or in the order of these."""
    if list(truth.columns) != list(other.columns) or not truth.index.equals(other.index):
        raise ValueError(f"truth and {name} must have the same rows and the same types, in the same order.")


def type_table(labels: pd.DataFrame, sentences: bool = True, codebook: Codebook | None = None) -> pd.DataFrame:
    """Turn labels into indicators: report_id, sentence_id, then one column (0 or 1) for each type but `none`.

    Takes `labels` of one coder, or adjudicated ones. One row per labelled sentence (`sentences=True`) or per
    labelled report; a unit labelled `none` has a row of zeros. Types stand in the order of the codebook
    (data/codebook.yaml unless another is given), unknown ones behind. `attrs["codebook"]` holds the version (text) of
    the codebook that the labels name, which goes into the stamp of a table (`session.save_table`). Raises TableError if a column is missing, and
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
    order = in_order_of_types(table.columns, codebook.names if codebook else None)
    table = table[[t for t in order if t != "none"]].reset_index().rename_axis(columns=None)
    if "codebook_version" in rows and (versions := rows["codebook_version"].dropna()).size:
        table.attrs["codebook"] = ", ".join(sorted(map(str, versions.unique())))
    return table
