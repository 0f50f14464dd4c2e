"""Figures of tolls say in a sentence what they draw, and bear what cannot be estimated."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from figure_reading import title

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
    assert title(ax) == "The band holds the truth in 2 of 3 months"
    assert "The true tolls add up to 18" in description(ax) and ax.get_ylim()[0] == 0
    [arrow] = [line for line in ax.lines if line.get_marker() == "^"]
    assert arrow.get_ydata().tolist() == [9]  # the open high


def test_every_mark_of_the_bands_is_named_and_none_hides_another() -> None:
    ax = draw_toll_bands(bands(), pd.Series([5, 9], index=pd.to_datetime(["2024-01-01", "2024-03-01"])))
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["lowest to highest figures", "figures preferred", "top left open", "truth"]
    crosses, dots = (next(line for line in ax.lines if line.get_marker() == mark) for mark in "xo")
    assert (crosses.get_xdata() > dots.get_xdata()).all() and crosses.get_ydata().tolist() == [5, 0, 9]
    without = draw_toll_bands(bands().assign(n_open=0))
    assert [text.get_text() for text in without.get_legend().get_texts()] == named[:2]


def test_ratios_say_value_interval_and_what_is_not_estimated() -> None:
    rows = {
        "army": Estimate(2.0, 1.2, 3.3, 12, "rate", "t"),
        "security_forces": Estimate(1.1, 0.8, 1.5, 9, "rate", "t"),
    }
    table = as_table({**rows, "aid": cannot("few", 2, "rate", "t")}, "claimant_type")
    ax = draw_ratios(table, "dead, as a multiple of the hospital's", "The army says more")
    assert title(ax) == "The army says more"
    assert description(ax) == (
        "Dead, as a multiple of the hospital's: army 2.00 [1.20, 3.30], n = 12; security forces 1.10 [0.80, 1.50], "
        "n = 9. Not estimated: aid (n = 2)."
    )
    low, high = ax.get_xlim()
    assert low < 0.8 and high > 3.3 and ax.get_xscale() == "log"
    assert [t.get_text() for t in ax.get_yticklabels()] == ["army", "security forces", "aid"]
    nothing = draw_ratios(table[2:], "ratio")
    assert "none could be estimated" in description(nothing)
    assert "nothing to compare" in description(draw_ratios(table[:0], "ratio"))


def test_the_title_of_ratios_follows_from_the_intervals() -> None:
    found = {
        "army": Estimate(2.0, 1.2, 3.3, 12, "rate", "t"),
        "police_force": Estimate(0.5, 0.3, 0.9, 12, "rate", "t"),
        "hospital": Estimate(1.4, 0.9, 2.2, 9, "rate", "t"),
        "residents": Estimate(1.1, 1.0, 1.2, 9, "rate", "t"),  # 1 lies on the edge: held
        "aid": cannot("few", 2, "rate", "t"),
    }
    table = as_table(found, "claimant_type")
    assert title(draw_ratios(table, "x")) == "Of 4 intervals 2 leave out 1: army (above), police force (below)"
    assert title(draw_ratios(table[1:4], "x")) == "Of 3 intervals 1 leaves out 1: police force (below)"
    assert title(draw_ratios(table[2:], "x")) == "Of 2 intervals none leaves out 1"
    assert title(draw_ratios(table[3:], "x")) == "The one interval holds 1"
    assert title(draw_ratios(table[4:], "x")) == "No ratio could be estimated"


def test_a_tail_is_drawn_from_the_data() -> None:
    dead = pd.Series([0, 1, 1, 2, 5, 10, np.nan])
    ax = draw_tail(dead, 2.0, 2)
    assert title(ax) == "5 lethal incidents, and a power law from 2 dead on"
    assert title(draw_tail(dead, 2.0, 2, "Few kill many")) == "Few kill many"
    assert "Of 5 lethal incidents, 60% killed two or more, 40% five or more, 20% ten or more; the deadliest killed 10" in description(ax)  # fmt: skip
    points, line = ax.lines
    assert points.get_xdata().tolist() == [1, 2, 5, 10]
    assert points.get_ydata() == pytest.approx([1, 0.6, 0.4, 0.2])
    assert line.get_ydata()[0] == pytest.approx(0.6)
    assert "no incident" in description(draw_tail(pd.Series([0]), 2.0, 1))


def test_nothing_to_draw_is_said() -> None:
    assert "no month" in description(draw_toll_bands(bands()[:0]))
