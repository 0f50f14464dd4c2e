"""Worlds to try the statistics of tolls on: the law of the dead is drawn, so its exponent is known."""

from __future__ import annotations

import copy
from functools import partial

import numpy as np
import pandas as pd

from helpers.estimating.coverage import PLAIN, Trial
from helpers.estimating.estimates import Estimate
from helpers.estimating.province import load_province
from helpers.estimating.severity import largest_share, tail_exponent
from helpers.estimating.worlds import World

TAIL, UNBOUNDED = 2.35, 10**6
SILENT = {"base": -99.0, "copies": {}, "others": 0.0}
LATE = 20.0  # mean delay in days: by then every mouth knows all the dead


def lethal_types() -> dict:
    """Give the course's types of incident, so that somebody dies in each and nobody blows himself up.

    The bomber is added to the drawn number of dead, which then is no power law any more.
    """
    types = copy.deepcopy(load_province().course["types"])
    for kind in types.values():
        kind["lethal"] = 1.0
        kind["weapons"].pop("suicide vest", None)
    return types


def one_outlet(mouth: str = "hospital", **entries: object) -> dict[str, dict]:
    """Silence all outlets but one, which reports every incident once, late, as one mouth has it."""
    told = {
        "base": 99.0, "mouths": {mouth: 1.0}, "delay": LATE, "follow_up": 0.0, "correction": 0.0, "others": 0.0,
        "copies": {}, "roundup": {"days": 9, "share": 0.0},
    }  # fmt: skip
    return {name: dict(SILENT) for name in load_province().outlets} | {"Telverin News Service": told | entries}


# small incidents stay untold: one dead in two, nearly all of ten
SMALL_UNTOLD = {"base": -2.0, "per_death": 2.0, "types": {}, "near": {}, "hidden": 0.0}
CLEAN = {"background_rate": 12.0, "types": lethal_types(), "largest": UNBOUNDED}
TAILS = {
    PLAIN: CLEAN | {"outlets": one_outlet()},
    "broken: no incident above 40 dead": CLEAN | {"largest": 40, "outlets": one_outlet()},
    "broken: small incidents untold": CLEAN | {"outlets": one_outlet(**SMALL_UNTOLD)},
    "broken: told by a fighting party": CLEAN | {"outlets": one_outlet("armed_group")},
}
BOUNDED = {
    PLAIN: (TAILS["broken: no incident above 40 dead"], 40),
    "broken: tolls without bound": (TAILS[PLAIN], UNBOUNDED),
}


def dead_told(world: World) -> pd.Series:
    """Give the dead of each incident as its mouths have them: the median over reports of one mouth's sum of groups."""
    told = world.statements[(world.statements["measure"] == "killed") & (world.statements["scope"] == "incident")]
    sums = told.groupby(["incident_id", "report_id", "mouth"])["low"].sum()
    return sums.astype(float).groupby("incident_id").median().round().astype(int)


def share_of_the_top(top: float, tail: float, largest: int) -> float:
    """Give the share of all dead in the deadliest `top` of incidents, under the law that the worlds draw from."""
    x = np.arange(1, largest + 1, dtype=float)
    from_on = (x ** (1 - tail) - (largest + 1.0) ** (1 - tail)) / (1 - (largest + 1.0) ** (1 - tail))
    shares = from_on - np.append(from_on[1:], 0.0)
    taken = np.clip(top - np.append(from_on[1:], 0.0), 0.0, shares)
    return float(taken @ x / (shares @ x))


def _exponent(world: World, rng: np.random.Generator, **settings: object) -> Estimate:
    return tail_exponent(dead_told(world), random=rng, **settings)


def _share(world: World, rng: np.random.Generator, top: float = 0.1) -> Estimate:
    return largest_share(dead_told(world), top, random=rng)


def _drawn_exponent(world: World) -> float:
    return TAIL


def _drawn_share(world: World, largest: int, top: float = 0.1) -> float:
    return share_of_the_top(top, TAIL, largest)


def _trial_exponent(name: str, worlds: dict[str, dict], **settings: object) -> Trial:
    return Trial(name, partial(_exponent, **settings), _drawn_exponent, worlds)


ROUNDED_DOWN = {"broken: counts are rounded down, no zeta law": TAILS[PLAIN]}
TRIALS: list[Trial] = [
    _trial_exponent("tail exponent, x_min known (3), rounded down", TAILS, x_min=3, law="rounded_down"),
    _trial_exponent("tail exponent, x_min chosen, rounded down", TAILS, law="rounded_down", replicates=200),
    _trial_exponent("tail exponent, x_min known (8), zeta", {PLAIN: TAILS[PLAIN]}, x_min=8),
    _trial_exponent("tail exponent, x_min chosen, zeta", ROUNDED_DOWN, replicates=200),
    _trial_exponent("naive: tail exponent from 1 on", TAILS, x_min=1, law="rounded_down"),
    *(
        Trial("share of the deadliest 10%", _share, partial(_drawn_share, largest=largest), {name: changes})
        for name, (changes, largest) in BOUNDED.items()
    ),
]
