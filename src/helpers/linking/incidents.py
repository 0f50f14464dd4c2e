"""From claims to incidents: within each report, then across reports, with the toll that counts nobody twice."""

from __future__ import annotations

import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, MutableSequence, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import gazetteer, tables
from helpers.linking.clusters import Clusters
from helpers.linking.corrections import read_corrections
from helpers.linking.decisions import constraints
from helpers.linking.history import toll_history
from helpers.linking.mentions import FINENESS, Mention, find_mentions, main_kind
from helpers.linking.pairs import Score, last_day, meetings, quiet, score
from helpers.linking.tolls import numbers, toll
from helpers.linking.within import cluster_claims
from helpers.shelf import Shelf

MENTION_COLUMNS = (
    "mention_id", "incident_id", "report_id", "outlet", "published", "incident_type", "date_start", "date_end", "place",
    "killed_best", "injured_best", "actors", "sentence_ids", "claim_ids", "background",
)  # fmt: skip
HELPING = 300_000  # pairs that are scored before clusters are joined and let go of; some 30 MB
Rows = MutableSequence[dict] | Shelf[dict]
Progress = Callable[..., Iterable]  # `tqdm`, or what goes through things without a bar
LookUp = Callable[[Collection[str]], tuple[pd.DataFrame, pd.DataFrame]]  # report_ids → their claims and reports
PAIR_COLUMNS = ("left", "right", "left_report", "right_report", "score", "probability", "linked", "because", "reasons")


def report_tolls(claims: pd.DataFrame, report_ids: list[str] | None = None, people: str = "civilians") -> pd.DataFrame:
    """Add up each report's news: people killed, injured, abducted, freed, arrested, missing, displaced.

    Takes `claims`; `report_ids` adds reports that have none (all 0). Gives `tolls`, one row per report, in the
    order of `report_ids`, then of the claims; background is left out, nobody is counted twice. `people` is the group
    of "four persons" of whom no more is said: civilians are all whom no text puts in a force or an armed group;
    "unspecified" leaves them open, as `claims` do. Raises ValueError for no such group. the rules are
    explained in notebook 06.
    """
    tables.validate("claims", claims, "report_tolls")
    if people not in tables.GROUPS:
        raise ValueError(f"report_tolls: people is {people!r}; give one of {', '.join(tables.GROUPS)}.")
    claims = tables.conform("claims", claims)
    grouped = {str(k): g for k, g in claims.groupby("report_id", sort=False)}
    rows = []
    for report_id in dict.fromkeys([*(map(str, report_ids) if report_ids is not None else ()), *grouped]):
        clusters = cluster_claims(grouped[report_id]) if report_id in grouped else []
        parts = [toll(numbers(c.rows), people) for c in clusters if not c.background]
        rows.append({"report_id": report_id, **_add_tolls(parts)})
    return tables.conform("tolls", rows)


def _add_tolls(parts: list[dict]) -> dict:
    row = toll([])
    for part in parts:
        for name, value in part.items():
            row[name] = None if value is None or row[name] is None else row[name] + value
    return row


@dataclass(frozen=True)
class Links:
    """What was linked, and why.

    incidents: the table of that name. mentions: one row for each incident as one report tells it (MENTION_COLUMNS), with
    the incident it was put in. pairs: one row for each pair of mentions that was compared (PAIR_COLUMNS): score
    (log-odds), probability, linked, because (score, a person, the rest of the cluster), and the reasons of the score in
    words, the strongest first.
    """

    incidents: pd.DataFrame
    mentions: pd.DataFrame
    pairs: pd.DataFrame


def link_incidents(
    claims: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    types: pd.DataFrame | None = None,
    responsibility: pd.DataFrame | None = None,
    decisions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the incidents that the claims speak of, across reports.

    Takes `claims`; `reports` gives n_outlets, first_reported, the words to compare and the place of typed sentences;
    `types` (report_id, sentence_id, one indicator column a type) names each incident's type and opens incidents that
    have no toll; `responsibility` adds the actors said to be responsible; `decisions` (see `apply_decisions`) are a
    person's. Gives `incidents`, one row per incident, sorted by day; columns that need what is not given are missing.
    Two incidents that one report tells apart stay two. An incident_id depends on its own mentions alone.
    """
    mentions, corrected = _told(claims, reports, types, responsibility)
    return _of_codebook(types, link_mentions(mentions, decisions, corrected, _in_memory(claims, reports)))


def link_mentions(
    mentions: Sequence[Mention],
    decisions: pd.DataFrame | None = None,
    corrected: Collection[str] = (),
    look_up: LookUp | None = None,
) -> pd.DataFrame:
    """Link what was told in many reports, of which only the mentions are kept in memory; gives `incidents`.

    mentions: of `find_mentions`, report after report; corrected: the claims of `read_corrections`; look_up: gives the
    claims and reports of some report_ids, for the few incidents whose toll a report took back.
    """
    return _link(mentions, decisions, corrected, look_up).incidents()


def link_in_pieces(
    mentions: Sequence[Mention],
    rows: Rows,
    corrected: Collection[str],
    look_up: LookUp,
    size: int = 2000,
    progress: Progress = quiet,
) -> Iterator[pd.DataFrame]:
    """Link as `link_mentions` does, and give the rows of `incidents` some at a time, the first day's first.

    mentions and rows (an empty list, which is filled on the way) may both be on disk (`shelf.Shelf`): then memory holds
    what is told of some weeks, and of each mention some numbers. progress: `tqdm`, where bars are wanted. Gives one table
    at least.
    """
    return _link(mentions, None, corrected, look_up, progress=progress).pieces(rows, size, progress)


def apply_decisions(
    decisions: pd.DataFrame,
    claims: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    types: pd.DataFrame | None = None,
    responsibility: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Link incidents with a person's decisions, which go before every score.

    Takes decisions: left, right (a mention_id, or any claim_id of the mention), decision (same, different), and, kept
    with them, coder, reason, decided_at; `linking.read_decisions` and `save_decision` keep them in a file. The rest as
    for `link_incidents`; gives `incidents`. Raises DecisionError where decisions contradict one another.
    """
    return link_incidents(claims, reports, types, responsibility, decisions)


def find_links(
    claims: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    types: pd.DataFrame | None = None,
    responsibility: pd.DataFrame | None = None,
    decisions: pd.DataFrame | None = None,
) -> Links:
    """Link incidents as `link_incidents` does, and give the mentions and the scored pairs beside them."""
    mentions, corrected = _told(claims, reports, types, responsibility)
    linked = _link(mentions, decisions, corrected, _in_memory(claims, reports), reasons=True)
    return Links(_of_codebook(types, linked.incidents()), _mention_table(linked), _pair_table(linked))


def check_types(types: pd.DataFrame | None) -> None:
    """Raise TableError for a table that does not give sentences their types; whole reports have no place in a text."""
    if types is None or types.empty:
        return
    lacking = {"report_id", "sentence_id"} - set(types.columns)
    if lacking:
        raise tables.TableError(
            f"link_incidents: types has no column {', '.join(sorted(lacking))}. Give one row a sentence, as "
            "`classifying.SentenceTyper` or `classifying.type_table(labels, sentences=True)` do."
        )
    kinds = types.drop(columns=["report_id", "sentence_id"])
    wrong = [
        c for c in kinds if not pd.api.types.is_numeric_dtype(kinds[c]) or not kinds[c].dropna().isin((0, 1)).all()
    ]
    if wrong or kinds.empty:
        raise tables.TableError(
            f"link_incidents: types has {', '.join(map(str, wrong)) or 'no column of a type'}; beside report_id and "
            "sentence_id it holds one column a type, 0 or 1. Labels become that by `classifying.type_table`."
        )


def _of_codebook(types: pd.DataFrame | None, incidents: pd.DataFrame) -> pd.DataFrame:
    """Carry the version of the codebook from the types to the incidents, whose stamp names it."""
    if types is not None and "codebook" in types.attrs:
        incidents.attrs["codebook"] = types.attrs["codebook"]
    return incidents


def _in_memory(claims: pd.DataFrame, reports: pd.DataFrame | None) -> LookUp | None:
    return None if reports is None else lambda _: (claims, reports)


def _told(
    claims: pd.DataFrame, reports: pd.DataFrame | None, types: pd.DataFrame | None, said: pd.DataFrame | None
) -> tuple[list[Mention], set[str]]:
    """Find the mentions, and the claims of passages that take a number back."""
    tables.validate("claims", claims, "link_incidents")
    check_types(types)
    claims = tables.conform("claims", claims)
    corrected = set() if reports is None else set(read_corrections(claims, reports)["claim_id"])
    found = find_mentions(claims, reports, types, said)
    return list({m.mention_id: m for m in found}.values()), corrected  # two coders may have used a name twice


@dataclass(frozen=True)
class _Linked:
    """Mentions sorted into incidents."""

    mentions: Sequence[Mention]
    groups: list[np.ndarray]  # each incident's mentions by their mention_id: places in `mentions`
    scores: dict[tuple[str, str], Score]
    decided: dict[str, list[tuple[str, str]]]
    corrected: Collection[str]
    look_up: LookUp | None

    def group(self, number: int) -> list[Mention]:
        """Give the mentions of one incident."""
        return [self.mentions[k] for k in self.groups[number]]

    @property
    def home(self) -> dict[str, str]:
        """Give the incident of each mention."""
        groups = (self.group(number) for number in range(len(self.groups)))
        return {m.mention_id: _incident_id(group) for group in groups for m in group}

    def incidents(self) -> pd.DataFrame:
        """Lay out the incidents by day, tolls without what a report took back."""
        return next(self.pieces([], max(len(self.groups), 1)))

    def pieces(self, rows: Rows, size: int, progress: Progress = quiet) -> Iterator[pd.DataFrame]:
        """Lay out `size` incidents at a time, by day; rows: where they are kept until all are there."""
        order = []
        for number in progress(range(len(self.groups)), desc="describing incidents", unit="incident"):
            row = _incident_row(self.group(number), bool(self.look_up))
            rows.append(row)
            order.append((row["date_start"] is None, row["date_start"] or pd.Timestamp(0), row["incident_id"], number))
        order.sort()
        for start in progress(range(0, len(order), size) or (0,), desc="counting tolls", unit="piece"):
            numbers = [number for *_, number in order[start : start + size]]
            yield tables.conform("incidents", _without_wrong_numbers({n: rows[n] for n in numbers}, self))


def _link(mentions, decisions, corrected, look_up, reasons: bool = False, progress: Progress = quiet) -> _Linked:
    ids, homes, days = [], array("i"), array("i")
    reports: dict[str, int] = {}
    for m in progress(mentions, desc="reading mentions", unit="mention"):
        ids.append(m.mention_id)
        homes.append(reports.setdefault(m.report_id, len(reports)))
        days.append(last_day(m))
    by_name = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype="int32")  # ties go to the smaller name
    decided = constraints(decisions, {} if decisions is None else _names(mentions))
    place = {} if decisions is None else {ids[k]: n for n, k in enumerate(by_name)}
    told = {word: [(place[a], place[b]) for a, b in some] for word, some in decided.items()}
    clusters = Clusters(np.array(homes)[by_name].tolist(), **told)
    pairs = meetings(mentions, progress)
    scores = _join(clusters, pairs, np.argsort(by_name).astype("int32"), np.array(days)[by_name], reasons)
    return _Linked(mentions, [by_name[c] for c in clusters.groups()], scores, decided, corrected, look_up)


def _join(
    clusters: Clusters, pairs: Iterable[tuple], rank: np.ndarray, last: np.ndarray, reasons: bool
) -> dict[tuple[str, str], Score]:
    """Score pairs of mentions and join their clusters; give, where asked for, the scores with their reasons.

    pairs: of `meetings`; rank: each mention's number in `clusters`; last: for each number, the last day on which it may meet others.
    """
    ranks, values, scores = array("i"), array("d"), {}
    for day, i, one, j, other in pairs:
        if len(values) >= max(HELPING, len(clusters.values)):  # waits for more where much waits
            clusters.settle(*_as_arrays(ranks, values), last >= day)
            ranks, values = array("i"), array("d")
        a, b = (one, other) if rank[i] < rank[j] else (other, one)
        found = score(a, b)
        ranks.extend(sorted((rank[i], rank[j])))
        values.append(found.value)
        if reasons:
            scores[i, j] = a.mention_id, b.mention_id, found
    clusters.settle(*_as_arrays(ranks, values))
    return {(a, b): found for _, (a, b, found) in sorted(scores.items(), key=lambda one: one[0])}


def _as_arrays(ranks: array, values: array) -> tuple[np.ndarray, np.ndarray]:
    return np.frombuffer(ranks, dtype="int32").reshape(-1, 2), np.frombuffer(values)


def _names(mentions: Sequence[Mention]) -> dict[str, str]:
    names = {str(r["claim_id"]): m.mention_id for m in mentions for r in m.rows}
    return names | {m.mention_id: m.mention_id for m in mentions}


def _without_wrong_numbers(rows: dict[int, dict], linked: _Linked) -> list[dict]:
    """Count the tolls of incidents anew where a report says that an earlier number was wrong, without that number."""
    touched = {n: r for n, r in rows.items() if not set(r["claim_ids"].split()).isdisjoint(linked.corrected)}
    if not touched or linked.look_up is None:
        return list(rows.values())
    claims, reports = linked.look_up({name for r in touched.values() for name in r["report_ids"].split()})
    history = toll_history(tables.conform("incidents", [*touched.values()]), claims, reports)
    wrong = set(history.loc[history["taken_back_by"].notna() | (history["kind"] == "taken_back"), "claim_id"])
    anew = {n: r | _pooled_toll(linked.group(n), wrong) for n, r in touched.items()}
    return list({**rows, **anew}.values())


def _incident_id(group: list[Mention]) -> str:
    """Name an incident by its first mention, so that a report more or less renames only what it touches."""
    return f"i{hashlib.sha256(group[0].mention_id.encode()).hexdigest()[:10]}"


def claims_behind(incidents: pd.DataFrame | pd.Series, claims: pd.DataFrame) -> pd.DataFrame:
    """Give the claims that one incident (a row) or several (a table) rest on: what their numbers lead back to."""
    ids = [incidents["claim_ids"]] if isinstance(incidents, pd.Series) else incidents["claim_ids"]
    wanted = {claim_id for each in ids if isinstance(each, str) for claim_id in each.split()}
    return claims[claims["claim_id"].isin(wanted)].reset_index(drop=True)


# --- the tables --------------------------------------------------------------------------------------------------


def _mention_table(linked: _Linked) -> pd.DataFrame:
    home = linked.home
    rows = [
        {
            "mention_id": m.mention_id, "incident_id": home[m.mention_id], "report_id": m.report_id, "outlet": m.outlet,
            "published": m.published, "incident_type": m.main_kind, "date_start": m.days[0] if m.days else None,
            "date_end": m.days[1] if m.days else None, "place": m.place, "killed_best": m.toll["killed_best"],
            "injured_best": m.toll["injured_best"], "actors": "; ".join(m.actors) or None,
            "sentence_ids": " ".join(map(str, sorted(m.sentences))),
            "claim_ids": " ".join(str(r["claim_id"]) for r in m.rows), "background": m.background,
        }
        for m in linked.mentions
    ]  # fmt: skip
    days = dict.fromkeys(("published", "date_start", "date_end"), "datetime64[s]")
    return pd.DataFrame(rows, columns=MENTION_COLUMNS).astype(days)


def _pair_table(linked: _Linked) -> pd.DataFrame:
    home, reports = linked.home, {m.mention_id: m.report_id for m in linked.mentions}
    person = {p: word for word, pairs in linked.decided.items() for p in pairs}
    rows = [
        {
            "left": a, "right": b, "left_report": reports[a], "right_report": reports[b],
            "score": found.value, "probability": 1 / (1 + math.exp(-max(min(found.value, 50), -50))),
            "linked": home[a] == home[b], "because": _because(a, b, found.value, home, person),
            "reasons": found.in_words(),
        }
        for (a, b), found in linked.scores.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=PAIR_COLUMNS)


def _because(a: str, b: str, value: float, home: dict[str, str], person: dict) -> str:
    if (a, b) in person:
        return f"a person said {person[a, b]}"
    linked = home[a] == home[b]
    return "score" if linked == (value > 0) else "the rest of the cluster"


def _incident_row(group: list[Mention], known_reports: bool) -> dict:
    news = [m for m in group if not m.background] or group
    days, where = _agreed_days(news), _agreed_place(news)
    first, last = days or (None, None)
    kinds = sum((Counter(m.kinds) for m in group), Counter())
    victims = next((m.victims for m in group if m.victims), "")
    row = {
        "incident_id": _incident_id(group), "incident_type": main_kind(kinds, victims), "date_start": first, "date_end": last,
        "date_precision": _date_precision(first, last), "place": where.place, "admin1": where.admin1,
        "country": where.country, "latitude": where.latitude, "longitude": where.longitude,
        "place_precision": where.precision or "unknown",
        "actors": "; ".join(dict.fromkeys(a for m in group for a in m.actors)) or None,
        "n_reports": len({m.report_id for m in group}), "background": all(m.background for m in group),
        "claim_ids": " ".join(str(r["claim_id"]) for m in group for r in m.rows),
        "report_ids": " ".join(sorted({m.report_id for m in group})),
    }  # fmt: skip
    row.update(_pooled_toll(group))
    if known_reports:
        row["n_outlets"] = len({m.outlet for m in group if m.outlet is not None})
        row["first_reported"] = min((m.published for m in group if m.published is not None), default=None)
    return row


def _agreed_days(group: list[Mention]) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Choose the days that most tellings give; of equals the finest, then those that most others meet, then the first."""
    given = [m.days for m in group if m.days is not None]
    if not given:
        return None
    votes = Counter(given)

    def rank(days: tuple) -> tuple:
        meets = sum(days[0] <= other[1] and other[0] <= days[1] for other in given)
        return -votes[days], (days[1] - days[0]).days, -meets, days

    return min(votes, key=rank)


def _agreed_place(group: list[Mention]) -> Mention:
    """Choose a telling with the place that most name, the finest first."""
    votes = Counter(gazetteer.fold(m.place) for m in group if isinstance(m.place, str))

    def rank(m: Mention) -> tuple:
        named = isinstance(m.place, str)
        return not named, FINENESS.get(m.precision, 2), -votes[gazetteer.fold(m.place)] if named else 0, m.mention_id

    return min(group, key=rank)


def _pooled_toll(group: list[Mention], wrong: Collection[str] = ()) -> dict:
    """Add up what all reports say of one incident, the oldest report first, so that of equals the latest is best.

    wrong: claims that a later report took back, unless nothing else is left.
    """
    ranked = sorted(group, key=lambda m: (m.published or pd.Timestamp.min, m.report_id, m.mention_id))
    rows = [row for m in ranked for row in m.rows]
    rows = [row for row in rows if row["claim_id"] not in wrong] or rows
    return toll(numbers(rows)) if rows else toll([])


def _date_precision(first: pd.Timestamp | None, last: pd.Timestamp | None) -> str:
    if first is None or pd.isna(first):
        return "unknown"
    days = (last - first).days
    return "day" if days <= 1 else "days" if days < 20 else "month" if days <= 31 else "year" if days >= 300 else "days"
