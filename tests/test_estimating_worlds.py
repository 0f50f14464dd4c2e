"""The simulated worlds, and that the teaching corpus's truth is one of them and holds together."""

import importlib.util
import json
import re

import numpy as np
import pandas as pd
import pytest

from helpers import gazetteer, paths, tables
from helpers.estimating import simulate_world
from helpers.estimating.province import load_province

HARMED = ("civilians", "security_forces", "militants")


@pytest.fixture(scope="module")
def world():
    return simulate_world(5)


def script(name):
    spec = importlib.util.spec_from_file_location(name, paths.ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_one_seed_is_one_world(world):
    again, other = simulate_world(5), simulate_world(6)
    for name in ("incidents", "reports", "mentions", "statements", "blame"):
        pd.testing.assert_frame_equal(getattr(world, name), getattr(again, name))
    assert not world.incidents.equals(other.incidents)


def test_the_truth_on_disk_is_the_drawn_world():
    made = simulate_world(script("make_world").SEED)
    for name in ("incidents", "reports", "mentions", "statements", "blame"):
        drawn = getattr(made, name).to_csv(index=False, lineterminator="\n")
        assert (paths.TRUTH / f"{name}.csv").read_text(encoding="utf-8") == drawn, name


def test_the_map_on_disk_is_what_the_script_draws(tmp_path, monkeypatch):
    maker = script("make_province")
    monkeypatch.setattr(maker, "OSTREVANE", tmp_path)
    maker.main()
    for name in ("places.csv", "outlines.geojson"):
        assert (tmp_path / name).read_bytes() == (paths.OSTREVANE / name).read_bytes(), name


def test_incidents_make_sense(world):
    incidents = world.incidents
    assert set(incidents["incident_type"]) <= set(tables.INCIDENT_TYPES) - {"none"}
    assert incidents["date"].is_monotonic_increasing and incidents["incident_id"].is_unique
    assert incidents["hour"].between(0, 23).all()
    total = incidents[[f"killed_{g}" for g in HARMED]].sum(axis=1)
    assert (incidents["died_later"] <= total).all() and (incidents["freed"] <= incidents["abducted"]).all()
    places = load_province().places.set_index("name")["district"]
    assert (incidents["place"].map(places) == incidents["district"]).all()
    suicide = incidents["weapon"] == "suicide vest"
    assert (incidents.loc[suicide, "killed_militants"] >= 1).all()


def test_reports_come_after_what_they_tell_of(world):
    mentions = world.mentions.merge(world.reports, on="report_id").merge(world.incidents, on="incident_id")
    assert (mentions["published"] >= mentions["date"]).all()
    days = world.reports.set_index("report_id")["published"]
    copied = world.reports[world.reports["rewrite_of"] != ""]
    assert len(copied) and (copied["published"].to_numpy() >= copied["rewrite_of"].map(days).to_numpy()).all()


def test_statements_are_of_their_reports_incidents(world):
    pairs = set(map(tuple, world.mentions.to_numpy()))
    assert set(map(tuple, world.statements[["report_id", "incident_id"]].to_numpy())) <= pairs
    low, high = world.statements["low"], world.statements["high"]
    assert (low > 0).all() and (high.isna() | (high >= low)).all()
    assert set(world.statements["scope"]) <= set(tables.SCOPES)
    assert set(world.statements["modifier"]) <= set(tables.MODIFIERS)
    assert set(world.statements["claimant_type"]) <= set(tables.CLAIMANT_TYPES)


def test_parts_add_up_to_their_total(world):
    told = world.statements[world.statements["measure"] == "killed"]
    for _, group in told.groupby(["report_id", "incident_id", "mouth"]):
        parts = group[group["scope"] == "part_of_total"]["low"].sum()
        if parts:
            assert parts == group[group["group"] == "mixed"]["low"].sum()


def test_a_copy_says_what_its_source_says(world):
    numbers = world.statements.groupby("report_id")[["incident_id", "measure", "group", "mouth", "low"]].apply(
        lambda t: sorted(map(tuple, t.to_numpy()))
    )
    for row in world.reports[world.reports["rewrite_of"] != ""].itertuples():
        assert numbers.get(row.report_id, []) == numbers.get(row.rewrite_of, [])


def test_changes_change_what_they_name(world):
    longer = simulate_world(5, months=48)
    assert len(longer.incidents) > 1.5 * len(world.incidents)
    silent = simulate_world(5, outlets={"Radio Telverin": {"base": -99.0, "copies": {}, "others": 0}})
    pd.testing.assert_frame_equal(silent.incidents, world.incidents)  # what happened is not touched
    assert "Radio Telverin" not in set(silent.reports["outlet"])
    many = [len(simulate_world(s, excitation=0.8).incidents) for s in range(6)]
    few = [len(simulate_world(s, excitation=0.0).incidents) for s in range(6)]
    assert np.mean(many) > 2 * np.mean(few)


def test_drift_moves_the_mix_of_types():
    def late_share(drift):
        kinds = pd.concat([simulate_world(s, drift=drift).incidents[120:]["incident_type"] for s in range(5)])
        return kinds.isin(["other", "air_or_drone_strike", "protest_or_riot"]).mean()

    assert late_share(4.0) > late_share(0.0) + 0.1


@pytest.mark.parametrize("changes", [{"monthz": 3}, {"outlets": {"The Times": {}}}])
def test_unknown_changes_are_named(changes):
    with pytest.raises(ValueError, match=r"monthz|The Times"):
        simulate_world(1, **changes)


def test_tolls_have_a_heavy_tail_of_the_exponent_asked_for():
    dead = pd.concat([simulate_world(s, tail=2.35).incidents for s in range(30)])
    total = dead.loc[dead["weapon"] != "suicide vest", [f"killed_{g}" for g in HARMED]].sum(axis=1)
    lethal = total[total >= 5]
    share = (lethal >= 10).mean()  # (10/5)^-1.35 = .39 for the untruncated law, a little less under 90
    assert abs(share - 0.37) < 0.06


def test_no_name_of_the_province_is_a_real_place(monkeypatch):
    names = pd.read_csv(paths.OSTREVANE / "places.csv", keep_default_na=False)["name"]
    monkeypatch.setenv("CASEBOOK_GAZETTEER", str(paths.DATA / "gazetteer.csv"))
    assert [n for n in names if gazetteer.lookup(n)] == []


def test_no_group_or_outlet_is_a_real_one():
    invented = pd.read_csv(paths.OSTREVANE / "actors.csv", keep_default_na=False)
    real = pd.read_csv(paths.DATA / "actors.csv", keep_default_na=False)
    known = {gazetteer.fold(n) for cell in (*real["name"], *real["aliases"]) for n in cell.split("|") if n}
    ours = {n for cell in (*invented["name"], *invented["aliases"]) for n in cell.split("|") if n}
    ours |= set(load_province().outlets)
    assert {n for n in ours if gazetteer.fold(n) in known} == set()
    agencies = re.compile(r"\b(?:reuters|afp|associated press|xinhua|bbc|tass|efe)\b", re.I)
    assert not [n for n in ours if agencies.search(n)]


def test_the_corpus_has_enough_of_each_kind():
    incidents = pd.read_csv(paths.TRUTH / "incidents.csv")
    reports = pd.read_csv(paths.TRUTH / "reports.csv", keep_default_na=False)
    mentions = pd.read_csv(paths.TRUTH / "mentions.csv")
    assert len(incidents) >= 140 and incidents["incident_type"].value_counts().min() >= 10
    assert incidents["incident_type"].nunique() == 9
    assert len(reports) >= 400 and reports["outlet"].nunique() >= 5
    topics = load_province().topics
    assert (reports["kind"] == "other").sum() >= 80
    assert reports["topic"].isin(topics["hard"]).sum() >= 40
    assert (mentions.groupby("report_id").size() > 1).sum() >= 70
    assert (reports["kind"] == "rewrite").sum() >= 30 and (reports["kind"] == "correction").sum() >= 8
    unreported = 1 - mentions["incident_id"].nunique() / len(incidents)
    assert 0.15 < unreported < 0.25


def test_no_incident_and_no_rewrite_stands_in_two_parts():
    parts = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"]
    mentions = pd.read_csv(paths.TRUTH / "mentions.csv")
    assert mentions.assign(part=mentions["report_id"].map(parts)).groupby("incident_id")["part"].nunique().max() == 1
    reports = pd.read_csv(paths.TRUTH / "reports.csv", keep_default_na=False)
    for column in ("rewrite_of", "corrects"):
        linked = reports[reports[column] != ""]
        assert (linked["report_id"].map(parts) == linked[column].map(parts)).all()
    background = [json.loads(line) for line in (paths.TRUTH / "plans.jsonl").open(encoding="utf-8")]
    where = mentions.assign(part=mentions["report_id"].map(parts)).groupby("incident_id")["part"].first()
    for plan in background:
        past = plan.get("background") or plan.get("facts", {}).get("past_event") or {}
        if "incident_id" in past:
            assert where[past["incident_id"]] == plan["part"], plan["report_id"]
    assert parts.value_counts()["reserve"] >= 40


def test_the_last_months_are_the_test():
    reports = pd.read_csv(paths.TRUTH / "reports.csv", keep_default_na=False).set_index("report_id")
    parts = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"]
    days = pd.to_datetime(reports["published"])
    assert days[parts == "test"].min() > days[parts == "train"].max()
