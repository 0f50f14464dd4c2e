"""How well reports were sorted into incidents, beside ways of sorting that need no collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from helpers import gazetteer, tables

ALIKE = 0.25  # cosine of two reports that the baseline calls one story; tried from .1 to .6 on the training part
EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
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
    per_report = _agreements(found, true)
    return tuple(np.array(list(each.values())) for each in per_report)


def _agreements(found: pd.DataFrame, true: pd.DataFrame) -> tuple[dict[str, float], dict[str, float]]:
    items = sorted(true["report_id"].unique())
    true_sets, found_sets = _sets(true, items), _sets(found, items)
    return _agreement(found_sets, true_sets), _agreement(true_sets, found_sets)


def bcubed_interval(
    found: pd.DataFrame, true: pd.DataFrame, draws: int = 500, random: int = 0
) -> tuple[float, float, int]:
    """Give the 95% interval of `bcubed`'s F1 by bootstrap over groups of reports, and how many groups there are.

    Reports of `true` that share an incident, also by way of a third report, are one group: they err together. Groups
    are drawn with replacement, and each keeps what was found in it. The links that the score rests on are not made
    anew, so that the interval is of these links on other reports. Raises ValueError where `true` is empty.
    """
    from helpers.classifying.splits import linked_groups  # here, since it loads scikit-learn's models

    if true.empty:
        raise ValueError("bcubed_interval: true holds no report that tells of an incident; there is nothing to draw.")
    groups = linked_groups(sorted(true["report_id"].unique()), true)
    per_report = _agreements(found, true)  # of all reports: a false link between two groups counts in both
    scores = [
        [[each[r] for r in ids if r in each] for each in per_report] for ids in groups.groupby(groups).groups.values()
    ]
    rng, f1 = np.random.default_rng(random), []
    for _ in range(draws):
        drawn = [scores[k] for k in rng.integers(len(scores), size=len(scores))]
        p, r = (np.mean(v) if len(v := np.concatenate([d[i] for d in drawn])) else 0.0 for i in (0, 1))
        f1.append(2 * p * r / (p + r) if p + r else 0.0)
    low, high = np.quantile(f1, (0.025, 0.975))
    return float(low), float(high), len(scores)


def calibration(pairs: pd.DataFrame, true: pd.DataFrame, edges: tuple[float, ...] = EDGES) -> pd.DataFrame:
    """Hold the probability of each pair of mentions against how often the two tell of one incident.

    Takes `Links.pairs` (left_report, right_report, probability) and report_id, incident_id; asks only pairs whose
    reports tell of one incident each, for there it is clear what a pair should be. Gives one row for each bin that
    holds a pair: predicted (mean probability), true (share of one incident), pairs.
    """
    one = true.groupby("report_id")["incident_id"].agg(["first", "nunique"]).query("nunique == 1")["first"]
    sides = pairs["left_report"].map(one), pairs["right_report"].map(one)
    clear = pairs.assign(same=sides[0] == sides[1])[sides[0].notna() & sides[1].notna()]
    bins = pd.cut(clear["probability"], list(edges), include_lowest=True)
    rows = clear.groupby(bins, observed=True).agg(
        predicted=("probability", "mean"), true=("same", "mean"), pairs=("same", "size")
    )
    return rows.rename_axis("probability")


def sum_of_dead(incidents: pd.DataFrame, happened: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """Take the difference between the dead that were counted and the dead that were reported to pieces.

    Takes found `incidents`, the true ones (incident_id, incident_type, date, place, district, killed_…) and which
    report tells of which (report_id, incident_id). A found incident belongs to the true one of its reports that fits
    it best by day, place, type, toll and reports; to none where neither day (within three) nor place fits. Of several
    that belong to one, the best fitting stands for it. Gives part (index), incidents, dead (int64); the parts between
    the first row and the last add up to the difference.
    """
    fits = _fits(incidents, happened, true)
    reported = happened[happened["incident_id"].isin(true["incident_id"])].set_index("incident_id")
    dead = reported.filter(regex="^killed_").sum(axis=1)
    counted = incidents.set_index("incident_id")["killed_best"].fillna(0).astype("int64")
    whose = fits.sort_values("fit", ascending=False, kind="stable").drop_duplicates("found")
    first = whose.drop_duplicates("true")
    again = counted[whose.loc[~whose.index.isin(first.index), "found"]]
    off = counted[first["found"]].to_numpy() - dead[first["true"]].to_numpy()
    missed, none = dead[~dead.index.isin(first["true"])], counted[~counted.index.isin(whose["found"])]
    rows = {
        "reported, in truth": (len(dead), dead.sum()),
        "missed": (-len(missed), -missed.sum()),
        "one incident found again": (len(again), again.sum()),
        "fits none of them": (len(none), none.sum()),
        "read too high": (0, off.clip(min=0).sum()),
        "read too low": (0, off.clip(max=0).sum()),
        "counted": (len(counted), counted.sum()),
    }
    return pd.DataFrame(rows, index=["incidents", "dead"]).T.astype("int64").rename_axis("part")


def _fits(incidents: pd.DataFrame, happened: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """Say how well each found incident fits each true one that its reports tell of: found, true, fit; unfit ones left out."""
    tellers = true.groupby("incident_id")["report_id"].agg(set)
    told = happened[happened["incident_id"].isin(tellers.index)].to_dict("records")
    rows = []
    for found in incidents.to_dict("records"):
        reports = set(found["report_ids"].split())
        for row in told:
            shared = len(reports & tellers[row["incident_id"]]) / len(reports | tellers[row["incident_id"]])
            if shared and (fit := _fit(found, row)):
                rows.append((found["incident_id"], row["incident_id"], fit + shared))
    return pd.DataFrame(rows, columns=["found", "true", "fit"])


def _fit(found: dict, row: dict) -> float:
    """Add up what a found and a true incident have in common: 0 where neither day nor place is."""
    place = gazetteer.fold(found["place"]) if isinstance(found["place"], str) else ""
    where = 1.0 if place == gazetteer.fold(row["place"]) else 0.5 if place == gazetteer.fold(row["district"]) else 0.0
    apart = abs((found["date_start"] - row["date"]).days) if pd.notna(found["date_start"]) else 99
    when = 1.0 if apart <= 1 else 0.5 if apart <= 3 else 0.0
    if not when + where:
        return 0.0
    dead = sum(n for name, n in row.items() if name.startswith("killed_"))
    given = 0 if pd.isna(found["killed_best"]) else found["killed_best"]
    toll = 1.0 if dead == given else min(dead, given) / max(dead, given)
    return when + where + 0.5 * (found["incident_type"] == row["incident_type"]) + 0.5 * toll


def _sets(table: pd.DataFrame, items: list[str]) -> dict[str, set[str]]:
    grouped = table.groupby("report_id")["incident_id"].agg(set).to_dict()
    return {item: grouped.get(item, set()) for item in items}


def _agreement(own: Sets, other: Sets) -> dict[str, float]:
    """Give, for each item with a cluster in `own`, how much of what it shares there with others `other` shares too."""
    members: dict[str, list[str]] = {}
    for item, clusters in own.items():
        for c in clusters:
            members.setdefault(c, []).append(item)
    means = {}
    for item, clusters in own.items():
        mates = {m for c in clusters for m in members[c]}
        shared = [
            min(len(clusters & own[m]), len(other[item] & other[m])) / len(clusters & own[m]) for m in sorted(mates)
        ]
        if shared:
            means[item] = float(np.mean(shared))
    return means


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
    from sklearn.feature_extraction.text import TfidfVectorizer  # late: a second, for a rival alone

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
