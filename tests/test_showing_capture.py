"""Figures of overlapping lists and of estimates say what they drew, and mark what is wrong."""

from __future__ import annotations

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from figure_reading import title
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from helpers.estimating.estimates import Estimate, as_table, cannot
from helpers.showing import capture, description, style

LISTS = pd.DataFrame(
    [(True, False)] * 5 + [(False, True)] * 2 + [(True, True)] * 3 + [(False, False)], columns=["Agency", "Courier"]
)


def bars(ax) -> list[Rectangle]:
    return [p for p in ax.patches if isinstance(p, Rectangle)]


def test_overlaps_are_bars_from_zero_the_longest_first() -> None:
    _, ax = plt.subplots()
    assert capture.draw_overlaps(LISTS, ax=ax) is ax
    assert [bar.get_width() for bar in bars(ax)] == [5, 3, 2]
    assert {bar.get_x() for bar in bars(ax)} == {0} and ax.get_xlim()[0] == 0
    assert [bool(bar.get_hatch()) for bar in bars(ax)] == [True, False, True]
    assert title(ax) == "7 of 10 reported incidents are known from one outlet alone"
    assert "Agency 8; Courier 5" in description(ax)


def test_dots_say_which_outlets() -> None:
    ax = capture.draw_overlaps(LISTS)
    dark = [[to_hex(c) == style.INK for c in dots.get_facecolors()] for dots in ax.collections]
    assert dark == [[True, False], [True, True], [False, True]]


def test_rare_combinations_are_counted_where_they_are_not_drawn() -> None:
    ax = capture.draw_overlaps(LISTS, top=2)
    assert len(bars(ax)) == 2 and "(1 rarer combinations not drawn)" in description(ax)


@pytest.mark.parametrize("lists", [LISTS.head(0), LISTS.tail(1), pd.DataFrame()])
def test_no_incidents_give_a_sentence(lists: pd.DataFrame) -> None:
    assert description(capture.draw_overlaps(lists)) == "No incident is in any list."


def estimates() -> pd.DataFrame:
    return as_table(
        {
            "too low": Estimate(150.0, 140.0, 160.0, 100, "happened", "a"),
            "right": Estimate(190.0, 170.0, 230.0, 100, "happened", "b"),
            "a floor": Estimate(180.0, 165.0, None, 100, "happened", "Chao's lower bound, by stratum"),
            "none": cannot("There are no incidents.", 0, "happened", "d"),
        }
    )


def test_estimates_are_told_with_interval_and_truth() -> None:
    ax = capture.draw_unseen(estimates(), truth=200)
    assert title(ax) == "In this world the truth lies in 2 of 3 intervals"
    told = description(ax)
    assert "too low 150 [140, 160]" in told and "a floor 180 [at least 165]" in told and "true 200" in told
    assert "not estimated (There are no incidents.)" in told


def test_the_title_counts_what_lies_above_the_truth() -> None:
    ax = capture.draw_unseen(estimates(), truth=139)
    assert title(ax) == "In this world the truth lies in 0 of 3 intervals; 3 are too high"
    assert title(capture.draw_unseen(estimates(), truth=168)).endswith("; 1 is too high")


def test_a_one_sided_limit_is_marked_and_an_open_interval_is_none() -> None:
    ax = capture.draw_unseen(estimates())
    bars_at = [line.get_xdata().tolist() for line in ax.lines if line.get_marker() == "|"]
    assert bars_at == [[165.0]] and "bar: one-sided 95% limit" in ax.get_xlabel()
    two_sided = as_table({"open": Estimate(180.0, 165.0, None, 100, "happened", "log-linear, AIC average")})
    ax = capture.draw_unseen(two_sided)
    assert not [line for line in ax.lines if line.get_marker() == "|"]
    assert "180 [165, open]" in description(ax) and ax.get_xlabel().endswith(
        "(dot: estimate; line: 95% interval; arrow: open above)"
    )


def test_numbers_stand_where_no_line_crosses_them() -> None:
    ax = capture.draw_unseen(estimates(), truth=200)
    numbers = [text for text in ax.texts if "[" in text.get_text()]
    assert [text.get_text() for text in numbers] == ["150 [140, 160]", "190 [170, 230]", "180 [at least 165]"]
    ax.figure.canvas.draw()
    assert all(text.get_window_extent().x0 > ax.get_window_extent().x1 for text in numbers)


def test_an_interval_that_misses_is_hollow_and_red() -> None:
    ax = capture.draw_unseen(estimates(), truth=200)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [dot.get_markerfacecolor() for dot in dots] == [style.PAPER, style.BLUE, style.BLUE]
    assert [dot.get_color() for dot in dots] == [style.RED, style.BLUE, style.BLUE]


def test_without_a_truth_the_title_gives_the_range() -> None:
    ax = capture.draw_unseen(estimates())
    assert title(ax) == "From 150 to 190, depending on what is assumed"
    assert "true" not in description(ax)


def test_no_estimate_at_all_gives_a_sentence() -> None:
    assert description(capture.draw_unseen(estimates().tail(1))) == "None of 1 estimates can be had."
