"""How good predicted types are: precision, recall and F1, for each type and for all, with bootstrap intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd


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
