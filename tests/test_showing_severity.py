"""Figures of tolls say in a sentence what they draw, and bear what cannot be estimated."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers.estimating.estimates import Estimate, as_table, cannot
from helpers.showing import description
from helpers.showing.severity import draw_ratios, draw_tail, draw_toll_bands


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def bands() -> pd.DataFrame:
    months = pd.to_datetime(["2024-01-01", "2024-02-01", "2024-03-01"])
    return pd.DataFrame(
        {"month": months, "incidents": [3, 0, 2], "low": [4, 0, 7], "best": [5, 0, 9], "high": [8, 0, 9], "n_open": [0, 0, 1], "note": ""}
    )  # fmt: skip


def test_bands_say_their_sums_and_how_often_they_hold_the_truth() -> None:
    told = description(draw_toll_bands(bands()))
    assert "in 5 incidents: 11 by the lowest figures, 14 by the preferred, 17 by the highest" in told
    truth = pd.Series([6, 12], index=pd.to_datetime(["2024-01-01", "2024-03-01"]))
    ax = draw_toll_bands(bands(), truth)
    assert (ax.get_title(loc="left") or ax.get_title()) == "The band holds the truth (×) in 2 of 3 months"
    assert "Truly 18 died" in description(ax) and ax.get_ylim()[0] == 0
    assert len([line for line in ax.lines if line.get_marker() == "^"]) == 1  # the open high


def test_ratios_say_value_interval_and_what_is_not_estimated() -> None:
    rows = {
        "army": Estimate(2.0, 1.2, 3.3, 12, "rate", "t"),
        "security_forces": Estimate(1.1, 0.8, 1.5, 9, "rate", "t"),
    }
    table = as_table({**rows, "aid": cannot("few", 2, "rate", "t")}, "claimant_type")
    ax = draw_ratios(table, "The army says more", "dead, as a multiple of the hospital's")
    assert description(ax) == (
        "Dead, as a multiple of the hospital's: army 2.00 [1.20, 3.30], n = 12; security forces 1.10 [0.80, 1.50], "
        "n = 9. Not estimated: aid (n = 2)."
    )
    low, high = ax.get_xlim()
    assert low < 0.8 and high > 3.3 and ax.get_xscale() == "log"
    assert [t.get_text() for t in ax.get_yticklabels()] == ["army", "security forces", "aid"]
    nothing = draw_ratios(table[2:], "None", "ratio")
    assert "none could be estimated" in description(nothing)
    assert "nothing to compare" in description(draw_ratios(table[:0], "None", "ratio"))


def test_a_tail_is_drawn_from_the_data() -> None:
    dead = pd.Series([0, 1, 1, 2, 5, 10, np.nan])
    ax = draw_tail(dead, 2.0, 2, "Few kill many")
    assert "Of 5 lethal incidents, 60% killed two or more, 40% five or more, 20% ten or more; the deadliest killed 10" in description(ax)  # fmt: skip
    points, line = ax.lines
    assert points.get_xdata().tolist() == [1, 2, 5, 10]
    assert points.get_ydata() == pytest.approx([1, 0.6, 0.4, 0.2])
    assert line.get_ydata()[0] == pytest.approx(0.6)
    assert "no incident" in description(draw_tail(pd.Series([0]), 2.0, 1, "None"))


def test_nothing_to_draw_is_said() -> None:
    assert "no month" in description(draw_toll_bands(bands()[:0]))
