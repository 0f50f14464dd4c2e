"""Figures of corrected shares and of what coding buys say what they drew."""

from __future__ import annotations

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from figure_reading import title

from helpers.estimating import sample_size
from helpers.showing import prevalence as figures
from helpers.showing.figures import description


def shares() -> pd.DataFrame:
    rows = [
        ("abduction", 0.02, 0.01, 0.04, 400, "classify and count"),
        ("abduction", 0.07, 0.04, 0.11, 100, "prediction-powered"),
        ("other", 0.01, 0.0, 0.02, 400, "classify and count"),
        ("other", np.nan, np.nan, np.nan, 100, "prediction-powered"),
    ]
    return pd.DataFrame(rows, columns=["incident_type", "value", "low", "high", "n", "method"])


def test_shares_say_what_was_corrected() -> None:
    ax = figures.draw_shares(shares())
    assert title(ax) == "Abduction: 2% counted, 7% corrected (prediction-powered)"
    assert "abduction: classify and count 2.0 [1.0, 4.0] (n = 400)" in description(ax)
    assert "prediction-powered not to be had" in description(ax)
    assert "not to be had" in {t.get_text() for t in ax.texts} and ax.get_xlim()[0] == 0


def test_shares_beside_the_truth_count_what_holds() -> None:
    ax = figures.draw_shares(shares(), pd.Series({"abduction": 0.066, "other": 0.015}))
    assert title(ax) == "Truth in 1 of 1 corrected, 1 of 2 naive intervals"
    assert "truth 6.6" in description(ax) and "truth" in ax.get_xlabel()


def test_shares_of_nothing_are_drawn_without_error() -> None:
    ax = figures.draw_shares(shares().iloc[3:])
    assert "not to be had" in description(ax)
    assert figures.draw_shares(shares(), ax=plt.subplots()[1]) in plt.gcf().axes


def test_the_curve_reads_off_what_is_wanted() -> None:
    curve = sample_size.sample_size_curve(400, 0.22, 0.045)
    ax = figures.draw_sample_size(curve, 0.05)
    alone, powered = (sample_size.hand_coding_needed(0.05, 400, 0.22, r) for r in (None, 0.045))
    read = [int(word) for word in title(ax).split() if word.isdigit()]
    assert read == pytest.approx([alone, powered], abs=4)
    assert title(figures.draw_sample_size(curve, 0.5)).count("off the curve") == 2
    ax = figures.draw_sample_size(curve)
    assert "coded: ±" in title(ax) and ax.get_ylim()[0] == 0
    assert "prediction-powered" in description(ax)
