"""Rivals that take no thought of the field: bags of words with logistic regression, as they are pasted or well made."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.utils.validation import check_is_fitted


class BagOfWords(BaseEstimator):
    """Decide each type by logistic regression on the words of a text.

    Parameters
    ----------
    kind : str
        "tfidf": words and word pairs weighed by TF-IDF, all of them kept (L2), the recipe that is pasted everywhere
        (Salton and Buckley 1988). "sparse": which words are there at all, those of fewer than three texts left out,
        and the penalty leaves few of them (L1, Tibshirani 1996): harder to beat where texts are few.

    The same methods as IncidentTypeClassifier, so that it goes through the same evaluation, and the same fairness:
    its threshold is the one with the best micro-F1 out of fold on the training texts.
    """

    def __init__(self, kind: str = "tfidf") -> None:
        self.kind = kind

    def fit(self, texts: Iterable[str], types: pd.DataFrame) -> BagOfWords:
        """Learn from texts and indicators (one row a text, one column a type)."""
        if self.kind not in ("tfidf", "sparse"):
            raise ValueError(f"kind is {self.kind!r}; choose tfidf or sparse.")
        texts, values = list(texts), types.to_numpy()
        self.types_ = list(types.columns)
        self.threshold_ = self._tuned(texts, values)
        self.model_ = self._pipeline().fit(texts, values)
        return self

    def predict_proba(self, texts: Iterable[str]) -> pd.DataFrame:
        """Give the probability of each type, one row a text."""
        check_is_fitted(self, "model_")
        index = texts.index if isinstance(texts, pd.Series) else None
        return pd.DataFrame(self.model_.predict_proba(list(texts)), index=index, columns=self.types_)

    def predict(self, texts: Iterable[str]) -> pd.DataFrame:
        """Give 0 or 1 for each type, one row a text."""
        return (self.predict_proba(texts) >= self.threshold_).astype("int64")

    def _pipeline(self) -> Pipeline:
        common = {"class_weight": "balanced", "solver": "liblinear", "random_state": 0}
        if self.kind == "tfidf":
            words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\b\w+\b")
            return make_pipeline(words, OneVsRestClassifier(LogisticRegression(C=10, dual=True, **common)))
        words = CountVectorizer(binary=True, min_df=3, token_pattern=r"\b\w+\b")
        return make_pipeline(words, OneVsRestClassifier(LogisticRegression(C=1, l1_ratio=1, **common)))

    def _tuned(self, texts: list[str], values: np.ndarray) -> float:
        chances = np.zeros(values.shape)
        for train, test in KFold(3, shuffle=True, random_state=0).split(texts):
            fitted = self._pipeline().fit([texts[i] for i in train], values[train])
            chances[test] = fitted.predict_proba([texts[i] for i in test])
        grid = np.round(np.arange(0.1, 0.91, 0.05), 2)
        return float(max(grid, key=lambda t: f1_score(values, chances >= t, average="micro", zero_division=0)))
