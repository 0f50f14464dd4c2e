"""Code the reports of a simulated world as the real classifier would: with scores of real reports of the same types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.estimating.worlds import World
from helpers.paths import OSTREVANE

THRESHOLD = 0.4  # mean of the thresholds that the classifiers behind scores.csv chose


def true_types(world: World) -> pd.DataFrame:
    """Give the types of each report of a world, as a coder without error finds them.

    One row a report (index report_id), one column a type (0 or 1): those of the incidents that the report tells of.
    """
    told = world.mentions.merge(world.incidents[["incident_id", "incident_type"]], on="incident_id")
    found = pd.crosstab(told["report_id"], told["incident_type"]).clip(upper=1)
    found = found.reindex(
        index=world.reports["report_id"], columns=list(_pool(OSTREVANE / "scores.csv")[0].columns), fill_value=0
    )
    return found.rename_axis(columns=None)


def draw_probabilities(
    types: pd.DataFrame, rng: np.random.Generator, reworded: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Give each report the classifier's probabilities for a real report with the same types, drawn at random.

    `types` is an indicator table (`true_types`). The real ones are data/ostrevane/scores.csv: out of fold, so that the
    classifier errs here as it errs on reports that it has not seen. Where no real report has the same set of types,
    one is drawn from those that differ in the fewest. `reworded` changes the words of a type after the classifier was
    trained: that share of its reports gets the probabilities of a report without it, so that sensitivity drops by as
    much. Same rows and columns as `types`. Raises ValueError for a type that scores.csv does not have.
    """
    scores, sets = _pool(OSTREVANE / "scores.csv")
    strange = (set(types.columns) | set(reworded or {})) - set(sets.columns)
    if strange:
        raise ValueError(f"{sorted(strange)} is no type of scores.csv; there are {', '.join(sets.columns)}.")
    seen = types.reindex(columns=sets.columns, fill_value=0).to_numpy(dtype=int).copy()
    for name, share in (reworded or {}).items():
        seen[rng.random(len(seen)) < share, sets.columns.get_loc(name)] = 0
    codes = seen @ (1 << np.arange(seen.shape[1]))
    rows = np.empty(len(seen), dtype=int)
    for code in np.unique(codes):
        here = codes == code
        rows[here] = rng.choice(_nearest(int(code)), size=int(here.sum()))
    drawn = pd.DataFrame(scores.to_numpy()[rows], index=types.index, columns=scores.columns)
    return drawn[list(types.columns)]


@lru_cache(maxsize=2)
def _pool(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read probabilities and true types of the real reports, in two tables with the same rows and columns."""
    table = pd.read_csv(path, index_col="report_id")
    names = [c.removeprefix("true_") for c in table.columns if c.startswith("true_")]
    return table[names], table[[f"true_{n}" for n in names]].set_axis(names, axis=1)


@lru_cache(maxsize=1024)
def _nearest(code: int) -> np.ndarray:
    """Give the rows of the pool whose set of types differs in the fewest types from one, written as bits."""
    sets = _pool(OSTREVANE / "scores.csv")[1].to_numpy()
    off = (sets != (code >> np.arange(sets.shape[1])) % 2).sum(axis=1)
    return np.flatnonzero(off == off.min())
