"""A choice by learned weights: the highest score wins, ties go to the earlier, and learning finds what decides."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from helpers import lexicon, paths
from helpers.extracting import choosing

ROOT = Path(__file__).parents[1]


@pytest.fixture
def weighed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "lexicon"
    shutil.copytree(paths.LEXICON, folder)
    monkeypatch.setenv("CASEBOOK_LEXICON", str(folder))
    lexicon.weights.cache_clear()
    yield folder / "trial_weights.csv"
    lexicon.weights.cache_clear()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("learn_choices", ROOT / "scripts" / "learn_choices.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


def test_the_highest_score_wins_and_the_earlier_of_equals(weighed: Path) -> None:
    weighed.write_text("feature,weight,meaning\nnear,1.5,near\nfar,-1,far\n", encoding="utf-8")
    assert choosing.choose([{"far": 1}, {"near": 0.5, "unheard of": 9}, {"near": 1}], "trial_weights") == 2
    assert choosing.choose([{"far": 1}, {"near": 1}, {"near": 1}], "trial_weights") == 1
    with pytest.raises(ValueError, match="at least one candidate"):
        choosing.choose([], "trial_weights")


def test_a_weight_that_is_no_number_is_named(weighed: Path) -> None:
    weighed.write_text("feature,weight,meaning\nnear,1,near\nfar,much,far\n", encoding="utf-8")
    with pytest.raises(lexicon.LexiconError, match=r"trial_weights\.csv, row 3: 'much' is no number"):
        choosing.score({"far": 1}, "trial_weights")


def test_learning_finds_what_decides_and_leaves_noise_at_nothing(script: ModuleType) -> None:
    chance = np.random.default_rng(0)
    choices = []
    for _ in range(300):
        noise = chance.random(3)
        right = int(chance.integers(3))
        rows = tuple({"decides": float(i == right), "noise": float(noise[i])} for i in range(3))
        choices.append(script.Choice(rows, frozenset({right}), today=0))
    decides, noise = script.fit(choices[:200], ["decides", "noise"])
    learned, today = script.share_right(choices[200:], np.array([decides, noise]), ["decides", "noise"])
    assert decides > 3 and abs(noise) < 1.5 and learned == 1.0 and 0.2 < today < 0.5
