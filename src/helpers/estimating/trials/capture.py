"""Trials of `estimating.capture`: how many incidents happened, from how the outlets' lists overlap."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers.estimating import capture
from helpers.estimating.coverage import PLAIN, Trial
from helpers.estimating.estimates import Estimate
from helpers.estimating.worlds import World

TNS, COURIER, RADIO = "Telverin News Service", "The Ostrevane Courier", "Radio Telverin"
VOICE, RELIEF = "Voice of the Uplands", "Lanternway Relief"
STATE = ["Telverin Army", "Ostrevane Provincial Police", "Border Wardens", "Telverin Air Corps"]
# log-odds that give each outlet about the share of incidents that it has in the shipped world
BASES = {TNS: -0.6, COURIER: -0.2, RADIO: -1.3, VOICE: -2.0, RELIEF: -0.35}
SPLIT = 0.2  # share of the incidents of two and more outlets of which linking leaves one outlet's report alone


def _outlets(**entries: dict) -> dict:
    """Give outlets that report every incident alike and by themselves, but for `entries` (entry: by outlet)."""
    even = {"per_death": 0.0, "types": {}, "near": {}, "hidden": 0.0, "copies": {}, "only": None, "delay": 0.0}
    told = {name: even | {"base": base} for name, base in BASES.items()}
    for entry, by_outlet in entries.items():
        for name, value in by_outlet.items():
            told[name] = told[name] | {entry: value}
    return {"outlets": told}


SHIPPED = "the shipped world: all of it"
COPYING = "outlets copy one another"
SINGLY = "outlets copy one another, one incident at a time"
BIGGER = "big incidents are likelier to be reported"
OWN = "one outlet reports its own deeds alone"
APART = "two outlets report each its own deeds alone"
COPIES = {COURIER: {TNS: 0.26}, RADIO: {TNS: 0.24}}
WORLDS: dict[str, dict] = {
    PLAIN: _outlets(),
    COPYING: _outlets(copies=COPIES),
    SINGLY: _outlets(copies=COPIES, roundup={TNS: {"days": 1, "share": 0.0}}),
    BIGGER: _outlets(
        per_death={TNS: 1.1, COURIER: 0.7, RADIO: 0.8, VOICE: 0.5, RELIEF: 0.45},
        base={TNS: -1.9, COURIER: -1.1, RADIO: -2.4, VOICE: -2.6, RELIEF: -0.9},
    ),
    OWN: _outlets(only={VOICE: ["Sarvell Front"]}, base={VOICE: -0.4}),
    APART: _outlets(only={VOICE: ["Sarvell Front"], RADIO: STATE}, base={VOICE: -0.4, RADIO: -0.2}),
    SHIPPED: {},
}


def happened(world: World) -> float:
    return float(len(world.incidents))


def _lists(world: World, copies: bool = True) -> pd.DataFrame:
    return capture.outlet_lists(world.mentions, world.reports, copies=copies)


def lethal(world: World) -> pd.Series:
    """Say of each reported incident whether any report has anybody killed, as a coder would."""
    dead = world.statements.query("measure == 'killed' and low > 0")["incident_id"]
    known = pd.Index(world.mentions["incident_id"].unique())
    return pd.Series(known.isin(dead), index=known, name="lethal")


def _split(lists: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Play a linking that misses: of some incidents one outlet's report stays alone, and counts as another incident."""
    several = np.flatnonzero(lists.sum(axis=1) > 1)
    torn = several[rng.random(len(several)) < SPLIT]
    flags = lists.to_numpy(dtype=bool).copy()
    alone = np.zeros((len(torn), flags.shape[1]), dtype=bool)
    for new, row in enumerate(torn):
        outlet = rng.choice(np.flatnonzero(flags[row]))
        flags[row, outlet], alone[new, outlet] = False, True
    return pd.DataFrame(np.vstack([flags, alone]), columns=lists.columns)


def _reported(world: World, rng: np.random.Generator) -> Estimate:
    n = len(_lists(world))
    return Estimate(float(n), float(n), float(n), n, "happened", "count what was reported")


def _linked_badly(estimator: Callable[[pd.DataFrame], Estimate]) -> Callable[[World, np.random.Generator], Estimate]:
    return lambda world, rng: estimator(_split(_lists(world), rng))


def size(world: World) -> pd.Series:
    """Give the size of each incident, as a coder who makes no error finds it: log2 of the dead and a third of the hurt."""
    incidents = world.incidents.set_index("incident_id")
    dead, hurt = (incidents.filter(regex=f"^{of}_").sum(axis=1) for of in ("killed", "injured"))
    return np.log2(1 + dead + hurt / 3).rename("size")


def reported_size(world: World) -> pd.Series:
    """Give the size of each incident by the largest figures that any report has."""
    told = world.statements[world.statements["scope"] != "part_of_total"]
    most = told.groupby(["incident_id", "measure"])["low"].max().unstack().reindex(columns=["killed", "injured"])
    most = most.reindex(world.mentions["incident_id"].unique()).astype(float).fillna(0.0)
    return np.log2(1 + most["killed"] + most["injured"] / 3).rename("size")


def _by_size(world: World, sizes: Callable[[World], pd.Series] = size) -> Estimate:
    return capture.horvitz_thompson(_lists(world, copies=False), sizes(world))


def _worlds(*fit: str, broken: tuple[str, ...] = ()) -> dict[str, dict]:
    """Give the worlds that an estimator's assumptions describe, and those that break one."""
    return {name: WORLDS[name] for name in fit} | {f"broken: {name}": WORLDS[name] for name in broken}


def _chapman(lists: pd.DataFrame) -> Estimate:
    return capture.chapman(lists, (TNS, COURIER))


def _log_linear(lists: pd.DataFrame) -> Estimate:
    return capture.log_linear(lists[[TNS, COURIER, RADIO, RELIEF]])


def _with_strata(world: World, estimator: Callable, *args: object) -> Estimate:
    return estimator(_lists(world, copies=False), *args, strata=lethal(world))


BADLY = {"broken: linking misses one report in five": WORLDS[PLAIN]}
NAIVE = {
    f"broken: {name}": WORLDS[w]
    for name, w in (("even outlets miss some", PLAIN), (BIGGER, BIGGER), (SHIPPED, SHIPPED))
}
TRIALS = [
    Trial("count what was reported", _reported, happened, NAIVE),
    Trial("Chapman: agency, Courier", lambda w, r: _chapman(_lists(w)), happened, _worlds(PLAIN, broken=(COPYING, BIGGER, SHIPPED))),
    Trial("Chapman: agency, Courier; badly linked", _linked_badly(_chapman), happened, BADLY),
    Trial("Chapman: agency, Courier; no copies", lambda w, r: _chapman(_lists(w, copies=False)), happened, _worlds(PLAIN, COPYING, broken=(SHIPPED,))),
    Trial("Chapman: agency, Courier; no copies, by lethality", lambda w, r: _with_strata(w, capture.chapman, (TNS, COURIER)), happened, _worlds(PLAIN, broken=(BIGGER, SHIPPED))),
    Trial("Chapman: Voice, relief agency", lambda w, r: capture.chapman(_lists(w), (VOICE, RELIEF)), happened, _worlds(PLAIN, OWN, broken=(SHIPPED,))),
    Trial("Chapman: Voice, state radio", lambda w, r: capture.chapman(_lists(w), (VOICE, RADIO)), happened, _worlds(PLAIN, broken=(APART, SHIPPED))),
    Trial("Chao's lower bound", lambda w, r: capture.chao_lower_bound(_lists(w)), happened, _worlds(PLAIN, BIGGER, broken=(COPYING, OWN, APART, SHIPPED))),
    Trial("Chao's lower bound; badly linked", _linked_badly(capture.chao_lower_bound), happened, BADLY),
    Trial("Chao's lower bound; no copies", lambda w, r: capture.chao_lower_bound(_lists(w, copies=False)), happened, _worlds(PLAIN, COPYING, broken=(SHIPPED,))),
    Trial("Chao's lower bound; no copies, by lethality", lambda w, r: _with_strata(w, capture.chao_lower_bound), happened, _worlds(PLAIN, BIGGER, broken=(SHIPPED,))),
    Trial("log-linear: four outlets", lambda w, r: _log_linear(_lists(w)), happened, _worlds(PLAIN, SINGLY, broken=(COPYING, BIGGER, SHIPPED))),
    Trial("log-linear: four outlets; badly linked", _linked_badly(_log_linear), happened, BADLY),
    Trial("log-linear: four outlets; no copies", lambda w, r: _log_linear(_lists(w, copies=False)), happened, _worlds(PLAIN, COPYING, broken=(SHIPPED,))),
    Trial("Horvitz-Thompson: by size; no copies", lambda w, r: _by_size(w), happened, _worlds(PLAIN, BIGGER, broken=(SHIPPED,))),
    Trial("Horvitz-Thompson: by reported size; no copies", lambda w, r: _by_size(w, reported_size), happened, _worlds(PLAIN, BIGGER, broken=(SHIPPED,))),
]  # fmt: skip
