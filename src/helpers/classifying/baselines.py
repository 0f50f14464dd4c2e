"""The recipe that is pasted into every notebook, to stand beside ours: TF-IDF and logistic regression."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.utils.validation import check_is_fitted


class TfidfBaseline(BaseEstimator):
    """Weigh words and word pairs by TF-IDF, decide each type by logistic regression.

    The same methods as IncidentTypeClassifier, so that it goes through the same evaluation, and the same fairness:
    its threshold is the one with the best micro-F1 out of fold on the training texts. Source: Salton and Buckley 1988.
    A type that no text has, or all have, is predicted as it was seen.
    """

    def fit(self, texts: Iterable[str], types: pd.DataFrame) -> TfidfBaseline:
        """Learn from texts and indicators (one row a text, one column a type)."""
        texts, values = list(texts), types.to_numpy()
        self.types_ = list(types.columns)
        self.threshold_ = _tuned(texts, values)
        self.model_ = _pipeline().fit(texts, values)
        return self

    def predict_proba(self, texts: Iterable[str]) -> pd.DataFrame:
        """Give the probability of each type, one row a text."""
        check_is_fitted(self, "model_")
        index = texts.index if isinstance(texts, pd.Series) else None
        return pd.DataFrame(self.model_.predict_proba(list(texts)), index=index, columns=self.types_)

    def predict(self, texts: Iterable[str]) -> pd.DataFrame:
        """Give 0 or 1 for each type, one row a text."""
        return (self.predict_proba(texts) >= self.threshold_).astype("int64")


def _pipeline() -> Pipeline:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\b\w+\b")
    linear = LogisticRegression(C=10, class_weight="balanced", solver="liblinear", dual=True, random_state=0)
    return make_pipeline(words, OneVsRestClassifier(linear))


def _tuned(texts: list[str], values: np.ndarray) -> float:
    chances = np.zeros(values.shape)
    for train, test in KFold(3, shuffle=True, random_state=0).split(texts):
        fitted = _pipeline().fit([texts[i] for i in train], values[train])
        chances[test] = fitted.predict_proba([texts[i] for i in test])
    grid = np.round(np.arange(0.1, 0.91, 0.05), 2)
    return float(max(grid, key=lambda t: f1_score(values, chances >= t, average="micro", zero_division=0)))
