"""Where incidents happen: how much in few places, and whether one incident brings others near it soon after.

All of it takes each row for an incident of its own. Reports of one incident that were not linked stand as two, mostly
at the same place on the same or the next day: that imitates near repeats and clumping, and no method here can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import special, stats

from helpers.estimating.estimates import Estimate, cannot

EARTH_KM = 6371.0
STRETCH_DAYS = 56  # longer than a burst
FEWEST = 20
SPREADS = np.linspace(0.02, 2.5, 40)  # standard deviations of log rates between places, tried for each list
GRID = np.linspace(-4.5, 4.5, 121)  # log rates, in standard deviations
AS_A_PLACE = ("exact", "near")
KM, DAYS = (0, 1, 10, 25, 50), (0, 7, 14, 28)


def by_place(incidents: pd.DataFrame) -> pd.DataFrame:
    """Count incidents by where they are said to be: a row for each point and precision, the most incidents first.

    Takes `incidents`, or any table with latitude, longitude (degrees) and perhaps place, admin1, place_precision
    (without it every point counts as exact), killed_best or killed_<group> columns. Gives place, admin1 (str), latitude,
    longitude, precision (exact: the place itself or near it; area: a district, province or country stands for it,
    so the point is its middle; unknown: no coordinates), incidents, killed (people). Layer *reported*. Rows without
    coordinates stay, in one row, so that the counts add up.
    """
    where = pd.DataFrame({
        "place": _column(incidents, "place"), "admin1": _column(incidents, "admin1"),
        "latitude": pd.to_numeric(_column(incidents, "latitude")),
        "longitude": pd.to_numeric(_column(incidents, "longitude")),
        "killed": _killed(incidents), "incidents": 1,
    }, index=incidents.index)  # fmt: skip
    there = where[["latitude", "longitude"]].notna().all(axis=1)
    named = _column(incidents, "place_precision").where(lambda s: s.notna(), "exact")
    where["precision"] = np.where(~there, "unknown", np.where(named.isin(AS_A_PLACE), "exact", "area"))
    where.loc[~there, ["place", "admin1", "latitude", "longitude"]] = None
    # a name is spelled in several ways, a point is one place
    grouped = where.groupby(["latitude", "longitude", "precision"], dropna=False, sort=True).agg(
        place=("place", _commonest), admin1=("admin1", _commonest), incidents=("incidents", "sum"), killed=("killed", "sum")
    )  # fmt: skip
    table = grouped.reset_index().sort_values(["incidents", "place"], ascending=[False, True], ignore_index=True)
    return table[["place", "admin1", "latitude", "longitude", "precision", "incidents", "killed"]]


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    return table[name] if name in table else pd.Series(None, index=table.index, dtype=object)


def _killed(table: pd.DataFrame) -> pd.Series:
    if "killed_best" in table:
        return table["killed_best"].fillna(0).astype(int)
    groups = [c for c in table if c in ("killed_civilians", "killed_security_forces", "killed_militants")]
    return table[groups].fillna(0).sum(axis=1).astype(int)


def _commonest(names: pd.Series) -> str | None:
    known = names.dropna()
    return None if known.empty else str(known.mode().iloc[0])


def place_counts(incidents: pd.DataFrame, places: Collection[str] | None = None) -> pd.Series:
    """Count incidents by name of place (column place), the most first; index place, one row a place.

    Background incidents (True in background) and incidents without a place, or located no finer than a district
    (place_precision), are left out. `places` (say, of a gazetteer) adds those where nothing happened with 0; without
    it only places with incidents are there, and nothing said of "the places" holds for the quiet ones. Raises
    ValueError, naming them, for incidents at places that `places` lacks.
    """
    counts = _column(_at_a_place(incidents), "place").value_counts()
    if places is not None:
        strange = sorted(set(counts.index) - set(places))
        if strange:
            raise ValueError(f"places lacks {', '.join(strange[:5])} ({len(strange)} in all), where incidents happened")
        counts = counts.reindex(list(dict.fromkeys(places)), fill_value=0)
    return counts.sort_values(ascending=False, kind="stable").rename("incidents").rename_axis("place")


def _at_a_place(incidents: pd.DataFrame) -> pd.DataFrame:
    kept = _column(incidents, "place").notna()
    if "background" in incidents:
        kept &= ~incidents["background"].fillna(False).astype(bool)
    if "place_precision" in incidents:
        kept &= incidents["place_precision"].isin(AS_A_PLACE)
    return incidents[kept]


def lorenz(counts: pd.Series) -> pd.DataFrame:
    """Lay out how few places hold how many incidents: share_of_places, share_of_incidents, from (0, 0) to (1, 1).

    Takes `place_counts`. Places with the most come first, as the law of crime concentration is drawn (Weisburd 2015).
    Layer *reported*. Empty, with both columns, where there are no incidents.
    """
    if counts.sum() == 0:
        return pd.DataFrame({"share_of_places": [], "share_of_incidents": []}, dtype=float)
    piled = np.concatenate([[0], np.cumsum(np.sort(counts.to_numpy(float))[::-1])])
    return pd.DataFrame({"share_of_places": np.linspace(0, 1, len(piled)), "share_of_incidents": piled / piled[-1]})


def gini_of(shares: np.ndarray) -> np.ndarray | float:
    """Compute Gini's coefficient of the last axis: 0 all alike, towards 1 all in one.

    >>> float(gini_of(np.array([0, 0, 0, 1.0])))
    0.75
    """
    ordered, n = np.sort(np.asarray(shares, float), axis=-1), np.shape(shares)[-1]
    return (ordered * (2 * np.arange(1, n + 1) - n - 1)).sum(axis=-1) / (n * ordered.sum(axis=-1))


def top_share_of(shares: np.ndarray, k: int) -> np.ndarray | float:
    """Compute the part of the last axis's sum that its `k` largest entries hold."""
    ordered = np.sort(np.asarray(shares, float), axis=-1)
    return ordered[..., -k:].sum(axis=-1) / ordered.sum(axis=-1)


def top_share(
    incidents: pd.DataFrame, k: int = 10, places: Collection[str] | None = None, draws: int = 2000, seed: int = 0
) -> Estimate:
    """Estimate the share of incidents that the `k` most affected places would have in the long run.

    Layer *rate*. The share of the listed incidents in the listed top places is larger: few incidents fall unevenly by
    chance, and the top is chosen for it. Here each place's rate is drawn from what its own incidents and the spread
    of all places' rates say (the Poisson-lognormal model of disease maps, Clayton & Kaldor 1987, the spread's error
    included), with counts thinned to what they are worth, since incidents in one place come in bursts. Value: median
    of the draws, interval: 95% of them. Assumes that rates of places stay the same, that the log rates of places are
    roughly normal (places that stand out together are drawn in, and their share is a little low), and that places are
    reported alike. n: incidents with a place. Raises ValueError for k below 1.
    """
    method = f"share of the top {k} places, Poisson-lognormal"
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    return _concentration(incidents, places, lambda p: top_share_of(p, k), method, draws, seed, at_least=k + 1)


def gini(incidents: pd.DataFrame, places: Collection[str] | None = None, draws: int = 2000, seed: int = 0) -> Estimate:
    """Estimate Gini's coefficient of the long-run rates of places: 0 all alike, towards 1 all in one place.

    Layer *rate*; method and assumptions as in `top_share`. Gini of the counts themselves is far too large where
    there are few incidents a place (Bernasco & Steenbeek 2017). Give `places`, with the quiet ones: without them the
    coefficient is of the places that were in the news.
    """
    return _concentration(incidents, places, gini_of, "Gini of rates, Poisson-lognormal", draws, seed, at_least=2)


def _concentration(incidents, places, statistic, method: str, draws: int, seed: int, at_least: int) -> Estimate:
    counts = place_counts(incidents, places)
    n = int(counts.sum())
    if n < FEWEST:
        return cannot(f"{n} incident(s) with a known place; at least {FEWEST} are needed.", n, "rate", method)
    if len(counts) < at_least:
        return cannot(f"{len(counts)} place(s); at least {at_least} are needed.", n, "rate", method)
    worth = counts.to_numpy(float) / _clumping(_at_a_place(incidents))
    found = statistic(_rates(worth, draws, np.random.default_rng(seed)))
    low, value, high = (float(q) for q in np.quantile(found, [0.025, 0.5, 0.975]))
    note = "" if places is not None else "Only places with an incident are counted; quiet places are unknown."
    return Estimate(value, low, high, n, "rate", method, note)


def _clumping(incidents: pd.DataFrame) -> float:
    """Give by how much counts vary more between stretches of eight weeks than single draws would (at least 1)."""
    if "date_start" not in incidents:
        return 1.0
    dated = incidents[incidents["date_start"].notna()]
    stretch = (dated["date_start"] - dated["date_start"].min()).dt.days // STRETCH_DAYS
    table = pd.crosstab(stretch, dated["place"]).to_numpy(float)
    if min(table.shape) < 2:
        return 1.0
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    return max(1.0, float(((table - expected) ** 2 / expected).sum() / ((table.shape[0] - 1) * (table.shape[1] - 1))))


def _rates(counts: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Draw the shares of places given their counts, the spread of the family with them: one row a draw."""
    fits = [_posterior(counts, spread) for spread in SPREADS]
    likely = np.array([fit[2] for fit in fits])
    weight = np.exp(likely - likely.max())
    drawn = [
        rates[_sample(chances, int(often), rng)]
        for often, (rates, chances, _) in zip(rng.multinomial(draws, weight / weight.sum()), fits, strict=True)
        if often
    ]
    rates = np.concatenate(drawn)
    return rates / rates.sum(axis=1, keepdims=True)


def _posterior(counts: np.ndarray, spread: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Give a grid of rates, the chance of each for every place (rows), and the log likelihood of the spread."""
    rates = counts.mean() * np.exp(spread * GRID - spread**2 / 2)
    before = -(GRID**2) / 2
    joint = counts[:, None] * np.log(rates) - rates + before - special.logsumexp(before)
    each = special.logsumexp(joint, axis=1)
    return rates, np.exp(joint - each[:, None]), float(each.sum())


def _sample(chances: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Draw a column of each row of chances, `draws` times over (one search in all rows, laid end to end)."""
    offset = np.arange(len(chances))
    ends = np.minimum(np.cumsum(chances, axis=1), 1.0)
    ends[:, -1] = 1.0
    found = np.searchsorted((ends + offset[:, None]).ravel(), rng.random((draws, len(chances))) + offset)
    return found - offset * chances.shape[1]


def knox(close: int, close_in_space: int, close_in_time: int, pairs: int) -> tuple[float, float]:
    """Compute the number of close pairs that chance gives, and Knox's p of `close` or more (Poisson).

    Knox (1964): pairs close in space times pairs close in time over all pairs. The Poisson p takes pairs for
    independent, which they aren't; `near_repeat` permutes days instead.

    >>> expected, p = knox(5, 25, 152, 96 * 95 // 2)
    >>> round(expected, 2), round(p, 4)
    (0.83, 0.0017)
    """
    expected = close_in_space * close_in_time / pairs
    return expected, float(stats.poisson.sf(close - 1, expected))


NEAR_REPEAT_COLUMNS = (
    "km_low", "km_high", "days_low", "days_high", "observed", "expected", "ratio", "low", "high", "p", "n", "note",
)  # fmt: skip


def near_repeat(
    incidents: pd.DataFrame,
    km: Sequence[float] = KM,
    days: Sequence[int] = DAYS,
    permutations: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """Test whether incidents close in space are close in time more often than chance has it: one row a band.

    The near-repeat test: Knox (1964), with Monte Carlo as in Johnson et al. (2007). `km`, `days`: edges of the bands;
    a first band of 0 to the first edge is the same point (a band holds its upper edge, not its lower, but for 0).
    Columns: km_low, km_high, days_low, days_high; observed (pairs), expected (pairs), ratio; low, high: between which
    95% of the ratios lie when days are permuted; p (one-sided, of as many pairs by chance, the list itself counted
    in); n (incidents), note. Layer *rate*: whether incidents bring others near them; the ratio itself has no interval.

    Days are permuted among places: it is assumed that, without near repeats, any incident's day could have been any
    other's. A place that becomes quiet, or that a correspondent leaves, breaks that, and looks like repeats. So do
    reports of one incident that were not linked: they fill the band of the same point and the first days. Look at the
    pairs of that band before you believe them. Takes only incidents with a day and with coordinates of the place
    itself; many bands are many tests.
    """
    kept = _located(incidents)
    bands = [(*x, *t) for x in _bands(km) for t in _bands(days)]
    if len(kept) < FEWEST or kept["day"].nunique() < 2:
        lacking = f"{len(kept)} incident(s) with a known day and point" + (
            f"; at least {FEWEST} are needed." if len(kept) < FEWEST else ", all on one day: nothing to permute."
        )
        return _untested(bands, len(kept), lacking)
    found, expected = _count_pairs(kept, _bands(km), _bands(days), permutations, np.random.default_rng(seed))
    rows = [_band(b, f, e, len(kept)) for b, f, e in zip(bands, found, expected, strict=True)]
    return pd.DataFrame(rows, columns=list(NEAR_REPEAT_COLUMNS))


def _count_pairs(
    rows: pd.DataFrame, near: list, soon: list, permutations: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Count the pairs in each band (rows) as listed and in each permutation (columns), and those that chance gives."""
    day = (rows["day"] - rows["day"].min()).dt.days.to_numpy()
    first, second, apart = _close_pairs(rows, max(high for _, high in near))
    where = [_inside(apart, low, high) for low, high in near]
    orders = np.vstack([day, *(rng.permutation(day) for _ in range(permutations))])
    lags = np.abs(orders[:, first] - orders[:, second])
    when = [_inside(lags, low, high) for low, high in soon]
    found = np.array([t[:, x].sum(axis=1) for x in where for t in when])
    in_time = _pairs_in_time(day, soon) / (len(day) * (len(day) - 1) / 2)
    return found, np.outer([x.sum() for x in where], in_time).ravel()


def _located(incidents: pd.DataFrame) -> pd.DataFrame:
    there = _column(incidents, "latitude").notna() & _column(incidents, "longitude").notna()
    if "place_precision" in incidents:
        there &= incidents["place_precision"].isin(AS_A_PLACE)
    rows = incidents[there].reset_index(drop=True)
    if "date_precision" in rows:
        rows = rows[rows["date_precision"].eq("day").fillna(False).astype(bool)]
    if "background" in rows:
        rows = rows[~rows["background"].fillna(False).astype(bool)]
    rows = rows[rows["date_start"].notna()] if "date_start" in rows else rows.iloc[:0]
    if rows.empty:
        return pd.DataFrame({"day": pd.Series(dtype="datetime64[us]"), "latitude": [], "longitude": []})
    day = pd.to_datetime(rows["date_start"]).dt.normalize()
    return pd.DataFrame({
        "day": day, "latitude": rows["latitude"].astype(float), "longitude": rows["longitude"].astype(float)
    }).reset_index(drop=True)  # fmt: skip


def _bands(edges: Sequence[float]) -> list[tuple[float, float]]:
    edges = sorted(set(edges))
    if len(edges) < 1 or edges[0] < 0:
        raise ValueError(f"the edges of bands are numbers from 0 on, not {edges}")
    return ([(0, edges[0])] if edges[0] > 0 else []) + list(pairwise(edges)) or [(0, 0)]


def _inside(values: np.ndarray, low: float, high: float) -> np.ndarray:
    return (values <= high) & ((values > low) | (low == 0))


def _close_pairs(rows: pd.DataFrame, most: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give both incidents and the kilometres between them, for all pairs no farther apart than `most`."""
    first, second = np.triu_indices(len(rows), 1)
    north, east = np.radians(rows["latitude"].to_numpy()), np.radians(rows["longitude"].to_numpy())
    h = np.sin((north[second] - north[first]) / 2) ** 2
    h += np.cos(north[first]) * np.cos(north[second]) * np.sin((east[second] - east[first]) / 2) ** 2
    apart = 2 * EARTH_KM * np.arcsin(np.minimum(1, np.sqrt(h)))
    near = apart <= most
    return first[near], second[near], apart[near]


def _pairs_in_time(day: np.ndarray, bands: list[tuple[float, float]]) -> np.ndarray:
    first, second = np.triu_indices(len(day), 1)
    lags = np.abs(day[first] - day[second])
    return np.array([_inside(lags, low, high).sum() for low, high in bands])


def _band(band: tuple, found: np.ndarray, expected: float, n: int) -> dict:
    values = dict(zip(NEAR_REPEAT_COLUMNS[:4], band, strict=True)) | {
        "observed": int(found[0]),
        "expected": expected,
        "n": n,
    }
    if expected == 0:
        return values | {
            "ratio": np.nan,
            "low": np.nan,
            "high": np.nan,
            "p": np.nan,
            "note": "No pair of incidents can fall in this band.",
        }
    low, high = np.quantile(found[1:], [0.025, 0.975]) / expected
    p = float((found >= found[0]).mean())
    note = "" if expected >= 5 else "Fewer than 5 pairs expected: the test sees only large effects."
    return values | {"ratio": found[0] / expected, "low": low, "high": high, "p": p, "note": note}


def _untested(bands: list[tuple], n: int, note: str) -> pd.DataFrame:
    rows = [dict(zip(NEAR_REPEAT_COLUMNS[:4], b, strict=True)) | {"n": n, "note": note} for b in bands]
    table = pd.DataFrame(rows, columns=list(NEAR_REPEAT_COLUMNS))
    return table.astype({c: float for c in ("expected", "ratio", "low", "high", "p")} | {"observed": "Int64"})
