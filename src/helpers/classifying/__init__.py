"""The station that learns incident types from labelled text, and says how well."""

from helpers.classifying.classifier import IncidentTypeClassifier
from helpers.classifying.evaluation import (
    always_commonest,
    compare,
    paired_difference,
    predict_held_out,
    predict_keywords,
    score_types,
)
from helpers.classifying.indicators import type_table

__all__ = [
    "IncidentTypeClassifier",
    "always_commonest",
    "compare",
    "paired_difference",
    "predict_held_out",
    "predict_keywords",
    "score_types",
    "type_table",
]
