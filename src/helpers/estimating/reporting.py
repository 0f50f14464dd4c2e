"""How a simulated world gets into the news: which outlet reports what, when, with whose number.

Each outlet misses, delays, copies and gathers; each mouth knows a part, softens its own side's dead and swells its
enemy's. All of it is parameters in data/ostrevane/outlets.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd

from helpers.estimating.happenings import DAYS_A_MONTH, HARMED
from helpers.estimating.province import FORCE_NAMES, FORCES, Province, first_day

REPORT_COLUMNS = ("report_id", "outlet", "published", "kind", "rewrite_of", "corrects", "topic")
STATEMENT_COLUMNS = (
    "report_id", "incident_id", "measure", "group", "low", "high", "modifier", "scope", "mouth", "claimant_type",
    "withdrawn",
)  # fmt: skip
BLAME_COLUMNS = ("report_id", "incident_id", "actor", "stance", "by")
TOLD_AS_WELL = 0.5  # chance that a mouth also says how many attacked, or fled
WRONGLY = 0.1  # chance that an accusation names the wrong group
KNOWN_AFTER = 3  # days after which every mouth knows all the dead
ROUGHLY = ("about", "nearly", "more_than", "at_least")


@dataclass
class Draft:
    """A report before it has its number: outlet, day, kind and what it says of which incident."""

    outlet: str
    published: date
    kind: str
    happened: date | None = None
    statements: list[dict] = field(default_factory=list)
    incidents: list[str] = field(default_factory=list)
    blame: list[dict] = field(default_factory=list)
    topic: str = ""
    rewrite_of: Draft | None = None
    corrects: Draft | None = None


def draw_reports(
    province: Province, course: dict, incidents: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, ...]:
    """Draw the reports of a world, which incidents each tells of, and every number in it.

    Gives reports (REPORT_COLUMNS), mentions (report_id, incident_id), statements (STATEMENT_COLUMNS) and blame
    (BLAME_COLUMNS).
    """
    happened = incidents.to_dict("records")
    drafts = [d for outlet in province.outlets for d in _of_outlet(province, course, outlet, happened, rng)]
    drafts += _copies(province, drafts, rng)
    drafts += _corrections(province, drafts, rng)
    drafts += _others(province, course, rng)
    end = first_day(course) + timedelta(days=int(course["months"] * DAYS_A_MONTH))
    drafts = sorted((d for d in drafts if d.published < end), key=lambda d: (d.published, d.outlet, d.kind))
    return _tables(drafts)


def _of_outlet(
    province: Province, course: dict, name: str, happened: list[dict], rng: np.random.Generator
) -> list[Draft]:
    outlet = province.outlets[name]
    singles, small = [], []
    for row in happened:
        if rng.random() >= _covers(outlet, row):
            continue
        day = row["date"] + timedelta(days=int(rng.poisson(outlet["delay"])) + (row["hour"] >= 20))
        told = _statements(province, outlet, row, day, rng)
        first = Draft(name, day, "news", row["date"], told, [row["incident_id"]], _blame(province, outlet, row, rng))
        if rng.random() < outlet["roundup"]["share"]:
            small.append(first)
            continue
        singles.append(first)
        if rng.random() < outlet["follow_up"] and _grows(row):
            later = day + timedelta(days=int(rng.integers(1, 4)))
            told = _follow_up(province, outlet, row, first, later, rng)
            singles.append(Draft(name, later, "follow_up", row["date"], told, [row["incident_id"]]))
    return singles + list(_gathered(name, outlet["roundup"]["days"], small, course))


def _covers(outlet: dict, row: dict) -> float:
    """Give the probability that an outlet reports an incident (logistic in the size of its toll)."""
    if outlet.get("only") and row["actor"] not in outlet["only"]:
        return 0.0
    dead = sum(row[f"killed_{g}"] for g in HARMED)
    hurt = sum(row[f"injured_{g}"] for g in HARMED)
    odds = outlet["base"] + outlet["per_death"] * np.log2(1 + dead + hurt / 3)
    odds += outlet["types"].get(row["incident_type"], 0.0) + outlet["near"].get(row["district"], 0.0)
    by_state = row["incident_type"] in ("security_operation", "air_or_drone_strike")
    if by_state and row["killed_civilians"] > row["killed_militants"]:
        odds += outlet["hidden"]
    return float(1 / (1 + np.exp(-odds)))


def _grows(row: dict) -> bool:
    return row["died_later"] > 0 or row["freed"] > 0 or sum(row[f"killed_{g}"] for g in HARMED) >= 2


def _statements(province: Province, outlet: dict, row: dict, day: date, rng: np.random.Generator) -> list[dict]:
    """Give what one or two mouths say of an incident on a day."""
    names, shares = list(outlet["mouths"]), np.array(list(outlet["mouths"].values()))
    several = 2 if len(names) > 1 and rng.random() < 0.35 else 1
    chosen = rng.choice(len(names), size=several, replace=False, p=shares / shares.sum())
    told = []
    for k in chosen:
        told += _says(province, names[k], row, day, rng, only_dead=bool(told))
    return told


def _says(
    province: Province, mouth: str, row: dict, day: date, rng: np.random.Generator, only_dead=False
) -> list[dict]:
    """Give one mouth's figures: dead (with their groups, or not), and, unless another gave them, the rest."""
    ways = province.mouths[mouth]
    knows = 1.0 if (day - row["date"]).days >= KNOWN_AFTER else ways["knows"]
    said = []
    for measure in ("killed",) if only_dead else ("killed", "injured"):
        figures = [_figure(row, measure, g, ways, knows, province, rng) for g in HARMED]
        said += _split_or_whole(measure, figures, row, mouth, ways, rng)
    if not only_dead:
        for measure in ("abducted", "arrested"):
            if row[measure]:
                said.append(_statement(row, measure, _whom(row, measure), row[measure], mouth, ways, rng))
        for measure, group in (("attackers", "militants"), ("displaced", "civilians")):
            if row[measure] and rng.random() < TOLD_AS_WELL:
                said.append(_statement(row, measure, group, row[measure], mouth, ways, rng))
    return said


def _figure(row, measure, group, ways, knows, province, rng) -> int:
    """Give what a mouth says of one group's dead or injured: what it knows, softened or swollen by its side."""
    true = row[f"{measure}_{group}"]
    known = int(rng.binomial(true, knows)) if true > 1 else true
    own = {"state": "security_forces", "group": "militants"}.get(ways["side"])
    enemy = {"state": "militants", "group": "security_forces"}.get(ways["side"])
    if group == own:
        return int(rng.binomial(known, ways["own"]))
    if group == enemy:
        return known + int(rng.poisson(known * (ways["enemy"] - 1)))
    return known


def _split_or_whole(measure, figures, row, mouth, ways, rng) -> list[dict]:
    present = [(g, n) for g, n in zip(HARMED, figures, strict=True) if n]
    total = sum(n for _, n in present)
    if not present:
        return []
    if len(present) == 1:
        group = present[0][0] if rng.random() < 0.4 + ways["groups"] * 0.6 else "unspecified"
        return [_statement(row, measure, group, total, mouth, ways, rng)]
    if rng.random() >= ways["groups"]:
        return [_statement(row, measure, "unspecified", total, mouth, ways, rng)]
    if rng.random() < 0.5:
        return [_statement(row, measure, g, n, mouth, ways, rng, exact=True) for g, n in present]
    whole = _statement(row, measure, "mixed", total, mouth, ways, rng, exact=True)
    return [whole] + [
        _statement(row, measure, g, n, mouth, ways, rng, scope="part_of_total", exact=True) for g, n in present
    ]


def _statement(row, measure, group, n, mouth, ways, rng, scope="incident", exact=False) -> dict:
    modifier, low, high = "exact", n, n
    if n >= 10 and not exact and rng.random() < ways["vague"]:
        modifier = ROUGHLY[rng.integers(len(ROUGHLY))]
        step = 5 if n < 50 else 10
        low = max(step, round(n / step) * step if modifier in ("about", "nearly") else n // step * step)
        high = low if modifier in ("about", "nearly") else None
    return {
        "incident_id": row["incident_id"], "measure": measure, "group": group, "low": low, "high": high,
        "modifier": modifier, "scope": scope, "mouth": mouth, "claimant_type": ways["claimant_type"],
        "withdrawn": None,
    }  # fmt: skip


def _whom(row: dict, measure: str) -> str:
    if measure == "abducted":
        return "security_forces" if row["target"] in FORCES else "civilians"
    return "civilians" if row["incident_type"] == "protest_or_riot" or row["target"] == "civilians" else "militants"


def _blame(province: Province, outlet: dict, row: dict, rng: np.random.Generator) -> list[dict]:
    """Give who claims, denies or is accused of an incident, as one outlet has it."""
    told = []
    if row["claimed"] and (outlet.get("only") or rng.random() < 0.4):
        told.append({"actor": row["actor"], "stance": "claims", "by": row["actor"]})
    elif row["actor"] in province.armed_groups and not outlet.get("only") and rng.random() < 0.4:
        wrong = rng.random() < WRONGLY
        accused = _other(province.armed_groups, row["actor"], rng) if wrong else row["actor"]
        mouth = next(iter(outlet["mouths"]))
        told.append({"actor": accused, "stance": "accused", "by": mouth})
        if rng.random() < (0.6 if wrong else 0.1):
            told.append({"actor": accused, "stance": "denies", "by": accused})
    elif row["actor"] in FORCE_NAMES.values() and row["killed_civilians"] and "residents" in outlet["mouths"]:
        told.append({"actor": row["actor"], "stance": "accused", "by": "residents"})
        if rng.random() < 0.5:
            told.append({"actor": row["actor"], "stance": "denies", "by": row["actor"]})
    return [{"incident_id": row["incident_id"], **b} for b in told]


def _other(names: tuple[str, ...], name: str, rng: np.random.Generator) -> str:
    rest = [n for n in names if n != name]
    return rest[int(rng.integers(len(rest)))]


def _follow_up(province, outlet, row, first: Draft, day: date, rng) -> list[dict]:
    """Give what a second report adds: the freed, those who died since with the raised toll, or a mouth's new count."""
    mouth = list(outlet["mouths"])[int(rng.integers(len(outlet["mouths"])))]
    ways = province.mouths[mouth]
    if row["freed"]:
        group = _whom(row, "abducted")
        return [_statement(row, "freed", group, row["freed"], mouth, ways, rng, exact=True)]
    before = max(
        (s["low"] for s in first.statements if s["measure"] == "killed" and s["scope"] != "part_of_total"), default=0
    )
    total = sum(row[f"killed_{g}"] for g in HARMED)
    died = min(row["died_later"], total - before)
    if died > 0 and before:
        more = _statement(row, "killed", "unspecified", died, mouth, ways, rng, scope="increment", exact=True)
        raised = _statement(
            row, "killed", "unspecified", before + died, mouth, ways, rng, scope="cumulative", exact=True
        )
        return [more, raised]
    return _says(province, mouth, row, day + timedelta(days=KNOWN_AFTER), rng)


def _gathered(name: str, days: int, small: list[Draft], course: dict) -> Iterator[Draft]:
    """Gather small reports of the same window of days within one calendar month into one roundup."""
    windows: dict[tuple, list[Draft]] = {}
    start = first_day(course)
    for draft in small:
        # a roundup never holds incidents of two months: months are split into training and test
        key = (draft.happened.year, draft.happened.month, (draft.published - start).days // days)
        windows.setdefault(key, []).append(draft)
    for drafts in windows.values():
        if len(drafts) == 1:
            yield drafts[0]
            continue
        told = [s for d in drafts for s in d.statements]
        named = [i for d in drafts for i in d.incidents]
        yield Draft(
            name, max(d.published for d in drafts), "roundup", drafts[0].happened, told, named,
            [b for d in drafts for b in d.blame],
        )  # fmt: skip


def _copies(province: Province, drafts: list[Draft], rng: np.random.Generator) -> list[Draft]:
    """Let outlets rewrite another's report: the same numbers from the same mouths, nothing of their own."""
    copies = []
    for name, outlet in province.outlets.items():
        for source, chance in (outlet.get("copies") or {}).items():
            for draft in drafts:
                if draft.outlet == source and draft.kind in ("news", "roundup") and rng.random() < chance:
                    day = draft.published + timedelta(days=int(rng.random() < 0.5))
                    told = draft.statements  # the same numbers, also one that is corrected later
                    copies.append(Draft(
                        name, day, "rewrite", draft.happened, told, list(draft.incidents), list(draft.blame),
                        rewrite_of=draft,
                    ))  # fmt: skip
    return copies


def _corrections(province: Province, drafts: list[Draft], rng: np.random.Generator) -> list[Draft]:
    """Let an outlet correct one number of an earlier report: the earlier one had it wrong, the note has it right."""
    notes = []
    for draft in drafts:
        right = next(
            (s for s in draft.statements if s["measure"] in ("killed", "injured") and s["modifier"] == "exact"), None
        )
        lone = right is not None and sum(s["scope"] == "part_of_total" for s in draft.statements) == 0
        if draft.kind != "news" or not lone or rng.random() >= province.outlets[draft.outlet]["correction"]:
            continue
        note = dict(right)
        wrong = right["low"] + int(rng.integers(1, 4))
        right.update(low=wrong, high=wrong)
        note["withdrawn"] = wrong
        day = draft.published + timedelta(days=int(rng.integers(1, 3)))
        notes.append(
            Draft(draft.outlet, day, "correction", draft.happened, [note], list(draft.incidents), corrects=draft)
        )
    return notes


def _others(province: Province, course: dict, rng: np.random.Generator) -> Iterator[Draft]:
    start, days = first_day(course), int(course["months"] * DAYS_A_MONTH)
    for name, outlet in province.outlets.items():
        for _ in range(rng.poisson(outlet["others"] * course["months"])):
            topics = province.topics["hard" if rng.random() < 0.55 else "plain"]
            day = start + timedelta(days=int(rng.integers(days)))
            yield Draft(name, day, "other", topic=topics[int(rng.integers(len(topics)))])


def _tables(drafts: list[Draft]) -> tuple[pd.DataFrame, ...]:
    ids = {id(d): f"r{k:04d}" for k, d in enumerate(drafts, 1)}
    reports = [
        {
            "report_id": ids[id(d)], "outlet": d.outlet, "published": d.published, "kind": d.kind,
            "rewrite_of": ids.get(id(d.rewrite_of), ""), "corrects": ids.get(id(d.corrects), ""), "topic": d.topic,
        }
        for d in drafts
    ]  # fmt: skip
    mentions = [{"report_id": ids[id(d)], "incident_id": i} for d in drafts for i in d.incidents]
    statements = [{"report_id": ids[id(d)], **s} for d in drafts for s in d.statements]
    table = pd.DataFrame(statements, columns=list(STATEMENT_COLUMNS))
    blame = [{"report_id": ids[id(d)], **b} for d in drafts for b in d.blame]
    return (
        pd.DataFrame(reports, columns=list(REPORT_COLUMNS)),
        pd.DataFrame(mentions, columns=["report_id", "incident_id"]),
        table.astype({"low": "Int64", "high": "Int64", "withdrawn": "Int64"}),
        pd.DataFrame(blame, columns=list(BLAME_COLUMNS)),
    )
