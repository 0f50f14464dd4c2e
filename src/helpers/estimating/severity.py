"""How deadly: bands of the dead through time, the tail of the dead per incident, and what the largest hold.

Tolls are heavy-tailed, and that deceives: one incident can hold a third of a year's dead, a year says little of the
next, and few incidents lie where the tail is. So each function says below how many it gives no verdict.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd
from scipy import special, stats

from helpers import tables
from helpers.estimating.estimates import Estimate, as_table, cannot

Law = Literal["zeta", "rounded_down"]
Random = np.random.Generator | int
LEAST = 10  # incidents from x_min on without which no exponent is fitted
FOR_A_VERDICT = 50  # incidents from x_min on without which laws can't be told apart (Clauset et al. 2009, section 4)
FITS_FROM = 0.1  # p of the goodness of fit from which a power law stays possible (Clauset et al. 2009)
TELLS_APART = 0.05
RIVALS = ("lognormal", "exponential")
_STEP = 0.02  # of log(alpha - 1) between neighbours
EXPONENTS = 1 + np.exp(np.arange(np.log(0.02), np.log(40), _STEP))
_LISTED = 2000  # values of the zeta law drawn from a list; above it the law is as good as continuous


# Bands


def toll_bands(incidents: pd.DataFrame, measure: str = "killed") -> pd.DataFrame:
    """Add up low, best and high of the incidents' tolls, month by month.

    Takes `incidents` (tables.py); history is left out. Gives one row for each month from the first to the last, also
    those without incidents: month (its first day), incidents, low, best, high (people; Int64), n_open (incidents whose
    high a source leaves open: high then counts their best and is a lower bound), note. A band is what sources say: low
    adds every smallest and high every largest figure. It holds no sampling error, nothing of incidents that nobody
    reported, and has no 95% in it: if one kind of source always exaggerates, the truth lies near one edge for ever.
    Layer: "reported". Raises TableError for what is no `incidents` table, ValueError for a measure without tolls.
    """
    tables.validate("incidents", incidents, "toll_bands")
    if measure not in tables.TOLL_MEASURES:
        raise ValueError(f"toll_bands: measure is {measure!r}; give one of {', '.join(tables.TOLL_MEASURES)}.")
    news = tables.conform("incidents", incidents).query("background == False")
    dated = news[news["date_start"].notna()]
    columns = {part: dated[f"{measure}_{part}"] for part in ("low", "best", "high")}
    parts = pd.DataFrame(columns).assign(incidents=1, n_open=columns["high"].isna().astype(int))
    parts["high"] = parts["high"].fillna(parts["best"])
    months = dated["date_start"].dt.to_period("M").rename("month")
    sums = parts.fillna(0).groupby(months).sum().astype("Int64")
    if len(sums):
        sums = sums.reindex(pd.period_range(sums.index.min(), sums.index.max(), freq="M", name="month"), fill_value=0)
    note = f"{len(news) - len(dated)} more incidents have no day" if len(news) > len(dated) else ""
    table = sums.reset_index().assign(note=note)
    table["month"] = table["month"].dt.to_timestamp() if len(table) else pd.Series(dtype="datetime64[ns]")
    return table[["month", "incidents", "low", "best", "high", "n_open", "note"]]


def dead_per_incident(incidents: pd.DataFrame, measure: str = "killed") -> pd.Series:
    """Give the best toll of each incident that harmed anybody (people; index incident_id); history is left out."""
    tables.validate("incidents", incidents, "dead_per_incident")
    news = tables.conform("incidents", incidents).query("background == False").set_index("incident_id")
    best = news[f"{measure}_best"]
    return best[best.fillna(0) > 0].astype(int).rename(measure)


# The tail


@dataclass(frozen=True)
class TailFit:
    """A power law of exponent alpha from x_min (people) on: n incidents, n_tail of them from x_min on.

    distance: the largest gap between the shares observed and fitted (Kolmogorov and Smirnov's).
    """

    alpha: float
    x_min: int
    n: int
    n_tail: int
    distance: float


def tail_exponent(
    dead: pd.Series | np.ndarray,
    x_min: int | None = None,
    law: Law = "zeta",
    replicates: int = 300,
    random: Random = 0,
) -> Estimate:
    """Estimate the exponent alpha of a power law of the dead per incident: P(X >= x) falls as x^(1 - alpha).

    Takes people per incident (numbers below 1 are left out). Without `x_min` it is chosen where observed and fitted
    shares differ least, among values with ten incidents from them on, and chosen anew in each bootstrap replicate, so
    that the interval (percentiles) holds the error of the choice; with `x_min` the interval is that of the likelihood
    ratio. `law`: "zeta", p(x) ~ x^-alpha on whole numbers (Clauset, Shalizi and Newman 2009, doi 10.1137/070710111,
    what the package powerlaw fits), or "rounded_down", a continuous power law of which whole people are counted
    (Virkar and Clauset 2014, doi 10.1214/13-AOAS710). They part below ten dead: where they disagree, the exponent
    hangs on what nobody knows, and the interval of a law by which people were not counted holds the exponent too seldom
    (data/coverage.csv says how seldom). n: incidents from x_min on.

    Layer: "rate". Assumes incidents independent, their dead from x_min on counted and reported whatever their size
    (small incidents that nobody reported draw alpha down), and a tail without a cut. A mouth that multiplies all tolls leaves alpha as it is; one that multiplies only some
    does not. Below ten incidents from x_min on: no estimate.
    """
    values, counts = _counted(dead)
    rng = np.random.default_rng(random)
    method = f"power law ({law}), x_min {'chosen, bootstrap' if x_min is None else f'{x_min}, likelihood ratio'}"
    if x_min is not None:
        values, counts = values[values >= x_min], counts[values >= x_min]
    lacking = _lacking(values, counts, x_min)
    if lacking:
        return cannot(lacking, int(counts.sum()), "rate", method)
    if x_min is not None:
        return _likelihood_interval(values, counts, x_min, law, method)
    tables_of_law = _law(law, values)
    alpha, _, n, _ = _choose(counts[None, :], tables_of_law)
    if np.isnan(alpha[0]):
        return cannot("No x_min has ten incidents from it on that differ.", int(counts.sum()), "rate", method)
    drawn = rng.multinomial(counts.sum(), counts / counts.sum(), size=replicates)
    low, high = np.nanquantile(_choose(drawn, tables_of_law)[0], [0.025, 0.975])
    return Estimate(float(alpha[0]), float(low), float(high), int(n[0]), "rate", method, _few(int(n[0])))


def fit_tail(dead: pd.Series | np.ndarray, law: Law = "zeta") -> TailFit | None:
    """Choose x_min and fit alpha as `tail_exponent` does; None where no value has ten incidents from it on."""
    values, counts = _counted(dead)
    if _lacking(values, counts, None):
        return None
    alpha, at, n, distance = (found[0] for found in _choose(counts[None, :], _law(law, values)))
    if np.isnan(alpha):
        return None
    return TailFit(float(alpha), int(values[at]), int(counts.sum()), int(n), float(distance))


def goodness_of_fit(
    dead: pd.Series | np.ndarray, law: Law = "zeta", replicates: int = 500, random: Random = 0
) -> float | None:
    """Give the share of samples from the fitted law that lie as far from their own fit as these dead from theirs.

    Semi-parametric bootstrap of Clauset et al. 2009, section 4.1: below x_min incidents are drawn again, from x_min on
    from the fitted law, and each sample is fitted anew. Under 0.1 a power law is ruled out; above, it is only not
    ruled out. What is ruled out is the fitted law on the list at hand, from its own x_min on: a list that lacks small
    incidents can have a true power law ruled out. None where nothing can be fitted.
    """
    fit = fit_tail(dead, law)
    if fit is None:
        return None
    rng = np.random.default_rng(random)
    values, counts = _counted(dead)
    below, body = values[values < fit.x_min], counts[values < fit.x_min]
    in_tail = rng.binomial(fit.n, fit.n_tail / fit.n, size=replicates)
    tails = [_draw(fit, law, k, rng) for k in in_tail]
    distinct = np.unique(np.concatenate([below, *tails]))
    drawn = np.array([np.bincount(np.searchsorted(distinct, t), minlength=len(distinct)) for t in tails])
    if len(below):
        drawn[:, : len(below)] += np.array([rng.multinomial(fit.n - k, body / body.sum()) for k in in_tail])
    return float((_choose(drawn, _law(law, distinct))[3] >= fit.distance).mean())


def compare_tails(dead: pd.Series | np.ndarray, replicates: int = 500, random: Random = 0) -> pd.DataFrame:
    """Judge the power law of the dead per incident: by itself, and against a lognormal and an exponential tail.

    Gives three rows: law, compared by, statistic (the power law's own distance; for a rival Vuong's normalised log
    likelihood ratio, positive where the power law is likelier), p, n (incidents from x_min on), verdict. Rivals are
    fitted from the same x_min on by the package powerlaw (Alstott, Bullmore and Plenz 2014), as discrete laws. Below
    50 incidents from x_min on there is no verdict: such samples seldom tell a power law from a lognormal. p of a
    rival is two-sided (Vuong 1989), p of the power law `goodness_of_fit`'s. Verdicts are of the incidents given: a few
    more or fewer at the small end move x_min, and may turn them.
    """
    fit = fit_tail(dead)
    if fit is None:
        lacking = _lacking(*_counted(dead), None) or "No x_min has ten incidents from it on that differ."
        rows = [("power law", "", np.nan, np.nan, int(_counted(dead)[1].sum()), lacking)]
    else:
        p = goodness_of_fit(dead, "zeta", replicates, random)
        verdict = "not ruled out" if p >= FITS_FROM else "ruled out"
        rows = [("power law", "goodness of fit", fit.distance, p, fit.n_tail, _verdict(fit.n_tail, verdict))]
        rows += [_against(dead, fit, rival) for rival in RIVALS]
    return pd.DataFrame(rows, columns=["law", "compared by", "statistic", "p", "n", "verdict"])


def _against(dead: pd.Series | np.ndarray, fit: TailFit, rival: str) -> tuple:
    import powerlaw  # late: it brings mpmath and matplotlib

    values, counts = _counted(dead)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fits at the edge of a range: the ratio says how good they are
        fitted = powerlaw.Fit(
            np.repeat(values, counts), xmin=fit.x_min, discrete=True, estimate_discrete=False, verbose=False
        )
        ratio, p = fitted.distribution_compare("power_law", rival, normalized_ratio=True)
    if p >= TELLS_APART:
        verdict = "can't be told apart"
    else:
        verdict = "the power law is likelier" if ratio > 0 else f"the {rival} is likelier"
    return (rival, "likelihood ratio", float(ratio), float(p), fit.n_tail, _verdict(fit.n_tail, verdict))


def _verdict(n: int, verdict: str) -> str:
    return verdict if n >= FOR_A_VERDICT else f"no verdict: {n} incidents in the tail, {FOR_A_VERDICT} are needed"


def _few(n: int) -> str:
    few = f"Only {n} incidents lie in the tail: too few to say that it is a power law at all."
    return few if n < FOR_A_VERDICT else ""


def _counted(dead: pd.Series | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    numbers = pd.to_numeric(pd.Series(dead), errors="coerce").dropna()
    values, counts = np.unique(numbers[numbers >= 1].astype(int), return_counts=True)
    return values, counts


def _lacking(values: np.ndarray, counts: np.ndarray, x_min: int | None) -> str:
    n, least = int(counts.sum()), "" if x_min is None else f" with {x_min} dead or more"
    if n == 0:
        return f"There is no incident with dead{least}."
    if n < LEAST:
        return f"Only {n} incidents{least or ' with dead'}: a tail needs {LEAST}."
    return f"All {n} incidents{least} have the same toll." if len(values) == 1 else ""


class _Table:
    """A law, laid out over EXPONENTS (rows) and the values that occur (columns): its log survival and log share."""

    def __init__(self, values: np.ndarray):
        self.values = values

    def from_on(self, values: np.ndarray) -> np.ndarray:
        """Give log P(X >= x), up to a constant of each exponent."""
        raise NotImplementedError

    @cached_property
    def survival(self) -> np.ndarray:
        return self.from_on(self.values)

    @cached_property
    def share(self) -> np.ndarray:
        """Give log P(X = x), up to the same constant."""
        after = self.from_on(self.values + 1)
        return self.survival + np.log1p(-np.exp(after - self.survival))

    def at(self, alpha: np.ndarray, j: int) -> np.ndarray:
        """Give P(X >= x | X >= value j) for every value from j on: one row for each alpha."""
        right = np.clip(np.searchsorted(EXPONENTS, alpha), 1, len(EXPONENTS) - 1)
        weight = ((alpha - EXPONENTS[right - 1]) / (EXPONENTS[right] - EXPONENTS[right - 1]))[:, None]
        log = self.survival[right - 1, j:] * (1 - weight) + self.survival[right, j:] * weight
        return np.exp(log - log[:, :1])


class _Zeta(_Table):
    def from_on(self, values: np.ndarray) -> np.ndarray:
        return np.log(special.zeta(EXPONENTS[:, None], values[None, :].astype(float)))

    @cached_property
    def share(self) -> np.ndarray:
        return -EXPONENTS[:, None] * np.log(self.values)[None, :]


class _RoundedDown(_Table):
    def from_on(self, values: np.ndarray) -> np.ndarray:
        return (1 - EXPONENTS)[:, None] * np.log(values)[None, :]


def _law(law: Law, values: np.ndarray) -> _Table:
    kinds = {"zeta": _Zeta, "rounded_down": _RoundedDown}
    if law not in kinds:
        raise ValueError(f"law is {law!r}; give one of {', '.join(kinds)}.")
    return kinds[law](values)


def _choose(counts: np.ndarray, law: _Table) -> tuple[np.ndarray, ...]:
    """Give alpha, place of x_min among the values, n_tail and distance, for each row of counts of the values."""
    rows = np.arange(len(counts))
    alpha, at, n, least = np.full(len(rows), np.nan), np.zeros(len(rows), int), np.zeros(len(rows), int), np.inf
    best = np.full(len(rows), least)
    counts = counts.astype(float)  # matrix products of whole numbers are slow
    tails = counts[:, ::-1].cumsum(axis=1)[:, ::-1]
    for j in range(counts.shape[1] - 1):
        use = (tails[:, j] >= LEAST) & (counts[:, j] > 0)
        if not use.any():
            continue
        mine = counts[use, j:]
        found = _likeliest(mine @ law.share[:, j:].T - tails[use, j, None] * law.survival[None, :, j])
        gaps = np.abs(law.at(np.nan_to_num(found, nan=2.0), j) - tails[use, j:] / tails[use, j, None])
        distance = np.where(np.isnan(found), np.inf, np.where(mine > 0, gaps, 0).max(axis=1))
        better = distance < best[use]
        here = rows[use][better]
        best[here], alpha[here], at[here], n[here] = distance[better], found[better], j, tails[here, j]
    return alpha, at, n, best


def _likeliest(log_likelihood: np.ndarray) -> np.ndarray:
    """Give the exponent at the top of each row, by the parabola through its three highest points; missing at an edge."""
    top = log_likelihood.argmax(axis=1)
    inside = (top > 0) & (top < len(EXPONENTS) - 1)
    middle = np.clip(top, 1, len(EXPONENTS) - 2)
    left, peak, right = (np.take_along_axis(log_likelihood, (middle + k)[:, None], 1)[:, 0] for k in (-1, 0, 1))
    shift = 0.5 * (left - right) / (left - 2 * peak + right)
    return np.where(inside, 1 + (EXPONENTS[middle] - 1) * np.exp(shift * _STEP), np.nan)


def _likelihood_interval(values: np.ndarray, counts: np.ndarray, x_min: int, law: Law, method: str) -> Estimate:
    table = _law(law, np.append(x_min, values))
    log_likelihood = table.share[:, 1:] @ counts - counts.sum() * table.survival[:, 0]
    alpha, n = _likeliest(log_likelihood[None, :])[0], int(counts.sum())
    if np.isnan(alpha):
        return cannot(f"Nearly all {n} incidents stand at x_min: no exponent fits.", n, "rate", method)
    deviance = 2 * (log_likelihood.max() - log_likelihood)
    bound, top = stats.chi2.ppf(0.95, 1), int(deviance.argmin())
    low = np.interp(-bound, -deviance[: top + 1], EXPONENTS[: top + 1])
    high = np.interp(bound, deviance[top:], EXPONENTS[top:])
    return Estimate(float(alpha), float(low), float(high), n, "rate", method, _few(n))


def _draw(fit: TailFit, law: Law, n: int, rng: np.random.Generator) -> np.ndarray:
    rest = rng.random(n)  # P(X >= x | X >= x_min)
    if law == "rounded_down":
        return np.floor(fit.x_min * rest ** (-1 / (fit.alpha - 1))).clip(max=1e12).astype(int)
    listed = np.arange(fit.x_min, fit.x_min + _LISTED)
    survival = special.zeta(fit.alpha, listed.astype(float)) / special.zeta(fit.alpha, float(fit.x_min))
    drawn = fit.x_min + np.searchsorted(-survival, -rest, side="right") - 1
    beyond = np.floor((listed[-1] - 0.5) * (rest / survival[-1]) ** (-1 / (fit.alpha - 1)) + 0.5)
    return np.where(rest < survival[-1], beyond.clip(max=1e12), drawn).astype(int)


# What the largest hold


def largest_share(
    dead: pd.Series | np.ndarray, top: float = 0.1, replicates: int = 500, random: Random = 0
) -> Estimate:
    """Estimate the share of all dead who die in the deadliest `top` of the lethal incidents.

    Takes people per incident (numbers below 1 are left out); of the incident on the border only the part that makes
    `top` exact is counted. Interval: studentised bootstrap of the logit of the share (Efron and Tibshirani 1993, ch.
    12), with the standard error of its influence function; percentiles would be too short. n: incidents with dead.

    Layer: "rate". Assumes incidents independent and reported whatever their size, and a longest tail that this period
    has seen. Where tolls have no bound, the largest are yet to come: share and interval lie too low (Taleb and Douady
    2015, doi 10.1016/j.physa.2015.02.038), and a longer series will show more. No estimate where `top` is less than
    three incidents.
    """
    if not 0 < top < 1:
        raise ValueError(f"largest_share: top is {top}; give a share between 0 and 1, such as 0.1.")
    values, counts = (found[::-1] for found in _counted(dead))
    n, method = int(counts.sum()), f"studentised bootstrap, top {top:.0%}"
    if top * n < 3:
        return cannot(f"The deadliest {top:.0%} of {n} incidents are fewer than three.", n, "rate", method)
    if len(values) == 1:
        return cannot(f"All {n} incidents have the same toll.", n, "rate", method)
    drawn = np.random.default_rng(random).multinomial(n, counts / n, size=replicates)
    (share, error), (shares, errors) = _logit_share(values, counts[None, :], top), _logit_share(values, drawn, top)
    use = errors > 0
    upper, lower = np.quantile((shares[use] - share) / errors[use], [0.975, 0.025])
    value = float(special.expit(share)[0])
    low, high = (float(special.expit(share - t * error)[0]) for t in (upper, lower))
    return Estimate(value, min(low, value), max(high, value), n, "rate", method)


def _logit_share(values: np.ndarray, counts: np.ndarray, top: float) -> tuple[np.ndarray, np.ndarray]:
    """Give logit and standard error of the share of the top, for each row of counts of the values, largest first."""
    n = counts.sum(axis=1, keepdims=True)
    before = counts.cumsum(axis=1) - counts
    taken = np.clip(top * n - before, 0, counts)
    mean = counts @ values / n[:, 0]
    share = taken @ values / n[:, 0] / mean
    border = values[(before < top * n).cumsum(axis=1).argmax(axis=1)][:, None]
    influence = border * top + np.maximum(values - border, 0) - share[:, None] * values
    error = np.sqrt((counts * influence**2).sum(axis=1)) / n[:, 0] / mean
    return special.logit(share), error / (share * (1 - share))


def concentration(
    dead: pd.Series | np.ndarray, tops: tuple[float, ...] = (0.05, 0.1), random: Random = 0
) -> pd.DataFrame:
    """Lay out what the largest incidents hold of the dead: the deadliest one, then each share of `tops`.

    The table of `as_table`, name `incidents`. The deadliest one's share is a fact of these incidents (layer
    "reported") without an interval: its like in another period is not estimated.
    """
    values, counts = _counted(dead)
    n, largest = int(counts.sum()), "the deadliest one"
    if n:
        share = float(values[-1] / (values @ counts))
        rows = {largest: Estimate(share, share, share, n, "reported", "counted", "A fact, not an estimate.")}
    else:
        rows = {largest: cannot("There is no incident with dead.", 0, "reported", "counted")}
    rows |= {f"the deadliest {top:.0%}": largest_share(dead, top, random=random) for top in tops}
    return as_table(rows, "incidents")
