"""Labels of any other coder (a person, a service, a language model, a transformer), judged by the same measures."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers.classifying.evaluation import score_types

SHOWN = 5  # bad rows that a message names; the rest it counts


class PredictionError(ValueError):
    """Predictions that cannot be judged; the message names rows, what stands there, and the remedy."""


def evaluate_predictions(
    truth: pd.DataFrame,
    predictions: str | Path | pd.DataFrame,
    id_column: str | None = None,
    groups: Iterable | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Score another coder's labels: the table of `score_types`, to stand beside others in `compare`.

    `truth` has one row a text, its ids as index, one column (0 or 1) a type. `predictions` is a CSV file or a
    DataFrame, in any order of rows, with the ids in `id_column` (default: the name of truth's index, else `id`) and

    - either one column of 0 and 1 for each type, one row a text;
    - or the column incident_type, one row for each type of a text, `none` for a text without any.

    Raises PredictionError that names the rows (counted from 1, the header not counted): ids that truth lacks, the
    same id (and type) twice, ids without a prediction, cells that are neither 0 nor 1, types that truth lacks.
    """
    table = read_predictions(truth, predictions, id_column)
    return score_types(truth, table, groups, resamples, seed)


def read_predictions(
    truth: pd.DataFrame, predictions: str | Path | pd.DataFrame, id_column: str | None = None
) -> pd.DataFrame:
    """Read another coder's labels as indicators with the rows and columns of `truth`; see `evaluate_predictions`."""
    if not truth.index.is_unique:
        raise PredictionError("truth names a text twice in its index: give each row an id of its own.")
    rows = _read(predictions)
    ids = id_column or truth.index.name or "id"
    if ids not in rows.columns:
        raise PredictionError(f"there is no column {ids!r} (only {', '.join(map(str, rows.columns))}): pass id_column.")
    rows = rows.assign(**{ids: rows[ids].astype("string").str.strip()})
    known = pd.Index(truth.index.astype("string"))
    _complain(~rows[ids].isin(known), rows[ids], "is the id of no text")
    table = _from_long(rows, ids, truth) if "incident_type" in rows.columns else _from_wide(rows, ids, truth)
    lacking = known[~known.isin(table.index)]
    if len(lacking):
        raise PredictionError(
            f"{len(lacking)} texts have no prediction: {_some(lacking)}; add them (`none`, or zeros)."
        )
    found = table.loc[known, truth.columns].astype("int64")
    return found.set_axis(truth.index)


def _read(predictions: str | Path | pd.DataFrame) -> pd.DataFrame:
    if isinstance(predictions, pd.DataFrame):
        return predictions.reset_index(drop=True)
    try:
        return pd.read_csv(predictions, dtype="string", keep_default_na=False)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as problem:
        raise PredictionError(f"{predictions}: {problem}; expected a CSV file in UTF-8.") from problem


def _from_wide(rows: pd.DataFrame, ids: str, truth: pd.DataFrame) -> pd.DataFrame:
    lacking = [str(name) for name in truth.columns if name not in rows.columns]
    if lacking:
        raise PredictionError(f"there is neither a column incident_type nor one for {', '.join(lacking)}.")
    _complain(rows[ids].duplicated(), rows[ids], "stands there a second time")
    for name in truth.columns:
        number = pd.to_numeric(rows[name], errors="coerce")
        _complain(~number.isin([0, 1]), rows[name], f"in column {name!r} is neither 0 nor 1")
        rows = rows.assign(**{name: number})
    return rows.set_index(ids)


def _from_long(rows: pd.DataFrame, ids: str, truth: pd.DataFrame) -> pd.DataFrame:
    said = rows["incident_type"].astype("string").str.strip()
    known = said.isin([str(name) for name in truth.columns])
    _complain(~(known | (said == "none")), said, "is none of the types")
    pairs = pd.DataFrame({"unit": rows[ids], "said": said})
    _complain(pairs.duplicated(), said + " of " + rows[ids], "stands there a second time")
    alone = pairs.groupby("unit")["said"].transform("size") == 1
    _complain((said == "none") & ~alone, rows[ids], "has `none` beside a type")
    table = pd.crosstab(pairs["unit"], pairs["said"])
    return table.reindex(columns=[str(name) for name in truth.columns], fill_value=0).set_axis(truth.columns, axis=1)


def _complain(wrong: pd.Series, values: pd.Series, what: str) -> None:
    wrong = wrong.fillna(True).astype(bool)
    if wrong.any():
        places = [f"row {i + 1}: {values.iloc[i]!r}" for i in wrong.to_numpy().nonzero()[0]]
        more = f" (and {len(places) - SHOWN} more)" if len(places) > SHOWN else ""
        raise PredictionError(f"{'; '.join(places[:SHOWN])}{more} {what}.")


def _some(ids: pd.Index) -> str:
    return ", ".join(map(repr, ids[:SHOWN])) + (", …" if len(ids) > SHOWN else "")
