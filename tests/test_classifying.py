"""The incident-type classifier: shapes, repeatability, bad input, and how good it is on a published corpus."""

from __future__ import annotations

import os
import time

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from helpers import classifying, lexicon, reading, tables
from helpers.classifying import IncidentTypeClassifier, classifier, features
from helpers.classifying.telling import Sentences, Telling

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


# With enough texts to learn trust and threshold

PLACES = ["a", "b", "c", "d"]
MANY = pd.Series(
    [
        f"{n} {deed} in {PLACES[n % 4]}"
        for n in range(20)
        for deed in ("gunmen fired", "a bomb exploded", "it rained", "gunmen fired and a bomb exploded")
    ],
    index=[f"r{i}" for i in range(80)],
)
MANY_TYPES = pd.DataFrame(
    {"attack": MANY.str.contains("gunmen").astype(int), "bombing": MANY.str.contains("bomb").astype(int)}
)


@pytest.fixture(scope="module")
def learned() -> IncidentTypeClassifier:
    return IncidentTypeClassifier().fit(MANY, MANY_TYPES)


def test_many_texts_are_learned_and_repeatable(learned: IncidentTypeClassifier) -> None:
    assert learned.predict(MANY).equals(MANY_TYPES)
    again = IncidentTypeClassifier().fit(MANY, MANY_TYPES)
    pd.testing.assert_frame_equal(again.predict_proba(MANY), learned.predict_proba(MANY))
    assert again.threshold_ == learned.threshold_
    one_by_one = pd.concat([learned.predict_proba(MANY[i : i + 1]) for i in range(5)])
    pd.testing.assert_frame_equal(one_by_one, learned.predict_proba(MANY[:5]))


def test_words_never_seen_are_known_by_their_idea(learned: IncidentTypeClassifier) -> None:
    said = learned.predict_proba(["assailants gunned down a trader", "an improvised explosive device went off"])
    assert said.loc[0, "attack"] > said.loc[1, "attack"] and said.loc[1, "bombing"] > said.loc[0, "bombing"]


def test_weight_two_is_the_same_as_the_text_twice() -> None:
    for rows in (slice(0, 6), slice(0, 80)):
        texts, types = MANY[rows], MANY_TYPES[rows]
        weights = np.where(np.arange(len(texts)) % 3 == 0, 2, 1)
        doubled = texts.iloc[np.repeat(np.arange(len(texts)), weights)]
        twice = IncidentTypeClassifier().fit(doubled, types.loc[doubled.index])
        weighed = IncidentTypeClassifier().fit(texts, types, sample_weight=weights)
        plain = IncidentTypeClassifier().fit(texts, types)
        gap = (weighed.predict_proba(texts) - twice.predict_proba(texts)).abs().max().max()
        assert gap < 0.01 and weighed.threshold_ == pytest.approx(twice.threshold_)
        assert (weighed.predict_proba(texts) - plain.predict_proba(texts)).abs().max().max() > gap


@pytest.mark.parametrize("weights", [[1.0], [-1.0] * 6, [np.nan] * 6, [0.0] * 6])
def test_weights_that_make_no_sense(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="sample_weight"):
        IncidentTypeClassifier().fit(TEXTS, TYPES, sample_weight=weights)


def test_one_class_and_one_text_only_and_empty_texts_to_learn_from() -> None:
    constant = IncidentTypeClassifier().fit(MANY, MANY_TYPES.assign(attack=1, bombing=0))
    assert constant.predict(["x", ""]).to_numpy().tolist() == [[1, 0], [1, 0]]
    assert constant.strongest_words("attack") == []
    same = IncidentTypeClassifier().fit([""] * 80, MANY_TYPES)
    assert same.predict_proba(["", "a bomb"]).shape == (2, 2)
    assert IncidentTypeClassifier().fit(["a bomb"], TYPES[1:2]).predict(["a bomb"]).to_numpy().tolist() == [[0, 1]]


def test_labelled_sentences_help_texts_that_hold_them() -> None:
    texts = pd.Series([f"day {i}. {'a kite fell' if i % 2 else 'a kite flew'}. rain followed." for i in range(80)])
    types = pd.DataFrame({"x": [i % 2 for i in range(80)]})
    model = IncidentTypeClassifier(members=("words", "sentences")).fit(
        texts, types, ["a kite fell", "a kite flew", "rain followed"] * 4, pd.DataFrame({"x": [1, 0, 0] * 4})
    )
    assert set(model.members_.fitted_) == {"words", "sentences"} and model.n_texts_ == 92
    assert model.predict(["rain followed. a kite fell"])["x"].item() == 1


def test_a_sentence_is_hidden_from_those_who_judge_its_text() -> None:
    texts = ["One man died. It rained!", "Nobody died.", "Again it rained on them"]
    found = classifier._holders(["it rained", "one man  DIED", "somebody else", "", "die"], texts)
    assert found == [{0, 2}, {0}, set(), set(), set()]


def test_the_same_text_is_never_in_two_folds() -> None:
    texts = [f"text {i % 30}" for i in range(90)]
    for train, test in IncidentTypeClassifier()._folds(texts):
        assert not {texts[i] for i in train} & {texts[i] for i in test}


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"members": ("sentences",)}, "not sentences alone"),
        ({"members": ("neural",)}, "choose from words"),
        ({"features": ("x",)}, "stems, ideas"),
    ],
)
def test_parameters_that_do_not_exist(parameters: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        IncidentTypeClassifier(**parameters).fit(TEXTS, TYPES)


def test_sentence_types_must_have_the_columns_of_types() -> None:
    with pytest.raises(ValueError, match="lacks the columns bombing"):
        IncidentTypeClassifier().fit(TEXTS, TYPES, ["a"], pd.DataFrame({"attack": [1]}))


def test_a_report_of_a_million_words_is_judged_by_what_it_says(learned: IncidentTypeClassifier) -> None:
    rain = "it rained in a town and nobody came to see it. " * 95_000
    start = time.process_time()
    said = learned.predict_proba([f"{rain}A bomb exploded.", rain])
    assert said.shape == (2, 2) and np.isfinite(said.to_numpy()).all() and len(rain.split()) > 1_000_000
    assert said.loc[0, "bombing"] > said.loc[1, "bombing"] + 0.05  # its last sentence is heard
    assert time.process_time() - start < 30


def test_a_very_long_text_takes_time_in_proportion(learned: IncidentTypeClassifier) -> None:
    sizes, seconds = (40_000, 160_000), []
    for n in sizes:
        text, start = "gunmen shot a guard near the bank and a bomb went off " * (n // 12), time.process_time()
        assert learned.predict([text]).shape == (1, 2)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 10 * max(seconds[0], 0.05)  # four times as long; a square would be sixteen


# Ideas


def counts_of(text: str, kind: str = "ideas") -> dict[str, float]:
    counted, names = features.count([text])
    return {n: c for n, c in zip(names[kind].tolist(), counted.texts[kind].toarray()[0].tolist(), strict=True) if c}


def test_ideas_are_found_in_capitals_phrases_and_stems() -> None:
    for text in ("GUNMEN OPENED FIRE", "gunmen opened fire", "Gunmén opened  fire"):
        assert {"gunmen", "shooting"} <= set(counts_of(text))
    assert "kidnap" in counts_of("kidnappings") and "kidnap" not in counts_of("he napped")


def test_negated_possible_and_paired_ideas() -> None:
    counts = counts_of("No bomb exploded. He might kidnap her.")
    assert counts["negation of bomb"] == 1 and counts["hypothesis of kidnap"] == 1
    assert counts["bomb + explosion"] == 1 and "bomb + kidnap" not in counts
    assert counts["first sentence: bomb"] == 1 and "first sentence: kidnap" not in counts
    far = "bomb " + "and " * (features.REACH + 1) + "kidnap"
    assert "bomb + kidnap" not in counts_of(far)


def test_a_text_is_the_sum_of_its_sentences_and_parts_keep_them() -> None:
    texts = ["Rain fell. Rain fell hard! Snow", "", "snow melted"]
    counted, names = features.count(texts)
    assert counts_of(texts[0], "stems") == {
        "rain": 2, "fell": 2, "hard": 1, "snow": 1, "rain fell": 2, "fell hard": 1
    }  # fmt: skip
    assert counted.owner.tolist() == [0, 0, 0, 1, 2]
    part = counted.rows(np.array([2, 0]))
    assert part.owner.tolist() == [1, 1, 1, 0]
    again, same = features.count([texts[2], texts[0]], names)
    assert all((again.texts[k] != part.texts[k]).nnz == 0 and np.array_equal(same[k], names[k]) for k in names)


def test_the_word_list_has_no_row_twice_and_many_rows() -> None:
    rows = [(r["word"], r["idea"]) for r in lexicon.read_rows("type_words", ("word", "idea", "use"))]
    assert len(rows) == len(set(rows)) > 2000
    assert all(word == word.lower() and word.strip("*") for word, _ in rows)


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
    assert scores.loc["all", "f1"] > 0.82  # always the commonest reaches .48, hand-written keywords .68


# Roles and the sentence that tells


def test_roles_say_who_does_what_to_whom() -> None:
    done, suffered = (
        set(counts_of(t, "roles")) for t in ("SOLDIERS KILLED A PRIEST", "Soldiers were killed by rebels")
    )
    assert {"army", "civilians", "killed done, before: army", "killed done, after: civilians"} <= done
    assert {"killed suffered, before: army", "killed by rebels"} <= suffered
    assert not {"killed suffered", "killed by army"} & done and "killed done" not in suffered
    assert "killed done, after: nobody" in counts_of("He killed", "roles")


def test_roles_know_what_is_planned_past_and_dated() -> None:
    assert "killed planned" in counts_of("They plan to kill the mayor", "roles")
    assert "killed past" in counts_of("A mayor was killed years ago", "roles")
    assert "killed dated, beside civilians" in counts_of("Yesterday they killed a priest", "roles")
    assert not [r for r in counts_of("A priest was killed", "roles") if r.endswith((" planned", " past", " dated"))]


def hidden(texts: int, sentences: int) -> tuple[Sentences, np.ndarray]:
    """Make texts of random sentences: those with a type have feature 0 in one of them."""
    rng = np.random.default_rng(0)
    matrix = (rng.random((texts * sentences, 40)) < 0.1).astype(float)
    matrix[:, 0] = 0
    values = (np.arange(texts) % 2)[:, None]
    matrix[np.flatnonzero(values) * sentences + rng.integers(0, sentences, texts // 2), 0] = 1
    return Sentences(sparse.csr_matrix(matrix), np.repeat(np.arange(texts), sentences)), values


def test_one_telling_sentence_among_many_is_found() -> None:
    sentences, values = hidden(200, 12)
    model = Telling(0).fit(sentences.of(np.arange(100)), values[:100], np.ones(100))
    chances = model.predict_proba(sentences.of(np.arange(100, 200)))[:, 0]
    assert roc_auc_score(values[100:, 0], chances) > 0.95


def test_many_idle_sentences_are_no_deed() -> None:
    one = Sentences(sparse.csr_matrix(np.zeros((1, 1))), np.array([0]))
    many = Sentences(sparse.csr_matrix(np.zeros((10**5, 1))), np.zeros(10**5, dtype=int))
    (alone, _), (together, shares) = (s.soft_maximum(np.full((s.matrix.shape[0], 1), -6.0)) for s in (one, many))
    assert alone.item() == -6 and alone < together < -6 + np.log(33) and shares.sum() == pytest.approx(1)
