"""The station that learns incident types from labelled text, and says how well."""

from helpers.classifying.baselines import BagOfWords
from helpers.classifying.calibration import (
    abstention_curve,
    calibration_curve,
    expected_calibration_error,
    find_label_errors,
    sureness,
)
from helpers.classifying.card import model_card
from helpers.classifying.classifier import IncidentTypeClassifier
from helpers.classifying.coders import PredictionError, evaluate_predictions, read_predictions
from helpers.classifying.evaluation import (
    always_commonest,
    compare,
    confused_pairs,
    cross_predict,
    learning_curve,
    paired_difference,
    predict_held_out,
    predict_keywords,
    score_by,
    score_overall,
    score_types,
)
from helpers.classifying.indicators import type_table
from helpers.classifying.sentence_types import SentenceTyper
from helpers.classifying.splits import grouped_folds, linked_groups, split_by_time
from helpers.classifying.storage import StorageError, load_model, save_model

__all__ = [
    "BagOfWords",
    "IncidentTypeClassifier",
    "PredictionError",
    "SentenceTyper",
    "StorageError",
    "abstention_curve",
    "always_commonest",
    "calibration_curve",
    "compare",
    "confused_pairs",
    "cross_predict",
    "evaluate_predictions",
    "expected_calibration_error",
    "find_label_errors",
    "grouped_folds",
    "learning_curve",
    "linked_groups",
    "load_model",
    "model_card",
    "paired_difference",
    "predict_held_out",
    "predict_keywords",
    "read_predictions",
    "save_model",
    "score_by",
    "score_overall",
    "score_types",
    "split_by_time",
    "sureness",
    "type_table",
]
