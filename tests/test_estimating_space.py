"""Concentration and near repeats: against worked examples, plain counting, and lists that can't say anything."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from helpers import tables
from helpers.estimating import space
from helpers.gazetteer import distance_km

FIRST = pd.Timestamp("2024-01-01")


def scattered(n: int, seed: int, places: int = 30) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    where = rng.integers(0, places, n)
    return pd.DataFrame({
        "date_start": FIRST + pd.to_timedelta(rng.integers(0, 700, n), unit="D"), "place": [f"p{k}" for k in where],
        "latitude": 30 + where // 6 * 0.2, "longitude": 60 + where % 6 * 0.2,
    })  # fmt: skip


def repeating(seed: int) -> pd.DataFrame:
    """Give a list in which every other incident repeats the one before it, a few days later at the same place."""
    rows = scattered(100, seed)
    later = pd.to_timedelta(np.random.default_rng(seed).integers(0, 5, 100), unit="D")
    return pd.concat([rows, rows.assign(date_start=rows["date_start"] + later)], ignore_index=True)


def test_knoxs_children_with_leukaemia():
    # Knox (1964): 96 cases, 4,560 pairs, 152 within 60 days, 25 within a kilometre, 5 of them both
    expected, p = space.knox(5, 25, 152, 4560)
    assert round(expected, 2) == 0.83 and p == pytest.approx(0.0017, abs=5e-5)


def test_pairs_are_those_counted_by_hand():
    rows = scattered(60, 1)
    table = space.near_repeat(rows, (0, 1, 30, 90), (0, 7, 30), permutations=19)
    pairs = list(combinations(rows.to_dict("records"), 2))
    apart = [distance_km((a["latitude"], a["longitude"]), (b["latitude"], b["longitude"])) for a, b in pairs]
    lag = [abs((a["date_start"] - b["date_start"]).days) for a, b in pairs]
    for row in table.itertuples():
        near = [(row.km_low < d or row.km_low == 0) and d <= row.km_high for d in apart]
        soon = [(row.days_low < t or row.days_low == 0) and t <= row.days_high for t in lag]
        assert row.observed == sum(x and y for x, y in zip(near, soon, strict=True))
        assert row.expected == pytest.approx(space.knox(1, sum(near), sum(soon), len(pairs))[0])


def test_repeats_are_found_where_they_are():
    table = space.near_repeat(repeating(2), (0, 1, 30), (0, 7, 14), permutations=199).set_index(
        ["km_high", "days_high"]
    )
    assert table.loc[(1, 7), "ratio"] > 2 and table.loc[(1, 7), "p"] == pytest.approx(1 / 200)
    assert table.loc[(1, 14), "p"] > 0.02
    assert table.loc[(1, 7), "low"] < 1 < table.loc[(1, 7), "high"] < table.loc[(1, 7), "ratio"]


def test_without_repeats_alarms_are_rare():
    ps = [space.near_repeat(scattered(80, s), (0, 30), (0, 14), permutations=99)["p"].iloc[0] for s in range(80)]
    assert 0 < np.mean(np.array(ps) <= 0.1) < 0.2


def test_only_exact_points_and_days_are_taken():
    rows = scattered(60, 3).assign(place_precision=["exact"] * 30 + ["admin1"] * 30, date_precision="day")
    assert space.near_repeat(rows, permutations=9)["n"].iloc[0] == 30
    late = rows.assign(date_precision=["day"] * 25 + ["month"] * 35)
    assert space.near_repeat(late, permutations=9)["n"].iloc[0] == 25


@pytest.mark.parametrize(
    "rows",
    [
        tables.empty("incidents"),
        scattered(1, 4),
        scattered(60, 4).assign(date_start=FIRST),
        scattered(60, 4).assign(latitude=np.nan),
        scattered(60, 4).drop(columns=["latitude", "longitude"]),
    ],
)
def test_no_test_without_points_and_days(rows):
    table = space.near_repeat(rows)
    assert list(table.columns) == list(space.NEAR_REPEAT_COLUMNS) and len(table) == 12
    assert table["p"].isna().all() and table["note"].str.endswith((".", "permute.")).all()


def test_all_at_one_point_has_bands_without_pairs():
    table = space.near_repeat(scattered(60, 5, places=1), permutations=99)
    empty = table[table["km_low"] > 0]
    assert empty["p"].isna().all() and (empty["note"] != "").all()
    assert (table.loc[table["km_low"] == 0, "ratio"] == 1).all()


def test_bands_need_edges():
    with pytest.raises(ValueError, match="edges"):
        space.near_repeat(scattered(60, 6), km=[])


def test_gini_and_top_share_of_worked_examples():
    assert space.gini_of([1, 1, 1, 1]) == 0 and space.gini_of([0, 0, 0, 5]) == 0.75
    # mean absolute difference over twice the mean
    x = np.array([1.0, 2, 5, 12])
    assert space.gini_of(x) == pytest.approx(np.abs(x[:, None] - x).mean() / (2 * x.mean()))
    assert space.top_share_of([5, 1, 3, 1], 2) == pytest.approx(0.8)


def test_lorenz_starts_with_the_most_and_ends_at_one():
    curve = space.lorenz(pd.Series([6, 3, 1, 0]))
    assert curve["share_of_incidents"].tolist() == pytest.approx([0, 0.6, 0.9, 1, 1])
    assert curve["share_of_places"].tolist() == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    assert space.lorenz(pd.Series([], dtype=int)).empty


def test_quiet_places_are_noughts_and_unlisted_ones_are_named():
    rows = scattered(50, 7)
    counts = space.place_counts(rows, [f"p{k}" for k in range(40)])
    assert len(counts) == 40 and counts.sum() == 50 and counts.iloc[-1] == 0
    with pytest.raises(ValueError, match="p1"):
        space.place_counts(rows, ["p0"])


def test_even_places_are_not_called_concentrated_for_few_incidents():
    places = [f"p{k}" for k in range(30)]
    found = [space.gini(scattered(60, s), places, draws=300) for s in range(12)]
    naive = [space.gini_of(space.place_counts(scattered(60, s), places).to_numpy()) for s in range(12)]
    assert np.mean([e.value for e in found]) < 0.2 < np.mean(naive)
    assert np.mean([e.low for e in found]) < 0.1


def test_many_incidents_bring_the_estimate_to_the_counts():
    rng = np.random.default_rng(8)
    shares = rng.lognormal(0, 1, 30)
    rows = pd.DataFrame({"place": [f"p{k}" for k in rng.choice(30, 20_000, p=shares / shares.sum())]})
    e = space.top_share(rows, 5, [f"p{k}" for k in range(30)])
    assert e.low < space.top_share_of(shares, 5) < e.high and e.high - e.low < 0.03
    assert e.value == pytest.approx(space.top_share_of(space.place_counts(rows).to_numpy(), 5), abs=0.01)


def test_clumps_widen_the_interval():
    rows = scattered(150, 9)
    clumped = rows.loc[np.repeat(rows.index[:30], 5)]
    widths = [(e := space.gini(r)).high - e.low for r in (rows, clumped)]
    assert space._clumping(clumped) > 2 > space._clumping(rows) and widths[1] > widths[0]


def test_concentration_says_what_it_cannot():
    for e in (
        space.gini(tables.empty("incidents")),
        space.top_share(scattered(1, 1)),
        space.top_share(scattered(90, 1, 1)),
    ):
        assert e.value is None and e.note.endswith(".")
    assert "quiet places" in space.gini(scattered(90, 2)).note
    assert space.gini(scattered(90, 2).drop(columns="date_start")).value is not None
    with pytest.raises(ValueError, match="k must"):
        space.top_share(scattered(90, 1), 0)


def test_places_keep_their_precision_and_all_incidents():
    rows = pd.DataFrame({
        "place": ["A", "a", "B", None, None], "admin1": ["N", "N", "N", "N", None],
        "latitude": [1.0, 1, 2, 3, np.nan], "longitude": [1.0, 1, 2, 3, np.nan],
        "place_precision": ["exact", "near", "exact", "admin1", "unknown"],
        "killed_best": pd.array([1, 2, None, 4, 8], dtype="Int64"),
    })  # fmt: skip
    table = space.by_place(rows)
    assert table["incidents"].sum() == 5 and table["killed"].sum() == 15
    assert table["precision"].value_counts().to_dict() == {"exact": 2, "area": 1, "unknown": 1}
    assert table.iloc[0][["incidents", "killed"]].tolist() == [2, 3]
    assert space.by_place(tables.empty("incidents")).empty
