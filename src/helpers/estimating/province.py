"""What everybody knows of the invented province: its places, its groups, its outlets (data/ostrevane)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from helpers.paths import OSTREVANE

FORCES = ("police", "army", "wardens")
FORCE_NAMES = {
    "police": "Ostrevane Provincial Police", "army": "Telverin Army", "wardens": "Border Wardens",
}  # fmt: skip


@dataclass(frozen=True)
class Province:
    """The fixed part of every simulated world.

    places: name, district, latitude, longitude, population. course: how incidents come about (course.yaml).
    outlets, mouths, topics: how they are told (outlets.yaml).
    """

    name: str
    country: str
    places: pd.DataFrame
    course: dict
    outlets: dict
    mouths: dict
    topics: dict
    armed_groups: tuple[str, ...]

    @cached_property
    def towns(self) -> dict[str, tuple[list[dict], np.ndarray]]:
        """Give each district's places, as parts of an incident's row, and how likely each is to be the scene."""
        towns = {}
        for district, places in self.places.groupby("district", sort=False):
            rows = places.rename(columns={"name": "place"})[["place", "district", "latitude", "longitude"]]
            # the root: a town ten times as large sees three times as much
            towns[district] = (rows.to_dict("records"), np.sqrt(places["population"].to_numpy() + 1000.0))
        return towns


@lru_cache(maxsize=4)
def load_province(folder: Path = OSTREVANE) -> Province:
    """Read the province's files. Raises FileNotFoundError, naming the file, where one is missing."""
    course = _yaml(folder / "course.yaml")
    told = _yaml(folder / "outlets.yaml")
    places = pd.read_csv(folder / "places.csv", keep_default_na=False)
    inside = places[(places["kind"] == "place") & (places["admin2"] != "")]
    actors = pd.read_csv(folder / "actors.csv", keep_default_na=False)
    return Province(
        name=str(inside["admin1"].iloc[0]),
        country=str(inside["country"].iloc[0]),
        places=inside.rename(columns={"admin2": "district"})[
            ["name", "district", "latitude", "longitude", "population"]
        ].reset_index(drop=True),
        course=course,
        outlets=told["outlets"],
        mouths=told["mouths"],
        topics=told["topics"],
        armed_groups=tuple(actors.loc[actors["kind"] == "armed_group", "name"]),
    )


def _yaml(path: Path) -> dict:
    with path.open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def first_day(course: dict) -> date:
    """Give the first day of a course as a date, however the file writes it."""
    return date.fromisoformat(str(course["start"]))
