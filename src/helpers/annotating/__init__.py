"""Where text becomes data: codebook, label files, annotator, agreement, adjudication, exchange."""

from helpers.annotating import codebook, exchange, queues
from helpers.annotating.adjudication import adjudicate, adjudicator, disputes, suggestion_effect
from helpers.annotating.annotator import Annotator
from helpers.annotating.coefficients import agreement, confusion
from helpers.annotating.comparing import side_by_side, suggestions_shown
from helpers.annotating.label_files import (
    LabelFile,
    LabelFileError,
    read_claims,
    read_decisions,
    read_labels,
    units_read,
)
from helpers.annotating.spans import adjudicate_claims, span_agreement

__all__ = [
    "Annotator",
    "LabelFile",
    "LabelFileError",
    "adjudicate",
    "adjudicate_claims",
    "adjudicator",
    "agreement",
    "codebook",
    "confusion",
    "disputes",
    "exchange",
    "queues",
    "read_claims",
    "read_decisions",
    "read_labels",
    "side_by_side",
    "span_agreement",
    "suggestion_effect",
    "suggestions_shown",
    "units_read",
]
