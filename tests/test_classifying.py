"""The incident-type classifier: shapes, repeatability, bad input, and how good it is on a published corpus."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import train_test_split

from helpers import classifying, reading, tables
from helpers.classifying import IncidentTypeClassifier

TEXTS = pd.Series(
    [
        "gunmen shot a guard",
        "a bomb went off",
        "gunmen fired and a bomb went off",
        "the court met",
        "gunmen fled",
        "a bomb blast",
    ],
    index=list("abcdef"),
)
TYPES = pd.DataFrame({"attack": [1, 0, 1, 0, 1, 0], "bombing": [0, 1, 1, 0, 0, 1]}, index=TEXTS.index)


def test_it_learns_and_keeps_index_and_columns() -> None:
    model = IncidentTypeClassifier().fit(TEXTS, TYPES)
    assert model.predict(TEXTS).equals(TYPES)
    chances = model.predict_proba(pd.Series(["a bomb"], index=["z"]))
    assert list(chances.index) == ["z"] and list(chances.columns) == ["attack", "bombing"]
    assert chances.loc["z", "bombing"] > chances.loc["z", "attack"]


def test_two_fits_give_the_same_and_change_nothing() -> None:
    texts, types = TEXTS.copy(), TYPES.copy()
    one, two = (IncidentTypeClassifier().fit(TEXTS, TYPES).predict_proba(TEXTS) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    pd.testing.assert_series_equal(TEXTS, texts)
    pd.testing.assert_frame_equal(TYPES, types)


def test_it_can_be_cloned_and_set() -> None:
    model = clone(IncidentTypeClassifier(C=2.0)).set_params(threshold=0.9)
    assert (model.C, model.threshold) == (2.0, 0.9)
    assert model.fit(TEXTS, TYPES).threshold_ == 0.9


def test_sentences_are_further_examples() -> None:
    model = IncidentTypeClassifier().fit(
        TEXTS[:3],
        TYPES[:3],
        sentences=["a landmine"] * 5,
        sentence_types=pd.DataFrame({"bombing": [1] * 5, "attack": [0] * 5}),
    )
    assert model.predict(["a landmine"])["bombing"].item() == 1


def test_a_type_that_all_or_none_have_is_a_constant() -> None:
    model = IncidentTypeClassifier().fit(TEXTS, TYPES.assign(attack=1, bombing=0))
    assert model.predict(["anything"]).to_numpy().tolist() == [[1, 0]]


def test_no_texts_to_predict_and_empty_texts() -> None:
    model = IncidentTypeClassifier().fit(TEXTS, TYPES)
    assert model.predict([]).shape == (0, 2)
    assert model.predict(["", None, "ليس بالإنجليزية"]).shape == (3, 2)


@pytest.mark.parametrize(
    ("texts", "types", "message"),
    [
        ([], TYPES[:0], "no texts"),
        (TEXTS, TYPES[:3], "3 rows for 6 texts"),
        (TEXTS, TYPES.assign(attack=2), "'attack', row 'a': 2"),
        (TEXTS, TYPES[[]], "one column"),
        ("one string", TYPES, "one string"),
        ([1, 2, 3, 4, 5, 6], TYPES, "text 0 is a int"),
    ],
)
def test_bad_input_is_named(texts, types: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        IncidentTypeClassifier().fit(texts, types)


def test_it_has_to_be_fitted() -> None:
    with pytest.raises(NotFittedError):
        IncidentTypeClassifier().predict(TEXTS)


def labels(**more: object) -> pd.DataFrame:
    rows = [("r", 0, "x", "bombing"), ("r", 0, "x", "armed_attack"), ("r", 1, "x", "none"), ("r", None, "x", "bombing")]
    frame = pd.DataFrame(rows, columns=["report_id", "sentence_id", "coder", "incident_type"])
    return tables.conform("labels", frame.assign(**more))


def test_labels_become_indicators() -> None:
    table = classifying.type_table(labels())
    assert list(table.columns) == ["report_id", "sentence_id", "armed_attack", "bombing"]
    assert table[["armed_attack", "bombing"]].to_numpy().tolist() == [[1, 1], [0, 0]]
    assert classifying.type_table(labels(), sentences=False)["bombing"].tolist() == [1]


def test_labels_of_several_coders_must_be_adjudicated_first() -> None:
    with pytest.raises(ValueError, match="adjudicate"):
        classifying.type_table(labels(coder=["x", "y", "x", "x"]))


def test_scores_are_those_of_the_textbook() -> None:
    truth = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 0, 0, 0]})
    predicted = pd.DataFrame({"a": [1, 0, 1, 0], "b": [1, 0, 0, 0]})
    scores = classifying.score_types(truth, predicted, resamples=200).set_index("incident_type")
    assert scores.loc["a", ["precision", "recall", "f1"]].tolist() == [0.5, 0.5, 0.5]
    assert scores.loc["all", "f1"] == pytest.approx(2 * 2 / (3 + 3))
    assert np.isnan(scores.loc["all", "low"])  # three true cases: an interval would only look like one


def many() -> tuple[pd.DataFrame, pd.DataFrame]:
    truth = pd.DataFrame({"a": [1, 0, 1, 1, 0, 1] * 4})
    return truth, pd.DataFrame({"a": [1, 0, 0, 1, 1, 1] * 4})


def test_an_interval_holds_its_figure_and_grows_when_rows_come_in_groups() -> None:
    truth, predicted = many()
    alone, grouped = (
        classifying.score_types(truth, predicted, groups=g).iloc[-1] for g in (None, [0, 1, 2, 3, 4, 5] * 4)
    )
    assert alone["low"] <= alone["f1"] <= alone["high"]
    assert grouped["high"] - grouped["low"] > alone["high"] - alone["low"]


def test_paired_differences() -> None:
    truth, predicted = many()
    assert classifying.paired_difference(truth, predicted, predicted) == {"difference": 0.0, "low": 0.0, "high": 0.0}
    better = classifying.paired_difference(truth, truth, predicted)
    assert 0 < better["low"] <= better["difference"] <= better["high"]


def test_keywords_begin_a_word() -> None:
    said = classifying.predict_keywords(
        pd.Series(["Raiders came.", "It braided hair.", "BOMBS"]), {"r": ["raid"], "b": ["bomb"]}
    )
    assert said.to_numpy().tolist() == [[1, 0], [0, 0], [0, 1]]


def test_held_out_predictions_never_see_their_group() -> None:
    texts = pd.Series([f"word{i}" for i in range(4)])
    types = pd.DataFrame({"x": [1, 0, 1, 0]})
    held_out = classifying.predict_held_out(IncidentTypeClassifier(), texts, types, groups=range(4))
    assert not np.array_equal(held_out["x"], types["x"])  # its own word is the only clue, and it is held back


@pytest.mark.skipif(
    not os.environ.get("CASEBOOK_CORPORA"), reason="SATP is read where CASEBOOK_CORPORA points, and it is not set."
)
def test_satp_held_out_fifth() -> None:
    corpus = reading.fetch_corpus("satp")
    train = corpus.split[corpus.split == "train"].index
    texts, types = corpus.reports.set_index("report_id")["text"].loc[train], corpus.types.loc[train]
    fit, test = train_test_split(np.arange(len(train)), test_size=0.2, random_state=0)
    model = IncidentTypeClassifier(threshold=0.45).fit(texts.iloc[fit], types.iloc[fit])
    scores = classifying.score_types(types.iloc[test], model.predict(texts.iloc[test]), resamples=200).set_index(
        "incident_type"
    )
    assert scores.loc["all", "n"] > 200
    assert scores.loc["all", "f1"] > 0.77  # always the commonest reaches .48, hand-written keywords .68
