"""How much to code by hand: textbook numbers, and the width that really comes out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.estimating import prevalence, sample_size
from helpers.estimating.simulated_coding import draw_probabilities, true_types
from helpers.estimating.worlds import simulate_world


@pytest.fixture(scope="module")
def coded():
    types = true_types(simulate_world(21))
    return types, draw_probabilities(types, np.random.default_rng(0))


def test_a_poll_of_a_large_country_needs_its_thousand():
    # 1.96² / 4 / .03² = 1,067 by the normal interval; Wilson's is a little narrower
    assert sample_size.hand_coding_needed(0.03, reports=10_000_000) == pytest.approx(1067, abs=4)
    # Cochran 1977: n / (1 + n / N)
    assert sample_size.hand_coding_needed(0.03, reports=2000) == pytest.approx(1067 / (1 + 1067 / 2000), abs=4)


def test_the_number_found_is_the_fewest():
    for residual in (None, 0.05):
        n = sample_size.hand_coding_needed(0.05, 400, 0.3, residual)
        assert sample_size.expected_half_width(n, 400, 0.3, residual) <= 0.05
        assert sample_size.expected_half_width(n - 1, 400, 0.3, residual) > 0.05
    assert sample_size.hand_coding_needed(1e-9, 400, 0.3) == 400
    assert sample_size.hand_coding_needed(0.5, 1, 0.3, 0.01) == 1


def test_a_useless_classifier_spares_nothing_and_a_perfect_one_nearly_all():
    types = pd.Series(np.tile([1, 0, 0, 0], 100))
    useless = pd.Series(np.tile(np.repeat([0.2, 0.7], 4), 50))
    assert sample_size.residual_variance(types, useless) == pytest.approx(np.var(types, ddof=1))
    assert sample_size.residual_variance(types, types) == pytest.approx(0, abs=1e-12)
    assert sample_size.residual_variance(types, types * 0.5 + 0.2) < np.var(types)


@pytest.mark.parametrize("kind", ["armed_attack", "air_or_drone_strike", "abduction"])
@pytest.mark.parametrize("powered", [False, True])
def test_the_width_that_comes_out_is_the_width_that_was_wanted(coded, kind, powered):
    types, chances = coded[0][kind], coded[1][kind]
    residual = sample_size.residual_variance(types, chances) if powered else None
    n = sample_size.hand_coding_needed(0.04, len(types), types.mean(), residual)
    assert 20 < n < len(types)
    widths = []
    for k in range(60):
        sample = types.sample(n, random_state=k)
        found = (
            prevalence.prediction_powered_share(chances, sample)
            if powered
            else prevalence.hand_coded_share(sample, len(types))
        )
        widths.append((found.high - found.low) / 2)
    assert 0.88 * 0.04 < np.mean(widths) < 1.04 * 0.04  # few and rare: a little less than wanted


def test_the_plan_and_the_curve(coded):
    plan = sample_size.plan_hand_coding(*coded, reports=400, half_width=0.04)
    assert list(plan["incident_type"]) == list(coded[0].columns)
    assert (plan["hand_coded"] - plan["prediction_powered"] == plan["spared"]).all()
    good = plan.set_index("incident_type").loc["bombing"]
    assert good["prediction_powered"] < 0.7 * good["hand_coded"]
    curve = sample_size.sample_size_curve(400, 0.2, 0.04)
    for _, rows in curve.groupby("method"):
        assert rows["half_width"].is_monotonic_decreasing and rows["half_width"].iloc[-1] == 0
    assert set(sample_size.sample_size_curve(400, 0.2)["method"]) == {prevalence.HAND_CODED}
    assert sample_size.sample_size_curve(5, 0.2, 0.1)["n"].max() == 5


def test_values_out_of_range_are_named(coded):
    with pytest.raises(ValueError, match="half_width is 0"):
        sample_size.hand_coding_needed(0, 400)
    with pytest.raises(ValueError, match="share is 2"):
        sample_size.hand_coding_needed(0.05, 400, 2)
    with pytest.raises(ValueError, match="n is 500"):
        sample_size.expected_half_width(500, 400, 0.2)
    with pytest.raises(ValueError, match="1 hand-coded reports"):
        sample_size.residual_variance(coded[0]["bombing"].iloc[:1], coded[1]["bombing"].iloc[:1])
    with pytest.raises(ValueError, match="reports is 0"):
        sample_size.sample_size_curve(0, 0.2)
