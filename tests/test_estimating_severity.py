"""Bands of the dead, the tail of tolls and what the largest hold: against published figures and on hard input."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import tables
from helpers.estimating import severity
from helpers.estimating.trials.severity import TAILS, dead_told, share_of_the_top
from helpers.estimating.worlds import simulate_world


def reference(name: str) -> np.ndarray:
    """Read a data set that comes with the package powerlaw: those of Clauset, Shalizi and Newman 2009."""
    import powerlaw

    return np.loadtxt(Path(powerlaw.__file__).parent / "reference_data" / f"{name}.txt").astype(int)


def incidents(*rows: dict) -> pd.DataFrame:
    plain = {"date_start": "2024-01-05", "background": False}
    made = [{"incident_id": f"i{n}", **plain, **row} for n, row in enumerate(rows)]
    return tables.conform("incidents", made)


def band(low: int, best: int, high: int | None, **rest: object) -> dict:
    return {"killed_low": low, "killed_best": best, "killed_high": high, **rest}


# the tail


@pytest.mark.parametrize(("name", "x_min", "n_tail", "alpha"), [("terrorism", 12, 547, 2.4), ("words", 7, 2958, 1.95)])
def test_published_tails_come_out(name: str, x_min: int, n_tail: int, alpha: float) -> None:
    fit = severity.fit_tail(reference(name))
    assert (fit.x_min, fit.n_tail) == (x_min, n_tail)
    assert round(fit.alpha, len(str(alpha)) - 2) == alpha  # table 6.1 of the paper


def test_the_package_powerlaw_fits_the_same() -> None:
    import powerlaw

    dead = np.random.default_rng(2).zipf(2.2, 400)
    theirs = powerlaw.Fit(dead, discrete=True, estimate_discrete=False, verbose=False)
    ours = severity.fit_tail(dead)
    assert ours.x_min == theirs.xmin
    assert ours.alpha == pytest.approx(theirs.power_law.alpha, abs=5e-4)
    assert ours.distance == pytest.approx(theirs.D, abs=5e-4)
    at_five = powerlaw.Fit(dead, xmin=5, discrete=True, estimate_discrete=False, verbose=False)
    assert severity.tail_exponent(dead, x_min=5).value == pytest.approx(at_five.power_law.alpha, abs=5e-4)


def test_a_rounded_down_law_has_its_likelihood_at_the_top() -> None:
    from scipy import optimize

    dead = np.floor(np.random.default_rng(3).random(500) ** (-1 / 1.4)).astype(int)
    tail = dead[dead >= 2]

    def minus(alpha: float) -> float:
        shares = (tail ** (1 - alpha) - (tail + 1.0) ** (1 - alpha)) / 2.0 ** (1 - alpha)
        return -np.log(shares).sum()

    best = optimize.minimize_scalar(minus, bounds=(1.1, 6), method="bounded")
    found = severity.tail_exponent(dead, x_min=2, law="rounded_down")
    assert found.value == pytest.approx(best.x, abs=1e-3)
    for bound in (found.low, found.high):  # where twice the log likelihood has fallen by 3.84
        assert 2 * (minus(bound) - best.fun) == pytest.approx(3.84, abs=0.05)


def test_the_interval_of_a_chosen_x_min_is_wider_than_one_that_takes_it_as_known() -> None:
    dead = reference("terrorism")
    chosen, known = severity.tail_exponent(dead, replicates=60), severity.tail_exponent(dead, x_min=12)
    assert chosen.value == pytest.approx(known.value, abs=1e-3)
    assert chosen.high - chosen.low > 1.3 * (known.high - known.low)


def test_rivals_are_weighed_as_published() -> None:
    table = severity.compare_tails(reference("terrorism"), replicates=20).set_index("law")
    assert table["statistic"].round(3)[["lognormal", "exponential"]].to_list() == [-0.278, 2.458]  # table 6.2: 2.457
    assert round(table.at["lognormal", "p"], 2) == 0.78
    assert table.at["exponential", "verdict"] == "the power law is likelier"
    assert table.at["lognormal", "verdict"] == "can't be told apart"
    assert table.at["power law", "p"] > 0.3  # 0.68 in the paper, of 2,500 samples


def test_what_is_no_power_law_is_ruled_out_and_what_is_one_is_not() -> None:
    rng = np.random.default_rng(4)
    assert severity.goodness_of_fit(rng.poisson(20, 3000), replicates=60) < 0.1
    assert severity.goodness_of_fit(rng.zipf(2.3, 600), replicates=100) > 0.1
    rounded = np.floor(rng.random(600) ** (-1 / 1.4)).astype(int)
    assert severity.goodness_of_fit(rounded, "rounded_down", replicates=100) > 0.1


def test_draws_follow_the_fitted_law() -> None:
    rng = np.random.default_rng(5)
    for law in ("zeta", "rounded_down"):
        fit = severity.TailFit(2.3, 4, 100, 100, 0.0)
        drawn = severity._draw(fit, law, 20_000, rng)
        found = severity.tail_exponent(drawn, x_min=4, law=law)
        assert drawn.min() == 4 and found.value == pytest.approx(2.3, abs=0.03)


def test_few_incidents_get_no_verdict() -> None:
    dead = np.random.default_rng(6).zipf(2.2, 30)
    assert "too few" in severity.tail_exponent(dead).note
    assert severity.compare_tails(dead, replicates=10)["verdict"].str.startswith("no verdict").all()


@pytest.mark.parametrize(
    ("dead", "words"),
    [([], "no incident with dead"), ([0, 0], "no incident"), ([3], "Only 1"), ([2] * 30, "same toll")],
)
def test_what_has_no_tail_says_so(dead: list[int], words: str) -> None:
    for x_min in (None, 1):
        found = severity.tail_exponent(np.array(dead, dtype=float), x_min=x_min)
        assert found.value is None and words in found.note
    assert severity.fit_tail(dead) is None and severity.goodness_of_fit(dead) is None
    table = severity.compare_tails(dead)
    assert len(table) == 1 and words in table.at[0, "verdict"]
    share = severity.largest_share(dead)
    assert share.value is None and share.note


def test_unknown_laws_and_shares_are_named() -> None:
    with pytest.raises(ValueError, match="rounded_down"):
        severity.tail_exponent(range(1, 40), law="pareto")
    with pytest.raises(ValueError, match=r"0\.1"):
        severity.largest_share(range(1, 40), top=10)


# what the largest hold


def test_the_share_of_the_largest_is_counted() -> None:
    dead = [1] * 36 + [13, 15, 17, 19]  # the top 10% hold 64 of 100
    found = severity.largest_share(dead, 0.1)
    assert found.value == pytest.approx(0.64) and found.low < 0.64 < found.high
    assert severity.largest_share(dead, 0.15).value == pytest.approx(0.66)  # two of one dead besides
    table = severity.concentration(dead).set_index("incidents")
    assert table.at["the deadliest one", "value"] == pytest.approx(0.19)
    assert (
        np.isnan(table.at["the deadliest 5%", "value"]) and "fewer than three" in table.at["the deadliest 5%", "note"]
    )


def test_the_error_of_the_share_is_that_of_many_samples() -> None:
    rng = np.random.default_rng(7)
    law = np.array([1, 2, 3, 5, 8, 13, 21]), np.array([0.5, 0.2, 0.1, 0.08, 0.06, 0.04, 0.02])
    values, counts = law[0][::-1], rng.multinomial(600, law[1], size=4000)[:, ::-1]
    logits, errors = severity._logit_share(values, counts, 0.1)
    assert np.median(errors) == pytest.approx(logits.std(), rel=0.07)


def test_the_interval_of_the_share_holds_it_in_19_of_20_samples() -> None:
    rng = np.random.default_rng(9)
    values, law = np.array([1, 2, 3, 5, 8, 13]), np.array([0.5, 0.2, 0.12, 0.08, 0.06, 0.04])
    truth = (0.04 * 13 + 0.06 * 8) / (values @ law)
    held = 0
    for _ in range(300):
        found = severity.largest_share(rng.choice(values, 300, p=law), 0.1, replicates=200, random=rng)
        held += found.low <= truth <= found.high
    assert 0.91 < held / 300 < 0.985


def test_the_drawn_share_is_that_of_a_long_series() -> None:
    share = share_of_the_top(0.1, 2.35, 40)
    u = np.random.default_rng(8).random(400_000) * (1 - 41**-1.35)
    dead = np.sort(np.floor((1 - u) ** (-1 / 1.35)))[::-1]
    assert share == pytest.approx(dead[:40_000].sum() / dead.sum(), abs=0.003)


# bands


def test_bands_add_up_month_by_month() -> None:
    rows = incidents(
        band(2, 3, 5), band(1, 1, 1), band(4, 4, None, date_start="2024-03-09"),
        band(9, 9, 9, background=True), band(7, 7, 7, date_start=None),
    )  # fmt: skip
    table = severity.toll_bands(rows)
    assert table["month"].dt.month.to_list() == [1, 2, 3]
    assert table[["incidents", "low", "best", "high", "n_open"]].to_numpy().tolist() == [
        [2, 3, 4, 6, 0], [0, 0, 0, 0, 0], [1, 4, 4, 4, 1],
    ]  # fmt: skip
    assert (table["note"] == "1 more incidents have no day").all()
    assert severity.dead_per_incident(rows).to_list() == [3, 1, 4, 7]


def test_bands_of_nothing_have_their_columns() -> None:
    columns = ["month", "incidents", "low", "best", "high", "n_open", "note"]
    for rows in (tables.empty("incidents"), incidents(band(1, 1, 1, date_start=None))):
        table = severity.toll_bands(rows)
        assert list(table.columns) == columns and table.empty
    assert severity.dead_per_incident(tables.empty("incidents")).empty
    with pytest.raises(ValueError, match="killed, injured"):
        severity.toll_bands(incidents(band(1, 1, 1)), "attackers")
    with pytest.raises(tables.TableError, match="incident_id"):
        severity.toll_bands(pd.DataFrame({"killed": [1]}))


# worlds


def test_a_world_as_assumed_tells_the_dead_that_it_drew() -> None:
    world = simulate_world(3, **TAILS["as assumed"])
    dead = world.incidents.set_index("incident_id").filter(regex="^killed_").sum(axis=1)
    told = dead_told(world)
    assert (told == dead[told.index]).mean() > 0.98  # a few of ten and more are told roughly
    assert len(told) > 0.9 * (dead > 0).sum()
    held = severity.tail_exponent(told, x_min=3, law="rounded_down")
    assert abs(held.value - 2.35) < 0.5
