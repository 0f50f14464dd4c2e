"""Decisions of several coders beside one another, and the suggestions that they were shown."""

from __future__ import annotations

import pandas as pd

from helpers import tables
from helpers.annotating.coefficients import sets_of_types
from helpers.tables import in_order_of_types


def side_by_side(labels: pd.DataFrame, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Put what each coder gave beside what the others gave.

    Takes `labels`. Gives one row per unit (a sentence; a report where sentence_id is missing), in the order of the
    texts: report_id, sentence_id, one column per coder with the types (str, missing: not coded), agreed (bool: all
    who coded it gave the same set) and, if `sentences` are given, the sentence's text.
    """
    tables.validate("labels", labels, "side_by_side")
    coders = sorted(labels["coder"].unique())
    rows = []
    for (report_id, sentence_id), sets in sets_of_types(labels).items():
        said = {coder: ", ".join(in_order_of_types(list(sets[coder]))) for coder in coders if coder in sets}
        rows.append(
            {"report_id": report_id, "sentence_id": sentence_id, **said, "agreed": len(set(sets.values())) == 1}
        )
    table = pd.DataFrame(rows, columns=["report_id", "sentence_id", *coders, "agreed"])
    table = table.astype({"report_id": "str", "sentence_id": "Int64", "agreed": "bool"})
    table = table.sort_values(["report_id", "sentence_id"], kind="stable", ignore_index=True)
    if sentences is None:
        return table
    return table.merge(sentences[["report_id", "sentence_id", "text"]], on=["report_id", "sentence_id"])


def suggestions_shown(decisions: pd.DataFrame) -> pd.DataFrame:
    """Give the suggestions that coders saw (report_id, sentence_id, incident_type), from `read_decisions`."""
    rows = [
        (d.report_id, d.sentence_id, kind)
        for d in decisions.itertuples()
        if isinstance(d.suggested, list)
        for kind in d.suggested
    ]
    table = pd.DataFrame(rows, columns=["report_id", "sentence_id", "incident_type"]).drop_duplicates(ignore_index=True)
    return table.astype({"report_id": "str", "sentence_id": "Int64", "incident_type": "str"})
