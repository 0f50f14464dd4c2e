"""How good predicted types are: precision, recall and F1, for each type and for all, with bootstrap intervals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, clone
from sklearn.model_selection import LeaveOneGroupOut

from helpers.classifying.indicators import check_same

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
    check_same(truth, predicted, "predicted")
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


def score_overall(
    truth: pd.DataFrame,
    predicted: pd.DataFrame,
    groups: Iterable | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Give one figure for all types, in three ways: measure, f1, low, high (95%, bootstrap over `groups`).

    `micro` counts each decision alike, `macro` each type alike (types without a case, true or predicted, left out),
    `example` each text alike; a text rightly given no type scores 1. Source: Tsoumakas et al. 2010.
    """
    check_same(truth, predicted, "predicted")
    t, p = truth.to_numpy(bool), predicted.to_numpy(bool)
    one, weights = np.ones((1, len(t))), _weights(len(t), groups, resamples, seed)
    measures: dict[str, Callable] = {"micro": _micro, "macro": _macro, "example": _example}
    rows = []
    for name, measure in measures.items():
        draws = measure(weights, t, p)
        low, high = np.nanpercentile(draws, [2.5, 97.5]) if np.isfinite(draws).any() else (np.nan, np.nan)
        rows.append({"measure": name, "f1": float(measure(one, t, p)[0]), "low": low, "high": high})
    return pd.DataFrame(rows)


def _macro(weights: np.ndarray, t: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Average the F1 of the types that have a case in the draw."""
    each = np.column_stack([_micro(weights, t[:, [k]], p[:, [k]]) for k in range(t.shape[1])])
    there = np.isfinite(each)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(there, each, 0).sum(axis=1) / there.sum(axis=1)


def _example(weights: np.ndarray, t: np.ndarray, p: np.ndarray) -> np.ndarray:
    both = t.sum(axis=1) + p.sum(axis=1)
    each = np.where(both > 0, 2 * (t & p).sum(axis=1) / np.maximum(both, 1), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return weights @ each / weights.sum(axis=1)


def cross_predict(
    model: BaseEstimator,
    texts: pd.Series,
    types: pd.DataFrame,
    folds: Sequence[tuple[np.ndarray, np.ndarray]],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Predict every text of `folds` (`grouped_folds`, or one `split_by_time`) by a model that has not seen it.

    Gives indicators and probabilities for the tested texts, each by the threshold of its own fold, in the order of
    `texts`. Raises ValueError if a text is tested twice.
    """
    tested = np.concatenate([test for _, test in folds])
    if len(np.unique(tested)) < len(tested):
        raise ValueError("a text is tested in two folds: each may be tested once.")
    said, chances = [], []
    for train, test in folds:
        fitted = clone(model).fit(texts.iloc[train], types.iloc[train])
        chances.append(fitted.predict_proba(texts.iloc[test]))
        said.append((chances[-1] >= fitted.threshold_).astype("int64"))
    order = np.argsort(tested, kind="stable")
    return pd.concat(said).iloc[order], pd.concat(chances).iloc[order]


def learning_curve(
    model: BaseEstimator,
    texts: pd.Series,
    types: pd.DataFrame,
    split: tuple[np.ndarray, np.ndarray],
    sizes: Sequence[float] = (0.1, 0.25, 0.5, 0.75, 1.0),
    seed: int = 0,
    groups: Iterable | None = None,
    draws: int = 1,
) -> pd.DataFrame:
    """Show what more labelled texts bring: n (texts learned from), f1 (micro, on the same test rows), low, high.

    `sizes` are shares of the training rows of `split` (one pair of `grouped_folds`, or `split_by_time`); each smaller
    part lies within the larger ones. With `groups` whole groups are drawn (incidents with all their reports), and the
    interval is over groups. f1 and its bounds are means over `draws` orders; the interval is that of the test rows,
    not of the draw of texts. Mind that IncidentTypeClassifier works differently with fewer than ENOUGH_TO_TUNE texts.
    """
    train, test = split
    codes = np.arange(len(texts)) if groups is None else pd.factorize(pd.Series(list(groups)))[0]
    orders = [_in_groups(train, codes, np.random.default_rng([seed, k])) for k in range(draws)]
    rows = []
    for share in sizes:
        n, scores = max(1, round(share * len(train))), []
        for order in orders[: 1 if n == len(train) else draws]:
            chosen = np.sort(order[:n])
            fitted = clone(model).fit(texts.iloc[chosen], types.iloc[chosen])
            score = score_types(types.iloc[test], fitted.predict(texts.iloc[test]), codes[test], seed=seed).iloc[-1]
            scores.append(score[["f1", "low", "high"]].astype(float))
        rows.append({"n": n, **pd.DataFrame(scores).mean()})
    return pd.DataFrame(rows)


def _in_groups(rows: np.ndarray, codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Put rows in a random order in which the rows of a group stand together."""
    place = rng.permutation(codes.max() + 1)
    return rows[np.argsort(place[codes[rows]], kind="stable")]


def confused_pairs(truth: pd.DataFrame, predicted: pd.DataFrame) -> pd.DataFrame:
    """Count which type was said in place of which: missed, said, n; the commonest first.

    A text counts once for each pair of a type it was not given and one it was wrongly given; `none` stands on the
    side where there is nothing. Pairs that never happened are left out.
    """
    check_same(truth, predicted, "predicted")
    names = [*truth.columns, "none"]
    t, p = truth.to_numpy(bool), predicted.to_numpy(bool)
    missed, wrong = t & ~p, p & ~t
    some = missed.any(axis=1) | wrong.any(axis=1)
    missed = np.column_stack([missed, some & ~missed.any(axis=1)]).astype(int)
    wrong = np.column_stack([wrong, some & ~wrong.any(axis=1)]).astype(int)
    counts = missed.T @ wrong
    rows = [(names[i], names[j], int(counts[i, j])) for i, j in zip(*counts.nonzero(), strict=True)]
    table = pd.DataFrame(rows, columns=["missed", "said", "n"])
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def score_by(
    truth: pd.DataFrame,
    predicted: pd.DataFrame,
    by: Iterable,
    groups: Iterable | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Score apart for each value of a column (outlet, month, length): by, texts, then the row `all` of `score_types`.

    `by` has one value a text, in the same order; a missing one is a value too (`missing`). Cut a number into classes
    first (`pandas.qcut`).
    """
    values = pd.Series(list(by), dtype=object)
    if len(values) != len(truth):
        raise ValueError(f"by has {len(values)} values for {len(truth)} texts; there must be one a text.")
    values = values.where(values.notna(), "missing").to_numpy()
    groups = np.arange(len(truth)) if groups is None else np.array(list(groups), dtype=object)
    rows = []
    for value in sorted(pd.unique(values), key=str):
        here = values == value
        score = score_types(truth[here], predicted[here], groups[here], resamples, seed).iloc[-1]
        rows.append({"by": str(value), "texts": int(here.sum()), **score.drop("incident_type")})
    return pd.DataFrame(rows)
