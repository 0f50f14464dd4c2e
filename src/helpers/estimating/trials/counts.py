"""Trials of `counts`: the rates and shares behind what the news of a world reports.

The coder is perfect: what a world's reports tell of enters with its true type, day, district and dead. The truth
is the number that such worlds report on average (`expected`), not what this world happened to report.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.estimating.counts import incident_rate, incident_rates, incident_share, rate_ratio, toll_share
from helpers.estimating.coverage import PLAIN, Trial
from helpers.estimating.estimates import Estimate, cannot
from helpers.estimating.happenings import DAYS_A_MONTH, HARMED
from helpers.estimating.province import first_day, load_province
from helpers.estimating.worlds import World, simulate_world
from helpers.paths import OSTREVANE

FIRST_OTHER = 50_000_000  # seeds of the worlds that expectations are the mean of
EXPECTED = OSTREVANE / "expected.csv"
MONTH = "2024-07-01"

# The worlds: the first of each trial is as its estimator assumes.
STEADY: dict = {}
LONG = {"excitation": 0.8, "background_rate": 1.77, "excitation_days": 20.0}  # as many, but clusters last for months
HALF_YEAR = {"months": 6}
LIGHT = {"tail": 3.5}  # tolls without the few incidents that make up most of the sum
DRIFT = {"drift": 1.5}  # the types' shares move, and with them some types' rates
ALONE = {"excitation": 0.0, "background_rate": 8.86}  # as many, but none sets off another
KINDS = (STEADY, LONG, HALF_YEAR, LIGHT, DRIFT, ALONE)


def reported_incidents(world: World) -> pd.DataFrame:
    """Give the incidents that a world's reports tell of as a perfect coder would table them, one row each.

    incident_id, incident_type, date_start, district, actors, killed_best and killed_<group>_best (people).
    """
    told = world.incidents[world.incidents["incident_id"].isin(world.mentions["incident_id"])]
    killed = told[[f"killed_{g}" for g in HARMED]].add_suffix("_best")
    return pd.concat(
        [
            told[["incident_id", "incident_type", "district"]],
            pd.to_datetime(told["date"]).rename("date_start"),
            told["actor"].rename("actors"),
            killed.sum(axis=1).rename("killed_best"),
            killed,
        ],
        axis=1,
    ).reset_index(drop=True)


_latest: dict = {}  # every trial in turn asks for the same world's table


def _reported(world: World) -> pd.DataFrame:
    if _latest.get("world") is not world:
        _latest.update(world=world, table=reported_incidents(world))
    return _latest["table"]


def last_day(months: int) -> pd.Timestamp:
    return pd.Timestamp(first_day(load_province().course)) + pd.Timedelta(days=int(months * DAYS_A_MONTH) - 1)


def _quantities(incidents: pd.DataFrame, months: int) -> dict[str, float]:
    middle = last_day(months // 2)
    late, attacks = incidents["date_start"] > middle, incidents["incident_type"] == "armed_attack"
    return {
        "incidents": len(incidents),
        "bombing": (incidents["incident_type"] == "bombing").sum(),
        "arson_or_sabotage": (incidents["incident_type"] == "arson_or_sabotage").sum(),
        "Haskoun": (incidents["district"] == "Haskoun").sum(),
        "killed": incidents["killed_best"].sum(),
        "killed_civilians": incidents["killed_civilians_best"].sum(),
        MONTH: (incidents["date_start"].dt.to_period("M") == pd.Period(MONTH, "M")).sum(),
        "before": (~late).sum(),
        "after": late.sum(),
        "attacks before": (attacks & ~late).sum(),
        "attacks after": (attacks & late).sum(),
    }


def expected_happening(**changes: object) -> float:
    """Compute how many incidents a world is expected to have: a Hawkes process that starts with nothing before it.

    With branching ratio n, mean delay d and immigration μ a day, the rate solves λ(t) = μ/(1-n) - μn/(1-n)·e^(-(1-n)t/d)
    (Hawkes 1971); this is its integral over the period.
    """
    course = load_province().course | changes
    n, delay = course["excitation"], course["excitation_days"]
    days, mu = course["months"] * DAYS_A_MONTH, course["background_rate"] / DAYS_A_MONTH
    slow = (1 - n) / delay
    return mu / (1 - n) * (days - n / slow * (1 - np.exp(-slow * days)))


def average(changes: Mapping, worlds: int, seed: int = FIRST_OTHER) -> pd.Series:
    """Average what such worlds report: the quantities for each incident that happened, times how many are expected.

    The number that happens is known by formula, so only what is reported of each is left to chance (a control variate).
    """
    months = (load_province().course | dict(changes))["months"]
    sums, happened = pd.Series(dtype=float), 0
    for k in range(worlds):
        world = simulate_world(seed + k, **changes)
        sums = sums.add(pd.Series(_quantities(reported_incidents(world), months), dtype=float), fill_value=0.0)
        happened += len(world.incidents)
    return sums / happened * expected_happening(**changes)


@lru_cache(maxsize=32)
def _expected(key: str) -> pd.Series:
    if EXPECTED.exists():
        table = pd.read_csv(EXPECTED)
        mine = table[table["changes"] == key].set_index("quantity")["value"]
        if len(mine):
            return mine
    return average(json.loads(key), 300)  # a world of your own: a few hundred will do


def expected(changes: Mapping, quantity: str) -> float:
    """Give the expected number of a quantity in the reports of such a world, from data/ostrevane/expected.csv."""
    return float(_expected(json.dumps(dict(changes), sort_keys=True))[quantity])


# The trials. A trial's truth depends on the kind of world, so each kind is a Trial of its own under one name.


def _trials(
    name: str, estimate: Callable, truth: Callable[[Mapping], float], worlds: Mapping[str, dict]
) -> list[Trial]:
    return [
        Trial(name, _on_reported(estimate, changes), lambda world, c=changes: truth(c), {kind: changes})
        for kind, changes in worlds.items()
    ]


def _on_reported(estimate: Callable, changes: Mapping) -> Callable[[World, np.random.Generator], Estimate]:
    last = last_day(changes.get("months", 24))
    period = (first_day(load_province().course), last)
    return lambda world, rng: estimate(_reported(world), period)


def _a_month(quantity: str) -> Callable[[Mapping], float]:
    def truth(changes: Mapping) -> float:
        months = (load_province().course | dict(changes))["months"]
        return expected(changes, quantity) / (int(months * DAYS_A_MONTH) / DAYS_A_MONTH)

    return truth


def _over(part: str, whole: str) -> Callable[[Mapping], float]:
    return lambda changes: expected(changes, part) / expected(changes, whole)


def _of_type(name: str) -> Callable:
    return lambda table, period: incident_rate(table[table["incident_type"] == name], period)


def _in_district(method: str) -> Callable:
    return lambda table, period: incident_share(table, table["district"] == "Haskoun", period, method)


def _month(table: pd.DataFrame, period: tuple) -> Estimate:
    row = incident_rates(table, "month", period).set_index("month").loc[MONTH]
    if pd.isna(row["value"]):
        return cannot(row["note"], int(row["n"]), "rate", row["method"])
    return Estimate(row["value"], row["low"], row["high"], int(row["n"]), "rate", row["method"], row["note"])


def _halves(kind: str | None = None) -> Callable:
    def estimate(table: pd.DataFrame, period: tuple) -> Estimate:
        middle = last_day(12)
        table = table if kind is None else table[table["incident_type"] == kind]
        return rate_ratio(table, (period[0], middle), (middle + pd.Timedelta(days=1), period[1]))

    return estimate


CLUSTERS = "broken: clusters last for months"
_rates = {PLAIN: STEADY, "half a year": HALF_YEAR, CLUSTERS: LONG}
_plain_and_long = {PLAIN: STEADY, CLUSTERS: LONG}
_alone = {PLAIN: ALONE, "broken: incidents come in clusters": STEADY}
_tails = {PLAIN: LIGHT, "broken: heavy-tailed tolls": STEADY}

TRIALS: list[Trial] = [
    *_trials("incidents a month", incident_rate, _a_month("incidents"), _rates),
    *_trials(
        "incidents a month, Poisson (rival)",
        lambda table, period: incident_rate(table, period, method="poisson"),
        _a_month("incidents"),
        _alone,
    ),
    *_trials(
        "incidents a month, block bootstrap (rival)",
        lambda table, period: incident_rate(table, period, method="bootstrap"),
        _a_month("incidents"),
        {"broken: only eight blocks": STEADY},
    ),
    *_trials("bombings a month", _of_type("bombing"), _a_month("bombing"), _plain_and_long),
    *_trials("arsons a month", _of_type("arson_or_sabotage"), _a_month("arson_or_sabotage"), {PLAIN: STEADY}),
    *_trials("incidents expected in one month", _month, lambda c: expected(c, MONTH), {PLAIN: STEADY, CLUSTERS: LONG}),
    *_trials(
        "dead a month",
        lambda table, period: incident_rate(table, period, measure="killed_best"),
        _a_month("killed"),
        _tails,
    ),
    *_trials(
        "share of bombings",
        lambda table, period: incident_share(table, table["incident_type"] == "bombing", period),
        _over("bombing", "incidents"),
        {PLAIN: STEADY},
    ),
    *_trials("share of one district", _in_district("blocks"), _over("Haskoun", "incidents"), _plain_and_long),
    *_trials(
        "share of one district, binomial (rival)",
        _in_district("binomial"),
        _over("Haskoun", "incidents"),
        _alone,
    ),
    *_trials(
        "share of civilians among the dead",
        lambda table, period: toll_share(table, period=period),
        _over("killed_civilians", "killed"),
        _tails,
    ),
    *_trials("second year over first", _halves(), _over("after", "before"), _plain_and_long),
    *_trials(
        "second year over first, armed attacks",
        _halves("armed_attack"),
        _over("attacks after", "attacks before"),
        {PLAIN: DRIFT},
    ),
]
