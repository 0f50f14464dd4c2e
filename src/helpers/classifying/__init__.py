"""The station that learns incident types from labelled text, and says how well."""

from helpers.classifying.classifier import IncidentTypeClassifier
from helpers.classifying.evaluation import score_types
from helpers.classifying.indicators import type_table

__all__ = ["IncidentTypeClassifier", "score_types", "type_table"]
