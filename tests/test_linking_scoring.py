"""The interval of B-cubed, the calibration of links and the parts of a sum of dead, on cases worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from test_linking_tolls import claims

from helpers import linking
from helpers.linking import scoring


def table(text: str) -> pd.DataFrame:
    return pd.DataFrame([p.split(":") for p in text.split()], columns=["report_id", "incident_id"])


# --- the interval of B-cubed ---------------------------------------------------------------------------------------


def test_reports_that_share_an_incident_are_drawn_together() -> None:
    true = table("a:1 b:1 b:2 c:2 d:3 e:4 e:3 f:5")
    assert scoring.bcubed_interval(table("a:x b:x c:y d:z e:z f:w"), true)[2] == 3  # {a, b, c}, {d, e}, {f}


def test_the_interval_holds_the_score_and_is_a_point_where_nothing_is_wrong() -> None:
    true = table(" ".join(f"{a}{k}:{k}" for k in range(12) for a in "pq"))
    torn = table(" ".join(f"{a}{k}:{k}{a if k % 3 == 0 else ''}" for k in range(12) for a in "pq"))
    low, high, _ = scoring.bcubed_interval(torn, true)
    assert low < scoring.bcubed(torn, true)["f1"] < high < 1
    assert scoring.bcubed_interval(true, true) == (1.0, 1.0, 12)


def test_a_false_link_between_two_groups_lowers_the_interval() -> None:
    """Whoever scores each group alone never sees that reports of two were put together."""
    true = table("a:1 b:1 c:2 d:2")
    together = table("a:x b:x c:x d:x")
    low, high, _ = scoring.bcubed_interval(together, true)
    assert low == high == pytest.approx(2 / 3)  # precision 1/2, recall 1


def test_the_interval_depends_on_the_seed_alone() -> None:
    true, found = table("a:1 b:1 c:2 d:2"), table("a:x b:y c:z d:z")
    assert scoring.bcubed_interval(found, true, random=3) == scoring.bcubed_interval(found, true, random=3)


def test_no_reports_have_no_interval() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        scoring.bcubed_interval(table("a:x"), table(""))


# --- the calibration of links --------------------------------------------------------------------------------------


def test_probabilities_are_held_against_what_is_so() -> None:
    true = table("a:1 b:1 c:2 d:2 e:1 e:2")
    rows = [
        ("a", "b", 0.95),
        ("c", "d", 0.85),
        ("a", "c", 0.75),
        ("b", "d", 0.0),
        ("a", "e", 0.99),
        ("a", "none", 0.99),
    ]
    pairs = pd.DataFrame(rows, columns=["left_report", "right_report", "probability"])
    bins = scoring.calibration(pairs, true)
    assert bins["pairs"].tolist() == [1, 2, 1]  # e tells of two incidents, `none` of none: not asked
    assert bins["true"].tolist() == [0, 0.5, 1]
    assert bins["predicted"].tolist() == pytest.approx([0, 0.8, 0.95])


# --- the parts of a sum of dead ------------------------------------------------------------------------------------

HAPPENED = pd.DataFrame({
    "incident_id": ["1", "2", "3"], "incident_type": "armed_attack", "date": pd.to_datetime(["2024-05-03"] * 3),
    "place": ["Osken", "Velm", "Tarn"], "district": "Upper", "killed_civilians": [5, 2, 4], "killed_militants": [0, 1, 0],
})  # fmt: skip
TOLD = table("r1:1 r2:1 r3:2")


def found(*rows: dict) -> pd.DataFrame:
    """Make one incident for each claim, a day in May 2024 and a place apart."""
    made = [linking.link_incidents(claims({"report_id": f"r{k}", **row})) for k, row in enumerate(rows, 1)]
    ids = [f"i{k}" for k in range(len(made))]
    return pd.concat(made, ignore_index=True).assign(incident_id=ids, incident_type="armed_attack")


def parts(*rows: dict) -> dict[str, tuple[int, int]]:
    told = scoring.sum_of_dead(found(*rows), HAPPENED, TOLD)
    assert told["dead"].iloc[:-1].sum() == told["dead"].iloc[-1], "the parts do not add up"
    assert told["incidents"].iloc[:-1].sum() == told["incidents"].iloc[-1]
    return {part: (row["incidents"], row["dead"]) for part, row in told.iterrows()}


ONE, AGAIN, TWO = ({"low": n, "place": p, "date_start": "2024-05-03", "date_end": "2024-05-03"}
                   for n, p in ((5, "Osken"), (6, "Osken"), (3, "Velm")))  # fmt: skip


def test_what_is_read_rightly_adds_nothing() -> None:
    told = scoring.sum_of_dead(found(ONE, {**ONE, "low": 0}, TWO).drop(index=1), HAPPENED, TOLD)
    assert told["dead"].tolist() == [8, 0, 0, 0, 0, 0, 8]
    assert told.loc["reported, in truth"].tolist() == [2, 8]  # nobody reported the third


def test_a_torn_incident_counts_its_dead_again() -> None:
    told = parts(ONE, AGAIN, TWO)
    assert told["one incident found again"] == (1, 6)
    assert told["counted"] == (3, 14)


def test_what_fits_nothing_is_found_where_none_is() -> None:
    elsewhere = {"low": 9, "place": "Farrune", "date_start": "2024-03-03", "date_end": "2024-03-03"}
    told = parts(ONE, elsewhere, TWO)
    assert told["fits none of them"] == (1, 9)
    assert told["missed"] == (0, 0)


def test_a_missed_incident_takes_its_dead_away() -> None:
    told = parts(ONE)
    assert told["missed"] == (-1, -3)


def test_misread_tolls_stand_apart_by_their_direction() -> None:
    told = parts({**ONE, "low": 7}, {**AGAIN, "low": 1}, {**TWO, "low": 1})
    assert told["read too high"] == (0, 2) and told["read too low"] == (0, -2)
    assert told["one incident found again"] == (1, 1)


def test_nothing_found_misses_all() -> None:
    told = scoring.sum_of_dead(found(ONE).iloc[:0], HAPPENED, TOLD)
    assert told.loc["missed"].tolist() == [-2, -8] and told.loc["counted"].tolist() == [0, 0]
