"""From claims to incidents: within each report, then across reports, with the toll that counts nobody twice."""

from __future__ import annotations

import pandas as pd

from helpers import gazetteer, tables
from helpers.extracting.dates import find_dates
from helpers.extracting.places import Locator, find_places
from helpers.extracting.tokens import is_upper, tokenise
from helpers.linking.tolls import numbers, toll
from helpers.linking.within import Cluster, cluster_claims
from helpers.reading import split_sentences

NEAR_KM = 15.0  # two exact places closer than this may be one
SLACK = pd.Timedelta(days=1)  # "overnight" and a time zone make one day of difference


def report_tolls(claims: pd.DataFrame, report_ids: list[str] | None = None, people: str = "civilians") -> pd.DataFrame:
    """Add up each report's news: people killed, injured, abducted, freed, arrested, missing, displaced.

    Takes `claims`; `report_ids` adds reports that have none (all 0). Gives `tolls`, one row per report, in the
    order of `report_ids`, then of the claims; background is left out, nobody is counted twice. `people` is the group
    of "four persons" of whom no more is said: civilians are all whom no text puts in a force or an armed group;
    "unspecified" leaves them open, as `claims` do. Raises ValueError for no such group. Source of the rules: the project's claim guide (section on tolls).
    """
    tables.validate("claims", claims, "report_tolls")
    if people not in tables.GROUPS:
        raise ValueError(f"report_tolls: people is {people!r}; give one of {', '.join(tables.GROUPS)}.")
    claims = tables.conform("claims", claims)
    grouped = {str(k): g for k, g in claims.groupby("report_id", sort=False)}
    rows = []
    for report_id in dict.fromkeys([*(map(str, report_ids) if report_ids is not None else ()), *grouped]):
        clusters = cluster_claims(grouped[report_id]) if report_id in grouped else []
        parts = [toll(numbers(pd.DataFrame(c.rows)), people) for c in clusters if not c.background]
        rows.append({"report_id": report_id, **_add_tolls(parts)})
    return tables.conform("tolls", rows)


def _add_tolls(parts: list[dict]) -> dict:
    row = toll([])
    for part in parts:
        for name, value in part.items():
            row[name] = None if value is None or row[name] is None else row[name] + value
    return row


def link_incidents(
    claims: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    types: pd.DataFrame | None = None,
    responsibility: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the incidents that the claims speak of, across reports.

    Takes `claims`; `reports` gives n_outlets, first_reported and the place of typed sentences; `types` (report_id,
    sentence_id, one indicator column a type) names each incident's type and opens incidents that have no toll;
    `responsibility` adds the actors said to be responsible. Gives `incidents`, one row per incident, sorted by
    day; columns that need what is not given are missing. Two incidents that one report tells apart stay two.
    """
    tables.validate("claims", claims, "link_incidents")
    claims = tables.conform("claims", claims)
    typed = {} if types is None else dict(iter(types.groupby("report_id")))  # once, not once for each incident
    mentions = []
    for report_id, group in claims.groupby("report_id", sort=True):
        own = typed.get(report_id)
        mentions += [_Mention(str(report_id), c, _types_of(c, own)) for c in cluster_claims(group)]
    if types is not None and reports is not None:
        mentions += _typed_sentences(reports, types, mentions)
    _add_responsibility(mentions, responsibility)
    rows = [_incident_row(group, reports) for group in _across_reports(mentions)]
    rows.sort(
        key=lambda r: (r["date_start"] is None, r["date_start"] or pd.Timestamp(0), str(r["place"]), r["claim_ids"])
    )
    for n, row in enumerate(rows, 1):
        row["incident_id"] = f"i{n:04d}"
    return tables.conform("incidents", rows)


def claims_behind(incidents: pd.DataFrame | pd.Series, claims: pd.DataFrame) -> pd.DataFrame:
    """Give the claims that one incident (a row) or several (a table) rest on: what their numbers lead back to."""
    ids = [incidents["claim_ids"]] if isinstance(incidents, pd.Series) else incidents["claim_ids"]
    wanted = {claim_id for each in ids if isinstance(each, str) for claim_id in each.split()}
    return claims[claims["claim_id"].isin(wanted)].reset_index(drop=True)


class _Mention:
    """One incident as one report tells it."""

    def __init__(self, report_id: str, cluster: Cluster, kinds: dict[str, int], sentence: dict | None = None) -> None:
        self.report_id, self.cluster, self.kinds = report_id, cluster, kinds
        self.days = cluster.days() if cluster.rows else sentence["days"]
        self.background = cluster.background if cluster.rows else False
        where = _best_place(cluster.rows) if cluster.rows else sentence
        self.place, self.admin1, self.country = where["place"], where["admin1"], where["country"]
        self.latitude, self.longitude, self.precision = where["latitude"], where["longitude"], where["place_precision"]
        self.sentences = {int(r["sentence_id"]) for r in cluster.rows if pd.notna(r["sentence_id"])}
        self.actors: list[str] = list(
            dict.fromkeys(r["actor"] for r in cluster.rows if isinstance(r.get("actor"), str))
        )
        self.toll = toll(numbers(pd.DataFrame(cluster.rows))) if cluster.rows else toll([])
        self.victims = _victims(cluster.rows)


_DONE_TO = {
    "fighters": ("security_operation", "air_or_drone_strike", "armed_clash"),
    "victims": ("armed_attack", "bombing", "abduction", "air_or_drone_strike", "armed_clash"),
}


def _main_type(kinds: dict[str, int], victims: str) -> str | None:
    """Choose the type that most sentences have; a tie goes to the one that is done to such victims."""
    if not kinds:
        return None
    order = _DONE_TO.get(victims, ())
    return min(kinds, key=lambda k: (-kinds[k], order.index(k) if k in order else len(order), k))


def _victims(rows: list[dict]) -> str:
    killed = [r for r in rows if r["measure"] == "killed"]
    if not killed:
        return ""
    return "fighters" if all(r["group"] == "militants" for r in killed) else "victims"


_ORDER = {"exact": 0, "near": 1, "unknown": 2, "admin2": 3, "admin1": 4, "country": 5}


def _best_place(rows: list[dict]) -> dict:
    steady = [r for r in rows if r["scope"] != "cumulative"] or rows
    named = [r for r in steady if isinstance(r["place"], str)] or steady

    def fineness(row: dict) -> tuple[int, int]:
        located = gazetteer.lookup(row["place"]) if isinstance(row["place"], str) else []
        wide = bool(located) and located[0].kind in ("admin1", "country")
        return (1 if wide else 0, _ORDER.get(row["place_precision"], 2))

    return min(named, key=fineness)


def _types_of(cluster: Cluster, types: pd.DataFrame | None) -> dict[str, int]:
    """Count the types of the sentences that a cluster rests on; `types` are those of its report."""
    if types is None:
        return {}
    sentences = {int(r["sentence_id"]) for r in cluster.rows if pd.notna(r["sentence_id"])}
    rows = types[types["sentence_id"].isin(sentences)]
    columns = [c for c in types.columns if c not in ("report_id", "sentence_id", "none")]
    counts = {c: int(rows[c].sum()) for c in columns}
    return {c: n for c, n in counts.items() if n}


def _typed_sentences(reports: pd.DataFrame, types: pd.DataFrame, mentions: list[_Mention]) -> list[_Mention]:
    """Open an incident for a typed sentence that no claim of its report accounts for."""
    columns = [c for c in types.columns if c not in ("report_id", "sentence_id", "none", "other")]
    wanted = types[types[columns].any(axis=1)] if columns else types.head(0)
    if wanted.empty:
        return []
    counted = {(m.report_id, k) for m in mentions for k in m.kinds}
    sentences = split_sentences(reports).set_index(["report_id", "sentence_id"])["text"]
    info = reports.set_index("report_id")
    found: list[_Mention] = []
    for row in wanted.to_dict("records"):
        kinds = {c: 1 for c in columns if row[c]}
        told = {(row["report_id"], kind) for kind in kinds}
        if told & counted or (row["report_id"], row["sentence_id"]) not in sentences.index:
            continue
        counted |= told
        text = sentences.loc[(row["report_id"], row["sentence_id"])]
        found.append(_Mention(row["report_id"], Cluster([]), kinds, _circumstances(text, info.loc[row["report_id"]])))
        found[-1].sentences = {int(row["sentence_id"])}
    return found


def _circumstances(text: str, report: pd.Series) -> dict:
    """Read day and place of a sentence that has no number."""
    published = None if pd.isna(report.get("published")) else pd.Timestamp(report["published"]).date()
    dates = [d for d in find_dates(text, published) if d.date_start]
    tokens = tokenise(text, 0, len(text), is_upper(text))
    places = [p for p in find_places(tokens, text) if not p.aside]
    dateline = report.get("dateline")
    locator = Locator(places, dateline if isinstance(dateline, str) else None)
    best = min(places, key=lambda p: p.rank) if places else None
    where = locator.locate(best.name, best.rank, best.near) if best else locator.locate(None, 4, False)
    days = (pd.Timestamp(dates[0].date_start), pd.Timestamp(dates[0].date_end)) if dates else None
    return {"days": days, "place": best.name if best else None, "admin1": where.admin1, "country": where.country,
            "latitude": where.latitude, "longitude": where.longitude, "place_precision": where.precision}  # fmt: skip


def _add_responsibility(mentions: list[_Mention], responsibility: pd.DataFrame | None) -> None:
    """Add who claims or is accused to the incidents of a report that has only one, or whose sentence it is."""
    if responsibility is None or responsibility.empty:
        return
    by_report: dict[str, list[_Mention]] = {}
    for m in mentions:
        if not m.background:
            by_report.setdefault(m.report_id, []).append(m)
    for row in responsibility.to_dict("records"):
        here = by_report.get(row["report_id"], [])
        if not isinstance(row["actor"], str) or not here:
            continue
        spans = [(m, r) for m in here for r in m.cluster.rows]
        near = [m for m, r in spans if abs(int(r["start"]) - int(row["start"])) < 250]
        home = near[0] if near else (here[0] if len(here) == 1 else None)
        note = {"denies": " (denies)", "accused": " (accused)"}.get(row["stance"], "")
        if home is not None and row["actor"] + note not in home.actors:
            home.actors.append(row["actor"] + note)


# --- across reports ----------------------------------------------------------------------------------------------


def _across_reports(mentions: list[_Mention]) -> list[list[_Mention]]:
    """Join the tellings of one incident by different reports; a group never holds two of one report."""
    groups: list[list[_Mention]] = []
    buckets: dict[int, list[list[_Mention]]] = {}
    for m in sorted(mentions, key=lambda m: (m.report_id, sorted(m.sentences))):
        keys = _buckets(m)
        candidates = [g for k in keys for g in buckets.get(k, ())]
        home = next((g for g in candidates if _fits(m, g)), None)
        if home is None:
            home = [m]
            groups.append(home)
        else:
            home.append(m)
        for k in keys:
            if not any(g is home for g in buckets.setdefault(k, [])):
                buckets[k].append(home)
    return groups


def _buckets(m: _Mention) -> list[int]:
    """Give the days on which another telling may be found; an incident without a day meets nobody."""
    if m.days is None:
        return []
    first, last = (d.toordinal() for d in m.days)
    return list(range(first - 1, min(last, first + 40) + 2))


def _fits(m: _Mention, group: list[_Mention]) -> bool:
    if any(o.report_id == m.report_id for o in group):
        return False
    return all(_same(m, o) for o in group)


def _same(a: _Mention, b: _Mention) -> bool:
    if a.days is None or b.days is None or a.days[0] > b.days[1] + SLACK or b.days[0] > a.days[1] + SLACK:
        return False
    if a.kinds and b.kinds and not set(a.kinds) & set(b.kinds):
        return False
    if a.victims and b.victims and a.victims != b.victims:
        return False
    return _one_place(a, b)


def _one_place(a: _Mention, b: _Mention) -> bool:
    names = [gazetteer.fold(x.place) if isinstance(x.place, str) else "" for x in (a, b)]
    if names[0] and names[0] == names[1]:
        return True
    exact = ("exact", "near")
    if a.precision in exact and b.precision in exact:
        return gazetteer.distance_km((a.latitude, a.longitude), (b.latitude, b.longitude)) <= NEAR_KM
    wide = ("admin1", "country")
    one_is_wide = a.precision in wide or b.precision in wide
    return one_is_wide and bool(a.admin1) and a.admin1 == b.admin1 and (a.days == b.days or _tolls_agree(a, b))


def _tolls_agree(a: _Mention, b: _Mention) -> bool:
    """Tell whether two tellings give the same number of dead: then a town and its province may be one place."""
    return a.toll["killed_best"] == b.toll["killed_best"] > 1


def _incident_row(group: list[_Mention], reports: pd.DataFrame | None) -> dict:
    lead = min(group, key=lambda m: _ORDER.get(m.precision, 2))
    days = [m.days for m in group if m.days is not None and (not m.background or all(x.background for x in group))] or [
        None
    ]
    first, last = days[0] or (None, None)
    if days[0]:
        first, last = min(d[0] for d in days), max(d[1] for d in days)
    kinds: dict[str, int] = {}
    for m in group:
        for kind, n in m.kinds.items():
            kinds[kind] = kinds.get(kind, 0) + n
    claim_ids = [r["claim_id"] for m in group for r in m.cluster.rows]
    row = {
        "incident_type": _main_type(kinds, next((m.victims for m in group if m.victims), "")),
        "date_start": first, "date_end": last, "date_precision": _date_precision(first, last), "place": lead.place,
        "admin1": lead.admin1, "country": lead.country, "latitude": lead.latitude, "longitude": lead.longitude,
        "place_precision": lead.precision, "actors": "; ".join(dict.fromkeys(a for m in group for a in m.actors)) or None,
        "n_reports": len({m.report_id for m in group}), "background": all(m.background for m in group),
        "claim_ids": " ".join(claim_ids),
    }  # fmt: skip
    row.update(_pooled_toll(group, reports))
    if reports is not None:
        info = reports.set_index("report_id").reindex([m.report_id for m in group])
        row["n_outlets"] = int(info["outlet"].nunique()) if "outlet" in info else None
        if "published" in info and info["published"].notna().any():
            row["first_reported"] = info["published"].min()
    return row


def _pooled_toll(group: list[_Mention], reports: pd.DataFrame | None) -> dict:
    """Add up what all reports say of one incident, the oldest report first, so that of equals the latest is best."""
    days: dict[str, pd.Timestamp] = {}
    if reports is not None and "published" in reports:
        days = {r: d for r, d in zip(reports["report_id"], reports["published"], strict=True) if pd.notna(d)}
    ranked = sorted(group, key=lambda m: (days.get(m.report_id, pd.Timestamp.min), m.report_id))
    rows = [row for m in ranked for row in m.cluster.rows]
    return toll(numbers(pd.DataFrame(rows))) if rows else toll([])


def _date_precision(first: pd.Timestamp | None, last: pd.Timestamp | None) -> str:
    if first is None or pd.isna(first):
        return "unknown"
    days = (last - first).days
    return "day" if days <= 1 else "days" if days < 20 else "month" if days <= 31 else "year" if days >= 300 else "days"


__all__ = ["claims_behind", "link_incidents", "report_tolls"]
