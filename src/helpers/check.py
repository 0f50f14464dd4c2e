"""Checks for the exercises: each says what an answer overlooks, not only that it is wrong."""

from __future__ import annotations

from numbers import Integral

import pandas as pd


def toll(answer: object, incident: pd.Series | dict, claims: pd.DataFrame, measure: str = "killed") -> None:
    """Check an answer to "how many?" for one incident against its best toll, and print a hint.

    `claims` are those behind the incident (`linking.claims_behind`).
    """
    if not _is_number(answer):
        print("Put a number in the place of the dots: people, without units.")
        return
    best = int(incident[f"{measure}_best"])
    mine = claims[(claims["measure"] == measure) & claims["low"].notna()]
    lows = [int(n) for n in mine["low"]]
    distinct = mine.drop_duplicates(["low", "group", "scope"])["low"]
    parts = mine[mine["scope"] == "part_of_total"]["low"]
    if int(answer) == best:
        print(f"Right: {best}.")
    elif int(answer) in (sum(lows), int(distinct.sum())) and len(lows) > 1:
        print("You added up every number. Which of them count the same people? Look at the column scope.")
    elif int(answer) in lows and len(parts) and int(answer) in [int(n) for n in parts]:
        print("That is one part of the toll. Who else was harmed?")
    elif int(answer) in lows:
        print("A source does say this number, but another one covers more. Which scope has it?")
    else:
        print(f"No source says {answer}. Read the quotes of the {len(mine)} claims again, one by one.")


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


def _is_number(answer: object) -> bool:
    return isinstance(answer, Integral) and not isinstance(answer, bool)
