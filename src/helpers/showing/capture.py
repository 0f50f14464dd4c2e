"""Figures of what nobody reported: how outlets' lists overlap, and what the estimates say beside each other."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from helpers.showing import style
from helpers.showing.figures import _axes, _nothing, say

STEP = 0.052  # between two columns of dots, as a share of the width of the bars
ONE_SIDED = "lower bound"  # in the method's name: its low end is a limit on one side


def draw_overlaps(lists: pd.DataFrame, top: int = 12, ax: Axes | None = None) -> Axes:
    """Draw how many incidents each combination of outlets reported (after UpSet, Lex et al. 2014).

    Takes the table of `capture.outlet_lists` (one row an incident, one bool column an outlet). One bar a combination,
    the `top` most frequent; the dots beside it say which outlets. Incidents of one outlet alone are orange and
    hatched.
    """
    flags = lists.astype(bool)
    flags = flags[flags.any(axis=1)]
    ax = _axes(ax, (style.SMALL[0], 1.6 + 0.27 * min(top, max(1, len(flags.drop_duplicates())))))
    if not len(flags):
        return _nothing(ax, "No incident is in any list.")
    names = list(flags.sum().sort_values(ascending=False, kind="stable").index)
    counts = flags[names].value_counts(sort=False).sort_index(ascending=False)
    counts = counts.sort_values(ascending=False, kind="stable")
    shown = counts.head(top)
    for y, (combination, n) in enumerate(shown.items()):
        _draw_combination(ax, y, combination if isinstance(combination, tuple) else (combination,), int(n))
    longest = _head_columns(ax, flags, names)
    alone = int((flags.sum(axis=1) == 1).sum())
    ax.set(yticks=[], ylim=(len(shown) - 0.4, -0.6), xlim=(0, shown.iloc[0] * 1.1), xlabel="incidents")
    ax.grid(axis="x")
    title = f"{alone} of {len(flags)} reported incidents are known from one outlet alone"
    ax.set_title(title, loc="left", x=-STEP * (len(names) + 0.5), pad=18 + 3 * longest)
    by_outlet = "; ".join(f"{name} {int(flags[name].sum())}" for name in names)
    rest = "" if len(counts) == len(shown) else f" ({len(counts) - len(shown)} rarer combinations not drawn)"
    return say(ax, f"Of {len(flags)} reported incidents {alone} are in one outlet's reports alone, {len(flags) - alone} "
                   f"in those of several, by {len(counts)} combinations{rest}; by outlet: {by_outlet}.")  # fmt: skip


def _draw_combination(ax: Axes, y: int, combination: tuple[bool, ...], n: int) -> None:
    alone = sum(combination) == 1
    ax.barh(y, n, height=0.66, color=style.ORANGE if alone else style.BLUE, hatch="//" if alone else None,
            edgecolor="white", linewidth=0)  # fmt: skip
    ax.annotate(str(n), (n, y), (4, 0), textcoords="offset points", va="center", fontsize=9)
    across = ax.get_yaxis_transform()  # x as a share of the width, y in rows
    places = [-STEP * (len(combination) - k) for k in range(len(combination))]
    ax.scatter(places, [y] * len(places), s=38, transform=across, clip_on=False, zorder=3,
               color=[style.INK if there else "#dddddd" for there in combination])  # fmt: skip
    there = [x for x, inside in zip(places, combination, strict=True) if inside]
    ax.plot([there[0], there[-1]], [y, y], transform=across, clip_on=False, color=style.INK, linewidth=1.5)


def _head_columns(ax: Axes, flags: pd.DataFrame, names: list[str]) -> int:
    """Write each outlet with its incidents above its dots, and give the length of the longest."""
    across = ax.get_yaxis_transform()
    labels = [f"{name} ({int(flags[name].sum())})" for name in names]
    for k, label in enumerate(labels):
        ax.text(-STEP * (len(names) - k), -0.75, label, transform=across,
                rotation=38, ha="left", va="bottom", fontsize=8.5, clip_on=False)  # fmt: skip
    return max(map(len, labels))


def draw_unseen(
    estimates: pd.DataFrame, truth: float | None = None, unit: str = "incidents", ax: Axes | None = None
) -> Axes:
    """Draw estimates of one quantity, one line each, with their 95% intervals; an open high ends in an arrow.

    Takes the table of `estimates.as_table` (its first column names the rows; value, low, high, method, note). The low
    end of a lower bound (of a method that names itself so) is a one-sided limit: it bears a bar, and its numbers say
    "at least". `truth`, where it is known, is a dashed line, and estimates whose interval does not hold it are hollow
    and red. A row without an estimate says so. The numbers stand at the right, where no line crosses them.
    """
    ax = _axes(ax, (style.SMALL[0], 1.2 + 0.4 * max(1, len(estimates))))
    given = estimates.dropna(subset=["value"])
    if given.empty:
        return _nothing(ax, f"None of {len(estimates)} estimates can be had.")
    name = estimates.columns[0]
    ends = given[["value", "low", "high"]].max().max()
    limit = 1.12 * max(ends, truth or 0.0)
    for y, row in enumerate(estimates.to_dict("records")):
        _draw_estimate(ax, y, row, truth, limit)
    if truth is not None:
        ax.axvline(truth, color=style.INK, linestyle="--", linewidth=1)
        ax.annotate(f"true: {truth:,.0f}", (truth, -0.75), (4, 0), textcoords="offset points", fontsize=9)
    ax.set(yticks=range(len(estimates)), yticklabels=estimates[name], xlim=(0, limit), ylim=(len(estimates) - 0.4, -1.0),
           xlabel=_legend(given, unit), title=_finding(given, truth))  # fmt: skip
    ax.grid(axis="x")
    told = "; ".join(f"{row[name]} {_told(row)}" for row in estimates.to_dict("records"))
    return say(ax, f"Number of {unit}: {told}" + ("." if truth is None else f"; true {truth:,.0f}."))


def _holds(row: dict, truth: float | None) -> bool:
    return truth is None or (row["low"] <= truth and (pd.isna(row["high"]) or truth <= row["high"]))


def _draw_estimate(ax: Axes, y: int, row: dict, truth: float | None, limit: float) -> None:
    if pd.isna(row["value"]):
        ax.text(limit * 0.01, y, "not estimated", va="center", fontsize=9, color=style.QUIET)
        return
    good = _holds(row, truth)
    colour = style.BLUE if good else style.RED
    if pd.isna(row["high"]):
        ax.annotate("", (limit * 0.985, y), (row["low"], y), arrowprops={"arrowstyle": "->", "color": colour, "lw": 2, "alpha": 0.6})  # fmt: skip
    else:
        ax.plot([row["low"], row["high"]], [y, y], color=colour, linewidth=2.2, alpha=0.6, solid_capstyle="round")
    if _is_bound(row):
        ax.plot(row["low"], y, "|", color=colour, markersize=13, markeredgewidth=2)
    ax.plot(row["value"], y, "o", color=colour, markerfacecolor=colour if good else style.PAPER, markersize=8)
    ax.annotate(_told(row), (1, y), (8, 0), xycoords=ax.get_yaxis_transform(), textcoords="offset points", va="center",
                fontsize=9, annotation_clip=False)  # fmt: skip


def _is_bound(row: dict) -> bool:
    return ONE_SIDED in str(row["method"])


def _legend(given: pd.DataFrame, unit: str) -> str:
    rows = given.to_dict("records")
    marks = ["dot: estimate", "line: 95% interval"]
    marks += ["arrow: open above"] if given["high"].isna().any() else []
    marks += ["bar: one-sided 95% limit"] if any(map(_is_bound, rows)) else []
    return f"{unit} ({'; '.join(marks)})"


def _finding(given: pd.DataFrame, truth: float | None) -> str:
    if truth is None:
        return f"From {given['value'].min():,.0f} to {given['value'].max():,.0f}, depending on what is assumed"
    rows = given.to_dict("records")
    held = f"In this world the truth lies in {sum(_holds(row, truth) for row in rows)} of {len(rows)} intervals"
    above = sum(row["low"] > truth for row in rows)
    return f"{held}; {above} {'is' if above == 1 else 'are'} too high" if above else held


def _told(row: dict) -> str:
    if pd.isna(row["value"]):
        return f"not estimated ({row['note']})"
    if _is_bound(row):
        return f"{row['value']:,.0f} [at least {row['low']:,.0f}]"
    high = "open" if pd.isna(row["high"]) else f"{row['high']:,.0f}"
    return f"{row['value']:,.0f} [{row['low']:,.0f}, {high}]"


__all__ = ["draw_overlaps", "draw_unseen"]
