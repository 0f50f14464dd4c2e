"""Figures of patterns: when incidents happen, where they repeat, and who fights whom."""

from __future__ import annotations

import textwrap

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import TwoSlopeNorm
from matplotlib.patches import FancyArrowPatch

from helpers.estimating.estimates import Estimate
from helpers.estimating.opponents import NOBODY, UNKNOWN, matrix, network
from helpers.estimating.timing import ShiftTest
from helpers.showing import style
from helpers.showing.figures import _axes, _nothing, say


def draw_gaps(gaps: pd.Series, burstiness: Estimate | None = None, ax: Axes | None = None) -> Axes:
    """Draw how long it takes until the next incident, against what chance gives (a straight line on this scale).

    Takes `estimating.inter_event_days` (days). Line: share of times longer than so many days; dashes: the
    exponential distribution with the same mean. `burstiness` puts its estimate into the description.
    """
    ax = _axes(ax, style.SMALL)
    if len(gaps) < 2 or not gaps.any():
        return _nothing(ax, f"{len(gaps)} time(s) between incidents: nothing to draw.")
    mean, floor = gaps.mean(), 0.5 / len(gaps)
    _draw_survival(ax, gaps, floor)
    at = min(gaps.max() * 0.3, mean * 1.6)
    ax.annotate(
        "by chance",
        (at, np.exp(-(at + 0.5) / mean)),
        (-6, -6),
        textcoords="offset points",
        fontsize=9,
        ha="right",
        va="top",
    )
    half = float((gaps <= 1).mean())
    expected = 1 - np.exp(-1.5 / mean)
    ax.set(yscale="log", ylim=(floor, 1.15), xlim=(0, None), xlabel="days until the next incident",
           ylabel="share of times longer",
           title=f"{half:.0%} are followed by another within a day; by chance, {expected:.0%}")  # fmt: skip
    told = f" Burstiness {burstiness}." if burstiness is not None else ""
    return say(ax, f"{len(gaps)} times between incidents, {mean:.1f} days on average, the longest {gaps.max():.0f}: "
                   f"{half:.0%} are of a day or less, where times by chance with this mean give {expected:.0%}.{told}")  # fmt: skip


def _draw_survival(ax: Axes, gaps: pd.Series, floor: float) -> None:
    days = np.arange(0, gaps.max() + 1)
    longer = np.array([(gaps > d).mean() for d in days])
    seen = longer > 0
    ax.step(days[seen], longer[seen], where="post", color=style.BLUE, linewidth=1.8)
    long = np.linspace(0, gaps.max(), 200)
    # times are whole days: more than d days means d + 1 at least
    chance = np.exp(-(long + 0.5) / gaps.mean())
    ax.plot(long[chance > floor], chance[chance > floor], "--", color=style.INK, linewidth=1.2)


def draw_weekdays(table: pd.DataFrame, test: ShiftTest | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of incidents on each weekday with its interval, and the share of days as a line.

    Takes `estimating.weekdays`, and `estimating.weekday_test` for what the title says.
    """
    ax = _axes(ax, style.SMALL)
    if table["n"].sum() == 0 or table["low"].isna().all():
        return _nothing(ax, table["note"].iloc[0])
    x = np.arange(7)
    ax.bar(x, table["share"], color=style.SKY, edgecolor="white", width=0.75)
    held = table["low"].notna()
    ends = np.vstack([table["share"] - table["low"], table["high"] - table["share"]])[:, held]
    ax.errorbar(x[held], table["share"][held], ends, fmt="none", ecolor=style.INK, elinewidth=1.4, capsize=3)
    ax.plot(
        np.repeat(x, 2) + np.tile([-0.45, 0.45], 7), table["expected"].repeat(2), "--", color=style.INK, linewidth=1
    )
    for k, n in zip(x, table["n"], strict=True):
        ax.text(k, 0.004, f"n = {n}", ha="center", va="bottom", fontsize=8)
    title = "Share of incidents by weekday"
    if test is not None and test.p is not None:
        title = "Some weekdays see more incidents" if test.p < 0.05 else "No weekday stands out from chance"
        title += f" (p = {_p(test.p)})"
    ax.set(
        xticks=x,
        xticklabels=[d[:3] for d in table["weekday"]],
        ylabel="share of incidents",
        ylim=(0, None),
        title=title,
    )
    ax.yaxis.set_major_formatter(lambda v, _: f"{v:.0%}")
    told = ", ".join(f"{r.weekday} {r.share:.0%} [{r.low:.0%}, {r.high:.0%}]" for r in table.itertuples())
    return say(ax, f"Share of {table['n'].sum()} incidents by weekday: {told}; dashes: the weekday's share of days.")


def _p(p: float) -> str:
    return "less than .001" if p < 0.001 else f"{p:.3f}".lstrip("0") if p < 0.1 else f"{p:.2f}".lstrip("0")


def draw_before_after(test: ShiftTest, event: str = "the event", ax: Axes | None = None) -> Axes:
    """Draw the ratio of the rates after and before an event among the ratios at all other days of the period.

    Takes `estimating.before_after`. Grey: circular shifts, what this series gives without an event; line: the event's.
    """
    ax = _axes(ax, style.SMALL)
    if test.p is None:
        return _nothing(ax, test.estimate.note)
    reach = max(1.1 * np.abs(np.log2([*test.reference, test.statistic])).max(), 1)
    ax.hist(np.log2(test.reference), bins=np.linspace(-reach, reach, 41), color=style.GREY, edgecolor="white")
    ax.axvline(np.log2(test.statistic), color=style.RED, linewidth=2.2)
    ticks = np.arange(-np.floor(reach), np.floor(reach) + 1)
    ratio = f"{test.statistic:.2f}"
    ax.annotate(event, (np.log2(test.statistic), 0.93), (6, 0), xycoords=("data", "axes fraction"),
                textcoords="offset points", color=style.RED, fontsize=9, va="top")  # fmt: skip
    unusual = "more than chance gives" if test.p < 0.05 else "no more than chance gives"
    ax.set(xticks=ticks, xticklabels=[f"{2**t:g}" for t in ticks], ylabel="days of the period",
           xlabel="rate after ÷ rate before (log scale)",
           title=f"Ratio {ratio}: {unusual} (p = {_p(test.p)})")  # fmt: skip
    return say(ax, f"Rate after over rate before {event}: {test.estimate}; p = {_p(test.p)} among {len(test.reference)} "
                   f"circular shifts; taking incidents for independent would give p = {_p(test.naive_p)}.")  # fmt: skip


def draw_near_repeat(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many more pairs of incidents are close in space and time than chance gives, band by band.

    Takes `estimating.near_repeat`. Numbers: observed over expected pairs, with the observed below; a frame: p below .05
    divided by the number of bands (Bonferroni). Light is as expected, dark is more or fewer.
    """
    ax = _axes(ax, (7.0, 4.0))
    tested = table[table["ratio"].notna()]
    if tested.empty:
        return _nothing(ax, table["note"].iloc[0] if len(table) else "There are no bands to draw.")
    rows = list(dict.fromkeys(zip(table["km_low"], table["km_high"], strict=True)))
    columns = list(dict.fromkeys(zip(table["days_low"], table["days_high"], strict=True)))
    ratios = table["ratio"].to_numpy().reshape(len(rows), len(columns))
    most = max(2.0, float(np.nanmax(ratios)))
    ax.imshow(ratios, cmap="PuOr_r", norm=TwoSlopeNorm(1, vmin=min(0, 2 - most), vmax=most), aspect="auto", alpha=0.75)
    small = 0.05 / len(tested)
    for k, row in enumerate(table.itertuples()):
        _write_band(ax, divmod(k, len(columns)), row, small)
    ax.set(xticks=range(len(columns)), xticklabels=[_span(*c) for c in columns], xlabel="days between incidents",
           yticks=range(len(rows)), yticklabels=[_span(*r) for r in rows], ylabel="kilometres between incidents")  # fmt: skip
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    found = int((tested["p"] < small).sum())
    ax.set_title(
        f"Near repeats in {found} of {len(tested)} bands (framed)" if found else "No band has more pairs than chance"
    )
    return say(ax, _told_bands(tested))


def _told_bands(tested: pd.DataFrame) -> str:
    listed = "; ".join(
        f"{_span(r.km_low, r.km_high)} km and {_span(r.days_low, r.days_high)} days {r.observed} pairs, "
        f"{r.ratio:.2f} times the expected (p = {_p(r.p)})"
        for r in tested.nsmallest(3, "p").itertuples()
    )
    return (
        f"Pairs among {int(tested['n'].iloc[0])} incidents by distance in space and time; least like chance: {listed}."
    )


def _write_band(ax: Axes, at: tuple[int, int], row, small: float) -> None:
    y, x = at
    if pd.isna(row.ratio):
        ax.text(x, y, "no pairs", ha="center", va="center", fontsize=8, color=style.QUIET)
        return
    ax.text(x, y - 0.1, f"{row.ratio:.2f}", ha="center", va="center", fontsize=11, fontweight="bold", color=style.INK)
    ax.text(x, y + 0.24, f"{row.observed} pairs", ha="center", va="center", fontsize=8, color=style.INK)
    if row.p < small:
        ax.plot(x + np.array([-1, 1, 1, -1, -1]) * 0.46, y + np.array([-1, -1, 1, 1, -1]) * 0.45, color=style.INK, lw=2)


def _span(low: float, high: float) -> str:
    return f"{low:g}–{high:g}"


def draw_opponents(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw who is named or accused in incidents that hurt whom, as a matrix: a disc for each pair.

    Takes `estimating.dyads`. A disc's area counts incidents: full where the actor is named or claims it, hollow and
    dashed where it is no more than accused; the number is of both. Incidents without a known actor are counted below.
    """
    known = table[(table["basis"] != "unknown") & (table["incidents"] > 0)]
    if known.empty:
        return _nothing(_axes(ax, style.SMALL), _note(table))
    wide = matrix(known)
    ax = _axes(ax, (7.2, 1.6 + 0.52 * len(wide)))
    scale = 620 / wide.to_numpy().max()
    for y, actor in enumerate(wide.index):
        for x, target in enumerate(wide.columns):
            _draw_pair(ax, (x, y), known[(known["actor"] == actor) & (known["target"] == target)], scale)
    ax.set(xticks=range(len(wide.columns)), xticklabels=[_wrap(c) for c in wide.columns], yticks=range(len(wide)),
           yticklabels=[_wrap(a, 26) for a in wide.index], xlim=(-0.6, len(wide.columns) - 0.4), ylim=(len(wide) - 0.4, -0.6))  # fmt: skip
    ax.xaxis.set_ticks_position("top")
    ax.tick_params(length=0, axis="both")
    ax.tick_params(axis="x", labelsize=8)
    ax.spines[:].set_visible(False)
    ax.grid(True)
    first = known.groupby(["actor", "target"])["incidents"].sum().sort_values(ascending=False, kind="stable")
    (actor, target), most = first.index[0], int(first.iloc[0])
    # lines of tick labels stand between the axes and the title
    ax.set_title(_wrap(f"Most often: {actor} against {target} ({most} incidents)", 46), pad=12)
    ax.set_xlabel("who was hurt or aimed at   (full: named or claimed; dashed: accused)")
    return say(ax, _told(table, first))


def _draw_pair(ax: Axes, at: tuple[int, int], rows: pd.DataFrame, scale: float) -> None:
    if rows.empty:
        return
    named = int(rows.loc[rows["basis"] == "named", "incidents"].sum())
    total = int(rows["incidents"].sum())
    if named:
        ax.scatter(*at, s=scale * named, color=style.SKY, linewidth=0, zorder=3)
    if total > named:
        ax.scatter(*at, s=scale * total, facecolor="none", edgecolor=style.RED, linestyle="--", linewidth=1.3, zorder=4)
    ax.text(*at, str(total), ha="center", va="center", fontsize=8.5, zorder=5)


def _wrap(words: str, width: int = 12) -> str:
    return "\n".join(textwrap.wrap(words, width))


def _note(table: pd.DataFrame) -> str:
    notes = [n for n in table["note"] if n] if len(table) else []
    return notes[0] if notes else "No incident has a known actor."


def _told(table: pd.DataFrame, first: pd.Series) -> str:
    named, accused, unknown = (
        int(table.loc[table["basis"] == b, "incidents"].sum()) for b in ("named", "accused", "unknown")
    )
    pairs = "; ".join(f"{a} against {t} {int(n)}" for (a, t), n in first.head(4).items())
    return (
        f"Who is named ({named}) or accused ({accused}) in incidents that hurt whom, an incident counting once for each "
        f"pair: {pairs}; {unknown} more with nobody named."
    )


def draw_network(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw who fights whom as a network: arrows from actor to target, as wide as there are incidents.

    Takes `estimating.dyads`. Whole lines: named or claimed at least once; dashed: accused only. Nodes stand on a circle,
    in an order that never changes for the same table.
    """
    graph = network(table)
    graph.remove_nodes_from([NOBODY, UNKNOWN])
    ax = _axes(ax, (7.0, 5.2))
    if graph.number_of_edges() == 0:
        return _nothing(ax, _note(table))
    order = sorted(graph, key=lambda n: (-graph.out_degree(n, weight="killed"), n))
    where = nx.circular_layout(order)
    most = max(e["named"] + e["accused"] for _, _, e in graph.edges(data=True))
    for actor, target, edge in graph.edges(data=True):
        _draw_edge(ax, where[actor], where[target], edge, most)
    acting = {n for n in graph if graph.out_degree(n)}
    for name, (x, y) in where.items():
        full = name in acting
        ax.scatter(x, y, s=150, color=style.BLUE if full else style.PAPER, edgecolor=style.BLUE, linewidth=1.5,
                   marker="o" if full else "s", zorder=4)  # fmt: skip
        side = "left" if x > 0.15 else "right" if x < -0.15 else "center"
        ax.text(x * 1.13, y * 1.13 + (0.05 * np.sign(y) if side == "center" else 0), _wrap(name, 18), ha=side,
                va="center", fontsize=8.5, zorder=5)  # fmt: skip
    ax.set(xlim=(-2.0, 2.0), ylim=(-1.35, 1.35), aspect="equal")
    ax.axis("off")
    only = sum(e["named"] == 0 for _, _, e in graph.edges(data=True))
    ax.set_title(f"{len(acting)} actors against {sum(graph.in_degree(n) > 0 for n in graph)} targets")
    strong = sorted(graph.edges(data=True), key=lambda e: (-(e[2]["named"] + e[2]["accused"]), e[0], e[1]))[:4]
    told = "; ".join(f"{a} against {t} {e['named'] + e['accused']} incidents" for a, t, e in strong)
    return say(ax, f"Network of {graph.number_of_nodes()} actors and targets with {graph.number_of_edges()} arrows, {only} of "
                   f"them accusations only (dashed); full discs act, hollow squares are only hit; strongest: {told}.")  # fmt: skip


def _draw_edge(ax: Axes, start: np.ndarray, end: np.ndarray, edge: dict, most: int) -> None:
    n = edge["named"] + edge["accused"]
    sure = edge["named"] > 0
    ax.add_patch(FancyArrowPatch(
        start, end, connectionstyle="arc3,rad=0.12", arrowstyle="-|>", mutation_scale=9 + 6 * n / most, shrinkA=8,
        shrinkB=9, linewidth=0.6 + 4 * n / most, linestyle="-" if sure else "--", color=style.INK if sure else style.RED,
        alpha=0.75, zorder=2,
    ))  # fmt: skip
