"""How well reports were sorted into incidents, beside ways of sorting that need no collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from helpers import gazetteer, tables

ALIKE = 0.25  # cosine of two reports that the baseline calls one story; tried from .1 to .6 on the training part
Sets = Mapping[str, set[str]]


def mentioned(incidents: pd.DataFrame) -> pd.DataFrame:
    """List which report tells of which incident, background left out: report_id, incident_id; one row a mention."""
    tables.validate("incidents", incidents, "mentioned")
    news = incidents[~incidents["background"].fillna(False).astype(bool)]
    pairs = news[["report_ids", "incident_id"]].assign(report_id=news["report_ids"].str.split()).explode("report_id")
    return pairs[["report_id", "incident_id"]].dropna().reset_index(drop=True)


def bcubed(found: pd.DataFrame, true: pd.DataFrame) -> dict[str, float]:
    """Score mentions by extended B-cubed (Amigó, Gonzalo, Artiles and Verdejo 2009), where clusters may overlap.

    Takes two tables of report_id, incident_id. The items are the reports of `true`; what was found in reports that
    tell of no incident is not asked here. Gives precision, recall, f1 (0 to 1), n (reports), and
    incidents_true and incidents_found (of those reports).
    """
    per_report = agreements(found, true)
    precision, recall = (float(np.mean(values)) if len(values) else 0.0 for values in per_report)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    among = found[found["report_id"].isin(true["report_id"])]
    return {
        "precision": precision, "recall": recall, "f1": f1, "n": true["report_id"].nunique(),
        "incidents_true": true["incident_id"].nunique(), "incidents_found": among["incident_id"].nunique(),
    }  # fmt: skip


def agreements(found: pd.DataFrame, true: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give B-cubed precision and recall of each report of `true` (precision only where something was found)."""
    items = sorted(true["report_id"].unique())
    true_sets, found_sets = _sets(true, items), _sets(found, items)
    return _agreement(found_sets, true_sets), _agreement(true_sets, found_sets)


def _sets(table: pd.DataFrame, items: list[str]) -> dict[str, set[str]]:
    grouped = table.groupby("report_id")["incident_id"].agg(set).to_dict()
    return {item: grouped.get(item, set()) for item in items}


def _agreement(own: Sets, other: Sets) -> np.ndarray:
    """Give, for each item with a cluster in `own`, how much of what it shares there with others `other` shares too."""
    members: dict[str, list[str]] = {}
    for item, clusters in own.items():
        for c in clusters:
            members.setdefault(c, []).append(item)
    means = []
    for item, clusters in own.items():
        mates = {m for c in clusters for m in members[c]}
        shared = [
            min(len(clusters & own[m]), len(other[item] & other[m])) / len(clusters & own[m]) for m in sorted(mates)
        ]
        if shared:
            means.append(np.mean(shared))
    return np.array(means)


# --- rivals ------------------------------------------------------------------------------------------------------


def each_its_own(mentions: pd.DataFrame) -> pd.DataFrame:
    """Make every mention its own incident: nothing is linked. Takes `Links.mentions`; gives report_id, incident_id."""
    news = mentions[~mentions["background"].astype(bool)]
    return pd.DataFrame({"report_id": news["report_id"], "incident_id": news["mention_id"]}).reset_index(drop=True)


def same_day_and_place(mentions: pd.DataFrame) -> pd.DataFrame:
    """Make one incident of all mentions with the same first day and the same name of a place."""
    news = mentions[~mentions["background"].astype(bool)]
    place = news["place"].map(lambda p: gazetteer.fold(p) if isinstance(p, str) else None)
    known = news["date_start"].notna() & place.notna()
    key = news["date_start"].astype(str) + " " + place.fillna("")
    return pd.DataFrame({"report_id": news["report_id"], "incident_id": key.where(known, news["mention_id"])})


def alike_in_words(reports: pd.DataFrame, alike: float = ALIKE) -> pd.DataFrame:
    """Make one incident of reports with similar words (cosine of TF-IDF at least `alike`), linked through one another."""
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(reports["text"])
    near = (vectors @ vectors.T).tocoo()
    ids = reports["report_id"].to_list()
    home = list(range(len(ids)))

    def root(x: int) -> int:
        while home[x] != x:
            x = home[x]
        return x

    for i, j, value in zip(near.row, near.col, near.data, strict=True):
        if i < j and value >= alike:
            home[max(root(i), root(j))] = min(root(i), root(j))
    return pd.DataFrame({"report_id": ids, "incident_id": [ids[root(k)] for k in range(len(ids))]})


BASELINES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "every mention its own": each_its_own,
    "same day and place": same_day_and_place,
}
