"""Trials of `coders`: two coders read the reports of a world, each with errors of known rates.

What a report truly tells of is known; a coder misses a type that is there and adds one that isn't. As assumed, the
two err independently and add as many as they miss. The estimand is the true share among all reports of the world.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from helpers.estimating.coders import COMBINED, Statistic, across_coders
from helpers.estimating.coverage import PLAIN, Trial
from helpers.estimating.estimates import Estimate, cannot
from helpers.estimating.worlds import World

MISSED = 0.12
SAMPLE = 150
COMMON, RARE = "armed_attack", "protest_or_riot"


def true_types(world: World, types: tuple[str, ...]) -> pd.DataFrame:
    """Give which types each report of a world truly tells of: one row a report, one bool column a type."""
    told = world.mentions.merge(world.incidents[["incident_id", "incident_type"]], on="incident_id")
    ids = world.reports["report_id"].to_numpy()
    return pd.DataFrame(
        {t: np.isin(ids, told.loc[told["incident_type"] == t, "report_id"].to_numpy()) for t in types}, index=ids
    )


# Ways to err: from the truth (bool, reports × types), each type's share and a generator to two coders' readings.


def _read(truth: np.ndarray, missed: float, added: np.ndarray | float, rng: np.random.Generator) -> np.ndarray:
    return np.where(truth, rng.random(truth.shape) >= missed, rng.random(truth.shape) < added)


def cancelling(truth: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """Let both err independently, each adding a type as often as missing it."""
    added = MISSED * truth.mean(axis=0) / (1 - truth.mean(axis=0))
    return [_read(truth, MISSED, added, rng) for _ in "ab"]


def missing_only(truth: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """Let both miss independently and add nothing: a bias that they share."""
    return [_read(truth, MISSED, 0.0, rng) for _ in "ab"]


def the_same(truth: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """Let both make most errors on the same reports, so that they agree on what is wrong."""
    added = MISSED * truth.mean(axis=0) / (1 - truth.mean(axis=0))
    together = _read(truth, 0.8 * MISSED, 0.8 * added, rng)
    return [_read(together, 0.2 * MISSED, 0.2 * added, rng) for _ in "ab"]


def one_stricter(truth: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """Let one coder miss a good part and the other nothing."""
    return [_read(truth, 2 * MISSED, 0.0, rng), truth]


def as_labels(readings: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Write coders' readings as `labels`: a row for each type found, `none` for a report without any."""
    parts = []
    for coder, found in readings.items():
        full = found.assign(none=~found.any(axis=1))
        report, kind = np.nonzero(full.to_numpy())
        parts.append(
            pd.DataFrame(
                {
                    "report_id": full.index.to_numpy()[report],
                    "sentence_id": pd.array([None] * len(report), dtype="Int64"),
                    "coder": coder,
                    "incident_type": full.columns.to_numpy()[kind],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _estimate(
    errors: Callable, types: tuple[str, ...], statistic: str | Statistic, sample: int | None, row: str
) -> Callable[[World, np.random.Generator], Estimate]:
    def estimate(world: World, rng: np.random.Generator) -> Estimate:
        truth = true_types(world, types)
        coded = np.sort(rng.choice(len(truth), size=min(sample or len(truth), len(truth)), replace=False))
        readings = [r[coded] for r in errors(truth.to_numpy(), rng)]
        frames = [pd.DataFrame(r, index=truth.index[coded], columns=list(types)) for r in readings]
        labels = as_labels(dict(zip("ab", frames, strict=True)))
        table = across_coders(labels, statistic, population=len(truth), draws=60, seed=int(rng.integers(2**31)))
        found = table.set_index("coder").loc[row]
        if pd.isna(found["value"]):
            return cannot(found["note"], int(found["n"]), "reported", found["method"])
        return Estimate(
            *(float(found[c]) for c in ("value", "low", "high")), int(found["n"]), "reported", found["method"]
        )

    return estimate


def _share(incident_type: str) -> Callable[[World], float]:
    return lambda world: float(true_types(world, (incident_type,)).to_numpy().mean())


def guns_of_guns_and_bombs(types: pd.DataFrame) -> float:
    """Compute armed attacks as a share of armed attacks and bombings: a number that is no share of reports."""
    attacks, bombs = (types[name].to_numpy().sum() for name in ("armed_attack", "bombing"))
    return attacks / (attacks + bombs) if attacks + bombs else np.nan


def _trial(
    name: str,
    statistic: str | Statistic = COMMON,
    types: tuple[str, ...] = (COMMON,),
    sample: int | None = None,
    row: str = COMBINED,
    errors: Mapping[str, Callable] | None = None,
) -> list[Trial]:
    truth = _share(statistic) if isinstance(statistic, str) else lambda w: float(statistic(true_types(w, types)))
    ways = errors or {PLAIN: cancelling}
    return [Trial(name, _estimate(way, types, statistic, sample, row), truth, {kind: {}}) for kind, way in ways.items()]


WAYS = {
    PLAIN: cancelling,
    "broken: both miss more than they add": missing_only,
    "broken: both err on the same reports": the_same,
    "broken: one coder is stricter": one_stricter,
}

TRIALS: list[Trial] = [
    *_trial("share of a type, two coders of all reports", errors=WAYS),
    *_trial(
        "share of a type, one coder of all reports (rival)", row="a", errors={"broken: the coder errs": cancelling}
    ),
    *_trial("share of a type, two coders of a sample", sample=SAMPLE, errors=WAYS),
    *_trial("share of a rare type, two coders of a sample", RARE, (RARE,), SAMPLE),
    *_trial("ratio of two types, two coders of a sample", guns_of_guns_and_bombs, (COMMON, "bombing"), SAMPLE),
]
