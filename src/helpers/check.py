"""Checks for the exercises: each says what an answer overlooks, not only that it is wrong."""

from __future__ import annotations

import pandas as pd


def toll(answer: object, incidents: pd.DataFrame, claims: pd.DataFrame, measure: str = "killed") -> None:
    """Check an answer to "how many?" for the first of `incidents` against its best toll, and print a hint.

    `claims` are those behind the incident (`linking.claims_behind`).
    """
    number = _number(answer)
    if number is None:
        print("Put a number in the place of the dots: people, without units.")
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
        print(f"No source says {number}, and no two groups add up to it. Read the {len(mine)} quotes again.")


def claim(answer: object, claims: pd.DataFrame, **wanted: object) -> None:
    """Check an answer that names a claim (its claim_id) against what the claim should be, and print a hint."""
    if not isinstance(answer, str):
        print("Put a claim_id in the place of the dots, in quotation marks.")
        return
    found = claims[claims["claim_id"] == answer]
    if found.empty:
        print(f"There is no claim {answer!r}. The column claim_id lists them.")
        return
    row = found.iloc[0]
    wrong = [name for name, value in wanted.items() if pd.isna(row[name]) or row[name] != value]
    if wrong:
        says = ", ".join(f"{name} {row[name]!r}" for name in wrong)
        print(f"Not this one: it has {says}. Its words are: {row['quote']!r}")
    else:
        print(f"Right: {row['quote']!r}, characters {row['start']} to {row['end']} of {row['report_id']}.")


def _number(answer: object) -> int | None:
    """Read 50, 50.0 and "50" alike."""
    try:
        return None if isinstance(answer, bool) else int(float(answer))
    except (TypeError, ValueError, OverflowError):
        return None
