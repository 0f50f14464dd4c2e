"""Choosing among candidates by learned weights: which place, which speaker, which scope a claim has.

Each candidate is a set of features with their sizes (0 to 1 mostly); its score is the sum of their weights, and the
highest wins, the earlier one where two are level. The weights stand in data/lexicon (feature, weight, meaning), are
learned by scripts/learn_choices.py from reports coded by hand, and are a user's to read and to change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers import lexicon

Features = Mapping[str, float]


def score(features: Features, name: str) -> float:
    """Give the sum of the weights of data/lexicon/`name`.csv for these features; one without a row counts nothing."""
    known = lexicon.weights(name)
    return sum(known[f][0] * size for f, size in features.items() if f in known)


def choose(candidates: Sequence[Features], name: str) -> int:
    """Give the number of the best candidate; raises ValueError where there is none."""
    if not candidates:
        raise ValueError("there is nothing to choose from: give at least one candidate.")
    return max(range(len(candidates)), key=lambda i: (score(candidates[i], name), -i))
