"""Who says how many: tolls of the same incident from different mouths, and how a toll moves as days pass.

Mouths speak of different incidents, so the mean toll of one beside the mean toll of another compares nothing. Here
numbers are compared within the incident, as ratios, and ratios are averaged as logarithms: twice and half cancel.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from helpers import tables
from helpers.estimating.estimates import Estimate, as_table, cannot
from helpers.estimating.worlds import World
from helpers.linking.tolls import numbers, toll

LEAST, DIFFERING = 8, 5  # pairs, and pairs that differ, without which the t interval holds the ratio too seldom
WHOSE = ("civilians", "security_forces", "militants")
COLUMNS = ("incident_id", "report_id", "outlet", "published", "days", "claimant_type", "best", *WHOSE)
BY = ("claimant_type", "outlet")
DAYS = {"the first day": (0, 0), "1 day later": (1, 1), "2 days later": (2, 2), "3–6 days later": (3, 6), "a week or more": (7, None)}  # fmt: skip
_READ = ["claim_id", "report_id", "sentence_id", "start", "end", "quote", "measure", "group", "low", "high", "modifier", "scope", "claimant", "claimant_type"]  # fmt: skip


def mouth_tolls(
    claims: pd.DataFrame, incidents: pd.DataFrame, reports: pd.DataFrame | None = None, measure: str = "killed"
) -> pd.DataFrame:
    """Lay out what each kind of claimant says of each incident, report by report.

    Takes `claims`, the `incidents` linked from them and, for outlet and days, `reports`. Gives one row for each
    incident, report and kind of claimant that gives a number of `measure`: incident_id, report_id, outlet, published
    (UTC date), days (from the incident's first day to publication; missing where either is unknown), claimant_type, best
    (people: the mouth's total, added up as tolls are), civilians, security_forces, militants (people; 0 where the mouth
    names none). Numbers told as history are left out. Raises TableError for what is no such table, ValueError for a
    measure that has no tolls.
    """
    tables.validate("claims", claims, "mouth_tolls")
    tables.validate("incidents", incidents, "mouth_tolls")
    if measure not in tables.TOLL_MEASURES:
        raise ValueError(f"mouth_tolls: measure is {measure!r}; give one of {', '.join(tables.TOLL_MEASURES)}.")
    mine = _of_incidents(claims[claims["measure"] == measure], incidents)
    rows = []
    for keys, voice in mine.groupby(["incident_id", "report_id", "claimant_type"]):
        said = toll(numbers(voice[_READ]))
        groups = {group: said.get(f"{measure}_{group}_best") or 0 for group in WHOSE}
        rows.append((*keys, said[f"{measure}_best"], *groups.values()))
    table = pd.DataFrame(rows, columns=["incident_id", "report_id", "claimant_type", "best", *WHOSE])
    table = table.astype(dict.fromkeys(["best", *WHOSE], "Int64"))
    return _with_days(table[table["best"] > 0], incidents, reports)


def told_in(world: World) -> pd.DataFrame:
    """Lay out what a world's mouths say of the dead, as `mouth_tolls` does for claims that a machine found.

    Nothing is lost or mixed up by coding and linking: the incidents are those that happened, the numbers those that the
    reports were written from. Of mouths of one kind in one report the mean is given. Columns of `mouth_tolls`.
    """
    said = world.statements[world.statements["measure"] == "killed"]
    keys = ["incident_id", "report_id", "claimant_type"]
    whole = said[said["scope"].isin(["incident", "cumulative"])].assign(column="best")
    named = said[said["group"].isin(WHOSE)].assign(column=said["group"])
    sums = pd.concat([whole, named]).groupby([*keys, "mouth", "column"])["low"].sum().astype(float)
    wide = sums.groupby([*keys, "column"]).mean().unstack("column").reindex(columns=["best", *WHOSE]).fillna(0.0)
    table = wide.reset_index().merge(world.reports[["report_id", "outlet", "published"]])
    began = table["incident_id"].map(world.incidents.set_index("incident_id")["date"])
    table["published"] = pd.to_datetime(table["published"])
    table["days"] = (table["published"] - pd.to_datetime(began)).dt.days.astype("Int64")
    return table[list(COLUMNS)]


def _of_incidents(claims: pd.DataFrame, incidents: pd.DataFrame) -> pd.DataFrame:
    behind = incidents.set_index("incident_id")["claim_ids"].fillna("").str.split().explode().dropna()
    behind = behind.reset_index().rename(columns={"claim_ids": "claim_id"})
    news = tables.conform("claims", claims).query("scope != 'background'")
    found = news.merge(behind, on="claim_id").assign(claimant_type=lambda t: t["claimant_type"].fillna("unattributed"))
    return found.astype(object)  # rows of nullable dtypes are slow to read one by one


def _with_days(table: pd.DataFrame, incidents: pd.DataFrame, reports: pd.DataFrame | None) -> pd.DataFrame:
    filed = tables.conform("reports", tables.empty("reports") if reports is None else reports)
    began = tables.conform("incidents", incidents)[["incident_id", "date_start"]]
    table = table.merge(filed[["report_id", "outlet", "published"]].drop_duplicates("report_id"), "left", "report_id")
    table = table.merge(began, "left", "incident_id")
    table["days"] = (table["published"] - table["date_start"]).dt.days.astype("Int64")
    ordered = table.sort_values(["incident_id", "published", "report_id", "claimant_type"], kind="stable")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def paired_ratio(
    told: pd.DataFrame, first: str, second: str, by: str = "claimant_type", group: str | None = None
) -> Estimate:
    """Estimate how many times as many dead `first` gives as `second`, in incidents of which both give a number.

    Takes the table of `mouth_tolls`; `by`: claimant_type or outlet, whose values `first` and `second` are; `group`:
    civilians, security_forces or militants, where only numbers that name them are to count. Each one's number of an
    incident is the geometric mean of those on its last day. Gives the geometric mean of the ratio, its
    interval from Student's t on the logarithms; n: incidents in which both give a number. 1: no difference on average.
    The interval is one of the mean, not the range of the figures: single ratios lie far outside it, and most may be 1.

    Layer: "rate", of incidents in which both speak. Assumes incidents independent, numbers counted apart (a mouth that
    repeats another's number pulls the ratio to 1) and at a like distance from the day. Who speaks of what need
    be no accident: look whether both speak of the deadlier incidents; and who says nothing, or of none, is in no pair.
    Below eight pairs, or five that differ: no estimate.
    """
    last = _numbers(told, by, "last", group)
    pairs = last[last[by].isin([first, second])].pivot_table(index="incident_id", columns=by, values="log")
    if not {first, second} <= set(pairs.columns):
        silent = [who for who in (first, second) if who not in pairs.columns]
        return cannot(f"No incident has a number from {' or '.join(silent)}.", 0, "rate", _METHOD)
    both = pairs.dropna()
    alone = {who: int(pairs[who].notna().sum()) - len(both) for who in (first, second)}
    note = "; ".join(f"{n} more incidents have a number from {who} alone" for who, n in alone.items() if n)
    return _mean_ratio(both[first] - both[second], note)


def paired_ratios(
    told: pd.DataFrame, against: str = "medical", by: str = "claimant_type", group: str | None = None
) -> pd.DataFrame:
    """Compare every kind of claimant with one: `paired_ratio` of each over `against`, one row each, most pairs first.

    The table of `as_table`; the first column, named like `by`, says who is compared.
    """
    others = [who for who in told[by].dropna().unique() if who != against]
    rows = as_table({who: paired_ratio(told, who, against, by, group) for who in sorted(others)}, by)
    return rows.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)


def toll_change(told: pd.DataFrame, of: str | None = None, by: str = "claimant_type") -> Estimate:
    """Estimate by how much a source's number moves: its last for an incident as a multiple of its first.

    Takes the table of `mouth_tolls`; `of` keeps one value of `by` (claimant_type or outlet), else all sources, each
    compared with itself. Gives the geometric mean over incidents of last over first (with several sources in an
    incident, their mean), its interval from Student's t on the logarithms; n: incidents. 1: numbers stay.

    Layer: "rate", of incidents that a source gives numbers of on two days or more. Assumes incidents independent. Told
    again is what has grown, so that incidents told once may have moved less; a slip that is corrected counts as a
    movement. Below eight incidents, or five in which it moves: no estimate.
    """
    mine = told if of is None else told[told[by] == of]
    changes = _numbers(mine, by, "last").merge(_numbers(mine, by, "first"), on=["incident_id", by], suffixes=("", "_1"))
    moved = changes[changes["published"] > changes["published_1"]]
    return _mean_ratio((moved["log"] - moved["log_1"]).groupby(moved["incident_id"]).mean(), "")


def toll_changes(told: pd.DataFrame, by: str = "claimant_type") -> pd.DataFrame:
    """Give `toll_change` of each source and of all together: the table of `as_table`, its first column named like `by`."""
    rows = {"all": toll_change(told, by=by)} | {
        who: toll_change(told, who, by) for who in sorted(told[by].dropna().unique())
    }
    return as_table(rows, by)


def toll_by_day(told: pd.DataFrame) -> pd.DataFrame:
    """Compare the numbers given at each distance from the day with the last number given for the same incident.

    Takes the table of `mouth_tolls`. Gives one row for each distance (the first day, 1 day later, 2, 3–6, a week or
    more): `as_table` with the name `days`; value: geometric mean of number over last number, of incidents that have
    both; the last numbers themselves are left out, as are incidents without a day. Layer: "rate". What differs between
    rows may be other incidents as well as time: `toll_change` compares sources with themselves.
    """
    dated = told[told["days"].notna() & (told["days"] >= 0)]
    logs = dated.assign(log=np.log(dated["best"].astype(float)))
    latest = logs.groupby("incident_id")["published"].transform("max")
    final = logs[logs["published"] == latest].groupby("incident_id")["log"].mean()
    earlier = logs[logs["published"] < latest]
    gap = earlier["log"] - earlier["incident_id"].map(final)
    rows = {}
    for name, (low, high) in DAYS.items():
        here = earlier["days"].between(low, np.inf if high is None else high).astype(bool)
        rows[name] = _mean_ratio(gap[here].groupby(earlier["incident_id"][here]).mean(), "")
    return as_table(rows, "days")


_METHOD = "geometric mean of ratios within incidents, t interval"


def _numbers(told: pd.DataFrame, by: str, when: str, group: str | None = None) -> pd.DataFrame:
    """Give the log of what each source says of an incident on its first or last day: incident_id, `by`, published, log."""
    if by not in BY:
        raise ValueError(f"by is {by!r}; give one of {', '.join(BY)}.")
    if group is not None and group not in WHOSE:
        raise ValueError(f"group is {group!r}; give one of {', '.join(WHOSE)}.")
    column = group or "best"
    given = told[told[column] > 0]
    # a report without a day counts as published before all others
    known = given.assign(
        published=given["published"].fillna(pd.Timestamp(1800, 1, 1)), log=np.log(given[column].astype(float))
    )
    edge = known.groupby(["incident_id", by])["published"].transform("max" if when == "last" else "min")
    on_it = known[known["published"] == edge]
    return on_it.groupby(["incident_id", by], as_index=False).agg(published=("published", "first"), log=("log", "mean"))


def _mean_ratio(logs: pd.Series, note: str) -> Estimate:
    """Give the geometric mean of ratios from their logs, with the t interval."""
    n = len(logs)
    if n < LEAST:
        return cannot(f"{n} incidents have both numbers; {LEAST} are needed.", n, "rate", _METHOD)
    differing = int((logs.abs() > 1e-9).sum())
    if differing < DIFFERING:
        told = f"{n - differing} of {n} incidents have the same number twice; at least {DIFFERING} must differ."
        return cannot(told, n, "rate", _METHOD)
    if np.ptp(logs) < 1e-12:
        return cannot(f"All {n} incidents give the ratio {np.exp(logs.iloc[0]):.3g}: no spread.", n, "rate", _METHOD)
    middle, half = logs.mean(), stats.t.ppf(0.975, n - 1) * stats.sem(logs)
    low, value, high = np.exp([middle - half, middle, middle + half])
    return Estimate(float(value), float(low), float(high), n, "rate", _METHOD, note)
