"""Trials of the shares of incident types among reports that a classifier has read.

The classifier errs in every world as the real one does (`simulated_coding`). Where a method learns from reports coded
at another time, these are of other worlds, and `ENRICHED` of them are of the type, 1.4 to 4.5 times its share in the
world: the shift that the method is there for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.estimating import prevalence
from helpers.estimating.coverage import BROKEN, PLAIN, Trial
from helpers.estimating.estimates import Estimate
from helpers.estimating.province import load_province
from helpers.estimating.simulated_coding import THRESHOLD, draw_probabilities, true_types
from helpers.estimating.worlds import World, simulate_world

COMMON, RARE, HARD, EVEN = "armed_attack", "air_or_drone_strike", "abduction", "bombing"  # EVEN: mistakes cancel
HELD_OUT, SAMPLED, FEW = 300, 150, 40  # hand-coded reports
ENRICHED = 0.3
REWORDED = 0.4  # share of the type's reports that are worded as if they were not of it
EARLIER_WORLDS, FIRST_EARLIER = 24, 5_000_000
Coded = tuple[pd.Series, pd.Series]  # types and probabilities of reports


_latest: dict = {}  # the world tried last, and its coded reports: many trials ask for them in a row


def share_of(kind: str) -> Callable[[World], float]:
    return lambda world: float(_scored(world, kind)[0].mean())


def _scored(world: World, kind: str, reworded: float = 0.0) -> Coded:
    if _latest.get("world") is not world:
        _latest.clear()
        _latest.update(world=world, types=true_types(world))
    types, key = _latest["types"], (kind, reworded) if reworded else "plain"
    if key not in _latest:
        rng = np.random.default_rng([world.seed, 3])
        _latest[key] = draw_probabilities(types, rng, {kind: reworded} if reworded else None)
    return types[kind], _latest[key][kind]


@lru_cache(maxsize=1)
def _earlier() -> pd.DataFrame:
    """Give the types of reports of other worlds, to be coded by hand and learned from."""
    worlds = (simulate_world(FIRST_EARLIER + k) for k in range(EARLIER_WORLDS))
    return pd.concat([true_types(w) for w in worlds], ignore_index=True)


def _held_out(kind: str, n: int, rng: np.random.Generator) -> Coded:
    types = _earlier()
    with_it = round(n * ENRICHED)
    rows = [
        rng.choice(np.flatnonzero(types[kind] == has), size=size, replace=False)
        for has, size in ((1, with_it), (0, n - with_it))
    ]
    drawn = types.iloc[np.concatenate(rows)].reset_index(drop=True)
    return drawn[kind], draw_probabilities(drawn, rng)[kind]


def counted(kind: str) -> Callable[[World, np.random.Generator], Estimate]:
    return lambda world, rng: prevalence.classify_and_count(_scored(world, kind)[1] >= THRESHOLD)


def averaged(kind: str) -> Callable[[World, np.random.Generator], Estimate]:
    return lambda world, rng: prevalence.mean_probability(_scored(world, kind)[1])


def adjusted(kind: str, n: int = HELD_OUT, reworded: float = 0.0) -> Callable[[World, np.random.Generator], Estimate]:
    def estimate(world: World, rng: np.random.Generator) -> Estimate:
        chances = _scored(world, kind, reworded)[1]
        coded, scored = _held_out(kind, n, rng)
        return prevalence.adjusted_count(chances >= THRESHOLD, coded, scored >= THRESHOLD)

    return estimate


def maximised(kind: str, n: int = HELD_OUT, reworded: float = 0.0) -> Callable[[World, np.random.Generator], Estimate]:
    def estimate(world: World, rng: np.random.Generator) -> Estimate:
        chances = _scored(world, kind, reworded)[1]
        return prevalence.expectation_maximisation(chances, *_held_out(kind, n, rng), seed=int(rng.integers(2**31)))

    return estimate


def sampled(
    kind: str, powered: bool, n: int = SAMPLED, reworded: float = 0.0, doubtful: bool = False
) -> Callable[[World, np.random.Generator], Estimate]:
    def estimate(world: World, rng: np.random.Generator) -> Estimate:
        types, chances = _scored(world, kind, reworded)
        order = (chances - THRESHOLD).abs().argsort() if doubtful else rng.permutation(len(types))
        sample = types.iloc[np.asarray(order)[:n]]
        if powered:
            return prevalence.prediction_powered_share(chances, sample)
        return prevalence.hand_coded_share(sample, len(types))

    return estimate


def _mix(**factors: float) -> dict:
    types = load_province().course["types"]
    return {"types": {k: t | {"weight": t["weight"] * factors.get(k, 1.0)} for k, t in types.items()}}


OTHER_MIX = _mix(**{COMMON: 0.5, RARE: 2.5})
ERRING = f"{BROKEN}the classifier errs"
MIX, WORDS, TINY, DOUBT = (
    "another mix of types",
    "the type is worded otherwise",
    "40 hand-coded",
    f"{BROKEN}the doubtful coded",
)


def _trials(kind: str) -> list[Trial]:
    truth = share_of(kind)

    def named(method: str, *tried: tuple[Callable, dict]) -> list[Trial]:
        return [Trial(f"{method}: {kind}", estimate, truth, worlds) for estimate, worlds in tried]

    plain = {PLAIN: {}, MIX: OTHER_MIX}
    naive = {ERRING: {}, BROKEN + MIX: OTHER_MIX}
    return [
        *named(prevalence.CLASSIFY_AND_COUNT, (counted(kind), naive)),
        *named(prevalence.MEAN_PROBABILITY, (averaged(kind), naive)),
        *(
            t
            for method, make in ((prevalence.ADJUSTED_COUNT, adjusted), (prevalence.EM, maximised))
            for t in named(
                method,
                (make(kind), plain),
                (make(kind, reworded=REWORDED), {BROKEN + WORDS: {}}),
                (make(kind, FEW), {TINY: {}}),
            )
        ),
        *(
            t
            for method, powered in ((prevalence.HAND_CODED, False), (prevalence.PREDICTION_POWERED, True))
            for t in named(
                method,
                (sampled(kind, powered), plain),
                (sampled(kind, powered, reworded=REWORDED), {WORDS: {}}),
                (sampled(kind, powered, FEW), {TINY: {}}),
                (sampled(kind, powered, doubtful=True), {DOUBT: {}}),
            )
        ),
    ]


TRIALS: list[Trial] = [t for kind in (COMMON, RARE, HARD, EVEN) for t in _trials(kind)]
