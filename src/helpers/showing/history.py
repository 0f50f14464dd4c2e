"""The figure of how a toll came to be: who gave which number on which day, and what stood after it."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.linking.history import toll_course
from helpers.showing import style
from helpers.showing.figures import say

# kind of claimant → (marker, colour): the shape tells it in grey too
CLAIMANTS = {
    "medical": ("P", style.GREEN),
    "government": ("s", style.BLUE),
    "security_forces": ("^", style.BLUE),
    "armed_group": ("v", style.RED),
    "witness": ("o", style.ORANGE),
    "media": ("h", style.PURPLE),
    "analyst": ("*", style.PURPLE),
    "other": ("p", style.SKY),
    "unattributed": ("d", style.QUIET),
}
GAP = 1.1  # width of the days between two reports when nobody reported, whatever their number
LABEL = 26  # characters of a label's line
_STROKE = [(-1.0, -1.0), (1.0, 1.0)]  # the outline of a mark: one slanting line
NEWS = ("first", "revision", "contradiction", "correction", "addition")


def draw_toll_history(
    history: pd.DataFrame, incident_id: str, measure: str = "killed", name: str = "", ax: Axes | None = None
) -> Axes:
    """Draw every number that an incident was given, by day and source, and the toll as it stood after each.

    Takes `linking.toll_history`; one mark for each source in each report, its shape the kind of claimant; hollow
    where it counts only some of the groups. An arrow is an open end ("at least"), a thin line the range of the words.
    A number that a report took back is struck out, with a dashed line to what corrected it. The line is the best
    toll, the band low to high, both by the toll rule in force. Days without a report take no room on the axis.
    `name` stands in the title ("the bus at Osken"). An incident without such numbers gives a sentence. Raises
    ValueError where `history` has no such incident or the measure has no tolls.
    """
    if incident_id not in set(history["incident_id"]):
        raise ValueError(f"draw_toll_history: the history has no incident {incident_id!r}.")
    course = toll_course(history[history["incident_id"] == incident_id], measure)
    rows = course.to_dict("records")
    ax = ax if ax is not None else plt.subplots(figsize=(min(11.0, 4.5 + 0.55 * len(rows)), 4.4))[1]
    name = name or f"incident {incident_id}"
    if not rows:
        ax.axis("off")
        sentence = f"Nobody gave a number of people {measure} in {name}."
        ax.text(0.5, 0.5, sentence, ha="center", va="center", transform=ax.transAxes, color=style.QUIET)
        return say(ax, sentence)
    at, days = _places(rows)
    top = _top(rows)
    _draw_band(ax, rows, at, top)
    for row, x in zip(rows, at, strict=True):
        _draw_mark(ax, row, x, top)
    _draw_corrections(ax, rows, at)
    _draw_days(ax, days, at)
    ax.set_ylim(0, top)
    ax.set_ylabel(f"people {measure}")
    ax.yaxis.get_major_locator().set_params(integer=True)
    _legend(ax, rows)
    ax.set_title(_finding(rows, measure, name))
    _label(ax, rows, at)
    return say(ax, _sentence(rows, measure, name))


def _places(rows: list[dict]) -> tuple[list[float], list[tuple[str, float, float, int]]]:
    """Give each mark's place on the axis, and for each day its words, its first and last place and the days before it."""
    at: list[float] = []
    days: list[tuple[str, float, float, int]] = []
    last = None
    for row in rows:
        day = row["published"]
        known = pd.notna(day)
        if not at:
            x, gap = 0.0, 0
        elif (known and day == last) or (not known and last is None):
            x, gap = at[-1] + 1, 0
        else:
            gap = (day - last).days if known and last is not None else 0
            x = at[-1] + 1 + (GAP if gap > 1 else 0.35)
        if at and days and ((known and day == last) or (not known and last is None)):
            days[-1] = (*days[-1][:2], x, days[-1][3])
        else:
            days.append((_day(day), x, x, gap))
        at.append(x)
        last = day if known else None
    return at, days


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%b}\n{day.year}" if pd.notna(day) else "day\nunknown"


def _top(rows: list[dict]) -> float:
    numbers = [x for r in rows for x in (r["best"], r["high"], r["toll_best"], r["toll_high"]) if pd.notna(x)]
    return max(float(max(numbers)), 1.0) * 1.42


def _draw_band(ax: Axes, rows: list[dict], at: list[float], top: float) -> None:
    """Draw low to high and best as steps; an open high runs to the figure's edge, hatched."""
    edges = [*at, at[-1] + 0.9]
    for k, row in enumerate(rows):
        low, best, high = (row[f"toll_{c}"] for c in ("low", "best", "high"))
        span, is_open = edges[k : k + 2], pd.isna(high)
        if is_open or high > low:
            ax.fill_between(span, float(low), top if is_open else float(high), color=style.SKY, alpha=0.22, lw=0,
                            hatch="///" if is_open else None, edgecolor="white", zorder=1)  # fmt: skip
        ax.plot(span, [float(best)] * 2, color=style.INK, lw=1.4, zorder=2, solid_capstyle="butt")
        if k:
            before = float(rows[k - 1]["toll_best"])
            ax.plot([edges[k]] * 2, [before, float(best)], color=style.INK, lw=1.4, zorder=2)
    ax.text(edges[-1] + 0.1, float(rows[-1]["toll_best"]), _toll_words(rows[-1]), va="center", fontsize=9.5,
            fontweight="bold", color=style.INK)  # fmt: skip


def _toll_words(row: dict) -> str:
    low, best, high = (row[f"toll_{c}"] for c in ("low", "best", "high"))
    if pd.isna(high):
        return f"{best} ({low} or more)" if low != best else f"{best} or more"
    return f"{best}" if low == high else f"{best} ({low}–{high})"


def _draw_mark(ax: Axes, row: dict, x: float, top: float) -> None:
    marker, colour = CLAIMANTS[_kind(row)]
    low, best, high = float(row["low"]), float(row["best"]), row["high"]
    if pd.isna(high):
        ax.annotate("", (x, best + top * 0.11), (x, best), arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.6})
    elif high > low:
        ax.plot([x, x], [low, float(high)], color=colour, lw=1.6, zorder=3)
    ax.plot(
        x, best, marker, ms=10 if row["whole"] else 6.5, mec="white" if row["whole"] else colour,
        mfc=colour if row["whole"] else "white", mew=0.8 if row["whole"] else 1.4, zorder=4, clip_on=False,
    )  # fmt: skip


def _kind(row: dict) -> str:
    return row["claimant_type"] if row["claimant_type"] in CLAIMANTS else "unattributed"


def _draw_corrections(ax: Axes, rows: list[dict], at: list[float]) -> None:
    """Strike out what was taken back, and join it with what corrected it."""
    for row, x in zip(rows, at, strict=True):
        if row["taken_back"]:
            ax.plot(x, float(row["best"]), marker=_STROKE, ms=20, mew=2, color=style.INK, zorder=6)
        wrong = set(row["corrects"].split()) if isinstance(row["corrects"], str) else set()
        for earlier, start in zip(rows, at, strict=True):
            if wrong & set(earlier["claim_ids"].split()):
                ends = [float(earlier["best"]), float(row["best"])]
                ax.plot([start, x], ends, color=style.INK, lw=1, ls=(0, (3, 2)), zorder=3)


def _draw_days(ax: Axes, days: list[tuple[str, float, float, int]], at: list[float]) -> None:
    """Shade every other day, name it under its marks, and say how many days lie in a gap."""
    for k, (_, first, last, gap) in enumerate(days):
        if k % 2 == 0:
            ax.axvspan(first - 0.55, last + 0.55, color="#f3f3f3", lw=0, zorder=0)
        if gap > 1:
            middle = (days[k - 1][2] + first) / 2
            ax.text(middle, 0.012, f"+{gap}\ndays", transform=ax.get_xaxis_transform(), ha="center", va="bottom",
                    fontsize=7.5, color=style.QUIET)  # fmt: skip
    ax.set_xticks([(a + b) / 2 for _, a, b, _ in days], [words for words, *_ in days])
    ax.tick_params(axis="x", length=0)
    ax.set_xlim(-0.7, at[-1] + 2.6)
    ax.spines["bottom"].set_bounds(-0.55, at[-1] + 0.55)


def _label(ax: Axes, rows: list[dict], at: list[float]) -> None:
    """Label the marks that bring a new number with outlet and claimant, where there is room; a hollow one only there."""
    ax.figure.canvas.draw()
    renderer = ax.figure.canvas.get_renderer()
    taken = [ax.transData.transform(point) for point in _inked(rows, at)]
    boxes, said = [], set()
    for row, x in zip(rows, at, strict=True):
        if row["kind"] not in NEWS or _source(row) in said:
            continue
        said.add(_source(row))
        text, is_free = None, False
        for dx, dy, ha, va in _AROUND:
            if text is not None:
                text.remove()
            text = ax.annotate(_source(row), (x, float(row["best"])), (dx, dy), textcoords="offset points", ha=ha, va=va,
                               fontsize=8, color=style.INK, zorder=7, linespacing=1.05)  # fmt: skip
            is_free = _is_free(text.get_window_extent(renderer).padded(1.5), boxes, taken, ax)
            if is_free:
                break
        if not (is_free or row["whole"]):
            text.remove()
            continue
        text.set_in_layout(False)  # it stands inside the axes, and must not move them now
        boxes.append(text.get_window_extent(renderer))


def _inked(rows: list[dict], at: list[float]) -> list[tuple[float, float]]:
    """Give points of what labels must not cover: the marks, the line of the best toll and the edges of the band."""
    marks = [(x, float(r["best"])) for r, x in zip(rows, at, strict=True)]
    return [*marks, *(point for c in ("low", "best", "high") for point in _steps(rows, at, f"toll_{c}"))]


def _steps(rows: list[dict], at: list[float], column: str) -> list[tuple[float, float]]:
    """Give points along a line of steps, nine on each tread and riser; where the toll is open there are none."""
    known = [(float(r[column]) if pd.notna(r[column]) else None, x) for r, x in zip(rows, at, strict=True)]
    ends = [*at[1:], at[-1] + 0.9]
    parts = [k / 8 for k in range(9)]
    treads = [(x + (end - x) * k, y) for (y, x), end in zip(known, ends, strict=True) if y is not None for k in parts]
    pairs = [(a, b, x) for (a, _), (b, x) in pairwise(known) if a is not None and b is not None]
    return [*treads, *((x, a + (b - a) * k) for a, b, x in pairs for k in parts)]


# Where a label may stand around its mark, the likeliest first: points right and up, and its anchor.
_AROUND = [
    (0, 11, "center", "bottom"), (0, -11, "center", "top"), (9, 0, "left", "center"), (-9, 0, "right", "center"),
    (-6, 9, "left", "bottom"), (6, 9, "right", "bottom"), (-6, -9, "left", "top"), (6, -9, "right", "top"),
    (0, 34, "center", "bottom"), (0, -34, "center", "top"), (-6, 58, "left", "bottom"), (-6, -58, "left", "top"),
    (0, 82, "center", "bottom"), (0, -82, "center", "top"),
]  # fmt: skip


def _is_free(box, boxes: list, marks: list, ax: Axes) -> bool:
    inside = ax.get_window_extent()
    fits = box.x0 >= inside.x0 and box.x1 <= inside.x1 and box.y0 >= inside.y0 and box.y1 <= inside.y1
    clear = not any(box.overlaps(b) for b in boxes)
    return fits and clear and not any(box.x0 - 4 < x < box.x1 + 4 and box.y0 - 4 < y < box.y1 + 4 for x, y in marks)


def _source(row: dict) -> str:
    """Name a source in two or three short lines: its outlet, then who is quoted."""
    outlet = row["outlet"] if isinstance(row["outlet"], str) else row["report_id"]
    who = row["claimant"] if isinstance(row["claimant"], str) else ""
    lines = textwrap.wrap(who, LABEL, max_lines=2, placeholder=" …")
    return "\n".join([f"{_number(row)} · {textwrap.shorten(outlet, LABEL, placeholder=' …')}", *lines]).replace(
        "$", r"\$"
    )


def _number(row: dict) -> str:
    if pd.isna(row["high"]):
        return f"{row['low']}+"
    return f"{row['best']}" if row["low"] == row["high"] else f"{row['low']}–{row['high']}"


def _legend(ax: Axes, rows: list[dict]) -> None:
    present = [k for k in CLAIMANTS if any(_kind(r) == k for r in rows)]
    handles = [
        Line2D([], [], marker=CLAIMANTS[k][0], color=CLAIMANTS[k][1], ls="", ms=7,
               label="reporter's own words" if k == "unattributed" else style.words(k))
        for k in present
    ]  # fmt: skip
    if any(not r["whole"] for r in rows):
        handles.append(
            Line2D([], [], marker="o", mfc="white", mec=style.QUIET, ls="", ms=5, label="hollow: some groups only")
        )
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.01, -0.16), ncols=min(6, len(handles)), fontsize=8,
              columnspacing=1.2, handletextpad=0.2)  # fmt: skip


def _finding(rows: list[dict], measure: str, name: str) -> str:
    first, last = rows[0]["best"], rows[-1]["toll_best"]
    different = {(r["low"], r["best"], r["high"] if pd.notna(r["high"]) else None) for r in rows if r["whole"]}
    if len(different) == 1:
        return f"{name}: {last} {measure}, and no source disagreed"
    if first != last:
        return f"{name}: first {first} {measure}, by the rule {_toll_words(rows[-1])}"
    return f"{name}: {len(different)} numbers of people {measure}, by the rule {_toll_words(rows[-1])}"


def _sentence(rows: list[dict], measure: str, name: str) -> str:
    reports = len({r["report_id"] for r in rows})
    told = "; ".join(_told(r) for r in rows)
    return (
        f"People {measure} in {name} as {len(rows)} sources in {reports} reports gave them: {told}. "
        f"By the rule the toll stood at {_toll_words(rows[0])} after the first and at {_toll_words(rows[-1])} after the last."
    )


def _told(row: dict) -> str:
    outlet = row["outlet"] if isinstance(row["outlet"], str) else row["report_id"]
    who = f", {row['claimant']}" if isinstance(row["claimant"], str) else ""
    day = f" on {row['published'].day} {row['published']:%B %Y}" if pd.notna(row["published"]) else ""
    notes = [w for w, told in (("some groups only", not row["whole"]), ("taken back later", row["taken_back"])) if told]
    if row["kind"] in ("revision", "contradiction", "correction"):
        notes.insert(0, f"a {row['kind']}")
    return f"{_number(row)} ({outlet}{who}{day}{': ' + ', '.join(notes) if notes else ''})"


__all__ = ["CLAIMANTS", "draw_toll_history"]
