"""How often an interval holds what it is an interval for, over worlds whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from helpers.estimating.estimates import Estimate
from helpers.estimating.worlds import World, simulate_world
from helpers.intervals import wilson
from helpers.paths import COVERAGE

PLAIN = "as assumed"
BROKEN = "broken: "  # how the name of a world begins that breaks an assumption; all others keep them
FIRST_SEED = 1_000_000  # far from the shipped world's


@dataclass(frozen=True)
class Trial:
    """One estimator with what it is to estimate, and the worlds to try it on.

    estimate: takes a world's *reported* side (and its truth only to play a coder who reads it) and a random generator.
    truth: takes the world and gives the estimand. worlds: for each name, the changes that `simulate_world` gets; the
    first is the world that the assumptions describe; one that breaks an assumption is named "broken: " and which.
    """

    name: str
    estimate: Callable[[World, np.random.Generator], Estimate]
    truth: Callable[[World], float]
    worlds: Mapping[str, dict] = field(default_factory=lambda: {PLAIN: {}})


def coverage(trials: Trial | Iterable[Trial], worlds: int = 200, seed: int = FIRST_SEED) -> pd.DataFrame:
    """Try estimators on simulated worlds and say how often the 95% interval holds its estimand.

    One row for each trial and kind of world: trial, world, layer, worlds (drawn), estimated (worlds in which the method
    gave an estimate), coverage (share of those whose interval holds the truth; an open high holds all above low) with
    its own 95% interval coverage_low, coverage_high (Wilson), width (median; of closed intervals), truth (mean), bias
    (mean of estimate minus truth), rmse; the last three in the unit of the estimand. World k has seed `seed + k`, the
    same for all trials, so that two methods are compared on the same worlds.
    """
    trials = [trials] if isinstance(trials, Trial) else list(trials)
    kinds: dict[str, tuple[dict, list[tuple[Trial, str]]]] = {}
    for trial in trials:
        for name, changes in trial.worlds.items():
            kinds.setdefault(repr(changes), (changes, []))[1].append((trial, name))
    results: dict[tuple[str, str], list[tuple[Estimate, float]]] = {}
    with tqdm(total=worlds * len(kinds), unit="world", desc="coverage") as progress:
        for changes, wanted in kinds.values():
            for k in range(worlds):
                world = simulate_world(seed + k, **changes)
                for trial, name in wanted:
                    found = trial.estimate(world, np.random.default_rng([seed + k, 2])), float(trial.truth(world))
                    results.setdefault((trial.name, name), []).append(found)
                progress.update()
    rows = [_row(t.name, name, results[t.name, name]) for t in trials for name in t.worlds]
    return pd.DataFrame(rows)


def _row(trial: str, world: str, found: list[tuple[Estimate, float]]) -> dict:
    given = [(e, truth) for e, truth in found if e.value is not None]
    held = [e.low <= truth and (e.high is None or truth <= e.high) for e, truth in given]
    low, high = wilson(sum(held) / len(held), len(held)) if held else (np.nan, np.nan)
    errors = np.array([e.value - truth for e, truth in given])
    widths = [e.high - e.low for e, _ in given if e.high is not None]
    return {
        "trial": trial, "world": world, "layer": found[0][0].layer, "worlds": len(found), "estimated": len(given),
        "coverage": sum(held) / len(held) if held else np.nan, "coverage_low": low, "coverage_high": high,
        "width": float(np.median(widths)) if widths else np.nan,
        "truth": float(np.mean([truth for _, truth in given])) if given else np.nan,
        "bias": float(errors.mean()) if given else np.nan,
        "rmse": float(np.sqrt((errors**2).mean())) if given else np.nan,
    }  # fmt: skip


def read_coverage(path: Path = COVERAGE) -> pd.DataFrame:
    """Read the table of `make coverage` (data/coverage.csv): the columns of `coverage`, one row a trial and world.

    Raises FileNotFoundError where it has not been made.
    """
    return pd.read_csv(path, comment="#")
