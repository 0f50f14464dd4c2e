"""Who fights whom: what is read from words, what is coded, and what stays not known."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import tables
from helpers.estimating import opponents, simulate_world


def incidents(*rows: dict) -> pd.DataFrame:
    return tables.conform("incidents", [{"incident_id": f"i{k}", "background": False, **r} for k, r in enumerate(rows)])


def test_accused_is_not_named_and_a_denial_is_kept():
    found = opponents.read_actors("the Sarvell Front (accused); the Sarvell Front (denies); Dawn Covenant gunmen")
    assert found == {"Sarvell Front": ("accused", True), "Dawn Covenant": ("named", False)}


def test_who_is_named_and_accused_is_named():
    assert opponents.read_actors("The Dawn Covenant; the Dawn Covenant (accused)") == {
        "Dawn Covenant": ("named", False)
    }


@pytest.mark.parametrize("words", [None, float("nan"), "", "brake failure (accused)", "miscreants"])
def test_words_without_a_known_actor_give_nobody(words):
    assert opponents.read_actors(words) == {}


def test_aliases_and_the_army():
    assert opponents.read_actors("Front spokesman X", {"front": "Sarvell Front"}) == {"Sarvell Front": ("named", False)}
    assert opponents.read_actors("the army (accused)") == {"army": ("accused", False)}


def test_targets_are_the_groups_hurt():
    rows = incidents(
        {"actors": "Dawn Covenant", "killed_civilians_best": 3, "injured_security_forces_best": 2, "killed_best": 3},
        {"actors": "Dawn Covenant (accused)", "killed_civilians_best": 1},
        {"actors": None, "killed_best": 2, "killed_unspecified_best": 2},
        {"actors": None},
        {"actors": "Dawn Covenant", "killed_civilians_best": 9, "background": True},
    )
    table = opponents.dyads(rows).set_index(["actor", "target", "basis"])
    assert table.loc[("Dawn Covenant", "civilians", "named"), ["incidents", "killed"]].tolist() == [1, 3]
    assert table.loc[("Dawn Covenant", "security forces", "named"), ["incidents", "killed"]].tolist() == [1, 0]
    assert table.loc[("Dawn Covenant", "civilians", "accused"), ["incidents", "killed"]].tolist() == [1, 1]
    assert table.loc[("not known", "people not told apart", "unknown"), "killed"] == 2
    assert table.loc[("not known", "nobody hurt", "unknown"), "incidents"] == 1
    assert table["incidents"].sum() == 5


def test_coded_actors_and_targets_are_a_crosstab():
    world = simulate_world(3).incidents
    table = opponents.dyads(world)
    expected = pd.crosstab(world["actor"], world["target"])
    found = opponents.matrix(table)
    pd.testing.assert_frame_equal(
        found.reindex(index=expected.index, columns=expected.columns), expected, check_names=False, check_dtype=False
    )
    dead = world[[f"killed_{g}" for g in opponents.HURT]].sum(axis=1)
    assert table["killed"].sum() == dead.sum() and found.sum(axis=1).is_monotonic_decreasing


def test_a_matrix_of_one_basis():
    rows = incidents({"actors": "Dawn Covenant (accused)", "killed_civilians_best": 1}, {"actors": None})
    assert opponents.matrix(opponents.dyads(rows), "accused").to_dict() == {"civilians": {"Dawn Covenant": 1}}
    assert opponents.matrix(opponents.dyads(rows), "named").empty


def test_the_network_carries_what_the_table_has():
    rows = incidents(
        {"actors": "Dawn Covenant (accused)", "killed_civilians_best": 1},
        {"actors": "Dawn Covenant", "killed_civilians_best": 4},
        {"actors": "Dawn Covenant"},
        {"actors": None, "killed_civilians_best": 4},
    )
    graph = opponents.network(opponents.dyads(rows))
    assert list(graph.edges(data=True)) == [("Dawn Covenant", "civilians", {"named": 1, "accused": 1, "killed": 5})]


def test_nothing_to_count_gives_a_sentence():
    for rows in (tables.empty("incidents"), incidents({"actors": "the Dawn Covenant", "background": True})):
        table = opponents.dyads(rows)
        assert table["note"].iloc[0].endswith(".") and table["incidents"].sum() == 0
        assert opponents.matrix(table).empty and opponents.network(table).number_of_edges() == 0
    assert "aliases" in opponents.dyads(incidents({"actors": None}))["note"].iloc[0]
