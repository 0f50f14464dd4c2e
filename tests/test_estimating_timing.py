"""Bursts, weekdays, before and after: against published formulas, known cases, and lists that can't say anything."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers import tables
from helpers.estimating import timing

FIRST = pd.Timestamp("2024-01-01")


def on(days) -> pd.DataFrame:
    return pd.DataFrame({"date_start": FIRST + pd.to_timedelta(np.asarray(days), unit="D")})


def poisson(n: int, length: int, seed: int) -> pd.DataFrame:
    return on(np.sort(np.random.default_rng(seed).integers(0, length, n)))


def clustered(seed: int, clusters: int = 40, size: int = 5, length: int = 730) -> pd.DataFrame:
    """Give clusters of incidents on one day each."""
    return on(np.repeat(np.sort(np.random.default_rng(seed).integers(0, length, clusters)), size))


def test_only_incidents_with_a_known_day_count_and_history_does_not():
    rows = on([0, 1, 2, 3]).assign(
        date_precision=["day", "month", "day", None], background=pd.array([False, False, True, False])
    )
    assert timing.days_known(rows).tolist() == [FIRST]
    with pytest.raises(KeyError, match="date_start"):
        timing.days_known(pd.DataFrame({"day": []}))


def test_times_between_incidents_are_in_order_of_days():
    assert timing.inter_event_days(on([9, 2, 2])).tolist() == [0.0, 7.0]


def test_burstiness_of_regular_and_of_most_bursty_series():
    assert timing.burstiness_of([3.0] * 10) == -1
    n = 25
    bursts = np.r_[np.zeros(n - 1), 100.0]
    assert timing.burstiness_of(bursts) == pytest.approx(1)
    # uncorrected, the most that n times can reach (Kim & Jo 2016, eq. 13)
    assert timing.burstiness_of(bursts, corrected=False) == pytest.approx((np.sqrt(n - 1) - 1) / (np.sqrt(n - 1) + 1))


def test_burstiness_of_poisson_is_nought_and_the_correction_mends_most_of_what_is_off_in_short_series():
    rng = np.random.default_rng(1)
    assert abs(np.mean([timing.burstiness_of(t) for t in rng.exponential(5, (1000, 300))])) < 0.01
    short = rng.exponential(5, (2000, 8))
    mended, raw = (np.mean([timing.burstiness_of(t, corrected=c) for t in short]) for c in (True, False))
    assert raw < -0.08 and raw / 2 < mended < 0


def test_variation_is_scipys():
    times = np.random.default_rng(2).gamma(0.6, 4, 50)
    r = stats.variation(times)
    assert timing.burstiness_of(times, corrected=False) == pytest.approx((r - 1) / (r + 1))


def test_the_interval_of_burstiness_holds_poisson_and_not_clusters():
    e = timing.burstiness(poisson(300, 3000, 3))
    assert e.low < 0 < e.high and e.low < e.value < e.high and e.n == 299 and e.layer == "rate"
    assert timing.burstiness(clustered(4)).low > 0.1


def test_the_poisson_reference_knows_that_days_are_whole():
    often = timing.poisson_burstiness(3000, 600)
    rarely = timing.poisson_burstiness(200, 20_000)
    assert abs(np.median(rarely)) < 0.01 and np.median(often) > 0.3
    assert (np.diff(often) >= 0).all()
    with pytest.raises(ValueError, match="at least 3 incidents"):
        timing.poisson_burstiness(2, 100)


@pytest.mark.parametrize(
    "rows", [tables.empty("incidents"), on([]), on([3]), on([5] * 60), on([1, 2, 3]), on([1] * 40 + [2] * 40)]
)
def test_a_list_that_cannot_say_gives_a_sentence(rows):
    around = timing.before_after(rows, "2024-02-01")
    for e in (timing.burstiness(rows), timing.weekday_test(rows).estimate, around.estimate):
        assert e.value is None and e.low is None and e.note.endswith(".")
    assert around.p is None
    table = timing.weekdays(rows)
    assert len(table) == 7 and table["low"].isna().all() and (table["note"] != "").all()


def test_weekday_shares_and_expected_shares():
    table = timing.weekdays(poisson(400, 364, 5), FIRST, FIRST + pd.Timedelta(days=363))
    assert table["weekday"].tolist()[0] == "Monday" and table["n"].sum() == 400
    assert table["share"].sum() == pytest.approx(1) and table["expected"].tolist() == pytest.approx([1 / 7] * 7)
    assert (table["low"] < table["share"]).all() and (table["share"] < table["high"]).all()


def test_a_weekday_without_incidents_has_no_interval_and_says_so():
    table = timing.weekdays(on(np.arange(0, 700, 7)))
    assert (table["note"] != "").all() and table["low"].isna().all()


def test_the_interval_of_a_weekday_widens_with_clusters():
    alone, bursts = (
        timing.weekdays(x).assign(w=lambda t: t["high"] - t["low"])["w"].mean()
        for x in (poisson(200, 730, 6), clustered(6))
    )
    assert bursts > 1.5 * alone


def test_the_interval_of_a_weekday_is_about_the_binomial_one_for_lone_incidents():
    table = timing.weekdays(poisson(700, 728, 13))
    usual = 2 * 1.96 * np.sqrt(1 / 7 * 6 / 7 / 700)
    assert 0.8 < (table["high"] - table["low"]).mean() / usual < 1.3


def test_weekday_test_sees_fridays_and_no_more_than_that():
    rng = np.random.default_rng(7)
    days = rng.integers(0, 728, 300)
    fridays = np.where(rng.random(300) < 0.3, days // 7 * 7 + 4, days)
    assert timing.weekday_test(on(fridays)).p < 0.01
    assert timing.weekday_test(on(days)).p > 0.05


def test_pearson_raises_false_alarms_on_clusters_and_shifted_blocks_do_not():
    found = [timing.weekday_test(clustered(s), draws=199) for s in range(100, 160)]
    assert np.mean([f.naive_p < 0.05 for f in found]) > 0.5
    assert np.mean([f.p <= 0.05 for f in found]) < 0.2
    assert np.mean([f.estimate.low <= 0 for f in found]) > 0.8


def test_naive_weekday_p_is_scipys():
    rows = poisson(200, 728, 8)
    counts = np.bincount(rows["date_start"].dt.day_of_week, minlength=7)
    assert timing.weekday_test(rows, FIRST, FIRST + pd.Timedelta(days=727)).naive_p == pytest.approx(
        stats.chisquare(counts).pvalue
    )


def test_before_and_after_counts_the_days_it_says():
    period = {"start": FIRST, "end": FIRST + pd.Timedelta(days=399)}
    rows = on([150] + [169] * 4 + [180] + [209] * 2 + [210] + list(range(0, 140, 9)) + list(range(260, 400, 9)))
    found = timing.before_after(rows, FIRST + pd.Timedelta(days=180), 30, **period)
    # from day 150 to 179: 5; from 180 to 209: 3
    assert found.estimate.n == 8 and found.estimate.value == pytest.approx(3.5 / 5.5)
    assert len(found.reference) == 400 and found.naive_p == pytest.approx(stats.binomtest(3, 8).pvalue)
    assert found.estimate.low <= found.estimate.value and 0 < found.p <= 1


def test_a_strong_change_is_seen_and_its_ratio_is_held():
    rng = np.random.default_rng(9)
    days = rng.integers(0, 1000, 500)
    days = np.r_[days, rng.integers(500, 530, 45)]
    found = timing.before_after(on(days), FIRST + pd.Timedelta(days=500), 30, FIRST, FIRST + pd.Timedelta(days=999))
    assert found.p < 0.05 and found.estimate.low > 1 and (found.estimate.high is None or found.estimate.high > 4)


def test_circular_shifts_keep_their_size_where_free_permutation_does_not():
    period = {"start": FIRST, "end": FIRST + pd.Timedelta(days=729)}
    found = [timing.before_after(clustered(s), "2024-12-31", 60, **period) for s in range(200, 260)]
    assert np.mean([f.p <= 0.05 for f in found]) < 0.15
    assert np.mean([f.naive_p <= 0.05 for f in found]) > 0.25


def test_nothing_after_the_event_leaves_the_ratio_open_below():
    days = [d for d in range(0, 1000, 2) if not 500 <= d < 530]
    found = timing.before_after(on(days), FIRST + pd.Timedelta(days=500), 30, FIRST, FIRST + pd.Timedelta(days=999))
    assert found.estimate.low == 0 and found.estimate.high < 0.5 and found.p < 0.05


def test_shift_p_is_the_rank_among_all_rotations():
    counts = np.random.default_rng(10).poisson(0.4, 90).astype(float)
    ratios = []
    for s in range(90):
        turned = np.roll(counts, -s)
        ratios.append(np.log(turned[10:20].sum() + 0.5) - np.log(turned[:10].sum() + 0.5))
    ratios = np.round(ratios, 9)
    expected = min(1, 2 * min((ratios >= ratios[0]).mean(), (ratios <= ratios[0]).mean()))
    assert timing._shift_p(counts[None, :], 10)[0] == pytest.approx(expected)


def test_events_and_incidents_outside_the_period_are_refused():
    rows = poisson(100, 400, 11)
    with pytest.raises(ValueError, match="fewer than 60 days"):
        timing.before_after(rows, "2024-01-10")
    with pytest.raises(ValueError, match="outside the period"):
        timing.before_after(rows, "2024-06-01", start="2024-03-01")


def test_nothing_is_changed():
    rows = clustered(12)
    before = rows.copy(deep=True)
    timing.burstiness(rows), timing.weekdays(rows), timing.weekday_test(rows), timing.before_after(rows, "2024-12-01")
    pd.testing.assert_frame_equal(rows, before)
