"""Parts of a data set to learn from and to judge on, with no incident (and no rewrite of a report) in both."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Split = tuple[np.ndarray, np.ndarray]


def grouped_folds(groups: Iterable, n_folds: int = 5, seed: int = 0) -> list[Split]:
    """Deal whole groups (incidents, reports with their rewrites) into folds of about the same number of rows.

    Gives one (train, test) pair of row positions for each fold; each row is tested once. The largest groups are
    dealt first, each to the smallest fold; `seed` settles which of equals comes first. Raises ValueError where
    there are fewer groups than folds, or a row has no group.
    """
    codes = _codes(groups)
    sizes = np.bincount(codes)
    if len(sizes) < n_folds or n_folds < 2:
        raise ValueError(f"{len(sizes)} groups cannot be dealt into {n_folds} folds: take 2 to {len(sizes)} folds.")
    order = np.random.default_rng(seed).permutation(len(sizes))
    order = order[np.argsort(-sizes[order], kind="stable")]
    fold_of, filled = np.zeros(len(sizes), dtype=int), np.zeros(n_folds, dtype=int)
    for group in order:
        fold_of[group] = filled.argmin()
        filled[fold_of[group]] += sizes[group]
    rows = fold_of[codes]
    return [(np.flatnonzero(rows != k), np.flatnonzero(rows == k)) for k in range(n_folds)]


def split_by_time(dates: Iterable, test_share: float = 0.2, groups: Iterable | None = None) -> Split:
    """Learn from the earlier rows, judge on the later: as a classifier is used, on reports that are yet to come.

    Gives (train, test) row positions. A group counts from its first day, and a day is never cut in two, so that the
    later part can be larger or smaller than `test_share` of the rows. Raises ValueError for a missing or unreadable
    date, or where all rows are of one day.
    """
    days = pd.Series(pd.to_datetime(pd.Series(list(dates)), errors="coerce", utc=True)).dt.normalize()
    if days.isna().any():
        raise ValueError(f"row {int(days.isna().to_numpy().argmax())} has no date that can be read.")
    if not 0 < test_share < 1:
        raise ValueError(f"test_share is {test_share}; it must lie between 0 and 1.")
    if groups is not None:
        codes = _codes(groups)
        if len(codes) != len(days):
            raise ValueError(f"there are {len(codes)} groups for {len(days)} dates; there must be one a row.")
        days = days.groupby(codes).transform("min")
    if days.nunique() < 2:
        raise ValueError("all rows are of one day: there is no earlier and later part to split into.")
    cut = days.sort_values().iloc[min(round((1 - test_share) * len(days)), len(days) - 1)]
    later = days >= cut if cut > days.min() else days > cut
    return np.flatnonzero(~later), np.flatnonzero(later)


def _codes(groups: Iterable) -> np.ndarray:
    codes = pd.factorize(pd.Series(list(groups), dtype=object))[0]
    if (codes < 0).any():
        raise ValueError(f"row {int((codes < 0).argmax())} has no group; give it one of its own.")
    return codes


def linked_groups(report_ids: Iterable[str], mentions: pd.DataFrame) -> pd.Series:
    """Put reports that tell of a common incident into one group, also by way of a third report.

    `mentions` has the columns report_id and incident_id. Gives one number a report, indexed by report_id; a report
    without a mention is a group of its own. Whoever trains on one report of a group and judges on another has seen
    the answer.
    """
    ids = list(dict.fromkeys([*report_ids, *mentions["report_id"]]))
    incidents = pd.factorize(mentions["incident_id"])[0] + len(ids)
    places = pd.Series(range(len(ids)), index=ids)[mentions["report_id"]].to_numpy()
    size = len(ids) + len(mentions)
    links = sparse.coo_matrix((np.ones(len(places)), (places, incidents)), shape=(size, size))
    groups = connected_components(links, directed=False)[1][: len(ids)]
    return pd.Series(groups, index=pd.Index(ids, name="report_id"), name="group").loc[list(report_ids)]
