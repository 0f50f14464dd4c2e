"""Types of sentences in their reports: "The driver was hit as well" has a type only through its neighbours.

Two incident-type classifiers, one of whole reports and one of single sentences, say what they see; a small boosted
model then decides for each sentence and type from both, from the sentences around it and from the rest of the report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import logit
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from helpers import tables
from helpers.classifying.classifier import GRID, QUICK, IncidentTypeClassifier
from helpers.reading import split_sentences

FOLDS = 5
LEAST = 1e-3  # probabilities are kept so far from 0 and 1
KEYS = ["report_id", "sentence_id"]


class SentenceTyper(BaseEstimator):
    """Learn which incident types each sentence of a report tells of.

    random_state: seed of the folds and of boosting; two fits give the same model. After `fit`: types_ (list of str),
    threshold_ (the probability from which a type is said, by micro-F1 out of fold), unseen_ (the probabilities of the
    sentences that it learned from, each by models that had not seen its report), codebook_ (the version that `types`
    were made with, from their `attrs`; None where that is not said), training_sha256_ (of what it learned from).
    """

    def __init__(self, random_state: int = 0) -> None:
        self.random_state = random_state

    def fit(self, reports: pd.DataFrame, types: pd.DataFrame, groups: pd.Series | None = None) -> SentenceTyper:
        """Learn from `reports` and their typed sentences (report_id, sentence_id, one indicator column a type).

        groups: by report_id, which reports must not stand on both sides of a fold (`linked_groups`). Reports without a
        typed sentence are left out. Raises ValueError where fewer than FOLDS reports are left.
        """
        tables.validate("reports", reports, "SentenceTyper.fit")
        _check_types(types)
        self.codebook_ = types.attrs.get("codebook")
        types = types.dropna(subset="sentence_id").set_index(KEYS).drop(columns="none", errors="ignore").sort_index()
        reports = reports[reports["report_id"].isin(types.index.get_level_values(0))]
        if len(reports) < FOLDS:
            raise ValueError(f"SentenceTyper.fit: {len(reports)} reports with typed sentences; give at least {FOLDS}.")
        self.types_ = list(types.columns)
        sentences = _texts(reports).loc[lambda s: s.index.isin(types.index)]
        labels = types.reindex(sentences.index)
        texts = reports.set_index("report_id")["text"]
        told = labels.groupby(level=0).max().reindex(texts.index)
        by = groups.reindex(texts.index).to_numpy() if groups is not None else np.arange(len(texts))
        unseen = [
            self._hear(texts, told, sentences, labels, *fold) for fold in GroupKFold(FOLDS).split(texts, groups=by)
        ]
        rows = pd.concat([_in_context(*u) for u in unseen])
        wanted = labels.stack().reindex(rows.index).to_numpy()
        fold_of = by[texts.index.get_indexer(rows.index.get_level_values(0))]
        unseen = self._out_of_fold(rows.to_numpy(), wanted, fold_of)
        self.threshold_ = float(max(GRID, key=lambda t: f1_score(wanted, unseen >= t, zero_division=0.0)))
        self.unseen_ = pd.Series(unseen, index=rows.index).unstack()[self.types_].reset_index()
        with threadpool_limits(1):
            self.judge_ = self._judge().fit(rows.to_numpy(), wanted)
        self.of_reports_ = self._classifier().fit(texts, told)
        self.of_sentences_ = self._classifier().fit(*_plain(sentences, labels))
        both = f"{self.of_reports_.training_sha256_} {self.of_sentences_.training_sha256_}"
        self.training_sha256_ = hashlib.sha256(both.encode()).hexdigest()
        return self

    def _hear(self, texts, told, sentences, labels, learn, ask):
        """Fit both classifiers on some reports and ask them about others."""
        known, asked = texts.index[learn], texts.index[ask]
        whole = self._classifier().fit(texts[known], told.loc[known])
        mine = sentences.index.get_level_values(0).isin(known)
        single = self._classifier().fit(*_plain(sentences[mine], labels[mine]))
        other = sentences.index.get_level_values(0).isin(asked)
        return _ask(whole, single, texts[asked], sentences[other], self.types_)

    def _classifier(self) -> IncidentTypeClassifier:
        return IncidentTypeClassifier(random_state=self.random_state, members=QUICK)

    def _judge(self) -> HistGradientBoostingClassifier:
        return HistGradientBoostingClassifier(
            max_iter=150, learning_rate=0.05, max_leaf_nodes=15, early_stopping=False, random_state=self.random_state
        )

    def _out_of_fold(self, rows: np.ndarray, wanted: np.ndarray, fold_of: np.ndarray) -> np.ndarray:
        chances = np.empty(len(rows))
        for learn, ask in GroupKFold(FOLDS).split(rows, groups=fold_of):
            with threadpool_limits(1):  # two threads on so little wait for one another
                chances[ask] = self._judge().fit(rows[learn], wanted[learn]).predict_proba(rows[ask])[:, 1]
        return chances

    def predict_proba(self, reports: pd.DataFrame) -> pd.DataFrame:
        """Give each sentence's probability of each type: report_id, sentence_id, one column a type; a row a sentence."""
        check_is_fitted(self, "judge_")
        sentences = _texts(reports)
        if sentences.empty:
            return pd.DataFrame(columns=[*KEYS, *self.types_])
        texts = reports.set_index("report_id")["text"]
        rows = _in_context(*_ask(self.of_reports_, self.of_sentences_, texts, sentences, self.types_))
        with threadpool_limits(1):
            chances = pd.Series(self.judge_.predict_proba(rows.to_numpy())[:, 1], index=rows.index)
        return chances.unstack()[self.types_].reindex(sentences.index).reset_index()

    def predict(self, reports: pd.DataFrame) -> pd.DataFrame:
        """Give each sentence's types as 0 and 1: what `linking.link_incidents` takes as `types`.

        Report_id, sentence_id and one column a type; `attrs["codebook"]` is the version of the types it learned.
        """
        chances = self.predict_proba(reports)
        said = (chances[self.types_] >= self.threshold_).astype(int)
        found = pd.concat([chances[KEYS], said], axis=1)
        found.attrs.update({"codebook": self.codebook_} if self.codebook_ else {})
        return found


def _check_types(types: pd.DataFrame) -> None:
    if "sentence_id" in types.columns and "incident_type" not in types.columns:
        return
    raise ValueError(
        "SentenceTyper.fit: types must be a row a sentence: report_id, sentence_id and one column of 0 and 1 for each "
        f"type, as classifying.type_table(labels) makes them; these have {', '.join(map(str, types.columns[:6]))} …"
    )


def _texts(reports: pd.DataFrame) -> pd.Series:
    return split_sentences(reports).set_index(KEYS)["text"]


def _plain(sentences: pd.Series, labels: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    return sentences.reset_index(drop=True), labels.reset_index(drop=True)


def _ask(whole, single, texts: pd.Series, sentences: pd.Series, types: list[str]) -> tuple[pd.DataFrame, ...]:
    """Give what the classifiers say of reports, of sentences, and what that of reports says of sentences (log-odds)."""
    said = (whole.predict_proba(texts), single.predict_proba(sentences), whole.predict_proba(sentences))
    return tuple(logit(s[types].clip(LEAST, 1 - LEAST)) for s in said)


def _in_context(of_reports: pd.DataFrame, of_sentences: pd.DataFrame, as_reports: pd.DataFrame) -> pd.DataFrame:
    """Lay out what is known of each sentence and type: a row each, indexed by report, sentence and type."""
    blocks = list(_blocks(of_reports, of_sentences, as_reports))
    keys = pd.MultiIndex.from_tuples(
        [(*key, kind) for key in of_sentences.index for kind in of_sentences.columns], names=[*KEYS, None]
    )
    return pd.DataFrame(np.concatenate(blocks), index=keys)


def _blocks(of_reports, of_sentences, as_reports) -> Iterator[np.ndarray]:
    nothing = logit(0.05)
    ids = of_sentences.index.get_level_values(0).to_numpy()
    starts = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]])
    for a, b in zip(starts, np.r_[starts[1:], len(ids)], strict=True):
        s, q, whole = of_sentences.to_numpy()[a:b], as_reports.to_numpy()[a:b], of_reports.loc[ids[a]].to_numpy()
        n, edge = len(s), np.full((1, s.shape[1]), nothing)
        place = np.arange(n)[:, None] + np.zeros_like(s)
        features = (
            s, q, np.broadcast_to(whole, s.shape), np.vstack([edge, s[:-1]]), np.vstack([s[1:], edge]), s - s.max(0),
            s - _best_of_others(s), np.broadcast_to(_best_of_others(whole[None])[0], s.shape), place == 0,
            1 / (1 + place), np.full_like(s, np.log(n)), np.maximum.accumulate(s),
        )  # fmt: skip
        yield np.stack(features, axis=2).reshape(-1, len(features))


def _best_of_others(values: np.ndarray) -> np.ndarray:
    """Give, for each column, the largest value among the other columns."""
    if values.shape[1] == 1:
        return np.full_like(values, logit(LEAST))
    top = np.sort(values, axis=1)
    return np.where(values == top[:, -1:], top[:, -2:-1], top[:, -1:])
