"""Write data/lexicon/telling_words.csv: which words say that a sentence tells of a deed, as MUC-4's answer keys teach it.

Run `CASEBOOK_CORPORA=folder python scripts/make_telling_words.py` (two minutes) after a change of the word lists or of
what a classifier counts. The keys of MUC-4's published training part (1,500 reports; its test parts are not read) name
who did each deed, with what, and to whom; the sentences that hold most of these names tell of it. Words, ideas and
roles in fewer than FEWEST reports are left out, and pairs of words: no report can be read off the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import logit
from sklearn.linear_model import LogisticRegression

from helpers import paths, reading
from helpers.classifying import taught
from helpers.classifying.features import FIRST, WORD, Counted, count, fold, sentences
from helpers.reading import muc4

PATH = paths.LEXICON / f"{taught.TABLE}.csv"
NAMED = ("instrument_id", "perp_individual", "perp_organization", "target_id", "human_name", "human_description")
FEWEST = 6  # reports
KEPT = 3000  # features: those that weigh most
C = 8.0  # inverse penalty on the weights
NEVER = 1e-3  # the probability of what was never seen
ENOUGH = 0.5  # share of what the best sentence says of a deed, from which another tells of it too


def main() -> None:
    """Read reports and keys, learn, write the table: kind, feature, and for each deed its weights, one a part."""
    corpus = reading.fetch_corpus("muc4")
    judged = corpus.split.index[corpus.split.isin(["train", "dev"])]
    texts = corpus.reports.set_index("report_id")["text"].loc[judged]
    table = learn(texts, corpus.templates)
    table.to_csv(PATH, index=False, lineterminator="\n")
    print(f"{len(table):,} features learned from {len(texts):,} reports → {PATH}")


def learn(texts: pd.Series, templates: pd.DataFrame) -> pd.DataFrame:
    """Learn the table from texts (Series by report_id) and their templates (`muc4.templates_table`)."""
    told = np.vstack([*_told(texts, templates)])
    counted, names = count(texts)
    columns = {kind: _common(counted, kind, names[kind]) for kind in taught.KINDS}
    weights, _ = _weights(counted, columns, told)
    heaviest = np.sort(np.argsort(-np.abs(weights).max(axis=1), kind="stable")[:KEPT])
    starts = np.cumsum([0, *map(len, columns.values())])
    for kind, start, end in zip(taught.KINDS, starts, starts[1:], strict=False):
        columns[kind] = columns[kind][heaviest[(heaviest >= start) & (heaviest < end)] - start]
    weights, always = _weights(counted, columns, told)
    listed = [(kind, name) for kind in taught.KINDS for name in names[kind][columns[kind]].tolist()]
    return _rows([*listed, (taught.ALWAYS, "")], np.vstack([weights, always]))


def _told(texts: pd.Series, templates: pd.DataFrame) -> Iterator[np.ndarray]:
    """Say of each text's sentences which deeds they tell of: a row a sentence, a column for each of DEEDS."""
    fills = muc4.fillers(templates)
    fills = fills[fills["slot"].isin(NAMED)]
    named = {key: group for key, group in fills.groupby(["report_id", "template"])}
    by_report = dict(iter(templates.groupby("report_id")))
    for report_id, text in texts.items():
        said = [_plain(sentence) for sentence in sentences(fold(text))]
        told = np.zeros((len(said), len(taught.DEEDS)), dtype=int)
        for row in by_report.get(report_id, templates[:0]).itertuples():
            tells = _tells(said, named.get((report_id, row.template), fills[:0]))
            deed = re.split("/", row.incident_type)[0].strip(" ?").lower()
            for name in {deed, "incident"} & set(taught.DEEDS):
                told[tells, taught.DEEDS.index(name)] = 1
        yield told


def _tells(said: list[str], fills: pd.DataFrame) -> np.ndarray:
    """Find the sentences that name most of a deed's people and things; a name in many sentences says little."""
    score = np.zeros(len(said))
    for _, entry in fills.groupby(["slot", "entry"]):
        values = [_plain(value) for value in entry["value"]]
        there = np.array([any(v.strip() and v in s for v in values) for s in said])
        score += there / np.sqrt(max(1, there.sum()))
    return (score > 0) & (score >= ENOUGH * score.max(initial=0))


def _plain(text: str) -> str:
    return f" {' '.join(WORD.findall(fold(text)))} "


def _common(counted: Counted, kind: str, names: np.ndarray) -> np.ndarray:
    """Give the columns of features that stand in enough reports; no pairs of words, nothing of first sentences."""
    frequency = np.asarray((counted.texts[kind] > 0).sum(axis=0)).ravel()
    barred = np.char.find(names, " ") >= 0 if kind == "stems" else np.char.startswith(names, FIRST)
    return np.flatnonzero((frequency >= FEWEST) & ~barred)


def _weights(counted: Counted, columns: dict[str, np.ndarray], told: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Learn each deed's weights without each part: features × (deed after deed, its parts), and the intercepts."""
    matrix = taught.known_features([counted.pieces[kind][:, columns[kind]] for kind in taught.KINDS])
    part = counted.part[counted.owner]
    found = [_one(matrix[part != p], wanted[part != p]) for wanted in told.T for p in range(taught.PARTS)]
    return np.column_stack([weights for weights, _ in found]), np.array([always for _, always in found])


def _one(matrix: sparse.csr_matrix, wanted: np.ndarray) -> tuple[np.ndarray, float]:
    if wanted.min() == wanted.max():  # a deed that nothing tells of
        return np.zeros(matrix.shape[1]), float(logit(np.clip(wanted.mean(), NEVER, 1 - NEVER)))
    model = LogisticRegression(C=C, solver="liblinear", dual=True, tol=1e-3, max_iter=1000, random_state=0)
    model.fit(matrix, wanted)
    return model.coef_[0], float(model.intercept_[0])


def _rows(listed: Iterable[tuple[str, str]], weights: np.ndarray) -> pd.DataFrame:
    cells = weights.reshape(len(weights), len(taught.DEEDS), taught.PARTS)
    rows = [
        {"kind": kind, "feature": name} | {d: " ".join(map(_number, w)) for d, w in zip(taught.DEEDS, of, strict=True)}
        for (kind, name), of in zip(listed, cells, strict=True)
    ]
    return pd.DataFrame(rows)


def _number(weight: float) -> str:
    return f"{round(weight, 1) + 0:g}".replace("-0.", "-.").removeprefix("0") or "0"


if __name__ == "__main__":
    main()
