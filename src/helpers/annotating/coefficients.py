"""Agreement between coders: raw, Cohen's κ, Krippendorff's α (nominal; MASI for sets), with intervals.

All coefficients are sums over reports, so a bootstrap over reports is a matrix product: row 0 of the
weights counts every report once (the value itself), each other row is one resample.

Sources: Cohen 1960; Light 1971 (κ of several coders as the mean over pairs); Krippendorff, Content
Analysis (2004), chapter 11; Passonneau 2006 (MASI).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from helpers import tables
from helpers.annotating.codebook import Codebook
from helpers.tables import in_order_of_types

COLUMNS = ("level", "incident_type", "coefficient", "value", "low", "high", "n")
ALL = "all"
MISSING = -1


class AgreementError(ValueError):
    """Labels from which no agreement can be computed; the message says why."""


@dataclass(frozen=True)
class _Pairs:
    """Every two decisions on a unit: codes a and b of coders i < j, its report, its weight 1/(m-1)."""

    a: np.ndarray
    b: np.ndarray
    coders: np.ndarray
    report: np.ndarray
    weight: np.ndarray


def masi_distance(a: frozenset, b: frozenset) -> float:
    """Give the MASI distance of two sets of types: 0 for equal ones, 1 for disjoint ones (Passonneau 2006).

    >>> masi_distance(frozenset("ab"), frozenset("abcd")).__round__(3)
    0.667
    """
    if a == b:
        return 0.0
    shared, either = len(a & b), len(a | b)
    monotone = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - monotone * shared / either


def krippendorff_alpha(values: Sequence[Sequence[Hashable | None]], distance: str = "nominal") -> float:
    """Compute Krippendorff's α of a table with one row for each coder and one column for each unit.

    A cell is any value, None where the coder did not decide; for distance="masi" a frozenset of types. NaN
    where α is undefined: nothing to compare, or one value throughout.

    >>> krippendorff_alpha([["a", "b", "b", None], ["a", "b", "a", "b"]]).__round__(3)
    0.444
    """
    codes, categories = _encode(list(map(list, zip(*values, strict=True))))
    pairs = _pairs(codes, np.zeros(len(codes), dtype=int))
    return float(_alpha(pairs, np.ones((1, 1)), _distances(categories, distance))[0])


def cohen_kappa(first: Sequence[Hashable | None], second: Sequence[Hashable | None]) -> float:
    """Compute Cohen's κ of two coders' values of the same units; None is a value left out.

    >>> cohen_kappa(["a", "a", "b", "b"], ["a", "b", "b", "b"])
    0.5
    """
    codes, _ = _encode(list(zip(first, second, strict=True)))
    return float(_kappa(_pairs(codes, np.zeros(len(codes), dtype=int)), np.ones((1, 1)))[0])


def agreement(
    labels: pd.DataFrame,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
    codebook: Codebook | None = None,
) -> pd.DataFrame:
    """Measure how far coders agree, for each incident type and for all together.

    Takes `labels` of two or more coders; a coder who gave a unit no type has not decided it (missing value).
    Returns one row for each level (report, sentence), incident_type (or "all") and coefficient: value, low
    and high (float64; percentile bootstrap over reports, missing for a single report), n (units decided by
    two or more). raw is the share of pairs of decisions that agree, kappa Cohen's (mean over pairs of
    coders), alpha Krippendorff's nominal; for "all" the value is the whole set of types, and alpha_masi
    gives credit for sets that overlap. A coefficient is missing (NaN) where it is undefined, as when
    nobody ever used the type. Types stand in the order of `codebook` (ours unless given). Raises AgreementError when the labels are of one coder only.
    """
    tables.validate("labels", labels, "agreement")
    coders = labels["coder"].unique()
    if len(coders) == 1:
        raise AgreementError(f"agreement needs two coders; these labels are all by {coders[0]!r}.")
    rows = []
    for level, part in (
        ("report", labels["sentence_id"].isna()),
        ("sentence", labels["sentence_id"].notna()),
    ):
        rows += _level_rows(level, labels[part], resamples, seed, confidence, codebook and codebook.names)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype(dict(zip(COLUMNS, ("str",) * 3 + ("float64",) * 3 + ("int64",), strict=True)))


def confusion(labels: pd.DataFrame) -> pd.DataFrame:
    """Count which types are confused: one coder gave the first where another gave the second.

    Takes `labels`; returns one row for each pair of types that was ever confused, the most frequent first:
    level, type_a, type_b (str; "nothing" where one set only has more), n (int64, pairs of decisions),
    reports (int64).
    """
    tables.validate("labels", labels, "confusion")
    names = ("level", "type_a", "type_b", "report_id")
    found = [row for unit, sets in sets_of_types(labels).items() for row in _confused(unit, sets)]
    counts = pd.DataFrame(found, columns=list(names), dtype="str").groupby(list(names[:3]))["report_id"]
    table = counts.agg(n="size", reports="nunique").reset_index().astype({"n": "int64", "reports": "int64"})
    return table.sort_values(["n", "type_a", "type_b"], ascending=[False, True, True], ignore_index=True)


def bootstrap_weights(n_reports: int, resamples: int, seed: int) -> np.ndarray:
    """Draw how often each report counts: row 0 all once, then `resamples` draws with replacement."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(n_reports, np.full(n_reports, 1 / max(n_reports, 1)), size=resamples)
    return np.vstack([np.ones(n_reports), drawn]).astype(float)


def interval(values: np.ndarray, confidence: float, n_reports: int) -> tuple[float, float, float]:
    """Give value, low and high from a value (first) and its resamples; no interval from one report."""
    resampled = values[1:][~np.isnan(values[1:])]
    if n_reports < 2 or np.isnan(values[0]) or not len(resampled):
        return float(values[0]), np.nan, np.nan
    tail = (1 - confidence) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return float(values[0]), float(low), float(high)


def _confused(unit: tuple, sets: dict[str, frozenset]) -> list[tuple]:
    level = "report" if unit[1] is None else "sentence"
    rows = []
    for a, b in combinations(sets.values(), 2):
        for x in a - b or ({"nothing"} if b - a else ()):
            for y in b - a or {"nothing"}:
                first, second = sorted((x, y), key=lambda name: (name == "nothing", name))
                rows.append((level, first, second, unit[0]))
    return rows


def units_of(table: pd.DataFrame) -> list[tuple]:
    """Give the (report_id, sentence_id or None) of each row."""
    pairs = zip(table["report_id"], table["sentence_id"], strict=True)
    return [(r, None if pd.isna(s) else int(s)) for r, s in pairs]


def sets_of_types(labels: pd.DataFrame) -> dict[tuple, dict[str, frozenset]]:
    """Give the set of types of each unit and coder: {(report_id, sentence_id or None): {coder: set}}."""
    sets: dict[tuple, dict[str, set]] = {}
    for unit, coder, name in zip(units_of(labels), labels["coder"], labels["incident_type"], strict=True):
        sets.setdefault(unit, {}).setdefault(coder, set()).add(name)
    return {unit: {coder: frozenset(s) for coder, s in by.items()} for unit, by in sets.items()}


def _level_rows(
    level: str, labels: pd.DataFrame, resamples: int, seed: int, confidence: float, order: list[str] | None
) -> list[tuple]:
    sets = {unit: by_coder for unit, by_coder in sets_of_types(labels).items() if len(by_coder) > 1}
    if not sets:
        return []
    coders = sorted(labels["coder"].unique())
    report, reports = pd.factorize(np.array([unit[0] for unit in sets], dtype=object))
    weights = bootstrap_weights(len(reports), resamples, seed)
    cells = [[by_coder.get(coder) for coder in coders] for by_coder in sets.values()]
    rows = []
    for name in [*in_order_of_types(labels["incident_type"].unique(), order), ALL]:
        for coefficient, values in _coefficients(cells, name, report, weights).items():
            rows.append((level, name, coefficient, *interval(values, confidence, len(reports)), len(sets)))
    return rows


def _coefficients(cells: list[list], name: str, report: np.ndarray, weights: np.ndarray) -> dict[str, np.ndarray]:
    if name != ALL:
        cells = [[None if s is None else name in s for s in unit] for unit in cells]
    codes, categories = _encode(cells)
    pairs = _pairs(codes, report)
    nominal = _distances(categories, "nominal")
    found = {
        "raw": _raw(pairs, weights),
        "kappa": _kappa(pairs, weights),
        "alpha": _alpha(pairs, weights, nominal),
    }
    if name == ALL:
        found["alpha_masi"] = _alpha(pairs, weights, _distances(categories, "masi"))
    return found


def _encode(cells: Sequence[Sequence[Hashable | None]]) -> tuple[np.ndarray, list]:
    """Number the values: units × coders of codes (MISSING where None), and the values in that order."""
    numbers: dict[Hashable, int] = {}
    codes = [[MISSING if v is None else numbers.setdefault(v, len(numbers)) for v in unit] for unit in cells]
    width = len(cells[0]) if cells else 0
    return np.array(codes, dtype=int).reshape(len(cells), width), list(numbers)


def _pairs(codes: np.ndarray, report: np.ndarray) -> _Pairs:
    n_values = (codes != MISSING).sum(axis=1)
    weight = 1 / np.maximum(n_values - 1, 1)
    parts = []
    for number, (i, j) in enumerate(combinations(range(codes.shape[1]), 2)):
        both = np.flatnonzero((codes[:, i] != MISSING) & (codes[:, j] != MISSING))
        parts.append((codes[both, i], codes[both, j], np.full(len(both), number), report[both], weight[both]))
    empty = (np.zeros(0, int),) * 4 + (np.zeros(0),)
    return _Pairs(*(np.concatenate(column) for column in zip(*(parts or [empty]), strict=True)))


def _per_report(weights: np.ndarray, report: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    """Sum amounts by report and weigh the reports: one number for each resample."""
    return weights @ np.bincount(report, amounts, minlength=weights.shape[1])


def _raw(pairs: _Pairs, weights: np.ndarray) -> np.ndarray:
    agree = _per_report(weights, pairs.report, (pairs.a == pairs.b).astype(float))
    return _ratio(agree, _per_report(weights, pairs.report, np.ones(len(pairs.a))))


def _kappa(pairs: _Pairs, weights: np.ndarray) -> np.ndarray:
    kappas = []
    for number in np.unique(pairs.coders):
        use = pairs.coders == number
        kappas.append(_kappa_of_two(pairs.a[use], pairs.b[use], pairs.report[use], weights))
    if not kappas:
        return np.full(len(weights), np.nan)
    stacked = np.array(kappas)
    defined = ~np.isnan(stacked)
    return _ratio(np.where(defined, stacked, 0).sum(axis=0), defined.sum(axis=0).astype(float))


def _kappa_of_two(a: np.ndarray, b: np.ndarray, report: np.ndarray, weights: np.ndarray) -> np.ndarray:
    n = _per_report(weights, report, np.ones(len(a)))
    observed = _ratio(_per_report(weights, report, (a == b).astype(float)), n)
    size = max(a.max(initial=-1), b.max(initial=-1)) + 1
    ones = np.ones(len(a))
    by_chance = (_marginals(a, ones, report, size, weights) * _marginals(b, ones, report, size, weights)).sum(axis=1)
    expected = _ratio(by_chance, n**2)
    return _ratio(observed - expected, 1 - expected)


def _alpha(pairs: _Pairs, weights: np.ndarray, distances: np.ndarray) -> np.ndarray:
    seen = _per_report(weights, pairs.report, 2 * pairs.weight * distances[pairs.a, pairs.b])
    n = _per_report(weights, pairs.report, 2 * pairs.weight)
    both = np.concatenate([pairs.a, pairs.b])
    twice = (np.tile(pairs.weight, 2), np.tile(pairs.report, 2))
    totals = _marginals(both, *twice, len(distances), weights)
    by_chance = ((totals @ distances) * totals).sum(axis=1)
    return 1 - (n - 1) * _ratio(seen, by_chance)


def _marginals(
    codes: np.ndarray, amounts: np.ndarray, report: np.ndarray, size: int, weights: np.ndarray
) -> np.ndarray:
    """Sum the amounts of each code: resamples × codes. Sparse, as a report holds few of the sets."""
    by_report = sparse.coo_matrix((amounts, (report, codes)), shape=(weights.shape[1], size)).tocsr()
    return np.asarray(weights @ by_report)


def _distances(categories: list, distance: str) -> np.ndarray:
    if distance == "nominal":
        return 1 - np.eye(len(categories))
    if distance == "masi":
        return np.array([[masi_distance(a, b) for b in categories] for a in categories])
    raise AgreementError(f"distance {distance!r} is not known; use 'nominal' or 'masi'.")


def _ratio(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    """Divide, NaN where there is nothing to divide by (a rounding error of zero is nothing)."""
    return np.divide(over, under, out=np.full(np.shape(over), np.nan), where=np.abs(under) > 1e-12)
