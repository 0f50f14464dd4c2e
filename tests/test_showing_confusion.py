"""The figure of confused types shows the counts that were worked out by hand, and says them."""

from __future__ import annotations

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from figure_reading import title

from helpers import classifying, showing

IDS = pd.Index(["r1", "r2", "r3", "r4", "r5"], name="report_id")
TRUTH = pd.DataFrame({"attack": [1, 1, 0, 0, 0], "air_strike": [0, 0, 1, 1, 0]}, IDS)
SAID = pd.DataFrame({"attack": [1, 0, 1, 0, 1], "air_strike": [0, 0, 0, 1, 0]}, IDS)


def draw(truth: pd.DataFrame = TRUTH, said: pd.DataFrame = SAID, **more):
    return showing.draw_confusion(classifying.confused_pairs(truth, said), (truth & said).sum(), **more)


def cells(ax) -> dict[tuple[float, float], str]:
    """Give what is written in each cell that holds anything: (row, column) → text."""
    return {(y, x): t.get_text() for t in ax.texts for x, y in [t.get_position()] if t.get_text()}


def test_each_cell_holds_its_count() -> None:
    # attack right, attack overlooked, a strike taken for an attack, a strike right, an attack invented
    assert cells(draw()) == {(0, 0): "1", (0, 2): "1", (1, 0): "1", (1, 1): "1", (2, 0): "1"}


def test_rows_are_coded_and_columns_said() -> None:
    ax = draw()
    assert (ax.get_ylabel(), ax.get_xlabel().split()[0]) == ("coded", "said")
    for axis in (ax.xaxis, ax.yaxis):
        assert [t.get_text() for t in axis.get_ticklabels()] == ["attack", "air strike", "none"]


def test_the_shade_is_the_share_of_the_row() -> None:
    ax = draw()
    assert ax.images[0].get_array().tolist() == [[0.5, 0, 0.5], [0.5, 0.5, 0], [1, 0, 0]]
    assert "share of the row" in ax.get_xlabel() and "share of the row" in showing.description(ax)


def test_title_and_sentence_say_what_is_wrong() -> None:
    ax = draw()
    assert title(ax) == "1 overlooked, 1 invented, 1 exchanged"
    assert "rightly 2 times, overlooked 1, invented 1, another in their place 1" in showing.description(ax)


def test_nothing_confused_gives_a_sentence() -> None:
    ax = draw(said=TRUTH)
    assert cells(ax) == {(0, 0): "2", (1, 1): "2"}
    assert "nothing confused" in showing.description(ax)


def test_title_and_axes_can_be_given() -> None:
    _, ax = plt.subplots()
    assert draw(title="Mine", ax=ax) is ax
    assert title(ax) == "Mine"


def test_pairs_of_other_types_are_refused() -> None:
    pairs = pd.DataFrame({"missed": ["raid"], "said": ["attack"], "n": [1]})
    with pytest.raises(ValueError, match="pairs name raid"):
        showing.draw_confusion(pairs, pd.Series({"attack": 3}))
