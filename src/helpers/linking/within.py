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

from helpers import tables
from helpers.linking.tolls import numbers, toll

LONGEST = 31  # days; a running total over more sums up a season, not an incident
MOST_SUMMED = 8  # incidents that one running total is tried against
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
        if row["scope"] == "cumulative" or (row["scope"] == "background" and _length(row) > LONGEST):
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
    if gap == 0 and "part_of_total" in (a["scope"], b["scope"]) and a["measure"] == b["measure"] and place:
        return True
    if not meet or not place:
        return False
    if _one_spot(a, b) or _retold(a, b):
        return True
    if gap <= 1 and (_ANAPHORA.match(a["quote"]) or _ANAPHORA.match(b["quote"])):
        return True
    if gap == 0 and abs(int(a["start"]) - int(b["start"])) < 160 and a["measure"] != b["measure"]:
        return True
    if gap == 0 and _same_words(a, b):
        return True
    return _side(a) == _side(b) or "both" in (_side(a), _side(b))


def _retold(a: dict, b: dict) -> bool:
    """Tell whether one number is told twice, once without saying of whom: "seven rebels killed", "seven bodies found"."""
    same = a["measure"] == b["measure"] and a["low"] == b["low"] and pd.notna(a["low"]) and int(a["low"]) > 1
    return same and "unspecified" in (a["group"], b["group"])


def _one_spot(a: dict, b: dict) -> bool:
    """Tell whether two numbers have one town and one day: then the dead of both sides fell in one incident."""
    named = isinstance(a["place"], str) and isinstance(b["place"], str)
    if not named or {a["place_precision"], b["place_precision"]} & {"admin1", "country"}:
        return False
    if pd.isna(a["date_start"]) or (a["date_start"], a["date_end"]) != (b["date_start"], b["date_end"]):
        return False
    return _length(a) <= 3 and _one_name(a, b)


def _one_name(a: dict, b: dict) -> bool:
    """Tell whether two places are one by name; a place that is not named may be any."""
    names = [r["place"].casefold() for r in (a, b) if isinstance(r["place"], str)]
    return len(names) < 2 or names[0] in names[1] or names[1] in names[0]


def _length(row: dict) -> int:
    """Give how many days a claim's dates span; 0 where they are not known."""
    if pd.isna(row["date_start"]) or pd.isna(row["date_end"]):
        return 0
    return (row["date_end"] - row["date_start"]).days


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
    if _one_name(a, b):
        return True
    wide = {"admin1", "country", "unknown"}
    precisions = {a["place_precision"], b["place_precision"]}
    return len(precisions) == 2 and precisions <= wide


def _side(row: dict) -> str:
    """Tell on whose side the harmed are: the fighters', their victims', or not said."""
    if row["measure"] in ("attackers", "displaced", "missing", "abducted", "injured"):
        return "both"
    if row["measure"] in ("freed",):
        return "victims"
    return "fighters" if row["group"] == "militants" else "victims"


def _place_running(row: dict, clusters: list[Cluster]) -> None:
    """Give a running total to the incident it is about, unless it only sums several up, or a season of them."""
    fitting = [c for c in clusters if any(_within(r, row) for r in c.rows)]
    if _length(row) > LONGEST or _sums_up(row, fitting):
        return
    increments = [r for c in fitting for r in c.rows if r["scope"] == "increment" and _within(r, row)]
    if increments and not any(_one_name(r, row) for r in increments):
        return  # "With these actions, 27 have been killed in the province"
    joined = [c for c in fitting if any(r["scope"] == "increment" and _within(r, row) for r in c.rows)]
    same = [c for c in fitting if any(_places_fit(r, row) and r["measure"] == row["measure"] for r in c.rows)]
    near = [c for c in clusters if any(_same_incident(r, row) for r in c.rows)]
    homes = joined or same or near
    if not homes:
        clusters.append(Cluster([row]))
        return
    for other in homes[1:] if homes is joined else []:
        if all(_places_fit(r, row) for r in other.rows):
            homes[0].rows.extend(other.rows)
            clusters.remove(other)
    homes[0].rows.append(row)


def _sums_up(row: dict, clusters: list[Cluster]) -> bool:
    """Tell whether the tolls of two or more incidents come to a running total."""
    column = f"{row['measure']}_best"
    if row["measure"] not in tables.TOLL_MEASURES:
        return False
    tolls = [toll(numbers(pd.DataFrame(c.rows)))[column] for c in clusters[:MOST_SUMMED]]
    return any(sum(some) == int(row["low"]) for size in range(2, len(tolls) + 1) for some in combinations(tolls, size))


def _within(r: dict, running: dict) -> bool:
    if r["measure"] != running["measure"] or r["scope"] == "background" or not _days_meet(r, running):
        return False
    groups = (r["group"], running["group"])
    return groups[0] == groups[1] or "unspecified" in groups or groups[1] == "mixed"
