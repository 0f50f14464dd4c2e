"""How the teaching corpus reads beside real news: words, sentences, openings; and what a classifier carries over.

Needs CASEBOOK_CORPORA for SATP and MUC-4; without it only the teaching corpus stands in the table. The figures in
data/README.md come from here.
"""

import os
import re

import numpy as np
import pandas as pd

from helpers import annotating, classifying, paths, reading

TOKEN = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
SLICE = 1_000  # tokens: a type–token ratio depends on length, so it is the mean over slices of one length


def describe(reports: pd.DataFrame, seed: int = 0) -> dict[str, float]:
    """Give one line of the table: length, variety of words, sentences, openings."""
    texts = reports.sample(frac=1, random_state=seed)["text"].str.lower()
    tokens = [TOKEN.findall(t) for t in texts]
    stream = [w for t in tokens for w in t]
    slices = [stream[i : i + SLICE] for i in range(0, len(stream) - SLICE, SLICE)]
    sentences = reading.split_sentences(reports)
    lengths = sentences["text"].str.split().str.len()
    openings = sentences["text"].str.lower().str.extract(r"^\W*(\w+\W+\w+)")[0].dropna()
    pairs = [" ".join(p) for t in tokens for p in zip(t, t[1:], t[2:], strict=False)]
    return {
        "reports": len(reports),
        "words": int(np.median([len(t) for t in tokens])),
        "type_token_ratio": np.mean([len(set(s)) / SLICE for s in slices]),
        "sentence_words": lengths.mean(),
        "sentence_sd": lengths.std(),
        # of a thousand sentences drawn, so that large corpora do not look less varied
        "openings": openings.sample(min(1000, len(openings)), random_state=seed).nunique() / min(1000, len(openings)),
        "trigrams_once": pd.Series(pairs)
        .sample(min(20_000, len(pairs)), random_state=seed)
        .value_counts()
        .eq(1)
        .mean(),
    }


# How SATP's four types hold ours: an encounter between armed sides is an assault there, all the rest is "other".
IN_SATP = {
    "armed assault": ["armed_attack", "armed_clash"],
    "bombing": ["bombing"],
    "kidnapping": ["abduction"],
    "arson and other": ["arson_or_sabotage", "security_operation", "protest_or_riot", "air_or_drone_strike", "other"],
}


def carry_over() -> pd.DataFrame:
    """Train on one corpus and judge on the other, both ways, beside what each reaches at home (micro-F1, 95%)."""
    satp = reading.fetch_corpus("satp")
    there, their_types = satp.reports.set_index("report_id")["text"], satp.types
    folder = paths.ANNOTATIONS / "ostrevane"
    gold = annotating.adjudicate(annotating.read_labels(folder), annotating.read_labels(folder / "decisions"))
    ours = classifying.type_table(gold, sentences=False).set_index("report_id")
    our_types = pd.DataFrame({k: ours[v].max(axis=1) for k, v in IN_SATP.items()})[list(their_types.columns)]
    here = reading.read_reports(paths.REPORTS / "ostrevane").set_index("report_id")["text"].reindex(ours.index)
    parts = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"].reindex(ours.index)
    learn, judge = parts == "train", parts == "test"
    train, dev = (satp.split[there.index] == k for k in ("train", "dev"))
    of_ours = classifying.IncidentTypeClassifier().fit(here[learn], our_types[learn])
    of_satp = classifying.IncidentTypeClassifier().fit(there[train], their_types.loc[there.index][train])
    cases = {
        ("Ostrevane", "Ostrevane"): (our_types[judge], of_ours.predict(here[judge])),
        ("Ostrevane", "SATP"): (their_types.loc[there.index], of_ours.predict(there)),
        ("SATP", "SATP"): (their_types.loc[there.index][dev], of_satp.predict(there[dev])),
        ("SATP", "Ostrevane"): (our_types, of_satp.predict(here)),
    }
    for name, truth in (("SATP", their_types.loc[there.index]), ("Ostrevane", our_types)):
        most = truth.sum().idxmax()
        cases["always the commonest", name] = (truth, truth.assign(**{c: int(c == most) for c in truth.columns}))
    rows = [
        {"learned on": a, "judged on": b, **classifying.score_types(t, p).iloc[-1][["n", "f1", "low", "high"]]}
        for (a, b), (t, p) in cases.items()
    ]
    return pd.DataFrame(rows)


def main() -> None:
    tables = {"Ostrevane": reading.read_reports(paths.REPORTS / "ostrevane")}
    if os.environ.get("CASEBOOK_CORPORA"):
        tables |= {name: reading.fetch_corpus(name).reports for name in ("satp", "muc4")}
    rows = pd.DataFrame({name: describe(reports) for name, reports in tables.items()}).T
    print(rows.round(2).to_string())
    if os.environ.get("CASEBOOK_CORPORA"):
        print(carry_over().round(3).to_string(index=False))


if __name__ == "__main__":
    main()
