"""The station for estimates that carry the error of the coding that made them, and for worlds to try them on.

What needs SciPy's statistics or a network library is imported when it is first asked for: that takes a second, and most
notebooks only read the world.
"""

from importlib import import_module

from helpers.estimating.coverage import Trial, coverage, read_coverage
from helpers.estimating.estimates import LAYERS, Estimate, as_table
from helpers.estimating.worlds import World, read_world, simulate_world

_LATE = {
    "counts": ("count_incidents", "incident_rate", "incident_rates", "incident_share", "incident_shares", "rate_ratio",
               "toll_share"),
    "coders": ("across_coders",),
    "prevalence": ("estimate_shares", "prediction_powered_share"),
    "sample_size": ("expected_half_width", "hand_coding_needed", "plan_hand_coding", "residual_variance",
                    "sample_size_curve"),
    "severity": ("compare_tails", "concentration", "dead_per_incident", "fit_tail", "goodness_of_fit", "largest_share",
                 "tail_exponent", "toll_bands", "TailFit"),
    "mouths": ("mouth_tolls", "paired_ratio", "paired_ratios", "told_in", "toll_by_day", "toll_change", "toll_changes"),
    "capture": ("chao_lower_bound", "chapman", "count_overlaps", "horvitz_thompson", "log_linear",
                "log_linear_models", "outlet_lists"),
    "timing": ("before_after", "burstiness", "inter_event_days", "weekday_test", "weekdays"),
    "space": ("by_place", "gini", "lorenz", "near_repeat", "place_counts", "top_share"),
    "opponents": ("dyads", "matrix", "network"),
}  # fmt: skip
_HOME = {name: module for module, names in _LATE.items() for name in names}

__all__ = [
    "LAYERS",
    "Estimate",
    "Trial",
    "World",
    "as_table",
    "coverage",
    "read_coverage",
    "read_world",
    "simulate_world",
    *sorted(_HOME),
]


def __getattr__(name: str) -> object:
    """Give a function of a module that is imported late."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
