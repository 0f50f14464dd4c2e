"""Figures that judge a classifier: how good, how sure, from how many labels, and when to leave it to a person."""

from __future__ import annotations

import textwrap

import matplotlib.ticker as mticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.showing import style
from helpers.showing.figures import _axes, say


def draw_comparison(scores: pd.DataFrame, title: str, marked: tuple[str, ...] = (), ax: Axes | None = None) -> Axes:
    """Draw F1 of several coders or exams, one line each, with its interval (the table of `classifying.compare`).

    Takes coder, f1, low, high; the first row stands on top. `marked` names rows to be drawn hollow and in red, as
    figures that must not be believed.
    """
    ax = _axes(ax, (style.SMALL[0], 1.1 + 0.42 * len(scores)))
    for y, row in enumerate(scores.itertuples()):
        wrong = row.coder in marked
        colour = style.RED if wrong else style.BLUE
        ax.plot([row.low, row.high], [y, y], color=colour, linewidth=2.2, solid_capstyle="round", alpha=0.6)
        ax.plot(row.f1, y, "o", color=colour, markerfacecolor=style.PAPER if wrong else colour, markersize=8)
        ax.annotate(f"{row.f1:.2f}", (row.high, y), (8, 0), textcoords="offset points", va="center", fontsize=9)
    ax.set(yticks=range(len(scores)), yticklabels=scores["coder"], xlim=(0, 1), ylim=(len(scores) - 0.5, -0.6),
           xlabel="micro-F1, with 95% interval", title=title)  # fmt: skip
    ax.grid(axis="x")
    told = "; ".join(f"{r.coder} {r.f1:.2f} [{r.low:.2f}, {r.high:.2f}]" for r in scores.itertuples())
    return say(ax, f"Micro-F1: {told}.")


def draw_learning_curve(curve: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw micro-F1 against the number of labelled texts (the table of `classifying.learning_curve`)."""
    ax = _axes(ax, style.SMALL)
    ax.fill_between(curve["n"], curve["low"], curve["high"], color=style.BLUE, alpha=0.15, linewidth=0)
    ax.plot(curve["n"], curve["f1"], "o-", color=style.BLUE)
    for row in curve.itertuples():
        ax.annotate(f"{row.f1:.2f}", (row.n, row.f1), (0, 8), textcoords="offset points", ha="center", fontsize=9)
    gain = curve["f1"].iloc[-1] - curve["f1"].iloc[-2]
    ax.set(xlabel="labelled reports learned from", ylabel="micro-F1 on reports held back", ylim=(0, 1), xlim=(0, None),
           title=f"The last {curve['n'].iloc[-1] - curve['n'].iloc[-2]} reports bring {gain:+.2f}")  # fmt: skip
    told = "; ".join(f"{r.f1:.2f} from {r.n}" for r in curve.itertuples())
    return say(ax, f"Micro-F1 by number of labelled reports: {told}. The band is the 95% interval of the test reports.")


def draw_calibration(curve: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how often a type is there against how probable the model calls it (`classifying.calibration_curve`).

    Points on the line are honest; the size of a point is its number of (text, type) pairs.
    """
    ax = _axes(ax, (4.6, 4.2))
    ax.plot([0, 1], [0, 1], color=style.QUIET, linewidth=1, linestyle="--")
    ax.scatter(curve["predicted"], curve["observed"], s=20 + 180 * (curve["n"] / curve["n"].max()) ** 0.5,
               color=style.BLUE, alpha=0.75, edgecolor="white", zorder=3)  # fmt: skip
    off = (curve["predicted"] - curve["observed"]).abs() * curve["n"]
    middle = curve["predicted"].between(0.2, 0.8)
    gap, between = off.sum() / curve["n"].sum(), off[middle].sum() / max(1, curve["n"][middle].sum())
    ax.set(xlabel="probability that the model gives", ylabel="share that is true", xlim=(-0.03, 1.03), ylim=(-0.03, 1.03),
           aspect="equal", title=f"Off by {100 * between:.0f} points in the middle")  # fmt: skip
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(mticker.PercentFormatter(1, decimals=0))
    return say(ax, f"Calibration over {int(curve['n'].sum())} pairs of a report and a type: predicted and true shares "
                   f"differ by {100 * gap:.1f} percentage points on average, by {100 * between:.0f} for the "
                   f"{int(curve['n'][middle].sum())} pairs with a probability between 20% and 80%.")  # fmt: skip


def draw_abstention(curve: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how right the machine is on what is left to it, against the share coded by hand (`abstention_curve`)."""
    ax = _axes(ax, style.SMALL)
    ax.plot(curve["by_hand"], curve["right"], "o-", color=style.BLUE)
    for row in curve.iloc[::2].itertuples():
        ax.annotate(
            f"{row.right:.0%}", (row.by_hand, row.right), (0, 8), textcoords="offset points", ha="center", fontsize=9
        )
    enough = curve[curve["right"] >= 0.95]
    title = (
        f"95% right once {enough['by_hand'].iloc[0]:.0%} are coded by hand"
        if len(enough)
        else "Never 95% right, however much is coded by hand"
    )
    ax.set(xlabel="share of reports left to a person, the least sure first", ylabel="reports with every type right",
           ylim=(min(0.5, curve["right"].min() - 0.1), 1.04), title=title)  # fmt: skip
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(mticker.PercentFormatter(1, decimals=0))
    told = "; ".join(f"{r.right:.0%} of {r.n} with {r.by_hand:.0%} by hand" for r in curve.iloc[::2].itertuples())
    return say(ax, f"Reports left to the machine with every type right: {told}.")


def draw_confusion(pairs: pd.DataFrame, right: pd.Series, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw which type was said where which was coded: coded types in rows, said ones in columns.

    Takes missed, said, n (the table of `classifying.confused_pairs`) and `right`: how often each type was given
    rightly, the types as index in the order to draw; these stand on the diagonal. `none` is last: in its column what
    was overlooked, in its row what was invented. The shade is the share of the row. A text can stand in several cells.
    Raises ValueError where a pair names a type that `right` lacks.
    """
    counts = _confusion(pairs, right)
    ax = _axes(ax, (2.4 + 0.62 * len(counts), 2.0 + 0.5 * len(counts)))
    shares = counts / counts.sum(axis=1, keepdims=True).clip(min=1)
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for (i, j), n in np.ndenumerate(counts):
        colour = style.PAPER if shares[i, j] > 0.55 else style.INK
        ax.text(j, i, n or "", ha="center", va="center", fontsize=9, color=colour)
    labels = [textwrap.fill(style.words(str(name)), 14) for name in [*right.index, "none"]]
    ax.set(xticks=range(len(labels)), yticks=range(len(labels)), yticklabels=labels, ylabel="coded")
    ax.set_xlabel("said (shade: share of the row)")
    ax.set_xticks(range(len(labels)), labels, rotation=40, ha="right")
    ax.spines[:].set_visible(False)
    overlooked, invented = int(counts[:-1, -1].sum()), int(counts[-1].sum())
    exchanged = int(counts.sum()) - int(right.sum()) - overlooked - invented
    ax.set_title(title or f"{overlooked} overlooked, {invented} invented, {exchanged} exchanged")
    often = "; ".join(f"{r.missed} coded and {r.said} said {r.n} times" for r in pairs.head(3).itertuples())
    return say(ax, f"Types given rightly {int(right.sum())} times, overlooked {overlooked}, invented {invented}, another "
                   f"in their place {exchanged}. Most often: {often or 'nothing confused'}. Cells are shaded by their "
                   "share of the row.")  # fmt: skip


def _confusion(pairs: pd.DataFrame, right: pd.Series) -> np.ndarray:
    """Lay pairs and right answers into a square of counts: coded × said, `none` last."""
    names = [*right.index, "none"]
    unknown = sorted({*pairs["missed"], *pairs["said"]} - set(names))
    if unknown:
        raise ValueError(
            f"pairs name {', '.join(unknown)}, which right lacks; give the types of one and the same table."
        )
    counts = pairs.pivot(index="missed", columns="said", values="n").reindex(index=names, columns=names)
    square = counts.fillna(0).to_numpy(dtype=int, copy=True)
    np.fill_diagonal(square, [*right, 0])
    return square
