"""Capture-recapture gives published figures, says what it cannot, and its lists are laid out as reported."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import PoissonRegressor

from helpers.estimating import capture
from helpers.estimating.coverage import PLAIN, coverage
from helpers.estimating.trials import capture as trials


def lists(cells: dict[str, int], names: str) -> pd.DataFrame:
    """Write capture histories (`101`: in the first and the third list) with their counts out as rows."""
    rows = [[mark == "1" for mark in history] for history, n in cells.items() for _ in range(n)]
    return pd.DataFrame(rows, columns=list(names), dtype=bool)


# Spina bifida in upstate New York 1969-74: birth certificates, death certificates, medical rehabilitation
# (Hook, Albright & Cross 1980).
SPINA_BIFIDA = lists({"001": 60, "010": 49, "011": 4, "100": 247, "101": 112, "110": 142, "111": 12}, "BDM")
# Diabetes in Casale Monferrato 1988: clinics, hospitals, prescriptions, reagent strips (Bruno et al. 1994).
DIABETES = lists(
    {
        "1111": 58, "1110": 157, "1101": 18, "1100": 104, "1011": 46, "1010": 650, "1001": 12, "1000": 709,
        "0111": 14, "0110": 20, "0101": 7, "0100": 74, "0011": 8, "0010": 182, "0001": 10,
    },
    "CHPR",
)  # fmt: skip


def two(a: int, b: int, c: int) -> pd.DataFrame:
    return lists({"11": a, "10": b, "01": c}, "AB")


# Two lists


def test_chapman_with_the_interval_of_sadinle() -> None:
    """Ten marked, fifteen caught, five of them marked: 22 to 65 (the example that goes with Sadinle 2009)."""
    found = capture.chapman(two(5, 5, 10))
    assert found.value == pytest.approx(11 * 16 / 6 - 1)
    assert (round(found.low), round(found.high)) == (22, 65)
    assert "5 incidents are in both" in found.note


def test_strata_are_estimated_apart_and_summed() -> None:
    one, other = two(20, 30, 10), two(5, 45, 40)
    both = pd.concat([one, other], ignore_index=True)
    strata = pd.Series([True] * len(one) + [False] * len(other))
    apart = capture.chapman(one).value + capture.chapman(other).value
    found = capture.chapman(both, strata=strata)
    assert found.value == pytest.approx(apart)
    assert found.value > capture.chapman(both).value
    assert found.low < found.value < found.high


def test_one_stratum_changes_the_interval_alone() -> None:
    plain, same = (capture.chapman(two(30, 40, 50), strata=s) for s in (None, pd.Series("x", index=range(120))))
    assert plain.value == same.value
    assert (plain.low, plain.high) == pytest.approx((same.low, same.high), rel=0.04)


# Chao's bound


def test_the_lower_bound_of_two_lists_is_chapman() -> None:
    bound = capture.chao_lower_bound(two(30, 40, 50))
    assert bound.value == pytest.approx(capture.chapman(two(30, 40, 50)).value)
    assert bound.high is None and 120 < bound.low < bound.value


def test_the_lower_bound_of_three_lists_by_hand() -> None:
    found = capture.chao_lower_bound(SPINA_BIFIDA)
    assert found.value == pytest.approx(626 + (247 * 49 + 247 * 60 + 49 * 60) / (142 + 112 + 4 + 1))


def test_the_variance_of_the_bound_is_sebers_for_two_lists() -> None:
    a, b, c = 3000, 4000, 5000
    assert capture._chao(two(a, b, c)).variance == pytest.approx(capture._chapman(a, b, c).variance, rel=0.002)


# Log-linear models


def closed_forms() -> dict[str, float]:
    """Give the missing cell of three lists from closed forms (Bishop, Fienberg & Holland 1975, section 6.4)."""
    b, d, m, bd, bm, dm, all_three = 247, 49, 60, 142, 112, 4, 12
    return {
        "D × M": b * (d + m + dm) / (bd + bm + all_three),
        "B × D": m * (b + d + bd) / (bm + dm + all_three),
        "B × M": d * (b + m + bm) / (bd + dm + all_three),
        "B × D; D × M": b * m / bm,
        "B × M; D × M": b * d / bd,
        "B × D; B × M": d * m / dm,
        "B × D; B × M; D × M": all_three * b * d * m / (bd * bm * dm),
    }


def test_log_linear_models_of_three_lists_have_their_closed_forms() -> None:
    table = capture.log_linear_models(SPINA_BIFIDA, correct=False).set_index("dependent")
    assert len(table) == 8
    for pairs, missing in closed_forms().items():
        assert table.at[pairs, "missing"] == pytest.approx(missing, rel=1e-6), pairs


def test_the_correction_adds_a_quarter_to_each_count_of_three_lists() -> None:
    """Evans & Bonett 1994: a half to the power of the lists less one."""
    table = capture.log_linear_models(SPINA_BIFIDA).set_index("dependent")
    assert table.at["D × M", "missing"] == pytest.approx(247.25 * (113 + 0.75) / (266 + 0.75), rel=1e-6)


def test_the_published_estimates_of_spina_bifida_and_diabetes() -> None:
    table = capture.log_linear_models(SPINA_BIFIDA, "bic", correct=False)
    assert [round(x) for x in table["total"].head(3)] == [731, 758, 711]
    found = capture.log_linear(SPINA_BIFIDA, dependent=[("D", "M")], correct=False)
    assert (found.low, found.high) == pytest.approx((701, 767), abs=1.5)  # Madigan & York 1997
    table = capture.log_linear_models(DIABETES, correct=False)
    best = table.iloc[0]
    assert round(best["total"]) == 2771  # International Working Group 1995: 2,771 (2,492 to 3,051)
    assert round(best["deviance"], 2) == 7.62
    pairs = [tuple(pair.split(" × ")) for pair in best["dependent"].split("; ")]
    found = capture.log_linear(DIABETES, dependent=pairs, correct=False)
    # theirs is symmetric about the estimate; a profile is as wide and leans upwards
    assert found.high - found.low == pytest.approx(3051 - 2492, rel=0.06)
    assert found.high - found.value > found.value - found.low


def test_the_fit_is_that_of_scikit_learn() -> None:
    seen = DIABETES.to_numpy(dtype=int) @ (1 << np.arange(4))
    counts = np.bincount(seen, minlength=16)[1:]
    cells = (np.arange(1, 16)[:, None] >> np.arange(4)) & 1
    design = np.column_stack([cells, *(cells[:, i] * cells[:, j] for i, j in [(0, 2), (1, 3), (2, 3)])])
    other = PoissonRegressor(alpha=0.0, solver="newton-cholesky", tol=1e-10, max_iter=1000).fit(design, counts)
    table = capture.log_linear_models(DIABETES, correct=False).set_index("dependent")
    assert table.at["C × P; H × R; P × R", "missing"] == pytest.approx(np.exp(other.intercept_), rel=1e-4)


def test_the_average_is_wider_than_its_best_model() -> None:
    one = capture.log_linear(SPINA_BIFIDA, dependent=[("D", "M")])
    average = capture.log_linear(SPINA_BIFIDA)
    assert average.high - average.low > 1.2 * (one.high - one.low)


def test_the_correction_lets_an_empty_overlap_be_fitted() -> None:
    empty = lists({"100": 30, "010": 25, "001": 20, "110": 9, "101": 8}, "ABC")
    assert np.isfinite(capture.log_linear_models(empty)["missing"]).all()
    assert np.isfinite(capture.log_linear(empty).value)


# By traits


def drawn(n: int, size: np.ndarray, slope: float, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    odds = np.array([-1.5, -1.0, -1.2]) + slope * size[:, None]
    return pd.DataFrame(rng.random((n, 3)) < 1 / (1 + np.exp(-odds)), columns=list("ABC"))


def test_a_trait_that_matters_takes_the_bias_away() -> None:
    size = np.random.default_rng(0).exponential(1.0, 4000)
    every = drawn(4000, size, 1.5, seed=1)
    seen = every[every.any(axis=1)]
    with_trait = capture.horvitz_thompson(seen, pd.Series(size).loc[seen.index])
    without = capture.horvitz_thompson(seen, pd.Series(1.0, index=seen.index))
    assert with_trait.low < 4000 < with_trait.high
    assert without.high < 4000


def test_without_a_trait_it_is_the_independence_model() -> None:
    seen = SPINA_BIFIDA
    found = capture.horvitz_thompson(seen, pd.Series(1.0, index=seen.index))
    assert found.value == pytest.approx(626 + 137.888, rel=1e-4)


def test_words_are_taken_as_traits() -> None:
    kinds = pd.Series(["a", "b", "c"] * 208 + ["a", "b"], index=SPINA_BIFIDA.index, name="kind")
    assert capture.horvitz_thompson(SPINA_BIFIDA, kinds).value == pytest.approx(764, abs=40)


def test_the_gradient_is_the_slope() -> None:
    rng = np.random.default_rng(3)
    design = np.column_stack([np.ones(40), rng.normal(size=40)])
    flags = (rng.random((40, 3)) < 0.4).astype(float)
    flags = flags[flags.any(axis=1)]
    design, beta = design[: len(flags)], rng.normal(size=6) * 0.3
    _, slope = capture._conditional(beta, design, flags)
    for k in range(6):
        step = np.zeros(6)
        step[k] = 1e-5
        up, down = (capture._conditional(beta + s, design, flags)[0] for s in (step, -step))
        assert slope[k] == pytest.approx((up - down) / 2e-5, abs=1e-5)


# What cannot be had

ESTIMATORS = {
    "chapman": capture.chapman,
    "chao": capture.chao_lower_bound,
    "log_linear": capture.log_linear,
    "traits": lambda table: capture.horvitz_thompson(table, pd.Series(1.0, index=table.index)),
}
POOR = {
    "no incidents": pd.DataFrame(columns=list("ABC"), dtype=bool),
    "no outlets": pd.DataFrame(index=["i1", "i2"]),
    "one outlet": lists({"1": 12}, "A"),
    "one incident": lists({"100": 1}, "ABC"),
    "nothing shared": lists({"100": 9, "010": 7, "001": 5}, "ABC"),
}


@pytest.mark.parametrize("table", POOR.values(), ids=POOR)
@pytest.mark.parametrize("estimator", ESTIMATORS.values(), ids=ESTIMATORS)
def test_poor_input_gives_a_sentence(estimator, table: pd.DataFrame) -> None:
    found = estimator(table)
    assert found.value is found.low is found.high is None
    assert found.note.endswith(".") and len(found.note) > 15


def test_two_lists_without_a_shared_incident_give_a_sentence() -> None:
    assert "share no incident" in capture.chapman(two(0, 9, 9)).note


@pytest.mark.parametrize("estimator", ESTIMATORS.values(), ids=ESTIMATORS)
def test_lists_that_agree_in_everything_miss_nothing_or_say_so(estimator) -> None:
    table = pd.DataFrame(True, index=range(20), columns=list("AB" if estimator is capture.chapman else "ABC"))
    found = estimator(table)
    assert found.note if found.value is None else found.value == pytest.approx(20, abs=0.5) and found.low >= 20


def test_unknown_strata_outlets_and_traits_are_named() -> None:
    some = two(30, 40, 50)
    assert "120 of 120 incidents have no stratum" in capture.chapman(some, strata=pd.Series(dtype=float)).note
    assert "120 of 120 incidents lack a trait" in capture.horvitz_thompson(some, pd.Series(dtype=float)).note
    assert "C reported nothing" in capture.chapman(some, ("A", "C")).note
    assert "Two outlets are needed" in capture.chapman(SPINA_BIFIDA).note
    assert "too many models" in capture.log_linear(pd.DataFrame(np.eye(7, dtype=bool), columns=list("ABCDEFG"))).note
    with pytest.raises(ValueError, match="'aic' or 'bic'"):
        capture.log_linear(SPINA_BIFIDA, criterion="hqc")
    with pytest.raises(ValueError, match="not two of the outlets"):
        capture.log_linear(SPINA_BIFIDA, dependent=[("B", "X")])


# Lists from reports

REPORTS = pd.DataFrame(
    {
        "report_id": ["r1", "r2", "r3", "r4", "r5"],
        "outlet": ["Agency", "Courier", "Courier", "Agency", None],
        "rewrite_of": ["", "r1", "", "", ""],
    }
)
MENTIONS = pd.DataFrame(
    [("r1", "i1"), ("r1", "i2"), ("r2", "i1"), ("r2", "i2"), ("r3", "i2"), ("r4", "i2"), ("r5", "i3")],
    columns=["report_id", "incident_id"],
)


def test_a_copy_is_no_witness_of_its_own() -> None:
    own = capture.outlet_lists(MENTIONS, REPORTS)
    assert own.to_dict("index") == {"i1": {"Agency": True, "Courier": False}, "i2": {"Agency": True, "Courier": True}}
    assert capture.outlet_lists(MENTIONS, REPORTS, copies=True)["Courier"].tolist() == [True, True]
    marked = REPORTS.drop(columns="rewrite_of").assign(duplicate_of=[None, "r1", None, None, None])
    assert capture.outlet_lists(MENTIONS, marked).equals(own)


def test_incidents_lead_to_outlets_through_their_claims() -> None:
    incidents = pd.DataFrame(
        {"incident_id": ["i1", "i2", "i3"], "claim_ids": ["c1 c3", "c2", None], "background": [False, True, False]}
    )
    claims = pd.DataFrame({"claim_id": ["c1", "c2", "c3"], "report_id": ["r1", "r3", "r3"]})
    found = capture.outlet_lists(incidents, REPORTS, claims)
    assert found.to_dict("index") == {"i1": {"Agency": True, "Courier": True}}


def test_what_the_lists_lack_is_named() -> None:
    with pytest.raises(ValueError, match="mark_duplicates"):
        capture.outlet_lists(MENTIONS, REPORTS.drop(columns="rewrite_of"))
    with pytest.raises(ValueError, match="claims"):
        capture.outlet_lists(pd.DataFrame({"incident_id": [], "claim_ids": []}), REPORTS)
    with pytest.raises(ValueError, match="outlet"):
        capture.outlet_lists(MENTIONS, REPORTS.drop(columns="outlet"))


def test_no_mentions_give_no_rows() -> None:
    assert capture.outlet_lists(MENTIONS.head(0), REPORTS).empty


def test_overlaps_are_counted() -> None:
    nowhere = lists({"000": 9}, "BDM")
    table = capture.count_overlaps(pd.concat([SPINA_BIFIDA, nowhere]))
    assert table["n"].sum() == 626 and len(table) == 7
    assert table.loc[0, ["B", "D", "M", "n_outlets", "n"]].tolist() == [True, False, False, 1, 247]


# Trials


def test_every_trial_gives_an_estimate_in_each_of_its_worlds() -> None:
    few = [trial for trial in trials.TRIALS if "Chapman" in trial.name or "bound" in trial.name][:3]
    table = coverage(few, worlds=2, seed=7)
    assert (table["estimated"] > 0).all() and (table["truth"] > 100).all()


def test_copies_and_bad_linking_are_seen_in_the_bias() -> None:
    chapman = next(t for t in trials.TRIALS if t.name.endswith("agency, Courier"))
    worlds = {name: chapman.worlds[name] for name in (PLAIN, f"broken: {trials.COPYING}")}
    table = coverage(type(chapman)("copies", chapman.estimate, chapman.truth, worlds), worlds=6, seed=3)
    plain, copying = table["bias"]
    assert copying < plain - 15


def test_a_bad_linking_has_more_incidents_than_a_good_one() -> None:
    torn = trials._split(DIABETES, np.random.default_rng(0))
    shared = int((DIABETES.sum(axis=1) > 1).sum())
    assert len(torn) - len(DIABETES) == pytest.approx(trials.SPLIT * shared, rel=0.15)
    assert torn.to_numpy().sum() == DIABETES.to_numpy().sum()


def test_pairs_cover_all_outlets() -> None:
    assert len(capture.log_linear_models(DIABETES)) == 2 ** len(list(combinations("CHPR", 2)))
