"""Counts of incidents, with zero and missing told apart, and the rates and shares behind them.

A count of what was reported has no error but the coders' (see `coders`). Taken for more, as "so many a month", it is
one draw of a rate, and incidents come in clusters: a raid sets off a reprisal. Intervals that take them for independent
(Poisson, binomial) are then too narrow. These here cut the period into a few long blocks and see from them how
much more than Poisson the counts vary: batch means (Schmeiser 1982) in the score interval of a quasi-Poisson rate
(McCullagh & Nelder 1989, chapter 9), in Wilson's interval of a share with an effective number of incidents (Korn &
Graubard 1998), and in the log of a ratio of rates; all with Student's t for the few blocks. The assumption: blocks are
so much longer than clusters that they hardly know of one another, and the rate doesn't move in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from helpers import tables
from helpers.estimating.estimates import Estimate, as_table, cannot
from helpers.intervals import wilson

Period = tuple[object, object]
Method = Literal["blocks", "bootstrap", "poisson"]

# what `by` names → the column of `incidents` that holds it
KEYS = {
    "type": "incident_type", "province": "admin1", "district": "district", "place": "place", "country": "country",
    "actor": "actors",
}  # fmt: skip
TIMES = ("month", "year")
UNKNOWN = "unknown"
DAYS_IN = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
BLOCKS, FEWEST_BLOCKS = 8, 4  # tried with 6 to 24: more are narrower, but too narrow where clusters last for weeks
SHORTEST_BLOCK = 30  # days
STEADIEST = 0.2  # least dispersion believed: eight blocks of Poisson counts fall below it once in a hundred


def count_incidents(
    incidents: pd.DataFrame,
    by: str | Sequence[str] | None = None,
    period: Period | None = None,
    values: Mapping[str, Iterable] | None = None,
    background: bool = False,
) -> pd.DataFrame:
    """Count incidents, by nothing, one thing or several: type, month, year, province, district, place, actor, group.

    Takes `incidents` (also a part of its columns; district is a column of your own) and gives one row for each
    combination of the keys: the keys (month: its first day; year: int), incidents (Int64), killed (Int64, people,
    killed_best; only if the table has it), share (float64, of all counted incidents; with group, whose dead, of all
    killed), counted (bool) and note (str). A combination nobody reported within the period is 0. Missing is something
    else: background, incidents without a day where a month or period asks for one, and those outside the period have
    a row each, with counted False, a note, and no share. What a key does not know is the value "unknown".
    `period`: first and last day, both in it (else from the first month to the last that has an incident). `values`
    lists what might have occurred (`{"district": [...]}`), so that what never did is a 0. An incident with several
    actors counts for each. Raises ValueError for a key that is neither known nor a column.

    >>> days = pd.to_datetime(["2024-01-05", "2024-03-02", None])
    >>> table = pd.DataFrame({"incident_id": ["a", "b", "c"], "date_start": days})
    >>> count_incidents(table, "month")["incidents"].tolist()
    [1, 0, 1, 1]
    """
    tables.validate("incidents", incidents, "count_incidents")
    return _count(incidents, _keys(incidents, by), period, values or {}, background)


def incident_rate(
    incidents: pd.DataFrame,
    period: Period | None = None,
    per: str = "month",
    measure: str | None = None,
    method: Method = "blocks",
) -> Estimate:
    """Estimate the rate behind the reported incidents, or behind a toll, per day, week, month or year.

    Layer "rate": how many an average month of such a time brings into the news, not how many happened. `measure` names a
    column to add up (killed_best: people) instead of counting incidents; n is the number of incidents. Assumes that
    clusters are much shorter than an eighth of the period, that the rate does not move, and, for tolls, that no few
    incidents make up most of the sum: with the tail of real tolls (exponent near 2.4) the interval is too narrow, since
    the large ones are mostly still to come. `method` "poisson" (Garwood 1936: incidents independent) and "bootstrap"
    (blocks drawn with replacement, percentiles; Carlstein 1986) are there to compare with; both are too narrow.
    Background is left out. Raises ValueError for a measure or unit of time that there is not.
    """
    name = {"blocks": "batch means", "bootstrap": "block bootstrap", "poisson": "Poisson"}[method]
    seen = _observe(incidents, period, [measure] if measure else [])
    if seen.days == 0:
        return cannot("There is no incident with a day and no period is given, so no rate.", 0, "rate", name)
    sums = seen.amounts[measure] if measure else np.ones(seen.n)
    units = seen.days / _days_in(per)
    if sums.sum() == 0:
        what = measure or "incident"
        note = f"No {what} in {seen.days} days; an open high, since how they would cluster is unknown. {seen.note}"
        return Estimate(0.0, 0.0, None, seen.n, "rate", name, note.strip())
    if method == "poisson":
        low, high = stats.chi2.ppf(0.025, 2 * sums.sum()) / 2, stats.chi2.ppf(0.975, 2 * sums.sum() + 2) / 2
        return _per(units, sums.sum(), low, high, seen, name)
    blocks, why_not = _blocks(seen, sums)
    if why_not:
        return cannot(why_not, seen.n, "rate", name)
    low, high = _bootstrapped(blocks) if method == "bootstrap" else _score(blocks.sum(), *_dispersion(blocks))
    return _per(units, sums.sum(), low, high, seen, name)


def incident_rates(
    incidents: pd.DataFrame, by: str, period: Period | None = None, per: str = "month", values: Iterable | None = None
) -> pd.DataFrame:
    """Estimate the rate of each type, district, actor … by `incident_rate`; with by="group" of each group's dead.

    One row for each value, as `as_table` lays them out, the highest first; `values` adds those never seen. With
    by="month" there is one row for each month, value being its count and the interval that of the count
    to be expected in it: the months' own dispersion around one rate is taken for chance, so where the rate moves the
    intervals are too wide. A month only partly in the period says so.
    """
    if by == "month":
        return _monthly(incidents, period)
    whole = _span(_days(incidents)[~_is_background(incidents)], period)  # every value has the same period
    if by == "group":
        found = {g: incident_rate(incidents, whole, per, f"killed_{g}_best") for g in _groups(incidents)}
    else:
        names = _values_of(incidents, by, values)
        found = {v: incident_rate(incidents[mask], whole, per) for v, mask in names.items()}
    return _sorted_table(found, by)


def incident_share(
    incidents: pd.DataFrame,
    where: pd.Series,
    period: Period | None = None,
    method: Literal["blocks", "binomial"] = "blocks",
) -> Estimate:
    """Estimate the share of incidents for which `where` (bool, one for each row) holds, in the long run.

    Layer "rate": the ratio of two rates of reported incidents, 0 to 1. Incidents of one cluster share their district, so that a
    hundred of them tell less than a hundred: the effective number comes from the blocks. Assumptions as for
    `incident_rate`. `method` "binomial" (Wilson 1927) takes every incident for independent, to compare with.
    Raises ValueError where `where` doesn't fit the table.
    """
    if len(where) != len(incidents):
        raise ValueError(f"incident_share: `where` has {len(where)} values for {len(incidents)} incidents.")
    marked = incidents.assign(_part=np.asarray(where, dtype=float), _whole=1.0)
    return _share(marked, "_part", "_whole", period, method)


def toll_share(
    incidents: pd.DataFrame,
    part: str = "killed_civilians_best",
    whole: str = "killed_best",
    period: Period | None = None,
) -> Estimate:
    """Estimate the share that one toll column has in another, such as civilians among the dead, in the long run.

    Layer "rate": people over people, 0 to 1, a ratio of sums; n is the number of incidents. The variance is the mean of
    that over blocks and that over incidents, each of which is right where groups don't cluster and too rough alone. As
    for rates of the dead, a few very large incidents make the interval too narrow.
    """
    return _share(incidents, part, whole, period, "tolls")


def incident_shares(
    incidents: pd.DataFrame, by: str, period: Period | None = None, values: Iterable | None = None
) -> pd.DataFrame:
    """Estimate the share of each type, district, actor … (`incident_share`) or group of the dead (`toll_share`).

    One row for each value, the largest first. The intervals are each for one share, not for all of them at once.
    """
    if by == "group":
        found = {g: toll_share(incidents, f"killed_{g}_best", "killed_best", period) for g in _groups(incidents)}
    else:
        found = {v: incident_share(incidents, mask, period) for v, mask in _values_of(incidents, by, values).items()}
    return _sorted_table(found, by)


def rate_ratio(incidents: pd.DataFrame, before: Period, after: Period, measure: str | None = None) -> Estimate:
    """Estimate by how much the rate of reported incidents (or of a toll) changed: after divided by before.

    Layer "rate"; 1 is no change. Assumes, besides what `incident_rate` does, that the same share of
    incidents was reported in both periods: a new outlet, or one closed, looks like a change of the conflict.
    Log of the ratio with one dispersion for both periods. n: the incidents in the two periods.
    """
    name = "log ratio of batch means"
    sides = [_observe(incidents, span, [measure] if measure else []) for span in (before, after)]
    n = sum(s.n for s in sides)
    blocks, problems = [], []
    for side, word in zip(sides, ("before", "after"), strict=True):
        cut, why_not = _blocks(side, side.amounts[measure] if measure else np.ones(side.n), most=6)
        blocks.append(cut)
        problems += [f"The period {word}: {why_not}"] if why_not else []
    if problems:
        return cannot(" ".join(problems), n, "rate", name)
    return _ratio(blocks, [s.days for s in sides], n, name, " ".join(dict.fromkeys(s.note for s in sides)).strip())


# Counting


_LEFT = {"no day": "no day known, so in no month or period", "outside": "outside the period"}


def _count(
    incidents: pd.DataFrame, keys: list[str], period: Period | None, values: Mapping[str, Iterable], background: bool
) -> pd.DataFrame:
    history = _is_background(incidents) & (not background)
    news = incidents[~history]
    timed = period is not None or any(k in TIMES for k in keys)
    days = _days(news, years="month" not in keys and "year" in keys)
    span = _span(days, period, "Y" if "year" in keys else "M") if timed else None
    where = _whereabouts(days, span) if timed else pd.Series("in", index=news.index)
    long = _long(news[where == "in"], keys)
    listed = _listed(keys, long, span, values)
    counted = _tally(long, keys, listed)
    counted = counted.assign(share=_shares(counted, keys, long), counted=True, note=_partial(counted, keys, span))
    if keys and counted.empty:
        why = "no incident, so nothing to count by " + " and ".join(keys)
        counted = pd.concat([counted, pd.DataFrame([_left_out(news[:0], why)])], ignore_index=True)
    left = [(incidents[history], "background, left out of the counts")]
    left += [(news[where == name], note) for name, note in _LEFT.items()]
    rows = [_left_out(part, note) for part, note in left if len(part)]
    table = pd.concat([counted, pd.DataFrame(rows)], ignore_index=True) if rows else counted
    return table.reindex(columns=counted.columns).astype({"incidents": "Int64", "counted": bool, "note": "str"})


def _keys(incidents: pd.DataFrame, by: str | Sequence[str] | None) -> list[str]:
    keys = [by] if isinstance(by, str) else list(by or [])
    for key in keys:
        column = KEYS.get(key, key)
        if (
            (key in TIMES and "date_start" in incidents)
            or column in incidents
            or (key == "group" and _groups(incidents))
        ):
            continue
        raise ValueError(
            f"count_incidents cannot count by {key!r}: the table has no column {column!r}. Known are "
            f"{', '.join([*TIMES, *KEYS, 'group'])} and any column of the table."
        )
    return keys


def _groups(incidents: pd.DataFrame) -> list[str]:
    return [g for g in tables.GROUPS if f"killed_{g}_best" in incidents]


def _is_background(incidents: pd.DataFrame) -> pd.Series:
    if "background" not in incidents:
        return pd.Series(False, index=incidents.index)
    return incidents["background"].fillna(False).astype(bool)


def _days(incidents: pd.DataFrame, years: bool = False) -> pd.Series:
    """Give each incident's first day; missing where it isn't known, or only the year is and that won't do."""
    if "date_start" not in incidents:
        return pd.Series(pd.NaT, index=incidents.index, dtype="datetime64[us]")
    days = pd.to_datetime(incidents["date_start"])
    if "date_precision" in incidents:
        days = days.mask(incidents["date_precision"].isin(["unknown"] if years else ["year", "unknown"]))
    return days


def _span(days: pd.Series, period: Period | None, whole: str = "M") -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Give first and last day: those asked for, else the whole months (M) or years (Y) from the first to the last."""
    if period is not None:
        first, last = (pd.Timestamp(day).normalize() for day in period)
        if not first <= last:
            raise ValueError(f"The period from {period[0]} to {period[1]} has no day: give its first and its last day.")
        return first, last
    if days.notna().sum() == 0:
        return None
    return days.min().to_period(whole).start_time, days.max().to_period(whole).end_time.normalize()


def _whereabouts(days: pd.Series, span: tuple | None) -> pd.Series:
    if span is None:
        return pd.Series("no day", index=days.index)
    inside = days.between(span[0], span[1] + pd.Timedelta(days=1), inclusive="left")
    return pd.Series(np.select([days.isna(), ~inside], ["no day", "outside"], "in"), index=days.index)


def _long(news: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Give one row for each incident and value of each key, with incidents (0 or 1) and killed to add up."""
    long = pd.DataFrame({"incidents": np.ones(len(news), dtype="int64")}, index=news.index)
    if "killed_best" in news:
        long["killed"] = pd.to_numeric(news["killed_best"]).fillna(0).astype("int64")
    for key in keys:
        if key == "group":
            long = _by_group(long, news)
        elif key in TIMES:
            days = pd.to_datetime(news["date_start"]).reindex(long.index)
            long[key] = days.dt.year if key == "year" else days.dt.to_period("M").dt.start_time
        else:
            long[key] = _named(news, key).reindex(long.index)
            long = long.explode(key) if key == "actor" else long
    return long


def _named(incidents: pd.DataFrame, key: str) -> pd.Series:
    named = incidents[KEYS.get(key, key)].astype("object")
    named = named.where(named.notna() & (named != ""), UNKNOWN)
    return named.map(lambda v: v.split("; ") if isinstance(v, str) else [v]) if key == "actor" else named


def _by_group(long: pd.DataFrame, news: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for group in _groups(news):
        killed = pd.to_numeric(news[f"killed_{group}_best"]).fillna(0).astype("int64").reindex(long.index)
        parts.append(long.assign(group=group, killed=killed, incidents=(killed > 0).astype("int64")))
    return pd.concat(parts)


def _listed(keys: list[str], long: pd.DataFrame, span: tuple | None, values: Mapping[str, Iterable]) -> list[list]:
    """List what each key may be: every month of the period, every group, what was asked for, what was seen."""
    found = []
    for key in keys:
        if key in TIMES:
            months = pd.date_range(span[0].to_period("M").start_time, span[1], freq="MS") if span is not None else []
            found.append(sorted({m.year for m in months}) if key == "year" else list(months))
            continue
        seen = [v for v in long[key].unique() if v != UNKNOWN]
        listed = list(dict.fromkeys([*values.get(key, []), *sorted(seen, key=str)]))
        found.append(listed + ([UNKNOWN] if (long[key] == UNKNOWN).any() and UNKNOWN not in listed else []))
    return found


def _tally(long: pd.DataFrame, keys: list[str], listed: list[list]) -> pd.DataFrame:
    amounts = [name for name in ("incidents", "killed") if name in long]
    if not keys:
        return long[amounts].sum().to_frame().T.astype("Int64")
    every = pd.MultiIndex.from_product(listed, names=keys) if len(keys) > 1 else pd.Index(listed[0], name=keys[0])
    sums = long.groupby(keys)[amounts].sum() if len(long) else pd.DataFrame(columns=amounts, index=every[:0])
    table = sums.reindex(every, fill_value=0).astype("Int64").reset_index()
    return table.astype({"month": "datetime64[us]"}) if "month" in keys else table


def _shares(counted: pd.DataFrame, keys: list[str], long: pd.DataFrame) -> pd.Series:
    of = "killed" if "group" in keys else "incidents"
    # an incident with two actors is one incident in the whole
    whole = long[~long.index.duplicated()][of].sum() if of == "incidents" else counted[of].sum()
    return counted[of].astype(float) / (whole if whole else np.nan)


def _partial(counted: pd.DataFrame, keys: list[str], span: tuple | None) -> pd.Series:
    """Say of a month or year how much of it the period holds, if not all."""
    unit = next((k for k in TIMES if k in keys), None)
    if counted.empty or unit is None:
        note = "" if len(counted) and counted["incidents"].sum() else "no incident to count, so no share"
        return pd.Series(note, index=counted.index, dtype="str")
    if unit == "year":
        starts = pd.to_datetime(counted["year"].astype(str) + "-01-01")
        ends = starts + pd.offsets.YearEnd(0)
    else:
        starts, ends = counted["month"], counted["month"] + pd.offsets.MonthEnd(0)
    inside = (ends.clip(upper=span[1]) - starts.clip(lower=span[0])).dt.days + 1
    whole = (ends - starts).dt.days + 1
    notes = [f"only {a} of its {b} days in the period" if a < b else "" for a, b in zip(inside, whole, strict=True)]
    return pd.Series(notes, index=counted.index, dtype="str")


def _left_out(part: pd.DataFrame, note: str) -> dict:
    row = {"incidents": len(part), "counted": False, "note": note}
    if "killed_best" in part:
        row["killed"] = int(pd.to_numeric(part["killed_best"]).fillna(0).sum())
    return row


# Rates


@dataclass(frozen=True)
class _Seen:
    """What lies in a period: the day of each incident (0 is the first), what is added up, days, and what was left out."""

    at: np.ndarray
    amounts: dict[str, np.ndarray]
    days: int
    note: str

    @property
    def n(self) -> int:
        return len(self.at)


def _observe(incidents: pd.DataFrame, period: Period | None, measures: list[str]) -> _Seen:
    for measure in measures:
        if measure not in incidents:
            raise ValueError(f"There is no column {measure!r} to add up; the table has {', '.join(incidents.columns)}.")
    history = _is_background(incidents)
    days = _days(incidents)[~history]
    span = _span(days, period)
    if span is None:
        return _Seen(np.zeros(0), {m: np.zeros(0) for m in measures}, 0, "")
    offset = (days - span[0]).dt.days
    length = (span[1] - span[0]).days + 1
    inside = offset.between(0, length - 1)
    kept = inside[inside].index
    amounts = {m: pd.to_numeric(incidents.loc[kept, m]).fillna(0).to_numpy(float) for m in measures}
    left = {"without a day": int(days.isna().sum()), "of background": int(history.sum())}
    note = "; ".join(f"{k} incidents {what} are not in it" for what, k in left.items() if k)
    return _Seen(offset[kept].to_numpy(float), amounts, length, note)


def _per(units: float, total: float, low: float, high: float, seen: _Seen, name: str) -> Estimate:
    return Estimate(float(total / units), float(low / units), float(high / units), seen.n, "rate", name, seen.note)


def _days_in(per: str) -> float:
    if per not in DAYS_IN:
        raise ValueError(f"per={per!r} is no unit of time; there are {', '.join(DAYS_IN)}.")
    return DAYS_IN[per]


def _blocks(seen: _Seen, sums: np.ndarray, most: int = BLOCKS) -> tuple[np.ndarray, str]:
    """Add up in blocks of equal length; else an empty array and a sentence that says why they can't tell anything."""
    k = min(most, seen.days // SHORTEST_BLOCK)
    if k < FEWEST_BLOCKS:
        return np.zeros(0), (
            f"{seen.days} days are too short to see how incidents cluster in time: "
            f"{FEWEST_BLOCKS} blocks of {SHORTEST_BLOCK} days are the least."
        )
    blocks = np.bincount((seen.at * k // seen.days).astype(int), sums, minlength=k)
    if (blocks > 0).sum() < 3:
        return np.zeros(0), (
            f"Incidents fall into only {(blocks > 0).sum()} of {k} blocks of {seen.days // k} days (n = {seen.n}): from "
            "fewer than three nobody can see how they cluster."
        )
    return blocks, ""


def _dispersion(blocks: np.ndarray) -> tuple[float, int]:
    """Give how much more than Poisson the blocks vary (variance over mean), and its degrees of freedom.

    One fewer than for normal blocks: clustered counts are skewed, and the variance of their variance was that of six
    degrees of freedom where eight blocks have seven (2,000 simulated worlds).
    """
    return max(STEADIEST, float(blocks.var(ddof=1) / blocks.mean())), len(blocks) - 2


def _score(total: np.ndarray | float, dispersion: float, freedom: int) -> tuple:
    """Give all sums λ for which |total - λ| ≤ t √(dispersion·λ): never below zero, and open to small totals."""
    t = stats.t.ppf(0.975, freedom)
    middle, half = total + t**2 * dispersion / 2, t * np.sqrt(dispersion * (total + t**2 * dispersion / 4))
    return middle - half, middle + half


def _bootstrapped(blocks: np.ndarray, draws: int = 999) -> tuple[float, float]:
    k = len(blocks)
    drawn = np.random.default_rng(0).multinomial(k, np.full(k, 1 / k), size=draws) @ blocks
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _monthly(incidents: pd.DataFrame, period: Period | None) -> pd.DataFrame:
    table = _count(incidents, ["month"], period, {}, background=False)
    if not table["counted"].any():
        why = "There is no incident with a day and no period is given, so no month."
        return as_table({pd.NaT: cannot(why, 0, "rate", "quasi-Poisson month")}, "month")
    table = table[table["counted"]]
    counts = table["incidents"].to_numpy(float)
    name, n = "quasi-Poisson month", int(counts.sum())
    if len(counts) < 6 or (counts > 0).sum() < 3:
        note = f"{n} incidents in {len(counts)} months: too few months with an incident to see how they vary."
        return as_table({m: cannot(note, n, "rate", name) for m in table["month"]}, "month")
    low, high = _score(counts, *_dispersion(counts))
    low = np.where(counts > 0, low, 0.0)
    rows = zip(table["month"], counts, low, high, table["note"], strict=True)
    return as_table({m: Estimate(c, float(a), float(b), n, "rate", name, note) for m, c, a, b, note in rows}, "month")


def _values_of(incidents: pd.DataFrame, by: str, values: Iterable | None) -> dict[str, pd.Series]:
    """Give for each value of a key which incidents have it."""
    key = _keys(incidents, by)[0]
    named = _named(incidents, key)
    has = (lambda v: named.map(lambda names: v in names)) if key == "actor" else (lambda v: named == v)
    seen = named.explode() if key == "actor" else named
    return {v: has(v).astype(bool) for v in dict.fromkeys([*(values or []), *sorted(seen.unique(), key=str)])}


def _sorted_table(found: dict[str, Estimate], by: str) -> pd.DataFrame:
    if not found:
        found = {UNKNOWN: cannot(f"There is no incident, so nothing to estimate by {by}.", 0, "rate", "batch means")}
    table = as_table(found, by)
    return table.sort_values("value", ascending=False, kind="stable", na_position="last", ignore_index=True)


# Shares and ratios


def _share(incidents: pd.DataFrame, part: str, whole: str, period: Period | None, method: str) -> Estimate:
    name = "binomial (Wilson)" if method == "binomial" else "ratio of batch means"
    seen = _observe(incidents, period, [part, whole])
    some, all_ = seen.amounts[part], seen.amounts[whole]
    if all_.sum() == 0:
        return cannot("Nothing with a day to take a share of.", seen.n, "rate", name)
    p = float(some.sum() / all_.sum())
    if method == "binomial":
        return Estimate(p, *wilson(p, all_.sum()), seen.n, "rate", name, seen.note)
    blocks, why_not = _blocks(seen, all_)
    if why_not:
        return cannot(why_not, seen.n, "rate", name)
    if p in (0.0, 1.0):
        note = f"All or none: the interval takes the {seen.n} incidents for independent. {seen.note}".strip()
        return Estimate(p, *wilson(p, seen.n), seen.n, "rate", name, note)
    error = _share_error(seen, some, all_, len(blocks), tolls=method == "tolls")
    effective = p * (1 - p) / error**2
    freedom = len(blocks) - (1 if method == "tolls" else 2)  # as for rates; half of a toll's is not from blocks
    return Estimate(p, *wilson(p, effective, stats.t.ppf(0.975, freedom)), seen.n, "rate", name, seen.note)


def _share_error(seen: _Seen, some: np.ndarray, all_: np.ndarray, k: int, tolls: bool) -> float:
    """Give the standard error of a ratio of sums, from blocks; for tolls half of its square comes from incidents."""
    p = some.sum() / all_.sum()
    rest = _blocks_of(seen, some, k) - p * _blocks_of(seen, all_, k)
    variance = k / (k - 1) * (rest**2).sum()
    if tolls:  # what eight blocks say of the spread of so uneven a sum is too rough
        variance = (variance + ((some - p * all_) ** 2).sum()) / 2
    return float(np.sqrt(max(variance / all_.sum() ** 2, STEADIEST * p * (1 - p) / all_.sum())))


def _blocks_of(seen: _Seen, sums: np.ndarray, k: int) -> np.ndarray:
    return np.bincount((seen.at * k // seen.days).astype(int), sums, minlength=k)


def _ratio(blocks: list[np.ndarray], days: list[int], n: int, name: str, note: str) -> Estimate:
    first, second = (b.sum() for b in blocks)
    freedom = sum(len(b) - 1 for b in blocks)
    dispersion = max(STEADIEST, sum(((b - b.mean()) ** 2).sum() / b.mean() for b in blocks) / freedom)
    value = (second / days[1]) / (first / days[0])
    half = stats.t.ppf(0.975, freedom) * np.sqrt(dispersion * (1 / first + 1 / second))
    return Estimate(float(value), float(value * np.exp(-half)), float(value * np.exp(half)), n, "rate", name, note)
