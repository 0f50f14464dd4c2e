"""How good predicted types are: precision, recall and F1, for each type and for all, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, clone
from sklearn.model_selection import LeaveOneGroupOut


def score_types(truth: pd.DataFrame, predicted: pd.DataFrame, resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Compare predicted with true indicators (the same index and columns, 0 or 1).

    Gives one row per type, then `all` (micro-averaged): incident_type, n (true ones), precision, recall, f1, low,
    high; low and high bound F1 with 95% confidence by a percentile bootstrap over rows (texts). A measure with
    nothing to divide by is missing. Raises ValueError if index or columns differ.
    """
    if list(truth.columns) != list(predicted.columns) or not truth.index.equals(predicted.index):
        raise ValueError("truth and predicted must have the same rows and the same types, in the same order.")
    t, p = truth.to_numpy(bool), predicted.to_numpy(bool)
    weights = np.random.default_rng(seed).multinomial(len(t), np.full(len(t), 1 / len(t)), size=resamples)
    rows = [_row(name, t[:, [k]], p[:, [k]], weights) for k, name in enumerate(truth.columns)]
    rows.append(_row("all", t, p, weights))
    return pd.DataFrame(rows)


def _row(name: str, t: np.ndarray, p: np.ndarray, weights: np.ndarray) -> dict:
    hit, said, true = (x.sum(axis=1) for x in (t & p, p, t))
    with np.errstate(divide="ignore", invalid="ignore"):
        f1 = 2 * (weights @ hit) / (weights @ said + weights @ true)
        row = {
            "incident_type": name, "n": int(true.sum()), "precision": np.divide(hit.sum(), said.sum()),
            "recall": np.divide(hit.sum(), true.sum()), "f1": np.divide(2 * hit.sum(), said.sum() + true.sum()),
        }  # fmt: skip
    low, high = np.nanpercentile(f1, [2.5, 97.5]) if np.isfinite(f1).any() else (np.nan, np.nan)
    return {**row, "low": low, "high": high}


def predict_held_out(model: BaseEstimator, texts: pd.Series, types: pd.DataFrame, groups: Iterable) -> pd.DataFrame:
    """Predict every text by a model that has seen none of its group (its report, its incident).

    Takes texts (Series), indicators (the same index) and a group for each text. Gives indicators with their index
    and columns. Raises ValueError where there are fewer than two groups.
    """
    held_out = pd.DataFrame(0, index=types.index, columns=types.columns)
    for train, test in LeaveOneGroupOut().split(texts, groups=list(groups)):
        fitted = clone(model).fit(texts.iloc[train], types.iloc[train])
        held_out.iloc[test] = fitted.predict(texts.iloc[test]).to_numpy()
    return held_out


def always_commonest(types: pd.DataFrame, groups: Iterable) -> pd.DataFrame:
    """Predict the commonest type of the other groups for every text: the rival that any classifier has to beat."""
    held_out = pd.DataFrame(0, index=types.index, columns=types.columns)
    for train, test in LeaveOneGroupOut().split(types, groups=list(groups)):
        held_out.iloc[test, types.columns.get_loc(types.iloc[train].sum().idxmax())] = 1
    return held_out


def compare(scores: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Put the micro-averaged rows of several `score_types` tables beside each other: one row per coder."""
    rows = [{"coder": name, **table.iloc[-1].drop("incident_type")} for name, table in scores.items()]
    return pd.DataFrame(rows)
