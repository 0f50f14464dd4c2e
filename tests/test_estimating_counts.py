"""Counts that tell zero from missing; rates, shares and ratios against formulas and published figures; coders."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers import tables
from helpers.estimating.coders import COMBINED, across_coders
from helpers.estimating.counts import (
    count_incidents,
    incident_rate,
    incident_rates,
    incident_share,
    incident_shares,
    rate_ratio,
    toll_share,
)
from helpers.intervals import wilson

YEAR = ("2024-01-01", "2024-12-31")


def incidents(days: list, **columns: list) -> pd.DataFrame:
    table = pd.DataFrame({"incident_id": [f"i{k}" for k in range(len(days))], "date_start": pd.to_datetime(days)})
    return table.assign(**columns)


def steady(per_month: list[int], year: int = 2024, **columns: object) -> pd.DataFrame:
    """Give so many incidents in each month, all on its tenth."""
    days = [f"{year}-{m:02d}-10" for m, n in enumerate(per_month, 1) for _ in range(n)]
    return incidents(days, **columns)


# Counts


def test_a_month_without_an_incident_is_zero_and_the_missing_are_apart() -> None:
    days = ["2024-01-05", "2024-01-20", "2024-03-02", None, "2023-05-01", "2024-02-01"]
    table = incidents(days, background=[False] * 5 + [True])
    counts = count_incidents(table, "month", ("2024-01-01", "2024-03-15"))
    assert counts["incidents"].tolist() == [2, 0, 1, 1, 1, 1]
    assert counts["counted"].tolist() == [True] * 3 + [False] * 3
    assert counts["note"].tolist() == [
        "", "", "only 15 of its 31 days in the period", "background, left out of the counts",
        "no day known, so in no month or period", "outside the period",
    ]  # fmt: skip
    assert counts["share"].tolist()[:3] == pytest.approx([2 / 3, 0, 1 / 3])
    assert counts["share"][3:].isna().all() and counts["month"][3:].isna().all()
    assert counts["incidents"].sum() == len(table)


def test_without_a_period_an_undated_incident_counts_by_type() -> None:
    table = incidents(["2024-01-05", None], incident_type=["bombing", None])
    counts = count_incidents(table, "type", values={"type": ["abduction", "bombing"]}).set_index("type")
    assert counts["incidents"].to_dict() == {"abduction": 0, "bombing": 1, "unknown": 1}


def test_what_was_never_seen_is_zero_in_every_combination() -> None:
    table = incidents(["2024-01-05", "2024-02-05"], district=["Hask", "Brem"])
    counts = count_incidents(table, ["month", "district"], values={"district": ["Kel"]})
    assert len(counts) == 6 and counts["incidents"].sum() == 2
    assert counts.loc[counts["district"] == "Kel", "incidents"].tolist() == [0, 0]


def test_a_year_is_known_where_the_month_is_not() -> None:
    table = incidents(["2024-01-01", "2024-06-03"], date_precision=["year", "day"])
    assert count_incidents(table, "year")["incidents"].tolist() == [2]
    by_month = count_incidents(table, "month", YEAR)
    assert by_month[by_month["counted"]]["incidents"].sum() == 1 and "no day" in by_month["note"].iloc[-1]


def test_two_actors_count_twice_but_the_whole_once() -> None:
    table = incidents(["2024-01-05", "2024-01-06"], actors=["A; B", "A"])
    counts = count_incidents(table, "actor").set_index("actor")
    assert counts["incidents"].to_dict() == {"A": 2, "B": 1}
    assert counts["share"].to_dict() == {"A": 1.0, "B": 0.5}


def test_groups_are_whose_dead() -> None:
    killed = {"killed_best": [5, 2], "killed_civilians_best": [3, 0], "killed_militants_best": [2, 2]}
    counts = count_incidents(incidents(["2024-01-05", "2024-01-06"], **killed), "group").set_index("group")
    assert counts.loc["civilians", ["incidents", "killed"]].tolist() == [1, 3]
    assert counts.loc["militants", "share"] == pytest.approx(4 / 7)


def test_counting_takes_the_whole_table_and_leaves_it_alone() -> None:
    table = tables.conform("incidents", incidents(["2024-01-05"], incident_type=["bombing"]))
    before = table.copy(deep=True)
    assert count_incidents(table, ["month", "type", "province"])["incidents"].tolist() == [1]
    pd.testing.assert_frame_equal(table, before)


def test_a_key_that_is_no_column_is_named() -> None:
    with pytest.raises(ValueError, match="'districts'"):
        count_incidents(incidents(["2024-01-05"]), "districts")


# Rates


def test_the_poisson_interval_is_the_published_one() -> None:
    """Ten events: 4.795 to 18.390 (Garwood 1936; any table of exact Poisson limits)."""
    table = incidents(["2024-03-01"] * 10)
    found = incident_rate(table, ("2024-01-01", "2024-01-01"), per="day", method="poisson")
    assert found.n == 0 and found.value == 0.0  # none of them on that day
    found = incident_rate(table, ("2024-03-01", "2024-03-01"), per="day", method="poisson")
    assert (round(found.low, 3), round(found.high, 3)) == (4.795, 18.390)


def test_the_limits_solve_the_score_equation() -> None:
    table = steady([3, 9, 1, 4, 4, 12, 2, 6, 5, 7, 3, 8])
    found = incident_rate(table, YEAR, per="day")
    day = pd.to_datetime(table["date_start"]).dt.day_of_year.to_numpy() - 1
    blocks = np.bincount(day * 8 // 366, minlength=8)
    dispersion, t = blocks.var(ddof=1) / blocks.mean(), stats.t.ppf(0.975, 6)
    for limit in (found.low * 366, found.high * 366):
        assert abs(64 - limit) == pytest.approx(t * np.sqrt(dispersion * limit))
    assert found.value == pytest.approx(64 / 366) and found.n == 64


def test_clusters_widen_the_interval_and_poisson_does_not_see_them() -> None:
    clustered = steady([18, 0, 2, 16, 1, 0, 20, 0, 3, 0, 12, 0])
    even = steady([6] * 12)
    wide, narrow = (incident_rate(t, YEAR) for t in (clustered, even))
    blind, same = (incident_rate(t, YEAR, method="poisson") for t in (clustered, even))
    assert wide.high - wide.low > 2.5 * (narrow.high - narrow.low)
    assert (blind.low, blind.high) == (same.low, same.high)


def test_a_toll_is_added_up_per_month_or_year() -> None:
    table = steady([1] * 12, killed_best=[2] * 12)
    month, year = (incident_rate(table, YEAR, per=per, measure="killed_best") for per in ("month", "year"))
    assert year.value == pytest.approx(24 / 366 * 365.25) and month.value == pytest.approx(year.value / 12)


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    [(81 / 263, 263, 0.2553, 0.3662), (15 / 148, 148, 0.0624, 0.1605), (0.0, 20, 0.0, 0.1611), (1 / 29, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_is_the_published_one(share: float, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson(share, n) == pytest.approx((low, high), abs=5e-5)


def test_a_share_is_of_the_rows_marked() -> None:
    table = steady([4, 6, 5, 3, 6, 4, 7, 5, 4, 6, 5, 5])
    where = pd.Series(np.arange(len(table)) % 3 == 0)
    found = incident_share(table, where, YEAR)
    assert found.value == pytest.approx(20 / 60) and found.low < 1 / 3 < found.high
    binomial = incident_share(table, where, YEAR, method="binomial")
    assert (binomial.low, binomial.high) == pytest.approx((0.2273, 0.4594), abs=5e-4)


def test_the_share_of_a_clustered_kind_is_less_sure() -> None:
    table = steady([5] * 12)
    evenly, at_once = (pd.Series(np.arange(60) % 4 == 0), pd.Series(np.arange(60) < 15))
    sure, unsure = (incident_share(table, where, YEAR) for where in (evenly, at_once))
    assert unsure.high - unsure.low > 3 * (sure.high - sure.low)


def test_the_ratio_is_after_over_before_by_day() -> None:
    table = pd.concat([steady([2] * 12), steady([6] * 12, 2025)], ignore_index=True)
    found = rate_ratio(table, YEAR, ("2025-01-01", "2025-12-31"))
    assert found.value == pytest.approx(3 * 366 / 365) and found.low > 1 and found.n == 96
    assert found.high / found.value == pytest.approx(found.value / found.low)


def test_rates_and_shares_by_value_agree_with_the_single_ones() -> None:
    kinds = ["bombing", "abduction", "bombing"] * 20
    table = steady([5] * 12, incident_type=kinds, killed_best=[3] * 60, killed_civilians_best=[1] * 60)
    rates = incident_rates(table, "type", YEAR, values=["arson_or_sabotage"]).set_index("type")
    alone = incident_rate(table[table["incident_type"] == "abduction"], YEAR)
    assert rates.loc["abduction", ["low", "high"]].tolist() == [alone.low, alone.high]
    assert rates.loc["arson_or_sabotage", "value"] == 0 and pd.isna(rates.loc["arson_or_sabotage", "high"])
    shares = incident_shares(table, "type", YEAR).set_index("type")
    assert shares["value"].to_dict() == pytest.approx({"bombing": 2 / 3, "abduction": 1 / 3})
    assert toll_share(table, period=YEAR).value == pytest.approx(1 / 3)
    months = incident_rates(table, "month", YEAR)
    assert len(months) == 12 and (months["low"] < 5).all() and (months["high"] > 5).all()


BAD = {
    "no incidents": incidents([]),
    "one incident": incidents(["2024-02-03"]),
    "all on one day": incidents(["2024-02-03"] * 30),
    "no days": incidents([None] * 5),
}


@pytest.mark.parametrize("table", BAD.values(), ids=BAD)
@pytest.mark.parametrize("period", [None, YEAR], ids=["no period", "a year"])
def test_bad_input_gives_a_sentence(table: pd.DataFrame, period: tuple | None) -> None:
    table = table.assign(incident_type="bombing", killed_best=0, killed_civilians_best=0)
    found = [
        incident_rate(table, period),
        incident_rate(table, period, measure="killed_best"),
        incident_share(table, table["incident_type"] == "bombing", period),
        toll_share(table, period=period),
        rate_ratio(table, ("2024-01-01", "2024-06-30"), ("2024-07-01", "2024-12-31")),
    ]
    assert all(e.note and (e.value is None or e.high is None) for e in found), found
    for made in (incident_rates, incident_shares):
        for by in ("type", "group"):
            rows = made(table, by, period)
            assert len(rows) and (rows["note"] != "").all()
    months = incident_rates(table, "month", period)
    assert months["value"].isna().all() and (months["note"] != "").all()
    assert (count_incidents(table, "month", period).dropna(subset=["share"])["counted"]).all()


def test_background_and_undated_are_named_in_the_note() -> None:
    table = steady([5] * 12).assign(background=[True] * 2 + [False] * 58)
    table.loc[59, "date_start"] = pd.NaT
    found = incident_rate(table, YEAR)
    assert found.n == 57 and "1 incidents without a day" in found.note and "2 incidents of background" in found.note


def test_what_is_no_column_unit_or_period_is_named() -> None:
    table = steady([5] * 12)
    with pytest.raises(ValueError, match="'dead'"):
        incident_rate(table, YEAR, measure="dead")
    with pytest.raises(ValueError, match="'fortnight'"):
        incident_rate(table, YEAR, per="fortnight")
    with pytest.raises(ValueError, match="no day"):
        incident_rate(table, YEAR[::-1])
    with pytest.raises(ValueError, match="2 values for 60"):
        incident_share(table, pd.Series([True, False]), YEAR)


# Coders


def labels(**coders: list[str]) -> pd.DataFrame:
    """Give one label a report and coder; "-" is a report left uncoded."""
    rows = [(f"r{k:03d}", c, v) for c, values in coders.items() for k, v in enumerate(values) if v != "-"]
    table = pd.DataFrame(rows, columns=["report_id", "coder", "incident_type"])
    return table.assign(sentence_id=pd.array([None] * len(table), dtype="Int64"))


A = ["bombing"] * 20 + ["none"] * 60
B = ["none"] * 5 + ["bombing"] * 20 + ["none"] * 55


def share_of_bombings(types: pd.DataFrame) -> float:
    return float(types["bombing"].mean())


def test_the_error_of_the_coding_is_that_of_a_mean_of_two() -> None:
    """Ten disagreements among 80 reports that were all coded: standard error √10 / (2 · 80)."""
    found = across_coders(labels(a=A, b=B), "bombing", population=80).set_index("coder")
    assert found["value"].to_dict() == pytest.approx({"a": 0.25, "b": 0.25, COMBINED: 0.25})
    error = np.sqrt(10) / 160
    expected = wilson(0.25, 0.25 * 0.75 / error**2, stats.t.ppf(0.975, 79))
    assert found.loc[COMBINED, ["low", "high"]].tolist() == pytest.approx(list(expected))
    assert found.loc["a", "low"] == found.loc["a", "high"] == 0.25 and "errors" in found.loc["a", "note"]


@pytest.mark.parametrize("population", [80, 160, None])
def test_drawing_gives_what_the_formula_gives(population: int | None) -> None:
    table = labels(a=A, b=B)
    formula, drawn = (
        across_coders(table, statistic, population, draws=2000).set_index("coder").loc[COMBINED]
        for statistic in ("bombing", share_of_bombings)
    )
    assert drawn["value"] == pytest.approx(formula["value"])
    assert drawn["high"] - drawn["low"] == pytest.approx(formula["high"] - formula["low"], rel=0.08)


def test_a_stricter_coder_is_named() -> None:
    strict = ["none"] * 12 + A[12:]
    assert "do not cancel" in across_coders(labels(a=A, b=strict), "bombing", 80)["note"].iloc[-1]
    assert "do not cancel" not in across_coders(labels(a=A, b=B), "bombing", 80)["note"].iloc[-1]


def test_units_that_one_coder_left_out_are_counted() -> None:
    found = across_coders(labels(a=A, b=["-"] * 3 + B[3:]), "bombing").set_index("coder").loc[COMBINED]
    assert found["n"] == 77 and found["note"].startswith("3 units")


def test_sentences_of_one_report_are_one_unit_of_sampling() -> None:
    single = labels(a=A, b=B)
    copied = pd.concat([single.assign(sentence_id=pd.array([k] * len(single), dtype="Int64")) for k in (0, 1, 2)])
    one, three = across_coders(single, "bombing").iloc[-1], across_coders(copied, "bombing", sentences=True).iloc[-1]
    assert three["n"] == 80 and three["high"] - three["low"] == pytest.approx(one["high"] - one["low"])


def test_sentences_are_not_pooled_with_reports() -> None:
    reports = labels(a=A, b=B)
    both = pd.concat([reports, labels(a=B, b=A).assign(sentence_id=pd.array([1] * len(reports), dtype="Int64"))])
    pd.testing.assert_frame_equal(across_coders(both, "bombing"), across_coders(reports, "bombing"))


def test_labels_that_say_too_little_give_a_sentence() -> None:
    assert "no labels" in across_coders(tables.empty("labels"), "bombing")["note"].iloc[0]
    few = across_coders(labels(a=A[:5], b=B[:5]), "bombing")
    assert few["value"].isna().all() and few["note"].str.contains("fewer than 10").all()
    assert "population of 10" in across_coders(labels(a=A, b=B), "bombing", 10)["note"].iloc[-1]
    one = across_coders(labels(a=A), "bombing").iloc[-1]
    assert "can't be seen" in one["note"] and one["low"] < one["value"] < one["high"]
    never = across_coders(labels(a=A, b=B), "abduction").iloc[-1]
    assert never["value"] == 0 and 0 < never["high"] < 0.1
    odd = across_coders(labels(a=A, b=B), lambda types: float("nan")).iloc[-1]
    assert pd.isna(odd["value"]) and "undefined" in odd["note"]
