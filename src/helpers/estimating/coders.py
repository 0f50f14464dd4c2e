"""Coders' disagreement carried through to the estimate.

Where two people code the same reports, each number can be computed from either's labels, and the two differ. If
their errors are independent and cancel on average (as many types added as missed), then a label drawn at random from
one of the two, report by report, varies around their mean just as that mean varies around the truth: the variance
of such a draw is D²/4 for a disagreement D, which is also the unbiased estimate of the error of a mean of two. So the
spread of drawn codings is the coding error; with the error of sampling the reports it makes the interval. Disagreement
shows only the errors that coders do not share: what both miss, no interval here knows of. (Random imputation of
one coding: Rubin 1987; the error of a mean of codings: Cochran 1968, Technometrics 10, 637-666.)
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import stats

from helpers import tables
from helpers.estimating.estimates import Estimate, as_table, cannot
from helpers.intervals import wilson

COMBINED = "combined"
FEWEST = 10  # reports
Statistic = Callable[[pd.DataFrame], float]


def across_coders(
    labels: pd.DataFrame,
    statistic: str | Statistic,
    population: int | None = None,
    draws: int = 200,
    seed: int = 0,
    sentences: bool = False,
) -> pd.DataFrame:
    """Estimate a number under each coder and under both, with the error of coding and of sampling reports.

    Takes `labels` of the coders. The units are the reports, or with `sentences` the sentences (a share of sentences is
    no share of reports); labels of the other kind are left aside, and units that not all coders coded are left out
    and counted in the note. `statistic` is an incident type (its share of the units) or a function that takes an indicator table
    (one row a unit, one column a type, 0 or 1) and gives a number. `population`: of how many reports the coded
    ones are a random sample (the same number: all were coded, and only the coding is uncertain); None: of very many.
    Gives one row for each coder and one "combined", as `as_table` lays them out, n being coded reports; layer
    "reported". A coder's own row holds only the error of sampling: what this coder would find in all reports, right
    or wrong. The combined row is the mean over coders, and its interval assumes that coders err independently of each
    other and that each adds a type as often as misses it; where one finds it much more often than another
    (McNemar 1947, p < 0.05) the note says that they do not cancel. The interval of a share is Wilson's with an
    effective number of reports, of any other number symmetric. Raises TableError for what are no labels.
    """
    tables.validate("labels", labels, "across_coders")
    of_sentence = labels["sentence_id"].notna() if "sentence_id" in labels else pd.Series(False, index=labels.index)
    labels = labels[of_sentence == sentences]
    coders = sorted(labels["coder"].unique())
    if not coders:
        return as_table({COMBINED: cannot("There are no labels.", 0, "reported", "mean of coders")}, "coder")
    indicators, left_out = _indicators(labels, coders, statistic)
    reports = indicators[0].index.get_level_values(0) if len(indicators) else []
    group, names = pd.factorize(np.asarray(reports))
    n = len(names)
    problem = _problem(n, population)
    if problem:
        method = "mean of coders"
        return as_table({c: cannot(problem, n, "reported", method) for c in [*coders, COMBINED]}, "coder")
    part = 0.0 if population is None else n / population
    spread = _spread_of_share if isinstance(statistic, str) else _spread_of_any
    found = spread(indicators, statistic, group, part, draws, np.random.default_rng(seed))
    notes = [*["The coder's own errors are not in it."] * len(coders), _note(indicators, statistic, left_out)]
    share = isinstance(statistic, str)
    rows = zip([*coders, COMBINED], *found, notes, strict=True)
    return as_table({c: _estimate(v, e, n, part, share, c, note) for c, v, e, note in rows}, "coder")


def _indicators(labels: pd.DataFrame, coders: list[str], statistic: str | Statistic) -> tuple[list[pd.DataFrame], int]:
    """Give each coder's indicator table of the units that all coded, in the same order, and how many others there are."""
    table = labels.assign(sentence_id=labels["sentence_id"].astype("Int64") if "sentence_id" in labels else pd.NA)
    table = table.assign(sentence_id=table["sentence_id"].astype("Int64").fillna(-1).astype("int64"))
    types = sorted(set(table["incident_type"]) | ({statistic} if isinstance(statistic, str) else set()))
    unit = pd.MultiIndex.from_frame(table[["report_id", "sentence_id"]])
    codes, units = unit.factorize()
    cube = np.zeros((len(coders), len(units), len(types)), dtype="int8")
    at = (pd.Index(coders).get_indexer(table["coder"]), codes, pd.Index(types).get_indexer(table["incident_type"]))
    cube[at] = 1
    by_all = cube.any(axis=2).all(axis=0)
    kept = [pd.DataFrame(one[by_all], index=units[by_all], columns=types) for one in cube]
    return kept, int((~by_all).sum())


def _problem(n: int, population: int | None) -> str:
    if n < FEWEST:
        return f"{n} reports were coded by every coder; fewer than {FEWEST} say nothing about the others."
    if population is not None and population < n:
        return f"{n} reports were coded, more than the population of {population}: give the number of all reports."
    return ""


def _spread_of_share(indicators, incident_type, group, part, draws, rng) -> tuple[np.ndarray, np.ndarray]:
    """Give the share under each coder and their mean, and the standard errors, by formula; reports are the clusters."""
    values = np.array([one[incident_type].to_numpy(float) for one in indicators])
    values = np.vstack([values, values.mean(axis=0)])
    shares, sizes = values.mean(axis=1), np.bincount(group)
    rest = np.array([np.bincount(group, v - s) for v, s in zip(values, shares, strict=True)]) / sizes.mean()
    n = len(sizes)
    sampling = (1 - part) * rest.var(axis=1, ddof=1) / n
    m = len(indicators)
    coding = values[:-1].var(axis=0, ddof=1).sum() / m / values.shape[1] ** 2 if m > 1 else 0.0
    # what is sampled from many carries its coding error within the variance between reports: only the rest is added
    return shares, np.sqrt(sampling + np.append(np.zeros(m), part * coding))


def _spread_of_any(indicators, statistic, group, part, draws, rng) -> tuple[np.ndarray, np.ndarray]:
    """Give a function's value under each coder and their mean, and its standard errors, from draws."""
    m, n = len(indicators), int(group.max()) + 1
    values = np.array([float(statistic(one)) for one in indicators])
    rows = [np.flatnonzero(group == g) for g in range(n)]
    errors = np.zeros(m + 1)
    if part < 1:
        picks = [np.concatenate([rows[g] for g in rng.integers(n, size=n)]) for _ in range(draws)]
        again = np.array([[float(statistic(one.iloc[p])) for one in indicators] for p in picks])
        again = np.column_stack([again, again.mean(axis=1)])
        errors = (1 - part) * again.var(axis=0, ddof=1) * n / (n - 1)
    if part > 0 and m > 1:
        errors[-1] += part * _drawn(indicators, statistic, draws, rng).var(ddof=1) / (m - 1)
    return np.append(values, values.mean()), np.sqrt(errors)


def _drawn(indicators: list[pd.DataFrame], statistic: Statistic, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Compute the function for codings that take each unit's types from a coder drawn at random."""
    cube = np.stack([one.to_numpy() for one in indicators])
    units, first = np.arange(cube.shape[1]), indicators[0]
    picks = rng.integers(len(indicators), size=(draws, len(units)))
    made = (pd.DataFrame(cube[p, units], index=first.index, columns=first.columns) for p in picks)
    return np.array([float(statistic(one)) for one in made])


def _note(indicators: list[pd.DataFrame], statistic: str | Statistic, left_out: int) -> str:
    notes = [f"{left_out} units not coded by every coder are not in it."] if left_out else []
    if len(indicators) == 1:
        notes.append("One coder: the error of the coding can't be seen.")
    elif isinstance(statistic, str) and _lean(indicators, statistic) < 0.05:
        notes.append(
            "One coder finds it more often than another: their errors do not cancel, the interval is too narrow."
        )
    return " ".join(notes)


def _lean(indicators: list[pd.DataFrame], incident_type: str) -> float:
    """Give the p of McNemar's exact test that the two coders furthest apart find the type equally often."""
    sums = [one[incident_type].sum() for one in indicators]
    few, many = (indicators[i][incident_type].to_numpy() for i in (int(np.argmin(sums)), int(np.argmax(sums))))
    more, fewer = int((many > few).sum()), int((few > many).sum())
    return float(stats.binomtest(more, more + fewer).pvalue) if more + fewer else 1.0


def _estimate(value: float, error: float, n: int, part: float, share: bool, coder: str, note: str) -> Estimate:
    method = "mean of coders" if coder == COMBINED else "one coder"
    if not np.isfinite(value) or not np.isfinite(error):
        return cannot("The number is undefined for these labels, or for a draw from them.", n, "reported", method)
    t = float(stats.t.ppf(0.975, n - 1))
    if error == 0 and part == 1:
        note = f"All reports were coded alike, so nothing shows an error. {note}".strip()
        return Estimate(value, value, value, n, "reported", method, note)
    if not share:
        return Estimate(float(value), float(value - t * error), float(value + t * error), n, "reported", method, note)
    effective = value * (1 - value) / error**2 if error > 0 else n / (1 - part)  # none, or all: as if independent
    return Estimate(float(value), *wilson(value, effective, t), n, "reported", method, note)
