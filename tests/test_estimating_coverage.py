"""The table of coverage: trials are found, none is absurd, one seed is one table, and the stamp is the code's."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers import paths
from helpers.estimating import simulate_world
from helpers.estimating.coverage import PLAIN, Trial, coverage
from helpers.estimating.estimates import Estimate
from helpers.estimating.trials import counts


def _script():
    spec = importlib.util.spec_from_file_location("make_coverage", paths.ROOT / "scripts" / "make_coverage.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_coverage"] = module
    spec.loader.exec_module(module)
    return module


script = _script()
FOUND = script.find_trials()
COLUMNS = ["trial", "world", "layer", "worlds", "estimated", "coverage", "coverage_low", "coverage_high", "width", "truth",
           "bias", "rmse"]  # fmt: skip


def not_absurd(row: pd.Series) -> bool:
    """Say whether coverage as low as this comes about once in a thousand times where 95% is right."""
    held = round(row["coverage"] * row["estimated"])
    return stats.binomtest(held, int(row["estimated"]), 0.95, alternative="less").pvalue > 0.001


def test_every_module_of_trials_is_found() -> None:
    names = {p.stem for p in (paths.ROOT / "src/helpers/estimating/trials").glob("*.py")} - {"__init__"}
    assert set(FOUND) == names and {"counts", "coders"} <= names


def test_each_trial_and_world_has_one_name() -> None:
    pairs = [(t.name, world) for trials in FOUND.values() for t in trials for world in t.worlds]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("module", ["counts", "coders"])
def test_twenty_worlds_are_not_absurd(module: str) -> None:
    quick = [t for t in FOUND[module] if t.worlds.get(PLAIN) == {}][:4]
    table = coverage(quick, worlds=20, seed=4_000_000)
    assert list(table.columns) == COLUMNS and len(table) == len(quick)
    assert table[table["world"] == PLAIN].apply(not_absurd, axis=1).all(), table.to_string()


def test_an_interval_too_narrow_is_absurd() -> None:
    trial = next(t for t in FOUND["counts"] if t.worlds.get(PLAIN) == {})

    def halved(world, rng):
        e = trial.estimate(world, rng)
        return Estimate(
            e.value, e.value - (e.value - e.low) / 4, e.value + (e.high - e.value) / 4, e.n, e.layer, e.method
        )

    table = coverage(replace(trial, estimate=halved), worlds=12, seed=4_000_000)
    assert not not_absurd(table.iloc[0])


def test_one_seed_is_one_table_through_the_script_at_once_or_after_an_interruption(tmp_path, monkeypatch) -> None:
    some = {"counts": [t for t in FOUND["counts"] if "bombing" in t.name and PLAIN in t.worlds]}
    monkeypatch.setattr(script, "PARTS", tmp_path)
    made = script.make(some, 3, 77, processes=1)
    first, *rest = sorted(tmp_path.rglob("*.json"))
    first.unlink()
    monkeypatch.setattr(script, "run_job", Mock(side_effect=script.run_job))
    again = script.make(some, 3, 77, processes=1)
    assert script.run_job.call_count == 1 and len(rest) == len(script.jobs_of(some)) - 1
    pd.testing.assert_frame_equal(made, again)
    direct = coverage(some["counts"], 3, 77)
    wanted = direct.round(3).set_index(["trial", "world"])
    got = made.drop(columns="module").set_index(["trial", "world"]).loc[wanted.index]
    pd.testing.assert_frame_equal(got, wanted)


def test_the_jobs_hold_every_world_of_every_trial() -> None:
    trial = Trial("x", lambda w, r: Estimate(0, 0, 0, 0, "rate", ""), lambda w: 0.0, {PLAIN: {}, "b": {"months": 3}})
    jobs = script.jobs_of({"one": [trial, trial], "two": [replace(trial, worlds={PLAIN: {}})]})
    assert jobs == [("one", "{}"), ("one", "{'months': 3}"), ("two", "{}")]


def test_comments_docstrings_and_layout_leave_the_hash_and_code_changes_it() -> None:
    plain = "def f(x):\n    return x + 1\n"
    told = '"""A module."""\n\n\ndef f(\n    x,\n):\n    """Add."""\n    return x + 1  # one\n'
    assert script._meaning(plain) == script._meaning(told) != script._meaning(plain.replace("1", "2"))


def test_the_written_table_reads_back_with_its_stamp(tmp_path) -> None:
    table = pd.DataFrame({"module": ["m"], "trial": ["a, b"], "coverage": [0.95]})
    script.write(table, 5, tmp_path / "t.csv")
    line, read = script.read(tmp_path / "t.csv")
    assert line == script.stamp(5) and "seed 5" in line
    pd.testing.assert_frame_equal(read, table)


@pytest.mark.skipif(not script.TABLE.exists(), reason="data/coverage.csv is not made yet: make coverage")
def test_the_committed_table_is_of_this_code() -> None:
    line, table = script.read()
    assert line == script.stamp(script.FIRST_SEED), "run `make coverage`: the code has changed since"
    names = [(m, t.name, world) for m, trials in FOUND.items() for t in trials for world in t.worlds]
    assert list(table[["module", "trial", "world"]].itertuples(index=False, name=None)) == names


# The truth of the trials of rates


def test_as_many_happen_as_the_formula_says() -> None:
    changes = {"months": 4, "excitation": 0.6, "excitation_days": 10.0}
    numbers = [len(simulate_world(880_000 + k, **changes).incidents) for k in range(40)]
    expected = counts.expected_happening(**changes)
    assert abs(np.mean(numbers) - expected) < 4 * np.std(numbers, ddof=1) / np.sqrt(40)
    without_start = changes["months"] * 6.2 / 0.4  # a process that had always run
    assert abs(np.mean(numbers) - without_start) > 2 * np.std(numbers, ddof=1) / np.sqrt(40)


@pytest.mark.skipif(not counts.EXPECTED.exists(), reason="data/ostrevane/expected.csv is not made yet")
def test_the_expectations_on_disk_are_of_these_worlds() -> None:
    kept = {q: counts.expected({}, q) for q in ("incidents", "bombing", "Haskoun")}
    found = counts.average({}, 15, seed=990_000)
    assert abs(found["incidents"] / kept["incidents"] - 1) < 0.04
    for name in ("bombing", "Haskoun"):
        assert abs(found[name] / kept[name] - 1) < 4 / np.sqrt(15 * kept[name] / 2)
    listed = set(pd.read_csv(counts.EXPECTED)["changes"])
    assert {script.json.dumps(k, sort_keys=True) for k in counts.KINDS} == listed
