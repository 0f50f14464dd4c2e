"""Figures of shares that a classifier's errors have been taken out of, and of what coding by hand buys."""

from __future__ import annotations

import math

import matplotlib.ticker as mticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.showing import style
from helpers.showing.figures import _axes, say

# method → (colour, marker); naive ones are drawn hollow
METHODS = {
    "classify and count": (style.RED, "o"),
    "mean of probabilities": (style.ORANGE, "s"),
    "adjusted count": (style.PURPLE, "^"),
    "expectation-maximisation": (style.GREEN, "D"),
    "hand-coded sample": (style.QUIET, "X"),
    "prediction-powered": (style.BLUE, "P"),
}
NAIVE = ("classify and count", "mean of probabilities")


def draw_shares(table: pd.DataFrame, truth: pd.Series | None = None, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw shares by type, each method with its interval, the naive ones hollow (the table of `estimate_shares`).

    Takes incident_type, method, value, low, high, n, note; draws the methods that it holds, in its order. truth: the
    true shares by type, drawn as a line across each type's rows. What could not be estimated stands in words.
    Without a title, the figure counts how many intervals hold the truth, or names the type whose naive count
    is furthest from the last method's share.
    """
    types, methods = list(dict.fromkeys(table["incident_type"])), list(dict.fromkeys(table["method"]))
    ax = _axes(ax, (style.SMALL[0], 1.2 + 0.2 * len(types) * (len(methods) + 0.8)))
    step = 0.8 / max(1, len(methods))
    for row in table.itertuples():
        y = types.index(row.incident_type) - 0.4 + step * (methods.index(row.method) + 0.5)
        _draw_share(ax, row, y, row.incident_type == types[0])
    for y, name in enumerate(types if truth is not None else ()):
        ax.plot([truth[name]] * 2, [y - 0.44, y + 0.44], color=style.INK, linewidth=1.6, zorder=1)
    ax.set(yticks=range(len(types)), yticklabels=[style.words(t) for t in types], ylim=(len(types) - 0.4, -0.6),
           xlabel="share of reports, with 95% interval" + (" (line: truth)" if truth is not None else ""),
           title=title or _finding(table, truth))  # fmt: skip
    ax.set_xlim(0, _reach(table, truth))
    ax.xaxis.set_major_formatter(mticker.PercentFormatter(1, decimals=0))
    ax.grid(axis="x")
    ax.figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=8.5)
    return say(ax, _told(table, truth))


def _draw_share(ax: Axes, row, y: float, labelled: bool) -> None:
    colour, marker = METHODS.get(row.method, (style.INK, "h"))
    label = f"{row.method} (n = {row.n})" if labelled else None
    if pd.isna(row.value):
        ax.plot([], [], marker, color=colour, label=label)
        ax.text(0.002, y, "not to be had", color=colour, fontsize=7.5, va="center", style="italic")
        return
    ax.plot([row.low, row.high], [y, y], color=colour, linewidth=2, alpha=0.6, solid_capstyle="round")
    face = style.PAPER if row.method in NAIVE else colour
    ax.plot(row.value, y, marker, color=colour, markerfacecolor=face, markersize=6, label=label, zorder=3)


def _reach(table: pd.DataFrame, truth: pd.Series | None) -> float:
    """Give where the axis ends: a few intervals that say nothing must not squeeze all others."""
    known = table.dropna(subset=["value"])
    if known.empty:
        return 1.0
    tops = [known["value"].max() * 1.15, known["high"].quantile(0.9) * 1.08]
    return float(min(1.0, max(tops + ([truth.max() * 1.1] if truth is not None else []))))


def _held(table: pd.DataFrame, truth: pd.Series) -> str:
    known = table.dropna(subset=["value"])
    true = known["incident_type"].map(truth)
    holds, naive = (known["low"] <= true) & (true <= known["high"]), known["method"].isin(NAIVE)
    each = [
        f"{holds[which].sum()} of {which.sum()} {name}"
        for name, which in (("corrected", ~naive), ("naive", naive))
        if which.any()
    ]
    return f"Truth in {', '.join(each)} intervals"


def _finding(table: pd.DataFrame, truth: pd.Series | None) -> str:
    if truth is not None:
        return _held(table, truth)
    wide = table.dropna(subset=["value"]).pivot_table(index="incident_type", columns="method", values="value")
    rest = [m for m in dict.fromkeys(table["method"]) if m in wide.columns and m not in NAIVE]
    if "classify and count" not in wide.columns or not rest:
        return "Share of reports of each type"
    moved = (wide[rest[-1]] - wide["classify and count"]).dropna()
    furthest = moved.abs().idxmax()
    return (
        f"{style.words(furthest).capitalize()}: {wide.at[furthest, 'classify and count']:.0%} counted, "
        f"{wide.at[furthest, rest[-1]]:.0%} corrected ({rest[-1]})"
    )


def _told(table: pd.DataFrame, truth: pd.Series | None) -> str:
    parts = []
    for name, rows in table.groupby("incident_type", sort=False):
        each = [
            f"{r.method} not to be had"
            if pd.isna(r.value)
            else f"{r.method} {100 * r.value:.1f} [{100 * r.low:.1f}, {100 * r.high:.1f}] (n = {r.n})"
            for r in rows.itertuples()
        ]
        true = f", truth {100 * truth[name]:.1f}" if truth is not None else ""
        parts.append(f"{style.words(name)}: {', '.join(each)}{true}")
    return f"Share of reports in percent, by type: {'; '.join(parts)}."


def draw_sample_size(curve: pd.DataFrame, wanted: float | None = None, ax: Axes | None = None) -> Axes:
    """Draw half the width of the interval against the reports coded by hand (the table of `sample_size_curve`).

    Takes n, method, half_width. wanted: a half width to read off; without it the title compares the methods in the
    middle of the curve.
    """
    ax = _axes(ax, style.SMALL)
    for name, rows in curve.groupby("method", sort=False):
        colour, marker = METHODS.get(name, (style.INK, "h"))
        ax.plot(rows["n"], rows["half_width"], marker=marker, color=colour, markersize=5, label=name)
    ax.set(xlabel="reports coded by hand (each step ten times as many)", ylabel="half the 95% interval", xscale="log",
           ylim=(0, curve["half_width"].max() * 1.08), title=_bought(curve, wanted))  # fmt: skip
    if wanted is not None:
        ax.axhline(wanted, color=style.INK, linewidth=1, linestyle="--")
    ax.xaxis.set_major_formatter(mticker.FuncFormatter(lambda x, _: f"{x:,.0f}"))
    ax.yaxis.set_major_formatter(mticker.FuncFormatter(lambda x, _: f"±{100 * x:.0f} pts"))
    ax.legend(loc="upper right")
    told = "; ".join(
        f"{name} " + ", ".join(f"{100 * r.half_width:.1f} at {r.n}" for r in _thinned(rows).itertuples())
        for name, rows in curve.groupby("method", sort=False)
    )
    return say(ax, f"Half the width of the 95% interval, in percentage points, by reports coded by hand: {told}.")


def _thinned(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.iloc[:: math.ceil(len(rows) / 6)]


def _bought(curve: pd.DataFrame, wanted: float | None) -> str:
    if wanted is None:
        middle = sorted(curve["n"].unique())[(curve["n"].nunique() - 1) // 2]
        here = curve[curve["n"] == middle]
        each = ", ".join(f"±{100 * r.half_width:.1f} {_how(r.method)}" for r in here.itertuples())
        return f"{middle} coded: {each}"
    each = ", ".join(f"{_reached(rows, wanted)} {_how(m)}" for m, rows in curve.groupby("method", sort=False))
    return f"±{100 * wanted:g} points: {each}"


def _reached(rows: pd.DataFrame, wanted: float) -> str:
    rows = rows.sort_values("half_width")
    if not rows["half_width"].iloc[0] <= wanted <= rows["half_width"].iloc[-1]:
        return "off the curve"
    rows = rows[rows["half_width"] > 0]
    # between two sizes a width shrinks like a power of their number: straight on axes in powers
    return f"{math.ceil(np.exp(np.interp(math.log(wanted), np.log(rows['half_width']), np.log(rows['n']))))} coded"


def _how(method: str) -> str:
    return {"hand-coded sample": "alone", "prediction-powered": "with the classifier"}.get(method, method)
