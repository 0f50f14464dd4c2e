"""Types of sentences: learned with their reports around them, and better for it than from the sentence alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score

from helpers import annotating, classifying, paths, reading, tables

TYPES = ["bombing", "abduction"]
TEXTS = {
    "bombing": "A bomb exploded in {} on Monday. The blast hit a bus. {} people were hurt. Shops stay shut.",
    "abduction": "Gunmen kidnapped {} men on Friday. They were led away. {} families wait. Nobody has called.",
}


def small() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Twelve reports in two patterns; the third sentence has a type only through its report."""
    rows, labels = [], []
    for k in range(12):
        kind = TYPES[k % 2]
        rows.append({"report_id": f"r{k:02}", "text": TEXTS[kind].format(k + 3, k + 4)})
        for n in range(4):
            labels.append({"report_id": f"r{k:02}", "sentence_id": n, kind: int(n < 3)})
    return tables.conform("reports", rows), pd.DataFrame(labels).reindex(
        columns=["report_id", "sentence_id", *TYPES]
    ).fillna(0)


@pytest.fixture(scope="module")
def fitted() -> classifying.SentenceTyper:
    return classifying.SentenceTyper().fit(*small())


def test_a_row_for_each_sentence_and_a_column_for_each_type(fitted) -> None:
    reports, _ = small()
    found = fitted.predict(reports)
    assert list(found.columns) == ["report_id", "sentence_id", *TYPES]
    assert len(found) == len(reading.split_sentences(reports))
    assert set(np.unique(found[TYPES])) <= {0, 1}


def test_two_fits_give_the_same_and_inputs_stay(fitted) -> None:
    reports, labels = small()
    before = reports.copy(), labels.copy()
    again = classifying.SentenceTyper().fit(reports, labels)
    pd.testing.assert_frame_equal(again.predict_proba(reports), fitted.predict_proba(reports))
    pd.testing.assert_frame_equal(reports, before[0])
    pd.testing.assert_frame_equal(labels, before[1])


def test_no_report_gives_no_row(fitted) -> None:
    assert fitted.predict_proba(tables.empty("reports")).empty


def test_too_few_reports_are_refused() -> None:
    reports, labels = small()
    with pytest.raises(ValueError, match="3 reports"):
        classifying.SentenceTyper().fit(reports.head(3), labels)


def test_the_shipped_types_are_of_this_corpus_and_much_better_than_the_commonest() -> None:
    types = pd.read_csv(paths.DATA / "ostrevane" / "sentence_types.csv").set_index(["report_id", "sentence_id"])
    sentences = reading.split_sentences(reading.read_reports(paths.REPORTS / "ostrevane"))
    assert list(types.index) == sorted(zip(sentences["report_id"], sentences["sentence_id"], strict=True))
    folder = paths.ANNOTATIONS / "ostrevane"
    gold = annotating.adjudicate(annotating.read_labels(folder), annotating.read_labels(folder / "decisions"))
    truth = classifying.type_table(gold, sentences=True).set_index(["report_id", "sentence_id"])[types.columns]
    assert f1_score(truth, types.loc[truth.index], average="micro") > 0.6
