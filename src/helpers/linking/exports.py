"""Incidents in the columns of other data sets, with what is lost on the way said in each docstring.

Both functions give what our columns can tell and leave the rest missing: no actor, type or precision is guessed.
"""

from __future__ import annotations

import pandas as pd

from helpers import tables

_UCDP_WHERE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}
_ACLED_WHERE = {"exact": 1, "near": 2, "admin2": 2, "admin1": 3}
_STATE_FIGHTS = {"armed_clash", "security_operation"}
_ACLED_TYPES = {
    "armed_clash": ("Battles", "Armed clash"),
    "bombing": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "air_or_drone_strike": ("Explosions/Remote violence", "Air/drone strike"),
    "abduction": ("Violence against civilians", "Abduction/forced disappearance"),
    "arson_or_sabotage": ("Strategic developments", "Looting/property destruction"),
}


def to_ucdp(incidents: pd.DataFrame) -> pd.DataFrame:
    """Give incidents with deaths in columns of the UCDP Georeferenced Event Dataset (codebook 24.1).

    Takes `incidents`; one row per incident in which somebody is reported dead: id, year, type_of_violence, side_b,
    number_of_sources, where_prec, where_coordinates, adm_1, latitude, longitude, country, date_prec, date_start,
    date_end, deaths_a (state forces), deaths_b (armed groups), deaths_civilians, deaths_unknown, best, high, low.
    Lost or missing: incidents without deaths; conflict and dyad ids and side_a, which need UCDP's own lists;
    type_of_violence where the dead do not tell it (non-state violence is never concluded); an open high; everything
    of claims but their number. UCDP counts an event by place and day; ours may span several.
    """
    tables.validate("incidents", incidents, "to_ucdp")
    rows = [
        _ucdp_row(r) for r in tables.conform("incidents", incidents).to_dict("records") if (r["killed_best"] or 0) > 0
    ]
    columns = list(_ucdp_row(dict.fromkeys(tables.columns("incidents"), pd.NA)))
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(_UCDP_COUNTS, "Int64"))


_UCDP_COUNTS = ("year", "type_of_violence", "number_of_sources", "where_prec", "date_prec", "deaths_a", "deaths_b",
                "deaths_civilians", "deaths_unknown", "best", "high", "low")  # fmt: skip


def _ucdp_row(r: dict) -> dict:
    return {
        "id": r["incident_id"],
        "year": r["date_start"].year if pd.notna(r["date_start"]) else pd.NA,
        "type_of_violence": _type_of_violence(r),
        "side_b": r["actors"],
        "number_of_sources": r["n_outlets"],
        "where_prec": _UCDP_WHERE.get(r["place_precision"], pd.NA),
        "where_coordinates": r["place"],
        "adm_1": r["admin1"],
        "latitude": r["latitude"],
        "longitude": r["longitude"],
        "country": r["country"],
        "date_prec": _ucdp_date_precision(r),
        "date_start": r["date_start"],
        "date_end": r["date_end"],
        "deaths_a": r["killed_security_forces_best"],
        "deaths_b": r["killed_militants_best"],
        "deaths_civilians": r["killed_civilians_best"],
        "deaths_unknown": r["killed_unspecified_best"],
        "best": r["killed_best"],
        "high": r["killed_high"],
        "low": r["killed_low"],
    }


def _type_of_violence(r: dict) -> object:
    """Conclude 1 (a state fights) or 3 (civilians are killed by an armed group), where type and dead tell it."""
    kind = r["incident_type"]
    forces, militants, civilians = (
        0 if pd.isna(r[c]) else r[c]
        for c in ("killed_security_forces_best", "killed_militants_best", "killed_civilians_best")
    )
    if forces > 0 or (isinstance(kind, str) and kind in _STATE_FIGHTS and militants > 0):
        return 1
    if civilians > 0 and militants == 0 and isinstance(kind, str) and kind in ("armed_attack", "bombing", "abduction"):
        return 3
    return pd.NA


def _ucdp_date_precision(r: dict) -> object:
    if pd.isna(r["date_start"]) or pd.isna(r["date_end"]):
        return pd.NA
    days = (r["date_end"] - r["date_start"]).days
    return 1 if days == 0 else 2 if days <= 5 else 3 if days <= 7 else 4 if days <= 31 else 5


def to_acled(incidents: pd.DataFrame) -> pd.DataFrame:
    """Give incidents in columns of the Armed Conflict Location & Event Data (codebook of 2024).

    Takes `incidents`; one row each: event_id_cnty, event_date, year, time_precision, event_type, sub_event_type,
    actor1, country, admin1, location, latitude, longitude, geo_precision, fatalities, civilian_targeting, notes.
    Lost or missing: low and high (ACLED keeps one, the most conservative, figure: ours is the best); the injured,
    abducted and arrested; who was on which side (actor1 holds all actors); the type where ours has none in ACLED's
    words (a protest is not told from a riot). ACLED has a row for each day and place; ours may span several.
    """
    tables.validate("incidents", incidents, "to_acled")
    rows = [_acled_row(r) for r in tables.conform("incidents", incidents).to_dict("records")]
    columns = list(_acled_row(dict.fromkeys(tables.columns("incidents"), pd.NA)))
    return pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(("year", "time_precision", "geo_precision", "fatalities"), "Int64")
    )


def _acled_row(r: dict) -> dict:
    event, sub_event = _acled_type(r)
    civilians = 0 if pd.isna(r["killed_civilians_best"]) else r["killed_civilians_best"]
    precisions = {"day": 1, "days": 2, "month": 3, "year": 3}
    return {
        "event_id_cnty": r["incident_id"],
        "event_date": r["date_start"],
        "year": r["date_start"].year if pd.notna(r["date_start"]) else pd.NA,
        "time_precision": precisions.get(r["date_precision"], pd.NA),
        "event_type": event,
        "sub_event_type": sub_event,
        "actor1": r["actors"],
        "country": r["country"],
        "admin1": r["admin1"],
        "location": r["place"],
        "latitude": r["latitude"],
        "longitude": r["longitude"],
        "geo_precision": _ACLED_WHERE.get(r["place_precision"], pd.NA),
        "fatalities": r["killed_best"],
        "civilian_targeting": "Civilian targeting" if civilians > 0 and event != "Battles" else None,
        "notes": f"claims: {r['claim_ids']}" if isinstance(r["claim_ids"], str) else None,
    }


def _acled_type(r: dict) -> tuple[str | None, str | None]:
    """Give event and sub-event type: an attack on forces is a battle, on civilians violence against civilians."""
    kind = r["incident_type"]
    if not isinstance(kind, str):
        return None, None
    dead = {g: 0 if pd.isna(r[f"killed_{g}_best"]) else r[f"killed_{g}_best"] for g in tables.GROUPS}
    if kind == "armed_attack":
        only_civilians = dead["civilians"] > 0 and dead["security_forces"] == dead["militants"] == 0
        return ("Violence against civilians", "Attack") if only_civilians else ("Battles", "Armed clash")
    if kind == "security_operation":
        return ("Battles", "Armed clash") if sum(dead.values()) else ("Strategic developments", "Arrests")
    if kind == "protest_or_riot":
        return None, None
    return _ACLED_TYPES.get(kind, (None, None))
