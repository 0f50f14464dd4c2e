"""Figures of tolls: bands through time, who says how many, and the tail of the dead per incident."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from scipy import special

from helpers.showing import style
from helpers.showing.figures import _axes, _nothing, say

_TICKS = (1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8)
_BESIDE = pd.Timedelta(days=8)  # from a month's bar to its cross, so that neither hides the other


def draw_toll_bands(bands: pd.DataFrame, truth: pd.Series | None = None, ax: Axes | None = None) -> Axes:
    """Draw low, best and high of each month's toll (the table of `estimating.toll_bands`).

    An open high ends in an arrow. `truth`: the dead of each month by its first day, where they are known, of the
    incidents that the bands can be about (the reported ones); drawn as crosses beside the bars, and the title says how
    many months' bands hold them.
    """
    ax = _axes(ax, style.SMALL)
    if bands.empty:
        return _nothing(ax, "No incident has a day: there is no month to draw.")
    _draw_bands(ax, bands)
    low, best, high = (int(bands[part].sum()) for part in ("low", "best", "high"))
    title = f"{best} killed, by the figures preferred"
    told = (
        f"People killed by month, {bands['month'].min():%B %Y} to {bands['month'].max():%B %Y}, in "
        f"{int(bands['incidents'].sum())} incidents: {low} by the lowest figures, {best} by the preferred, {high} by the "
        f"highest; the months' preferred sums run from {bands['best'].min()} to {bands['best'].max()}."
    )
    if truth is not None:
        known = truth.reindex(bands["month"]).fillna(0)
        held = int(((known >= bands["low"].to_numpy()) & (known <= bands["high"].to_numpy())).sum())
        ax.plot(known.index + _BESIDE, known, "x", color=style.RED, markersize=7, markeredgewidth=2, label="truth")
        title = f"The band holds the truth in {held} of {len(bands)} months"
        told += f" The true tolls add up to {int(known.sum())}; the band holds the month's in {held} of {len(bands)}."
    ax.set_title(title, pad=26)
    # between title and axes, where it covers no month
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.015, 0.99), ncols=4, fontsize=8.5, handletextpad=0.4, columnspacing=1.2
    )
    return say(ax, told)


def _draw_bands(ax: Axes, bands: pd.DataFrame) -> None:
    low, high = (bands[part].astype(float) for part in ("low", "high"))
    ax.vlines(bands["month"], low, high, color=style.BLUE, linewidth=5, alpha=0.35, label="lowest to highest figures")
    ax.plot(bands["month"], bands["best"], "o", color=style.BLUE, markersize=5, label="figures preferred")
    is_open = bands["n_open"] > 0
    if is_open.any():
        ax.plot(bands["month"][is_open], high[is_open], "^", color=style.BLUE, markersize=6, label="top left open")
    ax.set(ylim=(0, None), ylabel="people killed a month")
    ax.grid(axis="y")


def draw_ratios(ratios: pd.DataFrame, xlabel: str, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw ratios with their intervals, one line a row, on a scale on which twice and half are equally far from 1.

    Takes a table of `estimating.as_table`; its first column names the rows. What could not be estimated is drawn
    without a mark, with its n. Without `title` it says which intervals leave out 1, and on which side; an interval
    that holds 1 shows no difference, which is not to say that there is none.
    """
    names = ratios.columns[0]
    ax = _axes(ax, (style.SMALL[0], 1.2 + 0.38 * max(1, len(ratios))))
    if ratios.empty:
        return _nothing(ax, "There is nothing to compare.")
    given = ratios["value"].notna()
    edge = max(2.2, 1.15 * float(np.exp(np.abs(np.log(ratios.loc[given, ["low", "high"]])).max().max()))) if given.any() else 2.2  # fmt: skip
    for y, row in enumerate(ratios.to_dict("records")):
        if np.isnan(row["value"]):
            ax.text(1.03, y, f"no estimate (n = {row['n']})", va="center", fontsize=8.5, color=style.QUIET)
            continue
        apart = _side(row) != 0
        colour = style.RED if apart else style.BLUE
        ax.plot([row["low"], row["high"]], [y, y], color=colour, linewidth=2.2, alpha=0.6)
        ax.plot(row["value"], y, "o" if apart else "s", color=colour, markersize=7)
        ax.annotate(f"{row['value']:.2f} (n = {row['n']})", (row["high"], y), (8, 0), textcoords="offset points",
                    va="center", fontsize=9)  # fmt: skip
    ax.axvline(1, color=style.QUIET, linewidth=1, linestyle="--", zorder=0)
    ax.set(xscale="log", xlim=(1 / edge, edge * 1.6), ylim=(len(ratios) - 0.5, -0.5), xlabel=xlabel,
           title=_leave_out_1(ratios[given]) if title is None else title,
           yticks=range(len(ratios)), yticklabels=[style.words(str(name)) for name in ratios[names]])  # fmt: skip
    ax.xaxis.set_major_locator(FixedLocator([t for t in _TICKS if 1 / edge <= t <= edge * 1.6]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}" if x >= 1 else f"1/{1 / x:g}"))
    ax.xaxis.set_minor_locator(NullLocator())
    told = [
        f"{style.words(str(r[names]))} {r['value']:.2f} [{r['low']:.2f}, {r['high']:.2f}], n = {r['n']}"
        for r in ratios[given].to_dict("records")
    ]
    without = [f"{style.words(str(r[names]))} (n = {r['n']})" for r in ratios[~given].to_dict("records")]
    rest = f" Not estimated: {', '.join(without)}." if without else ""
    label = xlabel[0].upper() + xlabel[1:]
    return say(ax, f"{label}: {'; '.join(told) or 'none could be estimated'}.{rest}")


def _side(row: dict) -> int:
    """Give 1 for an interval above 1, -1 for one below it, 0 for one that holds it."""
    return int(row["low"] > 1) - int(row["high"] < 1)


def _leave_out_1(given: pd.DataFrame) -> str:
    if given.empty:
        return "No ratio could be estimated"
    rows, name = given.to_dict("records"), given.columns[0]
    apart = [f"{style.words(str(r[name]))} ({'above' if _side(r) > 0 else 'below'})" for r in rows if _side(r)]
    if apart:
        return f"Of {len(rows)} intervals {len(apart)} {'leaves' if len(apart) == 1 else 'leave'} out 1: {', '.join(apart)}"
    return f"Of {len(rows)} intervals none leaves out 1" if len(rows) > 1 else "The one interval holds 1"


def draw_tail(dead: pd.Series, alpha: float, x_min: int, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of lethal incidents with so many dead or more, both axes in powers, and a zeta law from x_min on.

    Takes people killed per incident (numbers below 1 are left out), alpha and x_min of a fit (`estimating.fit_tail`).
    Without `title` it says what line is drawn: that the dots lie near it is no test (`estimating.compare_tails` is).
    """
    ax = _axes(ax, (5.6, 3.8))
    numbers = pd.Series(dead).dropna()
    numbers = np.sort(numbers[numbers >= 1].astype(int).to_numpy())
    if not len(numbers):
        return _nothing(ax, "There is no incident with dead.")
    values = np.unique(numbers)
    shares = 1 - np.searchsorted(numbers, values) / len(numbers)
    ax.plot(values, shares, "o", color=style.BLUE, markersize=5, alpha=0.8)
    line = np.geomspace(x_min, numbers[-1] * 1.3, 50)
    start = shares[np.searchsorted(values, x_min)]
    ax.plot(line, start * special.zeta(alpha, line) / special.zeta(alpha, x_min), color=style.RED, linewidth=1.6)
    ax.annotate(f"alpha = {alpha:.2f}\nfrom {x_min} dead on", (line[25], start * special.zeta(alpha, line[25]) / special.zeta(alpha, x_min)),
                (10, 10), textcoords="offset points", color=style.RED, fontsize=9)  # fmt: skip
    n_tail = int((numbers >= x_min).sum())
    drawn = f"{len(numbers)} lethal incidents, and a power law from {x_min} dead on"
    ax.set(xscale="log", yscale="log", xlabel="people killed in an incident", title=drawn if title is None else title,
           ylabel="share of lethal incidents\nwith so many or more")  # fmt: skip
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:.0%}" if y >= 0.01 else f"{y:.1%}"))
    return say(
        ax,
        f"Of {len(numbers)} lethal incidents, {np.mean(numbers >= 2):.0%} killed two or more, {np.mean(numbers >= 5):.0%} "
        f"five or more, {np.mean(numbers >= 10):.0%} ten or more; the deadliest killed {numbers[-1]}. The line is a power "
        f"law with exponent {alpha:.2f} from {x_min} dead on (n = {n_tail}).",
    )
