"""Measure the incident-type classifier by cross-validation on the training parts of the published corpora.

    CASEBOOK_CORPORA=folder python benchmarks/bench_classifying.py [corpus …] [--nested]

For each corpus: micro-F1 with a 95% interval of the classifier, of baselines and of the classifier without each of
its parts. Each text is judged by members, by a trust in them and by a threshold that were learned on other folds.
`--nested` fits the whole classifier anew on each of five folds: slower, and the judge of last resort. Besides:
seconds to fit, texts a second predicted (both of processor time, one core) and the memory at the end.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from threadpoolctl import threadpool_limits

from helpers import classifying, reading
from helpers.classifying.classifier import IncidentTypeClassifier
from helpers.classifying.features import KINDS
from helpers.classifying.taught import DEEDS

CORPORA = ("satp", "muc4", "insightcrime", "india_police")
Examples = tuple[pd.Series, pd.DataFrame, pd.DataFrame | None, pd.DataFrame | None]


def training_part(name: str) -> Examples:
    """Give texts, types and, where there are any, labelled sentences (with their document) and their types."""
    corpus = reading.fetch_corpus(name)
    reports, types = corpus.part("train")
    texts = reports.set_index("report_id")["text"].loc[types.index]
    if corpus.sentences is None:
        return texts, types, None, None
    kept = (corpus.sentences["split"] != "dev").to_numpy()
    return texts, types, corpus.sentences[kept], corpus.sentence_types[kept]


def line(name: str, truth: pd.DataFrame, said: pd.DataFrame, ours: pd.DataFrame | None = None) -> str:
    """Say how good predictions are and, beside ours, how much better ours are."""
    score = classifying.score_types(truth, said).iloc[-1]
    text = f"  {name:34s} {score['f1']:.3f} [{score['low']:.3f}, {score['high']:.3f}]"
    if ours is None:
        return text
    gap = classifying.paired_difference(truth, ours, said)
    return f"{text}   ours minus this {gap['difference']:+.3f} [{gap['low']:+.3f}, {gap['high']:+.3f}]"


class Spy(IncidentTypeClassifier):
    """The classifier, keeping what its members said out of fold."""

    def _out_of_fold(self, texts, *rest) -> np.ndarray:
        self.odds_ = super()._out_of_fold(texts, *rest)
        return self.odds_


def out_of_fold(model: IncidentTypeClassifier, odds: np.ndarray, texts: pd.Series, types: pd.DataFrame) -> pd.DataFrame:
    """Predict each text by a trust and a threshold learned on the other folds."""
    listed, values, one = texts.tolist(), types.to_numpy(), np.ones(len(texts))
    said = pd.DataFrame(0, index=types.index, columns=types.columns)
    for train, test in model._folds(listed):
        learned = [model._trust(odds[train], column[train], one[train]) for column in values.T]
        chances = np.column_stack([classifying.classifier.chances(m, odds[test]) for m in learned])
        inner = model._cross_fitted([listed[i] for i in train], odds[train], values[train], one[train])
        # calibration keeps the order of probabilities: the threshold can be sought without it
        threshold = classifying.classifier._best_threshold(inner, values[train], one[train])
        said.iloc[test] = (chances >= threshold).astype(int)
    return said


def measure(name: str) -> None:
    """Print the figures of one corpus."""
    texts, types, sentences, sentence_types = training_part(name)
    more = () if sentences is None else (sentences["text"].tolist(), sentence_types)
    start = time.process_time()
    full = Spy().fit(texts, types, *more)
    fitted = time.process_time() - start
    start = time.process_time()
    full.predict(texts)
    rate = len(texts) / (time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {len(texts)} texts; fit {fitted:.0f} s, predicts {rate:.0f} texts/s, peak {peak:.0f} MB")
    ours = out_of_fold(full, full.odds_, texts, types)
    print(line("ours", types, ours))
    print(line("TF-IDF + logistic regression", types, baseline(texts, types), ours), flush=True)
    without_members(full, texts, types, ours)
    for kind in KINDS:
        part = Spy(features=tuple(k for k in KINDS if k != kind)).fit(texts, types, *more)
        print(line(f"without {kind}", types, out_of_fold(part, part.odds_, texts, types), ours), flush=True)


def without_members(full: Spy, texts: pd.Series, types: pd.DataFrame, ours: pd.DataFrame) -> None:
    """Print what is lost without each member, and what each is worth alone."""
    asked = full.members_.asked()
    widths = [len(DEEDS) if member == "taught" else types.shape[1] for member in asked]
    for member, end, width in zip(asked, np.cumsum(widths), widths, strict=True):
        block = np.isin(np.arange(full.odds_.shape[1]), np.arange(end - width, end))
        for label, chosen in ((f"without {member}", ~block), (f"{member} alone", block)):
            print(line(label, types, out_of_fold(full, full.odds_[:, chosen], texts, types), ours), flush=True)


def baseline(texts: pd.Series, types: pd.DataFrame) -> pd.DataFrame:
    """Predict by the model that a textbook begins with, on the same folds."""
    said = pd.DataFrame(0, index=types.index, columns=types.columns)
    for train, test in IncidentTypeClassifier()._folds(texts.tolist()):
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        model = make_pipeline(words, OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced")))
        said.iloc[test] = model.fit(texts.iloc[train], types.iloc[train].to_numpy()).predict(texts.iloc[test])
    return said


def nested(name: str) -> None:
    """Print the score of the whole classifier, fitted anew on each of five folds."""
    texts, types, sentences, sentence_types = training_part(name)
    said = pd.DataFrame(0, index=types.index, columns=types.columns)
    for train, test in classifying.grouped_folds(texts.tolist(), 5):
        more = ()
        if sentences is not None:
            kept = ~sentences["document"].isin(texts.index[test]).to_numpy()
            more = (sentences["text"][kept].tolist(), sentence_types[kept])
        fitted = IncidentTypeClassifier().fit(texts.iloc[train], types.iloc[train], *more)
        said.iloc[test] = fitted.predict(texts.iloc[test])
    print(line(f"{name}, nested", types, said), flush=True)


if __name__ == "__main__":
    with threadpool_limits(1):
        for corpus_name in [a for a in sys.argv[1:] if not a.startswith("-")] or CORPORA:
            (nested if "--nested" in sys.argv else measure)(corpus_name)
