"""Figures of counts with their error: by month, by type or place, and how often intervals hold the truth."""

from __future__ import annotations

import matplotlib.dates as mdates
import matplotlib.ticker as mticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.estimating.coverage import BROKEN, PLAIN
from helpers.showing import style
from helpers.showing.figures import _axes, _nothing, say

WANTED = 0.95


def draw_months(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw incidents by month as bars, each with the interval of the count to be expected in it.

    Takes the table of `estimating.incident_rates(incidents, "month")`: month, value, low, high, n. Months without an
    incident are bars of height zero, with their interval; a month only partly in the period is hatched.
    """
    ax = _axes(ax, style.SMALL)
    months = table[table["value"].notna()]
    if months.empty:
        return _nothing(ax, table["note"].iloc[0] if len(table) else "There is no month to draw.")
    part = months["note"].fillna("") != ""
    bars = ax.bar(months["month"], months["value"], width=24, color=style.SKY, edgecolor="white")
    for bar, partly in zip(bars, part, strict=True):
        bar.set_hatch("//" if partly else None)
    errors = [months["value"] - months["low"], months["high"] - months["value"]]
    ax.errorbar(months["month"], months["value"], errors, fmt="none", ecolor=style.INK, elinewidth=1, capsize=2)
    n, mean = int(months["n"].iloc[0]), float(months["value"].mean())
    spread = dispersion(months.loc[~part, "value"])
    ax.axhline(mean, color=style.QUIET, linewidth=1, linestyle="--")
    ax.annotate(f"mean {mean:.1f}", (1, mean), (4, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                va="center", fontsize=9, color=style.QUIET)  # fmt: skip
    ax.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=9))
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(ax.xaxis.get_major_locator()))
    words = f"vary {spread:.1f} times as much as independent incidents would" if spread else "are too few to compare"
    ax.set(ylim=(0, None), ylabel="reported incidents", title=f"{len(months)} months {words} (n = {n})")
    most, least = months.loc[months["value"].idxmax()], months.loc[months["value"].idxmin()]
    return say(ax, f"{n} incidents in {len(months)} months: most in {_month(most)}, fewest in {_month(least)}; mean "
                   f"{mean:.1f}; whole months {words}, each with the interval (95%) of what was to be expected in it.")  # fmt: skip


def dispersion(counts: pd.Series) -> float | None:
    """Give variance over mean of counts: 1 for independent incidents (Fisher 1950); None for fewer than three."""
    return float(counts.var(ddof=1) / counts.mean()) if len(counts) >= 3 and counts.mean() > 0 else None


def draw_estimates(
    table: pd.DataFrame, unit: str, truth: dict[str, float] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw estimates as dots with their 95% intervals, the highest on top; an open high ends in an arrow.

    Takes a table of `estimating.incident_rates`, `incident_shares` or `across_coders`: its first column names the
    rows, then value, low, high, n, note. `unit` labels the axis (incidents a month; share of incidents). `truth` marks
    true values, where they are known. What could not be estimated is left out and named in the description.
    """
    name = str(table.columns[0])
    known = table[table["value"].notna()].reset_index(drop=True)
    ax = _axes(ax, (style.SMALL[0], 1.1 + 0.34 * max(2, len(known))))
    if known.empty:
        return _nothing(ax, table["note"].iloc[0] if len(table) else "There is nothing to draw.")
    far = float(np.nanmax(known[["value", "high"]].to_numpy()))
    for y, row in enumerate(known.to_dict("records")):
        is_type = name in ("type", "incident_type") and row[name] != "unknown"
        colour, marker = style.of(row[name]) if is_type else style.TYPES.get(str(row[name]), (style.BLUE, "o"))
        _draw_interval(ax, y, row, colour, marker, far)
        if truth and row[name] in truth:
            ax.plot(truth[row[name]], y, "|", color=style.INK, markersize=15, markeredgewidth=2, zorder=4)
    ax.set(yticks=range(len(known)), yticklabels=[style.words(str(v)) for v in known[name]], xlim=(0, far * 1.35),
           ylim=(len(known) - 0.4, -0.6), xlabel=f"{unit}, with 95% interval{'; bar: truth' if truth else ''}")  # fmt: skip
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
    ax.set_title(_leader(known, name))
    lost = [style.words(str(v)) for v in table.loc[table["value"].isna(), name]]
    told = "; ".join(f"{style.words(str(r[name]))} {_interval_words(r)}" for r in known.to_dict("records"))
    return say(ax, f"{unit[0].upper()}{unit[1:]}: {told}{'; not estimated: ' + ', '.join(lost) if lost else ''}.")


def draw_coverage(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how often each estimator's 95% interval held the truth, against the 95% that it promises.

    Takes the table of `estimating.coverage` (trial, world, worlds, estimated, coverage, coverage_low,
    coverage_high). Filled dots: the world that the assumptions describe; hollow ones below: worlds that break one.
    """
    rows = _in_order(table)
    ax = _axes(ax, (style.SMALL[0] + 1.5, 1.2 + 0.27 * max(3, len(rows))))
    if rows.empty:
        return _nothing(ax, "There is no trial to draw.")
    ax.axvline(WANTED, color=style.INK, linewidth=1, linestyle="--", zorder=0)
    for y, row in enumerate(rows.itertuples()):
        plain = not row.world.startswith(BROKEN)
        colour, marker = (style.BLUE, "o") if plain else (style.ORANGE, "D")
        if pd.isna(row.coverage):
            ax.text(0.02, y, "never estimated", va="center", fontsize=8.5, color=style.QUIET)
            continue
        ax.plot([row.coverage_low, row.coverage_high], [y, y], color=colour, linewidth=2, alpha=0.6)
        ax.plot(row.coverage, y, marker, color=colour, markerfacecolor=colour if plain else style.PAPER, markersize=6)
    names = list(map(_trial_label, rows.itertuples(), rows["trial"].duplicated()))
    ax.set(yticks=range(len(rows)), yticklabels=names, xlim=(0, 1.01), ylim=(len(rows) - 0.4, -0.6),
           xlabel="worlds in which the 95% interval holds the truth")  # fmt: skip
    for label, plain in zip(ax.get_yticklabels(), ~rows["world"].str.startswith(BROKEN), strict=True):
        label.set(color=style.INK if plain else style.FAINT, fontsize=9 if plain else 8.5)
    ax.xaxis.set_major_formatter(mticker.PercentFormatter(1, decimals=0))
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
    return _told(ax, rows)


def _trial_label(row, follows: bool) -> str:
    if row.world == PLAIN:
        return row.trial
    return f"{row.world}  " if follows else f"{row.trial}: {row.world}"


def _told(ax: Axes, rows: pd.DataFrame) -> Axes:
    breaks = rows["world"].str.startswith(BROKEN)
    plain, broken = rows[~breaks], rows[breaks]
    close = int(plain["coverage"].between(0.915, 0.98).sum())
    ax.set_title(f"{close} of {len(plain)} intervals hold what they promise")
    told = "; ".join(f"{r.trial} ({r.world}) {r.coverage:.1%}" for r in rows.itertuples())
    fail = int((broken["coverage"] < 0.915).sum())
    return say(ax, f"Share of simulated worlds whose truth lies in the 95% interval: {close} of {len(plain)} between "
                   f"91.5% and 98% where the assumptions hold, {fail} of {len(broken)} below where one is broken. {told}.")  # fmt: skip


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Put each trial's own world first and the broken ones below it, the trials as they come."""
    first = pd.Series(range(len(table)), index=table.index).groupby(table["trial"]).transform("min")
    order = table.assign(
        _first=first, _broken=(table["world"] != PLAIN).astype(int) + table["world"].str.startswith(BROKEN)
    )
    return order.sort_values(["_first", "_broken"], kind="stable", ignore_index=True)


def _draw_interval(ax: Axes, y: int, row: dict, colour: str, marker: str, far: float) -> None:
    is_open = pd.isna(row["high"])
    high = far * 1.05 if is_open else row["high"]
    if is_open:
        ax.annotate("", (high, y), (row["low"], y), arrowprops={"arrowstyle": "->", "color": style.INK, "lw": 1.4})
    else:
        ax.plot([row["low"], high], [y, y], color=style.INK, linewidth=1.4, alpha=0.75)  # yellow vanishes in grey
    ax.plot(row["value"], y, marker, color=colour, markersize=8, markeredgecolor=style.INK, markeredgewidth=0.6)
    label = f"{_short(row['value'])} (n = {row['n']:,})"
    ax.annotate(label, (high, y), (8, 0), textcoords="offset points", va="center", fontsize=9)


def _leader(known: pd.DataFrame, name: str) -> str:
    """Say whether the first is clearly first."""
    rows = known.sort_values("value", ascending=False, kind="stable")
    first = style.words(str(rows[name].iloc[0])).capitalize()
    if len(rows) == 1:
        return f"{first}: {_interval_words(rows.iloc[0])}"
    apart = rows["low"].iloc[0] > rows["high"].iloc[1]
    return f"{first}: highest{'' if apart else ', but its interval overlaps the next'}"


def _interval_words(row) -> str:
    high = "open" if pd.isna(row["high"]) else _short(row["high"])
    return f"{_short(row['value'])} [{_short(row['low'])}, {high}]"


def _short(number: float) -> str:
    return f"{number:.2f}" if abs(number) < 10 else f"{number:,.0f}"


def _month(row: pd.Series) -> str:
    return f"{row['month']:%B %Y} ({row['value']:.0f})"
