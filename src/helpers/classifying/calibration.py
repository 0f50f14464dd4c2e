"""Whether a probability of 0.7 is right in seven of ten cases, and which texts are better left to a person."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.classifying.indicators import check_same


def calibration_curve(truth: pd.DataFrame, chances: pd.DataFrame, bins: int = 10) -> pd.DataFrame:
    """Compare predicted probabilities with how often the type is there, over all types together.

    Takes indicators (0 or 1) and probabilities with the same index and columns. Gives one row for each of `bins`
    equally wide bins that holds any: low, high, n (pairs of a text and a type), predicted (mean probability),
    observed (share of true ones). Source: DeGroot and Fienberg 1983 (reliability diagram).
    """
    t, p = _same(truth, chances)
    edges = np.linspace(0, 1, bins + 1)
    place = np.clip(np.digitize(p.ravel(), edges[1:-1]), 0, bins - 1)
    rows = pd.DataFrame({"bin": place, "predicted": p.ravel(), "observed": t.ravel()}).groupby("bin")
    found = rows.agg(n=("observed", "size"), predicted=("predicted", "mean"), observed=("observed", "mean"))
    found.insert(0, "high", edges[1:][found.index])
    found.insert(0, "low", edges[:-1][found.index])
    return found.reset_index(drop=True)


def expected_calibration_error(truth: pd.DataFrame, chances: pd.DataFrame, bins: int = 10) -> float:
    """Give the mean gap between predicted and observed of `calibration_curve`, bins weighed by n; 0 is perfect.

    Missing where there is nothing to judge. Source: Naeini et al. 2015.
    """
    curve = calibration_curve(truth, chances, bins)
    gaps = (curve["predicted"] - curve["observed"]).abs()
    return float((gaps * curve["n"]).sum() / curve["n"].sum()) if len(curve) else float("nan")


def sureness(chances: pd.DataFrame, threshold: float) -> pd.Series:
    """Give how far each text's least decided type is from the threshold: 0 is a toss-up, 1 as sure as can be."""
    p = chances.to_numpy()
    far = np.where(p >= threshold, (p - threshold) / max(1 - threshold, 1e-12), (threshold - p) / max(threshold, 1e-12))
    return pd.Series(far.min(axis=1) if far.size else np.zeros(len(p)), index=chances.index, name="sureness")


def abstention_curve(truth: pd.DataFrame, chances: pd.DataFrame, threshold: float, steps: int = 11) -> pd.DataFrame:
    """Show what it brings to leave the least sure texts to a person.

    Gives `steps` rows from nothing by hand to nearly everything: by_hand (share of texts), n (texts left to the
    machine), right (share of these with every type right), f1 (micro, of these; missing where there is nothing to
    find). Source: Chow 1970 (the reject option).
    """
    t, p = _same(truth, chances)
    said = (p >= threshold).astype(int)
    order = np.argsort(-sureness(chances, threshold).to_numpy(), kind="stable")
    rows = []
    for share in np.linspace(0, 1, steps, endpoint=False):
        kept = order[: len(order) - round(share * len(order))]
        a, b = t[kept], said[kept]
        both = a.sum() + b.sum()
        right = (a == b).all(axis=1).mean() if len(kept) else np.nan
        f1 = 2 * (a * b).sum() / both if both else np.nan
        rows.append({"by_hand": share, "n": len(kept), "right": right, "f1": f1})
    return pd.DataFrame(rows)


def find_label_errors(truth: pd.DataFrame, chances: pd.DataFrame) -> pd.DataFrame:
    """List labels that are probably wrong, the most suspicious first.

    `chances` must come from models that had not seen the text (`cross_predict`). A label is listed where
    the model is surer of the contrary than it usually is where the contrary is labelled: confident learning
    (Northcutt, Jiang and Chuang 2021), one type at a time. Gives the text's index value as `unit`, incident_type,
    labelled (0 or 1), chance (of the type), beyond (how far past the usual). A type that all or no texts have is
    left out: there is no contrary to compare with.
    """
    t, p = _same(truth, chances)
    found = []
    for k, name in enumerate(truth.columns):
        if 0 < t[:, k].sum() < len(t):
            found += [{"unit": truth.index[i], "incident_type": name, **row} for i, row in _contrary(t[:, k], p[:, k])]
    columns = ["unit", "incident_type", "labelled", "chance", "beyond"]
    return pd.DataFrame(found, columns=columns).sort_values("beyond", ascending=False, ignore_index=True)


def _contrary(labels: np.ndarray, chance: np.ndarray) -> list[tuple[int, dict]]:
    usual = {1: chance[labels == 1].mean(), 0: (1 - chance[labels == 0]).mean()}
    sure = {1: chance, 0: 1 - chance}
    rows = []
    for i, label in enumerate(labels):
        beyond = sure[1 - label][i] - usual[1 - label]
        if beyond >= 0 and sure[1 - label][i] > sure[label][i]:
            rows.append((i, {"labelled": int(label), "chance": float(chance[i]), "beyond": float(beyond)}))
    return rows


def _same(truth: pd.DataFrame, chances: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    check_same(truth, chances, "chances")
    p = chances.to_numpy(dtype=float)
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("chances must be probabilities from 0 to 1, none missing.")
    return truth.to_numpy(dtype=int), p
