"""Checks of tolls and of incidents (exercises 00, 06 and 08)."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import pandas as pd

from helpers.check import answers

EVERYONE = {"mixed", "unspecified"}  # groups of a number that may count people of each side
MOST_ADDED = 3  # claims put together to explain a wrong sum: more of them explain any number

# The three figures of a toll, and what each is.
BOUNDS = {
    "low": "Low is the smallest figure that a source gives for all of them, parts set aside.",
    "best": "Best is the figure of the kind of source that stands first in the order of trust, which is the table "
    "linking.source_order() (data/lexicon/source_order.csv). Who are the sources here, and whose rank is nearest to 1?",
    "high": "High is the largest figure that a source gives for all of them.",
}


def toll(answer: object, incidents: pd.DataFrame, claims: pd.DataFrame, measure: str = "killed") -> None:
    """Check an answer to "how many?" for the first of `incidents` against its best toll, and print a hint.

    `claims` are those behind the incident (`linking.claims_behind`).
    """
    number = answers.whole(answer)
    if number is None:
        print(answers.no_whole(answer, "people, without units"))
        return
    if incidents.empty:
        print("There is no such incident in these reports.")
        return
    mine = claims[(claims["measure"] == measure) & claims["low"].notna()]
    best, lows = int(incidents.iloc[0][f"{measure}_best"]), [int(n) for n in mine["low"]]
    each_once = int(mine.drop_duplicates(["low", "group", "scope"])["low"].sum())
    if number == best:
        print(f"Right: {best}.")
    elif number in (sum(lows), each_once) and len(lows) > 1:
        print("You added up every number. Which of them count the same people?")
    elif number in lows:
        print("A source does say this number, but not of everyone. Who else was harmed, or who says more?")
    else:
        nobody = f"No source says {number}, and no two groups add up to it. Read the {len(mine)} quotes again."
        print(_added_up(number, best, mine.drop_duplicates("claim_id").set_index("claim_id")) or nobody)


def _added_up(number: int, best: int, claims: pd.DataFrame) -> str:
    """Say what is wrong with the claims that add up to a wrong toll; "" if none do."""
    for size in range(2, MOST_ADDED + 1):
        for names in combinations(claims.index, size):
            if claims.loc[list(names), "low"].sum() == number:
                chosen = claims.loc[list(names)]
                return _twice(chosen) or _sum_hint(number, best, chosen)
    return ""


def addends(answer: object, incident: pd.DataFrame, claims: pd.DataFrame, measure: str = "killed") -> None:
    """Check a list of claim_ids whose numbers, added up, give an incident's best toll without counting anyone twice.

    `claims` are those behind the first row of `incident`. A total and its parts, or one number from two reports, are
    named as what is counted twice.
    """
    ids = answers.texts(answer)
    if ids is None:
        print('Put a list of claim_ids in the place of the dots: ["…", "…"].')
        return
    mine = claims[claims["measure"] == measure].drop_duplicates("claim_id").set_index("claim_id")
    strange = [name for name in ids if name not in mine.index]
    if strange:
        print(
            f"{answers.short(strange[0])} is no claim of people {measure} in this incident. The column claim_id lists them."
        )
        return
    if len(ids) == 1:
        print("A single claim adds nothing up. Which ones, put together, give the toll?")
        return
    chosen, best = mine.loc[ids], int(incident.iloc[0][f"{measure}_best"])
    print(_twice(chosen) or _sum_hint(int(chosen["low"].sum()), best, chosen))


def _twice(chosen: pd.DataFrame) -> str:
    """Say which of the chosen claims count people that another of them counts already; "" if none do."""
    repeated = chosen.index[chosen.index.duplicated()]
    if len(repeated):
        return f"{repeated[0]!r} stands twice in your list."
    for (name, row), (other, second) in combinations(chosen.iterrows(), 2):
        vague = EVERYONE & {row["group"], second["group"]}
        if row["low"] == second["low"] and (vague or row["group"] == second["group"]):
            return f"{name!r} and {other!r} are one number told twice: {row['low']} people."
    for name, row in chosen.iterrows():
        others = chosen.drop(index=name)
        if len(others) > 1 and row["low"] == others["low"].sum():
            return f"{name!r} ({row['low']}) already holds the others ({' + '.join(map(str, others['low']))})."
    return ""


def _sum_hint(total: int, best: int, chosen: pd.DataFrame) -> str:
    if total == best:
        return f"Right: they add up to {best}, and nobody is counted twice."
    parts = f"{' + '.join(map(str, chosen['low']))} is {total}." if len(chosen) else "Nothing adds up to nothing."
    if total < best:
        return f"{parts} Somebody is missing: whom does each quote speak of?"
    return f"{parts} {_held(chosen) or 'Somebody is counted twice: whom does each quote speak of?'}"


def _held(chosen: pd.DataFrame) -> str:
    """Say which claim of everybody holds the people of another one; "" if none does or the text adds them."""
    for (name, row), (other, second) in permutations(chosen[chosen["scope"] != "increment"].iterrows(), 2):
        if row["group"] in EVERYONE and row["low"] > second["low"]:
            return f"{name!r} ({row['low']} people of any side) already holds the {second['low']} of {other!r}."
    return ""


def same_incident(answer: object, mentions: pd.DataFrame, incidents: pd.DataFrame) -> None:
    """Check a list of groups of report_ids, one group for each incident, and print which two are wrongly one, or two.

    `mentions`: report_id, incident_id, one row a report; `incidents`: incident_id, incident_type, date, place.
    """
    groups = _groups(answer)
    if not groups:
        print('Put a list of lists in the place of the dots, one for each incident: [["r0001", "r0002"], ["r0003"]].')
        return
    incident = mentions.set_index("report_id")["incident_id"]
    placed = [report for group in groups for report in group]
    told = incidents.set_index("incident_id").loc[incident.unique()]
    print(
        _misplaced(placed, list(incident.index))
        or _wrongly_one(groups, incident, told)
        or _wrongly_two(groups, incident)
        or f"Right: {len(groups)} incidents."
    )


def _groups(answer: object) -> list[list[str]] | None:
    found = answers.listed(answer)
    groups = None if found is None else [answers.texts(group) for group in found]
    return None if groups is None or None in groups else [group for group in groups if group]


def _misplaced(placed: list[str], reports: list[str]) -> str:
    """Say which report is none of these, stands in two places or in none; "" if each stands in one."""
    for name in placed:
        if name not in reports:
            return f"{answers.short(name)} is none of these reports: {', '.join(reports)}."
        if placed.count(name) > 1:
            return f"{name!r} stands {placed.count(name)} times in your groups: each report tells of one incident here."
    lacking = [name for name in reports if name not in placed]
    return f"{lacking[0]!r} has to stand in one of the groups, alone if need be." if lacking else ""


def _wrongly_one(groups: list[list[str]], incident: pd.Series, told: pd.DataFrame) -> str:
    for group in groups:
        for one, other in combinations(group, 2):
            if incident[one] != incident[other]:
                days = [f"{told.at[incident[r], 'date']:%d %B}" for r in (one, other)]
                return f"{one!r} and {other!r} are two incidents: of which day does each tell? ({' and '.join(days)})"
    return ""


def _wrongly_two(groups: list[list[str]], incident: pd.Series) -> str:
    place = {report: n for n, group in enumerate(groups) for report in group}
    for one, other in combinations(incident.index, 2):
        if incident[one] == incident[other] and place[one] != place[other]:
            return (
                f"{one!r} and {other!r} tell of one incident. Days of publication differ; which day do the texts mean?"
            )
    return ""


def bounds(answer: object, toll: pd.Series, measure: str = "killed") -> None:
    """Check (low, best, high) against a row of `tolls` or `incidents`; a high that is open is None."""
    given = _figures(answer)
    if given is None or len(given) != len(BOUNDS):
        print("Put three numbers in the place of the dots: (low, best, high).")
        return
    right = [math.inf if pd.isna(toll[f"{measure}_{part}"]) else int(toll[f"{measure}_{part}"]) for part in BOUNDS]
    wrong = [part for part, mine, theirs in zip(BOUNDS, given, right, strict=True) if mine != theirs]
    broken = [x for x in given if math.isfinite(x) and x % 1]
    if not wrong:
        print(f"Right: {', '.join('open' if math.isinf(x) else str(x) for x in right)}.")
    elif given != sorted(given):
        print("Low cannot lie above best, nor best above high.")
    elif given[1] * 2 == right[0] + right[2] and "best" in wrong:
        print("Best is no mean: it is the figure of the kind of source that stands first. Nobody said a mean.")
    elif broken:
        print(answers.no_whole(broken[0]))
    else:
        print(f"Not the {' and the '.join(wrong)}. {BOUNDS[wrong[0]]}")


def _figures(answer: object) -> list[float] | None:
    *first, high = answers.listed(answer) or (None,)
    found = [*map(answers.real, first), math.inf if high is None else answers.real(high)]
    return None if None in found else found
