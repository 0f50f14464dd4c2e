"""How good predicted types are: precision, recall and F1, for each type and for all, with bootstrap intervals."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, clone
from sklearn.model_selection import LeaveOneGroupOut

FEW = 5  # true cases under which an interval says more about the draw than about the classifier


def score_types(
    truth: pd.DataFrame,
    predicted: pd.DataFrame,
    groups: Iterable | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare predicted with true indicators (the same index and columns, 0 or 1).

    Gives one row per type, then `all` (micro-averaged): incident_type, n (true ones), precision, recall, f1, low,
    high; low and high bound F1 with 95% confidence by a percentile bootstrap over `groups` (the reports that
    sentences stand in; each row for itself where none are given). What has nothing to divide by is missing, and so
    is the interval of a type with fewer than FEW true cases. Raises ValueError if index or columns differ.
    """
    if list(truth.columns) != list(predicted.columns) or not truth.index.equals(predicted.index):
        raise ValueError("truth and predicted must have the same rows and the same types, in the same order.")
    t, p = truth.to_numpy(bool), predicted.to_numpy(bool)
    weights = _weights(len(t), groups, resamples, seed)
    rows = [_row(name, t[:, [k]], p[:, [k]], weights) for k, name in enumerate(truth.columns)]
    rows.append(_row("all", t, p, weights))
    return pd.DataFrame(rows)


def _weights(n: int, groups: Iterable | None, resamples: int, seed: int) -> np.ndarray:
    """Draw how often each row counts in each resample: whole groups come and go together."""
    codes = np.arange(n) if groups is None else pd.factorize(pd.Series(list(groups)))[0]
    k = codes.max() + 1
    drawn = np.random.default_rng(seed).multinomial(k, np.full(k, 1 / k), size=resamples)
    return drawn[:, codes]


def _micro(weights: np.ndarray, t: np.ndarray, p: np.ndarray) -> np.ndarray:
    hit, said, true = ((weights * x.sum(axis=1)).sum(axis=-1) for x in (t & p, p, t))
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * hit / (said + true)


def _row(name: str, t: np.ndarray, p: np.ndarray, weights: np.ndarray) -> dict:
    hit, said, true = ((t & p).sum(), p.sum(), t.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        row = {
            "incident_type": name,
            "n": int(true),
            "precision": np.divide(hit, said),
            "recall": np.divide(hit, true),
            "f1": np.divide(2 * hit, said + true),
        }
    f1 = _micro(weights, t, p)
    enough = true >= FEW and np.isfinite(f1).any()
    low, high = np.nanpercentile(f1, [2.5, 97.5]) if enough else (np.nan, np.nan)
    return {**row, "low": low, "high": high}


def paired_difference(
    truth: pd.DataFrame,
    predicted: pd.DataFrame,
    rival: pd.DataFrame,
    groups: Iterable | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> dict[str, float]:
    """Give how much better micro-F1 is than a rival's on the same texts: difference, low, high (95%, paired bootstrap).

    Both are scored in each resample of `groups`, so that a hard report counts against both (Efron and Tibshirani 1993).
    """
    t, p, r = (x.to_numpy(bool) for x in (truth, predicted, rival))
    weights = _weights(len(t), groups, resamples, seed)
    one = np.ones(len(t))
    low, high = np.nanpercentile(_micro(weights, t, p) - _micro(weights, t, r), [2.5, 97.5])
    return {"difference": float(_micro(one, t, p) - _micro(one, t, r)), "low": float(low), "high": float(high)}


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


def predict_keywords(texts: pd.Series, keywords: dict[str, list[str]]) -> pd.DataFrame:
    """Predict a type where one of its keywords begins a word of the text: the rival that a minute's thought gives."""
    patterns = {name: r"(?i)\b(?:" + "|".join(map(re.escape, words)) + ")" for name, words in keywords.items()}
    return pd.DataFrame({name: texts.str.contains(pattern).astype("int64") for name, pattern in patterns.items()})
