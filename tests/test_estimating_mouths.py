"""Who says how many: tolls are compared within incidents, and with themselves as days pass."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers import estimating, tables
from helpers.estimating import mouths
from helpers.estimating.trials import mouths as trials


def claims(*rows: dict) -> pd.DataFrame:
    made = []
    for n, row in enumerate(rows):
        plain = {
            "claim_id": f"c{n}", "report_id": "r1", "sentence_id": n, "start": 200 * n, "end": 200 * n + 10, "quote": "x",
            "measure": "killed", "group": "unspecified", "scope": "incident", "modifier": "exact",
        }  # fmt: skip
        made.append({**plain, "high": row["low"], **row})
    return tables.conform("claims", made)


def told(*rows: tuple) -> pd.DataFrame:
    """Make the table of `mouth_tolls` from incident, claimant_type, day of publication, best."""
    made = [
        {
            "incident_id": i, "report_id": f"r{n}", "outlet": "Courier", "published": pd.Timestamp("2024-01-01") + pd.Timedelta(days=day),
            "days": day, "claimant_type": who, "best": best, "civilians": best, "security_forces": 0, "militants": 0,
        }
        for n, (i, who, day, best) in enumerate(rows)
    ]  # fmt: skip
    return pd.DataFrame(made, columns=list(mouths.COLUMNS))


def pairs(ratios: list[float], first: int = 10) -> pd.DataFrame:
    rows = [
        (f"i{n}", who, 1, best)
        for n, r in enumerate(ratios)
        for who, best in (("police", first * r), ("medical", first))
    ]
    return told(*rows)


def test_each_kind_of_claimant_has_its_toll_of_an_incident() -> None:
    made = claims(
        {"low": 9, "group": "mixed", "claimant_type": "medical"},
        {"low": 3, "group": "militants", "claimant_type": "medical", "scope": "part_of_total"},
        {"low": 12, "claimant_type": "security_forces", "report_id": "r2"},
        {"low": 4, "report_id": "r2", "measure": "injured"},
        {"low": 40, "scope": "background"},
        {"low": 5},
    )
    linked = tables.conform("incidents", [
        {"incident_id": "i1", "claim_ids": "c0 c1 c2 c3 c4", "date_start": "2024-05-01", "background": False},
        {"incident_id": "i2", "claim_ids": "c5", "background": False},
    ])  # fmt: skip
    reports = tables.conform("reports", [
        {"report_id": "r1", "text": "", "published": "2024-05-02", "outlet": "TNS"},
        {"report_id": "r2", "text": "", "published": "2024-05-06", "outlet": "RT"},
    ])  # fmt: skip
    table = mouths.mouth_tolls(made, linked, reports)
    assert list(table.columns) == list(mouths.COLUMNS)
    assert table[["incident_id", "report_id", "claimant_type", "best"]].to_numpy().tolist() == [
        ["i1", "r1", "medical", 9], ["i1", "r2", "security_forces", 12], ["i2", "r1", "unattributed", 5],
    ]  # fmt: skip
    assert table["militants"].to_list() == [3, 0, 0]
    assert table["days"].to_list()[:2] == [1, 5] and pd.isna(table["days"][2])
    assert table["outlet"].to_list() == ["TNS", "RT", "TNS"]
    assert mouths.mouth_tolls(made, linked)["outlet"].isna().all()
    with pytest.raises(ValueError, match="killed, injured"):
        mouths.mouth_tolls(made, linked, measure="attackers")


def test_a_ratio_is_the_geometric_mean_within_incidents() -> None:
    ratios = [2.0, 2.0, 1.0, 1.0, 1.5, 1.5, 0.5, 3.0, 1.0]
    found = mouths.paired_ratio(pairs(ratios), "police", "medical")
    logs = np.log(ratios)
    low, high = stats.t.interval(0.95, 8, logs.mean(), stats.sem(logs))
    assert (found.value, found.low, found.high) == pytest.approx(tuple(np.exp([logs.mean(), low, high])))
    assert found.n == 9 and found.layer == "rate" and found.note == ""
    other_way = mouths.paired_ratio(pairs(ratios), "medical", "police")
    assert other_way.value == pytest.approx(1 / found.value)
    civil = mouths.paired_ratio(pairs(ratios), "police", "medical", group="civilians")
    assert civil.value == pytest.approx(found.value)


def test_who_speaks_alone_is_in_no_pair_but_in_the_note() -> None:
    table = pd.concat([pairs([2.0, 1.0] * 6), told(("only", "police", 1, 90))])
    found = mouths.paired_ratio(table, "police", "medical")
    assert found.n == 12 and found.value == pytest.approx(2**0.5)
    assert "1 more incidents have a number from police alone" in found.note


def test_the_last_number_of_each_counts() -> None:
    early = told(*[(f"i{n}", "police", 0, 100) for n in range(12)])
    found = mouths.paired_ratio(pd.concat([early, pairs([2.0, 1.0] * 6)]), "police", "medical")
    assert found.value == pytest.approx(2**0.5)


def test_a_source_is_compared_with_itself_over_days() -> None:
    rows = [(f"i{n}", "medical", day, best) for n in range(12) for day, best in ((0, 4), (3, 4 if n % 2 else 8))]
    alone = [("once", "medical", 0, 50), ("twice a day", "witness", 1, 3), ("twice a day", "witness", 1, 9)]
    table = told(*rows, *alone)
    found = mouths.toll_change(table)
    assert found.n == 12 and found.value == pytest.approx(2**0.5)
    assert mouths.toll_change(table, "medical") == found
    changes = mouths.toll_changes(table).set_index("claimant_type")
    assert changes.index.to_list() == ["all", "medical", "witness"] and changes.at["witness", "note"]
    by_day = mouths.toll_by_day(table).set_index("days")
    assert by_day.at["the first day", "value"] == pytest.approx(2**-0.5) and by_day.at["the first day", "n"] == 12
    assert by_day.at["a week or more", "n"] == 0


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (told(), "No incident has a number from police or medical"),
        (pairs([2.0] * 5), "8 are needed"),
        (pairs([1.0] * 20), "same number twice"),
        (pairs([2.0] * 20), "no spread"),
    ],
)
def test_too_few_pairs_say_so(table: pd.DataFrame, words: str) -> None:
    found = mouths.paired_ratio(table, "police", "medical")
    assert found.value is None and words in found.note


def test_nothing_in_nothing_out() -> None:
    table = mouths.mouth_tolls(tables.empty("claims"), tables.empty("incidents"), tables.empty("reports"))
    assert table.empty and list(table.columns) == list(mouths.COLUMNS)
    assert mouths.toll_change(table).value is None
    assert mouths.paired_ratios(table).empty and len(mouths.toll_by_day(table)) == 5
    with pytest.raises(ValueError, match="outlet"):
        mouths.toll_change(table, by="place")
    with pytest.raises(ValueError, match="militants"):
        mouths.paired_ratio(pairs([2.0] * 9), "police", "medical", group="rebels")


def test_reports_without_a_day_are_compared_all_the_same() -> None:
    found = mouths.paired_ratio(pairs([2.0, 1.0] * 6).assign(published=pd.NaT, days=pd.NA), "police", "medical")
    assert found.n == 12 and found.value == pytest.approx(2**0.5)


def test_mouths_of_a_world_are_told_apart() -> None:
    world = estimating.simulate_world(4, **trials._worlds(trials.ENEMIES)["as assumed"])
    table = trials.told_in(world)
    found = mouths.paired_ratio(table, "armed_group", "security_forces", group="security_forces")
    assert found.low > 1.2  # each side swells its enemy's dead and hushes its own
    own = mouths.paired_ratio(table, "armed_group", "security_forces", group="militants")
    assert own.value is None or own.value < 1
    truth = trials._drawn_ratio("armed_group", "army", "security_forces")(world)
    assert 1.7 < truth < 2.5  # 2.0 to 0.8, of which incidents without any number are no part
