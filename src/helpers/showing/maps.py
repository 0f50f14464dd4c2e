"""Maps of the invented province: its districts, and what happened in them."""

from __future__ import annotations

import json

import pandas as pd
from matplotlib.axes import Axes

from helpers.paths import OSTREVANE
from helpers.showing import style
from helpers.showing.figures import _axes, say

KM_A_DEGREE = 111.2


def draw_province(incidents: pd.DataFrame, mentions: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw every place of Ostrevane with as many incidents as happened there; what nobody reported is a black rim.

    Takes the incidents (incident_id, place, latitude, longitude) and mentions (incident_id) of a `World`. A disc's
    area counts all incidents of a place, the coloured part within it those that some outlet reported.
    """
    ax = _axes(ax, (7.0, 5.4))
    shapes = json.loads((OSTREVANE / "outlines.geojson").read_text(encoding="utf-8"))["features"]
    for shape in shapes:
        ring = shape["geometry"]["coordinates"][0]
        ax.fill(*zip(*ring, strict=True), facecolor="#f4f1ea", edgecolor=style.GREY, linewidth=0.8)
        middle = pd.DataFrame(ring).mean()
        top = max(y for _, y in ring)
        ax.text(
            middle[0], top - 0.13, shape["properties"]["name"], ha="center", va="top", fontsize=8, color=style.QUIET
        )
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
