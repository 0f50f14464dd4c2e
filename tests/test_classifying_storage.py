"""Models in files: what goes in comes out, and what is not ours, or would do more than compute, stays out."""

from __future__ import annotations

import copy
import functools
import os
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import sklearn

pytest.importorskip("skops", reason="skops is not installed here, and models are saved with it.")

from skops import io

from helpers import classifying
from helpers.classifying import IncidentTypeClassifier
from helpers.classifying.storage import FORMAT, StorageError

TEXTS = [
    f"{a} {b} near {c}" for a in ("gunmen shot", "a bomb hit") for b in ("a guard", "a bus") for c in "abcdefghij" * 2
]
TYPES = pd.DataFrame({"attack": [int("shot" in t) for t in TEXTS], "bombing": [int("bomb" in t) for t in TEXTS]})


@pytest.fixture(scope="module")
def model() -> IncidentTypeClassifier:
    return IncidentTypeClassifier().fit(TEXTS, TYPES)


@pytest.fixture
def file(model: IncidentTypeClassifier, tmp_path: Path) -> Path:
    return classifying.save_model(model, tmp_path / "model.skops", codebook_version="1.1")


def test_a_saved_model_says_the_same(model: IncidentTypeClassifier, file: Path) -> None:
    loaded = classifying.load_model(file)
    pd.testing.assert_frame_equal(loaded.predict_proba(TEXTS), model.predict_proba(TEXTS))
    assert loaded.strongest_words("bombing") == model.strongest_words("bombing")
    assert loaded.saved_["codebook_version"] == "1.1"
    assert loaded.saved_["training_sha256"] == model.training_sha256_


def test_the_hash_is_that_of_the_training_data(model: IncidentTypeClassifier) -> None:
    again = IncidentTypeClassifier().fit(TEXTS, TYPES)
    other = IncidentTypeClassifier().fit(TEXTS, TYPES.assign(attack=0))
    assert again.training_sha256_ == model.training_sha256_ != other.training_sha256_


def test_a_model_of_few_texts_and_of_sentences_is_saved_too(tmp_path: Path) -> None:
    few = IncidentTypeClassifier().fit(TEXTS[:8], TYPES[:8])
    assert classifying.load_model(classifying.save_model(few, tmp_path / "few")).types_ == few.types_
    judged = IncidentTypeClassifier().fit(TEXTS, TYPES, TEXTS, TYPES)
    loaded = classifying.load_model(classifying.save_model(judged, tmp_path / "judged"))
    pd.testing.assert_frame_equal(loaded.predict_proba(TEXTS), judged.predict_proba(TEXTS))


@pytest.fixture(scope="module")
def typer() -> classifying.SentenceTyper:
    reports = pd.DataFrame({"report_id": [f"r{k:02}" for k in range(len(TEXTS))], "text": TEXTS})
    types = TYPES.assign(report_id=reports["report_id"], sentence_id=0)[
        ["report_id", "sentence_id", "attack", "bombing"]
    ]
    types.attrs["codebook"] = "0.3"
    return classifying.SentenceTyper().fit(reports[:24], types[:24])


def test_a_typer_of_sentences_is_saved_too(typer: classifying.SentenceTyper, tmp_path: Path) -> None:
    loaded = classifying.load_model(classifying.save_model(typer, tmp_path / "typer.skops"))
    reports = pd.DataFrame({"report_id": ["a", "b"], "text": TEXTS[-2:]})
    found = loaded.predict(reports)
    pd.testing.assert_frame_equal(found, typer.predict(reports))
    assert found.attrs["codebook"] == loaded.saved_["codebook_version"] == "0.3"
    assert loaded.saved_["training_sha256"] == typer.training_sha256_ and hasattr(typer, "unseen_")


@pytest.mark.parametrize(("column", "value"), [("left", 10**6), ("right", 0), ("feature_idx", 99), ("feature_idx", -1)])
def test_trees_that_lead_astray_are_refused(
    typer: classifying.SentenceTyper, tmp_path: Path, column: str, value: int
) -> None:
    broken = copy.deepcopy(typer)
    tree = next(t for step in broken.judge_._predictors for t in step if len(t.nodes) > 1)
    tree.nodes[column][0] = value
    with pytest.raises(StorageError, match="leads to nodes that are not there"):
        classifying.load_model(classifying.save_model(broken, tmp_path / "m"))


def test_types_of_whole_reports_are_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match="type_table"):
        classifying.SentenceTyper().fit(
            pd.DataFrame({"report_id": ["a"], "text": ["t"]}), pd.DataFrame({"report_id": ["a"], "attack": [1]})
        )


def test_a_table_of_types_has_the_order_and_the_version_of_its_codebook() -> None:
    rows = [("r", 0, "raid"), ("r", 1, "none"), ("r", 2, "bombing")]
    labels = pd.DataFrame(rows, columns=["report_id", "sentence_id", "incident_type"]).assign(
        coder="ana", codebook_version="0.3"
    )
    found = classifying.type_table(labels)
    assert list(found.columns[2:]) == ["bombing", "raid"] and found.attrs == {"codebook": "0.3"}
    assert classifying.type_table(labels.drop(columns="codebook_version")).attrs == {}


def test_only_a_fitted_model_is_saved(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="fit first"):
        classifying.save_model(IncidentTypeClassifier(), tmp_path / "m")


class Hostile:
    def __reduce__(self):
        return os.system, ("touch hostile-was-here",)


def test_a_pickle_is_never_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m").write_bytes(pickle.dumps(Hostile()))
    with pytest.raises(StorageError, match="pickles are never loaded"):
        classifying.load_model(tmp_path / "m")
    assert not (tmp_path / "hostile-was-here").exists()


@pytest.mark.parametrize("payload", [functools.partial(os.system, "touch hostile-was-here"), Hostile(), os.system])
def test_a_type_beyond_the_list_is_refused(
    payload: object, model: IncidentTypeClassifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    io.dump({"format": FORMAT, "model": model, "extra": payload}, tmp_path / "m")
    with pytest.raises(StorageError, match=r"may not be loaded|cannot be read"):
        classifying.load_model(tmp_path / "m")
    assert not (tmp_path / "hostile-was-here").exists()


@pytest.mark.parametrize("content", [{"model": 3}, {"format": FORMAT}, [1, 2], {"format": "another", "model": None}])
def test_a_file_of_another_kind_is_refused(content: object, tmp_path: Path) -> None:
    io.dump(content, tmp_path / "m")
    with pytest.raises(StorageError, match="not a model of this collection"):
        classifying.load_model(tmp_path / "m")


def test_files_that_are_no_models_are_named(tmp_path: Path, file: Path) -> None:
    with pytest.raises(StorageError, match="no such file"):
        classifying.load_model(tmp_path / "none")
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(StorageError, match=r"no schema\.json"):
        classifying.load_model(tmp_path / "z")
    (tmp_path / "cut").write_bytes(file.read_bytes()[:2000])
    with pytest.raises(StorageError):
        classifying.load_model(tmp_path / "cut")


def test_a_model_of_other_training_data_is_refused(model: IncidentTypeClassifier, tmp_path: Path) -> None:
    versions = {"scikit-learn": sklearn.__version__}
    content = {"format": FORMAT, "model": model, "training_sha256": model.training_sha256_, "versions": versions}
    io.dump(content, tmp_path / "right")
    assert classifying.load_model(tmp_path / "right").types_ == model.types_
    io.dump({**content, "training_sha256": "0" * 64}, tmp_path / "wrong")
    with pytest.raises(StorageError, match="hash of the training data is not the model's"):
        classifying.load_model(tmp_path / "wrong")


def test_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = IncidentTypeClassifier().fit(TEXTS[:8], TYPES[:8])
    classifying.save_model(model, tmp_path / "m")
    monkeypatch.setattr("sklearn.__version__", "0.1")
    with pytest.raises(StorageError, match=r"here is 0\.1"):
        classifying.load_model(tmp_path / "m")


def test_a_card_says_what_was_measured(model: IncidentTypeClassifier) -> None:
    truth, predicted = TYPES, TYPES.assign(attack=1 - TYPES["attack"])
    scores = classifying.score_types(truth, predicted, resamples=50)
    rival = {"a <b>rival</b>": classifying.score_types(truth, truth, resamples=50)}
    card = classifying.model_card(model, scores, trained_on="80 | texts", rivals=rival, calibration_error=0.125)
    assert model.training_sha256_ in card and "0.125" in card and "80 \\| texts" in card
    assert "better coded by hand: attack." in card and "<b>" not in card and "| a &lt;b>rival&lt;/b> | 1.000 |" in card
    assert "not measured" in classifying.model_card(model, scores)
    with pytest.raises(ValueError, match="the model has learned attack, bombing"):
        classifying.model_card(model, classifying.score_types(truth[["attack"]], truth[["attack"]], resamples=5))


def test_a_card_of_a_constant_type_and_of_missing_figures() -> None:
    types = TYPES[:8].assign(bombing=0)
    few = IncidentTypeClassifier().fit(TEXTS[:8], types)
    card = classifying.model_card(few, classifying.score_types(types, types, resamples=20))
    assert "| bombing | 0 | – | – | – | too few |" in card and "nothing was learned" in card
    assert np.isfinite(few.threshold_)
