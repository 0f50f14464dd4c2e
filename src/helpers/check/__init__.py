"""Checks for the exercises: each says what an answer overlooks, not only that it is wrong.

A check prints one hint and never raises, whatever the answer: dots that nobody has replaced, a number as text, a table
that lacks a row. What is right is worked out from the tables that it is given, so that it follows them. They stand by
the station that they are about; `answers` reads what a learner gives, `hints` judges a number.
"""

from helpers.check.annotating import kappa, rates, sentence_type
from helpers.check.classifying import f1, hours, keywords, leak, observed_share, share_by_hand
from helpers.check.estimating import (
    chapman,
    corrected_share,
    paired_ratio,
    per_month,
    reports_needed,
    top_share,
)
from helpers.check.extracting import claim, claims_of_sentence, scopes, vague_tolls
from helpers.check.linking import addends, bounds, same_incident, toll
from helpers.check.reading import offsets, one_sentence, similarity

__all__ = [
    "addends",
    "bounds",
    "chapman",
    "claim",
    "claims_of_sentence",
    "corrected_share",
    "f1",
    "hours",
    "kappa",
    "keywords",
    "leak",
    "observed_share",
    "offsets",
    "one_sentence",
    "paired_ratio",
    "per_month",
    "rates",
    "reports_needed",
    "same_incident",
    "scopes",
    "sentence_type",
    "share_by_hand",
    "similarity",
    "toll",
    "top_share",
    "vague_tolls",
]
