"""Learn the weights of data/lexicon/link_weights.csv from the training part of the teaching corpus.

Run `python scripts/learn_links.py` after a change of `linking.pairs.features` or of the extractor. Each pair of
mentions that a block brings together is labelled with the truth (do the two reports tell there of one incident?), and a
logistic regression finds what each feature is worth. Mentions whose incident the truth does not tell clearly are left
out. A few features' signs are held: what two reports have in common never speaks against them.
"""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from helpers import annotating, classifying, estimating, extracting, gazetteer, paths, reading
from helpers.linking import pairs
from helpers.linking.mentions import Mention, find_mentions

LEARNED_FROM = ("train", "choose")
RIDGE = 3.0  # strength of the pull towards no weight
PRIOR = {"within 5 km": 1.0, "within 15 km": 0.4}  # the province's places lie farther apart than a country's
LENIENT = 0.4  # added to the log-odds: a missed link costs more than a false one (B-cubed on the training part)
PATH = paths.LEXICON / "link_weights.csv"
CLEAR = 0.5  # by how much a mention must fit one incident of its report better than the next


def main() -> None:
    """Learn the weights and write the file anew, features in their order, meanings kept."""
    mentions, truth = labelled_mentions()
    rows, same = labelled_pairs(mentions, truth)
    with PATH.open(encoding="utf-8", newline="") as handle:
        known = {r["feature"]: r["meaning"] for r in csv.DictReader(handle)}
    names = [n for n in known if n != "always"]
    missing = sorted({n for r in rows for n in r} - set(names))
    if missing:
        raise SystemExit(f"{PATH}: no row for {', '.join(missing)}; add one with its meaning.")
    weights = fit(np.array([[r.get(n, 0.0) for n in names] for r in rows]), same, names)
    weights[0] += LENIENT
    with PATH.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["feature", "weight", "meaning"])
        for name, weight in zip(["always", *names], weights, strict=True):
            writer.writerow([name, f"{weight:.2f}", known[name]])
    print(f"{len(same)} pairs, {int(same.sum())} of one incident → {PATH}")


def sign(feature: str) -> int:
    """Give +1 for what can only speak for one incident, -1 for what can only speak against it, 0 for the rest."""
    if feature.startswith(("same ", "names", "words", "figures", "nearly", "one place")) and feature != "same outlet":
        return 1
    return -1 if feature.startswith(("other ", "far ", "days apart", "two or three")) else 0


def fit(x: np.ndarray, y: np.ndarray, names: list[str]) -> np.ndarray:
    """Fit a logistic regression with a ridge towards PRIOR and signs held (L-BFGS-B); the first weight is the constant."""
    x = np.hstack([np.ones((len(x), 1)), x])
    ridge = np.r_[0.0, np.full(len(names), RIDGE)]
    prior = np.r_[0.0, [PRIOR.get(n, 0.0) for n in names]]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = np.logaddexp(0, z).sum() - z @ y + 0.5 * ridge @ (w - prior) ** 2
        return value, x.T @ (1 / (1 + np.exp(-z)) - y) + ridge * (w - prior)

    bounds = [(None, None), *(_BOUNDS[sign(n)] for n in names)]
    return minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds).x


_BOUNDS = {1: (0, None), -1: (None, 0), 0: (None, None)}


def labelled_pairs(mentions: list[Mention], truth: list[str | None]) -> tuple[list[dict], np.ndarray]:
    """Give the features of each candidate pair whose incidents are known, and whether they are one."""
    rows, same = [], []
    for i, j in pairs.candidates(mentions):
        if truth[i] is not None and truth[j] is not None:
            found = pairs.features(mentions[i], mentions[j])
            rows += [found, *_with_less(mentions[i], mentions[j])]
            same += [truth[i] == truth[j]] * 3
    return rows, np.array(same, dtype=float)


def _with_less(a: Mention, b: Mention) -> list[dict]:
    """Give the features as a user without reports, or without types, would have them."""
    wordless = [replace(m, words=frozenset(), names=frozenset(), published=None, outlet=None) for m in (a, b)]
    untyped = [replace(m, kinds={}) for m in (a, b)]
    return [pairs.features(*wordless), pairs.features(*untyped)]


def labelled_mentions(parts: tuple[str, ...] = LEARNED_FROM) -> tuple[list[Mention], list[str | None]]:
    """Find the mentions of some parts of the corpus and the incident that each is of, None where it is not clear."""
    world = estimating.read_world()
    part = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"]
    reports = reading.read_reports(paths.REPORTS / "ostrevane")
    reports = reports[reports["report_id"].map(part).isin(parts)].reset_index(drop=True)
    folder = paths.ANNOTATIONS / "ostrevane"
    gold = annotating.adjudicate(annotating.read_labels(folder), annotating.read_labels(folder / "decisions"))
    claims, said = extracting.extract_claims(reports), extracting.extract_responsibility(reports)
    types = classifying.type_table(gold, sentences=True)
    mentions = find_mentions(claims, reports, types[types["report_id"].isin(reports["report_id"])], said)
    incidents = world.incidents.set_index("incident_id")
    told = world.mentions.groupby("report_id")["incident_id"].agg(list)
    return mentions, [incident_of(m, incidents.loc[told.get(m.report_id, [])]) for m in mentions]


def incident_of(mention: Mention, told: pd.DataFrame) -> str | None:
    """Find which of the incidents that its report tells of a mention is; None where none fits clearly best."""
    if mention.background or told.empty:
        return None
    fits = sorted(((_fit(mention, row), row.Index) for row in told.itertuples()), reverse=True)
    if len(fits) == 1:
        return fits[0][1] if fits[0][0] > -1 else None
    return fits[0][1] if fits[0][0] >= 1 and fits[0][0] - fits[1][0] > CLEAR else None


def _fit(mention: Mention, row) -> float:
    score = 0.0
    if mention.place is not None:
        name = gazetteer.fold(mention.place)
        score += 2.0 if name == gazetteer.fold(row.place) else 0.7 if name == gazetteer.fold(row.district) else -1.0
    if mention.days is not None:
        gap = max((mention.days[0] - row.date).days, (row.date - mention.days[1]).days, 0)
        score += 1.5 if gap == 0 else 1.0 if gap == 1 else 0.0 if gap <= 3 else -1.0
    if mention.kinds:
        score += 1.0 if row.incident_type in mention.kinds else -0.7
    given = mention.toll.get("killed_best") or 0
    dead = row.killed_civilians + row.killed_security_forces + row.killed_militants
    if given:
        score += 1.0 if dead and 0.5 <= given / dead <= 2 else -1.0
    return score


if __name__ == "__main__":
    main()
