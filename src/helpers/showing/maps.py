"""Maps: of the invented province, and of any list of places with how precisely they are known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from helpers.paths import OSTREVANE
from helpers.showing import style
from helpers.showing.figures import _axes, _nothing, say

KM_A_DEGREE = 111.2


def draw_province(incidents: pd.DataFrame, mentions: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw every place of Ostrevane with as many incidents as happened there; what nobody reported is a black rim.

    Takes the incidents (incident_id, place, latitude, longitude) and mentions (incident_id) of a `World`. A disc's
    area counts all incidents of a place, the coloured part within it those that some outlet reported.
    """
    ax = _axes(ax, (7.0, 5.4))
    shapes = json.loads((OSTREVANE / "outlines.geojson").read_text(encoding="utf-8"))["features"]
    _outline(ax, shapes)
    seen = incidents["incident_id"].isin(mentions["incident_id"])
    places = incidents.assign(seen=seen).groupby(["longitude", "latitude"])["seen"].agg(["size", "sum"]).reset_index()
    ax.scatter(places["longitude"], places["latitude"], s=14 * places["size"], color=style.INK, linewidth=0, zorder=3)
    ax.scatter(places["longitude"], places["latitude"], s=14 * places["sum"], color=style.ORANGE, linewidth=0, zorder=4)
    ax.set(aspect=1.2, title=f"{len(incidents)} incidents, {int((~seen).sum())} of them reported by nobody")
    ax.axis("off")
    left, bottom = min(places["longitude"]) - 0.1, min(places["latitude"]) - 0.55
    ax.plot([left, left + 100 / KM_A_DEGREE * 1.19], [bottom, bottom], color=style.INK, linewidth=1.5)
    ax.text(left, bottom - 0.06, "100 km", va="top", fontsize=8)
    right = max(places["longitude"]) - 0.75
    for step, size in enumerate((1, 5, 20)):
        ax.scatter(right + 0.3 * step, bottom, s=14 * size, color=style.ORANGE, linewidth=0)
        ax.text(right + 0.3 * step, bottom - 0.17, str(size), ha="center", va="top", fontsize=8)
    ax.text(right - 0.15, bottom, "incidents", ha="right", va="center", fontsize=8)
    busiest = incidents["place"].value_counts()
    return say(ax, f"{len(incidents)} incidents at {len(places)} places of {len(shapes)} districts; {int((~seen).sum())} "
                   f"were reported by nobody; most at {busiest.index[0]} ({busiest.iloc[0]}).")  # fmt: skip


def _outline(ax: Axes, shapes: list[dict]) -> None:
    for shape in shapes:
        ring = shape["geometry"]["coordinates"][0]
        ax.fill(*zip(*ring, strict=True), facecolor="#f4f1ea", edgecolor=style.GREY, linewidth=0.8)
        middle = pd.DataFrame(ring).mean()
        top = max(y for _, y in ring)
        ax.text(
            middle[0], top - 0.13, shape["properties"]["name"], ha="center", va="top", fontsize=8, color=style.QUIET
        )


def draw_places(
    places: pd.DataFrame, by: str = "incidents", outlines: Path | None = None, ax: Axes | None = None
) -> Axes:
    """Draw incidents (or `by="killed"`, the dead) by place, and how precisely each place is known.

    Takes the table of `estimating.by_place`. A disc is a place itself; a hollow, hatched square stands in the middle
    of a district or province of which no more is known, so that nobody reads its point as a place. Areas grow with the
    number. What has no coordinates is counted in the title. `outlines`: a GeoJSON file of polygons to draw beneath.
    """
    if by not in ("incidents", "killed"):
        raise ValueError(f"by is incidents or killed, not {by!r}")
    there = places[places["latitude"].notna() & (places[by] > 0)]
    lost = int(places.loc[places["latitude"].isna(), by].sum())
    ax = _axes(ax, (7.0, 5.4))
    if there.empty:
        return _nothing(ax, f"None of the {int(places[by].sum())} {by} has coordinates.")
    if outlines is not None:
        _outline(ax, json.loads(outlines.read_text(encoding="utf-8"))["features"])
    size = 14 if by == "incidents" else 6
    exact, area = there[there["precision"] == "exact"], there[there["precision"] == "area"]
    _draw_points(ax, exact, area, by, size)
    _name_the_most(ax, exact, by, size)
    _map_legend(ax, size, by, there)
    sure, total = int(exact[by].sum()), int(places[by].sum())
    what = "people killed" if by == "killed" else "incidents"
    ax.set(aspect=1 / np.cos(np.radians(there["latitude"].mean())),
           title=f"The place itself is known for {sure} of {total} {what}")  # fmt: skip
    ax.margins(0.08)
    ax.axis("off")
    most = "; ".join(f"{r.place} {int(getattr(r, by))}" for r in exact.nlargest(3, by).itertuples())
    return say(ax, f"{total} {what}: {sure} at {len(exact)} places ({most}), {int(area[by].sum())} known only by district, "
                   f"province or country (drawn as hatched squares in its middle), {lost} without coordinates (not drawn).")  # fmt: skip


def _draw_points(ax: Axes, exact: pd.DataFrame, area: pd.DataFrame, by: str, size: float) -> None:
    ax.scatter(exact["longitude"], exact["latitude"], s=size * exact[by], color=style.BLUE, edgecolor="white",
               linewidth=0.6, alpha=0.9, zorder=3)  # fmt: skip
    ax.scatter(area["longitude"], area["latitude"], s=size * area[by], marker="s", facecolor="none", hatch="/////",
               edgecolor=style.RED, linewidth=1.2, zorder=4)  # fmt: skip


def _name_the_most(ax: Axes, exact: pd.DataFrame, by: str, size: float, names: int = 3) -> None:
    for row in exact.nlargest(names, by).itertuples():
        if isinstance(row.place, str):
            radius = (size * getattr(row, by) / np.pi) ** 0.5
            ax.annotate(row.place, (row.longitude, row.latitude), (radius + 2, 0), textcoords="offset points",
                        va="center", fontsize=8.5, zorder=6,
                        path_effects=[withStroke(linewidth=2.5, foreground="white")])  # fmt: skip


def _map_legend(ax: Axes, size: int, by: str, there: pd.DataFrame) -> None:
    most = int(there[by].max())
    steps = sorted({1, max(1, round(most / 4)), most})
    marks = [ax.scatter([], [], s=size * n, color=style.BLUE, label=str(n)) for n in steps]
    marks.append(
        ax.scatter([], [], s=60, marker="s", facecolor="none", hatch="/////", edgecolor=style.RED, label="area only")
    )
    ax.legend(handles=marks, title="people killed" if by == "killed" else "incidents", ncols=len(marks), fontsize=8,
              title_fontsize=8, loc="upper center", bbox_to_anchor=(0.5, 0.02), columnspacing=1.6)  # fmt: skip
