"""Trials of `estimating.space`: incidents in few places, and near repeats."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from helpers.estimating.coverage import PLAIN, Trial
from helpers.estimating.estimates import Estimate
from helpers.estimating.province import load_province
from helpers.estimating.space import gini, gini_of, knox, near_repeat, place_counts, top_share, top_share_of
from helpers.estimating.trials.timing import ALL_REPORTED, reported
from helpers.estimating.worlds import World

KM, DAYS = (0, 40), (0, 7)  # towns of a district lie within 40 km or so, bursts a week
ONE_OUTLET = {"outlets": {name: {"base": -60.0, "copies": {}} for name in (
    "The Ostrevane Courier", "Radio Telverin", "Voice of the Uplands", "Lanternway Relief",
)}}  # fmt: skip


@cache
def long_run_shares() -> np.ndarray:
    """Compute each place's share of incidents in the long run: its district's trouble, then its size."""
    province = load_province()
    trouble = np.array([province.course["troubled"].get(d, 1.0) for d in province.towns])
    # an incident set off elsewhere falls on districts as those that nothing set off do: shares stay what they are
    towns = [
        (share, weights) for share, (_, weights) in zip(trouble / trouble.sum(), province.towns.values(), strict=True)
    ]
    return np.concatenate([share * weights / weights.sum() for share, weights in towns])


def _top(k: int):
    return lambda w, rng: top_share(reported(w), k, _places(), seed=int(rng.integers(2**31)))


def _places() -> list[str]:
    return load_province().places["name"].tolist()


def _naive(statistic):
    """Resample incidents one by one from the counts, as is usual."""

    def estimate(world: World, rng: np.random.Generator) -> Estimate:
        counts = place_counts(reported(world), _places()).to_numpy()
        drawn = statistic(rng.multinomial(counts.sum(), counts / counts.sum(), size=1000))
        low, high = np.quantile(drawn, [0.025, 0.975])
        return Estimate(
            float(statistic(counts)), low, high, int(counts.sum()), "rate", "counts, bootstrap of incidents"
        )

    return estimate


def _band(incidents: pd.DataFrame, rng: np.random.Generator) -> Estimate:
    """Give the ratio with the lower bound of a one-sided test at 5%: it holds 1 unless the test sees a repeat."""
    row = near_repeat(incidents, KM, DAYS, permutations=499, seed=int(rng.integers(2**31))).iloc[0]
    return Estimate(row["ratio"], _bound(row["p"]), None, int(row["n"]), "rate", "near repeats, days permuted")


def _bound(p: float) -> float:
    """Leave a ratio of 1 out of what is held just where the test refuses it."""
    return float(np.nextafter(1, 2)) if p <= 0.05 else 0.0


def _poisson(world: World, rng: np.random.Generator) -> Estimate:
    """Take pairs for independent, as Knox's own p does."""
    row = near_repeat(reported(world), KM, DAYS, permutations=1).iloc[0]
    p = knox(int(row["observed"]), 1, 1, 1 / row["expected"])[1]
    return Estimate(row["ratio"], _bound(p), None, int(row["n"]), "rate", "near repeats, Poisson")


def _moved(world: World, rng: np.random.Generator) -> Estimate:
    """Let outlets keep half of the districts in view, and the other half from the second year on."""
    rows = reported(world)
    districts = sorted(load_province().towns)
    early = rows["date_start"].dt.year == rows["date_start"].dt.year.min()
    return _band(rows[rows["district"].isin(districts[::2]) == early], rng)


ALONE = {"excitation": 0.0}
NEAR = "broken: outlets report near places more, small incidents less"
TRIALS = [
    Trial(
        "share of the top ten places", _top(10), lambda w: top_share_of(long_run_shares(), 10),
        {PLAIN: ALL_REPORTED, NEAR: {}, "broken: one outlet only": ONE_OUTLET},
    ),
    Trial(
        "share of the top ten places, counts", _naive(lambda x: top_share_of(x, 10)),
        lambda w: top_share_of(long_run_shares(), 10), {"broken: the top is chosen from the counts": ALL_REPORTED},
    ),
    Trial(
        "share of the top two places", _top(2), lambda w: top_share_of(long_run_shares(), 2),
        {PLAIN: ALL_REPORTED},
    ),
    Trial(
        "Gini of places", lambda w, rng: gini(reported(w), _places(), seed=int(rng.integers(2**31))),
        lambda w: gini_of(long_run_shares()),
        {PLAIN: ALL_REPORTED, NEAR: {}, "broken: one outlet only": ONE_OUTLET},
    ),
    Trial(
        "Gini of places, counts", _naive(gini_of), lambda w: gini_of(long_run_shares()),
        {"broken: few incidents a place": ALL_REPORTED},
    ),
    Trial(
        "Gini of places, quiet ones unknown", lambda w, rng: gini(reported(w), seed=int(rng.integers(2**31))),
        lambda w: gini_of(long_run_shares()), {"broken: places without incidents are left out": ALL_REPORTED},
    ),
    Trial(
        "near repeats, days permuted", lambda w, rng: _band(reported(w), rng), lambda w: 1.0,
        {PLAIN: ALONE, "broken: incidents do set off others (coverage is one less the power)": {}},
    ),
    Trial("near repeats, Poisson", _poisson, lambda w: 1.0, {"broken: pairs share incidents": ALONE}),
    Trial("near repeats, outlets move on", _moved, lambda w: 1.0, {"broken: places are in view in different years": ALONE}),
]  # fmt: skip
