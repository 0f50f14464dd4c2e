"""Trials of `estimating.timing`: bursts, weekdays, before and after an event."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import stats

from helpers.estimating.coverage import PLAIN, Trial
from helpers.estimating.estimates import Estimate
from helpers.estimating.happenings import _moments
from helpers.estimating.province import first_day, load_province
from helpers.estimating.timing import before_after, burstiness, days_known, weekday_test, weekdays
from helpers.estimating.worlds import World

EVENT, AROUND = "2024-12-31", 90  # the middle of the two years
SURE = {name: {"base": 30.0, "only": None} for name in ("Telverin News Service",)}
ALL_REPORTED = {"outlets": SURE}  # one outlet reports whatever happens
LONG = 24_000  # months: enough for three digits of a burstiness


def reported(world: World) -> pd.DataFrame:
    """Give the incidents that some report tells of, coded without error, as far as time needs them."""
    seen = world.incidents["incident_id"].isin(world.mentions["incident_id"])
    rows = world.incidents[seen]
    days = pd.to_datetime(rows["date"])
    return rows.assign(date_start=days, date_end=days, date_precision="day")


def period() -> tuple[pd.Timestamp, pd.Timestamp]:
    """Give the first and last day of the two years."""
    course = load_province().course
    first = pd.Timestamp(first_day(course))
    return first, first + pd.Timedelta(days=int(course["months"] * 365.25 / 12) - 1)


@lru_cache(maxsize=8)
def long_run_burstiness(excitation: float) -> float:
    """Compute the burstiness of a very long world: what a short one is a stretch of."""
    province = load_province()
    course = province.course | {"months": LONG, "excitation": excitation}
    moments = _moments(province, course, np.random.default_rng(0))
    gaps = np.diff(np.floor([day for day, _ in moments]))
    return float((gaps.std() - gaps.mean()) / (gaps.std() + gaps.mean()))


def _friday(world: World, rng: np.random.Generator) -> Estimate:
    row = weekdays(reported(world), *period()).iloc[4]
    return Estimate(row["share"], row["low"], row["high"], row["n"], "rate", "share of Fridays, blocks of four weeks")


def _friday_wilson(world: World, rng: np.random.Generator) -> Estimate:
    days = days_known(reported(world))
    k, n = int((days.dt.day_of_week == 4).sum()), len(days)
    low, high = stats.binomtest(k, n).proportion_ci(method="wilson")
    return Estimate(k / n, low, high, n, "rate", "share of Fridays, Wilson")


def _weekday_excess(world: World, rng: np.random.Generator) -> Estimate:
    return weekday_test(reported(world), *period(), seed=int(rng.integers(2**31))).estimate


def _weekday_pearson(world: World, rng: np.random.Generator) -> Estimate:
    found = stats.chisquare(np.bincount(days_known(reported(world)).dt.day_of_week, minlength=7))
    low = (found.statistic - stats.chi2.ppf(0.95, 6)) / 6
    return Estimate(found.statistic / 6 - 1, low, None, 7, "rate", "chi-square of weekdays, Pearson's table")


def _around(incidents: pd.DataFrame) -> Estimate:
    return before_after(incidents, EVENT, AROUND, *period()).estimate


def _free(world: World, rng: np.random.Generator) -> Estimate:
    """Permute incidents freely: given both counts' sum, the later one is binomial."""
    since = (days_known(reported(world)) - pd.Timestamp(EVENT)).dt.days
    before, after = int(since.between(-AROUND, -1).sum()), int(since.between(0, AROUND - 1).sum())
    share = stats.binomtest(after, before + after).proportion_ci()
    high = share.high / (1 - share.high) if share.high < 1 else None
    low = share.low / (1 - share.low)
    return Estimate((after + 0.5) / (before + 0.5), low, high, before + after, "rate", "rate ratio, free permutation")


def _ceasefire(world: World, rng: np.random.Generator) -> Estimate:
    rows = reported(world)
    since = (rows["date_start"] - pd.Timestamp(EVENT)).dt.days
    return _around(rows[~since.between(0, AROUND - 1) | (rng.random(len(rows)) < 0.5)])


def _listed_late(world: World, rng: np.random.Generator) -> pd.DataFrame:
    """Let the press come slowly: an incident of the first day is never listed, one of the last always."""
    rows, (first, last) = reported(world), period()
    return rows[rng.random(len(rows)) < (rows["date_start"] - first) / (last - first)]


UNREPORTED = "broken: small incidents go unreported"
TWICE = "incidents set off twice as many"
MORE = {"excitation": 0.6}
HOURS = "incidents set off others the same day"
SAME_DAY = {"excitation": 0.6, "excitation_days": 0.3}
CLUSTER = "broken: incidents cluster"
TRIALS = [
    Trial(
        "burstiness", lambda w, rng: burstiness(reported(w)), lambda w: long_run_burstiness(0.3),
        {PLAIN: ALL_REPORTED, UNREPORTED: {}, "eight months, a third of the incidents": ALL_REPORTED | {"months": 8}},
    ),
    Trial(
        "burstiness, uncorrected", lambda w, rng: burstiness(reported(w), corrected=False),
        lambda w: long_run_burstiness(0.3),
        {PLAIN: ALL_REPORTED, "eight months, a third of the incidents": ALL_REPORTED | {"months": 8}},
    ),
    Trial(
        "burstiness, coverage grows", lambda w, rng: burstiness(_listed_late(w, rng)),
        lambda w: long_run_burstiness(0.3), {"broken: outlets list more and more": ALL_REPORTED},
    ),
    Trial("share of Fridays, blocks", _friday, lambda w: 1 / 7, {PLAIN: {}, HOURS: SAME_DAY}),
    Trial(
        "share of Fridays, as if independent", _friday_wilson, lambda w: 1 / 7,
        {CLUSTER: {}, f"broken: {HOURS}": SAME_DAY},
    ),
    Trial("weekday preference, shifted blocks", _weekday_excess, lambda w: 0.0, {PLAIN: {}, HOURS: SAME_DAY}),
    Trial(
        "weekday preference, Pearson", _weekday_pearson, lambda w: 0.0, {CLUSTER: {}, f"broken: {HOURS}": SAME_DAY}
    ),
    Trial(
        "before and after, circular shifts", lambda w, rng: _around(reported(w)), lambda w: 1.0,
        {PLAIN: {}, TWICE: MORE},
    ),
    Trial("before and after, free permutation", _free, lambda w: 1.0, {CLUSTER: {}, f"broken: {TWICE}": MORE}),
    Trial("a ceasefire halves the rate, circular shifts", _ceasefire, lambda w: 0.5),
    Trial(
        "coverage grows, circular shifts", lambda w, rng: _around(_listed_late(w, rng)), lambda w: 1.0, {"broken: outlets list more and more": {}}
    ),
]  # fmt: skip
