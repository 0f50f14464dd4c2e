"""Turn the drawn world into one plan for each report: what its writer was given (data/truth/plans.jsonl).

A plan holds the facts of its incidents, every number with the mouth that says it, how long and in which manner the
report is to be, and a few harmless numbers (distance, duration, damage). Run after scripts/make_world.py.
"""

import json
from datetime import timedelta

import numpy as np
import pandas as pd
import yaml

from helpers.estimating.happenings import HARMED
from helpers.estimating.province import FORCE_NAMES, load_province
from helpers.gazetteer import distance_km
from helpers.paths import OSTREVANE, TRUTH

SEED = 7
# The months of the incidents of each part; forty reports of the third part stay uncoded.
PARTS = {"train": range(1, 14), "reserve": range(14, 18), "choose": range(18, 20), "test": range(20, 25)}
ANGLES = [
    "lead with the toll", "lead with the place and hour", "lead with what it means for the road, school or market",
    "lead with the official reaction", "lead with a person who was there", "lead with who was hit, toll later",
    "lead with who did it or is suspected", "lead with what happened first and tell it in order of time",
]  # fmt: skip
DAYS = [
    "weekday name", "weekday name with part of day", "'overnight' or 'before dawn' where the hour fits", "the date",
    "'yesterday', 'today' or 'this morning' (only where the outlet would)", "weekday name, then a relative phrase",
]  # fmt: skip


def main() -> None:
    rng = np.random.default_rng(SEED)
    tables = {
        n: pd.read_csv(TRUTH / f"{n}.csv", keep_default_na=False)
        for n in ("incidents", "reports", "mentions", "statements", "blame")
    }
    people = yaml.safe_load((OSTREVANE / "people.yaml").read_text(encoding="utf-8"))
    incidents = {r["incident_id"]: r for r in tables["incidents"].to_dict("records")}
    parts = part_of_each(tables)
    with (TRUTH / "plans.jsonl").open("w", encoding="utf-8") as file:
        for report in tables["reports"].to_dict("records"):
            plan = plan_report(report, tables, incidents, parts, people, rng)
            file.write(json.dumps(plan, ensure_ascii=False) + "\n")
    splits = pd.DataFrame({"report_id": list(parts), "part": list(parts.values())})
    splits.to_csv(TRUTH / "parts.csv", index=False, lineterminator="\n")
    print(splits["part"].value_counts().to_string())


def part_of_each(tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Give each report the part of its incidents' month; a report without one that of its own day."""
    month = {r["incident_id"]: pd.Timestamp(r["date"]) for r in tables["incidents"].to_dict("records")}
    first = tables["mentions"].groupby("report_id")["incident_id"].first().map(month)
    parts = {}
    for report in tables["reports"].to_dict("records"):
        day = first.get(report["report_id"], pd.Timestamp(report["published"]))
        number = (day.year - 2024) * 12 + day.month
        parts[report["report_id"]] = next(p for p, months in PARTS.items() if number in months)
    return parts


def plan_report(report, tables, incidents, parts, people, rng) -> dict:
    here = report["report_id"]
    named = list(tables["mentions"].query("report_id == @here")["incident_id"])
    told = tables["statements"].query("report_id == @here").to_dict("records")
    blame = tables["blame"].query("report_id == @here").to_dict("records")
    several = len(named) > 1
    plan = {k: v for k, v in report.items() if v != ""} | {
        "weekday": pd.Timestamp(report["published"]).day_name(),
        "words": int(np.clip(rng.lognormal(4.7, 0.25) * (1.5 if several else 1), 62, 290)),
        "angle": str(rng.choice(ANGLES)),
        "days": str(rng.choice(DAYS)),
        "part": parts[here],
    }
    if report["kind"] == "correction":
        plan["words"] = int(rng.integers(60, 95))
    plan["incidents"] = [fact(incidents[i], told, blame, report, people, rng, several) for i in named]
    if report["kind"] == "other":
        plan["facts"] = other_facts(report, tables, incidents, parts, people, rng)
    elif not several and rng.random() < 0.3:
        plan["background"] = past(report, tables, incidents, parts, people, rng)
    plan["names"] = [person(people, rng) for _ in range(2)]
    return plan


def fact(row, told, blame, report, people, rng, several) -> dict:
    """Give one incident as its writer may know it: no figure of the truth, only those that mouths say."""
    here = row["incident_id"]
    # one mouth is one person in a report, whatever number of figures it gives
    voices = {
        m: speaker(m, row, people, rng) for m in dict.fromkeys(s["mouth"] for s in told if s["incident_id"] == here)
    }
    said = [
        {k: s[k] for k in ("measure", "group", "low", "modifier", "scope")}
        | {"says": voices[s["mouth"]]}
        | ({"wrong_before": s["withdrawn"]} if s["withdrawn"] != "" else {})
        for s in told
        if s["incident_id"] == here
    ]
    given = {
        k: row[k]
        for k in (
            "incident_id",
            "incident_type",
            "date",
            "hour",
            "place",
            "district",
            "actor",
            "target",
            "weapon",
            "victims",
        )
    }
    given |= {"weekday": pd.Timestamp(row["date"]).day_name(), "numbers_and_who_says_them": said}
    blames = [
        {"actor": b["actor"], "stance": b["stance"], "by": blamer(b, row, people, rng)}
        for b in blame
        if b["incident_id"] == here
    ]
    if blames:
        given["responsibility"] = blames
    if not several:
        given["harmless_numbers"] = harmless(row, rng)
    return given


def speaker(mouth: str, row: dict, people: dict, rng) -> str:
    if mouth == "armed_group":
        return str(rng.choice(people["group_speakers"].get(row["actor"], people["speakers"]["armed_group"])))
    return str(rng.choice(people["speakers"][mouth]))


def blamer(b: dict, row: dict, people: dict, rng) -> str:
    if b["by"] in people["speakers"]:
        return speaker(b["by"], row, people, rng)
    if b["by"] in people["group_speakers"]:
        return str(rng.choice(people["group_speakers"][b["by"]]))
    return str(rng.choice(people["speakers"]["army" if b["by"] == FORCE_NAMES["army"] else "police"]))


def harmless(row: dict, rng) -> list[str]:
    """Draw up to two numbers that count no people harmed; distances are those of the map."""
    province = load_province()
    at = {r["name"]: (r["latitude"], r["longitude"]) for r in province.places.to_dict("records")}
    found = []
    if row["place"] != row["district"] and rng.random() < 0.4:
        km = round(distance_km(at[row["place"]], at[row["district"]]))
        found.append(f"{row['place']} lies about {km} kilometres from {row['district']} town")
    by_type = {
        "armed_attack": ["the shooting lasted {} minutes", "{} motorcycles", "{} rifles taken"],
        "bombing": ["{} shops damaged", "a crater {} metres wide", "{} kilograms of explosives, by a first estimate"],
        "armed_clash": ["the fighting lasted {} hours", "{} rifles found on the field"],
        "arson_or_sabotage": ["{} lorries burnt", "power cut for {} hours", "{} pylons", "damage of {} million lenns"],
        "security_operation": ["{} rifles seized", "{} houses searched", "{} kilograms of explosives seized"],
        "protest_or_riot": ["the road stayed shut for {} hours", "{} shops looted"],
        "abduction": ["a ransom of {} million lenns was asked", "{} vehicles were stopped"],
        "air_or_drone_strike": ["{} houses destroyed", "{} shells or rockets"],
        "other": ["{} thousand lenns taken", "{} sheep driven off"],
    }
    if rng.random() < 0.6:
        found.append(str(rng.choice(by_type[row["incident_type"]])).format(int(rng.integers(2, 19))))
    return found


def past(report, tables, incidents, parts, people, rng) -> dict:
    """Give an earlier event for a background paragraph: of the same part of the corpus, or from before its time."""
    here = parts[report["report_id"]]
    published = pd.Timestamp(report["published"])
    mine = set(tables["mentions"].query("report_id == @report['report_id']")["incident_id"])
    inside = {
        tables["mentions"]["incident_id"][k]
        for k in tables["mentions"].index
        if parts[tables["mentions"]["report_id"][k]] == here
    }
    earlier = [
        i for i in sorted(inside - mine)
        if published - timedelta(days=120) < pd.Timestamp(incidents[i]["date"]) < published - timedelta(days=9)
        and sum(incidents[i][f"killed_{g}"] for g in HARMED) >= 3
    ]  # fmt: skip
    if earlier and rng.random() < 0.5:
        row = incidents[earlier[int(rng.integers(len(earlier)))]]
        dead = sum(row[f"killed_{g}"] for g in HARMED)
        return {k: row[k] for k in ("incident_id", "incident_type", "date", "place", "actor")} | {"killed": dead}
    event = people["history"][int(rng.integers(len(people["history"])))]
    return {k: str(v) if k == "date" else v for k, v in event.items() if v != 0}


def other_facts(report, tables, incidents, parts, people, rng) -> dict:
    """Give what a report without a new incident may use: an old event where the topic needs one, and numbers."""
    facts: dict = {"numbers": sorted(int(n) for n in rng.choice(np.arange(2, 96), size=3, replace=False))}
    needs_past = (
        "anniversary",
        "trial",
        "film or book",
        "obituary",
        "analysis of past years",
        "compensation for old victims",
    )
    if report["topic"] in needs_past:
        facts["past_event"] = past(report, tables, incidents, parts, people, rng)
    if report["topic"] in ("flood with a toll", "road accident", "mine accident"):
        facts["dead_by_accident"] = int(rng.integers(1, 15))
        facts["hurt_by_accident"] = int(rng.integers(2, 30))
    places = load_province().places
    facts["place"] = str(places["name"].iloc[int(rng.integers(len(places)))])
    return facts


def person(people: dict, rng) -> str:
    return f"{rng.choice(people['first'])} {rng.choice(people['last'])}"


if __name__ == "__main__":
    main()
