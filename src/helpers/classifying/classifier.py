"""The incident-type classifier: a few simple models, and one more that has learned how far to trust each.

text ─► stems, pairs of stems; ideas, pairs of ideas; roles (features)
          ├─► logistic regression                                          ─┐
          ├─► logistic regression on naive-Bayes ratios                     ├─► how far to trust ─► calibration,
          ├─► a small network that looks for the sentence that tells        │   each (out of fold)  threshold
          ├─► weights that the answer keys of MUC-4 taught (`taught`)       │                       (out of fold)
          └─► a model of labelled sentences, where there are any: the surest─┘
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from helpers.classifying.features import KINDS, WORD, Counted, count, fold
from helpers.classifying.members import RARE, WHOLE, Linear, Members, chances
from helpers.classifying.taught import Lessons, table

MEMBERS = ("words", "ratios", "telling", "taught", "sentences")
# The model of whole texts, asked of each sentence, instead of the network: quick, and as good where texts are sentences.
QUICK = ("words", "ratios", "surest")
ENOUGH_TO_TUNE = 60  # texts; with fewer, trust and threshold learned from them are noise
FOLDS = 5
TRUST = 0.02  # inverse penalty on the trust in the members: they say nearly the same, so it must be held back
AT_ONCE = 1000  # texts whose features are in memory together
GRID = np.round(np.arange(0.1, 0.91, 0.02), 2)


class IncidentTypeClassifier(BaseEstimator):
    """Learn which incident types a text tells of; several or none may hold.

    Parameters
    ----------
    C : float
        Inverse strength of the penalty on the weights of the linear members.
    threshold : float or None
        Probability from which a type is predicted. None: the one with the best micro-F1 out of fold on the
        training texts, or 0.5 where there are fewer than ENOUGH_TO_TUNE of them.
    random_state : int
        Seed of the folds; two fits give the same model.
    members : tuple of str
        Which of MEMBERS (or QUICK) are asked; fewer for an ablation. With fewer than ENOUGH_TO_TUNE texts the linear ones are
        averaged, and labelled sentences are further examples.
    features : tuple of str
        What they look at, of stems, ideas (data/lexicon/type_words.csv) and roles (role_words.csv; `telling` only).

    After `fit`: types_ (list of str), threshold_ (float), n_texts_ (int, sentences included).
    Source of the method: Wolpert 1992 (stacking); Wang and Manning 2012 (naive-Bayes ratios); Dietterich
    et al. 1997 (texts of many sentences); Platt 1999 (calibration); Yang 2001 (thresholds by cross-validation).
    """

    def __init__(
        self,
        C: float = 4.0,
        threshold: float | None = None,
        random_state: int = 0,
        members: tuple[str, ...] = MEMBERS,
        features: tuple[str, ...] = tuple(KINDS),
    ) -> None:
        self.C = C
        self.threshold = threshold
        self.random_state = random_state
        self.members = members
        self.features = features

    def fit(
        self,
        texts: Iterable[str],
        types: pd.DataFrame,
        sentences: Iterable[str] | None = None,
        sentence_types: pd.DataFrame | None = None,
        sample_weight: Iterable[float] | None = None,
    ) -> IncidentTypeClassifier:
        """Learn from texts and an indicator table (one row a text, one column a type, 0 or 1).

        `sentences` with `sentence_types` (the same columns) are labelled sentences, of these texts or others.
        `sample_weight` is how often each text counts: 2 is the same as the text twice. Raises ValueError if there
        are no texts, if lengths differ, or if a cell is neither 0 nor 1; the message says which.
        """
        self._check_parameters()
        texts = _as_list(texts)
        table = _as_indicators(types, len(texts), "types")
        weights = _as_weights(sample_weight, len(texts))
        more, more_values = _as_labelled_sentences(sentences, sentence_types, table)
        self.types_ = list(table.columns)
        self.n_texts_ = len(texts) + len(more)
        self.small_ = bool(weights.sum() < ENOUGH_TO_TUNE)
        self.training_sha256_ = _hash_of(texts, table.to_numpy(), more, more_values)
        with threadpool_limits(1):  # the matrices are small: more threads would mostly wait for one another
            self._learn(texts, table.to_numpy(), weights, more, more_values)
        self._learn_spelling(texts + more)
        return self

    def _learn(self, texts: list[str], values: np.ndarray, weights: np.ndarray, more: list[str], more_values) -> None:
        if self.small_:
            self._fit_few(texts + more, np.vstack([values, more_values]), np.append(weights, np.ones(len(more))))
        else:
            self._fit_many(texts, values, weights, more, more_values)

    def _check_parameters(self) -> None:
        if set(self.members) - {*MEMBERS, *QUICK} or not set(self.members) - {"sentences"}:
            raise ValueError(
                f"members is {self.members}; choose from {', '.join(dict.fromkeys(MEMBERS + QUICK))}, not sentences alone."
            )
        if set(self.features) - set(KINDS) or not self.features:
            raise ValueError(f"features is {self.features}; choose from {', '.join(KINDS)}.")

    def _chosen(self) -> tuple[str, ...]:
        return ("words", "ratios") if self.small_ else tuple(self.members)

    def _members(self) -> Members:
        chosen = self._chosen()
        lessons = Lessons(self.names_) if "taught" in chosen else None
        return Members(chosen, self.C, self.random_state, self.small_, lessons)

    def _fit_few(self, texts: list[str], values: np.ndarray, weights: np.ndarray) -> None:
        counted = self._count(texts, weights, dict.fromkeys(KINDS, 1e-12))
        self.members_ = self._members().fit(counted, values, weights)
        self.trust_ = None
        self.threshold_ = 0.5 if self.threshold is None else self.threshold

    def _fit_many(
        self, texts: list[str], values: np.ndarray, weights: np.ndarray, more: list[str], more_values: np.ndarray
    ) -> None:
        judged = bool(more) and "sentences" in self.members
        known, counts = (texts + more, np.append(weights, np.ones(len(more)))) if judged else (texts, weights)
        together = self._count(known, counts, RARE)
        counted = together.rows(np.arange(len(texts)))
        labelled = together.rows(np.arange(len(texts), len(known))).texts if judged else None
        odds = self._out_of_fold(texts, counted, values, weights, more, labelled, more_values)
        self.trust_ = [self._trust(odds, column, weights) for column in values.T]
        held_out = self._cross_fitted(texts, odds, values, weights)
        self.calibration_ = _line_of_odds(held_out, values, weights)
        held_out = _calibrated(held_out, self.calibration_)
        self.threshold_ = _best_threshold(held_out, values, weights) if self.threshold is None else self.threshold
        self.members_ = self._members().fit(counted, values, weights, labelled, more_values)

    def _count(self, texts: list[str], weights: np.ndarray, minimum: dict[str, float]) -> Counted:
        """Count and keep the features that stand in texts of enough weight together."""
        heard = {"telling", "taught"} & set(self._chosen())
        counted, names = count(texts, kinds=[kind for kind in self.features if kind in WHOLE or heard])
        taught = table() if "taught" in heard else {kind: {} for kind in KINDS}
        chosen = {}
        for kind, matrix in counted.texts.items():
            frequency = np.asarray((matrix > 0).T @ weights).ravel()
            known = np.array([name in taught[kind] for name in names[kind].tolist()], dtype=bool)
            chosen[kind] = np.flatnonzero(((frequency >= minimum[kind]) | known) & (kind in self.features))
        self.names_ = {kind: names[kind][places] for kind, places in chosen.items()}
        return counted.columns(chosen)

    def _out_of_fold(self, texts, counted: Counted, values, weights, more, labelled, more_values) -> np.ndarray:
        """Give each text the log-odds of members that have seen neither it nor a sentence of it."""
        holders = _holders(more, texts) if labelled is not None else []
        parts = []
        for train, test in self._folds(texts):
            seen, hidden, learned = (), set(test.tolist()), None
            if labelled is not None:
                seen = np.array([i for i, rows in enumerate(holders) if not rows & hidden], dtype=int)
                learned = {kind: matrix[seen] for kind, matrix in labelled.items()}
            members = self._members().fit(
                counted.rows(train), values[train], weights[train], learned, more_values[list(seen)]
            )
            parts.append((test, members.log_odds(counted.rows(test))))
        odds = np.zeros((len(texts), parts[0][1].shape[1]))
        for test, found in parts:
            odds[test] = found
        return odds

    def _folds(self, texts: list[str]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Part texts by a hash of what they say: the same text twice is in one fold, wherever it stands."""
        hashes = [hashlib.sha256(f"{self.random_state} {t}".encode("utf-8", "replace")).hexdigest() for t in texts]
        place = {h: i for i, h in enumerate(sorted(set(hashes)))}
        fold_of = np.array([place[h] % FOLDS for h in hashes])
        for number in np.unique(fold_of):
            train, test = np.flatnonzero(fold_of != number), np.flatnonzero(fold_of == number)
            yield (train, test) if len(train) else (test, test)  # one text, many times: nothing to hold out

    def _trust(self, odds: np.ndarray, column: np.ndarray, weights: np.ndarray) -> LogisticRegression | float:
        if column.min() == column.max():
            return float(column[0])
        return LogisticRegression(C=TRUST, solver="newton-cholesky").fit(odds, column, sample_weight=weights)

    def _cross_fitted(self, texts: list[str], odds: np.ndarray, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Give each text the probabilities of a trust that was learned from other texts."""
        held_out = np.zeros(values.shape)
        for train, test in self._folds(texts):
            for k, column in enumerate(values.T):
                held_out[test, k] = chances(self._trust(odds[train], column[train], weights[train]), odds[test])
        return held_out

    def predict_proba(self, texts: Iterable[str]) -> pd.DataFrame:
        """Give the probability of each type: one row per text, with the index of the input, one column per type."""
        check_is_fitted(self, "members_")
        index = texts.index if isinstance(texts, pd.Series) else None
        texts = _as_list(texts, empty=True)
        parts = [self._chances(texts[i : i + AT_ONCE]) for i in range(0, len(texts), AT_ONCE)]
        values = np.vstack(parts) if parts else np.zeros((0, len(self.types_)))
        return pd.DataFrame(values, index=index, columns=self.types_)

    def _chances(self, texts: list[str]) -> np.ndarray:
        odds = self.members_.log_odds(count(texts, self.names_)[0])
        if self.trust_ is not None:
            return _calibrated(np.column_stack([chances(model, odds) for model in self.trust_]), self.calibration_)
        return 1 / (1 + np.exp(-odds.reshape(len(texts), -1, len(self.types_)).mean(axis=1)))

    def predict(self, texts: Iterable[str]) -> pd.DataFrame:
        """Give 0 or 1 for each type: one row per text, with the index of the input, one column per type."""
        return (self.predict_proba(texts) >= self.threshold_).astype("int64")

    def strongest_words(self, incident_type: str, n: int = 10) -> list[str]:
        """List the words and word pairs that speak most strongly for a type, the strongest first.

        A stem is shown as the commonest word that begins with it. Empty where no text, or every text, has the type.
        """
        names, weights = self._weights_of(incident_type)
        stems = len(self.members_.weighed_.kinds_["stems"].kept_)
        strongest = _by_weight(names[:stems], weights[:stems], n)
        return [" ".join(self.spelling_.get(stem, stem) for stem in name.split(" ")) for name in strongest]

    def strongest_ideas(self, incident_type: str, n: int = 10) -> list[str]:
        """List the ideas and pairs of ideas that speak most strongly for a type, the strongest first."""
        names, weights = self._weights_of(incident_type)
        stems = len(self.members_.weighed_.kinds_["stems"].kept_)
        return _by_weight(names[stems:], weights[stems:], n)

    def _weights_of(self, incident_type: str) -> tuple[np.ndarray, np.ndarray]:
        check_is_fitted(self, "members_")
        if incident_type not in self.types_:
            raise ValueError(f"{incident_type!r} is none of the types learned: {', '.join(self.types_)}.")
        model = self.members_.fitted_.get("words")
        if not isinstance(model, Linear):
            raise ValueError("the weights are those of the member `words`, and it is not among members.")
        one = model.models_[self.types_.index(incident_type)]
        names = self.members_.weighed_.names(self.names_)
        return (names[:0], np.zeros(0)) if isinstance(one, float) else (names, one.coef_[0])

    def _learn_spelling(self, texts: list[str]) -> None:
        """Remember for each stem the commonest word that begins with it."""
        stems = {name for name in self.names_["stems"].tolist() if " " not in name}
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for text in texts:
            for word in WORD.findall(fold(text)):
                if word[:5] in stems:
                    counts[word[:5]][word] += 1
        self.spelling_ = {s: min(words, key=lambda w: (-words[w], w)) for s, words in counts.items()}


def _line_of_odds(chance: np.ndarray, values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Learn slope and intercept that make held-out probabilities honest, one line for all types (Platt 1999).

    The trust is learned under a penalty, so that with few texts it is too timid.
    """
    inside = (chance > 0) & (chance < 1)  # a type that all texts had, or none, is certain as it is
    truth = values[inside]
    if not inside.any() or truth.min() == truth.max():
        return 1.0, 0.0
    counts = np.broadcast_to(weights[:, None], values.shape)[inside]
    model = LogisticRegression(C=np.inf).fit(logit(chance[inside])[:, None], truth, sample_weight=counts)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _calibrated(chance: np.ndarray, line: tuple[float, float]) -> np.ndarray:
    slope, intercept = line
    if slope <= 0:  # held-out probabilities that say nothing: leave them
        return chance
    inside = (chance > 0) & (chance < 1)
    found = chance.copy()
    found[inside] = expit(slope * logit(chance[inside]) + intercept)
    return found


def _best_threshold(held_out: np.ndarray, values: np.ndarray, weights: np.ndarray) -> float:
    curve = np.array([_micro_f1(values, held_out >= t, weights) for t in GRID])
    # Neighbours have their say: a single high point of the curve is chance.
    smooth = np.convolve(np.pad(curve, 2, mode="edge"), np.ones(5) / 5, "valid")
    best = max(range(len(GRID)), key=lambda i: (round(smooth[i], 9), -abs(GRID[i] - 0.5)))
    return float(GRID[best])


def _by_weight(names: np.ndarray, weights: np.ndarray, n: int) -> list[str]:
    order = np.lexsort((names, -weights.round(6)))
    return [str(names[i]) for i in order[:n]]


def _holders(sentences: Sequence[str], texts: Sequence[str]) -> list[set[int]]:
    """Find for each sentence all texts that hold it word for word, and so must not be judged by who learned it."""
    flat = [f" {' '.join(WORD.findall(fold(text)))} " for text in texts]
    holding: dict[str, set[int]] = defaultdict(set)
    for row, text in enumerate(flat):
        for word in set(text.split()):
            holding[word].add(row)
    return [_rows_with(f" {' '.join(WORD.findall(fold(s)))} ", flat, holding) for s in sentences]


def _rows_with(sentence: str, flat: list[str], holding: dict[str, set[int]]) -> set[int]:
    """Search only the texts that hold the sentence's rarest word."""
    candidates = min((holding.get(word, set()) for word in sentence.split()), key=len, default=set())
    return {row for row in candidates if sentence in flat[row]}


def _micro_f1(truth: np.ndarray, predicted: np.ndarray, weights: np.ndarray) -> float:
    hit, all_ones = weights @ (truth * predicted), weights @ (truth + predicted)
    return 2 * hit.sum() / max(1e-12, all_ones.sum())


def _hash_of(texts: list[str], values: np.ndarray, more: list[str], more_values: np.ndarray) -> str:
    """Fingerprint the training data: texts, types, sentences and their types, in their order."""
    digest = hashlib.sha256()
    for text, row in zip([*texts, *more], [*values.tolist(), *more_values.tolist()], strict=True):
        said = text.encode("utf-8", "surrogatepass")
        digest.update(f"{len(said)} {row} ".encode() + said)
    return digest.hexdigest()


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


def _as_weights(weights: Iterable[float] | None, n: int) -> np.ndarray:
    found = np.ones(n) if weights is None else np.asarray(list(weights), dtype=float)
    if found.shape != (n,):
        raise ValueError(f"sample_weight has {len(found)} values for {n} texts; there must be one a text.")
    if not (np.isfinite(found) & (found >= 0)).all() or found.sum() == 0:
        raise ValueError("sample_weight must be numbers of 0 or more, and not all 0.")
    return found


def _as_labelled_sentences(
    sentences: Iterable[str] | None, types: pd.DataFrame | None, table: pd.DataFrame
) -> tuple[list[str], np.ndarray]:
    if sentences is None:
        return [], np.zeros((0, table.shape[1]), dtype="int64")
    if types is None:
        raise ValueError("sentences were given without sentence_types: pass one row of types for each sentence.")
    found = _as_list(sentences, empty=True)
    rows = _as_indicators(types, len(found), "sentence_types")
    lacking = [str(name) for name in table.columns if name not in rows.columns]
    if lacking:
        raise ValueError(f"sentence_types lacks the columns {', '.join(lacking)}: it must have those of types.")
    return found, rows[table.columns].to_numpy()


def _as_indicators(types: pd.DataFrame, n: int, name: str) -> pd.DataFrame:
    if not isinstance(types, pd.DataFrame) or types.shape[1] == 0:
        raise ValueError(f"{name} must be a DataFrame with one column (0 or 1) for each incident type.")
    if not types.columns.is_unique:
        raise ValueError(f"{name} has the column {types.columns[types.columns.duplicated()][0]!r} twice.")
    if len(types) != n:
        raise ValueError(
            f"{name} has {len(types)} rows for {n} texts; there must be one row a text, in the same order."
        )
    for column in types.columns:
        wrong = ~types[column].isin([0, 1])
        if wrong.any():
            raise ValueError(
                f"{name}, column {column!r}, row {types.index[wrong][0]!r}: {types[column][wrong].iloc[0]} is neither 0 nor 1."
            )
    return types.astype("int64").reset_index(drop=True)
