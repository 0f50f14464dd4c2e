"""Mentions: each incident as one report tells it, from its claims, its typed sentences and who is blamed.

Claims give most mentions (`within`). A sentence with a type and no number joins the mention that its day, place and
type fit, or opens one of its own: an arson or a protest without a toll is an incident too.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from helpers import gazetteer, tables
from helpers.extracting.dates import find_dates
from helpers.extracting.places import Locator, find_places
from helpers.extracting.tokens import is_upper, tokenise
from helpers.linking.tolls import default_toll, toll
from helpers.linking.within import Cluster, cluster_claims
from helpers.reading import split_sentences

Days = tuple[pd.Timestamp, pd.Timestamp]
HISTORY = 60  # days before publication; a typed sentence about an earlier day tells of the past
NEAR_SENTENCES = 3  # a typed sentence without day or place goes on with what stands so near
NO_TYPE = ("report_id", "sentence_id", "none")
FINENESS = {"exact": 0, "near": 1, "unknown": 2, "admin2": 3, "admin1": 4, "country": 5}
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBER = re.compile(r"\b\d{1,3}\b")
_CALENDAR = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name[1:]))


_DONE_TO = {
    "fighters": ("security_operation", "air_or_drone_strike", "armed_clash"),
    "victims": ("armed_attack", "bombing", "abduction", "air_or_drone_strike", "armed_clash"),
}


@dataclass(eq=False)
class Mention:
    """One incident as one report tells it."""

    mention_id: str
    report_id: str
    rows: list[dict]  # its claims
    sentences: set[int]
    kinds: dict[str, int]  # type → sentences that have it
    days: Days | None
    background: bool
    place: str | None
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    actors: list[str] = field(default_factory=list)
    published: pd.Timestamp | None = None
    outlet: str | None = None
    toll: dict = field(default_factory=dict)
    victims: str = ""
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()

    @property
    def main_kind(self) -> str | None:
        """Give the type that most sentences have."""
        return main_kind(self.kinds, self.victims)

    @property
    def located(self) -> bool:
        """Tell whether its coordinates are those of a town or a village."""
        return self.precision in ("exact", "near") and self.latitude is not None and self.longitude is not None


def main_kind(kinds: Mapping[str, int], victims: str = "") -> str | None:
    """Give the type that most sentences have, None where there is none.

    A tie goes to a type of the user's own, made because ours said too little, else to one that is done to such victims.
    """
    order = _DONE_TO.get(victims, ())
    rank = {k: order.index(k) if k in order else len(order) if k in tables.INCIDENT_TYPES else -1 for k in kinds}
    return min(kinds, key=lambda k: (-kinds[k], rank[k], k), default=None)


def find_mentions(
    claims: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    types: pd.DataFrame | None = None,
    responsibility: pd.DataFrame | None = None,
) -> list[Mention]:
    """Find the incidents of each report, in the order of the reports' ids."""
    typed = {} if types is None or types.empty else dict(iter(types.groupby("report_id")))
    in_order = claims.sort_values(["start", "end", "claim_id"])  # of the text, once for all reports: sorting is slow
    counted = dict(iter(in_order.groupby("report_id")))
    blamed: dict[str, list[dict]] = {}
    for row in [] if responsibility is None else responsibility.to_dict("records"):
        blamed.setdefault(row["report_id"], []).append(row)
    texts = {} if reports is None else {r["report_id"]: r for r in reports.to_dict("records")}
    spans = _sentences(reports)
    found: list[Mention] = []
    for report_id in sorted({*counted, *(typed if reports is not None else ())}, key=str):
        report = texts.get(report_id)
        told = cluster_claims(counted[report_id]) if report_id in counted else []
        mine = [_from_claims(str(report_id), c) for c in told]
        _add_types(mine, typed.get(report_id), report, spans.get(report_id, {}))
        _add_blame(mine, blamed.get(report_id, []))
        for mention in mine:
            _describe(mention, mine, report, spans.get(report_id, {}))
        found += mine
    return found


def _sentences(reports: pd.DataFrame | None) -> dict[str, dict[int, str]]:
    if reports is None or reports.empty:
        return {}
    found: dict[str, dict[int, str]] = {}
    table = split_sentences(reports)
    for report_id, number, text in zip(table["report_id"], table["sentence_id"], table["text"], strict=True):
        found.setdefault(report_id, {})[int(number)] = text
    return found


def _from_claims(report_id: str, cluster: Cluster) -> Mention:
    where = best_place(cluster.rows)
    actors = [r["actor"] for r in cluster.rows if isinstance(r.get("actor"), str)]
    return Mention(
        str(cluster.rows[0]["claim_id"]), report_id, cluster.rows,
        {int(r["sentence_id"]) for r in cluster.rows if pd.notna(r["sentence_id"])}, {}, cluster.days(),
        cluster.background, *(_given(where[c]) for c in ("place", "admin1", "country", "latitude", "longitude")),
        _given(where["place_precision"]), list(dict.fromkeys(actors)),
        toll=default_toll(cluster.rows), victims=_victims(cluster.rows),
    )  # fmt: skip


def _given(value: object) -> object:
    return None if pd.isna(value) else value


def best_place(rows: list[dict]) -> dict:
    """Choose the claim whose place says most: not a running total's, not a province's where a town is named."""
    steady = [r for r in rows if r["scope"] != "cumulative"] or rows
    named = [r for r in steady if isinstance(r["place"], str)] or steady

    def fineness(row: dict) -> tuple[int, int]:
        located = gazetteer.lookup(row["place"]) if isinstance(row["place"], str) else []
        wide = bool(located) and located[0].kind in ("admin1", "country")
        return (1 if wide else 0, FINENESS.get(row["place_precision"], 2))

    return min(named, key=fineness)


def _victims(rows: list[dict]) -> str:
    killed = [r for r in rows if r["measure"] == "killed"]
    if not killed:
        return ""
    return "fighters" if all(r["group"] == "militants" for r in killed) else "victims"


# --- typed sentences ---------------------------------------------------------------------------------------------


def _add_types(mine: list[Mention], types: pd.DataFrame | None, report: dict | None, sentences: dict[int, str]) -> None:
    """Give each mention the types of its sentences, and open mentions for typed sentences that fit none."""
    if types is None:
        return
    columns = [c for c in types.columns if c not in NO_TYPE]
    kinds = {
        int(r["sentence_id"]): [c for c in columns if r[c] == 1]
        for r in types.sort_values("sentence_id").to_dict("records")
        if pd.notna(r["sentence_id"])
    }
    for mention in mine:
        for number in mention.sentences:
            _count(mention, kinds.get(number, []))
    if report is None:
        return
    taken = {n for m in mine for n in m.sentences}
    reader = _Circumstances(report)
    for number, named in kinds.items():
        if not named or number in taken or number not in sentences:
            continue
        where = reader.read(sentences[number])
        home = _home(number, named, where, mine)
        if home is None:
            home = _opened(report, number, where)
            mine.append(home)
        home.sentences.add(number)
        _count(home, named)
        _learn(home, where)


def _count(mention: Mention, kinds: list[str]) -> None:
    for kind in kinds:
        mention.kinds[kind] = mention.kinds.get(kind, 0) + 1


def _opened(report: dict, number: int, where: dict) -> Mention:
    published = report.get("published")
    past = (
        where["days"] is not None and pd.notna(published) and where["days"][1] < published - pd.Timedelta(HISTORY, "D")
    )
    return Mention(
        f"{report['report_id']}-s{number}", str(report["report_id"]), [], set(), {}, where["days"], past,
        where["place"], where["admin1"], where["country"], where["latitude"], where["longitude"],
        where["place_precision"], toll=toll([]),
    )  # fmt: skip


def _learn(mention: Mention, where: dict) -> None:
    """Fill in day and place that a mention without claims has not yet had."""
    if mention.rows:
        return
    if mention.days is None:
        mention.days = where["days"]
    if mention.place is None and where["place"] is not None:
        mention.place, mention.admin1, mention.country = where["place"], where["admin1"], where["country"]
        mention.latitude, mention.longitude = where["latitude"], where["longitude"]
        mention.precision = where["place_precision"]


def _home(number: int, kinds: list[str], where: dict, mine: list[Mention]) -> Mention | None:
    """Find the mention that a typed sentence goes on with: no other day or place, the same type, or near by."""
    scored = [(_fit(number, kinds, where, m), -k, m) for k, m in enumerate(mine)]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _fit(number: int, kinds: list[str], where: dict, m: Mention) -> float:
    gap = min(abs(number - s) for s in m.sentences)
    score = 1.0 if gap <= NEAR_SENTENCES else 0.0
    score += 1.0 / (1 + gap)
    placed = where["place"] is not None or where["days"] is not None
    if m.kinds and (placed or set(kinds) & set(m.kinds)):  # "They burned the huts": another deed, the same incident
        score += 1.5 if set(kinds) & set(m.kinds) else -1.5
    if where["place"] is not None and m.place is not None:
        score += 1.5 if _names_meet(where["place"], m.place) else -2.0 if _told_apart(where, m) else 0.0
    if where["days"] is not None and m.days is not None:
        score += 1.0 if _days_meet(where["days"], m.days) else -2.5
    return score


def _names_meet(a: str, b: str) -> bool:
    a, b = gazetteer.fold(a), gazetteer.fold(b)
    return a in b or b in a


def _told_apart(where: dict, m: Mention) -> bool:
    """Tell whether two places are both so exact that neither may lie in the other."""
    return where["place_precision"] in ("exact", "near") and m.located


def _days_meet(a: Days, b: Days) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


class _Circumstances:
    """Reads day and place of sentences that have no number."""

    def __init__(self, report: dict) -> None:
        published = report.get("published")
        self.published = None if pd.isna(published) else pd.Timestamp(published).date()
        dateline = report.get("dateline")
        self.dateline = dateline if isinstance(dateline, str) else None

    def read(self, text: str) -> dict:
        dates = [d for d in find_dates(text, self.published) if d.date_start]
        places = [p for p in find_places(tokenise(text, 0, len(text), is_upper(text)), text) if not p.aside]
        best = min(places, key=lambda p: p.rank) if places else None
        locator = Locator(places, self.dateline)
        where = locator.locate(best.name, best.rank, best.near) if best else locator.locate(None, 4, False)
        days = (pd.Timestamp(dates[0].date_start), pd.Timestamp(dates[0].date_end)) if dates else None
        return {"days": days, "place": best.name if best else None, "admin1": where.admin1, "country": where.country,
                "latitude": where.latitude, "longitude": where.longitude, "place_precision": where.precision}  # fmt: skip


# --- who is blamed, and the words --------------------------------------------------------------------------------

NEAR_BLAME = 250  # characters between a number and the words that blame somebody for it


def _add_blame(mine: list[Mention], said: list[dict]) -> None:
    """Add who claims or is accused to the incident of a report that has only one, or whose number stands near."""
    here = [m for m in mine if not m.background]
    for row in said if here else []:
        if not isinstance(row["actor"], str):
            continue
        near = [m for m in here for r in m.rows if abs(int(r["start"]) - int(row["start"])) < NEAR_BLAME]
        home = near[0] if near else (here[0] if len(here) == 1 else None)
        note = {"denies": " (denies)", "accused": " (accused)"}.get(row["stance"], "")
        if home is not None and row["actor"] + note not in home.actors:
            home.actors.append(row["actor"] + note)


def _describe(mention: Mention, mine: list[Mention], report: dict | None, sentences: dict[int, str]) -> None:
    """Add what a pair of tellings is compared by: outlet, day of publication, names, words and numbers of its sentences."""
    if report is None:
        return
    mention.published = _given(report.get("published"))
    mention.outlet = _given(report.get("outlet"))
    others = {n for m in mine if m is not mention for n in m.sentences}
    own = _reach(mention, others, sentences)
    names, words, figures = set(), set(), set()
    for text in own:
        for k, found in enumerate(_WORD.finditer(text)):
            word = found[0].rstrip("’'").removesuffix("’s").removesuffix("'s")
            if word.lower() in _CALENDAR:
                continue
            if k and word[:1].isupper():
                names.update(gazetteer.fold(word).split())
            elif len(word) >= 5:
                words.add(word.casefold()[:7])  # a rough stem
        figures.update(_NUMBER.findall(text))
    mention.names, mention.words, mention.figures = frozenset(names), frozenset(words), frozenset(figures)


def _reach(mention: Mention, others: set[int], sentences: dict[int, str]) -> list[str]:
    """Give the sentences of a mention and those behind each until another mention's begins."""
    if not others:
        return list(sentences.values())
    own = set(mention.sentences)
    for start in mention.sentences:
        for n in range(start + 1, start + 1 + NEAR_SENTENCES):
            if n in others:
                break
            own.add(n)
    return [sentences[n] for n in sorted(own) if n in sentences]
