"""The members whose opinions the classifier weighs: two linear models, the sentence that tells, a model of labelled sentences.

All look at the same counts (`features`). Each gives the log-odds of every type for every text; `taught` gives those of the
deeds that its table knows, whatever the types are.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from helpers.classifying.features import Counted, Matrices, Weighing, rows_of_length_one
from helpers.classifying.taught import Lessons
from helpers.classifying.telling import Sentences, Telling

SURE = 0.01  # no member is surer than 99 to 1
ELSEWHERE = 0.7  # of the log-odds that other texts taught: the penalty on the trust then holds them back twice as hard
RARE = {"stems": 3.0, "ideas": 1.0, "roles": 3.0}  # texts a feature must stand in to be weighed
WHOLE = ("stems", "ideas")  # what the linear members look at: in a whole text roles are too rare to help them
HEARD = {"stems": 5.0, "ideas": 2.0, "roles": 4.0}  # the same for the network: rarer ones cost time and say nothing


class Weighed:
    """Features of some kinds side by side, each kind weighed and of length one."""

    def fit(self, counts: Matrices, weights: np.ndarray, minimum: dict[str, float]) -> Weighed:
        """Learn the weights of the features of some kinds that stand in texts of a minimum of weight together."""
        self.kinds_ = {kind: Weighing().fit(counts[kind], weights, least) for kind, least in minimum.items()}
        return self

    def transform(self, counts: Matrices) -> sparse.csr_matrix:
        """Weigh counts."""
        return sparse.hstack([weighing.transform(counts[kind]) for kind, weighing in self.kinds_.items()], format="csr")

    def names(self, names: dict[str, np.ndarray]) -> np.ndarray:
        """Name the columns."""
        return np.concatenate([names[kind][weighing.kept_] for kind, weighing in self.kinds_.items()])


class Linear:
    """One logistic regression for each type, on weighed features; rare types count as much as common ones.

    With `by_ratio` each feature is first multiplied by how much commoner it is in texts of the type than in others
    (Wang and Manning 2012, naive Bayes and a linear model in one).
    """

    def __init__(self, C: float, by_ratio: bool, seed: int) -> None:
        self.C = C
        self.by_ratio = by_ratio
        self.seed = seed

    def fit(self, matrix: sparse.csr_matrix, values: np.ndarray, weights: np.ndarray) -> Linear:
        """Learn each column of `values` (0 or 1)."""
        self.ratios_, self.models_ = [], []
        for column in values.T:
            ratio = _log_ratio(matrix, column, weights) if self.by_ratio else np.ones(matrix.shape[1])
            self.ratios_.append(ratio)
            self.models_.append(self._one(self._view(matrix, ratio), column, weights))
        return self

    def _view(self, matrix: sparse.csr_matrix, ratio: np.ndarray) -> sparse.csr_matrix:
        if not self.by_ratio:
            return matrix
        return rows_of_length_one(sparse.csr_matrix((matrix > 0) @ sparse.diags(ratio)))

    def _one(self, matrix: sparse.csr_matrix, column: np.ndarray, weights: np.ndarray) -> LogisticRegression | float:
        if not len(column):
            return 0.5  # no labelled sentence is left in this fold: no opinion
        if column.min() == column.max() or not matrix.shape[1]:
            return float(weights @ column / weights.sum())
        # The dual: few texts, many features. Twice as quick as the primal, and closer to the optimum.
        model = LogisticRegression(
            C=self.C, solver="liblinear", dual=True, tol=1e-3, max_iter=1000, random_state=self.seed
        )
        return model.fit(matrix, column, sample_weight=weights * _balance(column, weights))

    def predict_proba(self, matrix: sparse.csr_matrix) -> np.ndarray:
        """Give the probability of each type, one row per text."""
        pairs = zip(self.models_, self.ratios_, strict=True)
        return np.column_stack([chances(m, self._view(matrix, r)) for m, r in pairs])


def chances(model: LogisticRegression | float, matrix: sparse.csr_matrix | np.ndarray) -> np.ndarray:
    """Give the probabilities of one type; a type that all texts have, or none, is a constant."""
    return np.full(matrix.shape[0], model) if isinstance(model, float) else model.predict_proba(matrix)[:, 1]


def _balance(column: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weigh texts so that those with the type and those without it count the same together."""
    share = weights @ column / weights.sum()
    return np.where(column == 1, 0.5 / max(share, 1e-12), 0.5 / max(1 - share, 1e-12))


def _log_ratio(matrix: sparse.csr_matrix, column: np.ndarray, weights: np.ndarray) -> np.ndarray:
    there = matrix > 0
    with_type, without = (1 + np.asarray(there.T @ (weights * side)).ravel() for side in (column, 1 - column))
    return np.log((with_type / with_type.sum()) / (without / without.sum()))


class Members:
    """All members, fitted on the same texts; `chosen` names those that are asked."""

    def __init__(self, chosen: tuple[str, ...], C: float, seed: int, small: bool, lessons: Lessons | None) -> None:
        self.chosen = chosen
        self.C = C
        self.seed = seed
        self.small = small
        self.lessons = lessons

    def fit(
        self,
        counted: Counted,
        values: np.ndarray,
        weights: np.ndarray,
        labelled: Matrices | None = None,
        labels: np.ndarray | None = None,
    ) -> Members:
        """Learn from texts (`counted`, `values`) and, where there are any, from labelled sentences."""
        minimum = {kind: 1.0 if self.small else RARE[kind] for kind in WHOLE}
        self.weighed_ = Weighed().fit(counted.texts, weights, minimum)
        matrix = self.weighed_.transform(counted.texts)
        words, ratios = (Linear(self.C, by_ratio, self.seed) for by_ratio in (False, True))
        self.fitted_ = {}
        if {"words", "surest"} & set(self.chosen):
            self.fitted_["words"] = words.fit(matrix, values, weights)
        if "ratios" in self.chosen:
            self.fitted_["ratios"] = ratios.fit(matrix, values, weights)
        if "telling" in self.chosen:
            self.of_piece_ = Weighed().fit(counted.texts, weights, HEARD)
            self.fitted_["telling"] = Telling(self.seed).fit(self._pieces(counted), values, weights)
        if "sentences" in self.chosen and labelled is not None:
            ones = np.ones(len(labels))
            self.of_sentence_ = Weighed().fit(labelled, ones, {kind: RARE[kind] for kind in WHOLE})
            seen = self.of_sentence_.transform(labelled)
            self.fitted_["sentences"] = Linear(self.C, False, self.seed).fit(seen, labels, ones)
        return self

    def _pieces(self, counted: Counted) -> Sentences:
        return Sentences(self.of_piece_.transform(counted.pieces), counted.owner)

    def asked(self) -> list[str]:
        """Name the members whose log-odds stand side by side, in that order."""
        fitted = {**self.fitted_, "surest": self.fitted_.get("words"), "taught": self.lessons}
        return [name for name in self.chosen if fitted.get(name) is not None]

    def log_odds(self, counted: Counted) -> np.ndarray:
        """Give the log-odds: one row per text; for each member its types (or deeds) side by side."""
        found = [self._opinion(name, counted) for name in self.asked()]
        clipped = np.clip(np.hstack(found), SURE, 1 - SURE)
        return np.log(clipped / (1 - clipped))

    def _opinion(self, name: str, counted: Counted) -> np.ndarray:
        if name == "sentences":
            return surest(self.fitted_["sentences"], self.of_sentence_, counted)
        if name == "telling":
            return self.fitted_["telling"].predict_proba(self._pieces(counted))
        if name == "taught":
            odds = self.lessons.log_odds(counted.pieces, counted.owner, counted.part)
            return expit(ELSEWHERE * np.clip(odds, logit(SURE), logit(1 - SURE)))
        if name == "surest":
            return surest(self.fitted_["words"], self.weighed_, counted)
        return self.fitted_[name].predict_proba(self.weighed_.transform(counted.texts))


def surest(model: Linear, weighed: Weighed, counted: Counted) -> np.ndarray:
    """Give a text the probability of its surest sentence: one sentence of a type is enough."""
    each = model.predict_proba(weighed.transform(counted.pieces))
    found = np.zeros((next(iter(counted.texts.values())).shape[0], each.shape[1]))
    np.maximum.at(found, counted.owner, each)
    return found
