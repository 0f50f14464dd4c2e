"""Shares of types corrected for a classifier's errors: against references, on small cases, and on simulated reports."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers import paths, tables
from helpers.estimating import prevalence, simulate_world
from helpers.estimating.simulated_coding import THRESHOLD, draw_probabilities, true_types
from helpers.estimating.trials import prevalence as trials

TYPES = tuple(t for t in tables.INCIDENT_TYPES if t != "none")

CODED = np.array([1, 0, 0, 1, 0, 1, 0, 0, 0, 1.0])
CHANCES = np.array([0.9, 0.2, 0.1, 0.6, 0.3, 0.8, 0.1, 0.4, 0.05, 0.3])
OTHERS = np.array([0.1, 0.2, 0.9, 0.8, 0.4, 0.05, 0.15, 0.3, 0.7, 0.6, 0.2, 0.1, 0.35, 0.95, 0.02])


@pytest.fixture(scope="module")
def world():
    return simulate_world(8)


@pytest.fixture(scope="module")
def types(world):
    return true_types(world)


def ones(k: int, n: int) -> pd.Series:
    return pd.Series([1] * k + [0] * (n - k))


def test_true_types_are_those_of_the_incidents_told_of(world, types):
    assert list(types.index) == list(world.reports["report_id"]) and tuple(types.columns) == TYPES
    kind = world.incidents.set_index("incident_id")["incident_type"]
    for report_id, told in world.mentions.groupby("report_id")["incident_id"]:
        assert set(types.columns[types.loc[report_id] == 1]) == set(kind[told])
    assert (types.loc[world.reports.query("kind == 'other'")["report_id"]] == 0).all(axis=None)


def test_drawn_probabilities_are_those_of_real_reports_of_the_same_types(types):
    drawn = draw_probabilities(types, np.random.default_rng(0))
    scores = pd.read_csv(paths.OSTREVANE / "scores.csv", index_col="report_id")
    real = {tuple(row) for row in scores[list(TYPES)].to_numpy()}
    assert all(tuple(row) in real for row in drawn.to_numpy()) and drawn.index.equals(types.index)
    lone = types[(types.sum(axis=1) == 1) & (types["bombing"] == 1)].index
    true = scores[[f"true_{t}" for t in TYPES]]
    same = scores[(true.sum(axis=1) == 1) & (true["true_bombing"] == 1)]
    assert set(drawn.loc[lone, "bombing"]) <= set(same["bombing"]) and len(lone) > 5
    assert draw_probabilities(types, np.random.default_rng(0)).equals(drawn)


def test_reworded_reports_are_found_less_often(types):
    has = types["armed_attack"] == 1
    drawn = [draw_probabilities(types, np.random.default_rng(1), {"armed_attack": share}) for share in (0.0, 1.0)]
    found = [(d.loc[has, "armed_attack"] >= THRESHOLD).mean() for d in drawn]
    assert found[0] > 0.9 and found[1] < 0.4
    with pytest.raises(ValueError, match="piracy"):
        draw_probabilities(types, np.random.default_rng(1), {"piracy": 0.5})


def test_scores_on_disk_are_of_the_parts_that_may_be_learned_from():
    scores = pd.read_csv(paths.OSTREVANE / "scores.csv", index_col="report_id")
    part = pd.read_csv(paths.TRUTH / "parts.csv", index_col="report_id")["part"]
    assert set(scores["part"]) == {"train", "choose"} and (part.loc[scores.index] == scores["part"]).all()
    assert scores[list(TYPES)].stack().between(0, 1).all() and len(scores) > 200


def test_adjusted_count_gives_the_published_prevalence():
    # brucellosis in a herd, 23 of 150 positive, sensitivity .96, specificity .89: 5.1 per 100 (manual of R's epiR)
    found = prevalence.adjusted_count(
        ones(23, 150), ones(100, 200), pd.concat([ones(96, 100), ones(11, 100)], ignore_index=True)
    )
    assert round(100 * found.value, 1) == 5.1 and found.low < found.value < found.high and found.n == 200


def test_adjusted_count_is_surer_the_more_is_coded():
    coded = [(ones(50 * k, 200 * k), pd.concat([ones(40 * k, 50 * k), ones(15 * k, 150 * k)])) for k in (1, 20)]
    narrow, wide = (prevalence.adjusted_count(ones(90, 300), *c) for c in reversed(coded))
    assert narrow.value == pytest.approx(wide.value) == pytest.approx((0.3 - 0.1) / 0.7)
    assert narrow.high - narrow.low < 0.75 * (wide.high - wide.low)


@pytest.mark.parametrize(("found_of", "share"), [((40, 400), 0.6), ((400, 40), 0.1)])
def test_adjusted_count_holds_the_truth_as_often_as_it_says(found_of, share):
    # few coded of the type and many of it, or few coded without and few of it: each error in turn is the largest
    rng = np.random.default_rng(6)
    coded = ones(found_of[0], sum(found_of)).to_numpy()
    there = ones(round(800 * share), 800).to_numpy()
    held = []
    for _ in range(400):
        said, coded_said = (rng.random(len(x)) < np.where(x == 1, 0.8, 0.15) for x in (there, coded))
        found = prevalence.adjusted_count(said, coded, coded_said)
        held.append(found.low <= share <= found.high)
    assert 0.9 <= np.mean(held) <= 0.98  # 93% over 6,000 draws of either kind: 40 coded reports are few


def test_prediction_powered_holds_the_truth_as_often_as_it_says(types):
    chances, true = draw_probabilities(types, np.random.default_rng(5))["bombing"], types["bombing"]
    samples = [prevalence.prediction_powered_share(chances, true.sample(100, random_state=k)) for k in range(200)]
    assert 0.92 <= np.mean([e.low <= true.mean() <= e.high for e in samples]) <= 0.985


def test_adjusted_count_declines_where_it_cannot_tell():
    blind = prevalence.adjusted_count(ones(30, 100), ones(20, 100), pd.concat([ones(3, 20), ones(12, 80)]))
    assert blind.value is None and "cannot tell from 0" in blind.note
    weak = prevalence.adjusted_count(ones(30, 100), ones(200, 400), pd.concat([ones(60, 200), ones(20, 200)]))
    assert weak.value is not None and "code a sample by hand" in weak.note
    other = prevalence.adjusted_count(ones(0, 500), ones(200, 400), pd.concat([ones(190, 200), ones(60, 200)]))
    assert other.value is None and "errs otherwise here" in other.note
    none = prevalence.adjusted_count(ones(30, 100), ones(0, 50), ones(5, 50))
    assert none.value is None and "none of the 50 hand-coded reports is of the type" in none.note


def test_shifted_prior_is_where_the_steps_of_saerens_end():
    chances = np.array([0.9, 0.8, 0.35, 0.3, 0.2, 0.15, 0.1, 0.05, 0.6, 0.02])
    share = 0.3
    for _ in range(5000):
        up, down = share / 0.3 * chances, (1 - share) / 0.7 * (1 - chances)
        share = (up / (up + down)).mean()
    assert prevalence.shifted_prior(chances, 0.3) == pytest.approx(share, abs=1e-7)
    assert share == pytest.approx(0.42582764, abs=1e-7)  # what quapy 0.2.3 gives (EMQ.EM)
    with pytest.raises(ValueError, match="prior"):
        prevalence.shifted_prior(chances, 0.0)


def test_expectation_maximisation_follows_a_shift_that_counting_does_not():
    rng = np.random.default_rng(4)

    def reports(n: int, share: float) -> tuple[pd.Series, pd.Series]:
        types = (rng.random(n) < share).astype(int)
        log_odds = rng.normal(np.where(types, 1.0, -1.0), 1.0) * 2 - 0.4
        return pd.Series(types), pd.Series(1 / (1 + np.exp(-log_odds)))

    coded, scored = reports(1000, 0.4)
    there, chances = reports(2000, 0.1)
    found = prevalence.expectation_maximisation(chances, coded, scored)
    assert abs(found.value - there.mean()) < 0.02 and found.low < there.mean() < found.high
    assert prevalence.classify_and_count(chances >= 0.5).low > there.mean() + 0.05
    few = prevalence.expectation_maximisation(chances, coded[:60], scored[:60])
    assert few.high - few.low > 3 * (found.high - found.low)
    assert prevalence.expectation_maximisation(chances, coded, scored) == found
    assert prevalence.expectation_maximisation(chances, coded, scored, seed=1) != found


def test_powered_mean_gives_what_the_papers_code_gives(monkeypatch):
    # ppi-python 0.2.3, ppi_mean_ci with OTHERS 2,000 times over: .413 [.21636, .60964] and .4065 [.16632, .64668];
    # its variance is divided by n, ours by n - 1
    for weight, value, low, high in ((1.0, 0.413, 0.21636076, 0.60963924), (0.5, 0.4065, 0.16632302, 0.64667698)):
        monkeypatch.setattr(prevalence, "best_weight", lambda *_, w=weight: w)
        found, variance = prevalence.powered_mean(CODED, CHANCES, np.tile(OTHERS, 2000), added=0.0)
        assert found == pytest.approx(value)
        assert prevalence.Z * np.sqrt(variance * 9 / 10) == pytest.approx((high - low) / 2, rel=1e-3)


def test_the_best_weight_leaves_least_variance():
    weights = np.linspace(0, 1, 1001)
    left = [np.var(CODED - w * CHANCES, ddof=1) for w in weights]
    assert prevalence.best_weight(CODED, CHANCES) == pytest.approx(weights[int(np.argmin(left))], abs=1e-3)
    assert prevalence.best_weight(CODED, np.full(10, 0.3)) == 0.0


def test_a_useless_classifier_costs_the_sample_little_and_a_perfect_one_spares_most():
    rng = np.random.default_rng(2)
    types = pd.Series((rng.random(400) < 0.3).astype(int), index=[f"r{k}" for k in range(400)])
    sample = types.sample(100, random_state=0)
    alone = prevalence.hand_coded_share(sample, 400)
    useless = prevalence.prediction_powered_share(pd.Series(rng.random(400), index=types.index), sample)
    perfect = prevalence.prediction_powered_share(types, sample)
    wide = alone.high - alone.low
    assert 0.85 * wide < useless.high - useless.low < 1.1 * wide
    assert perfect.value == pytest.approx(types.mean()) and perfect.high - perfect.low < 0.4 * wide


def test_a_sample_without_the_type_is_worth_no_less_than_itself():
    chances = pd.Series(np.linspace(0.01, 0.9, 400))
    sample = pd.Series(0, index=chances.index[::14])
    powered, alone = prevalence.prediction_powered_share(chances, sample), prevalence.hand_coded_share(sample, 400)
    assert powered.value == 0.0 and powered.high == pytest.approx(alone.high, abs=0.01)


def test_all_coded_leaves_nothing_open():
    types = ones(30, 120)
    for found in (
        prevalence.hand_coded_share(types, 120),
        prevalence.prediction_powered_share(pd.Series(np.linspace(0, 1, 120)), types),
    ):
        assert found.low == pytest.approx(0.25) and found.high == pytest.approx(0.25)


def test_what_was_coded_bounds_the_interval():
    found = prevalence.hand_coded_share(ones(0, 90), 100)
    assert found.low == 0.0 and found.high <= 0.10
    assert prevalence.hand_coded_share(ones(90, 90), 100).low >= 0.90
    chances = pd.Series([1, 1, 1, 1, 0.2, 0, 0, 0, 0, 0])
    # four of ten have been found: whatever the classifier says of the rest, no share below .4 is possible
    found = prevalence.prediction_powered_share(chances, pd.Series([1, 1, 1, 1, 0]))
    assert found.value == found.low == pytest.approx(0.4)


def test_nothing_to_count_is_said_in_a_sentence():
    empty = pd.Series([], dtype=float)
    coded, scored = ones(5, 20), pd.Series(np.linspace(0.9, 0.1, 20))
    found = [
        prevalence.classify_and_count(empty),
        prevalence.mean_probability(empty),
        prevalence.adjusted_count(empty, coded, scored >= 0.5),
        prevalence.expectation_maximisation(empty, coded, scored),
        prevalence.expectation_maximisation(scored, ones(0, 20), scored),
        prevalence.hand_coded_share(empty, 10),
        prevalence.prediction_powered_share(scored, coded.iloc[:1]),
    ]
    assert all(e.value is None and e.note.endswith(".") for e in found)


def test_one_report_is_no_traceback():
    one = pd.DataFrame({"bombing": [0.7]}, index=["r1"])
    held_out = (pd.DataFrame({"bombing": ones(5, 20)}), pd.DataFrame({"bombing": np.linspace(0.9, 0.1, 20)}))
    table = prevalence.estimate_shares(one, held_out, (one >= 0.5).astype(int))
    assert len(table) == 6
    assert (table["value"].notna() | (table["note"] != "")).all()
    assert not table[["low", "high"]].isna().any(axis=1)[table["value"].notna()].any()


def test_the_table_has_a_row_for_each_type_and_method(types):
    chances = draw_probabilities(types, np.random.default_rng(3))
    sample = types.sample(100, random_state=1)
    held_out = (types, draw_probabilities(types, np.random.default_rng(4)))
    table = prevalence.estimate_shares(chances, held_out, sample, THRESHOLD)
    assert len(table) == 6 * len(TYPES) and list(table["incident_type"].unique()) == list(TYPES)
    assert len(prevalence.estimate_shares(chances)) == 2 * len(TYPES)
    known = table.dropna(subset=["value"])
    assert ((known["low"] <= known["value"]) & (known["value"] <= known["high"])).all()
    powered = table[table["method"] == prevalence.PREDICTION_POWERED].set_index("incident_type")
    inside = (powered["low"] <= types.mean()) & (types.mean() <= powered["high"])
    assert inside.sum() >= 7
    numbers = prevalence.estimate_shares(chances, sample=sample, threshold=THRESHOLD, counts=True)
    shares = prevalence.estimate_shares(chances, sample=sample, threshold=THRESHOLD)
    assert (numbers["value"] / shares["value"]).dropna().round(6).eq(len(types)).all()
    assert prevalence.estimate_shares(chances[[]]).empty


def test_tables_that_do_not_match_are_named(types):
    chances = draw_probabilities(types, np.random.default_rng(3))
    with pytest.raises(ValueError, match="sample lacks the types bombing"):
        prevalence.estimate_shares(chances, sample=types.drop(columns="bombing"))
    with pytest.raises(ValueError, match=r"report r0002, type bombing is 1\.5"):
        wrong = chances.copy()
        wrong.loc["r0002", "bombing"] = 1.5
        prevalence.estimate_shares(wrong)
    with pytest.raises(ValueError, match="0 or 1 is needed"):
        prevalence.estimate_shares(chances, sample=types.astype(float).replace(1.0, np.nan))
    with pytest.raises(ValueError, match="the same rows"):
        prevalence.estimate_shares(chances, held_out=(types, chances.iloc[:-1]))
    with pytest.raises(ValueError, match="not among the reports"):
        prevalence.prediction_powered_share(chances["bombing"], ones(3, 10))


def test_every_trial_runs_and_gives_the_share_of_its_type(world, types):
    for trial in trials.TRIALS:
        kind = trial.name.rpartition(": ")[2]
        assert trial.truth(world) == pytest.approx(types[kind].mean())
        found = trial.estimate(world, np.random.default_rng(0))
        assert found.layer == "reported" and (found.value is not None or found.note)


def test_a_doubtful_sample_is_no_random_one(world):
    at_random = trials.sampled(trials.COMMON, True)(world, np.random.default_rng(0))
    doubtful = trials.sampled(trials.COMMON, True, doubtful=True)(world, np.random.default_rng(0))
    truth = trials.share_of(trials.COMMON)(world)
    assert at_random.low <= truth <= at_random.high and not doubtful.low <= truth <= doubtful.high
