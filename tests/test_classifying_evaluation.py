"""Splits, other coders' labels, calibration, label errors: each on figures worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import classifying
from helpers.classifying import IncidentTypeClassifier, PredictionError

TRUTH = pd.DataFrame(
    {"attack": [1, 0, 1, 0], "bombing": [0, 1, 1, 0]}, index=pd.Index(["r1", "r2", "r3", "r4"], name="report_id")
)


# Splits


def test_folds_keep_groups_whole_and_test_each_row_once() -> None:
    groups = np.random.default_rng(1).integers(0, 30, 200)
    folds = classifying.grouped_folds(groups, 4, seed=3)
    assert sorted(np.concatenate([test for _, test in folds])) == list(range(200))
    for train, test in folds:
        assert not set(groups[train]) & set(groups[test])
        assert 35 <= len(test) <= 65
    again = classifying.grouped_folds(groups, 4, seed=3)
    assert all(np.array_equal(a[1], b[1]) for a, b in zip(folds, again, strict=True))


@pytest.mark.parametrize(("groups", "message"), [(["a", "a"], "1 groups"), (["a", None, "b"], "row 1 has no group")])
def test_folds_that_cannot_be_made(groups: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        classifying.grouped_folds(groups, 2)


def test_time_splits_learn_from_the_past_and_keep_incidents_whole() -> None:
    dates = pd.date_range("2026-01-01", periods=10)
    train, test = classifying.split_by_time(dates, 0.3)
    assert test.tolist() == [7, 8, 9] and train.tolist() == list(range(7))
    _, test = classifying.split_by_time(dates, 0.3, groups=[0, 1, 2, 3, 4, 5, 6, 7, 8, 0])
    assert 9 not in test  # a rewrite of the first day's incident
    _, test = classifying.split_by_time(["2026-01-01"] * 5 + ["2026-01-02"] * 5, 0.2)
    assert test.tolist() == [5, 6, 7, 8, 9]
    _, test = classifying.split_by_time(["2026-01-01"] * 9 + ["2026-01-02"], 0.5)
    assert test.tolist() == [9]


@pytest.mark.parametrize(
    ("dates", "message"), [(["2026-01-01", "soon"], "row 1 has no date"), (["2026-01-01"] * 3, "one day"), ([], "day")]
)
def test_time_splits_that_cannot_be_made(dates: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        classifying.split_by_time(dates)


# Other coders


def test_labels_of_another_coder_are_scored_like_ours(tmp_path: Path) -> None:
    wide = TRUTH.reset_index().sample(frac=1, random_state=0)
    wide.to_csv(tmp_path / "wide.csv", index=False)
    long = "report_id,incident_type\nr1,attack\nr2,bombing\nr3,attack\nr3,bombing\nr4,none\n"
    (tmp_path / "long.csv").write_text(long)
    for given in (wide, tmp_path / "wide.csv", tmp_path / "long.csv"):
        pd.testing.assert_frame_equal(classifying.read_predictions(TRUTH, given), TRUTH)
        assert classifying.evaluate_predictions(TRUTH, given, resamples=20).iloc[-1]["f1"] == 1
    worse = classifying.evaluate_predictions(TRUTH, wide.assign(attack=0), resamples=20)
    assert worse.iloc[-1]["f1"] == pytest.approx(2 * 2 / (2 + 4))
    table = classifying.compare({"right": classifying.score_types(TRUTH, TRUTH, resamples=20), "worse": worse})
    assert table["coder"].tolist() == ["right", "worse"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("report_id,attack,bombing\nr1,1,0\nr2,yes,1\nr3,1,1\nr4,0,0\n", "row 2: 'yes' in column 'attack'"),
        ("report_id,attack,bombing\nr1,1,0\nr2,0,1\nr3,1,1\nr9,0,0\n", "row 4: 'r9' is the id of no text"),
        ("report_id,attack,bombing\nr1,1,0\nr1,0,1\nr3,1,1\nr4,0,0\n", "row 2: 'r1' stands there a second time"),
        ("report_id,attack,bombing\nr1,1,0\n", "3 texts have no prediction: 'r2', 'r3', 'r4'"),
        ("report_id,attack\nr1,1\n", "one for bombing"),
        ("id,attack,bombing\nr1,1,0\n", "no column 'report_id'"),
        ("report_id,incident_type\nr1,arson\n", "row 1: 'arson' is none of the types"),
        ("report_id,incident_type\nr1,attack\nr1,none\n", "row 2: 'r1' has `none` beside a type"),
        ("report_id,incident_type\nr1,attack\nr1,attack\n", "row 2: 'attack of r1' stands there a second time"),
        ("", "expected a CSV"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "p.csv").write_text(text)
    with pytest.raises(PredictionError, match=message):
        classifying.evaluate_predictions(TRUTH, tmp_path / "p.csv")


# Scores


def test_micro_macro_and_example() -> None:
    said = TRUTH.assign(attack=[1, 1, 0, 0])  # attack: one hit, one too many, one missed; bombing: all right
    found = classifying.score_overall(TRUTH, said, resamples=50).set_index("measure")["f1"]
    assert found["micro"] == pytest.approx(2 * 3 / 8)
    assert found["macro"] == pytest.approx((0.5 + 1) / 2)
    assert found["example"] == pytest.approx((1 + 2 / 3 + 2 / 3 + 1) / 4)


def test_confused_pairs() -> None:
    said = pd.DataFrame({"attack": [0, 0, 1, 1], "bombing": [1, 0, 1, 0]}, index=TRUTH.index)
    rows = classifying.confused_pairs(TRUTH, said).to_numpy().tolist()
    assert sorted(rows) == [["attack", "bombing", 1], ["bombing", "none", 1], ["none", "attack", 1]]
    assert classifying.confused_pairs(TRUTH, TRUTH).empty


def test_scores_by_a_column() -> None:
    said = TRUTH.assign(attack=[1, 0, 0, 0])
    table = classifying.score_by(TRUTH, said, ["x", None, "y", "x"], resamples=20).set_index("by")
    assert table.loc["x", "f1"] == 1 and table.loc["y", "f1"] == pytest.approx(2 / 3)
    assert table["texts"].to_dict() == {"missing": 1, "x": 2, "y": 1}
    with pytest.raises(ValueError, match="3 values for 4"):
        classifying.score_by(TRUTH, said, [1, 2, 3])


def test_held_out_predictions_and_learning_curve() -> None:
    texts = pd.Series([f"{w} in town {i}" for i in range(10) for w in ("gunmen fired", "a bomb exploded")])
    types = pd.DataFrame({"attack": [1, 0] * 10, "bombing": [0, 1] * 10})
    said, chances = classifying.cross_predict(
        IncidentTypeClassifier(), texts, types, classifying.grouped_folds(range(20), 2)
    )
    assert said.index.equals(types.index) and said.equals(types) and chances.shape == types.shape
    split = classifying.grouped_folds(range(20), 2)[0]
    curve = classifying.learning_curve(IncidentTypeClassifier(), texts, types, split, sizes=(0.2, 1.0))
    assert curve["n"].tolist() == [2, 10] and curve["f1"].iloc[-1] == 1
    with pytest.raises(ValueError, match="two folds"):
        classifying.cross_predict(IncidentTypeClassifier(), texts, types, [split, split])


# Calibration


def frames(truth: list, chances: list) -> tuple[pd.DataFrame, pd.DataFrame]:
    return pd.DataFrame({"a": truth}), pd.DataFrame({"a": chances})


def test_a_calibrated_coder_has_no_error_and_a_boaster_has_some() -> None:
    truth, chances = frames([1, 1, 1, 0, 0, 0, 0, 1], [0.75] * 4 + [0.25] * 4)
    assert classifying.expected_calibration_error(truth, chances) == pytest.approx(0)
    curve = classifying.calibration_curve(truth, chances, bins=4)
    assert curve["n"].tolist() == [4, 4] and curve["observed"].tolist() == [0.25, 0.75]
    truth, chances = frames([1, 0, 1, 0], [1.0] * 4)
    assert classifying.expected_calibration_error(truth, chances) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="from 0 to 1"):
        classifying.calibration_curve(*frames([1], [1.5]))


def test_leaving_the_least_sure_to_a_person_helps() -> None:
    truth, chances = frames([1, 0, 1, 0], [0.95, 0.05, 0.45, 0.55])
    curve = classifying.abstention_curve(truth, chances, 0.5, steps=2)
    assert curve["right"].tolist() == [0.5, 1.0] and curve["n"].tolist() == [4, 2]
    assert classifying.sureness(chances, 0.5).round(2).tolist() == [0.9, 0.9, 0.1, 0.1]


def test_swapped_labels_are_found() -> None:
    rng = np.random.default_rng(0)
    right = rng.integers(0, 2, 100)
    chances = pd.DataFrame({"a": np.where(right == 1, 0.8, 0.2) + rng.uniform(-0.15, 0.15, 100)})
    chances.loc[[3, 50], "a"] = np.where(right[[3, 50]] == 1, 0.95, 0.05)
    truth = pd.DataFrame({"a": right})
    truth.loc[[3, 50], "a"] = 1 - truth.loc[[3, 50], "a"]
    found = classifying.find_label_errors(truth, chances)
    assert set(found["unit"]) == {3, 50} and found["beyond"].is_monotonic_decreasing
    assert (found["labelled"] == [truth.loc[u, "a"] for u in found["unit"]]).all()
    assert classifying.find_label_errors(truth.assign(a=1), chances).empty


def test_reports_of_one_incident_are_one_group_also_by_way_of_a_third():
    mentions = pd.DataFrame({"report_id": ["a", "b", "b", "c", "d"], "incident_id": ["i1", "i1", "i2", "i2", "i3"]})
    groups = classifying.linked_groups(["a", "b", "c", "d", "e"], mentions)
    assert groups["a"] == groups["b"] == groups["c"]
    assert len({groups["a"], groups["d"], groups["e"]}) == 3
    assert list(groups.index) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("kind", ["tfidf", "sparse"])
def test_bags_of_words_go_through_the_same_evaluation(kind):
    texts = pd.Series(["a bomb went off", "a bomb fell", "gunmen shot two", "shot dead by gunmen"] * 5)
    types = pd.DataFrame({"bombing": [1, 1, 0, 0] * 5, "armed_attack": [0, 0, 1, 1] * 5})
    said, chances = classifying.cross_predict(
        classifying.BagOfWords(kind), texts, types, classifying.grouped_folds(range(20), 4)
    )
    assert said.equals(types) and list(chances.columns) == list(types.columns)
    assert list(classifying.BagOfWords(kind).fit(texts, types).predict(texts[3:5]).index) == [3, 4]


def test_a_bag_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="choose tfidf or sparse"):
        classifying.BagOfWords("neural").fit(["a"], pd.DataFrame({"x": [1]}))
