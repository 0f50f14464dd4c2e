"""Queues: in which order a coder meets the units, and the gold items hidden among them.

Every queue is a table of units (columns report_id str, sentence_id Int64, missing for the whole report) in
the order in which the annotator shows them, one row for each unit.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.annotating.coefficients import masi_distance, sets_of_types, units_of
from helpers.intervals import wilson

UNIT = ["report_id", "sentence_id"]


class QueueError(ValueError):
    """A queue that cannot be made from what was given; the message says what is missing."""


def in_order(units: pd.DataFrame) -> pd.DataFrame:
    """Queue units in the order of the table (`sentences`, or `reports` for whole reports)."""
    if "report_id" not in units:
        raise QueueError(f"units need the column report_id, found {', '.join(map(str, units.columns))}.")
    ids = units["sentence_id"] if "sentence_id" in units else pd.Series(pd.NA, index=units.index)
    queue = pd.DataFrame({"report_id": units["report_id"].astype("str"), "sentence_id": ids.astype("Int64")})
    return queue.drop_duplicates(ignore_index=True)


def shuffled(units: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Queue units at random, the same order for the same seed."""
    queue = in_order(units)
    return queue.iloc[np.random.default_rng(seed).permutation(len(queue))].reset_index(drop=True)


def by_disagreement(units: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Queue units by how far their coders disagree, the furthest first; adds disagreement (float64, 0 to 1).

    Disagreement is the mean MASI distance between the sets of types of two coders, 0 where fewer than two
    decided.
    """
    queue = in_order(units)
    distances = {unit: _mean_distance(list(sets.values())) for unit, sets in sets_of_types(labels).items()}
    queue["disagreement"] = [distances.get(unit, 0.0) for unit in units_of(queue)]
    return queue.sort_values("disagreement", ascending=False, kind="stable", ignore_index=True)


def by_uncertainty(units: pd.DataFrame, probabilities: pd.DataFrame) -> pd.DataFrame:
    """Queue units by how unsure a classifier is, the most unsure first; adds uncertainty (float64, 0 to 1).

    Takes `probabilities` with the index of `units` and one column for each type, as `predict_proba` gives
    them. Uncertainty is that of the type nearest to even odds: 1 at one half, 0 at certainty.
    Raises QueueError when an index of units has no probabilities.
    """
    missing = units.index.difference(probabilities.index)
    if len(missing):
        raise QueueError(f"probabilities lack {len(missing)} of the units' rows, the first with index {missing[0]!r}.")
    unsure = 1 - 2 * (probabilities.loc[units.index].astype(float) - 0.5).abs()
    known = in_order(units).assign(row=_first_rows(units))
    known["uncertainty"] = unsure.max(axis=1).to_numpy()[known.pop("row")]
    return known.sort_values("uncertainty", ascending=False, kind="stable", ignore_index=True)


def with_gold(queue: pd.DataFrame, gold: pd.DataFrame, share: float = 0.1, seed: int = 0) -> pd.DataFrame:
    """Hide gold items in a queue at random places: as many as make up `share` of it, none it already holds.

    Takes gold `labels`; returns the longer queue, in which nothing tells a gold item from another.
    """
    queue = in_order(queue)
    present = set(units_of(queue))
    spare = in_order(gold)
    spare = spare[[unit not in present for unit in units_of(spare)]]
    rng = np.random.default_rng(seed)
    wanted = min(len(spare), round(len(queue) * share / (1 - share)))
    chosen = spare.iloc[rng.permutation(len(spare))[:wanted]]
    places = np.concatenate([np.arange(len(queue)), rng.uniform(-1, len(queue), wanted)])
    both = pd.concat([queue, chosen], ignore_index=True)
    return both.iloc[np.argsort(places, kind="stable")].reset_index(drop=True)


def gold_score(labels: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Measure coders on the gold items that they have met so far: one row for each coder who met any.

    Takes `labels` and gold `labels`; returns coder (str), n (int64, gold units decided), right (int64,
    same set of types), share (float64), low and high (float64, 95% Wilson interval), last_wrong (str,
    report_id and sentence_id of the latest miss, "" if there is none).
    """
    truth = {unit: frozenset().union(*sets.values()) for unit, sets in sets_of_types(gold).items()}
    rows = [_coder_score(coder, part, truth) for coder, part in labels.groupby("coder")]
    columns = ["coder", "n", "right", "share", "low", "high", "last_wrong"]
    dtypes = ["str", "int64", "int64", "float64", "float64", "float64", "str"]
    table = pd.DataFrame([row for row in rows if row[1]], columns=columns)
    return table.astype(dict(zip(columns, dtypes, strict=True)))


def _coder_score(coder: str, labels: pd.DataFrame, truth: dict) -> tuple:
    ordered = labels.sort_values("labelled_at", kind="stable")
    met = {unit: sets[coder] for unit, sets in sets_of_types(ordered).items() if unit in truth}
    wrong = [unit for unit, types in met.items() if types != truth[unit]]
    n, right = len(met), len(met) - len(wrong)
    last = f"{wrong[-1][0]} {'' if wrong[-1][1] is None else wrong[-1][1]}".strip() if wrong else ""
    return (coder, n, right, right / n if n else np.nan, *(wilson(right / n, n) if n else (np.nan, np.nan)), last)


def _mean_distance(sets: list[frozenset]) -> float:
    pairs = [masi_distance(a, b) for k, a in enumerate(sets) for b in sets[k + 1 :]]
    return float(np.mean(pairs)) if pairs else 0.0


def _first_rows(units: pd.DataFrame) -> np.ndarray:
    """Positions of the rows that `in_order` keeps."""
    keys = [c for c in UNIT if c in units]
    return np.flatnonzero(~units.duplicated(keys).to_numpy())
