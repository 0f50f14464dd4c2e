"""Figures: each takes a table and, if you like, an Axes; draws; and returns the Axes with a sentence about its data.

The sentence is what a reader who cannot see the figure gets. `show` prints it under the figure, so that the
tests check its numbers with the other outputs.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers import paths, session, tables
from helpers.showing import style

CAPTION = 88  # characters of a line: JupyterLab breaks longer ones inside a word where its side bar is open


def say(ax: Axes, sentence: str) -> Axes:
    """Keep the one-sentence description of what an Axes shows."""
    ax.casebook_description = sentence
    return ax


def description(ax: Axes) -> str:
    """Give the one-sentence description of the data that a figure draws."""
    return getattr(ax, "casebook_description", "")


def show(ax: Axes) -> None:
    """Show a figure and print its description under it."""
    plt.show()
    print("\n".join(textwrap.wrap(description(ax), CAPTION)))


def save_figure(ax: Axes, name: str) -> list[Path]:
    """Save a figure as journals want it: `figures/<name>.pdf`, `.svg` and `.png` (300 dpi) in the results folder.

    Fonts are inside the PDF (TrueType) and drawn as outlines in the SVG, so that it looks the same everywhere; the
    same figure gives the same bytes. `<name>.txt` holds its description. Gives the four paths. Raises ValueError for
    a name that is no plain file name.
    """
    session.check_name(name)
    folder = paths.results_folder() / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [folder / f"{name}{suffix}" for suffix in (".pdf", ".svg", ".png", ".txt")]
    about = {".pdf": {"CreationDate": None}, ".svg": {"Date": None}, ".png": {}}
    # A salt: else the SVG's ids, and so its bytes, differ from one saving to the next.
    with plt.rc_context({"pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": name}):
        for path in wanted[:-1]:
            ax.figure.savefig(path, dpi=300, metadata=about[path.suffix])
    wanted[-1].write_text(f"{description(ax)}\n", encoding="utf-8")
    for path in wanted:
        session.note_made(path)
    return wanted


def _axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    return ax if ax is not None else plt.subplots(figsize=size)[1]


def draw_sum(claims: pd.DataFrame, measure: str = "killed", ax: Axes | None = None) -> Axes:
    """Draw what adding up every number gives beside what the claims allow: increments lie inside their running total.

    Takes the `claims` about one incident; a number that several reports repeat is drawn once. Top: each number
    behind the last. Below: the largest running total with the increments marked inside it. Where no claim is a
    running total there is nothing to compare, and the figure says so.
    """
    tables.validate("claims", claims, "draw_sum")
    mine = claims[(claims["measure"] == measure) & claims["low"].notna()]
    running = mine[mine["scope"] == "cumulative"]
    rest = mine[mine["scope"].isin(["increment", "incident"])].drop_duplicates(["low", "group"])
    ax = _axes(ax, style.SMALL)
    if running.empty or rest.empty:
        return _nothing(ax, f"No running total of people {measure} with a number inside it among {len(mine)} claims.")
    total = int(running["low"].max())
    wrong = _draw_pile(ax, total, rest)
    _draw_nested(ax, total, rest, measure)
    ax.set(yticks=[0, 1], yticklabels=["read as claims", "added up blindly"], xlim=(0, wrong * 1.16), ylim=(-0.75, 1.6),
           xlabel=f"people {measure}", title=f"The toll is {total}, not {wrong}")  # fmt: skip
    ax.tick_params(axis="y", length=0)
    parts = [str(int(n)) for n in rest["low"]]
    return say(ax, f"Added up, the numbers {', '.join([str(total), *parts])} give {wrong}; read as claims the toll is "
                   f"{total}, a running total with {' and '.join(parts)} read as lying inside it (n = {len(mine)} claims).")  # fmt: skip


def _draw_pile(ax: Axes, total: int, rest: pd.DataFrame) -> int:
    left = 0
    for n, (value, label) in enumerate([(total, f"{total}\nrunning total"), *((int(v), str(v)) for v in rest["low"])]):
        colour = style.BLUE if n == 0 else (style.ORANGE, style.SKY, style.PURPLE)[n % 3 - 1]
        ax.barh(1, value, left=left, height=0.62, color=colour, alpha=0.9, edgecolor="white")
        ink = "white" if n == 0 else style.INK
        ax.text(left + value / 2, 1, label, ha="center", va="center", color=ink, fontsize=9, fontweight="bold")
        left += value
    ax.text(left * 1.01, 1, f" = {left}\n   wrong", va="center", fontsize=10, color=style.RED, fontweight="bold")
    return left


def _draw_nested(ax: Axes, total: int, rest: pd.DataFrame, measure: str) -> None:
    ax.barh(0, total, height=0.62, color=style.BLUE, alpha=0.9, edgecolor="white")
    inside = rest[rest["low"] <= total]
    left = total - int(inside["low"].sum())
    ax.text(max(left, total * 0.3) / 2, 0, f"{total} {measure}: running total", ha="center", va="center",
            color="white", fontsize=9, fontweight="bold")  # fmt: skip
    for n, value in enumerate(int(v) for v in inside["low"]) if left > 0 else ():
        colour = (style.ORANGE, style.SKY, style.PURPLE)[n % 3]
        ax.add_patch(Rectangle((left, -0.31), value, 0.62, facecolor=colour, hatch="//", edgecolor="white"))
        ax.text(
            left + value / 2, 0, str(value), ha="center", va="center", fontsize=9, fontweight="bold", color=style.INK
        )
        left += value
    mouths = ", ".join(
        f"{int(n)} ({who})" for n, who in zip(inside["low"], inside["claimant"].fillna("not said"), strict=True)
    )
    note = "\n".join(textwrap.wrap(f"read as increments inside it: {mouths}", 62))
    ax.annotate(
        note, (total * 0.99, -0.33), (total * 0.99, -0.58), ha="right", va="center", fontsize=8.5, color=style.INK
    )
    ax.text(total * 1.01, 0, f" = {total}", va="center", fontsize=10, color=style.BLUE, fontweight="bold")


def draw_tolls(incidents: pd.DataFrame, measure: str = "killed", ax: Axes | None = None) -> Axes:
    """Draw low, best and high of each incident's toll, one line an incident, by day; an open high ends in an arrow.

    Takes `incidents` and a measure with tolls (killed, injured, …; people). History is drawn in grey. Incidents
    without anybody harmed are left out and counted in the description.
    """
    tables.validate("incidents", incidents, "draw_tolls")
    best, low, high = (f"{measure}_{x}" for x in ("best", "low", "high"))
    harmed = incidents[incidents[best] > 0].sort_values(
        ["date_start", "incident_id"], ascending=False, na_position="first"
    )
    ax = _axes(ax, (7.0, 1.5 + 0.52 * max(1, len(harmed))))
    if harmed.empty:
        return _nothing(ax, f"None of the {len(incidents)} incidents has anybody {measure}.")
    limit = float(harmed[high].astype(float).fillna(harmed[best].astype(float) * 1.25).max())
    for y, row in enumerate(harmed.to_dict("records")):
        _draw_range(ax, y, row[low], row[best], row[high], limit, style.QUIET if row["background"] else style.RED)
    ax.set(yticks=range(len(harmed)), yticklabels=[_incident_label(r) for r in harmed.to_dict("records")],
           xlim=(0, limit * 1.3), ylim=(-0.6, len(harmed) - 0.4), xlabel=f"people {measure} (dot: best; line: lowest to highest; arrow: open above)")  # fmt: skip
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
    worst = harmed.loc[harmed[best].astype(float).idxmax()]
    ax.set_title(
        f"{int(worst[best])} {measure} in the deadliest of {len(harmed)} incidents"
        if measure == "killed"
        else f"People {measure}, by incident"
    )
    without = len(incidents) - len(harmed)
    listed = "; ".join(
        f"{_incident_label(r, ' ')}: {_range_words(r[low], r[best], r[high])}" for r in harmed[::-1].to_dict("records")
    )
    return say(
        ax,
        f"People {measure} in {len(harmed)} incidents: {listed}"
        + (f"; {without} more without anybody {measure}." if without else "."),
    )


def _draw_range(ax: Axes, y: int, low: int, best: int, high: int | None, limit: float, colour: str) -> None:
    if pd.isna(high):
        ax.annotate(
            "",
            (min(limit * 1.12, best + limit * 0.18), y),
            (low, y),
            arrowprops={"arrowstyle": "->", "color": colour, "lw": 2},
        )
    else:
        ax.plot([low, high], [y, y], color=colour, lw=4, alpha=0.35, solid_capstyle="round")
    ax.plot(best, y, "o", color=colour, ms=7, zorder=3)
    end = best + limit * 0.2 if pd.isna(high) else high
    ax.text(
        max(float(end), float(best)) + limit * 0.025,
        y,
        _range_words(low, best, high),
        va="center",
        fontsize=9,
        color=style.INK,
    )


def _range_words(low: int, best: int, high: int | None) -> str:
    if pd.isna(high):
        return f"{best} or more"
    return f"{best}" if low == high else f"{best} ({low}–{high})"


def _incident_label(row: dict, gap: str = "\n") -> str:
    kind = style.words(row["incident_type"]) if isinstance(row["incident_type"], str) else "incident"
    place = row["place"] if isinstance(row["place"], str) else "place unknown"
    return f"{kind}, {place},{gap}{_days(row)}"


def _days(row: dict) -> str:
    """Write an incident's days as finely as they are known: March 2025, 31 Jan–2 Feb 2026."""
    first, last = row["date_start"], row["date_end"]
    if pd.isna(first):
        return "day unknown"
    if row["date_precision"] in ("month", "year"):
        return f"{first:%B %Y}" if row["date_precision"] == "month" else f"{first:%Y}"
    end = f"{last:%d %b %Y}".lstrip("0")
    if last == first:
        return end
    start = f"{first:%d}" if (first.year, first.month) == (last.year, last.month) else f"{first:%d %b}"
    return f"{start.lstrip('0')}–{end}"


def draw_counts(incidents: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many incidents there are of each type, the commonest on top; a bar is split into news and history."""
    tables.validate("incidents", incidents, "draw_counts")
    ax = _axes(ax, style.SMALL)
    if incidents.empty:
        return _nothing(ax, "There are no incidents to count.")
    kinds = incidents["incident_type"].fillna("not typed")
    counts = pd.crosstab(kinds, incidents["background"].astype(bool)).reindex(columns=[False, True], fill_value=0)
    counts = counts.loc[counts.sum(axis=1).sort_values(kind="stable").index]
    for y, (kind, row) in enumerate(counts.iterrows()):
        colour = style.of(None if kind == "not typed" else kind)[0]
        ax.barh(y, row[False], color=colour, edgecolor="white")
        ax.barh(y, row[True], left=row[False], color=colour, alpha=0.35, hatch="//", edgecolor="white")
        note = f" ({row[True]} of them history)" if row[True] else ""
        ax.text(
            row.sum() + counts.to_numpy().sum(axis=1).max() * 0.02, y, f"{row.sum()}{note}", va="center", fontsize=9
        )
    most = counts.sum(axis=1).max()
    ax.set(yticks=range(len(counts)), yticklabels=[style.words(str(k)) for k in counts.index], xlim=(0, most * 1.45),
           xlabel="incidents", title=f"{style.words(str(counts.index[-1])).capitalize()} is the commonest of {len(counts)} types")  # fmt: skip
    ax.xaxis.get_major_locator().set_params(integer=True)
    listed = ", ".join(f"{style.words(str(k))} {r.sum()}" for k, r in counts[::-1].iterrows())
    return say(ax, f"Incidents by type (n = {len(incidents)}, {int(counts[True].sum())} of them history): {listed}.")


def draw_timeline(incidents: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the news on its days: a mark for each incident's type, its size growing with the people killed.

    Takes `incidents`; history and incidents without a day are left out and counted in the description.
    """
    tables.validate("incidents", incidents, "draw_timeline")
    news = incidents[~incidents["background"].astype(bool) & incidents["date_start"].notna()].sort_values(
        ["date_start", "incident_id"]
    )
    ax = _axes(ax, style.SMALL)
    if news.empty:
        return _nothing(ax, f"None of the {len(incidents)} incidents is news with a day.")
    for y, row in enumerate(news.to_dict("records")):
        place = row["place"] if isinstance(row["place"], str) else "place unknown"
        colour, marker = style.of(row["incident_type"])
        ax.plot([row["date_start"], row["date_end"]], [y, y], color=colour, lw=3, alpha=0.4, solid_capstyle="round")
        ax.plot(
            row["date_start"], y, marker, color=colour, ms=8 + min(float(row["killed_best"]) ** 0.5, 16), mec="white"
        )
        kind = style.words(row["incident_type"]) if isinstance(row["incident_type"], str) else "not typed"
        ax.annotate(
            f"{kind}, {place}: {row['killed_best']} killed",
            (row["date_end"], y),
            (12, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    first, last = news["date_start"].min(), news["date_end"].max()
    span = max((last - first).days, 1)
    ax.set(
        yticks=[],
        ylim=(-0.7, len(news) - 0.3),
        xlim=(first - pd.Timedelta(days=span * 0.15 + 0.3), last + pd.Timedelta(days=span * 1.1 + 1)),
    )
    ax.spines["left"].set_visible(False)
    step = max(1, -(-span // 6))
    ticks = pd.date_range(first, last, freq=f"{step}D")
    ax.set_xticks(ticks, [f"{t:%d %b}".lstrip("0") for t in ticks])
    ax.spines["bottom"].set_bounds(*mdates.date2num([first, last]))
    ax.set_title(f"{len(news)} incidents between {_day(first)} and {_day(last)}")
    listed = "; ".join(f"{_incident_label(r, ' ')}: {r['killed_best']} killed" for r in news.to_dict("records"))
    return say(
        ax,
        f"{len(news)} incidents in the news between {_day(first)} and {_day(last)}: {listed}; {len(incidents) - len(news)} left out as history or without a day.",
    )


def _day(day: pd.Timestamp) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


def _nothing(ax: Axes, sentence: str) -> Axes:
    ax.axis("off")
    ax.text(0.5, 0.5, sentence, ha="center", va="center", transform=ax.transAxes, color=style.QUIET)
    return say(ax, sentence)
