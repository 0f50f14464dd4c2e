"""Claims that want a look: nothing is dropped for being odd, but it is said what is odd and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers import tables

# people: a number above is rare for one incident, and often a year, a war's toll or a slip
LARGE = {"displaced": 1_000_000}
LARGE_ELSE = 1_000
HISTORY_LARGE = 10_000_000  # wars and famines, told as background

_Check = tuple[str, Callable[[pd.DataFrame], pd.Series], str]


def flag_claims(
    claims: pd.DataFrame, reports: pd.DataFrame | None = None, incidents: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Say which claims are odd, and what becomes of each: none is dropped.

    Takes `claims`; with `reports` the days are held against the day of publication; with `incidents` it is said which claims
    stand in none. One row for each claim and flag,
    in the order of the claims: claim_id, report_id, flag, reason (a sentence with what was found). Flags: no_number,
    negative, high_below_low, very_large, open_high, no_day, days_reversed, after_publication, no_place,
    not_on_the_map, in_no_incident. Raises TableError where a column is lacking or cannot be read.
    """
    tables.validate("claims", claims, "flag_claims")
    table = _with_publication(tables.conform("claims", claims), reports)
    table["homeless"] = _is_homeless(table, incidents)
    found = []
    for rank, (flag, check, reason) in enumerate(_CHECKS):
        at_fault = table[check(table).fillna(False).astype(bool)]
        found += [
            (place, rank, row["claim_id"], row["report_id"], flag, reason.format(**_words(row)))
            for place, row in zip(at_fault.index, at_fault.to_dict("records"), strict=True)
        ]
    rows = [row[2:] for row in sorted(found)]
    return pd.DataFrame(rows, columns=["claim_id", "report_id", "flag", "reason"]).astype("str")


def _with_publication(claims: pd.DataFrame, reports: pd.DataFrame | None) -> pd.DataFrame:
    if reports is None:
        return claims.assign(published=pd.Series(pd.NaT, index=claims.index, dtype="datetime64[us]"))
    tables.validate("reports", reports, "flag_claims")
    days = tables.conform("reports", reports).drop_duplicates("report_id").set_index("report_id")["published"]
    return claims.assign(published=claims["report_id"].map(days))


def _is_homeless(claims: pd.DataFrame, incidents: pd.DataFrame | None) -> pd.Series:
    if incidents is None:
        return pd.Series(False, index=claims.index)
    tables.validate("incidents", incidents, "flag_claims")
    linked = {c for ids in incidents["claim_ids"] if isinstance(ids, str) for c in ids.split()}
    return ~claims["claim_id"].isin(linked)


def _words(row: dict) -> dict[str, object]:
    days = {c: f"{row[c]:%Y-%m-%d}" if pd.notna(row[c]) else "?" for c in ("date_start", "date_end", "published")}
    return row | days | {"limit": f"{_limit(row):,}"}


def _limit(row: dict) -> int:
    return HISTORY_LARGE if row["scope"] == "background" else LARGE.get(row["measure"], LARGE_ELSE)


def _is_large(table: pd.DataFrame) -> pd.Series:
    limit = pd.Series([_limit(row) for row in table.to_dict("records")], index=table.index, dtype="int64")
    return table[["low", "high"]].max(axis=1) > limit


def _is_nowhere(table: pd.DataFrame) -> pd.Series:
    return table["place"].notna() & table["place_precision"].isin(tables.PRECISIONS[:3]) & table["latitude"].isna()


_CHECKS: list[_Check] = [
    ("no_number", lambda t: t["low"].isna(), "It has no number, and counts in no toll."),
    ("negative", lambda t: (t["low"] < 0) | (t["high"] < 0).fillna(False),
     "Its number ({low} to {high}) is below 0: it counts in no toll. Mend low and high, or delete the claim."),
    ("high_below_low", lambda t: t["high"] < t["low"],
     "Its high ({high}) is below its low ({low}): mend them. Until then a range is read from {high} to {low}, "
     "any other number by its low."),
    ("very_large", _is_large,
     "More than {limit} people {measure} in one incident: see whether {low} is a year, a war's toll or a slip. It counts as it stands."),
    ("open_high", lambda t: t["low"].notna() & t["high"].isna(),
     "Its words ({modifier}) leave the high open, and so will the toll."),
    ("no_day", lambda t: t["date_start"].isna() & t["date_end"].isna(),
     "It has no day, by which other reports of its incident would be known."),
    ("days_reversed", lambda t: t["date_end"] < t["date_start"], "Its last day ({date_end}) is before its first ({date_start})."),
    ("after_publication", lambda t: t["date_start"] > t["published"] + pd.Timedelta(days=1),
     "Its day ({date_start}) is after the report's ({published})."),
    ("no_place", lambda t: t["place"].isna(), "It names no place."),
    ("in_no_incident", lambda t: t["homeless"],
     "It stands in no incident: it sums up several, or a season, or its report was not linked."),
    ("not_on_the_map", _is_nowhere, "{place} is said to be found, but has no coordinates."),
]  # fmt: skip
