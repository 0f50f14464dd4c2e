"""The station where results are looked at: figures, and reports with their claims marked."""

from helpers.showing.figures import description, draw_counts, draw_sum, draw_timeline, draw_tolls, show
from helpers.showing.highlight import highlight_claims
from helpers.showing.judging import draw_abstention, draw_calibration, draw_comparison, draw_learning_curve
from helpers.showing.maps import draw_province

__all__ = [
    "description",
    "draw_abstention",
    "draw_calibration",
    "draw_comparison",
    "draw_counts",
    "draw_learning_curve",
    "draw_province",
    "draw_sum",
    "draw_timeline",
    "draw_tolls",
    "highlight_claims",
    "show",
]
