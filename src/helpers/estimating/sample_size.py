"""How many reports to code by hand for an interval as narrow as wanted, with and without a classifier to lean on.

Both widths are those of `hand_coded_share` and `prediction_powered_share`: the sample is drawn at random from the
reports at hand, and what has been coded is no longer unknown (Cochran 1977, finite population).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.estimating.prevalence import HALF_A_MISTAKE, HAND_CODED, PREDICTION_POWERED, best_weight, worth_of
from helpers.intervals import wilson


def residual_variance(coded: pd.Series, chances: pd.Series) -> float:
    """Give the variance of what a classifier leaves open: type minus weight × probability, at the best weight.

    coded: 0 or 1; chances: probabilities of the same hand-coded reports, which it has not learned from. It is
    share × (1 - share) for a useless classifier and 0 for one without error. Give it to `hand_coding_needed`. It is
    itself an estimate: from few reports, or where the share has shifted since, the width will turn out otherwise.
    Raises ValueError for fewer than two reports.
    """
    coded, chances = np.asarray(coded, float), np.asarray(chances, float)
    if len(coded) < 2:
        raise ValueError(f"{len(coded)} hand-coded reports: two are the least to see a variance.")
    return float(np.var(coded - best_weight(coded, chances) * chances, ddof=1))


def expected_half_width(n: int, reports: int, share: float, residual: float | None = None) -> float:
    """Give half the width of the 95% interval to expect when n of the reports are coded by hand.

    share: the expected share of the type (0.5 is the most cautious); residual: `residual_variance`, for the
    prediction-powered interval; None for the hand-coded sample alone. As a share: 0.05 is five percentage points.
    Raises ValueError where n is not between 1 (with residual: 2) and reports, or share not between 0 and 1.
    """
    _check(reports, share, residual)
    if not (1 if residual is None else 2) <= n <= reports:
        raise ValueError(f"n is {n}: between {1 if residual is None else 2} and all {reports} reports can be coded.")
    variance, inner = np.inf, share
    if residual is not None:
        inner = float(np.clip(share, 1 / reports, 1 - 1 / reports))
        squares = (n - 1) * residual + HALF_A_MISTAKE
        variance = squares / (n - 1 + HALF_A_MISTAKE) / n * max(1 - n / reports, 1e-9)
    low, high = wilson(inner, worth_of(variance, inner, n, reports))
    return (high - low) / 2


def hand_coding_needed(half_width: float, reports: int, share: float = 0.5, residual: float | None = None) -> int:
    """Give the fewest reports to code by hand for an interval of at most plus or minus half_width.

    half_width: as a share, 0.05 for five points; reports: how many there are; share: the expected one (0.5, the
    default, asks for most); residual: `residual_variance`, to use `prediction_powered_share`; None: the hand-coded
    sample alone. A number from 1 to reports (with all coded, nothing is left open). Raises ValueError for values out
    of range.

    >>> hand_coding_needed(0.05, reports=100_000)
    379
    >>> hand_coding_needed(0.05, reports=400)
    195
    """
    if half_width <= 0:
        raise ValueError(f"half_width is {half_width}: give how far the interval may reach to each side, above 0.")
    _check(reports, share, residual)
    sizes = range(1 if residual is None else min(2, reports), reports)
    place = bisect_left(sizes, -half_width, key=lambda n: -expected_half_width(n, reports, share, residual))
    return sizes[place] if place < len(sizes) else reports


def plan_hand_coding(
    types: pd.DataFrame, probabilities: pd.DataFrame, reports: int, half_width: float = 0.05
) -> pd.DataFrame:
    """Say for each type how many reports to code by hand, alone and with the classifier.

    types (0 or 1), probabilities: of hand-coded reports that the classifier has not learned from, with the same rows
    and columns. One row a type: incident_type, share (among them), residual_variance, hand_coded and prediction_powered
    (reports to code for plus or minus half_width), spared (their difference). All types are coded in one reading: the
    largest number of a column is what all of them need.
    """
    rows = []
    for name in types.columns:
        share, residual = float(types[name].mean()), residual_variance(types[name], probabilities[name])
        alone = hand_coding_needed(half_width, reports, share)
        powered = hand_coding_needed(half_width, reports, share, residual)
        rows.append((name, share, residual, alone, powered, alone - powered))
    columns = ["incident_type", "share", "residual_variance", "hand_coded", "prediction_powered", "spared"]
    return pd.DataFrame(rows, columns=columns)


def sample_size_curve(
    reports: int, share: float, residual: float | None = None, sizes: Iterable[int] | None = None
) -> pd.DataFrame:
    """Give what each number of hand-coded reports buys: n, method, half_width (as a share).

    One row for each size and method (the prediction-powered one only with `residual`). sizes: 40 numbers from 10 to all
    reports, each as many times the last, if not given.
    """
    _check(reports, share, residual)
    if sizes is None:
        sizes = np.unique(np.geomspace(min(10, reports), reports, 40).round().astype(int))
    methods = {HAND_CODED: None} | ({PREDICTION_POWERED: residual} if residual is not None else {})
    rows = [
        {"n": int(n), "method": method, "half_width": expected_half_width(int(n), reports, share, left)}
        for method, left in methods.items()
        for n in sizes
    ]
    return pd.DataFrame(rows, columns=["n", "method", "half_width"])


def _check(reports: int, share: float, residual: float | None) -> None:
    if reports < 1:
        raise ValueError(f"reports is {reports}: there must be some to draw from.")
    if not 0 <= share <= 1 or (residual is not None and residual < 0):
        raise ValueError(f"share is {share} and residual {residual}: a share from 0 to 1 and a variance are needed.")
