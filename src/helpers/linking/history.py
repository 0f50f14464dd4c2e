"""The history of a toll: every number that an incident was given, by day and source, and how it stands to earlier ones.

Two numbers are compared when they are of one measure and count the same people: the same group, or both the whole
(*mixed* or not said); where no number of the incident names another group, the whole and that group are the same.
They agree when one number can be both (their low–high ranges meet). Two numbers have one source when the claimants'
names match (eyewitnesses': in one outlet), or when one outlet gives both and one of them in its own voice. One person
told without a number ("a driver was killed") is no count that could disagree with a larger one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

from helpers import gazetteer, tables
from helpers.linking.corrections import read_corrections
from helpers.linking.tolls import meaning, numbers, toll

KINDS = (
    "first", "repeat", "revision", "contradiction", "correction", "taken_back", "part", "addition", "unnumbered",
)  # fmt: skip
IRRECONCILABLE = ("revision", "contradiction", "correction")
HISTORY = {
    "incident_id": "str", "claim_id": "str", "report_id": "str", "published": "datetime64[us]", "outlet": "str",
    "claimant": "str", "claimant_type": "str", "measure": "str", "group": "str", "low": "Int64", "high": "Int64",
    "modifier": "str", "scope": "str", "quote": "str", "sentence_id": "Int64", "start": "int64", "end": "int64", "kind": "str", "compared_with": "str", "taken_back_by": "str",
}  # fmt: skip
COURSE = {
    "incident_id": "str", "measure": "str", "report_id": "str", "published": "datetime64[us]", "outlet": "str",
    "claimant": "str", "claimant_type": "str", "low": "Int64", "best": "Int64", "high": "Int64", "kind": "str",
    "whole": "bool", "taken_back": "bool", "corrects": "str", "toll_low": "Int64", "toll_best": "Int64",
    "toll_high": "Int64", "claim_ids": "str",
}  # fmt: skip
_STRONGEST = ("correction", "revision", "contradiction", "first", "addition", "repeat", "part")
_BESIDE = ("claim_id", "report_id", "published", "outlet", "claimant", "claimant_type", "low", "high", "quote")
_WHOLE = ("mixed", "unspecified")
_NO_NAME = frozenset(
    ("the", "a", "an", "of", "mr", "mrs", "ms", "dr", "he", "she", "they", "it", "colonel", "major", "general",
     "superintendent", "governor", "minister", "spokesman", "spokeswoman", "spokesperson", "official", "officials",
     "statement")
)  # fmt: skip
_COUNTED = re.compile(r"\b(?:one|1)\b(?! of\b)", re.I)


def toll_history(incidents: pd.DataFrame, claims: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Tell every number that each incident was given, oldest report first, and how it stands to those before it.

    Takes `incidents`, their `claims` and the `reports`; one row per claim behind an incident: incident_id, claim_id,
    report_id, published (day), outlet, claimant, claimant_type, measure, group, low, high (people, as printed),
    modifier, scope, quote, sentence_id, start, end, kind, compared_with (the earlier claim_id that kind speaks of), taken_back_by (the claim_id
    or report_id of a later correction, where this number was wrong). Reports without a day come last. kind:

    - first: nobody gave a number of these people before · repeat: an earlier number, or one that agrees with it
    - revision: a source's own later number, which its earlier one does not agree with
    - contradiction: a number that agrees with nobody's, from a source that gave none before
    - correction: the text says that an earlier number was wrong · taken_back: the wrong number, quoted there
    - part: a share of a number · addition: an increment, or a running total that has grown
    - unnumbered: a claim without a number, or with one below 0

    Raises TableError where a table lacks a column.
    """
    for name, table in (("incidents", incidents), ("claims", claims), ("reports", reports)):
        tables.validate(name, table, "toll_history")
    told = _told(incidents, claims, reports)
    corrected = read_corrections(claims, reports).set_index("claim_id").to_dict("index")
    rows = [row for _, group in told.groupby("incident_id", sort=False) for row in _of_incident(group, corrected)]
    return pd.DataFrame(rows, columns=list(HISTORY)).astype(HISTORY)


def disagreements(incidents: pd.DataFrame, claims: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """List the numbers that cannot be reconciled with an earlier one, with the words of both: a finding, not an error.

    Takes what `toll_history` takes. One row for each revision, contradiction and correction that has an earlier
    number beside it: incident_id, measure, group, kind, then `earlier_…` and `later_…` (claim_id, report_id, published, outlet,
    claimant, claimant_type, low, high, quote), days_apart (between the reports; missing without days), difference
    (people: later low less earlier low). The largest difference of each incident first.
    """
    history = toll_history(incidents, claims, reports)
    later = history[history["kind"].isin(IRRECONCILABLE) & history["compared_with"].notna()]
    keep = ["incident_id", "measure", "group", "kind"]
    left = later[[*keep, "compared_with", *_BESIDE]].rename(columns={c: f"later_{c}" for c in _BESIDE})
    right = history[["incident_id", *_BESIDE]].rename(columns={c: f"earlier_{c}" for c in _BESIDE})
    both = left.merge(
        right, left_on=["incident_id", "compared_with"], right_on=["incident_id", "earlier_claim_id"], how="left"
    )
    both["days_apart"] = (both["later_published"] - both["earlier_published"]).dt.days.astype("Int64")
    both["difference"] = both["later_low"] - both["earlier_low"]
    columns = [*keep, *(f"{when}_{c}" for when in ("earlier", "later") for c in _BESIDE), "days_apart", "difference"]
    order = both.assign(size=both["difference"].abs()).sort_values(
        ["incident_id", "size", "later_claim_id"], ascending=[True, False, True]
    )
    return order[columns].reset_index(drop=True)


def toll_course(history: pd.DataFrame, measure: str = "killed") -> pd.DataFrame:
    """Tell what each source in each report comes to, and how the incident's toll stood after it.

    Takes `toll_history` and a measure that has tolls. One row for each source of each report that gives a number of
    it, in the history's order: incident_id, measure, report_id, published, outlet, claimant, claimant_type, low, best,
    high (people: its own numbers added up as `report_tolls` does), kind (the strongest of its claims': a correction
    before a revision, a contradiction, a first), whole (False: it counts only some of the groups, where others count
    all), taken_back (a later correction says it was wrong), corrects (claim_ids that it takes back), toll_low,
    toll_best, toll_high (people: all numbers so far but those taken back, by the toll rule in force), claim_ids.
    Raises ValueError for a measure without tolls.
    """
    if measure not in tables.TOLL_MEASURES:
        raise ValueError(f"There is no toll of {measure!r}; give one of {', '.join(tables.TOLL_MEASURES)}.")
    rows = [
        row
        for _, told in history.groupby("incident_id", sort=False)
        for row in _course(told.to_dict("records"), measure)
    ]
    return pd.DataFrame(rows, columns=list(COURSE)).astype(COURSE)


def _course(told: list[dict], measure: str) -> list[dict]:
    counted = [r for r in told if r["measure"] == measure and r["kind"] not in ("unnumbered", "taken_back")]
    sources: dict[tuple, list[dict]] = {}
    for row in counted:
        sources.setdefault((row["report_id"], _or_none(row["claimant"])), []).append(row)
    whole_known = any(_is_whole(row) for row in counted)
    so_far, course = [], []
    for own in sources.values():
        so_far += own
        reports = {r["report_id"] for r in so_far}
        said = reports | {r["claim_id"] for r in told if r["report_id"] in reports}
        here = {own[0]["report_id"], *(r["claim_id"] for r in told if r["report_id"] == own[0]["report_id"])}
        course.append(
            {
                **own[0],
                **_bounds(own, measure, ""),
                "kind": min((r["kind"] for r in own), key=_STRONGEST.index),
                "whole": not whole_known or any(_is_whole(r) for r in own),
                "taken_back": any(_or_none(r["taken_back_by"]) for r in own),
                "corrects": " ".join(r["claim_id"] for r in counted if r["taken_back_by"] in here) or None,
                **_bounds([r for r in so_far if r["taken_back_by"] not in said], measure, "toll_"),
                "claim_ids": " ".join(r["claim_id"] for r in own),
            }
        )
    return course


def _is_whole(row: dict) -> bool:
    return row["group"] in _WHOLE and row["scope"] != "part_of_total"


def _or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _bounds(rows: list[dict], measure: str, prefix: str) -> dict:
    row = toll(numbers(rows)) if rows else toll([])
    return {f"{prefix}{x}": row[f"{measure}_{x}"] for x in ("low", "best", "high")}


# --- the claims behind an incident -------------------------------------------------------------------------------


def _told(incidents: pd.DataFrame, claims: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Give the claims behind each incident with their report's day and outlet, oldest report first."""
    behind = [
        (row["incident_id"], n, claim_id)
        for n, row in enumerate(incidents.to_dict("records"))
        if isinstance(row.get("claim_ids"), str)
        for claim_id in dict.fromkeys(row["claim_ids"].split())
    ]
    ids = pd.DataFrame(behind, columns=["incident_id", "_place", "claim_id"]).astype({"claim_id": "str"})
    known = tables.conform("claims", claims)[tables.columns("claims")]
    info = tables.conform("reports", reports)[["report_id", "published", "outlet"]].drop_duplicates("report_id")
    told = ids.merge(known, on="claim_id", how="inner").merge(info, on="report_id", how="left")
    return told.sort_values(
        ["_place", "published", "report_id", "start", "claim_id"], na_position="last", kind="stable"
    )


# --- how a number stands to those before it ----------------------------------------------------------------------


@dataclass(slots=True)
class _Told:
    """One number with what it is compared by."""

    row: dict
    low: int
    high: int | None
    words: frozenset[str]
    back: bool = False

    @property
    def counts(self) -> bool:
        return self.row["low"] != 1 or self.row["high"] != 1 or _COUNTED.search(self.row["quote"]) is not None

    def agrees(self, other: _Told) -> bool:
        above = other.high is None or self.low <= other.high
        return above and (self.high is None or other.low <= self.high)


@dataclass
class _Incident:
    """The numbers of one incident so far, and of which groups its whole consists."""

    groups: dict[str, set[str]]
    before: list[_Told] = field(default_factory=list)
    taken_back: dict[str, str] = field(default_factory=dict)

    def same_people(self, a: dict, b: dict) -> bool:
        if a["measure"] != b["measure"]:
            return False
        if a["group"] == b["group"] or {a["group"], b["group"]} <= set(_WHOLE):
            return True
        whole = "unspecified" in (a["group"], b["group"])
        return whole and len(self.groups[a["measure"]]) == 1

    def comparable(self, row: dict) -> list[_Told]:
        return [t for t in self.before if not t.back and self.same_people(t.row, row)]


def _of_incident(claims: pd.DataFrame, corrected: dict[str, dict]) -> list[dict]:
    rows = claims.to_dict("records")
    incident = _Incident({m: _groups(rows, m) for m in tables.MEASURES})
    found = []
    for row in rows:
        kind, other = _kind(row, incident, corrected.get(row["claim_id"]))
        found.append({**row, "kind": kind, "compared_with": None if other is None else other.row["claim_id"]})
        if kind not in ("part", "unnumbered", "taken_back") and row["scope"] != "increment":
            incident.before.append(_read(row))
    return [{**row, "taken_back_by": incident.taken_back.get(row["claim_id"])} for row in found]


def _groups(rows: list[dict], measure: str) -> set[str]:
    """Give the groups that numbers of an incident name; a *mixed* one says that there are several."""
    named = {r["group"] for r in rows if r["measure"] == measure and r["scope"] != "part_of_total"}
    return {"several", "groups"} if "mixed" in named else named - {"unspecified"}


def _read(row: dict) -> _Told:
    high = None if pd.isna(row["high"]) else int(row["high"])
    low, _, top = meaning(int(row["low"]), high, row["modifier"] if isinstance(row["modifier"], str) else "exact")
    name = row["claimant"] if isinstance(row["claimant"], str) else ""
    return _Told(row, low, top, frozenset(gazetteer.fold(name).split()) - _NO_NAME)


def _kind(row: dict, incident: _Incident, correction: dict | None) -> tuple[str, _Told | None]:
    if pd.isna(row["low"]) or row["low"] < 0:
        return "unnumbered", None
    now, before = _read(row), incident.comparable(row)
    if correction is not None:
        kind, other = _of_correction(now, incident, correction)
        if kind:
            return kind, other
    if row["scope"] == "part_of_total":
        return "part", None
    if row["scope"] == "increment":
        return "addition", before[-1] if before else None
    if not before:
        return "first", None
    if row["scope"] == "cumulative" and now.low > max(t.low for t in before):
        return "addition", before[-1]
    return _against(now, before)


def _of_correction(now: _Told, incident: _Incident, correction: dict) -> tuple[str | None, _Told | None]:
    """Match a correction with the earlier number of the same outlet or speaker, which it takes back."""
    wrong = set(correction["wrong_numbers"])
    mine = [t for t in incident.before if t.row["measure"] == now.row["measure"] and _corrects(now, t)]
    if correction["role"] == "taken_back":
        for t in mine:
            if t.row["low"] == now.row["low"]:
                _take_back(t, incident, now.row["report_id"])
        return "taken_back", next((t for t in reversed(mine) if t.row["low"] == now.row["low"]), None)
    other = [t for t in mine if t.row["low"] != now.row["low"]]
    named = [t for t in other if t.row["low"] in wrong]
    if mine and not other:
        return None, None  # the note only confirms this one
    for t in named:
        _take_back(t, incident, now.row["claim_id"])
    target = (named or other or [None])[-1]
    return ("correction" if target or wrong else None), target


def _take_back(t: _Told, incident: _Incident, by: str) -> None:
    t.back = True
    incident.taken_back[t.row["claim_id"]] = by


def _corrects(now: _Told, earlier: _Told) -> bool:
    if now.row["report_id"] == earlier.row["report_id"]:
        return False
    return _one_outlet(now, earlier) or _one_name(now, earlier)


def _against(now: _Told, before: list[_Told]) -> tuple[str, _Told | None]:
    """Compare a number with what its source said last, and with what others said."""
    own = [t for t in before if _one_source(now, t)]
    if own:
        return _against_own(now, own)
    agreeing = [t for t in before if now.agrees(t)]
    if agreeing:
        return "repeat", agreeing[-1]
    counts = [t for t in before if t.counts]
    if not now.counts:
        return "part", before[-1]
    return ("contradiction", counts[-1]) if counts else ("first", None)


def _against_own(now: _Told, own: list[_Told]) -> tuple[str, _Told | None]:
    last = own[-1]
    if now.agrees(last):
        return "repeat", last
    if not (now.counts and last.counts):
        return ("part", last) if not now.counts else ("first", None)
    if last.row["report_id"] != now.row["report_id"]:
        return "revision", last
    if _told_together(now, last):
        return "addition", last  # "a teacher and two pupils": one breath, different people
    return ("part", last) if now.low < last.low else ("revision", last)


def _told_together(a: _Told, b: _Told) -> bool:
    return pd.notna(a.row["sentence_id"]) and a.row["sentence_id"] == b.row["sentence_id"]


def _one_source(a: _Told, b: _Told) -> bool:
    if _one_name(a, b):
        return True
    own_voice = not all(isinstance(t.row["claimant"], str) for t in (a, b))
    return own_voice and (_one_outlet(a, b) or a.row["report_id"] == b.row["report_id"])


def _one_outlet(a: _Told, b: _Told) -> bool:
    return isinstance(a.row["outlet"], str) and a.row["outlet"] == b.row["outlet"]


def _one_name(a: _Told, b: _Told) -> bool:
    """Tell whether two claimants are one by name: the words of the shorter name all stand in the longer one."""
    if not a.words or not b.words or a.row["claimant_type"] != b.row["claimant_type"]:
        return False
    if a.row["claimant_type"] == "witness" and not _one_outlet(a, b):
        return False
    return a.words <= b.words or b.words <= a.words
