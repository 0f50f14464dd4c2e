"""Learn the weights of a choice (which place, speaker or scope a claim has) from reports coded by hand.

    python scripts/learn_choices.py TASK FOLDER [FOLDER ...] [--test FOLDER ...] [--write]

Each FOLDER holds `keys.jsonl` in the form of the claim guide and the reports as text files named by `article`. The
weights are those of a conditional logit: in each claim that the machine and the key both have, the candidate that the
key names is to score highest. Printed first: how often the choice is right when each folder in turn is left out, which
is what to expect of reports by a writer whom nobody has learned from. `--write` then learns from all folders and writes
data/lexicon/TASK_weights.csv; meanings stay, a feature without one needs a row.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import logsumexp

from helpers import paths, reading

RIDGE = 1.0  # strength of the pull towards no weight


@dataclass(frozen=True)
class Choice:
    """One choice: the features of each candidate, which of them are right, and which the machine takes today (-1: none)."""

    candidates: tuple[dict[str, float], ...]
    right: frozenset[int]
    today: int = -1


Examples = Callable[[pd.DataFrame, dict], Iterable[Choice]]
TASKS: dict[
    str, Examples
] = {}  # a task's function gives the choices of one report (a reports table of one row, its key)


def coded(folder: Path) -> Iterator[tuple[pd.DataFrame, dict]]:
    """Give each report of a folder, parsed, with its key."""
    with open(folder / "keys.jsonl", encoding="utf-8") as lines:
        for key in map(json.loads, lines):
            text = (folder / f"{key['article']}.txt").read_text(encoding="utf-8")
            yield reading.parse_report(text, report_id=key["article"], published=key["published"]), key


def fit(choices: list[Choice], names: list[str]) -> np.ndarray:
    """Fit the weights of a conditional logit with a ridge (L-BFGS-B); choices without a right or a wrong candidate say nothing."""
    told = [c for c in choices if 0 < len(c.right) < len(c.candidates)]
    x = [np.array([[f.get(n, 0.0) for n in names] for f in c.candidates]) for c in told]
    right = [np.array(sorted(c.right)) for c in told]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.5 * RIDGE * w @ w, RIDGE * w
        for rows, good in zip(x, right, strict=True):
            scores = rows @ w
            every, well = logsumexp(scores), logsumexp(scores[good])
            total += every - well
            slope = slope + np.exp(scores - every) @ rows - np.exp(scores[good] - well) @ rows[good]
        return total, slope

    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x


def share_right(choices: list[Choice], weights: np.ndarray, names: list[str]) -> tuple[float, float]:
    """Give the share of choices that the weights get right, and the share that the machine gets right today."""
    value = dict(zip(names, weights, strict=True))
    taken = [max(range(len(c.candidates)), key=lambda i, c=c: (_sum(c.candidates[i], value), -i)) for c in choices]
    pairs = list(zip(taken, choices, strict=True))
    return float(np.mean([t in c.right for t, c in pairs])), float(np.mean([c.today in c.right for c in choices]))


def _sum(features: dict[str, float], value: dict[str, float]) -> float:
    return sum(value.get(n, 0.0) * size for n, size in features.items())


def features_of(choices: Iterable[Choice]) -> list[str]:
    """Give the names of all features that the candidates have, in order of the alphabet."""
    return sorted({n for c in choices for f in c.candidates for n in f})


def write(task: str, weights: np.ndarray, names: list[str]) -> Path:
    """Write data/lexicon/TASK_weights.csv anew, meanings kept; a feature without a meaning is an error."""
    path = paths.LEXICON / f"{task}_weights.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        known = {r["feature"]: r["meaning"] for r in csv.DictReader(handle)}
    if missing := sorted(set(names) - set(known)):
        raise SystemExit(f"{path}: no row for {', '.join(missing)}; add one with its meaning.")
    value = dict(zip(names, weights, strict=True))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["feature", "weight", "meaning"])
        writer.writerows([n, f"{value.get(n, 0.0):.2f}", m] for n, m in known.items())
    return path


def main() -> None:
    """Read the folders, print what leaving each one out gives, and learn from all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--test", type=Path, nargs="+", default=[], metavar="FOLDER", help="judged, never learned from")
    parser.add_argument("--write", action="store_true", help="write data/lexicon/TASK_weights.csv")
    told = parser.parse_args()
    found = {f: [c for r, k in coded(f) for c in TASKS[told.task](r, k)] for f in [*told.folders, *told.test]}
    for left in found:
        others = [c for f in told.folders if f != left for c in found[f]]
        names = features_of(others)
        learned, today = share_right(found[left], fit(others, names), names)
        kind = "test" if left in told.test else "left out"
        print(f"{kind} {left}: n {len(found[left])}, learned {learned:.3f}, today {today:.3f}")
    if told.write:
        choices = [c for f in told.folders for c in found[f]]
        names = features_of(choices)
        print(write(told.task, fit(choices, names), names))


if __name__ == "__main__":
    main()
