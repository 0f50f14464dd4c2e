"""The station where results are looked at: figures, and reports with their claims marked.

Figures that need SciPy or a network library are imported when they are first asked for.
"""

from importlib import import_module

from helpers.showing.evidence import show_evidence
from helpers.showing.figures import description, draw_counts, draw_sum, draw_timeline, draw_tolls, save_figure, show
from helpers.showing.highlight import highlight_claims
from helpers.showing.history import draw_toll_history
from helpers.showing.judging import (
    draw_abstention,
    draw_calibration,
    draw_comparison,
    draw_confusion,
    draw_learning_curve,
)
from helpers.showing.maps import draw_places, draw_province

_LATE = {
    "counting": ("draw_coverage", "draw_estimates", "draw_months"),
    "prevalence": ("draw_sample_size", "draw_shares"),
    "severity": ("draw_ratios", "draw_tail", "draw_toll_bands"),
    "capture": ("draw_overlaps", "draw_unseen"),
    "patterns": ("draw_before_after", "draw_gaps", "draw_near_repeat", "draw_network", "draw_opponents",
                 "draw_weekdays"),
}  # fmt: skip
_HOME = {name: module for module, names in _LATE.items() for name in names}

__all__ = [
    "description",
    "draw_abstention",
    "draw_calibration",
    "draw_comparison",
    "draw_confusion",
    "draw_counts",
    "draw_learning_curve",
    "draw_places",
    "draw_province",
    "draw_sum",
    "draw_timeline",
    "draw_toll_history",
    "draw_tolls",
    "highlight_claims",
    "save_figure",
    "show",
    "show_evidence",
    *sorted(_HOME),
]


def __getattr__(name: str) -> object:
    """Give a figure of a module that is imported late."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
