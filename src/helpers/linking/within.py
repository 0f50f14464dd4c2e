"""Which claims of one report speak of the same incident.

Claims join when their days meet, their places can be one place and they are about the same side, or when one
sentence says them together. A running total over several incidents is nobody's toll; it joins the incident only
if the report has no other number that makes it up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations

import pandas as pd

_AFTERMATH = ("displaced", "missing", "freed")  # they go on after the incident's last day
_ANAPHORA = re.compile(r"^(?:all|both|the|those)\b", re.I)


@dataclass(slots=True)
class Cluster:
    """Claims of one report that speak of one incident, as rows of `claims`."""

    rows: list[dict] = field(default_factory=list)

    def days(self) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        rows = [r for r in self.rows if r["measure"] not in _AFTERMATH] or self.rows
        dated = [(r["date_start"], r["date_end"]) for r in rows if pd.notna(r["date_start"])]
        if not dated:
            return None
        return min(a for a, _ in dated), max(a if pd.isna(b) else b for a, b in dated)

    @property
    def background(self) -> bool:
        return all(r["scope"] == "background" for r in self.rows)


def cluster_claims(claims: pd.DataFrame) -> list[Cluster]:
    """Sort the claims of one report into incidents; claims that only sum several of them up stand in none."""
    rows = claims.to_dict("records")
    running = [r for r in rows if r["scope"] == "cumulative"]
    clusters: list[Cluster] = []
    for row in rows:
        if row["scope"] == "cumulative":
            continue
        home = _home(row, clusters)
        if home is None:
            clusters.append(Cluster([row]))
        else:
            home.rows.append(row)
    for row in running:
        _place_running(row, clusters)
    return clusters


def _home(row: dict, clusters: list[Cluster]) -> Cluster | None:
    for cluster in reversed(clusters):
        if any(_same_incident(row, other) for other in cluster.rows):
            return cluster
    return None


def _same_incident(a: dict, b: dict) -> bool:
    if (a["scope"] == "background") != (b["scope"] == "background"):
        return False
    gap = abs(_sentence(a) - _sentence(b))
    meet, place = _days_meet(a, b), _places_fit(a, b)
    if gap == 0 and "part_of_total" in (a["scope"], b["scope"]) and a["measure"] == b["measure"]:
        return True
    if not meet or not place:
        return False
    if gap <= 1 and (_ANAPHORA.match(a["quote"]) or _ANAPHORA.match(b["quote"])):
        return True
    if gap == 0 and abs(int(a["start"]) - int(b["start"])) < 160 and a["measure"] != b["measure"]:
        return True
    if gap == 0 and _same_words(a, b):
        return True
    return _side(a) == _side(b) or "both" in (_side(a), _side(b))


def _same_words(a: dict, b: dict) -> bool:
    """Tell whether two numbers share a verb: "killed two soldiers and three militants"."""
    return min(a["end"], b["end"]) >= max(a["start"], b["start"]) - 12


def _sentence(row: dict) -> int:
    return -9 if pd.isna(row["sentence_id"]) else int(row["sentence_id"])


def _days_meet(a: dict, b: dict) -> bool:
    if pd.isna(a["date_start"]) or pd.isna(b["date_start"]):
        return (pd.isna(a["date_start"]) and pd.isna(b["date_start"])) or abs(_sentence(a) - _sentence(b)) <= 1
    ends = [x["date_start"] if pd.isna(x["date_end"]) else x["date_end"] for x in (a, b)]
    return a["date_start"] <= ends[1] and b["date_start"] <= ends[0]


def _places_fit(a: dict, b: dict) -> bool:
    if not isinstance(a["place"], str) or not isinstance(b["place"], str):
        return True
    if a["place"].casefold() == b["place"].casefold():
        return True
    wide = {"admin1", "country", "unknown"}
    if a["place_precision"] in wide and b["place_precision"] in wide and a["place_precision"] != b["place_precision"]:
        return True
    return a["place"].casefold() in b["place"].casefold() or b["place"].casefold() in a["place"].casefold()


def _side(row: dict) -> str:
    """Tell on whose side the harmed are: the fighters', their victims', or not said."""
    if row["measure"] in ("attackers", "displaced", "missing", "abducted", "injured"):
        return "both"
    if row["measure"] in ("freed",):
        return "victims"
    return "fighters" if row["group"] == "militants" else "victims"


def _place_running(row: dict, clusters: list[Cluster]) -> None:
    """Give a running total to the incident it is about, unless it only sums several incidents up."""
    fitting = [c for c in clusters if any(_within(r, row) for r in c.rows)]
    numbers = [
        (c, int(r["low"]))
        for c in fitting
        for r in c.rows
        if _within(r, row) and r["scope"] in ("incident", "increment") and pd.notna(r["low"])
    ]
    sums_up = any(
        sum(n for _, n in some) == int(row["low"]) and len({id(c) for c, _ in some}) > 1
        for size in (2, 3)
        for some in combinations(numbers[:12], size)
    )
    if sums_up:
        return
    joined = [c for c in fitting if any(r["scope"] == "increment" and _within(r, row) for r in c.rows)]
    same = [c for c in fitting if any(_places_fit(r, row) and r["measure"] == row["measure"] for r in c.rows)]
    for group in (joined, same):
        if group:
            home = group[0]
            for other in group[1:]:
                if all(_places_fit(r, row) for r in other.rows) and group is joined:
                    home.rows.extend(other.rows)
                    clusters.remove(other)
            home.rows.append(row)
            return
    near = [c for c in clusters if any(_same_incident(r, row) for r in c.rows)]
    if near:
        near[0].rows.append(row)
    else:
        clusters.append(Cluster([row]))


def _within(r: dict, running: dict) -> bool:
    if r["measure"] != running["measure"] or r["scope"] == "background" or not _days_meet(r, running):
        return False
    groups = (r["group"], running["group"])
    return groups[0] == groups[1] or "unspecified" in groups or groups[1] == "mixed"
