"""How the tests read a figure."""

from __future__ import annotations

from matplotlib.axes import Axes


def title(ax: Axes) -> str:
    """Give a figure's title, which the house style puts on the left, in one line."""
    return (ax.get_title(loc="left") or ax.get_title()).replace("\n", " ")
