"""Figures of counts with their error: what they draw, say, and do with nothing."""

from __future__ import annotations

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from figure_reading import title

from helpers.estimating.coverage import PLAIN
from helpers.estimating.estimates import Estimate, as_table, cannot
from helpers.showing import counting
from helpers.showing.figures import description


def months(counts: list[int]) -> pd.DataFrame:
    days = pd.date_range("2024-01-01", periods=len(counts), freq="MS")
    rows = {d: Estimate(c, c * 0.5, c * 2 + 2, sum(counts), "rate", "m") for d, c in zip(days, counts, strict=True)}
    return as_table(rows, "month")


RATES = as_table(
    {
        "bombing": Estimate(2.0, 1.5, 2.6, 48, "rate", "m"),
        "abduction": Estimate(0.8, 0.5, 1.3, 19, "rate", "m"),
        "other": Estimate(0.0, 0.0, None, 0, "rate", "m", "none seen"),
        "unknown": cannot("too few", 1, "rate", "m"),
    },
    "type",
)


def trials(*rows: tuple[str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["trial", "world", "coverage"])
    return table.assign(worlds=200, coverage_low=table["coverage"] - 0.03, coverage_high=table["coverage"] + 0.03)


def test_months_are_bars_from_zero_with_their_intervals() -> None:
    ax = counting.draw_months(months([5, 0, 4, 30]))
    assert [bar.get_height() for bar in ax.patches] == [5, 0, 4, 30] and ax.get_ylim()[0] == 0
    assert "n = 39" in title(ax) and "4 months vary 19.2 times" in title(ax)
    assert "39 incidents in 4 months: most in April 2024 (30), fewest in February 2024 (0)" in description(ax)


def test_a_month_that_is_part_of_the_period_is_hatched() -> None:
    table = months([5, 6, 4]).assign(note=["", "", "only 15 of its 31 days in the period"])
    assert [bar.get_hatch() for bar in counting.draw_months(table).patches] == [None, None, "//"]


def test_estimates_stand_in_their_order_with_an_open_end_and_what_is_lacking_named() -> None:
    ax = counting.draw_estimates(RATES, "incidents a month", truth={"bombing": 1.9})
    assert [t.get_text() for t in ax.get_yticklabels()] == ["bombing", "abduction", "other"]
    assert title(ax) == "Bombing: highest"
    said = description(ax)
    assert "bombing 2.00 [1.50, 2.60]" in said and "other 0.00 [0.00, open]" in said and said.endswith("unknown.")
    assert "truth" in ax.get_xlabel() and ax.get_xlim()[0] == 0


def test_a_first_place_that_is_not_clear_says_so() -> None:
    table = RATES.assign(high=[2.6, 1.7, np.nan, np.nan])
    assert "overlaps" in title(counting.draw_estimates(table, "incidents a month"))


def test_coverage_puts_the_broken_worlds_below_their_trial() -> None:
    table = trials(
        ("rate", "broken: clusters", 0.7),
        ("share", PLAIN, 0.94),
        ("rate", PLAIN, 0.95),
        ("rival", "broken: too few", 0.5),
    )
    ax = counting.draw_coverage(table)
    names = [t.get_text().strip() for t in ax.get_yticklabels()]
    assert names == ["rate", "broken: clusters", "share", "rival: broken: too few"]
    assert title(ax) == "2 of 2 intervals hold what they promise"
    assert "2 of 2 below" in description(ax) and "rate (broken: clusters) 70.0%" in description(ax)


def test_a_trial_that_never_gave_an_estimate_is_named() -> None:
    ax = counting.draw_coverage(trials(("rate", PLAIN, np.nan), ("share", PLAIN, 0.9)))
    assert "never estimated" in [t.get_text() for t in ax.texts] and title(ax).startswith("0 of 2")


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: counting.draw_months(as_table({pd.NaT: cannot("No month.", 0, "rate", "m")}, "month"), ax),
        lambda ax: counting.draw_estimates(RATES.iloc[3:], "incidents", ax=ax),
        lambda ax: counting.draw_estimates(RATES.iloc[:0], "incidents", ax=ax),
        lambda ax: counting.draw_coverage(trials().iloc[:0], ax),
    ],
)
def test_nothing_to_draw_gives_a_sentence_on_the_axes_given(draw) -> None:
    _, ax = plt.subplots()
    assert draw(ax) is ax and len(description(ax)) > 5
