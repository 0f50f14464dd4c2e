"""Incidents in the columns of other data sets, with what is lost on the way said in words and counted.

Both functions give what our columns can tell and leave the rest missing: no actor, type or precision is guessed. The
columns and their rules are those of the UCDP GED codebook (24.1) and of ACLED's codebook of 2024, from memory of both;
check them against the edition that you cite.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers import gazetteer, tables
from helpers.extracting.actors import known_actor

_UCDP_WHERE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}
_ACLED_WHERE = {"exact": 1, "near": 2, "admin2": 2, "admin1": 3}
_STATE_FIGHTS = {"armed_clash", "security_operation"}
_ONE_SIDED = {"armed_attack", "bombing", "abduction"}  # of an armed group against civilians, where they alone died
_BY_STATE = {*_ONE_SIDED, "security_operation"}  # the same of a state that acts alone; a strike may be aimed at others
_BY_HARM = ("armed_attack", "security_operation")  # who was harmed tells the event_type of these
_CLASH = ("Battles", "Armed clash")
_REMOTE = "Explosions/Remote violence"
_ATTACK = ("Violence against civilians", "Attack")
_ACLED_TYPES = {
    "armed_clash": _CLASH,
    "bombing": (_REMOTE, "Remote explosive/landmine/IED"),
    "air_or_drone_strike": (_REMOTE, None),
    "abduction": (_ATTACK[0], "Abduction/forced disappearance"),
    "arson_or_sabotage": ("Strategic developments", "Looting/property destruction"),
}
_STATE = {"army", "police", "paramilitary", "government", "intelligence"}
_ACLED_STATE = {"army": "Military Forces of", "police": "Police Forces of", "government": "Government of"}
_NOTES = (" (denies)", " (accused)")
_UNLISTED = 'Actors in the text\'s words ("gunmen") are left out: only those of data/actors.csv are on a side.'

# data set → what is lost, and the incidents that lose it (None: all do)
_LOST: dict[str, list[tuple[str, Callable[[pd.DataFrame], pd.Series] | None]]] = {
    "ucdp": [
        ("Incidents in which nobody is reported dead are left out.", lambda t: t["killed_best"].fillna(0) == 0),
        ("The injured, abducted, freed, arrested, missing and displaced are left out.", lambda t: _beside_deaths(t)),
        ("An open high (\"at least\") is missing, since UCDP has no word for it.", lambda t: _dead(t) & t["killed_high"].isna()),
        ("The low and high of each group are left out: UCDP has them for the total only.",
         lambda t: _dead(t) & (t["killed_low"] != t["killed_high"]).fillna(True)),
        (_UNLISTED, lambda t: _dead(t) & _has_unlisted(t)),
        ("Who is only accused, or denies it, is on no side.", lambda t: _dead(t) & t["actors"].fillna("").str.contains(r"\((?:denies|accused)\)")),
        ("type_of_violence is missing where type, dead and actors do not tell it; 2 (non-state) is never concluded.",
         lambda t: _dead(t) & _each(t, lambda r: pd.isna(_type_of_violence(r)))),
        ("A row with a type_of_violence lacks a side, for no listed actor is on it: UCDP has no event without both.",
         lambda t: _dead(t) & _each(t, _lacks_a_side)),
        ("The dead of a side that is not named stand in deaths_unknown, not in deaths_a or deaths_b.",
         lambda t: _dead(t) & _each(t, _has_orphans)),
        ("Type 3 means deliberate killing; that is concluded here from who died and who did it, and stands in no column.",
         lambda t: _dead(t) & _each(t, lambda r: _is(_type_of_violence(r), 3))),
        ("Conflict, dyad and actor ids are missing: they need UCDP's own lists.", None),
        ("event_clarity and adm_2 are missing: no column of ours tells them.", None),
        ("number_of_sources counts outlets: UCDP counts the sources that an event was coded from.", None),
        ("An event of UCDP has one place and one calendar day where they are known; ours may span several.",
         lambda t: _dead(t) & (t["date_end"] > t["date_start"]).fillna(False)),
        ("Which source gave which number is left out: only the claims have it.", None),
    ],
    "acled": [
        ("Low and high are left out: ACLED has one figure; here it is the best by the toll rule in force.",
         lambda t: (t["killed_low"] != t["killed_high"]).fillna(True)),
        ("The injured, abducted, freed, arrested, missing and displaced are left out.", lambda t: _beside_deaths(t)),
        ("The group of the dead is left out.", lambda t: t["killed_best"].fillna(0) > 0),
        ("event_type is missing where our type has none in ACLED's words; a protest is not told from a riot.",
         lambda t: _each(t, lambda r: _acled_type(r)[0] is None and r["incident_type"] not in _BY_HARM)),
        ("event_type is missing where no harm tells whether an attack or a raid met civilians or an armed side.",
         lambda t: _each(t, lambda r: _acled_type(r)[0] is None and r["incident_type"] in _BY_HARM)),
        ("A bombing is a remote explosive here: no column tells a suicide bomb or a grenade from it.",
         lambda t: t["incident_type"] == "bombing"),
        ("sub_event_type is missing for a strike: our type holds artillery and rockets beside air and drone strikes.",
         lambda t: t["incident_type"] == "air_or_drone_strike"),
        ("An abduction is one of civilians here: no column has the group of the abducted.",
         lambda t: t["incident_type"] == "abduction"),
        (_UNLISTED, lambda t: _has_unlisted(t)),
        ("Who is only accused, or denies it, is no actor.", lambda t: t["actors"].fillna("").str.contains(r"\((?:denies|accused)\)")),
        ("State actors lack the years of their government, which are part of ACLED's names.",
         lambda t: _each(t, lambda r: bool(_acled_states(r["actors"])))),
        ("A state's paramilitaries and secret services are left out: their names at ACLED do not follow from ours.",
         lambda t: _each(t, lambda r: bool(_states_of(r["actors"], _STATE - set(_ACLED_STATE))))),
        ("A rebel group is not told from a militia: inter1 and inter2 are given for state forces and civilians only.", None),
        ("An event of ACLED has one day; of several, event_date is the first.", lambda t: (t["date_end"] > t["date_start"]).fillna(False)),
        ("A year without a month has no time_precision of ACLED's.", lambda t: t["date_precision"] == "year"),
    ],
}  # fmt: skip


def what_is_lost(data_set: str, incidents: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say what incidents lose in the columns of `"ucdp"` or `"acled"`: one row for each loss.

    Gives lost (a sentence) and, with `incidents`, how many of them it concerns (Int64, missing without). Raises
    ValueError for another name.

    >>> what_is_lost("ucdp")["lost"][0]
    'Incidents in which nobody is reported dead are left out.'
    """
    if data_set not in _LOST:
        raise ValueError(f"{data_set!r} is no data set that incidents are written for; there are {', '.join(_LOST)}.")
    if incidents is not None:
        incidents = tables.conform("incidents", tables.validate("incidents", incidents, "what_is_lost"))
    rows = [(words, _concerned(which, incidents)) for words, which in _LOST[data_set]]
    return pd.DataFrame(rows, columns=["lost", "incidents"]).astype({"lost": "str", "incidents": "Int64"})


def _concerned(which: Callable[[pd.DataFrame], pd.Series] | None, incidents: pd.DataFrame | None) -> object:
    if incidents is None:
        return pd.NA
    return len(incidents) if which is None else int(which(incidents).fillna(False).sum())


def _dead(incidents: pd.DataFrame) -> pd.Series:
    return (incidents["killed_best"] > 0).fillna(False)


def _beside_deaths(incidents: pd.DataFrame) -> pd.Series:
    columns = [f"{m}_best" for m in tables.TOLL_MEASURES if m != "killed"]
    return (incidents[columns].fillna(0) > 0).any(axis=1)


def _each(incidents: pd.DataFrame, holds: Callable[[dict], bool]) -> pd.Series:
    return pd.Series([holds(r) for r in incidents.to_dict("records")], index=incidents.index, dtype=bool)


def _is(value: object, number: int) -> bool:
    return pd.notna(value) and value == number


def _has_unlisted(incidents: pd.DataFrame) -> pd.Series:
    named = [_named(actors) for actors in incidents["actors"]]
    return pd.Series([any(known_actor(a) is None for a in each) for each in named], index=incidents.index, dtype=bool)


def _with_losses(table: pd.DataFrame, data_set: str, incidents: pd.DataFrame) -> pd.DataFrame:
    lost = what_is_lost(data_set, incidents)
    told = [f"{row.lost} ({row.incidents} of {len(incidents)})" for row in lost.itertuples() if row.incidents]
    table.attrs["lost"] = " ".join(told)
    return table


def to_ucdp(
    incidents: pd.DataFrame, claims: pd.DataFrame | None = None, reports: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give incidents with deaths in columns of the UCDP Georeferenced Event Dataset (codebook 24.1).

    Takes `incidents`; one row per incident in which somebody is reported dead: id, year, type_of_violence, side_a,
    side_b, number_of_sources (outlets), source_article, source_office, source_date, source_headline, source_original
    (who is quoted with a number of dead; `claims` and `reports` give these five, missing without), where_prec,
    where_coordinates, adm_1, latitude, longitude, country, date_prec, date_start, date_end, deaths_a, deaths_b (dead
    of side_a and side_b: state forces and armed groups), deaths_civilians, deaths_unknown, best, high, low. side_a is
    a government where an army or police of data/actors.csv takes part, side_b an armed group listed there; of
    one-sided violence (civilians killed by an armed group, or by a state alone) side_a is who did it. The dead of a
    side that is not named stand in deaths_unknown. `what_is_lost("ucdp", incidents)` says what is lost, with counts, and so
    does `.attrs["lost"]` of the table.
    """
    tables.validate("incidents", incidents, "to_ucdp")
    incidents = tables.conform("incidents", incidents)
    sources = _sources(incidents, claims, reports)
    rows = [
        _ucdp_row(r) | sources.get(r["incident_id"], {})
        for r in incidents.to_dict("records")
        if pd.notna(r["killed_best"]) and r["killed_best"] > 0
    ]
    columns = list(_ucdp_row(dict.fromkeys(tables.columns("incidents"), pd.NA)))
    table = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(_UCDP_COUNTS, "Int64"))
    return _with_losses(table, "ucdp", incidents)


_UCDP_COUNTS = ("year", "type_of_violence", "number_of_sources", "where_prec", "date_prec", "deaths_a", "deaths_b",
                "deaths_civilians", "deaths_unknown", "best", "high", "low")  # fmt: skip
_UCDP_SOURCES = ("source_article", "source_office", "source_date", "source_headline", "source_original")


def _ucdp_row(r: dict) -> dict:
    violence = _type_of_violence(r)
    side_a, side_b = _sides(r, violence)
    deaths_a, deaths_b, unknown = _deaths_of_sides(r, side_a, side_b)
    return {
        "id": r["incident_id"],
        "year": r["date_start"].year if pd.notna(r["date_start"]) else pd.NA,
        "type_of_violence": violence,
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": r["n_outlets"],
        **dict.fromkeys(_UCDP_SOURCES),
        "where_prec": _UCDP_WHERE.get(r["place_precision"], pd.NA),
        "where_coordinates": r["place"],
        "adm_1": r["admin1"],
        "latitude": r["latitude"],
        "longitude": r["longitude"],
        "country": r["country"],
        "date_prec": _ucdp_date_precision(r),
        "date_start": r["date_start"],
        "date_end": r["date_end"],
        "deaths_a": deaths_a,
        "deaths_b": deaths_b,
        "deaths_civilians": r["killed_civilians_best"],
        "deaths_unknown": unknown,
        "best": r["killed_best"],
        "high": r["killed_high"],
        "low": r["killed_low"],
    }


def _sides(r: dict, violence: object) -> tuple[str | None, str | None]:
    """Name the sides where listed actors tell them; who is only accused, or denies it, is on none."""
    states, groups = _parties(r["actors"])
    if pd.notna(violence) and violence == 3:
        return groups or states, "Civilians"
    return states, groups


def _deaths_of_sides(r: dict, side_a: str | None, side_b: str | None) -> tuple[object, object, object]:
    """Give the dead of side_a, of side_b and of nobody known; a side without a name has none of its own."""
    dead_a, dead_b, unknown = (r[f"killed_{g}_best"] for g in ("security_forces", "militants", "unspecified"))
    orphans = [dead for dead, side in ((dead_a, side_a), (dead_b, side_b)) if side is None and _number(dead)]
    unknown = _number(unknown) + sum(orphans) if orphans else unknown
    return *(0 if side is None and _number(d) else d for d, side in ((dead_a, side_a), (dead_b, side_b))), unknown


def _has_orphans(r: dict) -> bool:
    side_a, side_b = _sides(r, _type_of_violence(r))
    sides = ((side_a, r["killed_security_forces_best"]), (side_b, r["killed_militants_best"]))
    return any(side is None and _number(dead) for side, dead in sides)


def _lacks_a_side(r: dict) -> bool:
    violence = _type_of_violence(r)
    return pd.notna(violence) and None in _sides(r, violence)


def _number(count: object) -> int:
    return 0 if pd.isna(count) else int(count)


def _parties(actors: object) -> tuple[str | None, str | None]:
    """Give the governments and the armed groups among the actors of an incident, each separated by "; "."""
    groups = [name for name, kind in _listed(actors) if kind == "armed_group"]
    states = [f"Government of {country}" for _, country in _states_of(actors)]
    return tuple("; ".join(dict.fromkeys(x)) or None for x in (states, groups))


def _states_of(actors: object, kinds: set[str] = _STATE) -> list[tuple[str, str]]:
    """Give kind and country of each listed state actor that has one country."""
    return [(kind, c) for name, kind in _listed(actors) if kind in kinds for c in [_country_of(name)] if c]


def _listed(actors: object) -> list[tuple[str, str]]:
    return [known for a in _named(actors) if (known := known_actor(a)) is not None]


def _named(actors: object) -> list[str]:
    """Give the actors of an incident who took part: not those who deny it or are only accused."""
    each = [a.strip() for a in actors.split(";")] if isinstance(actors, str) else []
    return [a for a in each if a and not a.endswith(_NOTES)]


def _country_of(name: str) -> str | None:
    """Give the country of a listed actor, if it has one and only one."""
    listed = gazetteer.actors()
    countries = set(listed.loc[listed["name"] == name, "country"].dropna())
    country = countries.pop() if len(countries) == 1 else ""
    return country if country and "|" not in country else None


def _sources(incidents: pd.DataFrame, claims: pd.DataFrame | None, reports: pd.DataFrame | None) -> dict[str, dict]:
    """Give who is quoted with a number of dead, and the reports they stand in, for each incident."""
    if claims is None or reports is None:
        return {}
    tables.validate("claims", claims, "to_ucdp")
    tables.validate("reports", reports, "to_ucdp")
    info = tables.conform("reports", reports).set_index("report_id").to_dict("index")
    said = {r["claim_id"]: r for r in tables.conform("claims", claims).to_dict("records")}
    return {r["incident_id"]: _source_columns(r["claim_ids"], said, info) for r in incidents.to_dict("records")}


def _source_columns(claim_ids: object, said: dict[str, dict], info: dict[str, dict]) -> dict:
    rows = [said[c] for c in (claim_ids.split() if isinstance(claim_ids, str) else ()) if c in said]
    reports = [info[i] for i in dict.fromkeys(r["report_id"] for r in rows) if i in info]
    days = [f"{r['published']:%Y-%m-%d}" if pd.notna(r["published"]) else "" for r in reports]
    words = [[r[c] if isinstance(r[c], str) else "" for r in reports] for c in ("outlet", "title")]
    quoted = [r["claimant"] for r in rows if r["measure"] == "killed" and isinstance(r["claimant"], str)]
    articles = [",".join(f'"{x}"' for x in row if x) for row in zip(words[0], days, words[1], strict=True)]
    columns = (articles, words[0], days, words[1], quoted)
    return {n: ";".join(filter(None, dict.fromkeys(c))) or None for n, c in zip(_UCDP_SOURCES, columns, strict=True)}


def _type_of_violence(r: dict) -> object:
    """Conclude 1 (a state fights) or 3 (civilians are killed by an armed group, or by a state alone)."""
    kind = r["incident_type"] if isinstance(r["incident_type"], str) else ""
    groups = ("security_forces", "militants", "civilians")
    forces, militants, civilians = (_number(r[f"killed_{g}_best"]) for g in groups)
    if forces or (kind in _STATE_FIGHTS and militants):
        return 1
    if not civilians or militants:
        return pd.NA
    states, armed = _parties(r["actors"])
    alone = armed is None and (states is not None or kind == "security_operation")
    return 3 if kind in (_BY_STATE if alone else _ONE_SIDED) else pd.NA


def _ucdp_date_precision(r: dict) -> object:
    if pd.isna(r["date_start"]) or pd.isna(r["date_end"]):
        return pd.NA
    days = (r["date_end"] - r["date_start"]).days
    return 1 if days == 0 else 2 if days <= 5 else 3 if days <= 7 else 4 if days <= 31 else 5


def to_acled(
    incidents: pd.DataFrame, claims: pd.DataFrame | None = None, reports: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give incidents in columns of the Armed Conflict Location & Event Data (codebook of 2024).

    Takes `incidents`; one row each: event_id_cnty, event_date, year, time_precision, disorder_type, event_type,
    sub_event_type, actor1, inter1, actor2, inter2, civilian_targeting, country, admin1, location, latitude, longitude,
    geo_precision, source (outlets; with `claims` and `reports`), notes (the claims behind it), fatalities (the best).
    actor1 holds listed armed groups, else state forces; actor2 the state where both take part, or "Civilians
    (country)" where the event is violence against them. An attack or a raid is a battle where an armed side was
    harmed, violence against civilians where only they were; where the harm tells neither, event_type is missing.
    `what_is_lost("acled", incidents)` says what is lost, with
    counts, and so does `.attrs["lost"]` of the table.
    """
    tables.validate("incidents", incidents, "to_acled")
    incidents = tables.conform("incidents", incidents)
    sources = {k: {"source": v["source_office"]} for k, v in _sources(incidents, claims, reports).items()}
    rows = [_acled_row(r) | sources.get(r["incident_id"], {}) for r in incidents.to_dict("records")]
    columns = list(_acled_row(dict.fromkeys(tables.columns("incidents"), pd.NA)))
    counts = dict.fromkeys(("year", "time_precision", "geo_precision", "fatalities"), "Int64")
    return _with_losses(pd.DataFrame(rows, columns=columns).astype(counts), "acled", incidents)


_ACLED_WHEN = {"day": 1, "days": 2, "month": 3}
_DISORDER = {"Strategic developments": "Strategic developments"}


def _acled_row(r: dict) -> dict:
    event, sub_event = _acled_type(r)
    targeted = event == _ATTACK[0] or (event == _REMOTE and _harmed(r) == (True, False))
    (actor1, inter1), (actor2, inter2) = _acled_actors(r, event)
    return {
        "event_id_cnty": r["incident_id"],
        "event_date": r["date_start"],
        "year": r["date_start"].year if pd.notna(r["date_start"]) else pd.NA,
        "time_precision": _ACLED_WHEN.get(r["date_precision"], pd.NA),
        "disorder_type": _DISORDER.get(event, "Political violence") if event else None,
        "event_type": event,
        "sub_event_type": sub_event,
        "actor1": actor1,
        "inter1": inter1,
        "actor2": actor2,
        "inter2": inter2,
        "civilian_targeting": "Civilian targeting" if targeted else None,
        "country": r["country"],
        "admin1": r["admin1"],
        "location": r["place"],
        "latitude": r["latitude"],
        "longitude": r["longitude"],
        "geo_precision": _ACLED_WHERE.get(r["place_precision"], pd.NA),
        "source": None,
        "notes": f"claims: {r['claim_ids']}" if isinstance(r["claim_ids"], str) else None,
        "fatalities": r["killed_best"],
    }


def _acled_actors(r: dict, event: str | None) -> list[tuple[str | None, str | None]]:
    states, groups = _acled_states(r["actors"]), _parties(r["actors"])[1]
    named = [(groups, None)] if groups else []
    named += [(states, "State forces")] if states else []
    if event == "Violence against civilians":
        country = f" ({r['country']})" if isinstance(r["country"], str) else ""
        named = [*(named[:1] or [(None, None)]), (f"Civilians{country}", "Civilians")]
    return [*named, (None, None), (None, None)][:2]


def _acled_states(actors: object) -> str | None:
    """Name the listed armies, police and governments as ACLED does, without the years of the government."""
    named = [f"{_ACLED_STATE[kind]} {country}" for kind, country in _states_of(actors, set(_ACLED_STATE))]
    return "; ".join(dict.fromkeys(named)) or None


def _acled_type(r: dict) -> tuple[str | None, str | None]:
    """Give event and sub-event type; of an attack or a raid whoever was harmed tells it, never its name alone."""
    kind = r["incident_type"] if isinstance(r["incident_type"], str) else ""
    civilians, armed = _harmed(r)
    if kind in ("armed_attack", "security_operation") and (civilians or armed):
        return _CLASH if armed else _ATTACK
    if kind == "security_operation":
        none_died = not _number(r["killed_best"]) and not _number(r["injured_best"])
        return ("Strategic developments", "Arrests") if none_died and _number(r["arrested_best"]) else (None, None)
    return _ACLED_TYPES.get(kind, (None, None))


def _harmed(r: dict) -> tuple[bool, bool]:
    """Say whether civilians, and whether forces or militants, were killed; where nobody known was, injured."""
    for measure in ("killed", "injured"):
        known = {g: _number(r[f"{measure}_{g}_best"]) for g in ("civilians", "security_forces", "militants")}
        if any(known.values()):
            return known["civilians"] > 0, known["security_forces"] > 0 or known["militants"] > 0
    return False, False
