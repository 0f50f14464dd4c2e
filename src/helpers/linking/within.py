"""Which claims of one report speak of the same incident.

Claims join when their days meet, their places can be one place and they are about the same side, or when one
sentence says them together. A running total over several incidents is nobody's toll; it joins the incident only
if the report has no other number that makes it up.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

import pandas as pd

from helpers import gazetteer, tables
from helpers.linking.tolls import default_toll

LONGEST = 31  # days; a running total over more sums up a season, not an incident
A_MONTH, A_YEAR, A_WEEK = 27, 366, 7  # days
DETAIL_GAP = range(10, 15)  # characters of ", among them ", ", including "
SEVERAL_DAYS = 5  # a count of so many days that no incident of the report makes up is of several
MANY = 100  # dead of a month or a year without a place: no single incident's
THOUSANDS, FAR = 1000, 8  # dead; times the largest of a report's other numbers
SOME = 10  # dead of a year in a village that an office counts: fewer may have died in one incident
MOST_SUMMED = 8  # incidents that one running total is tried against
SAME_STORY = 4  # sentences between two numbers of one place that have no day
_KEEPS_COUNT = (
    "analyst",
    "media",
    "government",
    "security_forces",
    "other",
)  # who counts a year; raids of old nobody says
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
    wars = _wars(rows)
    seasons = [r for r in rows if r["claim_id"] in wars or _of_a_season(r)]
    summed = {r["claim_id"] for r in seasons}
    running = [r for r in rows if r["scope"] == "cumulative"]
    clusters: list[Cluster] = []
    shares: list[tuple[dict, dict]] = []
    for row, before in zip(rows, [None, *rows[:-1]], strict=True):
        if before is not None and _is_detail(row, before):
            continue  # counted in the number before it
        if row["scope"] == "cumulative" or row["claim_id"] in summed or any(_is_part(row, s) for s in seasons):
            continue
        whole = next((r for r in running if _goes_with(row, r)), None)
        if whole is not None:
            shares.append((row, whole))
        elif (home := _home(row, clusters)) is not None:
            home.rows.append(row)
        else:
            clusters.append(Cluster([row]))
    clusters = _without_sums(clusters)
    for row in running:
        if row["claim_id"] not in summed:
            _place_running(row, clusters)
    for share, whole in shares:
        _place_share(share, whole, clusters)
    return clusters


def _place_share(share: dict, whole: dict, clusters: list[Cluster]) -> None:
    """Put a share before its running total, wherever that stands; where it stands in no incident, in none."""
    for cluster in clusters:
        for k, row in enumerate(cluster.rows):
            if row is whole:
                cluster.rows.insert(k, share)
                return


def _goes_with(row: dict, running: dict) -> bool:
    """Tell whether a share has no place and no days but those of the running total in its sentence."""
    held = row["scope"] == "part_of_total" and running["group"] in ("mixed", "unspecified", row["group"])
    return held and _is_part(row, running) and _where_and_when(row) == _where_and_when(running)


def _where_and_when(row: dict) -> tuple[str, ...]:
    return tuple(str(row[c]) for c in ("place", "date_start", "date_end"))


def _without_sums(clusters: list[Cluster]) -> list[Cluster]:
    """Leave out a number that a lead gives for several incidents, which are told one by one: "nine died, five in Lyari"."""
    shares = [r for c in clusters for r in c.rows if r["scope"] == "part_of_total" and r["measure"] == "killed"]
    return [c for c in clusters if len(shares) < 2 or not _is_sum(c, shares)]


def _is_sum(cluster: Cluster, shares: list[dict]) -> bool:
    """Tell whether the shares of several other places come to the only number of dead of an incident."""
    killed, own = [r for r in cluster.rows if r["measure"] == "killed"], {id(r) for r in cluster.rows}
    if len(killed) != 1 or killed[0] is not cluster.rows[0] or killed[0]["scope"] != "incident":
        return False
    placed = [r for r in shares if isinstance(r["place"], str) and pd.notna(r["low"]) and _days_meet(r, killed[0])]
    others = [r for r in placed if id(r) not in own]
    return len({r["place"].casefold() for r in others}) > 1 and sum(r["low"] for r in others) == killed[0]["low"]


def _wars(rows: list[dict]) -> set[str]:
    """Find a war's dead, told without a day in a report of far smaller numbers: "The conflict has cost 33,000 lives"."""
    killed = sorted((r["low"], r["claim_id"]) for r in rows if r["measure"] == "killed" and pd.notna(r["low"]))
    if len(killed) < 3 or killed[-1][0] < THOUSANDS:
        return set()
    usual = [low for low, _ in killed if low < THOUSANDS]
    return {name for low, name in killed if low >= max(THOUSANDS, FAR * max(usual))} if usual else set()


def _of_a_season(row: dict) -> bool:
    """Tell whether history sums up a spell: a week of no place, a province's months, years; "in 2019" a raid may have struck a village."""
    if row["scope"] == "cumulative":
        return _length(row) > LONGEST
    if row["scope"] != "background":
        return False
    wide, counted = is_wide(row), row["claimant_type"] in _KEEPS_COUNT
    low = row["low"] if pd.notna(row["low"]) else 0
    many = low >= MANY
    if pd.isna(row["date_start"]):
        return wide and (many or not isinstance(row["place"], str))  # "The war has taken 15,000 lives"
    if _length(row) < A_MONTH:
        return counted and wide and _length(row) >= SEVERAL_DAYS  # "against 33 in the week before"
    if wide and many:
        return True  # "In 2008 nearly 400 people were killed in months of fighting"
    return _length(row) > A_YEAR or (counted and (wide or (low >= SOME and _length(row) > LONGEST)))


def _is_detail(row: dict, before: dict) -> bool:
    """Tell whether history names some of those just counted: "killed 13 villagers, among them five children"."""
    both = row["scope"] == before["scope"] == "background" and row["measure"] == before["measure"]
    if not both or _sentence(row) != _sentence(before) or pd.isna(row["low"]) or pd.isna(before["low"]):
        return False
    apart = int(row["start"]) - int(before["end"]) in DETAIL_GAP or int(row["start"]) < int(before["end"])
    return apart and row["low"] < before["low"] and row["group"] in (before["group"], "civilians")


def _is_part(row: dict, whole: dict) -> bool:
    """Tell whether a number is a share of one that its own sentence tells: "41 people, 19 of them civilians"."""
    near = _sentence(row) == _sentence(whole) and row["measure"] == whole["measure"]
    share = row["scope"] in ("part_of_total", "background") and pd.notna(row["low"]) and pd.notna(whole["low"])
    return near and share and row["low"] < whole["low"]


def is_wide(row: dict) -> bool:
    """Tell whether a number is of a province or a country, or of no place that is named."""
    if not isinstance(row["place"], str):
        return True
    if row.get("place_precision") in ("exact", "near"):
        return False  # the town, where its region has the same name
    name = row["place"].casefold()
    if any(isinstance(row.get(c), str) and row[c].casefold() == name for c in ("admin1", "country")):
        return True
    return _is_region(row["place"], os.environ.get("CASEBOOK_GAZETTEER", ""))


@lru_cache(maxsize=50_000)
def _is_region(name: str, gazetteer_file: str) -> bool:
    """Look a name up once for each gazetteer: every pair of numbers asks for it."""
    found = gazetteer.lookup(name)
    return bool(found) and found[0].kind in ("admin1", "country")


def _home(row: dict, clusters: list[Cluster]) -> Cluster | None:
    for cluster in clusters:
        if any(_told_again(row, other) for other in cluster.rows):
            return cluster
    if is_wide(row) and isinstance(row["place"], str):
        for cluster in clusters:  # what is told of the same region, before what is told of a village in it
            if any(
                r["place"] == row["place"] and r["measure"] == row["measure"] and _same_incident(row, r)
                for r in cluster.rows
            ):
                return cluster
    for cluster in reversed(clusters):
        if any(_same_incident(row, other) for other in cluster.rows) and _in_its_village(row, cluster):
            return cluster
    return None


def _in_its_village(row: dict, cluster: Cluster) -> bool:
    """Tell whether a number's village is one of the cluster's, if it has any: a province's number makes no two villages one."""
    if is_wide(row):
        return True
    if any(is_wide(r) and _is_share(row, r) for r in cluster.rows):
        return True  # "38 died in the region … nine of them in Dougara": of the 38, wherever the others fell
    villages = [r for r in cluster.rows if not is_wide(r)]
    return not villages or any(
        _one_name(row, r) or _sentence(row) == _sentence(r) or _told_again(row, r) for r in villages
    )


def _is_share(row: dict, whole: dict) -> bool:
    """Tell whether a number is said to be a share of a larger one of the same days."""
    if row["scope"] != "part_of_total" or row["measure"] != whole["measure"] or whole["scope"] == "part_of_total":
        return False
    return pd.notna(row["low"]) and pd.notna(whole["low"]) and row["low"] < whole["low"] and _days_meet(row, whole)


def _same_incident(a: dict, b: dict) -> bool:
    if (a["scope"] == "background") != (b["scope"] == "background"):
        return False
    gap = abs(_sentence(a) - _sentence(b))
    meet, place = _days_meet(a, b) or _died_since(a, b) or _day_by_day(a, b), _places_fit(a, b)
    if gap == 0 and "part_of_total" in (a["scope"], b["scope"]) and a["measure"] == b["measure"] and place:
        return True
    if not meet or not place:
        return False
    if _one_spot(a, b) or _retold(a, b):
        return True
    if _died_since(a, b) and "unspecified" in (a["group"], b["group"]):
        return True  # "killed 21 rebels … a sweep on Tuesday killed seven more"
    if gap <= 1 and (_ANAPHORA.match(a["quote"]) or _ANAPHORA.match(b["quote"])):
        return True
    if gap == 0 and abs(int(a["start"]) - int(b["start"])) < 160 and a["measure"] != b["measure"]:
        return True
    if gap == 0 and _same_words(a, b):
        return True
    return _side(a) == _side(b) or "both" in (_side(a), _side(b))


def _told_again(a: dict, b: dict) -> bool:
    """Tell whether several people are told of again, by another mouth or as "the four rebels", be it with another place."""
    if any(a[c] != b[c] for c in ("measure", "low")) or pd.isna(a["low"]) or int(a["low"]) < 2:
        return False
    if (a["scope"] == "background") != (b["scope"] == "background"):
        return False
    if a["group"] != b["group"] and "unspecified" not in (a["group"], b["group"]):
        return False
    named = [isinstance(r["claimant"], str) for r in (a, b)]
    mouths = any(named) and a["claimant"] != b["claimant"]
    return _days_meet(a, b) and (mouths or bool(_ANAPHORA.match(a["quote"]) or _ANAPHORA.match(b["quote"])))


def _day_by_day(a: dict, b: dict) -> bool:
    """Tell whether one sentence counts one place's dead day by day: "38 deaths on Wednesday and 26 on Thursday"."""
    if _sentence(a) != _sentence(b) or a["measure"] != b["measure"] or not (_one_name(a, b) and _same_words(a, b)):
        return False
    dated = all(pd.notna(r["date_start"]) for r in (a, b))
    return dated and a["group"] == b["group"] and abs((a["date_start"] - b["date_start"]).days) <= 1


def _died_since(a: dict, b: dict) -> bool:
    """Tell whether one number adds, some days later, to what the other says of its village: "a girl died on Monday"."""
    if "increment" not in (a["scope"], b["scope"]) or is_wide(a) or is_wide(b) or not _one_name(a, b):
        return False
    if pd.isna(a["date_start"]) or pd.isna(b["date_start"]) or a["measure"] != b["measure"]:
        return False
    return abs((a["date_start"] - b["date_start"]).days) <= A_WEEK


def _retold(a: dict, b: dict) -> bool:
    """Tell whether one number is told twice, once without saying of whom: "seven rebels killed", "seven bodies found"."""
    same = a["measure"] == b["measure"] and a["low"] == b["low"] and pd.notna(a["low"]) and int(a["low"]) > 1
    return same and "unspecified" in (a["group"], b["group"])


def _one_spot(a: dict, b: dict) -> bool:
    """Tell whether two numbers have one place and the same days: then the dead of both sides fell in one incident."""
    if not _one_name(a, b):
        return False
    named = isinstance(a["place"], str) and isinstance(b["place"], str)
    fought = {a["group"], b["group"]} == {"security_forces", "militants"}  # in a province only the two sides of a fight
    if named and pd.notna(a["date_start"]) and (a["date_start"], a["date_end"]) == (b["date_start"], b["date_end"]):
        return fought or not (is_wide(a) or is_wide(b))
    if is_wide(a) or is_wide(b):
        return False
    missing = [pd.isna(r["date_start"]) for r in (a, b)]
    if any(missing):
        return all(missing) and _sentence(a) - _sentence(b) in range(-SAME_STORY, SAME_STORY + 1)
    return (a["date_start"], a["date_end"]) == (b["date_start"], b["date_end"]) and _length(a) <= 3


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
    return is_wide(a) != is_wide(b) and not _apart(a, b)


def _apart(a: dict, b: dict) -> bool:
    """Tell whether two places lie in provinces or countries that are known to differ."""
    known = [(a.get(c), b.get(c)) for c in ("admin1", "country")]
    return any(isinstance(x, str) and isinstance(y, str) and x.casefold() != y.casefold() for x, y in known)


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
    if _sums_up(row, fitting) or _over_villages(row, fitting):
        return
    increments = [r for c in fitting for r in c.rows if r["scope"] == "increment" and _within(r, row)]
    if increments and not any(_one_name(r, row) or is_wide(r) for r in increments):
        return  # "With these actions, 27 have been killed in the province"
    joined = [c for c in fitting if any(r["scope"] == "increment" and _within(r, row) for r in c.rows)]
    same = [c for c in fitting if any(_places_fit(r, row) and r["measure"] == row["measure"] for r in c.rows)]
    counted = any(r["measure"] == row["measure"] and r["scope"] != "background" for c in clusters for r in c.rows)
    over_all = counted and (is_wide(row) or _length(row) >= SEVERAL_DAYS)
    near = [c for c in clusters if not over_all and any(_same_incident(r, row) for r in c.rows)]
    parts = [c for c in clusters if any(r["scope"] == "part_of_total" and _is_part(r, row) for r in c.rows)]
    homes = joined or same or parts or near
    if _older(row, homes):
        return
    if not homes:
        if not over_all:
            clusters.append(Cluster([row]))
        return
    for other in homes[1:] if homes is joined else []:
        if all(_places_fit(r, row) for r in other.rows):
            homes[0].rows.extend(other.rows)
            clusters.remove(other)
    homes[0].rows.append(row)


def _over_villages(row: dict, fitting: list[Cluster]) -> bool:
    """Tell whether a province's running total is over incidents of several villages."""
    villages = {r["place"].casefold() for c in fitting for r in c.rows if not is_wide(r) and r["scope"] != "background"}
    return is_wide(row) and len(villages) > 1


def _older(row: dict, fitting: list[Cluster]) -> bool:
    """Tell whether a running total of more than a week began before the incidents it may be of: it holds others too."""
    starts = [d[0] for c in fitting if (d := c.days()) is not None]
    return _length(row) > A_WEEK and bool(starts) and row["date_start"] < min(starts) - pd.Timedelta(days=2)


def _sums_up(row: dict, clusters: list[Cluster]) -> bool:
    """Tell whether the tolls of two or more incidents come to a running total."""
    column = f"{row['measure']}_best"
    if row["measure"] not in tables.TOLL_MEASURES:
        return False
    tolls = [default_toll(c.rows)[column] for c in clusters[:MOST_SUMMED]]
    return any(sum(some) == int(row["low"]) for size in range(2, len(tolls) + 1) for some in combinations(tolls, size))


def _within(r: dict, running: dict) -> bool:
    if r["measure"] != running["measure"] or r["scope"] == "background" or not _days_meet(r, running):
        return False
    groups = (r["group"], running["group"])
    return groups[0] == groups[1] or "unspecified" in groups or groups[1] == "mixed"
