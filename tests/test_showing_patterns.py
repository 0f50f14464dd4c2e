"""Figures of patterns say what they drew, in the Axes they are given, and a sentence where there is nothing."""

from __future__ import annotations

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from figure_reading import title

from helpers import tables
from helpers.estimating import opponents, simulate_world, space, timing
from helpers.paths import OSTREVANE
from helpers.showing import maps, patterns
from helpers.showing.figures import description


@pytest.fixture(scope="module")
def happened() -> pd.DataFrame:
    incidents = simulate_world(4).incidents
    return incidents.assign(date_start=pd.to_datetime(incidents["date"]))


NONE = tables.empty("incidents")
DRAWN = {
    "gaps": lambda rows, ax=None: patterns.draw_gaps(timing.inter_event_days(rows), timing.burstiness(rows), ax=ax),
    "weekdays": lambda rows, ax=None: patterns.draw_weekdays(timing.weekdays(rows), timing.weekday_test(rows), ax=ax),
    "before": lambda rows, ax=None: patterns.draw_before_after(timing.before_after(rows, "2024-12-31"), ax=ax),
    "near": lambda rows, ax=None: patterns.draw_near_repeat(space.near_repeat(rows, permutations=99), ax=ax),
    "opponents": lambda rows, ax=None: patterns.draw_opponents(opponents.dyads(rows), ax=ax),
    "network": lambda rows, ax=None: patterns.draw_network(opponents.dyads(rows), ax=ax),
    "places": lambda rows, ax=None: maps.draw_places(space.by_place(rows), ax=ax),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_uses_its_axes_and_describes_its_data(name, happened):
    _, ax = plt.subplots()
    assert DRAWN[name](happened, ax) is ax
    ax.figure.canvas.draw()
    assert description(ax).endswith(".") and title(ax)


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("rows", [NONE, NONE.reindex(range(1))], ids=["none", "one"])
def test_nothing_to_draw_gives_a_sentence(name, rows):
    rows = tables.conform("incidents", rows.assign(incident_id="i", background=False))
    assert description(DRAWN[name](rows)).endswith(".")


def test_the_times_say_how_many_follow_within_a_day():
    ax = patterns.draw_gaps(pd.Series([0.0, 1, 4, 15]))
    assert title(ax).startswith("50% are followed") and "4 times" in description(ax)


def test_weekday_bars_start_at_nought_and_say_the_p(happened):
    ax = DRAWN["weekdays"](happened)
    assert ax.get_ylim()[0] == 0 and "p = " in title(ax) and "n = " in ax.texts[0].get_text()


def test_before_and_after_gives_both_ps(happened):
    found = timing.before_after(happened, "2024-12-31")
    told = description(patterns.draw_before_after(found, "the truce"))
    assert "the truce" in told and "independent" in told and f"{found.estimate.n:,}" in told


def test_near_repeats_frame_what_passes_the_correction_for_many_bands():
    table = space.near_repeat(NONE)
    values = {"ratio": 1.0, "observed": 5, "expected": 5.0, "p": 0.5, "n": 50}
    table = table.assign(**values)
    table.loc[0, ["ratio", "p"]] = 3.0, 0.05 / 12 - 1e-6
    table.loc[1, ["ratio", "p"]] = 2.0, 0.02
    ax = patterns.draw_near_repeat(table)
    assert title(ax).startswith("Near repeats in 1 of 12") and len(ax.lines) == 1
    assert "3.00 times" in description(ax)


def test_accusations_are_drawn_apart():
    rows = tables.conform("incidents", [
        {"incident_id": "a", "actors": "Dawn Covenant (accused)", "killed_civilians_best": 1, "background": False},
        {"incident_id": "b", "actors": "Sarvell Front", "killed_civilians_best": 1, "background": False},
    ])  # fmt: skip
    table = opponents.dyads(rows)
    ax = patterns.draw_opponents(table)
    assert sorted(str(c.get_linestyle()[0][1] is not None) for c in ax.collections) == ["False", "True"]
    edges = [p.get_linestyle() for p in patterns.draw_network(table).patches]
    assert sorted(edges) == ["-", "--"]
    assert "1 of them accusations only" in description(patterns.draw_network(table))


def test_an_area_is_not_drawn_as_a_place():
    table = pd.DataFrame({
        "place": ["A", None, None], "admin1": None, "latitude": [33.0, 33.1, np.nan], "longitude": [-43.0, -43.1, np.nan],
        "precision": ["exact", "area", "unknown"], "incidents": [3, 2, 1], "killed": [0, 0, 0],
    })  # fmt: skip
    ax = maps.draw_places(table, outlines=OSTREVANE / "outlines.geojson")
    assert title(ax) == "The place itself is known for 3 of 6 incidents"
    assert "2 known only by district" in description(ax) and "1 without coordinates" in description(ax)
    assert [bool(c.get_hatch()) for c in ax.collections[:2]] == [False, True]
    assert "None of the 0" in description(maps.draw_places(table, by="killed"))
    with pytest.raises(ValueError, match="incidents or killed"):
        maps.draw_places(table, by="dead")
