"""The figure of a toll's history draws each source once and says in a sentence what it drew."""

from __future__ import annotations

from itertools import pairwise

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from figure_reading import title
from test_linking_history import ARMY, NURSE, REBELS, corrected, told

from helpers import tables
from helpers.linking.history import toll_course, toll_history
from helpers.showing import description
from helpers.showing.history import CLAIMANTS, draw_toll_history


def drawn(*rows: dict, **more: object) -> plt.Axes:
    return draw_toll_history(toll_history(*told(*rows)), "i1", name="Osken", **more)


def marks(ax: plt.Axes) -> list[tuple[str, float]]:
    shapes = {m for m, _ in CLAIMANTS.values()}
    lines = [line for line in ax.lines if isinstance(line.get_marker(), str) and line.get_marker() in shapes]
    return [(line.get_marker(), float(line.get_ydata()[0])) for line in lines]


def texts(ax: plt.Axes) -> str:
    return "\n".join(t.get_text() for t in ax.texts)


ROWS = [{"low": 7, **ARMY}, {"low": 9, **NURSE}, {"low": 12, **REBELS}, {"low": 9, **NURSE}]


def test_each_source_has_its_mark_and_the_sentence_its_number() -> None:
    ax = drawn(*ROWS)
    assert marks(ax) == [("^", 7), ("P", 9), ("v", 12), ("P", 9)]
    assert "4 sources in 4 reports" in description(ax)
    assert "7 (outlet 0, an army spokesman on 3 May 2024)" in description(ax)
    assert "9 (outlet 1, a nurse on 4 May 2024: a contradiction)" in description(ax)
    assert description(ax).endswith("stood at 7 after the first and at 9 (7–12) after the last.")
    assert title(ax) == "Osken: first 7 killed, by the rule 9 (7–12)"


def test_a_repeated_number_is_not_labelled_again() -> None:
    assert texts(drawn(*ROWS)).count("a nurse") == 1


def test_an_open_end_is_an_arrow_and_never_a_number() -> None:
    ax = drawn({"low": 7, "high": None, "modifier": "at_least", **NURSE})
    assert "7+" in texts(ax)
    assert "7 or more after the last" in description(ax)
    arrows = [t for t in ax.texts if getattr(t, "arrow_patch", None) is not None]
    assert len(arrows) == 1


def test_a_corrected_number_is_struck_out_and_joined() -> None:
    text = "We reported that four millers had been killed at Osken. That was wrong. Three millers were killed, police said."
    ax = draw_toll_history(toll_history(*corrected(text)), "i1")
    assert "taken back later" in description(ax)
    assert "a correction" in description(ax)
    struck = [line for line in ax.lines if isinstance(line.get_marker(), list)]
    dashed = [line for line in ax.lines if line.get_linestyle() == "--" and len(line.get_xdata()) == 2]
    assert [float(line.get_ydata()[0]) for line in struck] == [4]
    assert [list(map(float, line.get_ydata())) for line in dashed] == [[4, 3]]


def test_days_without_a_report_take_no_room() -> None:
    incidents, made, reports = told({"low": 7, **ARMY}, {"low": 9, **NURSE})
    far = reports.assign(published=pd.to_datetime(["2024-05-03", "2026-05-03"]))
    ax = draw_toll_history(toll_history(incidents, made, far), "i1")
    assert "+730\ndays" in texts(ax)
    assert ax.get_xlim()[1] < 6


def test_reports_without_a_day_are_drawn_too() -> None:
    incidents, made, reports = told({"low": 7, **ARMY}, {"low": 9, **NURSE}, {"low": 8, **REBELS})
    ax = draw_toll_history(toll_history(incidents, made, reports.assign(published=pd.NaT)), "i1")
    assert len(marks(ax)) == 3
    assert [t.get_text() for t in ax.get_xticklabels()] == ["day\nunknown"]


def test_agreement_is_a_finding() -> None:
    assert "no source disagreed" in title(drawn({"low": 7, **ARMY}, {"low": 7, **NURSE}))


def test_nobody_injured_gives_a_sentence() -> None:
    assert description(drawn({"low": 7}, measure="injured")) == "Nobody gave a number of people injured in Osken."


def test_it_draws_on_the_axes_it_is_given_and_changes_no_table() -> None:
    history = toll_history(*told(*ROWS))
    before = history.copy(deep=True)
    _, ax = plt.subplots()
    assert draw_toll_history(history, "i1", ax=ax) is ax
    pd.testing.assert_frame_equal(history, before)


def test_an_incident_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="no incident 'i9'"):
        draw_toll_history(toll_history(*told({"low": 7})), "i9")


def test_words_with_dollar_signs_are_no_formulas() -> None:
    ax = drawn({"low": 7, "claimant": r"a $\frac{1$ man", "claimant_type": "witness", "outlet": "$x^$"})
    ax.figure.canvas.draw()
    assert r"\$x^\$" in texts(ax)


def test_every_kind_of_claimant_has_a_mark_of_its_own() -> None:
    assert set(CLAIMANTS) == set(tables.CLAIMANT_TYPES)
    assert len({marker for marker, _ in CLAIMANTS.values()}) == len(CLAIMANTS)


def test_labels_do_not_cover_one_another() -> None:
    rows = [
        {"low": n, "claimant": f"speaker number {n} of the village", "claimant_type": "other"}
        for n in (7, 8, 9, 10, 14)
    ]
    ax = drawn(*rows)
    renderer = ax.figure.canvas.get_renderer()
    boxes = [t.get_window_extent(renderer) for t in ax.texts if "speaker" in t.get_text()]
    assert len(boxes) == 5
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])


def inside(box, points: list[tuple[float, float]]) -> bool:
    return any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for x, y in points)


def test_a_label_stands_on_no_edge_of_the_band() -> None:
    rows = [{"low": 7, **ARMY}, {"low": 9, "high": 11, "modifier": "range", **NURSE}, {"low": 12, **REBELS}]
    ax = drawn(*rows)
    renderer = ax.figure.canvas.get_renderer()
    labels = [t.get_window_extent(renderer) for t in ax.texts if "·" in t.get_text()]
    corners = np.concatenate([p.vertices for c in ax.collections for p in c.get_paths()])
    edges = [(a + (b - a) * k / 20) for a, b in pairwise(corners) for k in range(21)]
    points = [tuple(ax.transData.transform(e)) for e in edges]
    assert len(labels) == 3 and len(points) > 40
    assert not [box for box in labels if inside(box, points)]


def test_a_hollow_mark_is_labelled_too() -> None:
    history = toll_history(*told({"low": 4, "group": "civilians", **ARMY}, {"low": 9, **NURSE}))
    course = toll_course(history, "killed")
    assert not course["whole"].iloc[0]
    assert "an army spokesman" in texts(draw_toll_history(history, "i1"))
