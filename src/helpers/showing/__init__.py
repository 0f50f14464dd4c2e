"""The station where results are looked at: figures, and reports with their claims marked."""

from helpers.showing.figures import description, draw_counts, draw_sum, draw_timeline, draw_tolls, show
from helpers.showing.highlight import highlight_claims

__all__ = ["description", "draw_counts", "draw_sum", "draw_timeline", "draw_tolls", "highlight_claims", "show"]
