"""Worlds to try the comparison of mouths on: by how much each swells or knows is in the province's files.

The estimand is worked out from those files and from incidents drawn alone, without any report.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import lru_cache, partial

import numpy as np
import pandas as pd
from scipy import stats

from helpers.estimating.coverage import PLAIN, Trial
from helpers.estimating.estimates import Estimate
from helpers.estimating.happenings import HARMED, draw_incidents
from helpers.estimating.mouths import paired_ratio, told_in, toll_change
from helpers.estimating.province import load_province
from helpers.estimating.trials.severity import LATE, SILENT
from helpers.estimating.worlds import World

DRAWN = 60  # worlds whose incidents stand for all
REPEATS = 10  # how often each mouth speaks of each of them


def outlets(**quoted: dict) -> dict[str, dict]:
    """Silence all outlets but those named by a short name, each of which reports most incidents, whatever their size, late."""
    names = {"agency": "Telverin News Service", "daily": "The Ostrevane Courier"}
    told = {
        "base": 2.0, "per_death": 0.0, "types": {}, "near": {}, "hidden": 0.0, "delay": LATE, "follow_up": 0.0,
        "correction": 0.0, "others": 0.0, "copies": {}, "roundup": {"days": 9, "share": 0.0},
    }  # fmt: skip
    silent = {name: dict(SILENT) for name in load_province().outlets}
    return silent | {names[short]: told | entries for short, entries in quoted.items()}


DEADLY = {"base": -4.0, "per_death": 2.5}  # one dead: 1 in 6 is told; seven dead: nearly all
ARMY, HOSPITAL, FIGHTERS = {"mouths": {"army": 1.0}}, {"mouths": {"hospital": 1.0}}, {"mouths": {"armed_group": 1.0}}
PAIRS = {
    PLAIN: outlets(agency=ARMY, daily=HOSPITAL),
    "broken: both speak only of the deadly": outlets(agency=ARMY | DEADLY, daily=HOSPITAL | DEADLY),
    "broken: one speaks only of the deadly": outlets(agency=ARMY | DEADLY, daily=HOSPITAL),
    "broken: one speaks at once, one late": outlets(agency=ARMY, daily={"mouths": {"residents": 1.0}, "delay": 0.0}),
    "broken: army and police under one name": outlets(agency={"mouths": {"army": 0.3, "police": 0.7}}, daily=HOSPITAL),
}
ENEMIES = {PLAIN: outlets(agency=ARMY | {"base": 99.0}, daily=FIGHTERS | {"base": 99.0})}
AGAIN = {"mouths": {"residents": 1.0}, "delay": 0.0, "follow_up": 1.0, "base": 99.0}
CHANGES = {
    PLAIN: outlets(agency=AGAIN),
    "broken: slips, corrected later": outlets(agency=AGAIN | {"correction": 0.5}),
    "broken: the first report comes late": outlets(agency=AGAIN | {"delay": 3.0}),
}


def unhurt_types() -> dict:
    """Give the course's types without injured or hostages: nobody dies or is freed later, a second report counts anew."""
    types = copy.deepcopy(load_province().course["types"])
    for kind in types.values():
        kind["injured"] = 0.0
    types["abduction"]["weight"] = 0.0
    return types


@lru_cache(maxsize=4)
def all_dead(unhurt: bool = False) -> np.ndarray:
    """Give civilians, forces and militants killed in the lethal incidents of many worlds: one row each, repeated."""
    province = load_province()
    course = province.course | ({"types": unhurt_types()} if unhurt else {})
    drawn = pd.concat([draw_incidents(province, course, np.random.default_rng([7, k])) for k in range(DRAWN)])
    dead = drawn[[f"killed_{g}" for g in HARMED]].to_numpy()
    return np.repeat(dead[dead.sum(axis=1) > 0], REPEATS, axis=0)


def figures(mouth: str, dead: np.ndarray, knows: float, rng: np.random.Generator) -> np.ndarray:
    """Draw what a mouth says of each group's dead, as the province's file has its ways."""
    ways = load_province().mouths[mouth]
    known = np.where(dead > 1, rng.binomial(dead, knows), dead)
    own = {"state": 1, "group": 2}.get(ways["side"])
    if own is not None:
        enemy = 3 - own
        known[:, own] = rng.binomial(known[:, own], ways["own"])
        known[:, enemy] += rng.poisson(known[:, enemy] * (ways["enemy"] - 1))
    return known


def names_group(mouth: str, said: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw whether a mouth splits its toll by group, which it does more often where only one group has dead."""
    splits = load_province().mouths[mouth]["groups"]
    alone = (said > 0).sum(axis=1) == 1
    return rng.random(len(said)) < np.where(alone, 0.4 + 0.6 * splits, splits)


def _drawn_ratio(first: str, second: str, group: str | None = None) -> Callable[[World], float]:
    @lru_cache(maxsize=1)
    def drawn() -> float:
        rng = np.random.default_rng(11)
        said = [figures(mouth, all_dead(), 1.0, rng) for mouth in (first, second)]
        at = slice(None) if group is None else slice(HARMED.index(group), HARMED.index(group) + 1)
        sums = [figure[:, at].sum(axis=1) for figure in said]
        both = (sums[0] > 0) & (sums[1] > 0)
        if group is not None:
            both &= names_group(first, said[0], rng) & names_group(second, said[1], rng)
        return float(np.exp(np.log(sums[0][both] / sums[1][both]).mean()))

    return lambda world: drawn()


@lru_cache(maxsize=1)
def _drawn_change() -> float:
    dead = all_dead(unhurt=True)
    dead = dead[dead.sum(axis=1) >= 2]  # of one dead there is no more to tell
    first = figures("residents", dead, load_province().mouths["residents"]["knows"], np.random.default_rng(12)).sum(
        axis=1
    )
    told = first > 0
    return float(np.exp(np.log(dead.sum(axis=1)[told] / first[told]).mean()))


def _pair(world: World, rng: np.random.Generator, first: str, second: str, group: str | None = None) -> Estimate:
    told = told_in(world)
    if second == "medical" and second not in set(told["claimant_type"]):
        second = "witness"  # the world in which residents speak at once in the hospital's stead
    return paired_ratio(told, first, second, group=group)


def _unpaired(world: World, rng: np.random.Generator) -> Estimate:
    """Compare the mean toll of all incidents that one speaks of with that of the other's: what is mostly done."""
    told = told_in(world)
    logs = [
        np.log(told.loc[mine, "best"].astype(float))
        for mine in (told["claimant_type"] == "security_forces", told["claimant_type"] != "security_forces")
    ]
    between = stats.ttest_ind(*logs, equal_var=False).confidence_interval()
    value, low, high = np.exp([logs[0].mean() - logs[1].mean(), between.low, between.high])
    return Estimate(float(value), float(low), float(high), len(told), "rate", "unpaired")


def _change(world: World, rng: np.random.Generator) -> Estimate:
    return toll_change(told_in(world))


def _worlds(kinds: dict[str, dict], **course: object) -> dict[str, dict]:
    return {name: course | {"outlets": told} for name, told in kinds.items()}


_FORCES = {"first": "security_forces", "second": "medical"}
UNPAIRED = "broken: which numbers are of one incident is thrown away"
_RIVALS = {"first": "armed_group", "second": "security_forces"}
_UNPAIRED = {UNPAIRED if name == PLAIN else name: world for name, world in _worlds(PAIRS).items()}
TRIALS: list[Trial] = [
    Trial("army over hospital, all dead", partial(_pair, **_FORCES), _drawn_ratio("army", "hospital"), _worlds(PAIRS)),
    Trial("naive: army over hospital, unpaired", _unpaired, _drawn_ratio("army", "hospital"), _UNPAIRED),
    *(
        Trial(
            f"armed group over army, {group} dead",
            partial(_pair, **_RIVALS, group=group),
            _drawn_ratio("armed_group", "army", group),
            _worlds(ENEMIES),
        )
        for group in ("militants", "security_forces")
    ),
    Trial(
        "last over first number of a source", _change, lambda world: _drawn_change(),
        _worlds(CHANGES, types=unhurt_types()),
    ),
]  # fmt: skip
