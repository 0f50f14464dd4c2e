"""The incident-type classifier: words and characters weighed by TF-IDF, one logistic regression for each type."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.pipeline import make_union
from sklearn.utils.validation import check_is_fitted

ENOUGH_TO_TUNE = 60  # texts; with fewer a threshold learned from them is noise


class IncidentTypeClassifier(BaseEstimator):
    """Learn which incident types a text tells of; several or none may hold.

    Parameters
    ----------
    C : float
        Inverse strength of the penalty on the weights (scikit-learn's LogisticRegression).
    threshold : float or None
        Probability from which a type is predicted. None: the one with the best micro-F1 out of fold on the
        training texts, or 0.5 where there are fewer than ENOUGH_TO_TUNE of them.
    random_state : int
        Seed of the folds in which the threshold is tuned; two fits give the same model.

    After `fit`: types_ (list of str), threshold_ (float), n_texts_ (int).
    Source of the method: Salton and Buckley 1988 (TF-IDF); Yang 2001 (thresholds by cross-validation).
    """

    def __init__(self, C: float = 4.0, threshold: float | None = None, random_state: int = 0) -> None:
        self.C = C
        self.threshold = threshold
        self.random_state = random_state

    def fit(
        self,
        texts: Iterable[str],
        types: pd.DataFrame,
        sentences: Iterable[str] | None = None,
        sentence_types: pd.DataFrame | None = None,
    ) -> IncidentTypeClassifier:
        """Learn from texts and an indicator table (one row a text, one column a type, 0 or 1).

        `sentences` with `sentence_types` (the same columns) are further examples. Raises ValueError if there are
        no texts, if lengths differ, or if a cell is neither 0 nor 1; the message says which.
        """
        texts = _as_list(texts)
        table = _as_indicators(types, len(texts), "types")
        tuning = len(texts)
        if sentences is not None:
            if sentence_types is None:
                raise ValueError(
                    "sentences were given without sentence_types: pass one row of types for each sentence."
                )
            more = _as_list(sentences)
            table = pd.concat([table, _as_indicators(sentence_types, len(more), "sentence_types")[table.columns]])
            texts = texts + more
        self.types_ = list(table.columns)
        self.n_texts_ = len(texts)
        values = table.to_numpy()
        self.threshold_ = self._tune(texts[:tuning], values[:tuning]) if self.threshold is None else self.threshold
        self.features_, self.models_ = self._fit_models(texts, values)
        return self

    def _fit_models(self, texts: list[str], values: np.ndarray) -> tuple[object, list]:
        features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, strip_accents="unicode", token_pattern=r"\b\w+\b"),
            TfidfVectorizer(
                analyzer="char_wb",
                ngram_range=(3, 5),
                sublinear_tf=True,
                min_df=min(2, len(texts)),
                strip_accents="unicode",
            ),
        )
        matrix = features.fit_transform([t or "∅" for t in texts])
        return features, [self._one_type(matrix, values[:, k]) for k in range(values.shape[1])]

    def _one_type(self, matrix, column: np.ndarray) -> LogisticRegression | float:
        """Fit one type; a type that all texts have, or none, is a constant."""
        if column.min() == column.max():
            return float(column[0])
        return LogisticRegression(
            C=self.C, class_weight="balanced", solver="liblinear", random_state=self.random_state
        ).fit(matrix, column)

    def _tune(self, texts: list[str], values: np.ndarray) -> float:
        if len(texts) < ENOUGH_TO_TUNE:
            return 0.5
        held_out = np.zeros(values.shape)
        for train, test in KFold(3, shuffle=True, random_state=self.random_state).split(texts):
            features, models = self._fit_models([texts[i] for i in train], values[train])
            held_out[test] = _probabilities(features, models, [texts[i] for i in test])
        grid = np.round(np.arange(0.2, 0.81, 0.02), 2)
        return float(max(grid, key=lambda t: (_micro_f1(values, held_out >= t), -abs(t - 0.5))))

    def predict_proba(self, texts: Iterable[str]) -> pd.DataFrame:
        """Give the probability of each type: one row per text, with the index of the input, one column per type."""
        check_is_fitted(self, "models_")
        index = texts.index if isinstance(texts, pd.Series) else None
        texts = _as_list(texts, empty=True)
        values = _probabilities(self.features_, self.models_, texts) if texts else np.zeros((0, len(self.types_)))
        return pd.DataFrame(values, index=index, columns=self.types_)

    def predict(self, texts: Iterable[str]) -> pd.DataFrame:
        """Give 0 or 1 for each type: one row per text, with the index of the input, one column per type."""
        return (self.predict_proba(texts) >= self.threshold_).astype("int64")

    def strongest_words(self, incident_type: str, n: int = 10) -> list[str]:
        """List the words and word pairs that speak most strongly for a type, the strongest first."""
        check_is_fitted(self, "models_")
        if incident_type not in self.types_:
            raise ValueError(f"{incident_type!r} is none of the types learned: {', '.join(self.types_)}.")
        model = self.models_[self.types_.index(incident_type)]
        if isinstance(model, float):
            return []
        words = self.features_.transformer_list[0][1].get_feature_names_out()
        weights = model.coef_[0][: len(words)]
        order = np.lexsort((words, -weights.round(6)))
        return [str(words[i]) for i in order[:n]]


def _probabilities(features, models: list, texts: list[str]) -> np.ndarray:
    matrix = features.transform([t or "∅" for t in texts])
    columns = [np.full(len(texts), m) if isinstance(m, float) else m.predict_proba(matrix)[:, 1] for m in models]
    return np.column_stack(columns)


def _micro_f1(truth: np.ndarray, predicted: np.ndarray) -> float:
    hit = (truth * predicted).sum()
    return 2 * hit / max(1, truth.sum() + predicted.sum())


def _as_list(texts: Iterable[str], empty: bool = False) -> list[str]:
    if isinstance(texts, str):
        raise ValueError("texts is one string; pass a list or a Series of texts.")
    found = ["" if t is None or t is pd.NA or t != t else t for t in texts]
    wrong = next((i for i, t in enumerate(found) if not isinstance(t, str)), None)
    if wrong is not None:
        raise ValueError(f"text {wrong} is a {type(found[wrong]).__name__}, not a string.")
    if not found and not empty:
        raise ValueError("there are no texts to learn from.")
    return found


def _as_indicators(types: pd.DataFrame, n: int, name: str) -> pd.DataFrame:
    if not isinstance(types, pd.DataFrame) or types.shape[1] == 0:
        raise ValueError(f"{name} must be a DataFrame with one column (0 or 1) for each incident type.")
    if len(types) != n:
        raise ValueError(
            f"{name} has {len(types)} rows for {n} texts; there must be one row a text, in the same order."
        )
    for column in types.columns:
        wrong = ~types[column].isin([0, 1])
        if wrong.any():
            raise ValueError(
                f"{name}, column {column!r}, row {types.index[wrong][0]!r}: {types.loc[wrong, column].iloc[0]} is neither 0 nor 1."
            )
    return types.astype("int64").reset_index(drop=True)
