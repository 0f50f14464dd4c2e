"""Agreement on claims marked in the text: found by both exactly, found with overlap, and coded alike."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from helpers import tables
from helpers.annotating.coefficients import AgreementError, bootstrap_weights, interval

COLUMNS = ("measure", "coefficient", "value", "low", "high", "n")
COMPARED = ("group", "scope", "modifier", "low", "high", "claimant_type", "place", "date_start")


def span_agreement(
    claims: pd.DataFrame,
    read: pd.DataFrame | None = None,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how far coders mark the same claims, and code alike those that they both marked.

    Takes `claims` with a column coder, and `read` (columns coder, report_id, as `units_read` gives them):
    without it a coder counts as having read the reports in which she marked something. Two coders are
    compared in the reports that both read. Returns rows of measure (or "all"), coefficient, value, low,
    high (float64, percentile bootstrap over reports) and n (int64): f1_exact and f1_overlap,
    2·matched/(claims of one + claims of the other), n claims; a match needs the same measure and the same
    span, or one character in common, each claim matched once; then for all measures same_group, same_scope
    …: the share of overlapping pairs that agree in that column, n pairs. Raises AgreementError when claims
    has no column coder or names one coder only.
    """
    tables.validate("claims", claims, "span_agreement")
    _check_coders(claims, read)
    comparisons = _compare_all(claims, _reports_read(claims, read))
    if comparisons.empty:
        return _as_table([])
    measures = sorted(comparisons.loc[comparisons["measure"] != "", "measure"].unique())
    rows = [row for name in [*measures, "all"] for row in _rows_of(comparisons, name, resamples, seed, confidence)]
    return _as_table(rows)


def match_spans(first: pd.DataFrame, second: pd.DataFrame) -> list[tuple[int, int]]:
    """Match two coders' claims in one report: same measure, overlapping, the longest overlap in all.

    Returns pairs of row positions; each claim stands in one pair at most.
    """
    if first.empty or second.empty:
        return []
    start = np.maximum.outer(first["start"].to_numpy(), second["start"].to_numpy())
    end = np.minimum.outer(first["end"].to_numpy(), second["end"].to_numpy())
    same = np.equal.outer(first["measure"].to_numpy(object), second["measure"].to_numpy(object))
    overlap = np.where(same, np.maximum(end - start, 0), 0)
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if overlap[i, j] > 0]


def _check_coders(claims: pd.DataFrame, read: pd.DataFrame | None) -> None:
    if "coder" not in claims:
        raise AgreementError("span_agreement: claims has no column coder; read them with annotating.read_claims.")
    coders = set(claims["coder"]) | (set(read["coder"]) if read is not None else set())
    if len(coders) == 1:
        raise AgreementError(f"span_agreement needs two coders; these claims are all by {coders.pop()!r}.")


def _reports_read(claims: pd.DataFrame, read: pd.DataFrame | None) -> dict[str, set[str]]:
    seen = [claims[["coder", "report_id"]]] + ([read[["coder", "report_id"]]] if read is not None else [])
    return {coder: set(part["report_id"]) for coder, part in pd.concat(seen).groupby("coder")}


def _compare_all(claims: pd.DataFrame, reports_read: dict[str, set[str]]) -> pd.DataFrame:
    """Count for each comparison and measure: claims, exact, overlap, and same_… of the pairs."""
    by = {key: part.reset_index(drop=True) for key, part in claims.groupby(["coder", "report_id"])}
    none = claims.iloc[:0]
    rows = []
    for a, b in combinations(sorted(reports_read), 2):
        for report_id in sorted(reports_read[a] & reports_read[b]):
            rows += _compare(report_id, by.get((a, report_id), none), by.get((b, report_id), none))
    return pd.DataFrame(rows)


def _compare(report_id: str, first: pd.DataFrame, second: pd.DataFrame) -> list[dict]:
    measures = sorted(set(first["measure"]) | set(second["measure"])) or [""]  # a report that both found empty
    pairs = match_spans(first, second)
    rows = []
    for measure in measures:
        ours = [(i, j) for i, j in pairs if first["measure"][i] == measure]
        total = int((first["measure"] == measure).sum() + (second["measure"] == measure).sum())
        row = {"report_id": report_id, "measure": measure, "claims": total, "overlap": len(ours)}
        row["exact"] = _exact(first, second, measure)
        row |= {f"same_{c}": sum(_same(first[c][i], second[c][j]) for i, j in ours) for c in COMPARED if c in first}
        rows.append(row)
    return rows


def _exact(first: pd.DataFrame, second: pd.DataFrame, measure: str) -> int:
    spans = [
        list(zip(t["start"], t["end"], strict=True)) for t in (f[f["measure"] == measure] for f in (first, second))
    ]
    return sum(min(spans[0].count(span), spans[1].count(span)) for span in set(spans[0]))


def _same(a: object, b: object) -> bool:
    return bool((pd.isna(a) and pd.isna(b)) or (pd.notna(a) and pd.notna(b) and a == b))


def _rows_of(comparisons: pd.DataFrame, name: str, resamples: int, seed: int, confidence: float) -> list[tuple]:
    part = comparisons if name == "all" else comparisons[comparisons["measure"] == name]
    sums = part.drop(columns="measure").groupby("report_id").sum()
    weights = bootstrap_weights(len(sums), resamples, seed)
    wanted = [("f1_exact", "exact", "claims", 2), ("f1_overlap", "overlap", "claims", 2)]
    if name == "all":
        wanted += [(column, column, "overlap", 1) for column in sums.columns if column.startswith("same_")]
    rows = []
    for coefficient, over, under, factor in wanted:
        top, bottom = weights @ (factor * sums[over].to_numpy(float)), weights @ sums[under].to_numpy(float)
        values = np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)
        rows.append((name, coefficient, *interval(values, confidence, len(sums)), int(sums[under].sum())))
    return rows


def _as_table(rows: list[tuple]) -> pd.DataFrame:
    dtypes = ("str", "str", "float64", "float64", "float64", "int64")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict(zip(COLUMNS, dtypes, strict=True)))


def adjudicate_claims(claims: pd.DataFrame, decisions: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Give gold `claims` of the reports that several coders read and whose claims are settled.

    Where all coders marked the same claims and coded them alike in COMPARED, date_end and measure, the first coder's
    stand, how "agreed"; where a third settled the report, those of `decisions` (all claims of the report), how
    "decided". A report in dispute that nobody settled is left out. Takes `claims` with a column coder and `read`
    (coder, report_id, as `units_read` gives them); gives `claims` with coder "gold" and the column how (str).
    """
    tables.validate("claims", claims, "adjudicate_claims")
    twice = read.drop_duplicates(["coder", "report_id"]).groupby("report_id")["coder"].agg(sorted)
    settled = set(decisions["report_id"])
    by_both = {key: group for key, group in claims.groupby(["report_id", "coder"])}
    rows = [decisions.assign(how="decided")]
    for report_id, coders in twice[twice.str.len() > 1].items():
        marked = [by_both.get((report_id, coder), claims.iloc[:0]) for coder in coders]
        if report_id not in settled and all(_alike(marked[0], other) for other in marked[1:]):
            rows.append(marked[0].assign(how="agreed"))
    gold = pd.concat(rows, ignore_index=True).assign(coder="gold")
    return gold.sort_values(["report_id", "start"], kind="stable", ignore_index=True)


def _alike(first: pd.DataFrame, second: pd.DataFrame) -> bool:
    pairs = match_spans(first, second)
    if len(pairs) != len(first) or len(pairs) != len(second):
        return False
    return all(
        _same(first[column].iloc[i], second[column].iloc[j]) for i, j in pairs for column in (*COMPARED, "date_end")
    )
