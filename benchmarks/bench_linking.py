"""Linking: how well reports are sorted into incidents on the test months, beside three rivals; and how time grows.

Types come from a model fitted on the training months (`machine`) or from the hand codes (`hand`); claims always from
the extractor. Intervals: bootstrap over incidents that share reports. The large corpora are the teaching corpus
multiplied, each copy moved by days and places of its own.
"""

from __future__ import annotations

import resource
import time

import numpy as np
import pandas as pd

from helpers import annotating, classifying, estimating, extracting, linking, paths, reading
from helpers.linking import scoring

LEARNED = ("train", "choose")


def load() -> dict[str, pd.DataFrame]:
    """Read the corpus, find its claims, and give every sentence its types, by hand and by machine."""
    reports = reading.read_reports(paths.REPORTS / "ostrevane")
    part = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"]
    folder = paths.ANNOTATIONS / "ostrevane"
    gold = annotating.adjudicate(annotating.read_labels(folder), annotating.read_labels(folder / "decisions"))
    hand = classifying.type_table(gold, sentences=True)
    learned = reports[reports["report_id"].map(part).isin(LEARNED)]
    model = classifying.SentenceTyper(random_state=0).fit(learned, hand)
    rest = reports[~reports["report_id"].isin(learned["report_id"])]
    return {"reports": reports, "claims": extracting.extract_claims(reports), "hand": hand, "machine": model.predict(rest),
            "responsibility": extracting.extract_responsibility(reports), "part": part}  # fmt: skip


def judge(data: dict, types: str, part: str = "test") -> None:
    """Print extended B-cubed with its interval, beside the rivals, and how tolls compare with the truth."""
    own = {k: _of(data, k, part) for k in ("claims", "reports", types, "responsibility")}
    world = estimating.read_world()
    true = world.mentions[world.mentions["report_id"].isin(own["reports"]["report_id"])]
    links = linking.find_links(own["claims"], own["reports"], own[types], own["responsibility"])
    found = {"collection": scoring.mentioned(links.incidents)}
    found |= {name: rival(links.mentions) for name, rival in scoring.BASELINES.items()}
    found["words alike (TF-IDF)"] = scoring.alike_in_words(own["reports"])
    for name, pairs in found.items():
        s = scoring.bcubed(pairs, true)
        low, high, _ = scoring.bcubed_interval(pairs, true)
        print(
            f"  {name:24} B-cubed F1 {s['f1']:.3f} [{low:.2f}, {high:.2f}] (P {s['precision']:.2f} R {s['recall']:.2f}; "
            f"n = {s['n']} reports, {s['incidents_true']} incidents, {s['incidents_found']} found)"
        )
    _judge_tolls(links.incidents, world, true)


def _of(data: dict, name: str, part: str) -> pd.DataFrame:
    table = data[name]
    return table[table["report_id"].map(data["part"]) == part].reset_index(drop=True)


def _judge_tolls(incidents: pd.DataFrame, world, true: pd.DataFrame) -> None:
    """Hold the dead of each true incident against the found incident that shares most of its reports."""
    dead = world.incidents.set_index("incident_id").filter(regex="^killed_").sum(axis=1)
    told = world.statements[world.statements["measure"] == "killed"]
    said = told.groupby(["report_id", "incident_id", "mouth"])["low"].sum().reset_index()
    had = {i: set(g["low"]) for i, g in said.groupby("incident_id")}
    news = incidents[~incidents["background"].astype(bool)]
    exact, inside, n_had, n_none = 0, 0, 0, 0
    for incident, ids in true.groupby("incident_id")["report_id"]:
        best = max(
            news.itertuples(),
            key=lambda r: len(set(r.report_ids.split()) & set(ids)) / len(set(r.report_ids.split()) | set(ids)),
        )
        if dead[incident] in had.get(incident, {0}):
            n_had, exact = n_had + 1, exact + (best.killed_best == dead[incident])
        else:
            n_none += 1
            inside += best.killed_low <= dead[incident] and (
                pd.isna(best.killed_high) or dead[incident] <= best.killed_high
            )
    print(
        f"  dead: best is the truth {exact} of {n_had} (where an outlet had it), inside low–high {inside} of {n_none} (where none had)"
    )


def multiply(data: dict, size: int) -> dict[str, pd.DataFrame]:
    """Make a corpus of `size` reports: copies with other days, other places, other names of places."""
    rng, made = np.random.default_rng(0), {"reports": [], "claims": []}
    places = sorted(set(data["claims"]["place"].dropna()), key=len, reverse=True)
    for copy in range(-(-size // len(data["reports"]))):
        days = pd.Timedelta(int(rng.integers(0, 2000)), "D")
        north, east, mark = rng.uniform(-40, 40), rng.uniform(-100, 100), f"{copy}x"
        reports, claims = data["reports"].copy(), data["claims"].copy()
        for table in (reports, claims):
            table["report_id"] = table["report_id"] + mark
        reports["published"] += days
        pattern = "|".join(f"(?:{p})" for p in places[:80])
        reports["text"] = reports["text"].str.replace(pattern, lambda m, s=mark: f"{m[0]}{s}", regex=True)
        claims["claim_id"] = claims["claim_id"].str.replace("-c", f"{mark}-c")
        claims["date_start"] += days
        claims["date_end"] += days
        claims["place"] = claims["place"] + mark
        claims["latitude"] += north
        claims["longitude"] += east
        made["reports"].append(reports)
        made["claims"].append(claims)
    tables = {k: pd.concat(v, ignore_index=True) for k, v in made.items()}
    kept = set(tables["reports"]["report_id"][:size])
    return {k: t[t["report_id"].isin(kept)].reset_index(drop=True) for k, t in tables.items()}


def grow(data: dict) -> None:
    """Print how long linking takes for 2,000 and for 20,000 reports, and how much the time grew."""
    times = {}
    for size in (2_000, 20_000):
        many = multiply(data, size)
        start = time.process_time()
        incidents = linking.link_incidents(many["claims"], many["reports"])
        times[size] = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(
            f"  {size:,} reports: {len(incidents):,} incidents in {times[size]:.0f} s of CPU, peak memory {peak:.1f} GB"
        )
    print(f"  ten times the reports took {times[20_000] / times[2_000]:.1f} times as long")


if __name__ == "__main__":
    corpus = load()
    for kind in ("hand", "machine"):
        print(f"test months, types by {kind}:")
        judge(corpus, kind)
    grow(corpus)
