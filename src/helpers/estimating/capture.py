"""What nobody reported: how many incidents happened, from how the lists of several outlets overlap.

Every function here takes `lists` (of `outlet_lists`): one row an incident that somebody reported, one column an
outlet, True where that outlet reported it; and estimates the layer "happened". What all of them assume: the place and
the period are closed (each incident could have been reported by each outlet), the reports of one incident are linked,
and no two incidents are taken for one. What each assumes besides stands in its docstring.

Which to use: copies are to be left out of the lists first. `horvitz_thompson` with the size of the incident is the
nearest in worlds where big incidents are likelier to be reported; `chao_lower_bound` is a floor there; `log_linear`
takes in pairs that depend on each other, not incidents that differ; `chapman` needs one list that is a fair sample.
None of them stands links that were missed, which make all of them too high. `trials/capture.py` has the worlds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import norm

from helpers.estimating.estimates import Estimate, cannot

LAYER = "happened"
MANY_LISTS = 5  # 1,024 models; with six lists there are 32,768
FEW_SHARED = 7  # incidents in both lists, below which Chapman's estimate is too low (Robson & Regier 1964)
COPY_COLUMNS = ("rewrite_of", "duplicate_of")
PRIOR = 2.5  # standard deviation of a slope on a standardised trait, before the data are seen
_Z = NormalDist().inv_cdf(0.975)
_Z_ONE_SIDED = NormalDist().inv_cdf(0.95)


def outlet_lists(
    found: pd.DataFrame, reports: pd.DataFrame, claims: pd.DataFrame | None = None, copies: bool = False
) -> pd.DataFrame:
    """Lay out which outlet reported which incident: one row an incident, one bool column an outlet.

    Takes `found`: either `incidents` (incident_id, claim_ids; then `claims` too, which lead to the reports) or pairs
    of report_id and incident_id, as a hand coder or `World.mentions` has them; and `reports`: report_id, outlet.
    A copy of another's report is no witness of its own: with `copies=False` reports whose rewrite_of or duplicate_of
    (`reading.mark_duplicates`) names another are left out, and incidents known from copies alone with them. An
    outlet that also reported by itself keeps the incident. Reports without an outlet, background incidents, and
    incidents without claims are left out. Rows are ordered by incident_id, columns by name. Raises ValueError for a
    column that is missing.
    """
    pairs = _pairs(found, claims)
    told = reports if copies else reports[~_is_copy(reports)]
    _need(told, ("report_id", "outlet"), "reports")
    joined = pairs.merge(told[["report_id", "outlet"]].dropna(), on="report_id")
    joined = joined[joined["outlet"].astype(str) != ""]
    return (pd.crosstab(joined["incident_id"], joined["outlet"]) > 0).rename_axis(columns="outlet")


def _pairs(found: pd.DataFrame, claims: pd.DataFrame | None) -> pd.DataFrame:
    if "report_id" in found.columns:
        _need(found, ("report_id", "incident_id"), "mentions")
        return found[["report_id", "incident_id"]].drop_duplicates()
    _need(found, ("incident_id", "claim_ids"), "incidents")
    if claims is None:
        raise ValueError("outlet_lists: incidents lead to reports through their claims: give `claims` too.")
    _need(claims, ("claim_id", "report_id"), "claims")
    news = found[~found["background"]] if "background" in found else found
    each = news[["incident_id"]].assign(claim_id=news["claim_ids"].fillna("").str.split()).explode("claim_id")
    return each.merge(claims[["claim_id", "report_id"]], on="claim_id")[["report_id", "incident_id"]].drop_duplicates()


def _is_copy(reports: pd.DataFrame) -> pd.Series:
    there = [c for c in COPY_COLUMNS if c in reports]
    if not there:
        raise ValueError(
            "outlet_lists: reports have no column rewrite_of or duplicate_of, so copies cannot be told: "
            "run reading.mark_duplicates(reports) first, or count copies as witnesses with copies=True."
        )
    return reports[there].fillna("").ne("").any(axis=1)


def _need(table: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    missing = [c for c in columns if c not in table.columns]
    if missing:
        raise ValueError(f"outlet_lists: {name} lack {', '.join(missing)}; they have {', '.join(table.columns)}.")


def count_overlaps(lists: pd.DataFrame) -> pd.DataFrame:
    """Count the incidents with the same capture history: one row a history, the most frequent first.

    Gives one bool column an outlet, n_outlets (how many of them) and n (incidents).
    """
    names = list(lists.columns)
    table = lists.astype(bool).groupby(names, sort=False).size().rename("n").reset_index()
    table.insert(len(names), "n_outlets", table[names].sum(axis=1))
    return table[table["n_outlets"] > 0].sort_values(["n", *names], ascending=False).reset_index(drop=True)


@dataclass(frozen=True)
class _Missing:
    """How many are in no list (f0), with its variance; n: how many are in some list."""

    n: int
    f0: float
    variance: float

    def __add__(self, other: _Missing) -> _Missing:
        return _Missing(self.n + other.n, self.f0 + other.f0, self.variance + other.variance)

    def limit(self, z: float) -> float:
        """Give a log-normal confidence limit: never fewer than were seen (Chao 1987, eq. 12)."""
        if self.f0 <= 0:
            return float(self.n)
        return self.n + self.f0 * float(np.exp(z * np.sqrt(np.log1p(self.variance / self.f0**2))))


def chapman(lists: pd.DataFrame, outlets: tuple[str, str] | None = None, strata: pd.Series | None = None) -> Estimate:
    """Estimate from two lists how many incidents happened: (n1 + 1)(n2 + 1)/(m + 1) − 1, with m in both.

    Assumes that whether one outlet reports an incident tells nothing of whether the other does. It then suffices
    that *one* of the two reports all incidents with the same chance. Copies and big incidents that both report make
    it too low, a division of labour between the two, and links that were missed, too high. `outlets`: the two
    columns to use; not needed where there are just two. `strata`: a Series by incident_id (lethal or not, say);
    the assumption then has to hold within each stratum only, and the estimates are summed (Sekar & Deming 1949).
    n: incidents in either list.

    Source: Chapman 1951; interval: transformed logit (Sadinle 2009), with strata log-normal (Chao 1987) from Seber's
    variance (1970).
    """
    method = "Chapman, two lists" if strata is None else "Chapman, two lists, by stratum"
    two, problem = _two(lists, outlets)
    if problem:
        return cannot(problem, len(two), LAYER, method)
    a, b, c = _cells(two)
    if a == 0:
        note = f"{two.columns[0]} and {two.columns[1]} share no incident, so nothing says how many each of them misses."
        return cannot(note, len(two), LAYER, method)
    note = f"Only {a} incidents are in both lists; the estimate is rough and tends to be low." if a < FEW_SHARED else ""
    if strata is None:
        low, high = _transformed_logit(a, b, c)
        return Estimate(a + b + c + b * c / (a + 1), low, high, len(two), LAYER, method, note)
    parts = _by_stratum(two, strata)
    if isinstance(parts, str):
        return cannot(parts, len(two), LAYER, method)
    total = sum((_chapman(*_cells(part)) for part in parts), _Missing(0, 0.0, 0.0))
    return Estimate(total.n + total.f0, total.limit(-_Z), total.limit(_Z), len(two), LAYER, method, note)


def _two(lists: pd.DataFrame, outlets: Sequence[str] | None) -> tuple[pd.DataFrame, str]:
    """Give the incidents that two outlets reported, and a sentence if there are no two outlets."""
    names = list(lists.columns) if outlets is None else list(outlets)
    unknown = [name for name in names if name not in lists.columns]
    if unknown:
        return lists, f"{' and '.join(unknown)} reported nothing here; there are {', '.join(lists.columns) or 'none'}."
    if len(set(names)) != 2:
        return lists, f"Two outlets are needed, and {len(set(names))} given: name two of them in `outlets`."
    two = lists[names].astype(bool)
    two = two[two.any(axis=1)]
    return two, "" if len(two) else "There are no incidents."


def _cells(two: pd.DataFrame) -> tuple[int, int, int]:
    """Give how many are in both lists, in the first alone, and in the second alone."""
    x, y = two.to_numpy(dtype=bool).T if len(two) else (np.zeros(0, bool), np.zeros(0, bool))
    return int((x & y).sum()), int((x & ~y).sum()), int((~x & y).sum())


def _chapman(a: int, b: int, c: int) -> _Missing:
    variance = (a + b + 1) * (a + c + 1) * b * c / ((a + 1) ** 2 * (a + 2))
    return _Missing(a + b + c, b * c / (a + 1), variance)


def _transformed_logit(a: int, b: int, c: int) -> tuple[float, float]:
    n = a + b + c
    a, b, c = a + 0.5, b + 0.5, c + 0.5
    spread = _Z * np.sqrt(1 / a + 1 / b + 1 / c + a / (b * c))
    low, high = (n - 0.5 + b * c / a * float(np.exp(z)) for z in (-spread, spread))
    return max(float(n), low), high


def _by_stratum(lists: pd.DataFrame, strata: pd.Series) -> list[pd.DataFrame] | str:
    """Give the rows of each stratum, or a sentence if some incidents have none."""
    of = strata.reindex(lists.index)
    if of.isna().any():
        return f"{int(of.isna().sum())} of {len(lists)} incidents have no stratum."
    return [part for _, part in lists.groupby(of.to_numpy())]


def chao_lower_bound(lists: pd.DataFrame, strata: pd.Series | None = None) -> Estimate:
    """Estimate from two or more lists how many incidents happened at least.

    n + Σ Z_i Z_j / (f2 + 1) over pairs of outlets: Z_i incidents that outlet i alone reported, f2 that exactly two
    did (Chao 1989; with two lists it is Chapman's). Assumes that outlets report independently *of each incident*,
    while incidents may differ in how easily they are reported, for all outlets alike: then it is a lower bound
    (Rivest & Baillargeon 2007), and if they do not differ, it is the number itself. Outlets that copy one another
    break it, downwards; a division of labour between them or missed links break it upwards, so that it is no bound.
    `low` is the one-sided 95% limit of the bound (log-normal, Chao 1987); high is open. `strata` as in `chapman`.
    n: incidents in any list.
    """
    method = "Chao's lower bound" if strata is None else "Chao's lower bound, by stratum"
    seen, problem = _seen(lists, 2)
    if problem:
        return cannot(problem, len(seen), LAYER, method)
    if not (seen.sum(axis=1) == 2).any():
        return cannot("No incident is in exactly two lists, which the bound is made from.", len(seen), LAYER, method)
    parts = [seen] if strata is None else _by_stratum(seen, strata)
    if isinstance(parts, str):
        return cannot(parts, len(seen), LAYER, method)
    total = sum((_chao(part) for part in parts), _Missing(0, 0.0, 0.0))
    note = "" if total.f0 > 0 else "At most one outlet has an incident to itself: nothing points to more incidents."
    return Estimate(total.n + total.f0, total.limit(-_Z_ONE_SIDED), None, len(seen), LAYER, method, note)


def _seen(lists: pd.DataFrame, least: int) -> tuple[pd.DataFrame, str]:
    """Give the incidents in any list and the outlets that reported any; a sentence if they are too few."""
    flags = lists.astype(bool)
    flags = flags.loc[flags.any(axis=1), flags.any(axis=0)]
    if not len(flags):
        return flags, "There are no incidents."
    if flags.shape[1] < least:
        only = f"{flags.shape[1]} outlet{'s' if flags.shape[1] > 1 else ''} ({', '.join(flags.columns)})"
        return flags, f"At least {least} lists are needed to see what they miss; there is {only}."
    return flags, ""


def _chao(seen: pd.DataFrame) -> _Missing:
    times = seen.sum(axis=1)
    alone = seen[times == 1].sum().to_numpy(dtype=float)
    f1, f2 = alone.sum(), float((times == 2).sum())
    f0 = (f1**2 - (alone**2).sum()) / 2 / (f2 + 1)
    # delta method: each count its own Poisson, and the unseen part binomial (for two lists, Seber's)
    variance = f0 + (f1 - alone) ** 2 @ alone / (f2 + 1) ** 2 + f0**2 * f2 / (f2 + 1) ** 2
    return _Missing(len(seen), float(f0), float(variance))


def log_linear_models(lists: pd.DataFrame, criterion: str = "aic", correct: bool = True) -> pd.DataFrame:
    """Fit every log-linear model with all outlets and any of their pairwise interactions.

    One row a model, the best first: dependent (the pairs that it lets depend on each other: `A × B; …`), parameters,
    missing (how many incidents it says nobody reported), total, deviance, aic, bic, weight (by `criterion`, "aic" or "bic"; sums to one).
    `correct` adds ½^(outlets − 1) to each count, which takes away most of the bias of small counts (Evans & Bonett
    1994) and lets models with an empty overlap be fitted; without it, figures are the maximum-likelihood ones of
    published examples. Takes three to five outlets; raises ValueError for others. Source: Fienberg 1972; Bishop,
    Fienberg & Holland 1975, ch. 6.
    """
    seen, problem = _few_lists(lists)
    if problem:
        raise ValueError(f"log_linear_models: {problem}")
    fits = _fit_all(seen, correct)
    table = pd.DataFrame(
        {
            "dependent": [_name_pairs(seen.columns, pairs) for pairs in fits.pairs],
            "parameters": fits.mask.sum(axis=1),
            "missing": fits.f0,
            "total": len(seen) + fits.f0,
            "deviance": fits.deviance,
            "aic": fits.criterion(2.0),
            "bic": fits.criterion(np.log(len(seen))),
        }
    )
    table["weight"] = _weights(fits.criterion(_penalty(criterion, len(seen))))
    return table.sort_values("weight", ascending=False, kind="stable", ignore_index=True)


def log_linear(
    lists: pd.DataFrame,
    dependent: Iterable[tuple[str, str]] | None = None,
    criterion: str = "aic",
    correct: bool = True,
) -> Estimate:
    """Estimate from three to five lists how many incidents happened, where pairs of outlets may depend on each other.

    Assumes that each incident is as easily reported as any other, and that dependence is between pairs: what two
    outlets have in common does not hang on a third, and not all depend on all. Copies of whole roundups come in
    clumps, for which the interval is a little too narrow. Incidents that differ in how easily they are reported look
    like dependence of all pairs; that is told apart in part only. `dependent` names the pairs, and that one model is
    fitted; without it all models with pairwise interactions are fitted and averaged by their weight, so that the
    interval holds the error of the choice among them. `criterion`: "aic", or "bic", whose interval is narrower and
    holds less often where pairs do depend. `correct` as in `log_linear_models`. n: incidents in any list.

    Source: Fienberg 1972; profile of the deviance (Regal & Hook 1984; Cormack 1992), averaged over models by tail area
    (Turek & Fletcher 2012); that the choice of model belongs into the interval: Regal & Hook 1991.
    """
    method = f"log-linear, {criterion.upper()} average" if dependent is None else "log-linear, one model"
    seen, problem = _few_lists(lists)
    if problem:
        return cannot(problem, len(seen), LAYER, method)
    penalty = _penalty(criterion, len(seen))
    if not (seen.sum(axis=1) > 1).any():
        return cannot("No two outlets share an incident, so nothing says what they miss.", len(seen), LAYER, method)
    fits = _fit_all(seen, correct, None if dependent is None else [_positions(seen.columns, dependent)])
    weights = _weights(fits.criterion(penalty))
    value, low, high = _averaged_profile(fits, weights)
    note = "" if high is not None else "The lists leave open how many are missing: the interval has no upper end."
    high = None if high is None else len(seen) + high
    return Estimate(len(seen) + value, len(seen) + low, high, len(seen), LAYER, method, note)


def _penalty(criterion: str, n: int) -> float:
    if criterion not in ("aic", "bic"):
        raise ValueError(f"criterion is {criterion!r}; give 'aic' or 'bic'.")
    return 2.0 if criterion == "aic" else float(np.log(n))


def _few_lists(lists: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    seen, problem = _seen(lists, 3)
    if not problem and seen.shape[1] > MANY_LISTS:
        problem = f"{seen.shape[1]} lists have too many models: choose or merge outlets to at most {MANY_LISTS} lists."
    return seen, problem


def _positions(names: pd.Index, dependent: Iterable[tuple[str, str]]) -> tuple[tuple[int, int], ...]:
    pairs = [tuple(pair) for pair in dependent]
    for pair in pairs:
        if len(set(pair)) != 2 or not set(pair) <= set(names):
            raise ValueError(f"log_linear: {pair} are not two of the outlets {', '.join(names)}.")
    return tuple(sorted(tuple(sorted(names.get_loc(name) for name in pair)) for pair in pairs))


def _name_pairs(names: pd.Index, pairs: Iterable[tuple[int, int]]) -> str:
    return "; ".join(f"{names[i]} × {names[j]}" for i, j in pairs) or "none"


@dataclass(frozen=True)
class _Fits:
    """Log-linear models of the same counts: which pairs each lets depend, and what it makes of the missing cell.

    design: all capture histories, the empty one first, by the parameters that a model may have; mask: models by
    parameters; counts: of the histories but the first.
    """

    pairs: list[tuple[tuple[int, int], ...]]
    design: np.ndarray
    mask: np.ndarray
    counts: np.ndarray
    f0: np.ndarray
    deviance: np.ndarray

    def criterion(self, penalty: float) -> np.ndarray:
        return self.deviance + penalty * self.mask.sum(axis=1)


def _fit_all(seen: pd.DataFrame, correct: bool, models: list | None = None) -> _Fits:
    k = seen.shape[1]
    every = list(combinations(range(k), 2))
    if models is None:
        models = [c for size in range(len(every) + 1) for c in combinations(every, size)]
    cells = (np.arange(2**k)[:, None] >> np.arange(k)) & 1
    design = np.column_stack([np.ones(2**k), cells, *(cells[:, i] * cells[:, j] for i, j in every)])
    codes = seen.to_numpy(dtype=int) @ (1 << np.arange(k))
    counts = np.bincount(codes, minlength=2**k)[1:] + (0.5 ** (k - 1) if correct else 0.0)
    mask = np.array([[True] * (k + 1) + [pair in model for pair in every] for model in models])
    beta, fitted = _poisson(design[1:], np.tile(counts, (len(models), 1)), mask)
    ratio = np.log(np.where(counts > 0, counts, 1.0) / fitted)
    deviance = 2 * (counts * ratio - (counts - fitted)).sum(axis=1)
    return _Fits(models, design, mask, counts, np.exp(beta[:, 0]), deviance)


def _poisson(
    design: np.ndarray, counts: np.ndarray, mask: np.ndarray, rounds: int = 40
) -> tuple[np.ndarray, np.ndarray]:
    """Fit Poisson regressions with log link, one for each row of counts and mask, by iterated weighted least squares.

    Gives coefficients (0 where masked) and fitted means.
    """
    width = design.shape[1]
    outer = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    keep = mask[:, :, None] & mask[:, None, :]
    ridge = np.eye(width) * np.where(mask, 1e-9, 1.0)[:, None, :]
    eta, beta = np.log(counts + 0.5), np.zeros(mask.shape)
    for _ in range(rounds):
        means = np.exp(np.clip(eta, -25, 25))
        target = (means * eta + counts - means) @ design * mask
        weighted = (means @ outer).reshape(-1, width, width) * keep + ridge
        before, beta = beta, np.linalg.solve(weighted, target[..., None])[..., 0]
        eta = beta @ design.T
        if np.abs(beta - before).max() < 1e-8:
            break
    return beta, np.exp(np.clip(eta, -25, 25))


def _weights(criterion: np.ndarray) -> np.ndarray:
    weights = np.exp(-0.5 * (criterion - criterion.min()))
    return weights / weights.sum()


def _averaged_profile(fits: _Fits, weights: np.ndarray) -> tuple[float, float, float | None]:
    """Give median and 95% limits of the missing cell from profile likelihoods, averaged by tail area."""
    kept = weights > 0.05 * weights.max()
    mask, weights = fits.mask[kept], weights[kept] / weights[kept].sum()
    some = fits.f0[kept]
    grid = np.geomspace(max(0.01, some.min() / 30), max(30 * some.max(), fits.counts.sum()), 80)
    tail = np.zeros(len(grid))
    for own, weight in zip(_profiles(fits, mask, grid), weights, strict=True):
        best, most = _peak(own)
        root = np.sqrt(2 * np.maximum(most - own, 0)) * np.sign(np.arange(len(grid)) - best)
        tail += weight * norm.cdf(root)
    # on the scale of z, against the logarithm, the curve is nearly a line
    z = norm.ppf(np.clip(np.maximum.accumulate(tail), 1e-12, 1 - 1e-12))
    middle, low, high = np.exp(np.interp([0.0, -_Z, _Z], z, np.log(grid)))
    return float(middle), float(low), float(high) if z[-1] > _Z else None


def _peak(values: np.ndarray) -> tuple[float, float]:
    """Give place and height of the top of a curve known at equal steps: that of the parabola through three of them."""
    k = int(np.clip(values.argmax(), 1, len(values) - 2))
    left, middle, right = values[k - 1 : k + 2]
    bend = left - 2 * middle + right
    shift = float(np.clip((left - right) / (2 * bend), -1, 1)) if bend < 0 else 0.0
    if values.argmax() != k:
        return float(values.argmax()), float(values.max())
    return k + shift, float(middle - (left - right) * shift / 4)


def _profiles(fits: _Fits, mask: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Give half the fall in deviance of each model at each number of missing incidents, taken as if it were known.

    The top is at the model's own estimate (Regal & Hook 1984).
    """
    cells = np.tile(np.column_stack([grid, np.tile(fits.counts, (len(grid), 1))]), (len(mask), 1))
    _, fitted = _poisson(fits.design, cells, np.repeat(mask, len(grid), axis=0), rounds=25)
    ratio = np.log(np.where(cells > 0, cells, 1.0) / fitted)
    return -(cells * ratio - (cells - fitted)).sum(axis=1).reshape(len(mask), len(grid))


def horvitz_thompson(lists: pd.DataFrame, traits: pd.DataFrame | pd.Series) -> Estimate:
    """Estimate from two or more lists how many incidents happened, where what is known of each makes it likelier.

    Each outlet's chance to report an incident is a logistic regression on `traits` (by incident_id: numbers, flags or
    words; the dead on a log scale, say), fitted on the reported incidents as such; an incident that had a chance of a
    quarter to be in any list stands for four. Assumes that outlets are independent given the traits, and that the
    traits are known for each reported incident, and are what they are whoever reported it: what grows with the number
    of reports depends on the capture that it is to explain. The largest figure of any report does, by a little; the
    median of those that give one hardly, and is nearer to the true size. What makes incidents likelier and is not among
    the traits makes it too low, like copies. Traits that are rare or many make it unstable: a few that matter. n:
    incidents in any list.

    Source: Huggins 1989; Alho 1990; interval: log-normal (Chao 1987). Slopes on standardised traits have a weak prior
    (normal, sd 2.5; Gelman et al. 2008), so that a trait with only one outcome does not run away.
    """
    method = "Horvitz-Thompson, by traits"
    seen, problem = _seen(lists, 2)
    if problem:
        return cannot(problem, len(seen), LAYER, method)
    design, problem = _design(traits, seen.index)
    if problem:
        return cannot(problem, len(seen), LAYER, method)
    if not (seen.sum(axis=1) > 1).any():
        return cannot("No two outlets share an incident, so nothing says what they miss.", len(seen), LAYER, method)
    flags = seen.to_numpy(dtype=float)
    found = minimize(
        _conditional,
        np.zeros(design.shape[1] * flags.shape[1]),
        (design, flags),
        "BFGS",
        True,
        options={"maxiter": 200},
    )
    missing = _unseen(found.x, design, flags)
    if missing is None:
        note = "The reported incidents do not say how the chance hangs on the traits: use fewer traits."
        return cannot(note, len(seen), LAYER, method)
    total = missing.n + missing.f0
    return Estimate(total, missing.limit(-_Z), missing.limit(_Z), len(seen), LAYER, method)


def _design(traits: pd.DataFrame | pd.Series, index: pd.Index) -> tuple[np.ndarray, str]:
    """Give a column of ones and the standardised traits of each incident; a sentence if some are not known."""
    of = traits.to_frame() if isinstance(traits, pd.Series) else traits
    of = of.reindex(index)
    if of.isna().any(axis=None):
        return np.empty(0), f"{int(of.isna().any(axis=1).sum())} of {len(of)} incidents lack a trait."
    words = [c for c in of if not pd.api.types.is_numeric_dtype(of[c])]
    numbers = pd.get_dummies(of, columns=words, drop_first=True).to_numpy(dtype=float)
    numbers = numbers[:, numbers.std(axis=0) > 0]
    scaled = (numbers - numbers.mean(axis=0)) / numbers.std(axis=0)
    return np.column_stack([np.ones(len(of)), scaled]), ""


def _conditional(beta: np.ndarray, design: np.ndarray, flags: np.ndarray) -> tuple[float, np.ndarray]:
    """Give the negative log-likelihood of the lists, given that an incident is in one, and its gradient."""
    slopes = beta.reshape(design.shape[1], -1)
    chance, unseen = _chances(slopes, design)
    eta = design @ slopes
    told = (flags * eta - np.logaddexp(0, eta)).sum() - np.log1p(-unseen).sum()
    pull = slopes / PRIOR**2
    pull[0] = 0
    up = design.T @ (flags - chance / (1 - unseen)[:, None]) - pull
    return -told + 0.5 * (pull * slopes).sum(), -up.ravel()


def _chances(slopes: np.ndarray, design: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give each incident's chance to be in each list, and to be in none."""
    eta = np.clip(design @ slopes, -20, 20)
    return expit(eta), np.minimum(np.exp(-np.logaddexp(0, eta).sum(axis=1)), 1 - 1e-12)


def _unseen(beta: np.ndarray, design: np.ndarray, flags: np.ndarray) -> _Missing | None:
    """Give the missing incidents with their variance (Huggins 1989, eq. 3.6); None where it does not exist."""
    slopes = beta.reshape(design.shape[1], -1)
    chance, unseen = _chances(slopes, design)
    seen = 1 - unseen
    width, k = slopes.shape
    # minus the second derivatives by the linear predictors of two outlets, for each incident
    cross = -chance[:, :, None] * chance[:, None, :] * (unseen / seen**2)[:, None, None]
    cross[:, range(k), range(k)] += chance * (1 - chance) / seen[:, None]
    information = np.einsum("na,njk,nb->ajbk", design, cross, design).reshape(width * k, width * k)
    information += np.diag(np.repeat([0.0] + [PRIOR**-2] * (width - 1), k))
    slope = -(design.T @ (chance * (unseen / seen**2)[:, None])).ravel()
    try:
        spread = float(slope @ np.linalg.solve(information, slope))
    except np.linalg.LinAlgError:
        return None
    if not np.isfinite(spread) or spread < 0:
        return None
    return _Missing(len(flags), float((unseen / seen).sum()), float((unseen / seen**2).sum()) + spread)
