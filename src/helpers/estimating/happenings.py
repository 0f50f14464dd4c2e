"""What happens in a simulated world: incidents that cluster in time and space, with heavy-tailed tolls."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from helpers.estimating.province import FORCES, Province, first_day

HARMED = ("civilians", "security_forces", "militants")
DAYS_A_MONTH = 365.25 / 12
DIED_LATER = 0.08  # share of the dead who die of their wounds on a later day


def draw_incidents(province: Province, course: dict, rng: np.random.Generator) -> pd.DataFrame:
    """Draw every incident of a world: one row each, ordered by day and hour."""
    when_where = _moments(province, course, rng)
    rows = [_incident(province, course, day, district, rng) for day, district in when_where]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["date", "hour", "place"], kind="stable")
    table.insert(0, "incident_id", [f"i{k:04d}" for k in range(1, len(table) + 1)])
    return table.reset_index(drop=True)


def _moments(province: Province, course: dict, rng: np.random.Generator) -> list[tuple[float, str]]:
    """Draw day and district of each incident: some by themselves, each setting off a few more (Hawkes 1971)."""
    districts = list(province.towns)
    trouble = np.array([course["troubled"].get(d, 1.0) for d in districts])
    last = course["months"] * DAYS_A_MONTH
    now = [
        (day, _pick(districts, trouble, rng))
        for day in rng.uniform(0, last, rng.poisson(course["background_rate"] * course["months"]))
    ]
    drawn = []
    while now:
        drawn += now
        now = [child for parent in now for child in _set_off(parent, districts, trouble, course, rng)]
    return sorted(x for x in drawn if x[0] < last)


def _set_off(parent, districts, trouble, course, rng) -> list[tuple[float, str]]:
    children = []
    for _ in range(rng.poisson(course["excitation"])):
        stays = rng.random() < course["stays_in_district"]
        district = parent[1] if stays else _pick(districts, trouble, rng)
        children.append((parent[0] + rng.exponential(course["excitation_days"]), district))
    return children


def _incident(province: Province, course: dict, day: float, district: str, rng: np.random.Generator) -> dict:
    month = int(day / DAYS_A_MONTH)
    kind = _pick(list(course["types"]), _mix(course, month), rng)
    of = course["types"][kind]
    actor = _split(_choice(of["actors"], rng), month, course, rng)
    target = _target(of["targets"], actor, month, course, rng)
    weapon = _choice(of["weapons"], rng)
    dead, injured = _tolls(of, _aimed_at(target), weapon, course, rng)
    place = _pick(*province.towns[district], rng)
    at_night = rng.random() < course["night"]
    row = {
        "incident_type": kind,
        "date": first_day(course) + timedelta(days=int(day)),
        "hour": int(rng.integers(20, 30) % 24 if at_night else rng.integers(6, 20)),
        **place,
        "actor": actor,
        "target": target,
        "weapon": weapon,
        "victims": _pick(course["civilians_kinds"], np.ones(len(course["civilians_kinds"])), rng),
        **{f"killed_{g}": int(n) for g, n in zip(HARMED, dead, strict=True)},
        **{f"injured_{g}": int(n) for g, n in zip(HARMED, injured, strict=True)},
        "died_later": int(rng.binomial(dead.sum(), DIED_LATER)) if injured.sum() else 0,
        "abducted": int(1 + rng.geometric(1 / of["taken"])) if "taken" in of else 0,
        "arrested": int(rng.geometric(1 / of["arrests"])) if "arrests" in of and rng.random() < 0.7 else 0,
    }
    armed = kind in ("armed_attack", "armed_clash") and target != actor
    row["attackers"] = int(4 + rng.negative_binomial(1.2, 0.06)) if armed and rng.random() < 0.5 else 0
    driven = kind in ("armed_clash", "air_or_drone_strike") and rng.random() < 0.3
    row["displaced"] = int(rng.integers(4, 60)) * 10 if driven else 0
    row["claimed"] = actor in province.armed_groups and rng.random() < course["claimed"].get(kind, 0.0)
    row["freed"] = int(rng.binomial(row["abducted"], 0.6)) if row["abducted"] and rng.random() < 0.6 else 0
    row["freed_after"] = int(rng.integers(1, 12)) if row["freed"] else 0
    return row


COLUMNS = (
    "incident_type", "date", "hour", "place", "district", "latitude", "longitude", "actor", "target", "weapon", "victims",
    "killed_civilians", "killed_security_forces", "killed_militants",
    "injured_civilians", "injured_security_forces", "injured_militants",
    "died_later", "abducted", "freed", "freed_after", "arrested", "attackers", "displaced",
    "claimed",
)  # fmt: skip


def _mix(course: dict, month: int) -> np.ndarray:
    """Give the share of each type in a month; `drift` tilts it from the first month to the last."""
    weights = np.array([t["weight"] for t in course["types"].values()])
    tilt = np.linspace(-1, 1, len(weights)) * course.get("drift", 0.0)
    return weights * np.exp(tilt * (month / max(1, course["months"] - 1) - 0.5))


def _split(actor: str, month: int, course: dict, rng: np.random.Generator) -> str:
    """Give the deed to the group that broke away, from the month of the split on, in its share of cases."""
    split = course["split"]
    if actor == split["group"] and month + 1 >= split["month"] and rng.random() < split["share"]:
        return split["into"]
    return actor


def _target(targets: dict, actor: str, month: int, course: dict, rng: np.random.Generator) -> str:
    others = {t: p for t, p in targets.items() if t != actor}
    return _split(_choice(others, rng), month, course, rng)


def _aimed_at(target: str) -> str:
    if target in FORCES:
        return "forces"
    return "civilians" if target in ("civilians", "property") else "militants"


def _tolls(of: dict, aimed_at: str, weapon: str, course: dict, rng: np.random.Generator):
    """Draw the dead and the injured of each group; the dead of a lethal incident follow a power law."""
    share = course["hit"][aimed_at]
    total = 0
    if rng.random() < of["lethal"]:
        # the floor of a Pareto draw from 1 on, thrown again above the largest: a truncated discrete tail
        while not 1 <= total <= course["largest"]:
            total = int((1 - rng.random()) ** (-1 / (course["tail"] - 1)))
    dead = rng.multinomial(total, share)
    if weapon == "suicide vest":
        dead[2] += 1
    mean = of["injured"] * (total if total else 0.7)
    hurt = rng.negative_binomial(1.5, 1.5 / (1.5 + mean)) if mean else 0
    return dead, rng.multinomial(hurt, share)


def _choice(shares: dict, rng: np.random.Generator):
    return _pick(list(shares), np.array(list(shares.values()), float), rng)


def _pick(names: list, weights: np.ndarray, rng: np.random.Generator):
    total = np.cumsum(weights)
    return names[int(np.searchsorted(total, rng.random() * total[-1], side="right"))]
