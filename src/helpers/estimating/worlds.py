"""Simulated worlds: what happened, and how it was reported, with the truth known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.estimating.happenings import draw_incidents
from helpers.estimating.province import load_province
from helpers.estimating.reporting import draw_reports
from helpers.paths import TRUTH


@dataclass(frozen=True)
class World:
    """One simulated world, as tables.

    incidents: one row for each incident that happened (incident_id, incident_type, date, hour 0–23, place, district,
    latitude, longitude, actor, target, weapon, victims, killed_… and injured_… by group, died_later, abducted, freed,
    freed_after in days, arrested; people). reports: report_id, outlet, published, kind (news, follow_up, roundup,
    rewrite, correction, other), rewrite_of, corrects, topic. mentions: report_id, incident_id. statements: one row
    for each number in a report (incident_id, measure, group, low, high, modifier, scope, mouth, claimant_type,
    withdrawn: the earlier number that a correction takes back). blame: report_id, incident_id, actor, stance
    (claims, denies, accused), by.
    """

    seed: int | None
    incidents: pd.DataFrame
    reports: pd.DataFrame
    mentions: pd.DataFrame
    statements: pd.DataFrame
    blame: pd.DataFrame


def simulate_world(seed: int, **changes: object) -> World:
    """Draw a world of the invented province Ostrevane, first what happened, then how it was reported.

    `changes` replace entries of data/ostrevane/course.yaml (months, background_rate, excitation, tail, drift …) and,
    as `outlets={name: {entry: value}}`, of outlets.yaml. The same seed and changes give the same world; what is
    reported is drawn from a stream of its own, so that changing outlets leaves the incidents as they were. Raises
    ValueError for an entry or an outlet that the files do not have.
    """
    province = load_province()
    outlets = changes.pop("outlets", {})
    unknown = set(changes) - set(province.course) - {"drift"}
    if unknown:
        raise ValueError(
            f"{sorted(unknown)} is no entry of course.yaml; there are {', '.join(province.course)}, drift."
        )
    strange = set(outlets) - set(province.outlets)
    if strange:
        raise ValueError(f"{sorted(strange)} is no outlet of outlets.yaml; there are {', '.join(province.outlets)}.")
    course = province.course | changes
    told = {name: outlet | outlets.get(name, {}) for name, outlet in province.outlets.items()}
    happening, telling = (np.random.default_rng([seed, k]) for k in (0, 1))
    incidents = draw_incidents(province, course, happening)
    reports = draw_reports(replace(province, outlets=told), course, incidents, telling)
    return World(seed, incidents, *reports)


def read_world(folder: Path = TRUTH) -> World:
    """Read the world that the teaching corpus tells of, as `simulate_world` drew it and data/truth keeps it."""
    days = {"incidents": ["date"], "reports": ["published"]}
    tables = {}
    for name in ("incidents", "reports", "mentions", "statements", "blame"):
        table = pd.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values={"high": "", "withdrawn": ""})
        tables[name] = table.assign(**{day: pd.to_datetime(table[day]) for day in days.get(name, [])})
    return World(None, **tables)
